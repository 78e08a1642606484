/* SPDX-License-Identifier: EUPL-1.2 */
/* format/blob.c - text of a blob into a spool, and the spool as a stream. */
#include "base/spool.h"
#include "format/blob.h"

struct blob {
	struct out *out;
	enum blob_code code;
	struct spool *spool;
	bool failed;
	int half; /* of a byte in hexadecimal; -1: none */
};

static void blob_close(void *thing)
{
	spool_free(((struct blob *)thing)->spool);
}

struct blob *blob_new(struct out *out, enum blob_code code)
{
	struct blob *b = arena_get(out->arena, sizeof(*b));

	b->out = out;
	b->code = code;
	b->half = -1;
	arena_defer(out->arena, blob_close, b);
	return b;
}

void blob_add_bytes(struct blob *b, const void *bytes, size_t len)
{
	if (!b->spool)
		b->spool = spool_new();
	if (!b->failed)
		b->failed = spool_add(b->spool, bytes, len) < 0;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_hex(struct blob *b, const char *text, size_t len)
{
	uint8_t bytes[512];
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int d = digit(text[i]);

		if (d < 0)
			continue;
		if (b->half < 0) {
			b->half = d;
			continue;
		}
		bytes[n++] = (uint8_t)(b->half << 4 | d);
		b->half = -1;
		if (n == sizeof(bytes)) {
			blob_add_bytes(b, bytes, n);
			n = 0;
		}
	}
	if (n)
		blob_add_bytes(b, bytes, n);
}

void blob_add(struct blob *b, const char *text, size_t len)
{
	if (b->code == BLOB_HEX)
		add_hex(b, text, len);
	else
		blob_add_bytes(b, text, len);
}

bool blob_is_empty(const struct blob *b)
{
	return !b->spool || !spool_size(b->spool);
}

struct spool_reader {
	struct spool *spool;
	uint64_t at;
	uint8_t block[STREAM_BLOCK];
};

static ssize_t spool_next(struct stream *s, const uint8_t **block)
{
	struct spool_reader *r = s->state;
	ssize_t n = spool_read(r->spool, r->block, sizeof(r->block), r->at);

	*block = r->block;
	if (n < 0) {
		stream_break(s, REASON_IO_ERROR, "reading back the bytes set aside failed");
		return 0;
	}
	r->at += (uint64_t)n;
	return n;
}

int blob_end(struct blob *b, const char *name)
{
	return blob_end_past(b, name, NULL);
}

int blob_end_past(struct blob *b, const char *name,
		  size_t (*skip)(const uint8_t *head, size_t len))
{
	struct arena *a = b->out->arena;
	size_t mark = arena_mark(a);
	int result = 0;

	if (!blob_is_empty(b)) {
		struct stream *s = stream_new(a, NULL, "blob", sizeof(struct spool_reader));
		struct spool_reader *r = s->state;

		r->spool = b->spool;
		if (skip) {
			ssize_t n = spool_read(b->spool, r->block, sizeof(r->block), 0);

			r->at = skip(r->block, n > 0 ? (size_t)n : 0);
		}
		s->next = spool_next;
		if (b->failed)
			stream_break(s, REASON_IO_ERROR, "there is no room to set its bytes aside");
		if (b->code == BLOB_BASE64)
			s = stream_base64(a, s);
		result = out_part(b->out, &(struct part){ .name = name, .bytes = s });
		spool_clear(b->spool);
	}
	b->half = -1;
	arena_rewind(a, mark);
	return result;
}
