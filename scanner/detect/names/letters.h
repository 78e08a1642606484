/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/letters.h - characters and how they make up one word. */
#ifndef VP_NAMES_LETTERS_H
#define VP_NAMES_LETTERS_H
#include "base/base.h"

enum letter_kind {
	LETTER_NONE,
	LETTER_SMALL,
	LETTER_CAPITAL,
	LETTER_DIGIT,
	LETTER_INVISIBLE,
	LETTER_SPACE
};
struct letter {
	enum letter_kind kind; /* NONE: punctuation; INVISIBLE: combining marks, soft hyphens */
	uint8_t len;           /* bytes, at least 1 */
};
struct letters_word {
	size_t end;        /* after its last letter or digit */
	size_t possessive; /* where "'s" starts, or 0 */
	unsigned letters, upper;
	bool digits;
	bool part_upper;   /* a part (first, after a hyphen or apostrophe) starts with a capital */
	bool inner_upper;  /* a capital after small letters, and not as in "McDonald" or "VanDyk" */
};
struct letter letters_at(const char *s, size_t len);
size_t letters_apostrophe(const char *s, size_t len); /* its length at s, or 0 */
struct letters_word letters_word(const char *s, size_t len, size_t from);
bool letters_is_initial(const char *s, size_t len); /* without the dot: "J", "Th", "IJ" */
bool letters_is_domain(const char *s, size_t len);  /* "www.x", "x.nl", "file.docx" */
char letters_mark(const char *s, size_t len);       /* its nearest ASCII mark, or '?' */
#endif
