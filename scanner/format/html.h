/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html.h - what the files of the HTML reader share; no other format includes it.
 *
 *   html.c            the loop: text, character references, tags, comments, raw text
 *   html_tag.c        one tag and its attributes
 *   html_entities.c   &eacute; &#233;
 *   html_element.c    which elements are open and what they do to the text in them
 *   html_attribute.c  what attributes say: hidden, quoted, and text only they hold
 *   html_style.c      classes that a style sheet hides
 *   html_flow.c       white space and line ends as a reader sees them
 *   html_table.c      rows, cells and their heads
 *   html_sniff.c      is it HTML, in which charset
 */
#ifndef VP_HTML_H
#define VP_HTML_H
#include "format/reader.h"

/* Tags. Offsets count from the tag's "<". */
#define HTML_ATTRIBUTES 64
struct html_attribute {
	size_t name, name_len, value, value_len;
};
struct html_element;
struct html_tag {
	const struct html_element *element;
	uint32_t name_hash;
	size_t name, name_len, len; /* len: with its ">", or up to where it was cut */
	bool closing, odd_name;     /* odd: "<jan@example.nl>" is no tag to a reader: NONE */
	size_t n_attributes;
	struct html_attribute attributes[HTML_ATTRIBUTES];
	bool dropped;               /* attributes past the room */
	char cut_quote;             /* CUT inside a value: what ends it; ' ' without quotes */
};
enum html_tag_kind { TAG_NONE, TAG_WHOLE, TAG_CUT };
/* CUT: its end is not within len; the attribute that is not whole is the last one. */
enum html_tag_kind html_tag_parse(const char *s, size_t len, struct html_tag *tag);
/* The rest of a tag of which a part was read before. */
enum html_tag_kind html_tag_go_on(const char *s, size_t len, struct html_tag *tag);
const struct html_attribute *html_attribute(const char *s, const struct html_tag *tag,
					    const char *name);
bool html_is_space(char c);
bool html_word_is(const char *s, size_t len, const char *word); /* any case */
const char *html_find(const char *s, size_t len, const char *needle); /* any case */

#define HTML_ENTITY_MAX 40 /* looked at */
/* Bytes of the reference at "&" (0: it is none) and its code point. */
size_t html_entity(const char *s, size_t len, bool attribute, uint32_t *code);

/* Elements. */
enum html_effect {
	HTML_VOID = 1,       /* never has content */
	HTML_BLOCK = 2,      /* a paragraph of its own */
	HTML_LINE = 4,       /* a line of its own */
	HTML_PRE = 8,        /* white space counts */
	HTML_RAW = 16,       /* no tags inside */
	HTML_NO_TEXT = 32,   /* and no text either */
	HTML_HIDE = 64,
	HTML_TABLE = 128,
	HTML_ROW = 256,
	HTML_CELL = 512,
	HTML_BREAK = 1024,   /* <br> */
	HTML_WALL = 2048,    /* end tags from inside do not reach beyond it */
	HTML_CLOSES_P = 4096,
};
struct html_element {
	const char *name;
	unsigned effects;
	uint8_t closes; /* a start tag ends an open element of the same group; 0: none */
};
const struct html_element *html_element(const char *name, size_t len); /* never NULL */

/* Flows: one lane's text in the making. */
enum html_pending { PENDING_NONE, PENDING_LINE, PENDING_BLOCK, PENDING_CELL, PENDING_ROW,
		    PENDING_TABLE };
struct html_flow {
	bool started, space, anchor_due;
	enum html_pending pending;
	unsigned breaks, cells;
	uint64_t pending_source;
	struct span space_from; /* unit 0: more than one plain space */
	uint64_t space_to;
	uint32_t paragraph;
};
enum html_lane { HTML_BODY, HTML_QUOTED, HTML_HIDDEN, HTML_LANES };

#define HTML_DEPTH 256
struct html_open {
	const struct html_element *element;
	uint32_t name_hash;
	bool hides, quotes, box; /* box: holds a quote with its heading line */
	bool pre;
};

#define HTML_TABLES 24
#define HTML_COLUMNS 32
#define HTML_LABEL 64
struct html_table {
	uint32_t number, row, column;
	bool cell_open, row_open;
	bool row_has_head;                /* labels[] below come from a row of heads */
	char heads[HTML_COLUMNS][HTML_LABEL];
	char row_head[HTML_LABEL];        /* "Naam:" in front of its value */
	char cell[HTML_LABEL];            /* start of the cell's text */
	size_t cell_len;
	bool cell_is_th, first_row, row_all_th;
	unsigned cells_in_row, span;
};

#define HTML_STYLE_MAX (64u << 10)
#define HTML_HIDDEN_NAMES 64
enum html_mode { MODE_DATA, MODE_COMMENT, MODE_BOGUS, MODE_CDATA };
struct html {
	struct out *out;
	struct reader *in;
	uint64_t at; /* bytes of text taken */
	enum html_mode mode;
	const struct html_element *raw; /* inside it, no tags but its end tag */
	bool raw_text;                  /* its content is text */
	bool raw_entities, raw_hidden, drop_newline;
	bool skip_bogus;                /* MODE_BOGUS: a doctype or the like */
	uint64_t no_end_before;         /* there is no end of the comment or raw text before */
	struct html_open open[HTML_DEPTH];
	size_t depth, overflow;
	uint16_t open_count[256];       /* by name hash: spares the search for what is not open */
	uint16_t group_count[8];
	unsigned hidden, quoting, pre;
	bool rest_is_quoted;
	enum html_lane lane;
	struct html_flow flows[HTML_LANES];
	struct html_table tables[HTML_TABLES];
	size_t n_tables;
	uint32_t tables_seen, headers;
	char *style;                    /* text of the style sheet at hand, as far as kept */
	size_t style_len, n_hidden_names;
	uint64_t hidden_names[HTML_HIDDEN_NAMES]; /* hashes of ".class", "#id"; 0: not any more */
	struct html_tag tag;            /* the one at hand: too big for the stack */
};

int html_put_text(struct html *h, const char *s, size_t len);
int html_put_char(struct html *h, uint32_t code, size_t source_len);
void html_pend(struct html *h, enum html_pending what);
void html_pend_break(struct html *h);
void html_choose_lane(struct html *h);
void html_skip(struct html *h, size_t len);
/* A paragraph of its own in the hidden lane: an attribute, with what it is about. */
int html_put_aside(struct html *h, const char *name, const char *label, const char *s, size_t at,
		   size_t len, bool percent);

int html_start_tag(struct html *h, const char *s, const struct html_tag *tag);
void html_end_tag(struct html *h, const struct html_tag *tag);

struct html_says {
	bool hides, quotes, box, quotes_rest, pre;
};
void html_style_add(struct html *h, const char *s, size_t len);
void html_style_end(struct html *h);
bool html_style_hides(const struct html *h, const char *s, const struct html_tag *tag);
struct html_says html_attributes_say(const char *s, const struct html_tag *tag);
int html_put_attributes(struct html *h, const char *s, const struct html_tag *tag);

void html_table_start(struct html *h);
void html_table_end(struct html *h);
void html_row_start(struct html *h);
void html_row_end(struct html *h);
void html_cell_start(struct html *h, const char *s, const struct html_tag *tag);
void html_cell_end(struct html *h);
void html_cell_text(struct html *h, const char *s, size_t len);
bool html_cell_anchor(struct html *h);

const char *html_declared_charset(struct arena *a, struct stream *in);
int html_claim(const struct probe *p);
#endif
