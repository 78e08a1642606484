/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/context.c - what stands before a candidate, and where it stands. */
#include "detect/names/sight.h"
#include <string.h>

void sight_add(struct sight *s, enum name_term term)
{
	if (!name_sum_has(&s->c->m.sum, term))
		name_sum_add(&s->c->m.sum, &s->n->data->points, term);
}

bool sight_same_line(const struct words *ws, size_t i)
{
	return i < ws->n && ws->rows[i].gap <= GAP_SOFT;
}

uint64_t sight_know(struct sight *s, size_t i)
{
	return words_know(s->ws, i);
}

/* Bits of the phrases of one to four words that end before the candidate. */
static uint64_t phrase_before(struct sight *s)
{
	uint64_t bits = 0;

	for (size_t len = 1; len <= 4 && len <= s->before; len++) {
		size_t from = s->before - len;

		if (s->ws->rows[from].kind == WORD_MARK ||
		    (len > 1 && s->ws->rows[from + 1].gap > GAP_SOFT))
			break;
		bits |= len == 1 ? sight_know(s, from) : words_phrase(s->ws, from, s->before);
	}
	return bits;
}

/* Titles and roles pile up: "de heer drs. J. Testman", "imam sjeik Testali". */
static void look_at_titles(struct sight *s)
{
	size_t i = s->before;

	for (size_t steps = 0; i > 0 && steps < 4; steps++, i--) {
		const struct word *w = &s->ws->rows[i - 1];
		uint64_t is = sight_know(s, i - 1);

		if (w->kind != WORD_PLAIN ||
		    (w->dot && !(is & (IS(TITLE) | IS(ROLE) | IS(ABBREVIATION)))))
			break;
		if (is & IS(TITLE))
			sight_add(s, TERM_TITLE);
		else if (is & IS(ROLE))
			sight_add(s, TERM_ROLE);
		else
			break;
		if (w->gap > GAP_SOFT)
			break;
	}
}

static bool is_age_word(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];
	const char *s = ws->text->bytes;

	if (w->kind != WORD_NUMBER || w->to - w->from < 9)
		return false;
	return !memcmp(s + w->to - 6, "jarige", 6) || !memcmp(s + w->to - 4, "year", 4);
}

static bool is_postcode_before(const struct sight *s)
{
	const struct word *rows = s->ws->rows;
	size_t i = s->before;

	if (!i || rows[s->c->first].gap > GAP_SPACE)
		return false;
	if (rows[i - 1].kind == WORD_NUMBER && rows[i - 1].to - rows[i - 1].from == 6)
		return s->ws->text->bytes[rows[i - 1].from + 4] >= 'A';
	return i > 1 && rows[i - 1].shape == SHAPE_UPPER && rows[i - 1].letters == 2 &&
	       rows[i - 2].kind == WORD_NUMBER && rows[i - 2].to - rows[i - 2].from == 4;
}

/* A common word and on no list of places. */
static bool is_common_only(const struct sight *s)
{
	const struct name_sum *sum = &s->c->m.sum;

	return (name_sum_has(sum, TERM_COMMON) || name_sum_has(sum, TERM_COMMON_ENDING) ||
		name_sum_has(sum, TERM_COMMON_START)) &&
	       !name_sum_has(sum, TERM_PLACE) && !name_sum_has(sum, TERM_PLACE_OR_WORD) &&
	       !name_sum_has(sum, TERM_PLACE_PLUS);
}

