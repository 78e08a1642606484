/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ole.c - an OLE2 file that is a wrapper: an object embedded in a document. Each stream is a
 * part, to be recognised by its content; what holds no text of anyone is left out.
 *
 * A storage that is a file of a kind we know but do not read (the Word document in a mail in a
 * spreadsheet) is one row of the ledger, not one for each of its streams.
 */
#include "base/bytes.h"
#include "format/cfb.h"
#include "format/decode.h"
#include "format/known.h"
#include "format/ole10.h"
#include <string.h>

#define BITS_OLE 80 /* one more than a row of known.inc */
#define NATIVE_LOOK 4096u
#define DEPTH_MAX 32

struct ole {
	struct out *out;
	struct cfb *c;
	uint32_t top; /* the storage that is read */
};

/* Names of classes, where an object is linked to, indexes of macros. */
static bool is_machinery(const char *name)
{
	static const char *const names[] = { "\1CompObj", "\1Ole", "\3ObjInfo", "\3LinkInfo" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* The names of the storages it stands in, and its own, without control characters. */
static const char *path_of(struct ole *o, uint32_t i)
{
	const char *path = NULL;

	for (unsigned depth = 0; depth < DEPTH_MAX && i != o->top && i < cfb_count(o->c); depth++) {
		const struct cfb_entry *e = cfb_at(o->c, i);
		const char *name = e->name + ((unsigned char)*e->name < ' ' && *e->name);

		path = path ? arena_format(o->out->arena, "%s/%s", name, path) :
			      arena_copy(o->out->arena, name, strlen(name));
		i = e->parent;
	}
	return path;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/'), *back = strrchr(path, '\\');

	slash = slash > back ? slash : back;
	return slash ? slash + 1 : path;
}

static int put_name(struct out *out, const char *name)
{
	int result;

	out_carrier(out, CARRIER_ATTACHMENT_NAME);
	result = out_text(out, name, strlen(name));
	if (!result)
		result = out_text(out, "\n", 1);
	out_carrier(out, CARRIER_BODY);
	return result;
}

/* [MS-OLEDS] 2.3.6: its length, then what an application wrote, usually a package. */
static int put_native(struct ole *o, struct part *part)
{
	struct out *out = o->out;
	enum reason odd = REASON_NONE;
	const uint8_t *head;
	size_t len = stream_peek(part->bytes, NATIVE_LOOK, &head), skip = len < 4 ? len : 4;
	const char *name = NULL;
	uint64_t size = UINT64_MAX;
	int result = 0;

	if (len >= 6 && little16(head + 4) == 2)
		skip = ole10_package(head, len, 4, &name);
	if (name) {
		size = little32(head + skip - 4);
		name = charset_to_utf8(out->arena, name, strlen(name), "windows-1252", &odd);
		part->file_name = base_name(name);
		part->name = arena_format(out->arena, "%s/%.200s", part->name, part->file_name);
		result = put_name(out, part->file_name);
	}
	stream_skip(part->bytes, skip);
	part->bytes = stream_limit(out->arena, part->bytes, size);
	return result ? result : out_part(out, part);
}

static int put_stream(struct ole *o, uint32_t i)
{
	const struct cfb_entry *e = cfb_at(o->c, i);
	struct part part = { .name = path_of(o, i) };

	if (is_machinery(e->name) || !e->size)
		return 0;
	part.bytes = cfb_stream(o->out->arena, o->c, e);
	if (!strcmp(e->name, "\1Ole10Native"))
		return put_native(o, &part);
	return out_part(o->out, &part);
}

/* The child that tells what file a storage is; 0: none does. */
static uint32_t told_by(const struct ole *o, uint32_t storage)
{
	int first = OLE_UNMARKED;
	uint32_t best = 0;

	for (uint32_t i = cfb_at(o->c, storage)->first; i; i = cfb_at(o->c, i)->next) {
		int mark = ole_mark(cfb_at(o->c, i)->name);

		if (mark < first) {
			first = mark;
			best = i;
		}
	}
	return best;
}

static int tell_storage(struct ole *o, uint32_t i, uint32_t by)
{
	bool locked;
	const char *kind = ole_marked(o->out->arena, o->c, cfb_at(o->c, by), &locked);

	return out_unread(o->out, path_of(o, i), kind, 0,
			  locked ? REASON_ENCRYPTED : REASON_UNSUPPORTED_FORMAT,
			  locked ? "needs a key or a password to be read" :
				   "is recognised, but its content is not read yet");
}

/* The entry after this one, children first; 0 at the end. */
static uint32_t following(const struct ole *o, uint32_t i, bool inside)
{
	if (inside && cfb_at(o->c, i)->first)
		return cfb_at(o->c, i)->first;
	while (i != o->top && !cfb_at(o->c, i)->next)
		i = cfb_at(o->c, i)->parent;
	return i == o->top ? 0 : cfb_at(o->c, i)->next;
}

int ole_read_storage(struct out *out, struct cfb *c, uint32_t top)
{
	struct ole o = { .out = out, .c = c, .top = top };
	int result = 0;

	for (uint32_t i = cfb_at(c, top)->first; i && !result && !out_stopped(out);) {
		size_t mark = arena_mark(out->arena);
		uint32_t by = cfb_at(c, i)->storage ? told_by(&o, i) : 0;

		if (by)
			result = tell_storage(&o, i, by);
		else if (!cfb_at(c, i)->storage)
			result = put_stream(&o, i);
		arena_rewind(out->arena, mark);
		i = following(&o, i, !by);
	}
	return result;
}

/* Streams that no storage leads to. */
static int read_lost(struct out *out, struct cfb *c)
{
	struct ole o = { .out = out, .c = c };
	int result = 0;

	for (uint32_t i = 1; i < cfb_count(c) && !result && !out_stopped(out); i++) {
		const struct cfb_entry *e = cfb_at(c, i);
		size_t mark = arena_mark(out->arena);

		if (e->name && e->lost && e->parent >= cfb_count(c) && !e->storage)
			result = put_stream(&o, i);
		arena_rewind(out->arena, mark);
	}
	return result;
}

static int read_ole(struct stream *in, struct out *out)
{
	struct cfb *c = cfb_open(out->arena, in);

	if (c && cfb_count(c)) {
		int result = ole_read_storage(out, c, 0);

		return result ? result : read_lost(out, c);
	}
	out_trouble(out, REASON_CORRUPT, "has no directory that could be read");
	return 0;
}

static int claim_ole(const struct probe *p)
{
	bool locked;

	return cfb_is_one(p) && !strcmp(ole_kind(p, &locked), "ole") ? BITS_OLE : 0;
}

const struct format ole_format = {
	.name = "ole",
	.about = "OLE2 compound file that wraps an embedded object",
	.how = "first bytes, and no name of another kind in its directory",
	.claim = claim_ole,
	.read = read_ole,
};
