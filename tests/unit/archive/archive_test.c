/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/archive_test.c - tar and the archives that are read like it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "format/archive_source.h"
#include "seen.h"

#define ONE "Gesprek met mevrouw Voorbeeld te Delft.\n"
#define TWO "Verslag over de heer Proef te Utrecht.\n"

static struct seen *read_buf(const struct buf *b)
{
	struct seen *s = seen_new();

	seen_read(s, "proef", b->bytes, b->len);
	return s;
}

static void expect_two(const struct seen *s)
{
	cr_assert(seen_row(s, "een.txt", "text", ""));
	cr_assert(seen_row(s, "map/twee.txt", "text", ""));
	cr_assert(seen_text(s, "een.txt [body] " ONE));
	cr_assert(seen_text(s, "map/twee.txt [body] " TWO));
	cr_assert(seen_text(s, "[attachment-name] een.txt\n"));
}

Test(tar, members_are_read_and_links_are_rows)
{
	struct buf tar = { 0 };

	make_tar_text(&tar, "een.txt", ONE);
	make_tar_link(&tar, "map/", '5');
	make_tar_link(&tar, "koppeling", '2');
	make_tar_link(&tar, "hard", '1');
	make_tar_link(&tar, "pijp", '6');
	make_tar_text(&tar, "map/twee.txt", TWO);
	make_tar_end(&tar);
	AUTO(seen) s = read_buf(&tar);
	expect_two(s);
	cr_assert(seen_row(s, "koppeling", "unknown", "symlink"));
	cr_assert(seen_row(s, "hard", "unknown", "symlink"));
	cr_assert(seen_row(s, "pijp", "unknown", "special-file"));
	cr_assert(seen_row(s, "", "tar", ""));
	cr_assert_eq(s->n_parts, 6);
	buf_free(&tar);
}

Test(tar, one_without_magic_is_told_by_its_checksum)
{
	struct buf tar = { 0 };

	make_tar_text(&tar, "een.txt", ONE);
	make_tar_text(&tar, "map/twee.txt", TWO);
	make_tar_end(&tar);
	for (size_t at = 0; at < 2048; at += 1024) {
		memset(tar.bytes + at + 257, 0, 8);
		make_tar_sum(tar.bytes + at);
	}
	AUTO(seen) s = read_buf(&tar);
	expect_two(s);
	tar.bytes[3] ^= 1;
	AUTO(seen) t = read_buf(&tar);
	cr_assert(!strstr(t->rows.bytes, " tar "));
	buf_free(&tar);
}

Test(tar, cut_anywhere_it_gives_what_is_left)
{
	struct buf tar = { 0 };

	make_tar_text(&tar, "een.txt", ONE);
	make_tar_text(&tar, "map/twee.txt", TWO);
	make_tar_end(&tar);
	for (size_t len = 520; len < 2048; len += 13) {
		AUTO(seen) s = seen_new();

		seen_read(s, "proef.tar", tar.bytes, len);
		cr_assert(strstr(s->rows.bytes, "truncated"), "ok at %zu", len);
		if (len >= 1024)
			cr_assert(seen_text(s, ONE));
		else
			cr_assert(seen_text(s, "een.txt [body] Gesprek"));
	}
	buf_free(&tar);
}

Test(tar, a_damaged_block_costs_one_member)
{
	struct buf tar = { 0 };

	make_tar_text(&tar, "een.txt", ONE);
	make_tar_text(&tar, "kapot.txt", "x");
	make_tar_text(&tar, "map/twee.txt", TWO);
	make_tar_end(&tar);
	tar.bytes[1024] ^= 1;
	AUTO(seen) s = read_buf(&tar);
	expect_two(s);
	cr_assert(seen_row(s, "", "tar", "corrupt"));
	buf_free(&tar);
}

Test(tar, joined_ones_are_read_to_the_end)
{
	struct buf tar = { 0 };

	make_tar_text(&tar, "een.txt", ONE);
	make_tar_end(&tar);
	make_tar_text(&tar, "map/twee.txt", TWO);
	make_tar_end(&tar);
	AUTO(seen) s = read_buf(&tar);
	expect_two(s);
	buf_free(&tar);
}

Test(tar, packed_members_are_unpacked)
{
	struct buf tar = { 0 }, packed = { 0 };

	make_gzip(&packed, ONE);
	make_tar_member(&tar, "x", '0', packed.bytes, packed.len);
	make_tar_end(&tar);
	AUTO(seen) s = read_buf(&tar);
	cr_assert(seen_row(s, "x!gz", "text", ""));
	cr_assert(seen_row(s, "x", "gzip", ""));
	buf_free(&tar);
	buf_free(&packed);
}

Test(tar, text_that_looks_like_a_format_of_the_library_stays_text)
{
	static const char *const texts[] = { "#mtree\neen type=file\n", "WARC/1.0\nWARC-Type: x\n",
					     "!<arch>\nverslag\n", "070707 is het nummer\n" };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO(seen) s = seen_new();

		seen_read(s, "x.txt", texts[i], strlen(texts[i]));
		cr_assert(seen_text(s, texts[i]));
		cr_assert_eq(s->n_parts, 1);
	}
}

