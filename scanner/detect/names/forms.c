/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/forms.c - forms a plain run of capitals does not show. */
#include "detect/names/names.h"
#include <string.h>

#define NAMES (IS(GIVEN) | IS(SURNAME))
#define NOT_A_NAME (IS(COMMON) | IS(COMMON_WIDE) | IS(FUNCTION) | IS(VERB) | IS(TITLE) | IS(ROLE) | \
		    IS(CALENDAR) | IS(DEMONYM) | IS(PARTICLE) | IS(ABBREVIATION) | IS(CLOSING) | \
		    IS(SALUTATION) | IS(ORGANISATION) | IS(PLACE_KIND) | IS(LABEL_PERSON) | \
		    IS(LABEL_PLACE) | IS(LABEL_OTHER))

static bool is_spaced(const struct words *ws, size_t i)
{
	return i < ws->n && (ws->rows[i].gap == GAP_SPACE || ws->rows[i].gap == GAP_SOFT);
}

static bool is_named(const struct words *ws, size_t i)
{
	return i < ws->n && !ws->rows[i].glued &&
	       (word_is_capital(&ws->rows[i]) || ws->rows[i].kind == WORD_INITIAL);
}

static bool is_word(const struct words *ws, size_t i, const char *word)
{
	const struct word *w = &ws->rows[i];
	char folded[FOLDED_MAX];
	size_t len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);

	return len == strlen(word) && !memcmp(folded, word, len);
}

/* "der" and the like hardly ever stand anywhere but in a name; "van" and "de" do. */
static bool is_linking(struct words *ws, size_t i)
{
	static const char *const linking[] = { "der", "den", "ten", "ter", "t", "vd" };

	if (!(words_know(ws, i) & IS(FUNCTION)))
		return true;
	/* "Bassel Al Masri": an everyday word gets no capital inside a sentence. */
	if (word_is_capital(&ws->rows[i]) && !words_opens(ws, i))
		return true;
	for (size_t k = 0; k < ARRAY_LEN(linking); k++)
		if (is_word(ws, i, linking[k]))
			return true;
	return false;
}

/* Prepositions and the like that stand outside names far more often than inside. */
static bool is_everyday(struct words *ws, size_t i)
{
	return words_know(ws, i) & IS(FUNCTION) && !is_linking(ws, i) && !is_word(ws, i, "van") &&
	       !is_word(ws, i, "de");
}

