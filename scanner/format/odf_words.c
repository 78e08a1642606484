/* SPDX-License-Identifier: EUPL-1.2 */
/* format/odf_words.c - text of OpenDocument on its way to the spot where it belongs. */
#include "base/utf8.h"
#include "format/date.h"
#include "format/odf.h"
#include <stdio.h>
#include <string.h>

#define LEAF_MAX (64u << 10)
#define HIDDEN_STYLES 1024

void odf_story_begin(struct odf *o, enum carrier lane)
{
	if (o->n_outer < ODF_STORIES)
		o->outer[o->n_outer] = o->spot;
	o->n_outer++;
	o->spot = (struct odf_spot){ 0 };
	flow_story_begin(o->flow, lane);
}

void odf_story_end(struct odf *o)
{
	flow_story_end(o->flow);
	if (!o->n_outer)
		return;
	o->n_outer--;
	if (o->n_outer < ODF_STORIES)
		o->spot = o->outer[o->n_outer];
}

void odf_paragraph_end(struct odf *o)
{
	o->spot.paragraphs -= o->spot.paragraphs > 0;
	if (!odf_cells_in_cell(o->cells) || o->n_outer)
		flow_paragraph_end(o->flow, FLOW_KEPT);
}

int odf_text(struct odf *o, const struct xml_text *t)
{
	if (odf_changes_takes_text(o->changes) && !o->in_change_info)
		return odf_changes_add(o->changes, t->utf8, t->len);
	if (odf_cells_in_cell(o->cells) && !o->n_outer)
		return odf_cells_text(o->cells, t);
	return flow_text(o->flow,
			 o->hidden   ? FLOW_HIDDEN :
			 o->inserted ? FLOW_INSERTED :
				       FLOW_KEPT,
			 t);
}

