/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_tree.c - the parts of a message, numbered as IMAP numbers its sections.
 *
 * No recursion: the open multiparts are a stack, each step reads up to the next boundary line and
 * looks which of them it belongs to. Past a limit the rest is read as one text, so that nothing
 * is lost. Text before the first and after the last part, which no mail program shows, is hidden
 * text of the message.
 */
#include <string.h>
#include "format/mail.h"

#define PREAMBLE_LOOK (64u << 10)

static int read_fringe(struct mail *m)
{
	struct arena *a = m->out->arena;
	size_t mark = arena_mark(a);
	uint64_t base = m->in->offset;
	struct stream *s = stream_part(a, m->in, &m->bounds);
	const uint8_t *line;
	bool any = false;
	int error = 0;

	out_carrier(m->out, CARRIER_HIDDEN);
	for (size_t len; !error && (len = stream_line(s, &line)); stream_skip(s, len)) {
		size_t blank = 0;

		while (blank < len && strchr(" \t\r\n", line[blank]) && line[blank])
			blank++;
		if (blank < len && !any)
			error = out_break(m->out);
		any |= blank < len;
		if (!error && any)
			error = mail_raw_line(m, line, len, base + s->offset);
	}
	out_carrier(m->out, CARRIER_BODY);
	stream_drain(s);
	arena_rewind(a, mark);
	return error;
}

/* Does a boundary line of the newest multipart stand near? Else what follows is no preamble. */
static bool is_near(const struct mail *m)
{
	const uint8_t *at, *line_end;
	size_t len = stream_peek(m->in, PREAMBLE_LOOK, &at), level;
	const uint8_t *end = at + (len < PREAMBLE_LOOK ? len : PREAMBLE_LOOK);
	bool closing;

	for (; at < end; at = line_end) {
		line_end = memchr(at, '\n', (size_t)(end - at));
		line_end = line_end ? line_end + 1 : end;
		if (bounds_match(&m->bounds, at, (size_t)(line_end - at), &level, &closing))
			return level == m->bounds.n - 1;
	}
	return false;
}

static void section_set(struct mail *m, size_t prefix, unsigned number)
{
	m->section.len = prefix;
	buf_add_format(&m->section, "%u", number);
}

static char *section_copy(struct mail *m)
{
	return arena_copy(m->out->arena, m->section.bytes, m->section.len);
}

/* Opens a multipart; false: it must be read as one text. */
static bool open_multipart(struct mail *m, const struct entity *e)
{
	const struct limits *limits = out_limits(m->out);
	size_t len = e->boundary ? strlen(e->boundary) : 0;

	while (len && (e->boundary[len - 1] == ' ' || e->boundary[len - 1] == '\t'))
		e->boundary[--len] = '\0';
	if (!len || len > BOUNDARY_MAX) {
		out_trouble(m->out, REASON_CORRUPT,
			    "a multipart does not say what line separates its parts");
		return false;
	}
	if (m->depth + m->bounds.n + 1 > limits->mime_depth) {
		out_trouble(m->out, REASON_LIMIT_DEPTH,
			    "multiparts stand more than %u deep; the rest was read as plain text",
			    limits->mime_depth);
		return false;
	}
	size_t n = m->bounds.n;
	bounds_push(&m->bounds, e->boundary);
	if (n == m->multipart_room) {
		m->multipart_room = m->multipart_room ? 2 * m->multipart_room : 8;
		m->multiparts = xrealloc(m->multiparts, m->multipart_room * sizeof(*m->multiparts));
	}
	if (n)
		buf_add_byte(&m->section, '.');
	m->multiparts[n] = (struct multipart) {.prefix = m->section.len,
					       .digest = !strcmp(e->type, "multipart/digest")};
	if (!strcmp(e->type, "multipart/encrypted"))
		out_trouble(m->out, REASON_ENCRYPTED, "the message is encrypted");
	return true;
}

/* A multipart and what stands before its first part, or a single part. */
static int read_entity(struct mail *m, const struct entity *e)
{
	bool multipart = !strncmp(e->type, "multipart/", 10);

	if (multipart && open_multipart(m, e)) {
		if (is_near(m))
			return read_fringe(m);
		struct multipart *p = m->multiparts + m->bounds.n - 1;
		section_set(m, p->prefix, ++p->children);
		struct entity text = {.charset = e->charset, .encoding = e->encoding};
		text.type = arena_copy(m->out->arena, "text/plain", 10);
		int error = mail_leaf(m, &text, section_copy(m), &mail_text_format);
		if (m->bounds.at_end)
			out_trouble(m->out, REASON_CORRUPT,
				    "the line that separates the parts of a multipart is nowhere");
		return error;
	}
	if (!m->bounds.n) /* the message is all one part */
		section_set(m, 0, 1);
	return mail_leaf(m, e, section_copy(m), multipart ? &mail_text_format : NULL);
}

static int read_rest(struct mail *m)
{
	struct entity text = {.type = NULL};

	out_trouble(m->out, REASON_LIMIT_ENTRIES,
		    "has more than %u parts; the rest was read as plain text",
		    out_limits(m->out)->mime_parts);
	while (m->bounds.n)
		bounds_pop(&m->bounds);
	text.type = arena_copy(m->out->arena, "text/plain", 10);
	return mail_leaf(m, &text, section_copy(m), &mail_text_format);
}

static int read_child(struct mail *m)
{
	struct multipart *p = m->multiparts + m->bounds.n - 1;
	size_t mark = arena_mark(m->out->arena);
	struct entity e;
	int error;

	section_set(m, p->prefix, ++p->children);
	if (++m->parts > out_limits(m->out)->mime_parts) {
		error = read_rest(m);
	} else {
		error = mail_header(m, false, p->digest ? "message/rfc822" : "text/plain", &e);
		if (!error)
			error = read_entity(m, &e);
	}
	arena_rewind(m->out->arena, mark);
	return error;
}

static void close_down_to(struct mail *m, size_t level)
{
	if (m->bounds.n - 1 > level)
		out_trouble(m->out, REASON_CORRUPT,
			    "a multipart ends with the one round it, without a line of its own");
	while (m->bounds.n - 1 > level)
		bounds_pop(&m->bounds);
}

int mail_tree(struct mail *m, const struct entity *top)
{
	int error = read_entity(m, top);

	while (!error && m->bounds.n) {
		if (m->bounds.at_end) {
			out_trouble(m->out, REASON_TRUNCATED,
				    "ends before the line that closes its parts");
			break;
		}
		close_down_to(m, m->bounds.level);
		if (m->bounds.closing) {
			bounds_pop(&m->bounds);
			error = read_fringe(m);
		} else {
			error = read_child(m);
		}
	}
	return error;
}
