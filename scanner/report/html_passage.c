/* SPDX-License-Identifier: EUPL-1.2 */
/* report/html_passage.c - a passage: where it is, its text with hits marked, what they are. */
#include "report/html_passage.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "report/mask.h"
#include "report/words.h"

#define MOST_HITS 40
#define MOST_BYTES 4096
#define ROW_BYTES (1u << 20)

struct passage {
	const struct html *page;
	const char *format;
	const struct passage_teller *tell;
	struct arena *arena;
	struct hit_row rows[MOST_HITS];
	size_t n;
	struct buf text; /* of the lane, from base on */
	struct buf spot; /* of the finding told before */
	uint64_t base;
	bool more; /* text follows that no hit kept */
};

struct passage *passage_new(const struct html *h, const char *format,
			    const struct passage_teller *tell)
{
	struct passage *p = xcalloc(1, sizeof(*p));

	*p = (struct passage){.page = h, .format = format, .tell = tell,
			      .arena = arena_new(SIZE_MAX)};
	return p;
}

void passage_free(struct passage *p)
{
	if (!p)
		return;
	arena_free(p->arena);
	buf_free(&p->text);
	buf_free(&p->spot);
	free(p);
}

/* Where what is known of the text before a hit starts. */
static uint64_t known_from(const struct hit *h)
{
	size_t before = strlen(h->before);

	return before > h->start ? h->start : h->start - before;
}

/* Does s, which starts at byte `from` of the lane, say the same as what is known? */
static bool agrees(const struct passage *p, uint64_t from, const char *s)
{
	uint64_t end = p->base + p->text.len, skip = from < p->base ? p->base - from : 0;
	size_t len = strlen(s), overlap;

	if (from + skip >= end || skip >= len)
		return true;
	overlap = (size_t)(end - from - skip);
	return !memcmp(p->text.bytes + (from + skip - p->base), s + skip,
		       len - skip < overlap ? len - skip : overlap);
}

bool passage_joins(const struct passage *p, const struct hit_row *row)
{
	const struct hit *h = &row->hit, *first = &p->rows[0].hit;
	uint64_t end = p->base + p->text.len;

	if (!p->n || p->page->options->mask || p->n == MOST_HITS || p->text.len >= MOST_BYTES)
		return false;
	return h->carrier == first->carrier && !strcmp(h->part, first->part) &&
	       h->start >= p->base && known_from(h) <= end &&
	       (known_from(h) == h->start || agrees(p, known_from(h), h->before)) &&
	       agrees(p, h->start, h->value);
}

static const char *keep(struct passage *p, const char *s)
{
	return s ? arena_copy(p->arena, s, strlen(s)) : NULL;
}

static void keep_row(struct passage *p, const struct hit_row *row)
{
	struct hit_row *r = &p->rows[p->n++];
	const char **tied = arena_get(p->arena, (row->hit.n_ties + 1) * sizeof(*tied));
	struct tie *ties = arena_get(p->arena, (row->hit.n_ties + 1) * sizeof(*ties));

	*r = *row;
	r->id = keep(p, row->id);
	r->path = keep(p, row->path);
	r->pattern_name = keep(p, row->pattern_name);
	r->category = keep(p, row->category);
	r->hit.part = keep(p, row->hit.part);
	r->hit.anchor.name = keep(p, row->hit.anchor.name);
	r->hit.value = keep(p, row->hit.value);
	r->hit.why = keep(p, row->hit.why);
	for (size_t i = 0; i < row->hit.n_ties; i++) {
		tied[i] = keep(p, row->tied_ids[i]);
		ties[i] = row->hit.ties[i];
	}
	r->tied_ids = tied;
	r->hit.ties = ties;
}

static void know(struct passage *p, uint64_t from, const char *s)
{
	uint64_t end = p->base + p->text.len;
	size_t len = strlen(s);

	if (from + len <= end || from > end)
		return;
	buf_add(&p->text, s + (end - from), len - (size_t)(end - from));
}

