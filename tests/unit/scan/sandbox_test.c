/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/scan/sandbox_test.c - what a process behind the wall can no longer do, each in one of its own. */
#include "scan/sandbox.h"
#include <criterion/criterion.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "format/charset.h"

enum { FINE = 42, NOT_HAD = 43, REFUSED = 44 };

/* Status of waitpid() of a process that goes behind the wall and does this. */
static int behind(int (*does)(void))
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		charsets_load();
		unsigned had = sandbox_enter(UINT64_C(256) << 20);
		_exit(had & SANDBOX_SECCOMP ? does() : NOT_HAD);
	}
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_HAD)
		cr_skip_test("there is no seccomp here, or this is a build with sanitizers");
	return status;
}

static bool is_exit(int status, int code)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == code;
}

static bool is_killed(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

static int opens(void)
{
	return open("/etc/passwd", O_RDONLY) < 0 && open("/tmp/vp-escape", O_WRONLY | O_CREAT, 0600) < 0 ?
		       REFUSED : FINE;
}

static int connects(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? REFUSED : FINE;
}

static int starts_a_program(void)
{
	return execl("/bin/true", "true", (char *)NULL);
}

static int forks(void)
{
	return fork() < 0 ? REFUSED : FINE;
}

static int signals_its_parent(void)
{
	return kill(getppid(), 0) ? REFUSED : FINE;
}

static int traces_its_parent(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), 0, 0) ? REFUSED : FINE;
}

static int makes_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
			       MAP_FAILED ? REFUSED : FINE;
}

static int eats(void)
{
	volatile char *got = NULL;

	for (unsigned i = 0; i < 1024; i++) {
		got = malloc(1u << 20);
		if (!got)
			return REFUSED;
		*got = 1;
	}
	return FINE;
}

static int works(void)
{
	char in[] = "\xe1\xe2", out[8], *from = in, *to = out;
	size_t left = 2, room = sizeof(out);
	iconv_t c = iconv_open("UTF-8", "KOI8-R");

	if (c == (iconv_t)-1 || iconv(c, &from, &left, &to, &room) == (size_t)-1)
		return REFUSED;
	free(malloc(1u << 20));
	return lseek(STDIN_FILENO, 0, SEEK_CUR) == -2 ? REFUSED : FINE;
}

static int aborts(void)
{
	abort();
}

Test(sandbox, opens_nothing)
{
	cr_assert(is_exit(behind(opens), REFUSED));
	cr_assert(access("/tmp/vp-escape", F_OK));
}

Test(sandbox, has_no_network)
{
	cr_assert(is_killed(behind(connects)));
}

Test(sandbox, starts_and_traces_nothing)
{
	cr_assert(is_killed(behind(starts_a_program)));
	cr_assert(is_killed(behind(forks)));
	cr_assert(is_killed(behind(signals_its_parent)));
	cr_assert(is_killed(behind(traces_its_parent)));
}

Test(sandbox, makes_no_code)
{
	cr_assert(is_killed(behind(makes_code)));
}

Test(sandbox, takes_so_much_memory)
{
	cr_assert(is_exit(behind(eats), REFUSED));
}

/* A charset of the C library that was opened before can be opened again. */
Test(sandbox, can_do_its_work)
{
	cr_assert(is_exit(behind(works), FINE));
	int status = behind(aborts);

	cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}
