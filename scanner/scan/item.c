/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/item.c - one file from open to result, whoever reads it. */
#include "scan/executor.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* What stat said at the walk may be old: the row is about the file that was opened. */
static void refresh(struct item *i, const struct stat *st)
{
	i->size = st->st_size;
	i->mtime_ns = nanoseconds(st->st_mtim);
	i->ctime_ns = nanoseconds(st->st_ctim);
	i->device = st->st_dev;
	i->inode = st->st_ino;
}

static int read_open_file(const struct executor *e, int fd, struct result *r, struct fail *f)
{
	struct stat before, after;

	if (fstat(fd, &before) < 0) {
		result_reason(r, "", REASON_IO_ERROR, "the file could not be looked at");
		return 0;
	}
	refresh(r->item, &before);
	r->bytes = (uint64_t)before.st_size;
	const struct unit u = { .path = r->item->path, .fd = fd, .size = r->bytes };
	int error = e->read(e->self, &u, r, f);
	if (fstat(fd, &after) < 0 || after.st_size != before.st_size ||
	    nanoseconds(after.st_mtim) != nanoseconds(before.st_mtim)) {
		result_reason(r, "", REASON_CHANGED, "the file was changed while it was read; scan again");
		r->has_digest = false;
	}
	return error;
}

static int open_and_read(const struct executor *e, struct result *r, struct fail *f)
{
	enum reason why;
	char text[160];
	int error, fd = source_open(r->item, &why, &error);

	if (fd >= 0) {
		error = read_open_file(e, fd, r, f);
		close(fd);
		return error;
	}
	snprintf(text, sizeof(text), "cannot be opened: %s",
		 error ? strerror(error) : "no regular file any more");
	result_reason(r, "", why, text);
	return 0;
}

int item_read(const struct executor *e, struct item *item, struct result *r,
	      _Atomic uint64_t *bytes_done, struct fail *f)
{
	double started = seconds_now();
	int error = 0;

	r->item = item;
	if (item->skip)
		result_reason(r, "", item->skip, item->skip_text);
	else
		error = open_and_read(e, r, f);
	/* What was read at random did not pass the meter; for the progress it is done all the same. */
	if ((uint64_t)item->size > r->progressed)
		atomic_fetch_add_explicit(bytes_done, (uint64_t)item->size - r->progressed,
					  memory_order_relaxed);
	r->seconds = seconds_now() - started;
	return error;
}
