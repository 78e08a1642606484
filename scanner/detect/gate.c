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
#include "detect/gate_tables.h"
#include "detect/terms.h"
#include <stdlib.h>
#include <string.h>

struct list {
	struct candidate *rows;
	size_t n, room;
	bool mixed; /* not in order yet */
};
struct candidates {
	struct list *lists;
	size_t n_lists;
	const struct ruleset *ruleset;
};

struct candidates *candidates_new(const struct ruleset *r)
{
	struct candidates *c = xcalloc(1, sizeof(*c));

	c->ruleset = r;
	c->n_lists = r->n_rules;
	c->lists = xcalloc(r->n_rules + 1, sizeof(*c->lists));
	return c;
}

void candidates_free(struct candidates *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_lists; i++)
		free(c->lists[i].rows);
	free(c->lists);
	free(c);
}

const struct candidate *candidates_of(const struct candidates *c, size_t rule, size_t *n)
{
	*n = c->lists[rule].n;
	return c->lists[rule].rows;
}

struct pass {
	const struct gate *gate;
	const struct gate_view *tables;
	const char *s;
	size_t len, from, end;
	struct list *lists;
};

static void add(struct pass *p, size_t rule, size_t from, size_t last)
{
	struct list *l = p->lists + rule;
	struct candidate *prev = l->n ? l->rows + l->n - 1 : NULL;

	if (prev && from >= prev->from && from <= prev->last) {
		prev->last = last > prev->last ? (uint32_t)last : prev->last;
		return;
	}
	l->mixed |= prev && from < prev->from;
	if (l->n == l->room) {
		l->room = l->room ? 2 * l->room : 64;
		l->rows = xrealloc(l->rows, l->room * sizeof(*l->rows));
	}
	l->rows[l->n++] = (struct candidate){(uint32_t)from, (uint32_t)last};
}

static void add_all(struct pass *p, const struct id_list *rules, size_t at)
{
	for (size_t i = 0; i < rules->n; i++)
		add(p, rules->ids[i], at, at);
}

static int by_start(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	return a->from < b->from ? -1 : a->from > b->from;
}

static void put_in_order(struct list *l)
{
	size_t kept = 0;

	if (!l->mixed)
		return;
	qsort(l->rows, l->n, sizeof(*l->rows), by_start);
	for (size_t i = 1; i < l->n; i++) {
		struct candidate *prev = l->rows + kept;

		if (l->rows[i].from > prev->last)
			l->rows[++kept] = l->rows[i];
		else if (l->rows[i].last > prev->last)
			prev->last = l->rows[i].last;
	}
	l->n = kept + 1;
	l->mixed = false;
}

/* --- characters --- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_ascii_word(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || is_digit(c) || c == '_';
}

static bool is_high(char c)
{
	return c & 0x80;
}

/* Length of the word character at `at`, 0 if it is none. */
static size_t word_step(const struct pass *p, size_t at)
{
	uint32_t code;
	size_t step;

	if (!is_high(p->s[at]))
		return is_ascii_word(p->s[at]);
	step = utf8_decode(p->s + at, p->len - at, &code);
	return step && p->gate->word_bits[code >> 3] >> (code & 7) & 1 ? step : 0;
}

static enum kind kind_before(const struct pass *p, size_t at)
{
	char c = at ? p->s[at - 1] : ' ';

	if (is_high(c))
		return KIND_HIGH;
	return is_digit(c) ? KIND_DIGIT : is_ascii_word(c) ? KIND_LETTER : KIND_OTHER;
}

static size_t back_one(const struct pass *p, size_t at)
{
	do
		at--;
	while (at && ((unsigned char)p->s[at] & 0xC0) == 0x80);
	return at;
}

static bool is_word_before(const struct pass *p, size_t at)
{
	return at && word_step(p, back_one(p, at));
}

/* --- events --- */

/* An ASCII character stands where another kind stood. */
static void start_at(struct pass *p, size_t at)
{
	const struct first_list *l = p->tables->first + p->s[at];

	if (!l->n)
		return;
	unsigned bit = 1u << kind_before(p, at);
	for (size_t i = 0; i < l->n; i++)
		if (l->entries[i].after & bit)
			add(p, l->entries[i].rule, at, at);
}

static void digits_at(struct pass *p, size_t at)
{
	size_t n = 1;

	while (n < 31 && at + n < p->len && is_digit(p->s[at + n]))
		n++;
	add_all(p, p->tables->digits + n, at);
}

/* From `at`, where the glued run of letters and hyphens that holds a literal begins to be looked
 * at, back: each start of a word in it is a candidate. */
