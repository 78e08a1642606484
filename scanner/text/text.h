/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text/text.h - what formats put out and detectors read: UTF-8, and the way back to the place.
 *
 * A part of a file ("" is the file itself) has one text per carrier, called a lane. Offsets count
 * bytes in the lane's whole text; `vindplaats text` prints just that text. A long lane comes in
 * windows: hits must start in [own_from, own_to), the rest is margin, repeated from or in the
 * neighbour, so that lookbehind, context and near-terms see what is really there. Where a window
 * is cut depends on the text alone, never on block sizes.
 *
 * Rules a format keeps: text is valid UTF-8 and is not normalised (offsets hold). An empty line
 * ("\n\n") ends a paragraph, and no hit ever runs across one. Lines inside a paragraph may wrap
 * anywhere. In a table, cells are joined by a tab and rows by "\n" (a row is a sentence), the
 * table ends with an empty line.
 */
#ifndef VP_TEXT_H
#define VP_TEXT_H
#include "base/base.h"

#define TEXT_WINDOW (256u << 10)
#define TEXT_MARGIN (4u << 10)

#define CARRIERS(X)                                                                                \
	X(BODY, "body")                                                                            \
	X(HEADER, "header")                                                                        \
	X(COMMENT, "comment")                                                                      \
	X(DELETED, "deleted")                                                                      \
	X(INSERTED, "inserted")                                                                    \
	X(FOOTNOTE, "footnote")                                                                    \
	X(PAGE_HEADER, "page-header")                                                              \
	X(TEXT_BOX, "text-box")                                                                    \
	X(PROPERTY, "property")                                                                    \
	X(ATTACHMENT_NAME, "attachment-name")                                                      \
	X(QUOTED, "quoted")                                                                        \
	X(HIDDEN, "hidden")
enum carrier {
#define X(name, word) CARRIER_##name,
	CARRIERS(X)
#undef X
	N_CARRIERS
};
const char *carrier_word(enum carrier c);
int carrier_from_word(const char *word, size_t len); /* -1 if there is none such */

enum anchor_kind { AT_BYTE, AT_LINE, AT_PARAGRAPH, AT_PAGE, AT_CELL, AT_HEADER, AT_MESSAGE };
const char *anchor_word(enum anchor_kind kind); /* "paragraph" */
struct anchor {              /* "from here on we are in paragraph 12" */
	size_t at;           /* offset in text.bytes */
	enum anchor_kind kind;
	uint32_t number;     /* 1-based: line, paragraph, page, row of a cell, n-th header */
	const char *name;    /* "Subject", "B7", "Blad2.B7", or NULL */
	const char *label;   /* what this spot is about: the column head, the header's name; or NULL */
};

/* The source map: byte at + i of the text came from byte source + i * unit of the part's own
 * bytes (after decompression and transfer decoding, before the charset). unit 0: the bytes up to
 * the next span stand as a whole for those up to its source (one accented letter of a Latin-1
 * file, an entity of HTML); NO_SOURCE: it has no spot of its own. */
#define NO_SOURCE UINT64_MAX
struct span {
	size_t at;
	uint64_t source;
	uint8_t unit;
};

/* Text that is there for context only, since another lane reports it (the unchanged words round a
 * tracked deletion): a hit that lies wholly inside is dropped. */
struct shadow {
	size_t from, to;
};

struct text {
	const char *part;         /* "41!2:nota.docx!word/document.xml", "" for the file itself */
	const char *file_name;    /* last name on the way there: "nota.docx"; may be "" */
	const char *format;       /* name of the format that put it out */
	enum carrier carrier;
	const char *bytes;        /* valid UTF-8 */
	size_t len;
	uint64_t base;            /* where bytes[0] stands in the lane */
	size_t own_from, own_to;  /* hits start in [own_from, own_to), rest is margin */
	bool last;                /* the lane ends with this window */
	unsigned quote_level;     /* for QUOTED: how deep, at own_from; else 0 */
	const struct anchor *anchors; /* ordered by at; the first is at 0 */
	size_t n_anchors;
	const struct span *spans; /* ordered by at; may be empty: no map */
	size_t n_spans;
	const struct shadow *shadows;
	size_t n_shadows;
};

const struct anchor *text_anchor(const struct text *t, size_t at); /* last one at or before */
/* Where [from, to) stands in the part's own bytes; false where the map is not exact. */
bool text_source(const struct text *t, size_t from, size_t to, uint64_t *offset, uint64_t *length);
bool text_in_shadow(const struct text *t, size_t from, size_t to);

/* The vindplaats, printable: PATH!PART#[CARRIER.]ANCHOR@START+LENGTH
 *   p/post.mbox!41!2:nota.docx!word/document.xml#par=12@1034+9
 * CARRIER is left out for the body. ANCHOR is byte=N line=N par=N page=N cell=NAME header=NAME
 * message=N. Within path and names, bytes that are no valid UTF-8, control characters and
 * `!` `#` `%` are written %XX. */
struct place {
	const char *path, *part;
	enum carrier carrier;
	struct anchor anchor;
	uint64_t start, length; /* in the lane's text */
};
struct buf;
void place_add(struct buf *to, const struct place *p);
char *place_print(struct arena *a, const struct place *p);
bool place_parse(struct arena *a, const char *printed, struct place *ret);
/* One step of a part path, escaped as above. */
char *place_escape(struct arena *a, const char *name, size_t len);
#endif
