/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/leaf.h - the text of one element, kept until the element ends: an author, a property, a
 * cell. It keeps its source as long as all of it stands in one stretch of the part.
 *
 * Start with {0}; leaf_free() wipes. A leaf is no part of the arena, since it grows.
 */
#ifndef VP_LEAF_H
#define VP_LEAF_H
#include "base/buf.h"
#include "format/xml.h"

struct leaf {
	struct buf text;
	uint64_t source;
	bool mapped; /* byte i of the text stands at source + i */
};
void leaf_add(struct leaf *l, const struct xml_text *t);
void leaf_add_str(struct leaf *l, const char *s, size_t len); /* without a source */
void leaf_cut(struct leaf *l, size_t len); /* keeps the first len bytes */
void leaf_clear(struct leaf *l);
const char *leaf_str(const struct leaf *l); /* never NULL */
struct xml_text leaf_text(const struct leaf *l);
void leaf_free(void *leaf); /* for arena_defer() */
#endif
