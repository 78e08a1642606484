/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate.h - where a rule can start, found in one pass for all rules together.
 *
 * The gate never decides that something is a match: it gives candidates, stretches of a view in
 * which a match of a rule can start, and leaves out only what cannot. With the same candidates or
 * with all of the text, the regexes find the same. How it works stands in gate.c.
 */
#ifndef VP_GATE_H
#define VP_GATE_H
#include "detect/ruleset.h"
#include "detect/view.h"

struct gate; /* shared between threads */
struct gate *gate_new(const struct ruleset *r);
void gate_free(struct gate *g);
/* Why a rule is tried everywhere, or where it is tried; for `patterns list`. */
const char *gate_describe(const struct gate *g, size_t rule);

struct candidate {
	uint32_t from, last; /* a match can start in [from, last] */
};
struct candidates; /* of one thread: per rule, in order, not overlapping */
struct candidates *candidates_new(const struct ruleset *r);
void candidates_free(struct candidates *c);
const struct candidate *candidates_of(const struct candidates *c, size_t rule, size_t *n);

/* Replaces the candidates of the rules on this view by those that start in [from, end). */
void gate_run(const struct gate *g, int view, const struct view *v, size_t from, size_t end,
	      struct candidates *ret);
#endif
