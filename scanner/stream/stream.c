/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/stream.c - the reader's side of a stream: all re-blocking, once.
 *
 * Visible bytes are either the rest of the decoder's latest block, untouched, or, when a reader
 * asked for more than one block holds, a copy in `held`. Once held bytes are skipped, the next
 * block is shown in place again: a reader that takes what it gets never causes a copy.
 */
#include "stream/stream.h"
#include "base/buf.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct stream_window {
	const uint8_t *block;
	size_t block_len;
	struct buf held;
	size_t held_from;
	bool ended;
};

static void window_close(void *thing)
{
	buf_free(&((struct stream_window *)thing)->held);
}

struct stream *stream_new(struct arena *a, struct stream *below, const char *name, size_t state_size)
{
	struct stream *s = arena_get(a, sizeof(*s));

	s->name = name;
	s->below = below;
	s->state = state_size ? arena_get(a, state_size) : NULL;
	s->window = arena_get(a, sizeof(*s->window));
	arena_defer(a, window_close, s->window);
	return s;
}

void stream_restart(struct stream *s, ssize_t (*next)(struct stream *s, const uint8_t **block),
		    void *state)
{
	buf_clear(&s->window->held);
	s->window->held_from = 0;
	s->window->block_len = 0;
	s->window->ended = false;
	s->next = next;
	s->state = state;
	s->offset = 0;
}

static void fetch(struct stream *s)
{
	struct stream_window *w = s->window;
	ssize_t n = s->next(s, &w->block);

	w->block_len = n > 0 ? (size_t)n : 0;
	w->ended = n <= 0;
}

static size_t held(const struct stream_window *w)
{
	return w->held.len - w->held_from;
}

size_t stream_peek(struct stream *s, size_t want, const uint8_t **bytes)
{
	struct stream_window *w = s->window;

	assert(want <= STREAM_PEEK_MAX);
	if (!held(w)) {
		if (!w->block_len && !w->ended)
			fetch(s);
		if (w->block_len >= want || w->ended) {
			*bytes = w->block;
			return w->block_len;
		}
		buf_clear(&w->held);
		w->held_from = 0;
	}
	while (held(w) < want && (w->block_len || !w->ended)) {
		if (w->held_from > STREAM_BLOCK && w->held_from > w->held.len / 2) {
			buf_drop_front(&w->held, w->held_from);
			w->held_from = 0;
		}
		if (!w->block_len)
			fetch(s);
		buf_add(&w->held, w->block, w->block_len);
		w->block_len = 0;
	}
	*bytes = (const uint8_t *)w->held.bytes + w->held_from;
	return held(w);
}

size_t stream_line(struct stream *s, const uint8_t **bytes)
{
	for (size_t looked = 0, want = 1;;) {
		size_t have = stream_peek(s, want, bytes);
		size_t seen = have < STREAM_PEEK_MAX ? have : STREAM_PEEK_MAX;
		const uint8_t *end = seen > looked ? memchr(*bytes + looked, '\n', seen - looked) : NULL;

		if (end)
			return (size_t)(end - *bytes) + 1;
		if (have < want || seen == STREAM_PEEK_MAX)
			return seen;
		looked = seen;
		want = seen + 1;
	}
}

void stream_skip(struct stream *s, uint64_t len)
{
	struct stream_window *w = s->window;

	while (len) {
		size_t n = held(w);

		if (n) {
			n = n < len ? n : (size_t)len;
			w->held_from += n;
		} else if (w->block_len) {
			n = w->block_len < len ? w->block_len : (size_t)len;
			w->block += n;
			w->block_len -= n;
		} else if (w->ended) {
			return;
		} else {
			fetch(s);
			continue;
		}
		s->offset += n;
		len -= n;
	}
}

uint64_t stream_drain(struct stream *s)
{
	const uint8_t *bytes;
	uint64_t all = 0;

	for (size_t n; (n = stream_peek(s, 1, &bytes)); all += n)
		stream_skip(s, n);
	return all;
}

void stream_break(struct stream *s, enum reason why, const char *broken)
{
	if (s->broken)
		return;
	s->broken = broken;
	s->why = why;
	/* Told by next(), while what it gave before may still wait for the reader. */
	s->broken_at = s->offset + held(s->window) + s->window->block_len;
}

void stream_pass_on(struct stream *s)
{
	if (s->below && s->below->broken)
		stream_break(s, s->below->why, s->below->broken);
}
