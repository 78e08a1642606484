/* SPDX-License-Identifier: EUPL-1.2 */
/* base/buf.h - bytes that grow. Start with {0}; bytes is always NUL-terminated once anything was
 * added; buf_free() wipes. For what outlives a document or grows without a known end. */
#ifndef VP_BUF_H
#define VP_BUF_H
#include "base/base.h"

struct buf {
	char *bytes;
	size_t len, room;
};
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_str(struct buf *b, const char *s);
void buf_add_byte(struct buf *b, char c);
void buf_add_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_need(struct buf *b, size_t more);     /* room for more bytes without another grow */
void buf_drop_front(struct buf *b, size_t len); /* moves the rest to the start */
void buf_clear(struct buf *b);                 /* keeps the room, wipes the bytes */
void buf_free(struct buf *b);
#endif
