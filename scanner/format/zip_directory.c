/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/zip_directory.c - finds the central directory of a zip from the end of the file and lists
 * its members (APPNOTE 4.3.12 - 4.3.16).
 *
 * What stands before the zip (a program that unpacks itself) shifts all offsets; what stands after
 * it, or a comment that looks like an end record, hides the end. So each end record found from
 * behind is tried, and the first one that leads to a directory counts.
 */
#include "format/zip_inside.h"
#include "base/bytes.h"
#include <string.h>
#include <zlib.h>

#define END_SEARCH (1u << 20) /* a comment has up to 64 KiB, and more junk may follow */
#define END64 "PK\6\6"
#define END64_LEN 56
#define LOCATOR64 "PK\6\7"
#define LOCATOR64_LEN 20
enum { EXTRA_ZIP64 = 1, EXTRA_AES = 0x9901, EXTRA_UNICODE_NAME = 0x7075 };

struct end { /* one end record, in 64 bits */
	uint64_t at;       /* where the directory must have ended */
	uint64_t count, size, offset;
	bool several_disks;
};

static void read_end64(struct zip *z, uint64_t end_at, struct end *e)
{
	const uint8_t *b;
	uint64_t at;

	if (end_at < LOCATOR64_LEN)
		return;
	b = zip_look(z, end_at - LOCATOR64_LEN, LOCATOR64_LEN, 0);
	if (!b || memcmp(b, LOCATOR64, 4))
		return;
	at = little64(b + 8);
	b = zip_look(z, at, END64_LEN, 0);
	if (!b || memcmp(b, END64, 4)) {
		/* The offset is off if something stands before the zip. */
		if (end_at < LOCATOR64_LEN + END64_LEN)
			return;
		at = end_at - LOCATOR64_LEN - END64_LEN;
		b = zip_look(z, at, END64_LEN, 0);
	}
	if (!b || memcmp(b, END64, 4))
		return;
	e->at = at;
	e->several_disks = little32(b + 16) || little32(b + 20) || little64(b + 24) != little64(b + 32);
	e->count = little64(b + 32);
	e->size = little64(b + 40);
	e->offset = little64(b + 48);
}

static bool is_directory_at(struct zip *z, uint64_t at, uint64_t base)
{
	const uint8_t *b = zip_look(z, at, ZIP_ENTRY_LEN, 0);
	uint64_t local;

	if (!b || memcmp(b, ZIP_ENTRY, 4))
		return false;
	local = little32(b + 42);
	if (local == UINT32_MAX)
		return true;
	b = zip_look(z, base + local, 4, 0);
	return b && !memcmp(b, ZIP_LOCAL, 4);
}

/* Where the directory is that this end record speaks of. */
static bool find_directory(struct zip *z, const struct end *e)
{
	uint64_t before = e->at >= e->size ? e->at - e->size : 0;

	z->directory_end = e->at;
	if (!e->count && !e->size) {
		z->directory_at = e->at;
		z->base = e->at >= e->offset ? e->at - e->offset : 0;
		return e->offset <= e->at;
	}
	if (e->at >= e->size && before >= e->offset && is_directory_at(z, before, before - e->offset)) {
		z->directory_at = before;
		z->base = before - e->offset;
		return true;
	}
	z->directory_at = e->offset;
	z->base = 0;
	return e->offset < e->at && is_directory_at(z, e->offset, 0);
}

static bool try_end(struct zip *z, uint64_t at)
{
	const uint8_t *b = zip_look(z, at, ZIP_END_LEN, 0);
	struct end e;
	unsigned comment_len;

	if (!b)
		return false;
	z->end_seen = true;
	e = (struct end){ .at = at,
			  .count = little16(b + 10),
			  .size = little32(b + 12),
			  .offset = little32(b + 16),
			  .several_disks = little16(b + 4) || little16(b + 6) ||
					   little16(b + 8) != little16(b + 10) };
	comment_len = little16(b + 20);
	read_end64(z, at, &e);
	if (e.several_disks)
		z->several_disks = true;
	if (e.several_disks || !find_directory(z, &e))
		return false;
	size_t n = zip_look_some(z, at + ZIP_END_LEN, comment_len, &b);
	z->comment = n ? zip_keep_name(z, b, n) : NULL;
	z->end_at = at + ZIP_END_LEN + n;
	z->stated = e.count;
	return true;
}

