/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/stream_test.c - re-blocking is invisible: any block size, the same bytes. */
#include "stream/stream.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct drip {
	const uint8_t *bytes;
	size_t left, step;
};

static ssize_t drip_next(struct stream *s, const uint8_t **block)
{
	struct drip *d = s->state;
	size_t n = d->left < d->step ? d->left : d->step;

	*block = d->bytes;
	d->bytes += n;
	d->left -= n;
	return (ssize_t)n;
}

static struct stream *drip(struct arena *a, const char *s, size_t len, size_t step)
{
	struct stream *d = stream_new(a, NULL, "drip", sizeof(struct drip));

	*(struct drip *)d->state = (struct drip){ (const uint8_t *)s, len, step };
	d->next = drip_next;
	return d;
}

static const size_t steps[] = { 1, 2, 3, 7, 64, 4095, 4096, 4097, 1u << 20 };

Test(stream, lines_are_the_same_for_any_block)
{
	const char text[] = "een\n\ntwee\r\ndrie zonder einde";

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		AUTO(arena) a = arena_new(SIZE_MAX);
		struct stream *s = drip(a, text, sizeof(text) - 1, steps[i]);
		const size_t lens[] = { 4, 1, 6, 17, 0 };
		const uint8_t *line;
		uint64_t at = 0;

		for (size_t k = 0; k < ARRAY_LEN(lens); k++) {
			cr_assert_eq(stream_line(s, &line), lens[k], "step %zu line %zu", steps[i], k);
			cr_assert(!lens[k] || !memcmp(line, text + at, lens[k]));
			stream_skip(s, lens[k]);
			at += lens[k];
			cr_assert_eq(s->offset, at);
		}
	}
}

Test(stream, peeks_of_any_size_show_the_same_bytes)
{
	static char text[100000];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 2654435761u >> 13);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		AUTO(arena) a = arena_new(SIZE_MAX);
		struct stream *s = drip(a, text, sizeof(text), steps[i]);
		size_t at = 0;

		for (size_t want = 1; at < sizeof(text); want = want * 5 % 7001 + 1) {
			const uint8_t *bytes;
			size_t have = stream_peek(s, want, &bytes), left = sizeof(text) - at;

			cr_assert(have >= (want < left ? want : left));
			cr_assert(!memcmp(bytes, text + at, have < want ? have : want));
			size_t skip = want % 3 ? want / 2 + 1 : want;
			skip = skip < left ? skip : left;
			stream_skip(s, skip);
			at += skip;
		}
		const uint8_t *end;
		cr_assert_eq(stream_peek(s, 1, &end), 0);
	}
}

Test(stream, a_line_longer_than_a_peek_comes_in_pieces)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	size_t len = 2 * STREAM_PEEK_MAX + 17, got = 0;
	char *text = xmalloc(len);
	const uint8_t *line;

	memset(text, 'a', len);
	text[len - 1] = '\n';
	struct stream *s = drip(a, text, len, 1000);
	for (size_t n; (n = stream_line(s, &line)); got += n) {
		cr_assert(n <= STREAM_PEEK_MAX);
		stream_skip(s, n);
	}
	cr_assert_eq(got, len);
	free(text);
}

Test(stream, limit_leaves_the_rest_to_others)
{
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		AUTO(arena) a = arena_new(SIZE_MAX);
		struct stream *s = drip(a, "0123456789", 10, steps[i]);
		struct stream *four = stream_limit(a, s, 4);
		const uint8_t *bytes;

		cr_assert_eq(stream_drain(four), 4);
		cr_assert_null(four->broken);
		cr_assert(stream_peek(s, 1, &bytes) && *bytes == '4');
		struct stream *more = stream_limit(a, s, 40);
		cr_assert_eq(stream_drain(more), 6);
		cr_assert_eq(more->why, REASON_TRUNCATED);
	}
}

Test(stream, the_first_trouble_wins_and_is_passed_on)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	struct stream *below = stream_memory(a, "x", 1);
	struct stream *s = stream_limit(a, below, 1);

	stream_break(below, REASON_CORRUPT, "odd");
	stream_break(below, REASON_TRUNCATED, "short");
	stream_drain(s);
	cr_assert_eq(s->why, REASON_CORRUPT);
}
