/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/scan_end.h - what a scan says when it ends, and the records it writes then. */
#ifndef VP_SCAN_END_H
#define VP_SCAN_END_H
#include "cmd/cmd.h"
#include "scan/scan.h"

/* "N read, N in part, N not read (why)", over the whole case. */
void scan_summary_print(FILE *to, const struct common *c, const struct scan_totals *run,
			const struct store_totals *all, const char *note);
/* The work of this run as one line of JSON: counts that are the same wherever the same is read, and,
 * apart, what depends on the machine: waits for queues, and peak memory in KiB. */
void scan_stats_print(FILE *to, const struct scan_totals *run);
/* JSONL of what stands below these paths; hits and ledger are file names, "-" or NULL. */
int scan_records_write(struct store *s, const char *const *roots, const char *const *files,
		       int min_score, const char *hits, const char *ledger, const char *lang,
		       struct fail *f);
#endif
