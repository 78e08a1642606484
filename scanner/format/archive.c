/* SPDX-License-Identifier: EUPL-1.2 */
/* format/archive.c - the one place where libarchive is used. */
#include "format/archive.h"
#include "format/archive_source.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#define HOLE_SHOWN (64u << 10) /* of a hole in a sparse file; its zeros say nothing */

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
	bool open;              /* some format was recognised */
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

static int source_open_bytes(struct source *s)
{
	int rc = archive_read_open1(s->archive);

	s->open = rc == ARCHIVE_OK;
	return rc;
}

static bool has_word(const char *s, const char *word)
{
	return strstr(s, word);
}

/* libarchive tells kinds of trouble apart in words only. None of its words are passed on: they may
 * hold names. */
static enum reason source_why(struct source *s, const char **text)
{
	const char *words = archive_error_string(s->archive);

	words = words ? words : "";
	/* Without a format the library asks one that is not there. */
	if ((s->open && archive_read_has_encrypted_entries(s->archive) == 1) || has_word(words, "ncrypt") ||
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
			enum reason r = source_why(e->source, &text);

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

struct stream *source_bytes(struct arena *a, struct source *source, bool packed)
{
	struct stream *s = stream_new(a, source->in, "archive", sizeof(struct entry_bytes));

	((struct entry_bytes *)s->state)->source = source;
	s->next = entry_next;
	s->packed = packed ? &source->used : NULL;
	return s;
}

/* Fills *e from libarchive's entry. It converts names when asked for them, by the locale. */
static void describe(struct archive_entry *entry, struct source_entry *e)
{
	mode_t type = archive_entry_filetype(entry);
	const char *name = archive_entry_pathname_utf8(entry);

	e->name = name ? name : archive_entry_pathname(entry);
	e->size = archive_entry_size_is_set(entry) && archive_entry_size(entry) > 0 ?
			  (uint64_t)archive_entry_size(entry) :
			  0;
	e->encrypted = archive_entry_is_encrypted(entry);
	if (type == AE_IFDIR)
		e->kind = SOURCE_FOLDER;
	else if (type == AE_IFLNK || (archive_entry_hardlink(entry) && !e->size))
		e->kind = SOURCE_LINK;
	else if (type != AE_IFREG && type && !e->size)
		e->kind = SOURCE_SPECIAL;
	else
		e->kind = SOURCE_FILE;
}

enum source_step source_next(struct source *s, struct source_entry *e)
{
	struct archive_entry *entry = NULL;
	locale_t old = s->utf8 ? uselocale(s->utf8) : (locale_t)0;
	int rc = archive_read_next_header(s->archive, &entry);

	memset(e, 0, sizeof(*e));
	if (rc != ARCHIVE_EOF && rc != ARCHIVE_OK)
		e->why = source_why(s, &e->text);
	/* FAILED with a name tells of the member before, which could not be passed over. */
	if (entry && (rc == ARCHIVE_OK || rc == ARCHIVE_WARN || rc == ARCHIVE_FAILED))
		describe(entry, e);
	if (old)
		uselocale(old);
	if (rc == ARCHIVE_EOF)
		return SOURCE_END;
	if (rc == ARCHIVE_RETRY)
		return SOURCE_GAP;
	return rc == ARCHIVE_OK || rc == ARCHIVE_WARN || (rc == ARCHIVE_FAILED && e->name) ?
		       SOURCE_ENTRY :
		       SOURCE_DEAD;
}

bool source_is_ended(const struct stream *bytes)
{
	return ((const struct entry_bytes *)bytes->state)->ended;
}

bool source_is_dead(const struct stream *bytes)
{
	return ((const struct entry_bytes *)bytes->state)->dead;
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

struct source *source_open_archive(struct arena *a, struct stream *in, struct seekable *k,
				   enum unpack_format format, enum reason *r, const char **text)
{
	struct source *s = source_new(a, in, k);

	support(s->archive, format);
	if (source_open_bytes(s) == ARCHIVE_OK)
		return s;
	*r = source_why(s, text);
	return NULL;
}

uint64_t source_zeros_at_end(struct source *s)
{
	const void *block;

	while (source_read(NULL, s, &block) > 0)
		;
	return s->zeros;
}

struct stream *unpack_stream(struct arena *a, struct stream *below, enum unpack_filter filter)
{
	struct source *source = source_new(a, below, NULL);
	struct stream *s = source_bytes(a, source, true);
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
	int rc = source_open_bytes(source);
	if (rc == ARCHIVE_OK)
		rc = archive_read_next_header(source->archive, &entry);
	if (rc != ARCHIVE_OK) {
		struct entry_bytes *e = s->state;

		e->ended = true;
		if (rc != ARCHIVE_EOF) {
			const char *text;
			enum reason r = source_why(source, &text);

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
	struct stream *s = source_bytes(a, source, true);
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
	    source_open_bytes(source) != ARCHIVE_OK ||
	    archive_read_next_header(source->archive, &entry) < ARCHIVE_WARN) {
		((struct entry_bytes *)s->state)->ended = true;
		stream_break(s, REASON_UNSUPPORTED_METHOD, "it is packed in a way that is not known");
	}
	return s;
}
