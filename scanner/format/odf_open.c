/* SPDX-License-Identifier: EUPL-1.2 */
/* format/odf_open.c - what the elements of OpenDocument begin and end. */
#include "format/odf.h"
#include <stdlib.h>
#include <string.h>

/* In the order of strcmp(). */
#define ELEMENTS(X)                                                                                \
	X(ANNOTATION, "annotation") X(BINARY, "binary-data") X(CAPTION, "caption")                 \
	X(CHANGE, "change") X(CHANGE_END, "change-end") X(CHANGE_INFO, "change-info")              \
	X(CHANGE_START, "change-start") X(REGION, "changed-region") X(CIRCLE, "circle")            \
	X(CONNECTOR, "connector") X(COVERED, "covered-table-cell") X(CREATOR, "creator")           \
	X(INITIALS, "creator-initials") X(SHAPE, "custom-shape") X(DATE, "date")                   \
	X(DATE_DECL, "date-time-decl") X(DELETION, "deletion") X(DESC, "desc")                     \
	X(DRAWING, "drawing") X(PAGE_PROPERTIES, "drawing-page-properties")                        \
	X(ELLIPSE, "ellipse") X(ENDNOTE, "endnote") X(ENDNOTE_CITATION, "endnote-citation")        \
	X(FOOTER_DECL, "footer-decl") X(FOOTNOTE, "footnote")                                      \
	X(FOOTNOTE_CITATION, "footnote-citation") X(FORMAT_CHANGE, "format-change")                \
	X(FRAME, "frame") X(G, "g") X(H, "h")                                                      \
	X(HEADER_DECL, "header-decl") X(INSERTION, "insertion") X(LINE, "line")                    \
	X(LINE_BREAK, "line-break") X(MASTER, "master-page") X(META, "meta") X(NOTE, "note")       \
	X(CITATION, "note-citation") X(P, "p") X(PAGE, "page") X(PATH, "path")   \
	X(POLYGON, "polygon") X(PRESENTATION, "presentation") X(RECT, "rect")                      \
	X(RUBY_TEXT, "ruby-text") X(S, "s") X(SPAN, "span") X(SPREADSHEET, "spreadsheet")          \
	X(STYLE, "style") X(TAB, "tab") X(TABLE, "table") X(CELL, "table-cell")                    \
	X(TABLE_PROPERTIES, "table-properties") X(ROW, "table-row") X(TEXT_BOX, "text-box") X(TEXT_PROPERTIES, "text-properties")          \
	X(TITLE, "title") X(TRACKED, "tracked-changes")
#define DUBLIN_CORE "purl.org/dc/"

enum element {
#define X(id, name) E_##id,
	ELEMENTS(X)
#undef X
};
static const char *const elements[] = {
#define X(id, name) name,
	ELEMENTS(X)
#undef X
};

static int find_element(const char *name)
{
	return xml_word(elements, ARRAY_LEN(elements), name);
}

static void take_leaf(struct odf *o, const struct xml_tag *t, const char *name)
{
	o->leaf_depth = t->depth;
	leaf_clear(&o->leaf);
	odf_name_leaf(o, name ? name : t->name);
}

/* A property of the document; one that somebody added has a name of his. */
static void take_property(struct odf *o, const struct xml_tag *t)
{
	const char *name = xml_attr(t, "name");

	take_leaf(o, t, name && *name ? name : t->name);
	o->leaf_is_named = name && *name;
}

static bool has_value(const struct xml_tag *t, const char *name, const char *value)
{
	const char *v = xml_attr(t, name);

	return v && !strcmp(v, value);
}

static void open_paragraph(struct odf *o)
{
	o->spot.paragraphs++;
	o->spot.blank = true;
	if (odf_changes_takes_text(o->changes) && !o->in_change_info)
		odf_changes_paragraph(o->changes);
	else if (odf_cells_in_cell(o->cells) && !o->n_outer)
		odf_cells_paragraph(o->cells);
	else
		flow_paragraph(o->flow);
}

static uint32_t count_attr(const struct xml_tag *t, const char *name, uint32_t most)
{
	const char *value = xml_attr(t, name);
	unsigned long n = value ? strtoul(value, NULL, 10) : 1;

	return n > most ? most : n ? (uint32_t)n : 1;
}

static int open_spaces(struct odf *o, const struct xml_tag *t)
{
	static const char blanks[] = "                                                       ";
	uint32_t n = count_attr(t, "c", sizeof(blanks) - 1);

	return odf_str(o, blanks + sizeof(blanks) - 1 - n);
}

/* In text, what stands in a frame is a text box; on a slide everything does. */
static void open_box(struct odf *o)
{
	bool apart = o->body != ODF_PAGES && !o->in_master;

	odf_story_begin(o, apart ? CARRIER_TEXT_BOX : flow_story(o->flow));
}

