/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/nursery.c - forks workers, and notes how each ended. */
#include "scan/nursery.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "scan/cell.h"
#include "scan/sandbox.h"
#include "scan/wire.h"

struct nursery {
	const struct scan_plan *plan;
	void *slots;
	size_t n_slots;
	pid_t *pids; /* by slot; what a slot itself says may come from a worker */
	struct wire wire;
};

static void on_child(int number)
{
	(void)number; /* it only wakes ppoll() */
}

/* Ctrl-C goes to the whole group; what it means is the supervisor's to say. */
static void settle_signals(void)
{
	struct sigaction a = { .sa_handler = SIG_IGN };
	sigset_t child;

	sigaction(SIGINT, &a, NULL);
	sigaction(SIGTERM, &a, NULL);
	sigaction(SIGALRM, &a, NULL);
	sigaction(SIGHUP, &a, NULL);
	sigaction(SIGUSR1, &a, NULL);
	sigaction(SIGPIPE, &a, NULL);
	a.sa_handler = on_child;
	sigaction(SIGCHLD, &a, NULL);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
}

/* Only messages of a broken program may still come from here: no input, no output. */
static void leave_terminal(void)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (nothing < 0)
		return;
	dup2(nothing, STDIN_FILENO);
	dup2(nothing, STDOUT_FILENO);
	if (nothing > STDERR_FILENO)
		close(nothing);
}

/* The socket as descriptor 3, and no other. */
static int keep_only(int fd)
{
	const int kept = STDERR_FILENO + 1;

	if (fd != kept)
		dup2(fd, kept);
	close_range((unsigned)kept + 1, ~0u, 0);
	fcntl(kept, F_SETFD, FD_CLOEXEC);
	return kept;
}

/* When memory is short, a worker goes before the supervisor does. */
static void go_first(void)
{
	FILE *f = fopen("/proc/self/oom_score_adj", "we");

	if (!f)
		return;
	fputs("500", f);
	fclose(f);
}

static _Noreturn void be_worker(const struct nursery *n, size_t slot, int fd, pid_t parent)
{
	char *own = (char *)slot_at(n->slots, slot), *end = (char *)slot_at(n->slots, n->n_slots);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(CELL_DONE);
	munmap(n->slots, (size_t)(own - (char *)n->slots));
	munmap(own + SLOT_BYTES, (size_t)(end - own) - SLOT_BYTES);
	cell_main(n->plan, (struct slot *)own, keep_only(fd));
}

static void hire(struct nursery *n, size_t number, int fd)
{
	struct slot *s = slot_at(n->slots, number);
	pid_t parent = getpid(), pid;

	atomic_store(&s->stop, false);
	pid = fork();
	if (!pid)
		be_worker(n, number, fd, parent);
	/* Where it fails the socket closes, which is all the supervisor needs to see. */
	n->pids[number] = pid > 0 ? pid : 0;
	atomic_store(&s->pid, pid);
}

static void reap(struct nursery *n)
{
	int status;

	for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
		for (size_t i = 0; i < n->n_slots; i++) {
			struct slot *s = slot_at(n->slots, i);

			if (n->pids[i] != pid)
				continue;
			n->pids[i] = 0;
			atomic_store(&s->status, status);
			atomic_store(&s->dead_pid, pid);
		}
}

static void take_orders(struct nursery *n)
{
	enum message kind;
	const char *bytes;
	size_t len;
	uint32_t number;

	while (wire_next(&n->wire, &kind, &bytes, &len) == 1) {
		int fd = wire_take_fd(&n->wire);

		memcpy(&number, bytes, sizeof(number));
		if (number < n->n_slots && kind == M_HIRE && fd >= 0)
			hire(n, number, fd);
		else if (number < n->n_slots && kind == M_KILL && n->pids[number])
			kill(n->pids[number], SIGKILL);
		if (fd >= 0)
			close(fd);
	}
}

_Noreturn void nursery_main(const struct scan_plan *plan, void *slots, size_t n_slots, int socket)
{
	struct nursery n = { .plan = plan, .slots = slots, .n_slots = n_slots };
	struct pollfd p = { .events = POLLIN };
	sigset_t none;

	n.pids = xcalloc(n_slots, sizeof(*n.pids));
	settle_signals();
	leave_terminal();
	p.fd = keep_only(socket);
	wire_init(&n.wire, p.fd);
	sandbox_shed_privileges();
	go_first();
	cell_prepare(plan);
	sigemptyset(&none);
	for (;;) {
		reap(&n);
		if (ppoll(&p, 1, NULL, &none) < 0)
			continue;
		if (!wire_fill(&n.wire, false))
			_exit(0);
		take_orders(&n);
	}
}
