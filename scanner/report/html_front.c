/* SPDX-License-Identifier: EUPL-1.2 */
/* report/html_front.c - what was scanned and when, and what was found, in figures. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "report/html.h"
#include "report/ledger_text.h"
#include "report/words.h"

#define MOST_FOLDERS 12
#define MOST_YEARS 30

static void put_moment(const struct html *h, int64_t seconds)
{
	char day[DAY_TEXT], clock[16] = "";
	time_t t = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm))
		strftime(clock, sizeof(clock), "%H:%M", &tm);
	fprintf(h->to, "%s, %s UTC", day_says(day, record_ns(seconds), h->english), clock);
}

static const char *run_says(const struct html *h, const char *outcome)
{
	static const struct {
		const char *word, *nl, *en;
	} words[] = {
		{"done", "afgerond", "complete"},
		{"stopped", "onderbroken: geef dezelfde opdracht nog eens om verder te gaan",
		 "stopped: give the same command again to go on"},
		{"broke off", "afgebroken: geef dezelfde opdracht nog eens om verder te gaan",
		 "broke off: give the same command again to go on"},
	};

	if (!outcome)
		return html_say(h, "loopt nog, of is afgebroken: de cijfers zijn voorlopig",
				"still running, or broken off: the figures are provisional");
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (!strcmp(words[i].word, outcome))
			return html_say(h, words[i].nl, words[i].en);
	return NULL;
}

static int put_run(void *arg, const struct store_run *run)
{
	const struct html *h = arg;
	const char *says = run_says(h, run->outcome);

	fprintf(h->to, "<p>%s ", html_say(h, "Laatste scan:", "Last scan:"));
	put_moment(h, run->began);
	if (run->ended) {
		fputs(html_say(h, " tot ", " to "), h->to);
		put_moment(h, run->ended);
	}
	fputs(" (", h->to);
	html_text(h->to, says ? says : run->outcome);
	fputs(").</p>\n", h->to);
	if (*run->note) {
		fprintf(h->to, "<p><b>%s</b> <span lang=\"en\">",
			html_say(h, "Let op, minder dekking:", "Note, less coverage:"));
		html_text(h->to, run->note);
		fputs("</span></p>\n", h->to);
	}
	return 0;
}

static void put_wish(const struct html *h, const char *nl, const char *en, const char *value)
{
	if (!value)
		return;
	fprintf(h->to, "; %s <bdi>", html_say(h, nl, en));
	html_text(h->to, value);
	fputs("</bdi>", h->to);
}

static void put_wishes(const struct html *h)
{
	const struct hit_query *q = &h->options->query;

	fprintf(h->to, html_say(h, "<p>In dit rapport: vondsten met score %d of hoger",
				"<p>In this report: hits with score %d or higher"), q->min_score);
	put_wish(h, "soort", "type", q->type);
	put_wish(h, "categorie", "category", q->category);
	put_wish(h, "in", "in", q->path_prefix);
	if (q->suppressed)
		fputs(html_say(h, "; ook onderdrukte", "; suppressed ones too"), h->to);
	if (h->options->mask)
		fputs(html_say(h, "; waarden en zinnen zijn verborgen",
			       "; values and sentences are hidden"), h->to);
	fputs(".</p>\n", h->to);
}

static void put_card(const struct html *h, uint64_t n, const char *nl, const char *en)
{
	fputs("<li><b>", h->to);
	html_count(h, n);
	fprintf(h->to, "</b> %s</li>\n", html_say(h, nl, en));
}

static void put_cards(const struct html *h, const struct store_totals *t,
		      const struct html_plan *plan)
{
	char bytes[COUNT_TEXT];

	fputs("<ul class=\"cards\">\n", h->to);
	put_card(h, t->files, "bestanden gevonden", "files found");
	fprintf(h->to, "<li><b>%s</b> %s</li>\n", bytes_text(bytes, t->bytes, h->english),
		html_say(h, "gelezen", "read"));
	put_card(h, t->partial + t->failed, "niet (geheel) gelezen", "not read (in full)");
	put_card(h, plan->hits, "vondsten", "hits");
	put_card(h, plan->documents, "bestanden met vondsten", "files with hits");
	fputs("</ul>\n", h->to);
}

struct tallying {
	const struct html *page;
	struct html_bars bars;
	size_t most;
	uint64_t rest, rest_documents, n_rest;
	enum tally_by by;
};

static int add_bar(void *arg, const char *label, uint64_t hits, uint64_t documents)
{
	struct tallying *t = arg;
	bool english = t->page->english;
	int type;

	if (t->bars.n == t->most) {
		t->rest += hits;
		t->rest_documents += documents;
		t->n_rest++;
		return 0;
	}
	if (t->by == TALLY_TYPE) {
		type = hit_type_from_word(label);
		label = type < 0 ? label : type_says_many((enum hit_type)type, english);
	} else if (t->by == TALLY_CATEGORY) {
		label = category_says(label, english);
	} else if (!*label) {
		label = t->by == TALLY_FOLDER ? html_say(t->page, "(de map van de scan)",
							 "(the folder of the scan)") :
						html_say(t->page, "(onbekend)", "(unknown)");
	}
	html_bars_add(&t->bars, label, hits, documents);
	return 0;
}

static int put_tally(const struct html *h, enum tally_by by, size_t most, const char *id,
		     const char *title, const char *what, struct fail *f)
{
	struct tallying t = {.page = h, .most = most, .by = by};
	int result = store_tally(h->store, by, &h->options->query, add_bar, &t, f);

	if (t.n_rest) {
		char count[COUNT_TEXT];
		char *label = xformat(html_say(h, "%s andere samen", "%s others together"),
				      count_text(count, t.n_rest, h->english));

		html_bars_add(&t.bars, label, t.rest, t.rest_documents);
		free(label);
	}
	if (!result)
		html_bars_put(h, id, title, what, &t.bars);
	html_bars_free(&t.bars);
	return result;
}

static int put_figures(const struct html *h, struct fail *f)
{
	fprintf(h->to, "<h2 id=\"vondsten\">%s</h2>\n<div class=\"charts\">\n",
		html_say(h, "Wat is gevonden", "What was found"));
	if (put_tally(h, TALLY_TYPE, N_HIT_TYPES, "c-type", html_say(h, "Naar soort", "By type"),
		      html_say(h, "Soort", "Type"), f) < 0 ||
	    put_tally(h, TALLY_CATEGORY, 40, "c-cat",
		      html_say(h, "Gevoelige aanwijzingen naar categorie",
			       "Sensitive indicators by category"),
		      html_say(h, "Categorie", "Category"), f) < 0 ||
	    put_tally(h, TALLY_FOLDER, MOST_FOLDERS, "c-dir", html_say(h, "Naar map", "By folder"),
		      html_say(h, "Map", "Folder"), f) < 0 ||
	    put_tally(h, TALLY_YEAR, MOST_YEARS, "c-year",
		      html_say(h, "Naar jaar", "By year"),
		      html_say(h, "Jaar", "Year"), f) < 0)
		return -1;
	fprintf(h->to, "</div>\n<p class=\"soft\">%s</p>\n",
		html_say(h,
			 "Het jaar is dat van de datum die een document zelf draagt (verzonden, "
			 "gewijzigd, gemaakt), en anders dat van de laatste wijziging van het bestand.",
			 "The year is that of the date a document itself bears (sent, changed, "
			 "made), else that of the last change of the file."));
	return 0;
}

static void put_entry(const struct html *h, const struct html_entry *e,
		      const struct html_pager *pager)
{
	char *link = html_pager_link(pager, e->page);

	fprintf(h->to, "<tr><th scope=\"row\"><a href=\"%s#d%" PRIu64 "\"><bdi>", link, e->document);
	html_text(h->to, e->path);
	fputs("</bdi></a></th><td class=\"n\">", h->to);
	html_count(h, e->hits);
	fputs("</td></tr>\n", h->to);
	free(link);
}

static void put_top(const struct html *h, const struct html_plan *plan,
		    const struct html_pager *pager)
{
	if (!plan->n_top)
		return;
	fprintf(h->to,
		"<h3>%s</h3>\n<table><thead><tr><th scope=\"col\">%s</th>"
		"<th scope=\"col\" class=\"n\">%s</th></tr></thead><tbody>\n",
		html_say(h, "Bestanden met de meeste vondsten", "Files with most hits"),
		html_say(h, "Bestand", "File"), html_say(h, "Vondsten", "Hits"));
	for (size_t i = 0; i < plan->n_top; i++)
		put_entry(h, &plan->top[i], pager);
	fputs("</tbody></table>\n", h->to);
}

static void put_pages(const struct html *h, const struct html_plan *plan,
		      const struct html_pager *pager)
{
	fprintf(h->to, "<h2 id=\"documenten\">%s</h2>\n<p>",
		html_say(h, "De vondsten per document", "The hits by document"));
	fprintf(h->to,
		html_say(h,
			 "De vondsten staan op %" PRIu64 " bladzijden in de map naast dit bestand; "
			 "bewaar die erbij.</p>\n<details%s><summary>Alle bladzijden</summary>",
			 "The hits are on %" PRIu64 " pages in the folder beside this file; keep "
			 "them together.</p>\n<details%s><summary>All pages</summary>"),
		pager->pages, plan->n_pages <= 30 ? " open" : "");
	fputs("<ol>\n", h->to);
	for (size_t i = 0; i < plan->n_pages; i++) {
		char *link = html_pager_link(pager, plan->pages[i].page);

		fprintf(h->to, "<li value=\"%" PRIu64 "\"><a href=\"%s\">%s<bdi>",
			plan->pages[i].page, link, html_say(h, "vanaf ", "from "));
		html_text(h->to, plan->pages[i].path);
		fputs("</bdi></a></li>\n", h->to);
		free(link);
	}
	fputs("</ol></details>\n", h->to);
}

int html_front(struct html *h, const struct html_plan *plan, const struct html_pager *pager,
	       struct fail *f)
{
	const char *title = html_say(h, "Persoonsgegevens in documenten",
				     "Personal data in documents");
	struct store_totals t;

	if (store_totals(h->store, h->options->query.min_score, &t, f) < 0)
		return -1;
	html_page_begin(h, title);
	fprintf(h->to, "<header><h1>%s</h1>\n", title);
	if (store_last_run(h->store, put_run, h, f) < 0)
		return -1;
	put_wishes(h);
	fputs("</header>\n<main>\n", h->to);
	put_cards(h, &t, plan);
	fprintf(h->to, "<p><a href=\"#dekking\">%s</a> \xc2\xb7 <a href=\"#vondsten\">%s</a> "
		"\xc2\xb7 <a href=\"#documenten\">%s</a></p>\n",
		html_say(h, "Wat is gelezen", "What was read"),
		html_say(h, "Wat is gevonden", "What was found"),
		html_say(h, "Per document", "By document"));
	if (html_coverage(h, &t, f) < 0 || put_figures(h, f) < 0)
		return -1;
	put_top(h, plan, pager);
	if (pager->size)
		put_pages(h, plan, pager);
	else
		fprintf(h->to, "<h2 id=\"documenten\">%s</h2>\n",
			html_say(h, "De vondsten per document", "The hits by document"));
	return 0;
}
