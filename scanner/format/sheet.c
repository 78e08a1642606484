/* SPDX-License-Identifier: EUPL-1.2 */
/* format/sheet.c - rows and cells in the body, and the heads of columns. */
#include "base/utf8.h"
#include "format/flow.h"
#include "format/sheet.h"
#include <stdio.h>
#include <string.h>

#define HEADS 256
#define HEAD_LEN 60
#define TABS_MAX 16u

enum heads { HEADS_SOUGHT, HEADS_KNOWN, HEADS_NONE };

struct sheet_rows {
	struct out *out;
	char name[100];       /* "Blad1." or nothing */
	uint32_t row, column;
	bool put_row;         /* some cell of this row was put out */
	bool put_cell;        /* some of this cell's text was */
	bool put_any;
	bool hidden_sheet;
	bool break_due;       /* another sheet was put out before */
	enum carrier lane;    /* of this row */
	uint32_t put_column;  /* the last cell that was */
	enum heads state;
	uint32_t cells;       /* with text, of this row */
	bool words_only;
	char heads[HEADS][HEAD_LEN + 1];
};

struct sheet_rows *sheet_new(struct out *out)
{
	struct sheet_rows *s = arena_get(out->arena, sizeof(*s));

	s->out = out;
	return s;
}

void sheet_begin(struct sheet_rows *s, const char *name, bool hidden)
{
	struct out *out = s->out;
	bool ended = s->put_any || s->break_due;

	*s = (struct sheet_rows){ .out = out,
				  .hidden_sheet = hidden,
				  .lane = CARRIER_BODY,
				  .break_due = ended };
	snprintf(s->name, sizeof(s->name), "%s%s", name ? name : "", name ? "." : "");
}

static void end_row(struct sheet_rows *s)
{
	if (!s->put_row || s->state != HEADS_SOUGHT)
		return;
	if (s->cells > 1)
		s->state = s->words_only ? HEADS_KNOWN : HEADS_NONE;
	if (s->state != HEADS_KNOWN)
		memset(s->heads, 0, sizeof(s->heads));
}

void sheet_row(struct sheet_rows *s, uint32_t row, bool hidden)
{
	end_row(s);
	s->lane = hidden || s->hidden_sheet ? CARRIER_HIDDEN : CARRIER_BODY;
	s->row = row;
	s->column = 0;
	s->put_row = s->put_cell = false;
	s->put_column = 0;
	s->cells = 0;
	s->words_only = true;
}

void sheet_cell(struct sheet_rows *s, uint32_t column, bool is_words)
{
	s->column = column;
	s->put_cell = false;
	if (!is_words)
		s->words_only = false;
}

void sheet_name_cell(const struct sheet_rows *s, char *name, size_t room)
{
	char column[8];

	column_name(s->column, column);
	snprintf(name, room, "%s%s%u", s->name, column, s->row);
	name[utf8_valid_prefix(name, strlen(name))] = '\0';
}

uint32_t sheet_row_number(const struct sheet_rows *s)
{
	return s->row;
}

static int begin_cell(struct sheet_rows *s)
{
	static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
	uint32_t from = s->put_row ? s->put_column : 1;
	uint32_t skipped = s->column > s->put_column ? s->column - from : 1;
	const char *label = NULL;
	char name[120];
	int result = 0;

	out_carrier(s->out, s->lane);
	/* In HIDDEN other things stand, too, so each row is a paragraph. */
	if (!s->put_row && (s->lane == CARRIER_HIDDEN || s->break_due))
		result = out_break(s->out);
	else if (!s->put_row && s->put_any)
		result = out_text(s->out, "\n", 1);
	if (s->state == HEADS_KNOWN && s->column <= HEADS && s->heads[s->column - 1][0])
		label = s->heads[s->column - 1];
	sheet_name_cell(s, name, sizeof(name));
	out_anchor(s->out, AT_CELL, s->row, name, label);
	if (!result && skipped)
		result = out_text(s->out, tabs, skipped < TABS_MAX ? skipped : TABS_MAX);
	s->put_row = s->put_cell = true;
	if (s->lane == CARRIER_BODY) {
		s->put_any = true;
		s->break_due = false;
	}
	s->put_column = s->column;
	s->cells++;
	return result;
}

static void note_head(struct sheet_rows *s, const struct xml_text *t)
{
	char *head;
	size_t have, len;

	if (s->state != HEADS_SOUGHT || s->column > HEADS)
		return;
	head = s->heads[s->column - 1];
	have = strlen(head);
	len = utf8_floor(t->utf8, t->len, t->len < HEAD_LEN - have ? t->len : HEAD_LEN - have);
	for (size_t i = 0; i < len; i++)
		head[have + i] = t->utf8[i] == '\n' || t->utf8[i] == '\t' ? ' ' : t->utf8[i];
}

int sheet_text(struct sheet_rows *s, const struct xml_text *t)
{
	int result = 0;

	if (!t->len || !s->column)
		return 0;
	if (!s->put_cell)
		result = begin_cell(s);
	note_head(s, t);
	out_carrier(s->out, s->lane);
	return result ? result : xml_out(s->out, t);
}
