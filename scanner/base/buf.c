/* SPDX-License-Identifier: EUPL-1.2 */
/* base/buf.c - bytes that grow. */
#include "base/buf.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_need(struct buf *b, size_t more)
{
	assert(more < SIZE_MAX / 4 && b->len < SIZE_MAX / 4);
	if (b->room >= b->len + more + 1)
		return;
	size_t room = b->room ? b->room : 64;
	while (room < b->len + more + 1)
		room *= 2;
	/* Not realloc: the old block would go back to the heap with its text in it. */
	char *bytes = xmalloc(room);
	if (b->bytes) {
		memcpy(bytes, b->bytes, b->len + 1);
		explicit_bzero(b->bytes, b->len);
		free(b->bytes);
	} else {
		bytes[0] = '\0';
	}
	b->bytes = bytes;
	b->room = room;
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	buf_need(b, len);
	if (len)
		memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	b->bytes[b->len] = '\0';
}

void buf_add_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_add_byte(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_add_format(struct buf *b, const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	assert(len >= 0);
	buf_need(b, (size_t)len);
	vsnprintf(b->bytes + b->len, (size_t)len + 1, format, again);
	b->len += (size_t)len;
	va_end(again);
	va_end(args);
}

void buf_drop_front(struct buf *b, size_t len)
{
	assert(len <= b->len);
	if (!len)
		return;
	memmove(b->bytes, b->bytes + len, b->len - len + 1);
	b->len -= len;
	explicit_bzero(b->bytes + b->len + 1, len - 1);
}

void buf_clear(struct buf *b)
{
	if (b->bytes)
		explicit_bzero(b->bytes, b->len);
	b->len = 0;
}

void buf_free(struct buf *b)
{
	buf_clear(b);
	free(b->bytes);
	*b = (struct buf){ 0 };
}
