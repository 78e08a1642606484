/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/examples.h - the hit and miss lines of the packs, ready to be tried.
 *
 * A hit line demands a hit of its pattern: with [[ ]] just these pieces of text, without any. A
 * miss line demands none. What counts as one: a pattern's own hits that are reported; of a family
 * also those below the threshold, since nobody is there to tie them to; of what the names engine
 * finds every hit of the type, since which of its patterns says so is a matter of points.
 */
#ifndef VP_EXAMPLES_H
#define VP_EXAMPLES_H
#include "detect/detect.h"

struct example {
	const struct pattern *pattern;
	int line;          /* in pattern->file */
	const char *text;  /* without the marks */
	const char *label; /* the head of its column, or NULL: running text */
	bool hit;          /* else it must give nothing */
	const char *const *values; /* what was marked */
	size_t n_values;
};
typedef int example_fn(void *arg, const struct example *e); /* negative stops */
int ruleset_each_example(const struct ruleset *r, example_fn *each, void *arg);
/* Whether a hit, suppressed or not, is one the example is about. */
bool example_counts(const struct ruleset *r, const struct example *e, const struct hit *h);
#endif
