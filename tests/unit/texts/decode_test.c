/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/decode_test.c - charsets: what is declared, what is true, and where it stood. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "feed.h"
#include "format/charset.h"
#include "format/decode.h"

extern const struct format text_format;

static void expect(const char *bytes, size_t len, const char *declared, const char *text,
		   enum reason odd)
{
	struct feed_how how = { .charset = declared, .format = &text_format };
	enum reason found;
	struct fed f;

	feed(&f, bytes, len, &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), text, "declared %s", declared);
	for (int r = 1; r < N_REASONS; r++)
		cr_expect_eq(f.reasons[r], r == (int)odd, "%s, declared %s", reason_word(r), declared);
	fed_free(&f);
	feed_all_blocks(bytes, len, &how);

	AUTO(arena) a = arena_new(1u << 20);
	cr_expect_str_eq(charset_to_utf8(a, bytes, len, declared, &found), text);
	cr_expect_eq(found, odd, "%s, declared %s", reason_word(found), declared);
}
#define EXPECT(bytes, declared, text, odd)                                                         \
	expect(bytes, sizeof(bytes) - 1, declared, text, REASON_##odd)

Test(decode, declared_charsets)
{
	EXPECT("caf\xe9 \x80 \x92", "iso-8859-1", "café € ’", NONE);
	EXPECT("caf\xe9", "ISO_8859-1:1987", "café", NONE);
	EXPECT("\xa4 \xbd", "Latin-9", "€ œ", NONE);
	EXPECT("Yal\xe7\xfdn \xde", "iso-8859-9", "Yalçın Ş", NONE);
	EXPECT("\xa3\xf3""d\xbc", "iso-8859-2", "Łódź", NONE);
	EXPECT("\x82""t\x82", "cp-850", "été", NONE);
	EXPECT("caf\x8e", "x-mac-roman", "café", NONE);
	EXPECT("\xf9\xec\xe5\xed", "iso-8859-8-i", "שלום", NONE);
	EXPECT("\xf2\xf5\xf3", "koi8-r", "РУС", NONE);
	EXPECT("\xc7\xd1\xb1\xdb abc", "ks_c_5601-1987", "한글 abc", NONE);
	EXPECT("\x8a\xbf\x8e\x9a x", "Shift_JIS", "漢字 x", NONE);
	EXPECT("\xba\xba\xd7\xd6", "gb2312", "汉字", NONE);
	EXPECT("\x1b$B4A;z\x1b(B abc \x1b$B4A;z\x1b(B", "iso-2022-jp", "漢字 abc 漢字", NONE);
	EXPECT("Zo+AOs- +AGE-", "unicode-1-1-utf-7", "Zoë a", NONE);
	EXPECT("h\0i\0", "utf-16", "hi", NONE);
	EXPECT("\0h\0i", "utf-16be", "hi", NONE);
	EXPECT("\xc8\x85\x93\x93\x96", "ibm037", "Hello", NONE);
}

Test(decode, declarations_that_say_nothing_or_lie)
{
	EXPECT("abc", "us-ascii", "abc", NONE);
	EXPECT("caf\xe9", "us-ascii", "café", GUESSED_CHARSET);
	EXPECT("caf\xe9", "utf-8", "café", GUESSED_CHARSET);
	EXPECT("caf\xc3\xa9", "iso-8859-1", "café", NONE);
	EXPECT("caf\xc3\xa9", "utf-16", "café", GUESSED_CHARSET);
	EXPECT("caf\xe9", "x-no-such-charset", "café", UNKNOWN_CHARSET);
	EXPECT("abc", "../../etc/passwd", "abc", UNKNOWN_CHARSET);
	EXPECT("abc", "utf-8//TRANSLIT", "abc", UNKNOWN_CHARSET);
	EXPECT("abc", "WCHAR_T", "abc", UNKNOWN_CHARSET);
	EXPECT("abc", "a-name-that-is-longer-than-any-charset-is-named", "abc", UNKNOWN_CHARSET);
	EXPECT("caf\xe9", "unknown-8bit", "café", GUESSED_CHARSET);
}

Test(decode, without_declaration)
{
	EXPECT("caf\xc3\xa9", NULL, "café", NONE);
	EXPECT("\xef\xbb\xbf""caf\xc3\xa9", NULL, "café", NONE);
	EXPECT("\xff\xfeh\0i\0\xeb\0", NULL, "hië", NONE);
	EXPECT("\xfe\xff\0h\0i\xd8\x3d\xde\x00", NULL, "hi😀", NONE);
	EXPECT("\xff\xfe\0\0h\0\0\0", NULL, "h", NONE);
	EXPECT("h\0a\0l\0l\0o\0\n\0", NULL, "hallo\n", GUESSED_CHARSET);
	EXPECT("\0h\0a\0l\0l\0o\0\n", NULL, "hallo\n", GUESSED_CHARSET);
	EXPECT("Zo\xeb", NULL, "Zoë", GUESSED_CHARSET);
}

Test(decode, invalid_bytes)
{
	EXPECT("Jos\xc3\xa9 \xff M\xc3\xbcller", NULL, "José \uFFFD Müller", BAD_ENCODING);
	EXPECT("Jos\xc3\xa9 \xed\xa0\x80 M\xc3\xbcller \xc3\xab \xc3\xab",
	       NULL, "José \uFFFD\uFFFD\uFFFD Müller ë ë", BAD_ENCODING);
	EXPECT("a\x81z", "windows-1252", "a\uFFFDz", BAD_ENCODING);
	EXPECT("h\0\0\xd8i\0", "utf-16le", "h\uFFFDi", BAD_ENCODING);
	EXPECT("h\0i", "utf-16le", "h\uFFFD", BAD_ENCODING);
	EXPECT("\xa1\xa2x\xff", "euc-kr", "、x\uFFFD", BAD_ENCODING);
	EXPECT("\x8a", "shift_jis", "\uFFFD", BAD_ENCODING);
}

/* A megabyte of ASCII, and only then what it is. */
static void expect_late(const char *tail, const char *declared, const char *text, enum reason odd)
{
	const size_t much = 1000000;
	size_t len = much + strlen(tail);
	char *bytes = xmalloc(len + 1);
	struct feed_how how = { .charset = declared, .format = &text_format };
	struct fed f;

	memset(bytes, 'a', much);
	strcpy(bytes + much, tail);
	feed(&f, bytes, len, &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY) + much, text);
	cr_expect(f.reasons[odd] || odd == REASON_NONE);
	fed_free(&f);
	feed_all_blocks(bytes, len, &how);
	free(bytes);
}

