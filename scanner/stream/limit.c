/* SPDX-License-Identifier: EUPL-1.2 */
/* stream/limit.c - the next len bytes of the stream below, and no more; or all the rest. */
#include "stream/stream.h"

struct limit {
	uint64_t left;
	bool rest;
	size_t shown; /* given out, not yet skipped below */
};

static ssize_t limit_next(struct stream *s, const uint8_t **block)
{
	struct limit *l = s->state;

	stream_skip(s->below, l->shown);
	l->shown = 0;
	size_t n = l->left ? stream_peek(s->below, 1, block) : 0;
	if (!n) {
		if (l->left && !l->rest)
			stream_break(s, REASON_TRUNCATED, "ends before its stated length");
		stream_pass_on(s);
		return 0;
	}
	if (n > l->left)
		n = (size_t)l->left;
	l->left -= n;
	l->shown = n;
	return (ssize_t)n;
}

struct stream *stream_limit(struct arena *a, struct stream *below, uint64_t len)
{
	struct stream *s = stream_new(a, below, "limit", sizeof(struct limit));

	((struct limit *)s->state)->left = len;
	((struct limit *)s->state)->rest = len == UINT64_MAX;
	s->next = limit_next;
	return s;
}
