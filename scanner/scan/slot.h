/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/slot.h - one page of memory that a worker process shares with the supervisor.
 *
 * The worker counts its signs of life here, which costs it nothing, and says where it is, which
 * is still there when it has died. The nursery notes how it ended. All of it is a hint: a worker
 * that was taken over may write anything, and gets only its own page.
 */
#ifndef VP_SLOT_H
#define VP_SLOT_H
#include <stdatomic.h>
#include "base/base.h"

#define SLOT_BYTES 4096
struct slot {
	_Atomic uint64_t beats;
	_Atomic uint64_t bytes;   /* of the file being read, so far */
	_Atomic uint64_t work;    /* bytes any part was given so far */
	atomic_bool stop;         /* set by the supervisor */
	atomic_int pid, dead_pid; /* as the nursery started it; the one whose end status says */
	atomic_int status;        /* of waitpid() */
	char file_format[32];     /* of the file; where in it the worker is: */
	char format[32];
	char part[1024];          /* the supervisor reads these when the worker is dead */
};
_Static_assert(sizeof(struct slot) <= SLOT_BYTES, "a slot is one page");

/* Slots stand a page apart, so that a worker can let go of all but its own. */
static inline struct slot *slot_at(void *slots, size_t n)
{
	return (struct slot *)((char *)slots + n * SLOT_BYTES);
}
#endif
