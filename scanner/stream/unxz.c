/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/unxz.c - xz, lzip and lzma alone by liblzma.
 *
 * The header says how large a dictionary it wants, up to 4 GiB; no more than UNXZ_MEMORY is
 * given, four times what `xz -9` makes.
 */
#include "stream/inflate.h"
#include <lzma.h>
#include <string.h>

#define UNXZ_MEMORY (256u << 20)

struct unxz {
	lzma_stream z;
	bool inside;
	unsigned streams;
	uint8_t out[STREAM_BLOCK];
};

static void unxz_close(void *thing)
{
	lzma_end(&((struct unxz *)thing)->z);
}

static void unxz_trouble(struct stream *s, lzma_ret rc)
{
	stream_pass_on(s);
	switch (rc) {
	case LZMA_MEMLIMIT_ERROR:
	case LZMA_MEM_ERROR:
		stream_break(s, REASON_LIMIT_MEMORY, "it needs more memory to unpack than is given");
		return;
	case LZMA_OPTIONS_ERROR:
		stream_break(s, REASON_UNSUPPORTED_METHOD, "it is packed in an unknown way");
		return;
	case LZMA_BUF_ERROR:
		stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
		return;
	default:
		stream_break(s, REASON_CORRUPT, "the packed data is damaged");
	}
}

/* Between streams may stand zeros, in groups of four. */
static void skip_padding(struct stream *below)
{
	const uint8_t *bytes;

	while (stream_peek(below, 4, &bytes) >= 4 && !memcmp(bytes, "\0\0\0\0", 4))
		stream_skip(below, 4);
}

static bool member_begin(struct stream *s, struct unxz *x)
{
	const uint8_t *bytes;
	lzma_ret rc;

	if (x->streams)
		skip_padding(s->below);
	size_t n = stream_peek(s->below, 6, &bytes);
	if (n >= 6 && !memcmp(bytes, "\xfd" "7zXZ", 6)) {
		rc = lzma_stream_decoder(&x->z, UNXZ_MEMORY, 0);
	} else if (n >= 6 && !memcmp(bytes, "LZIP", 4) && bytes[4] <= 1) {
		rc = lzma_lzip_decoder(&x->z, UNXZ_MEMORY, 0);
	} else if (!x->streams && n < 6) {
		stream_pass_on(s);
		stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
		return false;
	} else if (!x->streams) {
		rc = lzma_alone_decoder(&x->z, UNXZ_MEMORY); /* it has no magic number */
	} else {
		stream_pass_on(s);
		if (!stream_rest_is_padding(s->below))
			stream_break(s, REASON_CORRUPT, "other bytes follow after the end");
		return false;
	}
	x->streams++;
	x->inside = rc == LZMA_OK;
	if (!x->inside)
		unxz_trouble(s, rc);
	return x->inside;
}

static ssize_t unxz_next(struct stream *s, const uint8_t **block)
{
	struct unxz *x = s->state;

	*block = x->out;
	while (x->inside || member_begin(s, x)) {
		const uint8_t *in;
		size_t have = stream_peek(s->below, 1, &in);

		x->z.next_in = in;
		x->z.avail_in = have;
		x->z.next_out = x->out;
		x->z.avail_out = sizeof(x->out);
		lzma_ret rc = lzma_code(&x->z, have ? LZMA_RUN : LZMA_FINISH);
		size_t got = sizeof(x->out) - x->z.avail_out;
		stream_skip(s->below, have - x->z.avail_in);
		x->inside = rc == LZMA_OK;
		if (rc != LZMA_OK && rc != LZMA_STREAM_END) {
			unxz_trouble(s, rc);
			stream_drain(s->below);
		}
		if (got)
			return (ssize_t)got;
	}
	stream_pass_on(s);
	return 0;
}

struct stream *stream_unxz(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "xz", sizeof(struct unxz));
	struct unxz *x = s->state;

	x->z = (lzma_stream)LZMA_STREAM_INIT;
	arena_defer(a, unxz_close, x);
	s->next = unxz_next;
	s->packed = &below->offset;
	return s;
}
