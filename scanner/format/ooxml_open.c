/* SPDX-License-Identifier: EUPL-1.2 */
/* format/ooxml_open.c - what the elements of words begin; ooxml_words.c ends it. */
#include "base/utf8.h"
#include "format/ooxml_words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum flow_how words_how(const struct words *w)
{
	if (w->deleted || w->takes == TAKES_DELETED)
		return FLOW_DELETED;
	if (w->run.hidden)
		return FLOW_HIDDEN;
	return w->inserted ? FLOW_INSERTED : FLOW_KEPT;
}

void words_begin_story(struct words *w, enum carrier lane)
{
	if (w->n_outer < WORDS_STORIES)
		w->outer[w->n_outer] = w->run;
	w->n_outer++;
	w->run = (struct run_state){ 0 };
	flow_story_begin(w->flow, lane);
}

void words_end_story(struct words *w)
{
	flow_story_end(w->flow);
	if (!w->n_outer)
		return;
	w->n_outer--;
	if (w->n_outer < WORDS_STORIES)
		w->run = w->outer[w->n_outer];
}

/* Who changed, who commented. */
static int author_out(struct words *w, const struct xml_tag *t)
{
	const char *author = xml_attr(t, "author");
	struct xml_text name = { author, author ? strlen(author) : 0, NO_SOURCE, 0 };

	return flow_line_once(w->flow, &w->seen, CARRIER_PROPERTY, "author", &name);
}

/* The end of paragraph itself is inserted or deleted where this stands in its properties. */
static void mark_change(struct words *w, enum flow_how change)
{
	if (w->run.in_paragraph_props)
		w->run.mark = change;
	else if (change == FLOW_INSERTED)
		w->inserted++;
	else
		w->deleted++;
}

void words_unmark(struct words *w, enum flow_how change)
{
	unsigned *n = change == FLOW_INSERTED ? &w->inserted : &w->deleted;

	if (!w->run.in_paragraph_props && *n)
		--*n;
}

/* In a workbook a comment has the number of its author, and its cell. */
static const char *numbered_author(const struct words *w, const struct xml_tag *t)
{
	const char *id = xml_attr(t, "authorId");
	unsigned long n = id ? strtoul(id, NULL, 10) : WORDS_AUTHORS;

	return n < w->n_authors ? w->authors[n] : NULL;
}

static void anchor_cell(struct words *w, const char *cell)
{
	char name[120];
	unsigned long row = strtoul(cell + strcspn(cell, "0123456789"), NULL, 10);

	snprintf(name, sizeof(name), "%s%s%s", w->sheet ? w->sheet : "", w->sheet ? "." : "", cell);
	flow_anchors_cell(w->flow, row < UINT32_MAX ? (uint32_t)row : 0, name);
}

static int open_comment(struct words *w, const struct xml_tag *t)
{
	const char *author = xml_attr(t, "author"), *initials = xml_attr(t, "initials");
	const char *cell = xml_attr(t, "ref");
	const char *line;

	if (!author)
		author = numbered_author(w, t);
	line = author;
	flow_label(w->flow, NULL);
	if (cell)
		anchor_cell(w, cell);
	flow_paragraph(w->flow);
	if (!author)
		return 0;
	if (initials && *initials)
		line = arena_format(w->out->arena, "%.200s (%.40s)", author, initials);
	int result = flow_line(w->flow, CARRIER_COMMENT, "author", line);
	flow_label(w->flow, author);
	return result;
}

static int open_symbol(struct words *w, const struct xml_tag *t)
{
	const char *hex = xml_attr(t, "char");
	unsigned long code = hex ? strtoul(hex, NULL, 16) : 0;
	char utf8[5];

	if (!code || code > 0x10ffff)
		return 0;
	utf8[utf8_encode(utf8, (uint32_t)code)] = '\0';
	return flow_str(w->flow, words_how(w), utf8);
}

static uint32_t count_attr(const struct xml_tag *t)
{
	const char *val = xml_attr(t, "val");
	long n = val ? strtol(val, NULL, 10) : 1;

	return n > 0 && n < 10000 ? (uint32_t)n : 1;
}

static void open_alternates(struct words *w)
{
	if (w->n_alternates < WORDS_ALTERNATES)
		w->alternates[w->n_alternates] = flow_put_out(w->flow);
	w->n_alternates++;
}

/* One choice is enough: the next ones say the same again. */
static void open_choice(struct words *w, const struct xml_tag *t)
{
	if (w->n_alternates && w->n_alternates <= WORDS_ALTERNATES &&
	    flow_put_out(w->flow) != w->alternates[w->n_alternates - 1])
		w->skip = t->depth;
}

static int open_instruction(struct words *w, const struct xml_tag *t)
{
	const char *instr = xml_attr(t, "instr");
	int result = instr ? field_add(w->field, instr, strlen(instr)) : 0;

	return result ? result : field_end(w->field);
}

