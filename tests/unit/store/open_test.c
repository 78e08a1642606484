/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/store/open_test.c - case folders: modes, locks, versions, damage, full disks. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "case.h"
#include "store/inside.h"

TestSuite(open, .init = case_begin, .fini = case_end);

static struct fail open_fails(enum store_mode mode)
{
	struct store *s = NULL;
	struct fail f = {0};

	cr_assert(store_open(test_case, mode, &s, &f) == -1);
	cr_assert(!s);
	cr_assert(strlen(f.text) > 10);
	return f;
}

static char *inside(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", test_case, name);
	return path;
}

static void overwrite(const char *path, off_t at, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	cr_assert(fd >= 0 && pwrite(fd, bytes, len, at) == (ssize_t)len);
	close(fd);
}

Test(open, makes_a_case_that_is_ours_alone)
{
	struct stat st;
	struct store *s;

	umask(0);
	s = case_start("d");
	case_add_file(s, "a", OUTCOME_OK, REASON_NONE);
	cr_assert(!stat(test_case, &st) && (st.st_mode & 0777) == 0700);
	for (size_t i = 0; i < 4; i++) {
		static const char *const names[] = {"store.db", "store.lock", "store.db-wal",
						    "store.db-shm"};

		cr_assert(!stat(inside(names[i]), &st), "%s", names[i]);
		cr_assert((st.st_mode & 0777) == 0600, "%s", names[i]);
	}
	case_close(s);
}

Test(open, refuses_a_folder_others_can_write)
{
	cr_assert(!mkdir(test_case, 0700) && !chmod(test_case, 0770));
	cr_assert(open_fails(STORE_WRITE).code == EXIT_USAGE);
	cr_assert(!chmod(test_case, 0702));
	cr_assert(open_fails(STORE_WRITE).code == EXIT_USAGE);
	cr_assert(access(inside("store.db"), F_OK));
}

Test(open, refuses_a_link_or_a_shared_file_as_store)
{
	cr_assert(!mkdir(test_case, 0700));
	cr_assert(!symlink("/tmp/elsewhere", inside("store.db")));
	cr_assert(open_fails(STORE_WRITE).code == EXIT_USAGE);
	cr_assert(!unlink(inside("store.db")));
	cr_assert(!mkfifo(inside("store.db"), 0600));
	cr_assert(open_fails(STORE_WRITE).code == EXIT_USAGE);
}

Test(open, reading_needs_a_case)
{
	cr_assert(open_fails(STORE_READ).code == EXIT_USAGE);
	cr_assert(!mkdir(test_case, 0700));
	cr_assert(open_fails(STORE_READ).code == EXIT_USAGE);
	overwrite(inside("store.db"), 0, "", 0);
	cr_assert(open_fails(STORE_READ).code == EXIT_USAGE);
	case_close(case_open(STORE_WRITE)); /* an empty file is what a killed first start leaves */
	case_close(case_open(STORE_READ));
}

Test(open, names_the_holder_to_a_second_writer)
{
	struct store *first = case_open(STORE_WRITE);
	struct fail f = open_fails(STORE_WRITE);
	char pid[32], host[256] = "";

	snprintf(pid, sizeof(pid), "process %ld ", (long)getpid());
	gethostname(host, sizeof(host) - 1);
	cr_assert(f.code == EXIT_IN_USE);
	cr_assert(strstr(f.text, pid), "%s", f.text);
	cr_assert(strstr(f.text, host), "%s", f.text);
	case_close(case_open(STORE_READ)); /* a reader is welcome */
	case_close(first);
	case_close(case_open(STORE_WRITE));
}

Test(open, a_lock_of_a_dead_process_means_nothing)
{
	pid_t child = fork();

	if (!child) {
		case_start("d");
		raise(SIGKILL);
	}
	waitpid(child, NULL, 0);
	case_close(case_open(STORE_WRITE));
}

Test(open, knows_network_disks)
{
	cr_assert(!strcmp(folder_network(0x6969), "NFS"));
	cr_assert(!strcmp(folder_network(0xfe534d42), "SMB"));
	cr_assert(!strcmp(folder_network(0xffffffffff534d42ul), "CIFS")); /* sign-extended */
	cr_assert(!folder_network(0xef53));
}

Test(open, says_what_is_wrong_with_other_files)
{
	case_close(case_open(STORE_WRITE));
	overwrite(inside("store.db"), 60, "\0\0\0\x63", 4); /* user_version */
	cr_assert(open_fails(STORE_WRITE).code == EXIT_USAGE);
	cr_assert(strstr(open_fails(STORE_READ).text, "newer version"));
	overwrite(inside("store.db"), 68, "abcd", 4); /* application_id */
	cr_assert(strstr(open_fails(STORE_READ).text, "another program"));
	overwrite(inside("store.db"), 0, "not a database, but long enough", 31);
	cr_assert(open_fails(STORE_READ).code == EXIT_DAMAGED);
	cr_assert(open_fails(STORE_WRITE).code == EXIT_DAMAGED);
}