/* Itself it holds no text, but white space where the XML is indented: that parts no words. */
static void open_frame(struct odf *o, const struct xml_tag *t)
{
	if (o->in_master && xml_attr(t, "placeholder"))
		o->skip = t->depth; /* a prompt, as PowerPoint has them */
	else if (!o->spot.frame)
		o->spot.frame = t->depth;
}

/* Of names that several vocabularies have: dc:date is when, text:date is a date in the text. */
static bool is_of(const struct xml_tag *t, const char *space)
{
	return strstr(t->space, space) != NULL;
}

static int open_table(struct odf *o, const struct xml_tag *t, int element)
{
	if (o->body == ODF_SHEETS && !o->n_outer) {
		if (element == E_TABLE)
			return odf_cells_sheet(o->cells, t, odf_is_hidden(o, t));
		if (element == E_ROW)
			odf_cells_row(o->cells, t);
		return element == E_ROW ? 0 : odf_cells_cell(o->cells, t);
	}
	if (element == E_TABLE) {
		flow_table(o->flow);
	} else if (element == E_ROW) {
		flow_row(o->flow, count_attr(t, "number-rows-repeated", 1000000));
	} else {
		flow_cell(o->flow);
		flow_columns(o->flow, count_attr(t, "number-columns-repeated", 10000) - 1);
	}
	return 0;
}

static int close_table(struct odf *o, int element)
{
	if (o->body == ODF_SHEETS && !o->n_outer) {
		if (element == E_TABLE)
			odf_cells_sheet_end(o->cells);
		return element == E_CELL || element == E_COVERED ? odf_cells_cell_end(o->cells) : 0;
	}
	if (element == E_TABLE)
		flow_table_end(o->flow);
	return 0;
}

static void open_page(struct odf *o, const struct xml_tag *t)
{
	if (o->body != ODF_PAGES || o->in_master)
		return;
	flow_anchors_page(o->flow, ++o->page);
	odf_story_begin(o, odf_is_hidden(o, t) ? CARRIER_HIDDEN : CARRIER_BODY);
	o->in_page = t->depth;
}

static void open_insertion(struct odf *o, const struct xml_tag *t, bool starts)
{
	if (!odf_changes_is_insertion(o->changes, xml_attr(t, "change-id")))
		return;
	if (starts)
		o->inserted++;
	else
		o->inserted -= o->inserted > 0;
}

static int open_change(struct odf *o, const struct xml_tag *t, int element)
{
	const char *id;

	switch (element) {
	case E_CHANGE:
		return odf_changes_spot(o->changes, xml_attr(t, "change-id"));
	case E_CHANGE_START:
	case E_CHANGE_END:
		open_insertion(o, t, element == E_CHANGE_START);
		return 0;
	case E_REGION:
		id = xml_attr(t, "id");
		odf_changes_region(o->changes, id ? id : "");
		return 0;
	case E_CHANGE_INFO:
		o->in_change_info = t->depth;
		odf_story_begin(o, CARRIER_COMMENT);
		return 0;
	default:
		if (o->body != ODF_SHEETS)
			odf_changes_kind(o->changes, element != E_DELETION);
		return 0;
	}
}

static int open_other(struct odf *o, const struct xml_tag *t, int element)
{
	switch (element) {
	case E_CREATOR:
		if (is_of(t, DUBLIN_CORE) && (o->in_annotation || o->in_change_info))
			take_leaf(o, t, "author");
		break;
	case E_TITLE:
		if (is_of(t, ":svg") || is_of(t, ":table:"))
			take_leaf(o, t, t->name);
		break;
	case E_DESC:
	case E_HEADER_DECL:
	case E_FOOTER_DECL:
	case E_DATE_DECL:
		take_leaf(o, t, t->name);
		break;
	case E_DATE:
		if (is_of(t, DUBLIN_CORE))
			o->skip = t->depth;
		break;
	case E_INITIALS:
	case E_CITATION:
	case E_ENDNOTE_CITATION:
	case E_FOOTNOTE_CITATION:
		o->skip = t->depth;
		break;
	case E_META:
		o->in_meta = t->depth == 2 ? 2 : 0;
		break;
	case E_MASTER:
		o->in_master = t->depth;
		odf_story_begin(o, CARRIER_PAGE_HEADER);
		break;
	case E_PRESENTATION:
	case E_DRAWING:
		o->body = ODF_PAGES;
		break;
	case E_SPREADSHEET:
		o->body = ODF_SHEETS;
		break;
	case E_STYLE:
		odf_style(o, xml_attr(t, "name"));
		break;
	case E_TEXT_PROPERTIES:
		if (has_value(t, "display", "none"))
			odf_style_hides(o);
		break;
	case E_TABLE_PROPERTIES:
		if (has_value(t, "display", "false"))
			odf_style_hides(o);
		break;
	case E_PAGE_PROPERTIES:
		if (has_value(t, "visibility", "hidden"))
			odf_style_hides(o);
		break;
	case E_BINARY:
		o->in_blob = true;
		break;
	default:
		break;
	}
	return 0;
}

