/* SPDX-License-Identifier: EUPL-1.2 */
/* report/html_document.c - one document with its passages, going on on the next page if need be. */
#include "report/html_passage.h"
#include "report/ledger_text.h"
#include "report/tied.h"
#include "report/words.h"

struct telling {
	struct html *html;
	const struct file_row *document;
	struct html_pager *pager;
	struct passage *passage;
	struct tied *tied;
	struct fail *fail;
	bool whole; /* all of the document is on this page */
};

static const char *name_of(void *arg, const char *id, bool *linked)
{
	const struct telling *t = arg;
	const char *name = tied_name(t->tied, id, linked);

	*linked = *linked && t->whole;
	return name;
}

static bool is_first(void *arg, const char *id)
{
	const struct telling *t = arg;

	return html_is_first(t->pager, id);
}

static void put_head(const struct telling *t, bool again)
{
	const struct html *h = t->html;
	const struct file_row *d = t->document;
	char level = t->pager->size ? '2' : '3'; /* on the front page it stands below a heading */
	char day[DAY_TEXT], size[COUNT_TEXT];

	fprintf(h->to, "<section class=\"doc\"><h%c", level);
	if (!again)
		fprintf(h->to, " id=\"d%llu\"", (unsigned long long)t->pager->document);
	fputs("><bdi>", h->to);
	html_text(h->to, d->path);
	fprintf(h->to, "</bdi>%s</h%c>\n<p class=\"soft\">",
		again ? html_say(h, " (vervolg)", " (continued)") : "", level);
	html_count(h, d->hits);
	fprintf(h->to, "%s%s; %s; %s%s</p>\n",
		d->hits == 1 ? html_say(h, " vondst; ", " hit; ") :
			       html_say(h, " vondsten; ", " hits; "),
		d->format, bytes_text(size, d->size, h->english),
		html_say(h, "laatst gewijzigd op ", "last changed on "),
		day_says(day, d->mtime_ns, h->english));
}

static int put_hit(void *arg, const struct hit_row *row)
{
	struct telling *t = arg;

	if (html_pager_is_full(t->pager)) {
		if (passage_put(t->passage, t->fail) < 0)
			return -1;
		fputs("</section>\n", t->html->to);
		if (html_pager_turn(t->pager, t->html, t->fail) < 0)
			return -1;
		put_head(t, true);
	}
	if (!passage_joins(t->passage, row) && passage_put(t->passage, t->fail) < 0)
		return -1;
	passage_add(t->passage, row);
	t->pager->used++;
	return ferror(t->html->to) ? -1 : 0;
}

int html_document(struct html *h, const struct file_row *d, struct html_pager *pager,
		  struct fail *f)
{
	struct telling t = {.html = h, .document = d, .pager = pager, .fail = f};
	struct passage_teller tell = {.tied = name_of, .first = is_first, .arg = &t};
	struct hit_query q = h->options->query;
	int result;

	t.tied = tied_new();
	t.whole = !pager->size || pager->used + d->hits <= pager->size;
	t.passage = passage_new(h, d->format, &tell);
	q.path_prefix = d->path;
	result = tied_read(t.tied, h->store, d->path, &h->options->query, f);
	if (!result) {
		put_head(&t, false);
		result = store_each_hit(h->store, &q, put_hit, &t, f);
	}
	if (!result)
		result = passage_put(t.passage, f);
	if (!result)
		fputs("</section>\n", h->to);
	passage_free(t.passage);
	tied_free(t.tied);
	return result;
}
