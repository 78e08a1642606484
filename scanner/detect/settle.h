/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/settle.h - overlaps between the findings of a document; inside detect/ only. */
#ifndef VP_SETTLE_H
#define VP_SETTLE_H
#include "detect/finding.h"

/* Puts the findings in the order of the contract: part, carrier, start, type, then by what else
 * tells them apart. */
void settle_sort(struct findings *f);
/* Of findings of one type (and category) that overlap, one stays: not suppressed before
 * suppressed, longer before shorter, then the higher score, then the pattern that comes first.
 * Of different types both stay, but what is only a piece of something else is set aside, by the
 * table in settle.c. Drops what is in shadow. f must be sorted and stays so. */
void settle_overlaps(struct findings *f);
#endif
