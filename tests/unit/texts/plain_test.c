/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/plain_test.c - plain text: what is text, and its lines. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "feed.h"

static void expect_lines(const char *text, unsigned lines)
{
	struct feed_how how = { 0 };
	struct fed f;

	feed(&f, text, strlen(text), &how);
	cr_expect_str_eq(f.format, "text");
	char *wanted = with_newlines(text);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), wanted);
	free(wanted);
	cr_expect_eq(f.lanes[CARRIER_BODY].n_anchors, lines, "%zu lines in '%s'",
		     f.lanes[CARRIER_BODY].n_anchors, text);
	for (size_t i = 0; i < f.lanes[CARRIER_BODY].n_anchors; i++) {
		cr_expect_eq(f.lanes[CARRIER_BODY].anchors[i].kind, AT_LINE);
		cr_expect_eq(f.lanes[CARRIER_BODY].anchors[i].number, i + 1);
	}
	fed_free(&f);
	feed_all_blocks(text, strlen(text), &how);
}

Test(plain, lines_by_any_end)
{
	expect_lines("een\ntwee\ndrie", 3);
	expect_lines("een\r\ntwee\r\n", 2);
	expect_lines("een\rtwee\rdrie\r", 3);
	expect_lines("een\n\rtwee\r\r\ndrie\n\n", 6);
	expect_lines("een", 1);
}

Test(plain, words_keep_line_and_source)
{
	struct feed_how how = { .word = "Jansen" };
	const char *text = "een\r\ntwee\rdrie Jansen vier";
	struct fed f;

	feed(&f, text, strlen(text), &how);
	cr_expect(f.word_exact);
	cr_expect_eq(f.word_anchor_number, 3);
	cr_expect_eq(f.word_offset, (uint64_t)(strstr(text, "Jansen") - text));
	cr_expect_eq(f.word_length, 6);
	fed_free(&f);
}

Test(plain, one_long_line_and_many_short_ones)
{
	const size_t much = 3000000;
	char *text = xmalloc(much + 1);
	struct feed_how how = { .word = "Jansen" };
	struct fed f;

	memset(text, 'x', much);
	memcpy(text + much - 100, " Jansen ", 8);
	text[much] = '\0';
	feed(&f, text, much, &how);
	cr_expect_eq(f.word_offset, much - 99);
	cr_expect_eq(f.lanes[CARRIER_BODY].n_anchors, 1);
	fed_free(&f);
	memset(text, '\r', much);
	feed(&f, text, 400000, &how);
	cr_expect_eq(f.lanes[CARRIER_BODY].n_anchors, 400000);
	fed_free(&f);
	free(text);
}

Test(plain, what_is_text)
{
	static const char elf[] = "\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\x90\x20\0\0\0\0\0";
	uint8_t random[4000];
	uint32_t seed = 7;

	for (size_t i = 0; i < sizeof(random); i++) {
		seed = seed * 1664525u + 1013904223u;
		random[i] = (uint8_t)(seed >> 24);
	}
	cr_expect_str_eq(feed_claim(elf, sizeof(elf) - 1, "x"), "unknown");
	cr_expect_str_eq(feed_claim(random, sizeof(random), "x"), "unknown");
	memset(random, 0, sizeof(random));
	cr_expect_str_eq(feed_claim(random, sizeof(random), "x"), "unknown");
	cr_expect_str_eq(feed_claim("Beste Jan,\n\0\x1b[1m", 16, "x"), "text");
	cr_expect_str_eq(feed_claim("h\0a\0l\0l\0o\0 \0d\0a\0a\0r\0", 20, "x"), "text");
	memcpy(random, "Tekst en dan de rest van een blok dat leeg bleef.\n", 50);
	cr_expect_str_eq(feed_claim(random, sizeof(random), "x"), "text");
}

Test(plain, blank_lines_by_any_end)
{
	static const char *const texts[] = { "Een\r\n\r\nTwee", "Een\r\rTwee", "Een\n\nTwee" };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct feed_how how = { .word = "Twee" };
		struct fed f;

		feed(&f, texts[i], strlen(texts[i]), &how);
		cr_expect_str_eq(fed_text(&f, CARRIER_BODY), "Een\n\nTwee");
		cr_expect(f.word_exact);
		cr_expect_eq(f.word_offset, strlen(texts[i]) - 4);
		fed_free(&f);
		feed_all_blocks(texts[i], strlen(texts[i]), &how);
	}
}
