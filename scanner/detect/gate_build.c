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

static bool add_literals(struct gate_view *g, const struct rule *rule, size_t id)
{
	for (size_t i = 0; i < rule->n_literals; i++)
		if (rule->literals[i].where == LITERAL_START &&
		    strlen(rule->literals[i].text) < SHORTEST_START)
			return false;
	for (size_t i = 0; i < rule->n_literals; i++)
		gate_add_literal(g, rule->literals + i, id);
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
		gate_add_id(&g->high, id);
	return true;
}

/* --- one rule --- */

static void add_near_byte(struct near_list *l, struct near_entry entry)
{
	if (!(l->n & (l->n - 1)))
		l->entries = xrealloc(l->entries, (l->n ? 2 * l->n : 1) * sizeof(*l->entries));
	l->entries[l->n++] = entry;
	l->places |= UINT64_C(1) << entry.place;
	l->farthest = entry.reach > l->farthest ? entry.reach : l->farthest;
}

static void add_near(struct gate_view *g, const struct gate_line *promise, const struct rule *rule,
		     size_t id)
{
	uint8_t place = g->n_places < NEAR_PLACES ? (uint8_t)g->n_places++ : NEAR_PLACES;
	bool alphabet[256];

	gate_alphabet(rule, alphabet);
	for (int c = 0; c < 256 && place < NEAR_PLACES; c++) {
		uint64_t bit = UINT64_C(1) << place;

		g->outside[c] |= alphabet[c] ? 0 : bit;
		g->stops[c] |= !alphabet[c] || (c < 128 && promise->bytes[c]) ? bit : 0;
	}
	for (int c = 0; c < 128; c++)
		if (promise->bytes[c])
			add_near_byte(g->near + c, (struct near_entry){(uint16_t)id,
								       (uint16_t)promise->reach, place});
	for (const char *const *w = promise->words; w && *w; w++)
		gate_add_within(g, *w, promise->word_reach, id, place);
}

static void add_lengths(struct id_list lists[32], uint32_t lengths, size_t id)
{
	for (unsigned n = 1; n < 32; n++)
		if (lengths & 1u << n)
			gate_add_id(lists + n, id);
}

static const char *add_promised(struct gate_view *g, const struct gate_line *promise,
				const struct rule *rule, size_t id)
{
	switch (promise->kind) {
	case GATE_WORDS:
		for (const char *const *w = promise->words; *w; w++)
			gate_add_word(g, *w, id);
		return "words";
	case GATE_DIGITS:
		add_lengths(g->digits, promise->lengths, id);
		return "digits";
	case GATE_LENGTH:
		add_lengths(g->lengths, promise->lengths, id);
		g->any_lengths = true;
		return "length";
	case GATE_NEAR:
		gate_note_reach(g, promise->reach);
		add_near(g, promise, rule, id);
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

	*about = add_promised(g, promise, rule, id);
	gate->narrowed[id] = -1;
	if (promise->kind == GATE_NEAR && gate->n_narrowed < NARROWED_MOST &&
	    memchr(promise->bytes, 1, sizeof(promise->bytes)) &&
	    add_by_first(g, g->narrowed, gate->n_narrowed, rule, id))
		gate->narrowed[id] = (int8_t)gate->n_narrowed++;
	if (!*about && promise->kind == GATE_DERIVED && add_literals(g, rule, id))
		*about = "literals";
	if (!*about && promise->kind == GATE_DERIVED && add_by_first(g, g->first, -1, rule, id))
		*about = "first character";
	if (!*about) {
		*about = "always";
		gate_add_id(&g->always, id);
	}
	/* The others are tried at single spots. */
	if (promise->kind == GATE_NEAR || *about[0] == 'a')
		regex_prepare(rule->regex, true);
}

static void find_quick(struct gate_view *g)
{
	for (size_t first = 0; first < 128; first++)
		for (size_t c = 0; c <= 128 && g->first[first]; c++)
			for (size_t w = 0; w < FIRST_MOST / 64; w++)
				if (g->first[first]->second[c][w] &
				    g->first[first]->after[KIND_OTHER][w])
					set_bit(g->quick[first], c);
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
	for (int v = 0; v < N_VIEWS; v++) {
		gate_line_up_keys(g->views[v]);
		find_quick(g->views[v]);
	}
	return g;
}

static void free_view(struct gate_view *g)
{
	free(g->words.slots);
	free(g->grams.slots);
	for (size_t i = 0; i < ARRAY_LEN(g->starts); i++) {
		free(g->starts[i].slots);
		free(g->ends[i].slots);
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
