/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/diff.c - what hits one case has that another has not. */
#include <string.h>
#include "cmd/cmd.h"
#include "report/baseline.h"

struct comparison {
	struct store *before, *after;
	const struct report_options *o;
	const char *form;
	struct diff_counts *counts;
};

static int write_diff(void *arg, FILE *to, struct fail *f)
{
	struct comparison *c = arg;

	return diff_write(c->before, c->after, c->o, c->form, to, c->counts, f);
}

static int compare(const char *before, const char *after, const struct report_options *o,
		   const char *form, const char *path, struct diff_counts *counts, struct fail *f)
{
	AUTO(store) a = NULL;
	AUTO(store) b = NULL;

	if (store_open(before, STORE_READ, &a, f) < 0 || store_open(after, STORE_READ, &b, f) < 0)
		return -1;
	struct comparison c = { a, b, o, form, counts };

	return output_write(path, write_diff, &c, f);
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	struct report_options o = { .csv = "nl" };
	const char *form = "text", *path = NULL;
	long min_score = REPORT_MIN_SCORE;
	struct diff_counts counts;
	const struct option_row rows[] = {
		{ "--format", 'f', OPTION_TEXT, "FORMAT", "text or jsonl (text)", &form },
		{ "--output", 'o', OPTION_TEXT, "FILE", "where to (- is stdout)", &path },
		{ "--type", 0, OPTION_TEXT, "TYPE", "only these: person, bsn, indicator ...",
		  &o.query.type },
		{ "--min-score", 0, OPTION_NUMBER, "N", "only with this score or more (40)",
		  &min_score },
		{ "--mask", 0, OPTION_FLAG, NULL, "hide values and context, for outside the team",
		  &o.mask },
		{ 0 },
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (left != 2)
		return fail_set(f, EXIT_USAGE, "diff takes two cases: the older and the newer");
	if (strcmp(form, "text") && strcmp(form, "jsonl"))
		return fail_set(f, EXIT_USAGE, "a diff comes as text or jsonl, not as '%s'", form);
	if (o.query.type && hit_type_from_word(o.query.type) < 0)
		return fail_set(f, EXIT_USAGE, "there is no type of hit '%s'", o.query.type);
	o.query.min_score = min_score > 100 ? 101 : (int)min_score;
	o.lang = common.lang;
	if (compare(argv[0], argv[1], &o, form, path, &counts, f) < 0)
		return -1;
	return counts.gained || counts.lost || counts.changed ? EXIT_EXPECTATION : EXIT_DONE;
}

const struct command diff_command = {
	.name = "diff",
	.about = "Compares the hits of two cases: gained, lost, changed. Exits with 1 if they differ.",
	.usage = "[options] CASE_BEFORE CASE_AFTER",
	.examples = "  vindplaats diff case-2025-11 case-2025-12\n"
		    "  vindplaats diff -f jsonl --type indicator oud nieuw\n",
	.run = run,
};
