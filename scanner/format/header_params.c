/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/header_params.c - the token and the parameters of a structured header (Content-Type).
 *
 * A parameter may stand there plain, in quotes, with an encoded word where none may be (all mailers
 * do), with a charset (name*=), in pieces (name*0=, name*1*=), or several of these at once; what
 * says its charset wins.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "format/header.h"

#define PARAMS_MAX 1000u
#define PIECES_MAX 500u

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind white space and comments; a comment that does not end is taken as text. */
static size_t skip_gap(const char *s, size_t len, size_t at)
{
	while (at < len) {
		if (is_white(s[at])) {
			at++;
			continue;
		}
		size_t i = at, depth = 0;
		if (s[at] != '(')
			break;
		for (; i < len; i++) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '(')
				depth++;
			else if (s[i] == ')' && !--depth)
				break;
		}
		if (i >= len)
			break;
		at = i + 1;
	}
	return at;
}

char *header_token(struct arena *a, const char *raw, size_t len)
{
	size_t at = skip_gap(raw, len, 0), n = 0;

	if (at < len && raw[at] == '"') /* seen in Content-Transfer-Encoding */
		at++;
	while (at + n < len && !is_white(raw[at + n]) && !strchr(";(\"", raw[at + n]))
		n++;
	char *token = arena_copy(a, raw + at, n);
	for (char *c = token; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return token;
}

struct param {
	const char *name, *value; /* value: in quotes still, if it is */
	size_t name_len, value_len;
};

/* The end of a value that starts at at: behind its closing quote, or before the next `;`. */
static size_t value_end(const char *s, size_t len, size_t at)
{
	if (at < len && s[at] == '"') {
		for (size_t i = at + 1; i < len; i++) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				return i + 1;
		}
	}
	const char *end = at < len ? memchr(s + at, ';', len - at) : NULL;
	size_t stop = end ? (size_t)(end - s) : len;

	while (stop > at && is_white(s[stop - 1]))
		stop--;
	return stop;
}

/* The next parameter at or after *at. */
static bool next_param(const char *s, size_t len, size_t *at, struct param *p)
{
	for (;;) {
		const char *semicolon = *at < len ? memchr(s + *at, ';', len - *at) : NULL;

		if (!semicolon)
			return false;
		size_t i = skip_gap(s, len, (size_t)(semicolon - s) + 1);
		p->name = s + i;
		for (p->name_len = 0; i < len && !is_white(s[i]) && s[i] != '=' && s[i] != ';'; i++)
			p->name_len++;
		i = skip_gap(s, len, i);
		*at = i;
		if (i >= len || s[i] != '=')
			continue;
		i = skip_gap(s, len, i + 1);
		*at = value_end(s, len, i);
		p->value = s + i;
		p->value_len = *at - i;
		return true;
	}
}

static void add_unquoted(struct buf *to, const struct param *p)
{
	const char *v = p->value;
	size_t len = p->value_len;

	if (len < 2 || v[0] != '"' || v[len - 1] != '"') {
		size_t open = len && v[0] == '"'; /* never closed */

		buf_add(to, v + open, len - open);
		return;
	}
	for (size_t i = 1; i < len - 1; i++) {
		/* A backslash of a Windows path is no escape, whatever the standard says. */
		if (v[i] == '\\' && i + 1 < len - 1 && strchr("\"\\", v[i + 1]))
			i++;
		buf_add_byte(to, v[i]);
	}
}

static int hex_digit(char c)
{
	return isdigit((unsigned char)c)    ? c - '0'
	       : isxdigit((unsigned char)c) ? (c | 0x20) - 'a' + 10
					    : -1;
}

static void add_percent(struct buf *to, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '%' && i + 2 < len && hex_digit(s[i + 1]) >= 0 &&
		    hex_digit(s[i + 2]) >= 0) {
			buf_add_byte(to, (char)(hex_digit(s[i + 1]) << 4 | hex_digit(s[i + 2])));
			i += 2;
		} else {
			buf_add_byte(to, s[i]);
		}
	}
}

