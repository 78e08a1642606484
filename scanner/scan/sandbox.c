/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/sandbox.c - limits, Landlock and the list of allowed system calls. */
#include "scan/sandbox.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#define OUR_ARCH 0 /* not tried there: no filter, and the summary says so */
#endif

#define FILE_MOST (UINT64_C(32) << 30) /* bytes set aside for one file; its limits stop it before */
#define DESCRIPTORS_MOST 256

void sandbox_shed_privileges(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static uint64_t address_space(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");

	if (!f)
		return 0;
	if (fscanf(f, "%lu", &pages) != 1)
		pages = 0;
	fclose(f);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static bool limit(int what, uint64_t most)
{
	const struct rlimit r = { most, most };

	return !setrlimit((__rlimit_resource_t)what, &r);
}

static bool limit_memory(uint64_t memory)
{
	uint64_t now = address_space();

	limit(RLIMIT_FSIZE, FILE_MOST);
	limit(RLIMIT_NOFILE, DESCRIPTORS_MOST);
	return now && limit(RLIMIT_AS, now + memory);
}

/* A ruleset that handles every right and grants none. What an older kernel does not know, it
 * refuses whole: the newest rights are asked for only where it has them. */
static bool enter_landlock(void)
{
	/* Rights on files by version of the interface: 1 has 13, 2 adds moving, 3 truncating, 5
	 * device control. Network rights (4) and scopes (6) stand in fields of their own. */
	static const struct {
		long version;
		uint64_t files, network, scoped;
	} known[] = { { 6, 0xffff, 3, 3 }, { 5, 0xffff, 3, 0 }, { 4, 0x7fff, 3, 0 },
		      { 3, 0x7fff, 0, 0 }, { 2, 0x3fff, 0, 0 }, { 1, 0x1fff, 0, 0 } };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	size_t i = 0;

	while (i < ARRAY_LEN(known) && version < known[i].version)
		i++;
	if (i == ARRAY_LEN(known))
		return false;
	const uint64_t rights[] = { known[i].files, known[i].network, known[i].scoped };
	size_t size = (version >= 6 ? 3u : version >= 4 ? 2u : 1u) * sizeof(rights[0]);
	long fd = syscall(SYS_landlock_create_ruleset, rights, size, 0);
	bool done = fd >= 0 && !syscall(SYS_landlock_restrict_self, fd, 0);
	if (fd >= 0)
		close((int)fd);
	return done;
}

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define GIVE(what) BPF_STMT(BPF_RET | BPF_K, what)
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)
#define ALLOW(name) UNLESS(SYS_##name, 1), GIVE(SECCOMP_RET_ALLOW)
#define KILL(name) UNLESS(SYS_##name, 1), GIVE(SECCOMP_RET_KILL_PROCESS)
/* The low half of an argument; flags and ids fit in it. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARGUMENT(n) LOAD(args[n])
#else
#define ARGUMENT(n) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[n]) + 4)
#endif
/* Memory may be had, but none that can be run. */
#define ALLOW_WITHOUT_EXEC(name)                                                                   \
	UNLESS(SYS_##name, 4), ARGUMENT(2),                                                        \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),                             \
		GIVE(SECCOMP_RET_KILL_PROCESS), GIVE(SECCOMP_RET_ALLOW)
/* abort() signals the process itself. */
#define ALLOW_ON_SELF(name, pid)                                                                   \
	UNLESS(SYS_##name, 4), ARGUMENT(0), UNLESS(pid, 1), GIVE(SECCOMP_RET_ALLOW),               \
		GIVE(SECCOMP_RET_KILL_PROCESS)

/* What is on no list fails with EPERM, which libraries live with; what only an intruder asks for
 * ends the process. */
static bool enter_seccomp(void)
{
	struct sock_filter filter[] = {
		LOAD(arch),
		UNLESS(OUR_ARCH, 1),
		BPF_STMT(BPF_JMP | BPF_JA, 1),
		GIVE(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		ALLOW(read), ALLOW(pread64), ALLOW(readv), ALLOW(write), ALLOW(pwrite64),
		ALLOW(writev), ALLOW(sendmsg), ALLOW(recvmsg), ALLOW(sendto), ALLOW(recvfrom),
		ALLOW(ppoll), ALLOW(close), ALLOW(fstat), ALLOW(newfstatat), ALLOW(lseek),
		ALLOW(ftruncate), ALLOW(munmap), ALLOW(mremap), ALLOW(madvise), ALLOW(brk),
		ALLOW(futex), ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(gettimeofday),
		ALLOW(getrusage), ALLOW(getrandom), ALLOW(getpid), ALLOW(gettid), ALLOW(sched_yield),
		ALLOW(rt_sigreturn), ALLOW(rt_sigprocmask), ALLOW(rt_sigaction), ALLOW(restart_syscall),
		ALLOW(exit), ALLOW(exit_group),
#ifdef SYS_poll
		ALLOW(poll),
#endif
		ALLOW_WITHOUT_EXEC(mmap),
		ALLOW_WITHOUT_EXEC(mprotect),
		ALLOW_ON_SELF(tgkill, (uint32_t)getpid()),
		KILL(execve), KILL(execveat), KILL(ptrace), KILL(process_vm_readv),
		KILL(process_vm_writev), KILL(socket), KILL(connect), KILL(bind), KILL(clone), KILL(clone3),
		KILL(kill), KILL(tkill), KILL(unshare), KILL(setns), KILL(mount), KILL(bpf),
		KILL(io_uring_setup), KILL(userfaultfd), KILL(pidfd_getfd),
		GIVE(SECCOMP_RET_ERRNO | EPERM),
	};
	const struct sock_fprog program = { ARRAY_LEN(filter), filter };

	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

unsigned sandbox_enter(uint64_t memory)
{
	unsigned had = 0;

	sandbox_shed_privileges();
	if (SANITIZED)
		return 0;
	had |= limit_memory(memory) ? SANDBOX_MEMORY : 0;
	had |= enter_landlock() ? SANDBOX_LANDLOCK : 0;
	had |= OUR_ARCH && enter_seccomp() ? SANDBOX_SECCOMP : 0;
	return had;
}
