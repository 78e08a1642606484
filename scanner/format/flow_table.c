/* SPDX-License-Identifier: EUPL-1.2 */
/* format/flow_table.c - tables in tables, down to a fixed depth; deeper ones are just text. */
#include "base/utf8.h"
#include "format/flow.h"
#include "format/flow_table.h"
#include <stdio.h>
#include <string.h>

#define TABLES 8
#define HEADS 64
#define HEAD_LEN 80
#define COLUMNS 100000u /* no more are told apart */

struct flow_heads {
	char text[HEADS][HEAD_LEN + 1];
};

struct flow_tables {
	struct arena *arena;
	struct flow_table stack[TABLES];
	unsigned depth; /* may be more than TABLES */
	uint32_t count;
};

struct flow_tables *flow_tables_new(struct arena *a)
{
	struct flow_tables *t = arena_get(a, sizeof(*t));

	t->arena = a;
	return t;
}

unsigned flow_tables_depth(const struct flow_tables *t)
{
	return t->depth;
}

static struct flow_table *top(struct flow_tables *t)
{
	return t->depth && t->depth <= TABLES ? &t->stack[t->depth - 1] : NULL;
}

const struct flow_table *flow_tables_top(const struct flow_tables *t)
{
	if (!t->depth)
		return NULL;
	return &t->stack[(t->depth < TABLES ? t->depth : TABLES) - 1];
}

void flow_tables_push(struct flow_tables *t)
{
	t->depth++;
	struct flow_table *table = top(t);

	if (!table)
		return;
	struct flow_heads *heads = table->heads; /* one per depth, used again */

	if (heads)
		memset(heads, 0, sizeof(*heads));
	*table = (struct flow_table){ .number = ++t->count, .heads = heads, .next_column = 1 };
}

void flow_tables_pop(struct flow_tables *t)
{
	if (t->depth)
		t->depth--;
}

void flow_tables_row(struct flow_tables *t, uint32_t repeated)
{
	struct flow_table *table = top(t);

	if (!table)
		return;
	table->row += table->row < UINT32_MAX - repeated ? repeated : 0;
	table->column = 0;
	table->next_column = 1;
}

void flow_tables_columns(struct flow_tables *t, uint32_t columns)
{
	struct flow_table *table = top(t);

	if (table && columns < COLUMNS && table->next_column < COLUMNS)
		table->next_column += columns;
}

void flow_tables_cell(struct flow_tables *t)
{
	struct flow_table *table = top(t);

	if (!table)
		return;
	table->row += table->row == 0;
	table->column = table->next_column;
	flow_tables_columns(t, 1);
}

void column_name(uint32_t column, char out[8])
{
	char reversed[8];
	size_t n = 0;

	for (; column && n < 7; column = (column - 1) / 26)
		reversed[n++] = (char)('A' + (column - 1) % 26);
	for (size_t i = 0; i < n; i++)
		out[i] = reversed[n - 1 - i];
	out[n] = '\0';
}

void flow_table_cell_name(const struct flow_table *t, char *out, size_t room)
{
	char column[8];

	column_name(t->column ? t->column : 1, column);
	snprintf(out, room, "T%u.%s%u", t->number, column, t->row);
}

const char *flow_table_head(const struct flow_table *t)
{
	if (t->row < 2 || !t->heads || !t->column || t->column > HEADS)
		return NULL;
	return t->heads->text[t->column - 1][0] ? t->heads->text[t->column - 1] : NULL;
}

void flow_table_note_head(struct flow_tables *t, const char *s, size_t len)
{
	struct flow_table *table = top(t);
	char *head;
	size_t have;

	if (!table || table->row != 1 || !table->column || table->column > HEADS)
		return;
	if (!table->heads)
		table->heads = arena_get(t->arena, sizeof(*table->heads));
	head = table->heads->text[table->column - 1];
	have = strlen(head);
	len = utf8_floor(s, len, len < HEAD_LEN - have ? len : HEAD_LEN - have);
	for (size_t i = 0; i < len; i++)
		head[have + i] = s[i] == '\n' || s[i] == '\t' ? ' ' : s[i];
}
