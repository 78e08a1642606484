/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/reader.h - decoded text, pulled: what stream.h is for bytes, for formats that look ahead
 * in text (rows of a table, messages of a chat, tags). What is put out keeps its source.
 */
#ifndef VP_READER_H
#define VP_READER_H
#include "format/format.h"

#define READER_PEEK_MAX (64u << 10) /* the most to ask to see at once */

struct reader;
struct reader *reader_new(struct out *out, struct stream *in, const char *declared);
/* Makes at least want bytes visible unless the end comes first; returns how many are there, which
 * may be more. Valid until the next peek; skipping and putting do not spoil it. */
size_t reader_peek(struct reader *r, size_t want, const char **text);
int reader_put(struct reader *r, size_t len); /* out with its source, and on */
void reader_skip(struct reader *r, size_t len);
/* Out with its source: part of what is visible, from the next byte + at on; moves nothing. */
int reader_put_part(struct reader *r, size_t at, size_t len);
/* Where the next byte + at (visible, or just behind it) stands in the part, and its unit. */
struct span reader_span(const struct reader *r, size_t at);

/* The head of a probe as text: the bytes themselves where ASCII stands for itself. */
const char *probe_text(const struct probe *p, size_t *len);
bool probe_is_text(const struct probe *p); /* no binary, in any charset */
bool probe_name_ends(const struct probe *p, const char *ending); /* ".csv", any case */
#endif
