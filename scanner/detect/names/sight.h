/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/sight.h - one candidate with its surroundings; of context*.c only. */
#ifndef VP_NAMES_SIGHT_H
#define VP_NAMES_SIGHT_H
#include "detect/names/names.h"

struct sight { /* of one candidate's surroundings */
	struct names *n;
	struct words *ws;
	struct candidate *c;
	size_t before; /* one past the nearest word before it that counts */
	bool bracket, quote;
};
void sight_add(struct sight *s, enum name_term term); /* once */
uint64_t sight_know(struct sight *s, size_t i);
bool sight_same_line(const struct words *ws, size_t i); /* as the word before it */
void sight_after(struct sight *s);                      /* context_after.c */
#endif
