/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/known_test.c - formats told apart that are not read. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "format/known.h"
#include "seen.h"

static const char *name_of(const void *bytes, size_t len)
{
	AUTO(arena) a = arena_new(64u << 20);
	int bits;
	const struct probe p = { .head = bytes, .len = len < PROBE_HEAD ? len : PROBE_HEAD,
				 .whole = len < PROBE_HEAD, .in = stream_memory(a, bytes, len), .arena = a };
	const struct format *f = known_find(&p, &bits);

	cr_assert_eq(!f, !bits);
	return f ? f->name : "";
}

#define IS(bytes, name) cr_assert_str_eq(name_of(bytes, sizeof(bytes) - 1), name)

Test(known, magic_numbers_are_told)
{
	IS("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png");
	IS("\xff\xd8\xff\xe0\0\x10JFIF", "jpeg");
	IS("\1\0\x09\0\0\3\xd1=\0\0", "wmf");
	IS("!BDN\1\2\3\4SM\x17\0", "pst");
	IS("SQLite format 3\0\x10\0", "sqlite");
	IS("\0\1\0\0Standard Jet DB\0", "mdb");
	IS("RIFF\x24\0\0\0WAVEfmt ", "wav");
	IS("RIFF\x24\0\0\0WEBPVP8 ", "webp");
	IS("\0\0\0\x18" "ftypheic\0\0\0\0", "heic");
	IS("\0\0\0\x18" "ftypisom\0\0\0\0", "mp4");
	IS("\xca\xfe\xba\xbe\0\0\0\x34\0", "java-class");
	IS("\xca\xfe\xba\xbe\0\0\0\2\1\0", "macho");
	IS("-----BEGIN PGP MESSAGE-----\n\nabc", "pgp");
	IS("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n", "pdf");
	IS("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80\x30\x80\2\1\0\0\0\0\0\0", "pkcs7");
	IS("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\2\1\0\0\0\0\0\0",
	   "pkcs7-signed");
	IS("\x8c\x0d\x04\x09\x03\x02" "saltsalt" "\x60\xd2\x40", "pgp");
}

Test(known, text_with_the_same_first_letters_is_not)
{
	IS("BM is een afkorting van bloedmonster\n", "");
	IS("MZ Eindhoven speelt zondag\nen wint met een ruime voorsprong, zegt men daar in de buurt.\n", "");
	IS("ID3 is een bus\n", "");
	IS("0 is nul\n", "");
	IS("\xff\xfeT\0e\0k\0s\0t\0", "");
	IS("", "");
}

Test(known, each_row_has_its_say)
{
	for (const struct format *const *f = known_formats; *f; f++)
		cr_assert((*f)->name && (*f)->about && (*f)->how && (*f)->claim && (*f)->read);
}

Test(known, locked_and_open_pdf_differ_in_the_reason)
{
	static const char pdf[] = "%PDF-1.4\ntrailer <</Root 1 0 R /EncryptMetadata false>>\n%%EOF\n";
	static const char locked[] = "%PDF-1.4\ntrailer <</Root 1 0 R /Encrypt 5 0 R>>\n%%EOF\n";
	AUTO(seen) s = seen_new();

	seen_read(s, "a.pdf", pdf, sizeof(pdf) - 1);
	cr_assert(seen_row(s, "", "pdf", "unsupported-format"));
	seen_read(s, "a.pdf", locked, sizeof(locked) - 1);
	cr_assert(seen_row(s, "", "pdf", "encrypted"));
}

/* An OLE2 file of four sectors: header, FAT, directory, the stream. */
struct ole_file {
	uint8_t bytes[4 * 512];
};

static void put32(uint8_t *at, uint32_t n)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (uint8_t)(n >> 8 * i);
}

static void put_entry(struct ole_file *f, unsigned i, const char *name, uint32_t child)
{
	uint8_t *e = f->bytes + 1024 + 128 * i;
	size_t len = strlen(name);

	memset(e, 0, 128);
	for (size_t c = 0; c < len; c++)
		e[2 * c] = (uint8_t)name[c];
	e[64] = (uint8_t)(2 * len + 2);
	e[66] = i ? 2 : 5;
	put32(e + 68, UINT32_MAX);
	put32(e + 72, UINT32_MAX);
	put32(e + 76, child);
	put32(e + 116, 2);
	put32(e + 120, 512);
}

static void make_ole(struct ole_file *f, const char *stream)
{
	memset(f, 0, sizeof(*f));
	memcpy(f->bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	f->bytes[30] = 9;
	put32(f->bytes + 44, 1);
	put32(f->bytes + 48, 1);
	put32(f->bytes + 68, 0xfffffffe);
	put32(f->bytes + 512, 0xfffffffd);
	put32(f->bytes + 516, 0xfffffffe);
	put32(f->bytes + 520, 0xfffffffe);
	put_entry(f, 0, "Root Entry", 1);
	put_entry(f, 1, stream, UINT32_MAX);
}

Test(known, ole_files_are_told_by_their_streams)
{
	static const char *const kinds[][2] = {
		{ "WordDocument", "doc" },           { "Workbook", "xls" },
		{ "PowerPoint Document", "ppt" },
		{ "EncryptedPackage", "ooxml-encrypted" }, { "Iets anders", "ole2" },
	};
	struct ole_file f;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		make_ole(&f, kinds[i][0]);
		cr_assert_str_eq(name_of(&f, sizeof(f)), kinds[i][1]);
	}
}

Test(known, a_locked_word_file_is_encrypted)
{
	struct ole_file f;
	AUTO(seen) s = seen_new();

	make_ole(&f, "WordDocument");
	seen_read(s, "a.doc", &f, sizeof(f));
	cr_assert(seen_row(s, "", "doc", "unsupported-format"));
	f.bytes[1536 + 11] = 1;
	seen_read(s, "a.doc", &f, sizeof(f));
	cr_assert(seen_row(s, "", "doc", "encrypted"));
}

Test(known, a_directory_that_goes_in_circles_ends)
{
	struct ole_file f;

	make_ole(&f, "Iets anders");
	put32(f.bytes + 516, 1);             /* the directory follows itself */
	put32(f.bytes + 1024 + 128 + 68, 1); /* and so does its only entry */
	cr_assert_str_eq(name_of(&f, sizeof(f)), "ole2");
	for (size_t len = 8; len < sizeof(f); len += 7)
		cr_assert_str_eq(name_of(&f, len), "ole2");
}
