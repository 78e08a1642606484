/* SPDX-License-Identifier: EUPL-1.2 */
/* format/zip_inside.h - what the files of zip share; no other format includes it. */
#ifndef VP_ZIP_INSIDE_H
#define VP_ZIP_INSIDE_H
#include "format/zip.h"

#define ZIP_MEMBERS_MAX 100000
#define ZIP_NAMES_MAX (16u << 20) /* bytes of all names and comments */
#define ZIP_LOOK_MAX (256u << 10)

enum { ZIP_FLAG_ENCRYPTED = 1, ZIP_FLAG_DESCRIPTOR = 1 << 3, ZIP_FLAG_STRONG = 1 << 6,
       ZIP_FLAG_MASKED = 1 << 13 };
enum { ZIP_STORED = 0, ZIP_DEFLATED = 8, ZIP_DEFLATE64 = 9, ZIP_BZIP2 = 12, ZIP_LZMA = 14, ZIP_ZSTD = 93, ZIP_XZ = 95,
       ZIP_PPMD = 98, ZIP_AES = 99 };
#define ZIP_LOCAL "PK\3\4"
#define ZIP_LOCAL_LEN 30
#define ZIP_DESCRIPTOR "PK\7\10"
#define ZIP_ENTRY "PK\1\2"
#define ZIP_ENTRY_LEN 46
#define ZIP_END "PK\5\6"
#define ZIP_END_LEN 22

struct zip {
	struct arena *arena;
	struct seekable *k;
	struct zip_member *members; /* by header_at */
	size_t n, room, names_len;
	uint64_t base;              /* what stands before the zip: added to all offsets in it */
	uint64_t directory_at;      /* the size of the file if there is none */
	uint64_t directory_end;     /* as far as it could be read */
	uint64_t end_at;            /* behind the end record and its comment; 0: no directory */
	const char *comment;
	/* what the check found */
	bool end_seen, several_disks, too_many, guessed_names, directory_cut;
	uint64_t stated;
	size_t listed, lost, differing, outside, overlaps, hidden;
	uint64_t search_left;       /* bytes that may still be searched for descriptors */
	/* the last look at the bytes */
	uint8_t *look;
	uint64_t look_at;
	size_t look_len;
};
/* len bytes at an offset, valid until the next look; NULL where the file has fewer. Reads `ahead`
 * bytes at once if more is likely to be looked at. */
const uint8_t *zip_look(struct zip *z, uint64_t at, size_t len, size_t ahead);
/* As many as there are there, up to len. */
size_t zip_look_some(struct zip *z, uint64_t at, size_t len, const uint8_t **bytes);
/* To go through a stretch: all that is in sight in [at, to), at least that much unless it ends. */
size_t zip_look_on(struct zip *z, uint64_t at, uint64_t to, size_t least, const uint8_t **bytes);
struct zip_member *zip_add(struct zip *z); /* NULL when there are too many */
/* Bytes of a name or comment in the arena, counted. */
const char *zip_keep_name(struct zip *z, const uint8_t *bytes, size_t len);

/* zip_directory.c: finds it and lists its members. */
bool zip_read_directory(struct zip *z);
/* zip_local.c: sets data_at of a listed member and compares the two headers. */
void zip_check_local(struct zip *z, struct zip_member *m);
/* The first member that begins in [from, to) by its own header and is not in the list. */
bool zip_next_local(struct zip *z, uint64_t from, uint64_t to, struct zip_member *ret);
/* Where its packed bytes end as far as its headers tell. */
uint64_t zip_claimed_end(const struct zip_member *m);

struct stream *zip_stretch(struct arena *a, struct zip *z, uint64_t from, uint64_t to); /* as is */
/* zip_stream() with the packed bytes it reads from, to see how many were used. */
struct stream *zip_member_stream(struct arena *a, struct zip *z, const struct zip_member *m,
				 struct stream **packed);
bool zip_can_read(const struct zip_member *m); /* whether the method is known */
#endif
