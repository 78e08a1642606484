/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/worker.h - one unit of work from its descriptor to what it gives; reentrant, one worker per
 * thread. It knows neither threads nor processes: what it finds goes to a worker_to, which is a
 * result in the same process (local.c) or a socket to the supervisor (cell.c).
 */
#ifndef VP_WORKER_H
#define VP_WORKER_H
#include "base/digest.h"
#include "scan/scan.h"

/* A file, or a stretch of one that was split at borders of its documents. from = to = 0: all. */
struct unit {
	const char *path; /* for the name and the place; it is not opened */
	int fd;           /* stays the caller's */
	uint64_t size;    /* of the file when it was opened */
	uint64_t from, to;
	uint32_t number;  /* of a stretch: how many documents stand before it */
	uint32_t step;    /* not 0: only look for the borders, at least so many bytes apart */
};
struct border { /* a stretch begins at `at`; `blank` bytes before it belong to none */
	uint64_t at;
	uint32_t blank, number; /* number: of the document behind it */
};
struct unit_end { /* what is known of it when it was read */
	uint8_t digest[DIGEST_LEN];
	bool has_digest, stopped; /* stopped: let go of in the middle */
	uint64_t parts, text_bytes;
	struct detect_work work;
	uint64_t memory; /* KiB the process has taken at most so far */
};
/* Who gets it. Documents with hits are numbered from 0 in the order of their first hit; their
 * digest comes when their last byte was read. All but beat and stage return 0, or negative to
 * stop. beat: a sign of life, as file_progress_fn. */
struct worker_to {
	void *arg;
	int (*hit)(void *arg, const struct hit *h, size_t document);
	int (*part)(void *arg, const struct part_report *p);
	int (*reason)(void *arg, enum reason reason, const char *text);
	int (*digest)(void *arg, size_t document, const uint8_t *digest);
	int (*border)(void *arg, const struct border *b);
	void (*beat)(void *arg, uint64_t bytes, uint64_t work);
	void (*stage)(void *arg, const char *part, const char *format); /* or NULL */
};

struct worker;
struct worker *worker_new(const struct scan_plan *plan, const struct worker_to *to);
void worker_read(struct worker *w, const struct unit *u, struct unit_end *ret);
void worker_free(struct worker *w);
AUTO_DEFINE(worker)
#endif