static void glued_before(struct pass *p, size_t at, size_t rule)
{
	size_t spot = at;

	for (unsigned n = 0; n <= TERM_GLUED_MOST; n++) {
		if (spot >= p->from && spot < p->end && !is_word_before(p, spot))
			add(p, rule, spot, spot);
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
	const struct byte_table *t = &p->tables->grams;
	size_t slot = hash & t->mask;

	while (t->slots[slot].hash && t->slots[slot].hash != hash)
		slot = (slot + 1) & t->mask;
	for (size_t i = 0; i < t->slots[slot].more.n; i++) {
		const struct inside *in = p->tables->insides + t->slots[slot].more.ids[i];

		if (at >= in->key_at && at - in->key_at + in->len <= p->len &&
		    !memcmp(p->s + at - in->key_at, in->text, in->len))
			glued_before(p, at - in->key_at, in->rule);
	}
}

/* Words that start before the end may have their literal behind it. */
#define GRAMS_BEHIND (4u * TERM_GLUED_MOST + 64u)

static void run_grams(struct pass *p)
{
	size_t to = p->len - p->end > GRAMS_BEHIND ? p->end + GRAMS_BEHIND : p->len;

	if (!p->tables->n_insides)
		return;
	for (size_t at = p->from; at + 4 <= to; at++) {
		uint64_t hash = gate_hash(p->s + at, 4, p->len - at);

		if (filter_has(&p->tables->grams, hash))
			gram_at(p, at, hash);
	}
}

static void look_up(struct pass *p, const struct byte_table *t, size_t at, size_t len)
{
	uint64_t hash = gate_hash(p->s + at, len, p->len - at);

	if (!t->n || !filter_has(t, hash))
		return;
	for (size_t slot = hash & t->mask; t->slots[slot].hash; slot = (slot + 1) & t->mask)
		if (t->slots[slot].hash == hash) {
			add_all(p, &t->slots[slot].rules, at);
			return;
		}
}

/* A word [at, to) that starts here. */
static void word_at(struct pass *p, size_t at, size_t to)
{
	look_up(p, &p->tables->words, at, to - at);
	for (size_t n = SHORTEST_START; n <= LONGEST_START && n <= to - at; n++)
		if (p->tables->starts[n].n)
			look_up(p, p->tables->starts + n, at, n);
}

/* Inside a word: where letters and digits meet, and characters that are not ASCII. */
static void inside_word(struct pass *p, size_t from, size_t to)
{
	for (size_t at = from; at < to && at < p->end; at++) {
		char c = p->s[at], before = p->s[at - 1];

		if (is_high(c)) {
			if (((unsigned char)c & 0xC0) != 0x80)
				add_all(p, &p->tables->high, at);
		} else if (is_high(before) || is_digit(c) != is_digit(before)) {
			start_at(p, at);
			if (is_digit(c))
				digits_at(p, at);
		}
	}
}

/* A character that starts a word or stands for itself. */
static void first_at(struct pass *p, size_t at)
{
	if (is_high(p->s[at])) {
		add_all(p, &p->tables->high, at);
		return;
	}
	start_at(p, at);
	if (is_digit(p->s[at]))
		digits_at(p, at);
}

static size_t word_end(const struct pass *p, size_t at)
{
	while (at < p->len) {
		if (is_ascii_word(p->s[at])) {
			at++;
			continue;
		}
		size_t step = is_high(p->s[at]) ? word_step(p, at) : 0;
		if (!step)
			break;
		at += step;
	}
	return at;
}

static void near_at(struct pass *p, size_t at)
{
	const struct near_list *l = p->tables->near + p->s[at];

	for (size_t i = 0; i < l->n; i++) {
		size_t reach = l->entries[i].reach, from = at > reach ? at - reach : 0;

		from = from < p->from ? p->from : from;
		while (from < at && ((unsigned char)p->s[from] & 0xC0) == 0x80)
			from++;
		size_t last = at < p->end ? at : p->end - 1;
		if (from <= last)
			add(p, l->entries[i].rule, from, last);
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

static void run_words(struct pass *p)
{
	size_t at = p->from;

	/* The rest of a word that starts before. */
	if (at < p->end && is_word_before(p, at) && word_step(p, at)) {
		size_t to = word_end(p, at);

		inside_word(p, at, to);
		at = to;
	}
	while (at < p->end) {
		char c = p->s[at];

		if (c == ' ') {
			at++;
			continue;
		}
		size_t step = word_step(p, at);
		if (!step) {
			first_at(p, at);
			do
				at++;
			while (at < p->len && ((unsigned char)p->s[at] & 0xC0) == 0x80);
			continue;
		}
		size_t to = word_end(p, at + step);
		word_at(p, at, to);
		first_at(p, at);
		if (to - at > 1)
			inside_word(p, at + 1, to);
		at = to;
	}
}

void gate_run(const struct gate *g, int view, const struct view *v, size_t from, size_t end,
	      struct candidates *ret)
{
	struct pass p = {g, g->views[view], v->bytes, v->len, from, end, ret->lists};

	for (size_t i = 0; i < ret->n_lists; i++)
		if (ret->ruleset->rules[i].view == view) {
			ret->lists[i].n = 0;
			ret->lists[i].mixed = false;
		}
	if (from >= end)
		return;
	for (size_t i = 0; i < p.tables->always.n; i++)
		add(&p, p.tables->always.ids[i], from, end - 1);
	run_words(&p);
	run_grams(&p);
	run_nears(&p);
	for (size_t i = 0; i < ret->n_lists; i++)
		if (ret->ruleset->rules[i].view == view)
			put_in_order(ret->lists + i);
}
