/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate.c - one pass over a view for all rules together.
 *
 * The pass goes from word to word. A word (a run of what PCRE2 calls \w, asked once for every
 * code point) is looked up whole and by its first bytes; terms that are glued onto something are
 * found by four of their bytes anywhere, after which the start of the glued run is sought. Where
 * the kind of character changes (a word starts, letters meet digits, a mark stands) the rules that
 * can start with that character after that kind become candidates. All else is skipped.
 *
 * Every class is a necessary condition on where a match can start, so that nothing is lost: the
 * tests compare with all rules tried everywhere, also on text made to confuse the two.
 */
#include "base/utf8.h"
#include "detect/gate_block.h"
#include "detect/gate_tables.h"
#include "detect/terms.h"
#include <stdlib.h>
#include <string.h>

struct pass {
	const struct gate *gate;
	const struct gate_view *tables;
	const char *s;
	size_t len, from, end;
	struct candidates *to;
	size_t near; /* the first stretch of to->near that does not end before the spot at hand */
};

static void add(struct pass *p, size_t rule, size_t at)
{
	candidates_add(p->to->starts + rule, at, at);
}

static void add_all(struct pass *p, const struct id_list *rules, size_t at)
{
	for (size_t i = 0; i < rules->n; i++)
		add(p, rules->ids[i], at);
}

/* --- characters --- */

static uint8_t mark(const struct pass *p, size_t at)
{
	return p->gate->marks[(unsigned char)p->s[at]];
}

static bool is_inner_byte(const struct pass *p, size_t at)
{
	return ((unsigned char)p->s[at] & 0xC0) == 0x80;
}

/* Length of the word character at `at`, 0 if it is none. */
static size_t word_step(const struct pass *p, size_t at)
{
	uint8_t m = mark(p, at);
	uint32_t code;

	if (m != MARK_HIGH)
		return m != 0;
	size_t step = utf8_decode(p->s + at, p->len - at, &code);
	return step && p->gate->word_bits[code >> 3] >> (code & 7) & 1 ? step : 0;
}

static unsigned kind_bit(uint8_t m)
{
	return m == MARK_HIGH ? 1u << KIND_HIGH
	       : m == MARK_DIGIT ? 1u << KIND_DIGIT
	       : m == MARK_LETTER ? 1u << KIND_LETTER : 1u << KIND_OTHER;
}

static size_t back_one(const struct pass *p, size_t at)
{
	do
		at--;
	while (at && is_inner_byte(p, at));
	return at;
}

static bool is_word_before(const struct pass *p, size_t at)
{
	return at && word_step(p, back_one(p, at));
}

/* Where the word that goes on at `at` ends; adds what it is made of to *seen. */
static size_t word_end(const struct pass *p, size_t at, uint8_t *seen)
{
	for (; at < p->len; at++) {
		uint8_t m = mark(p, at);

		if (m == MARK_HIGH) {
			size_t step = word_step(p, at);

			if (!step)
				break;
			at += step - 1;
		} else if (!m) {
			break;
		}
		*seen |= m;
	}
	return at;
}

/* --- where the kind of character changes --- */

static void start_from(struct pass *p, const struct first_list *l, size_t at)
{
	unsigned before = at ? kind_bit(mark(p, at - 1)) : 1u << KIND_OTHER;
	unsigned char second = at + 1 < p->len ? (unsigned char)p->s[at + 1] : 0x80;

	for (size_t i = 0; i < l->n; i++) {
		const struct first_entry *e = l->entries + i;

		if ((e->after & before) && (second >= 0x80 || e->second[second / 64] >> second % 64 & 1))
			add(p, e->rule, at);
	}
}

/* An ASCII character stands where another kind stood. Spots come in order. */
static void start_at(struct pass *p, size_t at)
{
	const struct candidate_list *near = &p->to->near;

	if (p->tables->first[(int)p->s[at]].n)
		start_from(p, p->tables->first + p->s[at], at);
	while (p->near < near->n && near->rows[p->near].last < at)
		p->near++;
	if (p->near < near->n && near->rows[p->near].from <= at)
		start_from(p, p->tables->narrowed + p->s[at], at);
}

