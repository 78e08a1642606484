/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/folder.c - the case folder: ours alone, on a disk of this host, one writer at a time.
 *
 * The lock is an flock() on store.lock, so it ends with its process, however that ends. What the
 * file says is only for the message to the second one; left behind, it means nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>
#include "store/inside.h"

const char *folder_network(unsigned long magic)
{
	static const struct {
		uint32_t magic;
		const char *name;
	} known[] = {
		{0x6969, "NFS"},       {0x517b, "SMB"},	      {0xff534d42, "CIFS"},
		{0xfe534d42, "SMB"},   {0x564c, "NCP"},	      {0x5346414f, "AFS"},
		{0x73757245, "Coda"},
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (known[i].magic == (uint32_t)magic)
			return known[i].name;
	return NULL;
}

static int check_disk(const char *dir, struct fail *f)
{
	struct statfs disk;
	const char *network;

	if (statfs(dir, &disk))
		return fail_set(f, EXIT_USAGE, "cannot look at the case folder %s: %s", dir,
				strerror(errno));
	network = folder_network((unsigned long)disk.f_type);
	if (network)
		return fail_set(f, EXIT_USAGE,
				"the case folder %s is on a network disk (%s), where a store is "
				"not safe; name a folder on a disk of this host with --case",
				dir, network);
	return 0;
}

int folder_check_room(int fd, const char *file, struct fail *f)
{
	struct statvfs disk;

	/* Some file systems do not tell. */
	if (fstatvfs(fd, &disk) || !disk.f_blocks)
		return 0;
	uint64_t all = (uint64_t)disk.f_blocks * disk.f_frsize, reserve = all / 20;
	if (reserve > FOLDER_RESERVE)
		reserve = FOLDER_RESERVE;
	if ((uint64_t)disk.f_bavail * disk.f_frsize >= reserve)
		return 0;
	return fail_set(f, EXIT_BROKE_OFF,
			"the disk of %s has less than %llu MiB left; what was committed is kept: make "
			"room and run the same command again",
			file, (unsigned long long)(reserve + (1u << 20) - 1) >> 20);
}

int folder_check(const char *dir, enum store_mode mode, struct fail *f)
{
	struct stat st;

	if (mode == STORE_WRITE && mkdir(dir, 0700) && errno != EEXIST)
		return fail_set(f, EXIT_USAGE, "cannot make the case folder %s: %s", dir,
				strerror(errno));
	if (stat(dir, &st)) {
		if (errno == ENOENT)
			return fail_set(f, EXIT_USAGE,
					"there is no case in %s; name one with --case, or scan "
					"something first",
					dir);
		return fail_set(f, EXIT_USAGE, "cannot look at the case folder %s: %s", dir,
				strerror(errno));
	}
	if (!S_ISDIR(st.st_mode))
		return fail_set(f, EXIT_USAGE, "the case %s is not a folder", dir);
	if (mode == STORE_READ)
		return 0;
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return fail_set(f, EXIT_USAGE,
				"others can write in the case folder %s; take that right away "
				"(chmod go-w) or name another with --case",
				dir);
	return check_disk(dir, f);
}

int folder_make_file(const char *file, struct fail *f)
{
	int fd = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	struct stat st;
	bool good;

	if (fd < 0)
		return fail_set(f, EXIT_USAGE, "cannot open %s: %s", file,
				errno == ELOOP ? "it is a symbolic link" : strerror(errno));
	good = !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_uid == geteuid() && st.st_nlink == 1;
	if (good && (st.st_mode & 077))
		good = !fchmod(fd, 0600);
	close(fd);
	if (!good)
		return fail_set(f, EXIT_USAGE,
				"%s is not a plain file of this user; move it away or name another "
				"case with --case",
				file);
	return 0;
}

static void first_line(const char *file, char *to, size_t room)
{
	FILE *from = fopen(file, "re");

	to[0] = '\0';
	if (!from)
		return;
	if (!fgets(to, (int)room, from))
		to[0] = '\0';
	to[strcspn(to, "\n")] = '\0';
	fclose(from);
}

static void sign_lock(int fd)
{
	char host[256] = "", boot[64], now[32];
	char line[400];
	time_t seconds = time(NULL);
	struct tm tm;
	int len;

	gethostname(host, sizeof(host) - 1);
	first_line("/proc/sys/kernel/random/boot_id", boot, sizeof(boot));
	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &tm));
	len = snprintf(line, sizeof(line), "%ld %s %s %s\n", (long)getpid(), host, now, boot);
	/* A note only: a lock that could not be signed still locks. */
	if (ftruncate(fd, 0) || len <= 0 || pwrite(fd, line, (size_t)len, 0) != len)
		return;
}

static int fail_in_use(const char *dir, const char *file, struct fail *f)
{
	char line[400], host[256], since[32];
	long pid;

	first_line(file, line, sizeof(line));
	if (sscanf(line, "%ld %255s %31s", &pid, host, since) != 3)
		return fail_set(f, EXIT_IN_USE, "the case %s is in use by another process", dir);
	return fail_set(f, EXIT_IN_USE,
			"the case %s is in use by process %ld on %s since %s; wait for it, or stop "
			"it and try again",
			dir, pid, host, since);
}

int store_check_free(const char *case_dir, struct fail *f)
{
	char *file = xformat("%s/store.lock", case_dir);
	int fd = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), result = 0;

	if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK)
		result = fail_in_use(case_dir, file, f);
	if (fd >= 0)
		close(fd);
	free(file);
	return result;
}

/* One that only looks (above) holds it for a moment. */
static int lock_soon(int fd)
{
	int error = -1;

	for (unsigned tries = 0; tries < 10 && error; tries++) {
		error = flock(fd, LOCK_EX | LOCK_NB);
		if (!error || errno != EWOULDBLOCK)
			break;
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	return error;
}

int folder_lock(const char *dir, int *ret, struct fail *f)
{
	char *file = xformat("%s/store.lock", dir);
	int fd, result = 0;

	if (folder_make_file(file, f) < 0) {
		free(file);
		return -1;
	}
	fd = open(file, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		result = fail_set(f, EXIT_USAGE, "cannot open %s: %s", file, strerror(errno));
	} else if (lock_soon(fd)) {
		result = errno == EWOULDBLOCK ?
				 fail_in_use(dir, file, f) :
				 fail_set(f, EXIT_USAGE, "cannot lock %s: %s", file, strerror(errno));
		close(fd);
	} else {
		sign_lock(fd);
		*ret = fd;
	}
	free(file);
	return result;
}

bool store_in_use(const char *case_dir)
{
	char *file = xformat("%s/store.lock", case_dir);
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK;

	free(file);
	if (fd >= 0)
		close(fd);
	return held;
}
