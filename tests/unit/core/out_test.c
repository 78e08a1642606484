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
	for (size_t i = 0; i < r->n_reasons; i++)
		if (r->reasons[i].reason == REASON_LIMIT_BYTES)
			buf_add_format(&rows, "<%s>", r->reasons[i].text);
	if (r->document && r->document->dated)
		buf_add_format(&rows, "{%s %lld %.4s}", date_kind_word(r->document->dated),
			       (long long)r->document->date, r->document->thread);
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

static void read_within(const struct format *format, const struct limits *limits)
{
	const struct sink sink = { NULL, on_text, on_part, on_begin, on_end };
	AUTO(arena) a = arena_new(1u << 20);
	struct out_state state = { .sink = &sink, .limits = limits, .arena = a, .size = 1,
				   .started = clock_seconds() };
	struct part file = { .name = "", .file_name = "x", .format = format, .document = true,
			     .bytes = stream_memory(a, "x", 1) };

	buf_free(&rows);
	cr_assert_eq(read_root(a, &state, &file), 0);
}

static void read_as(const struct format *format)
{
	read_within(format, &default_limits);
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

static int read_nothing(struct stream *in, struct out *out)
{
	(void)in;
	(void)out;
	return 0;
}

static const struct format nothing = { .name = "nothing", .read = read_nothing };

/* Three parts, each out of a decompressor of its own. */
static int read_packed(struct stream *in, struct out *out)
{
	static const uint64_t packed[3] = { 1, 1, 1 };
	int error = 0;

	(void)in;
	for (size_t i = 0; i < 3 && !error; i++) {
		struct part p = { .name = "p", .format = &nothing,
				  .bytes = stream_memory(out->arena, "x", 1) };

		p.bytes->packed = packed + i;
		error = out_part(out, &p);
	}
	return error;
}

static const struct format packed_parts = { .name = "packed", .read = read_packed };

static int read_messages(struct stream *in, struct out *out)
{
	int error = 0;

	(void)in;
	for (size_t i = 0; i < 4 && !error; i++)
		error = out_part(out, &(struct part){ .name = "m", .document = true,
						      .format = &packed_parts,
						      .bytes = stream_memory(out->arena, "x", 1) });
	return error;
}

Test(out, counts_unpacked_parts_for_each_message_of_a_mailbox)
{
	static const struct format mailbox = { .name = "messages", .read = read_messages };
	struct limits limits = default_limits;

	limits.parts = 3;
	read_within(&mailbox, &limits);
	cr_assert(strstr(rows.bytes, "[m~4!p~3]"), "%s", rows.bytes);
	limits.parts = 2;
	read_within(&mailbox, &limits);
	cr_assert(!strstr(rows.bytes, "p~3"), "%s", rows.bytes);
	cr_assert(strstr(rows.bytes, "[m~4!p~2]"), "%s", rows.bytes);
	read_within(&packed_parts, &limits);
	cr_assert(!strstr(rows.bytes, "p~3"), "%s", rows.bytes);
	buf_free(&rows);
}

/* The messages of a packed mailbox come out of one decompressor: its bytes bound them. */
static const uint64_t shared = 1;

static struct stream *shared_bytes(struct out *out)
{
	struct stream *s = stream_memory(out->arena, "x", 1);

	s->packed = &shared;
	return s;
}

static int read_packed_messages(struct stream *in, struct out *out)
{
	int error = 0;

	(void)in;
	for (size_t i = 0; i < 5 && !error; i++)
		error = out_part(out, &(struct part){ .name = "m", .document = true,
						      .format = &nothing,
						      .bytes = shared_bytes(out) });
	return error;
}

static int read_gzip(struct stream *in, struct out *out)
{
	static const struct format box = { .name = "box", .read = read_packed_messages };

	(void)in;
	return out_part(out, &(struct part){ .name = "box", .document = true, .format = &box,
					     .bytes = shared_bytes(out) });
}

Test(out, does_not_count_what_shares_a_decompressor)
{
	static const struct format packed_box = { .name = "gz", .read = read_gzip };
	struct limits limits = default_limits;

	limits.parts = 2;
	read_within(&packed_box, &limits);
	cr_assert(strstr(rows.bytes, "[box!m~5]"), "%s", rows.bytes);
	buf_free(&rows);
}

static int read_dated(struct stream *in, struct out *out)
{
	static const char *const ids[] = { "a@x", "b@x" };

	(void)in;
	out_date(out, DATE_CREATED, 7);
	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		out_date(out, DATE_MODIFIED, 8 + (int64_t)i);
		out_thread(out, ids[i], strlen(ids[i]));
	}
	return 0;
}

static int read_around_dated(struct stream *in, struct out *out)
{
	static const struct format dated = { .name = "dated", .read = read_dated };

	(void)in;
	out_date(out, DATE_CREATED, 5);
	return out_part(out, &(struct part){ .name = "inside", .format = &dated,
					     .bytes = stream_memory(out->arena, "x", 1) });
}

Test(out, keeps_the_surest_date_of_the_document_a_part_stands_in)
{
	static const struct format around = { .name = "around", .read = read_around_dated };

	read_as(&around);
	/* SHA-256 of "a@x" begins with these. */
	cr_assert_str_eq(rows.bytes, "[inside][]{modified 8 bd39}");
	buf_free(&rows);
}

/* One byte at a time, out of a decompressor. */
static ssize_t next_drop(struct stream *s, const uint8_t **block)
{
	int *left = s->state;

	*block = (const uint8_t *)"x";
	return (*left)-- > 0 ? 1 : 0;
}

/* Reaches the limit of the part around it, whose words must outlive this part. */
static int read_inside(struct stream *in, struct out *out)
{
	const uint8_t *block;

	arena_format(out->arena, "%200d", 1);
	while (stream_peek(in, 1, &block))
		stream_skip(in, 1);
	return 0;
}

static int read_box(struct stream *in, struct out *out)
{
	static const struct format inside = { .name = "inside", .read = read_inside };
	struct part p = { .name = "inside", .format = &inside,
			  .bytes = stream_limit(out->arena, in, 100) };

	p.bytes->packed = NULL;
	return out_part(out, &p);
}

static int read_drops(struct stream *in, struct out *out)
{
	static const struct format box = { .name = "box", .read = read_box };
	struct part p = { .name = "box", .format = &box,
			  .bytes = stream_new(out->arena, NULL, "drops", sizeof(int)) };

	(void)in;
	*(int *)p.bytes->state = 9;
	p.bytes->next = next_drop;
	p.bytes->packed = &shared;
	return out_part(out, &p);
}

Test(out, words_of_a_limit_outlive_the_parts_inside)
{
	static const struct format drops = { .name = "drops", .read = read_drops };
	struct limits limits = default_limits;

	limits.member_bytes = 2;
	read_within(&drops, &limits);
	cr_assert(strstr(rows.bytes, "[box]<unpacks to more than"), "%s", rows.bytes);
	buf_free(&rows);
}
