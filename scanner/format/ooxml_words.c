/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ooxml_words.c - WordprocessingML, DrawingML and their kin: everything in a package that
 * consists of words. The vocabularies share their names (p, r, t, tbl), so one reader serves all,
 * by local name; what a part is (ooxml_kinds.c) settles its lane.
 */
#include "base/utf8.h"
#include "format/date.h"
#include "format/ooxml_words.h"
#include <stdio.h>
#include <string.h>

static const char *const elements[] = {
#define X(name) #name,
	ELEMENTS(X)
#undef X
};


#define LEAF_MAX (64u << 10)

static void close_element(struct words *w, int element)
{
	switch (element) {
	case E_p:
		flow_paragraph_end(w->flow, w->run.mark);
		break;
	case E_pPr:
		w->run.in_paragraph_props = false;
		break;
	case E_ins:
	case E_moveTo:
	case E_conflictIns:
		words_unmark(w, FLOW_INSERTED);
		break;
	case E_del:
	case E_moveFrom:
	case E_conflictDel:
		words_unmark(w, FLOW_DELETED);
		break;
	case E_txbxContent:
	case E_rt:
		words_end_story(w);
		break;
	case E_txBody:
		if (words_has(w, OOXML_BOXES))
			words_end_story(w);
		break;
	case E_sp:
		w->is_prompt = false;
		break;
	case E_tbl:
		flow_table_end(w->flow);
		break;
	case E_AlternateContent:
		w->n_alternates -= w->n_alternates > 0;
		break;
	default:
		break;
	}
}

/* The root of a part, be it inside a flat package. */
static void open_root(struct words *w, const struct xml_tag *t)
{
	const struct ooxml_kind *k = ooxml_kind(t->name);

	w->root_depth = t->depth;
	if (k->how == OOXML_NOTHING) {
		w->skip = t->depth;
		return;
	}
	w->kind = k->how == OOXML_WORDS ? k : ooxml_kind("");
	words_begin_story(w, k->lane);
}

/* What the program noted about itself and counted. */
static bool is_statistic(const char *name)
{
	static const char *const names[] = {
		"AppVersion", "Application", "Characters", "CharactersWithSpaces", "DocSecurity",
		"HiddenSlides", "HyperlinksChanged", "Lines", "LinksUpToDate", "MMClips", "Notes",
		"Pages", "Paragraphs", "Revision", "ScaleCrop", "SharedDoc", "Slides", "TotalTime", "Version", "Words",
		"language", "revision",
	};

	return xml_word(names, ARRAY_LEN(names), name) >= 0;
}

static void name_leaf(struct words *w, const struct xml_tag *t)
{
	const char *name = xml_attr(t, "name");

	if (is_statistic(t->name)) {
		w->skip = t->depth;
		return;
	}
	w->leaf_is_named = name && *name;
	snprintf(w->leaf_name, sizeof(w->leaf_name), "%s", w->leaf_is_named ? name : t->name);
	w->leaf_name[utf8_valid_prefix(w->leaf_name, strlen(w->leaf_name))] = '\0';
}

static bool is_hidden_slide(const struct xml_tag *t)
{
	const char *show = xml_attr(t, "show");

	return !strcmp(t->name, "sld") && show && (!strcmp(show, "0") || !strcmp(show, "false"));
}

/* In a document of Word 2003 its properties stand beside the body. */
static bool is_inner_root(const struct words *w, const struct xml_tag *t)
{
	return t->depth == 2 && !strcmp(w->kind->root, "wordDocument") &&
	       (!strcmp(t->name, "DocumentProperties") ||
		!strcmp(t->name, "CustomDocumentProperties"));
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct words *w = state;
	int element, result;

	if (w->skip)
		return 0;
	if (t->depth == 1 && is_hidden_slide(t))
		words_begin_story(w, CARRIER_HIDDEN);
	if (t->depth == w->root_depth + 1 && words_has(w, OOXML_LEAVES))
		name_leaf(w, t);
	if (w->skip)
		return 0;
	if (w->expects_root || is_inner_root(w, t)) {
		w->expects_root = false;
		open_root(w, t);
		if (w->skip)
			return 0;
	}
	element = xml_word(elements, ARRAY_LEN(elements), t->name);
	if (element == E_xmlData && w->is_flat)
		w->expects_root = true;
	result = element < 0 || words_has(w, OOXML_LEAVES) ? 0 : words_open(w, t, element);
	return result || w->skip ? result : ooxml_attrs_out(w->flow, t, w->kind->flags);
}

/* ECMA-376 part 2 section 11.1: dcterms:created and dcterms:modified of the core properties. */
static void note_date(struct words *w)
{
	bool changed = !strcmp(w->leaf_name, "modified");
	int64_t when;

	if ((changed || !strcmp(w->leaf_name, "created")) &&
	    date_of_iso(leaf_str(&w->leaf), w->leaf.text.len, &when))
		out_date(w->out, changed ? DATE_MODIFIED : DATE_CREATED, when);
}

