/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/yenc.c - yEnc (yenc.org, draft 1.3): "=ybegin line=128 size=123 name=nota.txt", lines in
 * which each byte is 42 too high and "=" takes 64 off the next, "=yend size=123". A file may come
 * in pieces, each in a message of its own, with "=ypart" as second line; each is read for itself.
 */
#include "format/yenc.h"
#include <string.h>

#define LINE_LOOK 1024u
#define OUT_BLOCK (16u << 10)

static size_t line_length(const uint8_t *s, size_t len)
{
	const uint8_t *end = memchr(s, '\n', len);

	return end ? (size_t)(end - s) + 1 : 0;
}

static bool starts(const uint8_t *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && !memcmp(s, word, n);
}

/* The length of the "=ybegin" line at s, 0 if there is none. */
static size_t begin_line(const uint8_t *s, size_t len)
{
	if (!starts(s, len, "=ybegin "))
		return 0;
	size_t n = line_length(s, len < LINE_LOOK ? len : LINE_LOOK);

	return memmem(s, n, " line=", 6) && memmem(s, n, " size=", 6) && memmem(s, n, " name=", 6) ? n : 0;
}

struct before {
	size_t shown;
	bool line_start;
};

/* How much of what is visible stands before a file; all decisions see LINE_LOOK bytes. */
static size_t text_length(struct before *b, const uint8_t *s, size_t len)
{
	bool all = len < LINE_LOOK;
	size_t i = 0;

	while (i < len) {
		if (b->line_start && s[i] == '=') {
			if (!all && len - i < LINE_LOOK)
				break;
			if (begin_line(s + i, len - i))
				break;
		}
		size_t n = line_length(s + i, len - i);
		b->line_start = n;
		i = n ? i + n : len;
	}
	return i;
}

static ssize_t before_next(struct stream *s, const uint8_t **block)
{
	struct before *b = s->state;

	stream_skip(s->below, b->shown);
	size_t len = stream_peek(s->below, LINE_LOOK, block);
	b->shown = text_length(b, *block, len);
	if (!b->shown)
		stream_pass_on(s);
	return (ssize_t)b->shown;
}

struct stream *stream_before_yenc(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "text", sizeof(struct before));

	((struct before *)s->state)->line_start = true;
	s->offset = below->offset;
	s->next = before_next;
	return s;
}

bool yenc_begins(struct arena *a, struct stream *below, char **name)
{
	const uint8_t *s;
	size_t len = stream_peek(below, LINE_LOOK, &s), n = begin_line(s, len);

	if (!n)
		return false;
	while (n && (s[n - 1] == '\n' || s[n - 1] == '\r' || s[n - 1] == ' '))
		n--;
	const char *line = (const char *)s, *at = memmem(line, n, " name=", 6);
	*name = at ? arena_copy(a, at + 6, n - (size_t)(at + 6 - line)) : arena_copy(a, "", 0);
	return true;
}

struct yenc {
	bool begun, ended, escaped, line_start;
	uint8_t out[OUT_BLOCK];
};

/* The lines that are none of the file: skipped, or its end. */
static bool take_keyword(struct stream *s, struct yenc *y, const uint8_t *in, size_t len)
{
	if (!y->line_start || !starts(in, len, "=y"))
		return false;
	bool end = starts(in, len, "=yend");
	bool known = end || starts(in, len, "=ypart ") || (!y->begun && begin_line(in, len));
	size_t n = line_length(in, len);

	if (!known)
		return false;
	y->begun = true;
	y->ended = end;
	stream_skip(s->below, n ? n : len);
	return true;
}

static size_t decode(struct yenc *y, const uint8_t *in, size_t len, size_t *used)
{
	size_t n = 0, i = 0;

	for (; i < len && n < OUT_BLOCK; i++) {
		if (in[i] == '\r')
			continue;
		if (in[i] == '\n') {
			y->line_start = true;
			i++;
			break;
		}
		y->line_start = false;
		if (!y->escaped && in[i] == '=') {
			y->escaped = true;
			continue;
		}
		y->out[n++] = (uint8_t)(in[i] - 42 - (y->escaped ? 64 : 0));
		y->escaped = false;
	}
	*used = i;
	return n;
}

static ssize_t yenc_next(struct stream *s, const uint8_t **block)
{
	struct yenc *y = s->state;
	const uint8_t *in;
	size_t len, used;

	*block = y->out;
	while (!y->ended && (len = stream_peek(s->below, LINE_LOOK, &in))) {
		if (take_keyword(s, y, in, len))
			continue;
		size_t n = decode(y, in, len, &used);
		stream_skip(s->below, used);
		if (n)
			return (ssize_t)n;
	}
	stream_pass_on(s);
	if (!y->ended)
		stream_break(s, REASON_TRUNCATED, "yEnc ends before its end line");
	return 0;
}

struct stream *stream_yenc(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "yenc", sizeof(struct yenc));

	((struct yenc *)s->state)->line_start = true;
	s->next = yenc_next;
	return s;
}
