/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate_build.c - which class each rule is in, and the tables of gate.c.
 *
 * A family brings its literals, an author may have promised something; for the rest it is proved
 * what a match can start with, if that can be (gate_proof.c).
 */
#include "detect/gate_tables.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

uint64_t gate_hash_long(const char *s, size_t len)
{
	uint64_t hash = len;

	for (size_t i = 0; i < len; i += 8) {
		uint64_t eight = 0;

		memcpy(&eight, s + i, len - i < 8 ? len - i : 8);
		eight |= GATE_LOWER;
		if (len - i < 8)
			eight &= ~UINT64_C(0) >> (64 - 8 * (len - i));
		hash = gate_hash_short(hash ^ eight);
		hash ^= hash >> 31;
	}
	return gate_hash_short(hash);
}

/* As gate.c makes them, from a piece that stands alone. */
static uint64_t hash_of(const char *s, size_t len, bool word)
{
	uint64_t eight = 0;

	memcpy(&eight, s, len < 8 ? len : 8);
	if (word)
		return gate_hash_word(s, len, eight);
	return gate_hash_short((eight | GATE_LOWER) & ~UINT64_C(0) >> (64 - 8 * len));
}

static void add_id(struct id_list *l, size_t id)
{
	if (l->n && l->ids[l->n - 1] == id)
		return;
	if (!(l->n & (l->n - 1)))
		l->ids = xrealloc(l->ids, (l->n ? 2 * l->n : 1) * sizeof(*l->ids));
	l->ids[l->n++] = (uint32_t)id;
}

static struct slot *free_slot(struct key_table *t, uint64_t hash)
{
	size_t at = hash >> 20 & t->mask;

	while (t->slots[at].hash && t->slots[at].hash != hash)
		at = (at + 1) & t->mask;
	return t->slots + at;
}

static struct slot *add_hash(struct key_table *t, uint64_t hash)
{
	if (2 * t->n >= t->mask) {
		struct slot *old = t->slots;
		size_t room = old ? t->mask + 1 : 0;

		t->mask = room ? 2 * room - 1 : 63;
		t->slots = xcalloc(t->mask + 1, sizeof(*t->slots));
		for (size_t i = 0; i < room; i++)
			if (old[i].hash)
				*free_slot(t, old[i].hash) = old[i];
		free(old);
	}
	struct slot *s = free_slot(t, hash);
	t->n += !s->hash;
	s->hash = hash;
	t->filter[hash >> 54] |= UINT64_C(1) << (hash >> 48 & 63);
	return s;
}

static void add_key(struct gate_view *g, struct key_table *t, uint64_t hash, struct key key)
{
	if (!(g->n_keys & (g->n_keys - 1)))
		g->keys = xrealloc(g->keys, (g->n_keys ? 2 * g->n_keys : 1) * sizeof(*g->keys));
	g->keys[g->n_keys] = key;
	struct slot *s = add_hash(t, hash);
	s->nexts |= *key.next ? 1u << (*key.next & 31) : ~0u;
	add_id(&s->keys, g->n_keys++);
}

/* What the look-up of a word starts with: pairs, then fours. */
static void note_beginning(struct gate_view *g, const char *s, size_t len, unsigned what)
{
	uint64_t eight = 0;

	memcpy(&eight, s, len < 8 ? len : 8);
	if (len >= 4) {
		uint64_t hash = gate_hash_short((eight | GATE_LOWER) & 0xFFFFFFFFu);

		g->fours[hash >> 54] |= UINT64_C(1) << (hash >> 48 & 63);
		what = PAIR_FOUR;
	}
	if (len > 1)
		g->pairs[gate_pair(eight)] |= (uint8_t)what;
	for (size_t second = 0; second < 32 && len == 1; second++) /* whatever follows it */
		g->pairs[(eight & 31) << 5 | second] |= (uint8_t)what;
}

static void add_word(struct gate_view *g, const char *text, const char *next, bool any_case,
		     size_t rule)
{
	size_t len = strlen(text);

	note_beginning(g, text, len, len < 4 ? PAIR_WORD_1 << (len - 1) : 0);
	add_key(g, &g->words, hash_of(text, len, true),
		(struct key){text, next, any_case ? 0 : (uint16_t)len, 0, (uint16_t)rule, 0});
}

