/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/scan.h - from paths to a case; the only module that knows about threads and processes.
 *
 *   walk --items--> thread 1..N --results--> writer --> store        the supervisor
 *  (thread) queue     |    ^         queue   (caller)
 *          descriptor v    | rows
 *                 worker process 1..N                                behind the wall
 *
 * Both queues are bounded and a result keeps its bulk in a spool, so memory does not grow with
 * files, their size, or hits. The supervisor opens files but reads none: each of its threads hands
 * descriptors to a worker process of its own, one unit of work (a file, or a stretch of one) at a
 * time, and puts what comes back into a result. A document that makes its worker crash, hang or
 * eat memory costs that document: death.h says how. sandbox.h says what a worker cannot do.
 * Without a crew (--isolation=none) the threads read the files themselves; with one thread and
 * no crew there is one thread in all. What a file gives depends on its bytes alone, so any number
 * of workers, of either kind, gives the same records.
 * While it runs, CASE/running.json tells how far it is, written anew each second and gone at the
 * end: {"schema":1,"pid","began","updated" (seconds since 1970),"files","files_found","bytes",
 * "bytes_found","unchanged","hits","not_read","walking","seconds","reading":[{"path","seconds"}]}.
 * One that is still there while nobody holds the lock is of a scan that was killed.
 * A stop (signal, time limit) lets go of files being read; what was finished is committed, and
 * the same command goes on from there.
 */
#ifndef VP_SCAN_H
#define VP_SCAN_H
#include <stdatomic.h>
#include "detect/detect.h"
#include "format/format.h"
#include "source/source.h"
#include "store/store.h"

struct scan_progress {
	uint64_t files, bytes, hits, not_read;  /* done; bytes also of files in progress */
	uint64_t found_files, found_bytes;      /* by the walk so far */
	uint64_t unchanged;                     /* of files: known from an earlier run */
	bool walking;
	double seconds;
};
struct scan_totals {
	uint64_t ok, partial, failed, skipped, unchanged, hits, bytes;
	uint64_t by_reason[N_REASONS];
	struct detect_work work;
	uint64_t memory; /* KiB, of the reading process that took most */
	uint64_t jobs_waits, results_waits; /* how often a thread had to wait for the one or the other */
	bool stopped;
};
struct crew; /* worker processes */
struct scan_plan {
	const char *const *roots; /* ends with NULL */
	const char *const *files; /* single files from a list, ends with NULL; may be NULL */
	const struct ruleset *ruleset;
	enum engine engine;
	const struct limits *limits; /* NULL: the defaults */
	uint64_t max_hits;        /* per pattern and file; 0: the default */
	unsigned workers;         /* 0: one per core */
	struct crew *crew;        /* NULL: no isolation, for tests and debugging */
	double stall_seconds;     /* without a sign of life; 0: SCAN_STALL_SECONDS */
	uint64_t memory;          /* a worker process may take, beyond the patterns; 0: SCAN_MEMORY */
	bool rescan;              /* also what did not change; not what crashed its worker */
	const char *case_dir;     /* not scanned itself where it stands on the share */
	const atomic_bool *stop;  /* set by a signal; may be NULL */
	void (*progress)(void *arg, const struct scan_progress *p); /* about 5 times a second */
	void *progress_arg;
};
#define SCAN_STALL_SECONDS 30
#define SCAN_MEMORY (UINT64_C(1) << 30)
/* Before the store is open and before there are threads: it forks. The ruleset, engine, limits,
 * max_hits, stall_seconds and memory of the plan must be set by then and stay. */
int crew_start(const struct scan_plan *plan, struct crew **ret, struct fail *f);
void crew_free(struct crew *c);
AUTO_DEFINE(crew)
/* What its wall lacks on this machine, in words; "" if it is whole. c NULL: there is none. */
const char *crew_note(const struct crew *c);
unsigned scan_workers(const struct scan_plan *plan);
int scan_run(const struct scan_plan *plan, struct store *s, struct scan_totals *ret, struct fail *f);

/* Walks to a place again: calls text once with the window that holds it. 0, or a fail. */
typedef int scan_text_fn(void *arg, const struct text *t, size_t from, size_t to);
int scan_show(const char *root, const struct place *place, scan_text_fn *text, void *arg,
	      struct fail *f);
#endif
