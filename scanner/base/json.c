/* SPDX-License-Identifier: EUPL-1.2 */
/* base/json.c - JSON out. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/json.h"
#include "base/utf8.h"

/* No state is kept beside the buffer: what stands last tells whether a comma is due. A value or a
 * closed bracket never ends in one of these, since strings end with a quote. */
static void comma_if_due(struct buf *b)
{
	if (b->len && !strchr("{[:\n", b->bytes[b->len - 1]))
		buf_add_byte(b, ',');
}

void json_open(struct buf *b, char bracket)
{
	comma_if_due(b);
	buf_add_byte(b, bracket);
}

void json_close(struct buf *b, char bracket)
{
	buf_add_byte(b, bracket);
}

static bool must_be_escaped(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || /* C0, DEL, C1 */
	       code == 0x061c || code == 0x200e || code == 0x200f ||
	       (code >= 0x2028 && code <= 0x202e) || /* line ends for a script, bidi */
	       (code >= 0x2066 && code <= 0x2069);
}

static void add_escaped(struct buf *b, uint32_t code)
{
	static const char letters[] = "btn\0fr"; /* for 8 .. 13; 11 has none */

	if (code >= 8 && code <= 13 && letters[code - 8]) {
		buf_add_byte(b, '\\');
		buf_add_byte(b, letters[code - 8]);
	} else {
		buf_add_format(b, "\\u%04" PRIx32, code);
	}
}

static void add_inside(struct buf *b, const char *s, size_t len)
{
	size_t kept = 0, at = 0; /* s[kept..at) can go out as it stands */

	while (at < len) {
		unsigned char c = (unsigned char)s[at];
		uint32_t code = c;
		size_t n = 1;

		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			at++;
			continue;
		}
		if (c >= 0x80)
			n = utf8_decode(s + at, len - at, &code);
		if (n && c != '"' && c != '\\' && !must_be_escaped(code)) {
			at += n;
			continue;
		}
		if (at > kept)
			buf_add(b, s + kept, at - kept);
		if (!n) {
			buf_add_str(b, "\xef\xbf\xbd");
			n = 1;
		} else if (c == '"' || c == '\\') {
			buf_add_byte(b, '\\');
			buf_add_byte(b, (char)c);
		} else {
			add_escaped(b, code);
		}
		at += n;
		kept = at;
	}
	if (at > kept)
		buf_add(b, s + kept, at - kept);
}

void json_text(struct buf *b, const char *s, size_t len)
{
	comma_if_due(b);
	buf_add_byte(b, '"');
	add_inside(b, s, len);
	buf_add_byte(b, '"');
}

void json_key(struct buf *b, const char *key)
{
	json_text(b, key, strlen(key));
	buf_add_byte(b, ':');
}

void json_str(struct buf *b, const char *s)
{
	if (s)
		json_text(b, s, strlen(s));
	else
		json_none(b);
}

void json_int(struct buf *b, int64_t n)
{
	comma_if_due(b);
	buf_add_format(b, "%" PRId64, n);
}

/* printf would write the decimal sign of the locale. */
void json_number(struct buf *b, double n)
{
	int64_t thousandths, whole, rest;

	if (!isfinite(n) || fabs(n) > 9e15) {
		json_none(b);
		return;
	}
	thousandths = (int64_t)llround(n * 1000.0);
	whole = thousandths / 1000;
	rest = thousandths % 1000;
	if (rest < 0)
		rest = -rest;
	comma_if_due(b);
	if (thousandths < 0)
		buf_add_byte(b, '-');
	buf_add_format(b, "%" PRId64, whole < 0 ? -whole : whole);
	if (rest % 10)
		buf_add_format(b, ".%03" PRId64, rest);
	else if (rest % 100)
		buf_add_format(b, ".%02" PRId64, rest / 10);
	else if (rest)
		buf_add_format(b, ".%" PRId64, rest / 100);
}

void json_bool(struct buf *b, bool yes)
{
	comma_if_due(b);
	buf_add_str(b, yes ? "true" : "false");
}

void json_none(struct buf *b)
{
	comma_if_due(b);
	buf_add_str(b, "null");
}

void json_base64(struct buf *b, const void *bytes, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *p = bytes;

	comma_if_due(b);
	buf_add_byte(b, '"');
	for (size_t at = 0; at < len; at += 3) {
		size_t have = len - at;
		uint32_t three = (uint32_t)p[at] << 16;

		if (have > 1)
			three |= (uint32_t)p[at + 1] << 8;
		if (have > 2)
			three |= p[at + 2];
		buf_add_byte(b, digits[three >> 18]);
		buf_add_byte(b, digits[three >> 12 & 63]);
		buf_add_byte(b, have > 1 ? digits[three >> 6 & 63] : '=');
		buf_add_byte(b, have > 2 ? digits[three & 63] : '=');
	}
	buf_add_byte(b, '"');
}
