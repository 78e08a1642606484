/* SPDX-License-Identifier: EUPL-1.2 */
/* try.h - a ruleset out of a string, a detector over a string, and what came of it. */
#ifndef TRY_H
#define TRY_H
#include "detect/detect.h"

struct got { /* a hit that was given out */
	char *pattern, *value, *normal, *why, *before, *after;
	enum hit_type type;
	uint64_t start, end;
	int score;
	bool suppressed;
	uint8_t key[HIT_KEY_LEN];
};
struct gots {
	struct got *rows;
	size_t n;
	char *limits; /* "limit-hits: text\n" ... */
};
/* The packs as one file; NULL with f set where they are refused. */
struct ruleset *try_load(const char *pack, struct fail *f);
struct ruleset *try_ruleset(const char *pack); /* must load */
struct gots try_text(const struct ruleset *r, enum engine engine, const char *bytes, size_t len);
/* The text cut in windows of about `window` own bytes each, margins as formats give them. */
struct gots try_windows(const struct ruleset *r, enum engine engine, const char *bytes, size_t len,
			size_t window);
struct gots try_cell(const struct ruleset *r, const char *label, const char *bytes);
const struct got *try_find(const struct gots *g, const char *pattern, const char *value);
bool try_equal(const struct gots *a, const struct gots *b);
void try_free(struct gots *g);
extern uint64_t try_max_hits; /* 0: as it is */
#endif
