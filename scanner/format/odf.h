/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/odf.h - OpenDocument (odt, ods, odp, odg; packed or flat). One vocabulary serves all
 * members of a package and flat documents too, so one reader does: odf_words.c with odf_open.c,
 * tracked deletions in odf_changes.c, cells of spreadsheets in odf_cells.c.
 */
#ifndef VP_ODF_H
#define VP_ODF_H
#include "format/blob.h"
#include "format/flow.h"
#include "format/leaf.h"
#include "format/sheet.h"

struct odf_changes;
struct odf_cells;

enum odf_body { ODF_TEXT, ODF_SHEETS, ODF_PAGES };

struct odf_spot { /* where text would go; set aside while a story inside is read */
	unsigned paragraphs; /* that are open: one may stand in another's element unknown to us */
	unsigned frame;      /* depth of the outermost one in the paragraph; 0: none */
	bool blank;          /* white space that comes now is dropped */
};

#define ODF_STORIES 12

struct odf {
	struct out *out;
	struct flow *flow;
	enum odf_body body;
	unsigned skip;            /* depth of the element whose inside is passed over */
	struct odf_spot spot, outer[ODF_STORIES];
	unsigned n_outer;
	unsigned hidden;          /* depth of the outermost hidden stretch; 0: none */
	unsigned inserted;        /* tracked insertions that are open */
	unsigned in_annotation, in_master, in_meta, in_change_info, in_page; /* depths; 0: not */
	uint32_t page;
	unsigned leaf_depth;      /* text goes into leaf while we are in here; 0: no */
	char leaf_name[80];
	bool leaf_is_named;       /* by somebody: a user-defined property */
	struct leaf leaf;
	struct odf_changes *changes;
	struct odf_cells *cells;
	struct blob *blob;
	bool in_blob;
	uint64_t style, *hidden_styles; /* hashes of names: the one declared, those that hide */
	size_t n_hidden_styles;
	struct flow_once seen;    /* names of who changed something */
};

int odf_read(struct stream *in, struct out *out); /* content, styles, meta or a flat document */
int odf_read_package(struct stream *in, struct out *out);

int odf_open(struct odf *o, const struct xml_tag *t);
int odf_close(struct odf *o, const char *name, unsigned depth);
int odf_text(struct odf *o, const struct xml_text *t); /* to where it belongs at this spot */
int odf_str(struct odf *o, const char *s);
void odf_story_begin(struct odf *o, enum carrier lane);
void odf_story_end(struct odf *o);
int odf_attrs(struct odf *o, const struct xml_tag *t);
void odf_paragraph_end(struct odf *o);
void odf_name_leaf(struct odf *o, const char *name);
int odf_leaf_end(struct odf *o);
void odf_style(struct odf *o, const char *name);          /* a style is declared ... */
void odf_style_hides(struct odf *o);                      /* ... and hides what is in it */
bool odf_is_hidden(const struct odf *o, const struct xml_tag *t);
void odf_hide(struct odf *o, const struct xml_tag *t);    /* if its style does */

/* odf_changes.c: deleted text stands at the start; it is kept until its spot comes. */
struct odf_changes *odf_changes_new(struct out *out, struct flow *f);
void odf_changes_region(struct odf_changes *c, const char *id); /* NULL: ends it */
void odf_changes_kind(struct odf_changes *c, bool is_insertion);
bool odf_changes_takes_text(const struct odf_changes *c);
void odf_changes_paragraph(struct odf_changes *c);
int odf_changes_add(struct odf_changes *c, const char *s, size_t len);
int odf_changes_spot(struct odf_changes *c, const char *id); /* puts out what was deleted here */
bool odf_changes_is_insertion(const struct odf_changes *c, const char *id);
int odf_changes_end(struct odf_changes *c); /* what no spot was found for */

/* odf_cells.c: sheets, rows and cells of a spreadsheet. */
struct odf_cells *odf_cells_new(struct out *out, struct flow *f);
int odf_cells_sheet(struct odf_cells *c, const struct xml_tag *t, bool hidden);
void odf_cells_sheet_end(struct odf_cells *c);
void odf_cells_row(struct odf_cells *c, const struct xml_tag *t);
int odf_cells_cell(struct odf_cells *c, const struct xml_tag *t);
int odf_cells_cell_end(struct odf_cells *c);
bool odf_cells_in_cell(const struct odf_cells *c);
void odf_cells_paragraph(struct odf_cells *c);
int odf_cells_text(struct odf_cells *c, const struct xml_text *t);
#endif
