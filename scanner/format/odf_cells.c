/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/odf_cells.c - cells of an OpenDocument spreadsheet: the text as it is shown; beside it, for
 * a date that is shown in short, the day in full. What a cell says is kept until its end, since one
 * element may stand for many cells.
 */
#include "format/odf.h"
#include <stdlib.h>
#include <string.h>

#define KEPT_MAX (64u << 10)
#define REPEATS_MAX 64 /* the same text in more cells on end says nothing new */

struct odf_cells {
	struct out *out;
	struct flow *flow;
	struct sheet_rows *rows;
	uint32_t row, next_row, column, columns;
	unsigned nesting;       /* tables inside cells */
	bool in_cell, is_words, is_date, flushed;
	struct leaf text;
	char value[64];         /* what it says where it shows nothing, or a date */
};

struct odf_cells *odf_cells_new(struct out *out, struct flow *f)
{
	struct odf_cells *c = arena_get(out->arena, sizeof(*c));

	c->out = out;
	c->flow = f;
	c->rows = sheet_new(out);
	arena_defer(out->arena, leaf_free, &c->text);
	return c;
}

static uint32_t count(const struct xml_tag *t, const char *name)
{
	const char *value = xml_attr(t, name);
	unsigned long n = value ? strtoul(value, NULL, 10) : 1;

	return n && n < 10000000 ? (uint32_t)n : 1;
}

int odf_cells_sheet(struct odf_cells *c, const struct xml_tag *t, bool hidden)
{
	const char *name = xml_attr(t, "name");

	if (c->nesting++)
		return 0;
	c->row = 0;
	c->next_row = 1;
	sheet_begin(c->rows, name, hidden);
	return flow_line(c->flow, CARRIER_PROPERTY, "sheet", name);
}

void odf_cells_sheet_end(struct odf_cells *c)
{
	c->nesting -= c->nesting > 0;
}

void odf_cells_row(struct odf_cells *c, const struct xml_tag *t)
{
	uint32_t n = count(t, "number-rows-repeated");
	const char *visibility = xml_attr(t, "visibility"); /* or "collapse", "filter" */

	if (c->nesting != 1)
		return;
	c->row = c->next_row;
	c->next_row += c->next_row < UINT32_MAX - n ? n : 0;
	c->column = c->columns = 0;
	sheet_row(c->rows, c->row, visibility && strcmp(visibility, "visible"));
}

static void note_value(struct odf_cells *c, const struct xml_tag *t)
{
	static const char *const names[] = { "date-value", "time-value", "string-value", "value",
					     "boolean-value" };
	const char *type = xml_attr(t, "value-type"), *value = NULL;
	size_t len;

	c->is_date = type && !strcmp(type, "date");
	c->is_words = !type || !strcmp(type, "string");
	for (size_t i = 0; i < ARRAY_LEN(names) && !value; i++)
		value = xml_attr(t, names[i]);
	len = value && strlen(value) < sizeof(c->value) ? strlen(value) : 0;
	if (c->is_date && len > 10 && !strncmp(value + 10, "T00:00:00", 9))
		len = 10;
	memcpy(c->value, value ? value : "", len);
	c->value[len] = '\0';
}

int odf_cells_cell(struct odf_cells *c, const struct xml_tag *t)
{
	const char *formula = xml_attr(t, "formula");
	char name[120];

	if (c->nesting != 1)
		return 0;
	c->column += c->columns ? c->columns : 1;
	c->columns = count(t, "number-columns-repeated");
	c->in_cell = true;
	c->flushed = false;
	leaf_clear(&c->text);
	note_value(c, t);
	sheet_cell(c->rows, c->column, true);
	sheet_name_cell(c->rows, name, sizeof(name));
	flow_anchors_cell(c->flow, c->row, name);
	if (!formula || !strchr(formula, '"'))
		return 0;
	return flow_line(c->flow, CARRIER_HIDDEN, NULL, formula);
}

bool odf_cells_in_cell(const struct odf_cells *c)
{
	return c->in_cell;
}

static int flush(struct odf_cells *c)
{
	struct xml_text t = leaf_text(&c->text);
	int result;

	if (!t.len)
		return 0;
	if (!c->flushed)
		sheet_cell(c->rows, c->column, c->is_words);
	result = sheet_text(c->rows, &t);
	c->flushed = true;
	leaf_clear(&c->text);
	return result;
}

void odf_cells_paragraph(struct odf_cells *c)
{
	if (c->text.text.len || c->flushed)
		leaf_add_str(&c->text, "\n", 1);
}

int odf_cells_text(struct odf_cells *c, const struct xml_text *t)
{
	int result = c->text.text.len > KEPT_MAX ? flush(c) : 0;

	leaf_add(&c->text, t);
	return result;
}

#define RUNS 8
/* The numbers in a text, in their order. */
static size_t numbers_in(const char *s, unsigned long runs[RUNS])
{
	size_t n = 0;

	while (n < RUNS && *(s += strcspn(s, "0123456789"))) {
		runs[n++] = strtoul(s, NULL, 10);
		s += strspn(s, "0123456789");
	}
	return n;
}

static size_t place_of(const unsigned long *runs, size_t n, unsigned long number)
{
	for (size_t i = 0; i < n; i++)
		if (runs[i] == number)
			return i;
	return n;
}

/* Does what is shown name the day in full, in an order that can be told? 05/06/84 does not. */
static bool shows_date(const char *shown, const char *iso)
{
	unsigned long runs[RUNS], date[RUNS];
	size_t n = numbers_in(shown, runs);

	if (numbers_in(iso, date) < 3)
		return true;
	size_t year = place_of(runs, n, date[0]), month = place_of(runs, n, date[1]);
	size_t day = place_of(runs, n, date[2]);
	if (year == n || day == n)
		return false;
	if (month == n) /* by its name */
		return true;
	return day <= month ? month <= year : year < month;
}

int odf_cells_cell_end(struct odf_cells *c)
{
	uint32_t column = c->column;
	int result = 0;

	if (!c->in_cell || c->nesting != 1)
		return 0;
	c->in_cell = false;
	if (!c->text.text.len && !c->flushed)
		leaf_add_str(&c->text, c->value, strlen(c->value));
	else if (c->is_date && !shows_date(leaf_str(&c->text), c->value))
		result = flow_line(c->flow, CARRIER_HIDDEN, NULL, c->value);
	if (c->flushed || !c->text.text.len || result)
		return result ? result : flush(c);
	for (uint32_t i = 0; i < c->columns && i < REPEATS_MAX && !result; i++) {
		struct xml_text t = leaf_text(&c->text);

		sheet_cell(c->rows, column + i, c->is_words);
		result = sheet_text(c->rows, &t);
	}
	return result;
}