static int end_leaf(struct words *w)
{
	struct xml_text value = leaf_text(&w->leaf);
	int result;

	if (!value.len)
		return 0;
	if (w->kind->lane == CARRIER_PROPERTY)
		note_date(w);
	result = w->leaf_is_named ?
			 flow_named_line(w->flow, w->kind->lane, w->leaf_name, &value) :
			 flow_line_text(w->flow, w->kind->lane, w->leaf_name, &value);
	leaf_clear(&w->leaf);
	return result;
}

static int end_author(struct words *w)
{
	struct xml_text name = leaf_text(&w->leaf);
	int result = 0;

	if (w->n_authors < WORDS_AUTHORS)
		w->authors[w->n_authors++] = arena_copy(w->out->arena, name.utf8, name.len);
	if (name.len)
		result = flow_line_once(w->flow, &w->seen, CARRIER_PROPERTY, "author", &name);
	leaf_clear(&w->leaf);
	return result;
}

static int end_blob(struct words *w)
{
	const char *name = w->part_name ? w->part_name + (*w->part_name == '/') : "binary";

	return blob_end(w->blob, name);
}

static int end_takes(struct words *w, int element)
{
	enum takes takes = w->takes;

	switch (element) {
	case E_t:
	case E_delText:
	case E_instrText:
	case E_delInstrText:
	case E_pt:
	case E_v:
	case E_text:
	case E_textbox:
	case E_definedName:
	case E_author:
	case E_binData:
	case E_binaryData:
		w->takes = TAKES_NOTHING;
		if (takes == TAKES_LEAF)
			return end_author(w);
		return takes == TAKES_BLOB ? end_blob(w) : 0;
	default:
		return 0;
	}
}

static int on_close(void *state, const char *name, unsigned depth)
{
	struct words *w = state;
	int element, result;

	if (w->skip && depth > w->skip)
		return 0;
	if (w->skip) {
		w->skip = 0;
		return 0;
	}
	element = xml_word(elements, ARRAY_LEN(elements), name);
	if (words_has(w, OOXML_LEAVES)) {
		result = end_leaf(w);
	} else {
		close_element(w, element);
		result = end_takes(w, element);
	}
	if (depth == w->root_depth && depth > 1) {
		w->kind = w->flat_kind;
		w->root_depth = 0;
		words_end_story(w);
	}
	return result;
}

/* Line ends and tabs in the XML are blanks on the page. */
static int words_out(struct words *w, const struct xml_text *t)
{
	size_t from = 0;
	int result = 0;

	for (size_t at = 0; at <= t->len && !result; at++) {
		char c = at < t->len ? t->utf8[at] : '\n';

		if (c != '\n' && c != '\t' && c != '\r')
			continue;
		struct xml_text words = xml_slice(t, from, at);
		result = flow_text(w->flow, words_how(w), &words);
		if (result || at == t->len)
			break;
		struct xml_text blank = xml_slice(t, at, at + 1);
		blank.utf8 = " ";
		result = flow_text(w->flow, words_how(w), &blank);
		from = at + 1;
	}
	return result;
}

static bool is_blank(const struct xml_text *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (!strchr(" \r\n\t", t->utf8[i]))
			return false;
	return true;
}

static int add_to_leaf(struct words *w, const struct xml_text *t)
{
	int result = 0;

	if (w->leaf.text.len > LEAF_MAX)
		result = words_has(w, OOXML_LEAVES) ? end_leaf(w) : end_author(w);
	leaf_add(&w->leaf, t);
	return result;
}

static int on_text(void *state, const struct xml_text *t)
{
	struct words *w = state;

	if (w->skip)
		return 0;
	if (words_has(w, OOXML_LEAVES))
		return add_to_leaf(w, t);
	switch (w->takes) {
	case TAKES_TEXT:
		if (w->loose && flow_put_out(w->flow) == w->taken_from && is_blank(t))
			return 0;
		return words_out(w, t);
	case TAKES_DELETED:
		return words_out(w, t);
	case TAKES_INSTRUCTION:
		return field_add(w->field, t->utf8, t->len);
	case TAKES_LEAF:
		return add_to_leaf(w, t);
	case TAKES_BLOB:
		blob_add(w->blob, t->utf8, t->len);
		return 0;
	default:
		return 0;
	}
}

int ooxml_read_words(struct stream *in, struct out *out, const struct ooxml_kind *kind,
		     const struct ooxml_member *m)
{
	static const char *const breaks[] = { "p", "tr", "comment", "text", "br", "v", "si", NULL };
	struct xml_events events = { .open = on_open,
				     .close = on_close,
				     .text = on_text,
				     .rest_lane = kind->lane,
				     .rest_breaks = kind->flags & OOXML_LEAVES ? NULL : breaks };
	struct words *w = arena_get(out->arena, sizeof(*w));

	w->out = out;
	w->kind = w->flat_kind = kind;
	w->is_flat = !strcmp(kind->root, "package");
	w->root_depth = 1;
	w->sheet = m ? m->sheet : NULL;
	w->styles = m ? m->package->styles : NULL;
	w->flow = flow_new(out, kind->lane);
	w->field = field_new(out, w->flow);
	w->blob = blob_new(out, BLOB_BASE64);
	if (m && m->slide)
		flow_anchors_page(w->flow, m->slide);
	arena_defer(out->arena, leaf_free, &w->leaf);
	int result = xml_read(in, out, &events, w);
	return result ? result : field_end(w->field);
}
