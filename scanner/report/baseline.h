/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/baseline.h - two cases compared hit by hit, by the ids of hits, which come from content.
 *
 * A hit is gained or lost when its id is in one case only, and changed when its score, its ties,
 * its polarity or its role differ, or whether it is suppressed. A file that was moved or copied
 * changes nothing: its hits have the ids they had.
 */
#ifndef VP_BASELINE_H
#define VP_BASELINE_H
#include <stdio.h>
#include "report/report.h"

struct baseline;
struct baseline *baseline_new(void);
int baseline_load(struct baseline *b, struct store *s, const struct hit_query *q, struct fail *f);
bool baseline_has(const struct baseline *b, const char *id);
void baseline_free(struct baseline *b);
AUTO_DEFINE(baseline)

struct diff_counts {
	uint64_t gained, lost, changed, same;
};
/* form: "text" (counts, and the first of each kind) or "jsonl" (hit records with a key `change`). */
int diff_write(struct store *before, struct store *after, const struct report_options *o,
	       const char *form, FILE *to, struct diff_counts *counts, struct fail *f);
#endif
