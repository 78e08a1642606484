/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/zip.h - the directory of a zip file and its members at random, for formats that are zips
 * inside (OOXML, ODF) and for zip itself.
 *
 * The central directory is read, checked (count, overlaps, ranges) and never believed: sizes are
 * counted while reading, CRCs compared. What it does not list but stands in the file is
 * `hidden-member`. Without a usable directory zip_open() gives NULL and the zip format reads
 * member by member from the front (archive.h).
 */
#ifndef VP_ZIP_H
#define VP_ZIP_H
#include "format/format.h"

struct zip;
struct zip_member {
	const char *name;      /* valid UTF-8: flag bit 11, else cp437/guessed; exact if ASCII */
	uint64_t packed, size; /* as the directory claims */
	uint64_t header_at;
	uint32_t crc;
	uint16_t method;       /* 0 stored, 8 deflated; others by archive.h */
	bool encrypted, folder;
};
/* in must be unread. Allocated in a; NULL if there is no usable directory. */
struct zip *zip_open(struct arena *a, struct stream *in);
size_t zip_count(const struct zip *z);
const struct zip_member *zip_at(const struct zip *z, size_t i); /* in the order of the file */
const struct zip_member *zip_find(const struct zip *z, const char *name); /* or NULL */
/* The member's bytes; trouble (crc-differs, truncated, unsupported-method) stands on the stream. */
struct stream *zip_stream(struct arena *a, struct zip *z, const struct zip_member *m);
/* For claims: does the zip that is probed hold such a member? Opens the directory once per probe. */
bool zip_has(const struct probe *p, const char *name);
/* Reports what the directory check found (overlap, hidden members ...) as trouble of out. */
void zip_report(struct out *out, const struct zip *z);
#endif
