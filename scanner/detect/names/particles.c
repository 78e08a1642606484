/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/particles.c - "van den", "el", "in 't": when they belong to a name and when not.
 *
 * Most are everyday words as well. What they follow, what they lead to, whether they have a capital
 * and where they stand in the sentence decides.
 */
#include "detect/names/names.h"
#include <string.h>

/* "der" and the like hardly ever stand anywhere but in a name; "van" and "de" do. */
static bool is_linking(struct words *ws, size_t i)
{
	static const char *const linking[] = {"der", "den", "ten", "ter", "t", "vd"};

	if (!(words_know(ws, i) & IS(FUNCTION)))
		return true;
	/* "Bassel Al Masri": an everyday word gets no capital inside a sentence. */
	if (word_is_capital(&ws->rows[i]) && !words_opens(ws, i))
		return true;
	for (size_t k = 0; k < ARRAY_LEN(linking); k++)
		if (words_is(ws, i, linking[k]))
			return true;
	return false;
}

/* Prepositions and the like that stand outside names far more often than inside. */
static bool is_everyday(struct words *ws, size_t i)
{
	return words_know(ws, i) & IS(FUNCTION) && !is_linking(ws, i) && !words_is(ws, i, "van") &&
	       !words_is(ws, i, "de");
}

/* "v.d." is written with dots; the one of "treedt af." ends a sentence. */
bool form_is_dotted(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	return w->dot &&
	       (w->letters == 1 || memchr(ws->text->bytes + w->from, '.', w->to - w->from - 1));
}

static size_t particles_end(struct words *ws, size_t i)
{
	size_t at = i;

	while (at < ws->n && at < i + PARTICLES_MAX && words_know(ws, at) & IS(PARTICLE) &&
	       ws->rows[at].kind == WORD_PLAIN && (at == i || ws->rows[at].gap <= GAP_SOFT)) {
		at++;
		if (ws->rows[at - 1].dot && !form_is_dotted(ws, at - 1))
			break;
	}
	return at > i && ws->rows[at - 1].dot && !form_is_dotted(ws, at - 1) ? i : at;
}

/*
 * "Emre uit Ede", "Jan uit 't Harde", "Kaya in Capelle a/d IJssel": what follows the particles from
 * word i on is where somebody is from. "van" before the one word of a place is left to others:
 * "Cornelia van Gouda".
 */
static bool is_place_after(struct words *ws, size_t i, size_t at, enum strict strict)
{
	if (words_phrase(ws, i, at + 1) & (IS(SURNAME) | IS(SURNAME_WIDE)))
		return words_longest(ws, at, IS(PLACE)) > 1; /* "Testman van Bergen op Zoom" */
	for (size_t k = i; k <= at; k++) {
		size_t got = words_longest(ws, k, IS(PLACE));

		if (k > i && got && k + got > at &&
		    (is_everyday(ws, k - 1) || k + got > at + 1))
			return true;
		if (k == i && got > 1 && k + got > at && strict == AFTER_FULL)
			return true;
	}
	return false;
}

