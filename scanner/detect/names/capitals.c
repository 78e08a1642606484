/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/capitals.c - text in capitals only, read as if it were not.
 *
 * "BETROKKENE JAN VAN DER TEST WOONT IN GOUDA": where no word near is written otherwise, capitals
 * say nothing, and what is known about a word decides which shape it gets. Only a few words to
 * each side count, so that it does not matter where a window is cut.
 */
#include "detect/names/tokens.h"
#include <string.h>

#define NEAR 4 /* words to each side */
#define NAMES                                                                                      \
	(IS(GIVEN) | IS(SURNAME) | IS(GIVEN_WIDE) | IS(SURNAME_WIDE) | IS(PLACE) | IS(SURNAME_MAIN))
#define SMALL                                                                                      \
	(IS(COMMON) | IS(COMMON_WIDE) | IS(FUNCTION) | IS(VERB) | IS(TITLE) | IS(ROLE) |           \
	 IS(PARTICLE) | IS(ORGANISATION) | IS(PLACE_KIND) | IS(LABEL_PERSON) | IS(LABEL_PLACE) |   \
	 IS(LABEL_OTHER) | IS(CALENDAR) | IS(ABBREVIATION) | IS(SALUTATION) | IS(RESIDENCE))
#define ACRONYM_LETTERS 4

/* What a word says about the words round it: 1 capitals only, -1 small letters, 0 nothing. */
static int speaks(const struct word *w)
{
	if (w->kind != WORD_PLAIN || w->letters < 2)
		return 0;
	return w->shape == SHAPE_UPPER ? 1 : -1;
}

static bool is_loud(const struct words *ws, size_t i)
{
	size_t loud = 0, at = i;

	for (size_t n = 0; n < NEAR && at > 0 && ws->rows[at].gap <= GAP_SOFT; n++) {
		int says = speaks(&ws->rows[--at]);

		if (says < 0)
			return false;
		loud += says > 0;
	}
	at = i + 1;
	for (size_t n = 0; n < NEAR && at < ws->n && ws->rows[at].gap <= GAP_SOFT; n++, at++) {
		int says = speaks(&ws->rows[at]);

		if (says < 0)
			return false;
		loud += says > 0;
	}
	return loud >= 2;
}

static bool has_vowel(const struct words *ws, const struct word *w)
{
	for (uint32_t i = w->from; i < w->to; i++)
		if ((unsigned char)ws->text->bytes[i] >= 0x80 ||
		    strchr("AEIOUY", ws->text->bytes[i]))
			return true;
	return false;
}

static enum word_shape calm_shape(struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];
	uint64_t is = words_know(ws, i);
	char folded[FOLDED_MAX];
	size_t len;

	if (is & IS(PARTICLE) && is & IS(GIVEN) && !(is & IS(FUNCTION)))
		return SHAPE_CAPITAL; /* "UMM TEST": a name by itself as well */
	if (is & (IS(FUNCTION) | IS(PARTICLE) | IS(VERB)))
		return SHAPE_LOWER;
	if (is & NAMES)
		return SHAPE_CAPITAL;
	if (is & SMALL)
		return SHAPE_LOWER;
	if (is & IS(BRAND) || (w->letters <= ACRONYM_LETTERS && !has_vowel(ws, w)))
		return SHAPE_UPPER;
	len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);
	return lexicon_is_compound(ws->lexicon, folded, len) ? SHAPE_LOWER : SHAPE_CAPITAL;
}

void words_calm(struct words *ws)
{
	/* The shapes as written decide, so those found are put in place only afterwards. */
	for (size_t i = 0; i < ws->n; i++)
		ws->rows[i].loud = speaks(&ws->rows[i]) > 0 && is_loud(ws, i);
	for (size_t i = 0; i < ws->n; i++)
		if (ws->rows[i].loud)
			ws->rows[i].shape = (uint8_t)calm_shape(ws, i);
}
