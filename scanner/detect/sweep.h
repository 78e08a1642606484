/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/sweep.h - the rules of a ruleset over one window; inside detect/ only.
 *
 * Matches of a rule do not overlap: one is looked for where the last one ended. That chain would
 * depend on where a window begins, so it starts anew at every CHAIN bytes of the lane: what a
 * window finds is found by every other cut as well. Overlaps that come of it are settled with all
 * others (settle.c).
 */
#ifndef VP_SWEEP_H
#define VP_SWEEP_H
#include "detect/ruleset.h"
#include "detect/view.h"

#define CHAIN 1024u       /* a power of 2 */
#define VALUE_REACH 2048u /* how far into a match its value may start */

struct sweep {
	const struct ruleset *ruleset;
	struct matcher *matcher;
	struct view views[N_VIEWS];
	struct candidates *candidates;
	struct buf label;        /* folded label of the match at hand */
	uint64_t gave_up, too_long;
	/* of the window at hand */
	struct detect_work work;
	const struct text *text;
	struct findings *findings;
};
struct sweep *sweep_new(const struct ruleset *r);
void sweep_free(struct sweep *s);
/* Adds the findings of a window; gate: tries rules only where they can start. */
void sweep_text(struct sweep *s, const struct text *t, struct findings *f, bool gate);

/* take.c: a match is one if checks and needs agree; if it is the window's own, it becomes a
 * finding. It says whether it was one. */
bool sweep_take(struct sweep *s, const struct rule *rule, const struct match *m);
#endif
