/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/document.h - one document on its way through a detector; inside detect/ only. */
#ifndef VP_DOCUMENT_H
#define VP_DOCUMENT_H
#include "detect/finding.h"

struct handout { /* whom hits are given to, and how many of each pattern; of the whole item */
	hit_fn *found;
	void *arg;
	uint64_t most;     /* per pattern and file */
	uint64_t *counted; /* per pattern: all there were */
	bool any_over;
};
struct document {
	struct findings *findings;
	struct names *names;
	char *part, *file_name;
	/* how often a value was given out: open addressing on a hash of where and what */
	uint64_t *seen;
	uint32_t *times;
	size_t n_seen, seen_room;
};
struct document *document_new(const struct names_data *names);
void document_free(struct document *d);
void document_begin(struct document *d, const char *part, const char *file_name);
/* Makes hits of the findings so far and lets go of them. */
int document_hand_out(struct document *d, const struct ruleset *r, struct handout *to);
#endif
