/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/charset_iconv.c - the charsets only the C library knows.
 *
 * A charset of one byte per character is asked once for all its 256 bytes and is a table from
 * then on. The others get one character at a time: bytes are added until iconv takes them.
 */
#include "format/charset.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include "base/utf8.h"

#define LONGEST 12 /* bytes of one character with the escape sequences before it */

static void close_conversion(void *conversion)
{
	iconv_close(conversion);
}

/* One byte, from the first state. False if it wants more bytes: no one-byte charset. */
static bool ask_byte(iconv_t cd, uint8_t byte, uint16_t *ret)
{
	char in = (char)byte, out[16], *from = &in, *to = out;
	size_t in_left = 1, out_left = sizeof(out);
	uint32_t code;

	*ret = 0xFFFD;
	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &in_left, &to, &out_left) == (size_t)-1)
		return errno == EILSEQ;
	if (iconv(cd, NULL, NULL, &to, &out_left) == (size_t)-1)
		return false;
	/* A byte that gives nothing, or two characters, is a shift or a combination. */
	if (to == out || utf8_decode(out, (size_t)(to - out), &code) != (size_t)(to - out) ||
	    code > 0xFFFF)
		return false;
	*ret = (uint16_t)code;
	return true;
}

static bool make_table(struct arena *a, iconv_t cd, struct charset *ret)
{
	uint16_t *table = arena_get(a, 256 * sizeof(*table));

	for (unsigned byte = 0; byte < 256; byte++) {
		if (!ask_byte(cd, (uint8_t)byte, &table[byte]))
			return false;
	}
	*ret = (struct charset){ .kind = CHARSET_TABLE, .table = table };
	return true;
}

bool charset_open_iconv(struct arena *a, const char *name, struct charset *ret)
{
	iconv_t cd = iconv_open("UTF-8", name);

	if (cd == (iconv_t)-1)
		return false;
	if (make_table(a, cd, ret)) {
		iconv_close(cd);
		return true;
	}
	iconv(cd, NULL, NULL, NULL, NULL);
	arena_defer(a, close_conversion, cd);
	*ret = (struct charset){ .kind = CHARSET_ICONV, .conversion = cd };
	ret->escapes = strncmp(name, "ISO-2022", 8) == 0 || strncmp(name, "UTF-7", 5) == 0;
	return true;
}

/* Puts one character's worth through; returns the bytes it took, 0 if it is cut off by the end of
 * in, and sets *bad if in[0] is not of this charset. */
static size_t take(const struct charset *c, struct rendering *to, const uint8_t *in, size_t len,
		   bool *bad)
{
	for (size_t want = 1; want <= len && want <= LONGEST; want++) {
		char *from = (char *)in, *at = to->text + to->len;
		size_t in_left = want, out_left = to->room - to->len;

		if (iconv(c->conversion, &from, &in_left, &at, &out_left) != (size_t)-1 ||
		    in_left < want) {
			to->len = (size_t)(at - to->text);
			return want - in_left;
		}
		if (errno != EINVAL) {
			*bad = true;
			return 1;
		}
	}
	*bad = len >= LONGEST;
	return len >= LONGEST ? 1 : 0;
}

/* What the conversion still held back when the text ended. */
static void flush(const struct charset *c, struct rendering *to)
{
	char *at = to->text + to->len;
	size_t left = to->room - to->len;

	if (iconv(c->conversion, NULL, NULL, &at, &left) != (size_t)-1)
		to->len = (size_t)(at - to->text);
}

size_t charset_render_iconv(const struct charset *c, struct rendering *to, const uint8_t *in,
			    size_t len, bool end, uint64_t source)
{
	size_t i = 0;

	while (i < len && !rendering_full(to)) {
		size_t before = to->len, n;
		bool bad = false;

		if (!c->escapes && in[i] < 0x80) {
			rendering_run(to, (const char *)in + i, 1, source + i);
			i++;
			continue;
		}
		rendering_span(to, source + i, 0);
		n = take(c, to, in + i, len - i, &bad);
		if (!n && !end) {
			if (to->spans)
				to->n_spans--;
			break;
		}
		if (bad || !n) {
			to->len = before;
			to->len += utf8_encode(to->text + to->len, 0xFFFD);
			to->bad = true;
		} else if (n == 1 && to->len == before + 1 && to->spans) {
			/* An ASCII character as itself: make it part of a run. */
			to->n_spans--;
			to->len = before;
			rendering_span(to, source + i, 1);
			to->len++;
		} else if (to->len == before && to->spans) {
			to->n_spans--; /* an escape sequence: what follows has its own spot */
		}
		to->high |= n != 1 || in[i] >= 0x80;
		i += n ? n : len - i;
	}
	if (end && i == len)
		flush(c, to);
	return i;
}
