/* SPDX-License-Identifier: EUPL-1.2 */
/* stream/memory.c - bytes that are in memory already. */
#include "stream/stream.h"
#include <string.h>

struct memory {
	const uint8_t *bytes;
	size_t len;
	bool given;
};

static ssize_t memory_next(struct stream *s, const uint8_t **block)
{
	struct memory *m = s->state;

	*block = m->bytes;
	if (m->given)
		return 0;
	m->given = true;
	return (ssize_t)m->len;
}

static ssize_t memory_at(struct seekable *k, void *to, size_t len, uint64_t offset)
{
	struct memory *m = k->state;

	if (offset >= m->len)
		return 0;
	if (len > m->len - (size_t)offset)
		len = m->len - (size_t)offset;
	memcpy(to, m->bytes + offset, len);
	return (ssize_t)len;
}

struct stream *stream_memory(struct arena *a, const void *bytes, size_t len)
{
	struct stream *s = stream_new(a, NULL, "memory", sizeof(struct memory));
	struct memory *m = s->state;

	m->bytes = bytes;
	m->len = len;
	s->next = memory_next;
	s->random = arena_get(a, sizeof(*s->random));
	s->random->size = len;
	s->random->read_at = memory_at;
	s->random->state = m;
	return s;
}