/* charset'language'percent-encoded: takes the charset off the front. */
static size_t take_charset(const struct buf *value, char **charset)
{
	const char *first = memchr(value->bytes, '\'', value->len);
	const char *second =
	    first ? memchr(first + 1, '\'', value->len - (size_t)(first + 1 - value->bytes)) : NULL;

	if (!second)
		return 0;
	free(*charset);
	*charset =
	    first > value->bytes ? xstrndup(value->bytes, (size_t)(first - value->bytes)) : NULL;
	return (size_t)(second + 1 - value->bytes);
}

/* Adds one piece's bytes; the first extended piece says the charset. */
static void add_piece(struct buf *to, const struct param *p, bool extended, bool first,
		      char **charset)
{
	struct buf value = {0};

	add_unquoted(&value, p);
	buf_need(&value, 0);
	if (extended) {
		size_t from = first ? take_charset(&value, charset) : 0;

		add_percent(to, value.bytes + from, value.len - from);
	} else {
		buf_add(to, value.bytes, value.len);
	}
	buf_free(&value);
}

/* The number of a piece behind name*: "0" "12*"; -1 if it is none. */
static int piece_number(const char *s, size_t len, bool *extended)
{
	int n = 0;

	*extended = len && s[len - 1] == '*';
	len -= *extended;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]) || n >= (int)PIECES_MAX)
			return -1;
		n = 10 * n + (s[i] - '0');
	}
	return len && n < (int)PIECES_MAX ? n : -1;
}

struct found {
	struct param plain, extended;
	struct param pieces[PIECES_MAX];
	bool piece_extended[PIECES_MAX];
};

static void find_all(const char *raw, size_t len, const char *name, struct found *f)
{
	size_t name_len = strlen(name), at = skip_gap(raw, len, 0);
	struct param p;
	bool extended;

	while (at < len && !is_white(raw[at]) && !strchr(";(", raw[at]))
		at++;
	at = skip_gap(raw, len, at);
	for (unsigned n = 0; n < PARAMS_MAX && next_param(raw, len, &at, &p); n++) {
		if (p.name_len < name_len || strncasecmp(p.name, name, name_len) != 0)
			continue;
		const char *rest = p.name + name_len;
		size_t rest_len = p.name_len - name_len;
		int number = rest_len > 1 && *rest == '*'
				 ? piece_number(rest + 1, rest_len - 1, &extended)
				 : -1;

		if (!rest_len && !f->plain.name) {
			f->plain = p;
		} else if (rest_len == 1 && *rest == '*' && !f->extended.name) {
			f->extended = p;
		} else if (number >= 0 && !f->pieces[number].name) {
			f->pieces[number] = p;
			f->piece_extended[number] = extended;
		}
	}
}

/* Control characters in a name would break the line it is shown on. */
static char *tidy(char *utf8)
{
	for (char *c = utf8; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = ' ';
	return utf8;
}

static char *decode_plain(struct arena *a, const struct buf *value, enum reason *odd)
{
	struct header_text *t = header_text_new(a);

	header_decode(t, a, value->bytes, value->len, 0);
	if (t->odd && odd && !*odd)
		*odd = t->odd;
	return arena_copy(a, t->utf8.len ? t->utf8.bytes : "", t->utf8.len);
}

char *header_param(struct arena *a, const char *raw, size_t len, const char *name, enum reason *odd)
{
	struct found *f = xcalloc(1, sizeof(*f));
	struct buf value = {0};
	char *charset = NULL, *ret = NULL;
	bool extended = false;

	find_all(raw, len, name, f);
	if (f->extended.name) {
		add_piece(&value, &f->extended, true, true, &charset);
		extended = true;
	} else if (f->pieces[0].name) {
		for (unsigned i = 0; i < PIECES_MAX && f->pieces[i].name; i++) {
			add_piece(&value, &f->pieces[i], f->piece_extended[i], !i, &charset);
			extended |= f->piece_extended[i];
		}
	} else if (f->plain.name) {
		add_unquoted(&value, &f->plain);
	}
	buf_need(&value, 0);
	if (f->extended.name || f->pieces[0].name || f->plain.name) {
		enum reason why = REASON_NONE;

		ret = extended ? charset_to_utf8(a, value.bytes, value.len, charset, &why)
			       : decode_plain(a, &value, &why);
		if (odd && !*odd)
			*odd = why;
		tidy(ret);
	}
	buf_free(&value);
	free(charset);
	free(f);
	return ret;
}
