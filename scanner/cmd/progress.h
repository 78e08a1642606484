/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/progress.h - signs of life of a long command, on stderr: two lines redrawn on a terminal, a
 * line at each 5 % or minute elsewhere when asked for, JSON lines, or nothing. Paths and text of
 * documents never stand in it.
 */
#ifndef VP_PROGRESS_H
#define VP_PROGRESS_H
#include "cmd/cmd.h"
#include "scan/scan.h"

struct progress {
	enum { PROGRESS_NONE, PROGRESS_TTY, PROGRESS_PLAIN, PROGRESS_JSON } how;
	bool dutch;
	bool drawn;
	double told;
	unsigned percent;
};
void progress_start(struct progress *p, const struct common *c);
void progress_tell(void *progress, const struct scan_progress *now); /* fits scan_plan */
void progress_end(struct progress *p); /* leaves the terminal clean */
/* Asks for a line at the next sign of life, whatever was chosen; safe in a signal handler. */
void progress_ask(void);
void progress_line(char *out, size_t size, bool dutch, const struct scan_progress *now);
void print_bytes(char out[32], uint64_t bytes); /* "1,2 GB" */
#endif
