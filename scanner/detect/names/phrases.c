/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/phrases.c - asking the lexicon about words and runs of words. */
#include "detect/names/letters.h"
#include "detect/names/tokens.h"
#include <string.h>

#define NAMES (IS(GIVEN) | IS(SURNAME) | IS(GIVEN_WIDE) | IS(SURNAME_WIDE))

/* "Fatimas" is a genitive without an apostrophe; "Goudse", "Delfts", "Zeister" are of a place. */
static uint64_t know_stem(const struct words *ws, const struct word *w)
{
	static const char *const of_place[] = {"s", "se", "er", "ers", "enaar", "enaren"};
	const char *s = ws->text->bytes + w->from;
	size_t len = w->to - w->from;

	if (w->shape != SHAPE_CAPITAL || w->letters < 5)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(of_place); i++) {
		size_t n = strlen(of_place[i]);
		uint64_t stem;

		if (len < n + 3 || memcmp(s + len - n, of_place[i], n))
			continue;
		stem = lexicon_find(ws->lexicon, key_of(s, len - n).hash);
		if (!i && stem & (IS(GIVEN) | IS(SURNAME)))
			return stem & (IS(GIVEN) | IS(SURNAME));
		if (stem & IS(PLACE))
			return IS(DEMONYM);
	}
	return 0;
}

/* "AOW-uitkering": a small letter after the last hyphen. */
static bool has_small_tail(const struct words *ws, const struct word *w)
{
	size_t at = w->to;

	if (w->key.parts < 2)
		return false;
	while (at > w->from && ws->text->bytes[at - 1] != '-')
		at--;
	return at > w->from + 1 && ws->text->bytes[at] >= 'a' && ws->text->bytes[at] <= 'z' &&
	       !(lexicon_find(ws->lexicon, key_of(ws->text->bytes + at, w->to - at).hash) &
		 (IS(PARTICLE) | NAMES));
}

/* "VVD'er", "CDA'ers": what somebody is. */
static bool is_member_word(const struct words *ws, const struct word *w)
{
	const char *s = ws->text->bytes + w->from;
	size_t at = 0, len = w->to - w->from, got;

	while (at < len && s[at] >= 'A' && s[at] <= 'Z')
		at++;
	got = at > 1 ? letters_apostrophe(s + at, len - at) : 0;
	at += got;
	return got && (len - at == 2 || (len - at == 3 && s[len - 1] == 's')) && s[at] == 'e' &&
	       s[at + 1] == 'r';
}

/* "Excelsior-trainer", "FC Proefdam-speler": the last part is what somebody is. */
static bool is_role_tail(const struct words *ws, const char *folded, size_t len)
{
	size_t at = len;

	while (at > 0 && folded[at - 1] != ' ')
		at--;
	return lexicon_find(ws->lexicon, key_of_bytes(folded + at, len - at)) & IS(ROLE) ||
	       lexicon_ending(ws->lexicon, folded, len) & IS(ENDING_ROLE);
}

bool words_is_tailed_role(struct words *ws, size_t i)
{
	return words_know(ws, i) & IS(ROLE) && ws->rows[i].key.parts > 1 &&
	       has_small_tail(ws, &ws->rows[i]);
}

/* What is said of a word with a hyphen follows from its parts, where it is not listed itself. */
static uint64_t know_parts(const struct words *ws, const struct word *w)
{
	char folded[FOLDED_MAX];
	size_t n = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);
	uint64_t is = 0, any = ~(uint64_t)0;
	bool small = has_small_tail(ws, w);
	size_t from = 0;

	for (size_t at = 0; at <= n; at++) {
		uint64_t part;

		if (at < n && folded[at] != ' ')
			continue;
		part = lexicon_find(ws->lexicon, key_of_bytes(folded + from, at - from));
		is |= small ? 0 : part & NAMES;
		any &= part | (part & IS(DIRECTION) ? IS(PLACE) : 0);
		from = at + 1;
	}
	if (small && from > 0 && is_role_tail(ws, folded, n))
		any |= IS(ROLE);
	return is | (any & (IS(COMMON) | IS(DEMONYM) | IS(PLACE) | IS(ROLE)));
}

/* Too many to list: "fractievoorzitter", "constateerde", "mijnbouwstad", "persbureau". */
static uint64_t know_ending(const struct words *ws, const struct word *w, uint64_t is)
{
	char folded[FOLDED_MAX];
	uint64_t ending;

	if (w->shape != SHAPE_LOWER || w->letters < 6 ||
	    is & ~(IS(PHRASE) | IS(COMMON) | IS(COMMON_WIDE)))
		return 0;
	ending = lexicon_ending(ws->lexicon, folded,
				key_fold(ws->text->bytes + w->from, w->to - w->from, folded));
	return (ending & IS(ENDING_ROLE) ? IS(ROLE) : 0) |
	       (ending & IS(ENDING_VERB) ? IS(VERB) : 0) |
	       (ending & IS(ENDING_PLACE_KIND) ? IS(PLACE_KIND) : 0) |
	       (ending & IS(ENDING_ORGANISATION) ? IS(ORGANISATION) : 0);
}

