/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/key.h - how a word or phrase is looked up: a hash of its folded parts.
 *
 * Case, accents, apostrophes and dots make no difference; a hyphen and a space are the same. The
 * key of a phrase can be made from the keys of its words, so that "al-Khattabi" and "al Khattabi"
 * are one entry and no text is copied. 64 bits: two different words never meet in practice, and
 * if they did, one name would get points too many.
 */
#ifndef VP_NAMES_KEY_H
#define VP_NAMES_KEY_H
#include "base/base.h"

struct key {
	uint64_t hash;  /* 0: nothing */
	unsigned parts; /* words in it */
};
#define FOLDED_MAX 96

/* Folds a word: lower case, no accents, apostrophes or dots; hyphens become a space. Returns the
 * length; a word too long is cut. */
size_t key_fold(const char *s, size_t len, char out[FOLDED_MAX]);
struct key key_of(const char *s, size_t len); /* of a word or phrase as written */
struct key key_of_folded(const char *s, size_t len);
struct key key_join(struct key a, struct key b);
uint64_t key_of_bytes(const char *s, size_t len); /* of one folded part */
#endif
