/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/html.h - the report for people, in a browser: one page, or one with further pages in a
 * folder beside it. Nothing is fetched, no script runs (a policy in the page says so too), and all
 * that comes from a document is text: escaped, with what would act or hide made visible.
 *
 *   html.c            which pages there are
 *   html_page.c       head, foot and style of any page
 *   html_text.c       text that is inert
 *   html_chart.c      figures as SVG, with the same figures in words
 *   html_front.c      what was scanned and found, in figures
 *   html_coverage.c   what was not read, why, and what to do
 *   html_pager.c      further pages: which hit goes where, and their files
 *   html_document.c   one document
 *   html_passage.c    hits that stand together, marked in their text
 */
#ifndef VP_HTML_H
#define VP_HTML_H
#include "report/report.h"

struct html {
	FILE *to;
	bool english;
	struct store *store;
	const struct report_options *options;
};
/* An attribute, so that words with a %d in them are still checked as formats. */
const char *html_say(const struct html *h, const char *nl, const char *en)
	__attribute__((format_arg(2), format_arg(3)));

/* Text of others: < is &lt;, a control or a mark that turns text round shows as [U+202E]. */
void html_text(FILE *to, const char *s);
void html_prose(FILE *to, const char *s, size_t len); /* lines and cells laid out, not shown */
void html_count(const struct html *h, uint64_t n); /* 1.234 */

void html_page_begin(const struct html *h, const char *title);
void html_page_end(const struct html *h);

struct html_bar {
	char *label;
	uint64_t n, documents;
};
struct html_bars {
	struct html_bar *bars;
	size_t n, room;
};
/* Takes a copy of the label. */
void html_bars_add(struct html_bars *b, const char *label, uint64_t n, uint64_t documents);
void html_bars_free(struct html_bars *b);
/* A chart and its table. id: of this page; what: the head of the first column. */
void html_bars_put(const struct html *h, const char *id, const char *title, const char *what,
		   const struct html_bars *b);

/*
 * Which page a hit is told on follows from counts alone, so that the front page can name it before
 * the others are written: a page holds `size` hits (0: all), a document that fits on one page is
 * not cut, one that does not goes on on the next.
 */
struct html_pager {
	uint64_t size, used;
	uint64_t page;     /* 0: the front page itself; then p00001.html ... */
	uint64_t document; /* the one being told, from 1 */
	uint64_t pages;    /* how many there will be */
	const char *path;  /* of the front page as it will be called; NULL: there is only that */
	uint64_t *seen;    /* ids on this page, a table of room places */
	size_t n_seen, room;
};
bool html_pager_begins(struct html_pager *p, uint64_t hits); /* a document; true: on a new page */
bool html_pager_is_full(const struct html_pager *p);
/* Closes the page being written and opens the next; h->to is then that. */
int html_pager_turn(struct html_pager *p, struct html *h, struct fail *f);
int html_pager_end(struct html_pager *p, struct html *h, struct fail *f);
bool html_is_first(struct html_pager *p, const char *id);
char *html_pager_link(const struct html_pager *p, uint64_t page); /* from the front page; free() */

#define HTML_TOP 20
struct html_entry { /* a document or a page in a list, and where it is told */
	char *path;
	uint64_t hits, page, document;
};
struct html_plan {
	struct html_entry top[HTML_TOP]; /* most hits first */
	size_t n_top;
	struct html_entry *pages; /* the first document of each */
	size_t n_pages;
	uint64_t hits, documents;
};
int html_front(struct html *h, const struct html_plan *plan, const struct html_pager *pager,
	       struct fail *f);
int html_coverage(struct html *h, const struct store_totals *t, struct fail *f);
int html_document(struct html *h, const struct file_row *d, struct html_pager *pager,
		  struct fail *f);
#endif
