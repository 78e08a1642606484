/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/stream_test.c - decoders: members end to end, damage, every block size. */
#include <bzlib.h>
#include <criterion/criterion.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include "seen.h"
#include "stream/inflate.h"

#define ONE "Gesprek met mevrouw Voorbeeld te Delft, over de vergunning.\n"
#define TWO "Verslag over de heer Proef te Utrecht, zie bijlage.\n"

typedef struct stream *decoder_fn(struct arena *a, struct stream *below);

/* Gives its bytes few at a time, from memory that changes with each call. */
struct dribble {
	const uint8_t *bytes;
	size_t left, step;
	uint8_t block[64];
};

static ssize_t dribble_next(struct stream *s, const uint8_t **block)
{
	struct dribble *d = s->state;
	size_t n = d->left < d->step ? d->left : d->step;

	memset(d->block, 0xee, sizeof(d->block));
	if (n)
		memcpy(d->block, d->bytes, n);
	d->bytes += n;
	d->left -= n;
	*block = d->block;
	return (ssize_t)n;
}

static struct stream *dribble(struct arena *a, const void *bytes, size_t len, size_t step)
{
	struct stream *s = stream_new(a, NULL, "dribble", sizeof(struct dribble));

	if (!step)
		return stream_memory(a, bytes, len);
	*(struct dribble *)s->state = (struct dribble){ .bytes = bytes, .left = len, .step = step };
	s->next = dribble_next;
	return s;
}

/* All it gives for these bytes, and why it is broken. */
static enum reason decode(decoder_fn *decoder, const struct buf *packed, size_t len, size_t step,
			  struct buf *ret)
{
	AUTO(arena) a = arena_new(64u << 20);
	struct stream *s = decoder(a, dribble(a, packed->bytes, len, step));
	const uint8_t *bytes;

	buf_clear(ret);
	buf_add_str(ret, "");
	for (size_t n; (n = stream_peek(s, 1, &bytes)); stream_skip(s, n))
		buf_add(ret, bytes, n);
	return s->broken ? s->why : REASON_NONE;
}

static void expect(decoder_fn *decoder, const struct buf *packed, const char *text, enum reason why)
{
	static const size_t steps[] = { 0, 1, 2, 3, 7, 64 };
	struct buf got = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		enum reason r = decode(decoder, packed, packed->len, steps[i], &got);

		cr_assert_eq(r, why, "%s in steps of %zu", reason_word(r), steps[i]);
		cr_assert_str_eq(got.bytes, text);
	}
	buf_free(&got);
}

static void pack_gzip(struct buf *to, const char *text)
{
	make_gzip(to, text);
}

static void pack_bzip2(struct buf *to, const char *text)
{
	unsigned len = 2000;

	buf_need(to, len);
	cr_assert_eq(BZ2_bzBuffToBuffCompress(to->bytes + to->len, &len, (char *)(uintptr_t)text,
					      (unsigned)strlen(text), 9, 0, 0),
		     BZ_OK);
	to->len += len;
}

static void pack_xz(struct buf *to, const char *text)
{
	size_t at = 0;
	uint8_t out[2000];

	cr_assert_eq(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, NULL, (const uint8_t *)text,
					     strlen(text), out, &at, sizeof(out)),
		     LZMA_OK);
	buf_add(to, out, at);
}

static const struct kind {
	void (*pack)(struct buf *to, const char *text);
	decoder_fn *decoder;
} kinds[] = { { pack_gzip, stream_gunzip }, { pack_bzip2, stream_bunzip2 }, { pack_xz, stream_unxz } };

Test(streams, give_all_members_end_to_end)
{
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		struct buf packed = { 0 };

		kinds[k].pack(&packed, ONE);
		expect(kinds[k].decoder, &packed, ONE, REASON_NONE);
		kinds[k].pack(&packed, TWO);
		expect(kinds[k].decoder, &packed, ONE TWO, REASON_NONE);
		buf_add(&packed, "\0\0\0\0\0\0\0\0", 8);
		expect(kinds[k].decoder, &packed, ONE TWO, REASON_NONE);
		buf_free(&packed);
	}
}

