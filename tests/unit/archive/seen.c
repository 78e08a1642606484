/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/seen.c - reads bytes as a file and keeps all that came out; makes archives. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include "base/utf8.h"
#include "seen.h"

struct seen *seen_new(void)
{
	struct seen *s = xcalloc(1, sizeof(*s));

	s->limits = default_limits;
	return s;
}

void seen_free(struct seen *s)
{
	if (!s)
		return;
	buf_free(&s->rows);
	buf_free(&s->text);
	free(s);
}

static int on_text(void *arg, const struct text *t)
{
	struct seen *s = arg;

	cr_assert_eq(utf8_valid_prefix(t->bytes, t->len), t->len);
	buf_add_format(&s->text, "%s [%s] %.*s\n", t->part, carrier_word(t->carrier),
		       (int)(t->own_to - t->own_from), t->bytes + t->own_from);
	return 0;
}

static int on_part(void *arg, const struct part_report *r)
{
	struct seen *s = arg;

	s->n_parts++;
	buf_add_format(&s->rows, "%s %s ", r->part, r->format);
	for (size_t i = 0; i < r->n_reasons; i++)
		buf_add_format(&s->rows, "%s%s", i ? "," : "", reason_word(r->reasons[i].reason));
	buf_add_str(&s->rows, "\n");
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	(void)arg;
	(void)part;
	(void)file_name;
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)arg;
	(void)digest;
	return 0;
}

void seen_read(struct seen *s, const char *file_name, const void *bytes, size_t len)
{
	const struct sink sink = { s, on_text, on_part, on_begin, on_end };
	struct reading r = { .path = file_name, .fd = memfd_create("test", 0), .size = len,
			     .limits = &s->limits };

	cr_assert(r.fd >= 0);
	cr_assert_eq(write(r.fd, bytes, len), (ssize_t)len);
	buf_clear(&s->rows);
	buf_add_str(&s->rows, "\n");
	buf_clear(&s->text);
	buf_add_str(&s->text, "");
	s->n_parts = 0;
	cr_assert_eq(read_fd(&r, &sink), 0);
	close(r.fd);
}

bool seen_row(const struct seen *s, const char *part, const char *format, const char *reasons)
{
	char *row = xformat("\n%s %s %s\n", part, format, reasons);
	bool found = strstr(s->rows.bytes, row);

	if (!found)
		fprintf(stderr, "no row%samong%s%s", row, s->rows.bytes, s->text.bytes);
	free(row);
	return found;
}

bool seen_text(const struct seen *s, const char *needle)
{
	return strstr(s->text.bytes, needle);
}

static void add_number(struct buf *b, uint64_t n, unsigned bytes)
{
	while (bytes--) {
		buf_add_byte(b, (char)n);
		n >>= 8;
	}
}

static void deflate_all(struct buf *to, const void *bytes, size_t len, int window)
{
	z_stream z = { 0 };

	cr_assert_eq(deflateInit2(&z, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY), Z_OK);
	buf_need(to, deflateBound(&z, len) + 64);
	z.next_in = (Bytef *)bytes;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)to->bytes + to->len;
	z.avail_out = (uInt)(to->room - to->len);
	cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	to->len += z.total_out;
	deflateEnd(&z);
}

void make_member(struct making *z, const char *name, const void *bytes, size_t len, int how)
{
	struct buf packed = { 0 };
	size_t at = z->file.len, name_len = strlen(name);
	uint32_t crc = (uint32_t)crc32(0, bytes, (uInt)len);
	bool later = how == MAKE_DESCRIPTOR;

	if (how == MAKE_STORED)
		buf_add(&packed, bytes, len);
	else
		deflate_all(&packed, bytes, len, -15);
	struct buf *parts[] = { &z->file, &z->directory };
	for (unsigned i = 0; i < (how == MAKE_UNLISTED ? 1 : 2); i++) {
		struct buf *b = parts[i];

		buf_add(b, i ? "PK\1\2\x14\0" : "PK\3\4", i ? 6 : 4);
		add_number(b, 20, 2);
		add_number(b, later ? 8 : 0, 2);
		add_number(b, how == MAKE_STORED ? 0 : 8, 2);
		add_number(b, 0, 4);
		add_number(b, later && !i ? 0 : crc, 4);
		add_number(b, later && !i ? 0 : packed.len, 4);
		add_number(b, later && !i ? 0 : len, 4);
		add_number(b, name_len, 2);
		add_number(b, 0, 2);
		if (i) {
			add_number(b, 0, 10);
			add_number(b, at, 4);
		}
		buf_add(b, name, name_len);
	}
	buf_add(&z->file, packed.bytes, packed.len);
	if (later) {
		buf_add(&z->file, "PK\7\10", 4);
		add_number(&z->file, crc, 4);
		add_number(&z->file, packed.len, 4);
		add_number(&z->file, len, 4);
	}
	z->n += how != MAKE_UNLISTED;
	buf_free(&packed);
}

void make_text(struct making *z, const char *name, const char *text)
{
	make_member(z, name, text, strlen(text), MAKE_DEFLATED);
}

void make_end(struct making *z, const char *comment)
{
	size_t at = z->file.len;

	buf_add(&z->file, z->directory.bytes, z->directory.len);
	buf_add(&z->file, "PK\5\6\0\0\0\0", 8);
	add_number(&z->file, z->n, 2);
	add_number(&z->file, z->n, 2);
	add_number(&z->file, z->directory.len, 4);
	add_number(&z->file, at, 4);
	add_number(&z->file, strlen(comment), 2);
	buf_add_str(&z->file, comment);
}

void make_free(struct making *z)
{
	buf_free(&z->file);
	buf_free(&z->directory);
}

static void put_octal(char *to, size_t digits, size_t n)
{
	while (digits--) {
		to[digits] = (char)('0' + n % 8);
		n /= 8;
	}
}

void make_tar_sum(char block[512])
{
	unsigned sum = 0;

	memset(block + 148, ' ', 8);
	for (unsigned i = 0; i < 512; i++)
		sum += (unsigned char)block[i];
	put_octal(block + 148, 6, sum);
	block[154] = 0;
}

void make_tar_member(struct buf *tar, const char *name, char type, const void *bytes, size_t len)
{
	char block[512] = { 0 };

	strncpy(block, name, 99);
	put_octal(block + 100, 7, 0644);
	put_octal(block + 108, 7, 0);
	put_octal(block + 116, 7, 0);
	put_octal(block + 124, 11, len);
	put_octal(block + 136, 11, 0);
	block[156] = type;
	if (type == '1' || type == '2')
		memcpy(block + 157, "doel", 5);
	memcpy(block + 257, "ustar\00000", 8);
	make_tar_sum(block);
	buf_add(tar, block, sizeof(block));
	buf_add(tar, bytes, len);
	while (tar->len % 512)
		buf_add_byte(tar, 0);
}

void make_tar_text(struct buf *tar, const char *name, const char *text)
{
	make_tar_member(tar, name, '0', text, strlen(text));
}

void make_tar_link(struct buf *tar, const char *name, char type)
{
	make_tar_member(tar, name, type, "", 0);
}

void make_tar_end(struct buf *tar)
{
	for (unsigned i = 0; i < 1024; i++)
		buf_add_byte(tar, 0);
}

void make_gzip(struct buf *to, const char *text)
{
	deflate_all(to, text, strlen(text), 31);
}
