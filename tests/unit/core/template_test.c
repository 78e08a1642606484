/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/template_test.c - the template of a reader compiles and reads. */
#include "../../../tools/new/format.c"
#include <criterion/criterion.h>
#include "base/buf.h"
#include "format/core.h"

static int on_text(void *arg, const struct text *t)
{
	buf_add(arg, t->bytes + t->own_from, t->own_to - t->own_from);
	cr_assert_eq(t->anchors[0].kind, AT_PARAGRAPH);
	cr_assert_eq(t->spans[0].source, strlen(MAGIC));
	return 0;
}

static int on_part(void *arg, const struct part_report *r)
{
	(void)arg;
	cr_assert_str_eq(r->format, "example");
	cr_assert_eq(r->n_reasons, 0);
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	(void)arg;
	(void)part;
	(void)file_name;
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)arg;
	(void)digest;
	return 0;
}

Test(template, claims_and_reads)
{
	static const char bytes[] = "EXAMPLE1\nGisteren sprak ik met Fatima Testaoui.\n";
	struct buf seen = { 0 };
	const struct sink sink = { &seen, on_text, on_part, on_begin, on_end };
	AUTO(arena) a = arena_new(1u << 20);
	struct out_state state = { .sink = &sink, .limits = &default_limits, .arena = a,
				   .started = clock_seconds() };
	struct part file = { .name = "", .file_name = "x", .format = &example_format, .document = true,
			     .bytes = stream_memory(a, bytes, strlen(bytes)) };
	const struct probe probe = { .head = (const uint8_t *)bytes, .len = strlen(bytes), .whole = true };

	cr_assert_eq(example_format.claim(&probe), 72);
	cr_assert_eq(read_root(a, &state, &file), 0);
	for (struct text_lane *l = state.free_lanes, *next; l; l = next) {
		next = l->next_free;
		lane_free(l);
	}
	cr_assert_str_eq(seen.bytes, bytes + strlen(MAGIC));
	buf_free(&seen);
}
