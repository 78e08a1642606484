/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/scan.h - from paths to a case; the only module that knows about threads.
 *
 *   walk --items--> worker 1..N --results--> writer --> store
 *  (thread) queue   arena, detector  queue   (caller)
 *
 * Both queues are bounded and a result keeps its bulk in a spool, so memory does not grow with
 * files, their size, or hits. A worker takes a file from open to digest; nothing is handed on
 * half-done. With one worker there are no threads at all. What a file gives depends on its bytes
 * alone, so any number of workers gives the same records.
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
	bool stopped;
};
struct scan_plan {
	const char *const *roots; /* ends with NULL */
	const char *const *files; /* single files from a list, ends with NULL; may be NULL */
	const struct ruleset *ruleset;
	enum engine engine;
	const struct limits *limits; /* NULL: the defaults */
	uint64_t max_hits;        /* per pattern and file; 0: the default */
	unsigned workers;         /* 0: one per core */
	bool rescan;              /* also what did not change */
	const char *case_dir;     /* not scanned itself where it stands on the share */
	const atomic_bool *stop;  /* set by a signal; may be NULL */
	void (*progress)(void *arg, const struct scan_progress *p); /* about 5 times a second */
	void *progress_arg;
};
int scan_run(const struct scan_plan *plan, struct store *s, struct scan_totals *ret, struct fail *f);

/* Walks to a place again: calls text once with the window that holds it. 0, or a fail. */
typedef int scan_text_fn(void *arg, const struct text *t, size_t from, size_t to);
int scan_show(const char *root, const struct place *place, scan_text_fn *text, void *arg,
	      struct fail *f);
#endif