static void digits_at(struct pass *p, size_t at)
{
	size_t n = 1;

	while (n < 31 && at + n < p->len && mark(p, at + n) == MARK_DIGIT)
		n++;
	add_all(p, p->tables->digits + n, at);
}

/* A character that starts a word or stands for itself. */
static void first_at(struct pass *p, size_t at, uint8_t m)
{
	if (m == MARK_HIGH) {
		add_all(p, &p->tables->high, at);
		return;
	}
	start_at(p, at);
	if (m == MARK_DIGIT)
		digits_at(p, at);
}

/* Inside a word: where letters, digits and _ meet, and characters that are not ASCII. */
static void inside_word(struct pass *p, size_t from, size_t to)
{
	for (size_t at = from; at < to; at++) {
		uint8_t m = mark(p, at), before = mark(p, at - 1);

		if (is_inner_byte(p, at) || (m == before && m != MARK_HIGH && m != MARK_LINE))
			continue;
		first_at(p, at, m);
	}
}

/* --- words and pieces of words --- */

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
	for (size_t i = 0; i < slot->keys.n; i++) {
		const struct key *key = g->keys + slot->keys.ids[i];

		if ((!*key->next || (parted && is_next(p, next, key->next))) &&
		    !memcmp(p->s + at, key->text, key->len))
			add(p, key->rule, at);
	}
}

/* A word that starts with n bytes for which there are keys. */
static void word_start_at(struct pass *p, size_t at, size_t to, uint64_t eight, size_t n)
{
	const struct gate_view *g = p->tables;
	const struct slot *slot = slot_of(g->starts + n, gate_hash_short((eight | GATE_LOWER) &
									 ~UINT64_C(0) >> (64 - 8 * n)));

	for (size_t i = 0; slot && i < slot->keys.n; i++) {
		const struct key *key = g->keys + slot->keys.ids[i];

		if (key->len <= to - at && !memcmp(p->s + at, key->text, key->len))
			add(p, key->rule, at);
	}
}

/* A word [at, to) starts here. */
static void word_at(struct pass *p, size_t at, size_t to)
{
	const struct gate_view *g = p->tables;
	uint64_t eight = eight_bytes(p, at);
	uint8_t pair = g->pairs[gate_pair(eight)];
	size_t len = to - at;

	if (!pair)
		return;
	if (pair & PAIR_SHORT_WORD && len < 4)
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
		if (spot >= p->from && spot < p->end && !is_word_before(p, spot))
			add(p, rule, spot);
		if (spot <= p->from)
			return;
		size_t before = back_one(p, spot);
		if (p->s[before] != '-' && !word_step(p, before))
			return;
		spot = before;
	}
}

static void gram_at(struct pass *p, size_t at, uint64_t hash)
{
	const struct slot *slot = slot_of(&p->tables->grams, hash);

	for (size_t i = 0; slot && i < slot->keys.n; i++) {
		const struct key *key = p->tables->keys + slot->keys.ids[i];

		if (at >= key->at && at - key->at + key->len <= p->len &&
		    !memcmp(p->s + at - key->at, key->text, key->len))
			glued_before(p, at - key->at, key->rule);
	}
}

/* Literals that stand inside words; [from, to) may be several words. */
static void grams_in(struct pass *p, size_t from, size_t to)
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

/* --- the pass --- */

static void near_at(struct pass *p, size_t at)
{
	const struct near_list *l = p->tables->near + p->s[at];

	for (size_t i = 0; i < l->n; i++) {
		size_t reach = l->entries[i].reach, from = at > reach ? at - reach : 0;

		from = from < p->from ? p->from : from;
		while (from < at && is_inner_byte(p, from))
			from++;
		size_t last = at < p->end ? at : p->end - 1;
		size_t rule = l->entries[i].rule;
		if (from <= last)
			candidates_add(p->gate->narrowed[rule] ? p->to->stretches + rule :
								 p->to->starts + rule,
				       from, last);
	}
}

static void run_nears(struct pass *p)
{
	bool wanted[256] = {false}, any = false;
	size_t most = 0;

	for (int c = 0; c < 128; c++)
		for (size_t i = 0; i < p->tables->near[c].n; i++) {
			wanted[c] = any = true;
			if (p->tables->near[c].entries[i].reach > most)
				most = p->tables->near[c].entries[i].reach;
		}
	size_t to = p->len - p->end > most ? p->end + most : p->len;
	for (size_t at = p->from; any && at < to; at++)
		if (wanted[(unsigned char)p->s[at]])
			near_at(p, at);
}

