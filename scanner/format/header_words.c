/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/header_words.c - the text of a header: encoded words (RFC 2047), folds, raw bytes.
 *
 * Adjacent words of one charset are joined as bytes before they are converted, since mailers cut
 * them inside a character. What looks like an encoded word but is none stays as it stands. In Q
 * encoding each character has its source; of B encoding a word has it as a whole.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "format/header.h"

#define WORD_MAX 65536u /* bytes of one encoded word */

static void close_text(void *thing)
{
	struct header_text *t = thing;

	buf_free(&t->utf8);
	free(t->spans);
}

struct header_text *header_text_new(struct arena *a)
{
	struct header_text *t = arena_get(a, sizeof(*t));

	arena_defer(a, close_text, t);
	return t;
}

void header_text_clear(struct header_text *t)
{
	buf_clear(&t->utf8);
	t->n_spans = 0;
	t->odd = REASON_NONE;
}

static void add_span(struct header_text *t, uint64_t source, uint8_t unit)
{
	if (t->n_spans == t->room) {
		t->room = t->room ? 2 * t->room : 16;
		t->spans = xrealloc(t->spans, t->room * sizeof(*t->spans));
	}
	t->spans[t->n_spans++] = (struct span) {t->utf8.len, source, unit};
}

void header_text_add(struct header_text *t, const char *utf8, size_t len, uint64_t source,
		     uint8_t unit)
{
	struct span *last = t->n_spans ? t->spans + t->n_spans - 1 : NULL;

	if (!len)
		return;
	if (!last || !last->unit || last->unit != unit ||
	    last->source + (t->utf8.len - last->at) != source)
		add_span(t, source, unit);
	buf_add(&t->utf8, utf8, len);
}

void header_text_drop_last(struct header_text *t)
{
	t->utf8.bytes[--t->utf8.len] = '\0';
	if (t->n_spans && t->spans[t->n_spans - 1].at == t->utf8.len)
		t->n_spans--;
}

int out_header_text(struct out *out, const struct header_text *t)
{
	struct decoded d = {t->utf8.bytes, t->utf8.len, t->spans, t->n_spans};

	return d.len ? out_decoded(out, &d, 0, d.len) : 0;
}

/* Where a raw value is being read. */
struct cursor {
	struct header_text *to;
	struct arena *a;
	const char *raw;
	size_t len;
	uint64_t source;
	/* Looked up once for many starts, so that the search stays linear. */
	size_t looked_from, looked_to; /* no "?=" starts in between, but one may at looked_to */
};

struct word {
	const char *charset, *text;
	size_t charset_len, text_len;
	bool base64;
	size_t end; /* behind it, in raw */
};

/* The position of "?=" at or after from; the length of raw if there is none near. */
static size_t word_end(struct cursor *c, size_t from)
{
	size_t most = c->len - from < WORD_MAX ? c->len - from : WORD_MAX;

	if (from < c->looked_from || from > c->looked_to)
		c->looked_from = c->looked_to = from;
	size_t start = c->looked_to, stop = from + most;
	const char *found = start < stop ? memmem(c->raw + start, stop - start, "?=", 2) : NULL;
	if (found)
		return c->looked_to = (size_t)(found - c->raw);
	if (stop > start + 1)
		c->looked_to = stop - 1;
	return c->len;
}

static bool is_charset_byte(char b)
{
	return b > ' ' && b < 127 && b != '?' && b != '=';
}

/* =?charset*language?B?text?= */
static bool find_word(struct cursor *c, size_t at, struct word *w)
{
	const char *raw = c->raw;
	size_t i = at + 2, star = 0;

	if (c->len - at < 8 || raw[at] != '=' || raw[at + 1] != '?')
		return false;
	for (; i < c->len && i - at < 100 && is_charset_byte(raw[i]); i++)
		if (raw[i] == '*' && !star)
			star = i;
	if (i == at + 2 || c->len - i < 5 || raw[i] != '?' || raw[i + 2] != '?' ||
	    !strchr("BbQq", raw[i + 1]) || !raw[i + 1])
		return false;
	w->charset = raw + at + 2;
	w->charset_len = (star ? star : i) - (at + 2);
	w->base64 = (raw[i + 1] | 0x20) == 'b';
	w->text = raw + i + 3;
	size_t end = word_end(c, i + 3);
	if (end >= c->len)
		return false;
	w->text_len = end - (i + 3);
	w->end = end + 2;
	return true;
}

