/* SPDX-License-Identifier: EUPL-1.2 */
/* stream/bunzip2.c - bzip2 by libbz2, streams end to end. */
#include "stream/inflate.h"
#include <bzlib.h>
#include <limits.h>
#include <string.h>

#define HEADER_LEN 4

struct bunzip2 {
	bz_stream z;
	bool inside;
	unsigned streams;
	uint8_t out[STREAM_BLOCK];
};

static void bunzip2_end(void *thing)
{
	struct bunzip2 *b = thing;

	if (b->inside)
		BZ2_bzDecompressEnd(&b->z);
	b->inside = false;
}

static bool member_begin(struct stream *s, struct bunzip2 *b)
{
	const uint8_t *bytes;
	size_t n = stream_peek(s->below, HEADER_LEN, &bytes);

	if (n < HEADER_LEN || memcmp(bytes, "BZh", 3) || bytes[3] < '1' || bytes[3] > '9') {
		stream_pass_on(s);
		if (!b->streams)
			stream_break(s, n < HEADER_LEN ? REASON_TRUNCATED : REASON_CORRUPT,
				     "it has no bzip2 header");
		else if (!stream_rest_is_padding(s->below))
			stream_break(s, REASON_CORRUPT, "other bytes follow after the end");
		return false;
	}
	memset(&b->z, 0, sizeof(b->z));
	b->inside = BZ2_bzDecompressInit(&b->z, 0, 0) == BZ_OK;
	if (!b->inside)
		stream_break(s, REASON_LIMIT_MEMORY, "there is no memory to unpack it");
	b->streams++;
	return b->inside;
}

static ssize_t bunzip2_next(struct stream *s, const uint8_t **block)
{
	struct bunzip2 *b = s->state;

	*block = b->out;
	while (b->inside || member_begin(s, b)) {
		const uint8_t *in;
		size_t have = stream_peek(s->below, 1, &in);

		/* Without more input it still puts out what it holds. */
		b->z.next_in = (char *)in;
		b->z.avail_in = have > UINT_MAX ? UINT_MAX : (unsigned)have;
		have = b->z.avail_in;
		b->z.next_out = (char *)b->out;
		b->z.avail_out = sizeof(b->out);
		int rc = BZ2_bzDecompress(&b->z);
		size_t got = sizeof(b->out) - b->z.avail_out;
		stream_skip(s->below, have - b->z.avail_in);
		if (rc == BZ_STREAM_END) {
			bunzip2_end(b);
		} else if (rc != BZ_OK) {
			stream_break(s, rc == BZ_MEM_ERROR ? REASON_LIMIT_MEMORY : REASON_CORRUPT,
				     "the packed data is damaged");
			bunzip2_end(b);
			stream_drain(s->below);
		}
		if (got)
			return (ssize_t)got;
		if (!have && b->inside) {
			stream_pass_on(s);
			stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
			break;
		}
	}
	stream_pass_on(s);
	return 0;
}

struct stream *stream_bunzip2(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "bzip2", sizeof(struct bunzip2));

	arena_defer(a, bunzip2_end, s->state);
	s->next = bunzip2_next;
	s->packed = &below->offset;
	return s;
}
