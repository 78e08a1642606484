/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/xlsx.h - tables in a workbook, written row by row in constant memory. Only xlsx_book.c
 * knows the library.
 *
 * Rows of cells go on on a further sheet ("Treffers 2") where Excel's rows end. Texts are cells of
 * text and never formulas, whatever they start with; what Excel cannot hold is made visible.
 */
#ifndef VP_XLSX_H
#define VP_XLSX_H
#include <stdio.h>
#include "base/buf.h"

#define XLSX_ROWS 1048576 /* of a sheet; ECMA-376, limits of Excel */
#define XLSX_LINKS 65000  /* of a sheet; Excel opens no file with more than 65 530 */

enum column_look { COLUMN_PLAIN, COLUMN_WRAP, COLUMN_BEFORE, COLUMN_STRONG };
struct cells_column {
	const char *head;
	double width; /* characters */
	enum column_look look; /* BEFORE: its end stands next to what follows */
	bool unprinted;        /* for programs: on paper the table ends before the first of these */
};
struct book;
struct cells;
/* file: written as a whole by book_close(). rows: XLSX_ROWS, or less in tests. */
struct book *book_new(const char *file, uint32_t rows, struct fail *f);
int book_close(struct book *b, struct fail *f); /* frees it too, whatever comes of it */
/* A workbook is written to a file that can be sought in; it goes on to any stream from there. */
struct book_file {
	int fd;
	char name[40]; /* for book_new() */
};
int book_file_open(struct book_file *b, struct fail *f);
int book_file_end(struct book_file *b, FILE *to, struct fail *f); /* to NULL: thrown away */
/* name and columns (n of them) must stay. */
struct cells *book_cells(struct book *b, const char *name, const struct cells_column *columns,
			 size_t n);

void cells_row(struct cells *t); /* cells follow from left to right; first of all for each row */
void cells_text(struct cells *t, const char *s); /* NULL leaves it empty */
void cells_int(struct cells *t, uint64_t n);
void cells_day(struct cells *t, int64_t ns);
/* Text that leads to a file ("file:///...") or a place inside ("internal:'Documenten'!A3"). */
void cells_link(struct cells *t, const char *target, const char *text);
/* Where the row being written stands, for a link to it. */
void cells_here(const struct cells *t, struct buf *to);
#endif
