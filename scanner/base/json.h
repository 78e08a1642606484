/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/json.h - JSON out, onto a struct buf. Keys and values in call order; commas by itself.
 * Strings may hold any bytes: what is not valid UTF-8 becomes U+FFFD, control characters and the
 * bidirectional controls are escaped, so that a record is inert on a terminal.
 * Names are such that none is one of jansson's, which reads JSON elsewhere in the program.
 */
#ifndef VP_JSON_H
#define VP_JSON_H
#include "base/buf.h"

void json_open(struct buf *b, char bracket);  /* '{' or '[' as a value or at the start */
void json_close(struct buf *b, char bracket); /* '}' or ']' */
void json_key(struct buf *b, const char *key);
void json_text(struct buf *b, const char *s, size_t len);
void json_str(struct buf *b, const char *s);   /* NULL gives null */
void json_int(struct buf *b, int64_t n);
void json_number(struct buf *b, double n);     /* at most 3 decimals */
void json_bool(struct buf *b, bool yes);
void json_none(struct buf *b);
void json_base64(struct buf *b, const void *bytes, size_t len);
#endif
