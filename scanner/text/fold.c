/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text/fold.c - the search form, one code point at a time.
 *
 * Three steps: what has a form by custom rather than by decomposition (ß, ø, typographic
 * punctuation) comes from a table; letters of Latin-1, nearly all that is met, from another;
 * for the rest utf8proc decomposes, after which marks are left out and each piece is looked up
 * in the first table again (ǿ is ø with an accent).
 */
#include "text/fold.h"
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

struct custom {
	uint32_t code;
	const char *form;
};
/* By code point. */
static const struct custom customs[] = {
	{0xA0, " "},     {0xAD, ""},      {0xB4, "'"},     {0xC6, "ae"},    {0xD0, "d"},
	{0xD8, "o"},     {0xDE, "th"},    {0xDF, "ss"},    {0xE6, "ae"},    {0xF0, "d"},
	{0xF8, "o"},     {0xFE, "th"},    {0x110, "d"},    {0x111, "d"},    {0x126, "h"},
	{0x127, "h"},    {0x130, "i"},    {0x131, "i"},    {0x132, "ij"},   {0x133, "ij"},
	{0x141, "l"},    {0x142, "l"},    {0x149, "'n"},   {0x152, "oe"},   {0x153, "oe"},
	{0x166, "t"},    {0x167, "t"},    {0x17F, "s"},    {0x2B9, "'"},    {0x2BB, "'"},
	{0x2BC, "'"},    {0x2BD, "'"},    {0x34F, ""},     {0x61C, ""},     {0x180E, ""},
	{0x1E9E, "ss"},  {0x2000, " "},   {0x2001, " "},   {0x2002, " "},   {0x2003, " "},
	{0x2004, " "},   {0x2005, " "},   {0x2006, " "},   {0x2007, " "},   {0x2008, " "},
	{0x2009, " "},   {0x200A, " "},   {0x200B, ""},    {0x200C, ""},    {0x200D, ""},
	{0x200E, ""},    {0x200F, ""},    {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},
	{0x2013, "-"},   {0x2014, "-"},   {0x2015, "-"},   {0x2018, "'"},   {0x2019, "'"},
	{0x201A, "'"},   {0x201B, "'"},   {0x2028, " "},  {0x202A, ""},    {0x202B, ""},
	{0x202C, ""},    {0x202D, ""},    {0x202E, ""},    {0x202F, " "},   {0x2032, "'"},
	{0x205F, " "},   {0x2060, ""},    {0x2066, ""},    {0x2067, ""},    {0x2068, ""},
	{0x2069, ""},    {0x2212, "-"},   {0x3000, " "},   {0xFE58, "-"},   {0xFE63, "-"},
	{0xFEFF, ""},
};

/* Lower-case base letters of U+00C0 - U+00FF; a dot: not here. */
static const char latin1[] = "aaaaaa.ceeeeiiii.nooooo..uuuuy.."
			     "aaaaaa.ceeeeiiii.nooooo..uuuuy.y";

static const char *custom_form(uint32_t code)
{
	size_t low = 0, high = ARRAY_LEN(customs);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (customs[middle].code == code)
			return customs[middle].form;
		if (customs[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool is_mark(uint32_t code)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);

	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

static size_t fold_by_decomposition(uint32_t code, char out[8])
{
	utf8proc_int32_t pieces[24];
	int last_class = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(utf8proc_tolower((utf8proc_int32_t)code), pieces,
						     ARRAY_LEN(pieces),
						     UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE,
						     &last_class);
	size_t len = 0;

	for (utf8proc_ssize_t i = 0; i < n && i < (utf8proc_ssize_t)ARRAY_LEN(pieces); i++) {
		uint32_t piece = (uint32_t)utf8proc_tolower(pieces[i]);
		const char *form = custom_form(piece);
		char one[4];

		if (is_mark(piece))
			continue;
		size_t more = form ? strlen(form) : utf8_encode(one, piece);
		if (len + more > 8) /* a ligature of a whole phrase: as it is */
			return utf8_encode(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
		memcpy(out + len, form ? form : one, more);
		len += more;
	}
	return n < 0 ? utf8_encode(out, code) : len;
}

size_t fold_code(uint32_t code, char out[8])
{
	if (code < 0x80) {
		out[0] = (char)(code >= 'A' && code <= 'Z' ? code | 0x20 : code);
		if (code == '`')
			out[0] = '\'';
		return 1;
	}
	if (code >= 0xC0 && code <= 0xFF && latin1[code - 0xC0] != '.') {
		out[0] = latin1[code - 0xC0];
		return 1;
	}
	const char *form = custom_form(code);
	if (form) {
		size_t len = strlen(form);

		memcpy(out, form, len);
		return len;
	}
	return fold_by_decomposition(code, out);
}

/* The run of ASCII at s, which is most of all text. */
static size_t fold_ascii(struct buf *to, const char *s, size_t len)
{
	size_t n = 0;

	buf_need(to, len);
	for (char *out = to->bytes + to->len; n < len && (unsigned char)s[n] < 0x80; n++)
		out[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] | 0x20) : s[n] == '`' ? '\'' : s[n];
	to->len += n;
	to->bytes[to->len] = '\0';
	return n;
}

void fold_word(struct buf *to, const char *s, size_t len)
{
	buf_need(to, len);
	for (size_t at = 0; at < len;) {
		uint32_t code;
		char out[8];

		if ((unsigned char)s[at] < 0x80) {
			at += fold_ascii(to, s + at, len - at);
			continue;
		}
		size_t step = utf8_decode(s + at, len - at, &code);

		if (!step) { /* not for us to judge: kept as it is */
			buf_add_byte(to, s[at++]);
			continue;
		}
		buf_add(to, out, fold_code(code, out));
		at += step;
	}
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

void fold_value(struct buf *to, const char *s, size_t len)
{
	size_t start = to->len;

	fold_word(to, s, len);
	size_t out = start;
	for (size_t at = start; at < to->len; at++) {
		if (!is_space(to->bytes[at]))
			to->bytes[out++] = to->bytes[at];
		else if (out > start && to->bytes[out - 1] != ' ')
			to->bytes[out++] = ' ';
	}
	if (out > start && to->bytes[out - 1] == ' ')
		out--;
	if (to->bytes)
		memset(to->bytes + out, 0, to->len - out + 1);
	to->len = out;
}

uint64_t fold_hash(const char *s, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a, with a last stir */

	for (size_t at = 0; at < len;) {
		uint32_t code;
		char out[8];
		size_t step = utf8_decode(s + at, len - at, &code), n = 1;

		if (step)
			n = fold_code(code, out);
		else
			out[0] = s[at];
		for (size_t i = 0; i < n; i++)
			hash = (hash ^ (unsigned char)out[i]) * 0x100000001b3u;
		at += step ? step : 1;
	}
	hash ^= hash >> 29;
	hash *= 0xbf58476d1ce4e5b9u;
	hash ^= hash >> 32;
	return hash ? hash : 1;
}
