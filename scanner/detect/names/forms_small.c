/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/forms_small.c - names and places written without capitals. */
#include "detect/names/names.h"
#include <string.h>

static bool is_small(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	if (i >= ws->n || w->kind != WORD_PLAIN || w->shape != SHAPE_LOWER || w->glued)
		return false;
	/* "/dev/sr0", "key=jan": no running text */
	return !(i && w->gap == GAP_NONE && ws->rows[i - 1].kind == WORD_MARK &&
		 strchr("/\\=.:_", ws->rows[i - 1].mark));
}

/* "in brand", "op zee": what stands there is no surname though one is written so. */
static bool is_preposition(struct words *ws, size_t i)
{
	return words_know(ws, i) & IS(PLACE_PREPOSITION) || words_is(ws, i, "op") ||
	       words_is(ws, i, "over") || words_is(ws, i, "onder") || words_is(ws, i, "voor");
}

/* "gebeld", "uitgesteld": past participles are no surnames, though nobody listed them all. */
static bool is_participle(const struct words *ws, size_t i)
{
	static const char *const before[] = {"op",  "af",   "uit", "aan",  "in",  "mee",  "na",
					     "om",  "toe",  "weg", "door", "voor", "over", "terug"};
	char folded[FOLDED_MAX];
	const struct word *w = &ws->rows[i];
	size_t len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);

	size_t at = 0;

	for (size_t k = 0; !at && k < ARRAY_LEN(before); k++)
		if (len > 7 && !memcmp(folded, before[k], strlen(before[k])) &&
		    !memcmp(folded + strlen(before[k]), "ge", 2))
			at = strlen(before[k]);
	return len > at + 5 && folded[at] == 'g' && folded[at + 1] == 'e' &&
	       (folded[len - 1] == 'd' || folded[len - 1] == 't');
}

/* "yusuf abdi elmi": the names that go on after the one that ends before word i. */
static size_t more_names(struct words *ws, size_t i)
{
	const uint64_t name = IS(GIVEN) | IS(SURNAME);

	for (size_t n = 0; n < 2 && is_small(ws, i) && words_spaced(ws, i) &&
			   !ws->rows[i - 1].dot && !ws->rows[i - 1].possessive &&
			   words_know(ws, i) & name && !(words_know(ws, i) & NOT_A_NAME) &&
			   ws->rows[i].letters >= 3;
	     n++)
		i++;
	return i;
}

/* The surname of a given name written small: "van den berg", "testali". */
static size_t lower_surname(struct words *ws, size_t i)
{
	size_t at = i;

	while (is_small(ws, at) && words_spaced(ws, at) && at < i + PARTICLES_MAX &&
	       words_know(ws, at) & IS(PARTICLE))
		at++;
	if (!is_small(ws, at) || !words_spaced(ws, at) || (at > i && ws->rows[at - 1].dot))
		return 0;
	if (words_phrase(ws, i, at + 1) & IS(SURNAME) && !(words_know(ws, at) & IS(COMMON) &&
							   (at == i || is_preposition(ws, i))))
		return at + 1;
	if (words_know(ws, at) & NOT_A_NAME && !(words_know(ws, at) & IS(SURNAME)))
		return 0;
	if (at > i)
		return (words_know(ws, at) & (IS(SURNAME) | IS(SURNAME_MAIN)) &&
			!is_preposition(ws, i)) ||
			       words_is(ws, at - 1, "ter") || words_is(ws, at - 1, "der") ||
			       words_is(ws, at - 1, "ten")
			   ? at + 1
			   : 0;
	return ws->rows[at].letters >= 4 && ws->rows[i - 1].letters >= 5 &&
		       !(words_know(ws, at) & (IS(COMMON) | IS(FUNCTION) | IS(VERB))) &&
		       !words_is_common_shape(ws, at) && !is_participle(ws, at)
		   ? at + 1
		   : 0;
}

