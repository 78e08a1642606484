/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/base/hex_test.c - digits to bytes and back. */
#include <criterion/criterion.h>
#include <string.h>
#include "base/digest.h"

Test(hex, goes_both_ways)
{
	static const uint8_t bytes[] = { 0, 1, 0x7f, 0x80, 0xab, 0xff };
	char text[2 * sizeof(bytes) + 1];
	uint8_t back[sizeof(bytes)];

	hex_print(text, bytes, sizeof(bytes));
	cr_assert_str_eq(text, "00017f80abff");
	cr_assert(hex_parse(back, text, sizeof(back)));
	cr_assert(!memcmp(back, bytes, sizeof(bytes)));
	cr_assert(hex_parse(back, "00017F80ABFF and more", sizeof(back)));
	cr_assert(!memcmp(back, bytes, sizeof(bytes)));
}

Test(hex, takes_nothing_less)
{
	static const char *const none[] = { "", "a", "abc", "ab c", "0g", "g0", "\xc3\xa9" "12" };
	uint8_t to[2];

	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		cr_assert(!hex_parse(to, none[i], sizeof(to)), "%s", none[i]);
}
