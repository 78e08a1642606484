/* SPDX-License-Identifier: EUPL-1.2 */
/* report/list.c - the table of reports, made from list.inc, and how one is written. */
#include <errno.h>
#include <string.h>
#include "report/baseline.h"
#include "report/report.h"

#define REPORT(word) extern const struct report word##_report;
#include "report/list.inc"
#undef REPORT
const struct report *const reports[] = {
#define REPORT(word) &word##_report,
#include "report/list.inc"
#undef REPORT
	NULL,
};

const struct report *report_named(const char *name)
{
	for (size_t i = 0; reports[i]; i++)
		if (!strcmp(reports[i]->name, name))
			return reports[i];
	return NULL;
}

struct writing {
	const struct report *report;
	const struct report_options *options;
	FILE *to;
};

static int write_hit(void *arg, const struct hit_row *row)
{
	struct writing *w = arg;

	if (w->options->baseline && baseline_has(w->options->baseline, row->id))
		return 0;
	return w->report->hit(w->to, row, w->options);
}

int report_write(const struct report *r, struct store *s, const struct report_options *o, FILE *to,
		 struct fail *f)
{
	struct writing w = {.report = r, .options = o, .to = to};
	int result = r->begin ? r->begin(to, s, o, f) : 0;

	if (!result && r->hit)
		result = store_each_hit(s, &o->query, write_hit, &w, f);
	if (!result && r->end)
		result = r->end(to, s, o, f);
	if (ferror(to)) /* whatever came of it, this was first */
		result = fail_set(f, EXIT_BROKE_OFF, "writing the report failed: %s",
				  strerror(errno));
	return result;
}
