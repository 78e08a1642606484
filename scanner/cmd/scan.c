/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/scan.c - files and folders into a case. */
#include "scan/scan.h"
#include "base/digest.h"
#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "cmd/scan_end.h"
#include "report/report.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scan_options {
	struct common common;
	const char *files_from, *patterns, *hits, *ledger, *engine, *isolation;
	long workers, max_hits, min_score, max_depth, max_ratio, file_seconds, time_limit, stall, memory;
	bool rescan, allow_incomplete, null_ended;
};

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

static void catch_signals(long time_limit)
{
	struct sigaction a = { .sa_handler = on_signal };

	sigemptyset(&a.sa_mask);
	sigaction(SIGINT, &a, NULL);
	sigaction(SIGTERM, &a, NULL);
	sigaction(SIGALRM, &a, NULL);
	if (time_limit)
		alarm((unsigned)time_limit);
}

/* One path a line, or NUL-ended with -0; "-" is stdin. */
static int read_list(const char *from, bool null_ended, char ***ret, struct fail *f)
{
	FILE *in = strcmp(from, "-") ? fopen(from, "re") : stdin;
	size_t n = 0, room = 16, size = 0;
	char **files = xcalloc(room + 1, sizeof(*files)), *line = NULL;

	if (!in) {
		free(files);
		return fail_set(f, EXIT_USAGE, "the list '%s' cannot be read: %s", from, strerror(errno));
	}
	int end = null_ended ? '\0' : '\n';
	for (ssize_t len; (len = getdelim(&line, &size, end, in)) > 0;) {
		if (line[len - 1] == end)
			line[--len] = '\0';
		if (!len)
			continue;
		if (n == room) {
			room *= 2;
			files = xrealloc(files, (room + 1) * sizeof(*files));
		}
		files[n++] = xstrndup(line, (size_t)len);
	}
	files[n] = NULL;
	free(line);
	if (in != stdin)
		fclose(in);
	*ret = files;
	return 0;
}

static void free_list(char **files)
{
	for (size_t i = 0; files && files[i]; i++)
		free(files[i]);
	free(files);
}

static int check_roots(char **roots, int n, const char *files_from, struct fail *f)
{
	struct stat st;

	if (!n && !files_from)
		return fail_set(f, EXIT_USAGE, "name the files or folders to scan; see scan --help");
	for (int i = 0; i < n; i++)
		if (lstat(roots[i], &st))
			return fail_set(f, EXIT_USAGE, "'%s' cannot be scanned: %s", roots[i],
					strerror(errno));
	return 0;
}

/* What else than the file's bytes decides its rows: another value means read it again. */
static void run_digest(char hex[2 * DIGEST_LEN + 1], const struct scan_plan *plan)
{
	struct buf b = { 0 };
	uint8_t digest[DIGEST_LEN];
	const struct limits *l = plan->limits;

	buf_add_format(&b, "%s %s %llu %u %u %u %.0f", VP_VERSION, ruleset_digest(plan->ruleset),
		       (unsigned long long)plan->max_hits, l->depth, l->ratio, l->parts, l->seconds);
	digest_of(b.bytes, b.len, digest);
	hex_print(hex, digest, DIGEST_LEN);
	buf_free(&b);
}

/* Unnamed files of the scan stand in the case folder, and nowhere else on this machine. */
static void keep_temporary_files_in(const char *case_dir)
{
	setenv("TMPDIR", case_dir, 1);
}

static int scan_into(struct scan_options *o, struct scan_plan *plan, struct store *store,
		     struct scan_totals *totals, struct fail *f)
{
	struct progress progress;
	char digest[2 * DIGEST_LEN + 1];

