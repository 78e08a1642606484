/* SPDX-License-Identifier: EUPL-1.2 */
/* format/leaf.c - the text of one element, and where it stands. */
#include "format/leaf.h"

void leaf_add(struct leaf *l, const struct xml_text *t)
{
	bool straight = t->source != NO_SOURCE && t->unit == 1;

	if (!l->text.len) {
		l->mapped = straight;
		l->source = t->source;
	} else if (!straight || t->source != l->source + l->text.len) {
		l->mapped = false;
	}
	buf_add(&l->text, t->utf8, t->len);
}

void leaf_add_str(struct leaf *l, const char *s, size_t len)
{
	leaf_add(l, &(struct xml_text){ s, len, NO_SOURCE, 0 });
}

void leaf_cut(struct leaf *l, size_t len)
{
	if (len < l->text.len)
		l->text.bytes[l->text.len = len] = '\0';
}

void leaf_clear(struct leaf *l)
{
	buf_clear(&l->text);
	l->mapped = false;
}

const char *leaf_str(const struct leaf *l)
{
	return l->text.len ? l->text.bytes : "";
}

struct xml_text leaf_text(const struct leaf *l)
{
	return (struct xml_text){ .utf8 = leaf_str(l),
				  .len = l->text.len,
				  .source = l->mapped ? l->source : NO_SOURCE,
				  .unit = l->mapped };
}

void leaf_free(void *leaf)
{
	buf_free(&((struct leaf *)leaf)->text);
}