static int open_element(struct odf *o, const struct xml_tag *t, int element)
{
	switch (element) {
	case E_P:
	case E_H:
		open_paragraph(o);
		odf_hide(o, t);
		return 0;
	case E_SPAN:
		odf_hide(o, t);
		return 0;
	case E_S:
		return open_spaces(o, t);
	case E_TAB:
		return odf_str(o, "\t");
	case E_LINE_BREAK:
		return odf_str(o, "\n");
	case E_NOTE:
	case E_ENDNOTE: /* as OpenOffice 1 has it */
	case E_FOOTNOTE:
		odf_story_begin(o, CARRIER_FOOTNOTE);
		return 0;
	case E_ANNOTATION:
		o->in_annotation = t->depth;
		odf_story_begin(o, CARRIER_COMMENT);
		return 0;
	case E_RUBY_TEXT:
		odf_story_begin(o, CARRIER_HIDDEN);
		o->spot.paragraphs = 1;
		return 0;
	case E_FRAME:
	case E_G:
		open_frame(o, t);
		return 0;
	case E_TEXT_BOX:
	case E_CAPTION:
	case E_CIRCLE:
	case E_CONNECTOR:
	case E_SHAPE:
	case E_ELLIPSE:
	case E_LINE:
	case E_PATH:
	case E_POLYGON:
	case E_RECT:
		open_box(o);
		return 0;
	case E_PAGE:
		open_page(o, t);
		return 0;
	case E_TRACKED: /* in a spreadsheet: old contents of cells; they have no spot in it */
		if (o->body == ODF_SHEETS)
			odf_story_begin(o, CARRIER_DELETED);
		return 0;
	case E_TABLE:
	case E_ROW:
	case E_CELL:
	case E_COVERED:
		return open_table(o, t, element);
	case E_CHANGE:
	case E_CHANGE_START:
	case E_CHANGE_END:
	case E_REGION:
	case E_CHANGE_INFO:
	case E_DELETION:
	case E_INSERTION:
	case E_FORMAT_CHANGE:
		return open_change(o, t, element);
	default:
		return open_other(o, t, element);
	}
}

int odf_open(struct odf *o, const struct xml_tag *t)
{
	int element = find_element(t->name), result;

	if (o->in_meta) {
		if (t->depth == o->in_meta + 1 && strcmp(t->name, "generator"))
			take_property(o, t);
		return odf_attrs(o, t);
	}
	result = element < 0 ? 0 : open_element(o, t, element);
	return result || o->skip ? result : odf_attrs(o, t);
}

static void close_story(struct odf *o, int element)
{
	if (element == E_MASTER)
		o->in_master = 0;
	if (element == E_ANNOTATION) {
		o->in_annotation = 0;
		flow_label(o->flow, NULL);
	}
	if (element == E_CHANGE_INFO)
		o->in_change_info = 0;
	odf_story_end(o);
}

int odf_close(struct odf *o, const char *name, unsigned depth)
{
	int element = find_element(name);

	if (o->hidden == depth)
		o->hidden = 0;
	if (o->spot.frame == depth)
		o->spot.frame = 0;
	if (depth == o->leaf_depth)
		return odf_leaf_end(o);
	if (depth == o->in_page) {
		o->in_page = 0;
		odf_story_end(o);
		return 0;
	}
	if (o->in_meta) {
		o->in_meta = depth == o->in_meta ? 0 : o->in_meta;
		return 0;
	}
	switch (element) {
	case E_P:
	case E_H:
		odf_paragraph_end(o);
		return 0;
	case E_NOTE:
	case E_ENDNOTE:
	case E_FOOTNOTE:
	case E_ANNOTATION:
	case E_RUBY_TEXT:
	case E_MASTER:
	case E_CHANGE_INFO:
	case E_TEXT_BOX:
	case E_CAPTION:
	case E_CIRCLE:
	case E_CONNECTOR:
	case E_SHAPE:
	case E_ELLIPSE:
	case E_LINE:
	case E_PATH:
	case E_POLYGON:
	case E_RECT:
		close_story(o, element);
		return 0;
	case E_TRACKED:
		if (o->body == ODF_SHEETS)
			odf_story_end(o);
		odf_changes_region(o->changes, NULL);
		return 0;
	case E_REGION:
		odf_changes_region(o->changes, NULL);
		return 0;
	case E_TABLE:
	case E_ROW:
	case E_CELL:
	case E_COVERED:
		return close_table(o, element);
	case E_BINARY:
		o->in_blob = false;
		return blob_end(o->blob, "binary");
	default:
		return 0;
	}
}
