/* SPDX-License-Identifier: EUPL-1.2 */
/* format/flow.c - which lane gets which stretch, and what stands between two stretches. */
#include "base/utf8.h"
#include "format/flow.h"
#include "format/flow_table.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define STORIES 12
#define CONTEXT 4096u /* kept before a deletion, for names across its edge */

/* Where a stretch belongs; two stretches of a lane are joined by how their spots differ. */
struct spot {
	uint64_t paragraph;  /* 0: nothing was put out yet */
	uint64_t stretch;
	uint32_t table, row, column;
};

struct story {
	enum carrier lane;
	unsigned tables;          /* of outer stories, below ours on the stack */
	bool in_paragraph;
	bool joins_accepted, joins_original;  /* the next paragraph is none of its own */
	uint64_t accepted, original;          /* number of the paragraph, per reading */
	bool was_deleted;         /* the paragraph as it was is being put out */
	enum flow_how last;
	char *context;            /* kept text of it so far */
	size_t context_len;
};

struct flow {
	struct out *out;
	struct story stories[STORIES];
	unsigned n_stories, skipped_stories;
	struct flow_tables *tables;
	struct spot lanes[N_CARRIERS];
	uint64_t paragraphs, stretch, put_out;
	uint32_t page, cell_row, n_lines;
	char cell[120];           /* name of the cell we are in, as far as the format says */
	const char *label;
};

struct flow *flow_new(struct out *out, enum carrier story)
{
	struct flow *f = arena_get(out->arena, sizeof(*f));

	f->out = out;
	f->tables = flow_tables_new(out->arena);
	flow_story_begin(f, story);
	return f;
}

static struct story *current(struct flow *f)
{
	return f->stories + f->n_stories - 1;
}

void flow_anchors_page(struct flow *f, uint32_t number)
{
	f->page = number;
}

void flow_anchors_cell(struct flow *f, uint32_t row, const char *name)
{
	snprintf(f->cell, sizeof(f->cell), "%s", name);
	f->cell[utf8_valid_prefix(f->cell, strlen(f->cell))] = '\0';
	f->cell_row = row;
}

void flow_label(struct flow *f, const char *label)
{
	f->label = label ? arena_copy(f->out->arena, label, strlen(label)) : NULL;
}

void flow_story_begin(struct flow *f, enum carrier lane)
{
	if (f->n_stories == STORIES) { /* told apart no more, but nothing is lost */
		f->skipped_stories++;
		return;
	}
	struct story *s = &f->stories[f->n_stories++];
	char *context = s->context;

	*s = (struct story){ .lane = lane,
			     .context = context,
			     .tables = flow_tables_depth(f->tables) };
	if (!context)
		s->context = arena_get(f->out->arena, 2 * CONTEXT);
}

void flow_story_end(struct flow *f)
{
	if (f->skipped_stories) {
		f->skipped_stories--;
		return;
	}
	if (f->n_stories < 2)
		return;
	while (flow_tables_depth(f->tables) > current(f)->tables)
		flow_tables_pop(f->tables);
	f->n_stories--;
	f->stretch++;
}

enum carrier flow_story(const struct flow *f)
{
	return f->stories[f->n_stories - 1].lane;
}

void flow_paragraph(struct flow *f)
{
	struct story *s = current(f);

	if (s->in_paragraph)
		flow_paragraph_end(f, FLOW_KEPT);
	f->paragraphs++;
	f->stretch++;
	s->in_paragraph = true;
	if (!s->joins_accepted || !s->accepted)
		s->accepted = f->paragraphs;
	if (!s->joins_original || !s->original) {
		s->original = f->paragraphs;
		s->context_len = 0;
		s->was_deleted = false;
	}
	s->joins_accepted = s->joins_original = false;
}

void flow_paragraph_end(struct flow *f, enum flow_how mark)
{
	struct story *s = current(f);

	s->in_paragraph = false;
	s->joins_accepted = mark == FLOW_DELETED;
	s->joins_original = mark == FLOW_INSERTED;
}

bool flow_in_paragraph(const struct flow *f)
{
	return f->stories[f->n_stories - 1].in_paragraph;
}

