/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/card_value.c - what a property says: its name, its parameters, its value freed of escapes
 * and of the quoted-printable of old cards.
 */
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "format/card.h"

/* Behind the colon that ends name and parameters; 0 if there is none. */
static size_t find_value(const char *s, size_t len)
{
	bool in_quotes = false;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '"')
			in_quotes = !in_quotes;
		else if (s[i] == ':' && !in_quotes)
			return i + 1;
	}
	/* A quote that does not end. */
	const char *colon = memchr(s, ':', len);
	return colon ? (size_t)(colon - s) + 1 : 0;
}

static bool is(const char *s, size_t len, const char *word)
{
	return len == strlen(word) && !strncasecmp(s, word, len);
}

bool card_is_name(const struct card *c, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcasecmp(c->name, names[i]))
			return true;
	return false;
}

struct param {
	size_t at, name_len, value_at, value_len; /* in raw; a bare word has no name */
};

/* The parameter at *at (behind a `;`); moves on behind it. */
static bool next_param(const struct card *c, size_t *at, struct param *p)
{
	const char *s = c->raw->utf8.bytes;
	bool in_quotes = false;
	size_t i = *at, equals = 0;

	if (i >= c->params_end)
		return false;
	for (; i < c->params_end && (in_quotes || s[i] != ';'); i++) {
		if (s[i] == '"')
			in_quotes = !in_quotes;
		else if (s[i] == '=' && !equals)
			equals = i;
	}
	*p = (struct param) {.at = *at,
			     .name_len = equals ? equals - *at : 0,
			     .value_at = equals ? equals + 1 : *at};
	p->value_len = i - p->value_at;
	if (p->value_len > 1 && s[p->value_at] == '"' && s[i - 1] == '"') {
		p->value_at++;
		p->value_len -= 2;
	}
	*at = i + 1;
	return true;
}

static void note_param(struct card *c, const struct param *p)
{
	const char *s = c->raw->utf8.bytes, *value = s + p->value_at;
	bool encoding = !p->name_len || is(s + p->at, p->name_len, "ENCODING");

	if (encoding && is(value, p->value_len, "QUOTED-PRINTABLE"))
		c->quoted = true;
	if (encoding &&
	    (is(value, p->value_len, "BASE64") || (p->name_len && is(value, p->value_len, "B"))))
		c->base64 = true;
	if (is(s + p->at, p->name_len, "FMTTYPE") && is(value, p->value_len, "text/html"))
		c->html = true;
	if (is(s + p->at, p->name_len, "CHARSET") && p->value_len < sizeof(c->charset)) {
		memcpy(c->charset, value, p->value_len);
		c->charset[p->value_len] = '\0';
	}
}

static bool is_word(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] > '~')
			return false;
	return len < CARD_NAME_MAX;
}

void card_parse(struct card *c)
{
	static const char *const structured[] = {"N", "ADR", "ORG", "GENDER"};
	const char *s = c->raw->utf8.bytes;
	struct param p;

	c->quoted = c->base64 = c->html = false;
	c->charset[0] = c->name[0] = '\0';
	c->name_at = c->name_len = c->params_end = 0;
	c->value_at = find_value(s, c->raw->utf8.len);
	if (!c->value_at)
		return;
	c->params_end = c->value_at - 1;
	const char *semicolon = memchr(s, ';', c->params_end);
	size_t end = semicolon ? (size_t)(semicolon - s) : c->params_end;
	const char *dot = memchr(s, '.', end); /* of a group: "item1.EMAIL" */
	c->name_at = dot ? (size_t)(dot - s) + 1 : 0;
	c->name_len = end - c->name_at;
	if (!is_word(s + c->name_at, c->name_len)) { /* no name, a line of text */
		c->value_at = c->params_end = 0;
		return;
	}
	memcpy(c->name, s + c->name_at, c->name_len);
	c->name[c->name_len] = '\0';
	c->structured = card_is_name(c, structured, ARRAY_LEN(structured));
	for (size_t at = end + 1; next_param(c, &at, &p);)
		note_param(c, &p);
}

