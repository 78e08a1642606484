/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/tnef_test.c - winmail.dat, compressed RTF, signed content. */
#include <criterion/criterion.h>
#include <string.h>
#include "format/lzfu.h"
#include "told.h"

/* The two examples of MS-OXRTFCP. */
static const uint8_t hello[] = {
    0x2d, 0,	0,    0,    0x2b, 0,	0,    0,    0x4c, 0x5a, 0x46, 0x75, 0xf1,
    0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32,
    0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62,
    0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
};
static const uint8_t overlap[] = {
    0x1a, 0,	0,    0,    0x1c, 0,	0,    0,    0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b,
    0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0,
};

static struct buf unpack(const void *bytes, size_t len, enum reason *why)
{
	AUTO(arena) a = arena_new(1 << 20);
	struct stream *s = stream_lzfu(a, stream_memory(a, bytes, len));
	const uint8_t *out;
	struct buf got = {0};

	for (size_t n; (n = stream_peek(s, 1, &out)); stream_skip(s, n))
		buf_add(&got, out, n);
	*why = s->broken ? s->why : REASON_NONE;
	buf_need(&got, 1);
	return got;
}

Test(tnef, unpacks_rtf)
{
	enum reason why;
	struct buf got = unpack(hello, sizeof(hello), &why);

	cr_assert_str_eq(got.bytes, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	cr_assert_eq(why, REASON_NONE);
	buf_free(&got);
	got = unpack(overlap, sizeof(overlap), &why);
	cr_assert_str_eq(got.bytes, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
	cr_assert_eq(why, REASON_NONE);
	buf_free(&got);
	for (size_t len = 0; len < sizeof(hello); len++) {
		got = unpack(hello, len, &why);
		cr_assert_eq(why, REASON_TRUNCATED);
		buf_free(&got);
	}
	uint8_t damaged[sizeof(hello)];
	memcpy(damaged, hello, sizeof(hello));
	damaged[20] ^= 1;
	got = unpack(damaged, sizeof(damaged), &why);
	cr_assert_eq(why, REASON_CRC_DIFFERS);
	buf_free(&got);
}

static void put(struct buf *b, uint32_t n, unsigned bytes)
{
	for (; bytes; bytes--, n >>= 8)
		buf_add_byte(b, (char)(n & 0xff));
}

static void attribute(struct buf *b, int level, unsigned id, const void *data, size_t len)
{
	const uint8_t *bytes = data;
	uint32_t sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += bytes[i];
	put(b, (uint32_t)level, 1);
	put(b, id, 2);
	put(b, 6, 2);
	put(b, (uint32_t)len, 4);
	buf_add(b, data, len);
	put(b, sum & 0xffff, 2);
}

static void property(struct buf *b, unsigned type, unsigned id, const void *data, size_t len)
{
	put(b, type, 2);
	put(b, id, 2);
	put(b, 1, 4);
	put(b, (uint32_t)len, 4);
	buf_add(b, data, len);
	put(b, 0, -len & 3);
}

static void begin(struct buf *b)
{
	put(b, 0x223e9f78, 4);
	put(b, 1, 2);
}

static struct buf winmail(bool nested)
{
	struct buf b = {0}, p = {0};

	begin(&b);
	attribute(&b, 1, 0x8004, "Overleg Gouda", 14);
	attribute(&b, 1, 0x8000, "\x04\0\0\0\x04\0\x09\0Jan\0SMTP:j@x\0", 21);
	put(&p, 4, 4);
	put(&p, 3, 2); /* a number */
	put(&p, 0x0017, 2);
	put(&p, 1, 4);
	property(&p, 0x1F, 0x0C1A, "J\0a\0n\0 \0P\0r\0o\0e\0f\0\0", 20);
	property(&p, 0x102, 0x1009, hello, sizeof(hello));
	put(&p, 0x1E, 2); /* a named one */
	put(&p, 0x8001, 2);
	buf_add(&p, "0123456789abcdef", 16);
	put(&p, 1, 4);
	put(&p, 4, 4);
	buf_add(&p, "a\0b", 4);
	put(&p, 1, 4);
	put(&p, 5, 4);
	buf_add(&p, "caf\xE9", 5);
	put(&p, 0, 3);
	attribute(&b, 1, 0x9003, p.bytes, p.len);
	attribute(&b, 2, 0x9002, "x", 1);
	attribute(&b, 2, 0x800F, "Hallo Utrecht", 13);
	attribute(&b, 2, 0x8010, "NOTA~1.TXT", 11);
	buf_clear(&p);
	put(&p, 1, 4);
	property(&p, 0x1E, 0x3707, "nota lang.txt", 14);
	attribute(&b, 2, 0x9005, p.bytes, p.len);
	attribute(&b, 2, 0x9002, "x", 1);
	if (nested) {
		struct buf inner = winmail(false), object = {0};

		buf_add(&object, "0123456789abcdef", 16);
		buf_add(&object, inner.bytes, inner.len);
		buf_clear(&p);
		put(&p, 1, 4);
		property(&p, 0x0D, 0x3701, object.bytes, object.len);
		attribute(&b, 2, 0x9005, p.bytes, p.len);
		buf_free(&inner);
		buf_free(&object);
	}
	buf_free(&p);
	return b;
}

Test(tnef, reads_winmail)
{
	struct buf b = winmail(true);
	struct told t;

	tell(&t, b.bytes, b.len, &(struct told_how) {.block = 0});
	tell_all_blocks(b.bytes, b.len, &(struct told_how) {.block = 0});
	cr_assert_str_eq(told_part(&t, "")->format, "tnef");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER),
			 "Subject: Overleg Gouda\nFrom: Jan\nFrom: SMTP:j@x\nSender: Jan Proef\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_PROPERTY), "café\n");
	cr_assert_str_eq(told_part(&t, "body.rtf")->format, "rtf");
	cr_assert_str_eq(told_text(&t, "", CARRIER_ATTACHMENT_NAME), "nota lang.txt\n");
	cr_assert_str_eq(told_text(&t, "1:nota lang.txt", CARRIER_BODY), "Hallo Utrecht");
	cr_assert_str_eq(told_part(&t, "2")->format, "tnef");
	cr_assert_str_eq(told_text(&t, "2!1:nota lang.txt", CARRIER_BODY), "Hallo Utrecht");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	buf_free(&b);
}

Test(tnef, tells_of_damage)
{
	struct buf b = winmail(false);
	struct told t;

	for (size_t len = 7; len < b.len; len++) {
		tell(&t, b.bytes, len, &(struct told_how) {.block = 0});
		told_free(&t);
	}
	tell(&t, b.bytes, b.len - 5, &(struct told_how) {.block = 0});
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	told_free(&t);
	b.bytes[20] ^= 1;
	tell(&t, b.bytes, b.len, &(struct told_how) {.block = 0});
	cr_assert(told_reason(&t, "", REASON_CRC_DIFFERS));
	told_free(&t);
	uint32_t seed = 3;
	for (int round = 0; round < 2000; round++) {
		seed = seed * 1664525 + 1013904223;
		b.bytes[6 + (seed >> 8) % (b.len - 6)] = (char)(seed >> 3);
		tell(&t, b.bytes, b.len, &(struct told_how) {.block = 0});
		told_free(&t);
		if (round % 20 == 0) {
			buf_free(&b);
			b = winmail(round % 40 == 0);
		}
	}
	buf_free(&b);
}

/* SignedData with content, its lengths known or not. */
#define OID_SIGNED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define OID_DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define TEXT "Content-Type: text/plain\n\nGouda"

Test(smime, reads_signed_content)
{
	struct told t;

	TELL(&t, "\x30\x80" OID_SIGNED "\xA0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" OID_DATA
		 "\xA0\x80\x24\x80\x04\x10"
		 "Content-Type: te"
		 "\x04\x0f"
		 "xt/plain\n\nGouda"
		 "\0\0\0\0\0\0\0\0\0\0\0\0");
	cr_assert_str_eq(told_part(&t, "")->format, "smime");
	cr_assert_str_eq(told_text(&t, "content!1", CARRIER_BODY), "Gouda");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	TELL(&t, "\x30\x48" OID_SIGNED "\xA0\x3B\x30\x39\x02\x01\x01\x31\x00\x30\x2E" OID_DATA
		 "\xA0\x21\x04\x1f" TEXT "\x31\x02\x05\x00");
	cr_assert_str_eq(told_text(&t, "content!1", CARRIER_BODY), "Gouda");
	told_free(&t);
	/* Cut off. */
	TELL(&t, "\x30\x48" OID_SIGNED "\xA0\x3B\x30\x39\x02\x01\x01\x31\x00\x30\x2E" OID_DATA
		 "\xA0\x21\x04\x1f"
		 "Content-Type: text/plain\n\nGo");
	cr_assert_str_eq(told_text(&t, "content!1", CARRIER_BODY), "Go");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	cr_assert(told_reason(&t, "content", REASON_TRUNCATED));
	told_free(&t);
	/* A signature apart from what it signs. */
	TELL(&t, "\x30\x1C" OID_SIGNED
		 "\xA0\x0F\x30\x0D\x02\x01\x01\x31\x00\x30\x00\x31\x02\x05\x00\x05\x00");
	cr_assert_str_eq(told_part(&t, "")->format, "smime");
	told_free(&t);
}
