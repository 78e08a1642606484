/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/crew.h - the supervisor's side of worker processes: hiring, killing, how they ended.
 *
 * scan.h has crew_start() and crew_free(). What stands here is for driver.c, from any thread.
 */
#ifndef VP_CREW_H
#define VP_CREW_H
#include "scan/scan.h"
#include "scan/slot.h"
#include "scan/wire.h"

/* Starts a worker and waits until it stands; to gets its socket. Gives its slot, or -1 with f set
 * when none comes to life, none can be had (a process that is stuck keeps its slot), or too many
 * crashed. A nursery that died is forked anew. */
int crew_hire(struct crew *c, struct wire *to, struct fail *f);
/* A worker crashed. More than CREW_CRASHES_MOST in a minute are no odd documents: crew_hire() then
 * gives no more of them, and the run ends. Documents that were given up by then stay so, so that the
 * same command comes further each time. */
#define CREW_CRASHES_MOST 20
void crew_note_crash(struct crew *c);
void crew_give_slot(struct crew *c, int slot); /* its worker is gone */
struct slot *crew_slot(struct crew *c, int slot);
void crew_kill(struct crew *c, int slot);
/* How the worker of a slot ended, as waitpid() tells; false if it does not end in that time. */
bool crew_ended(struct crew *c, int slot, double seconds, int *status);
#endif
