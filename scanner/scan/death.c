/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/death.c - what a worker died of, and what its document gets for it. */
#include "scan/death.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/utf8.h"
#include "scan/cell.h"

#define LOOK_MOST 0.5        /* seconds one look can count for */
#define WORK_PER_SECOND 2e6  /* as format/meter.c gives; the worker itself stops long before */
#define STALL_MOST_TIMES 10  /* silent this many times longer: given up though it had no processor */

void watch_start(struct watch *w, const struct scan_plan *plan, uint64_t size, double now)
{
	const struct limits *l = plan->limits ? plan->limits : &default_limits;

	*w = (struct watch){ .looked = now,
			     .stall = plan->stall_seconds ? plan->stall_seconds : SCAN_STALL_SECONDS };
	if (l->seconds > 0)
		w->most = 1.5 * l->seconds + w->stall + (double)size / WORK_PER_SECOND;
}

/* State and processor time of a process; '?' if it cannot be told. */
static char look_at_process(int pid, double *busy)
{
	char path[40], line[512], state = '?';
	unsigned long user, kernel;

	*busy = 0;
	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	FILE *f = fopen(path, "re");
	if (!f)
		return state;
	/* The name stands in brackets and may hold anything. */
	const char *rest = fgets(line, sizeof(line), f) ? strrchr(line, ')') : NULL;
	if (rest && sscanf(rest + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state,
			   &user, &kernel) == 3)
		*busy = (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
	fclose(f);
	return state;
}

/* On a busy machine a worker may be silent because it gets no turn. */
static bool had_its_turn(const struct watch *w, int pid)
{
	double busy;
	char state = look_at_process(pid, &busy);

	return state != 'R' || busy - w->busy_at_silence > w->stall / 2 ||
	       w->silent > STALL_MOST_TIMES * w->stall;
}

enum ended watch_look(struct watch *w, const struct slot *s, double now)
{
	uint64_t beats = atomic_load_explicit(&s->beats, memory_order_relaxed);
	uint64_t work = atomic_load_explicit(&s->work, memory_order_relaxed);
	double passed = now - w->looked < LOOK_MOST ? now - w->looked : LOOK_MOST;

	w->looked = now;
	w->passed += passed;
	if (beats != w->beats) {
		w->beats = beats;
		w->silent = 0;
	} else {
		if (w->silent <= 0)
			look_at_process(atomic_load(&s->pid), &w->busy_at_silence);
		w->silent += passed;
	}
	if (w->silent > w->stall && had_its_turn(w, atomic_load(&s->pid)))
		return ENDED_SILENT;
	if (w->most > 0 && w->passed > w->most + (double)work / WORK_PER_SECOND)
		return ENDED_LATE;
	return ENDED_NOT_YET;
}

/* Written by the worker, which may be out of its mind. */
static void copy_text(char *to, const char *from, size_t room)
{
	memcpy(to, from, room);
	to[room - 1] = '\0';
	to[utf8_valid_prefix(to, strlen(to))] = '\0';
}

void death_look(struct death *d, const struct slot *s)
{
	double busy;

	d->state = look_at_process(atomic_load(&s->pid), &busy);
	copy_text(d->file_format, s->file_format, sizeof(d->file_format));
	copy_text(d->format, s->format, sizeof(d->format));
	copy_text(d->part, s->part, sizeof(d->part));
}

static bool left_by_itself(const struct death *d)
{
	return d->gone && WIFEXITED(d->status) && WEXITSTATUS(d->status) == CELL_DONE;
}

static bool had_no_memory(const struct death *d)
{
	return d->gone && WIFEXITED(d->status) && WEXITSTATUS(d->status) == CELL_NO_MEMORY;
}

static bool was_killed(const struct death *d)
{
	return !d->gone || (WIFSIGNALED(d->status) && WTERMSIG(d->status) == SIGKILL);
}

bool death_is_crash(const struct death *d)
{
	return d->how == ENDED_GARBLED || (d->how == ENDED_DIED && !left_by_itself(d) &&
					   !had_no_memory(d) && !was_killed(d));
}

bool death_worth_another_try(const struct death *d, struct tries *t)
{
	switch (d->how) {
	case ENDED_SILENT:
		return (d->state == 'T' || d->state == 'S') && d->gone && t->frozen++ < 1;
	case ENDED_LATE:
		return false;
	default:
		if (death_is_crash(d))
			return t->crashes++ < 1;
		if (left_by_itself(d))
			return t->left++ < 10;
		if (had_no_memory(d))
			return t->memory++ < 1;
		return t->outside++ < 3;
	}
}

static enum reason silent_reason(const struct death *d, const char *doing, char *text, size_t room)
{
	if (!d->gone || d->state == 'D') {
		snprintf(text, room, "the disk it stands on did not answer; what was read before counts");
		return REASON_IO_TIMEOUT;
	}
	snprintf(text, room, "%s got stuck; what was read before counts", doing);
	return REASON_WORKER_TIMEOUT;
}

static enum reason crash_reason(const struct death *d, const char *doing, char *text, size_t room)
{
	if (had_no_memory(d)) {
		snprintf(text, room, "%s took more memory than one file may", doing);
		return REASON_LIMIT_MEMORY;
	}
	if (d->gone && WIFSIGNALED(d->status))
		snprintf(text, room,
			 "%s made the reading process crash (signal %d, %s), also when tried again",
			 doing, WTERMSIG(d->status), strsignal(WTERMSIG(d->status)));
	else
		snprintf(text, room, "%s made the reading process break off, also when tried again",
			 doing);
	return REASON_WORKER_CRASH;
}

/* Hits of documents whose end was not reached: their ids hang on the file instead. */
static void name_open_documents(struct result *r)
{
	static const uint8_t none[DIGEST_LEN];

	for (size_t i = 0; i < r->n_digests; i++) {
		if (memcmp(r->digests[i], none, DIGEST_LEN) != 0)
			continue;
		char *name = xformat("%s\n%lld\n%lld\n%zu", r->item->path, (long long)r->item->size,
				     (long long)r->item->mtime_ns, i);
		digest_of(name, strlen(name), r->digests[i]);
		free(name);
	}
}

void death_to_result(const struct death *d, struct result *r)
{
	char text[300], doing[60];
	enum reason why;

	if (*d->format)
		snprintf(doing, sizeof(doing), "reading it as %s", d->format);
	else
		snprintf(doing, sizeof(doing), "finding out what it is");

	switch (d->how) {
	case ENDED_SILENT:
		why = silent_reason(d, doing, text, sizeof(text));
		break;
	case ENDED_LATE:
		why = REASON_LIMIT_TIME;
		snprintf(text, sizeof(text), "the time for this file was used up; what was read before "
					     "counts");
		break;
	default:
		why = crash_reason(d, doing, text, sizeof(text));
		break;
	}
	result_reason(r, d->part, why, text);
	if (!r->format && *d->file_format)
		r->format = xstrdup(d->file_format);
	r->has_digest = false;
	name_open_documents(r);
}
