/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/base64.c - base64 as mail has it: lines, junk, chunks padded one by one, no padding.
 *
 * What is no base64 character is passed over and marks the stream corrupt; the bits on both sides
 * are joined, as every mail reader does. Padding ends a group and decoding goes on after it. But
 * where the lines at the start, or behind padding, are plainly none of base64 - a header that lies,
 * the footer of a mailing list - the rest is given as it stands.
 */
#include "stream/stream.h"
#include <string.h>

#define LOOK 1024u /* at lines that may be none of base64 */
#define LOOK_LINES 8u
#define ODD_LEAST 3u
#define ALL_LEAST 20u
#define WHOLE_LINE 40u
#define OUT_BLOCK (16u << 10) /* small: each part of a mail has one, and it is wiped */

enum { JUNK = 64, BLANK, PAD };

struct base64 {
	uint8_t value[256]; /* 0-63, or one of the above */
	uint32_t bits;
	unsigned digits; /* of the group in progress */
	bool ask;        /* a line begins that may be no base64 */
	bool padded;     /* ... once this line has ended */
	bool plain;
	const uint8_t *in;
	size_t in_len;
	uint8_t out[OUT_BLOCK];
};

static void fill_table(uint8_t value[256])
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (int i = 0; i < 256; i++)
		value[i] = JUNK;
	for (int i = 0; i < 64; i++)
		value[(uint8_t)digits[i]] = (uint8_t)i;
	value[' '] = value['\t'] = value['\r'] = value['\n'] = BLANK;
	value['='] = PAD;
}

/* Puts out what a group that ends early holds: its last digit's spare bits are dropped. */
static size_t end_group(struct base64 *b, uint8_t *out)
{
	size_t n = b->digits > 1 ? b->digits - 1 : 0;

	if (n)
		out[0] = (uint8_t)(b->bits >> (b->digits == 2 ? 4 : 10));
	if (n > 1)
		out[1] = (uint8_t)(b->bits >> 2);
	b->digits = 0;
	b->bits = 0;
	return n;
}

static size_t take_one(struct stream *s, struct base64 *b, uint8_t c, uint8_t *out)
{
	uint8_t v = b->value[c];

	if (c == '\n' && b->padded) {
		b->ask = true;
		b->padded = false;
	}
	if (v == BLANK)
		return 0;
	if (v == PAD)
		b->padded = true;
	if (v == PAD && b->digits == 1)
		stream_break(s, REASON_CORRUPT, "base64 has padding in the wrong place");
	if (v == PAD)
		return end_group(b, out);
	if (v == JUNK) {
		stream_break(s, REASON_CORRUPT, "base64 with characters that do not belong in it");
		return 0;
	}
	b->bits = b->bits << 6 | v;
	if (++b->digits < 4)
		return 0;
	out[0] = (uint8_t)(b->bits >> 16);
	out[1] = (uint8_t)(b->bits >> 8);
	out[2] = (uint8_t)b->bits;
	b->digits = 0;
	b->bits = 0;
	return 3;
}

/* A line is all of base64 and could be nothing else. */
static bool is_whole_line(const uint8_t *line, size_t len, size_t digits)
{
	len -= len && line[len - 1] == '\r';
	return digits && digits % 4 == 0 && (line[len - 1] == '=' || digits >= WHOLE_LINE);
}

/* Of the next lines, more than one character in 16 does not belong there: junk, and blanks inside
 * a line, unless these only set groups apart. */
static bool is_plain_text(const struct base64 *b, const uint8_t *in, size_t len)
{
	size_t lines = 0, odd = 0, all = 0, blanks = 0, word = 0;
	bool words = false;

	len = len < LOOK ? len : LOOK;
	for (size_t i = 0; i < len && lines < LOOK_LINES; i++) {
		uint8_t v = b->value[in[i]];

		if (in[i] == '\n' && !odd && is_whole_line(in, i, all))
			return false;
		if (v == BLANK) {
			words |= word % 4 != 0 && in[i] == ' ';
			word = 0;
			lines += in[i] == '\n';
			blanks = in[i] == '\n' ? 0 : blanks + (all > 0 && in[i] != '\r');
			continue;
		}
		words |= v == JUNK;
		odd += blanks + (v == JUNK);
		all += blanks + 1;
		blanks = 0;
		word++;
	}
	return odd >= ODD_LEAST && odd * 16 > all && words && all >= ALL_LEAST;
}

/* Whole groups of four digits, as nearly all of a body is. Returns the characters it used. */
static size_t take_groups(const struct base64 *b, const uint8_t *in, size_t len, uint8_t *out,
			  size_t room)
{
	size_t i = 0;

	for (; i + 4 <= len && room >= 3; i += 4, room -= 3) {
		uint8_t p = b->value[in[i]], q = b->value[in[i + 1]];
		uint8_t r = b->value[in[i + 2]], t = b->value[in[i + 3]];

		if ((p | q | r | t) >= JUNK)
			break;
		*out++ = (uint8_t)(p << 2 | q >> 4);
		*out++ = (uint8_t)(q << 4 | r >> 2);
		*out++ = (uint8_t)(r << 6 | t);
	}
	return i;
}

static size_t decode(struct stream *s, struct base64 *b)
{
	size_t n = 0, i = 0;

	while (i < b->in_len && n + 3 <= sizeof(b->out) && !b->ask) {
		if (!b->digits) {
			size_t used = take_groups(b, b->in + i, b->in_len - i, b->out + n,
						  sizeof(b->out) - n);
			i += used;
			n += used / 4 * 3;
			if (i == b->in_len || n + 3 > sizeof(b->out))
				break;
		}
		n += take_one(s, b, b->in[i++], b->out + n);
	}
	stream_skip(s->below, i);
	return n;
}

static size_t copy(struct stream *s, struct base64 *b)
{
	size_t n = b->in_len < sizeof(b->out) ? b->in_len : sizeof(b->out);

	memcpy(b->out, b->in, n);
	stream_skip(s->below, n);
	return n;
}

static ssize_t base64_next(struct stream *s, const uint8_t **block)
{
	struct base64 *b = s->state;
	size_t n = 0;

	*block = b->out;
	while (!n && (b->in_len = stream_peek(s->below, b->ask ? LOOK : 1, &b->in))) {
		if (b->ask && !b->digits && is_plain_text(b, b->in, b->in_len)) {
			stream_break(s, REASON_CORRUPT,
				     "calls itself base64 and is none; read as it stands");
			b->plain = true;
		}
		b->ask = false;
		n = b->plain ? copy(s, b) : decode(s, b);
	}
	if (n)
		return (ssize_t)n;
	stream_pass_on(s);
	if (b->digits)
		stream_break(s, REASON_TRUNCATED, "base64 ends inside a group");
	return (ssize_t)end_group(b, b->out);
}

struct stream *stream_base64(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "base64", sizeof(struct base64));

	fill_table(((struct base64 *)s->state)->value);
	((struct base64 *)s->state)->ask = true;
	s->next = base64_next;
	return s;
}
