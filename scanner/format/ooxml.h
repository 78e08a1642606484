/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ooxml.h - Office Open XML (docx, xlsx, pptx): one package reader, and one reader per kind
 * of part. A part is known by its root element, not by its name, its declared type or the way
 * that leads to it: so misnamed, unlinked and Strict ones are read like any other.
 */
#ifndef VP_OOXML_H
#define VP_OOXML_H
#include "format/blob.h"
#include "format/field.h"
#include "format/flow.h"
#include "format/look.h"
#include "format/zip.h"

enum ooxml_how {
	OOXML_NOTHING, /* pure machinery */
	OOXML_WORDS,
	OOXML_SHEET,
	OOXML_STRINGS, /* shared by the cells of a workbook */
	OOXML_DATA,    /* XML of someone else */
};
enum {
	OOXML_VALUES = 1,      /* <v> and attributes v hold text: charts, pivots, other workbooks */
	OOXML_LEAVES = 2,      /* each leaf element is a property */
	OOXML_PLAIN_TEXT = 4,  /* <text> and <textbox> hold text themselves */
	OOXML_MASTER = 8,      /* what stands in placeholders is only a prompt */
	OOXML_SLIDE = 16,      /* places are slide numbers */
	OOXML_BOXES = 32,      /* drawings stand in running text: their text is a text box */
};
struct ooxml_kind {
	const char *root;
	enum ooxml_how how;
	enum carrier lane;
	unsigned flags;
};
/* By the local name of the root; what is not known is OOXML_DATA. */
const struct ooxml_kind *ooxml_kind(const char *root);
bool ooxml_is_known(const char *root);

struct xlsx_book;
struct docx_styles;
struct ooxml_package {
	struct zip *zip;
	struct docx_styles *styles; /* that hide text, or NULL */
	struct xlsx_book *book; /* NULL outside a workbook */
};
/* What the readers of parts get as out->self. */
struct ooxml_member {
	struct part part; /* first: self points here */
	struct ooxml_package *package;
	const struct ooxml_kind *kind;
	const char *sheet;      /* its name, for a worksheet; or NULL */
	bool hidden;            /* the worksheet is */
	uint32_t slide;         /* number of the slide that it is or belongs to; or 0 */
};

int ooxml_read_package(struct stream *in, struct out *out);
/* m: NULL outside a package */
int ooxml_read_words(struct stream *in, struct out *out, const struct ooxml_kind *kind,
		     const struct ooxml_member *m);
int xlsx_read_sheet(struct stream *in, struct out *out, const struct ooxml_member *m);
int xlsx_read_strings(struct stream *in, struct out *out);

/* xlsx_book.c: what the sheets of a workbook share. Trouble goes to out. */
struct xlsx_book *xlsx_book_open(struct out *out, struct zip *zip);
const char *xlsx_book_strings(const struct xlsx_book *b); /* the member with its strings, or "" */
/* Its name or NULL; whether it is hidden. */
const char *xlsx_book_sheet(const struct xlsx_book *b, const char *member, bool *hidden);
/* Strings of the workbook that no cell showed: they may be left over from deleted cells. */
int xlsx_book_unused(struct out *out, struct xlsx_book *book);

/* ooxml_links.c: which member a relation of another one leads to. */
struct ooxml_links;
struct ooxml_links *ooxml_links_of(struct out *out, struct arena *keep, struct zip *zip,
				   const char *member);
const char *ooxml_link(const struct ooxml_links *l, const char *id); /* member name or NULL */
const char *ooxml_link_like(const struct ooxml_links *l, const char *part_of_name);
/* Number of the slide a member belongs to: by the order of the presentation. */
struct pptx_slides;
struct pptx_slides *pptx_slides_open(struct out *out, struct zip *zip);
uint32_t pptx_slide_number(const struct pptx_slides *s, const char *member);

/* docx_styles.c: what is written in some styles is hidden. NULL if there are none such. */
struct docx_styles *docx_styles_open(struct out *out, struct zip *zip);
bool docx_style_hides(const struct docx_styles *s, const char *id);

/* ooxml_attrs.c: attributes that hold text somebody wrote. */
bool ooxml_is_on(const struct xml_tag *t); /* a switch: on unless its val says no */
int ooxml_attrs_out(struct flow *f, const struct xml_tag *tag, unsigned flags);
#endif
