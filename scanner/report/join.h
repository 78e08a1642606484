/* SPDX-License-Identifier: EUPL-1.2 */
/* report/join.h - several texts as one cell: "a; b; en nog 3". */
#ifndef VP_REPORT_JOIN_H
#define VP_REPORT_JOIN_H
#include "people/dossier.h"

void texts_join(struct buf *to, const struct texts *t, size_t most);
#endif
