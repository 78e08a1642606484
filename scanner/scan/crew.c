/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/crew.c - worker processes seen from the supervisor. */
#include "scan/crew.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "scan/nursery.h"
#include "scan/sandbox.h"

#define SPARE_SLOTS 16 /* for workers that cannot be killed: a disk that does not answer */
#define READY_SECONDS 60
#define HIRE_TRIES 5
#define CRASH_SECONDS 60
#define ANSWER_SECONDS 10 /* how long a worker may leave a message of ours unread */

struct crew {
	struct scan_plan plan;
	void *slots;
	size_t n_slots;
	pthread_mutex_t lock; /* protects all below */
	bool *taken;
	pid_t nursery;
	struct wire to_nursery;
	bool has_first;      /* the worker that was started to see if any does waits in slot 0 */
	struct wire first;
	double crashes[CREW_CRASHES_MOST + 1]; /* when: a ring of the latest, 0 for none */
	size_t n_crashes;
	bool crash_loop;
	atomic_uint sandbox; /* what all workers had */
};

static int start_nursery(struct crew *c)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -1;
	pid_t pid = fork();
	if (!pid)
		nursery_main(&c->plan, c->slots, c->n_slots, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return -1;
	}
	c->nursery = pid;
	wire_init(&c->to_nursery, ends[0]);
	return 0;
}

int crew_start(const struct scan_plan *plan, struct crew **ret, struct fail *f)
{
	AUTO(crew) c = xcalloc(1, sizeof(*c));

	c->plan = *plan;
	wire_init(&c->to_nursery, -1);
	wire_init(&c->first, -1);
	pthread_mutex_init(&c->lock, NULL);
	atomic_store(&c->sandbox, ~0u);
	c->n_slots = scan_workers(plan) + SPARE_SLOTS;
	c->taken = xcalloc(c->n_slots, sizeof(*c->taken));
	c->slots = mmap(NULL, c->n_slots * SLOT_BYTES, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c->slots == MAP_FAILED || start_nursery(c) < 0)
		return fail_set(f, EXIT_BROKE_OFF,
				"no process could be started to read files in: %s; "
				"--isolation=none does without",
				strerror(errno));
	if (crew_hire(c, &c->first, f) < 0)
		return -1;
	c->has_first = true;
	*ret = c;
	c = NULL;
	return 0;
}

void crew_free(struct crew *c)
{
	if (!c)
		return;
	wire_close(&c->first);
	wire_close(&c->to_nursery); /* which ends the nursery, and that its workers */
	if (c->nursery > 0)
		waitpid(c->nursery, NULL, 0);
	if (c->slots && c->slots != MAP_FAILED)
		munmap(c->slots, c->n_slots * SLOT_BYTES);
	pthread_mutex_destroy(&c->lock);
	free(c->taken);
	free(c);
}

const char *crew_note(const struct crew *c)
{
	static const char *const lacks[] = {
		[SANDBOX_WHOLE] = "",
		[SANDBOX_SECCOMP | SANDBOX_MEMORY] = "files were read by processes without Landlock, "
						     "which this system lacks; seccomp held them",
		[SANDBOX_LANDLOCK | SANDBOX_MEMORY] = "files were read by processes without a seccomp "
						      "filter, which this system lacks; Landlock held "
						      "them",
		[SANDBOX_SECCOMP | SANDBOX_LANDLOCK] = "files were read by processes without a limit on "
						       "memory",
	};
	unsigned had = c ? atomic_load(&c->sandbox) : 0;

	if (!c)
		return "files were read without isolation";
	return lacks[had & SANDBOX_WHOLE] ? lacks[had & SANDBOX_WHOLE] :
					    "files were read by processes with next to no sandbox, since "
					    "this system lacks it";
}

/* -1: none left. The first worker is handed over once. */
static int take_slot(struct crew *c, struct wire *to)
{
	int got = -1;

	pthread_mutex_lock(&c->lock);
	if (c->has_first) {
		*to = c->first;
		wire_init(&c->first, -1);
		c->has_first = false;
		got = 0;
	}
	for (size_t i = 0; i < c->n_slots && got < 0; i++)
		if (!c->taken[i])
			got = (int)i;
	if (got >= 0)
		c->taken[got] = true;
	pthread_mutex_unlock(&c->lock);
	return got;
}

void crew_give_slot(struct crew *c, int slot)
{
	pthread_mutex_lock(&c->lock);
	c->taken[slot] = false;
	pthread_mutex_unlock(&c->lock);
}

