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

static bool is_inner_byte(const struct pass *p, size_t at)
{
	return ((unsigned char)p->s[at] & 0xC0) == 0x80;
}

/* Length of the word character at `at`, 0 if it is none. */
size_t gate_word_step(const struct pass *p, size_t at)
{
	uint8_t m = gate_mark(p, at);
	uint32_t code;

	if (m != MARK_HIGH)
		return m != 0;
	size_t step = utf8_decode(p->s + at, p->len - at, &code);
	return step && p->gate->word_bits[code >> 3] >> (code & 7) & 1 ? step : 0;
}

static enum kind kind_of_mark(uint8_t m)
{
	return m == MARK_HIGH	  ? KIND_HIGH
	       : m == MARK_DIGIT  ? KIND_DIGIT
	       : m == MARK_LETTER ? KIND_LETTER
				  : KIND_OTHER;
}

size_t gate_back_one(const struct pass *p, size_t at)
{
	do
		at--;
	while (at && is_inner_byte(p, at));
	return at;
}

bool gate_word_before(const struct pass *p, size_t at)
{
	return at && gate_word_step(p, gate_back_one(p, at));
}

/* Where the word that goes on at `at` ends; adds what it is made of to *seen. */
static size_t word_end(const struct pass *p, size_t at, uint8_t *seen)
{
	for (; at < p->len; at++) {
		uint8_t m = gate_mark(p, at);

		if (m == MARK_HIGH) {
			size_t step = gate_word_step(p, at);

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

/* An ASCII character stands where another kind stood. */
static void start_at(struct pass *p, size_t at)
{
	const struct first_list *l = p->tables->first[(int)p->s[at]];
	const struct first_list *narrowed = p->tables->narrowed[(int)p->s[at]];
	uint64_t near = narrowed ? p->to->near[at / NEAR_BLOCK] : 0;

	if (!l && !near)
		return;
	enum kind before = at ? kind_of_mark(gate_mark(p, at - 1)) : KIND_OTHER;
	unsigned char second = at + 1 < p->len ? (unsigned char)p->s[at + 1] : 128;
	second = second < 128 ? second : 128;
	if (l && before == KIND_OTHER && !(p->tables->quick[(int)p->s[at]][second / 64] >> second % 64 & 1))
		l = NULL;
	for (size_t w = 0; l && w < FIRST_MOST / 64; w++)
		for (uint64_t bits = l->second[second][w] & l->after[before][w]; bits; bits &= bits - 1)
			add(p, l->rules[64 * w + (size_t)__builtin_ctzll(bits)], at);
	if (near)
		near &= narrowed->second[second][0] & narrowed->after[before][0];
	for (; near; near &= near - 1) {
		size_t rule = narrowed->rules[__builtin_ctzll(near)];

		if (candidates_in_stretch(p->to, rule, at))
			add(p, rule, at);
	}
}

/* A character that is not ASCII. */
static void high_at(struct pass *p, size_t at)
{
	const struct id_list *l = &p->tables->high;

	for (size_t i = 0; i < l->n; i++)
		if (p->gate->narrowed[l->ids[i]] < 0 || candidates_in_stretch(p->to, l->ids[i], at))
			add(p, l->ids[i], at);
}

static void digits_at(struct pass *p, size_t at)
{
	size_t n = 1;

	while (n < 31 && at + n < p->len && gate_mark(p, at + n) == MARK_DIGIT)
		n++;
	add_all(p, p->tables->digits + n, at);
}

/* A run of letters and digits starts here. */
static void length_at(struct pass *p, size_t at)
{
	size_t n = 1;

	while (n < 31 && at + n < p->len && gate_mark(p, at + n) & (MARK_LETTER | MARK_DIGIT))
		n++;
	add_all(p, p->tables->lengths + n, at);
}

/* A character that starts a word or stands for itself. */
static void first_at(struct pass *p, size_t at, uint8_t m)
{
	if (m == MARK_HIGH) {
		high_at(p, at);
		return;
	}
	start_at(p, at);
	if (m == MARK_DIGIT)
		digits_at(p, at);
	if (p->tables->any_lengths && m & (MARK_LETTER | MARK_DIGIT) &&
	    !(at && gate_mark(p, at - 1) & (MARK_LETTER | MARK_DIGIT)))
		length_at(p, at);
}

/* Inside a word: where letters, digits and _ meet, and characters that are not ASCII. */
static void inside_word(struct pass *p, size_t from, size_t to)
{
	for (size_t at = from; at < to; at++) {
		uint8_t m = gate_mark(p, at), before = gate_mark(p, at - 1);

		if (is_inner_byte(p, at) || (m == before && m != MARK_HIGH && m != MARK_LINE))
			continue;
		first_at(p, at, m);
	}
}

/* --- the pass --- */

/* Where the starts begin that a character at `at` is near to, for each rule with a place. */
static void find_reaches(const struct pass *p, size_t at, const struct near_list *l,
			 size_t from[NEAR_PLACES + 1])
{
	size_t least = at > l->farthest ? at - l->farthest : 0, i = at;
	uint64_t going = l->places;

	least = least < p->from ? p->from : least;
	for (; going && i > least; i--) {
		uint64_t stopped = going & p->tables->stops[(unsigned char)p->s[i - 1]];

		going &= ~stopped;
		for (; stopped; stopped &= stopped - 1)
			from[__builtin_ctzll(stopped)] = i;
	}
	for (; going; going &= going - 1)
		from[__builtin_ctzll(going)] = least;
}

static void near_at(struct pass *p, size_t at)
{
	const struct near_list *l = p->tables->near + p->s[at];
	size_t reaches[NEAR_PLACES + 1];
	size_t last = at < p->end ? at : p->end - 1;

	find_reaches(p, at, l, reaches);
	for (size_t i = 0; i < l->n; i++) {
		size_t reach = l->entries[i].reach, from = at > reach ? at - reach : 0;
		size_t rule = l->entries[i].rule, found = reaches[l->entries[i].place];

		from = from < found ? found : from;
		while (from < at && is_inner_byte(p, from))
			from++;
		if (from > last)
			continue;
		int narrowed = p->gate->narrowed[rule];
		if (narrowed >= 0)
			candidates_add_stretch(p->to, rule, narrowed, from, last);
		else
			candidates_add(p->to->starts + rule, from, last);
	}
}

static void run_nears(struct pass *p)
{
	size_t reach = p->tables->farthest;
	size_t to = p->len - p->end > reach ? p->end + reach : p->len;
	bool wanted[256] = {false}, any = false;

	for (int c = 0; c < 128; c++)
		any |= wanted[c] = p->tables->near[c].n > 0;
	for (size_t at = p->from; any && at < to; at++)
		if (wanted[(unsigned char)p->s[at]])
			near_at(p, at);
}

/* Promised words (`gate words`) end where letters end, also inside a word. */
static void letters_at(struct pass *p, size_t at, size_t to)
{
	size_t end = at;

	while (end < to && gate_mark(p, end) == MARK_LETTER)
		end++;
	if (end > at && end < to)
		gate_word_at(p, at, end);
}

/* One run of ASCII word characters, `seen` is what it is made of. */
static void plain_word(struct pass *p, size_t at, size_t to, uint8_t seen)
{
	gate_word_at(p, at, to);
	if (at < p->end)
		first_at(p, at, gate_mark(p, at));
	if (seen & (seen - 1) || seen == MARK_LINE) {
		letters_at(p, at, to);
		inside_word(p, at + 1, to < p->end ? to : p->end);
	}
	gate_grams_in(p, at, to);
}

/* A run of ASCII word characters and of all that is not ASCII: words, and what parts them. */
static void mixed_run(struct pass *p, size_t from, size_t to)
{
	for (size_t at = from; at < to;) {
		uint8_t seen = 0;
		size_t end = word_end(p, at, &seen);

		if (at < p->end)
			first_at(p, at, gate_mark(p, at));
		if (end > at) {
			gate_word_at(p, at, end);
			letters_at(p, at, end);
			inside_word(p, at + 1, end < p->end ? end : p->end);
			at = end;
			continue;
		}
		do
			at++;
		while (at < to && is_inner_byte(p, at));
	}
	gate_grams_in(p, from, to);
}

static uint8_t marks_of(const struct pass *p, size_t from, size_t to)
{
	uint8_t seen = 0;

	for (size_t at = from; at < to; at++)
		seen |= gate_mark(p, at);
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
	while (at < p->len && gate_mark(p, at))
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

	if (!gate_word_before(p, at))
		return at;
	at = word_end(p, at, &seen);
	inside_word(p, p->from, at < p->end ? at : p->end);
	gate_grams_in(p, p->from, at);
	return at;
}

static void run_words(struct pass *p)
{
	size_t behind = GRAMS_BEHIND > p->tables->farthest ? GRAMS_BEHIND : p->tables->farthest;
	size_t to = p->len - p->end > behind ? p->end + behind : p->len;
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
	struct pass p = {g, g->views[view], v->bytes, v->len, from, end, ret};

	candidates_clear(ret, view, v->len);
	if (from >= end)
		return;
	for (size_t i = 0; i < p.tables->always.n; i++)
		candidates_add(ret->starts + p.tables->always.ids[i], from, end - 1);
	run_nears(&p);
	run_words(&p);
	candidates_settle(ret, view);
}
