/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/tnef.c - winmail.dat (MS-OXTNEF): the form in which Outlook sends what MIME has no word
 * for: body, recipients, attachments.
 *
 * A row of attributes, each with its length and a check. An attachment's data may come before its
 * name, so the file is read at random: data is only noted until the next attachment begins.
 */
#include <stdio.h>
#include <string.h>
#include "format/mail.h"
#include "format/tnef.h"

#define SIGNATURE 0x223e9f78u
#define ATTRIBUTE_HEADER 9u /* level, id, type, length */

enum {
	ATT_RECIPIENTS = 0x9004,
	ATT_PROPERTIES = 0x9003,
	ATT_CODEPAGE = 0x9007,
	ATT_BODY = 0x800C,
	ATT_FROM = 0x8000,
	ATT_SUBJECT = 0x8004,
	ATT_RENDERING = 0x9002,
	ATT_TITLE = 0x8010,
	ATT_DATA = 0x800F,
	ATT_ATTACHMENT = 0x9005
};

struct tnef {
	struct out *out;
	struct seekable *file;
	char charset[TNEF_CHARSET];
	bool in_attachment;
	struct tnef_file attached;
	char *title;	 /* the short name, from the old attribute */
	unsigned number; /* of the attachment */
	size_t mark;	 /* of the arena, where the attachment began */
};