static void add_literal(struct gate_view *g, const struct literal *l, size_t rule)
{
	size_t len = strlen(l->text), n = len < LONGEST_START ? len : LONGEST_START, at = 0;

	switch (l->where) {
	case LITERAL_WORD:
		add_word(g, l->text, l->next, false, rule);
		break;
	case LITERAL_START:
		note_beginning(g, l->text, len, len == 2 ? PAIR_START_2 : PAIR_START_3);
		add_key(g, g->starts + n, hash_of(l->text, n, false),
			(struct key){l->text, "", (uint16_t)len, 0, (uint16_t)rule, 0});
		break;
	case LITERAL_INSIDE: /* the end of a stem is least like other words */
		at = len > 6 ? 2 : len - 4;
		add_key(g, &g->grams, hash_of(l->text + at, 4, false),
			(struct key){l->text, "", (uint16_t)len, (uint16_t)at, (uint16_t)rule, 0});
		break;
	}
}

static bool add_literals(struct gate_view *g, const struct rule *rule, size_t id)
{
	for (size_t i = 0; i < rule->n_literals; i++)
		if (rule->literals[i].where == LITERAL_START &&
		    strlen(rule->literals[i].text) < SHORTEST_START)
			return false;
	for (size_t i = 0; i < rule->n_literals; i++)
		add_literal(g, rule->literals + i, id);
	return rule->n_literals > 0;
}

static void set_bit(uint64_t *bits, size_t at)
{
	bits[at / 64] |= UINT64_C(1) << at % 64;
}

/* place: in the list, -1 for the next one. */
static void add_first(struct first_list **list, int place, size_t id, const struct start *start)
{
	if (!*list)
		*list = xcalloc(1, sizeof(**list));
	struct first_list *l = *list;
	size_t at = place < 0 ? l->n++ : (size_t)place;
	assert(at < FIRST_MOST);
	for (unsigned kind = 0; kind < 4; kind++)
		if (start->after & 1u << kind)
			set_bit(l->after[kind], at);
	for (unsigned c = 0; c <= 128; c++)
		if (c == 128 || start->second[c / 64] >> c % 64 & 1)
			set_bit(l->second[c], at);
	l->rules[at] = (uint16_t)id;
}

/* Room is bounded: a rule too many is tried everywhere. */
static bool has_room(struct first_list *const *lists, const struct start starts[128])
{
	for (int c = 0; c < 128; c++)
		if (starts[c].after && lists[c] && lists[c]->n == FIRST_MOST)
			return false;
	return true;
}

static bool add_by_first(struct gate_view *g, struct first_list **lists, int place,
			 const struct rule *rule, size_t id)
{
	struct start starts[128] = {0};
	bool any_high;

	if (!gate_prove_starts(rule, starts, &any_high) || !has_room(lists, starts))
		return false;
	for (int c = 0; c < 128; c++)
		if (starts[c].after)
			add_first(lists + c, place, id, starts + c);
	if (any_high)
		add_id(&g->high, id);
	return true;
}

/* --- one rule --- */

static void add_near(struct gate_view *g, const struct gate_line *promise, size_t id)
{
	for (int c = 0; c < 128; c++) {
		struct near_list *l = g->near + c;

		if (!promise->bytes[c])
			continue;
		if (!(l->n & (l->n - 1)))
			l->entries = xrealloc(l->entries, (l->n ? 2 * l->n : 1) * sizeof(*l->entries));
		l->entries[l->n++] = (struct near_entry){(uint16_t)id, (uint16_t)promise->reach};
	}
}

static void note_reach(struct gate_view *g, size_t reach)
{
	g->farthest = reach > g->farthest ? reach : g->farthest;
}

/* A word that stands within reach of the start: "at", or "*straat" for the end of one. */
static void add_within(struct gate_view *g, const char *word, size_t reach, size_t id)
{
	bool end = *word == '*';
	const char *text = word + end;
	size_t len = strlen(text), n = len < LONGEST_START ? len : LONGEST_START;
	struct key key = {text, "", end ? (uint16_t)len : 0, 0, (uint16_t)id, (uint16_t)(reach + 1)};

	note_reach(g, reach + 1);
	if (end) {
		add_key(g, g->ends + n, hash_of(text + len - n, n, false), key);
		g->any_ends = true;
		return;
	}
	note_beginning(g, text, len, len < 4 ? PAIR_WORD_1 << (len - 1) : 0);
	add_key(g, &g->words, hash_of(text, len, true), key);
}

