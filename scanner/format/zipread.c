/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/zipread.c - the zip format: every member once, listed or not.
 *
 * A walk from front to back that keeps in mind how far the file is covered by what was really
 * used, not by what headers claim. A listed member that begins before that point lies over others
 * and is not read: its bytes were read already, and a bomb is made that way. What is passed over
 * between members is looked through for headers no directory lists.
 */
#include "format/zip_inside.h"
#include "format/member.h"
#include "stream/inflate.h"
#include <string.h>

struct walk {
	struct zip *z;
	struct out *out;
	uint64_t covered;
	uint64_t first_at; /* where the first member begins */
	uint32_t n;        /* members seen */
	bool stopped;      /* by a limit */
};

static int unread(struct walk *w, const struct zip_member *m, enum reason r, const char *text)
{
	return out_unread(w->out, m->name, "unknown", m->size, r, text);
}

static int comment(struct walk *w, const char *text)
{
	if (!text)
		return 0;
	out_carrier(w->out, CARRIER_COMMENT);
	out_anchor(w->out, AT_HEADER, w->n ? w->n : 1, w->n ? "member" : "archive", NULL);
	int error = out_text(w->out, text, strlen(text));
	if (!error)
		error = out_break(w->out);
	out_carrier(w->out, CARRIER_BODY);
	return error;
}

static int read_content(struct walk *w, const struct zip_member *m)
{
	struct stream *packed;
	uint64_t claimed = zip_claimed_end(m);

	w->covered = claimed < m->next_at ? claimed : m->next_at;
	if (m->folder)
		return 0;
	if (m->encrypted)
		return unread(w, m, REASON_ENCRYPTED, "can only be read with its password");
	if (!zip_can_read(m))
		return unread(w, m, REASON_UNSUPPORTED_METHOD, "is packed in a way that is not known");
	struct stream *bytes = zip_member_stream(w->out->arena, w->z, m, &packed);
	int error = member_part(w->out, m->name, bytes);
	if (m->method == ZIP_DEFLATED)
		w->covered = m->data_at + packed->offset;
	return error;
}

static bool may_go_on(struct walk *w)
{
	if (!w->stopped && out_stopped(w->out)) {
		out_trouble(w->out, REASON_LIMIT_TIME, "the time was used up; the rest was not read");
		w->stopped = true;
	}
	return !w->stopped;
}

static int read_member(struct walk *w, const struct zip_member *m)
{
	if (w->n >= ZIP_MEMBERS_MAX) {
		out_trouble(w->out, REASON_LIMIT_ENTRIES, "not more than %u members were read", w->n);
		w->stopped = true;
		return 0;
	}
	size_t mark = arena_mark(w->out->arena);
	int error = member_name(w->out, ++w->n, m->name);

	if (!error)
		error = comment(w, m->comment);
	if (w->first_at > m->header_at)
		w->first_at = m->header_at;
	if (error)
		return error;
	if (!m->data_at)
		error = unread(w, m, REASON_CORRUPT, "is not where the directory says");
	else if (m->header_at < w->covered)
		error = unread(w, m, REASON_OVERLAP, "lies over bytes of another member, read there");
	else
		error = read_content(w, m);
	arena_rewind(w->out->arena, mark);
	return error;
}

/* Members in [covered, to) that the directory does not list. */
static int read_unlisted(struct walk *w, uint64_t to)
{
	for (int error = 0; !error;) {
		struct zip_member m;
		size_t mark = arena_mark(w->out->arena);

		if (!may_go_on(w) || !zip_next_local(w->z, w->covered, to, &m))
			return 0;
		error = read_member(w, &m);
		/* At least its header is behind us: no going in circles. */
		if (w->covered < m.data_at)
			w->covered = m.data_at;
		arena_rewind(w->out->arena, mark);
		if (error)
			return error;
	}
	return 0;
}

/* A program that unpacks itself, or whatever else stands round the zip, is a part too. */
static int read_outside(struct walk *w, const char *name, uint64_t from, uint64_t to)
{
	size_t mark = arena_mark(w->out->arena);
	struct part part = { .name = name, .document = true };
	int error = 0;

	part.bytes = zip_stretch(w->out->arena, w->z, from, to);
	if (!stream_rest_is_padding(part.bytes)) {
		part.bytes = zip_stretch(w->out->arena, w->z, from, to);
		error = out_part(w->out, &part);
	}
	arena_rewind(w->out->arena, mark);
	return error;
}

static int read_zip(struct stream *in, struct out *out)
{
	struct walk w = { .z = zip_open(out->arena, in), .out = out, .first_at = UINT64_MAX };
	int error = 0;

	if (!w.z) {
		out_trouble(out, in->broken ? in->why : REASON_TRUNCATED, "no member of the zip could be found");
		return 0;
	}
	zip_report(out, w.z);
	error = comment(&w, w.z->comment);
	for (size_t i = 0; i < w.z->n && !error && may_go_on(&w); i++) {
		const struct zip_member *m = w.z->members + i;

		if (m->hidden)
			continue;
		if (m->data_at && m->header_at > w.covered)
			error = read_unlisted(&w, m->header_at);
		if (!error)
			error = read_member(&w, m);
	}
	if (!error)
		error = read_unlisted(&w, w.z->directory_at);
	if (!error && w.covered < w.z->directory_end)
		w.covered = w.z->directory_end;
	uint32_t n = w.n;
	if (!error)
		error = read_unlisted(&w, w.z->k->size);
	if (!error && w.first_at > 4 && w.first_at < w.z->directory_at)
		error = read_outside(&w, "prepended", 0, w.first_at);
	if (!error && n == w.n && w.z->end_at && w.z->end_at < w.z->k->size)
		error = read_outside(&w, "appended", w.z->end_at, w.z->k->size);
	return error;
}

static bool begins_with(const struct probe *p, const char *magic)
{
	return p->len >= 4 && !memcmp(p->head, magic, 4);
}

/* A zip with something before it: told by its end. Whole small parts are in sight; of files the
 * last bytes are looked at, more of them if the front is a program. */
static bool ends_as_zip(const struct probe *p)
{
	uint8_t end[ZIP_END_LEN];
	struct seekable *k = p->in->random;

	if (p->whole && !memmem(p->head, p->len, ZIP_END, 4))
		return false;
	if (!p->whole) {
		bool program = begins_with(p, "\x7f" "ELF") || (p->head[0] == 'M' && p->head[1] == 'Z');

		if (!k || k->size < ZIP_END_LEN)
			return false;
		if (!program && (k->read_at(k, end, sizeof(end), k->size - sizeof(end)) != sizeof(end) ||
				 memcmp(end, ZIP_END, 4)))
			return false;
	}
	struct zip *z = zip_open(p->arena, p->in);
	return z && z->end_at && (z->n > z->lost);
}

static int claim(const struct probe *p)
{
	if (begins_with(p, ZIP_LOCAL) || begins_with(p, ZIP_END))
		return 32;
	if (p->len < ZIP_END_LEN)
		return 0;
	if (!memcmp(p->head + 4, ZIP_LOCAL, 4) &&
	    (begins_with(p, ZIP_DESCRIPTOR) || begins_with(p, "PK00")))
		return 64;
	return ends_as_zip(p) ? 64 : 0;
}

const struct format zip_format = { "zip", "zip archive", "PK at the front, or a directory at the end",
				   claim, read_zip };
