/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * source/source.h - which files there are below the paths a user named.
 *
 * Byte order of the full path; symbolic links are not followed; file contents are not opened. A
 * folder that cannot be listed, a link, a FIFO, a socket, a device are items too: the ledger
 * misses no tree silently. A folder seen before by (device, inode) is a `loop`.
 */
#ifndef VP_SOURCE_H
#define VP_SOURCE_H
#include "base/reason.h"

struct item {
	const char *path; /* as found: root as the user wrote it, "/", path below; exact bytes */
	int64_t size, mtime_ns, ctime_ns;
	uint64_t device, inode;
	enum reason skip;  /* why it must not be opened (symlink, special-file, denied ...), or NONE */
	bool failed;       /* skip came from an error, not on purpose */
	char skip_text[120]; /* one sentence for the ledger */
};
struct item *item_copy(const struct item *i);
void item_free(struct item *i);
AUTO_DEFINE(item)

typedef int item_fn(void *arg, const struct item *item); /* negative stops the walk */
/* A path that does not exist is an item with skip = vanished, failed. */
int source_walk(const char *root, item_fn *found, void *arg);
/* Opens for reading without following a link at the end, without blocking and without changing
 * atime where allowed; regular files only. Gives a descriptor, or -1 with the reason. */
int source_open(const struct item *item, enum reason *why, int *error);
#endif
