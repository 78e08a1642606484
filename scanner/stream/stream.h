/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/stream.h - bytes, pulled; streams stack. All live in an arena, none is closed by hand.
 *
 * A decoder is one file: it sets next() and is done. All re-blocking is in stream.c, behind
 * stream_peek() / stream_skip(), so a reader never keeps partial lines itself.
 *
 * Peek and skip never fail: what is odd about the bytes stands on the stream, `broken` says what
 * in words and `why` is the reason for the ledger. A stream that broke still gave all it could
 * read before. Whoever opens a part (out_part) looks at both after the part was read, so a format
 * need not. A decoder passes on its below's trouble by stream_pass_on() when it ends.
 *
 * Rule for readers: finish with one stream before peeking its `below` again. A stream that ends
 * by itself (until, limit, gunzip) leaves `below` just after what it used.
 */
#ifndef VP_STREAM_H
#define VP_STREAM_H
#include "base/reason.h"

#define STREAM_PEEK_MAX (1u << 20) /* the most a reader may ask to see at once */
#define STREAM_BLOCK (64u << 10)   /* what decoders aim to give per next() */

struct stream_window;
struct stream {
	/* A decoder sets these. next() points *block at fresh bytes, valid until the following
	 * call, and returns how many; 0 at the end (for good). It sets `broken` and `why` when the
	 * bytes are odd, and either goes on or ends. */
	ssize_t (*next)(struct stream *s, const uint8_t **block);
	const char *name;   /* "gzip" */
	const char *broken; /* "ends too early", or NULL; first trouble wins */
	enum reason why;    /* goes with broken */
	uint64_t broken_at; /* an offset: the trouble is not before it, but for a wrong checksum */
	struct stream *below;
	void *state;
	uint64_t offset;        /* of the reader, in this stream's own bytes */
	const uint64_t *packed; /* how many packed bytes this came from so far, or NULL */
	struct stream_window *window;   /* private to stream.c */
	struct stream_holes *holes;     /* private to file.c: what was left out of a sparse file */
	struct seekable *random;        /* private to seekable.c: the same bytes, at random */
};

/* Makes at least want bytes visible (want <= STREAM_PEEK_MAX) unless the end comes first; returns
 * how many are there, which may be more than want. 0 only at the end. */
size_t stream_peek(struct stream *s, size_t want, const uint8_t **bytes);
/* The next line with its \n; without one at the end of the stream or when PEEK_MAX is reached. A
 * lone \r does not end a line. 0 at the end. Does not skip it. */
size_t stream_line(struct stream *s, const uint8_t **bytes);
void stream_skip(struct stream *s, uint64_t len); /* never fails, the next peek tells */
uint64_t stream_drain(struct stream *s);          /* skips all that is left; how much it was */
void stream_break(struct stream *s, enum reason why, const char *broken); /* first one wins */
void stream_pass_on(struct stream *s); /* takes over below's trouble */

struct stream *stream_new(struct arena *a, struct stream *below, const char *name, size_t state_size);
/* Starts s over at offset 0 with bytes from another place; for seekable.c. */
void stream_restart(struct stream *s, ssize_t (*next)(struct stream *s, const uint8_t **block),
		    void *state);
struct stream *stream_memory(struct arena *a, const void *bytes, size_t len); /* not copied */
struct stream *stream_file(struct arena *a, int fd, uint64_t size); /* pread; fd stays yours */
/* Where in its file a byte of that stream stands: holes of a sparse file are left out. */
uint64_t stream_file_offset(const struct stream *s, uint64_t offset);
/* A stretch of one that is not sparse: there an offset is an offset. */
struct stream *stream_file_stretch(struct arena *a, int fd, uint64_t from, uint64_t size);
/* UINT64_MAX: all that is left, as bytes that begin at 0. */
struct stream *stream_limit(struct arena *a, struct stream *below, uint64_t len);

/* The transfer encodings of RFC 2045; junk is passed over and marked corrupt. */
struct stream *stream_base64(struct arena *a, struct stream *below);
struct stream *stream_quoted(struct arena *a, struct stream *below); /* quoted-printable */
struct stream *stream_gunzip(struct arena *a, struct stream *below); /* members end to end */
struct stream *stream_bunzip2(struct arena *a, struct stream *below);
struct stream *stream_unxz(struct arena *a, struct stream *below);   /* xz, lzip, lzma alone */

/* The same bytes at random, for formats whose index stands at the end (zip, 7z). Call it before
 * anything of s was skipped; s goes on reading from it. What is no file is spooled first, as far
 * as s gives (the limits of out_part hold on the way). NULL if the spool failed: s is broken. */
struct seekable {
	uint64_t size;
	bool sparse; /* a file with holes */
	ssize_t (*read_at)(struct seekable *k, void *to, size_t len, uint64_t offset);
	void *state;
	void *index; /* what zip.c worked out about these bytes, so that each claim need not */
};
struct seekable *stream_seekable(struct arena *a, struct stream *s);
#endif