/* A table begins or ends: no tracked end of paragraph reaches across. */
static void part_paragraphs(struct flow *f)
{
	struct story *s = current(f);

	s->in_paragraph = s->joins_accepted = s->joins_original = false;
}

void flow_table(struct flow *f)
{
	part_paragraphs(f);
	flow_tables_push(f->tables);
}

void flow_row(struct flow *f, uint32_t repeated)
{
	part_paragraphs(f);
	flow_tables_row(f->tables, repeated);
}

void flow_cell(struct flow *f)
{
	part_paragraphs(f);
	flow_tables_cell(f->tables);
}

void flow_columns(struct flow *f, uint32_t columns)
{
	flow_tables_columns(f->tables, columns);
}

void flow_table_end(struct flow *f)
{
	part_paragraphs(f);
	if (flow_tables_depth(f->tables) > current(f)->tables)
		flow_tables_pop(f->tables);
}

static const struct flow_table *table_here(struct flow *f)
{
	if (flow_tables_depth(f->tables) <= current(f)->tables)
		return NULL;
	return flow_tables_top(f->tables);
}

static void anchor(struct flow *f, const struct flow_table *t)
{
	char name[40];

	if (f->page) {
		out_anchor(f->out, AT_PAGE, f->page, NULL, f->label);
	} else if (f->cell[0]) {
		out_anchor(f->out, AT_CELL, f->cell_row, f->cell, f->label);
	} else if (t) {
		flow_table_cell_name(t, name, sizeof(name));
		out_anchor(f->out, AT_CELL, t->row, name, flow_table_head(t));
	} else {
		uint64_t n = current(f)->accepted ? current(f)->accepted : f->paragraphs;

		out_anchor(f->out, AT_PARAGRAPH, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n, NULL,
			   f->label);
	}
}

static int tabs(struct flow *f, uint32_t n)
{
	static const char some[] = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";

	return out_text(f->out, some, n < sizeof(some) - 1 ? n : sizeof(some) - 1);
}

static bool is_same(const struct spot *a, const struct spot *b)
{
	return a->paragraph == b->paragraph && a->stretch == b->stretch && a->table == b->table &&
	       a->row == b->row && a->column == b->column;
}

/* What stands between the last stretch of this lane and one at spot; *n_tabs come after it. */
static int join(struct flow *f, const struct spot *was, const struct spot *spot, uint32_t *n_tabs)
{
	*n_tabs = spot->table ? spot->column - 1 : 0;
	if (!was->paragraph)
		return 0;
	if (spot->paragraph == was->paragraph && spot->stretch == was->stretch) {
		*n_tabs = 0;
		return 0;
	}
	if (spot->paragraph == was->paragraph || !spot->table || spot->table != was->table) {
		if (spot->paragraph == was->paragraph)
			*n_tabs = 0;
		return out_break(f->out);
	}
	if (spot->row != was->row)
		return out_text(f->out, "\n", 1);
	*n_tabs = spot->column > was->column ? spot->column - was->column : 0;
	return *n_tabs ? 0 : out_break(f->out);
}

/* Makes the lane ready for a stretch. by_stretch: another stretch is another paragraph there. */
static int move_to(struct flow *f, enum carrier lane, uint64_t paragraph, bool by_stretch)
{
	const struct flow_table *t = table_here(f);
	struct spot spot = { .paragraph = paragraph, .stretch = by_stretch ? f->stretch : 0 };
	struct spot *was = &f->lanes[lane];
	uint32_t n_tabs;
	int result;

	if (t) {
		spot.table = t->number;
		spot.row = t->row;
		spot.column = t->column ? t->column : 1;
	}
	out_carrier(f->out, lane);
	if (is_same(&spot, was))
		return 0;
	out_shadow(f->out, false);
	result = join(f, was, &spot, &n_tabs);
	anchor(f, t);
	*was = spot;
	return result ? result : tabs(f, n_tabs);
}

static int put(struct flow *f, enum carrier lane, uint64_t paragraph, bool by_stretch, bool shadow,
	       const struct xml_text *t)
{
	int result = move_to(f, lane, paragraph, by_stretch);

	if (result)
		return result;
	out_shadow(f->out, shadow);
	return xml_out(f->out, t);
}

