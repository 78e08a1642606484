/* SPDX-License-Identifier: EUPL-1.2 */
/* test_detector.c - points, words round a match, views, windows, overlaps, limits, keys. */
#include "base/buf.h"
#include "detect/finding.h"
#include "try.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char numbers[] =
	"pack p\n  about x\n  source s\n"
	"pattern bsn\n  about x\n  type bsn\n  score 30\n"
	"  regex (?<![0-9]) (?<value>[0-9]{9}) (?![0-9])\n  check elfproef\n  check +5 varied\n"
	"  near +50 3 bsn burger_service*\n  after -20 1 euro\n  except factuur (nummer) *, bsn 111222333 vervallen\n"
	"  hit bsn 111222333\n  miss 1\n"
	"pattern long\n  about x\n  type document-number\n  score 60\n  max 12\n"
	"  regex (?<![A-Z]) [A-Z]{2} [0-9]{9,20} (?![0-9])\n  hit AB123456789\n  miss 1\n"
	"pattern email\n  about x\n  type email\n  score 80\n"
	"  regex (?<![\\w.]) \\w [\\w.]{0,40} @ [a-z]{1,20} [.] [a-z]{2,5} (?!\\w)\n"
	"  hit a@b.nl\n  miss 1\n"
	"pattern words\n  about x\n  type handle\n  score 50\n"
	"  regex \\b een \\s{1,5} twee \\b (?: \\s{1,5} drie \\b )?\n  needs 4 tel*\n"
	"  hit tel een twee\n  miss een twee\n";

static struct gots run(const struct ruleset *r, const char *text)
{
	struct gots full = try_text(r, ENGINE_FULL, text, strlen(text));
	struct gots gate = try_text(r, ENGINE_GATE, text, strlen(text));

	cr_assert(try_equal(&full, &gate), "%s", text);
	try_free(&gate);
	return full;
}

static const struct got *only(struct ruleset *r, const char *text, const char *pattern,
			      const char *value)
{
	static struct gots g;

	try_free(&g);
	g = run(r, text);
	const struct got *found = try_find(&g, pattern, value);
	cr_assert(found, "no %s '%s' in '%s' (%zu others)", pattern, value, text, g.n);
	return found;
}

static void none(const struct ruleset *r, const char *text)
{
	struct gots g = run(r, text);

	cr_assert_eq(g.n, 0, "'%s' gives %s", text, g.n ? g.rows->pattern : "");
	try_free(&g);
}

Test(detector, points_and_reasons)
{
	struct ruleset *r = try_ruleset(numbers);
	const struct got *g = only(r, "x 111222333 y", "bsn", "111222333");

	cr_assert_eq(g->score, 35);
	cr_assert_str_eq(g->why, "base 30; elfproef ok; +5 varied ok");
	cr_assert_str_eq(g->before, "x ");
	cr_assert_str_eq(g->after, " y");
	g = only(r, "BSN: is 111222333", "bsn", "111222333");
	cr_assert_eq(g->score, 85);
	cr_assert(strstr(g->why, "+50 'bsn' 2 words before"), "%s", g->why);
	g = only(r, "111222333 (Bürger-serviçenummer)", "bsn", "111222333");
	cr_assert(strstr(g->why, "'burger service*' 1 word after"), "%s", g->why);
	g = only(r, "111222333 euro", "bsn", "111222333");
	cr_assert_eq(g->score, 15);
	g = only(r, "bsn een twee drie 111222333", "bsn", "111222333");
	cr_assert_eq(g->score, 35, "four words away: %s", g->why);
	none(r, "bsn 123456789 of 1112223334");
	ruleset_free(r);
}

Test(detector, a_column_head_is_a_word_before)
{
	struct ruleset *r = try_ruleset(numbers);
	struct gots g = try_cell(r, "BSN-nummer", "111222333");

	cr_assert_eq(g.n, 1);
	cr_assert_eq(g.rows->score, 85);
	cr_assert(strstr(g.rows->why, "'bsn' heads the column"), "%s", g.rows->why);
	try_free(&g);
	ruleset_free(r);
}

Test(detector, exceptions_set_aside)
{
	struct ruleset *r = try_ruleset(numbers);
	const struct got *g = only(r, "Factuur 111222333", "bsn", "111222333");

	/* A word that may be left out takes its space with it. */
	cr_assert(g->suppressed, "%s", g->why);
	g = only(r, "Rekening 111222333", "bsn", "111222333");
	cr_assert_not(g->suppressed, "%s", g->why);
	g = only(r, "Factuur nummer  111222333-b", "bsn", "111222333");
	cr_assert(g->suppressed, "%s", g->why);
	cr_assert(strstr(g->why, "part of 'factuur (nummer) *'"), "%s", g->why);
	/* A * alone is a word, not the line end behind what is before it. */
	g = only(r, "111222333 factuur nummer\n", "bsn", "111222333");
	cr_assert_not(g->suppressed, "%s", g->why);
	g = only(r, "BSN 111222333\nvervallen", "bsn", "111222333");
	cr_assert(g->suppressed);
	ruleset_free(r);
}

