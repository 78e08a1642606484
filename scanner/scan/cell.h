/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/cell.h - the life of a worker process: one unit after the other, behind the wall. */
#ifndef VP_CELL_H
#define VP_CELL_H
#include "scan/scan.h"
#include "scan/slot.h"

enum { CELL_DONE = 0, CELL_NO_MEMORY = 99 }; /* exit codes */

/* What needs files, before the wall stands; once in the nursery, for all its children. */
void cell_prepare(const struct scan_plan *plan);
/* Reads units from the socket until it closes. Does not return. Nothing else may be open. */
_Noreturn void cell_main(const struct scan_plan *plan, struct slot *slot, int socket);
#endif
