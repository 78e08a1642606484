/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/csv.h - tables for spreadsheets: "nl" opens in a Dutch Excel by a double click (`;`, BOM,
 * CRLF, decimal comma), "rfc" is RFC 4180.
 */
#ifndef VP_CSV_H
#define VP_CSV_H
#include <stdio.h>
#include "base/buf.h"

struct csv {
	struct buf line;
	char separator;
	bool dutch, first;
};
void csv_begin(struct csv *c, const char *dialect); /* "nl" or "rfc" */
void csv_text(struct csv *c, const char *s); /* NULL is an empty cell */
/* A number that is a name, as a citizen service number is: Excel would take its leading zeros away,
 * round what is long, and read 1e5 as a power. In "nl" such a cell gets a quote in front. */
void csv_number_name(struct csv *c, const char *s);
void csv_int(struct csv *c, uint64_t n);
void csv_number(struct csv *c, double n);
int csv_row(struct csv *c, FILE *to); /* 0, or -1 when writing fails */
int csv_head(struct csv *c, FILE *to, const char *const *names); /* ends with NULL; first of all */
void csv_end(struct csv *c);
#endif
