/* SPDX-License-Identifier: EUPL-1.2 */
/* report/ledger_text.h - the ledger for a person, and the parts of it a summary shows too. */
#ifndef VP_LEDGER_TEXT_H
#define VP_LEDGER_TEXT_H
#include "report/report.h"

int ledger_write_text(struct store *s, const struct ledger_query *q, const struct report_options *o,
		      FILE *to, struct fail *f);
/* "1.234.567" or "1,234,567"; the buffer is the result */
#define COUNT_TEXT 32
const char *count_text(char to[COUNT_TEXT], uint64_t n, bool english);
const char *bytes_text(char to[COUNT_TEXT], uint64_t n, bool english); /* "1,2 GB" */
void put_coverage(FILE *to, const struct store_totals *t, bool english);
void put_reason(FILE *to, enum reason r, uint64_t n, bool english);
#endif
