/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/tokens.h - a window of text cut into words, marks and addresses.
 *
 * What stands between two words matters as much as the words: a name may run over a soft line end
 * but never over an empty line, a cell border or the end of a short line. A line end is soft where
 * the line was long enough to have been wrapped and did not end a sentence.
 */
#ifndef VP_NAMES_TOKENS_H
#define VP_NAMES_TOKENS_H
#include "detect/names/lexicon.h"
#include "text/text.h"

enum word_kind {
	WORD_PLAIN,   /* letters, with hyphens and apostrophes inside */
	WORD_INITIAL, /* "J." "Th." "IJ." */
	WORD_NUMBER,  /* starts with or holds a digit */
	WORD_MARK,    /* one character of punctuation */
	WORD_ADDRESS  /* mail or web address, path: no names by themselves */
};
enum word_shape {
	SHAPE_LOWER,
	SHAPE_CAPITAL, /* "Jan", "McDonald", "'s-Gravenhage", "d'Ancona" */
	SHAPE_UPPER,   /* two letters or more, all capitals */
	SHAPE_ODD      /* "iPhone" */
};
enum word_gap { GAP_NONE, GAP_SPACE, GAP_SOFT, GAP_LINE, GAP_CELL, GAP_PARAGRAPH };
struct word {
	struct key key;
	uint64_t is;       /* words_know() fills it: KIND_KNOWN is set then */
	uint32_t from, to; /* in the window; without a possessive 's, with an initial's dot */
	uint8_t kind, shape, gap, letters;
	char mark;         /* of a mark; '?' for one that is not ASCII, '"' for any quote */
	bool dot;          /* a full stop follows directly */
	bool possessive;
	bool glued;        /* part of an identifier: "img_Jan_2" */
	bool loud;         /* among words in capitals only; its shape is as it would be elsewhere */
};
struct words {
	struct word *rows;
	size_t n, room;
	uint64_t asked;    /* how often the lexicon was, about words and runs of words */
	const struct text *text;
	const struct lexicon *lexicon;
};
void words_cut(struct words *ws, const struct text *t, const struct lexicon *l);
void words_free(struct words *ws);
/* words_cut() does it: where all words are in capitals, each gets the shape it would have
 * elsewhere. */
void words_calm(struct words *ws);
/* What the lexicon says about word i, looked up once. */
uint64_t words_know(struct words *ws, size_t i);
/* For a word nobody listed: it is made as common words are. */
bool words_is_common_shape(const struct words *ws, size_t i);
/* "PSV-keeper": a name with what somebody is, in one word. */
bool words_is_tailed_role(struct words *ws, size_t i);
bool word_is_capital(const struct word *w); /* a plain word that could be part of a name */
bool word_is_mark(const struct words *ws, size_t i, char mark);
/* "jan" may be a month or a person: a number next to it tells. */
bool words_is_short_month(uint64_t is);
bool words_by_number(const struct words *ws, size_t i);
/* Nothing but a space or a soft line end stands before it. */
bool words_spaced(const struct words *ws, size_t i);
bool words_named(const struct words *ws, size_t i); /* a capital or an initial */
bool words_is(const struct words *ws, size_t i, const char *folded);
/* The word opens a sentence, a line, a cell, a quotation or an item of a list. */
bool words_opens(struct words *ws, size_t i);
/* The bits of the phrase of words [from, to). */
uint64_t words_phrase(const struct words *ws, size_t from, size_t to);
/* The longest entry with one of the bits that starts at word i: how many words, 0 if none. */
size_t words_longest(struct words *ws, size_t i, uint64_t bits);
#endif
