/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/patterns.c - the packs: list them, try their examples, explain a hit, count per pattern. */
#include "cmd/cmd.h"
#include "cmd/examples/examples.h"
#include "detect/checks.h"
#include "report/report.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct wishes {
	struct common common;
	const char *patterns, *engine;
	bool checks, diff;
	long min_score;
};

static int list(const struct wishes *w, struct fail *f)
{
	AUTO(ruleset) r = NULL;

	if (w->checks) {
		for (const struct check *c = checks; c->name; c++)
			printf("%-18s %s\n", c->name, c->about);
		return EXIT_DONE;
	}
	if (ruleset_load(w->patterns, &r, f) < 0)
		return -1;
	for (size_t i = 0; i < ruleset_count(r); i++) {
		const struct pattern *p = ruleset_pattern(r, i);

		printf("%-28s %-16s %-4s %3d  %s\n", p->name, hit_type_word(p->type),
		       p->category ? p->category : "", p->score, p->about);
	}
	return EXIT_DONE;
}

static int check(const struct wishes *w, struct fail *f)
{
	AUTO(ruleset) r = NULL;
	const enum engine engines[] = { ENGINE_GATE, ENGINE_FULL };
	unsigned failed = 0, tries = 0, examples = 0;

	if (ruleset_load(w->patterns, &r, f) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(engines); i++) {
		struct example_totals t;

		examples_try(r, engines[i], &t);
		failed += t.failed;
		tries += t.tries;
		examples = t.examples;
	}
	printf("%zu patterns, %u examples, %u tries: %u failed\n", ruleset_count(r), examples, tries, failed);
	return failed ? EXIT_EXPECTATION : EXIT_DONE;
}

static int print_trace(void *arg, const struct hit_row *row)
{
	const struct hit *h = &row->hit;
	struct buf place = { 0 };

	*(bool *)arg = true;
	record_place(&place, row);
	put_safe(stdout, place.bytes);
	printf("\n%s%s%s, pattern %s: score %d%s\n", hit_type_word(h->type), row->category ? " " : "",
	       row->category ? row->category : "", row->pattern_name, h->score,
	       h->suppressed ? ", suppressed" : "");
	/* One term a line reads as a sum. */
	for (const char *term = h->why; *term;) {
		size_t len = strcspn(term, ";");
		char *line = xstrndup(term, len);

		fputs("  ", stdout);
		put_safe(stdout, line + strspn(line, " "));
		putchar('\n');
		free(line);
		term += len + (term[len] == ';');
	}
	for (size_t i = 0; i < h->n_ties; i++)
		printf("  about %s (%s)\n", row->tied_ids[i], tie_level_word(h->ties[i].level));
	buf_free(&place);
	return 0;
}

static int explain(const struct wishes *w, const char *id, struct fail *f)
{
	AUTO(store) s = NULL;
	const struct hit_query q = { .id = id, .suppressed = true };
	bool found = false;

	if (store_open(w->common.case_dir, STORE_READ, &s, f) < 0 ||
	    store_each_hit(s, &q, print_trace, &found, f) < 0)
		return -1;
	return found ? EXIT_DONE :
		       fail_set(f, EXIT_USAGE, "there is no hit with id '%s' in this case", id);
}

struct counting {
	const struct ruleset *ruleset;
	bool *reported;
};

static int print_count(void *arg, const char *label, uint64_t n, uint64_t below, uint64_t suppressed)
{
	struct counting *c = arg;
	const struct pattern *p = ruleset_named(c->ruleset, label);

	printf("%-28s %-4s %10" PRIu64 " %10" PRIu64 " %10" PRIu64 "\n", label,
	       p && p->category ? p->category : "", n, below, suppressed);
	if (p && n)
		c->reported[p->index] = true;
	return 0;
}

/* A family that never gives a reported hit costs time and adds suspicion for nothing: reviewers
 * decide about it on these figures. */
static int stats(const struct wishes *w, struct fail *f)
{
	AUTO(ruleset) r = NULL;
	AUTO(store) s = NULL;
	struct counting c = { 0 };

	if (ruleset_load(w->patterns, &r, f) < 0 || store_open(w->common.case_dir, STORE_READ, &s, f) < 0)
		return -1;
	c.ruleset = r;
	c.reported = xcalloc(ruleset_count(r) + 1, sizeof(bool));
	printf("%-28s %-4s %10s %10s %10s\n", "pattern", "", "reported", "below", "suppressed");
	int error = store_counts(s, "pattern", (int)w->min_score, print_count, &c, f);
	if (!error)
		puts("\nnever reported in this case:");
	for (size_t i = 0; i < ruleset_count(r) && !error; i++)
		if (!c.reported[i])
			printf("  %s\n", ruleset_pattern(r, i)->name);
	free(c.reported);
	return error ? -1 : EXIT_DONE;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct wishes w = { .min_score = REPORT_MIN_SCORE };
	const struct option_row rows[] = {
		{ "--patterns", 0, OPTION_TEXT, "DIR", "packs to use instead of the installed ones",
		  &w.patterns },
		{ "--checks", 0, OPTION_FLAG, NULL, "list: the checks a pack can name", &w.checks },
		{ "--diff", 0, OPTION_FLAG, NULL, "check: compare both engines on files", &w.diff },
		{ "--min-score", 0, OPTION_NUMBER, "N", "stats: what counts as reported (40)", &w.min_score },
		{ NULL, 0, OPTION_FLAG, NULL, NULL, NULL },
	};
	int n = options_parse(self, rows, &w.common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	const char *verb = n ? argv[0] : "list";
	if (!strcmp(verb, "check") && w.diff && n > 1)
		return patterns_diff(w.patterns, (const char *const *)argv + 1, n - 1, f);
	if (!strcmp(verb, "explain") && n == 2)
		return explain(&w, argv[1], f);
	if (n > 1)
		return fail_set(f, EXIT_USAGE, "patterns %s does not take '%s'; see --help", verb, argv[1]);
	if (!strcmp(verb, "list"))
		return list(&w, f);
	if (!strcmp(verb, "check"))
		return check(&w, f);
	if (!strcmp(verb, "stats"))
		return stats(&w, f);
	return fail_set(f, EXIT_USAGE, "patterns has list, check, explain ID and stats, not '%s'", verb);
}

const struct command patterns_command = {
	.name = "patterns",
	.about = "The packs: lists them, tries their examples, explains a score, counts hits.",
	.usage = "list | check [--diff PATH...] | explain ID | stats",
	.examples = "  vindplaats patterns check --patterns mypacks\n"
		    "  vindplaats patterns check --diff /mnt/share/post.mbox\n"
		    "  vindplaats patterns explain 4f3c0d3c2a...   why a hit has its score\n",
	.run = run,
};
