/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/split.h - one big mailbox, read by all threads.
 *
 * A mailbox of more than one stretch (STRETCH_BYTES) is first gone through by one worker, which
 * makes its digest and finds where stretches begin: at the border of a message, the same for any
 * number of threads. Then each stretch is a unit of work of its own. The last one to end joins them,
 * in order, into the one result of the file. Limits on time and unpacked bytes hold for each stretch,
 * the one on hits for the file. It is done also where there is one thread: it makes no difference.
 */
#ifndef VP_SPLIT_H
#define VP_SPLIT_H
#include <sys/stat.h>
#include "scan/executor.h"

struct split;
/* Looks the opened file of r through. NULL: it is to be read whole, or *error is negative, or the
 * scan was stopped (r->dropped). Else the split has the descriptor and the item of r. */
struct split *split_new(const struct executor *e, struct result *r, int fd, const struct stat *st,
			int *error, struct fail *f);
/* The next stretch that nobody has, for one caller at a time. *more: it was not the last one. */
size_t split_take(struct split *s, bool *more);
/* Reads it; stopped: lets go of it. The result of the whole when this was the last one to end,
 * with which the split is gone; else NULL. */
struct result *split_read(struct split *s, const struct executor *e, size_t stretch, bool stopped);
const char *split_path(const struct split *s);
#endif
