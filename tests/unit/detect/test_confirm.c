/* SPDX-License-Identifier: EUPL-1.2 */
/* test_confirm.c - what is asked of PCRE2 in bulk is what it says of each character alone. */
#include "base/utf8.h"
#include "detect/confirm.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(confirm, word_characters_are_those_of_single_asks)
{
	char fault[200];
	size_t at;
	struct regex *word = regex_new("\\w", 0, fault, &at);
	struct matcher *m = matcher_new();
	uint8_t *bits = malloc(0x110000 / 8);

	cr_assert_not_null(word);
	regex_word_characters(bits);
	for (uint32_t code = 0; code < 0x110000; code++) {
		bool said = bits[code >> 3] >> (code & 7) & 1;
		struct match match;
		char s[4];

		if (code >= 0xD800 && code < 0xE000) {
			cr_assert_not(said);
			continue;
		}
		bool is = regex_find(word, m, s, utf8_encode(s, code), 0, 0, &match) == MATCH_FOUND;
		cr_assert_eq(said, is, "U+%04X", (unsigned)code);
	}
	free(bits);
	matcher_free(m);
	regex_free(word);
}

/* The other program is compiled when it is first asked for, whichever came first. */
Test(confirm, seeks_and_tries_whatever_it_was_made_for)
{
	for (unsigned flags = 0; flags <= (REGEX_ANY_CASE | REGEX_SEEKS); flags++) {
		char fault[200];
		size_t at;
		struct regex *r = regex_new("(?<value>ab)c", flags, fault, &at);
		struct matcher *m = matcher_new();
		struct match match;
		bool any_case = flags & REGEX_ANY_CASE;

		cr_assert_eq(regex_find(r, m, "xabcABC", 7, 1, 1, &match), MATCH_FOUND);
		cr_assert_eq(match.value_to, 3u);
		cr_assert_eq(regex_find(r, m, "xabcABC", 7, 0, 0, &match), MATCH_NONE);
		cr_assert_eq(regex_find(r, m, "xabcABC", 7, 2, 6, &match),
			     any_case ? MATCH_FOUND : MATCH_NONE);
		cr_assert_eq(regex_find(r, m, "xabcABC", 7, 0, 6, &match), MATCH_FOUND);
		cr_assert_eq(match.from, 1u);
		matcher_free(m);
		regex_free(r);
	}
}
