/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/zip.h - the directory of a zip file and its members at random, for formats that are zips
 * inside (OOXML, ODF) and for zip itself.
 *
 * The central directory is read, checked (count, overlaps, ranges) and never believed: sizes are
 * counted while reading, CRCs compared. What it does not list but stands in the file is
 * `hidden-member`. Without a usable directory the members are found by their own headers, from
 * the front; zip_report() says so.
 */
#ifndef VP_ZIP_H
#define VP_ZIP_H
#include "format/format.h"

struct zip;
struct zip_member {
	const char *name;      /* valid UTF-8: as it is, else guessed */
	const char *comment;   /* or NULL */
	uint64_t packed, size; /* as the directory claims */
	uint64_t header_at;
	uint64_t data_at;      /* 0: there is no header where the directory says */
	uint64_t next_at;      /* where the next listed thing begins */
	uint32_t crc;
	uint16_t method;       /* 0 stored, 8 deflated, 9 deflate64; others by archive.h */
	bool encrypted, folder;
	bool hidden;           /* not in the directory, found by its own header */
	bool unchecked;        /* crc and sizes are not known */
	uint32_t name_crc;     /* of the bytes as they stand there */
};
/* in must be unread. Allocated in a; NULL if there is neither a directory nor a member. Opened
 * once per stream: a second call gives the same. */
struct zip *zip_open(struct arena *a, struct stream *in);
size_t zip_count(const struct zip *z);
const struct zip_member *zip_at(const struct zip *z, size_t i); /* in the order of the file */
/* By its name, else by one that is like it but for case and kind of slash; or NULL. */
const struct zip_member *zip_find(const struct zip *z, const char *name);
/* The member's bytes; trouble (crc-differs, truncated, unsupported-method) stands on the stream. */
struct stream *zip_stream(struct arena *a, struct zip *z, const struct zip_member *m);
/* For claims: does the zip that is probed hold such a member? Opens the directory once per probe. */
bool zip_has(const struct probe *p, const char *name);
/* Reports what the directory check found (overlap, hidden members ...) as trouble of out. */
void zip_report(struct out *out, const struct zip *z);
#endif