/* "zwberta testali": a word nobody listed and a surname. */
static bool is_unknown_before_surname(struct words *ws, size_t i)
{
	uint64_t next;

	if (words_know(ws, i) & ~(IS(KNOWN) | IS(PHRASE)) || ws->rows[i].letters < 4 ||
	    ws->rows[i].dot || !is_small(ws, i + 1) || !words_spaced(ws, i + 1) ||
	    words_is_common_shape(ws, i))
		return false;
	next = words_know(ws, i + 1);
	return next & IS(SURNAME) && !(next & (NOT_A_NAME | IS(PLACE))) &&
	       ws->rows[i + 1].letters >= 5;
}

/* "in gouda", "uit de schilderswijk", "gemeente ede": nothing else makes a small word a place. */
static bool follows_place_word(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	const uint64_t before = IS(PLACE_PREPOSITION) | IS(PLACE_KIND) | IS(RESIDENCE);

	if (n->zones[i] == ZONE_PLACE)
		return true;
	if (!i || !words_spaced(ws, i))
		return false;
	if (words_know(ws, i - 1) & before)
		return true;
	return i > 1 && words_know(ws, i - 1) & IS(ARTICLE) && words_spaced(ws, i - 1) &&
	       words_know(ws, i - 2) & IS(PLACE_PREPOSITION) && ws->rows[i].letters > 5;
}

/* Names and places written small: "mohamed testali", "mevrouw demir", "in gouda". */
size_t form_lower(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	uint64_t is = words_know(ws, i), before = i ? words_know(ws, i - 1) : 0;
	size_t end;
	bool joined = i && words_spaced(ws, i) && ws->rows[i - 1].kind == WORD_PLAIN;

	if (!is_small(ws, i) || ws->rows[i].letters < 2)
		return 0;
	if (is & IS(GIVEN) && (!(is & NOT_A_NAME) || words_is_short_month(is))) {
		end = ws->rows[i].dot || ws->rows[i].possessive ? 0 : lower_surname(ws, i + 1);
		if (end)
			return more_names(ws, end);
		return words_by_number(ws, i) || ws->rows[i].letters < 3 ? 0 : i + 1;
	}
	if (is_unknown_before_surname(ws, i))
		return i + 2;
	if (n->zones[i] == ZONE_PERSON && !(is & NOT_A_NAME) &&
	    (ws->rows[i].gap >= GAP_LINE || word_is_mark(ws, i - 1, ':'))) {
		end = i + 1;
		while (is_small(ws, end) && words_spaced(ws, end) && n->zones[end] == ZONE_PERSON &&
		       (!(words_know(ws, end) & NOT_A_NAME) || words_know(ws, end) & IS(PARTICLE)))
			end++;
		return end;
	}
	if (joined && before & IS(TITLE) && !(is & NOT_A_NAME) && !is_participle(ws, i))
		return i + 1;
	if (joined && before & IS(TITLE) && is & IS(PARTICLE))
		return lower_surname(ws, i);
	/* "aan van den heuvel": but for names nobody writes "van den" any more. */
	if (words_is(ws, i, "van") && (words_is(ws, i + 1 < ws->n ? i + 1 : i, "den") ||
				       words_is(ws, i + 1 < ws->n ? i + 1 : i, "der")) &&
	    (end = lower_surname(ws, i)) > i + 2)
		return end;
	if (is & IS(PARTICLE) && !(is & IS(FUNCTION)) && (end = lower_surname(ws, i)) > i + 1)
		return end;
	if (is & (IS(PLACE) | IS(PHRASE))) {
		size_t got = words_longest(ws, i, IS(PLACE));

		if ((got > 1 ? !(words_know(ws, i) & IS(ARTICLE)) ||
				   !(words_know(ws, i + got - 1) & (IS(COMMON) | IS(PLACE_KIND)))
			     : got && !(is & NOT_A_NAME)) &&
		    follows_place_word(n, i))
			return i + got;
	}
	if (is & IS(SURNAME) && !(is & (NOT_A_NAME | IS(PLACE))) && ws->rows[i].letters >= 5)
		return i + 1;
	return 0;
}