Test(streams, tell_of_bytes_behind_the_end)
{
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		struct buf packed = { 0 };

		kinds[k].pack(&packed, ONE);
		buf_add_str(&packed, "nog iets");
		expect(kinds[k].decoder, &packed, ONE, REASON_CORRUPT);
		buf_free(&packed);
	}
}

Test(streams, cut_anywhere_give_what_was_there)
{
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		struct buf packed = { 0 }, got = { 0 };

		kinds[k].pack(&packed, ONE);
		for (size_t len = 0; len < packed.len; len++) {
			enum reason r = decode(kinds[k].decoder, &packed, len, 5, &got);

			cr_assert_eq(r, REASON_TRUNCATED, "%s at %zu", reason_word(r), len);
			cr_assert_eq(strncmp(ONE, got.bytes, got.len), 0);
		}
		buf_free(&packed);
		buf_free(&got);
	}
}

Test(streams, survive_each_changed_bit)
{
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		struct buf packed = { 0 }, got = { 0 };

		kinds[k].pack(&packed, ONE);
		for (size_t bit = 0; bit < 8 * packed.len; bit++) {
			packed.bytes[bit / 8] ^= (char)(1 << bit % 8);
			decode(kinds[k].decoder, &packed, packed.len, 0, &got);
			packed.bytes[bit / 8] ^= (char)(1 << bit % 8);
		}
		buf_free(&packed);
		buf_free(&got);
	}
}

Test(streams, gzip_keeps_text_with_a_wrong_checksum_and_goes_on)
{
	struct buf packed = { 0 };

	make_gzip(&packed, ONE);
	packed.bytes[packed.len - 8] ^= 1;
	make_gzip(&packed, TWO);
	expect(stream_gunzip, &packed, ONE TWO, REASON_CRC_DIFFERS);
	buf_free(&packed);
}

Test(streams, gzip_finds_the_member_after_a_damaged_one)
{
	struct buf packed = { 0 }, got = { 0 };

	make_gzip(&packed, ONE);
	memset(packed.bytes + 14, 0xff, 20);
	make_gzip(&packed, TWO);
	cr_assert_eq(decode(stream_gunzip, &packed, packed.len, 3, &got), REASON_CORRUPT);
	cr_assert(strstr(got.bytes, TWO));
	buf_free(&packed);
	buf_free(&got);
}

Test(streams, xz_gets_no_dictionary_without_end)
{
	lzma_options_lzma options;
	lzma_filter filters[] = { { LZMA_FILTER_LZMA2, &options }, { LZMA_VLI_UNKNOWN, NULL } };
	struct buf packed = { 0 };
	uint8_t out[400];
	size_t at = 0;

	cr_assert(!lzma_lzma_preset(&options, 0));
	cr_assert_eq(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32, NULL, (const uint8_t *)ONE,
					       strlen(ONE), out, &at, sizeof(out)),
		     LZMA_OK);
	/* The block header says 256 KiB (12); 40 is 4 GiB. Its own checksum is set right again. */
	uint8_t *size = memmem(out + 12, 20, "\x21\x01\x0c", 3);
	cr_assert(size);
	size[2] = 40;
	size_t len = 4u * out[12];
	uint32_t crc = lzma_crc32(out + 12, len, 0);
	for (unsigned i = 0; i < 4; i++)
		out[12 + len + i] = (uint8_t)(crc >> 8 * i);
	buf_add(&packed, out, at);
	expect(stream_unxz, &packed, "", REASON_LIMIT_MEMORY);
	buf_free(&packed);
}

Test(streams, can_be_read_at_random_and_then_in_order)
{
	AUTO(arena) a = arena_new(64u << 20);
	struct buf packed = { 0 };
	const uint8_t *bytes;
	char got[8] = { 0 };

	make_gzip(&packed, ONE);
	struct stream *s = stream_gunzip(a, dribble(a, packed.bytes, packed.len, 7));
	cr_assert_gt(stream_peek(s, 10, &bytes), 9);
	struct seekable *k = stream_seekable(a, s);
	cr_assert(k);
	cr_assert_eq(k, stream_seekable(a, s));
	cr_assert_eq(k->size, strlen(ONE));
	cr_assert_eq(k->read_at(k, got, 7, 12), 7);
	cr_assert_str_eq(got, "mevrouw");
	cr_assert_eq(k->read_at(k, got, 7, k->size - 2), 2);
	cr_assert_eq(k->read_at(k, got, 7, k->size + 2), 0);
	cr_assert_eq(stream_peek(s, 1000, &bytes), strlen(ONE));
	cr_assert_eq(memcmp(bytes, ONE, strlen(ONE)), 0);
	buf_free(&packed);
}

