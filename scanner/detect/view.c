/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/view.c - a window of text as patterns see it, with the way back. */
#include "detect/view.h"
#include "base/utf8.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

/* The plain form of a code point: its length, or -1 where it stays as it is. */
static int plain_form(uint32_t code, char out[4])
{
	if (code >= 0xFF01 && code <= 0xFF5E) {
		out[0] = (char)(code - 0xFEE0);
		return 1;
	}
	out[0] = ' ';
	if (code >= 0x2000 && code <= 0x200A)
		return 1;
	switch (code) {
	case '\r': case 0xA0: case 0x2028: case 0x202F: case 0x205F: case 0x3000:
		return 1;
	case 0xAD: case 0x34F: case 0x61C: case 0x180E: case 0xFEFF:
	case 0x200B: case 0x200C: case 0x200D: case 0x200E: case 0x200F:
	case 0x202A: case 0x202B: case 0x202C: case 0x202D: case 0x202E:
	case 0x2060: case 0x2061: case 0x2062: case 0x2063: case 0x2064:
	case 0x2066: case 0x2067: case 0x2068: case 0x2069:
		return 0;
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015:
	case 0x2212: case 0xFE58: case 0xFE63:
		out[0] = '-';
		return 1;
	case 0xB4: case 0x2B9: case 0x2BB: case 0x2BC: case 0x2BD:
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032:
		out[0] = '\'';
		return 1;
	case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033:
		out[0] = '"';
		return 1;
	case 0x17F:
		out[0] = 's';
		return 1;
	case 0x212A:
		out[0] = 'K';
		return 1;
	case 0x212B:
		return (int)utf8_encode(out, 0xC5);
	default:
		return -1;
	}
}

/* The next byte from `at` on that is not ASCII; len if there is none. */
static size_t next_high(const char *s, size_t len, size_t at)
{
	for (; at + 8 <= len; at += 8) {
		uint64_t eight;

		memcpy(&eight, s + at, 8);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < len && !((unsigned char)s[at] & 0x80))
		at++;
	return at;
}

static bool is_plain(const char *s, size_t len)
{
	if (memchr(s, '\r', len))
		return false;
	for (size_t at = next_high(s, len, 0); at < len; at = next_high(s, len, at)) {
		uint32_t code;
		char out[4];
		size_t step = utf8_decode(s + at, len - at, &code);

		if (step && plain_form(code, out) >= 0)
			return false;
		at += step ? step : 1;
	}
	return true;
}

static void start(struct view *v, const struct text *t)
{
	v->text = t->bytes;
	v->text_len = t->len;
	v->at = NULL;
	buf_clear(&v->room);
}

static void need_map(struct view *v, size_t more)
{
	if (v->room.len + more + 1 <= v->at_size)
		return;
	v->at_size = 2 * (v->room.len + more + 1);
	v->at_room = xrealloc(v->at_room, v->at_size * sizeof(*v->at_room));
}

/* Bytes that all come from one spot of the text. */
static void put(struct view *v, const char *bytes, size_t len, size_t from)
{
	need_map(v, len);
	for (size_t i = 0; i < len; i++)
		v->at_room[v->room.len + i] = (uint32_t)from;
	buf_add(&v->room, bytes, len);
}

/* Bytes that stand for themselves, one by one. */
static void put_same(struct view *v, size_t from, size_t to)
{
	size_t len = v->room.len;

	put(v, v->text + from, to - from, from);
	for (size_t i = 0; i < to - from; i++)
		v->at_room[len + i] = (uint32_t)(from + i);
}

static void finish(struct view *v)
{
	put(v, "", 1, v->text_len);
	v->bytes = v->room.bytes;
	v->len = v->room.len - 1;
	v->at = v->at_room;
}

void view_make_plain(struct view *v, const struct text *t)
{
	start(v, t);
	if (is_plain(t->bytes, t->len)) {
		v->bytes = t->bytes;
		v->len = t->len;
		return;
	}
	for (size_t at = 0, same = 0; at <= t->len;) {
		uint32_t code = 0;
		char out[4];
		size_t step = at < t->len ? utf8_decode(t->bytes + at, t->len - at, &code) : 0;
		int form = step ? plain_form(code, out) : -1;

		if (form >= 0 || at == t->len) {
			put_same(v, same, at);
			put(v, out, form > 0 ? (size_t)form : 0, at);
			same = at + step;
		}
		at += step ? step : 1;
	}
	finish(v);
}

static char fold_ascii(char c)
{
	char out[8];

	if (c == '_' || c == '\r')
		return ' ';
	fold_code((unsigned char)c, out);
	return out[0];
}

/* [from, to) of the text, all ASCII, folded by a table. */
static void put_ascii(struct view *v, size_t from, size_t to, const char table[128], bool mapped)
{
	size_t len = v->room.len, more = to - from;

	buf_need(&v->room, more);
	for (size_t i = 0; i < more; i++)
		v->room.bytes[len + i] = table[(unsigned char)v->text[from + i]];
	v->room.len += more;
	v->room.bytes[v->room.len] = '\0';
	if (!mapped)
		return;
	need_map(v, 0);
	for (size_t i = 0; i < more; i++)
		v->at_room[len + i] = (uint32_t)(from + i);
}

/* As view_make_plain, but nearly every character may change. Text of ASCII keeps its offsets. */
void view_make_folded(struct view *v, const struct text *t)
{
	char table[128];

	for (int c = 0; c < 128; c++)
		table[c] = fold_ascii((char)c);
	start(v, t);
	bool mapped = next_high(t->bytes, t->len, 0) < t->len;
	for (size_t at = 0; at < t->len;) {
		size_t high = next_high(t->bytes, t->len, at);
		uint32_t code;
		char out[8];

		put_ascii(v, at, high, table, mapped);
		if (high == t->len)
			break;
		size_t step = utf8_decode(t->bytes + high, t->len - high, &code);
		if (step)
			put(v, out, fold_code(code, out), high);
		else
			put(v, t->bytes + high, 1, high);
		at = high + (step ? step : 1);
	}
	if (mapped) {
		finish(v);
		return;
	}
	v->bytes = v->room.bytes ? v->room.bytes : "";
	v->len = v->room.len;
}

void view_free(struct view *v)
{
	buf_free(&v->room);
	free(v->at_room);
	*v = (struct view){0};
}

size_t view_to_text(const struct view *v, size_t at)
{
	return v->at ? v->at[at] : at;
}

size_t view_to_text_end(const struct view *v, size_t end)
{
	if (!v->at || !end)
		return end;
	size_t at = v->at[end - 1] + 1;

	while (at < v->text_len && ((unsigned char)v->text[at] & 0xC0) == 0x80)
		at++;
	/* U+0300 - U+036F */
	while (at + 1 < v->text_len && v->at[end] > at &&
	       ((unsigned char)v->text[at] == 0xCC ||
		((unsigned char)v->text[at] == 0xCD && (unsigned char)v->text[at + 1] < 0xB0)))
		at += 2;
	return at;
}

size_t view_from_text(const struct view *v, size_t at)
{
	size_t low = 0, high = v->len;

	if (!v->at) {
		while (at < v->len && ((unsigned char)v->bytes[at] & 0xC0) == 0x80)
			at++;
		return at < v->len ? at : v->len;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (v->at[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < v->len && ((unsigned char)v->bytes[low] & 0xC0) == 0x80)
		low++;
	return low;
}
