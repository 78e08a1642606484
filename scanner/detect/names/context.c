/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/context.c - what stands round a candidate: titles, verbs, ages, labels, lists. */
#include "detect/names/names.h"
#include <stdlib.h>
#include <string.h>

struct sight { /* of one candidate's surroundings */
	struct names *n;
	struct words *ws;
	struct candidate *c;
	size_t before; /* one past the nearest word before it that counts */
	bool bracket, quote;
};

static void add(struct sight *s, enum name_term term)
{
	if (!name_sum_has(&s->c->m.sum, term))
		name_sum_add(&s->c->m.sum, &s->n->data->points, term);
}

static bool same_line(const struct words *ws, size_t i)
{
	return i < ws->n && ws->rows[i].gap <= GAP_SOFT;
}

static uint64_t know(struct sight *s, size_t i)
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
		bits |= len == 1 ? know(s, from) : words_phrase(s->ws, from, s->before);
	}
	return bits;
}

/* Titles and roles pile up: "de heer drs. J. Testman", "imam sjeik Testali". */
static void look_at_titles(struct sight *s)
{
	size_t i = s->before;

	for (size_t steps = 0; i > 0 && steps < 4; steps++, i--) {
		const struct word *w = &s->ws->rows[i - 1];
		uint64_t is = know(s, i - 1);

		if (w->kind != WORD_PLAIN || (w->dot && !(is & (IS(TITLE) | IS(ROLE) | IS(ABBREVIATION)))))
			break;
		if (is & IS(TITLE))
			add(s, TERM_TITLE);
		else if (is & IS(ROLE))
			add(s, TERM_ROLE);
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

static void look_before(struct sight *s)
{
	static const struct {
		uint64_t bit;
		enum name_term term;
	} table[] = {
		{ IS(CALLED), TERM_CALLED },	       { IS(ACCORDING), TERM_ACCORDING },
		{ IS(RESIDENCE), TERM_RESIDENCE },     { IS(PLACE_KIND), TERM_PLACE_KIND },
		{ IS(VERB), TERM_VERB_BEFORE },	       { IS(SALUTATION), TERM_SALUTATION },
		{ IS(ARTICLE), TERM_ARTICLE },	       { IS(WITH), TERM_WITH },
		{ IS(PLACE_PREPOSITION), TERM_PREPOSITION },
		{ IS(ORGANISATION), TERM_ORGANISATION_BEFORE },
	};
	const struct word *w;
	uint64_t bits;

	if (is_postcode_before(s))
		add(s, TERM_POSTCODE);
	if (!s->before || s->ws->rows[s->before].gap > GAP_SOFT || s->ws->rows[s->c->first].gap > GAP_SOFT)
		return;
	w = &s->ws->rows[s->before - 1];
	if (w->kind == WORD_NUMBER && is_age_word(s->ws, s->before - 1))
		add(s, TERM_AGE_BEFORE);
	if (w->kind != WORD_PLAIN || (w->dot && !(know(s, s->before - 1) &
						  (IS(ABBREVIATION) | IS(TITLE) | IS(CALLED)))))
		return;
	look_at_titles(s);
	bits = phrase_before(s);
	/* "de directie van Xyz" */
	if (bits & IS(WITH) && s->before > 1 && w->gap <= GAP_SOFT &&
	    know(s, s->before - 2) & (IS(ORGANISATION) | IS(LEGAL_FORM)) &&
	    s->ws->rows[s->before - 2].shape == SHAPE_LOWER)
		bits |= IS(ORGANISATION);
	if (bits & IS(RESIDENCE))
		bits &= ~(IS(PLACE_PREPOSITION) | IS(WITH));
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (bits & table[i].bit)
			add(s, table[i].term);
	if (w->shape == SHAPE_UPPER && w->letters > 1 &&
	    !(know(s, s->before - 1) & (IS(GIVEN) | IS(SURNAME) | IS(PARTICLE) | IS(PLACE))))
		add(s, TERM_ACRONYM_BEFORE);
}

static long number_at(const struct words *ws, size_t i)
{
	const struct word *w = i < ws->n ? &ws->rows[i] : NULL;
	char *end;
	long value;

	if (!w || w->kind != WORD_NUMBER || w->to - w->from > 4)
		return -1;
	value = strtol(ws->text->bytes + w->from, &end, 10);
	return end == ws->text->bytes + w->to ? value : -1;
}

/* "(27)", ", 27 jaar", ", 27,", "(27 jaar)", "(m, 34)" */
static bool is_age_after(struct sight *s, size_t i)
{
	struct words *ws = s->ws;
	bool bracket = word_is_mark(ws, i, '('), comma = word_is_mark(ws, i, ',');
	long age;

	if ((!bracket && !comma) || !same_line(ws, i + 1))
		return false;
	age = number_at(ws, i + 1);
	if (age < 1 || age > 120 || i + 2 >= ws->n)
		return false;
	if (know(s, i + 2) & IS(AGE) && same_line(ws, i + 2))
		return true;
	if (bracket)
		return word_is_mark(ws, i + 2, ')');
	return word_is_mark(ws, i + 2, ',') && age >= 10 && !(know(s, i + 3 < ws->n ? i + 3 : i) & IS(CALENDAR));
}

static void look_at_role_after(struct sight *s, size_t i)
{
	struct words *ws = s->ws;

	if (!word_is_mark(ws, i, ',') && !word_is_mark(ws, i, '('))
		return;
	for (size_t at = i + 1; at < i + 5 && same_line(ws, at) && ws->rows[at].kind == WORD_PLAIN; at++) {
		if (know(s, at) & (IS(ROLE) | IS(TITLE))) {
			add(s, TERM_ROLE_AFTER);
			return;
		}
		if (know(s, at) & IS(FUNCTION) && !(know(s, at) & IS(ARTICLE)))
			return;
		if (ws->rows[at].dot)
			return;
	}
}

/* "Gouda, 12 mei 2017" as a line opens or in brackets: "(Osaka, 12 juli 1951 - Kioto, 3 mei 1990)". */
static bool is_before_date(struct sight *s, size_t i)
{
	const struct words *ws = s->ws;
	bool opens = ws->rows[s->c->first].gap >= GAP_LINE || s->bracket ||
		     (s->before && word_is_mark(ws, s->before - 1, '-'));

	if (!opens || !word_is_mark(ws, i, ',') || !same_line(ws, i + 2) || ws->rows[i + 1].kind != WORD_NUMBER)
		return false;
	return know(s, i + 2) & IS(CALENDAR) ||
	       (number_at(ws, i + 1) >= 1000 && ws->rows[i + 2].kind == WORD_MARK &&
		strchr(")-", ws->rows[i + 2].mark));
}

#define KIND_WORDS 6 /* "is een kleine gemeente", "(stad in" */

/* "Xyz is een gemeente in ...": what it is told to be. */
static bool is_kind_after(struct sight *s, size_t i)
{
	const struct words *ws = s->ws;
	bool article = false;

	if (ws->rows[i].kind != WORD_PLAIN || !same_line(ws, i + 1) || !(know(s, i + 1) & IS(ARTICLE)))
		return false;
	for (size_t at = i + 1; at < i + KIND_WORDS && same_line(ws, at); at++) {
		if (ws->rows[at].kind != WORD_PLAIN || ws->rows[at - 1].dot)
			return false;
		article = article || know(s, at) & IS(ARTICLE);
		if (article && know(s, at) & IS(PLACE_KIND) && ws->rows[at].shape == SHAPE_LOWER)
			return true;
		if (know(s, at) & (IS(ROLE) | IS(PLACE_PREPOSITION)))
			return false;
	}
	return false;
}

static void look_after(struct sight *s)
{
	struct words *ws = s->ws;
	size_t i = s->c->last;
	const struct word *w, *last = &ws->rows[i - 1];

	if (last->possessive)
		add(s, TERM_POSSESSIVE);
	if (s->quote && word_is_mark(ws, i, '"'))
		i++;
	if (!same_line(ws, i) || (last->dot && last->kind == WORD_PLAIN))
		return;
	w = &ws->rows[i];
	if (w->kind == WORD_PLAIN && know(s, i) & IS(VERB) && w->shape == SHAPE_LOWER)
		add(s, TERM_VERB_AFTER);
	if (is_age_after(s, i))
		add(s, TERM_AGE_AFTER);
	else if (number_at(ws, i) >= 0 && w->gap == GAP_SPACE)
		add(s, TERM_NUMBER_AFTER);
	for (size_t at = i; at < i + 3 && same_line(ws, at); at++)
		if (know(s, at) & IS(BORN) && !(s->ws->rows[at].kind == WORD_MARK))
			add(s, TERM_BORN_AFTER);
	look_at_role_after(s, i);
	if (w->kind == WORD_ADDRESS || ((word_is_mark(ws, i, '<') || word_is_mark(ws, i, '(')) &&
					same_line(ws, i + 1) && ws->rows[i + 1].kind == WORD_ADDRESS &&
					memchr(ws->text->bytes + ws->rows[i + 1].from, '@',
					       ws->rows[i + 1].to - ws->rows[i + 1].from)))
		add(s, TERM_ADDRESS_AFTER);
	if (s->bracket && word_is_mark(ws, i, ')'))
		add(s, TERM_BRACKETS);
	if (is_before_date(s, i))
		add(s, TERM_DATELINE);
	if (is_kind_after(s, i))
		add(s, TERM_PLACE_KIND_AFTER);
}

static bool zone_starts(struct sight *s)
{
	size_t i = s->c->first;

	while (i > 0 && s->n->zones[i - 1] == s->n->zones[i] && s->ws->rows[i].gap < GAP_LINE) {
		if (know(s, i - 1) & IS(PLACE_PREPOSITION) ||
		    (!(know(s, i - 1) & (IS(TITLE) | IS(ROLE) | IS(FUNCTION))) &&
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
	       know(s, i - 1) & (IS(TITLE) | IS(ROLE) | IS(LINK) | IS(GIVEN) | IS(PARTICLE) | IS(CALLED));
}

static void look_at_zone(struct sight *s)
{
	switch ((enum zone)s->c->m.zone) {
	case ZONE_PERSON:
		add(s, is_named_in_zone(s) ? TERM_LABEL_PERSON : TERM_LABEL_INSIDE);
		break;
	case ZONE_PLACE:
		add(s, TERM_LABEL_PLACE);
		break;
	case ZONE_OTHER:
		add(s, TERM_LABEL_OTHER);
		break;
	case ZONE_CLOSING:
		if (zone_starts(s))
			add(s, TERM_CLOSING);
		break;
	case ZONE_SENDER:
		add(s, TERM_SENDER);
		break;
	case ZONE_HEADER:
		add(s, TERM_HEADER);
		break;
	case ZONE_NONE:
	case ZONE_LABEL:
		break;
	}
}

/* Whether a line, a cell or an item between ";" begins at word i. */
static bool cell_before(const struct words *ws, size_t i)
{
	return ws->rows[i].gap >= GAP_LINE || word_is_mark(ws, i - 1, ';') || word_is_mark(ws, i - 1, '|');
}

static bool is_whole_line(const struct sight *s)
{
	const struct words *ws = s->ws;
	size_t first = s->before + (s->bracket || s->quote ? 1 : 0), last = s->c->last;

	if (s->bracket || s->quote)
		return false;
	while (first > 0 && ws->rows[first].gap <= GAP_SOFT &&
	       (ws->rows[first - 1].kind == WORD_NUMBER ||
		(ws->rows[first - 1].kind == WORD_MARK && strchr("-*.)", ws->rows[first - 1].mark))))
		first--;
	if (first < s->c->first && !cell_before(ws, first))
		return false;
	while (last < ws->n && ws->rows[last].gap <= GAP_SPACE && ws->rows[last].kind == WORD_MARK &&
	       strchr(",;|", ws->rows[last].mark))
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
	struct sight s = { .n = n, .ws = &n->words, .c = c, .before = c->first };

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
		look_after(&s);
		if (is_whole_line(&s))
			add(&s, TERM_WHOLE_LINE);
		if (!c->m.opens && !c->m.lower && s.before && is_running(&s))
			add(&s, TERM_MID_SENTENCE);
	}
	if (c->m.lower && is_in_small_line(&s))
		add(&s, TERM_LOWER_LINE);
	look_at_zone(&s);
}

/* Whether nothing but "en", "," or "/" or a line end stands between two candidates. */
static bool are_listed(struct words *ws, const struct candidate *a, const struct candidate *b)
{
	size_t i = a->last;

	if (b->first < i || b->first - i > 2)
		return false;
	if (b->first == i)
		return ws->rows[i].gap == GAP_LINE && name_sum_has(&a->m.sum, TERM_WHOLE_LINE) &&
		       name_sum_has(&b->m.sum, TERM_WHOLE_LINE);
	for (; i < b->first; i++) {
		const struct word *w = &ws->rows[i];

		if (w->gap > GAP_SOFT && w->kind != WORD_MARK)
			return false;
		if (w->kind == WORD_MARK ? !strchr(",;/&+-*", w->mark) : !(words_know(ws, i) & IS(LINK)))
			return false;
	}
	return true;
}

static void take_from(struct names *n, struct candidate *to, const struct candidate *from)
{
	enum name_term term = from->own.person >= 70 ? TERM_NEAR_PERSON : TERM_NEAR_PLACE;

	if ((from->own.person >= 70 || from->own.place >= 70) && !name_sum_has(&to->m.sum, term))
		name_sum_add(&to->m.sum, &n->data->points, term);
}

/* Each takes from its direct neighbours in a list what they are by themselves. */
void neighbours_find(struct names *n)
{
	for (size_t i = 0; i < n->n; i++)
		n->rows[i].own = name_sum_chance(&n->rows[i].m.sum);
	for (size_t i = 0; i + 1 < n->n; i++) {
		struct candidate *a = &n->rows[i], *b = &n->rows[i + 1];

		if (!are_listed(&n->words, a, b))
			continue;
		take_from(n, a, b);
		take_from(n, b, a);
	}
}
