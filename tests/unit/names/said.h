/* SPDX-License-Identifier: EUPL-1.2 */
/* said.h - what the names engine makes of a text, in one line. */
#ifndef SAID_H
#define SAID_H
#include "detect/detect.h"

struct saying { /* how a text is given */
	enum carrier carrier;
	const char *label, *name; /* of its anchor */
	size_t window;		  /* own bytes of a window; 0: all in one */
};
const struct ruleset *said_rules(void);
/* The persons and places that are reported, in order: "p:Jan de Testman|l:Gouda". Free it. */
char *said_of(const struct saying *how, const char *text, size_t len);
/* Everything that came out, with score and why. */
char *said_whole(const struct saying *how, const char *text, size_t len);
void said(const char *text, const char *wanted);
void said_in(const struct saying *how, const char *text, const char *wanted);
#endif
