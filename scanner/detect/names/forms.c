/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/forms.c - nicknames, surnames before given names, names in mail addresses. */
#include "detect/names/names.h"
#include <string.h>

#define NAMES (IS(GIVEN) | IS(SURNAME))

/* Mohamed "Mo" Testman, Johannes (Jan) de Testman. Word i is the opening mark. */
size_t form_nickname(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	size_t close;
	bool quoted;

	if (!i || i + 3 >= ws->n || ws->rows[i].kind != WORD_MARK || !words_spaced(ws, i) ||
	    !words_named(ws, i + 1) || ws->rows[i + 1].gap != GAP_NONE)
		return 0;
	quoted = ws->rows[i].mark == '"';
	if (!quoted && (ws->rows[i].mark != '(' || !(words_know(ws, i + 1) & IS(GIVEN))))
		return 0;
	close = i + 2;
	if (quoted && words_named(ws, close) && ws->rows[close].gap == GAP_SPACE)
		close++;
	if (!word_is_mark(ws, close, quoted ? '"' : ')') || ws->rows[close].gap != GAP_NONE ||
	    !words_spaced(ws, close + 1))
		return 0;
	if (!(words_know(ws, i - 1) & NAMES) && ws->rows[i - 1].kind != WORD_INITIAL)
		return 0;
	if (words_named(ws, close + 1) && !(words_know(ws, close + 1) & IS(FUNCTION)))
		return close + 2;
	return form_particles(n, close + 1, LOOSE);
}

/* After "Berg, J.A.": particles that stand behind, "(Jan)", in any order. */
static size_t reversed_tail(struct words *ws, size_t i)
{
	size_t end = i;

	for (size_t steps = 0; steps < 6; steps++) {
		if (words_spaced(ws, i) && word_is_mark(ws, i, '(') && words_named(ws, i + 1) &&
		    word_is_mark(ws, i + 2, ')')) {
			i += 3;
			end = i;
		} else if (words_spaced(ws, i) && ws->rows[i].kind == WORD_PLAIN &&
			   ws->rows[i].shape == SHAPE_LOWER && words_know(ws, i) & IS(PARTICLE) &&
			   !(words_know(ws, i) & IS(PLACE_PREPOSITION))) {
			i++;
			end = i;
		} else {
			break;
		}
	}
	return end;
}

/* A cell, line or value that says "Xyz, Abc" and nothing more. */
static bool fills_cell(const struct words *ws, size_t first, size_t end)
{
	bool opens;

	if (first && word_is_mark(ws, first - 1, '"') && word_is_mark(ws, end, '"')) {
		first--;
		end++;
	}
	opens =
	    !first || ws->rows[first].gap >= GAP_LINE || word_is_mark(ws, first - 1, ':') ||
	    (ws->rows[first - 1].kind == WORD_NUMBER && ws->rows[first - 1].gap >= GAP_LINE) ||
	    word_is_mark(ws, first - 1, ';') || word_is_mark(ws, first - 1, '|') ||
	    (ws->rows[first - 1].kind == WORD_MARK && ws->rows[first - 1].gap >= GAP_LINE);

	return opens &&
	       (end >= ws->n || ws->rows[end].gap >= GAP_LINE ||
		(ws->rows[end].kind == WORD_MARK && strchr(";(<[|-", ws->rows[end].mark)) ||
		ws->rows[end].kind == WORD_ADDRESS);
}

static bool between_semicolons(const struct words *ws, size_t first, size_t end)
{
	return (first && word_is_mark(ws, first - 1, ';')) || word_is_mark(ws, end, ';');
}

