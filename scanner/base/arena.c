/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/arena.c - memory that dies with its owner.
 *
 * Chunks in a chain; a mark is the number of bytes handed out up to then, counted over the chain.
 * All memory of a chunk that is not handed out is zero, always: it comes from calloc and is wiped
 * on the way back. That makes arena_get() free of clearing, and leaves no text of a document
 * behind in the heap.
 */
#include "base/base.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK (64u << 10)
#define FIRST_CHUNK (4u << 10) /* many arenas never hold more */
#define ALIGN 16u

struct chunk {
	struct chunk *older;
	size_t start, used, room; /* start: bytes handed out before this chunk */
	_Alignas(ALIGN) unsigned char bytes[];
};

struct deferred {
	struct deferred *older;
	size_t mark;
	void (*close)(void *);
	void *thing;
};

struct arena {
	struct chunk *newest;
	struct chunk *spare; /* one chunk kept, so that a mark at an edge does not thrash */
	struct deferred *deferred;
	size_t cap;
};

static struct chunk *chunk_new(size_t room)
{
	struct chunk *c = xcalloc(1, sizeof(*c) + room);

	c->room = room;
	return c;
}

struct arena *arena_new(size_t cap)
{
	struct arena *a = xcalloc(1, sizeof(*a));

	a->cap = cap;
	a->newest = chunk_new(FIRST_CHUNK);
	return a;
}

static void chunk_add(struct arena *a, size_t size)
{
	struct chunk *c = a->spare;

	if (c && c->room >= size)
		a->spare = NULL;
	else
		c = chunk_new(size > CHUNK ? size : CHUNK);
	c->start = a->newest->start + a->newest->used;
	c->older = a->newest;
	a->newest = c;
}

void *arena_get(struct arena *a, size_t size)
{
	assert(size < SIZE_MAX / 2);
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (a->newest->room - a->newest->used < size)
		chunk_add(a, size);
	void *got = a->newest->bytes + a->newest->used;
	a->newest->used += size;
	return got;
}

char *arena_copy(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_get(a, len + 1);

	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *arena_format(struct arena *a, const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	assert(len >= 0);
	char *s = arena_get(a, (size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, format, again);
	va_end(again);
	va_end(args);
	return s;
}

size_t arena_mark(struct arena *a)
{
	return a->newest->start + a->newest->used;
}

bool arena_full(const struct arena *a)
{
	return a->newest->start + a->newest->used > a->cap;
}

void arena_defer(struct arena *a, void (*close)(void *), void *thing)
{
	size_t mark = arena_mark(a);
	struct deferred *d = arena_get(a, sizeof(*d));

	d->mark = mark;
	d->close = close;
	d->thing = thing;
	d->older = a->deferred;
	a->deferred = d;
}

static void chunk_drop(struct arena *a, struct chunk *c)
{
	explicit_bzero(c->bytes, c->used);
	c->used = 0;
	if (!a->spare && c->room == CHUNK)
		a->spare = c;
	else
		free(c);
}

void arena_rewind(struct arena *a, size_t mark)
{
	while (a->deferred && a->deferred->mark >= mark) {
		struct deferred *d = a->deferred;

		a->deferred = d->older;
		d->close(d->thing);
	}
	while (a->newest->older && a->newest->start >= mark) {
		struct chunk *c = a->newest;

		a->newest = c->older;
		chunk_drop(a, c);
	}
	struct chunk *c = a->newest;
	assert(mark >= c->start && mark - c->start <= c->used);
	explicit_bzero(c->bytes + (mark - c->start), c->used - (mark - c->start));
	c->used = mark - c->start;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_rewind(a, 0);
	free(a->newest);
	free(a->spare);
	free(a);
}
