/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/notify.c - the list of persons to be informed (proactieve informeringslijst). */
#include <string.h>
#include <time.h>
#include "cmd/cmd.h"
#include "cmd/day.h"
#include "report/persons.h"

struct writing {
	struct store *s;
	const struct persons_options *o;
};

static int write_to(void *arg, FILE *to, struct fail *f)
{
	struct writing *w = arg;

	return notify_write(w->s, w->o, to, f);
}

static int write_list(const struct persons_options *o, const struct common *common, long min_score,
		      const char *path, struct fail *f)
{
	AUTO(store) s = NULL;

	if (store_open(common->case_dir, STORE_WRITE, &s, f) < 0 ||
	    people_refresh(s, (int)min_score, f) < 0)
		return -1;
	struct writing w = { s, o };

	return output_write(path, write_to, &w, f);
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	struct persons_options o = { .form = "csv", .csv = "nl", .today = (int64_t)time(NULL) };
	const char *path = NULL, *day = NULL;
	long min_score = REPORT_MIN_SCORE;
	bool all = false;
	const struct option_row rows[] = {
		{ "--format", 'f', OPTION_TEXT, "FORMAT", "csv, xlsx, jsonl or text (csv)", &o.form },
		{ "--output", 'o', OPTION_TEXT, "FILE", "where to (- is stdout)", &path },
		{ "--csv", 0, OPTION_TEXT, "DIALECT", "nl for a Dutch Excel, or rfc (nl)", &o.csv },
		{ "--all", 0, OPTION_FLAG, NULL, "also persons of whom only the name was found", &all },
		{ "--mail-room", 0, OPTION_FLAG, NULL,
		  "only names and reliable contact details, no findings", &o.mail_room },
		{ "--date", 0, OPTION_TEXT, "DAY", "peildatum, 2026-01-31 (today)", &day },
		{ "--min-score", 0, OPTION_NUMBER, "N", "persons of hits with this score or more (40)",
		  &min_score },
		{ 0 },
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (left > 1 || (left == 1 && strcmp(argv[0], "list") != 0))
		return fail_set(f, EXIT_USAGE, "notify knows list, not '%s'", argv[left - 1]);
	if (strcmp(o.csv, "nl") && strcmp(o.csv, "rfc"))
		return fail_set(f, EXIT_USAGE, "--csv is nl or rfc, not '%s'", o.csv);
	if (day && !day_parse(day, &o.today))
		return fail_set(f, EXIT_USAGE, "--date is a day as 2026-01-31, not '%s'", day);
	o.findings_only = !all;
	return write_list(&o, &common, min_score, path, f) < 0 ? -1 : EXIT_DONE;
}

const struct command notify_command = {
	.name = "notify",
	.about = "Writes the list of persons to be informed.",
	.usage = "[options] list",
	.examples = "  vindplaats notify list -o informeringslijst.csv\n"
		    "  vindplaats notify list -f jsonl --all --date 2026-01-31\n"
		    "  vindplaats notify list --mail-room -o postkamer.csv\n",
	.run = run,
};
