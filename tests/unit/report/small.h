/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/small.h - small cases to report on, and reports of them. */
#ifndef VP_SMALL_H
#define VP_SMALL_H
#include "report/report.h"

extern char small_folder[64];
void small_begin(void); /* for TestSuite(.init, .fini) */
void small_end(void);
struct store *small_case(void);      /* empty, with a run begun */
struct spot {                        /* a hit to be */
	enum hit_type type;
	const char *category, *before, *value, *after, *part;
	uint64_t start;
	int score;
	uint8_t id, tied; /* 0: tied to nobody */
};
/* One of format mbox has a message "2" of 12 March 2018, the rest is of 25 November 2026. */
void small_file(struct store *s, const char *path, const char *format, enum reason why,
		const struct spot *spots, size_t n);
char *small_report(struct store *s, const char *name, struct report_options o); /* ends s */
size_t small_count(const char *text, const char *word);
#endif
