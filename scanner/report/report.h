/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/report.h - one report, one file, one line in list.inc. Rows come in store order and are
 * written as they come, so that a report of any size takes bounded memory.
 */
#ifndef VP_REPORT_H
#define VP_REPORT_H
#include <stdio.h>
#include "base/json.h"
#include "store/store.h"

#define REPORT_MIN_SCORE 40 /* what is reported unless asked otherwise */

struct baseline;
struct report_options {
	struct hit_query query;
	bool mask;           /* values cut to what identifies them in the team's own store only */
	const char *lang;    /* "nl" or "en" */
	const char *csv;     /* "nl" (Dutch Excel: ; BOM CRLF) or "rfc" */
	bool csv_asked;      /* for a report that is a table only on request */
	const struct baseline *baseline; /* hits of another case, which are left out; or NULL */
	const char *path;    /* what the output will be called; NULL for a stream */
};
struct report {
	const char *name, *about;
	bool compares;       /* leaves out what the baseline has; those with a hit() do anyway */
	bool chooses;        /* its end looks at the query too; else only hit() does */
	int (*begin)(FILE *to, struct store *s, const struct report_options *o, struct fail *f);
	int (*hit)(FILE *to, const struct hit_row *row, const struct report_options *o); /* or NULL */
	int (*end)(FILE *to, struct store *s, const struct report_options *o, struct fail *f);
};
extern const struct report *const reports[]; /* ends with NULL */
const struct report *report_named(const char *name);
int report_write(const struct report *r, struct store *s, const struct report_options *o, FILE *to,
		 struct fail *f);

/* The records of the contract, as one JSON line each (without the newline). */
void record_hit(struct buf *to, const struct hit_row *row, const struct report_options *o);
void record_ledger(struct buf *to, const struct ledger_row *row);
void record_place(struct buf *to, const struct hit_row *row); /* as show takes it */
#define RECORD_TIME 32
void record_time(char to[RECORD_TIME], int64_t ns); /* ISO 8601, UTC, whole seconds */
int64_t record_ns(int64_t seconds); /* of a damaged store too: the nearest there is */
/* The ledger itself: "jsonl", "csv" (dialects as above) or "text" for a person. */
int ledger_write(struct store *s, const struct ledger_query *q, const char *format,
		 const struct report_options *o, FILE *to, struct fail *f);
/* One CSV cell: quoted where needed, and never a formula. */
void csv_cell(struct buf *to, const char *s, char separator);
/* Text on its way to a terminal or a log: no control, no bidi, no invalid bytes. */
bool acts_on_reader(uint32_t code); /* controls, and marks that turn the direction of text */
void put_safe(FILE *to, const char *s);
#endif
