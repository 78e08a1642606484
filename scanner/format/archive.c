/* SPDX-License-Identifier: EUPL-1.2 */
/* format/archive.c - the one place where libarchive is used. */
#include "format/archive.h"
#include "format/member.h"
#include "base/bytes.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#define HOLE_SHOWN (64u << 10) /* of a hole in a sparse file; its zeros say nothing */
#define UNREAD_MAX (UINT64_C(1) << 30) /* unpacked in vain, to get at what stands behind */

/* Where the bytes come from: in order, or at random if k is set. */
struct source {
	struct archive *archive;
	struct stream *in;
	struct seekable *k;
	uint64_t at, used;
	size_t shown;
	uint64_t zeros;         /* how many zero bytes came last */
	const uint8_t *front;   /* given before all else */
	size_t front_len;
	locale_t utf8;          /* names are converted to what this says, or 0 */
	uint8_t *buffer;
};

static void source_close(void *thing)
{
	struct source *s = thing;

	archive_read_free(s->archive);
	if (s->utf8)
		freelocale(s->utf8);
}

static void count_zeros(struct source *s, const uint8_t *bytes, size_t n)
{
	size_t zeros = 0;

	while (zeros < n && !bytes[n - 1 - zeros])
		zeros++;
	s->zeros = zeros == n ? s->zeros + n : zeros;
}

static la_ssize_t source_read(struct archive *archive, void *arg, const void **block)
{
	struct source *s = arg;
	const uint8_t *bytes;
	size_t n = s->front_len;

	(void)archive;
	*block = s->front;
	s->front_len = 0;
	if (n)
		return (la_ssize_t)n;
	if (s->k) {
		ssize_t got = s->k->read_at(s->k, s->buffer, STREAM_BLOCK, s->at);

		*block = s->buffer;
		s->at += got > 0 ? (uint64_t)got : 0;
		s->used += got > 0 ? (uint64_t)got : 0;
		return got;
	}
	stream_skip(s->in, s->shown);
	s->shown = stream_peek(s->in, 1, &bytes);
	s->used += s->shown;
	count_zeros(s, bytes, s->shown);
	*block = bytes;
	return (la_ssize_t)s->shown;
}

static la_int64_t source_skip(struct archive *archive, void *arg, la_int64_t len)
{
	struct source *s = arg;
	uint64_t left;

	(void)archive;
	if (!s->k || len < 0)
		return 0;
	left = s->at < s->k->size ? s->k->size - s->at : 0;
	if ((uint64_t)len > left)
		len = (la_int64_t)left;
	s->at += (uint64_t)len;
	return len;
}

static la_int64_t source_seek(struct archive *archive, void *arg, la_int64_t offset, int whence)
{
	struct source *s = arg;
	la_int64_t base = whence == SEEK_CUR ? (la_int64_t)s->at :
			  whence == SEEK_END ? (la_int64_t)s->k->size :
					       0;

	(void)archive;
	if (__builtin_add_overflow(base, offset, &base) || base < 0)
		return ARCHIVE_FATAL;
	s->at = (uint64_t)base;
	return base;
}

static struct source *source_new(struct arena *a, struct stream *in, struct seekable *k)
{
	struct source *s = arena_get(a, sizeof(*s));

	s->archive = archive_read_new();
	arena_defer(a, source_close, s);
	s->in = in;
	s->k = k;
	if (k)
		s->buffer = arena_get(a, STREAM_BLOCK);
	/* Names in UTF-16 come out as the locale says; a program that has set one keeps it. */
	if (strcmp(nl_langinfo(CODESET), "UTF-8"))
		s->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	archive_read_set_callback_data(s->archive, s);
	archive_read_set_read_callback(s->archive, source_read);
	if (k) {
		archive_read_set_skip_callback(s->archive, source_skip);
		archive_read_set_seek_callback(s->archive, source_seek);
	}
	return s;
}

static bool has_word(const char *s, const char *word)
{
	return strstr(s, word);
}

/* libarchive tells kinds of trouble apart in words only. None of its words are passed on: they may
 * hold names. */
static enum reason why(struct source *s, const char **text)
{
	const char *words = archive_error_string(s->archive);

