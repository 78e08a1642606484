/* SPDX-License-Identifier: EUPL-1.2 */
/* format/mail.c - one message: an .eml file, a file of a Maildir, one of a mailbox, or one inside
 * another message. */
#include "format/mail.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LOOK 4096u

/* Line ends that are a \r alone, as old mail programs wrote them. */
struct cr_ends {
	uint8_t out[STREAM_BLOCK];
};

static ssize_t cr_next(struct stream *s, const uint8_t **block)
{
	struct cr_ends *c = s->state;
	const uint8_t *bytes;
	size_t n = stream_peek(s->below, 1, &bytes);

	n = n < sizeof(c->out) ? n : sizeof(c->out);
	for (size_t i = 0; i < n; i++)
		c->out[i] = bytes[i] == '\r' ? '\n' : bytes[i];
	stream_skip(s->below, n);
	if (!n)
		stream_pass_on(s);
	*block = c->out;
	return (ssize_t)n;
}

static struct stream *with_line_ends(struct arena *a, struct stream *in)
{
	const uint8_t *head;
	size_t len = stream_peek(in, LOOK, &head);

	len = len < LOOK ? len : LOOK;
	if (memchr(head, '\n', len) || !memchr(head, '\r', len))
		return in;
	struct stream *s = stream_new(a, in, "line-ends", sizeof(struct cr_ends));
	s->next = cr_next;
	return s;
}

static void close_mail(void *thing)
{
	struct mail *m = thing;

	bounds_free(&m->bounds);
	free(m->multiparts);
	buf_free(&m->section);
}

/* A message that stands in another knows how deep; its part is the first thing in this. */
struct nested_part {
	struct part part;
	unsigned depth;
};

static void skip_bom(struct stream *in)
{
	const uint8_t *head;

	if (stream_peek(in, 3, &head) >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3))
		stream_skip(in, 3);
}

static int read_mail(struct stream *in, struct out *out, unsigned depth)
{
	struct mail *m = arena_get(out->arena, sizeof(*m));
	struct entity e;
	int error;

	arena_defer(out->arena, close_mail, m);
	skip_bom(in);
	m->out = out;
	m->in = with_line_ends(out->arena, in);
	m->text = header_text_new(out->arena);
	m->depth = depth;
	error = mail_header(m, true, "text/plain", &e);
	return error ? error : mail_tree(m, &e);
}

static int eml_read(struct stream *in, struct out *out)
{
	return read_mail(in, out, 0);
}

static int nested_read(struct stream *in, struct out *out)
{
	const struct nested_part *outer = (const struct nested_part *)(const void *)out->self;

	return read_mail(in, out, outer->depth);
}

static int no_claim(const struct probe *p)
{
	(void)p;
	return 0;
}

static const struct format nested_format = {"eml", "message inside a message", "its declared type",
					    no_claim, nested_read};

int mail_nested(struct mail *m, struct part *part)
{
	struct nested_part inner = {*part, m->depth + (unsigned)m->bounds.n + 1};

	inner.part.format = &nested_format;
	if (inner.depth <= out_limits(m->out)->mime_depth)
		return out_part(m->out, &inner.part);
	out_trouble(m->out, REASON_LIMIT_DEPTH,
		    "messages stand more than %u deep; the rest was read as plain text",
		    out_limits(m->out)->mime_depth);
	part->format = &mail_text_format;
	return out_part(m->out, part);
}

/* How much each field says that this is a mail; together two make one. */
static const struct known_field {
	const char *name;
	int weight;
} known_fields[] = {
    {"Received", 2},
    {"Return-Path", 2},
    {"Delivered-To", 2},
    {"Message-ID", 2},
    {"MIME-Version", 2},
    {"X-Mailer", 2},
    {"X-Original-To", 2},
    {"Envelope-To", 2},
    {"Content-Transfer-Encoding", 2},
    {"DKIM-Signature", 2},
    {"Authentication-Results", 2},
    {"ARC-Seal", 2},
    {"Received-SPF", 2},
    {"In-Reply-To", 2},
    {"X-Gmail-Labels", 2},
    {"X-Mozilla-Status", 2},
    {"X-UIDL", 2},
    {"X-GM-THRID", 2},
    {"Resent-From", 2},
    {"From", 1},
    {"To", 1},
    {"Subject", 1},
    {"Date", 1},
    {"Cc", 1},
    {"Bcc", 1},
    {"Reply-To", 1},
    {"Sender", 1},
    {"Content-Type", 1},
    {"References", 1},
    {"User-Agent", 1},
    {"Thread-Topic", 1},
    {"Status", 1},
    {"X-Status", 1},
    {"Importance", 1},
    {"X-Priority", 1},
    {"List-Id", 1},
    {"Newsgroups", 1},
};

/* One bit of *seen for each field, so that it counts once. */
static int field_weight(const uint8_t *line, size_t name_len, uint64_t *seen)
{
	for (size_t i = 0; i < ARRAY_LEN(known_fields); i++) {
		const struct known_field *k = known_fields + i;

		if (strlen(k->name) != name_len ||
		    strncasecmp((const char *)line, k->name, name_len))
			continue;
		if (*seen >> i & 1)
			return 0;
		*seen |= UINT64_C(1) << i;
		return k->weight;
	}
	return 0;
}

static size_t next_line(const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (at[i] == '\n' || (at[i] == '\r' && (i + 1 == len || at[i + 1] != '\n')))
			return i + 1;
	return len;
}

/* Weighs the fields up to the blank line or what is no field. */
static int weigh(const uint8_t *at, size_t len, bool *closed)
{
	uint64_t seen = 0;
	int weight = 0;
	size_t n;

	*closed = false;
	for (unsigned fields = 0; len; at += n, len -= n) {
		n = next_line(at, len);
		size_t name = header_name(at, n);

		if (*at == '\n' || *at == '\r') {
			*closed = true;
			break;
		}
		if (fields && (*at == ' ' || *at == '\t'))
			continue;
		if (!name && !fields && n > 5 &&
		    (!memcmp(at, "From ", 5) || !memcmp(at, ">From", 5)))
			continue;
		if (!name)
			break;
		fields++;
		/* The first fields tell; a list of many others is no header. */
		if (fields <= 40)
			weight += field_weight(at, name, &seen);
	}
	*closed |= !len;
	return weight;
}

static bool is_named_message(const struct part *p)
{
	const char *dot = p->file_name ? strrchr(p->file_name, '.') : NULL;

	return (dot && !strcasecmp(dot, ".eml")) || (p->file_name && strstr(p->file_name, ":2,")) ||
	       (p->type && !strcmp(p->type, "message/rfc822"));
}

static int eml_claim(const struct probe *p)
{
	const uint8_t *head = p->head;
	size_t len = p->len;
	bool closed;

	if (len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3)) {
		head += 3;
		len -= 3;
	}
	int weight = weigh(head, len, &closed);
	if (is_named_message(p->part) && weight)
		return 16;
	/* Without a blank line behind them it takes more fields to make a header. */
	return weight >= (closed ? 2 : 4) ? 14 : 0;
}

const struct format eml_format = {
    "eml", "mail message", "header fields that mails have, at the very start", eml_claim, eml_read};
