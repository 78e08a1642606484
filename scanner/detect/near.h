/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/near.h - words round a match, and whether a near line holds. */
#ifndef VP_NEAR_H
#define VP_NEAR_H
#include "detect/ruleset.h"
#include "detect/view.h"

struct near_spot { /* a match on the folded view, and the label it stands under (folded, or NULL) */
	const struct view *folded;
	size_t from, to;
	const char *label;
};
struct near_found {
	const struct near_word *word;
	unsigned distance; /* 1: right beside it */
	bool after, label;
};
bool near_holds(const struct near_line *line, const struct near_spot *spot, struct near_found *ret);
#endif
