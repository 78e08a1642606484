/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/examples/examples.h - trying the examples of the packs in all the ways there are. */
#ifndef VP_CMD_EXAMPLES_H
#define VP_CMD_EXAMPLES_H
#include "detect/detect.h"

struct example_totals {
	unsigned examples, tries, failed;
};
/* Each example alone, cut by a seam at every spot, and inside each simple format. What fails is
 * told on stdout. */
void examples_try(const struct ruleset *r, enum engine engine, struct example_totals *ret);
/* Reads files with both engines; EXIT_EXPECTATION where they find other hits, -1 with f set. */
int patterns_diff(const char *dir, const char *const *paths, int n_paths, struct fail *f);
#endif
