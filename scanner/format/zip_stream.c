/* SPDX-License-Identifier: EUPL-1.2 */
/* format/zip_stream.c - the bytes of one member: a stretch of the file, unpacked, checked. */
#include "format/zip_inside.h"
#include "format/archive.h"
#include "stream/inflate.h"
#include <zlib.h>

struct stretch {
	struct seekable *k;
	uint64_t at, to;
	size_t room;
	uint8_t block[];
};

static ssize_t stretch_next(struct stream *s, const uint8_t **block)
{
	struct stretch *r = s->state;
	size_t want = r->to - r->at < r->room ? (size_t)(r->to - r->at) : r->room;
	ssize_t n = want ? r->k->read_at(r->k, r->block, want, r->at) : 0;

	*block = r->block;
	if (n < 0)
		stream_break(s, REASON_IO_ERROR, "reading the file failed");
	else if ((size_t)n < want)
		stream_break(s, REASON_TRUNCATED, "the file ends before the member does");
	if (n <= 0)
		return 0;
	r->at += (uint64_t)n;
	return n;
}

struct stream *zip_stretch(struct arena *a, struct zip *z, uint64_t from, uint64_t to)
{
	uint64_t len = to > from ? to - from : 0;
	size_t room = len < STREAM_BLOCK ? (size_t)len : STREAM_BLOCK;
	struct stream *s = stream_new(a, NULL, "zip", sizeof(struct stretch) + room);
	struct stretch *r = s->state;

	r->k = z->k;
	r->at = from;
	r->to = from + len;
	r->room = room;
	s->next = stretch_next;
	return s;
}

struct check {
	const struct zip_member *m;
	struct stream *packed;
	size_t shown;
	uint64_t given;
	uint32_t crc;
};

/* Both know their end themselves. */
static bool is_deflated(const struct zip_member *m)
{
	return m->method == ZIP_DEFLATED || m->method == ZIP_DEFLATE64;
}

static void check_end(struct stream *s, const struct check *c)
{
	stream_pass_on(s);
	if (c->m->unchecked)
		return;
	if (c->m->method == ZIP_STORED && c->given < c->m->size)
		stream_break(s, REASON_TRUNCATED, "it ends before its stated length");
	else if (c->crc != c->m->crc)
		stream_break(s, REASON_CRC_DIFFERS, "its checksum differs from its content");
	else if (c->given != c->m->size)
		stream_break(s, REASON_CORRUPT, "its stated length differs from its content");
	else if (is_deflated(c->m) && c->packed->offset != c->m->packed)
		stream_break(s, REASON_CORRUPT, "its stated packed length differs from what it has");
}

static ssize_t check_next(struct stream *s, const uint8_t **block)
{
	struct check *c = s->state;

	stream_skip(s->below, c->shown);
	c->shown = stream_peek(s->below, 1, block);
	if (!c->shown) {
		check_end(s, c);
		return 0;
	}
	c->crc = (uint32_t)crc32_z(c->crc, *block, c->shown);
	c->given += c->shown;
	return (ssize_t)c->shown;
}

bool zip_can_read(const struct zip_member *m)
{
	switch (m->method) {
	case ZIP_STORED:
	case ZIP_DEFLATED:
	case ZIP_DEFLATE64:
	case ZIP_BZIP2:
	case ZIP_LZMA:
	case ZIP_ZSTD:
	case ZIP_XZ:
	case ZIP_PPMD:
		return true;
	}
	return false;
}

#define DESCRIPTOR_MAX 24

static struct stream *unpack(struct arena *a, struct stream *packed, const struct zip_member *m)
{
	switch (m->method) {
	case ZIP_STORED:
		return packed;
	case ZIP_DEFLATED:
		/* Some write nothing at all for an empty file. */
		if (!m->packed && !m->size && m->next_at - m->data_at <= DESCRIPTOR_MAX)
			return stream_memory(a, "", 0);
		return stream_inflate(a, packed, m->size);
	case ZIP_DEFLATE64:
		return stream_inflate64(a, packed);
	case ZIP_BZIP2:
		return stream_bunzip2(a, packed);
	case ZIP_XZ:
		return stream_unxz(a, packed);
	case ZIP_ZSTD:
		return unpack_stream(a, packed, UNPACK_ZSTD);
	case ZIP_LZMA:
	case ZIP_PPMD:
		return unpack_zip_member(a, packed, m);
	}
	packed = stream_memory(a, "", 0);
	stream_break(packed, REASON_UNSUPPORTED_METHOD, "it is packed in a way that is not known");
	return packed;
}

struct stream *zip_member_stream(struct arena *a, struct zip *z, const struct zip_member *m,
				 struct stream **packed)
{
	uint64_t to = zip_claimed_end(m);

	/* A deflate stream knows its end better than the directory; a stored member ends where the
	 * next one begins, whatever it says. */
	if ((is_deflated(m) && to < m->next_at) ||
	    ((m->method == ZIP_STORED || m->hidden) && to > m->next_at))
		to = m->next_at;
	*packed = zip_stretch(a, z, m->data_at, m->data_at ? to : 0);
	if (!m->data_at)
		stream_break(*packed, REASON_CORRUPT, "it is not where the directory says");
	else if (m->encrypted)
		stream_break(*packed, REASON_ENCRYPTED, "it can only be read with its password");
	struct stream *bytes = m->encrypted ? *packed : unpack(a, *packed, m);
	if ((*packed)->broken || bytes->broken) {
		struct stream *none = stream_memory(a, "", 0);

		stream_break(none, (*packed)->broken ? (*packed)->why : bytes->why,
			     (*packed)->broken ? (*packed)->broken : bytes->broken);
		return none;
	}
	struct stream *s = stream_new(a, bytes, "zip", sizeof(struct check));
	struct check *c = s->state;
	c->m = m;
	c->packed = *packed;
	s->next = check_next;
	s->packed = m->method == ZIP_STORED ? NULL : &(*packed)->offset;
	return s;
}

struct stream *zip_stream(struct arena *a, struct zip *z, const struct zip_member *m)
{
	struct stream *packed;

	return zip_member_stream(a, z, m, &packed);
}
