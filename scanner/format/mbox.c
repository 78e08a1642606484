/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mbox.c - a mailbox: mboxo, mboxrd, mboxcl and mboxcl2, told apart by nothing but the
 * lines themselves.
 *
 * A message is a stream over the mailbox that ends before the blank line of the next separator,
 * so that neither its size nor theirs costs memory. ">From " at the start of a line loses one `>`.
 * Content-Length is believed only where it lands at a separator or at the end of the mailbox; then
 * what looks like a separator before that point is text. Bytes of messages, separators and dropped
 * `>` add up to the mailbox.
 */
#include "format/mbox.h"
#include <string.h>
#include <strings.h>
#include "format/header.h"
#include "format/mail.h"

#define LOOK 4096u /* all that a decision at a line start may look at */

struct message {
	uint64_t at;	 /* bytes of the mailbox before what is visible, from the message's start */
	size_t shown;	 /* given out, not yet skipped below */
	size_t blank;	 /* of the separator, skipped when it is reached */
	size_t ended_by; /* the same, kept */
	bool line_start; /* what is visible begins a line */
	bool in_header, ended;
	bool has_length;
	uint64_t length; /* as declared, of the body; of all from the header's end on */
	enum { UNKNOWN, LANDS, LIES } declared;
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t separator(const uint8_t *bytes, size_t len)
{
	return mbox_separator(bytes, least(len, MBOX_SEPARATOR_MAX));
}

static size_t blank_line(const uint8_t *bytes, size_t len)
{
	if (len && bytes[0] == '\n')
		return 1;
	return len > 1 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : 0;
}

static bool is_quoted_from(const uint8_t *bytes, size_t len)
{
	size_t n = 0;

	len = least(len, LOOK);
	while (n < len && bytes[n] == '>')
		n++;
	return n && len - n >= 5 && !memcmp(bytes + n, "From ", 5);
}

/* Is there a separator, or the end, where the declared length says? Looks no further ahead than a
 * stream may: what is declared longer than that is not believed. */
static bool lands(struct stream *below, struct message *m)
{
	const uint8_t *bytes;
	uint64_t to_go = m->length - m->at;

	if (m->declared != UNKNOWN)
		return m->declared == LANDS;
	if (m->length < m->at || to_go > STREAM_PEEK_MAX - LOOK)
		return false;
	size_t have = stream_peek(below, (size_t)to_go + LOOK, &bytes);
	m->declared = LIES;
	if (have < to_go)
		return false;
	bytes += to_go;
	have -= (size_t)to_go;
	size_t blank = blank_line(bytes, have);
	if (have == blank || separator(bytes, have) || separator(bytes + blank, have - blank))
		m->declared = LANDS;
	return m->declared == LANDS;
}

static void note_length(struct message *m, const uint8_t *line, size_t len)
{
	static const char name[] = "content-length:";
	const size_t n = sizeof(name) - 1;
	uint64_t length = 0;
	size_t i = n, digits = 0;

	if (len < n || strncasecmp((const char *)line, name, n) != 0)
		return;
	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	for (; i < len && digits < 15 && line[i] >= '0' && line[i] <= '9'; i++, digits++)
		length = 10 * length + (uint64_t)(line[i] - '0');
	m->has_length = digits > 0;
	m->length = length;
}

/* A blank line ends at at (from the message's start). */
static void note_blank(struct message *m, uint64_t at)
{
	if (!m->in_header)
		return;
	m->in_header = false;
	m->length += at;
}

static bool is_inside(const struct message *m, uint64_t at)
{
	return m->has_length && !m->in_header && at < m->length;
}

static bool is_declared_end(const struct message *m, uint64_t at)
{
	return m->has_length && !m->in_header && at == m->length;
}

/* How much of the visible bytes belongs to the message; sets ended or line_start. *bytes may move:
 * checking a declared length looks further ahead. */
static size_t scan(struct stream *below, struct message *m, const uint8_t **bytes, size_t len)
{
	bool all = len < LOOK;
	size_t i = 0;

	while (i < len) {
		const uint8_t *b = *bytes + i;
		size_t left = len - i, blank;

		if (m->line_start) {
			if (!all && left < LOOK)
				break;
			if (i && *b == '>' && is_quoted_from(b, left))
				break;
			blank = blank_line(b, left);
			if (blank)
				note_blank(m, m->at + i + blank);
			else if (m->in_header)
				note_length(m, b, least(left, 256));
			m->blank = blank;
			m->ended = blank ? separator(b + blank, left - blank)
					 : is_declared_end(m, m->at + i) && separator(b, left);
			if (m->ended && is_inside(m, m->at + i + blank)) {
				m->ended = !lands(below, m);
				len = stream_peek(below, LOOK, bytes);
				b = *bytes + i;
				left = len - i;
			}
			if (m->ended)
				break;
		}
		const uint8_t *end = memchr(b, '\n', left);
		m->line_start = end;
		i = end ? (size_t)(end - *bytes) + 1 : len;
	}
	return i;
}

/* Deciding on an end looks ahead: what is wrong behind the separator is not this message's. */
static bool is_whole(const struct stream *below, const struct message *m)
{
	return m->ended && below->broken_at >= below->offset;
}

static ssize_t message_next(struct stream *s, const uint8_t **block)
{
	struct message *m = s->state;
	size_t len;

	stream_skip(s->below, m->shown);
	m->at += m->shown;
	m->shown = 0;
	if (!m->ended && (len = stream_peek(s->below, LOOK, block))) {
		if (m->line_start && is_quoted_from(*block, len)) {
			stream_skip(s->below, 1);
			m->at++;
			m->line_start = false;
			len = stream_peek(s->below, LOOK, block);
		}
		m->shown = scan(s->below, m, block, len);
		if (m->shown)
			return (ssize_t)m->shown;
	}
	if (m->ended) {
		stream_skip(s->below, m->blank);
		m->ended_by = m->blank ? m->blank : m->ended_by;
	}
	m->blank = 0;
	if (!is_whole(s->below, m))
		stream_pass_on(s);
	return 0;
}

static struct stream *stream_message(struct arena *a, struct stream *below, bool has_header)
{
	struct stream *s = stream_new(a, below, "message", sizeof(struct message));
	struct message *m = s->state;

