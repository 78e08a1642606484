/* SPDX-License-Identifier: EUPL-1.2 */
/* format/rtf_word.c - what control words do, and where text goes. */
#include "base/utf8.h"
#include "format/rtf.h"
#include "format/rtf_table.h"
#include <stdio.h>
#include <string.h>

#define LEAF_MAX (64u << 10)

static enum flow_how how(const struct rtf_group *g)
{
	if (g->deleted)
		return FLOW_DELETED;
	if (g->hidden)
		return FLOW_HIDDEN;
	return g->inserted ? FLOW_INSERTED : FLOW_KEPT;
}

/* Opens and closes tables, so that we stand as deep in them as this paragraph says. */
static void settle(struct rtf *r)
{
	struct rtf_tables *t = &r->tables;
	unsigned wanted = t->in_table ? (t->wanted ? t->wanted : 1) : 0;

	wanted = wanted < RTF_TABLES ? wanted : RTF_TABLES;
	for (; t->open < wanted; t->open++) {
		flow_table(r->flow);
		t->in_row[t->open] = false;
	}
	for (; t->open > wanted; t->open--)
		flow_table_end(r->flow);
	if (wanted && !t->in_row[wanted - 1]) {
		flow_row(r->flow, 1);
		flow_cell(r->flow);
		t->in_row[wanted - 1] = true;
	}
}

static void keep(char *to, size_t room, const char *value)
{
	snprintf(to, room, "%s", value);
	to[utf8_valid_prefix(to, strlen(to))] = '\0';
}

static int leaf_end(struct rtf *r, enum rtf_leaf leaf, const char *name)
{
	const char *value = leaf_str(&r->leaf);
	size_t len = r->leaf.text.len;
	struct xml_text t = leaf_text(&r->leaf);

	switch (leaf) {
	case LEAF_PROPERTY:
		return flow_line_text(r->flow, CARRIER_PROPERTY, name, &t);
	case LEAF_HIDDEN:
		return flow_line_text(r->flow, CARRIER_HIDDEN, NULL, &t);
	case LEAF_REVISER: /* a group for each name, which ends in ; */
		while (len && (value[len - 1] == ';' || value[len - 1] == ' '))
			leaf_cut(&r->leaf, --len);
		if (!strcmp(value, "Unknown"))
			return 0;
		t = leaf_text(&r->leaf);
		return flow_line_text(r->flow, CARRIER_PROPERTY, "author", &t);
	case LEAF_AUTHOR:
		keep(r->author, sizeof(r->author), value);
		return 0;
	case LEAF_INITIALS:
		keep(r->initials, sizeof(r->initials), value);
		return 0;
	case LEAF_PROPERTY_NAME:
		keep(r->property, sizeof(r->property), value);
		return 0;
	case LEAF_PROPERTY_VALUE:
		return r->property[0] ? flow_named_line(r->flow, CARRIER_PROPERTY, r->property, &t) :
					flow_line_text(r->flow, CARRIER_PROPERTY, "property", &t);
	case LEAF_SHAPE_NAME:
		r->shape_text = strstr(value, "Description") || !strcmp(value, "gtextUNICODE") ||
				!strcmp(value, "wzTooltip");
		return 0;
	case LEAF_SHAPE_VALUE:
		return r->shape_text ? flow_line_text(r->flow, CARRIER_HIDDEN, NULL, &t) : 0;
	}
	return 0;
}

static int add_to_leaf(struct rtf *r, const struct xml_text *t)
{
	const struct rtf_group *g = rtf_group(r);
	int result = 0;

	if (r->leaf.text.len > LEAF_MAX) {
		result = leaf_end(r, g->leaf, g->name);
		leaf_clear(&r->leaf);
	}
	leaf_add(&r->leaf, t);
	return result;
}

int rtf_put(struct rtf *r, const struct xml_text *t)
{
	const struct rtf_group *g = rtf_group(r);

	switch (g->target) {
	case RTF_WORDS:
		settle(r);
		return flow_text(r->flow, how(g), t);
	case RTF_LEAF:
		return add_to_leaf(r, t);
	case RTF_FIELD:
		return field_add(r->field, t->utf8, t->len);
	default:
		return 0;
	}
}

int rtf_put_str(struct rtf *r, const char *s)
{
	return rtf_put(r, &(struct xml_text){ s, strlen(s), r->source, 0 });
}

static void aim(struct rtf *r, enum rtf_target target)
{
	struct rtf_group *g = rtf_group(r);

	g->target = (uint8_t)target;
	g->starts_target = true;
}