static int base64_digit(char c)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Bytes of encoded words, and where in the raw value each came from. */
#define NOWHERE UINT32_MAX /* from the same stretch as the byte before it */
#define IN_BASE64 (UINT32_C(1) << 31) /* from the word that begins there */
struct word_bytes {
	struct buf bytes, sources;
	size_t seen; /* of sources */
};

static void add_byte(struct word_bytes *to, char byte, uint32_t source)
{
	buf_add_byte(&to->bytes, byte);
	buf_add(&to->sources, &source, sizeof(source));
}

static void free_bytes(struct word_bytes *b)
{
	buf_free(&b->bytes);
	buf_free(&b->sources);
}

static bool decode_base64(struct word_bytes *to, const char *s, size_t len, uint32_t source)
{
	uint32_t bits = 0;
	unsigned n = 0;

	for (size_t i = 0; i < len; i++) {
		if (is_white(s[i]))
			continue;
		if (s[i] == '=') { /* ends a group; a further one may follow */
			bits = n = 0;
			continue;
		}
		int digit = base64_digit(s[i]);
		if (digit < 0)
			return false;
		bits = bits << 6 | (uint32_t)digit;
		n += 6;
		if (n >= 8) {
			n -= 8;
			add_byte(to, (char)(bits >> n & 0xff), source);
			source = NOWHERE;
		}
	}
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool decode_q(struct word_bytes *to, const char *s, size_t len, uint32_t source)
{
	for (size_t i = 0; i < len; i++) {
		int high = i + 2 < len ? hex_digit(s[i + 1]) : -1;
		int low = i + 2 < len ? hex_digit(s[i + 2]) : -1;

		if (s[i] == '=' && high >= 0 && low >= 0) {
			add_byte(to, (char)(high << 4 | low), source + (uint32_t)i);
			i += 2;
		} else if (s[i] == '_') {
			add_byte(to, ' ', source + (uint32_t)i);
		} else if (s[i] != '\r' && s[i] != '\n') {
			add_byte(to, s[i], source + (uint32_t)i);
		}
	}
	return true;
}

static bool is_wide(const char *charset)
{
	return !strncasecmp(charset, "utf-16", 6) || !strncasecmp(charset, "utf-32", 6) ||
	       !strncasecmp(charset, "ucs", 3);
}

/* Says where the text so far ends, for what stands as a whole. */
static void close_span(struct header_text *t, uint64_t source)
{
	if (t->n_spans && t->spans[t->n_spans - 1].unit)
		return;
	add_span(t, source, 1);
}

static uint32_t source_of(const struct word_bytes *b, size_t at)
{
	uint32_t source;

	memcpy(&source, b->sources.bytes + at * sizeof(source), sizeof(source));
	return source;
}

/* The source of a character at `at`: its own, or that of a word that begins with an escape sequence
 * before it. A word that begins inside the character before it has no spot of its own. */
static uint32_t take_source(struct word_bytes *b, size_t at)
{
	uint32_t source = NOWHERE;

	for (; b->seen < at; b->seen++)
		if (source_of(b, b->seen) != NOWHERE && (signed char)b->bytes.bytes[b->seen] >= 0)
			source = source_of(b, b->seen);
	if (b->seen == at && source_of(b, b->seen++) != NOWHERE)
		source = source_of(b, at);
	return source;
}

/* One character of a word: as it is, or as a whole. */
static void add_char(struct cursor *c, struct word_bytes *b, const char *utf8, size_t len, size_t at,
		     bool same)
{
	uint32_t source = take_source(b, at), from = source & ~IN_BASE64;

	if (source == NOWHERE)
		buf_add(&c->to->utf8, utf8, len);
	else
		header_text_add(c->to, utf8, len, c->source + from,
				same && len == 1 && source == from && c->raw[from] == *utf8);
}

static void blank_out_nul(struct buf *bytes, const char *charset)
{
	for (size_t i = 0; i < bytes->len && !(charset && is_wide(charset)); i++)
		if (!bytes->bytes[i])
			bytes->bytes[i] = ' ';
}

/* Bytes of one charset become text. end: behind them, in raw. */
static void add_converted(struct cursor *c, struct word_bytes *b, const char *charset, size_t end)
{
	size_t mark = arena_mark(c->a);
	enum reason odd = REASON_NONE;

	blank_out_nul(&b->bytes, charset);
	struct decoded d = charset_map_utf8(c->a, b->bytes.bytes, b->bytes.len, charset, &odd);
	for (size_t i = 0; i < d.n_spans; i++) {
		size_t stop = i + 1 < d.n_spans ? d.spans[i + 1].at : d.len, n;
		uint64_t from = d.spans[i].source;

		for (size_t at = d.spans[i].at; at < stop; at += n, from += n * d.spans[i].unit) {
			const char *s = is_white(d.utf8[at]) ? " " : d.utf8 + at;
			uint32_t code;

			n = utf8_decode(d.utf8 + at, stop - at, &code);
			add_char(c, b, s, n, (size_t)from, d.spans[i].unit == 1);
		}
	}
	if (odd && !c->to->odd)
		c->to->odd = odd;
	close_span(c->to, c->source + end);
	arena_rewind(c->a, mark);
}

static size_t skip_white(const struct cursor *c, size_t at)
{
	while (at < c->len && is_white(c->raw[at]))
		at++;
	return at;
}

static bool decode_word(const struct cursor *c, const struct word *w, size_t at,
			struct word_bytes *to)
{
	size_t before = to->bytes.len;
	uint32_t text = (uint32_t)(w->text - c->raw);

	if (w->base64 ? decode_base64(to, w->text, w->text_len, (uint32_t)at | IN_BASE64)
		      : decode_q(to, w->text, w->text_len, text))
		return true;
	to->bytes.len = before;
	to->sources.len = before * sizeof(uint32_t);
	return false;
}

/* A run of encoded words; returns where it ends, or at itself if there is none. */
static size_t take_words(struct cursor *c, size_t at)
{
	struct word_bytes bytes = {0};
	struct word w, first = {0};
	size_t start = at, end = at;

	while (find_word(c, at, &w)) {
		bool same = end > start && w.charset_len == first.charset_len &&
			    !strncasecmp(w.charset, first.charset, w.charset_len);

		if (end > start && !same)
			break;
		if (!decode_word(c, &w, at, &bytes))
			break;
		first = w;
		end = w.end;
		at = skip_white(c, end);
	}
	if (end > start) {
		char *charset = xstrndup(first.charset, first.charset_len);

		buf_need(&bytes.bytes, 0);
		add_converted(c, &bytes, charset, end);
		free(charset);
	}
	free_bytes(&bytes);
	return end;
}

/* White space between two words is no text, if both are words that can be decoded. */
static size_t after_words(struct cursor *c, size_t at)
{
	size_t next = skip_white(c, at);
	struct word_bytes try = {0};
	struct word w;
	bool joins = next > at && find_word(c, next, &w) && decode_word(c, &w, next, &try);

	free_bytes(&try);
	return joins ? next : at;
}

static size_t take_white(struct cursor *c, size_t at)
{
	size_t end = skip_white(c, at);

	/* A tab inside a line is kept; a fold is one space, with the source of its last blank. */
	if (memchr(c->raw + at, '\n', end - at))
		header_text_add(c->to, " ", 1, c->source + end - 1, 1);
	else
		for (; at < end; at++)
			header_text_add(c->to, c->raw[at] == '\t' ? "\t" : " ", 1, c->source + at,
					1);
	return end;
}

static size_t take_raw(struct cursor *c, size_t at)
{
	size_t end = at;
	bool high = (signed char)c->raw[at] < 0;

	while (end < c->len && ((signed char)c->raw[end] < 0) == high && c->raw[end] &&
	       (high || (!is_white(c->raw[end]) && (end == at || c->raw[end] != '='))))
		end++;
	if (end == at) { /* a NUL */
		header_text_add(c->to, " ", 1, c->source + at, 1);
		return at + 1;
	}
	if (!high || utf8_valid_prefix(c->raw + at, end - at) == end - at) {
		header_text_add(c->to, c->raw + at, end - at, c->source + at, 1);
	} else {
		struct word_bytes bytes = {0};

		for (size_t i = at; i < end; i++)
			add_byte(&bytes, c->raw[i], (uint32_t)i);
		add_converted(c, &bytes, NULL, end);
		free_bytes(&bytes);
	}
	return end;
}

void header_decode(struct header_text *t, struct arena *a, const char *raw, size_t len,
		   uint64_t source)
{
	struct cursor c = {.to = t, .a = a, .raw = raw, .len = len, .source = source};
	size_t at = 0;

	while (at < len) {
		size_t end = raw[at] == '=' ? take_words(&c, at) : at;

		if (end > at)
			at = after_words(&c, end);
		else if (is_white(raw[at]))
			at = take_white(&c, at);
		else
			at = take_raw(&c, at);
	}
}

bool header_has_word(const char *raw, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((signed char)raw[i] < 0)
			return true;
	const char *start = memmem(raw, len, "=?", 2);
	return start && memmem(start + 2, len - (size_t)(start - raw) - 2, "?=", 2);
}
