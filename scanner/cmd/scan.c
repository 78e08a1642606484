/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/scan.c - files and folders into a case. */
#include "scan/scan.h"
#include "base/digest.h"
#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "cmd/scan_end.h"
#include "cmd/scan_options.h"
#include "report/report.h"
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Set by the first signal; a second one ends the process at once. */
static atomic_bool stop;
static volatile sig_atomic_t stopped_by;

static void on_signal(int number)
{
	if (stopped_by)
		_exit(128 + number);
	stopped_by = number;
	atomic_store(&stop, true);
}

static void on_question(int number)
{
	(void)number;
	progress_ask();
}

static void catch_signals(long time_limit)
{
	struct sigaction a = { .sa_handler = on_signal };
	struct sigaction question = { .sa_handler = on_question, .sa_flags = SA_RESTART };

	sigemptyset(&a.sa_mask);
	sigaction(SIGINT, &a, NULL);
	sigaction(SIGTERM, &a, NULL);
	sigaction(SIGALRM, &a, NULL);
	sigemptyset(&question.sa_mask);
	sigaction(SIGUSR1, &question, NULL);
	if (time_limit)
		alarm((unsigned)time_limit);
}

/* What else than the file's bytes decides its rows: another value means read it again. */
static void run_digest(char hex[2 * DIGEST_LEN + 1], const struct scan_plan *plan)
{
	struct buf b = { 0 };
	uint8_t digest[DIGEST_LEN];
	const struct limits *l = plan->limits;

	buf_add_format(&b, "%s %s %" PRIu64, VP_VERSION, ruleset_digest(plan->ruleset), plan->max_hits);
	buf_add_format(&b, " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64, l->member_bytes,
		       l->total_bytes, l->ratio_from, l->header_bytes);
	buf_add_format(&b, " %u %u %u %u %u %u %.0f", l->ratio, l->depth, l->mime_depth, l->parts,
		       l->mime_parts, l->xml_depth, l->seconds);
	digest_of(b.bytes, b.len, digest);
	hex_print(hex, digest, DIGEST_LEN);
	buf_free(&b);
}

/* Unnamed files of the scan stand in the case folder, and nowhere else on this machine. */
static void keep_temporary_files_in(const char *case_dir)
{
	setenv("TMPDIR", case_dir, 1);
}

/* What a reader of the figures must know: of the patterns, and of the wall round the readers. */
static char *run_note(const struct scan_plan *plan)
{
	const char *patterns = ruleset_note(plan->ruleset), *wall = crew_note(plan->crew);

	return xformat("%s%s%s", patterns, *patterns && *wall ? "; " : "", wall);
}

static int scan_into(struct scan_options *o, struct scan_plan *plan, struct store *store,
		     const char *note, struct scan_totals *totals, struct fail *f)
{
	struct progress progress;
	char digest[2 * DIGEST_LEN + 1];

	run_digest(digest, plan);
	keep_temporary_files_in(o->common.case_dir);
	if (store_begin_run(store, digest, note, f) < 0)
		return -1;
	progress_start(&progress, &o->common);
	plan->progress = progress_tell;
	plan->progress_arg = &progress;
	int error = scan_run(plan, store, totals, f);
	progress_end(&progress);
	struct fail closing = { 0 };
	const char *outcome = error ? "broke off" : totals->stopped ? "stopped" : "done";
	if (store_end_run(store, outcome, error ? &closing : f) < 0)
		error = -1;
	return error;
}

static int write_records(const struct scan_options *o, const struct scan_plan *plan, struct fail *f)
{
	AUTO(store) s = NULL;

	if (!o->hits && !o->ledger)
		return 0;
	if (store_open(o->common.case_dir, STORE_READ, &s, f) < 0)
		return -1;
	return scan_records_write(s, plan->roots, plan->files, (int)o->min_score, o->hits, o->ledger,
				  o->common.lang, f);
}

static int exit_code(const struct scan_options *o, const struct scan_totals *t)
{
	if (stopped_by == SIGALRM)
		return EXIT_STOPPED_EARLY;
	if (stopped_by)
		return 128 + stopped_by;
	return (t->partial || t->failed) && !o->allow_incomplete ? EXIT_INCOMPLETE : EXIT_DONE;
}

static int write_end(const struct scan_options *o, const struct scan_plan *plan,
		     const struct scan_totals *totals, const struct store_totals *all,
		     const char *note, struct fail *f)
{
	if (write_records(o, plan, f) < 0)
		return -1;
	if (o->stats)
		scan_stats_print(stdout, totals);
	if (!o->common.quiet)
		scan_summary_print(stderr, &o->common, totals, all, note);
	return exit_code(o, totals);
}

static int scan_with(struct scan_options *o, struct scan_plan *plan, struct fail *f)
{
	AUTO(store) store = NULL;
	struct scan_totals totals;
	struct store_totals all;

	if (store_open(o->common.case_dir, STORE_WRITE, &store, f) < 0)
		return -1;
	char *note = run_note(plan);
	int error = scan_into(o, plan, store, note, &totals, f);
	if (!error)
		error = store_totals(store, (int)o->min_score, &all, f);
	if (store_close(store, error ? &(struct fail){ 0 } : f) < 0)
		error = -1;
	int code = error ? -1 : write_end(o, plan, &totals, &all, note, f);
	free(note);
	return code;
}

static int scan(struct scan_options *o, struct fail *f)
{
	AUTO(ruleset) rules = NULL;
	AUTO(crew) crew = NULL;
	struct scan_plan plan = { .roots = o->roots,
				  .files = (const char *const *)o->files,
				  .engine = !strcmp(o->engine, "full") ? ENGINE_FULL : ENGINE_GATE,
				  .limits = &o->limits,
				  .max_hits = (uint64_t)o->max_hits,
				  .workers = (unsigned)o->workers,
				  .rescan = o->rescan,
				  .stall_seconds = (double)o->stall,
				  .memory = (uint64_t)o->memory << 20,
				  .case_dir = o->common.case_dir,
				  .stop = &stop };

	catch_signals(o->time_limit);
	if (store_check_free(o->common.case_dir, f) < 0)
		return -1;
	if (ruleset_load(o->patterns, &rules, f) < 0)
		return -1;
	plan.ruleset = rules;
	/* Before the store: its descriptors are not for processes that read documents. */
	if (!strcmp(o->isolation, "process") && crew_start(&plan, &crew, f) < 0)
		return -1;
	plan.crew = crew;
	return scan_with(o, &plan, f);
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct scan_options o;
	int n = scan_options_parse(self, &o, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	int code = scan(&o, f);
	scan_options_free(&o);
	return code;
}

const struct command scan_command = {
	.name = "scan",
	.about = "Reads files and folders, and keeps what was found in a case.",
	.usage = "[options] PATH...",
	.examples = "  vindplaats scan /mnt/share             into ./case; the same again goes on\n"
		    "  vindplaats scan --case zaak -j 8 post/ archief.zip\n"
		    "  find . -newer mark -print0 | vindplaats scan -0 --files-from -\n"
		    "  vindplaats scan --hits - post.mbox | jq .text\n",
	.run = run,
};