/* Whether the particles from word i on, after a name, lead to its surname at word at. */
static bool leads_to_surname(struct words *ws, size_t i, size_t at, enum strict strict)
{
	const uint64_t never =
	    IS(ORGANISATION) | IS(PLACE_KIND) | IS(CALENDAR) | IS(TITLE) | IS(ROLE);
	uint64_t is = words_know(ws, at);
	bool listed = is & (IS(SURNAME) | IS(SURNAME_MAIN) | IS(SURNAME_WIDE));
	bool linking = false, everyday = false;

	if (is_place_after(ws, i, at, strict))
		return false;
	if (words_phrase(ws, i, at + 1) & (IS(SURNAME) | IS(SURNAME_WIDE)))
		return true;
	if (is & IS(GIVEN) && !listed && !(words_know(ws, i - 1) & IS(GIVEN)))
		return false; /* "Testkende de Willem Proefprijs" */
	if (is & never ||
	    (ws->rows[at].shape == SHAPE_UPPER && ws->rows[at].letters <= 5 && !listed))
		return false;
	for (size_t k = i; k < at; k++) {
		linking = linking || is_linking(ws, k);
		everyday = everyday || is_everyday(ws, k);
	}
	if (linking)
		return true;
	if (is & (IS(DEMONYM) | IS(BRAND)))
		return false;
	if (is & IS(PLACE)) /* "Cornelia van Gouda" more than "president Xyz van Bolivia" */
		return !everyday &&
		       (words_know(ws, i - 1) & IS(GIVEN) || (listed && strict == AFTER_GIVEN));
	if (everyday)
		return listed && words_know(ws, i - 1) & IS(GIVEN);
	if (is & (IS(COMMON) | IS(COMMON_WIDE))) /* "Sietse de Proef" */
		return listed || (strict == AFTER_GIVEN && at == i + 1 && words_is(ws, i, "de") &&
				  words_know(ws, i - 1) & IS(GIVEN));
	return listed || (strict == AFTER_GIVEN &&
			  (words_know(ws, i - 1) & IS(GIVEN) || !words_is_common_shape(ws, at)));
}

/*
 * The end of particles from word i on and the capital they lead to, or 0. Some particles are
 * everyday prepositions: "Jan in Gouda", "Fatima van de gemeente" are no names. After initials
 * (LOOSE) they join all the same: "J. in 't Veld".
 */
size_t form_particles(struct names *n, size_t i, enum strict strict)
{
	struct words *ws = &n->words;
	size_t at = particles_end(ws, i);

	if (at == i || !words_named(ws, at) || ws->rows[at].gap > GAP_SOFT)
		return 0;
	if (ws->rows[at].gap == GAP_NONE && !ws->rows[at - 1].dot)
		return 0;
	if (strict == LOOSE)
		return is_everyday(ws, i) && is_place_after(ws, i, at, strict) ? 0 : at + 1;
	return leads_to_surname(ws, i, at, strict) ? at + 1 : 0;
}

/* "mevrouw de Xyz", but not "minister van Xyz". */
static bool is_form_of_address(struct words *ws, size_t i)
{
	static const char *const forms[] = {
	    "heer",	"dhr", "mevrouw", "mevr", "mw",	       "meneer", "mijnheer",
	    "juffrouw", "mej", "familie", "fam",  "echtpaar",  "dr",	 "drs",
	    "ir",	"ing", "mr",	  "prof", "professor", "dokter"};

	for (size_t k = 0; k < ARRAY_LEN(forms) && words_know(ws, i) & IS(TITLE); k++)
		if (words_is(ws, i, forms[k]))
			return true;
	return false;
}

/* In the value of a label for persons: its start, or what comes after a comma or semicolon. */
static bool opens_value(const struct names *n, size_t i)
{
	const struct words *ws = &n->words;

	return (n->zones[i] == ZONE_PERSON || n->zones[i] == ZONE_HEADER) &&
	       (n->zones[i - 1] != n->zones[i] || word_is_mark(ws, i - 1, ';') ||
		word_is_mark(ws, i - 1, ','));
}

/*
 * "belde ter Braake", "mevrouw de Rooij": particles without a capital that open a surname. The end
 * of it from word i on, or 0. What stands before must ask for a name where the particle is "van"
 * or "de": those stand before anything.
 */
