/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/grid.h - rows of named columns, written as asked for: "csv" (two dialects), "jsonl" (one
 * object a row, keys are the columns), "xlsx" (a workbook of one sheet) or "text" for a terminal (columns in line, long cells cut).
 * A cell is text; where several values stand in one cell they are joined by "; ".
 */
#ifndef VP_GRID_H
#define VP_GRID_H
#include <stdio.h>
#include "report/csv.h"
#include "report/report.h"
#include "report/xlsx.h"

struct grid_column {
	const char *name;
	unsigned width; /* of text; 0: not shown there */
	bool number;
};
struct grid {
	FILE *to;
	const struct grid_column *columns;
	size_t n, last; /* the last one that text shows */
	enum grid_form { GRID_TEXT, GRID_CSV, GRID_JSONL, GRID_XLSX } form;
	struct csv csv;
	size_t at; /* the column of the next cell */
	struct buf line;
	struct book_file file;
	struct book *book;
	struct cells *cells;
	struct cells_column *heads;
};
bool grid_form_exists(const char *form);
/* columns end with a NULL name. name: of the sheet. */
int grid_begin(struct grid *t, const char *form, const char *csv, const char *name,
	       const struct grid_column *columns, FILE *to, struct fail *f);
void grid_text(struct grid *t, const char *s); /* NULL: nothing known */
void grid_int(struct grid *t, uint64_t n);
int grid_row(struct grid *t); /* 0, or -1 when writing fails */
/* Also after a failure, which goes on: error is given back, or what went wrong at the end. */
int grid_end(struct grid *t, int error, struct fail *f);
#endif
