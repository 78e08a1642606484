/* SPDX-License-Identifier: EUPL-1.2 */
/* format/flow_line.c - lines made of attributes, and lines that need saying only once. */
#include "format/flow.h"
#include <string.h>

int flow_line_once(struct flow *f, struct flow_once *once, enum carrier lane, const char *name,
		   const char *value)
{
	uint64_t h = xml_hash(value);

	for (size_t i = 0; i < once->n; i++)
		if (once->seen[i] == h)
			return 0;
	if (once->n < ARRAY_LEN(once->seen))
		once->seen[once->n++] = h;
	return flow_line(f, lane, name, value);
}

int text_attrs_out(struct flow *f, const struct xml_tag *tag, const struct text_attr *attrs, size_t n,
		   unsigned flags)
{
	int result = 0;

	for (size_t i = 0; i < n && !result; i++) {
		const struct text_attr *a = &attrs[i];

		if (a->element[0] != tag->name[0] || strcmp(a->element, tag->name) ||
		    (a->flags && !(a->flags & flags)))
			continue;
		result = flow_line(f, a->lane, a->label, xml_attr(tag, a->attr));
	}
	return result;
}
