/* SPDX-License-Identifier: EUPL-1.2 */
/* base/utf8.c - strict UTF-8, by the table of RFC 3629 section 4. */
#include "base/utf8.h"
#include <string.h>

/* How long the sequence that starts with this byte is, 0 if none can, and the range its second
 * byte must be in: that range is what keeps out overlong forms and surrogates. */
static size_t lead(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
	*high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
	return c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
}

/* How many of the bytes at s fit one sequence; *full is its whole length. */
static size_t fits(const unsigned char *s, size_t len, size_t *full)
{
	unsigned char low, high;
	size_t n = 1;

	*full = lead(s[0], &low, &high);
	if (*full < 2)
		return *full;
	for (; n < *full && n < len; n++, low = 0x80, high = 0xBF)
		if (s[n] < low || s[n] > high)
			break;
	return n;
}

size_t utf8_decode_long(const char *s, size_t len, uint32_t *code)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t full;

	if (!len || fits(u, len, &full) < full || !full)
		return 0;
	switch (full) {
	case 1:
		*code = u[0];
		break;
	case 2:
		*code = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
		break;
	case 3:
		*code = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
		break;
	default:
		*code = (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 |
			(u[3] & 0x3Fu);
	}
	return full;
}

size_t utf8_encode(char out[4], uint32_t code)
{
	if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		code = 0xFFFD;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

static size_t ascii_prefix(const char *s, size_t len)
{
	size_t at = 0;

	for (uint64_t eight; at + sizeof(eight) <= len; at += sizeof(eight)) {
		memcpy(&eight, s + at, sizeof(eight));
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < len && !(s[at] & 0x80))
		at++;
	return at;
}

size_t utf8_valid_prefix(const char *s, size_t len)
{
	size_t at = 0;

	for (;;) {
		at += ascii_prefix(s + at, len - at);
		if (at == len)
			return at;
		size_t full, n = fits((const unsigned char *)s + at, len - at, &full);
		if (!full || n < full)
			return at;
		at += full;
	}
}

bool utf8_is_cut(const char *s, size_t len)
{
	size_t at = utf8_valid_prefix(s, len), full;

	return at < len && fits((const unsigned char *)s + at, len - at, &full) == len - at &&
	       len - at < full;
}

size_t utf8_floor(const char *s, size_t len, size_t at)
{
	if (at >= len)
		return len;
	for (size_t back = 0; back < 3 && at && ((unsigned char)s[at] & 0xC0) == 0x80; back++)
		at--;
	return at;
}