/* "v.d." is written with dots; the one of "treedt af." ends a sentence. */
bool form_is_dotted(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	return w->dot && (w->letters == 1 ||
			  memchr(ws->text->bytes + w->from, '.', w->to - w->from - 1));
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

/* Whether the particles from word i on, after a name, lead to its surname at word at. */
static bool leads_to_surname(struct words *ws, size_t i, size_t at, enum strict strict)
{
	const uint64_t never = IS(ORGANISATION) | IS(PLACE_KIND) | IS(CALENDAR) | IS(TITLE) | IS(ROLE);
	uint64_t is = words_know(ws, at);
	bool listed = is & (IS(SURNAME) | IS(SURNAME_MAIN) | IS(SURNAME_WIDE));
	bool linking = false, everyday = false;

	if (words_phrase(ws, i, at + 1) & (IS(SURNAME) | IS(SURNAME_WIDE)))
		return true;
	if (is & never || (ws->rows[at].shape == SHAPE_UPPER && ws->rows[at].letters <= 5 && !listed))
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
		return !everyday && (words_know(ws, i - 1) & IS(GIVEN) || (listed && strict == AFTER_GIVEN));
	if (everyday)
		return listed && words_know(ws, i - 1) & IS(GIVEN);
	if (is & (IS(COMMON) | IS(COMMON_WIDE))) /* "Sietse de Proef" */
		return listed || (strict == AFTER_GIVEN && at == i + 1 && is_word(ws, i, "de") &&
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

	if (at == i || !is_named(ws, at) || ws->rows[at].gap > GAP_SOFT)
		return 0;
	if (ws->rows[at].gap == GAP_NONE && !ws->rows[at - 1].dot)
		return 0;
	return strict == LOOSE || leads_to_surname(ws, i, at, strict) ? at + 1 : 0;
}

/* "mevrouw de Xyz", but not "minister van Xyz". */
static bool is_form_of_address(struct words *ws, size_t i)
{
	static const char *const forms[] = { "heer", "dhr", "mevrouw", "mevr", "mw", "meneer", "mijnheer",
		"juffrouw", "mej", "familie", "fam", "echtpaar", "dr", "drs", "ir", "ing", "mr", "prof",
		"professor", "dokter" };

	for (size_t k = 0; k < ARRAY_LEN(forms) && words_know(ws, i) & IS(TITLE); k++)
		if (is_word(ws, i, forms[k]))
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
	const uint64_t asks = IS(TITLE) | IS(ROLE) | IS(VERB) | IS(WITH) | IS(ACCORDING) | IS(CALLED);
	const uint64_t never = IS(GIVEN) | IS(PLACE) | IS(COMMON) | IS(DEMONYM) | IS(BRAND) | IS(TITLE) |
			       IS(ROLE) | IS(ORGANISATION) | IS(CALENDAR) | IS(PLACE_KIND);
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
	titled = i && ((is_spaced(ws, i) && is_form_of_address(ws, i - 1)) || opens_value(n, i));
	if (words_know(ws, at) & never && !((listed || titled) && words_know(ws, at) & IS(COMMON)))
		return 0;
	if (linking)
		return at + 1;
	return titled || (listed && i && is_spaced(ws, i) && words_know(ws, i - 1) & asks) ? at + 1 : 0;
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
	       lexicon_find(ws->lexicon, key_of(ws->text->bytes + at, w->to - at).hash) & IS(PARTICLE);
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
	bool van = is_word(ws, i, "van") || is_word(ws, i, "von");

	if (words_phrase(ws, i, main_at + 1) & (IS(SURNAME) | IS(SURNAME_WIDE)))
		return !is_everyday(ws, i) || verb;
	if (is & never || ws->rows[main_at].kind != WORD_PLAIN)
		return false;
	if (main_at == i + 1) /* "Van Xyz", "De Xyz", "In Xyz" */
		return (van || is_linking(ws, i)) && !(is & IS(PLACE)) &&
		       (verb || is & (IS(SURNAME_MAIN) | IS(SURNAME)));
	if (is_word(ws, i + 1, "t"))
		return verb || listed;
	return van && (is_linking(ws, i + 1) || verb || (listed && !(is & IS(COMMON))));
}

/* Mohamed "Mo" Testman, Johannes (Jan) de Testman. Word i is the opening mark. */
size_t form_nickname(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	size_t close;
	bool quoted;

	if (!i || i + 3 >= ws->n || ws->rows[i].kind != WORD_MARK || !is_spaced(ws, i) ||
	    !is_named(ws, i + 1) || ws->rows[i + 1].gap != GAP_NONE)
		return 0;
	quoted = ws->rows[i].mark == '"';
	if (!quoted && (ws->rows[i].mark != '(' || !(words_know(ws, i + 1) & IS(GIVEN))))
		return 0;
	close = i + 2;
	if (quoted && is_named(ws, close) && ws->rows[close].gap == GAP_SPACE)
		close++;
	if (!word_is_mark(ws, close, quoted ? '"' : ')') || ws->rows[close].gap != GAP_NONE ||
	    !is_spaced(ws, close + 1))
		return 0;
	if (!(words_know(ws, i - 1) & NAMES) && ws->rows[i - 1].kind != WORD_INITIAL)
		return 0;
	if (is_named(ws, close + 1) && !(words_know(ws, close + 1) & IS(FUNCTION)))
		return close + 2;
	return form_particles(n, close + 1, LOOSE);
}

/* After "Berg, J.A.": particles that stand behind, "(Jan)", in any order. */
static size_t reversed_tail(struct words *ws, size_t i)
{
	size_t end = i;

	for (size_t steps = 0; steps < 6; steps++) {
		if (is_spaced(ws, i) && word_is_mark(ws, i, '(') && is_named(ws, i + 1) &&
		    word_is_mark(ws, i + 2, ')')) {
			i += 3;
			end = i;
		} else if (is_spaced(ws, i) && ws->rows[i].kind == WORD_PLAIN &&
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
	bool opens = !first || ws->rows[first].gap >= GAP_LINE || word_is_mark(ws, first - 1, ':') ||
		     (ws->rows[first - 1].kind == WORD_NUMBER && ws->rows[first - 1].gap >= GAP_LINE) ||
		     word_is_mark(ws, first - 1, ';') || word_is_mark(ws, first - 1, '|') ||
		     (ws->rows[first - 1].kind == WORD_MARK && ws->rows[first - 1].gap >= GAP_LINE);

	return opens && (end >= ws->n || ws->rows[end].gap >= GAP_LINE ||
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

	if (ws->rows[given].kind != WORD_PLAIN || !is_named(ws, given))
		return false;
	if ((words_know(ws, first) & IS(GIVEN) && !(surname & IS(SURNAME))) || is & (IS(FUNCTION) | IS(TITLE) | IS(CALENDAR)))
		return false;
	for (size_t i = first; i < last; i++)
		names += word_is_capital(&ws->rows[i]) && !(words_know(ws, i) & IS(PARTICLE));
	while (end < ws->n && is_spaced(ws, end) && is_named(ws, end))
		end++;
	/* "Abc Xyz, Def Uvw" is a list; "Abc Xyz, Def; ..." is none */
	if (end - given > 3 || (names > 1 && !(names == 2 && end - given == 1 && between_semicolons(ws, first, end))))
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
	if (surnames > 3 || !word_is_mark(ws, last, ',') || ws->rows[last].gap != GAP_NONE || at >= ws->n ||
	    ws->rows[at].gap > GAP_SOFT)
		return 0;
	if (ws->rows[at].kind == WORD_INITIAL) {
		while (at < ws->n && ws->rows[at].kind == WORD_INITIAL &&
		       (at == last + 1 || ws->rows[at].gap <= GAP_SPACE))
			at++;
		/* "Gouda, J. Jansen": initials that belong to the name after them. */
		if (is_spaced(ws, at) && word_is_capital(&ws->rows[at]) &&
		    !(words_know(ws, at) & IS(FUNCTION)))
			return 0;
		end = reversed_tail(ws, at);
		/* "Testman, J. van den Berg" */
		if (end > at && is_spaced(ws, end) && is_named(ws, end) && ws->rows[end - 1].kind == WORD_PLAIN)
			return 0;
		return end;
	}
	if (!is_given_after(n, first, last, at))
		return 0;
	do
		at++;
	while (at < ws->n && is_spaced(ws, at) && is_named(ws, at) &&
	       !(words_know(ws, at) & IS(FUNCTION)));
	return reversed_tail(ws, at);
}

static bool is_small(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	if (i >= ws->n || w->kind != WORD_PLAIN || w->shape != SHAPE_LOWER || w->glued)
		return false;
	/* "/dev/sr0", "key=jan": no running text */
	return !(i && w->gap == GAP_NONE && ws->rows[i - 1].kind == WORD_MARK &&
		 strchr("/\\=.:_", ws->rows[i - 1].mark));
}

/* The surname of a given name written small: "van den berg", "testali". */
static size_t lower_surname(struct words *ws, size_t i)
{
	size_t at = i;

	while (is_small(ws, at) && is_spaced(ws, at) && at < i + PARTICLES_MAX &&
	       words_know(ws, at) & IS(PARTICLE))
		at++;
	if (!is_small(ws, at) || !is_spaced(ws, at) || (at > i && ws->rows[at - 1].dot))
		return 0;
	if (words_phrase(ws, i, at + 1) & IS(SURNAME) && (at > i || !(words_know(ws, at) & IS(COMMON))))
		return at + 1;
	if (words_know(ws, at) & NOT_A_NAME && !(words_know(ws, at) & IS(SURNAME)))
		return 0;
	if (at > i)
		return words_know(ws, at) & (IS(SURNAME) | IS(SURNAME_MAIN)) ? at + 1 : 0;
	return ws->rows[at].letters >= 4 && !(words_know(ws, at) & (IS(COMMON) | IS(FUNCTION) | IS(VERB))) ?
		       at + 1 : 0;
}

/* "in gouda", "uit de schilderswijk", "gemeente ede": nothing else makes a small word a place. */
static bool follows_place_word(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	const uint64_t before = IS(PLACE_PREPOSITION) | IS(PLACE_KIND) | IS(RESIDENCE);

	if (n->zones[i] == ZONE_PLACE)
		return true;
	if (!i || !is_spaced(ws, i))
		return false;
	if (words_know(ws, i - 1) & before)
		return true;
	return i > 1 && words_know(ws, i - 1) & IS(ARTICLE) && is_spaced(ws, i - 1) &&
	       words_know(ws, i - 2) & IS(PLACE_PREPOSITION) && ws->rows[i].letters > 5;
}

/* Names and places written small: "mohamed testali", "mevrouw demir", "in gouda". */
size_t form_lower(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	uint64_t is = words_know(ws, i), before = i ? words_know(ws, i - 1) : 0;
	size_t end;
	bool joined = i && is_spaced(ws, i) && ws->rows[i - 1].kind == WORD_PLAIN;

	if (!is_small(ws, i) || ws->rows[i].letters < 2)
		return 0;
	if (is & IS(GIVEN) && (!(is & NOT_A_NAME) || words_is_short_month(is))) {
		end = ws->rows[i].dot || ws->rows[i].possessive ? 0 : lower_surname(ws, i + 1);
		if (end)
			return end;
		return words_by_number(ws, i) || ws->rows[i].letters < 3 ? 0 : i + 1;
	}
	if (n->zones[i] == ZONE_PERSON && !(is & NOT_A_NAME) &&
	    (ws->rows[i].gap >= GAP_LINE || word_is_mark(ws, i - 1, ':'))) {
		end = i + 1;
		while (is_small(ws, end) && is_spaced(ws, end) && n->zones[end] == ZONE_PERSON &&
		       (!(words_know(ws, end) & NOT_A_NAME) || words_know(ws, end) & IS(PARTICLE)))
			end++;
		return end;
	}
	if (joined && before & IS(TITLE) && !(is & NOT_A_NAME))
		return i + 1;
	if (joined && before & IS(TITLE) && is & IS(PARTICLE))
		return lower_surname(ws, i);
	if (is & IS(PARTICLE) && !(is & IS(FUNCTION)) && (end = lower_surname(ws, i)) > i + 1)
		return end;
	if (is & (IS(PLACE) | IS(PHRASE))) {
		size_t got = words_longest(ws, i, IS(PLACE));

		if ((got > 1 ? !(words_know(ws, i) & IS(ARTICLE)) || !(words_know(ws, i + got - 1) &
								       (IS(COMMON) | IS(PLACE_KIND)))
			     : got && !(is & NOT_A_NAME)) &&
		    follows_place_word(n, i))
			return i + got;
	}
	if (is & IS(SURNAME) && !(is & (NOT_A_NAME | IS(PLACE))) && ws->rows[i].letters >= 5)
		return i + 1;
	return 0;
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
	if (!strncmp(s, "mailto:", 7))
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
		if (at - part > 2 && last & (IS(COMMON) | IS(FUNCTION) | IS(ORGANISATION) | IS(ROLE) |
					    IS(PLACE_KIND)) && !(last & NAMES))
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
