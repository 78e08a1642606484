/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/csv.c - tables with a separator (CSV, TSV, "Unicode text" of Excel).
 *
 * The text stays as it is in the file, so that every offset is exact; the cells are anchors in it,
 * with the name a spreadsheet gives them and the head of their column.
 */
#include "format/csv.h"
#include <string.h>
#include "base/utf8.h"
#include "format/reader.h"

#define LOOK (16u << 10)
#define LABELS 1000u
#define LABEL_BYTES 80u

static bool is_named(const struct probe *p)
{
	const char *type = p->part->type;

	return probe_name_ends(p, ".csv") || probe_name_ends(p, ".tsv") ||
	       probe_name_ends(p, ".tab") ||
	       (type && (strcmp(type, "text/csv") == 0 ||
			 strcmp(type, "text/tab-separated-values") == 0));
}

static int claim(const struct probe *p)
{
	struct csv_dialect dialect;
	bool named = is_named(p);
	size_t len;
	const char *text;

	if (!probe_is_text(p))
		return 0;
	text = probe_text(p, &len);
	if (!csv_recognise(text, len, p->whole, named, &dialect))
		return 0;
	return named ? 6 : 4;
}

struct table {
	struct out *out;
	struct reader *in;
	struct csv_dialect dialect;
	const char *labels[LABELS];
	uint32_t row, column; /* 1-based, of the next cell */
	bool inside;          /* a cell whose start was put out already */
	uint64_t at;          /* bytes of text so far */
	uint64_t distrust;    /* up to here no quote opens a cell: one was never closed */
};

static int put(struct table *t, size_t len)
{
	t->at += len;
	return reader_put(t->in, len);
}

static const char *make_label(struct arena *a, const char *s, size_t len)
{
	csv_value(&s, &len);
	if (len > LABEL_BYTES)
		len = utf8_floor(s, len, LABEL_BYTES);
	return len ? arena_copy(a, s, len) : NULL;
}

static void anchor_cell(struct table *t)
{
	const char *label = NULL;
	char name[CSV_NAME];

	if (t->column <= LABELS && t->row > t->dialect.header_row)
		label = t->labels[t->column - 1];
	csv_cell_name(name, t->column, t->row);
	out_anchor(t->out, AT_CELL, t->row, name, label);
}

/* One cell, or as much as can be seen of it, with what separates it from the next. */
static int put_cell(struct table *t, const char *s, size_t len, bool end)
{
	bool trust = !t->inside && t->at >= t->distrust;
	struct csv_cell c = csv_cell_at(s, len, t->dialect.separator, end, trust);
	size_t line = csv_line_end(s + c.len, len - c.len);

	if (c.broken) {
		out_trouble(t->out, REASON_CORRUPT, "a quoted cell is never closed");
		t->distrust = t->at + len;
	}
	if (!t->inside) {
		anchor_cell(t);
		if (t->dialect.header_row == t->row && t->column <= LABELS)
			t->labels[t->column - 1] = make_label(t->out->arena, s, c.len);
	}
	t->inside = c.more;
	if (c.more)
		return put(t, c.len);
	if (!line) {
		t->column++;
		return put(t, c.len + (c.len < len));
	}
	if (c.len + line == len && !end) { /* a \n may follow the \r */
		int error = put(t, c.len);

		if (error < 0)
			return error;
		line = csv_line_end(s, reader_peek(t->in, 2, &s));
		c.len = 0;
	}
	t->row++;
	t->column = 1;
	return put(t, c.len + line);
}

static int read_csv(struct stream *in, struct out *out)
{
	struct table *t = arena_get(out->arena, sizeof(*t));
	const char *s;
	size_t len;
	int error = 0;

	*t = (struct table){ .out = out, .row = 1, .column = 1 };
	t->in = reader_new(out, in, out->self->charset);
	len = reader_peek(t->in, LOOK + 1, &s);
	if (!csv_recognise(s, len > LOOK ? LOOK : len, len <= LOOK, true, &t->dialect))
		t->dialect.separator = ';';
	if (t->dialect.preamble) {
		out_anchor(out, AT_LINE, 1, NULL, NULL);
		error = put(t, t->dialect.preamble);
	}
	while (!error && (len = reader_peek(t->in, CSV_CELL_MAX, &s))) {
		bool end = len < CSV_CELL_MAX;

		error = put_cell(t, s, end ? len : CSV_CELL_MAX, end);
	}
	return error;
}

const struct format csv_format = { "csv", "tables as text: CSV, TSV, Excel's Unicode text",
				   "the same number of cells in each row, by ; tab , or |, with a row "
				   "of heads, columns of numbers, or a name that says so",
				   claim, read_csv };
