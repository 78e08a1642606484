/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/header.h - header blocks of mails and of their parts: fields, words, parameters.
 *
 * A field's raw value keeps its folds, so that every byte of it has a known source. Decoding
 * (RFC 2047) gives UTF-8 with spans: what stood there as it is maps byte by byte, an encoded word
 * stands as a whole for its source.
 */
#ifndef VP_HEADER_H
#define VP_HEADER_H
#include "base/buf.h"
#include "format/decode.h"
#include "stream/stream.h"

#define HEADER_NAME_MAX 1000u
#define HEADER_FIELD_MAX (1u << 20) /* one field; what is longer comes in pieces */

/* How long the field name at the start of a line is, up to the colon and without blanks before
 * it; 0 if the line is no header field. */
size_t header_name(const uint8_t *line, size_t len);

struct header {
	const char *name,
	    *raw; /* valid until the next call; raw: behind the colon and its blanks */
	size_t name_len, len;
	uint64_t at, source; /* of the name and of raw[0], in the stream's own bytes */
	uint32_t number;     /* 1-based; pieces of one field have one number */
	bool piece;	     /* goes on the field before it */
};
struct header_reader;
/* stop: does this line belong to what is outside the block (a boundary)? May be NULL. */
struct header_reader *header_reader_new(struct arena *a, struct stream *in, uint64_t most,
					bool (*stop)(void *arg, const uint8_t *line, size_t len),
					void *arg);
/* False at the end of the block: after its blank line, or before what is no header. */
bool header_next(struct header_reader *r, struct header *ret);
enum header_end {
	HEADER_END_BLANK, /* the blank line was skipped */
	HEADER_END_BODY,  /* a line that is no header follows */
	HEADER_END_STOP,  /* a line that stops follows */
	HEADER_END_CUT,	  /* the bytes end inside a line */
	HEADER_END_DATA,  /* the bytes end after a line */
	HEADER_END_LIMIT, /* more than the limit: the block goes on */
};
enum header_end header_ended(const struct header_reader *r);
bool header_is(const struct header *h, const char *name); /* any case */

/* Decoded text with its sources. Reuse one for many fields; holds memory of its own. */
struct header_text {
	struct buf utf8;
	struct span *spans;
	size_t n_spans, room;
	enum reason odd; /* the first thing odd about an encoded word, until cleared */
};
struct header_text *header_text_new(struct arena *a);
void header_text_clear(struct header_text *t);
void header_text_add(struct header_text *t, const char *utf8, size_t len, uint64_t source,
		     uint8_t unit);
void header_text_drop_last(struct header_text *t); /* one byte */
/* Adds the decoded form of raw; folds become one space. */
void header_decode(struct header_text *t, struct arena *a, const char *raw, size_t len,
		   uint64_t source);
int out_header_text(struct out *out, const struct header_text *t);
bool header_has_word(const char *raw, size_t len); /* an encoded word, or bytes beyond ASCII */

/* The value up to its first parameter ("text/plain"), lower case, comments left out. */
char *header_token(struct arena *a, const char *raw, size_t len);
/* A parameter, decoded: plain, quoted, in pieces and with a charset (RFC 2231), or with encoded
 * words. NULL if there is none. */
char *header_param(struct arena *a, const char *raw, size_t len, const char *name,
		   enum reason *odd);
#endif