/* Asked whether a format that was not found has a password, the library would read from nowhere. */
Test(archive, what_is_of_no_format_has_a_reason)
{
	static const char zip[] = "PK\3\4\x14\0\0\0\x08\0\xc0KlL&V\xae!\xf1\x05\0\0\x8b\x05\0\0z\0\t\0\0\0Pn";
	AUTO(arena) a = arena_new(1u << 20);
	enum reason why = REASON_NONE;
	const char *text = NULL;

	cr_assert(!source_open_archive(a, stream_memory(a, zip, sizeof(zip) - 1), NULL, UNPACK_RAR, &why,
				       &text));
	cr_assert(why != REASON_NONE && why != REASON_ENCRYPTED && text);
}

Test(archive, a_7z_that_is_cut_says_so)
{
	static const char head[] = "7z\xbc\xaf\x27\x1c\0\4" "abcd" "\x40\0\0\0\0\0\0\0" "\x20\0\0\0\0\0\0\0" "efgh";
	AUTO(seen) s = seen_new();

	seen_read(s, "x.7z", head, sizeof(head) - 1);
	cr_assert(seen_row(s, "", "7z", "truncated"));
}

/* As 7-Zip makes it: een.txt, stored, and twee.txt with a password. */
static const uint8_t with_password[] = {
	0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0x00, 0x04, 0x85, 0x99, 0xa6, 0x87, 0x99, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xd9, 0xde, 0xd5, 0x3d,
	0x50, 0x72, 0x6f, 0x65, 0x66, 0x20, 0x74, 0x65, 0x20, 0x44, 0x65, 0x6c, 0x66, 0x74, 0x0a, 0x5d,
	0xef, 0x34, 0x18, 0x52, 0x56, 0x18, 0xf6, 0xc0, 0x28, 0x4c, 0x94, 0x28, 0x52, 0xd6, 0x8e, 0x7c,
	0x70, 0x65, 0xa1, 0x1e, 0x0f, 0x46, 0x5d, 0x58, 0xa9, 0xc3, 0x5a, 0x73, 0xc1, 0x46, 0x10, 0x00,
	0x00, 0x81, 0x33, 0x07, 0xae, 0x31, 0x99, 0x45, 0x15, 0x5d, 0xb9, 0x14, 0xa6, 0x81, 0x0b, 0x96,
	0x37, 0xbe, 0x7c, 0xaf, 0x86, 0x05, 0xbb, 0xf7, 0x8d, 0xae, 0x34, 0x41, 0x79, 0xd7, 0x1e, 0xd5,
	0x53, 0x90, 0x86, 0x88, 0x33, 0xeb, 0x86, 0xa5, 0x73, 0xf4, 0x32, 0x94, 0xe4, 0x63, 0x78, 0x60,
	0x34, 0xbb, 0xdf, 0x3e, 0xc4, 0x57, 0x7d, 0x58, 0x19, 0x24, 0x1a, 0x70, 0xac, 0x83, 0x9b, 0x28,
	0x93, 0x27, 0x6f, 0x27, 0x18, 0x73, 0x4e, 0xf5, 0x68, 0xe5, 0xf5, 0x43, 0x0a, 0x0b, 0x6c, 0x94,
	0xdf, 0xbd, 0xb1, 0x63, 0x88, 0x18, 0x04, 0x61, 0x3b, 0x7b, 0x9f, 0x79, 0x91, 0x4a, 0xac, 0x76,
	0x66, 0x25, 0xcd, 0x86, 0x5b, 0x64, 0x15, 0xc1, 0xb1, 0x17, 0x06, 0x2f, 0x01, 0x09, 0x6a, 0x00,
	0x07, 0x0b, 0x01, 0x00, 0x01, 0x23, 0x03, 0x01, 0x01, 0x05, 0x5d, 0x00, 0x10, 0x00, 0x00, 0x0c,
	0x80, 0x82, 0x0a, 0x01, 0x29, 0x3b, 0xf0, 0x29, 0x00, 0x00,
};

Test(archive, of_a_7z_what_is_not_encrypted_is_read)
{
	AUTO(seen) s = seen_new();

	seen_read(s, "x.7z", with_password, sizeof(with_password));
	cr_assert(seen_row(s, "een.txt", "text", ""));
	cr_assert(seen_text(s, "een.txt [body] Proef te Delft"));
	cr_assert(seen_row(s, "twee.txt", "unknown", "encrypted"));
}

Test(archive, cpio_is_told_by_its_digits)
{
	struct buf b = { 0 };

	for (unsigned i = 0; i < 2; i++) {
		const char *name = i ? "TRAILER!!!" : "een.txt", *text = i ? "" : ONE;

		buf_add_format(&b, "070701%08x%08x%08x%08x%08x%08x%08zx%08x%08x%08x%08x%08zx%08x", i + 1,
			       0100644u, 0u, 0u, 1u, 0u, strlen(text), 0u, 0u, 0u, 0u, strlen(name) + 1, 0u);
		buf_add(&b, name, strlen(name) + 1);
		while (b.len % 4)
			buf_add_byte(&b, 0);
		buf_add_str(&b, text);
		while (b.len % 4)
			buf_add_byte(&b, 0);
	}
	AUTO(seen) s = read_buf(&b);
	cr_assert(seen_row(s, "een.txt", "text", ""));
	cr_assert(seen_text(s, "een.txt [body] " ONE));
	buf_free(&b);
}
