/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html_flow.c - white space and line ends as a reader sees them.
 *
 * Separators wait until the next visible character: of all that was asked for in between only the
 * strongest is put out. A paragraph that fills a table cell gives a tab, not an empty line; a
 * space before the end of a paragraph gives nothing.
 */
#include <string.h>
#include "base/utf8.h"
#include "format/html.h"

static struct html_flow *flow(struct html *h)
{
	return &h->flows[h->lane];
}

void html_choose_lane(struct html *h)
{
	static const enum carrier carriers[HTML_LANES] = { CARRIER_BODY, CARRIER_QUOTED,
							   CARRIER_HIDDEN };
	bool quoted = h->quoting || h->rest_is_quoted;
	enum html_lane lane = h->hidden || h->mode == MODE_COMMENT || h->mode == MODE_BOGUS ?
				      HTML_HIDDEN :
			      quoted ? HTML_QUOTED :
				       HTML_BODY;

	if (lane == h->lane)
		return;
	h->lane = lane;
	out_carrier(h->out, carriers[lane]);
	if (lane == HTML_HIDDEN)
		html_pend(h, PENDING_BLOCK);
}

static uint64_t here(const struct html *h)
{
	return reader_span(h->in, 0).source;
}

static void note_source(struct html *h, struct html_flow *f)
{
	if (f->pending == PENDING_NONE && !f->breaks)
		f->pending_source = here(h);
}

void html_pend(struct html *h, enum html_pending what)
{
	struct html_flow *f = flow(h);

	note_source(h, f);
	if (what == PENDING_CELL)
		f->cells++;
	else if (what == PENDING_ROW || what == PENDING_TABLE)
		f->cells = 0;
	if (what > f->pending)
		f->pending = what;
	if (what >= PENDING_BLOCK)
		f->anchor_due = true;
}

void html_pend_break(struct html *h)
{
	struct html_flow *f = flow(h);

	note_source(h, f);
	f->breaks++;
}

/* A separator: the bytes of markup it stands for are its source as a whole. */
static int put_separator(struct html *h, const char *s, size_t len, uint64_t from, uint64_t to)
{
	int error = out_mapped(h->out, s, len, from, 0);

	return error ? error : out_mapped(h->out, "", 0, to, 1);
}

static int put_tabs(struct html *h, const struct html_flow *f)
{
	int error = 0;

	for (unsigned i = 0; !error && i < f->cells; i++)
		error = put_separator(h, "\t", 1, f->pending_source, here(h));
	return error;
}

static int put_paragraph_end(struct html *h, struct html_flow *f)
{
	f->anchor_due = true;
	return f->started ? out_break(h->out) : 0;
}

static int put_pending(struct html *h, struct html_flow *f)
{
	int error = 0;

	switch (f->pending) {
	case PENDING_NONE:
	case PENDING_LINE:
		if (f->breaks > 1)
			return put_paragraph_end(h, f);
		if (!f->started)
			return 0;
		return put_separator(h, "\n", 1, f->pending_source, here(h));
	case PENDING_BLOCK:
		return put_paragraph_end(h, f);
	case PENDING_CELL:
		return put_tabs(h, f);
	case PENDING_ROW:
		if (f->started)
			error = put_separator(h, "\n", 1, f->pending_source, here(h));
		break;
	case PENDING_TABLE:
		error = put_paragraph_end(h, f);
		break;
	}
	return error ? error : put_tabs(h, f);
}

static int put_space(struct html *h, const struct html_flow *f)
{
	if (f->space_from.unit)
		return out_mapped(h->out, " ", 1, f->space_from.source, f->space_from.unit);
	return put_separator(h, " ", 1, f->space_from.source, f->space_to);
}

static void put_anchor(struct html *h, struct html_flow *f)
{
	f->anchor_due = false;
	if (h->lane != HTML_HIDDEN && html_cell_anchor(h))
		return;
	out_anchor(h->out, AT_PARAGRAPH, ++f->paragraph, NULL, NULL);
}

/* What comes before the next visible character. */
static int settle(struct html *h)
{
	struct html_flow *f = flow(h);
	int error = 0;

	if (h->lane == HTML_QUOTED)
		out_quote_level(h->out, h->quoting + h->rest_is_quoted);
	if (f->pending != PENDING_NONE || f->breaks)
		error = put_pending(h, f);
	else if (f->space && f->started)
		error = put_space(h, f);
	if (f->anchor_due || !f->started)
		put_anchor(h, f);
	f->pending = PENDING_NONE;
	f->breaks = f->cells = 0;
	f->space = false;
	f->started = true;
	return error;
}

static void note_space(struct html *h, const char *s, size_t len)
{
	struct html_flow *f = flow(h);
	struct span to = reader_span(h->in, len);

	f->space_to = to.source;
	if (f->space) {
		f->space_from.unit = 0;
		return;
	}
	f->space = true;
	f->space_from = reader_span(h->in, 0);
	if (len > 1 || *s != ' ')
		f->space_from.unit = 0;
}

/* How far the text goes as it is: single spaces between words stay. */
static size_t visible_run(const char *s, size_t len)
{
	size_t i = 0;

	for (; i < len; i++) {
		if ((unsigned char)s[i] > ' ' || !html_is_space(s[i]))
			continue;
		if (s[i] != ' ' || i + 1 == len || html_is_space(s[i + 1]))
			break;
	}
	return i;
}

static size_t space_run(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && html_is_space(s[i]))
		i++;
	return i;
}

static int put_run(struct html *h, const char *s, size_t len)
{
	int error = settle(h);

	html_cell_text(h, s, len);
	h->at += len;
	return error ? error : reader_put(h->in, len);
}

static int put_collapsed(struct html *h, const char *s, size_t len)
{
	int error = 0;

	for (size_t at = 0, n; !error && at < len; at += n) {
		n = space_run(s + at, len - at);
		if (n) {
			note_space(h, s + at, n);
			html_cell_text(h, " ", 1);
			html_skip(h, n);
			continue;
		}
		n = visible_run(s + at, len - at);
		error = put_run(h, s + at, n);
	}
	return error;
}

int html_put_text(struct html *h, const char *s, size_t len)
{
	return h->pre ? put_run(h, s, len) : put_collapsed(h, s, len);
}

int html_put_char(struct html *h, uint32_t code, size_t source_len)
{
	char utf8[4];
	size_t n = utf8_encode(utf8, code);
	struct span from = reader_span(h->in, 0), to = reader_span(h->in, source_len);
	int error;

	if (!h->pre && n == 1 && html_is_space(utf8[0])) {
		note_space(h, "\n", source_len); /* as a whole, whatever its spelling */
		html_skip(h, source_len);
		return 0;
	}
	error = settle(h);
	html_cell_text(h, utf8, n);
	if (!error)
		error = put_separator(h, utf8, n, from.source, to.source);
	html_skip(h, source_len);
	return error;
}

void html_skip(struct html *h, size_t len)
{
	h->at += len;
	reader_skip(h->in, len);
}