	words = words ? words : "";
	if (archive_read_has_encrypted_entries(s->archive) == 1 || has_word(words, "ncrypt") ||
	    has_word(words, "assphrase")) {
		*text = "it can only be read with its password";
		return REASON_ENCRYPTED;
	}
	if (archive_errno(s->archive) == ENOMEM || has_word(words, "memory")) {
		*text = "it needs more memory to unpack than is given";
		return REASON_LIMIT_MEMORY;
	}
	if (has_word(words, "runcated") || has_word(words, "end of file") || has_word(words, "end-of-file")) {
		*text = "the packed data ends too early";
		return REASON_TRUNCATED;
	}
	if (has_word(words, "CRC") || has_word(words, "hecksum mismatch") || has_word(words, "ad checksum")) {
		*text = "its checksum differs from its content";
		return REASON_CRC_DIFFERS;
	}
	if (has_word(words, "upport") || has_word(words, "nknown codec") || has_word(words, "nexpected codec")) {
		*text = "it is packed in a way that is not known";
		return REASON_UNSUPPORTED_METHOD;
	}
	*text = "the packed data is damaged";
	return REASON_CORRUPT;
}

/* The bytes of the entry at hand. */
struct entry_bytes {
	struct source *source;
	int64_t at;    /* next offset expected */
	bool dead;     /* the archive as a whole is at its end */
	bool ended;
	const uint8_t *held; /* what follows a hole that was shown first */
	size_t held_len;
};

static const uint8_t hole[HOLE_SHOWN];

static ssize_t entry_next(struct stream *s, const uint8_t **block)
{
	struct entry_bytes *e = s->state;
	const void *bytes = NULL;
	la_int64_t offset = e->at;
	size_t len = 0;

	if (e->held_len) {
		*block = e->held;
		len = e->held_len;
		e->held_len = 0;
		return (ssize_t)len;
	}
	while (!e->ended) {
		int rc = archive_read_data_block(e->source->archive, &bytes, &len, &offset);

		if (rc != ARCHIVE_OK && rc != ARCHIVE_EOF && rc != ARCHIVE_RETRY) {
			const char *text;
			enum reason r = why(e->source, &text);

			if (e->source->in)
				stream_pass_on(s);
			stream_break(s, r, text);
		}
		e->dead = rc == ARCHIVE_FATAL;
		e->ended = rc == ARCHIVE_EOF || rc <= ARCHIVE_FAILED;
		if (e->ended || !len || (rc != ARCHIVE_OK && rc != ARCHIVE_WARN))
			continue;
		int64_t gap = offset - e->at;
		e->at = offset + (int64_t)len;
		*block = bytes;
		if (gap <= 0)
			return (ssize_t)len;
		e->held = bytes;
		e->held_len = len;
		*block = hole;
		return gap < (int64_t)HOLE_SHOWN ? (ssize_t)gap : (ssize_t)HOLE_SHOWN;
	}
	return 0;
}

static struct stream *entry_stream(struct arena *a, struct source *source, bool packed)
{
	struct stream *s = stream_new(a, source->in, "archive", sizeof(struct entry_bytes));

	((struct entry_bytes *)s->state)->source = source;
	s->next = entry_next;
	s->packed = packed ? &source->used : NULL;
	return s;
}

struct members { /* an archive on its way */
	struct source *source;
	struct out *out;
	enum unpack_format format;
	uint32_t n;
	uint64_t in_vain;
	bool dead;
};

/* Leaves what a limit kept from being read. Without this libarchive would unpack it all by itself,
 * with nobody looking at the clock. */
static void pass_over(struct members *m, struct stream *bytes)
{
	const struct entry_bytes *e = bytes->state;
	const uint8_t *block;

	if (m->format == UNPACK_TAR || m->format == UNPACK_CPIO || m->format == UNPACK_ISO9660)
		return;
	while (!e->ended && !m->dead) {
		ssize_t n = entry_next(bytes, &block);

		m->in_vain += n > 0 ? (uint64_t)n : 0;
		m->dead = m->in_vain > UNREAD_MAX || out_stopped(m->out);
	}
	if (m->dead)
		out_trouble(m->out, out_stopped(m->out) ? REASON_LIMIT_TIME : REASON_LIMIT_BYTES,
			    "what follows in the archive was not unpacked");
}

