/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/gate_keys.c - the tables of words and pieces of words, as the gate looks them up. */
#include "detect/gate_tables.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

void gate_add_id(struct id_list *l, size_t id)
{
	if (l->n && l->ids[l->n - 1] == id)
		return;
	if (!(l->n & (l->n - 1)))
		l->ids = xrealloc(l->ids, (l->n ? 2 * l->n : 1) * sizeof(*l->ids));
	l->ids[l->n++] = (uint32_t)id;
}

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

static void set_head(struct key *key)
{
	size_t len = key->len < 8 ? key->len : 8;

	memcpy(&key->head, key->text, len);
	key->head_mask = len ? ~UINT64_C(0) >> (64 - 8 * len) : 0;
}

static void add_key(struct gate_view *g, struct key_table *t, uint64_t hash, struct key key)
{
	set_head(&key);
	if (!(g->n_keys & (g->n_keys - 1)))
		g->keys = xrealloc(g->keys, (g->n_keys ? 2 * g->n_keys : 1) * sizeof(*g->keys));
	g->keys[g->n_keys] = key;
	struct slot *s = add_hash(t, hash);
	s->nexts |= *key.next ? 1u << (*key.next & 31) : ~0u;
	gate_add_id(&s->building, g->n_keys++);
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
		(struct key){.text = text, .next = next, .len = any_case ? 0 : (uint16_t)len,
			      .rule = (uint16_t)rule});
}

void gate_add_literal(struct gate_view *g, const struct literal *l, size_t rule)
{
	size_t len = strlen(l->text), n = len < LONGEST_START ? len : LONGEST_START, at = 0;

	switch (l->where) {
	case LITERAL_WORD:
		add_word(g, l->text, l->next, false, rule);
		break;
	case LITERAL_START:
		note_beginning(g, l->text, len, len == 2 ? PAIR_START_2 : PAIR_START_3);
		add_key(g, g->starts + n, hash_of(l->text, n, false),
			(struct key){.text = l->text, .next = "", .len = (uint16_t)len,
				      .rule = (uint16_t)rule});
		break;
	case LITERAL_INSIDE: /* the end of a stem is least like other words */
		at = len > 6 ? 2 : len - 4;
		add_key(g, &g->grams, hash_of(l->text + at, 4, false),
			(struct key){.text = l->text, .next = "", .len = (uint16_t)len,
				      .at = (uint16_t)at, .rule = (uint16_t)rule});
		break;
	}
}

void gate_note_reach(struct gate_view *g, size_t reach)
{
	g->farthest = reach > g->farthest ? reach : g->farthest;
}

/* A word that stands within reach of the start: "at", or "*straat" for the end of one. */
void gate_add_within(struct gate_view *g, const char *word, size_t reach, size_t id,
		     uint8_t place)
{
	bool end = *word == '*';
	const char *text = word + end;
	size_t len = strlen(text), n = len < LONGEST_START ? len : LONGEST_START;
	struct key key = {.text = text, .next = "", .len = end ? (uint16_t)len : 0,
			  .rule = (uint16_t)id, .reach = (uint16_t)(reach + 1), .place = place};

	gate_note_reach(g, reach + 1);
	if (end) {
		add_key(g, g->ends + n, hash_of(text + len - n, n, false), key);
		g->any_ends = true;
		return;
	}
	note_beginning(g, text, len, len < 4 ? PAIR_WORD_1 << (len - 1) : 0);
	add_key(g, &g->words, hash_of(text, len, true), key);
}

void gate_add_word(struct gate_view *g, const char *word, size_t id)
{
	add_word(g, word, "", true, id);
}

/* Keys of a slot side by side, in new memory from *n on. */
static void line_up(struct key_table *t, const struct key *keys, struct key *to, size_t *n)
{
	for (size_t i = 0; t->slots && i <= t->mask; i++) {
		struct slot *s = t->slots + i;

		s->first = (uint32_t)*n;
		s->n = (uint32_t)s->building.n;
		for (size_t k = 0; k < s->n; k++)
			to[(*n)++] = keys[s->building.ids[k]];
		free(s->building.ids);
		s->building = (struct id_list){NULL, 0};
	}
}

void gate_line_up_keys(struct gate_view *g)
{
	struct key *to = xcalloc(g->n_keys + 1, sizeof(*to));
	size_t n = 0;

	line_up(&g->words, g->keys, to, &n);
	line_up(&g->grams, g->keys, to, &n);
	for (size_t i = 0; i < ARRAY_LEN(g->starts); i++) {
		line_up(g->starts + i, g->keys, to, &n);
		line_up(g->ends + i, g->keys, to, &n);
	}
	assert(n == g->n_keys);
	free(g->keys);
	g->keys = to;
}
