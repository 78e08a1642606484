/* SPDX-License-Identifier: EUPL-1.2 */
/* format/charset.c - rendering by table and of UTF-8; the tables that need no iconv. */
#include "format/charset.h"
#include <string.h>
#include "base/utf8.h"

#define U 0xFFFD

/* 0x80-0x9F of Windows-1252; browsers and mail programs read "ISO-8859-1" by it too. */
#define C1_1252                                                                                    \
	0x20AC, U, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, \
		0x0152, U, 0x017D, U, U, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,   \
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, U, 0x017E, 0x0178
#define ROW16(x)                                                                                   \
	(x), (x) + 1, (x) + 2, (x) + 3, (x) + 4, (x) + 5, (x) + 6, (x) + 7, (x) + 8, (x) + 9,      \
		(x) + 10, (x) + 11, (x) + 12, (x) + 13, (x) + 14, (x) + 15
#define ASCII_HALF                                                                                 \
	ROW16(0x00), ROW16(0x10), ROW16(0x20), ROW16(0x30), ROW16(0x40), ROW16(0x50), ROW16(0x60), \
		ROW16(0x70)

static const uint16_t table_1252[256] = {
	ASCII_HALF,  C1_1252,     ROW16(0xA0), ROW16(0xB0),
	ROW16(0xC0), ROW16(0xD0), ROW16(0xE0), ROW16(0xF0),
};

static const uint16_t table_1254[256] = { /* holds ISO-8859-9 */
	ASCII_HALF,
	0x20AC, U, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
	0x0152, U, U, U, U, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
	0x0161, 0x203A, 0x0153, U, U, 0x0178,
	ROW16(0xA0), ROW16(0xB0), ROW16(0xC0),
	0x011E, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0x0130,
	0x015E, 0xDF,
	ROW16(0xE0),
	0x011F, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0x0131,
	0x015F, 0xFF,
};

static const uint16_t table_8859_15[256] = {
	ASCII_HALF, C1_1252,
	0xA0, 0xA1, 0xA2, 0xA3, 0x20AC, 0xA5, 0x0160, 0xA7, 0x0161, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD,
	0xAE, 0xAF,
	0xB0, 0xB1, 0xB2, 0xB3, 0x017D, 0xB5, 0xB6, 0xB7, 0x017E, 0xB9, 0xBA, 0xBB, 0x0152, 0x0153,
	0x0178, 0xBF,
	ROW16(0xC0), ROW16(0xD0), ROW16(0xE0), ROW16(0xF0),
};

const struct charset charset_utf8 = { .kind = CHARSET_UTF8 };
const struct charset charset_windows_1252 = { .kind = CHARSET_TABLE, .table = table_1252 };
const struct charset charset_windows_1254 = { .kind = CHARSET_TABLE, .table = table_1254 };
const struct charset charset_iso_8859_15 = { .kind = CHARSET_TABLE, .table = table_8859_15 };

bool rendering_full(const struct rendering *to)
{
	return to->room - to->len < RENDERING_SLACK ||
	       (to->spans && to->max_spans - to->n_spans < 4);
}

void rendering_span(struct rendering *to, uint64_t source, uint8_t unit)
{
	if (!to->spans)
		return;
	if (to->n_spans && unit) {
		const struct span *last = &to->spans[to->n_spans - 1];

		if (last->unit == unit && last->source + (to->len - last->at) * unit == source)
			return;
	}
	to->spans[to->n_spans++] = (struct span){ to->len, source, unit };
}

void rendering_add(struct rendering *to, uint32_t code, uint64_t source)
{
	rendering_span(to, source, 0);
	to->len += utf8_encode(to->text + to->len, code);
	to->high = true;
}

void rendering_run(struct rendering *to, const char *ascii, size_t len, uint64_t source)
{
	rendering_span(to, source, 1);
	memcpy(to->text + to->len, ascii, len);
	to->len += len;
}

static size_t ascii_prefix(const uint8_t *in, size_t len)
{
	size_t i = 0;

	for (; i + 8 <= len; i += 8) {
		uint64_t eight;

		memcpy(&eight, in + i, 8);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (i < len && in[i] < 0x80)
		i++;
	return i;
}

bool charset_is_ascii(const uint8_t *bytes, size_t len)
{
	return ascii_prefix(bytes, len) == len;
}

static size_t at_most(const struct rendering *to, size_t len)
{
	size_t room = to->room - to->len;

	return len < room ? len : room;
}

static size_t render_table(const uint16_t *table, struct rendering *to, const uint8_t *in,
			   size_t len, uint64_t source)
{
	const bool like_ascii = table['0'] == '0' && table['a'] == 'a' && table['~'] == '~';
	size_t i = 0;

	while (i < len && !rendering_full(to)) {
		size_t run = like_ascii ? at_most(to, ascii_prefix(in + i, len - i)) : 0;
		uint16_t code;

		if (run) {
			rendering_run(to, (const char *)in + i, run, source + i);
			i += run;
			continue;
		}
		code = table[in[i]];
		if (code < 0x80) { /* EBCDIC: one byte for one byte, though another */
			rendering_span(to, source + i, 1);
			to->text[to->len++] = (char)code;
			to->high = true;
		} else {
			rendering_add(to, code, source + i);
			to->bad |= code == U;
		}
		i++;
	}
	return i;
}

static size_t render_utf8(struct rendering *to, const uint8_t *in, size_t len, bool end,
			  uint64_t source)
{
	size_t i = 0;

	while (i < len && !rendering_full(to)) {
		const char *s = (const char *)in + i;
		size_t run = utf8_valid_prefix(s, len - i);
		size_t fits = utf8_floor(s, run, at_most(to, run));

		if (fits) {
			rendering_run(to, s, fits, source + i);
			i += fits;
		} else if (!end && utf8_is_cut(s, len - i)) {
			break;
		} else {
			rendering_add(to, U, source + i++);
			to->bad = true;
		}
	}
	return i;
}

size_t charset_render(const struct charset *c, struct rendering *to, const uint8_t *in, size_t len,
		      bool end, uint64_t source)
{
	switch (c->kind) {
	case CHARSET_TABLE:
		return render_table(c->table, to, in, len, source);
	case CHARSET_WIDE:
		return charset_render_wide(c, to, in, len, end, source);
	case CHARSET_ICONV:
		return charset_render_iconv(c, to, in, len, end, source);
	case CHARSET_UTF8:
		break;
	}
	return render_utf8(to, in, len, end, source);
}

struct utf8_count charset_count_utf8(const uint8_t *bytes, size_t len, bool end)
{
	struct utf8_count count = { 0 };
	size_t i = 0;

	while ((i += ascii_prefix(bytes + i, len - i)) < len) {
		const char *s = (const char *)bytes + i;
		uint32_t code;
		size_t n = utf8_decode(s, len - i, &code);

		if (!n && utf8_is_cut(s, len - i)) {
			/* Cut off by the edge of the window: no sign of anything. Where the text
			 * itself ends so, it is only forgiven beside real UTF-8. */
			if (end && !count.good)
				count.bad++;
			break;
		}
		count.good += n > 0;
		count.bad += n == 0;
		i += n ? n : 1;
	}
	return count;
}
