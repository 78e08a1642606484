/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_leaf.c - one part of a message: its transfer encoding undone, named and handed on.
 *
 * What it is, its content tells; the declared type is a hint. Only where content cannot tell - a
 * text body with its quoted lines, a message inside a message - the type decides.
 */
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "format/mail.h"
#include "format/uu.h"

#define NAME_STEP_MAX 200u /* bytes of a file name in a part path; its lane has all of it */
#define HEAD 512u

static struct stream *undo_encoding(struct arena *a, struct stream *raw, const char *encoding)
{
	static const char *const none[] = {"7bit", "8bit", "binary", "7-bit", "8-bit", "none", ""};

	for (size_t i = 0; encoding && i < ARRAY_LEN(none); i++)
		if (!strcmp(encoding, none[i]))
			return raw;
	if (!encoding)
		return raw;
	if (!strcmp(encoding, "base64") || !strcmp(encoding, "x-base64"))
		return stream_base64(a, raw);
	if (!strncmp(encoding, "quoted-print", 12) || !strcmp(encoding, "quoted"))
		return stream_quoted(a, raw);
	if (!strcmp(encoding, "uuencode") || !strcmp(encoding, "x-uuencode") ||
	    !strcmp(encoding, "x-uue") || !strcmp(encoding, "uue"))
		return stream_uu(a, raw);
	stream_break(raw, REASON_UNSUPPORTED_METHOD, "is in a transfer encoding that is not known");
	return raw;
}

static int put_name(struct mail *m, const char *name)
{
	int error;

	if (!name)
		return 0;
	out_carrier(m->out, CARRIER_ATTACHMENT_NAME);
	out_anchor(m->out, AT_HEADER, ++m->names, "filename", "filename");
	error = out_text(m->out, name, strlen(name));
	if (!error)
		error = out_text(m->out, "\n", 1);
	out_carrier(m->out, CARRIER_BODY);
	return error;
}

static bool starts(const uint8_t *head, size_t len, const char *magic)
{
	size_t n = strlen(magic);

	return len >= n && !strncasecmp((const char *)head, magic, n);
}

/* A body that calls itself text but plainly is something else is left to its content. */
static bool looks_like_text(struct stream *s, const char *charset)
{
	static const char *const magics[] = {"%PDF-",		"PK\x03\x04",	  "{\\rtf",
					     "<html",		"<!doctype html", "\x1F\x8B",
					     "BEGIN:VCALENDAR", "BEGIN:VCARD"};
	const uint8_t *head;
	size_t len = stream_peek(s, HEAD, &head);

	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (starts(head, len, magics[i]))
			return false;
	if (charset && (!strncasecmp(charset, "utf-16", 6) || !strncasecmp(charset, "utf-32", 6)))
		return true;
	len = len < HEAD ? len : HEAD;
	size_t controls = 0;
	for (size_t i = 0; i < len; i++)
		controls += head[i] < '\a' || (head[i] > '\r' && head[i] < ' ' && head[i] != 0x1B);
	return controls * 20 <= len;
}

static bool is_header_type(const char *type)
{
	return !strcmp(type, "text/rfc822-headers") || !strcmp(type, "message/global-headers");
}

static bool is_message_type(const char *type)
{
	return !strcmp(type, "message/rfc822") || !strcmp(type, "message/global") ||
	       !strcmp(type, "message/news") || is_header_type(type);
}

/* Of a message in pieces only the first one begins with its header. */
static bool is_first_piece(const char *type, struct stream *bytes)
{
	const uint8_t *head;

	if (strcmp(type, "message/partial") != 0)
		return false;
	size_t len = stream_peek(bytes, MAIL_LEAD_LOOK, &head);
	return mail_is_header(head, len < MAIL_LEAD_LOOK ? len : MAIL_LEAD_LOOK);
}

static const struct format *body_format(const struct entity *e, struct stream *bytes)
{
	if (!strcmp(e->type, "text/enriched") || !strcmp(e->type, "text/richtext"))
		return &mail_enriched_format;
	/* Reports on delivery and the like: fields to be read by people too. */
	if (!strncmp(e->type, "message/", 8))
		return &mail_text_format;
	if (!strcmp(e->type, "text/plain") && !e->file_name && looks_like_text(bytes, e->charset))
		return &mail_text_format;
	return NULL;
}

static char *step_name(struct arena *a, const char *section, const char *file_name)
{
	size_t len = file_name ? strlen(file_name) : 0;

	if (!len)
		return arena_copy(a, section, strlen(section));
	len = utf8_floor(file_name, len, len < NAME_STEP_MAX ? len : NAME_STEP_MAX);
	return arena_format(a, "%s:%.*s", section, (int)len, file_name);
}

int mail_leaf(struct mail *m, const struct entity *e, const char *section, const struct format *as)
{
	struct arena *a = m->out->arena;
	size_t mark = arena_mark(a);
	struct stream *raw = stream_part(a, m->in, &m->bounds);
	struct part part = {.file_name = e->file_name,
			    .type = e->type,
			    .charset = e->charset,
			    .format = as,
			    .bytes = undo_encoding(a, raw, e->encoding),
			    .flowed = e->flowed,
			    .delsp = e->delsp};
	bool message = !as && (is_message_type(e->type) || is_first_piece(e->type, part.bytes));
	int error = put_name(m, e->file_name);

	if (!error)
		error = put_name(m, e->other_name);
	if (!strcmp(e->type, "message/partial"))
		out_trouble(m->out, REASON_TRUNCATED,
			    "is one piece of a message that was sent in pieces");
	part.name = step_name(a, section, message ? NULL : e->file_name);
	if (!as && !message)
		part.format = body_format(e, part.bytes);
	if (!error)
		error = message ? mail_nested(m, &part, is_header_type(e->type)) : out_part(m->out, &part);
	stream_drain(raw);
	arena_rewind(a, mark);
	return error;
}
