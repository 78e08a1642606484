/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/sheet.h - the cells of a sheet on their way to the lane: cells joined by tabs, a line per
 * row, each cell anchored by name ("Blad1.B7") and labelled by the head of its column.
 *
 * What stands in hidden sheets and rows goes to HIDDEN. Cells of a hidden column stay in their row:
 * what they say, they say of its other cells.
 *
 * The head is the first row with more than one cell, if all its cells are words, not numbers.
 */
#ifndef VP_SHEET_H
#define VP_SHEET_H
#include "format/xml.h"

struct sheet_rows;
struct sheet_rows *sheet_new(struct out *out);
void sheet_begin(struct sheet_rows *s, const char *name, bool hidden); /* of the sheet, or NULL */
void sheet_row(struct sheet_rows *s, uint32_t row, bool hidden); /* from 1 */
/* Begins a cell, in any column (from 1) after the last one of this row. */
void sheet_cell(struct sheet_rows *s, uint32_t column, bool is_words);
int sheet_text(struct sheet_rows *s, const struct xml_text *t); /* some of its text */
void sheet_name_cell(const struct sheet_rows *s, char *name, size_t room); /* where we are */
uint32_t sheet_row_number(const struct sheet_rows *s);
#endif
