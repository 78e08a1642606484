/* SPDX-License-Identifier: EUPL-1.2 */
/* source/open.c - opening a file of the share so that nothing happens but reading. */
#include "source/open.h"
#include "source/source.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE (PATH_MAX - 512)

/* Goes down a path that is too long for one call; gives a folder to start the rest from. */
static int open_prefix(const char **path)
{
	int at = AT_FDCWD;

	while (strlen(*path) >= PIECE) {
		const char *slash = memrchr(*path, '/', PIECE);

		if (!slash || slash == *path) {
			errno = ENAMETOOLONG;
			break;
		}
		char *piece = xstrndup(*path, (size_t)(slash - *path));
		int next = openat(at, piece, O_PATH | O_DIRECTORY | O_CLOEXEC);

		free(piece);
		if (at != AT_FDCWD)
			close(at);
		if (next < 0)
			return -1;
		at = next;
		*path = slash + 1;
	}
	if (strlen(*path) < PIECE)
		return at;
	if (at != AT_FDCWD)
		close(at);
	return -1;
}

static void close_prefix(int at)
{
	int error = errno;

	if (at != AT_FDCWD)
		close(at);
	errno = error;
}

int open_long(const char *path, int flags)
{
	int at = open_prefix(&path);

	if (at == -1)
		return -1;
	int fd = openat(at, path, flags | O_NOATIME | O_CLOEXEC);
	/* Only the owner may leave the access time alone. */
	if (fd < 0 && errno == EPERM)
		fd = openat(at, path, flags | O_CLOEXEC);
	close_prefix(at);
	return fd;
}

int lstat_long(const char *path, struct stat *st)
{
	int at = open_prefix(&path);

	if (at == -1)
		return -1;
	int error = fstatat(at, path, st, AT_SYMLINK_NOFOLLOW);
	close_prefix(at);
	return error;
}

int source_open(const struct item *item, enum reason *why, int *error)
{
	struct stat st;
	int fd = open_long(item->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

	*error = 0;
	*why = REASON_NONE;
	if (fd < 0 || fstat(fd, &st) < 0) {
		*error = errno;
		*why = reason_from_errno(errno);
	} else if (!S_ISREG(st.st_mode)) {
		*why = REASON_SPECIAL_FILE;
	} else {
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}