static int read_entry(struct members *m, struct archive_entry *entry, const char *name)
{
	struct out *out = m->out;
	uint64_t size = archive_entry_size_is_set(entry) ? (uint64_t)archive_entry_size(entry) : 0;
	mode_t type = archive_entry_filetype(entry);

	if (type == AE_IFDIR)
		return 0;
	if (type == AE_IFLNK || (archive_entry_hardlink(entry) && !size))
		return out_unread(out, name, "unknown", size, REASON_SYMLINK,
				  "is a link to another name, without content of its own");
	if (type != AE_IFREG && type && !size)
		return out_unread(out, name, "unknown", size, REASON_SPECIAL_FILE,
				  "is a device or another special file, without content");
	if (archive_entry_is_encrypted(entry))
		return out_unread(out, name, "unknown", size, REASON_ENCRYPTED,
				  "can only be read with its password");
	struct stream *bytes =
		entry_stream(out->arena, m->source, m->format != UNPACK_TAR && m->format != UNPACK_CPIO);
	int error = member_part(out, name, bytes);
	const struct entry_bytes *e = bytes->state;
	m->dead = e->dead;
	if (!error && !e->ended)
		pass_over(m, bytes);
	return error;
}

static int next_header(struct source *s, struct archive_entry **entry)
{
	locale_t old = s->utf8 ? uselocale(s->utf8) : (locale_t)0;
	int rc = archive_read_next_header(s->archive, entry);

	/* It converts names when asked for them: ask here. */
	if (rc == ARCHIVE_OK || rc == ARCHIVE_WARN) {
		archive_entry_pathname_utf8(*entry);
		archive_entry_pathname(*entry);
	}
	if (old)
		uselocale(old);
	return rc;
}

static const char *entry_name(struct members *m, struct archive_entry *entry, bool *guessed)
{
	locale_t old = m->source->utf8 ? uselocale(m->source->utf8) : (locale_t)0;
	const char *name = archive_entry_pathname_utf8(entry);

	if (!name)
		name = archive_entry_pathname(entry);
	name = name ? member_utf8(m->out->arena, name, strlen(name), guessed) :
		      arena_format(m->out->arena, "%u", m->n);
	if (old)
		uselocale(old);
	return name;
}

/* One header and what belongs to it; *more false at the end. */
static int read_next(struct members *m, bool *more)
{
	struct archive_entry *entry;
	bool guessed = false;
	int rc = next_header(m->source, &entry);

	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN && rc != ARCHIVE_EOF) {
		const char *text;
		enum reason r = why(m->source, &text);

		/* After RETRY it looks for the next header by itself. */
		out_trouble(m->out, r, rc == ARCHIVE_RETRY ? "part of the archive was passed over: %s" :
							     "the archive could not be read on: %s",
			    text);
		*more = rc == ARCHIVE_RETRY;
		return 0;
	}
	*more = rc != ARCHIVE_EOF;
	if (!*more)
		return 0;
	if (m->n >= out_limits(m->out)->parts) {
		out_trouble(m->out, REASON_LIMIT_ENTRIES, "holds more than %u members; the rest was not read",
			    m->n);
		*more = false;
		return 0;
	}
	m->n++;
	const char *name = entry_name(m, entry, &guessed);
	if (guessed)
		out_trouble(m->out, REASON_GUESSED_CHARSET, "names of members are in a charset not stated");
	int error = member_name(m->out, m->n, name);
	return error ? error : read_entry(m, entry, name);
}

static void support(struct archive *a, enum unpack_format format)
{
	switch (format) {
	case UNPACK_TAR:
		archive_read_support_format_tar(a);
		/* Archives end to end, and what stands behind the mark of the end. */
		archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1");
		return;
	case UNPACK_CPIO:
		archive_read_support_format_cpio(a);
		return;
	case UNPACK_7ZIP:
		archive_read_support_format_7zip(a);
		return;
	case UNPACK_RAR:
		archive_read_support_format_rar(a);
		return;
	case UNPACK_RAR5:
		archive_read_support_format_rar5(a);
		return;
	case UNPACK_CAB:
		archive_read_support_format_cab(a);
		return;
	case UNPACK_LHA:
		archive_read_support_format_lha(a);
		return;
	case UNPACK_ISO9660:
		archive_read_support_format_iso9660(a);
		return;
	}
}

