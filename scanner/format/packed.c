/* SPDX-License-Identifier: EUPL-1.2 */
/* format/packed.c - the formats that are one packed stream and say no more than that. */
#include "format/packed.h"
#include "base/bytes.h"
#include "format/archive.h"
#include <string.h>

static const char *inner_name(struct out *out, const char *name)
{
	static const char *const tars[] = { ".tgz", ".tbz", ".tbz2", ".txz", ".tlz", ".taz", ".tzst" };
	const char *dot = name ? strrchr(name, '.') : NULL;

	if (!dot || dot == name)
		return name;
	for (size_t i = 0; i < ARRAY_LEN(tars); i++)
		if (!strcasecmp(dot, tars[i]))
			return arena_format(out->arena, "%.*s.tar", (int)(dot - name), name);
	return arena_copy(out->arena, name, (size_t)(dot - name));
}

int packed_part(struct out *out, struct stream *bytes, const char *step, const char *stored)
{
	const struct part part = {
		.name = step,
		.file_name = stored ? stored : inner_name(out, out->self->file_name),
		.bytes = bytes,
	};

	return out_part(out, &part);
}

static int claim_magic(const struct probe *p, const char *magic, size_t len)
{
	return p->len >= len && !memcmp(p->head, magic, len) ? (int)len * 8 : 0;
}

static int claim_bzip2(const struct probe *p)
{
	bool level = p->len >= 10 && p->head[3] >= '1' && p->head[3] <= '9';
	bool block = level && (!memcmp(p->head + 4, "\x31\x41\x59\x26\x53\x59", 6) ||
			       !memcmp(p->head + 4, "\x17\x72\x45\x38\x50\x90", 6));

	return block && !memcmp(p->head, "BZh", 3) ? 72 : 0;
}

static int read_bzip2(struct stream *in, struct out *out)
{
	return packed_part(out, stream_bunzip2(out->arena, in), "bz2", NULL);
}

const struct format bzip2_format = { "bzip2", "file packed by bzip2", "its first bytes", claim_bzip2,
				     read_bzip2 };

static int claim_xz(const struct probe *p)
{
	return claim_magic(p, "\xfd" "7zXZ\0", 6);
}

static int read_xz(struct stream *in, struct out *out)
{
	return packed_part(out, stream_unxz(out->arena, in), "xz", NULL);
}

const struct format xz_format = { "xz", "file packed by xz", "its first bytes", claim_xz, read_xz };

static int claim_lzip(const struct probe *p)
{
	return p->len >= 6 && p->head[4] <= 1 ? claim_magic(p, "LZIP", 4) : 0;
}

const struct format lzip_format = { "lzip", "file packed by lzip", "its first bytes", claim_lzip,
				    read_xz };

/* It has no magic number: the usual properties, a dictionary size as the tools set it, and an
 * uncompressed size that is unknown or thinkable. */
static int claim_lzma(const struct probe *p)
{
	uint32_t dictionary;
	uint64_t size;

	if (p->len < 18 || memcmp(p->head, "\x5d\0\0", 3) || p->head[13])
		return 0;
	dictionary = little32(p->head + 1);
	size = little64(p->head + 5);
	return (dictionary & (dictionary - 1)) == 0 && dictionary >= 1u << 12 &&
			       (size == UINT64_MAX || size < UINT64_C(1) << 38) ?
		       40 :
		       0;
}

const struct format lzma_format = { "lzma", "file packed by lzma", "the shape of its header", claim_lzma,
				    read_xz };

static int claim_zstd(const struct probe *p)
{
	return claim_magic(p, "\x28\xb5\x2f\xfd", 4);
}

static int read_zstd(struct stream *in, struct out *out)
{
	return packed_part(out, unpack_stream(out->arena, in, UNPACK_ZSTD), "zst", NULL);
}

const struct format zstd_format = { "zstd", "file packed by zstd", "its first bytes", claim_zstd,
				    read_zstd };

static int claim_lz4(const struct probe *p)
{
	return claim_magic(p, "\x04\x22\x4d\x18", 4);
}

static int read_lz4(struct stream *in, struct out *out)
{
	return packed_part(out, unpack_stream(out->arena, in, UNPACK_LZ4), "lz4", NULL);
}

const struct format lz4_format = { "lz4", "file packed by lz4", "its first bytes", claim_lz4, read_lz4 };

static int claim_compress(const struct probe *p)
{
	/* The third byte: block mode and how many bits a code may have, 9 to 16. */
	bool proper = p->len >= 5 && !(p->head[2] & 0x60) && (p->head[2] & 31) >= 9 &&
		      (p->head[2] & 31) <= 16;

	return proper ? claim_magic(p, "\x1f\x9d", 2) + 5 * (p->head[0] == 0x1f && p->head[1] == 0x9d) : 0;
}

static int read_compress(struct stream *in, struct out *out)
{
	return packed_part(out, unpack_stream(out->arena, in, UNPACK_COMPRESS), "Z", NULL);
}

const struct format compress_format = { "compress", "file packed by Unix compress", "its first bytes",
					claim_compress, read_compress };
