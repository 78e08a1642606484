/* SPDX-License-Identifier: EUPL-1.2 */
/* stream/inflate.c - raw deflate by zlib. */
#include "stream/inflate.h"
#include <limits.h>
#include <zlib.h>

struct inflater {
	z_stream z;
	enum inflate_state state;
	size_t room;
	uint8_t out[];
};

static void inflater_close(void *thing)
{
	inflateEnd(&((struct inflater *)thing)->z);
}

struct inflater *inflater_new(struct arena *a, size_t room)
{
	struct inflater *i = arena_get(a, sizeof(*i) + room);

	i->room = room;
	if (inflateInit2(&i->z, -MAX_WBITS) != Z_OK)
		i->state = INFLATE_BAD;
	else
		arena_defer(a, inflater_close, i);
	return i;
}

void inflater_restart(struct inflater *i)
{
	i->state = inflateReset(&i->z) == Z_OK ? INFLATE_GOING : INFLATE_BAD;
}

enum inflate_state inflater_state(const struct inflater *i)
{
	return i->state;
}

size_t inflater_next(struct inflater *i, struct stream *below, const uint8_t **block)
{
	*block = i->out;
	while (i->state == INFLATE_GOING) {
		const uint8_t *in;
		size_t have = stream_peek(below, 1, &in);

		if (!have) {
			i->state = INFLATE_CUT;
			break;
		}
		if (have > UINT_MAX)
			have = UINT_MAX;
		i->z.next_in = (Bytef *)in;
		i->z.avail_in = (uInt)have;
		i->z.next_out = i->out;
		i->z.avail_out = (uInt)i->room;
		/* Whatever it says, what it has put out by then is good. */
		int rc = inflate(&i->z, Z_NO_FLUSH);
		size_t got = i->room - i->z.avail_out;
		stream_skip(below, have - i->z.avail_in);
		if (rc == Z_STREAM_END)
			i->state = INFLATE_DONE;
		else if (rc != Z_OK && rc != Z_BUF_ERROR)
			i->state = INFLATE_BAD;
		if (got)
			return got;
	}
	return 0;
}

static ssize_t inflate_next(struct stream *s, const uint8_t **block)
{
	struct inflater *i = s->state;
	size_t n = inflater_next(i, s->below, block);

	if (n)
		return (ssize_t)n;
	stream_pass_on(s);
	if (i->state == INFLATE_CUT)
		stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
	if (i->state == INFLATE_BAD)
		stream_break(s, REASON_CORRUPT, "the packed data is damaged");
	return 0;
}

#define LEAST_ROOM 1024u

struct stream *stream_inflate(struct arena *a, struct stream *below, uint64_t expected)
{
	struct stream *s = stream_new(a, below, "deflate", 0);
	size_t room = !expected || expected > STREAM_BLOCK ? STREAM_BLOCK
		      : expected < LEAST_ROOM		    ? LEAST_ROOM
							    : (size_t)expected;

	s->state = inflater_new(a, room);
	s->next = inflate_next;
	s->packed = &below->offset;
	return s;
}

bool stream_rest_is_padding(struct stream *s)
{
	const uint8_t *bytes;
	bool padding = true;

	for (size_t n; (n = stream_peek(s, 1, &bytes)); stream_skip(s, n))
		for (size_t i = 0; padding && i < n; i++)
			padding = !bytes[i];
	return padding;
}