void passage_add(struct passage *p, const struct hit_row *row)
{
	const struct hit *h = &row->hit;

	if (!p->n) {
		p->base = known_from(h);
		buf_add_str(&p->text, "");
	}
	if (known_from(h) < h->start)
		know(p, known_from(h), h->before);
	know(p, h->start, h->value);
	know(p, h->end, h->after);
	p->more = strlen(h->after) >= 80; /* all that a hit keeps */
	keep_row(p, row);
}

static void put_between(const struct passage *p, uint64_t from, uint64_t to)
{
	html_prose(p->page->to, p->text.bytes + (from - p->base), (size_t)(to - from));
}

/* Hits may lie in each other, an address round its postcode: the outer one is marked. */
static void put_text(const struct passage *p)
{
	FILE *to = p->page->to;
	uint64_t at = p->base, end = p->base + p->text.len;

	fputs(p->base ? "<blockquote>\xe2\x80\xa6" : "<blockquote>", to);
	for (size_t i = 0; i < p->n; i++) {
		const struct hit *h = &p->rows[i].hit;
		uint64_t stop = h->end < end ? h->end : end;

		if (h->start < at || stop <= h->start)
			continue;
		put_between(p, at, h->start);
		fputs("<mark>", to);
		put_between(p, h->start, stop);
		fputs("</mark>", to);
		at = stop;
	}
	put_between(p, at, end);
	fputs(p->more ? "\xe2\x80\xa6</blockquote>\n" : "</blockquote>\n", to);
}

static void put_ties(const struct passage *p, const struct hit_row *row)
{
	const struct html *h = p->page;
	const struct {
		const char *nl, *en;
	} levels[] = {
		[TIE_SENTENCE] = {"zelfde zin", "same sentence"},
		[TIE_PARAGRAPH] = {"zelfde alinea", "same paragraph"},
		[TIE_DOCUMENT] = {"zelfde document", "same document"},
	};

	for (size_t i = 0; i < row->hit.n_ties; i++) {
		bool linked = false;
		const char *name = p->tell->tied(p->tell->arg, row->tied_ids[i], &linked);
		enum tie_level level = row->hit.ties[i].level;
		struct buf shown = {0};

		fputs(i ? ", " : html_say(h, "Hoort bij ", "Belongs to "), h->to);
		if (name && h->options->mask)
			mask_value(&shown, TYPE_PERSON, name);
		if (linked)
			fprintf(h->to, "<a href=\"#h-%s\">", row->tied_ids[i]);
		fputs("<bdi>", h->to);
		html_text(h->to, shown.bytes ? shown.bytes :
				 name	     ? name :
					       html_say(h, "een persoon", "a person"));
		fprintf(h->to, "</bdi>%s (%s)", linked ? "</a>" : "",
			html_say(h, levels[level].nl, levels[level].en));
		buf_free(&shown);
	}
}

static void put_term(const struct html *h, const char *nl, const char *en, const char *text,
		     bool code)
{
	fprintf(h->to, "<dt>%s</dt><dd%s>%s", html_say(h, nl, en), code ? "" : " lang=\"en\"",
		code ? "<code>" : "");
	html_text(h->to, text);
	fputs(code ? "</code></dd>" : "</dd>", h->to);
}

static void put_details(const struct passage *p, const struct hit_row *row)
{
	const struct html *h = p->page;
	struct buf place = {0}, why = {0};

	record_place(&place, row);
	if (h->options->mask)
		mask_quoted(&why, row->hit.why);
	fputs("<dl>", h->to);
	put_term(h, "Waarom", "Why", h->options->mask ? why.bytes : row->hit.why, false);
	put_term(h, "Patroon", "Pattern", row->pattern_name, true);
	put_term(h, "Vindplaats (voor <code>vindplaats show</code>)",
		 "Place (for <code>vindplaats show</code>)", place.bytes, true);
	put_term(h, "Kenmerk", "Id", row->id, true);
	fputs("</dl>", h->to);
	buf_free(&place);
	buf_free(&why);
}

