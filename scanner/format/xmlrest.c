/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xmlrest.c - the text of what is no XML (any more): tags out, everything else in.
 *
 * One state per byte, so blocks may be cut anywhere. Text goes to the lane of the caller; quoted
 * values inside tags and comments, where a name may stand just as well, go to HIDDEN, a line each.
 * What looked like a tag but is never closed, or has no name, turns out to be text after all.
 */
#include "base/utf8.h"
#include "format/xml.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum rest_place { IN_TEXT, IN_TAG, IN_VALUE, IN_COMMENT, IN_REFERENCE };

#define TAG_MAX 1024 /* longer without a quoted value: no tag; cut at a code point */
#define REFERENCE_MAX 12

struct xml_rest {
	struct out *out;
	const struct xml_events *events;
	enum rest_place place;
	char quote;
	bool in_value;       /* the reference at hand stands in a value */
	uint64_t source;     /* of the byte at hand; NO_SOURCE: not known */
	bool line_due;       /* a tag stood here: the next text starts a line */
	bool aside;          /* in the lane for values and comments */
	unsigned dashes;     /* seen at the end of a comment so far */
	char word[TAG_MAX + 1]; /* inside of the tag but for its values; or between & and ; */
	size_t word_len;
};

struct xml_rest *xml_rest_new(struct out *out, const struct xml_events *events, bool inside_tag)
{
	struct xml_rest *r = arena_get(out->arena, sizeof(*r));

	r->out = out;
	r->events = events;
	r->place = inside_tag ? IN_TAG : IN_TEXT;
	r->word_len = inside_tag ? 1 : 0;
	r->word[0] = ' ';
	out_carrier(out, events->rest_lane);
	out_shadow(out, false);
	return r;
}

static int put(struct xml_rest *r, const char *s, size_t len)
{
	if (r->line_due && !r->aside) {
		int result = out_text(r->out, "\n", 1);

		if (result)
			return result;
		r->line_due = false;
	}
	return len ? out_text(r->out, s, len) : 0;
}

/* Bytes of the document as they stand there. */
static int put_piece(struct xml_rest *r, const char *s, size_t len)
{
	int result = put(r, s, 0);

	return result ? result : out_mapped(r->out, s, len, r->source, 1);
}

/* Into the lane for values and comments, and back with the line closed. */
static void aside_begin(struct xml_rest *r)
{
	r->aside = true;
	out_carrier(r->out, CARRIER_HIDDEN);
}

static int aside_end(struct xml_rest *r)
{
	int result = out_text(r->out, "\n", 1);

	r->aside = false;
	out_carrier(r->out, r->events->rest_lane);
	return result;
}

static int end_tag(struct xml_rest *r)
{
	const char *const *b = r->events->rest_breaks;
	char *name = r->word + (r->word[0] == '/'), *colon;

	r->place = IN_TEXT;
	r->word[r->word_len] = '\0';
	name[strcspn(name, " \t\r\n/")] = '\0';
	r->word_len = 0;
	if (!b) {
		r->line_due = true;
		return 0;
	}
	colon = strchr(name, ':');
	name = colon ? colon + 1 : name;
	for (; *b; b++)
		if (!strcmp(*b, name))
			return out_break(r->out);
	return 0;
}

/* It was no tag after all. */
static int drop_tag(struct xml_rest *r)
{
	int result = put(r, "<", 1);

	if (!result)
		result = put(r, r->word, utf8_valid_prefix(r->word, r->word_len));
	r->place = IN_TEXT;
	r->word_len = 0;
	return result;
}

static int end_reference(struct xml_rest *r)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
	};
	const char *w = r->word;
	char utf8[4];

	r->word[r->word_len] = '\0';
	if (*w == '#') {
		unsigned long code = w[1] == 'x' || w[1] == 'X' ? strtoul(w + 2, NULL, 16) :
								  strtoul(w + 1, NULL, 10);

		return put(r, utf8, utf8_encode(utf8, code > 0x10ffff ? 0xfffd : (uint32_t)code));
	}
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (!strcmp(known[i].name, w))
			return put(r, &known[i].c, 1);
	int result = put(r, "&", 1);
	if (!result)
		result = put(r, w, r->word_len);
	return result ? result : put(r, ";", 1);
}

/* It was no reference after all. */
static int drop_reference(struct xml_rest *r)
{
	int result = put(r, "&", 1);

	return result ? result : put(r, r->word, r->word_len);
}

static void start_tag(struct xml_rest *r)
{
	r->place = IN_TAG;
	r->word_len = 0;
}

static bool starts_name(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80 || strchr("/!?_:", c);
}

static bool is_word(const struct xml_rest *r, const char *word)
{
	return r->word_len == strlen(word) && !memcmp(r->word, word, r->word_len);
}

