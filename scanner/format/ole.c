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
	uint32_t *told_by; /* by storage: the child that tells what is in it; 0: none */
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

static void find_marks(struct ole *o)
{
	uint32_t n = cfb_count(o->c);

	o->told_by = arena_get(o->out->arena, n * sizeof(*o->told_by));
	for (uint32_t i = 1; i < n; i++) {
		const struct cfb_entry *e = cfb_at(o->c, i);
		uint32_t *by = e->parent < n ? &o->told_by[e->parent] : NULL;

		if (e->name && by && ole_mark(e->name) != OLE_UNMARKED &&
		    (!*by || ole_mark(e->name) < ole_mark(cfb_at(o->c, *by)->name)))
			*by = i;
	}
}

static int tell_storage(struct ole *o, uint32_t i)
{
	bool locked;
	const char *kind = ole_marked(o->out->arena, o->c, cfb_at(o->c, o->told_by[i]), &locked);

	return out_unread(o->out, path_of(o, i), kind, 0,
			  locked ? REASON_ENCRYPTED : REASON_UNSUPPORTED_FORMAT,
			  locked ? "needs a key or a password to be read" :
				   "is recognised, but its content is not read yet");
}

/* It stands in what is read, and in no storage that has a row of its own. */
static bool is_wanted(const struct ole *o, uint32_t i)
{
	for (unsigned depth = 0; depth < DEPTH_MAX; depth++) {
		if (i == o->top)
			return true;
		i = cfb_at(o->c, i)->parent;
		if (i >= cfb_count(o->c)) /* it was lost */
			return !o->top;
		if (i != o->top && o->told_by[i])
			return false;
	}
	return !o->top;
}

static int put_entry(struct ole *o, uint32_t i)
{
	if (i == o->top || !is_wanted(o, i))
		return 0;
	if (!cfb_at(o->c, i)->storage)
		return put_stream(o, i);
	return o->told_by[i] ? tell_storage(o, i) : 0;
}

int ole_read_storage(struct out *out, struct cfb *c, uint32_t top)
{
	struct ole o = { .out = out, .c = c, .top = top };
	int result = 0;

	find_marks(&o);
	for (uint32_t i = 1; i < cfb_count(c) && !result && !out_stopped(out); i++) {
		size_t mark = arena_mark(out->arena);

		if (cfb_at(c, i)->name)
			result = put_entry(&o, i);
		arena_rewind(out->arena, mark);
	}
	return result;
}

static int read_ole(struct stream *in, struct out *out)
{
	struct cfb *c = cfb_open(out->arena, in);

	if (c && cfb_count(c))
		return ole_read_storage(out, c, 0);
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
