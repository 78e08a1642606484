/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/html_chart.c - bars, as SVG, and the same figures as a table.
 *
 * A label stands above its bar, so that the drawing can shrink to a narrow screen and still be
 * read; what does not fit of it is in the table.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "report/html.h"
#include "report/inert.h"
#include "report/ledger_text.h"

#define WIDTH 440
#define ROW 36
#define LABEL 46 /* characters */

void html_bars_add(struct html_bars *b, const char *label, uint64_t n, uint64_t documents)
{
	if (b->n == b->room) {
		b->room = b->room ? 2 * b->room : 16;
		b->bars = xrealloc(b->bars, b->room * sizeof(*b->bars));
	}
	b->bars[b->n++] = (struct html_bar){xstrdup(label), n, documents};
}

void html_bars_free(struct html_bars *b)
{
	for (size_t i = 0; i < b->n; i++)
		free(b->bars[i].label);
	free(b->bars);
	*b = (struct html_bars){0};
}

/* The end of a path tells more than its start. */
static const char *tail_of(const char *label, size_t *hidden)
{
	size_t len = strlen(label), characters = 0;

	for (size_t at = len; at; at--) {
		if ((label[at - 1] & 0xc0) == 0x80)
			continue;
		if (++characters > LABEL) {
			*hidden = at - 1;
			return label + utf8_floor(label, len, at);
		}
	}
	*hidden = 0;
	return label;
}

/* In SVG there are no spans of ours: what must be shown is left out. */
static void put_label(FILE *to, const char *label)
{
	size_t hidden;
	const char *s = tail_of(label, &hidden);

	if (hidden)
		fputs("\xe2\x80\xa6", to);
	for (size_t len = strlen(s), at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		if (!n || inert_must_show(code)) {
			fputs("\xef\xbf\xbd", to);
			n = n ? n : 1;
		} else if (strchr("<>&\"'", (int)code) && code < 0x80) {
			fprintf(to, "&#%" PRIu32 ";", code);
		} else {
			fwrite(s + at, 1, n, to);
		}
	}
}

static uint64_t most_of(const struct html_bars *b)
{
	uint64_t most = 1;

	for (size_t i = 0; i < b->n; i++)
		if (b->bars[i].n > most)
			most = b->bars[i].n;
	return most;
}

static void put_svg(const struct html *h, const char *id, const char *title,
		    const struct html_bars *b)
{
	uint64_t most = most_of(b);
	char count[COUNT_TEXT];

	fprintf(h->to,
		"<svg viewBox=\"0 0 %d %zu\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
		"<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>\n",
		WIDTH, b->n * ROW + 4, id, id, id, title, id,
		html_say(h, "Staafdiagram; dezelfde cijfers staan in de tabel eronder.",
			 "Bar chart; the same figures are in the table below."));
	for (size_t i = 0; i < b->n; i++) {
		double width = (double)b->bars[i].n * (WIDTH - 4.0) / (double)most;
		size_t y = i * ROW;

		fprintf(h->to, "<text x=\"0\" y=\"%zu\">", y + 14);
		put_label(h->to, b->bars[i].label);
		fprintf(h->to,
			"</text><text class=\"n\" x=\"%d\" y=\"%zu\">%s</text>"
			"<rect x=\"0\" y=\"%zu\" width=\"%d\" height=\"10\" class=\"bg\"/>"
			"<rect x=\"0\" y=\"%zu\" width=\"%.1f\" height=\"10\"/>\n",
			WIDTH, y + 14, count_text(count, b->bars[i].n, h->english), y + 20, WIDTH,
			y + 20, width < 2 ? 2 : width);
	}
	fputs("</svg>\n", h->to);
}

void html_bars_put(const struct html *h, const char *id, const char *title, const char *what,
		   const struct html_bars *b)
{
	fprintf(h->to, "<section class=\"chart\" aria-labelledby=\"%s\"><h3 id=\"%s\">%s</h3>\n", id,
		id, title);
	if (!b->n) {
		fprintf(h->to, "<p>%s</p></section>\n", html_say(h, "Geen.", "None."));
		return;
	}
	put_svg(h, id, title, b);
	fprintf(h->to,
		"<details><summary>%s</summary><table><thead><tr><th scope=\"col\">%s</th>"
		"<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s</th></tr>"
		"</thead><tbody>\n",
		html_say(h, "Als tabel", "As a table"), what, html_say(h, "Vondsten", "Hits"),
		html_say(h, "Documenten", "Documents"));
	for (size_t i = 0; i < b->n; i++) {
		fputs("<tr><th scope=\"row\"><bdi>", h->to);
		html_text(h->to, b->bars[i].label);
		fputs("</bdi></th><td class=\"n\">", h->to);
		html_count(h, b->bars[i].n);
		fputs("</td><td class=\"n\">", h->to);
		html_count(h, b->bars[i].documents);
		fputs("</td></tr>\n", h->to);
	}
	fputs("</tbody></table></details></section>\n", h->to);
}