/* Whether what follows the comma is a given name that belongs to the surname before it. */
static bool is_given_after(struct names *n, size_t first, size_t last, size_t given)
{
	struct words *ws = &n->words;
	uint64_t is = words_know(ws, given), surname = words_know(ws, last - 1);
	size_t end = given + 1, names = 0;

	if (ws->rows[given].kind != WORD_PLAIN || !words_named(ws, given))
		return false;
	if ((words_know(ws, first) & IS(GIVEN) && !(surname & IS(SURNAME))) ||
	    is & (IS(FUNCTION) | IS(TITLE) | IS(CALENDAR)))
		return false;
	for (size_t i = first; i < last; i++)
		names += word_is_capital(&ws->rows[i]) && !(words_know(ws, i) & IS(PARTICLE));
	while (end < ws->n && words_spaced(ws, end) && words_named(ws, end))
		end++;
	/* "Abc Xyz, Def Uvw" is a list; "Abc Xyz, Def; ..." is none */
	if (end - given > 3 ||
	    (names > 1 && !(names == 2 && end - given == 1 && between_semicolons(ws, first, end))))
		return false;
	if (fills_cell(ws, first, reversed_tail(ws, end)))
		return is & IS(GIVEN) || !((is | surname) & (IS(PLACE) | NOT_A_NAME));
	if (word_is_mark(ws, end, ',') || (first && word_is_mark(ws, first - 1, ',')))
		return false;
	return is & IS(GIVEN) && surname & IS(SURNAME) &&
	       (!first || ws->rows[first].gap >= GAP_LINE || words_opens(ws, first));
}

size_t form_reversed(struct names *n, size_t first, size_t last)
{
	struct words *ws = &n->words;
	size_t at = last + 1, surnames = 0, end;

	for (size_t i = first; i < last; i++) {
		if (ws->rows[i].kind == WORD_INITIAL || ws->rows[i].kind == WORD_MARK)
			return 0;
		surnames += ws->rows[i].shape != SHAPE_LOWER;
	}
	if (surnames > 3 || !word_is_mark(ws, last, ',') || ws->rows[last].gap != GAP_NONE ||
	    at >= ws->n || ws->rows[at].gap > GAP_SOFT)
		return 0;
	if (ws->rows[at].kind == WORD_INITIAL) {
		while (at < ws->n && ws->rows[at].kind == WORD_INITIAL &&
		       (at == last + 1 || ws->rows[at].gap <= GAP_SPACE))
			at++;
		/* "Gouda, J. Jansen": initials that belong to the name after them. */
		if (words_spaced(ws, at) && word_is_capital(&ws->rows[at]) &&
		    !(words_know(ws, at) & IS(FUNCTION)))
			return 0;
		end = reversed_tail(ws, at);
		/* "Testman, J. van den Berg" */
		if (end > at && words_spaced(ws, end) && words_named(ws, end) &&
		    ws->rows[end - 1].kind == WORD_PLAIN)
			return 0;
		return end;
	}
	if (!is_given_after(n, first, last, at))
		return 0;
	do
		at++;
	while (at < ws->n && words_spaced(ws, at) && words_named(ws, at) &&
	       !(words_know(ws, at) & IS(FUNCTION)));
	return reversed_tail(ws, at);
}

/* "j.van.den.berg@..." and "mohamed.testali@...": the name before the @, with its dots. */
bool form_mail_name(struct names *n, size_t i, size_t *from, size_t *to)
{
	const struct words *ws = &n->words;
	const struct word *w = &ws->rows[i];
	const char *s = ws->text->bytes + w->from;
	const char *at_sign = memchr(s, '@', w->to - w->from);
	size_t len, part = 0, parts = 0, start = 0;
	uint64_t last = 0;

	if (!at_sign)
		return false;
	if (at_sign - s > 7 && !memcmp(s, "mailto:", 7))
		start = 7;
	if ((size_t)(at_sign - s) <= start)
		return false;
	len = (size_t)(at_sign - s);
	part = start;
	for (size_t at = start; at <= len; at++) {
		if (at < len && s[at] != '.' && s[at] != '_' && s[at] != '-') {
			if (s[at] >= '0' && s[at] <= '9')
				return false;
			continue;
		}
		if (at == part)
			return false;
		last = lexicon_find(ws->lexicon, key_of(s + part, at - part).hash);
		if (at - part > 2 &&
		    last & (IS(COMMON) | IS(FUNCTION) | IS(ORGANISATION) | IS(ROLE) |
			    IS(PLACE_KIND)) &&
		    !(last & NAMES))
			return false;
		parts++;
		part = at + 1;
	}
	if (parts < 2 || part - 1 > len || last & IS(PLACE))
		return false;
	*from = w->from + start;
	*to = w->from + len;
	return true;
}
