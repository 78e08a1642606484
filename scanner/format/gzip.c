/* SPDX-License-Identifier: EUPL-1.2 */
/* format/gzip.c - gzip: one packed stream that may hold its name and a comment. */
#include "format/member.h"
#include "base/bytes.h"
#include "format/packed.h"
#include <string.h>

#define HEADER_LEN 10
#define HEADER_LOOK (64u << 10)
enum { FLAG_EXTRA = 4, FLAG_NAME = 8, FLAG_COMMENT = 16 };

static int claim(const struct probe *p)
{
	return p->len >= 4 && !memcmp(p->head, "\x1f\x8b\x08", 3) && p->head[3] < 32 ? 27 : 0;
}

/* The string at *at, which is moved behind it; NULL if there is no end to it. */
static const char *stored_string(struct arena *a, const uint8_t *bytes, size_t len, size_t *at)
{
	const uint8_t *end = *at < len ? memchr(bytes + *at, 0, len - *at) : NULL;
	size_t from = *at;
	bool guessed;

	if (!end)
		return NULL;
	*at = (size_t)(end - bytes) + 1;
	return end == bytes + from ? NULL :
				     member_utf8(a, (const char *)bytes + from, *at - from - 1, &guessed);
}

static int read_gzip(struct stream *in, struct out *out)
{
	const uint8_t *bytes;
	size_t len = stream_peek(in, HEADER_LEN, &bytes), at = HEADER_LEN;
	const char *name = NULL, *comment = NULL;
	int error = 0;

	if (len >= HEADER_LEN && bytes[3] & (FLAG_EXTRA | FLAG_NAME | FLAG_COMMENT)) {
		unsigned flags = bytes[3];

		len = stream_peek(in, HEADER_LOOK, &bytes);
		if (flags & FLAG_EXTRA && at + 2 <= len)
			at += 2u + little16(bytes + at);
		if (flags & FLAG_NAME)
			name = stored_string(out->arena, bytes, len, &at);
		if (flags & FLAG_COMMENT)
			comment = stored_string(out->arena, bytes, len, &at);
	}
	if (name)
		error = member_name(out, 1, name);
	if (!error && comment) {
		out_carrier(out, CARRIER_COMMENT);
		error = out_text(out, comment, strlen(comment));
		out_carrier(out, CARRIER_BODY);
	}
	if (!error)
		error = packed_part(out, stream_gunzip(out->arena, in), "gz", name ? member_base(name) : NULL);
	return error;
}

const struct format gzip_format = { "gzip", "file packed by gzip", "its first bytes", claim, read_gzip };
