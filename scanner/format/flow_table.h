/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/flow_table.h - the tables a flow stands in: which row and column, and what the first row
 * said about the column. Between flow.c and flow_table.c only.
 */
#ifndef VP_FLOW_TABLE_H
#define VP_FLOW_TABLE_H
#include "base/base.h"

struct flow_table {
	uint32_t number;      /* counts through the part, from 1 */
	uint32_t row, column; /* from 1; 0 before the first */
	uint32_t next_column;
	struct flow_heads *heads;
};
struct flow_tables;
struct flow_tables *flow_tables_new(struct arena *a);
unsigned flow_tables_depth(const struct flow_tables *t);
void flow_tables_push(struct flow_tables *t);
void flow_tables_pop(struct flow_tables *t);
void flow_tables_row(struct flow_tables *t, uint32_t repeated);
void flow_tables_cell(struct flow_tables *t);
void flow_tables_columns(struct flow_tables *t, uint32_t columns);
const struct flow_table *flow_tables_top(const struct flow_tables *t); /* NULL outside */
/* "T1.B3" */
void flow_table_cell_name(const struct flow_table *t, char *out, size_t room);
/* What the first row has in this column; NULL in that row itself. */
const char *flow_table_head(const struct flow_table *t);
void flow_table_note_head(struct flow_tables *t, const char *s, size_t len);
#endif
