/* SPDX-License-Identifier: EUPL-1.2 */
/* test_pack_end.c - the pack parser takes what it was given and looks no further. */
#include "detect/pack.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Parses the first len bytes only; what comes behind them must leave no trace. */
static int parse_part(const char *bytes, size_t len, struct fail *f)
{
	AUTO(arena) a = arena_new(1u << 20);
	struct pack_blocks blocks = {0};

	return pack_parse(a, "t.pack", bytes, len, &blocks, f);
}

Test(pack_end, looks_no_further)
{
	struct fail f = {0};

	cr_assert_lt(parse_part("patternSECRET", 7, &f), 0);
	cr_assert_not(strstr(f.text, "SECRET"), "%s", f.text);
	cr_assert_lt(parse_part("pattern A-SECRET", 9, &f), 0);
	cr_assert_not(strstr(f.text, "SECRET"), "%s", f.text);
	cr_assert_lt(parse_part("x SECRET", 1, &f), 0);
	cr_assert_not(strstr(f.text, "SECRET"), "%s", f.text);
}

Test(pack_end, survives_any_cut)
{
	static const char pack[] = "pattern a\n    about x\n    regex\n        [a]\n\twords b\n";

	for (size_t len = 0; len < sizeof(pack); len++) {
		/* Without a byte to spare, so that a sanitizer sees a look past the end. */
		char *copy = xmalloc(len ? len : 1);
		struct fail f = {0};

		memcpy(copy, pack, len);
		parse_part(copy, len, &f);
		free(copy);
	}
}