static void put_kind(const struct html *h, const struct hit_row *row)
{
	const char *polarity = polarity_says(row->hit.polarity, h->english);
	const char *manner = manner_says(row->hit.manner, h->english);
	const char *role = role_says(row->hit.role, h->english);

	fputs(type_says(row->hit.type, h->english), h->to);
	if (row->category) {
		fputs(": ", h->to);
		html_text(h->to, category_says(row->category, h->english));
	}
	if (polarity)
		fprintf(h->to, ", %s", polarity);
	if (manner)
		fprintf(h->to, ", %s", manner);
	if (role)
		fprintf(h->to, ", %s", role);
	fprintf(h->to, html_say(h, ", score %d van 100", ", score %d of 100"), row->hit.score);
	if (row->hit.suppressed)
		fputs(html_say(h, ", onderdrukt", ", suppressed"), h->to);
}

/* Where in the passage, for each that stands elsewhere than the one before it. */
static void put_spot(struct passage *p, const struct hit_row *row)
{
	struct buf spot = {0};

	spot_says(&spot, row, p->page->english);
	if (p->spot.len && strcmp(spot.bytes, p->spot.bytes)) {
		fputs(", <bdi>", p->page->to);
		html_text(p->page->to, spot.bytes);
		fputs("</bdi>", p->page->to);
	}
	buf_free(&p->spot);
	p->spot = spot;
}

static void put_finding(struct passage *p, const struct hit_row *row)
{
	const struct html *h = p->page;
	struct buf shown = {0};

	if (h->options->mask)
		mask_value(&shown, row->hit.type, row->hit.value);
	if (p->tell->first(p->tell->arg, row->id))
		fprintf(h->to, "<li id=\"h-%s\"><details><summary><b><bdi>", row->id);
	else
		fputs("<li><details><summary><b><bdi>", h->to);
	html_text(h->to, h->options->mask ? shown.bytes : row->hit.value);
	fputs("</bdi></b> \xe2\x80\x93 ", h->to);
	put_kind(h, row);
	put_spot(p, row);
	fputs("</summary>", h->to);
	put_details(p, row);
	fputs("</details>", h->to);
	if (row->hit.n_ties) {
		fputs("<p class=\"tied\">", h->to);
		put_ties(p, row);
		fputs("</p>", h->to);
	}
	fputs("</li>\n", h->to);
	buf_free(&shown);
}

/* A message or a file in an archive has a date of its own; that of the file stands in its head. */
static int put_date(const struct passage *p, struct fail *f)
{
	static const struct {
		const char *word, *nl, *en;
	} kinds[] = {
		{"sent", ", verzonden op ", ", sent on "},
		{"modified", ", gewijzigd op ", ", changed on "},
		{"created", ", gemaakt op ", ", made on "},
	};
	const struct html *h = p->page;
	struct home_row home;
	char day[DAY_TEXT];

	if (store_find_document(h->store, p->rows[0].path, p->rows[0].hit.part, &home, f) < 0)
		return -1;
	for (size_t i = 0; home.dated && i < ARRAY_LEN(kinds); i++)
		if (!strcmp(kinds[i].word, home.dated))
			fprintf(h->to, "%s%s", html_say(h, kinds[i].nl, kinds[i].en),
				day_says(day, record_ns(home.date), h->english));
	return 0;
}

int passage_put(struct passage *p, struct fail *f)
{
	FILE *to = p->page->to;
	struct buf where = {0};

	if (!p->n)
		return 0;
	place_says(&where, &p->rows[0], p->format, p->page->english);
	fputs("<div class=\"psg\"><p class=\"at\"><bdi>", to);
	html_text(to, where.bytes);
	fputs("</bdi>", to);
	if (put_date(p, f) < 0) {
		buf_free(&where);
		return -1;
	}
	fputs("</p>\n", to);
	if (!p->page->options->mask)
		put_text(p);
	fputs("<ul class=\"finds\">\n", to);
	for (size_t i = 0; i < p->n; i++)
		put_finding(p, &p->rows[i]);
	fputs("</ul></div>\n", to);
	buf_free(&where);
	p->n = 0;
	buf_clear(&p->text);
	buf_clear(&p->spot);
	arena_rewind(p->arena, 0);
	return ferror(to) ? -1 : 0;
}
