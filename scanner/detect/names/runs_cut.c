/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/runs_cut.c - where a run of capitals is cut: words that are no part of any name. */
#include "detect/names/names.h"
#include <string.h>

#define NAMES (IS(GIVEN) | IS(SURNAME))
#define NAMES_WIDE (NAMES | IS(GIVEN_WIDE) | IS(SURNAME_WIDE))
#define PLACES (IS(PLACE) | IS(PLACE_WIDE))
#define ROLE_LETTERS 7 /* shorter words that end as roles do may be names */

/* Whether the word next to word i of the run is in capitals and no acronym by its length. */
static bool is_long_upper(const struct words *ws, size_t i, size_t from, size_t to)
{
	return i >= from && i < to && ws->rows[i].shape == SHAPE_UPPER && ws->rows[i].letters > 3;
}

/* "JNJ Testman": whether capitals at word i of a run that ends at `to` are initials without dots.
 */
static bool opens_after_initials(struct words *ws, size_t i, size_t to)
{
	const uint64_t label = IS(LABEL_PERSON) | IS(LABEL_PLACE) | IS(LABEL_OTHER) | IS(COMMON) |
			       IS(COMMON_WIDE) | IS(ABBREVIATION) | IS(ORGANISATION);
	uint64_t next = words_know(ws, i + 1), before = i ? words_know(ws, i - 1) : 0;
	size_t name = i + 1;

	while (name < to && words_know(ws, name) & IS(PARTICLE))
		name++;
	if (words_know(ws, name < to ? name : i) & IS(GIVEN) && name + 1 < to &&
	    word_is_capital(&ws->rows[name + 1]))
		return false; /* "CV Fatima Testaoui", "PGB van Fatima Testaoui" */
	if (name > i + 1 && (words_know(ws, i) & label || before & IS(ARTICLE)))
		return false; /* "het BSN van Al-Testri" */
	if (next & (NAMES | IS(PARTICLE)))
		return true;
	if (next &
		(PLACES | IS(COMMON) | IS(ORGANISATION) | IS(BRAND) | IS(DEMONYM) | IS(CALENDAR)) ||
	    words_is_common_shape(ws, i + 1))
		return false;
	return before & (IS(TITLE) | IS(ROLE) | IS(CALLED)) ||
	       (to < ws->n && ws->rows[to].gap <= GAP_SOFT && words_know(ws, to) & IS(VERB));
}

/* "Filips II" */
static bool is_roman(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	return w->letters <= 5 && strspn(ws->text->bytes + w->from, "IVX") >= w->to - w->from;
}

static bool is_acronym(struct words *ws, size_t i, size_t from, size_t to)
{
	const struct word *w = &ws->rows[i];

	if (w->shape != SHAPE_UPPER || words_know(ws, i) & (NAMES_WIDE | PLACES | IS(SURNAME_MAIN)))
		return false;
	if (w->letters >= 3 &&
	    (is_long_upper(ws, i - 1, from, to) || is_long_upper(ws, i + 1, from, to)))
		return words_know(ws, i) & IS(COMMON) || words_is_common_shape(ws, i);
	if (i > from && words_know(ws, i - 1) & IS(GIVEN) && is_roman(ws, i))
		return false;
	/* "Mohamed TESTMAN", "J. TESTMAN" */
	if (i > from && w->letters >= 4 &&
	    (ws->rows[i - 1].kind == WORD_INITIAL ||
	     words_know(ws, i - 1) & (NAMES_WIDE | IS(PARTICLE))))
		return false;
	return w->letters > 4 || i + 1 >= to || !opens_after_initials(ws, i, to);
}

static bool is_name_before(struct words *ws, size_t i, size_t from)
{
	return i > from &&
	       (ws->rows[i - 1].kind == WORD_INITIAL || form_ends_in_particle(ws, i - 1) ||
		words_know(ws, i - 1) & (NAMES_WIDE | IS(PARTICLE)));
}

/* A particle with a capital: "Van Dijk belde" is a name, "Van Mohamed kreeg" and "In Gouda" not. */
static bool cuts_particle(struct words *ws, size_t i, size_t to)
{
	size_t main_at = i + 1;
	uint64_t is = words_know(ws, i);

	if (!words_opens(ws, i) || is & NAMES || !(is & IS(FUNCTION)))
		return false;
	while (main_at < to && main_at < i + PARTICLES_MAX &&
	       words_know(ws, main_at) & IS(PARTICLE))
		main_at++;
	return main_at >= to || !form_opens_surname(ws, i, main_at);
}

/* A word that could be part of a name elsewhere, but not as word i of the run [from, to). */
static bool cuts_common(struct names *n, size_t i, size_t from, size_t to)
{
	struct words *ws = &n->words;
	uint64_t is = words_know(ws, i), next = i + 1 < to ? words_know(ws, i + 1) : 0;
	bool alone = i == from && i + 1 == to;

	if (is_name_before(ws, i, from) || n->zones[i] == ZONE_PERSON || n->zones[i] == ZONE_HEADER)
		return false;
	/* "Minister van Buitenlandse Zaken Testman" */
	if (i == from && i && !(is & IS(GIVEN)) && word_is_capital(&ws->rows[i - 1]) &&
	    ws->rows[i].gap <= GAP_SOFT && words_know(ws, i - 1) & IS(COMMON) && i + 1 < to)
		return true;
	if (is & (NAMES | IS(SURNAME_MAIN)))
		return words_opens(ws, i) && i + 1 < to && next & IS(GIVEN) &&
		       !(next & IS(COMMON)) && !(is & IS(GIVEN));
	if (is & PLACES)
		return false;
	return !alone || words_opens(ws, i);
}

