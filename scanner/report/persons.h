/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/persons.h - persons for who has to judge and tell them: the list, one person in full, the
 * log of decisions, and the list of persons to be informed (proactieve informeringslijst).
 *
 * form: "text", "csv" or "jsonl". One row, one person. Texts of documents in the full forms only;
 * the mail room's form has none.
 */
#ifndef VP_REPORT_PERSONS_H
#define VP_REPORT_PERSONS_H
#include "people/people.h"
#include "report/report.h"

struct persons_options {
	const char *form, *csv;  /* csv: "nl" or "rfc" */
	bool findings_only;      /* only persons about whom something sensitive was found */
	bool mail_room;          /* only what an envelope needs */
	int64_t today;           /* peildatum, seconds since 1970 */
};
int persons_write(struct store *s, const struct persons_options *o, FILE *to, struct fail *f);
int persons_show(struct store *s, int64_t person, const struct persons_options *o, FILE *to,
		 struct fail *f);
int persons_log(struct store *s, const struct persons_options *o, FILE *to, struct fail *f);
int notify_write(struct store *s, const struct persons_options *o, FILE *to, struct fail *f);
/* Days of the calendar, YYYY-MM-DD; "" if not known. */
#define DAY_TEXT 16
void day_text(char to[DAY_TEXT], bool known, int64_t seconds);
#endif
