/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/status.c - how far a scan is, from another terminal: by the file that it keeps in the case
 * (scan/scan.h has its form), or else by what the case knows of the last one.
 *
 * A scan that is alive writes that file each second. An older one is asked for its lock: held, the
 * scan hangs on a disk or network; free, it was killed.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "report/report.h"

#define FRESH 10 /* seconds */

struct status {
	enum { SCAN_NONE, SCAN_RUNS, SCAN_STUCK, SCAN_KILLED } state;
	json_t *running; /* NULL for NONE */
};

static uint64_t number(const json_t *o, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(o, key));

	return n < 0 ? 0 : (uint64_t)n;
}

/* A file that is no such object, cut off or of another program, is none. */
static void look(struct status *s, const char *case_dir)
{
	char *file = xformat("%s/running.json", case_dir);
	json_error_t ignored;
	int64_t age;

	s->running = json_load_file(file, JSON_REJECT_DUPLICATES, &ignored);
	free(file);
	if (!json_is_object(s->running)) {
		json_decref(s->running);
		s->running = NULL;
		return;
	}
	age = (int64_t)time(NULL) - json_integer_value(json_object_get(s->running, "updated"));
	if (age <= FRESH)
		s->state = SCAN_RUNS;
	else
		s->state = store_in_use(case_dir) ? SCAN_STUCK : SCAN_KILLED;
}

static __attribute__((format_arg(2), format_arg(3))) const char *say(const struct common *c,
								       const char *nl, const char *en)
{
	return strcmp(c->lang, "en") ? nl : en;
}

static void put_moment(int64_t seconds)
{
	char when[RECORD_TIME];

	record_time(when, record_ns(seconds));
	fputs(when, stdout);
}

static void put_hands(const struct common *c, const json_t *running)
{
	const json_t *reading = json_object_get(running, "reading"), *hand;
	size_t i;

	json_array_foreach(reading, i, hand) {
		const char *path = json_string_value(json_object_get(hand, "path"));

		printf("  %s ", say(c, "leest nu", "now reading"));
		put_safe(stdout, path ? path : "");
		printf(" (%.0f s)\n", json_number_value(json_object_get(hand, "seconds")));
	}
}

static void put_running(const struct common *c, const struct status *s)
{
	const json_t *r = s->running;
	struct scan_progress now = {
		.files = number(r, "files"),
		.bytes = number(r, "bytes"),
		.hits = number(r, "hits"),
		.not_read = number(r, "not_read"),
		.found_files = number(r, "files_found"),
		.found_bytes = number(r, "bytes_found"),
		.unchanged = number(r, "unchanged"),
		.walking = json_is_true(json_object_get(r, "walking")),
		.seconds = json_number_value(json_object_get(r, "seconds")),
	};
	char line[400];

	fputs(say(c, "Er loopt een scan sinds ", "A scan has been running since "), stdout);
	put_moment((int64_t)number(r, "began"));
	printf(" (%s %" PRIu64 ")\n", say(c, "proces", "process"), number(r, "pid"));
	progress_line(line, sizeof(line), !strcmp(c->lang, "nl"), &now);
	printf("  %s\n", line);
	if (s->state == SCAN_STUCK) {
		fputs(say(c, "  Geen teken van leven sinds ", "  No sign of life since "), stdout);
		put_moment((int64_t)number(r, "updated"));
		puts(say(c, ": kijk of de share bereikbaar is.",
			 ": see whether the share can be reached."));
	}
	put_hands(c, r);
}

static void put_killed(const struct common *c, const struct status *s)
{
	fputs(say(c, "De scan van ", "The scan of "), stdout);
	put_moment((int64_t)number(s->running, "began"));
	fputs(say(c, " is afgebroken, na ", " was broken off, after "), stdout);
	put_moment((int64_t)number(s->running, "updated"));
	puts(say(c, ". Wat klaar was, is bewaard: geef dezelfde opdracht nog eens.",
		 ". What was finished is kept: give the same command again."));
}

static int put_last(void *arg, const struct store_run *run)
{
	const struct common *c = arg;

	fputs(say(c, "Er loopt geen scan. De laatste: ", "No scan is running. The last one: "), stdout);
	put_moment(run->began);
	if (run->ended) {
		fputs(say(c, " tot ", " to "), stdout);
		put_moment(run->ended);
	}
	printf(" (%s)\n", run->outcome ? run->outcome : say(c, "afgebroken", "broken off"));
	return 0;
}

static int put_case(const struct common *c, const struct status *s, struct fail *f)
{
	AUTO(store) store = NULL;
	struct store_totals t;

	if (store_open(c->case_dir, STORE_READ, &store, f) < 0 ||
	    (s->state == SCAN_NONE && store_last_run(store, put_last, (void *)c, f) < 0) ||
	    store_totals(store, REPORT_MIN_SCORE, &t, f) < 0)
		return -1;
	printf(say(c,
		   "In de zaak: %" PRIu64 " bestanden, %" PRIu64 " niet (geheel) gelezen, %" PRIu64
		   " vondsten\n",
		   "In the case: %" PRIu64 " files, %" PRIu64 " not read in full, %" PRIu64 " hits\n"),
	       t.files, t.partial + t.failed, t.hits_reported);
	return 0;
}

/* As the scan wrote it, with what we make of it in front. */
static void put_json(const struct status *s)
{
	static const char *const states[] = {"none", "running", "stuck", "killed"};
	json_t *o = json_pack("{ss}", "state", states[s->state]);

	if (s->running)
		json_object_update_missing(o, s->running);
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static int tell(const struct common *c, const char *format, struct fail *f)
{
	struct status s = {0};
	int result = 0;

	look(&s, c->case_dir);
	if (!strcmp(format, "json") && s.state != SCAN_NONE) {
		put_json(&s);
	} else if (!strcmp(format, "json")) {
		AUTO(store) store = NULL;

		result = store_open(c->case_dir, STORE_READ, &store, f);
		if (!result)
			put_json(&s);
	} else {
		if (s.state == SCAN_RUNS || s.state == SCAN_STUCK)
			put_running(c, &s);
		else if (s.state == SCAN_KILLED)
			put_killed(c, &s);
		result = put_case(c, &s, f);
	}
	json_decref(s.running);
	return result;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	const char *format = "text";
	const struct option_row rows[] = {
		{"--format", 'f', OPTION_TEXT, "FORMAT", "text or json (text)", &format},
		{0},
	};
	int left = options_parse(self, rows, &common, argc, argv, f);

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (left > 1)
		return fail_set(f, EXIT_USAGE, "status takes one case, not also '%s'", argv[1]);
	if (strcmp(format, "text") && strcmp(format, "json"))
		return fail_set(f, EXIT_USAGE, "a status comes as text or json, not as '%s'", format);
	if (left)
		common.case_dir = argv[0];
	return tell(&common, format, f) < 0 ? -1 : EXIT_DONE;
}

const struct command status_command = {
	.name = "status",
	.about = "Tells how far a scan is, from another terminal.",
	.usage = "[options] [CASE]",
	.examples = "  vindplaats status zaak\n"
		    "  vindplaats status zaak -f json\n",
	.run = run,
};
