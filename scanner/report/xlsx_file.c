/* SPDX-License-Identifier: EUPL-1.2 */
/* report/xlsx_file.c - the unnamed temporary file in which a workbook comes about. */
#include "report/xlsx.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int book_file_open(struct book_file *b, struct fail *f)
{
	const char *tmp = getenv("TMPDIR");

	b->fd = open(tmp && *tmp ? tmp : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (b->fd < 0)
		return fail_set(f, EXIT_USAGE, "no temporary file can be made in '%s' (%s); set TMPDIR",
				tmp && *tmp ? tmp : "/tmp", strerror(errno));
	snprintf(b->name, sizeof(b->name), "/proc/self/fd/%d", b->fd);
	return 0;
}

static int copy(int from, FILE *to, struct fail *f)
{
	char block[1 << 16];
	ssize_t n;
	off_t at = 0;

	while ((n = pread(from, block, sizeof(block), at)) > 0) {
		if (fwrite(block, 1, (size_t)n, to) != (size_t)n)
			break;
		at += n;
	}
	explicit_bzero(block, sizeof(block));
	return n ? fail_set(f, EXIT_BROKE_OFF, "writing the workbook failed: %s", strerror(errno)) : 0;
}

int book_file_end(struct book_file *b, FILE *to, struct fail *f)
{
	int result = to ? copy(b->fd, to, f) : 0;

	close(b->fd);
	return result;
}
