/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/out_test.c - what out.c promises for any reader. */
#include <criterion/criterion.h>
#include <string.h>
#include "base/buf.h"
#include "format/core.h"

static struct buf rows;

static int on_text(void *arg, const struct text *t)
{
	(void)arg;
	(void)t;
	return 0;
}

static int on_part(void *arg, const struct part_report *r)
{
	(void)arg;
	buf_add_format(&rows, "[%s]", r->part);
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

static void read_as(const struct format *format)
{
	const struct sink sink = { NULL, on_text, on_part, on_begin, on_end };
	AUTO(arena) a = arena_new(1u << 20);
	struct out_state state = { .sink = &sink, .limits = &default_limits, .arena = a,
				   .started = clock_seconds() };
	struct part file = { .name = "", .file_name = "x", .format = format, .document = true,
			     .bytes = stream_memory(a, "x", 1) };

	buf_free(&rows);
	cr_assert_eq(read_root(a, &state, &file), 0);
}

static int read_names(struct stream *in, struct out *out)
{
	static const char *const names[] = { "", "a!b", "", "~", "a", "a", "a~2" };
	int error = 0;

	(void)in;
	for (size_t i = 0; i < ARRAY_LEN(names) && !error; i++)
		error = out_unread(out, names[i], "unknown", 0, REASON_ENCRYPTED, "test");
	return error;
}

Test(out, every_part_has_a_path_of_its_own)
{
	const struct format f = { .name = "test", .read = read_names };

	read_as(&f);
	cr_assert_str_eq(rows.bytes, "[~][a%21b][~~2][~~3][a][a~2][a~2~2][]");
	buf_free(&rows);
}