static void look_before(struct sight *s)
{
	static const struct {
		uint64_t bit;
		enum name_term term;
	} table[] = {
	    {IS(CALLED), TERM_CALLED},
	    {IS(ACCORDING), TERM_ACCORDING},
	    {IS(RESIDENCE), TERM_RESIDENCE},
	    {IS(PLACE_KIND), TERM_PLACE_KIND},
	    {IS(VERB), TERM_VERB_BEFORE},
	    {IS(SALUTATION), TERM_SALUTATION},
	    {IS(ARTICLE), TERM_ARTICLE},
	    {IS(WITH), TERM_WITH},
	    {IS(COMPANY), TERM_COMPANY},
	    {IS(PLACE_PREPOSITION), TERM_PREPOSITION},
	    {IS(ORGANISATION), TERM_ORGANISATION_BEFORE},
	};
	const struct word *w;
	uint64_t bits;

	if (is_postcode_before(s))
		sight_add(s, TERM_POSTCODE);
	if (!s->before || s->ws->rows[s->before].gap > GAP_SOFT ||
	    s->ws->rows[s->c->first].gap > GAP_SOFT)
		return;
	w = &s->ws->rows[s->before - 1];
	if (w->kind == WORD_NUMBER && is_age_word(s->ws, s->before - 1))
		sight_add(s, TERM_AGE_BEFORE);
	if (w->kind != WORD_PLAIN || (w->dot && !(sight_know(s, s->before - 1) &
						  (IS(ABBREVIATION) | IS(TITLE) | IS(CALLED)))))
		return;
	look_at_titles(s);
	bits = phrase_before(s);
	/* "de directie van Xyz" */
	if (bits & IS(WITH) && s->before > 1 && w->gap <= GAP_SOFT &&
	    sight_know(s, s->before - 2) & (IS(ORGANISATION) | IS(LEGAL_FORM)) &&
	    s->ws->rows[s->before - 2].shape == SHAPE_LOWER)
		bits |= IS(ORGANISATION);
	if (bits & IS(PLACE_KIND) && is_common_only(s))
		bits &= ~IS(PLACE_KIND); /* "gemeente, Hoofdstuk 3" */
	if (bits & IS(RESIDENCE))
		bits &= ~(IS(PLACE_PREPOSITION) | IS(WITH));
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (bits & table[i].bit)
			sight_add(s, table[i].term);
	if (w->shape == SHAPE_UPPER && w->letters > 1 &&
	    !(sight_know(s, s->before - 1) & (IS(GIVEN) | IS(SURNAME) | IS(PARTICLE) | IS(PLACE))))
		sight_add(s, TERM_ACRONYM_BEFORE);
}

static bool zone_starts(struct sight *s)
{
	size_t i = s->c->first;

	while (i > 0 && s->n->zones[i - 1] == s->n->zones[i] && s->ws->rows[i].gap < GAP_LINE) {
		if (sight_know(s, i - 1) & IS(PLACE_PREPOSITION) ||
		    (!(sight_know(s, i - 1) & (IS(TITLE) | IS(ROLE) | IS(FUNCTION))) &&
		     s->ws->rows[i - 1].kind != WORD_MARK))
			return false;
		i--;
	}
	return true;
}

/* "Aanwezig: de heer A, B en C" names them; "Van: directie Xyz" does not. */
static bool is_named_in_zone(struct sight *s)
{
	const struct word *w;
	size_t i = s->before;

	if (!i || s->n->zones[i - 1] != ZONE_PERSON)
		return true;
	w = &s->ws->rows[i - 1];
	return w->kind != WORD_PLAIN || w->shape != SHAPE_LOWER ||
	       sight_know(s, i - 1) &
		   (IS(TITLE) | IS(ROLE) | IS(LINK) | IS(GIVEN) | IS(PARTICLE) | IS(CALLED));
}

static void look_at_zone(struct sight *s)
{
	switch ((enum zone)s->c->m.zone) {
	case ZONE_PERSON:
		sight_add(s, is_named_in_zone(s) ? TERM_LABEL_PERSON : TERM_LABEL_INSIDE);
		break;
	case ZONE_PLACE:
		sight_add(s, TERM_LABEL_PLACE);
		break;
	case ZONE_OTHER:
		sight_add(s, TERM_LABEL_OTHER);
		break;
	case ZONE_CLOSING:
		if (zone_starts(s))
			sight_add(s, TERM_CLOSING);
		break;
	case ZONE_SENDER:
		sight_add(s, TERM_SENDER);
		break;
	case ZONE_HEADER:
		sight_add(s, TERM_HEADER);
		break;
	case ZONE_NONE:
	case ZONE_LABEL:
		break;
	}
}

