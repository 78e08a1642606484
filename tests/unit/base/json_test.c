/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/base/json_test.c - JSON out: commas, escapes, numbers, base64. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include "base/json.h"

static void expect(struct buf *b, const char *want)
{
	cr_assert(eq(str, b->bytes, (char *)want));
	buf_free(b);
}

static void expect_string(const char *s, size_t len, const char *want)
{
	struct buf b = {0};

	json_text(&b, s, len);
	expect(&b, want);
}

Test(json, puts_commas_where_they_are_due)
{
	struct buf b = {0};

	json_open(&b, '{');
	json_key(&b, "a");
	json_int(&b, -1);
	json_key(&b, "b");
	json_open(&b, '[');
	json_open(&b, '[');
	json_close(&b, ']');
	json_bool(&b, true);
	json_str(&b, "x[");
	json_str(&b, NULL);
	json_open(&b, '{');
	json_close(&b, '}');
	json_close(&b, ']');
	json_key(&b, "c:");
	json_none(&b);
	json_close(&b, '}');
	buf_add_byte(&b, '\n');
	json_open(&b, '{');
	json_close(&b, '}');
	expect(&b, "{\"a\":-1,\"b\":[[],true,\"x[\",null,{}],\"c:\":null}\n{}");
}

Test(json, escapes_what_a_terminal_or_parser_would_act_on)
{
	expect_string("a\"b\\c\n\t\x1b[31m\x7f", 13, "\"a\\\"b\\\\c\\n\\t\\u001b[31m\\u007f\"");
	expect_string("\0\x0b", 2, "\"\\u0000\\u000b\"");
	expect_string("\xc2\x9b", 2, "\"\\u009b\"");
	expect_string("\xe2\x80\xaegnp.exe", 10, "\"\\u202egnp.exe\"");
	expect_string("\xe2\x81\xa6\xd8\x9c\xe2\x80\xa8", 8, "\"\\u2066\\u061c\\u2028\"");
	expect_string("caf\xc3\xa9 \xf0\x9f\x98\x80", 10, "\"caf\xc3\xa9 \xf0\x9f\x98\x80\"");
}

Test(json, shows_bad_bytes_as_the_replacement_character)
{
	expect_string("a\xff" "b", 3, "\"a\xef\xbf\xbd" "b\"");
	expect_string("\xe2\x82", 2, "\"\xef\xbf\xbd\xef\xbf\xbd\"");
	expect_string("\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
	expect_string("\xc0\xaf", 2, "\"\xef\xbf\xbd\xef\xbf\xbd\"");
}

Test(json, writes_numbers_with_at_most_three_decimals)
{
	static const struct {
		double n;
		const char *want;
	} cases[] = {
		{0, "0"}, {1, "1"}, {-0.25, "-0.25"}, {0.1, "0.1"}, {12.3456, "12.346"},
		{-0.0004, "0"}, {0.9999, "1"}, {1.005, "1.005"}, {INFINITY, "null"}, {NAN, "null"},
		{1e12, "1000000000000"}, {-2.05, "-2.05"}, {1e300, "null"},
	};

	setlocale(LC_ALL, "");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf b = {0};

		json_number(&b, cases[i].n);
		expect(&b, cases[i].want);
	}
}

Test(json, writes_base64_with_padding)
{
	static const char *const want[] = {"\"\"", "\"Zg==\"", "\"Zm8=\"", "\"Zm9v\"", "\"Zm9vYg==\"",
					   "\"Zm9vYmE=\"", "\"Zm9vYmFy\""};

	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		struct buf b = {0};

		json_base64(&b, "foobar", i);
		expect(&b, want[i]);
	}
	struct buf b = {0};
	json_base64(&b, "\xff\xfe\xfd", 3);
	expect(&b, "\"//79\"");
}
