/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/chat.c - exported chats: one message after another, each with its moment and sender.
 *
 *   [12-03-24 14:05:33] Naam: tekst         WhatsApp on iOS
 *   12-03-24 14:05 - Naam: tekst            WhatsApp on Android; also with am/pm
 *   Naam, [12.03.24 14:05]                  Telegram, copied; the text is on the next lines
 *
 * The text stays as it is, with an empty line between messages that the file does not have: what
 * one says does not run on into what the next one says.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "format/reader.h"

#define HEAD_MAX 256u /* of a message: moment and sender */

struct head {
	size_t sender_at, sender_len; /* len 0: a notice of the program, nobody's words */
};

/* Marks and spaces that do not show, among them those WhatsApp writes before the bracket. */
static size_t skip_marks(const char *s, size_t len, bool spaces)
{
	static const char *const marks[] = { "\u200E", "\u200F", "\u202A", "\u202C", "\uFEFF" };
	static const char *const blanks[] = { " ", "\u00A0", "\u202F", "\u2009" };
	size_t at = 0, before;

	do {
		before = at;
		for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
			size_t n = strlen(marks[i]);

			if (len - at >= n && memcmp(s + at, marks[i], n) == 0)
				at += n;
		}
		for (size_t i = 0; spaces && i < ARRAY_LEN(blanks); i++) {
			size_t n = strlen(blanks[i]);

			if (len - at >= n && memcmp(s + at, blanks[i], n) == 0)
				at += n;
		}
	} while (at > before);
	return at;
}

static size_t digits(const char *s, size_t len, size_t least, size_t most)
{
	size_t n = 0;

	while (n < len && n <= most && isdigit((unsigned char)s[n]))
		n++;
	return n >= least && n <= most ? n : 0;
}

/* "12-03-24", "3/12/2024", "2024.03.12" */
static size_t take_date(const char *s, size_t len)
{
	size_t at = digits(s, len, 1, 4), n;
	char separator;

	if (!at || at == 3 || at >= len || !strchr("-/.", s[at]))
		return 0;
	separator = s[at++];
	n = digits(s + at, len - at, 1, 2);
	if (!n || at + n >= len || s[at + n] != separator)
		return 0;
	at += n + 1;
	n = digits(s + at, len - at, 1, 4);
	return n && n != 3 ? at + n : 0;
}

/* "14:05", "2:05:33 PM", "2.05 p.m." */
static size_t take_time(const char *s, size_t len)
{
	static const char *const halves[] = { "a.m.", "p.m.", "a. m.", "p. m.", "am", "pm" };
	size_t at = digits(s, len, 1, 2), n, gap;

	if (!at || at >= len || (s[at] != ':' && s[at] != '.'))
		return 0;
	n = digits(s + at + 1, len - at - 1, 2, 2);
	if (!n)
		return 0;
	at += 1 + n;
	if (at < len && (s[at] == ':' || s[at] == '.')) {
		n = digits(s + at + 1, len - at - 1, 2, 2);
		at += n ? 1 + n : 0;
	}
	gap = skip_marks(s + at, len - at, true);
	for (size_t i = 0; i < ARRAY_LEN(halves); i++) {
		n = strlen(halves[i]);
		if (len - at - gap >= n && strncasecmp(s + at + gap, halves[i], n) == 0)
			return at + gap + n;
	}
	return at;
}

static size_t take_moment(const char *s, size_t len)
{
	size_t at = take_date(s, len), n;

	if (!at)
		return 0;
	if (at < len && s[at] == ',')
		at++;
	n = skip_marks(s + at, len - at, true);
	if (!n)
		return 0;
	at += n;
	n = take_time(s + at, len - at);
	return n ? at + n : 0;
}

static size_t line_length(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] != '\n' && s[n] != '\r')
		n++;
	return n;
}

/* "Naam, [12.03.24 14:05]" and nothing else on the line. */
static bool take_trailing(const char *s, size_t len, struct head *h)
{
	const char *open = memmem(s, len, ", [", 3);
	size_t at, n;

	if (!open || open == s)
		return false;
	at = (size_t)(open - s) + 3;
	n = take_moment(s + at, len - at);
	if (!n || at + n >= len || s[at + n] != ']')
		return false;
	at += n + 1;
	if (at < len && s[at] == ':')
		at++;
	*h = (struct head){ 0, (size_t)(open - s) };
	return at == len;
}

