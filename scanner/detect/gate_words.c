/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/gate_words.c - words and pieces of words, looked up in the tables of the gate. */
#include "detect/gate_tables.h"
#include "detect/terms.h"
#include <string.h>

static void add(struct pass *p, size_t rule, size_t at)
{
	if (at >= p->from && at < p->end)
		candidates_add(p->to->starts + rule, at, at);
}

static uint64_t eight_bytes(const struct pass *p, size_t at)
{
	uint64_t eight = 0;

	if (p->len - at >= 8)
		memcpy(&eight, p->s + at, 8);
	else
		memcpy(&eight, p->s + at, p->len - at);
	return eight;
}

static const struct slot *slot_of(const struct key_table *t, uint64_t hash)
{
	if (!filter_bit(t->filter, hash))
		return NULL;
	for (size_t slot = hash >> 20 & t->mask; t->slots[slot].hash; slot = (slot + 1) & t->mask)
		if (t->slots[slot].hash == hash)
			return t->slots + slot;
	return NULL;
}

/* Past what parts the words of a phrase. */
static size_t after_parting(const struct pass *p, size_t at)
{
	while (at < p->len && (p->s[at] == ' ' || p->s[at] == '\n' || p->s[at] == '-'))
		at++;
	return at;
}

/* Does this follow at `at`? A space stands for what parts the words of a phrase. */
static bool is_next(const struct pass *p, size_t at, const char *next)
{
	for (; *next; next++) {
		size_t spot = *next == ' ' ? after_parting(p, at) : at;

		if (*next == ' ' ? spot == at : at == p->len || p->s[at] != *next)
			return false;
		at = *next == ' ' ? spot : at + 1;
	}
	return true;
}

/* A match may start anywhere from so many bytes before `at`, where the word of a key stands, up to
 * `last`. */
static void search_round(struct pass *p, const struct key *key, size_t at, size_t last)
{
	size_t least = at + 1 > key->reach ? at + 1 - key->reach : 0, from = at;

	last = last < p->end ? last : p->end - 1;
	least = least < p->from ? p->from : least;
	while (from > least && !(p->tables->outside[(unsigned char)p->s[from - 1]] >> key->place & 1))
		from--;
	from = from < p->from ? p->from : from;
	while (from <= last && ((unsigned char)p->s[from] & 0xC0) == 0x80)
		from++;
	if (from <= last)
		candidates_add(p->to->searched + key->rule, from, last);
}

/* eight: the bytes at `at`. */
static bool is_text(const struct pass *p, size_t at, uint64_t eight, const struct key *key)
{
	if ((eight ^ key->head) & key->head_mask)
		return false;
	return key->len <= 8 || !memcmp(p->s + at, key->text, key->len);
}

static void whole_word_at(struct pass *p, size_t at, size_t to, uint64_t eight)
{
	const struct gate_view *g = p->tables;
	const struct slot *slot = slot_of(&g->words, gate_hash_word(p->s + at, to - at, eight));

	if (!slot)
		return;
	size_t next = after_parting(p, to);
	bool parted = next > to && next < p->len;
	if (slot->nexts != ~0u && !(parted && slot->nexts >> (p->s[next] & 31) & 1))
		return;
	for (const struct key *key = g->keys + slot->first, *e = key + slot->n; key < e; key++) {
		if (key->reach)
			search_round(p, key, at, at);
		else if ((!*key->next || (parted && is_next(p, next, key->next))) &&
			 is_text(p, at, eight, key))
			add(p, key->rule, at);
	}
}

/* A word that starts with n bytes for which there are keys. */
static void word_start_at(struct pass *p, size_t at, size_t to, uint64_t eight, size_t n)
{
	const struct gate_view *g = p->tables;
	const struct slot *slot = slot_of(g->starts + n, gate_hash_short((eight | GATE_LOWER) &
									 ~UINT64_C(0) >> (64 - 8 * n)));

	if (!slot)
		return;
	for (const struct key *key = g->keys + slot->first, *e = key + slot->n; key < e; key++)
		if (key->len <= to - at && is_text(p, at, eight, key))
			add(p, key->rule, at);
}

static bool is_end(const char *s, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((s[i] | 0x20) != (text[i] | 0x20))
			return false;
	return true;
}

/* Keys for the end of a word. A match may start inside it. */
static void word_end_at(struct pass *p, size_t at, size_t to)
{
	const struct gate_view *g = p->tables;

	for (size_t n = SHORTEST_START; n <= LONGEST_START && n <= to - at; n++) {
		if (!g->ends[n].n)
			continue;
		uint64_t last = 0;
		memcpy(&last, p->s + to - n, n);
		const struct slot *slot = slot_of(g->ends + n,
						  gate_hash_short((last | GATE_LOWER) &
								  ~UINT64_C(0) >> (64 - 8 * n)));
		for (size_t i = 0; slot && i < slot->n; i++) {
			const struct key *key = g->keys + slot->first + i;

			if (key->len <= to - at && is_end(p->s + to - key->len, key->text, key->len))
				search_round(p, key, at, to - key->len);
		}
	}
}

void gate_word_at(struct pass *p, size_t at, size_t to)
{
	const struct gate_view *g = p->tables;
	uint64_t eight = eight_bytes(p, at);
	uint8_t pair = g->pairs[gate_pair(eight)];
	size_t len = to - at;

	if (g->any_ends)
		word_end_at(p, at, to);
	if (!pair)
		return;
	if (len < 4 && pair & PAIR_WORD_1 << (len - 1))
		whole_word_at(p, at, to, eight);
	if (pair & PAIR_START_2 && len >= 2)
		word_start_at(p, at, to, eight, 2);
	if (pair & PAIR_START_3 && len >= 3)
		word_start_at(p, at, to, eight, 3);
	if (pair & PAIR_FOUR && len >= 4 &&
	    filter_bit(g->fours, gate_hash_short((eight | GATE_LOWER) & 0xFFFFFFFFu))) {
		whole_word_at(p, at, to, eight);
		word_start_at(p, at, to, eight, 4);
	}
}

/* A literal stands at `at` in a glued run of letters and hyphens: each start of a word in that run
 * before it is a candidate. */
static void glued_before(struct pass *p, size_t at, size_t rule)
{
	size_t spot = at;

	for (unsigned n = 0; n <= TERM_GLUED_MOST; n++) {
		if (spot >= p->from && spot < p->end && !gate_word_before(p, spot))
			add(p, rule, spot);
		if (spot <= p->from)
			return;
		size_t before = gate_back_one(p, spot);
		if (p->s[before] != '-' && !gate_word_step(p, before))
			return;
		spot = before;
	}
}

static void gram_at(struct pass *p, size_t at, uint64_t hash)
{
	const struct slot *slot = slot_of(&p->tables->grams, hash);

	if (!slot)
		return;
	for (size_t i = slot->first; i < slot->first + slot->n; i++) {
		const struct key *key = p->tables->keys + i;

		if (at >= key->at && at - key->at + key->len <= p->len &&
		    !memcmp(p->s + at - key->at, key->text, key->len))
			glued_before(p, at - key->at, key->rule);
	}
}

/* Literals that stand inside words; [from, to) may be several words. */
void gate_grams_in(struct pass *p, size_t from, size_t to)
{
	const struct key_table *t = &p->tables->grams;

	for (size_t at = from; t->n && at + 4 <= to; at++) {
		uint32_t four;

		memcpy(&four, p->s + at, 4);
		uint64_t hash = gate_hash_short(four | (uint32_t)GATE_LOWER);
		if (filter_bit(t->filter, hash))
			gram_at(p, at, hash);
	}
}
