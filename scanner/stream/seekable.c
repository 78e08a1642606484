/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/seekable.c - the same bytes at random.
 *
 * Files and memory bring it with them. All else is pulled through once into a spool; from then on
 * the stream itself reads from there too, so that nothing is unpacked or counted twice.
 */
#include "stream/stream.h"
#include "base/spool.h"

struct spooled {
	struct spool *spool;
	uint64_t at;
	uint8_t buffer[STREAM_BLOCK];
};

static void spooled_close(void *thing)
{
	spool_free(((struct spooled *)thing)->spool);
}

static ssize_t spooled_at(struct seekable *k, void *to, size_t len, uint64_t offset)
{
	return spool_read(((struct spooled *)k->state)->spool, to, len, offset);
}

static ssize_t spooled_next(struct stream *s, const uint8_t **block)
{
	struct spooled *p = s->state;
	ssize_t n = spool_read(p->spool, p->buffer, sizeof(p->buffer), p->at);

	*block = p->buffer;
	if (n < 0) {
		stream_break(s, REASON_IO_ERROR, "reading back the bytes set aside failed");
		return 0;
	}
	p->at += (uint64_t)n;
	return n;
}

struct seekable *stream_seekable(struct arena *a, struct stream *s)
{
	if (s->random)
		return s->random;

	struct spooled *p = arena_get(a, sizeof(*p));
	const uint8_t *bytes;
	bool failed = false;

	p->spool = spool_new();
	arena_defer(a, spooled_close, p);
	for (size_t n; (n = stream_peek(s, 1, &bytes)); stream_skip(s, n)) {
		failed = failed || spool_add(p->spool, bytes, n) < 0;
		if (failed)
			break;
	}
	/* What did get there is still read from the front. */
	stream_restart(s, spooled_next, p);
	if (failed) {
		stream_break(s, REASON_IO_ERROR, "there is no room to set its bytes aside");
		return NULL;
	}
	s->random = arena_get(a, sizeof(*s->random));
	s->random->size = spool_size(p->spool);
	s->random->read_at = spooled_at;
	s->random->state = p;
	return s->random;
}
