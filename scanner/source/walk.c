/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * source/walk.c - folders in byte order of the full path.
 *
 * One folder's names are held at a time per level; no descriptor stays open on the way down, so
 * depth costs neither. In byte order of the full path a folder "a" stands where "a/" would.
 */
#include "source/open.h"
#include "source/source.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEEPEST 2000 /* folders in folders; deeper is a row, not a crash of the stack */

struct above { /* the folders we are in, to see a loop */
	const struct above *up;
	uint64_t device, inode;
	unsigned depth;
};
struct walk {
	item_fn *found;
	void *arg;
};

struct item *item_copy(const struct item *i)
{
	struct item *copy = xmalloc(sizeof(*copy));

	*copy = *i;
	copy->path = xstrdup(i->path);
	return copy;
}

void item_free(struct item *i)
{
	if (!i)
		return;
	free((char *)i->path);
	free(i);
}

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct item item_of(const char *path, const struct stat *st)
{
	return (struct item){ .path = path,
			      .size = S_ISREG(st->st_mode) ? st->st_size : 0,
			      .mtime_ns = nanoseconds(st->st_mtim),
			      .ctime_ns = nanoseconds(st->st_ctim),
			      .device = st->st_dev,
			      .inode = st->st_ino };
}

static int give_failed(struct walk *w, struct item *i, enum reason why, const char *what)
{
	i->skip = why;
	i->failed = true;
	snprintf(i->skip_text, sizeof(i->skip_text), "%s", what);
	return w->found(w->arg, i);
}

static const char *kind_of(mode_t mode)
{
	return S_ISFIFO(mode) ? "a named pipe" :
	       S_ISSOCK(mode) ? "a socket" :
	       S_ISCHR(mode)  ? "a character device" :
	       S_ISBLK(mode)  ? "a block device" :
				"no regular file";
}

static int give_other(struct walk *w, struct item *i, mode_t mode)
{
	if (S_ISLNK(mode)) {
		i->skip = REASON_SYMLINK;
		snprintf(i->skip_text, sizeof(i->skip_text), "a symbolic link; links are not followed");
	} else if (!S_ISREG(mode)) {
		i->skip = REASON_SPECIAL_FILE;
		snprintf(i->skip_text, sizeof(i->skip_text), "%s; it was left alone", kind_of(mode));
	}
	return w->found(w->arg, i);
}

struct names {
	char **rows;
	size_t n, room;
};

static void names_add(struct names *names, const char *name, bool folder)
{
	if (names->n == names->room) {
		names->room = names->room ? 2 * names->room : 64;
		names->rows = xrealloc(names->rows, names->room * sizeof(*names->rows));
	}
	names->rows[names->n++] = xformat("%s%s", name, folder ? "/" : "");
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_folder(DIR *dir, const struct dirent *d)
{
	struct stat st;

	if (d->d_type != DT_UNKNOWN)
		return d->d_type == DT_DIR;
	return !fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode);
}

/* 0, or an errno; what was listed before an error stays. */
static int list(const char *path, bool root, struct names *names)
{
	int fd = open_long(path, O_RDONLY | O_DIRECTORY | (root ? 0 : O_NOFOLLOW));
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (!dir) {
		int error = errno;

		if (fd >= 0)
			close(fd);
		return error;
	}
	errno = 0;
	for (struct dirent *d; (d = readdir(dir)); errno = 0)
		if (strcmp(d->d_name, ".") && strcmp(d->d_name, ".."))
			names_add(names, d->d_name, is_folder(dir, d));
	int error = errno;
	closedir(dir);
	qsort(names->rows, names->n, sizeof(*names->rows), by_bytes);
	return error;
}

static int walk_path(struct walk *w, const char *path, const struct above *up);

static int walk_folder(struct walk *w, struct item *i, const struct above *up)
{
	struct above here = { up, i->device, i->inode, up ? up->depth + 1 : 0 };
	struct names names = { 0 };
	int error = 0;

	for (const struct above *a = up; a; a = a->up)
		if (a->device == here.device && a->inode == here.inode)
			return give_failed(w, i, REASON_LOOP, "this folder holds itself");
	if (here.depth > DEEPEST)
		return give_failed(w, i, REASON_PATH_TOO_LONG, "stands too deep to go on");
	int broken = list(i->path, !up, &names);
	if (broken) {
		char text[100];

		snprintf(text, sizeof(text), "the folder cannot be listed: %s", strerror(broken));
		error = give_failed(w, i, reason_from_errno(broken), text);
	}
	size_t len = strlen(i->path);
	const char *slash = len && i->path[len - 1] == '/' ? "" : "/";
	for (size_t n = 0; n < names.n; n++) {
		char *name = names.rows[n];

		name[strcspn(name, "/")] = '\0';
		if (!error) {
			char *below = xformat("%s%s%s", i->path, slash, name);

			error = walk_path(w, below, &here);
			free(below);
		}
		free(name);
	}
	free(names.rows);
	return error;
}

static int walk_path(struct walk *w, const char *path, const struct above *up)
{
	struct stat st;

	bool lost = lstat_long(path, &st) < 0;
	struct stat to;
	/* A link to a folder is followed where the user named it, not where it was found. */
	if (!lost && !up && S_ISLNK(st.st_mode) && !stat(path, &to) && S_ISDIR(to.st_mode))
		st = to;
	if (lost) {
		struct item gone = { .path = path };
		char text[100];
		int error = errno;

		snprintf(text, sizeof(text), "cannot be looked at: %s", strerror(error));
		return give_failed(w, &gone, reason_from_errno(error), text);
	}
	struct item i = item_of(path, &st);
	return S_ISDIR(st.st_mode) ? walk_folder(w, &i, up) : give_other(w, &i, st.st_mode);
}

int source_walk(const char *root, item_fn *found, void *arg)
{
	struct walk w = { found, arg };
	size_t len = strlen(root);

	while (len > 1 && root[len - 1] == '/')
		len--;
	char *path = xstrndup(root, len);
	int error = walk_path(&w, path, NULL);
	free(path);
	return error;
}
