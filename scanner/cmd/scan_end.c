/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/scan_end.c - what a scan says when it ends, and the records it writes then. */
#include "cmd/scan_end.h"
#include "cmd/progress.h"
#include "report/report.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static void print_reasons(FILE *to, const struct store_totals *t)
{
	const char *comma = "";

	for (unsigned r = 1; r < N_REASONS; r++) {
		if (!t->by_reason[r] || reason_leaves_ok((enum reason)r))
			continue;
		fprintf(to, "%s%s %" PRIu64, comma, reason_word((enum reason)r), t->by_reason[r]);
		comma = ", ";
	}
}

static void print_json(FILE *to, const struct scan_totals *run, const struct store_totals *all)
{
	struct buf b = { 0 };
	const struct {
		const char *key;
		uint64_t n;
	} numbers[] = { { "files", all->files },	 { "bytes", all->bytes },
			{ "ok", all->ok },		 { "partial", all->partial },
			{ "failed", all->failed },	 { "skipped", all->skipped },
			{ "hits", all->hits },		 { "hits_reported", all->hits_reported },
			{ "unchanged", run->unchanged } };

	json_open(&b, '{');
	json_key(&b, "type");
	json_str(&b, "summary");
	json_key(&b, "schema");
	json_int(&b, 1);
	json_key(&b, "outcome");
	json_str(&b, run->stopped ? "stopped" : "done");
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		json_key(&b, numbers[i].key);
		json_int(&b, (int64_t)numbers[i].n);
	}
	json_key(&b, "reasons");
	json_open(&b, '{');
	for (unsigned r = 1; r < N_REASONS; r++)
		if (all->by_reason[r]) {
			json_key(&b, reason_word((enum reason)r));
			json_int(&b, (int64_t)all->by_reason[r]);
		}
	json_close(&b, '}');
	json_close(&b, '}');
	fprintf(to, "%s\n", b.bytes);
	buf_free(&b);
}

void scan_summary_print(FILE *to, const struct common *c, const struct scan_totals *run,
			const struct store_totals *all, const char *note)
{
	bool dutch = !strcmp(c->lang, "nl"), gaps = all->partial || all->failed;
	char bytes[32];

	if (!strcmp(c->progress, "json")) {
		print_json(to, run, all);
		return;
	}
	print_bytes(bytes, all->bytes);
	if (run->stopped)
		fputs(dutch ? "Gestopt; hetzelfde commando gaat verder waar het bleef.\n" :
			      "Stopped; the same command goes on from here.\n",
		      to);
	fprintf(to,
		dutch ? "%" PRIu64 " gelezen, %" PRIu64 " deels, %" PRIu64 " niet gelezen" :
			"%" PRIu64 " read, %" PRIu64 " in part, %" PRIu64 " not read",
		all->ok, all->partial, all->failed);
	if (gaps) {
		fputs(" (", to);
		print_reasons(to, all);
		fputs(")", to);
	}
	fprintf(to,
		dutch ? ", %" PRIu64 " overgeslagen; %s, %" PRIu64 " treffers (%" PRIu64
			" gerapporteerd).\n" :
			", %" PRIu64 " skipped; %s, %" PRIu64 " hits (%" PRIu64 " reported).\n",
		all->skipped, bytes, all->hits, all->hits_reported);
	if (run->unchanged)
		fprintf(to,
			dutch ? "%" PRIu64 " bestanden waren niet veranderd en zijn niet opnieuw gelezen.\n" :
				"%" PRIu64 " files had not changed and were not read again.\n",
			run->unchanged);
	if (*note)
		fprintf(to, "%s\n", note);
	if (!run->stopped && gaps)
		fprintf(to, dutch ? "Wat niet gelezen is: vindplaats ledger --case %s --not-ok\n" :
				    "What was not read: vindplaats ledger --case %s --not-ok\n",
			c->case_dir);
}

struct writing {
	FILE *to;
	const struct report_options *options;
	struct buf line;
};

static int write_line(struct writing *w)
{
	buf_add_byte(&w->line, '\n');
	size_t written = fwrite(w->line.bytes, 1, w->line.len, w->to);
	bool whole = written == w->line.len;

	buf_clear(&w->line);
	return whole ? 0 : -1;
}

