/* SPDX-License-Identifier: EUPL-1.2 */
/* format/archive_source.h - an archive as archive.c gives it, one entry after the other; only
 * archive_members.c includes it. */
#ifndef VP_ARCHIVE_SOURCE_H
#define VP_ARCHIVE_SOURCE_H
#include "format/archive.h"

struct source;
/* k: the bytes at random, for formats that need it; else NULL. NULL if it cannot be opened, with
 * the reason and a sentence for it. */
struct source *source_open_archive(struct arena *a, struct stream *in, struct seekable *k,
				   enum unpack_format format, enum reason *r, const char **text);

enum source_step {
	SOURCE_ENTRY,
	SOURCE_GAP,  /* something was passed over, it goes on */
	SOURCE_END,
	SOURCE_DEAD, /* nothing more can be read */
};
enum source_kind { SOURCE_FILE, SOURCE_FOLDER, SOURCE_LINK, SOURCE_SPECIAL };
struct source_entry {
	const char *name; /* as it stands there, or NULL; valid until the next step */
	uint64_t size;    /* as stated */
	enum source_kind kind;
	bool encrypted;
	enum reason why;  /* what is odd about the step, or NONE */
	const char *text;
};
enum source_step source_next(struct source *s, struct source_entry *e);
/* The bytes of the entry at hand. packed: they come out of a decompressor. */
struct stream *source_bytes(struct arena *a, struct source *s, bool packed);
bool source_is_ended(const struct stream *bytes);
bool source_is_dead(const struct stream *bytes); /* no entry can follow */
/* Reads on to the end of what the archive stands in; with how many zero bytes it ends. */
uint64_t source_zeros_at_end(struct source *s);
#endif