struct slot *crew_slot(struct crew *c, int slot)
{
	return slot_at(c->slots, (size_t)slot);
}

/* With the lock held. One more try with a new nursery, if the old one is gone. */
static int order(struct crew *c, enum message kind, int slot, int fd)
{
	for (unsigned tries = 0; tries < 2; tries++) {
		uint32_t number = (uint32_t)slot;
		size_t begun = wire_begin(&c->to_nursery, kind);

		buf_add(&c->to_nursery.out, &number, sizeof(number));
		wire_end(&c->to_nursery, begun);
		if (!wire_flush(&c->to_nursery, fd))
			return 0;
		wire_close(&c->to_nursery);
		waitpid(c->nursery, NULL, 0);
		c->nursery = 0;
		if (kind == M_KILL) /* its workers went with it */
			return start_nursery(c);
		if (start_nursery(c) < 0)
			return -1;
	}
	return -1;
}

static bool becomes_ready(struct crew *c, struct wire *w)
{
	struct pollfd p = { .fd = w->socket, .events = POLLIN };
	enum message kind;
	const char *bytes;
	size_t len;
	uint32_t sandbox;

	while (!wire_next(w, &kind, &bytes, &len))
		if (poll(&p, 1, READY_SECONDS * 1000) == 0 || !wire_fill(w, false))
			return false;
	if (kind != M_READY || len != sizeof(sandbox))
		return false;
	memcpy(&sandbox, bytes, sizeof(sandbox));
	atomic_fetch_and(&c->sandbox, sandbox);
	return true;
}

/* A worker that does not read what we send must not stop the thread that drives it. */
static void never_wait_for_long(int socket)
{
	const struct timeval most = { .tv_sec = ANSWER_SECONDS };

	setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
}

static int hire_on(struct crew *c, int slot, struct wire *to)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -1;
	atomic_store(&crew_slot(c, slot)->dead_pid, 0);
	never_wait_for_long(ends[0]);
	pthread_mutex_lock(&c->lock);
	int error = order(c, M_HIRE, slot, ends[1]);
	pthread_mutex_unlock(&c->lock);
	close(ends[1]);
	wire_init(to, ends[0]);
	if (!error && becomes_ready(c, to))
		return 0;
	wire_close(to);
	crew_kill(c, slot);
	return -1;
}

void crew_note_crash(struct crew *c)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	double now = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
	pthread_mutex_lock(&c->lock);
	c->crashes[c->n_crashes++ % ARRAY_LEN(c->crashes)] = now;
	double oldest = c->crashes[c->n_crashes % ARRAY_LEN(c->crashes)];
	c->crash_loop |= oldest > 0 && now - oldest < CRASH_SECONDS;
	pthread_mutex_unlock(&c->lock);
}

static bool crashes_too_often(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	bool so = c->crash_loop;
	pthread_mutex_unlock(&c->lock);
	return so;
}

int crew_hire(struct crew *c, struct wire *to, struct fail *f)
{
	wire_init(to, -1);
	if (crashes_too_often(c))
		return fail_set(f, EXIT_BROKE_OFF,
				"the processes that read files crashed more than %u times in a minute; "
				"what was read is kept: run the same command again to go on past the files "
				"that were given up, or see to the machine",
				CREW_CRASHES_MOST);
	int slot = take_slot(c, to);

	if (slot < 0) {
		fail_set(f, EXIT_BROKE_OFF,
			 "too many files stand on disks that do not answer; see to the share and run "
			 "the same command again");
		return -1;
	}
	for (unsigned tries = 0; to->socket < 0 && tries < HIRE_TRIES; tries++)
		if (hire_on(c, slot, to) < 0)
			nanosleep(&(struct timespec){ .tv_nsec = 50000000l << tries }, NULL);
	if (to->socket >= 0)
		return slot;
	crew_give_slot(c, slot);
	fail_set(f, EXIT_BROKE_OFF,
		 "the processes that read files do not start; is there memory? --isolation=none does "
		 "without them");
	return -1;
}

void crew_kill(struct crew *c, int slot)
{
	pthread_mutex_lock(&c->lock);
	order(c, M_KILL, slot, -1);
	pthread_mutex_unlock(&c->lock);
}

bool crew_ended(struct crew *c, int slot, double seconds, int *status)
{
	struct slot *s = crew_slot(c, slot);

	for (double waited = 0; waited < seconds; waited += 0.002) {
		int pid = atomic_load(&s->pid);

		if (pid && atomic_load(&s->dead_pid) == pid) {
			*status = atomic_load(&s->status);
			return true;
		}
		nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
	}
	return false;
}
