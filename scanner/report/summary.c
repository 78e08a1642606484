/* SPDX-License-Identifier: EUPL-1.2 */
/* report/summary.c - what was read, what not and why, and what was found, on one page. */
#include <string.h>
#include "report/ledger_text.h"
#include "report/reasons.h"

#define TOP_FILES 10

struct page {
	FILE *to;
	bool english;
	int min_score;
	bool any;
};

static const char *say(const struct page *p, const char *dutch, const char *english)
{
	return p->english ? english : dutch;
}

static void put_head(const struct page *p, const char *dutch, const char *english)
{
	fprintf(p->to, "\n%s\n", say(p, dutch, english));
}

static void put_when(const struct page *p, int64_t seconds)
{
	char when[RECORD_TIME];

	record_time(when, record_ns(seconds));
	fputs(when, p->to);
}

static int put_run(void *arg, const struct store_run *run)
{
	const struct page *p = arg;

	fputs(say(p, "Laatste scan: ", "Last scan: "), p->to);
	put_when(p, run->began);
	if (run->ended) {
		fputs(say(p, " tot ", " to "), p->to);
		put_when(p, run->ended);
	}
	fputs(": ", p->to);
	put_safe(p->to, run->outcome ? run->outcome : say(p, "loopt nog", "still running"));
	fputc('\n', p->to);
	if (*run->note) {
		fputs(say(p, "Let op, minder dekking: ", "Note, less coverage: "), p->to);
		put_safe(p->to, run->note);
		fputc('\n', p->to);
	}
	return 0;
}

static void put_not_read(const struct page *p, const struct store_totals *t)
{
	bool any = false;

	for (enum reason r = REASON_NONE + 1; r < N_REASONS; r++) {
		if (!t->by_reason[r] || reason_leaves_ok(r))
			continue;
		if (!any)
			put_head(p, "NIET, OF NIET IN ZIJN GEHEEL GELEZEN",
				 "NOT READ, OR NOT IN FULL");
		any = true;
		put_reason(p->to, r, t->by_reason[r], p->english);
	}
	if (any)
		fputs(say(p, "\n  Welke bestanden: vindplaats ledger --not-ok -f text\n",
			  "\n  Which files: vindplaats ledger --not-ok -f text\n"),
		      p->to);
}

static int put_counts(void *arg, const char *label, uint64_t n, uint64_t below, uint64_t suppressed)
{
	struct page *p = arg;
	char a[COUNT_TEXT], b[COUNT_TEXT], c[COUNT_TEXT];

	if (!p->any)
		fprintf(p->to, "  %-20s %12s %16s %14s\n", "", say(p, "gemeld", "reported"),
			say(p, "onder drempel", "below threshold"),
			say(p, "onderdrukt", "suppressed"));
	p->any = true;
	fprintf(p->to, "  %-20s %12s %16s %14s\n", label, count_text(a, n, p->english),
		count_text(b, below, p->english), count_text(c, suppressed, p->english));
	return 0;
}

static int put_table(struct page *p, struct store *s, const char *by, struct fail *f)
{
	p->any = false;
	if (store_counts(s, by, p->min_score, put_counts, p, f) < 0)
		return -1;
	if (!p->any)
		fputs(say(p, "  geen\n", "  none\n"), p->to);
	return 0;
}

static int put_top(void *arg, const char *path, uint64_t n)
{
	const struct page *p = arg;
	char count[COUNT_TEXT];

	fprintf(p->to, "  %8s  ", count_text(count, n, p->english));
	put_safe(p->to, path);
	fputc('\n', p->to);
	return 0;
}

static int put_found(struct page *p, struct store *s, const struct store_totals *t, struct fail *f)
{
	char reported[COUNT_TEXT], all[COUNT_TEXT];

	fprintf(p->to,
		p->english ? "\nHITS: %s with score %d or higher, of %s in all\n" :
			     "\nVONDSTEN: %s met score %d of hoger, van %s in totaal\n",
		count_text(reported, t->hits_reported, p->english), p->min_score,
		count_text(all, t->hits, p->english));
	put_head(p, "naar soort", "by type");
	if (put_table(p, s, "type", f) < 0)
		return -1;
	put_head(p, "aanwijzingen naar categorie", "indicators by category");
	if (put_table(p, s, "category", f) < 0)
		return -1;
	if (!t->hits_reported)
		return 0;
	put_head(p, "bestanden met de meeste vondsten", "files with most hits");
	return store_top_files(s, p->min_score, TOP_FILES, put_top, p, f);
}

static int write_page(FILE *to, struct store *s, const struct report_options *o, struct fail *f)
{
	struct page p = {
		.to = to, .english = lang_is_english(o->lang), .min_score = o->query.min_score};
	struct store_totals t;

	if (store_totals(s, p.min_score, &t, f) < 0 || store_last_run(s, put_run, &p, f) < 0)
		return -1;
	put_head(&p, "DEKKING", "COVERAGE");
	put_coverage(to, &t, p.english);
	put_not_read(&p, &t);
	if (put_found(&p, s, &t, f) < 0)
		return -1;
	fputs(say(&p,
		  "\nEen vondst is een aanwijzing, geen vaststelling: een mens beoordeelt haar.\n",
		  "\nA hit is a pointer, not a finding of fact: a person judges it.\n"),
	      to);
	return 0;
}

const struct report summary_report = {
	.name = "summary",
	.about = "one page for a person: what was read, what not and why, what was found",
	.end = write_page,
};
