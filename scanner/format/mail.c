/* SPDX-License-Identifier: EUPL-1.2 */
/* format/mail.c - one message: an .eml file, a file of a Maildir, one of a mailbox, or one inside
 * another message. */
#include "format/mail.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LOOK MAIL_LEAD_LOOK

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
	bool all_fields;
};

static void skip_lead(struct stream *in)
{
	const uint8_t *head;
	size_t len = stream_peek(in, LOOK, &head);

	stream_skip(in, mail_lead(head, len < LOOK ? len : LOOK));
}

static int read_mail(struct stream *in, struct out *out, unsigned depth, bool all_fields)
{
	struct mail *m = arena_get(out->arena, sizeof(*m));
	struct entity e;
	int error;

	arena_defer(out->arena, close_mail, m);
	m->out = out;
	m->in = with_line_ends(out->arena, in);
	m->text = header_text_new(out->arena);
	m->depth = depth;
	m->all_fields = all_fields;
	skip_lead(m->in);
	error = mail_header(m, true, "text/plain", &e);
	m->all_fields = false;
	return error ? error : mail_tree(m, &e);
}

/* What was given as a text is one, even where its first lines make a header. */
static bool is_given_as_text(const struct part *p)
{
	size_t len = p->file_name ? strlen(p->file_name) : 0;

	return (p->type && !strncmp(p->type, "text/", 5)) ||
	       (len > 4 && !strcasecmp(p->file_name + len - 4, ".txt"));
}

static int eml_read(struct stream *in, struct out *out)
{
	return read_mail(in, out, 0, is_given_as_text(out->self));
}

static int nested_read(struct stream *in, struct out *out)
{
	const struct nested_part *outer = (const struct nested_part *)(const void *)out->self;

	return read_mail(in, out, outer->depth, outer->all_fields);
}

static int no_claim(const struct probe *p)
{
	(void)p;
	return 0;
}

static const struct format nested_format = {"eml", "message inside a message", "its declared type",
					    no_claim, nested_read};

int mail_nested(struct mail *m, struct part *part, bool all_fields)
{
	struct nested_part inner = {*part, m->depth + (unsigned)m->bounds.n + 1, all_fields};

	inner.part.format = &nested_format;
	if (inner.depth <= out_limits(m->out)->mime_depth)
		return out_part(m->out, &inner.part);
	out_trouble(m->out, REASON_LIMIT_DEPTH,
		    "messages stand more than %u deep; the rest was read as plain text",
		    out_limits(m->out)->mime_depth);
	part->format = &mail_text_format;
	return out_part(m->out, part);
}

const struct format eml_format = {
    "eml", "mail message", "header fields that mails have, at the very start", mail_claim, eml_read};
