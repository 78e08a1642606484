/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/spool.h - bytes set aside: in memory while they are few, in an unnamed file once they are
 * many. It stands in $TMPDIR, which a scan sets to its case, or else /tmp, and is O_TMPFILE, so that
 * nothing is left behind. Used for what must be read at random (a zip inside a mail) and for the
 * records of one document on their way to the store, so that memory grows with neither.
 */
#ifndef VP_SPOOL_H
#define VP_SPOOL_H
#include "base/base.h"

#define SPOOL_MEMORY (4u << 20)

struct spool;
/* Who makes the unnamed files of this process instead: one that may open nothing itself gets them
 * from another. Gives a descriptor or -1. Set before threads start. */
int spool_open_file(void); /* an unnamed file, or -1 */
void spool_files_from(int (*open_unnamed)(void));
struct spool *spool_new(void);
/* 0, or -1 when the disk is full or fails; the spool then stays as it was before the call. */
int spool_add(struct spool *s, const void *bytes, size_t len);
/* How many bytes were there; less than len only at the end; -1 when the disk fails. */
ssize_t spool_read(struct spool *s, void *to, size_t len, uint64_t offset);
uint64_t spool_size(const struct spool *s);
void spool_clear(struct spool *s); /* empty again, memory wiped, file given back */
void spool_free(struct spool *s);
AUTO_DEFINE(spool)
#endif
