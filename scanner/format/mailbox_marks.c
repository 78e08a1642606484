/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mailbox_marks.c - mailboxes whose messages are set apart by control characters: MMDF (a
 * line of four ^A before and after each) and Babyl of Emacs Rmail (^_ at a line start).
 *
 * In Babyl a message has its header twice where Rmail has tidied it: in full, then, behind
 * "*** EOOH ***", as it is shown. The full one is read; the copy is passed over.
 */
#include <string.h>
#include "format/mail.h"

#define MMDF_MARK "\1\1\1\1"
#define BABYL_START "BABYL OPTIONS:"
#define BABYL_EOOH "*** EOOH ***"

struct marked {
	const char *mark;
	size_t shown;
	bool inside; /* a line, longer than a stream shows at once */
	enum { COPY, HEADER, COPY_OF_HEADER } state;
};

static bool line_is(const uint8_t *line, size_t len, const char *text)
{
	size_t n = strlen(text);

	while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
		len--;
	return len == n && !memcmp(line, text, n);
}

/* Is this line of the second header, or the line before it? */
static bool is_copy(struct marked *m, const uint8_t *line, size_t len)
{
	if (m->state == HEADER && line_is(line, len, BABYL_EOOH)) {
		m->state = COPY_OF_HEADER;
		return true;
	}
	if (m->state != COPY_OF_HEADER)
		return false;
	if (line_is(line, len, ""))
		m->state = COPY;
	return true;
}

static ssize_t marked_next(struct stream *s, const uint8_t **block)
{
	struct marked *m = s->state;
	size_t len, n = strlen(m->mark);

	stream_skip(s->below, m->shown);
	m->shown = 0;
	while ((len = stream_line(s->below, block))) {
		if (!m->inside && len >= n && !memcmp(*block, m->mark, n))
			break;
		bool copy = !m->inside && is_copy(m, *block, len);

		m->inside = (*block)[len - 1] != '\n';
		if (!copy) {
			m->shown = len;
			return (ssize_t)len;
		}
		stream_skip(s->below, len);
	}
	stream_pass_on(s);
	return 0;
}

/* Up to the next mark, which is left where it is. */
static int read_marked(struct stream *in, struct out *out, const char *mark, uint32_t number,
		       bool two_headers)
{
	size_t at = arena_mark(out->arena);
	struct stream *s = stream_new(out->arena, in, "message", sizeof(struct marked));
	struct marked *m = s->state;
	struct part part = {.name = arena_format(out->arena, "%u", number),
			    .type = number ? "message/rfc822" : "text/plain",
			    .format = number ? &eml_format : format_named("text"),
			    .bytes = s,
			    .document = number > 0};

	m->mark = mark;
	m->state = two_headers ? HEADER : COPY;
	s->next = marked_next;
	int error = out_part(out, &part);
	stream_drain(s);
	arena_rewind(out->arena, at);
	return error;
}

static int mmdf_read(struct stream *in, struct out *out)
{
	const uint8_t *line;
	uint32_t number = 0;
	size_t len;
	int error = 0;

	while (!error && (len = stream_line(in, &line))) {
		if (len >= 4 && !memcmp(line, MMDF_MARK, 4))
			stream_skip(in, len);
		else
			error = read_marked(in, out, MMDF_MARK, ++number, false);
	}
	return error;
}

static int mmdf_claim(const struct probe *p)
{
	return p->len > 5 && !memcmp(p->head, MMDF_MARK, 4) &&
		       (p->head[4] == '\n' || p->head[4] == '\r') ? 40 : 0;
}

/* Behind ^_ stand ^L, a line end and a line of labels that says if there are two headers. */
static bool skip_labels(struct stream *in, bool *two_headers)
{
	const uint8_t *line;
	size_t len = stream_line(in, &line);

	*two_headers = false;
	if (len < 2 || line[1] != '\f') { /* the last mark; what is behind it is text still */
		stream_skip(in, 1);
		return len > 2;
	}
	stream_skip(in, len);
	len = stream_line(in, &line);
	*two_headers = len && *line == '1';
	if (len > 1 && line[1] == ',')
		stream_skip(in, len);
	/* Where there is one header, the line stands before it. */
	len = stream_line(in, &line);
	if (!*two_headers && line_is(line, len, BABYL_EOOH))
		stream_skip(in, len);
	return true;
}

static int babyl_read(struct stream *in, struct out *out)
{
	const uint8_t *head;
	uint32_t number = 0;
	bool two_headers;
	int error = read_marked(in, out, "\x1f", 0, false);

	while (!error && stream_peek(in, 1, &head))
		if (skip_labels(in, &two_headers))
			error = read_marked(in, out, "\x1f", ++number, two_headers);
	return error;
}

static int babyl_claim(const struct probe *p)
{
	size_t n = sizeof(BABYL_START) - 1;

	return p->len >= n && !memcmp(p->head, BABYL_START, n) ? 8 * (int)n : 0;
}

const struct format mmdf_format = {"mmdf", "MMDF mailbox", "a line of four ^A at the start",
				   mmdf_claim, mmdf_read};
const struct format babyl_format = {"babyl", "Babyl mailbox of Emacs Rmail",
				    "\"BABYL OPTIONS:\" at the start", babyl_claim, babyl_read};