static void aim_leaf(struct rtf *r, enum rtf_leaf leaf, const char *name)
{
	aim(r, RTF_LEAF);
	rtf_group(r)->leaf = (uint8_t)leaf;
	rtf_group(r)->name = name;
	leaf_clear(&r->leaf);
}

static void begin_story(struct rtf *r, enum carrier lane)
{
	struct rtf_group *g = rtf_group(r);

	if (g->starts_story)
		return;
	g->starts_story = true;
	g->target = RTF_WORDS;
	g->hidden = g->deleted = g->inserted = false;
	if (r->n_outer < RTF_STORIES)
		r->outer[r->n_outer] = r->tables;
	r->n_outer++;
	memset(&r->tables, 0, sizeof(r->tables));
	flow_story_begin(r->flow, lane);
}

static void end_story(struct rtf *r)
{
	flow_label(r->flow, NULL);
	flow_story_end(r->flow);
	r->n_outer--;
	if (r->n_outer < RTF_STORIES)
		r->tables = r->outer[r->n_outer];
}

static int begin_annotation(struct rtf *r)
{
	char line[sizeof(r->author) + sizeof(r->initials) + 4];
	bool both = r->author[0] && r->initials[0];
	int result;

	begin_story(r, CARRIER_COMMENT);
	flow_paragraph(r->flow);
	snprintf(line, sizeof(line), both ? "%s (%s)" : "%s%s", r->author, r->initials);
	result = flow_line(r->flow, CARRIER_COMMENT, "author", line);
	flow_label(r->flow, line[0] ? line : NULL);
	r->author[0] = r->initials[0] = '\0';
	return result;
}

static void end_paragraph(struct rtf *r)
{
	settle(r);
	if (!flow_in_paragraph(r->flow))
		flow_paragraph(r->flow);
	flow_paragraph_end(r->flow, how(rtf_group(r)));
}

static void end_cell(struct rtf *r)
{
	r->tables.in_table = true;
	settle(r);
	flow_cell(r->flow);
}

static void end_row(struct rtf *r)
{
	if (r->tables.open)
		r->tables.in_row[r->tables.open - 1] = false;
}

int rtf_group_end(struct rtf *r, const struct rtf_group *g)
{
	int result = 0;

	if (g->target == RTF_LEAF && (g->starts_target || g->leaf == LEAF_REVISER)) {
		result = leaf_end(r, g->leaf, g->name);
		leaf_clear(&r->leaf);
	} else if (g->starts_target && g->target == RTF_FIELD) {
		result = field_end(r->field);
	} else if (g->starts_target && g->target == RTF_OBJECT) {
		result = rtf_object_end(r);
	} else if (g->starts_target && g->target == RTF_PICTURE) {
		result = rtf_picture_end(r);
	} else if (g->starts_target && g->target == RTF_FONTS) {
		/* The default font is known from here on. */
		for (unsigned i = 0; i <= r->depth; i++)
			r->groups[i].charset = rtf_chars_page_of(r->chars, r->default_font);
	}
	if (g->starts_story)
		end_story(r);
	return result;
}

/* Words that set how text looks, or what it means, from here on in this group. */
static void set_state(struct rtf *r, enum rtf_do what, bool on, long number)
{
	struct rtf_group *g = rtf_group(r);

	switch (what) {
	case DO_HIDDEN:
		g->hidden = on;
		break;
	case DO_DELETED:
		g->deleted = on;
		break;
	case DO_INSERTED:
		g->inserted = on;
		break;
	case DO_PLAIN:
		g->hidden = g->deleted = g->inserted = false;
		g->charset = rtf_chars_page_of(r->chars, r->default_font);
		break;
	case DO_PLAIN_PARAGRAPH:
		r->tables.in_table = false;
		r->tables.wanted = 0;
		break;
	case DO_IN_TABLE:
		r->tables.in_table = true;
		break;
	case DO_DEPTH:
		r->tables.wanted = (uint8_t)(number > 0 && number < RTF_TABLES ? number : 0);
		r->tables.in_table |= number > 0;
		break;
	case DO_UNICODE_SKIP:
		g->unicode_skip = (uint16_t)(number >= 0 && number < 64 ? number : 1);
		break;
	case DO_FONT:
		if (g->target == RTF_FONTS)
			rtf_chars_font(r->chars, number);
		else
			g->charset = rtf_chars_page_of(r->chars, number);
		break;
	case DO_CHARSET:
		if (g->target == RTF_FONTS)
			rtf_chars_font_page(r->chars, rtf_page_of_charset(number));
		break;
	case DO_FONT_PAGE:
		if (g->target == RTF_FONTS && number > 0 && number <= UINT16_MAX)
			rtf_chars_font_page(r->chars, (uint16_t)number);
		break;
	case DO_DEFAULT_FONT:
		r->default_font = number;
		break;
	case DO_PAGE:
		if (number > 0 && number <= UINT16_MAX)
			rtf_chars_page(r->chars, (uint16_t)number);
		break;
	default:
		rtf_chars_page(r->chars, what == DO_MAC ? 10000 : what == DO_PC ? 437 : 850);
	}
}