/* Whether a line, a cell or an item between ";" begins at word i. */
static bool cell_before(const struct words *ws, size_t i)
{
	return ws->rows[i].gap >= GAP_LINE || word_is_mark(ws, i - 1, ';') ||
	       word_is_mark(ws, i - 1, '|');
}

static bool is_whole_line(const struct sight *s)
{
	const struct words *ws = s->ws;
	size_t first = s->before + (s->bracket || s->quote ? 1 : 0), last = s->c->last;

	if (s->bracket || s->quote)
		return false;
	while (
	    first > 0 && ws->rows[first].gap <= GAP_SOFT &&
	    (ws->rows[first - 1].kind == WORD_NUMBER ||
	     (ws->rows[first - 1].kind == WORD_MARK && strchr("-*.)", ws->rows[first - 1].mark))))
		first--;
	if (first < s->c->first && !cell_before(ws, first))
		return false;
	while (last < ws->n && ws->rows[last].gap <= GAP_SPACE &&
	       ws->rows[last].kind == WORD_MARK && strchr(",;|", ws->rows[last].mark))
		last++;
	return cell_before(ws, first) && (last >= ws->n || cell_before(ws, last));
}

#define LOOK_BACK 40 /* words, for the start of the sentence */

/* Whether the sentence, too, opens with a small letter: its writer uses no capitals. */
static bool is_in_small_line(const struct sight *s)
{
	const struct words *ws = s->ws;
	size_t i = s->c->first;

	for (size_t steps = 0; i > 0 && ws->rows[i].gap < GAP_LINE && steps < LOOK_BACK; steps++)
		i--;
	while (i < s->c->last && ws->rows[i].kind == WORD_MARK)
		i++;
	return ws->rows[i].kind == WORD_PLAIN && ws->rows[i].shape == SHAPE_LOWER;
}

/* Whether a word of running text stands before: "over Testman", "Over Testman". */
static bool is_running(const struct sight *s)
{
	const struct word *w = &s->ws->rows[s->before - 1];

	return w->kind == WORD_PLAIN &&
	       (w->shape == SHAPE_LOWER || words_know(s->ws, s->before - 1) & IS(FUNCTION));
}

/* "de motie-Testman": what stands before the hyphen stands before the name. */
static bool is_hyphened(const struct sight *s)
{
	const struct words *ws = s->ws;
	size_t i = s->c->first;

	return i > 1 && word_is_mark(ws, i - 1, '-') && ws->rows[i].gap == GAP_NONE &&
	       ws->rows[i - 1].gap == GAP_NONE && ws->rows[i - 2].kind == WORD_PLAIN;
}

void context_find(struct names *n, struct candidate *c)
{
	struct sight s = {.n = n, .ws = &n->words, .c = c, .before = c->first};

	if (c->first && n->words.rows[c->first].gap == GAP_NONE) {
		s.bracket = word_is_mark(s.ws, c->first - 1, '(');
		s.quote = word_is_mark(s.ws, c->first - 1, '"');
	}
	if (n->words.rows[c->first].kind != WORD_ADDRESS) {
		if (s.quote && n->words.rows[c->first - 1].gap <= GAP_SOFT)
			s.before--;
		else if (is_hyphened(&s))
			s.before--;
		look_before(&s);
		sight_after(&s);
		if (is_whole_line(&s))
			sight_add(&s, TERM_WHOLE_LINE);
		if (!c->m.opens && !c->m.lower && s.before && is_running(&s))
			sight_add(&s, TERM_MID_SENTENCE);
	}
	if (c->m.lower && is_in_small_line(&s))
		sight_add(&s, TERM_LOWER_LINE);
	look_at_zone(&s);
}