#define TAR_BLOCK 512

/* A tar ends with blocks of zeros: without them more may have been there. */
static void check_tar_end(struct members *m)
{
	const void *block;

	while (source_read(NULL, m->source, &block) > 0)
		;
	if (m->source->zeros < TAR_BLOCK)
		out_trouble(m->out, REASON_TRUNCATED, "the mark at the end of the archive is missing");
}

int unpack_members(struct stream *in, struct out *out, enum unpack_format format)
{
	bool in_order = format == UNPACK_TAR || format == UNPACK_CPIO;
	struct seekable *k = in_order ? NULL : stream_seekable(out->arena, in);
	struct members m = { .out = out, .format = format };
	bool more = in_order || k;
	int error = 0;

	m.source = source_new(out->arena, in_order ? in : NULL, k);
	support(m.source->archive, format);
	if (more && archive_read_open1(m.source->archive) != ARCHIVE_OK) {
		const char *text;
		enum reason r = why(m.source, &text);

		out_trouble(out, r, "the archive could not be opened: %s", text);
		more = false;
	}
	while (more && !m.dead && !error) {
		size_t mark = arena_mark(out->arena);

		error = read_next(&m, &more);
		if (out_stopped(out))
			more = false;
		arena_rewind(out->arena, mark);
	}
	if (!error && format == UNPACK_TAR && !out_stopped(out))
		check_tar_end(&m);
	return error;
}

struct stream *unpack_stream(struct arena *a, struct stream *below, enum unpack_filter filter)
{
	struct source *source = source_new(a, below, NULL);
	struct stream *s = entry_stream(a, source, true);
	struct archive_entry *entry;

	switch (filter) {
	case UNPACK_ZSTD:
		archive_read_support_filter_zstd(source->archive);
		break;
	case UNPACK_LZ4:
		archive_read_support_filter_lz4(source->archive);
		break;
	case UNPACK_COMPRESS:
		archive_read_support_filter_compress(source->archive);
		break;
	}
	archive_read_support_format_raw(source->archive);
	int rc = archive_read_open1(source->archive);
	if (rc == ARCHIVE_OK)
		rc = archive_read_next_header(source->archive, &entry);
	if (rc != ARCHIVE_OK) {
		struct entry_bytes *e = s->state;

		e->ended = true;
		if (rc != ARCHIVE_EOF) {
			const char *text;
			enum reason r = why(source, &text);

			stream_break(s, r, text);
		}
	}
	return s;
}

static void put16(uint8_t *b, unsigned n)
{
	b[0] = (uint8_t)n;
	b[1] = (uint8_t)(n >> 8);
}

static void put32(uint8_t *b, uint64_t n)
{
	put16(b, (unsigned)n & 0xffff);
	put16(b + 2, (unsigned)(n >> 16) & 0xffff);
}

struct stream *unpack_zip_member(struct arena *a, struct stream *packed, const struct zip_member *m)
{
	struct source *source = source_new(a, packed, NULL);
	struct stream *s = entry_stream(a, source, true);
	uint8_t *header = arena_get(a, 31);
	struct archive_entry *entry;

	/* A header of our own: the one in the file may leave the sizes for later. */
	memcpy(header, "PK\3\4\x3f", 5);
	put16(header + 8, m->method);
	put32(header + 14, m->crc);
	put32(header + 18, m->packed);
	put32(header + 22, m->size);
	put16(header + 26, 1);
	header[30] = 'm';
	source->front = header;
	source->front_len = 31;
	archive_read_support_format_zip_streamable(source->archive);
	if (m->packed >= UINT32_MAX || m->size >= UINT32_MAX || m->unchecked ||
	    archive_read_open1(source->archive) != ARCHIVE_OK ||
	    archive_read_next_header(source->archive, &entry) < ARCHIVE_WARN) {
		((struct entry_bytes *)s->state)->ended = true;
		stream_break(s, REASON_UNSUPPORTED_METHOD, "it is packed in a way that is not known");
	}
	return s;
}
