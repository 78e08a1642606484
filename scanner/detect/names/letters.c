/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/letters.c - Unicode classes by utf8proc, ASCII without it. */
#include "detect/names/letters.h"
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

static enum letter_kind kind_of_code(uint32_t code)
{
	if (code == 0xad || code == 0x200b || code == 0x200c || code == 0x200d || code == 0xfeff ||
	    code == 0x2be || code == 0x2bf) /* hamza and ayn of transliterated Arabic */
		return LETTER_INVISIBLE;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return LETTER_CAPITAL;
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return code == 0x2bc ? LETTER_NONE : LETTER_SMALL;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return LETTER_INVISIBLE;
	case UTF8PROC_CATEGORY_ND:
		return LETTER_DIGIT;
	case UTF8PROC_CATEGORY_ZS:
		return LETTER_SPACE;
	default:
		return LETTER_NONE;
	}
}

static enum letter_kind ascii_kind(unsigned char b)
{
	if (b >= 'a' && b <= 'z')
		return LETTER_SMALL;
	if (b >= 'A' && b <= 'Z')
		return LETTER_CAPITAL;
	return b >= '0' && b <= '9' ? LETTER_DIGIT : LETTER_NONE;
}

struct letter letters_at(const char *s, size_t len)
{
	struct letter letter = {LETTER_NONE, 1};
	unsigned char b = (unsigned char)*s;
	uint32_t code;
	size_t n;

	if (b < 0x80) {
		letter.kind = ascii_kind(b);
		return letter;
	}
	n = utf8_decode(s, len, &code);
	if (!n)
		return letter;
	letter.len = (uint8_t)n;
	letter.kind = kind_of_code(code);
	return letter;
}

size_t letters_apostrophe(const char *s, size_t len)
{
	static const char *const forms[] = {"\u2019", "\u2018", "\u00b4", "\u02bc"};

	if (!len || (unsigned char)*s < 0x80)
		return len && (*s == '\'' || *s == '`');
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		size_t n = i < 2 ? 3 : 2;

		if (len >= n && !memcmp(s, forms[i], n))
			return n;
	}
	return 0;
}

static size_t hyphen(const char *s, size_t len)
{
	if (!len || (unsigned char)*s < 0x80)
		return len && *s == '-';
	if (len >= 3 && (!memcmp(s, "\u2010", 3) || !memcmp(s, "\u2011", 3)))
		return 3;
	return 0;
}

static bool is_letter(enum letter_kind kind)
{
	return kind == LETTER_SMALL || kind == LETTER_CAPITAL;
}

/* "Jan's": the s alone after an apostrophe at the end of a word is no part of the name. */
static bool is_possessive(const char *s, size_t len, size_t after)
{
	if (after >= len || (s[after] != 's' && s[after] != 'S'))
		return false;
	return after + 1 >= len || letters_at(s + after + 1, len - after - 1).kind == LETTER_NONE ||
	       letters_at(s + after + 1, len - after - 1).kind == LETTER_SPACE;
}

#define PREFIX_MAX 3 /* "Mc", "Mac", "Van" in one with what follows */

struct letters_word letters_word(const char *s, size_t len, size_t from)
{
	struct letters_word w = {.end = from};
	bool part = true, small = false;
	size_t part_from = from;
	size_t at = from + letters_apostrophe(s + from, len - from), joint;

	while (at < len) {
		struct letter l;
		size_t run = at;

		while (run < len && s[run] >= 'a' && s[run] <= 'z')
			run++;
		if (run > at) { /* most of all text */
			w.letters += (unsigned)(run - at);
			part = false;
			small = true;
			at = w.end = run;
			if (at == len)
				break;
		}
		l = letters_at(s + at, len - at);

		if (is_letter(l.kind) || l.kind == LETTER_DIGIT || l.kind == LETTER_INVISIBLE) {
			at += l.len;
			w.digits = w.digits || l.kind == LETTER_DIGIT;
			w.letters += is_letter(l.kind);
			w.upper += l.kind == LETTER_CAPITAL;
			w.part_upper = w.part_upper || (part && l.kind == LETTER_CAPITAL);
			w.inner_upper = w.inner_upper || (small && l.kind == LETTER_CAPITAL &&
							  at - l.len > part_from + PREFIX_MAX);
			small = l.kind == LETTER_SMALL;
			part = part && l.kind == LETTER_INVISIBLE;
			w.end = at;
			continue;
		}
		joint = letters_apostrophe(s + at, len - at);
		if (joint && w.letters && is_possessive(s, len, at + joint)) {
			w.possessive = at;
			w.end = at + joint + 1;
			break;
		}
		if (!joint)
			joint = hyphen(s + at, len - at);
		if (!joint || at + joint >= len ||
		    !is_letter(letters_at(s + at + joint, len - at - joint).kind))
			break;
		at += joint;
		part = true;
		small = false;
		part_from = at;
	}
	return w;
}

bool letters_is_initial(const char *s, size_t len)
{
	static const char *const pairs[] = {"Th", "Chr", "IJ", "Ij", "Ph", "Ch",
					    "Fr", "Joh", "Kh", "Sj", "Wm",
					    "Moh"};
	struct letter first = letters_at(s, len);

	if (first.kind != LETTER_CAPITAL)
		return false;
	if (first.len == len)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (strlen(pairs[i]) == len && !memcmp(s, pairs[i], len))
			return true;
	return false;
}

bool letters_is_domain(const char *s, size_t len)
{
	static const char *const ends[] = {
	    ".nl",   ".com", ".org", ".net",  ".eu",  ".be",   ".de",	".uk",
	    ".info", ".ma",  ".tr",  ".docx", ".doc", ".pdf",  ".xlsx", ".xls",
	    ".txt",  ".msg", ".eml", ".odt",  ".ods", ".pptx", ".ppt",	".csv",
	    ".zip",  ".jpg", ".png", ".html", ".htm", ".xml",  ".mbox", ".rtf"};

	while (len && strchr(".:!?'", s[len - 1]))
		len--;
	if (!memchr(s, '.', len)) /* most that gets here ends a sentence */
		return false;
	if (len > 4 && !memcmp(s, "www.", 4))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		size_t n = strlen(ends[i]);

		if (len > n + 1 && !memcmp(s + len - n, ends[i], n))
			return true;
	}
	return false;
}

char letters_mark(const char *s, size_t len)
{
	uint32_t code;

	if (!utf8_decode(s, len, &code))
		return '?';
	if ((code >= 0x2018 && code <= 0x201f) || code == 0xab || code == 0xbb || code == 0xb4)
		return '"';
	if (code >= 0x2010 && code <= 0x2015)
		return '-';
	if (code == 0x2022 || code == 0xb7 || code == 0x25cf || code == 0x25e6 || code == 0xf0b7)
		return '*';
	return '?';
}
