/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/msg.c - a message of Outlook in a file ([MS-OXMSG]): a compound file with one stream for
 * each long property, a storage for each recipient and each attachment, and in each a table of the
 * short ones. What the properties mean is the same as in winmail.dat (tnef_properties.c).
 *
 * A message attached to a message is a storage again. It is a part, with its table of short
 * properties for bytes, so that depth and number are limited as for all parts.
 */
#include "base/bytes.h"
#include "format/cfb.h"
#include "format/known.h"
#include "format/tnef.h"
#include <stdlib.h>
#include <string.h>

#define BITS_MSG 80 /* one more than a row of known.inc */
#define TABLE "__properties_version1.0"
#define VALUE "__substg1.0_"
#define RECIPIENT "__recip_version1.0_#"
#define ATTACHMENT "__attach_version1.0_#"
#define TABLE_HEADER 32u       /* [MS-OXMSG] 2.4.1 */
#define TABLE_HEADER_INNER 24u
#define ROW_LEN 16u
#define ID_DATA 0x3701u
#define TYPE_TIME 0x40u
#define MULTIPLE 0x1000u
#define SECONDS_1601 INT64_C(11644473600) /* to 1970 */

struct msg {
	struct out *out;
	struct cfb *c;
	uint32_t storage;
	unsigned number; /* of the attachment */
	char charset[TNEF_CHARSET];
	bool charset_told;
};

struct msg_part { /* a message inside: the reader finds the rest through its part */
	struct part part;
	struct cfb *c;
	uint32_t storage;
};

static bool begins(const char *name, const char *with)
{
	return !strncmp(name, with, strlen(with));
}

/* Old messages only tell in which codepage they would go over the Internet; strings are in the
 * one Windows uses in that country. 0: no other than ours. */
static uint32_t windows_page(uint32_t internet)
{
	static const uint32_t pairs[][2] = {
		{ 20866, 1251 }, { 21866, 1251 }, { 28592, 1250 }, { 28593, 1254 }, { 28594, 1257 },
		{ 28595, 1251 }, { 28596, 1256 }, { 28597, 1253 }, { 28598, 1255 }, { 28599, 1254 },
		{ 28603, 1257 }, { 38598, 1255 }, { 50220, 932 },  { 50221, 932 },  { 50222, 932 },
		{ 50225, 949 },  { 51932, 932 },  { 51936, 936 },  { 51949, 949 },  { 52936, 936 },
		{ 54936, 936 },
	};

	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (pairs[i][0] == internet)
			return pairs[i][1];
	return internet < 1300 ? internet : 0;
}

static void note_row(struct msg *m, const uint8_t *row)
{
	unsigned type = little16(row), id = little16(row + 2);
	int64_t when = (int64_t)(little64(row + 8) / 10000000) - SECONDS_1601;

	if (id == 0x3ffd) { /* of strings of 8 bits */
		tnef_codepage(m->charset, little32(row + 8));
		m->charset_told = true;
	} else if (id == 0x3fde && !m->charset_told) {
		tnef_codepage(m->charset, windows_page(little32(row + 8)));
	}
	if (type == TYPE_TIME && id == 0x0039)
		out_date(m->out, DATE_SENT, when);
	else if (type == TYPE_TIME && id == 0x3007)
		out_date(m->out, DATE_CREATED, when);
}

static void read_table(struct msg *m, struct stream *s, size_t header)
{
	const uint8_t *row;

	stream_skip(s, header);
	while (stream_peek(s, ROW_LEN, &row) >= ROW_LEN) {
		note_row(m, row);
		stream_skip(s, ROW_LEN);
	}
}

/* The child of that name; 0: there is none. */
static uint32_t child(struct cfb *c, uint32_t parent, const char *name)
{
	for (uint32_t i = cfb_at(c, parent)->first; i; i = cfb_at(c, i)->next)
		if (!strcmp(cfb_at(c, i)->name, name))
			return i;
	return 0;
}

/* Which property a stream is: "__substg1.0_0037001F"; one of several values ends in "-0000000N",
 * and their lengths, without such an end, are nothing to read. */
static bool is_value(const char *name, unsigned *id, unsigned *type)
{
	char *end;
	unsigned long number;

	if (!begins(name, VALUE))
		return false;
	number = strtoul(name + strlen(VALUE), &end, 16);
	*id = (unsigned)(number >> 16 & 0xffff);
	*type = (unsigned)(number & 0xffff);
	if (end != name + strlen(VALUE) + 8 || (*type & MULTIPLE && *end != '-'))
		return false;
	*type &= ~MULTIPLE;
	return true;
}

static int put_value(struct msg *m, const struct cfb_entry *e, unsigned id, unsigned type,
		     struct tnef_file *file)
{
	struct stream *s = cfb_stream(m->out->arena, m->c, e);
	struct tnef_cursor c = { .file = stream_seekable(m->out->arena, s) };
	int result = 0;

	if (c.file) {
		c.end = c.file->size;
		result = tnef_value(m->out, &c, id, type, m->charset, file);
	}
	if (s->broken)
		out_trouble(m->out, s->why, "a property: %s", s->broken);
	return result;
}

