/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/uu.c - uuencode.
 *
 * A line is a character for its length and then four characters for three bytes. Mailers cut
 * blanks off the end of lines and write them as "`"; both are taken.
 */
#include "format/uu.h"
#include <string.h>

static size_t trim(const char *line, size_t len)
{
	while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
		len--;
	return len;
}

bool uu_begin(const char *line, size_t len, const char **name, size_t *name_len)
{
	size_t i = 6;

	len = trim(line, len);
	if (len < 11 || memcmp(line, "begin ", 6) != 0)
		return false;
	while (i < len && line[i] >= '0' && line[i] <= '7')
		i++;
	if (i < 9 || i > 10 || line[i] != ' ' || i + 1 == len)
		return false;
	*name = line + i + 1;
	*name_len = len - i - 1;
	return true;
}

bool uu_end(const char *line, size_t len)
{
	len = trim(line, len);
	return len == 3 && !memcmp(line, "end", 3);
}

static unsigned value(const char *line, size_t len, size_t at)
{
	return at < len ? ((unsigned)line[at] - ' ') & 63 : 0;
}

int uu_line(const char *line, size_t len, uint8_t out[UU_LINE_MAX])
{
	len = trim(line, len);
	if (!len)
		return -1;
	unsigned n = value(line, len, 0);
	size_t digits = (n + 2) / 3 * 4;
	/* One checksum character may follow; more is no line of this kind. */
	if (len > 1 + digits + 2)
		return -1;
	for (size_t i = 0; i < len; i++)
		if (line[i] < ' ' || line[i] > '`')
			return -1;
	for (size_t i = 0, from = 1; i < n; i += 3, from += 4) {
		unsigned bits = value(line, len, from) << 18 | value(line, len, from + 1) << 12 |
				value(line, len, from + 2) << 6 | value(line, len, from + 3);

		for (size_t k = 0; k < 3 && i + k < n; k++)
			out[i + k] = (uint8_t)(bits >> (16 - 8 * k));
	}
	return (int)n;
}

struct uu {
	bool begun, ended;
	uint8_t out[UU_LINE_MAX];
};

static ssize_t uu_next(struct stream *s, const uint8_t **block)
{
	struct uu *u = s->state;
	const uint8_t *line;
	const char *name;
	size_t len, name_len;

	*block = u->out;
	while (!u->ended && (len = stream_line(s->below, &line))) {
		const char *text = (const char *)line;
		int n = 0;

		if (!u->begun)
			u->begun = uu_begin(text, len, &name, &name_len);
		else if (uu_end(text, len))
			u->ended = true;
		else
			n = uu_line(text, len, u->out);
		if (n < 0)
			stream_break(s, REASON_CORRUPT,
				     "uuencode with lines that do not belong in it");
		stream_skip(s->below, len);
		if (n > 0)
			return n;
	}
	stream_pass_on(s);
	if (!u->ended)
		stream_break(s, REASON_TRUNCATED, "uuencode ends before its end line");
	return 0;
}

struct stream *stream_uu(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "uuencode", sizeof(struct uu));

	s->next = uu_next;
	return s;
}
