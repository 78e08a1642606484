/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/item.c - one file from open to result, whoever reads it. */
#include "scan/split.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

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

void item_check(struct result *r, int fd, const struct stat *before)
{
	struct stat after;

	if (!fstat(fd, &after) && after.st_size == before->st_size &&
	    nanoseconds(after.st_mtim) == nanoseconds(before->st_mtim))
		return;
	result_reason(r, "", REASON_CHANGED, "the file was changed while it was read; scan again");
	r->has_digest = false;
}

/* Closes the file, unless it was split. */
static int read_open_file(const struct executor *e, int fd, struct result *r, struct split **split,
			  struct fail *f)
{
	struct stat before;
	int error;

	if (fstat(fd, &before) < 0) {
		result_reason(r, "", REASON_IO_ERROR, "the file could not be looked at");
		close(fd);
		return 0;
	}
	refresh(r->item, &before);
	r->bytes = (uint64_t)before.st_size;
	*split = split_new(e, r, fd, &before, &error, f);
	if (*split)
		return 0;
	const struct unit u = { .path = r->item->path, .fd = fd, .size = r->bytes };
	if (!error && !r->dropped)
		error = e->read(e->self, &u, r, f);
	item_check(r, fd, &before);
	close(fd);
	return error;
}

static int open_and_read(const struct executor *e, struct result *r, struct split **split,
			 struct fail *f)
{
	enum reason why;
	char text[160];
	int error, fd = source_open(r->item, &why, &error);

	if (fd >= 0)
		return read_open_file(e, fd, r, split, f);
	snprintf(text, sizeof(text), "cannot be opened: %s",
		 error ? strerror(error) : "no regular file any more");
	result_reason(r, "", why, text);
	return 0;
}

int item_read(const struct executor *e, struct item *item, struct result *r, struct split **split,
	      struct fail *f)
{
	*split = NULL;
	r->item = item;
	if (item->skip) {
		result_reason(r, "", item->skip, item->skip_text);
		return 0;
	}
	return open_and_read(e, r, split, f);
}