/* The properties of the message or of one recipient. */
static int read_values(struct msg *m, uint32_t storage)
{
	int result = 0;

	for (uint32_t i = cfb_at(m->c, storage)->first, next; i && !result; i = next) {
		const struct cfb_entry *e = cfb_at(m->c, i);
		size_t mark = arena_mark(m->out->arena);
		unsigned id, type;

		next = out_stopped(m->out) ? 0 : e->next;
		if (!e->storage && is_value(e->name, &id, &type))
			result = put_value(m, e, id, type, NULL);
		arena_rewind(m->out->arena, mark);
	}
	return result;
}

static int read_inner(struct stream *in, struct out *out);
static const struct format inner_format = { .name = "msg", .read = read_inner };

/* A storage as data: a message, or an object of another program. */
static int put_storage(struct msg *m, const char *name, const char *file_name, uint32_t storage)
{
	uint32_t table = child(m->c, storage, TABLE);
	struct msg_part inner = { .c = m->c, .storage = storage };

	if (!table)
		return ole_read_storage(m->out, m->c, storage);
	inner.part = (struct part){ .name = name, .file_name = file_name, .format = &inner_format,
				    .document = true };
	inner.part.bytes = cfb_stream(m->out->arena, m->c, cfb_at(m->c, table));
	return out_part(m->out, &inner.part);
}

static int put_attachment(struct msg *m, const struct tnef_file *f, uint32_t data)
{
	struct out *out = m->out;
	const char *name = arena_format(out->arena, "%u", ++m->number);
	int result = tnef_line(out, CARRIER_ATTACHMENT_NAME, NULL, f->name);

	if (f->name && *f->name)
		name = arena_format(out->arena, "%s:%.200s", name, f->name);
	if (result || !data)
		return result;
	if (cfb_at(m->c, data)->storage)
		return put_storage(m, name, f->name, data);
	return out_part(out, &(struct part){ .name = name,
					     .file_name = f->name,
					     .bytes = cfb_stream(out->arena, m->c,
								 cfb_at(m->c, data)) });
}

static int read_attachment(struct msg *m, uint32_t storage)
{
	struct tnef_file f = { .name = NULL };
	uint32_t data = 0;
	int result = 0;

	for (uint32_t i = cfb_at(m->c, storage)->first; i && !result; i = cfb_at(m->c, i)->next) {
		const struct cfb_entry *e = cfb_at(m->c, i);
		unsigned id, type;

		if (!is_value(e->name, &id, &type))
			continue;
		if (id == ID_DATA)
			data = i;
		else if (!e->storage)
			result = put_value(m, e, id, type, &f);
	}
	return result ? result : put_attachment(m, &f, data);
}

static int read_message(struct msg *m)
{
	int result = read_values(m, m->storage);

	for (uint32_t i = cfb_at(m->c, m->storage)->first, next; i && !result; i = next) {
		const struct cfb_entry *e = cfb_at(m->c, i);
		size_t mark = arena_mark(m->out->arena);

		next = out_stopped(m->out) ? 0 : e->next;
		if (!e->storage)
			continue;
		if (begins(e->name, RECIPIENT))
			result = read_values(m, i);
		else if (begins(e->name, ATTACHMENT))
			result = read_attachment(m, i);
		arena_rewind(m->out->arena, mark);
	}
	return result;
}

static int read_inner(struct stream *in, struct out *out)
{
	const struct msg_part *p = (const struct msg_part *)(const void *)out->self;
	struct msg m = { .out = out, .c = p->c, .storage = p->storage, .charset = "windows-1252" };

	read_table(&m, in, TABLE_HEADER_INNER);
	return read_message(&m);
}

static void tell_lost(struct msg *m)
{
	for (uint32_t i = 1; i < cfb_count(m->c); i++)
		if (cfb_at(m->c, i)->name && cfb_at(m->c, i)->lost) {
			out_trouble(m->out, REASON_CORRUPT, "its directory does not lead to all of it");
			return;
		}
}

static int read_msg(struct stream *in, struct out *out)
{
	struct msg m = { .out = out, .c = cfb_open(out->arena, in), .charset = "windows-1252" };

	if (!m.c || !cfb_count(m.c)) {
		out_trouble(out, REASON_CORRUPT, "has no directory that could be read");
		return 0;
	}
	tell_lost(&m);
	uint32_t table = child(m.c, 0, TABLE);
	if (table)
		read_table(&m, cfb_stream(out->arena, m.c, cfb_at(m.c, table)), TABLE_HEADER);
	return read_message(&m);
}

static int claim_msg(const struct probe *p)
{
	bool locked;

	return cfb_is_one(p) && !strcmp(ole_kind(p, &locked), "msg") ? BITS_MSG : 0;
}

const struct format msg_format = {
	.name = "msg",
	.about = "Outlook message in a file: headers, body, recipients, attachments",
	.how = "OLE2 directory",
	.claim = claim_msg,
	.read = read_msg,
};
