/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/base_test.c - arenas, buffers, UTF-8, spools, digests, the queue, reasons. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/queue.h"
#include "base/reason.h"
#include "base/spool.h"
#include "base/utf8.h"
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void note(void *thing)
{
	char **at = thing;

	*(*at)++ = 'x';
}

Test(arena, memory_is_zero_also_after_a_rewind)
{
	AUTO(arena) a = arena_new(SIZE_MAX);

	for (unsigned round = 0; round < 3; round++) {
		size_t mark = arena_mark(a);

		for (size_t size = 1; size < 300000; size = size * 3 + 1) {
			unsigned char *got = arena_get(a, size);

			for (size_t i = 0; i < size; i++)
				cr_assert_eq(got[i], 0);
			memset(got, 0xAA, size);
		}
		arena_rewind(a, mark);
		cr_assert_eq(arena_mark(a), mark);
	}
}

Test(arena, defers_run_newest_first_down_to_the_mark)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	char log[8] = "", *end = log;

	arena_defer(a, note, &end);
	size_t mark = arena_mark(a);
	arena_defer(a, note, &end);
	arena_defer(a, note, &end);
	arena_rewind(a, mark);
	cr_assert_eq(end - log, 2);
	arena_rewind(a, 0);
	cr_assert_eq(end - log, 3);
}

Test(arena, says_when_its_cap_is_passed)
{
	AUTO(arena) a = arena_new(100000);

	arena_get(a, 90000);
	cr_assert_not(arena_full(a));
	arena_get(a, 20000);
	cr_assert(arena_full(a));
	arena_rewind(a, 0);
	cr_assert_not(arena_full(a));
}

Test(buf, grows_drops_and_stays_terminated)
{
	struct buf b = { 0 };

	for (unsigned i = 0; i < 10000; i++)
		buf_add_format(&b, "%04u", i);
	cr_assert_eq(b.len, 40000);
	buf_drop_front(&b, 39996);
	cr_assert_str_eq(b.bytes, "9999");
	buf_clear(&b);
	cr_assert_eq(b.len, 0);
	buf_free(&b);
}

Test(utf8, every_code_point_there_and_back)
{
	char s[4];
	uint32_t back;

	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		size_t n = utf8_encode(s, c);

		cr_assert_eq(utf8_decode(s, n, &back), n);
		cr_assert_eq(back, c);
		for (size_t cut = 1; cut < n; cut++) {
			cr_assert_eq(utf8_decode(s, cut, &back), 0);
			cr_assert(utf8_is_cut(s, cut));
		}
	}
}

Test(utf8, refuses_what_is_not)
{
	const char *const bad[] = { "\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
				    "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF" };
	uint32_t code;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		cr_assert_eq(utf8_decode(bad[i], strlen(bad[i]), &code), 0, "row %zu", i);
		cr_assert_not(utf8_is_cut(bad[i], strlen(bad[i])), "row %zu", i);
	}
	cr_assert_eq(utf8_valid_prefix("abcdefghij\xC3\xA9k\xFFz", 15), 13);
	cr_assert_eq(utf8_floor("a\xE2\x82\xACz", 5, 3), 1);
	cr_assert_eq(utf8_floor("a\xE2\x82\xACz", 5, 4), 4);
}

Test(spool, reads_back_across_memory_and_file)
{
	AUTO(spool) s = spool_new();
	static char block[70001];
	uint64_t total = 0;

	for (unsigned i = 0; total < 3 * (uint64_t)SPOOL_MEMORY; i++) {
		for (size_t k = 0; k < sizeof(block); k++)
			block[k] = (char)((total + k) * 31 >> 3);
		cr_assert_eq(spool_add(s, block, sizeof(block)), 0);
		total += sizeof(block);
	}
	cr_assert_eq(spool_size(s), total);
	for (uint64_t at = 0; at < total; at += 999983) {
		char got[300];
		ssize_t n = spool_read(s, got, sizeof(got), at);

		cr_assert_eq((uint64_t)n, total - at < sizeof(got) ? total - at : sizeof(got));
		for (ssize_t k = 0; k < n; k++)
			cr_assert_eq(got[k], (char)((at + (uint64_t)k) * 31 >> 3));
	}
	spool_clear(s);
	cr_assert_eq(spool_size(s), 0);
	cr_assert_eq(spool_read(s, block, 1, 0), 0);
}

Test(spool, a_full_disk_leaves_it_as_it_was)
{
	setenv("TMPDIR", "/nonexistent", 1);
	AUTO(spool) s = spool_new();
	char *big = calloc(1, SPOOL_MEMORY);

	cr_assert_eq(spool_add(s, "first", 5), 0);
	cr_assert_eq(spool_add(s, big, SPOOL_MEMORY), -1);
	cr_assert_eq(spool_size(s), 5);
	free(big);
}

Test(digest, is_sha256)
{
	uint8_t d[DIGEST_LEN];
	char hex[2 * DIGEST_LEN + 1];

	digest_of("abc", 3, d);
	hex_print(hex, d, DIGEST_LEN);
	cr_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

Test(queue, gives_in_order_and_ends_when_closed)
{
	AUTO(queue) q = queue_new(4);
	int things[4];
	bool closed;

	for (unsigned i = 0; i < 4; i++)
		cr_assert(queue_put(q, things + i));
	cr_assert_eq(queue_take(q), things);
	queue_close(q);
	cr_assert_not(queue_put(q, things));
	for (unsigned i = 1; i < 4; i++)
		cr_assert_eq(queue_take(q), things + i);
	cr_assert_null(queue_take(q));
	cr_assert_null(queue_take_within(q, 1, &closed));
	cr_assert(closed);
}

Test(reason, words_go_both_ways)
{
	for (unsigned r = 1; r < N_REASONS; r++)
		cr_assert_eq(reason_from_word(reason_word((enum reason)r)), r);
	cr_assert_eq(reason_from_word("nonsense"), REASON_NONE);
	cr_assert_eq(reason_from_errno(EACCES), REASON_DENIED);
	cr_assert(reason_leaves_ok(REASON_DUPLICATE));
	cr_assert_not(reason_leaves_ok(REASON_LIMIT_TIME));
}
