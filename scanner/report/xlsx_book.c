/* SPDX-License-Identifier: EUPL-1.2 */
/* report/xlsx_book.c - a workbook by libxlsxwriter, in its mode of constant memory. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>
#include "base/utf8.h"
#include "report/inert.h"
#include "report/xlsx.h"

#define MOST_TEXT 32767 /* UTF-16 units in a cell */
#define MOST_SHEETS 4
#define LINE_HEIGHT 15 /* points */
#define MOST_LINES 8

struct cells {
	struct book *book;
	lxw_worksheet *sheet;
	const char *name;
	char *sheet_name; /* "Treffers 2" */
	const struct cells_column *columns;
	size_t n_columns;
	unsigned sheets;
	lxw_row_t row;
	lxw_col_t column;
	unsigned links; /* on this sheet */
	unsigned lines; /* that the row being written needs */
};
struct book {
	lxw_workbook *library;
	lxw_format *head, *day, *number, *link;
	lxw_format *looks[COLUMN_STRONG + 1];
	uint32_t rows;
	struct cells sheets[MOST_SHEETS];
	size_t n_sheets;
	lxw_error error;
};

static void add_formats(struct book *b)
{
	b->head = workbook_add_format(b->library);
	format_set_bold(b->head);
	format_set_bg_color(b->head, 0xDCE6F2);
	format_set_bottom(b->head, LXW_BORDER_THIN);
	for (size_t i = 0; i < ARRAY_LEN(b->looks); i++) {
		b->looks[i] = workbook_add_format(b->library);
		format_set_align(b->looks[i], LXW_ALIGN_VERTICAL_TOP);
		if (i != COLUMN_PLAIN)
			format_set_text_wrap(b->looks[i]);
	}
	format_set_align(b->looks[COLUMN_BEFORE], LXW_ALIGN_RIGHT);
	format_set_bold(b->looks[COLUMN_STRONG]);
	b->day = workbook_add_format(b->library);
	format_set_align(b->day, LXW_ALIGN_VERTICAL_TOP);
	format_set_num_format(b->day, "dd-mm-yyyy");
	b->number = workbook_add_format(b->library);
	format_set_align(b->number, LXW_ALIGN_VERTICAL_TOP);
	format_set_num_format(b->number, "#,##0");
	b->link = workbook_add_format(b->library);
	format_set_align(b->link, LXW_ALIGN_VERTICAL_TOP);
	format_set_text_wrap(b->link);
	format_set_font_color(b->link, 0x154273);
	format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
}

struct book *book_new(const char *file, uint32_t rows, struct fail *f)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = xstrdup(tmp && *tmp ? tmp : "/tmp");
	lxw_workbook_options options = {
		.constant_memory = LXW_TRUE, .tmpdir = dir, .use_zip64 = LXW_TRUE};
	struct book *b = xcalloc(1, sizeof(*b));

	b->library = workbook_new_opt(file, &options);
	free(dir); /* the library has a copy */
	if (!b->library) {
		free(b);
		fail_set(f, EXIT_BROKE_OFF, "the workbook could not be begun");
		return NULL;
	}
	b->rows = rows;
	add_formats(b);
	return b;
}

static void keep_error(struct book *b, lxw_error error)
{
	if (error && !b->error)
		b->error = error;
}

static lxw_col_t printed_columns(const struct cells *t)
{
	size_t n = 0;

	while (n < t->n_columns && !t->columns[n].unprinted)
		n++;
	return (lxw_col_t)(n - 1);
}

/* Not every program works out by itself how high a row with wrapped text must be. */
static void end_row(struct cells *t)
{
	if (t->lines > 1)
		keep_error(t->book, worksheet_set_row(t->sheet, t->row, LINE_HEIGHT * t->lines, NULL));
	t->lines = 1;
}

static void need_lines(struct cells *t, const char *s)
{
	const struct cells_column *c = &t->columns[t->column];
	size_t characters = 0;
	unsigned lines;

	if (c->look == COLUMN_PLAIN)
		return;
	for (; *s; s++)
		characters += (*s & 0xc0) != 0x80;
	lines = 1 + (unsigned)((double)characters * 1.1 / c->width);
	if (lines > t->lines)
		t->lines = lines < MOST_LINES ? lines : MOST_LINES;
}

/* A filter knows its last row only when the sheet is full, or all is written. */
static void close_sheet(struct cells *t)
{
	if (!t->sheet)
		return;
	end_row(t);
	worksheet_autofilter(t->sheet, 0, 0, t->row, (lxw_col_t)(t->n_columns - 1));
	worksheet_print_area(t->sheet, 0, 0, t->row, printed_columns(t));
	free(t->sheet_name);
}

