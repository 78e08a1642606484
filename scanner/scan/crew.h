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

/* A slot nobody uses; -1 when there are none left (each stuck process keeps its own). */
int crew_take_slot(struct crew *c);
void crew_give_slot(struct crew *c, int slot);
struct slot *crew_slot(struct crew *c, int slot);
/* Starts a worker on the slot and waits until it stands; to gets its socket. A nursery that died
 * is forked anew. Negative with f set when no worker comes to life. */
int crew_hire(struct crew *c, int slot, struct wire *to, struct fail *f);
void crew_kill(struct crew *c, int slot);
/* How the worker of a slot ended, as waitpid() tells; false if it does not end in that time. */
bool crew_ended(struct crew *c, int slot, double seconds, int *status);
#endif
