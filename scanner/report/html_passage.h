/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/html_passage.h - hits that stand near each other are shown in one passage, put together
 * again from what each of them kept of its surroundings.
 *
 * Hits come in order of their start. One joins if it starts inside what is known of the text so
 * far, and what both know of it agrees. Bounded: a passage closes at 40 hits or 4 kB.
 */
#ifndef VP_HTML_PASSAGE_H
#define VP_HTML_PASSAGE_H
#include "report/html.h"

struct passage;
/* The value of a hit that an indicator is tied to, or NULL; *linked: it has an anchor here. */
typedef const char *tied_fn(void *arg, const char *id, bool *linked);
/* Says if an id is met for the first time on this page, so that it can be an anchor. */
typedef bool first_fn(void *arg, const char *id);
struct passage_teller {
	tied_fn *tied;
	first_fn *first;
	void *arg;
};
struct passage *passage_new(const struct html *h, const char *format,
			    const struct passage_teller *tell);
bool passage_joins(const struct passage *p, const struct hit_row *row);
void passage_add(struct passage *p, const struct hit_row *row);
int passage_put(struct passage *p, struct fail *f); /* writes what there is, and is empty again */
void passage_free(struct passage *p);
AUTO_DEFINE(passage)
#endif
