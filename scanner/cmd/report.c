/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/report.c - hits from the case, in the form that was asked for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cmd/cmd.h"
#include "report/baseline.h"
#include "report/report.h"

static int check_format(const char *format, const struct report **ret, struct fail *f)
{
	struct buf known = {0};

	*ret = report_named(format);
	if (*ret)
		return 0;
	for (size_t i = 0; reports[i]; i++)
		buf_add_format(&known, "%s%s", i ? " " : "", reports[i]->name);
	fail_set(f, EXIT_USAGE, "there is no report '%s' in this version; there are: %s", format,
		 known.bytes);
	buf_free(&known);
	return -1;
}

static int check_baseline(const struct report *r, const char *before, struct fail *f)
{
	return !before || r->hit || r->compares ?
		       0 :
		       fail_set(f, EXIT_USAGE, "--baseline goes with jsonl, csv or sarif, not with %s",
				r->name);
}

static int check_options(const struct report *r, const struct report_options *o, struct fail *f)
{
	const struct hit_query *q = &o->query;

	if (!r->hit && !r->chooses && (q->type || q->category || q->path_prefix || q->suppressed))
		return fail_set(f, EXIT_USAGE,
				"a %s is about the whole case; choose hits with another form (-f)",
				r->name);
	if (q->type && hit_type_from_word(q->type) < 0)
		return fail_set(f, EXIT_USAGE, "there is no type of hit '%s'", q->type);
	if (strcmp(o->csv, "nl") && strcmp(o->csv, "rfc"))
		return fail_set(f, EXIT_USAGE, "--csv is nl or rfc, not '%s'", o->csv);
	return 0;
}

static int load_baseline(const char *case_dir, const struct hit_query *q, struct baseline *to,
			 struct fail *f)
{
	AUTO(store) s = NULL;

	return store_open(case_dir, STORE_READ, &s, f) < 0 ? -1 : baseline_load(to, s, q, f);
}

struct writing {
	const struct report *report;
	struct store *s;
	const struct report_options *o;
};

static int write_to(void *arg, FILE *to, struct fail *f)
{
	struct writing *w = arg;

	return report_write(w->report, w->s, w->o, to, f);
}

static int write_report(const struct report *r, struct report_options *o, const char *before,
			const char *case_dir, const char *path, struct fail *f)
{
	const struct hit_query all = { .min_score = o->query.min_score,
				       .suppressed = o->query.suppressed };
	AUTO(baseline) baseline = before ? baseline_new() : NULL;
	AUTO(store) s = NULL;

	if (before && load_baseline(before, &all, baseline, f) < 0)
		return -1;
	o->baseline = baseline;
	if (store_open(case_dir, STORE_READ, &s, f) < 0)
		return -1;
	struct writing w = { r, s, o };

	return output_write(path, write_to, &w, f);
}

/* "-o DIR/": a page with others in a folder beside it goes into a folder of its own. */
static int into_folder(const struct report *r, const char **path, char **made, struct fail *f)
{
	struct stat st;
	const char *dir = *path;
	size_t len = dir ? strlen(dir) : 0;
	bool named = len && dir[len - 1] == '/';

	if (!len || (!named && (stat(dir, &st) || !S_ISDIR(st.st_mode))))
		return 0;
	if (strcmp(r->name, "html"))
		return fail_set(f, EXIT_USAGE, "'%s' is a folder; name a file for a report of this form",
				dir);
	if (mkdir(dir, 0700) && errno != EEXIST)
		return fail_set(f, EXIT_USAGE, "the folder '%s' cannot be made: %s", dir,
				strerror(errno));
	*path = *made = xformat("%s%sindex.html", dir, named ? "" : "/");
	return 0;
}

/* Sorts and workbooks set personal data aside: in the case, as a scan does, where that can be. */
static void keep_temporary_files_in(const char *case_dir)
{
	if (!access(case_dir, W_OK | X_OK))
		setenv("TMPDIR", case_dir, 1);
}

static int write_all(const struct report *r, struct report_options *o, const char *before,
		     const char *case_dir, const char *path, struct fail *f)
{
	char *made = NULL;
	int result = into_folder(r, &path, &made, f);

	o->path = path && strcmp(path, "-") ? path : NULL;
	keep_temporary_files_in(case_dir);
	if (!result)
		result = write_report(r, o, before, case_dir, path, f);
	free(made);
	return result;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	struct report_options o = {0};
	const struct report *report;
	const char *format = "summary", *path = NULL, *before = NULL;
	long min_score = REPORT_MIN_SCORE;
	const struct option_row rows[] = {
		{"--format", 'f', OPTION_TEXT, "FORMAT", "summary, html, xlsx, csv, jsonl, sarif or histogram",
		 &format},
		{"--output", 'o', OPTION_TEXT, "FILE", "where to (- is stdout; DIR/ for html)", &path},
		{"--type", 0, OPTION_TEXT, "TYPE", "only these: person, bsn, indicator ...",
		 &o.query.type},
		{"--category", 0, OPTION_TEXT, "CAT", "only indicators of this: REL, ETN ...",
		 &o.query.category},
		{"--path", 0, OPTION_TEXT, "PATH", "only in this file or folder, as scanned",
		 &o.query.path_prefix},
		{"--min-score", 0, OPTION_NUMBER, "N", "only with this score or more (40)",
		 &min_score},
		{"--suppressed", 0, OPTION_FLAG, NULL, "also hits a rule suppressed",
		 &o.query.suppressed},
		{"--baseline", 0, OPTION_TEXT, "CASE", "only hits that this other case has not",
		 &before},
		{"--mask", 0, OPTION_FLAG, NULL, "hide values and context, for outside the team",
		 &o.mask},
		{"--csv", 0, OPTION_TEXT, "DIALECT", "nl for a Dutch Excel, or rfc (nl); a histogram as a table",
		 &o.csv},
		{0},
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (left > 0)
		return fail_set(f, EXIT_USAGE, "report takes no '%s'; use --path for a file",
				argv[0]);
	o.query.min_score = min_score > 100 ? 101 : (int)min_score;
	o.lang = common.lang;
	o.csv_asked = o.csv;
	o.csv = o.csv ? o.csv : "nl";
	if (check_format(format, &report, f) < 0 || check_baseline(report, before, f) < 0 || check_options(report, &o, f) < 0 ||
	    write_all(report, &o, before, common.case_dir, path, f) < 0)
		return -1;
	return EXIT_DONE;
}

const struct command report_command = {
	.name = "report",
	.about = "Writes what was found, from the case.",
	.usage = "[options] [-f FORMAT]",
	.examples = "  vindplaats report\n"
		    "  vindplaats report -f html -o rapport.html\n"
		    "  vindplaats report -f xlsx -o vondsten.xlsx\n"
		    "  vindplaats report -f histogram --type person\n"
		    "  vindplaats report -f csv -o vondsten.csv\n"
		    "  vindplaats report -f jsonl --type indicator --category REL --min-score 0\n"
		    "\nAn indicator has a manner: `stated`, it is said outright (\"is imam\"), or `derivable`, it\n"
		    "only leads to it (\"draagt een hoofddoek\"); and a polarity: `affirmed`, `denied`, or\n"
		    "`attributed`, which is hearsay, asked or supposed.\n",
	.run = run,
};
