/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/gunzip.c - gzip (RFC 1952), members end to end.
 *
 * Header and trailer are read here and not by zlib, so that a wrong checksum costs nothing but a
 * word about it, and a damaged member does not take the members after it along.
 */
#include "base/bytes.h"
#include "stream/inflate.h"
#include <string.h>
#include <zlib.h>

#define HEADER_LEN 10
#define TRAILER_LEN 8
enum { FLAG_HEADER_CRC = 2, FLAG_EXTRA = 4, FLAG_NAME = 8, FLAG_COMMENT = 16, FLAGS_UNUSED = 0xe0 };

struct gunzip {
	struct inflater *inflater;
	bool inside;
	unsigned members;
	uint32_t crc, size;
};

static bool is_header(const uint8_t *b)
{
	return b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 && !(b[3] & FLAGS_UNUSED);
}

static void skip_string(struct stream *below)
{
	const uint8_t *bytes;

	for (size_t n; (n = stream_peek(below, 1, &bytes)); stream_skip(below, n)) {
		const uint8_t *end = memchr(bytes, 0, n);

		if (end) {
			stream_skip(below, (uint64_t)(end - bytes) + 1);
			return;
		}
	}
}

static void skip_header(struct stream *below, uint8_t flags)
{
	const uint8_t *bytes;

	stream_skip(below, HEADER_LEN);
	if (flags & FLAG_EXTRA && stream_peek(below, 2, &bytes) >= 2)
		stream_skip(below, 2u + little16(bytes));
	if (flags & FLAG_NAME)
		skip_string(below);
	if (flags & FLAG_COMMENT)
		skip_string(below);
	if (flags & FLAG_HEADER_CRC)
		stream_skip(below, 2);
}

static bool member_begin(struct stream *s, struct gunzip *g)
{
	const uint8_t *bytes;
	size_t n = stream_peek(s->below, HEADER_LEN, &bytes);

	if (n < HEADER_LEN || !is_header(bytes)) {
		stream_pass_on(s);
		if (!g->members)
			stream_break(s, n < HEADER_LEN ? REASON_TRUNCATED : REASON_CORRUPT,
				     "it has no gzip header");
		else if (!stream_rest_is_padding(s->below))
			stream_break(s, REASON_CORRUPT, "other bytes follow after the end");
		return false;
	}
	skip_header(s->below, bytes[3]);
	g->inside = true;
	g->members++;
	g->crc = (uint32_t)crc32(0, NULL, 0);
	g->size = 0;
	inflater_restart(g->inflater);
	return true;
}

static void member_check(struct stream *s, struct gunzip *g)
{
	const uint8_t *bytes;

	g->inside = false;
	if (stream_peek(s->below, TRAILER_LEN, &bytes) < TRAILER_LEN) {
		stream_pass_on(s);
		stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
		stream_skip(s->below, TRAILER_LEN);
		return;
	}
	if (little32(bytes) != g->crc)
		stream_break(s, REASON_CRC_DIFFERS, "its checksum differs from its content");
	else if (little32(bytes + 4) != g->size)
		stream_break(s, REASON_CORRUPT, "its length differs from its content");
	stream_skip(s->below, TRAILER_LEN);
}

/* To the next thing that looks like a whole member header: compression as made by gzip, a known
 * system. Three bytes alone would turn up by chance in every 16 MB. */
static bool member_find(struct stream *below)
{
	const uint8_t *bytes;

	for (size_t n; (n = stream_peek(below, HEADER_LEN, &bytes)) >= HEADER_LEN;) {
		size_t last = n - HEADER_LEN, at = 0;

		for (; at <= last; at++) {
			const uint8_t *found = memchr(bytes + at, 0x1f, last - at + 1);

			at = found ? (size_t)(found - bytes) : last + 1;
			if (!found)
				break;
			if (is_header(found) && found[8] <= 4 && (found[9] < 14 || found[9] == 255))
				break;
		}
		stream_skip(below, at);
		if (at <= last)
			return true;
	}
	stream_skip(below, HEADER_LEN);
	return false;
}

static ssize_t gunzip_next(struct stream *s, const uint8_t **block)
{
	struct gunzip *g = s->state;

	while (g->inside || member_begin(s, g)) {
		size_t n = inflater_next(g->inflater, s->below, block);

		if (n) {
			g->crc = (uint32_t)crc32(g->crc, *block, (uInt)n);
			g->size += (uint32_t)n;
			return (ssize_t)n;
		}
		if (inflater_state(g->inflater) == INFLATE_DONE) {
			member_check(s, g);
			continue;
		}
		stream_pass_on(s);
		g->inside = false;
		if (inflater_state(g->inflater) == INFLATE_CUT) {
			stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
			break;
		}
		stream_break(s, REASON_CORRUPT, "the packed data is damaged");
		if (!member_find(s->below))
			break;
	}
	stream_pass_on(s);
	return 0;
}

struct stream *stream_gunzip(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "gzip", sizeof(struct gunzip));

	((struct gunzip *)s->state)->inflater = inflater_new(a, STREAM_BLOCK);
	s->next = gunzip_next;
	s->packed = &below->offset;
	return s;
}
