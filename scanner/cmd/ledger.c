/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/ledger.c - what was read and what not, and why, from the case. */
#include <string.h>
#include "cmd/cmd.h"
#include "report/report.h"

struct writing {
	struct store *s;
	const struct ledger_query *q;
	const char *format;
	const struct report_options *o;
};

static int write_to(void *arg, FILE *to, struct fail *f)
{
	struct writing *w = arg;

	return ledger_write(w->s, w->q, w->format, w->o, to, f);
}

static int write_ledger(const struct ledger_query *q, const char *format,
			const struct report_options *o, const char *case_dir, const char *path,
			struct fail *f)
{
	AUTO(store) s = NULL;

	if (store_open(case_dir, STORE_READ, &s, f) < 0)
		return -1;
	struct writing w = { s, q, format, o };

	return output_write(path, write_to, &w, f);
}

static int check_options(const char *format, const char *csv, struct fail *f)
{
	if (strcmp(format, "text") && strcmp(format, "jsonl") && strcmp(format, "csv"))
		return fail_set(f, EXIT_USAGE, "a ledger comes as text, jsonl or csv, not as '%s'",
				format);
	if (strcmp(csv, "nl") && strcmp(csv, "rfc"))
		return fail_set(f, EXIT_USAGE, "--csv is nl or rfc, not '%s'", csv);
	return 0;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	struct ledger_query q = {0};
	struct report_options o = {.csv = "nl"};
	const char *format = "text", *path = NULL;
	const struct option_row rows[] = {
		{"--format", 'f', OPTION_TEXT, "FORMAT", "text, jsonl or csv (text)", &format},
		{"--output", 'o', OPTION_TEXT, "FILE", "where to (- is stdout)", &path},
		{"--parts", 0, OPTION_FLAG, NULL, "also what is inside files", &q.parts},
		{"--not-ok", 0, OPTION_FLAG, NULL, "only what was not read in full", &q.not_ok_only},
		{"--gone", 0, OPTION_FLAG, NULL, "also files that were there at an earlier scan",
		 &q.vanished},
		{"--csv", 0, OPTION_TEXT, "DIALECT", "nl for a Dutch Excel, or rfc (nl)", &o.csv},
		{0},
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (left > 1)
		return fail_set(f, EXIT_USAGE, "ledger takes one file or folder, not also '%s'",
				argv[1]);
	q.path_prefix = left ? argv[0] : NULL;
	o.lang = common.lang;
	if (check_options(format, o.csv, f) < 0 ||
	    write_ledger(&q, format, &o, common.case_dir, path, f) < 0)
		return -1;
	return EXIT_DONE;
}

const struct command ledger_command = {
	.name = "ledger",
	.about = "Tells what was read and what not, and why.",
	.usage = "[options] [PATH]",
	.examples = "  vindplaats ledger --not-ok\n"
		    "  vindplaats ledger -f jsonl --parts share/archief.zip\n",
	.run = run,
};
