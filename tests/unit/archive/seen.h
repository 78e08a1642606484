/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/seen.h - reads bytes as a file and keeps all that came out; makes archives. */
#ifndef VP_TEST_SEEN_H
#define VP_TEST_SEEN_H
#include "base/buf.h"
#include "format/format.h"

struct seen {
	struct buf rows; /* "PART FORMAT reason,reason\n" each */
	struct buf text; /* "PART [carrier] TEXT\n" each */
	size_t n_parts;
	struct limits limits;
};
struct seen *seen_new(void);
void seen_free(struct seen *s);
AUTO_DEFINE(seen)
void seen_read(struct seen *s, const char *file_name, const void *bytes, size_t len);
/* There is such a row: seen_has(s, "b.txt", "text", "crc-differs"); reasons "" for none. */
bool seen_row(const struct seen *s, const char *part, const char *format, const char *reasons);
bool seen_text(const struct seen *s, const char *needle);

/* A zip in the making; what is odd about one is patched in afterwards. */
struct making {
	struct buf file, directory;
	unsigned n;
};
enum { MAKE_STORED, MAKE_DEFLATED, MAKE_DESCRIPTOR, MAKE_UNLISTED };
void make_member(struct making *z, const char *name, const void *bytes, size_t len, int how);
void make_text(struct making *z, const char *name, const char *text);
void make_end(struct making *z, const char *comment);
void make_free(struct making *z);

void make_tar_member(struct buf *tar, const char *name, char type, const void *bytes, size_t len);
void make_tar_text(struct buf *tar, const char *name, const char *text);
void make_tar_link(struct buf *tar, const char *name, char type);
void make_tar_sum(char block[512]); /* sets its checksum right */
void make_tar_end(struct buf *tar);
void make_gzip(struct buf *to, const char *text);
#endif
