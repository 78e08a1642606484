/* SPDX-License-Identifier: EUPL-1.2 */
/* format/archive_members.c - all members of an archive as parts. */
#include "format/archive_source.h"
#include "format/member.h"
#include <string.h>

#define UNREAD_MAX (UINT64_C(1) << 30) /* unpacked in vain, to get at what stands behind */
#define TAR_BLOCK 512

struct members {
	struct source *source;
	struct out *out;
	enum unpack_format format;
	uint32_t n;
	uint64_t in_vain;
	bool more;
	bool damaged; /* said already */
};

/* In order, and with members as they are: nothing is unpacked to get past one. */
static bool is_plain(enum unpack_format format)
{
	return format == UNPACK_TAR || format == UNPACK_CPIO;
}

/* What a limit kept from being read has to be unpacked all the same, to get at the next member.
 * Here, and not within the library, where nobody looks at the clock. */
static void pass_over(struct members *m, struct stream *bytes)
{
	const uint8_t *block;
	ssize_t n;

	if (is_plain(m->format) || m->format == UNPACK_ISO9660)
		return;
	while (m->more && !source_is_ended(bytes)) {
		n = bytes->next(bytes, &block);
		m->in_vain += n > 0 ? (uint64_t)n : 0;
		m->more = m->in_vain <= UNREAD_MAX && !out_stopped(m->out);
	}
	if (!m->more)
		out_trouble(m->out, out_stopped(m->out) ? REASON_LIMIT_TIME : REASON_LIMIT_BYTES,
			    "what follows in the archive was not unpacked");
	else if (source_is_dead(bytes))
		m->more = false;
}

static int read_file(struct members *m, const char *name)
{
	struct stream *bytes = source_bytes(m->out->arena, m->source, !is_plain(m->format));
	int error = member_part(m->out, name, bytes);

	if (source_is_dead(bytes))
		m->more = false;
	if (!error && m->more && !source_is_ended(bytes))
		pass_over(m, bytes);
	return error;
}

static int read_entry(struct members *m, const struct source_entry *e, const char *name)
{
	switch (e->kind) {
	case SOURCE_FOLDER:
		return 0;
	case SOURCE_LINK:
		return out_unread(m->out, name, "unknown", 0, REASON_SYMLINK,
				  "is a link to another name, without content of its own");
	case SOURCE_SPECIAL:
		return out_unread(m->out, name, "unknown", 0, REASON_SPECIAL_FILE,
				  "is a device or another special file, without content");
	case SOURCE_FILE:
		break;
	}
	if (e->encrypted)
		return out_unread(m->out, name, "unknown", e->size, REASON_ENCRYPTED,
				  "can only be read with its password");
	return read_file(m, name);
}

static int member(struct members *m, const struct source_entry *e)
{
	bool guessed = false;

	if (m->n >= out_limits(m->out)->parts) {
		out_trouble(m->out, REASON_LIMIT_ENTRIES,
			    "holds more than %u members; the rest was not read", m->n);
		m->more = false;
		return 0;
	}
	m->n++;
	const char *name = e->name ? member_utf8(m->out->arena, e->name, strlen(e->name), &guessed) :
				     arena_format(m->out->arena, "%u", m->n);
	if (guessed)
		out_trouble(m->out, REASON_GUESSED_CHARSET, "names of members are in a charset not stated");
	/* The top folder of a disc has no name. */
	int error = strcmp(name, ".") ? member_name(m->out, m->n, name) : 0;
	return error ? error : read_entry(m, e, name);
}

static int step(struct members *m)
{
	struct source_entry e;

	switch (source_next(m->source, &e)) {
	case SOURCE_ENTRY:
		return member(m, &e);
	case SOURCE_GAP:
		m->damaged = true;
		out_trouble(m->out, e.why, "part of the archive was passed over: %s", e.text);
		return 0;
	case SOURCE_DEAD:
		m->damaged = true;
		out_trouble(m->out, e.why, "the archive could not be read on: %s", e.text);
		break;
	case SOURCE_END:
		break;
	}
	m->more = false;
	return 0;
}

int unpack_members(struct stream *in, struct out *out, enum unpack_format format)
{
	struct seekable *k = is_plain(format) ? NULL : stream_seekable(out->arena, in);
	struct members m = { .out = out, .format = format };
	enum reason r = REASON_NONE;
	const char *text;
	int error = 0;

	if (k || is_plain(format))
		m.source = source_open_archive(out->arena, k ? NULL : in, k, format, &r, &text);
	if (r)
		out_trouble(out, r, "the archive could not be opened: %s", text);
	m.more = m.source;
	while (m.more && !error) {
		size_t mark = arena_mark(out->arena);

		error = step(&m);
		if (out_stopped(out))
			m.more = false;
		arena_rewind(out->arena, mark);
	}
	/* A tar ends with blocks of zeros: without them more may have been there. */
	if (!error && format == UNPACK_TAR && m.source && !m.damaged && !out_stopped(out) &&
	    source_zeros_at_end(m.source) < TAR_BLOCK)
		out_trouble(out, REASON_TRUNCATED, "the mark at the end of the archive is missing");
	return error;
}
