/* SPDX-License-Identifier: EUPL-1.2 */
/* base/spool.c - bytes set aside, in memory or in an unnamed file. */
#include "base/spool.h"
#include "base/buf.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The last stretch stays in memory also when the file is in use: records come in small pieces. */
struct spool {
	int fd;          /* -1: all is in memory */
	uint64_t filed;  /* bytes in the file; what follows is in recent */
	struct buf recent;
};

static int (*files_from)(void);

static const char *temporary_folder(void)
{
	const char *dir = getenv("TMPDIR");

	return dir && *dir ? dir : "/tmp";
}

void spool_files_from(int (*open_unnamed)(void))
{
	files_from = open_unnamed;
}

struct spool *spool_new(void)
{
	struct spool *s = xcalloc(1, sizeof(*s));

	s->fd = -1;
	return s;
}

int spool_open_file(void)
{
	const char *dir = temporary_folder();
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return fd;
	/* Some file systems have no O_TMPFILE: a name that is gone at once does as well. */
	char *name = xformat("%s/.spool-XXXXXX", dir);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	free(name);
	return fd;
}

static int flush(struct spool *s)
{
	if (s->fd < 0)
		s->fd = files_from ? files_from() : spool_open_file();
	if (s->fd < 0)
		return -1;
	for (size_t done = 0; done < s->recent.len;) {
		ssize_t n = pwrite(s->fd, s->recent.bytes + done, s->recent.len - done,
				   (off_t)(s->filed + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	s->filed += s->recent.len;
	buf_clear(&s->recent);
	return 0;
}

int spool_add(struct spool *s, const void *bytes, size_t len)
{
	/* Flush first, add then: a failed flush leaves the spool as it was. */
	if (s->recent.len && s->recent.len + len > SPOOL_MEMORY && flush(s) < 0)
		return -1;
	buf_add(&s->recent, bytes, len);
	return 0;
}

ssize_t spool_read(struct spool *s, void *to, size_t len, uint64_t offset)
{
	size_t done = 0;

	while (done < len && offset + done < s->filed) {
		uint64_t left = s->filed - offset - done;
		size_t want = len - done < left ? len - done : (size_t)left;
		ssize_t n = pread(s->fd, (char *)to + done, want, (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	if (done < len && offset + done - s->filed < s->recent.len) {
		size_t at = (size_t)(offset + done - s->filed);
		size_t n = s->recent.len - at < len - done ? s->recent.len - at : len - done;

		memcpy((char *)to + done, s->recent.bytes + at, n);
		done += n;
	}
	return (ssize_t)done;
}

uint64_t spool_size(const struct spool *s)
{
	return s->filed + s->recent.len;
}

void spool_clear(struct spool *s)
{
	buf_clear(&s->recent);
	if (s->recent.room > SPOOL_MEMORY / 4)
		buf_free(&s->recent);
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->filed = 0;
}

void spool_free(struct spool *s)
{
	if (!s)
		return;
	spool_clear(s);
	buf_free(&s->recent);
	free(s);
}
