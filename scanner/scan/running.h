/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/running.h - the file in the case that tells of a scan while it runs; scan.h has its form. */
#ifndef VP_RUNNING_H
#define VP_RUNNING_H
#include "scan/scan.h"

struct running;
struct running *running_new(const struct scan_plan *plan); /* NULL without a case folder */
/* What thread n of the scan has in hand; NULL: nothing. From any thread. */
void running_take(struct running *r, unsigned n, const char *path);
/* Writes it anew, once a second at most. A file that cannot be written stops nothing. */
void running_tell(struct running *r, const struct scan_progress *p);
void running_free(struct running *r); /* the file goes, too */
#endif
