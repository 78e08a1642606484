/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/test.c - regression on a corpus of fixtures, through the scan that users run.
 *
 * All inputs are scanned at once into a case that is thrown away, then each fixture is compared
 * with what the store has below its input.
 */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cmd/cmd.h"
#include "cmd/corpus/corpus.h"
#include "report/report.h"
#include "scan/scan.h"

struct wishes {
	const char *patterns, *junit, *tap, *sarif;
	long workers;
	bool update;
};

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static int scan_inputs(const struct corpus *c, const struct wishes *w, struct store *s,
		       struct fail *f)
{
	AUTO(ruleset) rules = NULL;
	const char **roots;
	struct scan_totals totals;
	size_t n = 0;
	int result;

	if (ruleset_load(w->patterns, &rules, f) < 0 ||
	    store_begin_run(s, ruleset_digest(rules), "", f) < 0)
		return -1;
	roots = xcalloc(c->n + 1, sizeof(*roots));
	for (size_t i = 0; i < c->n; i++)
		if (c->fixtures[i].input)
			roots[n++] = c->fixtures[i].input;
	result = scan_run(&(struct scan_plan){.roots = roots, .ruleset = rules,
					      .workers = (unsigned)w->workers},
			  s, &totals, f);
	free(roots);
	return result < 0 ? -1 : store_checkpoint(s, f);
}

static int judge(struct corpus *c, const struct wishes *w, const char *folder, struct fail *f)
{
	AUTO(store) s = NULL;
	int result = store_open(folder, STORE_WRITE, &s, f);

	if (!result)
		result = scan_inputs(c, w, s, f);
	for (size_t i = 0; i < c->n && !result; i++)
		result = w->update ? fixture_update(&c->fixtures[i], s, f) :
				     fixture_compare(&c->fixtures[i], s, f);
	return result;
}

static int judge_in_scratch(struct corpus *c, const struct wishes *w, struct fail *f)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = xformat("%s/vindplaats-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	int result;

	if (!mkdtemp(folder)) {
		result = fail_set(f, EXIT_USAGE, "cannot make the folder %s: %s", folder,
				  strerror(errno));
	} else {
		result = judge(c, w, folder, f);
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	}
	free(folder);
	return result;
}

static int write_to(const char *path, void (*print)(const struct corpus *c, FILE *to),
		    const struct corpus *c, struct fail *f)
{
	FILE *to;

	if (!path)
		return 0;
	to = output_open(path, f);
	if (!to)
		return -1;
	print(c, to);
	return output_close(to, path, f);
}

static bool is_stdout(const char *path)
{
	return path && !strcmp(path, "-");
}

static bool out_is_taken(const struct wishes *w)
{
	return is_stdout(w->junit) || is_stdout(w->tap) || is_stdout(w->sarif);
}

static int check_wishes(const struct wishes *w, int left, struct fail *f)
{
	const char *ci = getenv("CI");

	if (left < 1)
		return fail_set(f, EXIT_USAGE, "name a corpus: a folder of fixtures");
	if (w->update && ci && *ci)
		return fail_set(f, EXIT_USAGE,
				"--update writes what people must review; it is refused where CI "
				"is set");
	return 0;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	AUTO(corpus) c = NULL;
	struct common common;
	struct wishes w = {0};
	const struct option_row rows[] = {
		{"--jobs", 'j', OPTION_NUMBER, "N", "how many workers (one per core)", &w.workers},
		{"--patterns", 0, OPTION_TEXT, "DIR", "the pattern packs to use", &w.patterns},
		{"--junit", 0, OPTION_TEXT, "FILE", "also as JUnit XML", &w.junit},
		{"--tap", 0, OPTION_TEXT, "FILE", "also as TAP 14", &w.tap},
		{"--sarif", 0, OPTION_TEXT, "FILE", "also as SARIF 2.1.0", &w.sarif},
		{"--update", 0, OPTION_FLAG, NULL, "write what is found as what is expected",
		 &w.update},
		{0},
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left == -2)
		return EXIT_DONE;
	if (left < 0 || check_wishes(&w, left, f) < 0 ||
	    corpus_load(argv[0], argv + 1, left - 1, &c, f) < 0 || judge_in_scratch(c, &w, f) < 0)
		return -1;
	if (w.update) {
		if (!common.quiet)
			fprintf(stderr, "%zu fixtures: review what changed before you commit it\n",
				c->n);
		return EXIT_DONE;
	}
	if (write_to(w.junit, corpus_print_junit, c, f) < 0 ||
	    write_to(w.tap, corpus_print_tap, c, f) < 0 ||
	    write_to(w.sarif, corpus_print_sarif, c, f) < 0)
		return -1;
	if (!common.quiet)
		corpus_print(c, out_is_taken(&w) ? stderr : stdout, common.verbose);
	return corpus_failed(c) ? EXIT_EXPECTATION : EXIT_DONE;
}

const struct command test_command = {
	.name = "test",
	.about = "Scans a corpus of fixtures and compares with what is expected.",
	.usage = "[options] CORPUS [FIXTURE...]",
	.examples = "  vindplaats test fixtures\n"
		    "  vindplaats test fixtures --junit result.xml --sarif result.sarif\n"
		    "  vindplaats test fixtures --update docx-runs mail-quoted\n",
	.run = run,
};