Test(detector, needs_and_longest)
{
	struct ruleset *r = try_ruleset(numbers);

	only(r, "telefoon: een twee", "words", "een twee");
	only(r, "telefoon: een\ntwee drie", "words", "een\ntwee drie");
	none(r, "een twee");
	none(r, "telefoon: een\n\ntwee");
	only(r, "tel een twee\n\ndrie", "words", "een twee");
	ruleset_free(r);
}

/* What ends a paragraph: a line in which nothing is to be seen, however lines end. */
Test(detector, empty_lines_end_a_paragraph)
{
	static const char *const ends[] = {"\n\n", "\r\n\r\n", "\n \t\n", "\r\n  \r\n\r\n"};

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *bytes = xformat("Een.\nTwee%sDrie\nvier%sVijf", ends[i], ends[i]);
		struct text t = {.bytes = bytes, .len = strlen(bytes), .last = true};
		size_t from, to;

		text_paragraph(&t, (size_t)(strstr(bytes, "vier") - bytes), &from, &to);
		cr_expect_eq(strncmp(bytes + from, "Drie", 4), 0, "%zu: '%s'", i, bytes + from);
		cr_expect_eq(strncmp(bytes + to - 4, "vier", 4), 0, "%zu: '%s'", i, bytes + to);
		free(bytes);
	}
	struct text t = {.bytes = "Een\r\ntwee", .len = 9, .last = true};
	size_t from, to;
	text_paragraph(&t, 6, &from, &to);
	cr_expect(from == 0 && to == 9);
}

Test(detector, max_refuses)
{
	struct ruleset *r = try_ruleset(numbers);

	only(r, "AB123456789", "long", "AB123456789");
	none(r, "AB12345678901");
	ruleset_free(r);
}

Test(detector, views_are_plain_and_offsets_hold)
{
	struct ruleset *r = try_ruleset(numbers);
	const struct got *g = only(r, "b\u00ADsn\u00A0111\u00AD222\u200B333\u200B.", "bsn",
				   "111\u00AD222\u200B333");

	cr_assert_eq(g->start, 7);
	cr_assert_eq(g->end, 7 + 14);
	cr_assert_str_eq(g->normal, "111222333");
	cr_assert_eq(g->score, 85, "%s", g->why);
	only(r, "tel een\u00A0twee", "words", "een\u00A0twee");
	only(r, "BSN\uFF1A\uFF11\uFF11\uFF11222333", "bsn", "\uFF11\uFF11\uFF11222333");
	only(r, "tel een\r\ntwee", "words", "een\r\ntwee");
	ruleset_free(r);
}

Test(detector, seams_change_nothing)
{
	struct ruleset *r = try_ruleset(numbers);
	struct buf b = {0};
	const char *const pieces[] = {"bsn 111222333 ",    "tel een\ntwee drie ", "jan.\u00EBx@a.nl ",
				      "AB123456789\n\n",   "factuur nummer 111222333 ", "r\u00ADuis, ",
				      "Caf\u00E9 \u2013 ", "x@y.nl@z.nl "};

	for (unsigned i = 0; b.len < 12000; i++)
		buf_add_str(&b, pieces[(i * 7 + i / 5) % ARRAY_LEN(pieces)]);
	struct gots whole = try_text(r, ENGINE_FULL, b.bytes, b.len);
	cr_assert_gt(whole.n, 300);
	for (size_t window = 4500; window < 4700; window += 9) {
		struct gots full = try_windows(r, ENGINE_FULL, b.bytes, b.len, window);
		struct gots gate = try_windows(r, ENGINE_GATE, b.bytes, b.len, window);

		cr_assert(try_equal(&whole, &full), "window %zu", window);
		cr_assert(try_equal(&whole, &gate), "window %zu, gate", window);
		try_free(&full);
		try_free(&gate);
	}
	for (size_t window = 1; window < 200; window += 17) {
		struct gots gate = try_windows(r, ENGINE_GATE, b.bytes, 2000, window);
		struct gots full = try_text(r, ENGINE_FULL, b.bytes, 2000);

		cr_assert(try_equal(&full, &gate), "window %zu, gate", window);
		try_free(&gate);
		try_free(&full);
	}
	try_free(&whole);
	buf_free(&b);
	ruleset_free(r);
}

Test(detector, one_line_without_end_is_cut_alike)
{
	struct ruleset *r = try_ruleset(
		"pack p\n  about x\n  source s\npattern pair\n  about x\n  type handle\n"
		"  regex [a-y]{2,9}[.][a-z]{2,9}\n  hit ab.cd\n  miss x\n");
	struct buf b = {0};

	/* Each match begins where another could have ended. */
	for (unsigned i = 0; b.len < 6000; i++)
		buf_add_format(&b, "%.*s.", (int)(2 + i * i % 7), "abcdefghij");
	struct gots whole = try_text(r, ENGINE_FULL, b.bytes, b.len);
	for (size_t window = 4200; window < 4230; window += 13) {
		struct gots full = try_windows(r, ENGINE_FULL, b.bytes, b.len, window);
		struct gots gate = try_windows(r, ENGINE_GATE, b.bytes, b.len, window);

		cr_assert(try_equal(&whole, &full));
		cr_assert(try_equal(&whole, &gate));
		try_free(&full);
		try_free(&gate);
	}
	try_free(&whole);
	buf_free(&b);
	ruleset_free(r);
}

