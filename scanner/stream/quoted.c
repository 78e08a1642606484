/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/quoted.c - quoted-printable (RFC 2045 section 6.7).
 *
 * Soft line breaks vanish, also with blanks behind the `=`; blanks at the end of a line are not
 * part of the text. An `=` that starts nothing stays as it stands and marks the stream corrupt.
 * Every decision looks at most LOOK bytes ahead, all of them visible, so that it does not depend
 * on how the bytes below are cut.
 */
#include "stream/stream.h"
#include <string.h>

#define OUT_BLOCK (16u << 10) /* small: each part of a mail has one, and it is wiped */
#define LOOK 1024u	      /* more blanks than this at the end of a line are kept */

struct quoted {
	uint8_t out[OUT_BLOCK];
};

static int hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t blanks(const uint8_t *in, size_t len)
{
	size_t n = 0;

	while (n < len && n < LOOK - 4 && (in[n] == ' ' || in[n] == '\t'))
		n++;
	return n;
}

/* The line end at in: 1 or 2 bytes, 0 if there is none. The end of all counts as *end. */
static size_t line_end(const uint8_t *in, size_t len, bool *end)
{
	*end = !len || (len == 1 && in[0] == '\r');
	if (len && in[0] == '\n')
		return 1;
	return len > 1 && in[0] == '\r' && in[1] == '\n' ? 2 : 0;
}

/* in[0] is an `=`. Returns what was used; *n bytes went to out. */
static size_t take_escape(struct stream *s, const uint8_t *in, size_t len, uint8_t *out, size_t *n)
{
	int high = len > 1 ? hex_digit(in[1]) : -1, low = len > 2 ? hex_digit(in[2]) : -1;
	bool end;

	*n = 0;
	if (high >= 0 && low >= 0) {
		out[(*n)++] = (uint8_t)(high << 4 | low);
		return 3;
	}
	size_t gap = 1 + blanks(in + 1, len - 1);
	size_t nl = line_end(in + gap, len - gap, &end);
	if (nl || end)
		return end ? len : gap + nl;
	if (len < 3)
		stream_break(s, REASON_TRUNCATED, "quoted-printable ends inside a character");
	else
		stream_break(s, REASON_CORRUPT, "quoted-printable with an = that starts nothing");
	out[(*n)++] = '=';
	return 1;
}

/* in[0] is a blank: kept, unless the line ends behind it. */
static size_t take_blanks(const uint8_t *in, size_t len, uint8_t *out, size_t *n)
{
	size_t run = blanks(in, len);
	bool end;

	*n = 0;
	if (line_end(in + run, len - run, &end) || end)
		return run;
	*n = run;
	memcpy(out, in, run);
	return run;
}

static size_t plain_run(const uint8_t *in, size_t len, size_t room)
{
	size_t n = 0;

	while (n < len && n < room) {
		if (in[n] == '=')
			break;
		if ((in[n] == ' ' || in[n] == '\t') && (n + 1 >= len || in[n + 1] <= ' '))
			break;
		n++;
	}
	return n;
}

static ssize_t quoted_next(struct stream *s, const uint8_t **block)
{
	struct quoted *q = s->state;
	const uint8_t *in;
	size_t n = 0, len;

	*block = q->out;
	while (n + LOOK < sizeof(q->out) && (len = stream_peek(s->below, LOOK, &in))) {
		/* Up to `sure` all LOOK bytes that follow can be seen, or there are no more. */
		size_t i = 0, sure = len < LOOK ? len : len - LOOK + 1;

		while (i < sure && n + LOOK < sizeof(q->out)) {
			size_t made = plain_run(in + i, sure - i, sizeof(q->out) - LOOK - n);

			memcpy(q->out + n, in + i, made);
			n += made;
			i += made;
			if (i == sure || n + LOOK >= sizeof(q->out))
				break;
			i += in[i] == '=' ? take_escape(s, in + i, len - i, q->out + n, &made)
					  : take_blanks(in + i, len - i, q->out + n, &made);
			n += made;
		}
		stream_skip(s->below, i);
	}
	if (!n)
		stream_pass_on(s);
	return (ssize_t)n;
}

struct stream *stream_quoted(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "quoted-printable", sizeof(struct quoted));

	s->next = quoted_next;
	return s;
}
