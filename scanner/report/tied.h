/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/tied.h - whom the indicators of one document are tied to, by name. A tie names a hit by
 * id, and that person may stand further on; so the persons of a document are read before its hits.
 * Bounded: of 20 000 persons in one file; one that is not found is "a person".
 */
#ifndef VP_TIED_H
#define VP_TIED_H
#include "report/report.h"

struct tied;
struct tied *tied_new(void);
/* Forgets the document before. Reads nothing where the query lets no indicator through. */
int tied_read(struct tied *t, struct store *s, const char *path, const struct hit_query *q,
	      struct fail *f);
/* NULL if it is not known; *told: it is itself among what the query chooses. */
const char *tied_name(const struct tied *t, const char *id, bool *told);
void tied_free(struct tied *t);
AUTO_DEFINE(tied)
#endif
