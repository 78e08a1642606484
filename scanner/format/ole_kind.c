/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ole_kind.c - which of the many kinds of OLE2 file (compound file, [MS-CFB]) this is.
 *
 * A .doc, an .xls and a .msg differ by the names of the streams in the root folder. Those of
 * embedded objects stand in the same directory, so only children of the root count.
 */
#include "base/bytes.h"
#include "format/cfb.h"
#include "format/known.h"
#include <string.h>

#define LOOK 4096u

static bool is_word_locked(struct stream *s)
{
	const uint8_t *b;

	return stream_peek(s, 12, &b) >= 12 && little16(b + 10) & 0x0100;
}

/* A FILEPASS record stands right behind the opening one. */
static bool is_sheet_locked(struct stream *s)
{
	const uint8_t *b;
	size_t len = stream_peek(s, LOOK, &b), at = 0;

	for (unsigned n = 0; n < 4 && at + 4 <= len; n++, at += 4u + little16(b + at + 2))
		if (little16(b + at) == 0x2f)
			return true;
	return false;
}

static const struct mark {
	const char *stream, *kind;
	bool locked;
	bool (*is_locked)(struct stream *s);
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
	{ "_VBA_PROJECT", "vba", false, NULL },
};

int ole_mark(const char *name)
{
	for (size_t m = 0; m < ARRAY_LEN(marks); m++)
		if (!strcasecmp(name, marks[m].stream))
			return (int)m;
	return OLE_UNMARKED;
}

const char *ole_marked(struct arena *a, struct cfb *c, const struct cfb_entry *e, bool *locked)
{
	const struct mark *m = &marks[ole_mark(e->name)];

	*locked = m->locked || (m->is_locked && m->is_locked(cfb_stream(a, c, e)));
	return m->kind;
}

/* The child of the root whose mark comes first; NULL: none has one. */
static const struct cfb_entry *root_mark(const struct cfb *c)
{
	const struct cfb_entry *best = NULL;
	int first = OLE_UNMARKED;

	for (uint32_t i = 1; i < cfb_count(c); i++) {
		const struct cfb_entry *e = cfb_at(c, i);
		int m = e->name && !e->parent ? ole_mark(e->name) : OLE_UNMARKED;

		if (m < first) {
			first = m;
			best = e;
		}
	}
	return best;
}

static bool is_installer(const struct cfb *c)
{
	return !memcmp(cfb_class(c), "\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0F", 16);
}

const char *ole_kind(const struct probe *p, bool *encrypted)
{
	const char *kind = "ole2";
	struct cfb *c;
	size_t mark;

	*encrypted = false;
	stream_seekable(p->arena, p->in); /* it stays */
	mark = arena_mark(p->arena);
	c = cfb_open(p->arena, p->in);
	if (c && cfb_count(c)) {
		const struct cfb_entry *e = root_mark(c);

		kind = e ? ole_marked(p->arena, c, e, encrypted) : is_installer(c) ? "msi" : "ole";
	}
	arena_rewind(p->arena, mark);
	return kind;
}
