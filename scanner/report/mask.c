/* SPDX-License-Identifier: EUPL-1.2 */
/* report/mask.c - what is left of a value in a report that leaves the team. */
#include "report/mask.h"
#include <string.h>
#include "base/utf8.h"

static size_t step(const char *s, size_t len, uint32_t *code)
{
	size_t n = utf8_decode(s, len, code);

	if (n)
		return n;
	*code = 0xfffd;
	return 1;
}

static bool is_gap(uint32_t code)
{
	return code <= ' ' || code == '-' || code == 0xa0 || code == '.' || code == '/' ||
	       code == ',' || code == '\'' || code == 0x2019;
}

static bool is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* "Jan de Vries-Smit" -> "J. d. V. S.": how long the words are is not told either. */
static void mask_name(struct buf *to, const char *value, size_t len)
{
	bool inside = false;
	uint32_t code;

	for (size_t at = 0, n; at < len; at += n) {
		n = step(value + at, len - at, &code);
		if (!is_gap(code) && !inside) {
			if (to->len)
				buf_add_byte(to, ' ');
			if (is_digit(code))
				buf_add_byte(to, '*');
			else
				buf_add(to, value + at, n);
			buf_add_byte(to, '.');
		}
		inside = !is_gap(code);
	}
}

/* "NL91 ABNA 0417 1643 00" -> "**** **** **** **** 00". */
static void mask_number(struct buf *to, const char *value, size_t len)
{
	size_t left = 0, n;
	uint32_t code;

	for (size_t at = 0; at < len; at += n) {
		n = step(value + at, len - at, &code);
		left += !is_gap(code);
	}
	/* Two of four characters would be half of it. */
	size_t shown = left >= 6 ? 2 : 0;
	for (size_t at = 0; at < len; at += n) {
		n = step(value + at, len - at, &code);
		if (is_gap(code))
			buf_add_byte(to, ' ');
		else if (left-- > shown || !is_digit(code))
			buf_add_byte(to, '*');
		else
			buf_add(to, value + at, n);
	}
}

/* "jan@example.nl" -> "j***@***.nl", "https://..." -> "h***", "@jan" -> "@j***". */
static void mask_rest(struct buf *to, const char *value, size_t len)
{
	const char *at = memchr(value, '@', len);
	const char *dot = at ? strrchr(at, '.') : NULL;
	size_t from = *value == '@', n;
	uint32_t code;

	if (from)
		buf_add_byte(to, '@');
	n = len > from ? step(value + from, len - from, &code) : 0;
	buf_add(to, value + from, n);
	buf_add_str(to, "***");
	if (dot && !from) {
		buf_add_str(to, "@***");
		buf_add_str(to, dot);
	}
}

void mask_value(struct buf *to, enum hit_type type, const char *value)
{
	size_t len = strlen(value);

	buf_add_str(to, "");
	switch (type) {
	case TYPE_PERSON:
	case TYPE_PLACE:
	case TYPE_ADDRESS:
	case TYPE_ORGANISATION:
		mask_name(to, value, len);
		break;
	case TYPE_EMAIL:
	case TYPE_HANDLE:
	case TYPE_URL:
	case TYPE_INDICATOR:
		mask_rest(to, value, len);
		break;
	default:
		mask_number(to, value, len);
	}
}

void mask_quoted(struct buf *to, const char *text)
{
	bool inside = false;

	buf_add_str(to, "");
	for (; *text; text++) {
		if (*text == '\'') {
			inside = !inside;
			buf_add_str(to, inside ? "'***" : "'");
		} else if (!inside) {
			buf_add_byte(to, *text);
		}
	}
}