/* Words that begin something with a lane or a meaning of its own. */
static int set_target(struct rtf *r, const struct rtf_action *a)
{
	switch (a->what) {
	case DO_PAGE_HEADER:
		begin_story(r, CARRIER_PAGE_HEADER);
		return 0;
	case DO_FOOTNOTE:
		begin_story(r, CARRIER_FOOTNOTE);
		return 0;
	case DO_TEXT_BOX:
		begin_story(r, CARRIER_TEXT_BOX);
		return 0;
	case DO_ANNOTATION:
		return begin_annotation(r);
	case DO_SKIP:
		aim(r, RTF_SKIP);
		return 0;
	case DO_FONTS:
		aim(r, RTF_FONTS);
		return 0;
	case DO_FIELD:
		aim(r, RTF_FIELD);
		return 0;
	case DO_OBJECT:
		aim(r, RTF_OBJECT);
		return 0;
	case DO_PICTURE:
		aim(r, RTF_PICTURE);
		return 0;
	case DO_UPR:
		rtf_group(r)->outside = rtf_group(r)->target;
		rtf_group(r)->target = RTF_SKIP;
		return 0;
	case DO_PROPERTY:
		aim_leaf(r, LEAF_PROPERTY, a->text);
		return 0;
	case DO_HIDDEN_LEAF:
		aim_leaf(r, LEAF_HIDDEN, NULL);
		return 0;
	default:
		aim_leaf(r,
			 a->what == DO_ATN_AUTHOR     ? LEAF_AUTHOR :
			 a->what == DO_ATN_INITIALS   ? LEAF_INITIALS :
			 a->what == DO_REVISERS       ? LEAF_REVISER :
			 a->what == DO_PROPERTY_NAME  ? LEAF_PROPERTY_NAME :
			 a->what == DO_PROPERTY_VALUE ? LEAF_PROPERTY_VALUE :
			 a->what == DO_SHAPE_NAME     ? LEAF_SHAPE_NAME :
							LEAF_SHAPE_VALUE,
			 NULL);
		return 0;
	}
}

static int do_word(struct rtf *r, const struct rtf_action *a, bool has_number, long number)
{
	switch (a->what) {
	case DO_WORDS:
	case DO_UD:
		return 0;
	case DO_CHAR:
		if (r->to_skip) {
			r->to_skip--;
			return 0;
		}
		return rtf_put_str(r, a->text);
	case DO_UNICODE:
		r->to_skip = rtf_group(r)->unicode_skip;
		return rtf_unicode(r, number);
	case DO_PARAGRAPH:
		if (rtf_group(r)->target == RTF_WORDS)
			end_paragraph(r);
		return rtf_group(r)->target == RTF_LEAF ? rtf_put_str(r, "\n") : 0;
	case DO_CELL:
		if (rtf_group(r)->target == RTF_WORDS)
			end_cell(r);
		return 0;
	case DO_ROW:
		end_row(r);
		return 0;
	case DO_HIDDEN:
	case DO_DELETED:
	case DO_INSERTED:
	case DO_PLAIN:
	case DO_PLAIN_PARAGRAPH:
	case DO_IN_TABLE:
	case DO_DEPTH:
	case DO_UNICODE_SKIP:
	case DO_FONT:
	case DO_CHARSET:
	case DO_FONT_PAGE:
	case DO_DEFAULT_FONT:
	case DO_PAGE:
	case DO_MAC:
	case DO_PC:
	case DO_PCA:
		set_state(r, a->what, !has_number || number, number);
		return 0;
	default:
		return set_target(r, a);
	}
}

int rtf_word(struct rtf *r, const char *word, bool has_number, long number)
{
	const struct rtf_action *a = rtf_action(word);
	bool starred = r->starred;

	r->starred = r->fresh = false;
	if (rtf_group(r)->target == RTF_SKIP) {
		if (a && a->what == DO_UD)
			rtf_group(r)->target = rtf_group(r)->outside;
		return 0;
	}
	if (!a) {
		if (starred)
			aim(r, RTF_SKIP);
		return 0;
	}
	return do_word(r, a, has_number, number);
}