Test(detector, overlaps_are_settled)
{
	struct ruleset *r = try_ruleset(
		"pack p\n  about x\n  source s\n"
		"pattern short\n  about x\n  type phone\n  score 90\n  regex [0-9]{4}\n  hit 1234\n  miss x\n"
		"pattern long\n  about x\n  type phone\n  score 50\n  regex [0-9]{9}\n  hit 1\n  miss x\n"
		"pattern bsn\n  about x\n  type bsn\n  score 50\n  regex [0-9]{9}\n  hit 1\n  miss x\n"
		"pattern iban\n  about x\n  type iban\n  score 50\n  regex NL[0-9]{9}\n  hit 1\n  miss x\n");
	struct gots g = run(r, "123456789");

	cr_assert_eq(g.n, 2);
	cr_assert(try_find(&g, "long", "123456789"));
	cr_assert_not(try_find(&g, "bsn", "123456789")->suppressed, "as long as the phone number");
	try_free(&g);
	g = run(r, "NL123456789");
	cr_assert_eq(g.n, 3);
	cr_assert(try_find(&g, "bsn", "123456789")->suppressed);
	cr_assert(try_find(&g, "long", "123456789")->suppressed);
	cr_assert_not(try_find(&g, "iban", "NL123456789")->suppressed);
	try_free(&g);
	ruleset_free(r);
}

Test(detector, hits_past_the_limit_are_counted)
{
	struct ruleset *r = try_ruleset(numbers);
	struct buf b = {0};

	for (int i = 0; i < 25; i++)
		buf_add_str(&b, "111222333\n");
	try_max_hits = 10;
	struct gots g = try_text(r, ENGINE_GATE, b.bytes, b.len);
	cr_assert_eq(g.n, 10);
	cr_assert_str_eq(g.limits, "limit-hits: pattern bsn: 25 hits, 10 kept\n");
	cr_assert_eq(g.rows[9].start, 90);
	try_free(&g);
	buf_free(&b);
	ruleset_free(r);
}

Test(detector, a_flood_of_findings_is_let_go_in_order)
{
	struct ruleset *r = try_ruleset(numbers);
	struct buf b = {0};

	for (int i = 0; i < 52000; i++)
		buf_add_str(&b, "111222333\n\n");
	try_max_hits = 1000000;
	struct gots g = try_text(r, ENGINE_GATE, b.bytes, b.len);
	cr_assert_eq(g.n, 52000);
	for (size_t i = 0; i < g.n; i++) {
		cr_assert_eq(g.rows[i].start, 11 * i);
		cr_assert(!i || memcmp(g.rows[i].key, g.rows[i - 1].key, HIT_KEY_LEN));
	}
	try_free(&g);
	buf_free(&b);
	ruleset_free(r);
}

Test(detector, keys_do_not_move_with_the_text)
{
	struct ruleset *r = try_ruleset(numbers);
	struct gots a = run(r, "x 111222333 y 111222333");
	struct gots b = run(r, "a longer text before 111 222 333, 111\u00AD222333 z 111222333");

	cr_assert_eq(a.n, 2);
	cr_assert_eq(b.n, 2);
	cr_assert_arr_eq(a.rows[0].key, b.rows[0].key, HIT_KEY_LEN);
	cr_assert_arr_eq(a.rows[1].key, b.rows[1].key, HIT_KEY_LEN);
	cr_assert_arr_neq(a.rows[0].key, a.rows[1].key, HIT_KEY_LEN);
	try_free(&a);
	try_free(&b);
	ruleset_free(r);
}

Test(detector, work_without_end_is_given_up_and_told)
{
	struct ruleset *r = try_ruleset(
		"pack p\n  about x\n  source s\npattern slow\n  about x\n  type handle\n"
		"  regex (?<!a) (?: a{1,9} | a{1,9} | a{1,9} ){1,30} b\n  hit ab\n  miss x\n");
	struct buf b = {0};

	buf_add_str(&b, "aab ");
	for (int i = 0; i < 60; i++)
		buf_add_byte(&b, 'a');
	buf_add_str(&b, " aaab");
	struct gots full = try_text(r, ENGINE_FULL, b.bytes, b.len);
	struct gots gate = try_text(r, ENGINE_GATE, b.bytes, b.len);
	cr_assert_eq(full.n, 2);
	cr_assert(try_equal(&full, &gate));
	cr_assert(strstr(full.limits, "limit-regex"), "%s", full.limits);
	cr_assert_str_eq(full.limits, gate.limits);
	try_free(&full);
	try_free(&gate);
	buf_free(&b);
	ruleset_free(r);
}
