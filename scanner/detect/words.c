/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/words.c - the words of the contract for types, ties, polarity and roles. */
#include "detect/detect.h"
#include <string.h>

static const char *const type_words[N_HIT_TYPES] = {
#define X(name, word) [TYPE_##name] = word,
	HIT_TYPES(X)
#undef X
};

const char *hit_type_word(enum hit_type t)
{
	return type_words[t];
}

int hit_type_from_word(const char *word)
{
	for (int t = 0; t < N_HIT_TYPES; t++)
		if (!strcmp(type_words[t], word))
			return t;
	return -1;
}

const char *tie_level_word(enum tie_level l)
{
	static const char *const words[] = {"sentence", "paragraph", "document"};

	return words[l];
}

const char *polarity_word(enum polarity p)
{
	static const char *const words[] = {NULL, "affirmed", "denied", "attributed"};

	return words[p];
}

const char *manner_word(enum manner m)
{
	static const char *const words[] = {NULL, "stated", "derivable"};

	return words[m];
}

const char *role_word(enum role r)
{
	static const char *const words[] = {NULL,	 "subject",  "author",
					    "recipient", "official", "unknown"};

	return words[r];
}
