/* SPDX-License-Identifier: EUPL-1.2 */
/* report/grid.c - one row of cells after the other, in the form asked for. */
#include "report/grid.h"
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

static void text_head(struct grid *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct grid_column *c = t->columns + i;

		if (c->width && i == t->last)
			fprintf(t->to, c->number ? "%*s" : "%.*s", c->number ? (int)c->width : INT_MAX, c->name);
		else if (c->width)
			fprintf(t->to, c->number ? "%*s  " : "%-*s  ", (int)c->width, c->name);
	}
	fputc('\n', t->to);
}

static const char *const forms[] = { "text", "csv", "jsonl", "xlsx" };

static size_t form_of(const char *form)
{
	size_t f = 0;

	while (f < ARRAY_LEN(forms) && strcmp(form, forms[f]) != 0)
		f++;
	return f;
}

bool grid_form_exists(const char *form)
{
	return form_of(form) < ARRAY_LEN(forms);
}

static void csv_heads(struct grid *t, const char *dialect)
{
	const char **heads = xcalloc(t->n + 1, sizeof(*heads));

	for (size_t i = 0; i < t->n; i++)
		heads[i] = t->columns[i].name;
	csv_begin(&t->csv, dialect);
	csv_head(&t->csv, t->to, heads);
	free(heads);
}

static int xlsx_heads(struct grid *t, const char *name, struct fail *f)
{
	if (book_file_open(&t->file, f) < 0)
		return -1;
	t->book = book_new(t->file.name, XLSX_ROWS, f);
	if (!t->book) {
		struct fail ignored;

		book_file_end(&t->file, NULL, &ignored);
		return -1;
	}
	t->heads = xcalloc(t->n, sizeof(*t->heads));
	for (size_t i = 0; i < t->n; i++)
		t->heads[i] = (struct cells_column){
			.head = t->columns[i].name,
			.width = t->columns[i].width ? t->columns[i].width : 30,
			.look = t->columns[i].number ? COLUMN_PLAIN : COLUMN_WRAP
		};
	t->cells = book_cells(t->book, name, t->heads, t->n);
	return 0;
}

int grid_begin(struct grid *t, const char *form, const char *csv, const char *name,
	       const struct grid_column *columns, FILE *to, struct fail *f)
{
	*t = (struct grid){ .to = to, .columns = columns, .form = (enum grid_form)form_of(form) };
	for (; columns[t->n].name; t->n++)
		if (columns[t->n].width)
			t->last = t->n;
	switch (t->form) {
	case GRID_TEXT:
		text_head(t);
		return 0;
	case GRID_CSV:
		csv_heads(t, csv);
		return 0;
	case GRID_JSONL:
		return 0;
	case GRID_XLSX:
		return xlsx_heads(t, name, f);
	}
	return fail_set(f, EXIT_USAGE, "this comes as text, csv, jsonl or xlsx, not as '%s'", form);
}

/* As many code points as the column is wide; what is longer ends in "…". */
static void put_cut(struct grid *t, const char *s, const struct grid_column *c)
{
	size_t len = utf8_valid_prefix(s, strlen(s)), at = 0, points = 0, cut = 0;

	for (; at < len; points++) {
		uint32_t code;

		if (points + 1 == c->width)
			cut = at;
		if (points == c->width)
			break;
		at += utf8_decode(s + at, len - at, &code);
	}
	bool whole = at == len;
	char *shown = xstrndup(s, whole ? len : cut);
	size_t pad = c->width > points ? c->width - points : 0;

	if (c->number)
		fprintf(t->to, "%*s", (int)pad, "");
	put_safe(t->to, shown);
	fprintf(t->to, "%s", whole ? "" : "…");
	if (t->at != t->last)
		fprintf(t->to, "%*s  ", c->number ? 0 : (int)pad, "");
	free(shown);
}

static void put_cell(struct grid *t, const char *s, bool number)
{
	const struct grid_column *c = t->columns + t->at;

	switch (t->form) {
	case GRID_TEXT:
		if (c->width)
			put_cut(t, s ? s : "", c);
		break;
	case GRID_CSV:
		csv_text(&t->csv, s);
		break;
	case GRID_XLSX:
		if (!t->at)
			cells_row(t->cells);
		if (number)
			cells_int(t->cells, strtoull(s, NULL, 10));
		else
			cells_text(t->cells, s);
		break;
	case GRID_JSONL:
		if (!t->at)
			json_open(&t->line, '{');
		json_key(&t->line, c->name);
		if (number)
			json_int(&t->line, strtoll(s, NULL, 10));
		else
			json_str(&t->line, s);
		break;
	}
	t->at++;
}

void grid_text(struct grid *t, const char *s)
{
	put_cell(t, s, false);
}

void grid_int(struct grid *t, uint64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	put_cell(t, text, true);
}

int grid_row(struct grid *t)
{
	t->at = 0;
	if (t->form == GRID_XLSX)
		return 0;
	if (t->form == GRID_CSV)
		return csv_row(&t->csv, t->to);
	if (t->form == GRID_JSONL) {
		json_close(&t->line, '}');
		fwrite(t->line.bytes, 1, t->line.len, t->to);
		buf_clear(&t->line);
	}
	return fputc('\n', t->to) == EOF ? -1 : 0;
}

int grid_end(struct grid *t, int error, struct fail *f)
{
	struct fail closing;

	if (t->form == GRID_CSV)
		csv_end(&t->csv);
	buf_free(&t->line);
	if (t->book && book_close(t->book, error ? &closing : f) < 0)
		error = -1;
	free(t->heads);
	if (t->book && book_file_end(&t->file, error ? NULL : t->to, f) < 0)
		error = -1;
	return error;
}
