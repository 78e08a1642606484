/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/json_test.c - JSON: values as text, keys as labels, escapes with their source. */
#include <criterion/criterion.h>
#include <string.h>
#include "feed.h"

extern const struct format json_format;

static void expect_text(const char *json, const char *text, enum reason odd)
{
	struct feed_how how = { .format = &json_format };
	struct fed f;

	feed(&f, json, strlen(json), &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), text, "%s", json);
	for (int r = 1; r < N_REASONS; r++)
		cr_expect_eq(f.reasons[r], r == (int)odd, "%s: %s", reason_word(r), json);
	fed_free(&f);
	feed_all_blocks(json, strlen(json), &how);
}

Test(json, values)
{
	expect_text("{\"naam\": \"Jan Bakker\", \"bsn\": 111222333, \"x\": null}",
		    "Jan Bakker\t111222333\n\n", REASON_NONE);
	expect_text("{\"a\":\"x\"}\n{\"a\":\"y\"}\n", "x\n\ny\n\n", REASON_NONE);
	expect_text("[[\"a\",\"b\"],{\"c\":{\"d\":\"e\"},\"f\":\"g\"}]", "a\tb\n\ne\n\ng\n\n",
		    REASON_NONE);
	expect_text("{\"jan@example.nl\": {\"Kees Mulder\": 1}}", "jan@example.nl\n\nKees Mulder\t1\n\n",
		    REASON_NONE);
}

Test(json, escapes)
{
	expect_text("[\"Zo\\u00eb \\\"x\\\" \\\\ \\/ a\\nb\"]", "Zoë \"x\" \\ / a\nb", REASON_NONE);
	expect_text("[\"\\ud83d\\ude00 \\ud83d \\uZZZZ \\q\"]", "😀 \uFFFD \\uZZZZ \\q", REASON_NONE);
	expect_text("[\"Zo\\u00c3\\u00ab \\u00e2\\u0082\\u00ac\"]", "Zoë €", REASON_NONE);
}

Test(json, damage)
{
	expect_text("{\"a\": \"Jan", "Jan", REASON_TRUNCATED);
	expect_text("{\"a\": \"Jan\"", "Jan", REASON_TRUNCATED);
	expect_text("[\"Jan\"}", "Jan\n\n", REASON_CORRUPT);
	expect_text("{\"a\" tekst: \"Jan\"}", "a\ttekst\tJan\n\n", REASON_NONE);
}

Test(json, places)
{
	const char *json = "[\n {\"from\": \"Sara\",\n  \"text\": \"dag Zo\\u00eb!\"}\n]";
	struct feed_how how = { .format = &json_format, .word = "Zoë" };
	struct fed f;

	feed(&f, json, strlen(json), &how);
	cr_expect_eq(f.word_anchor_kind, AT_LINE);
	cr_expect_eq(f.word_anchor_number, 3);
	cr_expect_str_eq(f.word_anchor_label, "text");
	cr_expect(f.word_exact);
	cr_expect_eq(f.word_offset, (uint64_t)(strstr(json, "Zo") - json));
	cr_expect_eq(f.word_length, strlen("Zo\\u00eb"));
	fed_free(&f);
}

Test(json, what_is_json)
{
	cr_expect_str_eq(feed_claim("{\"naam\": \"Jan\"}", 15, "x"), "json");
	cr_expect_str_eq(feed_claim(" [1, -2.5e3, true]\n", 19, "x"), "json");
	cr_expect_str_neq(feed_claim("[sectie]\nnaam=Jan\n", 18, "x"), "json");
	cr_expect_str_neq(feed_claim("{ Beste Jan, }", 14, "x"), "json");
	cr_expect_str_neq(feed_claim("{\"a\": 1, // nee\n}", 17, "x"), "json");
	cr_expect_str_neq(feed_claim("[12-03-24 14:05:33] Jan: x\n[12-03-24 14:05:34] Jan: y\n", 54, "x"),
			  "json");
}
