/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/inflate.h - raw deflate (RFC 1951), for gzip and zip, which check it each in their way.
 *
 * An inflater can start again: a gzip file may hold a hundred thousand members.
 */
#ifndef VP_INFLATE_H
#define VP_INFLATE_H
#include "stream/stream.h"

enum inflate_state { INFLATE_GOING, INFLATE_DONE, INFLATE_CUT, INFLATE_BAD };
struct inflater;
struct inflater *inflater_new(struct arena *a, size_t room); /* of its blocks, STREAM_BLOCK at most */
void inflater_restart(struct inflater *i);
/* The next block from the packed bytes of below, which is left just after what was used. 0 once
 * the state is no longer INFLATE_GOING; all that could be unpacked was given before. */
size_t inflater_next(struct inflater *i, struct stream *below, const uint8_t **block);
enum inflate_state inflater_state(const struct inflater *i);

/* expected: about how much it unpacks to, so that a small part takes a small buffer; 0: unknown. */
struct stream *stream_inflate(struct arena *a, struct stream *below, uint64_t expected);
/* Deflate64, APPNOTE.TXT method 9. Leaves below just after what was used. */
struct stream *stream_inflate64(struct arena *a, struct stream *below);

/* Archivers round up with zero bytes; anything else after the end is worth a word. Skips it all. */
bool stream_rest_is_padding(struct stream *s);
#endif
