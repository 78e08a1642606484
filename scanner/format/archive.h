/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/archive.h - what libarchive unpacks for us; nothing else includes it.
 *
 * It is never asked to guess: each caller has recognised its format and allows just that one.
 * Nothing is written to a disk, names of members are labels. Its own checks cost no text: what it
 * gave before it complained stays.
 */
#ifndef VP_ARCHIVE_H
#define VP_ARCHIVE_H
#include "format/zip.h"

enum unpack_format { UNPACK_TAR, UNPACK_CPIO, UNPACK_7ZIP, UNPACK_RAR, UNPACK_RAR5, UNPACK_CAB,
		     UNPACK_LHA, UNPACK_ISO9660 };
/* Puts out all members as parts, and reports what kept some from being read. */
int unpack_members(struct stream *in, struct out *out, enum unpack_format format);

enum unpack_filter { UNPACK_ZSTD, UNPACK_LZ4, UNPACK_COMPRESS };
struct stream *unpack_stream(struct arena *a, struct stream *below, enum unpack_filter filter);

/* The bytes of a zip member packed by a rare method, from its packed bytes. */
struct stream *unpack_zip_member(struct arena *a, struct stream *packed, const struct zip_member *m);
#endif