uint32_t tnef_get(struct tnef_cursor *c, unsigned bytes)
{
	uint8_t b[4] = {0};

	if (c->end - c->at < bytes ||
	    c->file->read_at(c->file, b, bytes, c->at) != (ssize_t)bytes) {
		c->bad = true;
		c->at = c->end;
		return 0;
	}
	c->at += bytes;
	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

void tnef_skip(struct tnef_cursor *c, uint64_t len)
{
	c->bad |= len > c->end - c->at;
	c->at = len > c->end - c->at ? c->end : c->at + len;
}

char *tnef_bytes(struct tnef_cursor *c, struct arena *a, uint64_t len, size_t most, size_t *got)
{
	uint64_t left = c->end - c->at;

	len = len < left ? len : left;
	len = len < most ? len : most;
	char *bytes = arena_get(a, (size_t)len + 1);
	ssize_t n = c->file->read_at(c->file, bytes, (size_t)len, c->at);
	*got = n > 0 ? (size_t)n : 0;
	return bytes;
}

struct range {
	struct seekable *file;
	uint64_t at, left;
	uint8_t block[STREAM_BLOCK];
};

static ssize_t range_next(struct stream *s, const uint8_t **block)
{
	struct range *r = s->state;
	size_t want = r->left < sizeof(r->block) ? (size_t)r->left : sizeof(r->block);
	ssize_t n = want ? r->file->read_at(r->file, r->block, want, r->at) : 0;

	*block = r->block;
	if (n < (ssize_t)want)
		stream_break(s, REASON_TRUNCATED, "ends before its stated length");
	n = n > 0 ? n : 0;
	r->at += (uint64_t)n;
	r->left -= (uint64_t)n;
	return n;
}

struct stream *tnef_stream(struct arena *a, struct seekable *file, uint64_t at, uint64_t len)
{
	struct stream *s = stream_new(a, NULL, "range", sizeof(struct range));
	struct range *r = s->state;

	r->file = file;
	r->at = at;
	r->left = len;
	s->next = range_next;
	return s;
}

static int put_attachment(struct tnef *t)
{
	struct tnef_file *f = &t->attached;
	struct out *out = t->out;
	const char *name = f->name ? f->name : t->title;
	int error = 0;

	if (name)
		error = tnef_line(out, CARRIER_ATTACHMENT_NAME, NULL, name);
	if (!error && f->data_len) {
		struct part part = {
		    .name = name && *name ? arena_format(out->arena, "%u:%.200s", t->number, name)
					  : arena_format(out->arena, "%u", t->number),
		    .file_name = name,
		    .bytes = tnef_stream(out->arena, t->file, f->data_at, f->data_len),
		};
		error = out_part(out, &part);
	}
	return error;
}

/* The attachment that was being put together is complete. */
static int end_attachment(struct tnef *t)
{
	int error = t->in_attachment ? put_attachment(t) : 0;

	if (t->in_attachment)
		arena_rewind(t->out->arena, t->mark);
	t->in_attachment = false;
	return error;
}

static int begin_attachment(struct tnef *t)
{
	int error = end_attachment(t);

	t->in_attachment = true;
	t->mark = arena_mark(t->out->arena);
	t->attached = (struct tnef_file) {.name = NULL};
	t->title = NULL;
	t->number++;
	return error;
}

/* Rows of properties, one for each recipient. */
static int read_recipients(struct tnef *t, struct tnef_cursor *c)
{
	int error = 0;

	for (uint32_t n = tnef_get(c, 4); n && !c->bad && !error; n--)
		error = tnef_properties(t->out, c, t->charset, NULL);
	return error;
}

static int put_text(struct tnef *t, struct tnef_cursor *c, uint64_t len, const char *label)
{
	size_t mark = arena_mark(t->out->arena);
	int error = tnef_line(t->out, CARRIER_HEADER, label, tnef_text(t->out, c, len, t->charset));

	arena_rewind(t->out->arena, mark);
	return error;
}

/* The sender of old versions: lengths of a name and an address, then these. */
static int read_from(struct tnef *t, struct tnef_cursor *c)
{
	tnef_skip(c, 4);
	uint32_t name = tnef_get(c, 2), address = tnef_get(c, 2);
	int error = c->bad ? 0 : put_text(t, c, name, "From");

	tnef_skip(c, name);
	if (!error && !c->bad)
		error = put_text(t, c, address, "From");
	return error;
}

static int read_body(struct tnef *t, struct tnef_cursor *c)
{
	size_t mark = arena_mark(t->out->arena);
	uint64_t len = c->end - c->at;
	struct part part = {.name = "body.txt",
			    .type = "text/plain",
			    .charset = t->charset,
			    .format = &mail_text_format,
			    .bytes = tnef_stream(t->out->arena, t->file, c->at, len - (len > 0))};
	int error = len > 1 ? out_part(t->out, &part) : 0;

	arena_rewind(t->out->arena, mark);
	return error;
}

void tnef_codepage(char *charset, uint32_t number)
{
	if (number == 65001)
		strcpy(charset, "utf-8");
	else if (number)
		snprintf(charset, TNEF_CHARSET, "cp%u", number);
}

static int read_attribute(struct tnef *t, unsigned id, struct tnef_cursor *c)
{
	int error = 0;

	/* An attachment's attributes without the one that begins it. */
	if ((id == ATT_DATA || id == ATT_TITLE || id == ATT_ATTACHMENT) && !t->in_attachment)
		error = begin_attachment(t);
	if (error)
		return error;
	switch (id) {
	case ATT_CODEPAGE:
		tnef_codepage(t->charset, tnef_get(c, 4));
		return 0;
	case ATT_SUBJECT:
		return put_text(t, c, c->end - c->at, "Subject");
	case ATT_FROM:
		return read_from(t, c);
	case ATT_BODY:
		return read_body(t, c);
	case ATT_RECIPIENTS:
		return read_recipients(t, c);
	case ATT_PROPERTIES:
		return tnef_properties(t->out, c, t->charset, NULL);
	case ATT_RENDERING:
		return begin_attachment(t);
	case ATT_TITLE:
		t->title = tnef_text(t->out, c, c->end - c->at, t->charset);
		return 0;
	case ATT_DATA:
		t->attached.data_at = c->at;
		t->attached.data_len = c->end - c->at;
		return 0;
	case ATT_ATTACHMENT:
		return tnef_properties(t->out, c, t->charset, &t->attached);
	default:
		return 0;
	}
}

static bool is_checked(struct tnef *t, uint64_t at, uint64_t len, uint32_t stated)
{
	uint8_t block[4096];
	uint32_t sum = 0;

	while (len) {
		ssize_t n = t->file->read_at(t->file, block,
					     len < sizeof(block) ? (size_t)len : sizeof(block), at);

		if (n <= 0)
			return false;
		for (ssize_t i = 0; i < n; i++)
			sum += block[i];
		at += (uint64_t)n;
		len -= (uint64_t)n;
	}
	explicit_bzero(block, sizeof(block));
	return (sum & 0xffff) == stated;
}

static int read_all(struct tnef *t)
{
	struct tnef_cursor c = {.file = t->file, .at = 6, .end = t->file->size};
	int error = 0;

	while (!error && c.end - c.at >= ATTRIBUTE_HEADER && !out_stopped(t->out)) {
		tnef_get(&c, 1);
		unsigned id = tnef_get(&c, 2);
		tnef_skip(&c, 2);
		uint64_t len = tnef_get(&c, 4), at = c.at;
		bool cut = len > c.end - c.at;
		struct tnef_cursor inner = {t->file, at, cut ? c.end : at + len, false};

		tnef_skip(&c, len);
		uint32_t stated = cut ? 0 : tnef_get(&c, 2);
		if (cut || c.bad)
			out_trouble(t->out, REASON_TRUNCATED, "ends inside an attribute");
		else if (!is_checked(t, at, len, stated))
			out_trouble(t->out, REASON_CRC_DIFFERS,
				    "an attribute does not agree with its check");
		error = read_attribute(t, id, &inner);
		if (inner.bad)
			out_trouble(t->out, REASON_CORRUPT, "a list of properties is damaged");
	}
	if (!error && c.at < c.end && !c.bad)
		out_trouble(t->out, REASON_TRUNCATED, "ends inside an attribute");
	return error ? error : end_attachment(t);
}

static int tnef_read(struct stream *in, struct out *out)
{
	struct tnef t = {.out = out, .charset = "windows-1252"};

	t.file = stream_seekable(out->arena, in);
	if (!t.file)
		return 0;
	return read_all(&t);
}

static int tnef_claim(const struct probe *p)
{
	return p->len >= 4 && !memcmp(p->head, "\x78\x9f\x3e\x22", 4) ? 33 : 0;
}

const struct format tnef_format = {"tnef", "Outlook's winmail.dat: body and attachments",
				   "first four bytes", tnef_claim, tnef_read};
