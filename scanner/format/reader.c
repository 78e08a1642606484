/* SPDX-License-Identifier: EUPL-1.2 */
/* format/reader.c - looking ahead in decoded text. */
#include "format/reader.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "format/decode.h"

struct reader {
	struct out *out;
	struct decoder *decoder;
	struct decoded now;  /* what is visible: a block as it came, or what is held below */
	size_t at;           /* of the next byte in now */
	struct buf held;     /* the rest of a block and the next ones, end to end */
	struct span *spans;
	size_t span_room;
	bool holding, ended;
};

static void reader_close(void *thing)
{
	struct reader *r = thing;

	buf_free(&r->held);
	free(r->spans);
}

struct reader *reader_new(struct out *out, struct stream *in, const char *declared)
{
	struct reader *r = arena_get(out->arena, sizeof(*r));

	r->out = out;
	r->decoder = decoder_new(out, in, declared);
	arena_defer(out->arena, reader_close, r);
	return r;
}

/* The last span at or before an offset. */
static size_t span_at(const struct decoded *d, size_t at)
{
	size_t low = 0, high = d->n_spans;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (d->spans[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct span cut_span(const struct span *s, size_t at)
{
	uint64_t source = at > s->at ? s->source + (at - s->at) * s->unit : s->source;

	return (struct span){ at > s->at ? at : s->at, source, s->unit };
}

/* Appends [from, end) of d to what is held. */
static void hold(struct reader *r, const struct decoded *d, size_t from, size_t *n_spans)
{
	size_t first = span_at(d, from), n = d->n_spans - first;
	size_t base = r->held.len;

	if (*n_spans + n > r->span_room) {
		r->span_room = 2 * (*n_spans + n);
		r->spans = xrealloc(r->spans, r->span_room * sizeof(*r->spans));
	}
	for (size_t i = first; i < d->n_spans; i++) {
		struct span s = cut_span(&d->spans[i], from);
		const struct span *last = *n_spans ? &r->spans[*n_spans - 1] : NULL;

		s.at = s.at - from + base;
		if (last && s.unit && last->unit == s.unit &&
		    last->source + (s.at - last->at) * s.unit == s.source)
			continue;
		r->spans[(*n_spans)++] = s;
	}
	buf_add(&r->held, d->utf8 + from, d->len - from);
}

/* Moves what is left to the start of the held text. */
static void hold_rest(struct reader *r)
{
	size_t n_spans = 0;

	if (!r->holding) {
		buf_clear(&r->held);
		if (r->at < r->now.len)
			hold(r, &r->now, r->at, &n_spans);
	} else {
		size_t first = span_at(&r->now, r->at);

		for (size_t i = first; i < r->now.n_spans; i++) {
			struct span s = cut_span(&r->spans[i], r->at);

			s.at -= r->at;
			r->spans[n_spans++] = s;
		}
		buf_drop_front(&r->held, r->at);
	}
	r->holding = true;
	r->at = 0;
	r->now = (struct decoded){ r->held.bytes, r->held.len, r->spans, n_spans };
}

size_t reader_peek(struct reader *r, size_t want, const char **text)
{
	assert(want <= READER_PEEK_MAX);
	while (r->now.len - r->at < want && !r->ended) {
		struct decoded next;
		size_t n_spans;

		if (r->at == r->now.len) { /* nothing to keep: show the block as it is */
			r->holding = false;
			r->at = 0;
			r->ended = !decoder_next(r->decoder, &r->now);
			if (r->ended)
				r->now = (struct decoded){ "", 0, NULL, 0 };
			continue;
		}
		hold_rest(r);
		r->ended = !decoder_next(r->decoder, &next);
		if (r->ended)
			break;
		n_spans = r->now.n_spans;
		hold(r, &next, 0, &n_spans);
		r->now = (struct decoded){ r->held.bytes, r->held.len, r->spans, n_spans };
	}
	*text = r->now.utf8 ? r->now.utf8 + r->at : "";
	return r->now.len - r->at;
}

int reader_put(struct reader *r, size_t len)
{
	size_t from = r->at;

	assert(len <= r->now.len - from);
	r->at += len;
	return out_decoded(r->out, &r->now, from, from + len);
}

void reader_skip(struct reader *r, size_t len)
{
	assert(len <= r->now.len - r->at);
	r->at += len;
}

int reader_put_part(struct reader *r, size_t at, size_t len)
{
	assert(len <= r->now.len - r->at - at);
	return out_decoded(r->out, &r->now, r->at + at, r->at + at + len);
}

struct span reader_span(const struct reader *r, size_t at)
{
	at += r->at;
	if (!r->now.n_spans)
		return (struct span){ 0, NO_SOURCE, 0 };
	return cut_span(&r->now.spans[span_at(&r->now, at)], at);
}
