/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/organisations.c - runs that name an organisation.
 *
 * They are reported as such, and take their words away from persons and places: neither Leiden in
 * "Universiteit Leiden" nor Jansen in "Jansen & Zonen B.V." counts.
 */
#include "detect/names/names.h"
#include <string.h>

#define NAMES (IS(GIVEN) | IS(SURNAME))
#define PLACES (IS(PLACE) | IS(PLACE_WIDE))
#define ORGANISATION_WORDS 12

/* "Jan Testman" of "Stichting Jan Testman": how many words, 0 if none is there. */
static size_t person_inside(struct words *ws, size_t i, size_t to)
{
	size_t end = i + 1;

	if (!(words_know(ws, i) & IS(GIVEN)) || words_know(ws, i) & IS(ORGANISATION))
		return 0;
	while (end < to && ws->rows[end].kind == WORD_PLAIN && ws->rows[end].gap <= GAP_SOFT &&
	       !(words_know(ws, end) & (IS(ORGANISATION) | IS(LEGAL_FORM) | IS(LINK))))
		end++;
	return end > i + 1 && run_starts(ws, end - 1) ? end - i : 0;
}

void organisation_add(struct names *n, size_t from, size_t to)
{
	struct words *ws = &n->words;
	struct candidate *c;

	while (to > from && !run_starts(ws, to - 1))
		to--;
	while (to - from > 1 && words_know(ws, from) & IS(FUNCTION) && words_opens(ws, from))
		from++;
	if (from >= to)
		return;
	c = candidate_add(n, from, to);
	c->m.kind = CANDIDATE_ORGANISATION;
	for (size_t i = from; i < to; i++) {
		size_t got = words_longest(ws, i, IS(PLACE));

		if (!got || i + got > to || words_know(ws, i) & NAMES)
			got = person_inside(ws, i, to);
		if (!got)
			continue;
		candidate_add(n, i, i + got)->m.aside = ASIDE_ORGANISATION;
		i += got - 1;
	}
}

/* A word of no person's name that says what bears the name. */
static bool is_thing(struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];
	char folded[FOLDED_MAX];
	size_t len;

	if (w->kind != WORD_PLAIN || w->shape != SHAPE_LOWER)
		return false;
	if (words_know(ws, i) & IS(NAMED))
		return true;
	len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);
	return w->letters > 7 && !(words_know(ws, i) & IS(ROLE)) &&
	       lexicon_ending(ws->lexicon, folded, len) & IS(ENDING_ORGANISATION);
}

/* "de Willem Test brug", "de Willem Test Prijs": whether the run [from, to) ends in a thing. */
static bool is_thing_after(struct words *ws, size_t from, size_t to)
{
	if (!(words_know(ws, from - 1) & IS(ARTICLE)) || ws->rows[to - 1].possessive)
		return false;
	if (to - from > 2 && words_know(ws, to - 1) & IS(NAMED) &&
	    !(words_know(ws, to - 2) & IS(PARTICLE)))
		return true;
	return to < ws->n && !ws->rows[to - 1].dot && words_spaced(ws, to) && is_thing(ws, to);
}

bool organisation_add_named(struct names *n, size_t from, size_t to)
{
	struct words *ws = &n->words;

	if (to - from > 1 && words_know(ws, from) & IS(ARTICLE) && words_opens(ws, from))
		from++; /* "Het Willem Test ziekenhuis" */
	if (!from || !words_spaced(ws, from) || ws->rows[from - 1].dot ||
	    !(words_know(ws, from) & (NAMES | IS(PARTICLE) | IS(TITLE))) ||
	    words_know(ws, from) & (IS(DEMONYM) | IS(FUNCTION)) ||
	    words_longest(ws, from, PLACES) == to - from)
		return false;
	if (!(words_know(ws, from - 1) & IS(NAMED) && ws->rows[from - 1].shape == SHAPE_LOWER) &&
	    !is_thing_after(ws, from, to))
		return false;
	candidate_add(n, from, to)->m.aside = ASIDE_THING;
	return true;
}

/* "Johan de Witt-scholengroep" */
static bool has_small_last(const struct words *ws, const struct word *w)
{
	const char *s = ws->text->bytes + w->from;
	const char *hyphen = memrchr(s, '-', w->to - w->from);

	return hyphen && hyphen[1] >= 'a' && hyphen[1] <= 'z';
}

static bool is_organisation_word(struct words *ws, size_t i)
{
	char folded[FOLDED_MAX];
	const struct word *w = &ws->rows[i];
	uint64_t is = words_know(ws, i);
	size_t len;

	if (w->kind != WORD_PLAIN || w->shape == SHAPE_LOWER)
		return false;
	if (is & (IS(ORGANISATION) | IS(LEGAL_FORM)))
		return true;
	if (w->letters < 8 || (is & (NAMES | PLACES) && !has_small_last(ws, w)))
		return false;
	len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);
	return lexicon_ending(ws->lexicon, folded, len) & IS(ENDING_ORGANISATION);
}