int odf_str(struct odf *o, const char *s)
{
	struct xml_text t = { s, strlen(s), NO_SOURCE, 0 };

	o->spot.blank = false;
	return o->spot.paragraphs ? odf_text(o, &t) : 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Runs of white space count as one blank, at the start of a paragraph as none. */
static int words_out(struct odf *o, const struct xml_text *t)
{
	int result = 0;

	for (size_t at = 0, end; at < t->len && !result; at = end) {
		struct xml_text piece;

		end = at;
		if (is_blank(t->utf8[at]) &&
		    (o->spot.blank || o->spot.frame || t->utf8[at] != ' ')) {
			piece = xml_slice(t, at, ++end);
			piece.utf8 = " ";
			piece.len = o->spot.blank || o->spot.frame ? 0 : 1;
			o->spot.blank = o->spot.blank || piece.len;
		} else { /* up to white space that is not one single blank */
			for (; end < t->len; end++) {
				bool blank = is_blank(t->utf8[end]);

				if (blank && (o->spot.blank || t->utf8[end] != ' '))
					break;
				o->spot.blank = blank;
			}
			piece = xml_slice(t, at, end);
		}
		if (piece.len)
			result = odf_text(o, &piece);
	}
	return result;
}

void odf_name_leaf(struct odf *o, const char *name)
{
	o->leaf_is_named = false;
	snprintf(o->leaf_name, sizeof(o->leaf_name), "%s", name);
	o->leaf_name[utf8_valid_prefix(o->leaf_name, strlen(o->leaf_name))] = '\0';
}

/* ODF 1.2 part 1 section 4.3.2: dc:date is when it was last changed. */
static void note_date(struct odf *o, const char *value)
{
	bool changed = !strcmp(o->leaf_name, "date");
	int64_t when;

	if ((changed || !strcmp(o->leaf_name, "creation-date")) &&
	    date_of_iso(value, strlen(value), &when))
		out_date(o->out, changed ? DATE_MODIFIED : DATE_CREATED, when);
}

static int meta_out(struct odf *o, const struct xml_text *value)
{
	note_date(o, value->utf8);
	if (o->leaf_is_named)
		return flow_named_line(o->flow, CARRIER_PROPERTY, o->leaf_name, value);
	return flow_line_text(o->flow, CARRIER_PROPERTY, o->leaf_name, value);
}

static int leaf_out(struct odf *o)
{
	struct xml_text value = leaf_text(&o->leaf);

	if (o->in_change_info)
		return flow_line_once(o->flow, &o->seen, CARRIER_PROPERTY, "author", &value);
	if (o->in_annotation) {
		flow_label(o->flow, value.utf8);
		return flow_line_text(o->flow, CARRIER_COMMENT, "author", &value);
	}
	if (o->in_meta)
		return meta_out(o, &value);
	if (!strcmp(o->leaf_name, "title") || !strcmp(o->leaf_name, "desc"))
		return flow_line_text(o->flow, CARRIER_HIDDEN, NULL, &value);
	return flow_line_text(o->flow, CARRIER_PAGE_HEADER, NULL, &value);
}

int odf_leaf_end(struct odf *o)
{
	int result = leaf_out(o);

	leaf_clear(&o->leaf);
	o->leaf_depth = 0;
	return result;
}

static int add_to_leaf(struct odf *o, const struct xml_text *t)
{
	int result = 0;

	if (o->leaf.text.len > LEAF_MAX) {
		result = leaf_out(o);
		leaf_clear(&o->leaf);
	}
	leaf_add(&o->leaf, t);
	return result;
}

void odf_style(struct odf *o, const char *name)
{
	o->style = xml_hash(name);
}

void odf_style_hides(struct odf *o)
{
	if (o->n_hidden_styles == HIDDEN_STYLES)
		return;
	if (!o->hidden_styles)
		o->hidden_styles = arena_get(o->out->arena, HIDDEN_STYLES * sizeof(uint64_t));
	o->hidden_styles[o->n_hidden_styles++] = o->style;
}

bool odf_is_hidden(const struct odf *o, const struct xml_tag *t)
{
	uint64_t h = o->n_hidden_styles ? xml_hash(xml_attr(t, "style-name")) : 0;

	for (size_t i = 0; i < o->n_hidden_styles; i++)
		if (o->hidden_styles[i] == h)
			return true;
	return false;
}

void odf_hide(struct odf *o, const struct xml_tag *t)
{
	if (!o->hidden && odf_is_hidden(o, t))
		o->hidden = t->depth;
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct odf *o = state;

	return o->skip ? 0 : odf_open(o, t);
}

static int on_close(void *state, const char *name, unsigned depth)
{
	struct odf *o = state;

	if (!o->skip)
		return odf_close(o, name, depth);
	if (depth == o->skip)
		o->skip = 0;
	return 0;
}

static int on_text(void *state, const struct xml_text *t)
{
	struct odf *o = state;

	if (o->skip)
		return 0;
	if (o->in_blob) {
		blob_add(o->blob, t->utf8, t->len);
		return 0;
	}
	if (o->leaf_depth)
		return add_to_leaf(o, t);
	return o->spot.paragraphs ? words_out(o, t) : 0;
}

int odf_read(struct stream *in, struct out *out)
{
	static const char *const breaks[] = { "p", "h", "table-row", "creator", "date", NULL };
	static const struct xml_events events = { .open = on_open,
						  .close = on_close,
						  .text = on_text,
						  .rest_lane = CARRIER_BODY,
						  .rest_breaks = breaks };
	struct odf *o = arena_get(out->arena, sizeof(*o));
	int result;

	o->out = out;
	o->flow = flow_new(out, CARRIER_BODY);
	o->changes = odf_changes_new(out, o->flow);
	o->cells = odf_cells_new(out, o->flow);
	o->blob = blob_new(out, BLOB_BASE64);
	arena_defer(out->arena, leaf_free, &o->leaf);
	result = xml_read(in, out, &events, o);
	return result ? result : odf_changes_end(o->changes);
}
