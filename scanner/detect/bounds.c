/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/bounds.c - where the sentence and the paragraph round a spot begin and end.
 *
 * A cell of a table and a header line end with their line. Elsewhere a sentence ends at . ! ? ...
 * with white space and a capital, a digit or an opening mark after it, unless the point belongs to
 * an initial or an abbreviation; at an item of a list; at a paragraph. Both are looked for within
 * a reach that is smaller than the margin of a window, so that they depend on the text alone.
 */
#include "base/utf8.h"
#include "detect/finding.h"
#include <string.h>

#define SENTENCE_REACH 2000u
#define PARAGRAPH_REACH 3000u
#define ROW_MOST 400u

static const char *const abbreviations[] = {
	"art",  "bijv", "blz", "bv",   "ca",   "dhr",  "div", "dr",   "drs", "ds",  "evt", "fam",
	"geb",  "gem",  "ing", "ir",   "jhr",  "jl",   "jr",  "lic",  "max", "mej", "mevr", "min",
	"mr",   "mrs",  "mw",  "nl",   "nr",   "nrs",  "pag", "plv",  "prof", "resp", "sr", "st",
	"tel",  "tgv",  "vgl", "vnl",  "wed",  "wnd",  "zgn", "chr",
	"fr",   "rev",  "hr",  "br",   "afd",  "ph",   "th",  "ij",   "str",
	NULL};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* Is the point at `at` part of the word before it? */
static bool is_abbreviation(const char *bytes, size_t from, size_t at)
{
	size_t start = at, letters = 0;
	char word[8];

	while (start > from && is_letter((unsigned char)bytes[start - 1]) && at - start < 12) {
		start--;
		letters += ((unsigned char)bytes[start] & 0xC0) != 0x80;
	}
	if (letters == 1)
		return true;
	if (letters == 0 || at - start >= sizeof(word))
		return false;
	for (size_t i = start; i < at; i++)
		word[i - start] = (char)(bytes[i] | 0x20);
	word[at - start] = '\0';
	for (const char *const *a = abbreviations; *a; a++)
		if (!strcmp(word, *a))
			return true;
	return false;
}

/* Could a sentence start with these bytes? */
static bool is_opening(const char *bytes, size_t len)
{
	unsigned char c = len ? (unsigned char)bytes[0] : 'A';

	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 || strchr("\"'([-*@>", c);
}

/* Does a sentence end right before `at`, which is inside [from, to) and follows white space? */
static bool ends_before(const char *bytes, size_t from, size_t to, size_t at)
{
	size_t i = at;

	if (bytes[at - 1] == '\n' && to - at >= 2 && bytes[at + 1] == ' ' &&
	    strchr("-*+", bytes[at]) && bytes[at])
		return true;
	/* " \n" and closing marks between the point and what follows */
	while (i > from && is_space(bytes[i - 1]))
		i--;
	if (i == from)
		return false;
	while (i > from && strchr("\"')]", bytes[i - 1]) && bytes[i - 1])
		i--;
	if (i == from || !strchr(".!?", bytes[i - 1]) || !bytes[i - 1])
		return false;
	if (!is_opening(bytes + at, to - at))
		return false;
	return bytes[i - 1] != '.' || !is_abbreviation(bytes, from, i - 1);
}

static void reach_round(const struct text *t, size_t at, size_t reach, size_t *from, size_t *to)
{
	*from = at > reach ? at - reach : 0;
	*to = t->len - at > reach ? at + reach : t->len;
	*from = utf8_floor(t->bytes, t->len, *from);
	*to = utf8_floor(t->bytes, t->len, *to);
}

/* Is there nothing to be seen in the line that ends at `end`, a \n? */
static bool is_empty_line(const char *bytes, size_t from, size_t end)
{
	while (end > from && strchr(" \t\r", bytes[end - 1]) && bytes[end - 1])
		end--;
	return end > from && bytes[end - 1] == '\n';
}

/* The empty lines nearest to `at` within [from, to). Each byte is looked at twice at most. */
static void narrow_to_paragraph(const struct text *t, size_t at, size_t *from, size_t *to)
{
	for (size_t i = at; i > *from + 1;) {
		const char *line_end = memrchr(t->bytes + *from, '\n', i - *from);

		if (!line_end || line_end == t->bytes + *from)
			break;
		i = (size_t)(line_end - t->bytes);
		if (is_empty_line(t->bytes, *from, i)) {
			*from = i + 1;
			break;
		}
	}
	for (size_t i = at; i < *to; i++) {
		const char *first = memchr(t->bytes + i, '\n', *to - i);

		if (!first)
			break;
		i = (size_t)(first - t->bytes);
		size_t next = i + 1;
		while (next < *to && strchr(" \t\r", t->bytes[next]) && t->bytes[next])
			next++;
		if (next < *to && t->bytes[next] == '\n') {
			*to = i > at && t->bytes[i - 1] == '\r' ? i - 1 : i;
			break;
		}
		i = next - 1;
	}
}

void text_paragraph(const struct text *t, size_t at, size_t *from, size_t *to)
{
	reach_round(t, at, PARAGRAPH_REACH, from, to);
	narrow_to_paragraph(t, at, from, to);
}

static void narrow_to_line(const struct text *t, size_t at, size_t *from, size_t *to)
{
	const char *line = memrchr(t->bytes + *from, '\n', at - *from);
	const char *end = memchr(t->bytes + at, '\n', *to - at);

	if (line)
		*from = (size_t)(line - t->bytes) + 1;
	if (end)
		*to = (size_t)(end - t->bytes);
}

/* "Derks|Sofian L.|heling": a line of cells, in a text that is no table. */
static bool is_row(const char *line, size_t len)
{
	static const char separators[] = ";|\t";

	for (const char *s = separators; *s; s++) {
		size_t n = 0;

		for (size_t i = 0; i < len; i++) {
			n += line[i] == *s;
			if (i + 1 < len && line[i] == '.' && line[i + 1] == ' ' && i && line[i - 1] >= 'a')
				return false; /* a sentence ends in it */
		}
		if (n >= 2)
			return true;
	}
	return false;
}

/* A sentence starts right behind white space, with something else. */
static bool may_start(const char *s)
{
	return is_space(s[-1]) && !is_space(*s);
}

void text_sentence(const struct text *t, size_t at, size_t *from, size_t *to)
{
	enum anchor_kind kind = t->n_anchors ? text_anchor(t, at)->kind : AT_BYTE;

	reach_round(t, at, SENTENCE_REACH, from, to);
	narrow_to_paragraph(t, at, from, to);
	if (kind == AT_CELL || kind == AT_HEADER) {
		narrow_to_line(t, at, from, to);
		return;
	}
	size_t line_from = *from, line_to = *to;
	narrow_to_line(t, at, &line_from, &line_to);
	if (line_to - line_from < ROW_MOST && is_row(t->bytes + line_from, line_to - line_from)) {
		*from = line_from;
		*to = line_to;
		return;
	}
	size_t low = *from, high = *to;
	for (size_t i = at; i > low; i--)
		if (i < t->len && may_start(t->bytes + i) && ends_before(t->bytes, low, high, i)) {
			*from = i;
			break;
		}
	for (size_t i = at + 1; i < high; i++)
		if (may_start(t->bytes + i) && ends_before(t->bytes, low, high, i)) {
			*to = i;
			break;
		}
}