static void remember(struct story *s, const struct xml_text *t)
{
	size_t skip = t->len > CONTEXT ? t->len - CONTEXT : 0;

	if (s->context_len + (t->len - skip) > 2 * CONTEXT) {
		size_t drop = s->context_len - CONTEXT;

		while (drop < s->context_len && (s->context[drop] & 0xc0) == 0x80)
			drop++;
		memmove(s->context, s->context + drop, s->context_len - drop);
		s->context_len -= drop;
	}
	while (skip < t->len && (t->utf8[skip] & 0xc0) == 0x80)
		skip++;
	memcpy(s->context + s->context_len, t->utf8 + skip, t->len - skip);
	s->context_len += t->len - skip;
}

static int put_kept(struct flow *f, struct story *s, const struct xml_text *t)
{
	int result = put(f, s->lane, s->accepted, false, false, t);

	flow_table_note_head(f->tables, t->utf8, t->len);
	if (s->was_deleted && !result)
		return put(f, CARRIER_DELETED, s->original, false, true, t);
	remember(s, t);
	return result;
}

static int put_inserted(struct flow *f, struct story *s, const struct xml_text *t)
{
	int result = put(f, s->lane, s->accepted, false, true, t);

	flow_table_note_head(f->tables, t->utf8, t->len);
	return result ? result : put(f, CARRIER_INSERTED, s->accepted, true, false, t);
}

static int put_deleted(struct flow *f, struct story *s, const struct xml_text *t)
{
	if (!s->was_deleted) {
		struct xml_text before = { s->context, s->context_len, NO_SOURCE, 0 };

		s->was_deleted = true;
		if (before.len) {
			int result = put(f, CARRIER_DELETED, s->original, false, true, &before);

			if (result)
				return result;
		}
	}
	return put(f, CARRIER_DELETED, s->original, false, false, t);
}

int flow_text(struct flow *f, enum flow_how how, const struct xml_text *t)
{
	struct story *s = current(f);

	if (!t->len)
		return 0;
	if (!s->in_paragraph)
		flow_paragraph(f);
	if (how != s->last)
		f->stretch++;
	s->last = how;
	f->put_out += t->len;
	switch (how) {
	case FLOW_INSERTED:
		return put_inserted(f, s, t);
	case FLOW_DELETED:
		return put_deleted(f, s, t);
	case FLOW_HIDDEN:
		return put(f, CARRIER_HIDDEN, s->accepted, true, false, t);
	default:
		return put_kept(f, s, t);
	}
}

int flow_str(struct flow *f, enum flow_how how, const char *s)
{
	struct xml_text t = { s, strlen(s), NO_SOURCE, 0 };

	return flow_text(f, how, &t);
}

uint64_t flow_put_out(const struct flow *f)
{
	return f->put_out;
}

static struct xml_text trim(const struct xml_text *t)
{
	size_t from = 0, to = t->len;

	while (from < to && isspace((unsigned char)t->utf8[from]))
		from++;
	while (to > from && isspace((unsigned char)t->utf8[to - 1]))
		to--;
	return xml_slice(t, from, to);
}

int flow_line_text(struct flow *f, enum carrier lane, const char *name, const struct xml_text *value)
{
	struct xml_text t = trim(value);
	int result;

	if (!t.len)
		return 0;
	f->put_out += t.len;
	out_carrier(f->out, lane);
	out_shadow(f->out, false);
	result = out_break(f->out);
	if (name)
		out_anchor(f->out, AT_HEADER, ++f->n_lines, name, name);
	else
		anchor(f, table_here(f));
	result = result ? result : xml_out(f->out, &t);
	/* What comes next in this lane stands apart from it. */
	f->lanes[lane] = (struct spot){ .paragraph = UINT64_MAX };
	return result;
}

int flow_named_line(struct flow *f, enum carrier lane, const char *name,
		    const struct xml_text *value)
{
	struct xml_text colon = { ": ", 2, NO_SOURCE, 0 };
	int result = flow_line(f, lane, name, name);

	out_carrier(f->out, lane);
	result = result ? result : xml_out(f->out, &colon);
	return result ? result : xml_out(f->out, value);
}
