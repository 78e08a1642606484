/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate_build.c - which class each rule is in, and the tables of gate.c.
 *
 * A family brings its literals, an author may have promised something; for the rest PCRE2 is
 * asked: which bytes can a match start with, and, by partial matching, after what kinds of
 * characters. That is a proof as long as a regex looks back one character at most; for one that
 * looks farther, and for characters that are not ASCII, nothing is taken as proved.
 */
#include "detect/gate_tables.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ALL_KINDS 15u

uint64_t gate_hash(const char *s, size_t len, size_t readable)
{
	uint64_t hash = len + 0x9E3779B97F4A7C15u;

	for (size_t i = 0; i < len; i += 8) {
		uint64_t eight = 0;

		if (i + 8 <= readable)
			memcpy(&eight, s + i, 8);
		else
			memcpy(&eight, s + i, len - i < 8 ? len - i : 8);
		eight |= 0x2020202020202020u;
		if (len - i < 8)
			eight &= ~UINT64_C(0) >> (64 - 8 * (len - i));
		hash = (hash ^ eight) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 29;
	}
	hash *= 0xBF58476D1CE4E5B9u;
	hash ^= hash >> 32;
	return hash ? hash : 1;
}

static void add_id(struct id_list *l, size_t id)
{
	if (l->n && l->ids[l->n - 1] == id)
		return;
	if (!(l->n & (l->n - 1)))
		l->ids = xrealloc(l->ids, (l->n ? 2 * l->n : 1) * sizeof(*l->ids));
	l->ids[l->n++] = (uint16_t)id;
}

static struct slot *free_slot(struct byte_table *t, uint64_t hash)
{
	size_t at = hash & t->mask;

	while (t->slots[at].hash && t->slots[at].hash != hash)
		at = (at + 1) & t->mask;
	return t->slots + at;
}

static struct slot *add_hash(struct byte_table *t, uint64_t hash)
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

static void add_bytes(struct byte_table *t, const char *s, size_t len, size_t rule)
{
	add_id(&add_hash(t, gate_hash(s, len, len))->rules, rule);
}

/* Four bytes of a literal that are least like all other words: the last ones of a stem. */
static void add_inside(struct gate_view *g, const char *text, size_t rule)
{
	size_t len = strlen(text), key_at = len > 6 ? 2 : len - 4;

	assert(len >= 4);
	if (!(g->n_insides & (g->n_insides - 1)))
		g->insides = xrealloc(g->insides,
				      (g->n_insides ? 2 * g->n_insides : 1) * sizeof(*g->insides));
	g->insides[g->n_insides] = (struct inside){text, len, key_at, (uint16_t)rule};
	add_id(&add_hash(&g->grams, gate_hash(text + key_at, 4, 4))->more, g->n_insides);
	g->n_insides++;
}

static bool add_literals(struct gate_view *g, const struct rule *rule, size_t id)
{
	for (size_t i = 0; i < rule->n_literals; i++) {
		const char *text = rule->literals[i].text;
		size_t len = strlen(text);

		if (rule->literals[i].where == LITERAL_START && len < SHORTEST_START)
			return false;
	}
	for (size_t i = 0; i < rule->n_literals; i++) {
		const char *text = rule->literals[i].text;
		size_t len = strlen(text);

		switch (rule->literals[i].where) {
		case LITERAL_WORD:
			add_bytes(&g->words, text, len, id);
			break;
		case LITERAL_START:
			len = len < LONGEST_START ? len : LONGEST_START;
			add_bytes(g->starts + len, text, len, id);
			break;
		case LITERAL_INSIDE:
			add_inside(g, text, id);
			break;
		}
	}
	return rule->n_literals > 0;
}

/* --- what PCRE2 proves --- */

static enum kind kind_of(int before)
{
	if (before >= '0' && before <= '9')
		return KIND_DIGIT;
	if ((before | 0x20) >= 'a' && (before | 0x20) <= 'z' && before >= 0)
		return KIND_LETTER;
	return before == '_' ? KIND_LETTER : KIND_OTHER;
}

