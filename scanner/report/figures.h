/* SPDX-License-Identifier: EUPL-1.2 */
/* report/figures.h - the figures of the letter, as rows: figure, of what, number, date, definition. */
#ifndef VP_REPORT_FIGURES_H
#define VP_REPORT_FIGURES_H
#include "report/persons.h"

int figures_write(struct store *s, const struct persons_options *o, int min_score, FILE *to,
		  struct fail *f);
#endif
