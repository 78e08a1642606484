/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ole.c - which of the many kinds of OLE2 file (compound file, [MS-CFB]) this is.
 *
 * A .doc, an .xls and a .msg differ by the names of the streams in the root folder. Those of
 * embedded objects stand in the same directory, so the root's tree is walked. Everything is read
 * within a budget: the chains may be loops.
 */
#include "base/bytes.h"
#include "format/known.h"
#include <string.h>

#define HEADER_LEN 512
#define ENTRY_LEN 128
#define READS_MAX 20000
#define DIRECTORY_MAX (4u << 20)
#define FAT_IN_HEADER 109
#define NO_SECTOR 0xfffffff0u /* this and above are marks, no sectors */
#define NO_ENTRY 0xffffffffu

struct ole {
	const uint8_t *header;
	struct seekable *k;
	unsigned shift;
	unsigned reads; /* left */
	uint8_t *directory;
	size_t n_entries;
};

static bool read_exactly(struct ole *o, void *to, size_t len, uint64_t at)
{
	if (!o->reads)
		return false;
	o->reads--;
	return o->k->read_at(o->k, to, len, at) == (ssize_t)len;
}

static uint64_t sector_at(const struct ole *o, uint32_t sector)
{
	return ((uint64_t)sector + 1) << o->shift;
}

/* The number at index of a sector full of numbers. */
static uint32_t number_in(struct ole *o, uint32_t sector, uint32_t index)
{
	uint8_t b[4];

	if (sector >= NO_SECTOR || !read_exactly(o, b, 4, sector_at(o, sector) + 4ull * index))
		return NO_ENTRY;
	return little32(b);
}

static uint32_t next_sector(struct ole *o, uint32_t sector)
{
	uint32_t per = 1u << (o->shift - 2);
	uint32_t fat = sector / per, list;

	if (fat < FAT_IN_HEADER)
		return number_in(o, little32(o->header + 76 + 4 * fat), sector % per);
	fat -= FAT_IN_HEADER;
	list = little32(o->header + 68);
	for (; fat >= per - 1 && list < NO_SECTOR; fat -= per - 1)
		list = number_in(o, list, per - 1);
	return number_in(o, number_in(o, list, fat), sector % per);
}

static void read_directory(struct ole *o, struct arena *a)
{
	size_t size = (size_t)1 << o->shift, room = 0, len = 0;
	uint32_t sector = little32(o->header + 48);

	while (sector < NO_SECTOR && len + size <= DIRECTORY_MAX) {
		if (len + size > room) {
			uint8_t *more = arena_get(a, room = room ? 4 * room : 16 * size);

			if (len)
				memcpy(more, o->directory, len);
			o->directory = more;
		}
		if (!read_exactly(o, o->directory + len, size, sector_at(o, sector)))
			break;
		len += size;
		sector = next_sector(o, sector);
	}
	o->n_entries = len / ENTRY_LEN;
}

static const uint8_t *entry(const struct ole *o, uint32_t i)
{
	return i < o->n_entries ? o->directory + (size_t)ENTRY_LEN * i : NULL;
}

static bool is_named(const uint8_t *e, const char *name)
{
	size_t len = strlen(name);

	if (little16(e + 64) != 2 * len + 2)
		return false;
	for (size_t i = 0; i < len; i++)
		if (e[2 * i] != (uint8_t)name[i] || e[2 * i + 1])
			return false;
	return true;
}

static bool is_word_locked(struct ole *o, const uint8_t *e)
{
	uint8_t flags[2];

	return read_exactly(o, flags, 2, sector_at(o, little32(e + 116)) + 10) &&
	       little16(flags) & 0x0100;
}

/* A FILEPASS record stands right behind the opening one. */
static bool is_sheet_locked(struct ole *o, const uint8_t *e)
{
	uint64_t at = sector_at(o, little32(e + 116));
	uint8_t b[4];

	for (unsigned n = 0; n < 4 && read_exactly(o, b, 4, at); n++, at += 4u + little16(b + 2))
		if (little16(b) == 0x2f)
			return true;
	return false;
}

static const struct mark {
	const char *stream, *kind;
	bool locked;
	bool (*is_locked)(struct ole *o, const uint8_t *e);
} marks[] = { /* the first that is there decides */
	{ "EncryptedPackage", "ooxml-encrypted", true, NULL },
	{ "\tDRMContent", "office-protected", true, NULL },
	{ "EncryptedSummary", "ppt", true, NULL },
	{ "__properties_version1.0", "msg", false, NULL },
	{ "WordDocument", "doc", false, is_word_locked },
	{ "Workbook", "xls", false, is_sheet_locked },
	{ "Book", "xls", false, is_sheet_locked },
	{ "PowerPoint Document", "ppt", false, NULL },
	{ "VisioDocument", "vsd", false, NULL },
	{ "Quill", "pub", false, NULL },
	{ "MatOST", "wps", false, NULL },
	{ "StarWriterDocument", "sdw", false, NULL },
	{ "StarCalcDocument", "sdc", false, NULL },
};

/* All entries of the root folder: a binary tree by left (68) and right (72), each visited once. */
static size_t root_entries(const struct ole *o, struct arena *a, uint32_t *list)
{
	bool *seen = arena_get(a, o->n_entries);
	uint32_t next = o->n_entries ? little32(o->directory + 76) : NO_ENTRY;
	size_t n = 0;

	for (size_t done = 0; done <= n; done++) {
		const uint32_t ways[] = { next, done ? little32(entry(o, list[done - 1]) + 68) : NO_ENTRY,
					  done ? little32(entry(o, list[done - 1]) + 72) : NO_ENTRY };

		next = NO_ENTRY;
		for (size_t w = 0; w < ARRAY_LEN(ways); w++)
			if (entry(o, ways[w]) && !seen[ways[w]]) {
				seen[ways[w]] = true;
				list[n++] = ways[w];
			}
	}
	return n;
}

static const char *kind_of(struct ole *o, const uint32_t *list, size_t n, bool *encrypted)
{
	for (size_t m = 0; m < ARRAY_LEN(marks); m++)
		for (size_t i = 0; i < n; i++) {
			const uint8_t *e = entry(o, list[i]);

			if (!is_named(e, marks[m].stream))
				continue;
			*encrypted = marks[m].locked || (marks[m].is_locked && marks[m].is_locked(o, e));
			return marks[m].kind;
		}
	return NULL;
}

static bool is_installer(const struct ole *o)
{
	return o->n_entries && !memcmp(o->directory + 80, "\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0F", 16);
}

const char *ole_kind(const struct probe *p, bool *encrypted)
{
	struct ole o = { .header = p->head, .reads = READS_MAX };

	*encrypted = false;
	if (p->len < HEADER_LEN)
		return "ole2";
	o.shift = little16(p->head + 30);
	o.k = o.shift == 9 || o.shift == 12 ? stream_seekable(p->arena, p->in) : NULL;
	if (!o.k)
		return "ole2";
	read_directory(&o, p->arena);
	uint32_t *list = arena_get(p->arena, o.n_entries * sizeof(*list));
	size_t n = root_entries(&o, p->arena, list);
	const char *kind = kind_of(&o, list, n, encrypted);
	if (!kind && is_installer(&o))
		kind = "msi";
	if (!kind && !n) {
		/* The tree is damaged: any name will do. */
		for (; n < o.n_entries; n++)
			list[n] = (uint32_t)n;
		kind = kind_of(&o, list, n, encrypted);
	}
	return kind ? kind : "ole2";
}
