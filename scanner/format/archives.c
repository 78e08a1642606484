/* SPDX-License-Identifier: EUPL-1.2 */
/* format/archives.c - archives with many members that differ in how they are recognised. */
#include "format/archive.h"
#include "base/bytes.h"
#include <string.h>

static bool has(const struct probe *p, size_t at, const char *bytes, size_t len)
{
	return p->len >= at + len && !memcmp(p->head + at, bytes, len);
}

#define HAS(p, at, bytes) has(p, at, bytes, sizeof(bytes) - 1)

static int claim_7z(const struct probe *p)
{
	return HAS(p, 0, "7z\xbc\xaf\x27\x1c") ? 48 : 0;
}

/* The header is at the end: where the file is cut there is nothing to begin with. */
static int read_7z(struct stream *in, struct out *out)
{
	const uint8_t *head;
	size_t n = stream_peek(in, 32, &head);
	uint64_t end = UINT64_MAX;

	if (n >= 32 && !__builtin_add_overflow(little64(head + 12), little64(head + 20), &end) &&
	    !__builtin_add_overflow(end, 32, &end)) {
		struct seekable *k = stream_seekable(out->arena, in);

		if (k && end <= k->size)
			return unpack_members(in, out, UNPACK_7ZIP);
	}
	out_trouble(out, in->broken ? in->why : REASON_TRUNCATED,
		    "the archive is cut off before the list of its members");
	return 0;
}

const struct format sevenzip_format = { "7z", "7-Zip archive", "its first bytes", claim_7z, read_7z };

/* A block is told by the sum of its own bytes, with the field for the sum taken as blanks. */
static bool is_tar_block(const uint8_t *b)
{
	uint32_t plain = 0, stated = 0;
	int32_t with_sign = 0;
	unsigned digits = 0;

	if (!b[0])
		return false;
	for (unsigned i = 0; i < 512; i++) {
		uint8_t c = i >= 148 && i < 156 ? ' ' : b[i];

		plain += c;
		with_sign += (int8_t)c;
	}
	for (unsigned i = 148; i < 156; i++) {
		if (b[i] >= '0' && b[i] <= '7') {
			stated = stated * 8 + (uint32_t)(b[i] - '0');
			digits++;
		} else if (digits || b[i] != ' ') {
			break;
		}
	}
	return digits >= 2 && (stated == plain || stated == (uint32_t)with_sign);
}

static int claim_tar(const struct probe *p)
{
	if (p->len < 512 || !is_tar_block(p->head))
		return 0;
	/* More than a zip's directory at the end, which may be that of a last member. */
	return HAS(p, 257, "ustar") ? 80 : 72;
}

static int read_tar(struct stream *in, struct out *out)
{
	return unpack_members(in, out, UNPACK_TAR);
}

const struct format tar_format = { "tar", "tar archive", "the checksum of its first block", claim_tar,
				   read_tar };

static bool are_digits(const uint8_t *b, size_t n, uint8_t base)
{
	for (size_t i = 0; i < n; i++) {
		bool decimal = b[i] >= '0' && b[i] < '0' + (base < 10 ? base : 10);
		bool letter = base == 16 && (b[i] | 32) >= 'a' && (b[i] | 32) <= 'f';

		if (!decimal && !letter)
			return false;
	}
	return true;
}

static int claim_cpio(const struct probe *p)
{
	/* All in digits, so that a text with such a number in front is none. */
	if (HAS(p, 0, "070701") || HAS(p, 0, "070702"))
		return p->len >= 110 && are_digits(p->head, 110, 16) ? 48 : 0;
	return HAS(p, 0, "070707") && p->len >= 76 && are_digits(p->head, 76, 8) ? 48 : 0;
}

static int read_cpio(struct stream *in, struct out *out)
{
	return unpack_members(in, out, UNPACK_CPIO);
}

const struct format cpio_format = { "cpio", "cpio archive", "first bytes, a header in digits",
				    claim_cpio, read_cpio };

static int claim_rar(const struct probe *p)
{
	return HAS(p, 0, "Rar!\x1a\x07\0") ? 56 : HAS(p, 0, "Rar!\x1a\x07\1\0") ? 64 : 0;
}

static int read_rar(struct stream *in, struct out *out)
{
	const uint8_t *head;

	return unpack_members(in, out, stream_peek(in, 8, &head) >= 7 && head[6] ? UNPACK_RAR5 : UNPACK_RAR);
}

const struct format rar_format = { "rar", "RAR archive", "its first bytes", claim_rar, read_rar };

static int claim_cab(const struct probe *p)
{
	return HAS(p, 0, "MSCF\0\0\0\0") ? 64 : 0;
}

static int read_cab(struct stream *in, struct out *out)
{
	return unpack_members(in, out, UNPACK_CAB);
}

const struct format cab_format = { "cab", "Windows cabinet", "its first bytes", claim_cab, read_cab };

static int claim_lha(const struct probe *p)
{
	bool method = p->len > 21 && p->head[2] == '-' && p->head[3] == 'l' &&
		      (p->head[4] == 'h' || p->head[4] == 'z') && p->head[6] == '-' && p->head[20] <= 3;

	return method ? 40 : 0;
}

static int read_lha(struct stream *in, struct out *out)
{
	return unpack_members(in, out, UNPACK_LHA);
}

const struct format lha_format = { "lha", "LHA archive", "the method in its first bytes", claim_lha,
				   read_lha };

#define ISO_MARK_AT 32769u

/* The mark stands behind 32 KiB that are empty, or hold a boot sector; only files are looked at. */
static int claim_iso(const struct probe *p)
{
	struct seekable *k = p->in->random;
	char mark[5];

	if (!k || p->whole || k->size < ISO_MARK_AT + 2048 ||
	    !(!memcmp(p->head, "\0\0\0\0\0\0\0\0", 8) || HAS(p, 510, "\x55\xaa")))
		return 0;
	if (k->read_at(k, mark, sizeof(mark), ISO_MARK_AT) != (ssize_t)sizeof(mark))
		return 0;
	return memcmp(mark, "CD001", 5) ? 0 : 40;
}

static int read_iso(struct stream *in, struct out *out)
{
	return unpack_members(in, out, UNPACK_ISO9660);
}

const struct format iso_format = { "iso", "image of a CD or DVD, ISO 9660", "mark behind 32 KiB",
				   claim_iso, read_iso };