Test(decode, what_shows_late)
{
	expect_late(" caf\xe9 Zo\xeb", NULL, " café Zoë", REASON_GUESSED_CHARSET);
	expect_late(" caf\xe9 \xa4", "iso-8859-15", " café €", REASON_NONE);
	expect_late(" caf\xc3\xa9 \xff \xc3\xa9", NULL, " café \uFFFD é", REASON_BAD_ENCODING);
	expect_late(" \xba\xba\xd7\xd6", "gb2312", " 汉字", REASON_NONE);
	expect_late(" caf\xe9", "windows-1252", " café", REASON_NONE);
}

/* Two files made one: each stretch is read as what it is. */
Test(decode, pieces_of_two_charsets)
{
	char bytes[60000];
	size_t len = 0, utf8 = 0, latin = 0;
	struct feed_how how = { .format = &text_format };
	struct fed f;
	const char *text, *at;

	while (len < 20000)
		len += (size_t)sprintf(bytes + len, "Jos\xc3\xa9 en Zo\xc3\xab\n");
	while (len < 40000)
		len += (size_t)sprintf(bytes + len, "Ren\xe9 en A\xefsha\n");
	while (len < 58000)
		len += (size_t)sprintf(bytes + len, "Jos\xc3\xa9 en Zo\xc3\xab\n");
	feed(&f, bytes, len, &how);
	text = fed_text(&f, CARRIER_BODY);
	for (at = text; (at = strstr(at, "José en Zoë\n")); at++)
		utf8++;
	for (at = text; (at = strstr(at, "René en Aïsha\n")); at++)
		latin++;
	cr_expect(utf8 > 2100, "%zu", utf8);
	cr_expect(latin > 1300, "%zu", latin);
	fed_free(&f);
	feed_all_blocks(bytes, len, &how);
}

