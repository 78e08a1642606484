/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/terms.h - one term of a list: from the notation of patterns/README.md to a regex, and
 * to the words a match of it can start with.
 */
#ifndef VP_TERMS_H
#define VP_TERMS_H
#include "detect/ruleset.h"

#define TERM_GLUED_MOST 40 /* letters and hyphens that a * stands for */

enum term_end { TERM_CLOSED, TERM_INFLECTED, TERM_OPEN, N_TERM_ENDS };
struct parsed_term {
	const char *shown;     /* without the marks in front and at the end */
	const char *body;      /* regex of what stands between the open ends */
	char weight;           /* '+', '-', or 0: the family's */
	bool exact, needs, open_left, phrase;
	enum term_end end;
	struct literal *literals; /* 0 of them: it can start with anything */
	size_t n_literals;
};
/* s: the term without white space round it. On a mistake false, with the fault in words. */
bool term_parse(struct arena *a, const char *s, size_t len, struct parsed_term *ret,
		const char **fault);
extern const char term_inflections[]; /* as a regex */
#endif
