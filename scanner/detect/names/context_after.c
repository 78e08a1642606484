/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/context_after.c - what stands after a candidate: verbs, ages, roles, dates. */
#include "detect/names/sight.h"
#include <string.h>

static long number_at(const struct words *ws, size_t i)
{
	const struct word *w = i < ws->n ? &ws->rows[i] : NULL;
	long value = 0;

	if (!w || w->kind != WORD_NUMBER || w->to - w->from > 4)
		return -1;
	for (uint32_t at = w->from; at < w->to; at++) {
		char c = ws->text->bytes[at];

		if (c < '0' || c > '9')
			return -1;
		value = value * 10 + (c - '0');
	}
	return value;
}

/* "(27)", ", 27 jaar", ", 27,", "(27 jaar)", "(m, 34)" */
static bool is_age_after(struct sight *s, size_t i)
{
	struct words *ws = s->ws;
	bool bracket = word_is_mark(ws, i, '('), comma = word_is_mark(ws, i, ',');
	long age;

	if ((!bracket && !comma) || !sight_same_line(ws, i + 1))
		return false;
	age = number_at(ws, i + 1);
	if (age < 1 || age > 120 || i + 2 >= ws->n)
		return false;
	if (sight_know(s, i + 2) & IS(AGE) && sight_same_line(ws, i + 2))
		return true;
	if (bracket)
		return word_is_mark(ws, i + 2, ')');
	return word_is_mark(ws, i + 2, ',') && age >= 10 &&
	       !(sight_know(s, i + 3 < ws->n ? i + 3 : i) & IS(CALENDAR));
}

static void look_at_role_after(struct sight *s, size_t i)
{
	struct words *ws = s->ws;

	if (!word_is_mark(ws, i, ',') && !word_is_mark(ws, i, '('))
		return;
	for (size_t at = i + 1;
	     at < i + 5 && sight_same_line(ws, at) && ws->rows[at].kind == WORD_PLAIN; at++) {
		if (sight_know(s, at) & (IS(ROLE) | IS(TITLE))) {
			sight_add(s, TERM_ROLE_AFTER);
			return;
		}
		if (sight_know(s, at) & IS(FUNCTION) && !(sight_know(s, at) & IS(ARTICLE)))
			return;
		if (ws->rows[at].dot)
			return;
	}
}

/* "Gouda, 12 mei 2017" as a line opens or in brackets: "(Osaka, 12 juli 1951 - Kioto, 3 mei 1990)".
 */
static bool is_before_date(struct sight *s, size_t i)
{
	const struct words *ws = s->ws;
	bool opens = ws->rows[s->c->first].gap >= GAP_LINE || s->bracket ||
		     (s->before && word_is_mark(ws, s->before - 1, '-'));

	if (!opens || !word_is_mark(ws, i, ',') || !sight_same_line(ws, i + 2) ||
	    ws->rows[i + 1].kind != WORD_NUMBER)
		return false;
	return sight_know(s, i + 2) & IS(CALENDAR) ||
	       (number_at(ws, i + 1) >= 1000 && ws->rows[i + 2].kind == WORD_MARK &&
		strchr(")-", ws->rows[i + 2].mark));
}

/* "DEN HAAG - De minister ...": in capitals, before a dash and a sentence. */
static bool is_dateline(const struct sight *s, size_t i)
{
	const struct words *ws = s->ws;

	for (size_t at = s->c->first; at < s->c->last; at++)
		if (ws->rows[at].shape != SHAPE_UPPER && !ws->rows[at].loud)
			return false;
	return word_is_mark(ws, i, '-') && ws->rows[i].gap == GAP_SPACE && i + 1 < ws->n &&
	       ws->rows[i + 1].gap == GAP_SPACE && word_is_capital(&ws->rows[i + 1]) &&
	       name_sum_has(&s->c->m.sum, TERM_PLACE);
}

#define KIND_WORDS 6 /* "is een kleine gemeente", "(stad in" */

/* "Xyz is een gemeente in ...": what it is told to be. */
static bool is_kind_after(struct sight *s, size_t i)
{
	const struct words *ws = s->ws;
	bool article = false;

	if (ws->rows[i].kind != WORD_PLAIN || !sight_same_line(ws, i + 1) ||
	    !(sight_know(s, i + 1) & IS(ARTICLE)))
		return false;
	for (size_t at = i + 1; at < i + KIND_WORDS && sight_same_line(ws, at); at++) {
		if (ws->rows[at].kind != WORD_PLAIN || ws->rows[at - 1].dot)
			return false;
		article = article || sight_know(s, at) & IS(ARTICLE);
		if (article && sight_know(s, at) & IS(PLACE_KIND) &&
		    ws->rows[at].shape == SHAPE_LOWER)
			return true;
		if (sight_know(s, at) & (IS(ROLE) | IS(PLACE_PREPOSITION)))
			return false;
	}
	return false;
}

void sight_after(struct sight *s)
{
	struct words *ws = s->ws;
	size_t i = s->c->last;
	const struct word *w, *last = &ws->rows[i - 1];

	if (last->possessive)
		sight_add(s, TERM_POSSESSIVE);
	if (s->quote && word_is_mark(ws, i, '"'))
		i++;
	if (!sight_same_line(ws, i) || (last->dot && last->kind == WORD_PLAIN))
		return;
	w = &ws->rows[i];
	if (w->kind == WORD_PLAIN && sight_know(s, i) & IS(VERB) && w->shape == SHAPE_LOWER)
		sight_add(s, TERM_VERB_AFTER);
	if (is_age_after(s, i))
		sight_add(s, TERM_AGE_AFTER);
	else if (number_at(ws, i) >= 0 && w->gap == GAP_SPACE)
		sight_add(s, TERM_NUMBER_AFTER);
	for (size_t at = i; at < i + 3 && sight_same_line(ws, at); at++)
		if (sight_know(s, at) & IS(BORN) && !(s->ws->rows[at].kind == WORD_MARK))
			sight_add(s, TERM_BORN_AFTER);
	look_at_role_after(s, i);
	if (w->kind == WORD_ADDRESS ||
	    ((word_is_mark(ws, i, '<') || word_is_mark(ws, i, '(')) && sight_same_line(ws, i + 1) &&
	     ws->rows[i + 1].kind == WORD_ADDRESS &&
	     memchr(ws->text->bytes + ws->rows[i + 1].from, '@',
		    ws->rows[i + 1].to - ws->rows[i + 1].from)))
		sight_add(s, TERM_ADDRESS_AFTER);
	if (s->bracket && word_is_mark(ws, i, ')'))
		sight_add(s, TERM_BRACKETS);
	if (is_before_date(s, i) || is_dateline(s, i))
		sight_add(s, TERM_DATELINE);
	if (is_kind_after(s, i))
		sight_add(s, TERM_PLACE_KIND_AFTER);
}