static void expect_source(const void *bytes, size_t len, const char *declared, const char *word,
			  uint64_t offset, uint64_t length)
{
	struct feed_how how = { .charset = declared, .format = &text_format, .word = word };
	struct fed f;

	feed(&f, bytes, len, &how);
	cr_expect(f.word_found && f.word_exact, "%s", word);
	cr_expect_eq(f.word_offset, offset, "%s at %lu", word, (unsigned long)f.word_offset);
	cr_expect_eq(f.word_length, length, "%s for %lu", word, (unsigned long)f.word_length);
	fed_free(&f);
}

Test(decode, sources_are_exact)
{
	expect_source("de caf\xe9 van Zo\xeb", 15, NULL, "café", 3, 4);
	expect_source("de caf\xe9 van Zo\xeb", 15, NULL, "Zoë", 12, 3);
	expect_source("\xe9\xeb\xef", 3, "latin1", "ë", 1, 1);
	expect_source("\xef\xbb\xbf""de caf\xc3\xa9", 11, NULL, "café", 6, 5);
	expect_source("\xff\xfe""d\0e\0 \0Z\0o\0\xeb\0 \0x\0", 18, NULL, "Zoë", 8, 6);
	expect_source("a \xba\xba\xd7\xd6", 6, "gbk", "字", 4, 2);
	expect_source("\xc8\x85\x93\x93\x96", 5, "ibm037", "llo", 2, 3);
	expect_source("Jos\xc3\xa9 \xff M\xc3\xbcller", 15, NULL, "Müller", 8, 7);
}

Test(decode, names)
{
	AUTO(arena) a = arena_new(1u << 20);

	cr_expect_str_eq(charset_name(a, "ks_c_5601-1987"), "CP949");
	cr_expect_str_eq(charset_name(a, "cp-850"), "CP850");
	cr_expect_str_eq(charset_name(a, " \"Windows-1252\" "), "CP1252");
	cr_expect_str_eq(charset_name(a, "ansi_x3.4-1968"), "ASCII");
	cr_expect_str_eq(charset_name(a, "ISO_8859-2:1987"), "ISO-8859-2");
	cr_expect_null(charset_name(a, "UTF-8//IGNORE"));
	cr_expect_null(charset_name(a, ""));
	cr_expect_null(charset_name(a, NULL));
	cr_expect_null(charset_name(a, "internal"));
}

/* Every one-byte and several many-byte charsets: any bytes give valid UTF-8 and the same for all
 * blocks, cut at any point. */
Test(decode, any_bytes_in_any_charset)
{
	static const char *const names[] = { NULL,	  "utf-8",	 "windows-1252", "iso-2022-jp",
					     "utf-7",	  "gb18030",	 "big5",	 "shift_jis",
					     "euc-jp",	  "iso-2022-kr", "big5-hkscs",	 "cp1258",
					     "utf-16",	  "utf-32be",	 "tis-620",	 "cp1255",
					     "iso-2022-cn", "euc-tw",	 "ebcdic-us",	 "johab" };
	uint8_t bytes[700];
	uint32_t random = 1;

	for (size_t i = 0; i < sizeof(bytes); i++) {
		random = random * 1664525u + 1013904223u;
		bytes[i] = (uint8_t)(random >> 24);
		if (i % 3 == 0)
			bytes[i] = (uint8_t)("ab \n\x1b$(+-~{B"[random % 12]);
	}
	for (size_t n = 0; n < ARRAY_LEN(names); n++) {
		struct feed_how how = { .charset = names[n], .format = &text_format };

		for (size_t len = 0; len < sizeof(bytes); len += 23)
			feed_all_blocks(bytes, len, &how);
	}
}