/* One byte inside a tag. AGAIN: it is to be looked at in the new place. */
#define AGAIN 1
static int step_tag(struct xml_rest *r, char c)
{
	int result;

	if (!r->word_len && (!c || !starts_name(c))) {
		result = drop_tag(r);
		return result ? result : AGAIN;
	}
	if (is_word(r, "!--")) {
		r->place = IN_COMMENT;
		r->dashes = 0;
		aside_begin(r);
		return AGAIN;
	}
	if (c == '[' && is_word(r, "![CDATA")) {
		r->place = IN_TEXT;
		return 0;
	}
	if (c == '>' || (c == '[' && r->word_len >= 8 && !memcmp(r->word, "!DOCTYPE", 8)))
		return end_tag(r);
	if (c == '<' || (r->word_len >= TAG_MAX - 4 && (c & 0xc0) != 0x80)) {
		result = drop_tag(r);
		return result ? result : AGAIN;
	}
	if (c == '"' || c == '\'') {
		r->word[r->word_len] = '\0'; /* one byte of it is there at least */
		r->place = IN_VALUE;
		r->quote = c;
		aside_begin(r);
		return 0;
	}
	r->word[r->word_len++] = c;
	return 0;
}

static int step_reference(struct xml_rest *r, char c)
{
	r->place = r->in_value ? IN_VALUE : IN_TEXT;
	if (c == ';')
		return end_reference(r);
	if ((isalnum((unsigned char)c) || c == '#') && r->word_len < REFERENCE_MAX) {
		r->word[r->word_len++] = c;
		r->place = IN_REFERENCE;
		return 0;
	}
	int result = drop_reference(r);
	if (result)
		return result;
	return AGAIN;
}

/* Text up to the next mark-up. Returns its length. */
static size_t plain_run(const char *s, size_t len, const char *stops, size_t n_stops)
{
	size_t n = 0;

	while (n < len && !memchr(stops, s[n], n_stops))
		n++;
	return n;
}

static void start_reference(struct xml_rest *r, bool in_value)
{
	r->place = IN_REFERENCE;
	r->in_value = in_value;
	r->word_len = 0;
}

static int step_value(struct xml_rest *r, const char *s, size_t len, size_t *used)
{
	char stops[] = { r->quote, '<', '&' }; /* < cannot stand in a value: the quote was lost */
	size_t n = plain_run(s, len, stops, sizeof(stops));
	int result = n ? put_piece(r, s, n) : 0;

	*used = n;
	if (n == len || result)
		return result;
	if (s[n] == '&') {
		start_reference(r, true);
		*used = n + 1;
		return 0;
	}
	result = aside_end(r);
	r->place = IN_TAG; /* a real one, then: the names of attributes are of no interest */
	r->word_len = 1 + strcspn(r->word + 1, " \t\r\n=");
	*used = s[n] == '<' ? n : n + 1;
	return result;
}

static int step_comment(struct xml_rest *r, const char *s, size_t len, size_t *used)
{
	size_t n = plain_run(s, len, "->", 2);
	int result = n ? put_piece(r, s, n) : 0;

	*used = n;
	if (n)
		r->dashes = 0;
	if (n == len || result)
		return result;
	*used = n + 1;
	if (s[n] == '>' && r->dashes >= 2) {
		r->place = IN_TEXT;
		return aside_end(r);
	}
	r->dashes = s[n] == '-' ? r->dashes + 1 : 0;
	return out_text(r->out, s + n, 1);
}

static int step_text(struct xml_rest *r, const char *s, size_t len, size_t *used)
{
	size_t n = plain_run(s, len, "<&", 2);
	int result = n ? put_piece(r, s, n) : 0;

	*used = n;
	if (n == len || result)
		return result;
	*used = n + 1;
	if (s[n] == '<')
		start_tag(r);
	else
		start_reference(r, false);
	return 0;
}

int xml_rest_add(struct xml_rest *r, const char *utf8, size_t len, uint64_t source)
{
	int result = 0;

	for (size_t at = 0, used; at < len && !result; at += used) {
		used = 1;
		r->source = source == NO_SOURCE ? NO_SOURCE : source + at;
		switch (r->place) {
		case IN_TEXT:
			result = step_text(r, utf8 + at, len - at, &used);
			break;
		case IN_VALUE:
			result = step_value(r, utf8 + at, len - at, &used);
			break;
		case IN_COMMENT:
			result = step_comment(r, utf8 + at, len - at, &used);
			break;
		case IN_TAG:
			result = step_tag(r, utf8[at]);
			break;
		case IN_REFERENCE:
			result = step_reference(r, utf8[at]);
			break;
		}
		if (result == AGAIN)
			used = 0;
		result = result < 0 ? result : 0;
	}
	return result;
}

int xml_rest_end(struct xml_rest *r)
{
	if (r->place == IN_REFERENCE) {
		int result = drop_reference(r);

		return result || !r->aside ? result : aside_end(r);
	}
	if (r->place == IN_TAG)
		return drop_tag(r);
	if (r->place == IN_VALUE || r->place == IN_COMMENT)
		return aside_end(r);
	return 0;
}
