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
	bool goes_on; /* a line of it went out, or was dropped */
	bool dropped;
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

/* Puts out the first len bytes and keeps the others. What a field is its first words say. */
static int put_line(struct field *field, size_t len)
{
	char rest[START + 1];
	size_t n = field->len - len;
	int result = 0;

	memcpy(rest, field->text + len, n);
	field->text[len] = '\0';
	if (!field->goes_on)
		field->dropped = is_machinery(field->text);
	field->goes_on = true;
	if (!field->dropped)
		result = flow_line(field->flow, CARRIER_PROPERTY, "field", field->text);
	memcpy(field->text, rest, n);
	field->len = n;
	return result;
}

/* A long one goes out in lines; they end between two words where there are any. */
static size_t line_len(const struct field *field)
{
	for (size_t len = field->len; len > START / 2; len--)
		if (isspace((unsigned char)field->text[len - 1]))
			return len;
	return field->len;
}

int field_add(struct field *field, const char *s, size_t len)
{
	int result = 0;

	while (len && !result) {
		size_t room = START - field->len, n = len < room ? len : room;

		if (n < len)
			n = utf8_floor(s, len, n);
		memcpy(field->text + field->len, s, n);
		field->len += n;
		s += n;
		len -= n;
		if (len)
			result = put_line(field, line_len(field));
	}
	return result;
}

int field_end(struct field *field)
{
	int result = field->len ? put_line(field, field->len) : 0;

	field->goes_on = false;
	return result;
}
