/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/death.h - when a worker is given up, what it died of, and what its document gets for it.
 *
 * Given up: no sign of life for plan->stall_seconds, or far past the time of the file. Time is
 * counted by our own looks, so that a machine or supervisor that slept takes nobody's time.
 *
 * More than CREW_CRASHES_MOST crashes in a minute end the run (crew.h).
 *
 * What happened once may be the process's fault, or a passer-by's: the unit is tried again in a new
 * worker. Twice in a row is the document's: `failed` or `partial`, and never read again until it,
 * the program or the patterns change.
 *
 *	crash (a signal, a broken message)    one more try, then worker-crash
 *	killed from outside (SIGKILL)         three more, then worker-crash
 *	out of memory                         one more, then limit-memory
 *	silent, working all the time          worker-timeout at once
 *	silent, waiting for a disk            io-timeout at once (a later scan tries again)
 *	silent, stopped or asleep             one more, then worker-timeout
 *	past the file's time                  limit-time at once
 */
#ifndef VP_DEATH_H
#define VP_DEATH_H
#include "scan/record.h"
#include "scan/slot.h"

enum ended { ENDED_NOT_YET, ENDED_WELL, ENDED_STOPPED, ENDED_DIED, ENDED_GARBLED, ENDED_SILENT,
	     ENDED_LATE };
struct watch {
	double stall, most;    /* seconds */
	double looked, silent, passed;
	uint64_t beats;
	double busy_at_silence; /* processor seconds when it fell silent */
};
void watch_start(struct watch *w, const struct scan_plan *plan, uint64_t size, double now);
/* ENDED_NOT_YET while there is hope. */
enum ended watch_look(struct watch *w, const struct slot *s, double now);

struct death {
	enum ended how;
	bool gone;   /* it ended, with this status; else it is stuck */
	int status;
	char state;  /* of the process when it was given up, as in /proc: R S D T */
	char file_format[32], format[32], part[1024]; /* where it was */
};
struct tries {
	unsigned crashes, outside, memory, frozen, left;
};
void death_look(struct death *d, const struct slot *s); /* before it is buried */
bool death_is_crash(const struct death *d); /* the first line of the table */
bool death_worth_another_try(const struct death *d, struct tries *t); /* counts it */
/* The reason, and what makes the rows before it whole. */
void death_to_result(const struct death *d, struct result *r);
#endif
