/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/core/walk_test.c - what there is on a share, in byte order, nothing left out. */
#include "base/buf.h"
#include "source/source.h"
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/vindplaats-walk-XXXXXX";

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void enter(void)
{
	cr_assert(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void leave(void)
{
	cr_assert_eq(chdir("/"), 0);
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void touch(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY, 0600);

	cr_assert(fd >= 0);
	close(fd);
}

static int list(void *arg, const struct item *i)
{
	buf_add_format(arg, "%s:%s%s ", i->path, reason_word(i->skip), i->failed ? "!" : "");
	return 0;
}

Test(walk, byte_order_of_the_full_path, .init = enter, .fini = leave)
{
	struct buf b = { 0 };

	mkdir("s", 0700);
	mkdir("s/a", 0700);
	touch("s/a.txt");
	touch("s/a-b");
	touch("s/a/x");
	touch("s/b");
	cr_assert_eq(source_walk("s/", list, &b), 0);
	cr_assert_str_eq(b.bytes, "s/a-b: s/a.txt: s/a/x: s/b: ");
	buf_free(&b);
}

Test(walk, what_is_no_file_is_told, .init = enter, .fini = leave)
{
	struct buf b = { 0 };

	mkdir("s", 0700);
	mkfifo("s/f", 0600);
	cr_assert_eq(symlink("/etc", "s/l"), 0);
	cr_assert_eq(source_walk("s", list, &b), 0);
	cr_assert_eq(source_walk("nergens", list, &b), 0);
	cr_assert_str_eq(b.bytes, "s/f:special-file s/l:symlink nergens:vanished! ");
	buf_free(&b);
}

static int count(void *arg, const struct item *i)
{
	enum reason why;
	int error, fd = i->skip ? -1 : source_open(i, &why, &error);

	*(unsigned *)arg += fd >= 0;
	if (fd >= 0)
		close(fd);
	return 0;
}

Test(walk, paths_longer_than_the_system_takes, .init = enter, .fini = leave)
{
	char name[201];
	unsigned opened = 0;

	memset(name, 'd', 200);
	name[200] = '\0';
	for (unsigned i = 0; i < 40; i++) {
		cr_assert_eq(mkdir(name, 0700), 0);
		cr_assert_eq(chdir(name), 0);
	}
	touch("diep");
	cr_assert_eq(chdir(folder), 0);
	cr_assert_eq(source_walk(name, count, &opened), 0);
	cr_assert_eq(opened, 1);
	for (unsigned i = 0; i < 40; i++)
		cr_assert_eq(chdir(name), 0);
	unlink("diep");
	for (unsigned i = 0; i < 40; i++) {
		cr_assert_eq(chdir(".."), 0);
		rmdir(name);
	}
}

Test(walk, a_pipe_put_in_the_place_of_a_file_does_not_block, .init = enter, .fini = leave)
{
	struct item i = { .path = "f" };
	enum reason why;
	int error;

	mkfifo("f", 0600);
	cr_assert_eq(source_open(&i, &why, &error), -1);
	cr_assert_eq(why, REASON_SPECIAL_FILE);
	cr_assert_eq(symlink("f", "l"), 0);
	i.path = "l";
	cr_assert_eq(source_open(&i, &why, &error), -1);
	cr_assert_eq(why, REASON_SYMLINK);
}
