/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/field.c - the instruction of a field, which may come in many runs. Most only say
 * "number of this page"; those are dropped. The others hold link targets, index entries, names of
 * merge fields, whole bibliography records: they become properties.
 */
#include "base/utf8.h"
#include "format/field.h"
#include <ctype.h>
#include <string.h>

#define START 512 /* decided upon within this */

struct field {
	struct flow *flow;
	char text[START + 1];
	size_t len;
};

struct field *field_new(struct out *out, struct flow *f)
{
	struct field *field = arena_get(out->arena, sizeof(*field));

	field->flow = f;
	return field;
}

static bool is_machinery(const char *text)
{
	static const char *const words[] = { "PAGE", "NUMPAGES", "PAGEREF", "TOC", "REF", "SEQ",
					     "DATE", "TIME", "SECTIONPAGES", "STYLEREF", "LISTNUM",
					     "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "=" };
	size_t len;

	while (isspace((unsigned char)*text))
		text++;
	len = strcspn(text, " \t\r\n\\");
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strlen(words[i]) == len && !strncasecmp(words[i], text, len))
			return true;
	return !len;
}

int field_add(struct field *field, const char *s, size_t len)
{
	while (len) {
		size_t room = START - field->len, n = len < room ? len : room;

		if (n < len)
			n = utf8_floor(s, len, n);
		memcpy(field->text + field->len, s, n);
		field->len += n;
		s += n;
		len -= n;
		if (len) { /* full: a long one goes out in lines */
			int result = field_end(field);

			if (result)
				return result;
		}
	}
	return 0;
}

int field_end(struct field *field)
{
	field->text[field->len] = '\0';
	field->len = 0;
	if (is_machinery(field->text))
		return 0;
	return flow_line(field->flow, CARRIER_PROPERTY, "field", field->text);
}