static bool find_end(struct zip *z)
{
	const uint64_t size = z->k->size, step = ZIP_LOOK_MAX / 2;
	uint8_t *block = arena_get(z->arena, (size_t)step + 4);
	uint64_t from = size;

	while (from && size - from < END_SEARCH) {
		uint64_t to = from + 3 < size ? from + 3 : size;

		from = from > step ? from - step : 0;
		ssize_t got = z->k->read_at(z->k, block, (size_t)(to - from), from);
		for (ssize_t i = got - 4; i >= 0; i--)
			if (block[i] == 'P' && !memcmp(block + i, ZIP_END, 4) &&
			    try_end(z, from + (uint64_t)i))
				return true;
	}
	return false;
}

/* The fields that did not fit in 32 bits, in the order of APPNOTE 4.5.3. */
static void read_zip64(const uint8_t *b, size_t len, struct zip_member *m)
{
	uint64_t *fields[] = { &m->size, &m->packed, &m->header_at };

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (*fields[i] == UINT32_MAX && len >= 8) {
			*fields[i] = little64(b);
			b += 8;
			len -= 8;
		}
}

static void read_extra(struct zip *z, const uint8_t *b, size_t len, struct zip_member *m)
{
	while (len >= 4) {
		unsigned id = little16(b), n = little16(b + 2);

		b += 4;
		len -= 4;
		if (n > len)
			return;
		if (id == EXTRA_ZIP64)
			read_zip64(b, n, m);
		else if (id == EXTRA_AES)
			m->encrypted = true;
		else if (id == EXTRA_UNICODE_NAME && n > 5 && b[0] == 1 && little32(b + 1) == m->name_crc)
			m->name = zip_keep_name(z, b + 5, n - 5);
		b += n;
		len -= n;
	}
}

/* Lists the entry at *at and moves on; false where there is none. */
static bool read_entry(struct zip *z, uint64_t *at)
{
	const uint8_t *b = zip_look(z, *at, ZIP_ENTRY_LEN, STREAM_BLOCK);

	if (!b || memcmp(b, ZIP_ENTRY, 4))
		return false;
	size_t name = little16(b + 28), extra = little16(b + 30), comment = little16(b + 32);
	size_t len = ZIP_ENTRY_LEN + name + extra + comment;

	b = zip_look(z, *at, len, STREAM_BLOCK);
	struct zip_member *m = b ? zip_add(z) : NULL;
	if (!m)
		return false;
	unsigned flags = little16(b + 8);
	m->method = little16(b + 10);
	m->encrypted = flags & (ZIP_FLAG_ENCRYPTED | ZIP_FLAG_STRONG | ZIP_FLAG_MASKED) ||
		       m->method == ZIP_AES;
	m->crc = little32(b + 16);
	m->packed = little32(b + 20);
	m->size = little32(b + 24);
	m->header_at = little32(b + 42);
	m->name_crc = (uint32_t)crc32(0, b + ZIP_ENTRY_LEN, (uInt)name);
	read_extra(z, b + ZIP_ENTRY_LEN + name, extra, m);
	if (!m->name)
		m->name = zip_keep_name(z, b + ZIP_ENTRY_LEN, name);
	if (comment)
		m->comment = zip_keep_name(z, b + ZIP_ENTRY_LEN + name + extra, comment);
	m->folder = name && b[ZIP_ENTRY_LEN + name - 1] == '/' && !m->size && m->packed <= 2;
	m->header_at = m->header_at > UINT64_MAX - z->base ? UINT64_MAX : m->header_at + z->base;
	*at += len;
	return true;
}

bool zip_read_directory(struct zip *z)
{
	uint64_t at;

	if (!find_end(z)) {
		z->directory_at = z->directory_end = z->k->size;
		z->base = 0;
		return false;
	}
	for (at = z->directory_at; at < z->directory_end && read_entry(z, &at);)
		;
	z->directory_cut = at < z->directory_end;
	z->directory_end = at;
	z->listed = z->n;
	return true;
}