uint64_t words_know(struct words *ws, size_t i)
{
	struct word *w = &ws->rows[i];

	if (w->is)
		return w->is;
	if (w->kind == WORD_INITIAL) /* "N." is no "'n" */
		return w->is = IS(KNOWN);
	ws->asked++;
	w->is = lexicon_find(ws->lexicon, w->key.hash);
	if (w->key.parts > 1 && !(w->is & ~IS(PHRASE)))
		w->is |= know_parts(ws, w);
	else if (!(w->is & ~IS(PHRASE)) && w->kind == WORD_PLAIN)
		w->is |= know_stem(ws, w);
	if (is_member_word(ws, w))
		w->is = IS(ROLE);
	w->is |= know_ending(ws, w, w->is) | IS(KNOWN);
	return w->is;
}

bool words_is_common_shape(const struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];
	char folded[FOLDED_MAX];
	size_t len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);
	uint64_t ending = lexicon_ending(ws->lexicon, folded, len);

	if (has_small_tail(ws, w))
		return true;
	if (ending & (IS(ENDING_SURNAME) | IS(ENDING_GIVEN)))
		return false;
	return ending & (IS(ENDING_COMMON) | IS(ENDING_VERB)) ||
	       lexicon_is_compound(ws->lexicon, folded, len);
}

bool words_is_short_month(uint64_t is)
{
	return is & IS(CALENDAR) && is & IS(ABBREVIATION);
}

bool words_by_number(const struct words *ws, size_t i)
{
	const struct word *rows = ws->rows;

	return (i && rows[i - 1].kind == WORD_NUMBER && rows[i].gap <= GAP_SOFT) ||
	       (i + 1 < ws->n && rows[i + 1].kind == WORD_NUMBER && rows[i + 1].gap <= GAP_SOFT);
}

bool word_is_capital(const struct word *w)
{
	return w->kind == WORD_PLAIN && (w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER);
}

bool word_is_mark(const struct words *ws, size_t i, char mark)
{
	return i < ws->n && ws->rows[i].kind == WORD_MARK && ws->rows[i].mark == mark;
}

/* Whether the sentence ended before word i, at the full stop of word i - 1. */
static bool stop_before(struct words *ws, size_t i)
{
	struct word *before = &ws->rows[i - 1];

	if (before->kind == WORD_INITIAL || !before->dot)
		return false;
	return !(words_know(ws, i - 1) & (IS(ABBREVIATION) | IS(TITLE)));
}

bool words_opens(struct words *ws, size_t i)
{
	struct word *before;

	if (!i || ws->rows[i].gap >= GAP_LINE)
		return true;
	before = &ws->rows[i - 1];
	if (before->kind != WORD_MARK)
		return stop_before(ws, i);
	switch (before->mark) {
	case '.':
	case '!':
	case '?':
	case ':':
	case '*':
	case '|':
		return true;
	case ')':
		return i > 1 && ws->rows[i - 2].kind == WORD_NUMBER &&
		       ws->rows[i - 2].gap >= GAP_LINE;
	case '-':
	case '(':
	case '[':
	case '"':
		return i < 2 || before->gap >= GAP_LINE || words_opens(ws, i - 1);
	default:
		return false;
	}
}

uint64_t words_phrase(const struct words *ws, size_t from, size_t to)
{
	struct key key = {0, 0};

	for (size_t i = from; i < to; i++)
		key = key_join(key, ws->rows[i].key);
	return lexicon_find(ws->lexicon, key.hash);
}

size_t words_longest(struct words *ws, size_t i, uint64_t bits)
{
	struct key key = ws->rows[i].key;
	uint64_t is = words_know(ws, i);
	size_t best = is & bits ? 1 : 0;

	if (!(is & IS(PHRASE)) && key.parts < 2)
		return best;
	for (size_t n = 1; n < LEXICON_PHRASE_MAX && i + n < ws->n; n++) {
		const struct word *w = &ws->rows[i + n];

		if (w->kind == WORD_MARK || w->gap > GAP_SOFT)
			break;
		key = key_join(key, w->key);
		if (key.parts > 1 && !lexicon_begins(ws->lexicon, key.hash))
			break;
		ws->asked++;
		if (lexicon_find(ws->lexicon, key.hash) & bits)
			best = n + 1;
	}
	return best;
}

bool words_spaced(const struct words *ws, size_t i)
{
	return i < ws->n && (ws->rows[i].gap == GAP_SPACE || ws->rows[i].gap == GAP_SOFT);
}

bool words_named(const struct words *ws, size_t i)
{
	return i < ws->n && !ws->rows[i].glued &&
	       (word_is_capital(&ws->rows[i]) || ws->rows[i].kind == WORD_INITIAL);
}

bool words_is(const struct words *ws, size_t i, const char *word)
{
	const struct word *w = &ws->rows[i];
	char folded[FOLDED_MAX];
	size_t len = key_fold(ws->text->bytes + w->from, w->to - w->from, folded);

	return len == strlen(word) && !memcmp(folded, word, len);
}
