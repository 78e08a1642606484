/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xml.h - XML as events, for all formats that are XML inside. The one door to libxml2.
 *
 * The charset is settled by format/decode.h, so the parser only sees UTF-8 in pieces of one size:
 * events, and the sources they name, do not depend on how the stream was cut.
 *
 * No entity but the five of XML itself is ever expanded and nothing outside the document is ever
 * opened. A document type with definitions stops the parser at once, as do a reference to an entity
 * that a named type may define, too deep nesting, names or tags without end, and what is not
 * well-formed. Everything reported up to there stands; the rest
 * is read crudely: its tags are dropped, its text and quoted values are kept.
 */
#ifndef VP_XML_H
#define VP_XML_H
#include "format/decode.h"

struct xml_tag {
	const char *name;   /* without its prefix */
	const char *space;  /* URI of its namespace, "" if none */
	unsigned depth;     /* 1 for the root */
	size_t n_attrs;
	const void *attrs;  /* private to xml.c */
	struct arena *values;
};
/* Values last as long as the tag. By name without prefix; the first one so called, or NULL. */
const char *xml_attr(const struct xml_tag *t, const char *name);
/* ... of a namespace whose URI ends like this: tells r:id from id. */
const char *xml_attr_in(const struct xml_tag *t, const char *space_end, const char *name);
const char *xml_attr_at(const struct xml_tag *t, size_t i, const char **name);

struct xml_text {
	const char *utf8;
	size_t len;
	uint64_t source; /* as in struct span; NO_SOURCE where there is no map */
	uint8_t unit;
};
/* Puts it out with its source. */
int xml_out(struct out *out, const struct xml_text *t);
/* [from, to) of it; where it stands as a whole, the whole keeps the source. */
struct xml_text xml_slice(const struct xml_text *t, size_t from, size_t to);

#define XML_ENOUGH 1 /* from an event: the rest is of no interest */

struct xml_events { /* each returns 0, a negative result of out_*(), or XML_ENOUGH */
	int (*open)(void *state, const struct xml_tag *tag);
	int (*close)(void *state, const char *name, unsigned depth);
	int (*text)(void *state, const struct xml_text *text);
	int (*comment)(void *state, const char *utf8, size_t len); /* NULL: passed over */
	/* For what is read crudely: its lane, and the names (without prefix) of elements that end
	 * a paragraph; others join. NULL: every tag ends a line. */
	enum carrier rest_lane;
	const char *const *rest_breaks;
	bool drop_rest; /* it is looked up in, not read: trouble is told, the rest is not put out */
};
/* Reads in to its end. Trouble goes to out. */
int xml_read(struct stream *in, struct out *out, const struct xml_events *events, void *state);

/* Index of a name in a sorted list, or -1. */
int xml_word(const char *const *sorted, size_t n, const char *name);
/* Of a name, for tables in memory only. NULL is "". */
uint64_t xml_hash(const char *name);
/* Does the start of a file show this element as its root? Skips declaration, comments and
 * instructions. Gives the name without prefix, "" if there is none to be seen. */
void xml_sniff_root(const uint8_t *head, size_t len, char *name, size_t room);
bool xml_is_utf16(const uint8_t *head, size_t len);
/* The charset that the first line declares, else the part; NULL: neither. */
const char *xml_declared_charset(struct arena *a, const struct part *self, struct stream *in);

/* xmlrest.c: what is left of a document that XML cannot be read from. */
struct xml_rest;
struct xml_rest *xml_rest_new(struct out *out, const struct xml_events *events, bool inside_tag);
/* source: of its first byte, where it stands in the part just like this; or NO_SOURCE */
int xml_rest_add(struct xml_rest *r, const char *utf8, size_t len, uint64_t source);
int xml_rest_end(struct xml_rest *r);
#endif