static bool cuts_unknown(struct words *ws, size_t i, size_t from, size_t to)
{
	char folded[FOLDED_MAX];
	const struct word *w = &ws->rows[i];
	size_t len;

	if (i + 1 >= to)
		return false;
	len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);
	/* "de Portugese Nobelprijswinnaar Jan Testman" */
	if (i == from && len >= ROLE_LETTERS && words_know(ws, i + 1) & IS(GIVEN) &&
	    lexicon_ending(ws->lexicon, folded, len) & IS(ENDING_ROLE))
		return true;
	/* "minister van Mobiliteit Jan Testman" */
	if (!words_opens(ws, i))
		return i == from && to - from > 2 && words_know(ws, i + 1) & IS(GIVEN) &&
		       words_is_common_shape(ws, i);
	if (len >= ROLE_LETTERS && !(words_know(ws, i + 1) & IS(SURNAME)) &&
	    lexicon_ending(ws->lexicon, folded, len) & IS(ENDING_ROLE))
		return true;
	if (!(words_know(ws, i + 1) & IS(GIVEN)) && ws->rows[i + 1].kind != WORD_INITIAL)
		return false;
	return words_is_common_shape(ws, i);
}

/* Taken for an inhabitant of a place by its ending only. */
static bool is_odd_inhabitant(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	return !(lexicon_find(ws->lexicon, w->key.hash) & ~IS(PHRASE)) &&
	       ws->text->bytes[w->to - 1] != 'e';
}

/* Whether word i of the run [from, to) is no part of any name. */
bool run_is_cut(struct names *n, size_t i, size_t from, size_t to)
{
	struct words *ws = &n->words;
	const struct word *w = &ws->rows[i];
	uint64_t is = words_know(ws, i);
	bool name_before = is_name_before(ws, i, from);

	if (w->kind != WORD_PLAIN || w->shape == SHAPE_LOWER)
		return false;
	if (i == from && words_longest(ws, i, IS(PLACE)) > 1) /* "Den Haag", "The Hague" */
		return false;
	if (i + 1 == to && word_is_mark(ws, to, ',') && to + 1 < ws->n &&
	    ws->rows[to + 1].kind == WORD_INITIAL && ws->rows[to + 1].gap <= GAP_SOFT)
		return false; /* "Proef, J.P. van den" */
	if (i == from && i + 1 == to && w->shape == SHAPE_UPPER && w->letters <= 3 && !w->loud)
		return !(is & IS(PLACE) && i && words_know(ws, i - 1) & IS(ARTICLE)); /* "de VS" */
	if (is & IS(PARTICLE) && i == from)
		return cuts_particle(ws, i, to);
	if (is & (IS(DEMONYM) | IS(FUNCTION) | IS(CALENDAR) | IS(BRAND)) && !(is & IS(PARTICLE)) &&
	    i > from && words_know(ws, i - 1) & IS(PARTICLE) &&
	    !(i == from + 1 && words_know(ws, from) & IS(ARTICLE)))
		return false; /* "Van den Bossche", "ter Haar" */
	if (is & IS(PARTICLE) && i > from && i + 1 < to)
		return false; /* "Benicio Del Testo" */
	if (is & IS(FUNCTION) && !(is & IS(PARTICLE)) && i > from && run_is_odd_surname(ws, i))
		return false;
	if (is & IS(FUNCTION) && !(is & IS(PARTICLE)))
		return !(is & NAMES) ||
		       (words_opens(ws, i) && !(is & IS(GIVEN) && !(is & IS(VERB))));
	if (is & IS(SALUTATION) && i == from && i + 1 < to && words_opens(ws, i))
		return true; /* "Beste Fatima", though Beste is a name as well */
	if (is & IS(SALUTATION) && is & IS(GIVEN) && i + 1 == to && words_spaced(ws, to) &&
	    words_know(ws, to) & IS(VERB))
		return false; /* "Selam heeft gebeld" */
	if (is & IS(DEMONYM) && is & IS(GIVEN) && i + 1 < to && !(words_know(ws, i + 1) & PLACES))
		return words_opens(ws, i) && !(words_know(ws, i + 1) & NAMES) &&
		       (words_know(ws, i + 1) & ~(IS(KNOWN) | IS(PHRASE)) ||
			words_is_common_shape(ws, i + 1)); /* "Frans Verreyt", no "Frans Parlement" */
	if (is & IS(DEMONYM) && is_odd_inhabitant(ws, i) &&
	    (i > from ? words_know(ws, i - 1) & IS(GIVEN) : i + 1 == to))
		return false; /* "Martin Swaters", though Swat is a place; "Swaters", if known */
	if (is & IS(ROLE) && !(is & IS(TITLE)) && i > from && i + 1 == to && !w->loud &&
	    ws->rows[i - 1].kind == WORD_INITIAL)
		return false; /* "K. Admiraal" */
	if (is & (IS(TITLE) | IS(ROLE) | IS(DEMONYM) | IS(PLACE_KIND) | IS(SALUTATION)))
		return !(is & NAMES && (name_before || (!words_opens(ws, i) &&
							(i + 1 == to || is & IS(SALUTATION)))));
	if (words_is_short_month(is))
		return words_by_number(ws, i) || !(is & NAMES || i + 1 < to || name_before);
	if (is & IS(CALENDAR))
		return !(is & NAMES) || !(name_before || (i + 1 < to && is & IS(GIVEN)));
	if (is & IS(BRAND) && !(is & NAMES))
		return !name_before;
	if (is_acronym(ws, i, from, to))
		return true;
	if (is & (IS(COMMON) | IS(COMMON_WIDE)))
		return cuts_common(n, i, from, to);
	return !(is & (NAMES_WIDE | PLACES | IS(SURNAME_MAIN))) && cuts_unknown(ws, i, from, to);
}
