/* SPDX-License-Identifier: EUPL-1.2 */
/* format/charset_wide.c - UTF-16 and UTF-32: rendering, byte order marks, and how to know them
 * without a mark. */
#include "format/charset.h"
#include <string.h>

static uint32_t unit_at(const struct charset *c, const uint8_t *in)
{
	uint32_t code = 0;

	for (unsigned i = 0; i < c->width; i++)
		code = code << 8 | in[c->big_endian ? i : c->width - 1u - i];
	return code;
}

/* How many bytes the character at in takes; 0 if it is cut off. *code is U+FFFD if invalid. */
static size_t take(const struct charset *c, const uint8_t *in, size_t len, uint32_t *code)
{
	uint32_t low;

	if (len < c->width)
		return 0;
	*code = unit_at(c, in);
	if (c->width == 2 && *code >= 0xD800 && *code < 0xDC00) {
		if (len < 4)
			return 0;
		low = unit_at(c, in + 2);
		if (low >= 0xDC00 && low < 0xE000) {
			*code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
			return 4;
		}
	}
	if (*code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000))
		*code = 0xFFFD;
	return c->width;
}

size_t charset_render_wide(const struct charset *c, struct rendering *to, const uint8_t *in,
			   size_t len, bool end, uint64_t source)
{
	size_t i = 0;

	while (i < len && !rendering_full(to)) {
		uint32_t code = 0xFFFD;
		size_t n = take(c, in + i, len - i, &code);

		if (!n && !end)
			break;
		if (n && code < 0x80) {
			rendering_span(to, source + i, c->width);
			to->text[to->len++] = (char)code;
		} else {
			/* U+FFFD in the text itself is as lost as what is invalid here. */
			rendering_add(to, n ? code : 0xFFFD, source + i);
			to->bad |= !n || code == 0xFFFD;
		}
		i += n ? n : len - i < c->width ? len - i : c->width;
	}
	return i;
}

size_t charset_bom(const uint8_t *head, size_t len, struct charset *ret)
{
	static const struct {
		uint8_t mark[4], len, width;
		bool big_endian;
	} marks[] = {
		{ { 0xEF, 0xBB, 0xBF }, 3, 1, false },
		{ { 0xFF, 0xFE, 0, 0 }, 4, 4, false }, /* before the UTF-16 it starts with */
		{ { 0, 0, 0xFE, 0xFF }, 4, 4, true },
		{ { 0xFF, 0xFE }, 2, 2, false },
		{ { 0xFE, 0xFF }, 2, 2, true },
	};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		if (len < marks[i].len || memcmp(head, marks[i].mark, marks[i].len) != 0)
			continue;
		*ret = marks[i].width == 1 ?
			       charset_utf8 :
			       (struct charset){ .kind = CHARSET_WIDE, .width = marks[i].width,
						 .big_endian = marks[i].big_endian };
		return marks[i].len;
	}
	return 0;
}

static bool is_texty(uint32_t code)
{
	return (code >= 0x20 && code < 0x7F) || code == '\t' || code == '\n' || code == '\r' ||
	       code == '\f' || (code >= 0xA0 && code < 0x700) || (code >= 0x1E00 && code < 0x2070) ||
	       code == 0x20AC || code == 0xFEFF;
}

/* Text of the scripts met here, in units of this width and order? ASCII (spaces, digits, line
 * ends) is always among it; in the other byte order hardly a unit would be a letter. */
static bool looks_like(const struct charset *c, const uint8_t *head, size_t len)
{
	size_t n = len / c->width, odd = 0, ascii = 0;

	/* Binary data is left as soon as there is too much of what is no text. */
	for (size_t i = 0; i < n && odd * 100 <= n * 3; i++) {
		uint32_t code = unit_at(c, head + i * c->width);
		bool texty = is_texty(code);

		odd += !texty;
		ascii += code < 0x80 && texty;
	}
	return n >= 2 && odd * 100 <= n * 3 && ascii * 10 >= n;
}

#define LOOK 4096u

bool charset_looks_wide(const uint8_t *head, size_t len, struct charset *ret)
{
	static const struct charset wide[] = {
		{ .kind = CHARSET_WIDE, .width = 4 },
		{ .kind = CHARSET_WIDE, .width = 4, .big_endian = true },
		{ .kind = CHARSET_WIDE, .width = 2 },
		{ .kind = CHARSET_WIDE, .width = 2, .big_endian = true },
	};

	if (len > LOOK)
		len = LOOK;
	if (!memchr(head, 0, len)) /* nearly all files stop here */
		return false;
	for (size_t i = 0; i < ARRAY_LEN(wide); i++) {
		if (looks_like(&wide[i], head, len)) {
			*ret = wide[i];
			return true;
		}
	}
	return false;
}
