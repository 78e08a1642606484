/* SPDX-License-Identifier: EUPL-1.2 */
/* format/flow_line.c - lines made of strings and attributes, and those that need saying once. */
#include "format/flow.h"
#include <string.h>

int flow_line(struct flow *f, enum carrier lane, const char *name, const char *value)
{
	return flow_line_text(f, lane, name,
			      &(struct xml_text){ value, value ? strlen(value) : 0, NO_SOURCE, 0 });
}

int flow_line_once(struct flow *f, struct flow_once *once, enum carrier lane, const char *name,
		   const struct xml_text *value)
{
	uint64_t h = xml_hash(value->utf8);

	for (size_t i = 0; i < once->n; i++)
		if (once->seen[i] == h)
			return 0;
	if (once->n < ARRAY_LEN(once->seen))
		once->seen[once->n++] = h;
	return flow_line_text(f, lane, name, value);
}

/* The first row at or after an element's name. */
static size_t first_row(const struct text_attr *attrs, size_t n, const char *element)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (strcmp(attrs[middle].element, element) < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

int text_attrs_out(struct flow *f, const struct xml_tag *tag, const struct text_attr *attrs,
		   size_t n, unsigned flags)
{
	int result = 0;

	for (size_t i = first_row(attrs, n, tag->name);
	     i < n && !result && !strcmp(attrs[i].element, tag->name); i++)
		if (!attrs[i].flags || (attrs[i].flags & flags))
			result = flow_line(f, attrs[i].lane, attrs[i].label,
					   xml_attr(tag, attrs[i].attr));
	return result;
}