static int look_at(void *arg, const struct hit_row *row)
{
	*(size_t *)arg += strlen(row->path) + strlen(row->hit.value) + strlen(row->hit.why);
	return 0;
}

Test(open, never_crashes_on_a_damaged_store)
{
	static const uint64_t starts[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
	struct store *s = case_start("d");
	struct stat st;
	unsigned damaged = 0;
	size_t letters = 0;
	char *whole;
	int fd;

	for (int i = 0; i < 60; i++) {
		char path[32];

		snprintf(path, sizeof(path), "share/%d.txt", i);
		case_add_hits(s, path, "p", starts, ARRAY_LEN(starts));
	}
	case_close(s);
	fd = open(inside("store.db"), O_RDONLY);
	cr_assert(fd >= 0 && !fstat(fd, &st));
	whole = xmalloc((size_t)st.st_size);
	cr_assert(read(fd, whole, (size_t)st.st_size) == st.st_size);
	close(fd);
	srandom(5);
	for (int round = 0; round < 60; round++) {
		struct hit_query all = {.suppressed = true};
		struct ledger_query rows = {.parts = true, .vanished = true};
		struct store_totals totals;
		struct fail f = {0};
		char *copy = xmalloc((size_t)st.st_size);
		size_t len = (size_t)st.st_size;

		memcpy(copy, whole, len);
		if (round % 3 == 0)
			len = len * (size_t)(random() % 100) / 100;
		for (int k = 0; len > 0 && k < 1 + round; k++)
			copy[random() % (long)len] = (char)random();
		unlink(inside("store.db"));
		overwrite(inside("store.db"), 0, copy, len);
		free(copy);
		s = NULL;
		if (store_open(test_case, STORE_READ, &s, &f) < 0 ||
		    store_each_hit(s, &all, look_at, &letters, &f) < 0 ||
		    store_totals(s, 40, &totals, &f) < 0 || case_count_rows(s, &rows) > 1000) {
			cr_assert(f.code == EXIT_DAMAGED || f.code == EXIT_USAGE, "%d %s", f.code,
				  f.text);
			damaged++;
		}
		store_free(s);
	}
	cr_assert(damaged > 10);
	free(whole);
}

/* What a full disk does, by a limit on the size of files. */
Test(open, breaks_off_whole_when_nothing_more_fits)
{
	static uint64_t starts[5000];
	struct hit_query all = {0};
	struct rlimit limit = {1 << 20, RLIM_INFINITY};
	struct store *s = case_start("d");
	struct fail f = {0}, again = {0};
	struct item i = case_item("share/large", 1);
	int result = 0;

	for (size_t k = 0; k < ARRAY_LEN(starts); k++)
		starts[k] = k;
	case_add_hits(s, "share/a", "", starts, 10);
	cr_assert(store_checkpoint(s, &f) == 0);
	signal(SIGXFSZ, SIG_IGN);
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
	cr_assert(store_begin_item(s, &i, &f) == 0);
	for (size_t k = 0; !result && k < 2000000; k++) {
		struct hit h = case_hit(&test_bsn, "", k, "111222333");
		uint8_t id[HIT_KEY_LEN] = {0};

		result = store_add_hit(s, &h, id, NULL, &f);
	}
	cr_assert(result == -1);
	cr_assert(f.code == EXIT_BROKE_OFF, "%d %s", f.code, f.text);
	cr_assert(store_begin_item(s, &i, &again) == -1 && again.code == EXIT_BROKE_OFF);
	cr_assert(store_close(s, &again) == -1 && again.code == EXIT_BROKE_OFF);
	store_free(s);
	limit.rlim_cur = RLIM_INFINITY;
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
	s = case_open(STORE_WRITE);
	cr_assert(case_count_hits(s, &all) == 10);
	case_close(s);
}

Test(open, what_was_committed_survives_a_kill)
{
	static const uint64_t starts[] = {1, 2, 3};
	struct hit_query all = {0};
	struct ledger_query rows = {0};
	pid_t child = fork();
	struct store *s;

	if (!child) {
		struct fail f;
		struct item open_item = case_item("share/b", 1);

		s = case_start("d");
		case_add_hits(s, "share/a", "", starts, 3);
		store_checkpoint(s, &f);
		case_add_hits(s, "share/c", "", starts, 3);
		store_begin_item(s, &open_item, &f);
		raise(SIGKILL);
	}
	waitpid(child, NULL, 0);
	s = case_open(STORE_READ);
	cr_assert(case_count_hits(s, &all) == 3);
	cr_assert(case_count_rows(s, &rows) == 1);
	case_close(s);
}