/* Is this line the start of a message? len: of the line as far as it is seen, without its end. */
static bool take_head(const char *s, size_t len, struct head *h)
{
	size_t at = skip_marks(s, len, false), n;
	bool bracket = at < len && s[at] == '[';
	const char *colon;

	at += bracket;
	n = take_moment(s + at, len - at);
	if (!n)
		return take_trailing(s, len, h);
	at += n;
	if (bracket ? at >= len || s[at++] != ']' : len - at < 3 || memcmp(s + at, " - ", 3) != 0)
		return false;
	at += bracket ? skip_marks(s + at, len - at, true) : 3;
	at += skip_marks(s + at, len - at, false);
	for (colon = memchr(s + at, ':', len - at); colon; colon = memchr(colon + 1, ':',
			(size_t)(s + len - colon - 1))) {
		if (colon + 1 == s + len || colon[1] == ' ')
			break;
	}
	*h = (struct head){ at, colon ? (size_t)(colon - s) - at : 0 };
	return true;
}

/* Programs log in this form too: "[2024-03-12 14:05:33] local.ERROR: ..." */
static bool is_log_level(const char *s, size_t len)
{
	static const char *const levels[] = { "info", "error", "warn", "warning", "debug", "trace",
					      "fatal", "notice", "critical" };

	for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
		size_t n = strlen(levels[i]);

		if (len >= n && strncasecmp(s + len - n, levels[i], n) == 0 &&
		    (len == n || !isalpha((unsigned char)s[len - n - 1])))
			return true;
	}
	return false;
}

static size_t skip_line(const char *s, size_t len)
{
	size_t n = line_length(s, len);

	return n + (n < len);
}

static int claim(const struct probe *p)
{
	unsigned lines = 0, heads = 0, said = 0, logged = 0;
	size_t len;
	const char *s;

	if (!probe_is_text(p))
		return 0;
	s = probe_text(p, &len);
	for (size_t n; len; s += n, len -= n) {
		size_t line = line_length(s, len);
		struct head h;

		n = skip_line(s, len);
		if (!line)
			continue;
		lines++;
		if (!take_head(s, line < HEAD_MAX ? line : HEAD_MAX, &h)) {
			if (lines > 5 && !heads)
				return 0;
			continue;
		}
		heads++;
		said += h.sender_len > 0;
		logged += is_log_level(s + h.sender_at, h.sender_len);
	}
	if (said < 2 || heads * 10 < lines || logged * 2 > said)
		return 0;
	return 8;
}

struct chat {
	struct out *out;
	struct reader *in;
	uint32_t message;
};

static int put_head(struct chat *c, const struct head *h)
{
	int error = c->message ? out_break(c->out) : 0;

	out_anchor(c->out, AT_MESSAGE, ++c->message, NULL, NULL);
	if (error || !h->sender_len)
		return error;
	error = reader_put(c->in, h->sender_at);
	out_anchor(c->out, AT_HEADER, c->message, "sender", "sender");
	if (!error)
		error = reader_put(c->in, h->sender_len);
	out_anchor(c->out, AT_MESSAGE, c->message, NULL, NULL);
	return error;
}

/* Puts out to the end of the line. */
static int put_line(struct chat *c)
{
	const char *s;
	size_t len, n;
	bool cr;
	int error = 0;

	while (!error && (len = reader_peek(c->in, 1, &s))) {
		n = line_length(s, len);
		if (n == len) {
			error = reader_put(c->in, n);
			continue;
		}
		cr = s[n] == '\r';
		error = reader_put(c->in, n + 1);
		if (!error && cr && reader_peek(c->in, 1, &s) && *s == '\n')
			error = reader_put(c->in, 1);
		break;
	}
	return error;
}

static int read_chat(struct stream *in, struct out *out)
{
	struct chat c = { .out = out, .in = reader_new(out, in, out->self->charset) };
	const char *s;
	size_t len;
	int error = 0;

	out_anchor(out, AT_MESSAGE, 1, NULL, NULL); /* what stands above the first message */
	while (!error && (len = reader_peek(c.in, HEAD_MAX, &s))) {
		struct head h;

		if (take_head(s, line_length(s, len < HEAD_MAX ? len : HEAD_MAX), &h))
			error = put_head(&c, &h);
		if (!error)
			error = put_line(&c);
	}
	return error;
}

const struct format chat_format = { "chat", "exported chats (WhatsApp, Telegram)",
				    "several lines that start with a date, a time and a sender",
				    claim, read_chat };
