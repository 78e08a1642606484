/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html_table.c - rows and cells: tabs between, a line each, and what a cell is about.
 *
 * A column is named by a row of <th>, or by a first row whose words are such as head a column. A
 * cell after a <th>, or after one that ends with ":", is named by that.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "format/csv.h"
#include "format/html.h"

static struct html_table *table(struct html *h)
{
	return h->n_tables && h->n_tables <= HTML_TABLES ? &h->tables[h->n_tables - 1] : NULL;
}

static void note_anchor(struct html *h)
{
	h->flows[h->lane].anchor_due = true;
}

void html_table_start(struct html *h)
{
	struct html_table *t;

	html_pend(h, PENDING_TABLE);
	h->tables_seen++;
	h->n_tables++;
	t = table(h);
	if (t) {
		memset(t, 0, sizeof(*t));
		t->number = h->tables_seen;
	}
}

void html_table_end(struct html *h)
{
	if (h->n_tables)
		h->n_tables--;
	html_pend(h, PENDING_TABLE);
}

void html_row_start(struct html *h)
{
	struct html_table *t = table(h);

	html_pend(h, PENDING_ROW);
	if (!t)
		return;
	t->row++;
	t->column = 0;
	t->row_open = true;
	t->row_all_th = true;
	t->cells_in_row = 0;
	t->row_head[0] = '\0';
}

/* A first row in which "Naam" and "Plaats" stand, and no "Naam:" with its value. */
static bool has_head_words(const struct html_table *t)
{
	struct csv_row row = { 0 };

	for (unsigned i = 0; i < t->cells_in_row && i < HTML_COLUMNS; i++) {
		row.cells[i] = t->heads[i];
		row.lens[i] = strlen(t->heads[i]);
		if (row.lens[i] && t->heads[i][row.lens[i] - 1] == ':')
			return false;
		row.n++;
	}
	return row.n > 1 && csv_has_label_word(&row);
}

void html_row_end(struct html *h)
{
	struct html_table *t = table(h);

	html_pend(h, PENDING_ROW);
	if (!t || !t->row_open)
		return;
	t->row_open = false;
	if (t->row == 1 && t->cells_in_row)
		t->row_has_head = t->row_all_th || has_head_words(t);
}

static uint32_t span_of(const char *s, const struct html_tag *tag)
{
	const struct html_attribute *a = html_attribute(s, tag, "colspan");
	char digits[8] = "";
	long n;

	if (!a || a->value_len >= sizeof(digits))
		return 1;
	memcpy(digits, s + a->value, a->value_len);
	n = strtol(digits, NULL, 10);
	return n < 1 || n > 1000 ? 1 : (uint32_t)n;
}

void html_cell_start(struct html *h, const char *s, const struct html_tag *tag)
{
	struct html_table *t = table(h);

	if (t && !t->row_open)
		html_row_start(h);
	if (t ? t->cells_in_row > 0 : h->flows[h->lane].pending < PENDING_ROW)
		html_pend(h, PENDING_CELL);
	note_anchor(h);
	if (!t)
		return;
	t->column++;
	t->cells_in_row++;
	t->span = span_of(s, tag);
	t->cell_open = true;
	t->cell_len = 0;
	t->cell_is_th = strcmp(tag->element->name, "th") == 0;
	t->row_all_th &= t->cell_is_th;
}

static void trim(char *s, size_t len)
{
	s[len] = '\0';
	while (len && (s[len - 1] == ' ' || s[len - 1] == '\n'))
		s[--len] = '\0';
}

void html_cell_end(struct html *h)
{
	struct html_table *t = table(h);
	size_t len;

	if (!t || !t->cell_open)
		return;
	t->cell_open = false;
	trim(t->cell, t->cell_len);
	len = strlen(t->cell);
	if (t->row == 1 && t->column <= HTML_COLUMNS)
		memcpy(t->heads[t->column - 1], t->cell, len + 1);
	if (len && (t->cell_is_th || t->cell[len - 1] == ':'))
		memcpy(t->row_head, t->cell, len + 1);
	else if (t->row_head[0] && !t->row_all_th && t->cell[0] && t->column > 2)
		t->row_head[0] = '\0'; /* it named the cell next to it, not the whole row */
	t->column += t->span - 1;
}

/* Keeps the start of the cell's text. */
void html_cell_text(struct html *h, const char *s, size_t len)
{
	struct html_table *t = table(h);
	size_t room;

	if (!t || !t->cell_open || h->lane == HTML_HIDDEN || t->cell_len + 5 > HTML_LABEL)
		return;
	if (*s == ' ' && (!t->cell_len || t->cell[t->cell_len - 1] == ' '))
		return;
	room = HTML_LABEL - 1 - t->cell_len;
	if (len > room)
		len = utf8_floor(s, len, room);
	memcpy(t->cell + t->cell_len, s, len);
	t->cell_len += len;
}

static const char *label_of(const struct html_table *t)
{
	if (t->row_has_head && t->row > 1 && t->column <= HTML_COLUMNS && t->heads[t->column - 1][0])
		return t->heads[t->column - 1];
	return t->row_head[0] && !t->cell_is_th ? t->row_head : NULL;
}

bool html_cell_anchor(struct html *h)
{
	struct html_table *t = table(h);
	char name[40], cell[CSV_NAME];

	if (!t || !t->cell_open)
		return false;
	csv_cell_name(cell, t->column, t->row);
	snprintf(name, sizeof(name), "T%u.%s", t->number, cell);
	out_anchor(h->out, AT_CELL, t->row, name, label_of(t));
	return true;
}
