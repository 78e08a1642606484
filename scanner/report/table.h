/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/table.h - rows of named columns, written as asked for: "csv" (two dialects), "jsonl" (one
 * object a row, keys are the columns) or "text" for a terminal (columns in line, long cells cut).
 * A cell is text; where several values stand in one cell they are joined by "; ".
 */
#ifndef VP_TABLE_H
#define VP_TABLE_H
#include <stdio.h>
#include "report/csv.h"
#include "report/report.h"

struct column {
	const char *name;
	unsigned width; /* of text; 0: not shown there */
	bool number;
};
struct table {
	FILE *to;
	const struct column *columns;
	size_t n, last; /* the last one that text shows */
	enum table_form { TABLE_TEXT, TABLE_CSV, TABLE_JSONL } form;
	struct csv csv;
	size_t at; /* the column of the next cell */
	struct buf line;
};
/* False if there is no such form. columns end with a NULL name. */
bool table_begin(struct table *t, const char *form, const char *csv, const struct column *columns,
		 FILE *to);
void table_text(struct table *t, const char *s); /* NULL: nothing known */
void table_int(struct table *t, uint64_t n);
int table_row(struct table *t); /* 0, or -1 when writing fails */
void table_end(struct table *t);
#endif