static int on_hit(void *arg, const struct hit_row *row)
{
	struct writing *w = arg;

	record_hit(&w->line, row, w->options);
	return write_line(w);
}

static int on_item(void *arg, const struct ledger_row *row)
{
	struct writing *w = arg;

	record_ledger(&w->line, row);
	return write_line(w);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All paths asked for, in byte order, none twice and none inside another. */
static const char **prefixes(const char *const *roots, const char *const *files)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; roots && roots[i]; i++)
		n++;
	for (size_t i = 0; files && files[i]; i++)
		n++;
	const char **all = xcalloc(n + 1, sizeof(*all));
	n = 0;
	for (size_t i = 0; roots && roots[i]; i++)
		all[n++] = roots[i];
	for (size_t i = 0; files && files[i]; i++)
		all[n++] = files[i];
	qsort(all, n, sizeof(*all), by_bytes);
	for (size_t i = 0; i < n; i++) {
		size_t len = kept ? strlen(all[kept - 1]) : 0;

		while (len > 1 && all[kept - 1][len - 1] == '/')
			len--;
		bool inside = kept && !strncmp(all[i], all[kept - 1], len) &&
			      (!all[i][len] || all[i][len] == '/');
		if (!inside)
			all[kept++] = all[i];
	}
	all[kept] = NULL;
	return all;
}

static int write_all(struct store *s, const char *const *paths, const struct report_options *o,
		     const char *hits, const char *ledger, struct fail *f)
{
	struct writing w = { .options = o };
	const char *const targets[] = { hits, ledger };
	int error = 0;

	for (unsigned which = 0; which < 2 && !error; which++) {
		if (!targets[which])
			continue;
		w.to = output_open(targets[which], f);
		if (!w.to)
			return -1;
		for (size_t i = 0; paths[i] && !error; i++) {
			struct hit_query hq = o->query;
			struct ledger_query lq = { .path_prefix = paths[i] };

			hq.path_prefix = paths[i];
			error = which ? store_each_ledger(s, &lq, on_item, &w, f) :
					store_each_hit(s, &hq, on_hit, &w, f);
		}
		if (output_close(w.to, targets[which], f) < 0)
			error = -1;
	}
	buf_free(&w.line);
	return error;
}

int scan_records_write(struct store *s, const char *const *roots, const char *const *files,
		       int min_score, const char *hits, const char *ledger, const char *lang,
		       struct fail *f)
{
	const char **paths = prefixes(roots, files);
	const struct report_options o = { .query = { .min_score = min_score }, .lang = lang };
	int error = write_all(s, paths, &o, hits, ledger, f);

	free(paths);
	return error;
}

static int64_t peak_memory(void)
{
	struct rusage used = { 0 };

	getrusage(RUSAGE_SELF, &used);
	return used.ru_maxrss;
}

void scan_stats_print(FILE *to, const struct scan_totals *run)
{
	struct buf b = { 0 };

	json_open(&b, '{');
	json_key(&b, "record");
	json_str(&b, "stats");
	json_key(&b, "work");
	json_open(&b, '{');
	json_key(&b, "files");
	json_int(&b, (int64_t)(run->ok + run->partial + run->failed + run->skipped));
	json_key(&b, "hits");
	json_int(&b, (int64_t)run->hits);
#define X(name)                                                                                    \
	json_key(&b, #name);                                                                       \
	json_int(&b, (int64_t)run->work.name);
	DETECT_WORK(X)
#undef X
	json_close(&b, '}');
	json_key(&b, "machine");
	json_open(&b, '{');
	json_key(&b, "jobs_waits");
	json_int(&b, (int64_t)run->jobs_waits);
	json_key(&b, "results_waits");
	json_int(&b, (int64_t)run->results_waits);
	json_key(&b, "memory_supervisor");
	json_int(&b, peak_memory());
	json_key(&b, "memory_reading");
	json_int(&b, (int64_t)run->memory);
	json_close(&b, '}');
	json_close(&b, '}');
	fprintf(to, "%s\n", b.bytes);
	buf_free(&b);
}
