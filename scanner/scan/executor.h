/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/executor.h - who reads a unit of work: this thread itself (local.c), or a worker process
 * that this thread drives (driver.c). Both fill the result alike; nothing else knows which.
 */
#ifndef VP_EXECUTOR_H
#define VP_EXECUTOR_H
#include <sys/stat.h>
#include "scan/record.h"
#include "scan/worker.h"

struct executor {
	void *self;
	const struct scan_plan *plan;
	/* Adds to r what the unit gives, good or bad; sets r->dropped when the scan was stopped.
	 * Negative with f set when the run cannot go on. */
	int (*read)(void *self, const struct unit *u, struct result *r, struct fail *f);
	void (*close)(void *self);
};
struct executor local_executor(const struct scan_plan *plan, _Atomic uint64_t *bytes_done);
struct executor driver_executor(const struct scan_plan *plan, struct crew *crew,
				_Atomic uint64_t *bytes_done);

/* A file from open to result; r (empty before) owns the item from then on, unless *split is set:
 * then that has it, and r nothing (split.h). */
struct split;
int item_read(const struct executor *e, struct item *item, struct result *r, struct split **split,
	      struct fail *f);
/* Is the file still what it was when it was opened? */
void item_check(struct result *r, int fd, const struct stat *before);
#endif
