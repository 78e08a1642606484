/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tests/fuzz/watch.h - reads bytes into a sink that aborts where a promise of text/text.h or
 * format/format.h is broken: text that is no UTF-8, windows that do not join, anchors or spans out
 * of order or past the end, parts that are reported twice or not at all, documents left open.
 *
 * What was seen is also hashed, in order, so that two readings of the same bytes can be compared.
 */
#ifndef FUZZ_WATCH_H
#define FUZZ_WATCH_H
#include "format/format.h"

struct watch_lane;
struct watch {
	struct limits limits;
	unsigned stop_after;  /* the sink says stop at this call; 0: never */
	/* what came of it */
	uint64_t hash;        /* of all text, anchors, spans, shadows and rows */
	uint64_t text_bytes;
	unsigned calls, parts, documents;
	bool any_trouble;     /* a reason that does not leave things `ok` */
	bool root_reported;
	/* private */
	struct watch_lane *lanes;
	uint64_t *paths;      /* hashes of the parts reported */
	size_t path_room;
};
void watch_init(struct watch *w);
/* Like a file of a scan. */
int watch_file(struct watch *w, const void *bytes, size_t len, const char *file_name);
/* Like a part whose format is known; hints as in struct part. It comes in blocks of this size (0:
 * at once). */
struct watch_how {
	const struct format *format;
	const char *file_name, *type, *charset;
	size_t block;
};
int watch_part(struct watch *w, const void *bytes, size_t len, const struct watch_how *how);
/* The readings every input deserves: as it is, in small blocks, with a sink that stops halfway,
 * with tight limits. The same must come of it, or less of it and a reason. */
void watch_part_all_ways(const void *bytes, size_t len, const struct watch_how *how);
/* Takes the format named by the first letter of the input; NULL if there is none such. */
struct watch_choice {
	char letter;
	const char *format; /* "" leaves it to the claims */
};
const struct format *watch_choose(const struct watch_choice *choices, size_t n, uint8_t letter,
				  bool *chosen);
#endif