	m->line_start = true;
	m->in_header = has_header;
	s->next = message_next;
	return s;
}

static int read_message(struct stream *in, struct out *out, uint32_t number)
{
	size_t mark = arena_mark(out->arena);
	struct part part = {.name = arena_format(out->arena, "%u", number),
			    .type = number ? "message/rfc822" : "text/plain",
			    .format = number ? &eml_format : NULL,
			    .bytes = stream_message(out->arena, in, number > 0),
			    .document = number > 0};
	int error = out_part(out, &part);

	stream_drain(part.bytes);
	arena_rewind(out->arena, mark);
	return error;
}

/* A byte order mark and blank lines before the first separator. */
static size_t leading(const uint8_t *head, size_t len)
{
	size_t i = len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (i < len && (head[i] == '\n' || head[i] == '\r'))
		i++;
	return i;
}

static int mbox_read(struct stream *in, struct out *out)
{
	const uint8_t *bytes;
	size_t have = stream_peek(in, 2 * LOOK, &bytes), start = leading(bytes, least(have, LOOK));
	uint32_t number = out->self->number;
	int error = 0;

	if (separator(bytes + start, have - start))
		stream_skip(in, start);
	else
		error = read_message(in, out, 0);
	while (!error && (have = stream_peek(in, LOOK, &bytes))) {
		size_t line = separator(bytes, have);

		if (!line)
			break;
		stream_skip(in, line);
		error = read_message(in, out, ++number);
	}
	return error;
}

bool mbox_survey(struct arena *a, struct stream *in, uint64_t step, mbox_border_fn *fn, void *arg)
{
	const uint8_t *bytes;
	size_t have = stream_peek(in, 2 * LOOK, &bytes), start = leading(bytes, least(have, LOOK));
	uint64_t last = 0;
	size_t blank = 0;

	if (!separator(bytes + start, have - start))
		return false;
	stream_skip(in, start);
	for (uint32_t number = 1; (have = stream_peek(in, LOOK, &bytes)); number++) {
		size_t line = separator(bytes, have), mark = arena_mark(a);

		if (!line)
			break;
		if (number > 1 && in->offset - last >= step) {
			if (!fn(arg, in->offset, blank, number))
				return false;
			last = in->offset;
		}
		stream_skip(in, line);
		struct stream *message = stream_message(a, in, true);
		stream_drain(message);
		blank = ((struct message *)message->state)->ended_by;
		arena_rewind(a, mark);
	}
	return true;
}

static bool is_named_mailbox(const char *name)
{
	return name && (strcasestr(name, "mbox") || strcasestr(name, ".mbx"));
}

static int mbox_claim(const struct probe *p)
{
	size_t start = leading(p->head, p->len);

	if (separator(p->head + start, p->len - start))
		return 45;
	if (!is_named_mailbox(p->part->file_name))
		return 0;
	/* A mailbox that was cut off at the front. */
	const uint8_t *at = p->head, *end = at + p->len;
	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		size_t left = (size_t)(end - at), blank = blank_line(at, left);

		if (blank && separator(at + blank, left - blank))
			return 20;
	}
	return 0;
}

const struct format mbox_format = {"mbox", "mailbox of messages one after the other",
				   "a line \"From sender date\" at the start, followed by a header",
				   mbox_claim, mbox_read};