static unsigned kinds_before(const struct regex *oracle, struct matcher *m, char first)
{
	unsigned kinds = 1u << KIND_HIGH;

	for (int before = -1; before < 128; before++)
		if (!(kinds & 1u << kind_of(before)) && regex_may_start(oracle, m, before, &first, 1))
			kinds |= 1u << kind_of(before);
	return kinds;
}

static bool is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Can gate.c come by all such starts? It stops where the kind of character changes, and at each
 * mark that is neither white space nor part of a word. */
static bool comes_by(int first, unsigned after)
{
	enum kind kind = kind_of(first);

	if (kind == KIND_OTHER)
		return !is_space(first);
	return !(after & 1u << kind);
}

static void add_first(struct gate_view *g, int first, size_t id, unsigned after)
{
	struct first_list *l = g->first + first;

	if (!(l->n & (l->n - 1)))
		l->entries = xrealloc(l->entries, (l->n ? 2 * l->n : 1) * sizeof(*l->entries));
	l->entries[l->n++] = (struct first_entry){(uint16_t)id, (uint8_t)after};
	if (after & (1u << KIND_LETTER | 1u << KIND_DIGIT) && kind_of(first) != KIND_OTHER)
		g->any_inner = true;
}

static bool add_by_first(struct gate_view *g, const struct rule *rule, size_t id)
{
	bool bytes[256], any_high = false;
	unsigned after[128] = {0};

	if (regex_looks_far_back(rule->regex))
		return false;
	regex_first_bytes(rule->regex, bytes);
	struct regex *oracle = regex_new_oracle(rule->source, rule->regex_flags);
	struct matcher *m = matcher_new();
	bool proved = true;
	for (int c = 0; c < 128 && proved; c++) {
		if (bytes[c])
			after[c] = kinds_before(oracle, m, (char)c);
		proved = !after[c] || comes_by(c, after[c]);
	}
	matcher_free(m);
	regex_free(oracle);
	if (!proved)
		return false;
	for (int c = 0; c < 128; c++)
		if (after[c])
			add_first(g, c, id, after[c]);
	for (int c = 128; c < 256; c++)
		any_high |= bytes[c];
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

static const char *add_promised(struct gate_view *g, const struct gate_line *promise, size_t id)
{
	switch (promise->kind) {
	case GATE_WORDS:
		for (const char *const *w = promise->words; *w; w++)
			add_bytes(&g->words, *w, strlen(*w), id);
		return "words";
	case GATE_DIGITS:
		for (unsigned n = 1; n < 32; n++)
			if (promise->lengths & 1u << n)
				add_id(g->digits + n, id);
		g->any_inner = true;
		return "digits";
	case GATE_NEAR:
		add_near(g, promise, id);
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
	if (!*about && promise->kind == GATE_DERIVED && add_literals(g, rule, id))
		*about = "literals";
	if (!*about && promise->kind == GATE_DERIVED && add_by_first(g, rule, id))
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
	for (int v = 0; v < N_VIEWS; v++)
		g->views[v] = xcalloc(1, sizeof(struct gate_view));
	regex_word_characters(g->word_bits);
	for (size_t i = 0; i < r->n_rules; i++)
		add_rule(g, r, i);
	return g;
}

static void free_table(struct byte_table *t)
{
	for (size_t i = 0; t->slots && i <= t->mask; i++) {
		free(t->slots[i].rules.ids);
		free(t->slots[i].more.ids);
	}
	free(t->slots);
}

static void free_view(struct gate_view *g)
{
	free_table(&g->words);
	free_table(&g->grams);
	for (size_t i = 0; i < ARRAY_LEN(g->starts); i++)
		free_table(g->starts + i);
	for (size_t i = 0; i < ARRAY_LEN(g->first); i++) {
		free(g->first[i].entries);
		free(g->near[i].entries);
	}
	for (size_t i = 0; i < ARRAY_LEN(g->digits); i++)
		free(g->digits[i].ids);
	free(g->high.ids);
	free(g->always.ids);
	free(g->insides);
	free(g);
}

void gate_free(struct gate *g)
{
	if (!g)
		return;
	for (int v = 0; v < N_VIEWS; v++)
		free_view(g->views[v]);
	free(g->about);
	free(g);
}

const char *gate_describe(const struct gate *g, size_t rule)
{
	return g->about[rule];
}
