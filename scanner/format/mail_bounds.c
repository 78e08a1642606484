/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_bounds.c - boundary lines, and the stream between two of them.
 *
 * A boundary is matched at the start of a line and to its end, but for blanks; behind a closing
 * one there may also be junk. The innermost multipart is asked first; an outer one's boundary ends
 * the inner ones with it. The line end before a boundary belongs to the boundary.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "format/mail.h"

#define LINE_MAX_LEN 2048u /* of a boundary line, blanks and all */
#define LOOK (LINE_MAX_LEN + 2u)

void bounds_push(struct bounds *b, const char *boundary)
{
	if (b->n == b->room) {
		b->room = b->room ? 2 * b->room : 8;
		b->open = xrealloc(b->open, b->room * sizeof(*b->open));
	}
	b->open[b->n++] = (struct boundary) {xstrdup(boundary), strlen(boundary)};
}

void bounds_pop(struct bounds *b)
{
	free(b->open[--b->n].text);
}

void bounds_free(struct bounds *b)
{
	while (b->n)
		bounds_pop(b);
	free(b->open);
	b->open = NULL;
}

/* "--boundary-->": as good as closed, unless another boundary goes on like that. */
static bool closes_with_junk(const struct boundary *o, const uint8_t *line, size_t len)
{
	return len > o->len + 2 && !memcmp(line, o->text, o->len) && line[o->len] == '-' &&
	       line[o->len + 1] == '-' && !isalnum(line[o->len + 2]) && line[o->len + 2] != '-';
}

bool bounds_match(const struct bounds *b, const uint8_t *line, size_t len, size_t *level,
		  bool *closing)
{
	if (len < 3 || line[0] != '-' || line[1] != '-')
		return false;
	line += 2;
	len -= 2;
	while (len && (line[len - 1] == '\n' || line[len - 1] == '\r' || line[len - 1] == ' ' ||
		       line[len - 1] == '\t'))
		len--;
	for (size_t i = b->n; i--;) {
		const struct boundary *o = b->open + i;

		*level = i;
		*closing = len == o->len + 2 && line[len - 1] == '-' && line[len - 2] == '-';
		if ((len == o->len || *closing) && !memcmp(line, o->text, o->len))
			return true;
	}
	*closing = true;
	for (size_t i = b->n; i--;) {
		*level = i;
		if (closes_with_junk(b->open + i, line, len))
			return true;
	}
	return false;
}

struct part_stream {
	struct bounds *bounds;
	size_t shown, boundary; /* given out; then to skip: the line end and the boundary line */
	bool started, ended;
};

/* The boundary line at the start of bytes: its length, or 0. */
static size_t boundary_line(struct part_stream *p, const uint8_t *bytes, size_t len)
{
	struct bounds *b = p->bounds;

	if (len < 3 || bytes[0] != '-' || bytes[1] != '-')
		return 0;
	if (len > LINE_MAX_LEN)
		len = LINE_MAX_LEN;
	const uint8_t *end = memchr(bytes, '\n', len);
	if (!end && len == LINE_MAX_LEN)
		return 0;
	len = end ? (size_t)(end - bytes) + 1 : len;
	return bounds_match(b, bytes, len, &b->level, &b->closing) ? len : 0;
}

/* How much of the visible bytes is content. */
static size_t scan(struct part_stream *p, const uint8_t *bytes, size_t len)
{
	bool all = len < LOOK;
	size_t i = 0;

	while (i < len) {
		const uint8_t *end = memchr(bytes + i, '\n', len - i);

		if (!end) /* a \r at the edge may belong to a boundary */
			return !all && bytes[len - 1] == '\r' ? len - 1 : len;
		size_t next = (size_t)(end - bytes) + 1;
		size_t stop = next - 1 - (next > 1 && bytes[next - 2] == '\r');
		if (!all && len - next < LINE_MAX_LEN)
			return stop;
		size_t boundary = boundary_line(p, bytes + next, len - next);
		if (boundary) {
			p->boundary = next - stop + boundary;
			p->ended = true;
			return stop;
		}
		i = next;
	}
	return i;
}

static ssize_t part_next(struct stream *s, const uint8_t **block)
{
	struct part_stream *p = s->state;
	size_t len;

	stream_skip(s->below, p->shown);
	p->shown = 0;
	if (!p->ended && (len = stream_peek(s->below, LOOK, block))) {
		if (!p->started)
			p->boundary = boundary_line(p, *block, len);
		p->started = true;
		p->ended = p->boundary > 0;
		if (!p->ended)
			p->shown = scan(p, *block, len);
		if (p->shown)
			return (ssize_t)p->shown;
	}
	p->bounds->at_end = !p->ended;
	stream_skip(s->below, p->boundary);
	p->boundary = 0;
	if (!p->ended && p->bounds->n)
		stream_break(s, REASON_TRUNCATED, "ends before the line that closes it");
	stream_pass_on(s);
	p->ended = true;
	return 0;
}

struct stream *stream_part(struct arena *a, struct stream *below, struct bounds *b)
{
	struct stream *s = stream_new(a, below, "part", sizeof(struct part_stream));

	((struct part_stream *)s->state)->bounds = b;
	s->next = part_next;
	return s;
}
