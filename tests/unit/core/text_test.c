/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/text_test.c - places in print, sources, and lanes cut into windows. */
#include "format/core.h"
#include "text/text.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(place, odd_names_go_there_and_back)
{
	const char *const paths[] = { "a", "p/post.mbox", "wat!een#naam%.txt", "\xFF\xFE", "caf\xC3\xA9\n",
				      "regel\x1b[31m", "rtl\xE2\x80\xAE.txt" };
	const char *const names[] = { "B7", "Subject", "Blad 2!.C#3", NULL };

	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		for (size_t k = 0; k < ARRAY_LEN(names); k++) {
			AUTO(arena) a = arena_new(SIZE_MAX);
			char *step = place_escape(a, paths[i], strlen(paths[i]));
			struct place p = { .path = paths[i],
					   .part = k % 2 ? step : "",
					   .carrier = k % 2 ? CARRIER_COMMENT : CARRIER_BODY,
					   .anchor = { .kind = names[k] ? AT_CELL : AT_PARAGRAPH,
						       .number = 12,
						       .name = names[k] },
					   .start = 1034,
					   .length = 9 };
			char *printed = place_print(a, &p);
			struct place back;

			cr_assert(place_parse(a, printed, &back), "%s", printed);
			cr_assert_str_eq(back.path, p.path);
			cr_assert_str_eq(back.part, p.part);
			cr_assert_eq(back.carrier, p.carrier);
			cr_assert_eq(back.anchor.kind, p.anchor.kind);
			cr_assert_eq(back.start, p.start);
			cr_assert_eq(back.length, p.length);
		}
}

Test(place, refuses_what_is_none)
{
	const char *const bad[] = { "", "a", "a#par=1", "a#par=1@", "a#par=1@1", "a#par=1@1+", "a#par=1@x+1",
				    "a#nix=1@1+1", "a#nix.par=1@1+1", "#par=1@1+1", "a#par=1@1+1x" };
	AUTO(arena) a = arena_new(SIZE_MAX);
	struct place p;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		cr_assert_not(place_parse(a, bad[i], &p), "%s", bad[i]);
}

Test(text, sources_are_exact_or_none)
{
	/* "ab" as ASCII, "é" from one byte, "cd" as ASCII, "x" from nowhere, "ef" at 90 */
	const struct span spans[] = { { 0, 10, 1 }, { 2, 12, 0 }, { 4, 13, 1 }, { 6, NO_SOURCE, 0 }, { 7, 90, 1 } };
	const struct text t = { .bytes = "ab\xC3\xA9" "cdxef", .len = 9, .spans = spans, .n_spans = 5 };
	uint64_t at, len;

	cr_assert(text_source(&t, 0, 6, &at, &len) && at == 10 && len == 5);
	cr_assert(text_source(&t, 2, 4, &at, &len) && at == 12 && len == 1);
	cr_assert(text_source(&t, 1, 2, &at, &len) && at == 11 && len == 1);
	cr_assert(text_source(&t, 7, 9, &at, &len) && at == 90 && len == 2);
	cr_assert_not(text_source(&t, 0, 3, &at, &len), "an end inside a letter");
	cr_assert_not(text_source(&t, 5, 8, &at, &len), "across what has no source");
}

struct gathered {
	struct buf text;
	uint64_t own_to;
	unsigned windows;
	bool last;
};

static void take(struct gathered *g, const struct text *t)
{
	cr_assert_eq(t->base + t->own_from, g->own_to);
	cr_assert_not(g->last);
	cr_assert(t->own_to > t->own_from && t->own_to <= t->len);
	cr_assert(t->n_anchors && !t->anchors[0].at);
	/* The margin before is what was given before. */
	cr_assert(!t->own_from || !memcmp(t->bytes, g->text.bytes + t->base, t->own_from));
	buf_add(&g->text, t->bytes + t->own_from, t->own_to - t->own_from);
	g->own_to = t->base + t->own_to;
	g->windows++;
	g->last = t->last;
	for (size_t at = t->own_from; at < t->own_to; at += 997) {
		uint64_t source, len;

		cr_assert(text_source(t, at, at + 1, &source, &len));
		cr_assert_eq(source, t->base + at);
		cr_assert_eq(text_anchor(t, at)->number, (t->base + at) / 1000 + 1);
	}
}

static void run(const char *text, size_t len, size_t step, struct gathered *g)
{
	struct text_lane *l = lane_new();
	struct text t;

	for (size_t at = 0; at < len;) {
		size_t n = len - at < step ? len - at : step, to_anchor = 1000 - at % 1000;

		if (at % 1000 == 0)
			lane_anchor(l, AT_LINE, (uint32_t)(at / 1000 + 1), NULL, NULL);
		n = n < to_anchor ? n : to_anchor;
		n = n < lane_room(l) ? n : lane_room(l);
		lane_span(l, at, 1);
		buf_add(&l->text, text + at, n);
		at += n;
		while (lane_window(l, false, &t)) {
			take(g, &t);
			lane_shift(l, &t);
		}
	}
	while (lane_window(l, true, &t)) {
		take(g, &t);
		if (t.last)
			break;
		lane_shift(l, &t);
	}
	lane_free(l);
}

Test(lane, windows_join_to_the_text_whatever_the_pieces, .timeout = 60)
{
	const size_t sizes[] = { 1, TEXT_MARGIN, TEXT_WINDOW, TEXT_WINDOW + TEXT_MARGIN,
				 TEXT_WINDOW + TEXT_MARGIN + 1, 3 * TEXT_WINDOW + 12345 };
	const size_t pieces[] = { 1, 7, 4097, 100000, SIZE_MAX };

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		char *text = malloc(sizes[i]);
		unsigned windows = 0;

		for (size_t k = 0; k < sizes[i]; k++)
			text[k] = k % 83 == 82 && i % 2 ? '\n' : (char)('a' + k % 26);
		for (size_t k = 0; k < ARRAY_LEN(pieces); k++) {
			struct gathered g = { 0 };

			run(text, sizes[i], pieces[k], &g);
			cr_assert(g.last);
			cr_assert_eq(g.text.len, sizes[i]);
			cr_assert(!memcmp(g.text.bytes, text, sizes[i]));
			cr_assert(!k || g.windows == windows);
			windows = g.windows;
			buf_free(&g.text);
		}
		free(text);
	}
}
