/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/holes_test.c - of a sparse file its data is read, however large its holes. */
#include "stream/stream.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	uint64_t at;
	const char *text;
} stretches[] = { { 0, "een" }, { UINT64_C(5) << 30, "twee" }, { (UINT64_C(5) << 30) + 100, "drie" },
		  { UINT64_C(3) << 40, "vier" } };

static int make_file(uint64_t size)
{
	char name[] = "/tmp/holes-XXXXXX";
	int fd = mkstemp(name);

	unlink(name);
	for (size_t i = 0; i < ARRAY_LEN(stretches); i++)
		cr_assert_eq(pwrite(fd, stretches[i].text, strlen(stretches[i].text), (off_t)stretches[i].at),
			     (ssize_t)strlen(stretches[i].text));
	if (ftruncate(fd, (off_t)size))
		return -1;
	return fd;
}

Test(holes, are_left_out_and_places_hold)
{
	const uint64_t size = UINT64_C(4) << 40;
	AUTO(arena) a = arena_new(SIZE_MAX);
	int fd = make_file(size);
	const uint8_t *bytes;
	size_t found = 0;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) || st.st_blocks > 1000)
		cr_skip_test("this file system knows no holes");
	struct stream *s = stream_file(a, fd, size);
	for (size_t n; (n = stream_peek(s, 1, &bytes)); stream_skip(s, n))
		for (size_t i = 0; i < n; i++) {
			if (!bytes[i])
				continue;
			uint64_t at = stream_file_offset(s, s->offset + i);

			cr_assert_lt(found, ARRAY_LEN(stretches));
			cr_assert_eq(at, stretches[found].at);
			cr_assert_eq(memcmp(bytes + i, stretches[found].text, strlen(stretches[found].text)), 0);
			i += strlen(stretches[found++].text) - 1;
		}
	cr_assert_eq(found, ARRAY_LEN(stretches));
	cr_assert_null(s->broken);
	cr_assert_lt(s->offset, 8u << 20);
	close(fd);
}

Test(holes, are_not_looked_for_in_a_full_file)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	char name[] = "/tmp/holes-XXXXXX", block[4096];
	int fd = mkstemp(name);

	unlink(name);
	memset(block, 'x', sizeof(block));
	for (unsigned i = 0; i < 1024; i++)
		cr_assert_eq(write(fd, block, sizeof(block)), (ssize_t)sizeof(block));
	struct stream *s = stream_file(a, fd, 1024 * sizeof(block));
	cr_assert_eq(stream_drain(s), 1024 * sizeof(block));
	cr_assert_eq(stream_file_offset(s, 12345), 12345);
	close(fd);
}
