/* SPDX-License-Identifier: EUPL-1.2 */
/* report/html.c - the report for people: a plan of its pages first, then the pages in order. */
#include <stdlib.h>
#include <string.h>
#include "report/html.h"
#include "report/reasons.h"

#define ONE_PAGE 2000 /* hits that a browser still shows at once on an old machine */
#define PER_PAGE 1000

struct making {
	struct html html;
	struct html_plan plan;
	struct html_pager pager, ahead; /* ahead: as pager will be, while planning */
	struct fail *fail;
};

static void add_page(struct html_plan *p, const struct html_pager *ahead, const char *path)
{
	if (p->n_pages && p->pages[p->n_pages - 1].page == ahead->page)
		return;
	p->pages = xrealloc(p->pages, (p->n_pages + 1) * sizeof(*p->pages));
	p->pages[p->n_pages++] = (struct html_entry){.path = xstrdup(path), .page = ahead->page};
}

static void add_top(struct html_plan *p, const struct html_pager *ahead,
		    const struct file_row *d)
{
	size_t at = p->n_top;

	if (at == HTML_TOP && p->top[at - 1].hits >= d->hits)
		return;
	if (at == HTML_TOP)
		free(p->top[--at].path);
	else
		p->n_top++;
	for (; at && p->top[at - 1].hits < d->hits; at--)
		p->top[at] = p->top[at - 1];
	p->top[at] = (struct html_entry){.path = xstrdup(d->path), .hits = d->hits,
					 .page = ahead->page, .document = ahead->document};
}

static int plan_document(void *arg, const struct file_row *d)
{
	struct making *m = arg;
	struct html_pager *ahead = &m->ahead;

	m->plan.hits += d->hits;
	m->plan.documents++;
	if (html_pager_begins(ahead, d->hits)) {
		ahead->page++;
		ahead->used = 0;
	}
	add_top(&m->plan, ahead, d);
	ahead->used += d->hits;
	if (!ahead->size)
		return 0;
	add_page(&m->plan, ahead, d->path);
	for (; ahead->used > ahead->size; ahead->used -= ahead->size) {
		ahead->page++;
		add_page(&m->plan, ahead, d->path);
	}
	return 0;
}

static int count_all(void *arg, const char *label, uint64_t hits, uint64_t documents)
{
	struct making *m = arg;

	(void)label, (void)documents;
	if (hits > ONE_PAGE && m->html.options->path)
		m->pager.size = PER_PAGE;
	return 0;
}

static int tell_document(void *arg, const struct file_row *d)
{
	struct making *m = arg;

	if (html_pager_begins(&m->pager, d->hits) &&
	    html_pager_turn(&m->pager, &m->html, m->fail) < 0)
		return -1;
	return html_document(&m->html, d, &m->pager, m->fail);
}

static void end_front(struct html *h)
{
	fputs("</main>\n", h->to);
	html_page_end(h);
}

static int write_pages(struct making *m, struct fail *f)
{
	const struct hit_query *q = &m->html.options->query;
	FILE *front = m->html.to;
	int result;

	if (m->pager.size)
		end_front(&m->html);
	result = store_each_file(m->html.store, q, tell_document, m, f);
	if (!result)
		result = html_pager_end(&m->pager, &m->html, f);
	else if (m->html.to && m->html.to != front)
		fclose(m->html.to);
	m->html.to = front;
	if (!result && !m->pager.size)
		end_front(&m->html);
	return result;
}

static int make(void *arg, struct fail *f)
{
	struct making *m = arg;
	const struct hit_query *q = &m->html.options->query;

	if (store_tally(m->html.store, TALLY_ALL, q, count_all, m, f) < 0)
		return -1;
	m->ahead = m->pager;
	if (store_each_file(m->html.store, q, plan_document, m, f) < 0)
		return -1;
	m->pager.pages = m->ahead.page;
	if (html_front(&m->html, &m->plan, &m->pager, f) < 0)
		return -1;
	return write_pages(m, f);
}

static int write_html(FILE *to, struct store *s, const struct report_options *o, struct fail *f)
{
	struct making m = {
		.html = {.to = to, .store = s, .options = o, .english = lang_is_english(o->lang)},
		.pager = {.path = o->path},
		.fail = f,
	};
	int result = store_read_whole(s, make, &m, f);

	for (size_t i = 0; i < m.plan.n_top; i++)
		free(m.plan.top[i].path);
	for (size_t i = 0; i < m.plan.n_pages; i++)
		free(m.plan.pages[i].path);
	free(m.plan.pages);
	free(m.pager.seen);
	return result;
}

const struct report html_report = {
	.name = "html",
	.about = "for people: figures, coverage, and every passage with its hits marked",
	.chooses = true,
	.end = write_html,
};
