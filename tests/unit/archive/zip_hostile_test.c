/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/zip_hostile_test.c - zips made to cost time or memory. Each of these takes
 * minutes where something is not linear; the time-out tells. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "seen.h"

#define SECONDS 20

static const char local[] = "PK\3\4\x14\0\x08\0\x08\0" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0"
			    "\x05\0\0\0" "a.txt";

static void repeat(struct buf *b, const void *bytes, size_t len, unsigned times)
{
	while (times--)
		buf_add(b, bytes, len);
}

static struct seen *read_repeated(const void *bytes, size_t len, unsigned times)
{
	struct seen *s = seen_new();
	struct buf b = { 0 };

	buf_add(&b, local, sizeof(local) - 1);
	repeat(&b, bytes, len, times);
	seen_read(s, "bom.zip", b.bytes, b.len);
	cr_assert(!strstr(s->rows.bytes, "\n zip \n"));
	buf_free(&b);
	return s;
}

Test(hostile, headers_without_sizes_are_gone_through_once, .timeout = SECONDS)
{
	AUTO(seen) s = read_repeated(local, sizeof(local) - 1, 30000);

	cr_assert_gt(s->n_parts, 10);
}

Test(hostile, signatures_all_over_are_gone_through_once, .timeout = SECONDS)
{
	static const char *const marks[] = { "PK\3\4", "PK\7\10", "PK\5\6", "PK\1\2" };

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		AUTO(seen) s = read_repeated(marks[i], 4, 500000);

		cr_assert_eq(s->n_parts, 2);
	}
}

Test(hostile, many_members_of_one_name_have_a_row_each, .timeout = SECONDS)
{
	struct making z = { 0 };
	AUTO(seen) s = seen_new();

	for (unsigned i = 0; i < 20000; i++)
		make_member(&z, "a.txt", "x", 1, MAKE_STORED);
	make_end(&z, "");
	seen_read(s, "veel.zip", z.file.bytes, z.file.len);
	cr_assert_eq(s->n_parts, 20001);
	cr_assert(seen_row(s, "a.txt~20000", "text", ""));
	make_free(&z);
}

Test(hostile, counts_that_lie_are_not_believed, .timeout = SECONDS)
{
	struct making z = { 0 };
	AUTO(seen) s = seen_new();

	make_text(&z, "a.txt", "Proef te Delft\n");
	make_end(&z, "");
	/* 65535 means: see the larger record, which is not there. */
	memset(z.file.bytes + z.file.len - 14, 0xff, 4);
	seen_read(s, "veel.zip", z.file.bytes, z.file.len);
	cr_assert(seen_row(s, "a.txt", "text", ""));
	cr_assert(seen_row(s, "", "zip", "corrupt"));
	make_free(&z);
}
