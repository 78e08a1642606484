/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/decide.h - decisions about persons: made by a command, kept as events for ever.
 *
 * Each needs a reason in words. A decision names the mentions it is about, not the numbers of
 * persons, so that it holds when persons are made anew.
 */
#ifndef VP_PEOPLE_DECIDE_H
#define VP_PEOPLE_DECIDE_H
#include "people/people.h"

#define EVENT_MERGE "merge"
#define EVENT_SPLIT "split"
#define EVENT_UNDO "undo"

/* All give the number of the event in *event. persons: at least two; the first keeps its number. */
int decide_merge(struct store *s, const int64_t *persons, size_t n, const char *reason,
		 int64_t *event, struct fail *f);
/* mentions: ids of hits (32 hex digits), which leave the person they are with. */
int decide_split(struct store *s, int64_t person, char *const *mentions, size_t n,
		 const char *reason, int64_t *event, struct fail *f);
int decide_undo(struct store *s, int64_t undone, const char *reason, int64_t *event,
		struct fail *f);
#endif
