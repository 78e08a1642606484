/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/meter.c - what stands between a part's bytes and its reader: counts, hashes, limits.
 *
 * Only bytes that came out of a decompressor (streams with `packed` set) count against the limits
 * on bytes and ratio: all others are no more than what they came from. Time counts for all; the
 * budget grows with the work done, so that a big file is not cut off for being big, only a slow one.
 */
#include "format/core.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define UNPACK_RATIO UINT64_C(200)
#define WORK_PER_SECOND 2e6 /* bytes; slower than this beyond the base budget is too slow */

struct meter {
	struct out_state *out;
	struct level *level;
	char says[120];        /* of the limit that was reached: must live as long as the stream does,
				* longer than what parts inside this one put in the arena */
	size_t shown;
	uint64_t given;
	bool over;             /* a limit was reached, and said */
	struct seekable *file; /* the same bytes at random, where no spool was needed for it */
};

double clock_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool is_out_of_time(struct out_state *o)
{
	if (!o->out_of_time && o->limits->seconds > 0)
		o->out_of_time = clock_seconds() - o->started >
				 o->limits->seconds + (double)o->moved / WORK_PER_SECOND;
	return o->out_of_time;
}

static uint64_t unpack_limit(uint64_t size)
{
	const uint64_t least = UINT64_C(1) << 30;

	if (size > UINT64_MAX / UNPACK_RATIO)
		return UINT64_MAX;
	return UNPACK_RATIO * size > least ? UNPACK_RATIO * size : least;
}

/* What stands deeper may use less of a limit, down to half: so that a bomb inside an archive inside
 * leaves something for the members that come after it. */
static uint64_t share_at(uint64_t limit, unsigned depth)
{
	unsigned halvings = depth < 2 ? 0 : depth < 32 ? depth - 1 : 31;

	return limit / 2 + (limit / 2 >> halvings);
}

/* A stated limit holds for the file. Without one each message of a mailbox has its own, by as much
 * of it as was read; and all together no more than the file's size allows. */
static bool is_unpacked_too_far(const struct meter *m)
{
	const struct out_state *o = m->out;
	const struct unpack_budget *b = &o->budget;
	const uint64_t most = UINT64_C(16) << 30;
	unsigned depth = m->level->depth - b->of->depth;

	if (o->limits->total_bytes)
		return o->unpacked >= share_at(o->limits->total_bytes, depth);
	uint64_t own = unpack_limit(b->of->up ? b->of->meter->given : o->size);
	return b->bytes >= share_at(own < most ? own : most, depth) ||
	       o->unpacked >= share_at(unpack_limit(o->size), depth);
}

static unsigned long long mib(uint64_t bytes)
{
	return (unsigned long long)(bytes >> 20);
}

__attribute__((format(printf, 4, 5)))
static void say(struct stream *s, struct meter *m, enum reason r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(m->says, sizeof(m->says), format, args);
	va_end(args);
	stream_break(s, r, m->says);
}

/* What a limit says names the number that was reached. */
static bool is_unpacked_over_limit(struct stream *s, struct meter *m)
{
	const struct limits *limits = m->out->limits;

	if (m->given >= limits->member_bytes)
		say(s, m, REASON_LIMIT_BYTES,
		    "unpacks to more than %llu MiB, which is the most of one part that is read",
		    mib(m->given));
	else if (is_unpacked_too_far(m))
		say(s, m, REASON_LIMIT_BYTES,
		    "was not read on after %llu MiB, when the file had unpacked to %llu MiB",
		    mib(m->given), mib(m->out->unpacked));
	else if (m->given > limits->ratio_from && m->given / limits->ratio > *s->packed)
		say(s, m, REASON_LIMIT_RATIO,
		    "unpacks to more than %u times its size; the first %llu MiB were read",
		    limits->ratio, mib(m->given));
	else
		return false;
	return true;
}

static bool is_over_limit(struct stream *s, struct meter *m)
{
	struct out_state *o = m->out;

	if (m->over)
		return true;
	m->over = true;
	if (is_out_of_time(o))
		say(s, m, REASON_LIMIT_TIME, "the time for this file was used up after %.0f seconds",
		    clock_seconds() - o->started);
	else if (arena_full(o->arena))
		say(s, m, REASON_LIMIT_MEMORY,
		    "needs more memory than the %llu MiB one file may take",
		    mib(o->limits->arena_cap));
	else
		m->over = s->packed && is_unpacked_over_limit(s, m);
	return m->over;
}

/* Work that was done, and a sign of life. */
static void count(struct meter *m, size_t n)
{
	m->given += n;
	m->out->moved += n;
	if (m->out->progress)
		m->out->progress(m->out->told, m->level->up ? 0 : n, n);
}

static ssize_t meter_next(struct stream *s, const uint8_t **block)
{
	struct meter *m = s->state;

	stream_skip(s->below, m->shown);
	m->shown = 0;
	size_t n = is_over_limit(s, m) ? 0 : stream_peek(s->below, 1, block);
	if (!n) {
		stream_pass_on(s);
		return 0;
	}
	if (m->level->digest)
		digest_add(m->level->digest, *block, n);
	m->shown = n;
	count(m, n);
	if (s->packed) {
		m->out->unpacked += n;
		m->out->budget.bytes += n;
	}
	return (ssize_t)n;
}

struct stream *meter_new(struct arena *a, struct out_state *out, struct level *level,
			 struct stream *below)
{
	struct stream *s = stream_new(a, below, below->name, sizeof(struct meter));
	struct meter *m = s->state;

	m->out = out;
	m->level = level;
	m->file = below->random;
	level->meter = m;
	s->next = meter_next;
	s->packed = below->packed;
	s->random = below->random;
	return s;
}

bool meter_digest(struct meter *m, uint8_t out[DIGEST_LEN])
{
	struct digest *d = m->level->digest;
	/* Of a sparse file only what was read: the rest may be more than anyone can hash. */
	uint64_t end = m->file && !m->file->sparse ? m->file->size : 0;
	char block[65536];
	ssize_t n = 1;

	while (n > 0 && m->given < end) {
		n = m->file->read_at(m->file, block, sizeof(block), m->given);
		digest_add(d, block, n > 0 ? (size_t)n : 0);
		count(m, n > 0 ? (size_t)n : 0);
	}
	explicit_bzero(block, sizeof(block));
	digest_end(d, out);
	return n > 0 && m->given >= end && !(m->file && m->file->sparse);
}
