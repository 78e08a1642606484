/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/nursery.h - the process that starts worker processes.
 *
 * Forking needs a process with one thread; the supervisor has many. So the nursery is forked off
 * before there are threads and before the store is open, with patterns and charsets loaded: its
 * children have all they need in memory they share, and no descriptor of the store ever. It reads
 * no documents. When the supervisor goes, however it goes, the nursery sees its socket close, and
 * its death ends the workers.
 */
#ifndef VP_NURSERY_H
#define VP_NURSERY_H
#include "scan/scan.h"

/* On the socket: M_HIRE with the number of a slot and, as descriptor, the worker's socket; M_KILL
 * with the number of a slot. Killing is done here, where a number cannot mean another process. */
_Noreturn void nursery_main(const struct scan_plan *plan, void *slots, size_t n_slots, int socket);
#endif
