/* SPDX-License-Identifier: EUPL-1.2 */
/* format/mbox_separator.c - is this line of a mailbox the start of a message? */
#include <string.h>
#include <strings.h>
#include "format/header.h"
#include "format/mbox.h"

#define LINE_MAX_LEN 1024u

static bool is_digits(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return len > 0;
}

static bool is_month(const char *s, size_t len)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (len == 4 && s[3] == ',')
		len = 3;
	for (size_t i = 0; len == 3 && names[i]; i += 3)
		if (!strncasecmp(s, names + i, 3))
			return true;
	return false;
}

static bool is_year(const char *s, size_t len)
{
	return len == 4 && is_digits(s, 4) && (s[0] == '1' || s[0] == '2');
}

/* 8:05, 08:05:12 */
static bool is_time(const char *s, size_t len)
{
	const char *colon = memchr(s, ':', len);

	return colon && colon - s <= 2 && is_digits(s, (size_t)(colon - s)) &&
	       (size_t)(s + len - colon) >= 3 && is_digits(colon + 1, 2);
}

/* 2011-07-08, 2011-07-08T08:05:12Z */
static bool is_iso_date(const char *s, size_t len)
{
	return len >= 10 && is_year(s, 4) && s[4] == '-' && is_digits(s + 5, 2) && s[7] == '-' &&
	       is_digits(s + 8, 2);
}

/* Month, time and year, in any order, behind the sender. */
static bool has_date(const char *s, size_t len)
{
	bool month = false, year = false, time = false;

	for (size_t i = 0, from; i < len && !(month && year && time); i++) {
		for (from = i; i < len && s[i] != ' ' && s[i] != '\t'; i++)
			;
		size_t n = i - from;
		bool iso = is_iso_date(s + from, n);

		month |= iso || is_month(s + from, n);
		year |= iso || is_year(s + from, n);
		time |= (iso && n > 11 && is_time(s + from + 11, n - 11)) || is_time(s + from, n);
	}
	return month && year && time;
}

size_t mbox_separator(const uint8_t *bytes, size_t len)
{
	const char *line = (const char *)bytes;

	if (len < 5 || memcmp(line, "From ", 5) != 0)
		return 0;
	const char *end = memchr(line, '\n', len < LINE_MAX_LEN ? len : LINE_MAX_LEN);
	if (!end)
		return 0;
	size_t line_len = (size_t)(end - line) + 1, text_len = line_len - 1;
	if (text_len && line[text_len - 1] == '\r')
		text_len--;
	if (!has_date(line + 5, text_len - 5))
		return 0;
	const uint8_t *next = bytes + line_len;
	size_t left = len - line_len;
	/* A message that was in a mailbox before may carry its old separator along. */
	if (left > 6 && !memcmp(next, ">From ", 6))
		return line_len;
	return header_name(next, left) ? line_len : 0;
}