	run_digest(digest, plan);
	keep_temporary_files_in(o->common.case_dir);
	if (store_begin_run(store, digest, ruleset_note(plan->ruleset), f) < 0)
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

static int scan(struct scan_options *o, const char *const *roots, char **files, struct fail *f)
{
	AUTO(ruleset) rules = NULL;
	AUTO(crew) crew = NULL;
	AUTO(store) store = NULL;
	struct limits limits = default_limits;
	struct scan_totals totals;
	struct store_totals all;
	struct scan_plan plan = { .roots = roots,
				  .files = (const char *const *)files,
				  .engine = !strcmp(o->engine, "full") ? ENGINE_FULL : ENGINE_GATE,
				  .limits = &limits,
				  .max_hits = (uint64_t)o->max_hits,
				  .workers = (unsigned)o->workers,
				  .rescan = o->rescan,
				  .stall_seconds = (double)o->stall,
				  .memory = (uint64_t)o->memory << 20,
				  .case_dir = o->common.case_dir,
				  .stop = &stop };

	catch_signals(o->time_limit);
	limits.depth = (uint32_t)o->max_depth;
	limits.ratio = (uint32_t)(o->max_ratio ? o->max_ratio : 1);
	limits.seconds = (double)o->file_seconds;
	if (ruleset_load(o->patterns, &rules, f) < 0)
		return -1;
	ruleset_prepare(rules, plan.engine);
	plan.ruleset = rules;
	/* Before the store: its descriptors are not for processes that read documents. */
	if (!strcmp(o->isolation, "process") && crew_start(&plan, &crew, f) < 0)
		return -1;
	plan.crew = crew;
	if (store_open(o->common.case_dir, STORE_WRITE, &store, f) < 0)
		return -1;
	int error = scan_into(o, &plan, store, &totals, f);
	if (!error)
		error = store_totals(store, (int)o->min_score, &all, f);
	if (store_close(store, error ? &(struct fail){ 0 } : f) < 0)
		error = -1;
	if (error || write_records(o, &plan, f) < 0)
		return -1;
	if (!o->common.quiet)
		scan_summary_print(stderr, &o->common, &totals, &all, ruleset_note(rules));
	return exit_code(o, &totals);
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct scan_options o = { .engine = "gate",
				  .isolation = "process",
				  .stall = SCAN_STALL_SECONDS,
				  .memory = SCAN_MEMORY >> 20,
				  .min_score = REPORT_MIN_SCORE,
				  .max_depth = default_limits.depth,
				  .max_ratio = default_limits.ratio,
				  .file_seconds = (long)default_limits.seconds };
	const struct option_row rows[] = {
		{ "--workers", 'j', OPTION_NUMBER, "N", "files read at once (one per core)", &o.workers },
		{ "--files-from", 0, OPTION_TEXT, "F", "paths from a list, one a line (- is stdin)",
		  &o.files_from },
		{ "--null", '0', OPTION_FLAG, NULL, "the list's paths end with NUL", &o.null_ended },
		{ "--patterns", 0, OPTION_TEXT, "DIR", "packs to use instead of the installed ones",
		  &o.patterns },
		{ "--hits", 0, OPTION_TEXT, "F", "write hit records there, too (- is stdout)", &o.hits },
		{ "--ledger", 0, OPTION_TEXT, "F", "write ledger records there, too", &o.ledger },
		{ "--min-score", 0, OPTION_NUMBER, "N", "for --hits and the summary (40)", &o.min_score },
		{ "--rescan", 0, OPTION_FLAG, NULL, "read also what did not change", &o.rescan },
		{ "--engine", 0, OPTION_TEXT, "E", "gate, or full: the slow reference", &o.engine },
		{ "--max-hits", 0, OPTION_NUMBER, "N", "kept per pattern and file (10000)", &o.max_hits },
		{ "--max-depth", 0, OPTION_NUMBER, "N", "containers in containers (16)", &o.max_depth },
		{ "--max-ratio", 0, OPTION_NUMBER, "N", "unpacked to packed, past 64 MiB (200)",
		  &o.max_ratio },
		{ "--file-time", 0, OPTION_NUMBER, "S", "seconds for one file, more for a big one (120)",
		  &o.file_seconds },
		{ "--isolation", 0, OPTION_TEXT, "HOW",
		  "process: read files behind a wall; none: for debugging", &o.isolation },
		{ "--stall-time", 0, OPTION_NUMBER, "S", "seconds without a sign of life (30)",
		  &o.stall },
		{ "--max-memory", 0, OPTION_NUMBER, "MB", "for reading one file (1024)", &o.memory },
		{ "--time-limit", 0, OPTION_NUMBER, "S", "stop after so many seconds, to go on later",
		  &o.time_limit },
		{ "--allow-incomplete", 0, OPTION_FLAG, NULL, "exit 0 also if something was not read",
		  &o.allow_incomplete },
		{ NULL, 0, OPTION_FLAG, NULL, NULL, NULL },
	};
	char **files = NULL;
	int n = options_parse(self, rows, &o.common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	if (strcmp(o.engine, "gate") && strcmp(o.engine, "full"))
		return fail_set(f, EXIT_USAGE, "--engine is gate or full, not '%s'", o.engine);
	if (strcmp(o.isolation, "process") && strcmp(o.isolation, "none"))
		return fail_set(f, EXIT_USAGE, "--isolation is process or none, not '%s'", o.isolation);
	if (check_roots(argv, n, o.files_from, f) < 0 ||
	    (o.files_from && read_list(o.files_from, o.null_ended, &files, f) < 0))
		return -1;
	argv[n] = NULL;
	int code = scan(&o, (const char *const *)argv, files, f);
	free_list(files);
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
