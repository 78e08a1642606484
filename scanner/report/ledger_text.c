/* SPDX-License-Identifier: EUPL-1.2 */
/* report/ledger_text.c - the ledger for a person: by reason, with what it means and what to do. */
#include "report/ledger_text.h"
#include <inttypes.h>
#include <string.h>
#include "report/reasons.h"

#define SHOWN_PER_FILE 10

const char *count_text(char to[COUNT_TEXT], uint64_t n, bool english)
{
	char digits[24], *at = to;
	int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);

	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			*at++ = english ? ',' : '.';
		*at++ = digits[i];
	}
	*at = '\0';
	return to;
}

const char *bytes_text(char to[COUNT_TEXT], uint64_t n, bool english)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
	size_t unit = 1;
	uint64_t tenths = n / 100 + (n % 100 >= 50);

	if (n < 1000) {
		snprintf(to, COUNT_TEXT, "%" PRIu64 " B", n);
		return to;
	}
	for (; tenths >= 10000; unit++)
		tenths = (tenths + 500) / 1000;
	snprintf(to, COUNT_TEXT, "%" PRIu64 "%c%" PRIu64 " %s", tenths / 10, english ? '.' : ',',
		 tenths % 10, units[unit]);
	return to;
}

static void put_line(FILE *to, const char *label, uint64_t n, bool english)
{
	char count[COUNT_TEXT];

	fprintf(to, "  %-28s %12s\n", label, count_text(count, n, english));
}

void put_coverage(FILE *to, const struct store_totals *t, bool english)
{
	char count[COUNT_TEXT], bytes[COUNT_TEXT];

	fprintf(to, english ? "%s files found, %s read\n" : "%s bestanden gevonden, %s gelezen\n",
		count_text(count, t->files, english), bytes_text(bytes, t->bytes, english));
	put_line(to, english ? "read in full" : "volledig gelezen", t->ok, english);
	put_line(to, english ? "read in part" : "gedeeltelijk gelezen", t->partial, english);
	put_line(to, english ? "not read" : "niet gelezen", t->failed, english);
	put_line(to, english ? "left out on purpose" : "bewust overgeslagen", t->skipped, english);
}

void put_reason(FILE *to, enum reason r, uint64_t n, bool english)
{
	char count[COUNT_TEXT];

	fprintf(to, "\n%s: %s %s\n", reason_word(r), count_text(count, n, english),
		english ? (n == 1 ? "file" : "files") : n == 1 ? "bestand" : "bestanden");
	fprintf(to, "  %s\n", reason_means(r, english));
	fprintf(to, "  -> %s\n", reason_advice(r, english));
}

static int count_row(void *arg, const struct ledger_row *row)
{
	struct store_totals *t = arg;
	bool counted[N_REASONS] = {false};

	t->files++;
	t->bytes += row->bytes;
	switch (row->outcome) {
	case OUTCOME_OK:
		t->ok++;
		break;
	case OUTCOME_PARTIAL:
		t->partial++;
		break;
	case OUTCOME_SKIPPED:
		t->skipped++;
		break;
	default:
		t->failed++;
	}
	for (size_t i = 0; i < row->n_reasons; i++) {
		enum reason r = row->reasons[i].reason;

		t->by_reason[r] += !counted[r];
		counted[r] = true;
	}
	return 0;
}

struct listing {
	FILE *to;
	enum reason reason;
	bool english;
};

static void put_where(FILE *to, const struct ledger_row *row, const char *part)
{
	fputs("    ", to);
	put_safe(to, row->item->path);
	if (*part) {
		fputc('!', to);
		put_safe(to, part);
	}
}

static int list_row(void *arg, const struct ledger_row *row)
{
	const struct listing *l = arg;
	uint64_t n = 0;

	for (size_t i = 0; i < row->n_reasons; i++) {
		const struct store_reason *r = &row->reasons[i];

		if (r->reason != l->reason || ++n > SHOWN_PER_FILE)
			continue;
		put_where(l->to, row, r->part);
		if (*r->text)
			fputs(": ", l->to);
		put_safe(l->to, r->text);
		fputc('\n', l->to);
	}
	if (n > SHOWN_PER_FILE)
		fprintf(l->to,
			l->english ? "      and %" PRIu64 " more inside it: see -f jsonl\n" :
				     "      en nog %" PRIu64 " erin: zie -f jsonl\n",
			n - SHOWN_PER_FILE);
	return ferror(l->to) ? -1 : 0;
}

static int list_ok(void *arg, const struct ledger_row *row)
{
	const struct listing *l = arg;

	if (row->outcome == OUTCOME_OK) {
		put_where(l->to, row, row->part);
		fputc('\n', l->to);
	}
	return ferror(l->to) ? -1 : 0;
}

int ledger_write_text(struct store *s, const struct ledger_query *query,
		      const struct report_options *o, FILE *to, struct fail *f)
{
	struct listing l = {.to = to, .english = lang_is_english(o->lang)};
	struct ledger_query files = *query;
	struct store_totals t = {0};

	files.parts = files.not_ok_only = false;
	if (store_each_ledger(s, &files, count_row, &t, f) < 0)
		return -1;
	put_coverage(to, &t, l.english);
	for (enum reason r = REASON_NONE + 1; r < N_REASONS; r++) {
		if (!t.by_reason[r] || (query->not_ok_only && reason_leaves_ok(r)))
			continue;
		put_reason(to, r, t.by_reason[r], l.english);
		files.reason = l.reason = r;
		if (store_each_ledger(s, &files, list_row, &l, f) < 0)
			return -1;
	}
	if (query->not_ok_only || !t.ok)
		return 0;
	fputs(l.english ? "\nread in full:\n" : "\nvolledig gelezen:\n", to);
	files.reason = REASON_NONE;
	files.parts = query->parts;
	return store_each_ledger(s, &files, list_ok, &l, f);
}
