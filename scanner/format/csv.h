/* SPDX-License-Identifier: EUPL-1.2 */
/* format/csv.h - tables written as text: cells, and how to know such a table from its shape. */
#ifndef VP_CSV_H
#define VP_CSV_H
#include "base/base.h"

#define CSV_CELL_MAX (64u << 10) /* a quoted cell that goes on longer lost its closing quote */

struct csv_cell {
	size_t len;  /* without the separator or line end behind it */
	bool more;   /* it goes on past what was shown */
	bool broken; /* its quote is never closed: read as if it were not there */
};
/* The cell at s. end: nothing comes after len. trust: a quote may open a cell. */
struct csv_cell csv_cell_at(const char *s, size_t len, char separator, bool end, bool trust);
/* The length of the line end at s, 0 if there is none. */
size_t csv_line_end(const char *s, size_t len);
/* "B7": as a spreadsheet names it. */
#define CSV_NAME 24
void csv_cell_name(char name[CSV_NAME], uint32_t column, uint32_t row);
/* The value without quotes and outer spaces; still with its doubled quotes. */
void csv_value(const char **s, size_t *len);

struct csv_dialect {
	char separator;
	size_t preamble;     /* bytes of a "sep=;" line */
	uint32_t header_row; /* 1-based among the rows after it; 0: no row names the columns */
};
/* named: something else than its shape says it is such a table. */
bool csv_recognise(const char *text, size_t len, bool whole, bool named, struct csv_dialect *ret);

/* Do these cells name what stands below them? (csv_header.c) */
struct csv_row {
	const char *cells[64];
	size_t lens[64];
	unsigned n; /* at most 64 are kept */
};
bool csv_is_label(const char *s, size_t len);   /* short, no number */
bool csv_has_label_word(const struct csv_row *row); /* "naam", "postcode" */
bool csv_is_typed(const char *s, size_t len);   /* a number, a date, a mail address */
#endif
