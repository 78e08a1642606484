/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/figures.c - the figures of the letter to parliament, as far as the case can give them. */
#include <string.h>
#include <time.h>
#include "cmd/cmd.h"
#include "cmd/day.h"
#include "report/figures.h"

struct writing {
	struct store *s;
	const struct persons_options *o;
};

static int write_to(void *arg, FILE *to, struct fail *f)
{
	struct writing *w = arg;

	return figures_write(w->s, w->o, REPORT_MIN_SCORE, to, f);
}

static int write_figures(const struct persons_options *o, const struct common *common,
			 const char *path, struct fail *f)
{
	AUTO(store) s = NULL;

	if (store_open(common->case_dir, STORE_WRITE, &s, f) < 0 ||
	    people_refresh(s, REPORT_MIN_SCORE, f) < 0)
		return -1;
	struct writing w = { s, o };

	return output_write(path, write_to, &w, f);
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	struct persons_options o = { .form = "text", .csv = "nl", .today = (int64_t)time(NULL) };
	const char *path = NULL, *day = NULL;
	const struct option_row rows[] = {
		{ "--format", 'f', OPTION_TEXT, "FORMAT", "text, csv, xlsx or jsonl (text)", &o.form },
		{ "--output", 'o', OPTION_TEXT, "FILE", "where to (- is stdout)", &path },
		{ "--csv", 0, OPTION_TEXT, "DIALECT", "nl for a Dutch Excel, or rfc (nl)", &o.csv },
		{ "--date", 0, OPTION_TEXT, "DAY", "peildatum, 2026-01-31 (today)", &day },
		{ 0 },
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (left > 0)
		return fail_set(f, EXIT_USAGE, "figures takes no '%s'", argv[0]);
	if (strcmp(o.csv, "nl") && strcmp(o.csv, "rfc"))
		return fail_set(f, EXIT_USAGE, "--csv is nl or rfc, not '%s'", o.csv);
	if (day && !day_parse(day, &o.today))
		return fail_set(f, EXIT_USAGE, "--date is a day as 2026-01-31, not '%s'", day);
	return write_figures(&o, &common, path, f) < 0 ? -1 : EXIT_DONE;
}

const struct command figures_command = {
	.name = "figures",
	.about = "Prints the figures of the letter that this case can answer, each with its definition.",
	.usage = "[options]",
	.examples = "  vindplaats figures\n"
		    "  vindplaats figures --date 2026-01-31 -f csv -o cijfers.csv\n",
	.run = run,
};
