/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/zones.c - labels and what they speak for.
 *
 * "Naam: ...", a table row "Naam <tab> ...", a column head or header name given by the format,
 * the line after a closing formula, the sender of a chat line. Only the first words of a line or
 * cell can be a label.
 */
#include "detect/names/names.h"
#include <string.h>

#define LABELS (IS(LABEL_PERSON) | IS(LABEL_PLACE) | IS(LABEL_OTHER))
#define LABEL_WORDS_MAX 7
#define CLOSING_WORDS_MAX 7

static enum zone zone_of_bits(uint64_t bits)
{
	if (bits & IS(LABEL_PERSON))
		return ZONE_PERSON;
	if (bits & IS(LABEL_PLACE))
		return ZONE_PLACE;
	return bits & IS(LABEL_OTHER) ? ZONE_OTHER : ZONE_NONE;
}

/* The whole label as listed, or else its last or first word: "Naam cliënt", "Woonplaats (BRP)". */
static uint64_t bits_of_words(const struct words *ws, size_t from, size_t to)
{
	struct key all = {0, 0};
	uint64_t bits, first = 0, last = 0;

	for (size_t i = from; i < to; i++) {
		if (ws->rows[i].kind == WORD_MARK || ws->rows[i].kind == WORD_NUMBER)
			continue;
		all = key_join(all, ws->rows[i].key);
		last = lexicon_find(ws->lexicon, ws->rows[i].key.hash) & LABELS;
		first = first ? first : last;
	}
	bits = lexicon_find(ws->lexicon, all.hash) & LABELS;
	if (!bits && all.parts <= 3)
		bits = last ? last : first;
	return bits;
}

uint64_t zones_label_bits(const struct lexicon *l, const char *label)
{
	char folded[FOLDED_MAX];
	size_t n = key_fold(label, strlen(label), folded), from = n;
	uint64_t bits;

	for (size_t i = 0; i < n; i++)
		if (folded[i] == ':' || folded[i] == '_' || folded[i] == '(' || folded[i] == ')' ||
		    folded[i] == '\n')
			folded[i] = ' ';
	while (n && folded[n - 1] == ' ')
		n--;
	bits = lexicon_find(l, key_of_folded(folded, n).hash) & LABELS;
	for (from = n; from > 0 && folded[from - 1] != ' '; from--)
		;
	if (!bits)
		bits = lexicon_find(l, key_of_folded(folded + from, n - from).hash) & LABELS;
	for (from = 0; from < n && folded[from] != ' '; from++)
		;
	return bits ? bits : lexicon_find(l, key_of_folded(folded, from).hash) & LABELS;
}

static void mark(struct names *n, size_t from, size_t to, enum zone zone)
{
	for (size_t i = from; i < to; i++)
		n->zones[i] = (uint8_t)zone;
}

static size_t line_end(const struct words *ws, size_t i, enum word_gap gap)
{
	for (i++; i < ws->n && ws->rows[i].gap < gap; i++)
		;
	return i;
}

/* Where the words before a colon end, or 0. */
static size_t label_end(const struct words *ws, size_t i)
{
	for (size_t at = i; at < ws->n && at < i + LABEL_WORDS_MAX; at++) {
		const struct word *w = &ws->rows[at];

		if (at > i && w->gap > GAP_SPACE)
			return 0;
		if (w->kind == WORD_ADDRESS || w->kind == WORD_INITIAL)
			return 0;
		if (w->kind != WORD_MARK)
			continue;
		if (w->mark == ':')
			return at > i ? at : 0;
		if (!strchr("()/-&", w->mark) || w->mark == '\0')
			return 0;
	}
	return 0;
}

/* The value of a label: the rest of its line or cell, or else what comes next. */
static void mark_value(struct names *n, size_t from, size_t colon, enum zone zone)
{
	const struct words *ws = &n->words;
	size_t value = colon + 1, end;

	mark(n, from, colon + 1, ZONE_LABEL);
	if (value >= ws->n)
		return;
	if (ws->rows[value].gap >= GAP_LINE) {
		if (ws->rows[value].gap == GAP_PARAGRAPH || label_end(ws, value))
			return;
	}
	end = line_end(ws, value, GAP_LINE);
	mark(n, value, end, zone);
}

