/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tests/torture/shim.c - disks and parsers that fail, by LD_PRELOAD; nothing of it is in the program.
 *
 * What a read gives is searched for a word, and the process then behaves as if a parser had met
 * a document that breaks it:
 *	VP-CRASH   a segmentation fault         VP-ABORT   abort()
 *	VP-HANG    an endless loop              VP-SLEEP   waits for ever, as on a dead disk
 *	VP-EAT     memory is out from then on   VP-EIO     a bad sector: reads end before it, then fail
 *	VP-OPEN    tries to open a file, a socket and a program, as an intruder would
 * By environment, counted over all calls of a process:
 *	SHIM_FULL=N    writes fail with ENOSPC once N bytes were written to files
 *	SHIM_ROOM=N    a large disk that has N bytes free before this process writes
 *	SHIM_SHORT=N   a read gives at most N bytes
 *	SHIM_MALLOC=N  the N-th allocation above 64 bytes fails
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

ssize_t __pread_chk(int fd, void *to, size_t len, off_t at, size_t room);
ssize_t __pread64_chk(int fd, void *to, size_t len, off64_t at, size_t room);
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool no_memory;
static long allocations;

static long number(const char *name)
{
	const char *s = getenv(name);

	return s ? atol(s) : 0;
}

static bool has(const void *bytes, size_t len, const char *word)
{
	return memmem(bytes, len, word, strlen(word)) != NULL;
}

/* An intruder's first three wishes. What is granted is told on stderr, which a test looks at. */
static void try_to_leave(void)
{
	static const char got[] = "SHIM: the wall has a hole\n";
	int fd = open("/etc/passwd", O_RDONLY);

	if (fd >= 0 && write(STDERR_FILENO, got, sizeof(got) - 1) < 0)
		return;
	fd = open("/tmp/vp-escape", O_WRONLY | O_CREAT, 0600);
	if (fd >= 0 && write(STDERR_FILENO, got, sizeof(got) - 1) < 0)
		return;
	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd >= 0 && write(STDERR_FILENO, got, sizeof(got) - 1) < 0)
		return;
}

static bool misbehave(const void *bytes, size_t len)
{
	if (has(bytes, len, "VP-CRASH"))
		*(volatile int *)8 = 1;
	if (has(bytes, len, "VP-ABORT"))
		abort();
	for (volatile unsigned n = 0; has(bytes, len, "VP-HANG");)
		n++;
	while (has(bytes, len, "VP-SLEEP"))
		usleep(100000);
	if (has(bytes, len, "VP-EAT"))
		no_memory = true;
	if (has(bytes, len, "VP-OPEN"))
		try_to_leave();
	return has(bytes, len, "VP-EIO");
}

static size_t cut(size_t len)
{
	long most = number("SHIM_SHORT");

	return most && len > (size_t)most ? (size_t)most : len;
}

ssize_t pread64(int fd, void *to, size_t len, off64_t at)
{
	static ssize_t (*real)(int, void *, size_t, off64_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pread64");
	ssize_t n = real(fd, to, cut(len), at);
	if (n > 0 && has(to, (size_t)n, "VP-")) {
		char head[16] = "";

		/* The store holds what was read of bad documents. */
		if (real(fd, head, sizeof(head), 0) > 0 && has(head, sizeof(head), "SQLite"))
			return n;
		if (misbehave(to, (size_t)n)) {
			ssize_t sound = (char *)memmem(to, (size_t)n, "VP-EIO", 6) - (char *)to;

			errno = EIO;
			return sound ? sound : -1;
		}
	}
	return n;
}

ssize_t pread(int fd, void *to, size_t len, off_t at)
{
	return pread64(fd, to, len, at);
}

/* As the compiler calls it where it knows the room. */
ssize_t __pread_chk(int fd, void *to, size_t len, off_t at, size_t room)
{
	(void)room;
	return pread64(fd, to, len, at);
}

ssize_t __pread64_chk(int fd, void *to, size_t len, off64_t at, size_t room)
{
	(void)room;
	return pread64(fd, to, len, at);
}

static _Atomic long written;

static bool is_full(int fd, size_t len)
{
	static long room = -1;
	struct stat st;

	if (room < 0)
		room = number("SHIM_FULL");
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return false;
	written += (long)len;
	return room && written > room;
}

int fstatvfs(int fd, struct statvfs *disk)
{
	static int (*real)(int, struct statvfs *);
	long room = number("SHIM_ROOM");

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "fstatvfs");
	int error = real(fd, disk);
	if (!error && room) {
		disk->f_blocks = UINT64_C(1) << 28;
		disk->f_frsize = 4096;
		disk->f_bavail = room > written ? (fsblkcnt_t)(room - written) / 4096 : 0;
	}
	return error;
}

ssize_t pwrite64(int fd, const void *from, size_t len, off64_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off64_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
	if (!is_full(fd, len))
		return real(fd, from, len, at);
	errno = ENOSPC;
	return -1;
}

ssize_t pwrite(int fd, const void *from, size_t len, off_t at)
{
	return pwrite64(fd, from, len, at);
}

ssize_t write(int fd, const void *from, size_t len)
{
	static ssize_t (*real)(int, const void *, size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "write");
	if (!is_full(fd, len))
		return real(fd, from, len);
	errno = ENOSPC;
	return -1;
}

static bool fails(size_t size)
{
	static long at = -1;

	if (no_memory)
		return size > 64;
	if (at < 0)
		at = 0, at = number("SHIM_MALLOC");
	return at && size > 64 && __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED) == at;
}

void *malloc(size_t size)
{
	return fails(size) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(count > SIZE_MAX / (size + 1) ? SIZE_MAX : count * size) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails(size) ? NULL : __libc_realloc(old, size);
}
