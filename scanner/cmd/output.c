/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/output.c - a report goes to stdout, or whole to a file, or not at all. */
#include "cmd/cmd.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_stdout(const char *path)
{
	return !path || !strcmp(path, "-");
}

FILE *output_open(const char *path, struct fail *f)
{
	if (is_stdout(path))
		return stdout;
	char *part = xformat("%s.part", path);
	/* Personal data: for the owner alone, whatever the umask. */
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *to = fd < 0 ? NULL : fdopen(fd, "w");

	if (!to)
		fail_set(f, EXIT_USAGE, "'%s' cannot be written: %s", path, strerror(errno));
	free(part);
	return to;
}

int output_close(FILE *to, const char *path, struct fail *f)
{
	bool failed = fflush(to) || ferror(to);

	if (is_stdout(path))
		return failed ? fail_set(f, EXIT_BROKE_OFF, "writing the output failed: %s",
					 strerror(errno)) :
				0;
	char *part = xformat("%s.part", path);
	failed |= fsync(fileno(to)) && errno != EINVAL;
	failed |= fclose(to) != 0;
	failed = failed || rename(part, path);
	if (failed)
		fail_set(f, EXIT_BROKE_OFF, "'%s' could not be written whole: %s", path, strerror(errno));
	free(part);
	return failed ? -1 : 0;
}

int output_write(const char *path, output_fn *write, void *arg, struct fail *f)
{
	FILE *to = output_open(path, f);

	if (!to)
		return -1;
	if (write(arg, to, f) < 0) {
		if (to != stdout)
			fclose(to);
		return -1;
	}
	return output_close(to, path, f);
}
