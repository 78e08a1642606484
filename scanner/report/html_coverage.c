/* SPDX-License-Identifier: EUPL-1.2 */
/* report/html_coverage.c - what was read and what not, why, and what to do about it. */
#include <inttypes.h>
#include <stdlib.h>
#include "report/html.h"
#include "report/ledger_text.h"
#include "report/reasons.h"
#include "report/words.h"

#define SHOWN_FILES 100 /* of one reason */

struct listing {
	const struct html *page;
	enum reason reason;
	uint64_t rows;
};

static int put_file(void *arg, const struct ledger_row *row)
{
	struct listing *l = arg;
	FILE *to = l->page->to;

	if (++l->rows > SHOWN_FILES)
		return 0;
	fputs("<li><bdi>", to);
	html_text(to, row->item->path);
	fputs("</bdi>", to);
	for (size_t i = 0; i < row->n_reasons; i++) {
		const struct store_reason *r = &row->reasons[i];

		if (r->reason != l->reason)
			continue;
		fputs("<br><span class=\"soft\">", to);
		if (*r->part) {
			fputs(html_say(l->page, "daarin: ", "inside it: "), to);
			html_text(to, r->part);
			fputs(". ", to);
		}
		fputs("<span lang=\"en\">", to);
		html_text(to, r->text);
		fputs("</span></span>", to);
		if (i >= 10) {
			fputs(" \xe2\x80\xa6", to);
			break;
		}
	}
	fputs("</li>\n", to);
	return ferror(to) ? -1 : 0;
}

static int put_files(const struct html *h, enum reason r, uint64_t n, struct fail *f)
{
	struct ledger_query q = {.reason = r};
	struct listing l = {.page = h, .reason = r};
	int result;

	fprintf(h->to, "<details%s><summary>%s</summary><ul class=\"files\">\n",
		n <= 5 ? " open" : "", html_say(h, "Welke bestanden", "Which files"));
	result = store_each_ledger(h->store, &q, put_file, &l, f);
	fputs("</ul>", h->to);
	if (l.rows > SHOWN_FILES) {
		fputs("<p>", h->to);
		fputs(html_say(h, "En nog ", "And "), h->to);
		html_count(h, l.rows - SHOWN_FILES);
		fprintf(h->to, "%s <code>vindplaats ledger --not-ok</code>.</p>",
			html_say(h, " andere; alle staan in", " more; all are in"));
	}
	fputs("</details>\n", h->to);
	return result;
}

/* What stands between backticks is to be typed. */
static void put_advice(const struct html *h, const char *advice)
{
	bool code = false;

	for (; *advice; advice++) {
		if (*advice != '`') {
			fputc(*advice, h->to);
			continue;
		}
		fputs(code ? "</code>" : "<code>", h->to);
		code = !code;
	}
}

static int put_reason_block(const struct html *h, enum reason r, uint64_t n, struct fail *f)
{
	fprintf(h->to, "<div class=\"reason%s\"><h3>%s</h3><p><b>", reason_leaves_ok(r) ? " mild" : "",
		reason_means(r, h->english));
	html_count(h, n);
	fprintf(h->to, "</b> %s. <span class=\"soft\">(%s)</span></p><p class=\"do\">",
		n == 1 ? html_say(h, "bestand", "file") : html_say(h, "bestanden", "files"),
		reason_word(r));
	put_advice(h, reason_advice(r, h->english));
	fputs("</p>\n", h->to);
	if (put_files(h, r, n, f) < 0)
		return -1;
	fputs("</div>\n", h->to);
	return 0;
}

static void put_outcomes(const struct html *h, const struct store_totals *t)
{
	const struct {
		enum outcome outcome;
		uint64_t n;
	} rows[] = {
		{OUTCOME_OK, t->ok},
		{OUTCOME_PARTIAL, t->partial},
		{OUTCOME_FAILED, t->failed},
		{OUTCOME_SKIPPED, t->skipped},
	};

	fprintf(h->to,
		"<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>"
		"</tr></thead><tbody>\n",
		html_say(h, "Wat ermee gebeurde", "What became of them"),
		html_say(h, "Bestanden", "Files"));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		fprintf(h->to, "<tr><th scope=\"row\">%s</th><td class=\"n\">",
			outcome_says(rows[i].outcome, h->english));
		html_count(h, rows[i].n);
		fputs("</td></tr>\n", h->to);
	}
	fputs("</tbody></table>\n", h->to);
}

int html_coverage(struct html *h, const struct store_totals *t, struct fail *f)
{
	bool any = false;

	fprintf(h->to, "<h2 id=\"dekking\">%s</h2>\n",
		html_say(h, "Dekking: wat is gelezen, en wat niet",
			 "Coverage: what was read, and what not"));
	put_outcomes(h, t);
	for (int mild = 0; mild < 2; mild++)
		for (enum reason r = REASON_NONE + 1; r < N_REASONS; r++) {
			if (!t->by_reason[r] || reason_leaves_ok(r) != (bool)mild)
				continue;
			any = true;
			if (put_reason_block(h, r, t->by_reason[r], f) < 0)
				return -1;
		}
	if (!any)
		fprintf(h->to, "<p>%s</p>\n",
			html_say(h, "Alles wat er stond is volledig gelezen.",
				 "All that was there has been read in full."));
	return 0;
}