Test(streams, gzip_names_are_text_and_file_names)
{
	struct buf packed = { 0 };
	AUTO(seen) s = seen_new();

	make_gzip(&packed, ONE);
	struct buf named = { 0 };
	buf_add(&named, packed.bytes, 10);
	named.bytes[3] = 8;
	buf_add(&named, "brief van Proef.txt", 20);
	buf_add(&named, packed.bytes + 10, packed.len - 10);
	seen_read(s, "x.gz", named.bytes, named.len);
	cr_assert(seen_row(s, "gz", "text", ""));
	cr_assert(seen_text(s, "[attachment-name] brief van Proef.txt"));
	cr_assert(seen_text(s, "gz [body] " ONE));
	buf_free(&packed);
	buf_free(&named);
}

/* 40,000 times x between two equal sentences, as 7-Zip packs it: the second is a repeat from farther
 * back than deflate can reach. */
Test(streams, deflate64_reaches_back_64k)
{
	static const char packed[] =
		"\xe5\xde\xb1\x0d\x82\x60\x14\x85\xd1\x55\xde\x00\xc4\x88\xa8\x71\x01\x2b\x1b\x6b\x3b\x12"
		"\x9f\x36\x86\x9f\x10\x12\x74\x7b\x61\x06\x2a\x72\x4e\x77\xbf\x29\xee\x23\x7f\x5d\xf6\x71"
		"\x6b\x87\xb6\x1f\x4a\xbe\x62\x2a\xa5\x1b\x63\xcc\xb8\x3e\xb3\x8a\xfb\xd2\xa6\x7c\x47\x7d"
		"\xa8\xe6\xf8\xd9\xc5\xbe\xa9\x2f\xf3\x6a\x8e\xa7\xf3\x97\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7"
		"\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3"
		"\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1"
		"\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78"
		"\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c"
		"\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e"
		"\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\xf1\x78\x3c\x1e\x8f\xc7\xe3\x6d\xc1\x9a\xef\x71"
		"\x7f";
	static const char sentence[] = "Zeynep Karaproef woont te Ede, Proefweg 12, tel. 0318 123456";
	const size_t n = sizeof(sentence) - 1;
	struct buf in = { 0 }, text = { 0 }, got = { 0 };

	buf_add(&in, packed, sizeof(packed) - 1);
	buf_add(&text, sentence, n);
	for (int i = 0; i < 40000; i++)
		buf_add_byte(&text, 'x');
	buf_add(&text, sentence, n);
	expect(stream_inflate64, &in, text.bytes, REASON_NONE);
	for (size_t len = 0; len < in.len; len++) {
		cr_assert_eq(decode(stream_inflate64, &in, len, 0, &got), REASON_TRUNCATED);
		cr_assert(got.len <= text.len && !memcmp(got.bytes, text.bytes, got.len));
	}
	for (size_t at = 0; at < in.len; at++) {
		in.bytes[at] ^= 0x10;
		decode(stream_inflate64, &in, in.len, 0, &got);
		in.bytes[at] ^= 0x10;
	}
	buf_free(&in);
	buf_free(&text);
	buf_free(&got);
}

/* By hand: x, then code 285 with 996 in 16 bits, so 999 more, from one byte back. */
Test(streams, deflate64_repeats_as_long_as_65538)
{
	static const char packed[] = "\xab\x18\x25\x1f\x00\x00";
	struct buf in = { 0 }, text = { 0 };

	buf_add(&in, packed, sizeof(packed) - 1);
	for (int i = 0; i < 1000; i++)
		buf_add_byte(&text, 'x');
	expect(stream_inflate64, &in, text.bytes, REASON_NONE);
	buf_free(&in);
	buf_free(&text);
}