/* One run of ASCII word characters, `seen` is what it is made of. */
static void plain_word(struct pass *p, size_t at, size_t to, uint8_t seen)
{
	if (at < p->end) {
		word_at(p, at, to);
		first_at(p, at, mark(p, at));
		if (seen & (seen - 1) || seen == MARK_LINE)
			inside_word(p, at + 1, to < p->end ? to : p->end);
	}
	grams_in(p, at, to);
}

/* A run of ASCII word characters and of all that is not ASCII: words, and what parts them. */
static void mixed_run(struct pass *p, size_t from, size_t to)
{
	for (size_t at = from; at < to && at < p->end;) {
		uint8_t seen = 0;
		size_t end = word_end(p, at, &seen);

		first_at(p, at, mark(p, at));
		if (end > at) {
			word_at(p, at, end);
			inside_word(p, at + 1, end < p->end ? end : p->end);
			at = end;
			continue;
		}
		do
			at++;
		while (at < to && is_inner_byte(p, at));
	}
	grams_in(p, from, to);
}

static uint8_t marks_of(const struct pass *p, size_t from, size_t to)
{
	uint8_t seen = 0;

	for (size_t at = from; at < to; at++)
		seen |= mark(p, at);
	return seen;
}

static void run_at(struct pass *p, size_t from, size_t to, bool letters)
{
	uint8_t seen = letters ? MARK_LETTER : marks_of(p, from, to);

	if (seen & MARK_HIGH)
		mixed_run(p, from, to);
	else
		plain_word(p, from, to, seen);
}

/* Where the run that goes on at `at` ends. */
static size_t run_end(const struct pass *p, size_t at)
{
	while (at < p->len && mark(p, at))
		at++;
	return at;
}

/* Words that start before the end may have their literal behind it. */
#define GRAMS_BEHIND (4u * TERM_GLUED_MOST + 64u)

/* The rest of a word that starts before p->from is not its start; gives where it ends. */
static size_t rest_of_word(struct pass *p)
{
	uint8_t seen = 0;
	size_t at = p->from;

	if (!is_word_before(p, at))
		return at;
	at = word_end(p, at, &seen);
	inside_word(p, p->from, at < p->end ? at : p->end);
	grams_in(p, p->from, at);
	return at;
}

static void run_words(struct pass *p)
{
	size_t to = p->len - p->end > GRAMS_BEHIND ? p->end + GRAMS_BEHIND : p->len;
	size_t at = rest_of_word(p), start = at;
	bool in_run = false, letters = true;

	for (; at < to; at += 64) {
		struct block b = block_of(p->s + at, p->len - at);
		uint64_t edges = b.run ^ (b.run << 1 | in_run);
		unsigned begun = 0; /* bit at which the run at hand begins in this block */

		for (uint64_t events = edges | b.alone; events; events &= events - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(events);

			if (edges >> bit & 1 && in_run) {
				letters &= !(b.special >> begun & ~(~UINT64_C(0) << (bit - begun)));
				run_at(p, start, at + bit, letters);
				in_run = false;
			} else if (edges >> bit & 1) {
				in_run = letters = true;
				start = at + bit;
				begun = bit;
			}
			if (b.alone >> bit & 1 && at + bit < p->end)
				start_at(p, at + bit);
		}
		if (in_run)
			letters &= !(b.special >> begun);
	}
	if (in_run)
		run_at(p, start, run_end(p, at < p->len ? at : p->len), false);
}

void gate_run(const struct gate *g, int view, const struct view *v, size_t from, size_t end,
	      struct candidates *ret)
{
	struct pass p = {g, g->views[view], v->bytes, v->len, from, end, ret, 0};

	candidates_clear(ret, view);
	if (from >= end)
		return;
	for (size_t i = 0; i < p.tables->always.n; i++)
		candidates_add(ret->starts + p.tables->always.ids[i], from, end - 1);
	run_nears(&p);
	candidates_join_stretches(ret, g, view);
	run_words(&p);
	candidates_settle(ret, g, view);
}
