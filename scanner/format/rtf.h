/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/rtf.h - Rich Text Format: rtf.c cuts it into groups, control words and text; rtf_word.c
 * says what each word does; rtf_char.c turns bytes into characters; rtf_object.c opens what is
 * embedded. For these files only.
 */
#ifndef VP_RTF_H
#define VP_RTF_H
#include "base/buf.h"
#include "format/blob.h"
#include "format/field.h"
#include "format/flow.h"
#include "format/leaf.h"

/* Where the text of a group goes. */
enum rtf_target {
	RTF_WORDS,  /* the story we are in */
	RTF_SKIP,
	RTF_LEAF,   /* a value: put out when its group ends */
	RTF_FIELD,
	RTF_FONTS,  /* names of fonts; their charsets count */
	RTF_PICTURE,
	RTF_OBJECT,
};
enum rtf_leaf {
	LEAF_PROPERTY, LEAF_HIDDEN, LEAF_AUTHOR, LEAF_INITIALS, LEAF_REVISER, LEAF_PROPERTY_NAME,
	LEAF_PROPERTY_VALUE, LEAF_SHAPE_NAME, LEAF_SHAPE_VALUE,
};

#define RTF_GROUPS 1024 /* deeper ones share the state of the last */
#define RTF_STORIES 12
#define RTF_TABLES 8

struct rtf_group {
	uint8_t target, leaf; /* enum rtf_target, enum rtf_leaf */
	uint8_t outside;      /* target round an \upr, for its Unicode half */
	bool starts_target;   /* here: it ends with this group */
	bool starts_story;
	bool hidden, deleted, inserted;
	uint16_t unicode_skip; /* characters after \u that say the same again */
	uint16_t charset;     /* code page of the font */
	const char *name;     /* of a property */
};

struct rtf_tables { /* per story */
	bool in_table;        /* \intbl of this paragraph */
	uint8_t wanted, open; /* how deep in tables */
	bool in_row[RTF_TABLES];
};

struct rtf_chars;
struct rtf {
	struct stream *in;
	struct out *out;
	struct flow *flow;
	struct rtf_group groups[RTF_GROUPS];
	unsigned depth, too_deep;
	bool fresh;           /* no word stood in the group yet */
	bool starred;         /* the last thing was \*, and the group was fresh */
	long default_font;
	unsigned to_skip;     /* characters after \u yet to be passed over */
	uint64_t source;      /* of the token at hand */
	struct rtf_tables tables, outer[RTF_STORIES];
	unsigned n_outer;
	struct rtf_chars *chars;
	struct field *field;
	struct blob *object, *picture;
	unsigned n_objects, n_pictures;
	struct leaf leaf;
	char author[200], initials[40], property[80];
	bool shape_text;      /* the shape property at hand is text */
};

int rtf_word(struct rtf *r, const char *word, bool has_number, long number);
int rtf_symbol(struct rtf *r, char symbol);
int rtf_group_end(struct rtf *r, const struct rtf_group *g);
/* Characters to where they go. Puts a paragraph or cell before them if need be. */
int rtf_put(struct rtf *r, const struct xml_text *t);
int rtf_put_str(struct rtf *r, const char *s);
static inline struct rtf_group *rtf_group(struct rtf *r)
{
	return &r->groups[r->depth];
}

struct rtf_chars *rtf_chars_new(struct out *out);
void rtf_chars_page(struct rtf_chars *c, uint16_t page);      /* \ansicpg */
void rtf_chars_font(struct rtf_chars *c, long font);          /* \f in the table of fonts */
void rtf_chars_font_page(struct rtf_chars *c, uint16_t page); /* \fcharset or \cpg of that one */
uint16_t rtf_chars_page_of(const struct rtf_chars *c, long font);
uint16_t rtf_page_of_charset(long charset);
uint16_t rtf_chars_default(const struct rtf_chars *c);
/* A byte beyond ASCII, or one by number. Kept until the character is complete. */
int rtf_byte(struct rtf *r, uint8_t byte, uint64_t source);
bool rtf_wants_half(const struct rtf *r); /* a character's first byte was kept last */
int rtf_unicode(struct rtf *r, long number);
int rtf_chars_flush(struct rtf *r);

int rtf_object_end(struct rtf *r);
int rtf_picture_end(struct rtf *r);
#endif
