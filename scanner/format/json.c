/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/json.c - JSON and lines of JSON, as social media and chat programs export them.
 *
 * The values are the text: those of one object stand next to each other as the cells of a row
 * (joined by tabs), objects part paragraphs. Each value is anchored at its line of the file and
 * labelled with its key. The reader is lenient: what is no JSON is text all the same.
 */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "format/reader.h"

#define KEY_MAX 64u
#define DEPTH 512u
#define LOOK 1024u       /* for the end of a key or a number */
#define ESCAPE_MAX 12u /* \uD83D\uDE00 */
#define MOJIBAKE_MAX 24u /* four \u00XX */

struct json_reader {
	struct out *out;
	struct reader *in;
	uint32_t line;
	size_t depth;
	uint8_t is_object[DEPTH];
	bool wants_key;      /* the next string is a key, if a colon follows */
	bool started;        /* something of this object was put out */
	char key[KEY_MAX + 4];
	size_t key_len;
	bool odd;
};

static int hex4(const char *s, size_t len)
{
	int value = 0;

	if (len < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = (char)(s[i] | 0x20);

		if (isdigit((unsigned char)s[i]))
			value = value * 16 + (s[i] - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (c - 'a' + 10);
		else
			return -1;
	}
	return value;
}

static int unicode_at(const char *s, size_t len)
{
	return len >= 6 && s[0] == '\\' && s[1] == 'u' ? hex4(s + 2, len - 2) : -1;
}

/* Some exports escape each byte of UTF-8 by itself: \u00c3\u00ab for an e with two dots. */
static size_t take_mojibake(const char *s, size_t len, uint32_t *code)
{
	char bytes[4];
	size_t n = 0;

	for (int unit; n < 4 && (unit = unicode_at(s + 6 * n, len - 6 * n)) >= 0x80 && unit < 0x100;)
		bytes[n++] = (char)unit;
	n = n ? utf8_decode(bytes, n, code) : 0;
	return n > 1 ? 6 * n : 0;
}

/* The escape at s: its length and meaning; 0 if it is none. */
static size_t take_escape(const char *s, size_t len, uint32_t *code)
{
	static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *name;
	size_t n;
	int unit, low;

	if (len < 2)
		return 0;
	name = s[1] ? strchr(names, s[1]) : NULL;
	if (name) {
		*code = (uint8_t)meanings[name - names];
		return 2;
	}
	unit = unicode_at(s, len);
	if (unit < 0)
		return 0;
	n = take_mojibake(s, len, code);
	if (n)
		return n;
	*code = (uint32_t)unit;
	low = unit >= 0xD800 && unit < 0xDC00 ? unicode_at(s + 6, len - 6) : -1;
	if (low < 0xDC00 || low > 0xDFFF)
		return 6;
	*code = 0x10000 + (((uint32_t)unit - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
	return 12;
}

static int put_escape(struct json_reader *j, uint32_t code, size_t len)
{
	struct span from = reader_span(j->in, 0), to = reader_span(j->in, len);
	char utf8[4];
	size_t n = utf8_encode(utf8, code);
	int error = out_mapped(j->out, utf8, n, from.source, 0);

	reader_skip(j->in, len);
	return error ? error : out_mapped(j->out, "", 0, to.source, 1);
}

/* What of a string can be taken as it is. */
static size_t plain_run(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

static void count_lines(struct json_reader *j, const char *s, size_t len)
{
	for (const char *at = s; (at = memchr(at, '\n', len - (size_t)(at - s))); at++)
		j->line++;
}

/* The rest of a string, its opening quote taken already. */
static int put_string(struct json_reader *j)
{
	const char *s;
	size_t len;
	int error = 0;

	while (!error && (len = reader_peek(j->in, MOJIBAKE_MAX, &s))) {
		size_t n = plain_run(s, len);
		uint32_t code;

		if (n) {
			count_lines(j, s, n);
			error = reader_put(j->in, n);
		} else if (*s == '"') {
			reader_skip(j->in, 1);
			return 0;
		} else {
			n = take_escape(s, len, &code);
			error = n ? put_escape(j, code, n) : reader_put(j->in, 1);
		}
	}
	return error;
}

/* A label is an identifier; "jan@example.nl" as a key is data. */
static bool is_identifier(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!isalnum((unsigned char)s[i]) && !strchr("_-.$:", s[i]))
			return false;
	}
	return len > 0 && len <= KEY_MAX;
}

static int start_value(struct json_reader *j)
{
	int error = 0;

	if (j->started)
		error = out_text(j->out, "\t", 1);
	j->started = true;
	out_anchor(j->out, AT_LINE, j->line, NULL, j->key_len ? j->key : NULL);
	return error;
}

static void set_key(struct json_reader *j, const char *s, size_t len)
{
	j->key_len = len < KEY_MAX ? len : utf8_floor(s, len, KEY_MAX);
	memcpy(j->key, s, j->key_len);
	j->key[j->key_len] = '\0';
}

static size_t skip_space(const char *s, size_t len, size_t i)
{
	while (i < len && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n'))
		i++;
	return i;
}

/* Where the string at s ends, past its quote; 0 if that is not within len. */
static size_t string_length(const char *s, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (s[i] == '\\')
			i++;
		else if (s[i] == '"')
			return i + 1;
	}
	return 0;
}

/* A string of which the closing quote and what follows are looked for among the next bytes. */
static int take_string(struct json_reader *j)
{
	const char *s;
	size_t len = reader_peek(j->in, LOOK, &s), n, colon;
	int error;

	if (len > LOOK)
		len = LOOK;
	n = j->wants_key ? string_length(s, len) : 0;
	colon = n ? skip_space(s, len, n) : len;
	if (colon < len && s[colon] == ':') {
		set_key(j, s + 1, n - 2);
		j->wants_key = false;
		if (is_identifier(s + 1, n - 2)) {
			reader_skip(j->in, n);
			return 0;
		}
		j->key_len = 0;
	}
	error = start_value(j);
	reader_skip(j->in, 1);
	return error ? error : put_string(j);
}

static bool is_delimiter(char c)
{
	return strchr("{}[],:\"", c) != NULL && c;
}

static bool is_word(const char *s, size_t len)
{
	return (len == 4 && (memcmp(s, "true", 4) == 0 || memcmp(s, "null", 4) == 0)) ||
	       (len == 5 && memcmp(s, "false", 5) == 0);
}

/* A number, or what is no JSON. */
static int take_scalar(struct json_reader *j)
{
	const char *s;
	size_t len = reader_peek(j->in, LOOK, &s), n = 0;
	int error;

	while (n < len && n < LOOK && !is_delimiter(s[n]) && skip_space(s + n, 1, 0) == 0)
		n++;
	n = utf8_floor(s, len, n);
	if (is_word(s, n)) {
		reader_skip(j->in, n);
		return 0;
	}
	error = start_value(j);
	return error ? error : reader_put(j->in, n);
}

static int open_bracket(struct json_reader *j, char c)
{
	if (j->depth < DEPTH)
		j->is_object[j->depth] = c == '{';
	j->depth++;
	j->wants_key = c == '{';
	if (c != '{')
		return 0;
	j->key_len = 0;
	j->started = false;
	return out_break(j->out);
}

static int close_bracket(struct json_reader *j, char c)
{
	bool object = j->depth && j->depth <= DEPTH && j->is_object[j->depth - 1];

	j->odd |= !j->depth || (j->depth <= DEPTH && object != (c == '}'));
	j->depth -= j->depth > 0;
	j->wants_key = false;
	if (c != '}')
		return 0;
	j->key_len = 0;
	j->started = false;
	return out_break(j->out);
}

static int take_token(struct json_reader *j, const char *s, size_t len)
{
	size_t n = skip_space(s, len, 0);

	if (n) {
		count_lines(j, s, n);
		reader_skip(j->in, n);
		return 0;
	}
	switch (*s) {
	case '"':
		return take_string(j);
	case '{':
	case '[':
		reader_skip(j->in, 1);
		return open_bracket(j, *s);
	case '}':
	case ']':
		reader_skip(j->in, 1);
		return close_bracket(j, *s);
	case ',':
		j->wants_key = j->depth && j->depth <= DEPTH && j->is_object[j->depth - 1];
		reader_skip(j->in, 1);
		return 0;
	case ':':
		reader_skip(j->in, 1);
		return 0;
	default:
		return take_scalar(j);
	}
}

static int read_json(struct stream *in, struct out *out)
{
	struct json_reader *j = arena_get(out->arena, sizeof(*j));
	const char *s;
	size_t len;
	int error = 0;

	j->out = out;
	j->in = reader_new(out, in, out->self->charset);
	j->line = 1;
	while (!error && (len = reader_peek(j->in, 1, &s)))
		error = take_token(j, s, len);
	if (j->depth)
		out_trouble(out, REASON_TRUNCATED, "the JSON ends before its last bracket");
	if (j->odd)
		out_trouble(out, REASON_CORRUPT, "brackets of the JSON do not match");
	return error;
}

/* Strings, numbers and words, each followed by what may follow it, as far as the look goes. */
static bool looks_like_json(const char *s, size_t len, bool whole)
{
	size_t i = skip_space(s, len, 0), values = 0, n;

	if (i == len || (s[i] != '{' && s[i] != '['))
		return false;
	for (; i < len; i = skip_space(s, len, i + n)) {
		n = 1;
		if (is_delimiter(s[i]) && s[i] != '"')
			continue;
		if (s[i] == '"') {
			n = string_length(s + i, len - i);
		} else {
			n = strspn(s + i, "+-.0123456789eE");
			n = n ? n : strspn(s + i, "truefalsn");
			if (n && i + n < len && !is_delimiter(s[i + n]) &&
			    !skip_space(s + i + n, 1, 0))
				return false;
		}
		if (!n)
			return s[i] == '"' && !whole; /* a string beyond the look */
		values++;
	}
	return values > 1;
}

static int claim(const struct probe *p)
{
	size_t len;
	const char *s;

	if (!probe_is_text(p))
		return 0;
	s = probe_text(p, &len);
	/* Bounded: strspn must stop at the end of the look. */
	return looks_like_json(arena_copy(p->arena, s, len), len, p->whole) ? 7 : 0;
}

const struct format json_format = { "json", "JSON and lines of JSON, such as exports of chats",
				    "starts with { or [ and holds nothing but JSON",
				    claim, read_json };