static int start_part(struct words *w, const struct xml_tag *t)
{
	const char *name = xml_attr(t, "name");

	w->part_name = name ? arena_copy(w->out->arena, name, strlen(name)) : NULL;
	return 0;
}

bool words_has(const struct words *w, unsigned flag)
{
	return w->kind->flags & flag;
}

static void take_as_paragraph(struct words *w, bool yes)
{
	if (!yes)
		return;
	flow_paragraph(w->flow);
	w->takes = TAKES_TEXT;
	w->loose = true;
	w->taken_from = flow_put_out(w->flow);
}

/* Elements that only say what follows: no text comes of them right away. */
static void open_mark(struct words *w, const struct xml_tag *t, int element)
{
	switch (element) {
	case E_t:
		w->takes = TAKES_TEXT;
		w->loose = false;
		break;
	case E_delText:
		w->takes = TAKES_DELETED;
		break;
	case E_instrText:
	case E_delInstrText:
		w->takes = TAKES_INSTRUCTION;
		break;
	case E_pt:
	case E_v:
		take_as_paragraph(w, words_has(w, OOXML_VALUES));
		break;
	case E_text:
	case E_textbox:
	case E_definedName:
		take_as_paragraph(w, words_has(w, OOXML_PLAIN_TEXT));
		break;
	case E_author:
		w->takes = TAKES_LEAF;
		break;
	case E_binData:
	case E_binaryData:
		w->takes = TAKES_BLOB;
		break;
	case E_r:
		w->run.hidden = w->run.paragraph_hidden;
		break;
	case E_pStyle:
		w->run.paragraph_hidden = docx_style_hides(w->styles, xml_attr(t, "val"));
		break;
	case E_rStyle:
		if (!w->run.in_paragraph_props && docx_style_hides(w->styles, xml_attr(t, "val")))
			w->run.hidden = true;
		break;
	case E_pPr:
		w->run.in_paragraph_props = true;
		break;
	case E_vanish:
		if (!w->run.in_paragraph_props)
			w->run.hidden = ooxml_is_on(t);
		break;
	case E_sp:
		w->is_prompt = false;
		break;
	case E_ph:
		w->is_prompt = words_has(w, OOXML_MASTER);
		break;
	default: /* settings before a change, and what is said elsewhere too */
		w->skip = t->depth;
	}
}

static void open_table(struct words *w, const struct xml_tag *t, int element)
{
	switch (element) {
	case E_tbl:
		flow_table(w->flow);
		break;
	case E_tr:
		flow_row(w->flow, 1);
		break;
	case E_tc:
		flow_cell(w->flow);
		break;
	case E_gridBefore:
		flow_columns(w->flow, count_attr(t));
		break;
	default: /* gridSpan: the cell itself was counted */
		flow_columns(w->flow, count_attr(t) - 1);
	}
}

int words_open(struct words *w, const struct xml_tag *t, int element)
{
	switch (element) {
	case E_p:
		flow_paragraph(w->flow);
		w->run.mark = FLOW_KEPT;
		w->run.paragraph_hidden = false;
		return 0;
	case E_tab:
	case E_ptab:
		return flow_str(w->flow, words_how(w), "\t");
	case E_br:
	case E_cr:
		return flow_str(w->flow, words_how(w), "\n");
	case E_noBreakHyphen:
		return flow_str(w->flow, words_how(w), "\u2011");
	case E_softHyphen:
		return flow_str(w->flow, words_how(w), "\u00ad");
	case E_sym:
		return open_symbol(w, t);
	case E_ins:
	case E_moveTo:
	case E_conflictIns:
		mark_change(w, FLOW_INSERTED);
		return author_out(w, t);
	case E_del:
	case E_moveFrom:
	case E_conflictDel:
		mark_change(w, FLOW_DELETED);
		return author_out(w, t);
	case E_comment:
	case E_threadedComment:
	case E_cm:
		return open_comment(w, t);
	case E_fldChar:
		return field_end(w->field);
	case E_fldSimple:
		return open_instruction(w, t);
	case E_txbxContent:
		words_begin_story(w, CARRIER_TEXT_BOX);
		return 0;
	case E_rt:
		words_begin_story(w, CARRIER_HIDDEN);
		return 0;
	case E_txBody:
		if (w->is_prompt)
			w->skip = t->depth;
		else if (words_has(w, OOXML_BOXES))
			words_begin_story(w, CARRIER_TEXT_BOX);
		return 0;
	case E_AlternateContent:
		open_alternates(w);
		return 0;
	case E_Choice:
	case E_Fallback:
		open_choice(w, t);
		return 0;
	case E_tbl:
	case E_tr:
	case E_tc:
	case E_gridBefore:
	case E_gridSpan:
		open_table(w, t, element);
		return 0;
	case E_part:
		return start_part(w, t);
	case E_xmlData:
		return 0;
	default:
		open_mark(w, t, element);
		return 0;
	}
}
