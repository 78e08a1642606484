/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/scan_options.h - what a scan is asked: paths, options, and the limits for one file. */
#ifndef VP_SCAN_OPTIONS_H
#define VP_SCAN_OPTIONS_H
#include "cmd/cmd.h"
#include "format/format.h"

struct scan_options {
	struct common common;
	const char *const *roots; /* ends with NULL; in argv */
	char **files;             /* of --files-from, or NULL */
	const char *files_from, *patterns, *hits, *ledger, *engine, *isolation, *stats;
	long workers, max_hits, min_score, time_limit, stall, memory;
	bool rescan, allow_incomplete, null_ended;
	struct limits limits;
};
/* Like options_parse(), and all is checked that can be before anything is done. */
int scan_options_parse(const struct command *self, struct scan_options *o, int argc, char **argv,
		       struct fail *f);
void scan_options_free(struct scan_options *o);
#endif