size_t form_small_particle(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	const uint64_t asks =
	    IS(TITLE) | IS(ROLE) | IS(VERB) | IS(WITH) | IS(ACCORDING) | IS(CALLED);
	const uint64_t never = IS(GIVEN) | IS(PLACE) | IS(COMMON) | IS(DEMONYM) | IS(BRAND) |
			       IS(TITLE) | IS(ROLE) | IS(ORGANISATION) | IS(CALENDAR) |
			       IS(PLACE_KIND);
	size_t at = particles_end(ws, i);
	bool linking = false, listed, titled;

	if (at == i || at >= ws->n || !word_is_capital(&ws->rows[at]) || ws->rows[at].glued ||
	    ws->rows[at].gap > GAP_SOFT || ws->rows[at].gap == GAP_NONE || is_everyday(ws, i))
		return 0;
	for (size_t k = i; k < at; k++) {
		linking = linking || is_linking(ws, k);
		if (word_is_capital(&ws->rows[k])) /* "de broer van Van Testman" */
			return 0;
	}
	listed = words_phrase(ws, i, at + 1) & (IS(SURNAME) | IS(SURNAME_WIDE));
	if (listed && linking)
		return at + 1;
	titled = i && ((words_spaced(ws, i) && is_form_of_address(ws, i - 1)) || opens_value(n, i));
	if (words_know(ws, at) & never && !((listed || titled) && words_know(ws, at) & IS(COMMON)))
		return 0;
	if (linking && !words_is(ws, i, "der")) /* "der Staten-Generaal" */
		return at + 1;
	return titled || (listed && i && words_spaced(ws, i) && words_know(ws, i - 1) & asks)
		   ? at + 1
		   : 0;
}

/* "Klaaszn." "Jansdr.": a full stop that ends no sentence. */
bool form_is_patronymic(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];
	const char *s = ws->text->bytes;

	return w->letters >= 5 && w->dot && w->shape == SHAPE_CAPITAL &&
	       (!memcmp(s + w->to - 2, "zn", 2) || !memcmp(s + w->to - 2, "sz", 2) ||
		!memcmp(s + w->to - 3, "sdr", 3));
}

/* The "Jansma-de" of "Jansma-de Proef". */
bool form_ends_in_particle(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];
	size_t at = w->to;

	if (w->key.parts < 2 || w->shape == SHAPE_LOWER)
		return false;
	while (at > w->from && ws->text->bytes[at - 1] != '-')
		at--;
	return at > w->from && ws->text->bytes[at] >= 'a' && ws->text->bytes[at] <= 'z' &&
	       lexicon_find(ws->lexicon, key_of(ws->text->bytes + at, w->to - at).hash) &
		   IS(PARTICLE);
}

/* Where a sentence opens with particles: whether "Van der Xyz" there is a name for sure. */
bool form_opens_surname(struct words *ws, size_t i, size_t main_at)
{
	const uint64_t never = IS(GIVEN) | IS(CALENDAR) | IS(TITLE) | IS(ROLE) | IS(ORGANISATION) |
			       IS(DEMONYM) | IS(BRAND) | IS(PLACE_KIND) | IS(FUNCTION);
	uint64_t is = words_know(ws, main_at);
	bool listed = is & (IS(SURNAME) | IS(SURNAME_MAIN) | IS(SURNAME_WIDE));
	bool verb = main_at + 1 < ws->n && ws->rows[main_at + 1].gap <= GAP_SOFT &&
		    words_know(ws, main_at + 1) & IS(VERB);
	bool van = words_is(ws, i, "van") || words_is(ws, i, "von");

	if (words_phrase(ws, i, main_at + 1) & (IS(SURNAME) | IS(SURNAME_WIDE)))
		return !is_everyday(ws, i) || verb;
	if (ws->rows[main_at].kind == WORD_INITIAL) /* "Van der K. zit vast" */
		return words_spaced(ws, main_at + 1) && (van || is_linking(ws, i)) &&
		       ws->rows[main_at + 1].shape == SHAPE_LOWER && is_linking(ws, main_at - 1);
	if (is & never || ws->rows[main_at].kind != WORD_PLAIN)
		return false;
	if (main_at == i + 1) /* "Van Xyz", "De Xyz", "In Xyz" */
		return (van || is_linking(ws, i)) && !(is & IS(PLACE)) &&
		       (verb || is & (IS(SURNAME_MAIN) | IS(SURNAME)));
	if (words_is(ws, i + 1, "t"))
		return verb || listed;
	return van && (is_linking(ws, i + 1) || verb || (listed && !(is & IS(COMMON))));
}
