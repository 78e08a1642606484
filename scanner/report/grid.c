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

bool grid_begin(struct grid *t, const char *form, const char *csv, const struct grid_column *columns,
		 FILE *to)
{
	static const char *const forms[] = { "text", "csv", "jsonl" };
	const char *heads[64];
	size_t f = 0;

	while (f < ARRAY_LEN(forms) && strcmp(form, forms[f]) != 0)
		f++;
	if (f == ARRAY_LEN(forms))
		return false;
	*t = (struct grid){ .to = to, .columns = columns, .form = (enum grid_form)f };
	for (; columns[t->n].name && t->n + 1 < ARRAY_LEN(heads); t->n++) {
		heads[t->n] = columns[t->n].name;
		if (columns[t->n].width)
			t->last = t->n;
	}
	heads[t->n] = NULL;
	if (t->form == GRID_TEXT)
		text_head(t);
	if (t->form == GRID_CSV) {
		csv_begin(&t->csv, csv);
		csv_head(&t->csv, to, heads);
	}
	return true;
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
	if (t->form == GRID_CSV)
		return csv_row(&t->csv, t->to);
	if (t->form == GRID_JSONL) {
		json_close(&t->line, '}');
		fwrite(t->line.bytes, 1, t->line.len, t->to);
		buf_clear(&t->line);
	}
	return fputc('\n', t->to) == EOF ? -1 : 0;
}

void grid_end(struct grid *t)
{
	if (t->form == GRID_CSV)
		csv_end(&t->csv);
	buf_free(&t->line);
}