uint64_t card_source(const struct card *c, size_t at)
{
	const struct header_text *r = c->raw;
	size_t low = 0, high = r->n_spans;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (r->spans[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return r->n_spans ? r->spans[low].source + (at - r->spans[low].at) : 0;
}

static void add_converted(struct card *c, const char *bytes, size_t len, uint64_t at)
{
	size_t mark = arena_mark(c->out->arena);
	enum reason odd = REASON_NONE;
	char *utf8 =
	    charset_to_utf8(c->out->arena, bytes, len, *c->charset ? c->charset : NULL, &odd);

	if (odd)
		out_trouble(c->out, odd,
			    "a property is in a charset that had to be guessed or has "
			    "bytes that mean nothing in it");
	header_text_add(c->text, utf8, strlen(utf8), at, 0);
	arena_rewind(c->out->arena, mark);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The quoted-printable value of an old card: bytes of its charset. */
void card_add_quoted(struct card *c)
{
	const char *s = c->raw->utf8.bytes;
	size_t len = c->raw->utf8.len;
	struct buf bytes = {0};

	for (size_t i = c->value_at; i < len; i++) {
		int high = i + 2 < len ? hex_digit(s[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(s[i + 2]) : -1;

		if (s[i] == ';' && c->structured) {
			if (bytes.len && i + 1 < len && s[i + 1] != ';')
				buf_add_str(&bytes, ", ");
		} else if (s[i] == '=' && low >= 0) {
			buf_add_byte(&bytes, (char)(high << 4 | low));
			i += 2;
		} else {
			buf_add_byte(&bytes, s[i]);
		}
	}
	for (size_t i = 0; i < bytes.len; i++)
		if (bytes.bytes[i] == '\r' || !bytes.bytes[i])
			bytes.bytes[i] = ' ';
	if (bytes.len)
		add_converted(c, bytes.bytes, bytes.len, card_source(c, c->value_at));
	buf_free(&bytes);
}

/* One escape or one character that stands for another; 0 if s[at] is neither. */
static size_t add_special(struct card *c, size_t at, size_t end)
{
	const char *s = c->raw->utf8.bytes;
	uint64_t from = card_source(c, at);

	if (s[at] == '\\' && at + 1 < end && s[at + 1] && strchr("nN,;:\\\"", s[at + 1])) {
		bool new_line = s[at + 1] == 'n' || s[at + 1] == 'N';

		header_text_add(c->text, new_line ? "\n" : s + at + 1, 1, from, 0);
		return 2;
	}
	if (s[at] == ';' && c->structured) {
		size_t next = at;

		while (next < end && (s[next] == ';' || s[next] == ' '))
			next++;
		/* Empty pieces of a name or an address leave no mark. */
		if (at > c->value_at && next < end && c->text->utf8.len &&
		    c->text->utf8.bytes[c->text->utf8.len - 1] != ' ')
			header_text_add(c->text, ", ", 2, from, 0);
		return next - at;
	}
	if (!s[at] || s[at] == '\r') {
		header_text_add(c->text, " ", 1, from, 1);
		return 1;
	}
	return 0;
}

static bool is_plain(const struct card *c, char b)
{
	return b && b != '\\' && b != '\r' && (b != ';' || !c->structured);
}

/* [at, end) of raw as it reads. */
void card_add_value(struct card *c, size_t at, size_t end)
{
	const char *s = c->raw->utf8.bytes;

	while (at < end) {
		size_t n = add_special(c, at, end), span_end;

		if (n) {
			at += n;
			continue;
		}
		bool high = (signed char)s[at] < 0;
		uint64_t from = card_source(c, at);
		n = 1;
		while (at + n < end && ((signed char)s[at + n] < 0) == high &&
		       is_plain(c, s[at + n]) && (high || card_source(c, at + n) == from + n))
			n++;
		span_end = at + n;
		if (!high || utf8_valid_prefix(s + at, n) == n)
			header_text_add(c->text, s + at, n, from,
					card_source(c, span_end - 1) == from + n - 1);
		else
			add_converted(c, s + at, n, from);
		at = span_end;
	}
}

/* Names and addresses that stand in parameters. */
void card_add_params(struct card *c)
{
	static const char *const wanted[] = {"CN",     "EMAIL",	       "SENT-BY",
					     "MEMBER", "DELEGATED-TO", "DELEGATED-FROM",
					     "LABEL",  "SORT-AS",      "X-CN"};
	const char *s = c->raw->utf8.bytes;
	size_t at = c->name_at + c->name_len + 1;
	struct param p;

	while (next_param(c, &at, &p))
		for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
			if (p.value_len && is(s + p.at, p.name_len, wanted[i])) {
				card_add_value(c, p.value_at, p.value_at + p.value_len);
				header_text_add(c->text, ", ", 2,
						card_source(c, p.value_at + p.value_len), 0);
			}
}