/* "Naam <tab> Jan": a label alone in its cell, its value in the next. */
static void find_row_label(struct names *n, size_t i)
{
	const struct words *ws = &n->words;
	size_t end = line_end(ws, i, GAP_LINE), cell, next;
	enum zone zone;

	for (cell = i + 1; cell < end && ws->rows[cell].gap != GAP_CELL; cell++)
		;
	if (cell >= end || cell - i > LABEL_WORDS_MAX)
		return;
	zone = zone_of_bits(words_phrase(ws, i, cell) & LABELS);
	next = line_end(ws, cell, GAP_CELL);
	if (zone == ZONE_NONE || bits_of_words(ws, cell, next))
		return;
	mark(n, i, cell, ZONE_LABEL);
	mark(n, cell, next, zone);
}

/* "[12-03-19 14:05] Mo: ...", "12-03-2019 14:05 - Mo: ...": what stands before the colon. */
static void find_sender(struct names *n, size_t i)
{
	const struct words *ws = &n->words;
	size_t at = i, numbers = 0, from;

	while (at < ws->n && at < i + 14 && (at == i || ws->rows[at].gap <= GAP_SPACE) &&
	       (ws->rows[at].kind == WORD_NUMBER ||
		(ws->rows[at].kind == WORD_MARK && strchr("[]-/:.,", ws->rows[at].mark)))) {
		numbers += ws->rows[at].kind == WORD_NUMBER;
		at++;
	}
	from = at;
	if (numbers < 2)
		return;
	while (at < ws->n && at < from + 6 && ws->rows[at].gap <= GAP_SPACE &&
	       ws->rows[at].kind != WORD_NUMBER && ws->rows[at].kind != WORD_MARK)
		at++;
	if (at > from && word_is_mark(ws, at, ':'))
		mark(n, from, at, ZONE_SENDER);
}

/* "Met vriendelijke groet," and the name on the same or the next line. */
static void find_closing(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	size_t got = words_longest(ws, i, IS(CLOSING)), at = i + got, end;

	if (!got)
		return;
	while (at < ws->n && ws->rows[at].gap <= GAP_SPACE && ws->rows[at].kind == WORD_MARK)
		at++;
	if (at >= ws->n)
		return;
	end = line_end(ws, at, GAP_SOFT);
	if (end - at > CLOSING_WORDS_MAX)
		return;
	mark(n, i, at, ZONE_LABEL);
	mark(n, at, end, ZONE_CLOSING);
}

/* What the format says a cell or header is about. */
static void find_anchored(struct names *n, const struct text *t)
{
	const struct words *ws = &n->words;
	size_t i = 0;

	for (size_t a = 0; a < t->n_anchors; a++) {
		const struct anchor *anchor = &t->anchors[a];
		const char *label = anchor->label;
		size_t end = a + 1 < t->n_anchors ? t->anchors[a + 1].at : t->len, from;
		enum zone zone;

		if (!label && (anchor->kind == AT_HEADER || t->carrier == CARRIER_PROPERTY))
			label = anchor->name;
		while (i < ws->n && ws->rows[i].from < anchor->at)
			i++;
		from = i;
		while (i < ws->n && ws->rows[i].from < end)
			i++;
		if (!label)
			continue;
		zone = zone_of_bits(zones_label_bits(ws->lexicon, label));
		if (zone == ZONE_PERSON && t->carrier == CARRIER_HEADER)
			zone = ZONE_HEADER;
		mark(n, from, i, zone);
	}
}

void zones_find(struct names *n, const struct text *t)
{
	struct words *ws = &n->words;
	size_t colon;

	if (n->zones_room < ws->n) {
		n->zones_room = ws->room;
		n->zones = xrealloc(n->zones, n->zones_room);
	}
	if (!ws->n)
		return;
	memset(n->zones, ZONE_NONE, ws->n);
	find_anchored(n, t);
	for (size_t i = 0; i < ws->n; i++) {
		if (i && ws->rows[i].gap < GAP_LINE)
			continue;
		if (n->zones[i] != ZONE_NONE && n->zones[i] != ZONE_OTHER)
			continue;
		colon = label_end(ws, i);
		if (colon) {
			enum zone zone = zone_of_bits(bits_of_words(ws, i, colon));

			if (zone != ZONE_NONE)
				mark_value(n, i, colon, zone);
		}
		if (ws->rows[i].kind == WORD_PLAIN) {
			if (n->zones[i] == ZONE_NONE)
				find_row_label(n, i);
			find_closing(n, i);
		} else {
			find_sender(n, i);
		}
	}
}
