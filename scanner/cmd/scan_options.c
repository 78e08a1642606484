/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/scan_options.c - the options of a scan. */
#include "cmd/scan_options.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "report/report.h"
#include "scan/scan.h"

struct limit_options { /* as typed: whole numbers, in the unit of the help */
	long member_mb, total_mb, ratio, depth, mime_depth, parts, mime_parts, header_kb, xml_depth,
		seconds;
};

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

static int check_roots(const char *const *roots, int n, const char *files_from, struct fail *f)
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

/* 0 where the option has no meaning for 0. */
static uint32_t at_least_one(long n)
{
	return n < 1 ? 1 : n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static struct limit_options limits_to_options(const struct limits *l)
{
	return (struct limit_options){ .member_mb = (long)(l->member_bytes >> 20),
				       .total_mb = (long)(l->total_bytes >> 20),
				       .ratio = l->ratio,
				       .depth = l->depth,
				       .mime_depth = l->mime_depth,
				       .parts = l->parts,
				       .mime_parts = l->mime_parts,
				       .header_kb = (long)(l->header_bytes >> 10),
				       .xml_depth = l->xml_depth,
				       .seconds = (long)l->seconds };
}

static void options_to_limits(const struct limit_options *o, struct limits *l)
{
	l->member_bytes = (uint64_t)o->member_mb << 20;
	l->total_bytes = (uint64_t)o->total_mb << 20;
	l->ratio = at_least_one(o->ratio);
	l->depth = (uint32_t)o->depth;
	l->mime_depth = (uint32_t)o->mime_depth;
	l->parts = at_least_one(o->parts);
	l->mime_parts = at_least_one(o->mime_parts);
	l->header_bytes = (uint64_t)o->header_kb << 10;
	l->xml_depth = at_least_one(o->xml_depth);
	l->seconds = (double)o->seconds;
}

static int check_words(const struct scan_options *o, struct fail *f)
{
	if (strcmp(o->engine, "gate") && strcmp(o->engine, "full"))
		return fail_set(f, EXIT_USAGE, "--engine is gate or full, not '%s'", o->engine);
	if (o->stats && strcmp(o->stats, "json"))
		return fail_set(f, EXIT_USAGE, "--stats is json, not '%s'", o->stats);
	if (strcmp(o->isolation, "process") && strcmp(o->isolation, "none"))
		return fail_set(f, EXIT_USAGE, "--isolation is process or none, not '%s'", o->isolation);
	return 0;
}

static int parse(const struct command *self, struct scan_options *o, struct limit_options *l, int argc,
		 char **argv, struct fail *f)
{
	const struct option_row rows[] = {
		{ "--workers", 'j', OPTION_NUMBER, "N", "files read at once (one per core)",
		  &o->workers },
		{ "--files-from", 0, OPTION_TEXT, "F", "paths from a list, one a line (- is stdin)",
		  &o->files_from },
		{ "--null", '0', OPTION_FLAG, NULL, "the list's paths end with NUL", &o->null_ended },
		{ "--patterns", 0, OPTION_TEXT, "DIR", "packs to use instead of the installed ones",
		  &o->patterns },
		{ "--hits", 0, OPTION_TEXT, "F", "write hit records there, too (- is stdout)", &o->hits },
		{ "--ledger", 0, OPTION_TEXT, "F", "write ledger records there, too", &o->ledger },
		{ "--min-score", 0, OPTION_NUMBER, "N", "for --hits and the summary (40)",
		  &o->min_score },
		{ "--rescan", 0, OPTION_FLAG, NULL, "read also what did not change", &o->rescan },
		{ "--stats", 0, OPTION_TEXT, "HOW", "json: how much work it was, on stdout", &o->stats },
		{ "--engine", 0, OPTION_TEXT, "E", "gate, or full: the slow reference", &o->engine },
		{ "--isolation", 0, OPTION_TEXT, "HOW",
		  "process: read files behind a wall; none: for debugging", &o->isolation },
		{ "--time-limit", 0, OPTION_NUMBER, "S", "stop after so many seconds, to go on later",
		  &o->time_limit },
		{ "--allow-incomplete", 0, OPTION_FLAG, NULL, "exit 0 also if something was not read",
		  &o->allow_incomplete },
		{ "--max-hits", 0, OPTION_NUMBER, "N", "kept per pattern and file (10000)",
		  &o->max_hits },
		{ "--file-time", 0, OPTION_NUMBER, "S", "seconds for one file, more for a big one (120)",
		  &l->seconds },
		{ "--stall-time", 0, OPTION_NUMBER, "S", "seconds without a sign of life (30)",
		  &o->stall },
		{ "--max-memory", 0, OPTION_NUMBER, "MB", "for reading one file (1024)", &o->memory },
		{ "--max-member", 0, OPTION_NUMBER, "MB", "unpacked, one member (2048)",
		  &l->member_mb },
		{ "--max-unpacked", 0, OPTION_NUMBER, "MB",
		  "unpacked, one file (0: by its size, 1 to 16 GiB)", &l->total_mb },
		{ "--max-ratio", 0, OPTION_NUMBER, "N", "unpacked to packed, past 64 MiB (200)",
		  &l->ratio },
		{ "--max-depth", 0, OPTION_NUMBER, "N", "containers in containers (16)", &l->depth },
		{ "--max-parts", 0, OPTION_NUMBER, "N", "members of one file (100000)", &l->parts },
		{ "--max-mime-depth", 0, OPTION_NUMBER, "N", "multiparts in multiparts (64)",
		  &l->mime_depth },
		{ "--max-mime-parts", 0, OPTION_NUMBER, "N", "parts of one message (20000)",
		  &l->mime_parts },
		{ "--max-headers", 0, OPTION_NUMBER, "KB", "headers of one message (10240)",
		  &l->header_kb },
		{ "--max-xml-depth", 0, OPTION_NUMBER, "N", "XML elements in elements (1024)",
		  &l->xml_depth },
		{ NULL, 0, OPTION_FLAG, NULL, NULL, NULL },
	};

	return options_parse(self, rows, &o->common, argc, argv, f);
}

int scan_options_parse(const struct command *self, struct scan_options *o, int argc, char **argv,
		       struct fail *f)
{
	struct limit_options l = limits_to_options(&default_limits);

	*o = (struct scan_options){ .engine = "gate",
				    .isolation = "process",
				    .stall = SCAN_STALL_SECONDS,
				    .memory = SCAN_MEMORY >> 20,
				    .min_score = REPORT_MIN_SCORE,
				    .limits = default_limits };
	int n = parse(self, o, &l, argc, argv, f);

	if (n < 0)
		return n;
	options_to_limits(&l, &o->limits);
	o->roots = (const char *const *)argv;
	if (check_words(o, f) < 0 || check_roots(o->roots, n, o->files_from, f) < 0 ||
	    (o->files_from && read_list(o->files_from, o->null_ended, &o->files, f) < 0))
		return -1;
	argv[n] = NULL;
	return n;
}

void scan_options_free(struct scan_options *o)
{
	free_list(o->files);
}
