/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/worker.h - one file from open to result; no threads in here, one worker per thread. */
#ifndef VP_WORKER_H
#define VP_WORKER_H
#include "scan/record.h"
#include "scan/scan.h"

struct worker;
struct worker *worker_new(const struct scan_plan *plan, _Atomic uint64_t *bytes_done);
/* Fills r (empty before) from the item, which r then owns. */
void worker_read(struct worker *w, struct item *item, struct result *r);
void worker_free(struct worker *w);
AUTO_DEFINE(worker)
#endif