/* "ROC Leiden", "PEC Zwolle": an acronym and where it is seated. */
static bool is_acronym_with_place(struct words *ws, size_t from, size_t to)
{
	const struct word *w = &ws->rows[from];

	return to - from > 1 && w->shape == SHAPE_UPPER && !w->loud && w->letters > 1 &&
	       w->letters <= 4 &&
	       !(words_know(ws, from) & (NAMES | PLACES | IS(PLACE_KIND) | IS(TITLE) | IS(ROLE) |
					 IS(PLACE_PREPOSITION) | IS(RESIDENCE) | IS(LABEL_PLACE) |
					 IS(LABEL_OTHER) | IS(LABEL_PERSON))) &&
	       words_longest(ws, from + 1, PLACES) == to - from - 1;
}

/* Whether a run [from, to) names an organisation: the word for one stands in it, not alone. */
bool organisation_is(struct names *n, size_t from, size_t to)
{
	struct words *ws = &n->words;

	for (size_t i = from; i < to && to - from > 1; i++)
		if (is_organisation_word(ws, i) &&
		    (!(words_know(ws, i) & IS(LEGAL_FORM)) || i + 1 == to))
			return true;
	if (is_acronym_with_place(ws, from, to))
		return true;
	/* "Jansen B.V.": the two initials at the end are a legal form. */
	return to - from >= 3 && ws->rows[to - 1].kind == WORD_INITIAL &&
	       ws->rows[to - 2].kind == WORD_INITIAL &&
	       ws->text->bytes[ws->rows[to - 1].from] == 'V' &&
	       strchr("BN", ws->text->bytes[ws->rows[to - 2].from]);
}

static bool is_no_name(struct words *ws, size_t i)
{
	uint64_t is = words_know(ws, i);

	if (is & (NAMES | IS(TITLE) | IS(ORGANISATION)))
		return false;
	return is & (IS(COMMON) | IS(COMMON_WIDE)) || words_is_common_shape(ws, i);
}

/*
 * Where the name of an organisation that ends before word i goes on: "Raad | van State",
 * "Ministerie | van Sociale Zaken | en Werkgelegenheid". Returns i if it does not.
 */
static size_t organisation_step(struct names *n, size_t i, bool *with_of)
{
	struct words *ws = &n->words;
	size_t at = i;
	bool of = false;

	while (at < ws->n && at < i + 3 && ws->rows[at].kind == WORD_PLAIN &&
	       ws->rows[at].gap <= GAP_SOFT && ws->rows[at].shape == SHAPE_LOWER &&
	       words_know(ws, at) & (IS(WITH) | IS(ARTICLE) | IS(LINK) | IS(PARTICLE))) {
		of = of || words_know(ws, at) & IS(WITH);
		at++;
	}
	if (at == i || at >= ws->n || !run_starts(ws, at) || ws->rows[at].gap > GAP_SOFT)
		return i;
	if (of ? words_know(ws, at) & (IS(GIVEN) | IS(TITLE)) : !*with_of || !is_no_name(ws, at))
		return i;
	*with_of = true;
	for (at++; at < ws->n && ws->rows[at].gap <= GAP_SOFT && run_starts(ws, at) &&
		   !ws->rows[at - 1].dot;
	     at++)
		;
	return at;
}

size_t organisation_end(struct names *n, size_t from, size_t to, bool headed)
{
	struct words *ws = &n->words;
	bool with_of = headed;
	size_t next;

	headed = headed || is_organisation_word(ws, from);

	for (size_t i = from; i < to; i++)
		with_of = with_of || ws->rows[i].shape == SHAPE_LOWER;
	while (headed && !ws->rows[to - 1].dot && to - from < ORGANISATION_WORDS &&
	       (next = organisation_step(n, to, &with_of)) > to)
		to = next;
	return to;
}

/* "stichting De Brug", "ministerie van Sociale Zaken": the word before the run is a small one. */
bool organisation_has_head(struct names *n, size_t i, size_t to)
{
	struct words *ws = &n->words;
	size_t head = i;

	if (i && words_know(ws, i - 1) & IS(WITH) && is_no_name(ws, i))
		head--;
	if (!head || ws->rows[head].gap > GAP_SOFT || ws->rows[i].gap > GAP_SOFT)
		return false;
	if (ws->rows[head - 1].shape != SHAPE_LOWER || ws->rows[head - 1].dot ||
	    !(words_know(ws, head - 1) & IS(ORGANISATION)))
		return false;
	return !(words_know(ws, i) & (IS(GIVEN) | IS(TITLE) | IS(ROLE))) &&
	       words_longest(ws, i, PLACES) < to - i && ws->rows[i].kind == WORD_PLAIN;
}
