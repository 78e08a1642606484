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
	bool begun, ended;
	uint8_t out[STREAM_BLOCK];
};

static void unxz_close(void *thing)
{
	lzma_end(&((struct unxz *)thing)->z);
}

static lzma_ret unxz_begin(struct unxz *x, struct stream *below)
{
	const uint8_t *bytes;
	size_t n = stream_peek(below, 6, &bytes);

	if (n >= 6 && !memcmp(bytes, "\xfd" "7zXZ", 6))
		return lzma_stream_decoder(&x->z, UNXZ_MEMORY, LZMA_CONCATENATED);
	if (n >= 4 && !memcmp(bytes, "LZIP", 4))
		return lzma_lzip_decoder(&x->z, UNXZ_MEMORY, LZMA_CONCATENATED);
	return lzma_alone_decoder(&x->z, UNXZ_MEMORY);
}

static void unxz_trouble(struct stream *s, lzma_ret rc, uint64_t given)
{
	switch (rc) {
	case LZMA_MEMLIMIT_ERROR:
	case LZMA_MEM_ERROR:
		stream_break(s, REASON_LIMIT_MEMORY, "it needs more memory to unpack than is given");
		break;
	case LZMA_OPTIONS_ERROR:
		stream_break(s, REASON_UNSUPPORTED_METHOD, "it is packed in an unknown way");
		break;
	case LZMA_BUF_ERROR:
		stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
		break;
	case LZMA_FORMAT_ERROR:
		stream_break(s, REASON_CORRUPT, given ? "other bytes follow after the end"
						      : "it has no proper header");
		break;
	default:
		stream_break(s, REASON_CORRUPT, "the packed data is damaged");
	}
}

static ssize_t unxz_next(struct stream *s, const uint8_t **block)
{
	struct unxz *x = s->state;

	*block = x->out;
	if (!x->begun) {
		lzma_ret rc = unxz_begin(x, s->below);

		x->begun = true;
		if (rc != LZMA_OK) {
			unxz_trouble(s, rc, 0);
			x->ended = true;
		}
	}
	while (!x->ended) {
		const uint8_t *in;
		size_t have = stream_peek(s->below, 1, &in);

		x->z.next_in = in;
		x->z.avail_in = have;
		x->z.next_out = x->out;
		x->z.avail_out = sizeof(x->out);
		lzma_ret rc = lzma_code(&x->z, have ? LZMA_RUN : LZMA_FINISH);
		size_t got = sizeof(x->out) - x->z.avail_out;
		stream_skip(s->below, have - x->z.avail_in);
		x->ended = rc != LZMA_OK;
		if (rc != LZMA_OK) {
			stream_pass_on(s);
			if (rc != LZMA_STREAM_END)
				unxz_trouble(s, rc, x->z.total_out);
			else if (!stream_rest_is_padding(s->below))
				stream_break(s, REASON_CORRUPT, "other bytes follow after the end");
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