static void open_sheet(struct cells *t)
{
	t->sheets++;
	t->sheet_name = t->sheets == 1 ? xstrdup(t->name) : xformat("%s %u", t->name, t->sheets);
	t->sheet = workbook_add_worksheet(t->book->library, t->sheet_name);
	t->row = 0;
	t->links = 0;
	t->lines = 1;
	for (size_t i = 0; i < t->n_columns; i++) {
		lxw_col_t column = (lxw_col_t)i;

		worksheet_set_column(t->sheet, column, column, t->columns[i].width, NULL);
		keep_error(t->book, worksheet_write_string(t->sheet, 0, column, t->columns[i].head,
							   t->book->head));
	}
	worksheet_freeze_panes(t->sheet, 1, 0);
	worksheet_set_landscape(t->sheet);
	worksheet_set_paper(t->sheet, 9); /* A4 */
	worksheet_fit_to_pages(t->sheet, 1, 0);
	worksheet_repeat_rows(t->sheet, 0, 0);
}

struct cells *book_cells(struct book *b, const char *name, const struct cells_column *columns,
			 size_t n)
{
	struct cells *t = &b->sheets[b->n_sheets++];

	*t = (struct cells){.book = b, .name = name, .columns = columns, .n_columns = n};
	open_sheet(t);
	return t;
}

void cells_row(struct cells *t)
{
	end_row(t);
	if (t->row + 1 >= t->book->rows) {
		close_sheet(t);
		open_sheet(t);
	}
	t->row++;
	t->column = 0;
}

/* "_x0041_" in a cell is an escape of Excel's own; text that looks like one is escaped itself. */
static bool looks_escaped(const char *s)
{
	if (s[0] != '_' || s[1] != 'x')
		return false;
	for (size_t i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)s[i]))
			return false;
	return s[6] == '_';
}

static void add_cell(struct buf *to, const char *s)
{
	size_t units = 0;

	buf_add_str(to, "");
	for (size_t len = strlen(s), at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		units += code > 0xffff ? 2 : 1;
		if (units > MOST_TEXT - 8) {
			buf_add_str(to, "\xe2\x80\xa6");
			return;
		}
		if (looks_escaped(s + at)) {
			buf_add_str(to, "_x005F");
			units += 6;
		}
		buf_add(to, s + at, n);
	}
}

void cells_text(struct cells *t, const char *s)
{
	struct buf inert = {0}, cell = {0};

	if (s && *s) {
		inert_add(&inert, s);
		add_cell(&cell, inert.bytes);
		need_lines(t, cell.bytes);
		keep_error(t->book,
			   worksheet_write_string(t->sheet, t->row, t->column, cell.bytes,
						  t->book->looks[t->columns[t->column].look]));
	}
	t->column++;
	buf_free(&inert);
	buf_free(&cell);
}

void cells_int(struct cells *t, uint64_t n)
{
	keep_error(t->book, worksheet_write_number(t->sheet, t->row, t->column++, (double)n,
						   t->book->number));
}

void cells_day(struct cells *t, int64_t ns)
{
	time_t seconds = (time_t)(ns / 1000000000 - (ns % 1000000000 < 0));
	struct tm tm;

	/* Days of Excel begin in 1900. */
	if (gmtime_r(&seconds, &tm) && tm.tm_year >= 0 && tm.tm_year < 8100) {
		lxw_datetime day = {0};

		day.year = tm.tm_year + 1900;
		day.month = tm.tm_mon + 1;
		day.day = tm.tm_mday;
		keep_error(t->book, worksheet_write_datetime(t->sheet, t->row, t->column, &day,
							     t->book->day));
	}
	t->column++;
}

void cells_link(struct cells *t, const char *target, const char *text)
{
	struct buf inert = {0}, cell = {0};

	if (t->links >= XLSX_LINKS || strlen(target) > 2000) {
		cells_text(t, text);
		return;
	}
	inert_add(&inert, text);
	add_cell(&cell, inert.bytes);
	need_lines(t, cell.bytes);
	if (worksheet_write_url_opt(t->sheet, t->row, t->column, target, t->book->link, cell.bytes,
				    NULL))
		cells_text(t, text);
	else
		t->column++;
	t->links++;
	buf_free(&inert);
	buf_free(&cell);
}

void cells_here(const struct cells *t, struct buf *to)
{
	buf_add_format(to, "internal:'%s'!A%u", t->sheet_name, t->row + 1);
}

int book_close(struct book *b, struct fail *f)
{
	lxw_error error;

	for (size_t i = 0; i < b->n_sheets; i++)
		close_sheet(&b->sheets[i]);
	error = workbook_close(b->library);
	if (b->error)
		error = b->error;
	free(b);
	return error ? fail_set(f, EXIT_BROKE_OFF, "the workbook could not be written: %s",
				lxw_strerror(error)) :
		       0;
}