static void add_lengths(struct id_list lists[32], uint32_t lengths, size_t id)
{
	for (unsigned n = 1; n < 32; n++)
		if (lengths & 1u << n)
			add_id(lists + n, id);
}

static const char *add_promised(struct gate_view *g, const struct gate_line *promise, size_t id)
{
	switch (promise->kind) {
	case GATE_WORDS:
		for (const char *const *w = promise->words; *w; w++)
			add_word(g, *w, "", true, id);
		return "words";
	case GATE_DIGITS:
		add_lengths(g->digits, promise->lengths, id);
		return "digits";
	case GATE_LENGTH:
		add_lengths(g->lengths, promise->lengths, id);
		g->any_lengths = true;
		return "length";
	case GATE_NEAR:
		note_reach(g, promise->reach);
		add_near(g, promise, id);
		for (const char *const *w = promise->words; w && *w; w++)
			add_within(g, *w, promise->word_reach, id);
		return "near";
	default:
		return NULL;
	}
}

static void add_rule(struct gate *gate, const struct ruleset *r, size_t id)
{
	const struct rule *rule = r->rules + id;
	const struct gate_line *promise = &r->recipes[rule->recipe].gate;
	struct gate_view *g = gate->views[rule->view];
	const char **about = gate->about + id;

	*about = add_promised(g, promise, id);
	gate->narrowed[id] = -1;
	if (promise->kind == GATE_NEAR && gate->n_narrowed < NARROWED_MOST &&
	    memchr(promise->bytes, true, sizeof(promise->bytes)) &&
	    add_by_first(g, g->narrowed, gate->n_narrowed, rule, id))
		gate->narrowed[id] = (int8_t)gate->n_narrowed++;
	if (!*about && promise->kind == GATE_DERIVED && add_literals(g, rule, id))
		*about = "literals";
	if (!*about && promise->kind == GATE_DERIVED && add_by_first(g, g->first, -1, rule, id))
		*about = "first character";
	if (!*about) {
		*about = "always";
		add_id(&g->always, id);
	}
}

struct gate *gate_new(const struct ruleset *r)
{
	struct gate *g = xcalloc(1, sizeof(*g));

	assert(r->n_rules < UINT16_MAX);
	g->about = xcalloc(r->n_rules + 1, sizeof(*g->about));
	g->narrowed = xcalloc(r->n_rules + 1, sizeof(*g->narrowed));
	for (int v = 0; v < N_VIEWS; v++)
		g->views[v] = xcalloc(1, sizeof(struct gate_view));
	regex_word_characters(g->word_bits);
	for (int c = 0; c < 256; c++)
		g->marks[c] = c >= 0x80			 ? MARK_HIGH
			      : gate_kind_of(c) == KIND_LETTER ? MARK_LETTER
			      : gate_kind_of(c) == KIND_DIGIT	 ? MARK_DIGIT
			      : c == '_'		 ? MARK_LINE
							 : 0;
	for (size_t i = 0; i < r->n_rules; i++)
		add_rule(g, r, i);
	return g;
}

static void free_table(struct key_table *t)
{
	for (size_t i = 0; t->slots && i <= t->mask; i++)
		free(t->slots[i].keys.ids);
	free(t->slots);
}

static void free_view(struct gate_view *g)
{
	free_table(&g->words);
	free_table(&g->grams);
	for (size_t i = 0; i < ARRAY_LEN(g->starts); i++) {
		free_table(g->starts + i);
		free_table(g->ends + i);
	}
	for (size_t i = 0; i < ARRAY_LEN(g->first); i++) {
		free(g->first[i]);
		free(g->narrowed[i]);
		free(g->near[i].entries);
	}
	for (size_t i = 0; i < ARRAY_LEN(g->digits); i++) {
		free(g->digits[i].ids);
		free(g->lengths[i].ids);
	}
	free(g->high.ids);
	free(g->always.ids);
	free(g->keys);
	free(g);
}

void gate_free(struct gate *g)
{
	if (!g)
		return;
	for (int v = 0; v < N_VIEWS; v++)
		free_view(g->views[v]);
	free(g->about);
	free(g->narrowed);
	free(g);
}

const char *gate_describe(const struct gate *g, size_t rule)
{
	return g->about[rule];
}
