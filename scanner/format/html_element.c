/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html_element.c - which elements are open, and what they do to the text in them.
 *
 * An end tag closes what was left open inside its element, but reaches no further out than the
 * table cell it stands in. Elements deeper than the stack is are counted and do nothing.
 */
#include <string.h>
#include "format/html.h"

enum { GROUP_ITEM = 1, GROUP_TERM, GROUP_OPTION, GROUP_PARAGRAPH, GROUP_CELL, GROUP_SECTION,
       GROUP_ROW };
#define NAME_MAX_LEN 10 /* blockquote, figcaption */
#define BLOCK (HTML_BLOCK | HTML_CLOSES_P)

static const struct html_element elements[] = {
	{ "a", 0, 0 },
	{ "address", BLOCK, 0 },
	{ "article", BLOCK, 0 },
	{ "aside", BLOCK, 0 },
	{ "base", HTML_VOID, 0 },
	{ "basefont", HTML_VOID, 0 },
	{ "bgsound", HTML_VOID, 0 },
	{ "blockquote", BLOCK, 0 },
	{ "body", BLOCK, 0 },
	{ "br", HTML_VOID | HTML_BREAK, 0 },
	{ "button", HTML_LINE, 0 },
	{ "caption", BLOCK, 0 },
	{ "center", BLOCK, 0 },
	{ "col", HTML_VOID, 0 },
	{ "colgroup", 0, 0 },
	{ "datalist", HTML_HIDE, 0 },
	{ "dd", BLOCK, GROUP_TERM },
	{ "details", BLOCK, 0 },
	{ "dialog", BLOCK, 0 },
	{ "dir", BLOCK, 0 },
	{ "div", BLOCK, 0 },
	{ "dl", BLOCK, 0 },
	{ "dt", BLOCK, GROUP_TERM },
	{ "embed", HTML_VOID, 0 },
	{ "fieldset", BLOCK, 0 },
	{ "figcaption", BLOCK, 0 },
	{ "figure", BLOCK, 0 },
	{ "footer", BLOCK, 0 },
	{ "form", BLOCK, 0 },
	{ "frame", HTML_VOID, 0 },
	{ "h1", BLOCK, 0 },
	{ "h2", BLOCK, 0 },
	{ "h3", BLOCK, 0 },
	{ "h4", BLOCK, 0 },
	{ "h5", BLOCK, 0 },
	{ "h6", BLOCK, 0 },
	{ "head", 0, 0 },
	{ "header", BLOCK, 0 },
	{ "hr", HTML_VOID | BLOCK, 0 },
	{ "html", BLOCK, 0 },
	{ "iframe", HTML_HIDE, 0 },
	{ "image", HTML_VOID, 0 },
	{ "img", HTML_VOID, 0 },
	{ "input", HTML_VOID, 0 },
	{ "keygen", HTML_VOID, 0 },
	{ "legend", BLOCK, 0 },
	{ "li", BLOCK, GROUP_ITEM },
	{ "link", HTML_VOID, 0 },
	{ "listing", BLOCK | HTML_PRE, 0 },
	{ "main", BLOCK, 0 },
	{ "menu", BLOCK, 0 },
	{ "meta", HTML_VOID, 0 },
	{ "nav", BLOCK, 0 },
	{ "noembed", HTML_HIDE, 0 },
	{ "noframes", HTML_HIDE, 0 },
	{ "noscript", HTML_HIDE, 0 },
	{ "ol", BLOCK, 0 },
	{ "optgroup", HTML_LINE, 0 },
	{ "option", HTML_LINE, GROUP_OPTION },
	{ "p", BLOCK, GROUP_PARAGRAPH },
	{ "param", HTML_VOID, 0 },
	{ "plaintext", BLOCK | HTML_PRE | HTML_RAW, 0 },
	{ "pre", BLOCK | HTML_PRE, 0 },
	{ "script", HTML_RAW | HTML_NO_TEXT, 0 },
	{ "section", BLOCK, 0 },
	{ "select", HTML_LINE, 0 },
	{ "source", HTML_VOID, 0 },
	{ "style", HTML_RAW | HTML_NO_TEXT, 0 },
	{ "summary", BLOCK, 0 },
	{ "table", HTML_TABLE | HTML_WALL, 0 },
	{ "tbody", 0, GROUP_SECTION },
	{ "td", HTML_CELL | HTML_WALL, GROUP_CELL },
	{ "template", HTML_HIDE, 0 },
	{ "textarea", BLOCK | HTML_PRE | HTML_RAW, 0 },
	{ "tfoot", 0, GROUP_SECTION },
	{ "th", HTML_CELL | HTML_WALL, GROUP_CELL },
	{ "thead", 0, GROUP_SECTION },
	{ "title", BLOCK | HTML_RAW, 0 },
	{ "tr", HTML_ROW | HTML_WALL, GROUP_ROW },
	{ "track", HTML_VOID, 0 },
	{ "ul", BLOCK, 0 },
	{ "wbr", HTML_VOID, 0 },
	{ "xmp", BLOCK | HTML_PRE | HTML_RAW, 0 },
};
static const struct html_element any_element = { "", 0, 0 };

const struct html_element *html_element(const char *name, size_t len)
{
	size_t low = 0, high = ARRAY_LEN(elements);
	char lower[NAME_MAX_LEN + 1] = "";

	if (len > NAME_MAX_LEN || memchr(name, '\0', len))
		return &any_element;
	for (size_t i = 0; i < len; i++)
		lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(lower, elements[middle].name);

		if (!order)
			return &elements[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return &any_element;
}

static uint16_t *count_of(struct html *h, uint32_t name_hash)
{
	return &h->open_count[name_hash % ARRAY_LEN(h->open_count)];
}

static void leave(struct html *h, const struct html_element *e)
{
	if (e->effects & HTML_BREAK)
		return;
	if (e->effects & HTML_CELL)
		html_cell_end(h);
	else if (e->effects & HTML_ROW)
		html_row_end(h);
	else if (e->effects & HTML_TABLE)
		html_table_end(h);
	else if (e->effects & HTML_BLOCK)
		html_pend(h, PENDING_BLOCK);
	else if (e->effects & HTML_LINE)
		html_pend(h, PENDING_LINE);
}

static void pop(struct html *h)
{
	struct html_open *o = &h->open[--h->depth];

	leave(h, o->element);
	--*count_of(h, o->name_hash);
	h->group_count[o->element->closes]--;
	h->hidden -= o->hides;
	h->quoting -= o->quotes;
	h->pre -= o->pre;
	if (o->quotes || o->hides)
		html_choose_lane(h);
	if (o->quotes)
		html_pend(h, PENDING_BLOCK);
}

/* Closes down to the innermost open element that fits, if one is open this side of a wall. */
static void close_until(struct html *h, uint32_t name_hash, uint8_t group, unsigned wall)
{
	if (group && !h->group_count[group])
		return;
	for (size_t i = h->depth; i--;) {
		const struct html_open *o = &h->open[i];

		if (group ? o->element->closes == group : o->name_hash == name_hash) {
			while (h->depth > i)
				pop(h);
			return;
		}
		if (o->element->effects & wall)
			return;
	}
}

/* What an end tag or the like cannot reach across: a cell for inline things, a table for cells. */
static unsigned wall_for(unsigned effects)
{
	if (effects & HTML_TABLE)
		return 0;
	return effects & (HTML_CELL | HTML_ROW) ? HTML_TABLE : HTML_WALL;
}

static void close_implied(struct html *h, const struct html_element *e)
{
	unsigned wall = HTML_TABLE;

	if (e->effects & HTML_CLOSES_P)
		close_until(h, 0, GROUP_PARAGRAPH, HTML_WALL);
	if (!e->closes)
		return;
	if (e->closes < GROUP_PARAGRAPH)
		wall = HTML_WALL;
	if (e->closes == GROUP_SECTION || e->closes == GROUP_ROW) {
		close_until(h, 0, GROUP_CELL, HTML_TABLE);
		close_until(h, 0, GROUP_ROW, HTML_TABLE);
	}
	if (e->closes != GROUP_PARAGRAPH)
		close_until(h, 0, e->closes, wall);
}

static void enter(struct html *h, const char *s, const struct html_tag *tag)
{
	unsigned effects = tag->element->effects;

	if (effects & HTML_BREAK)
		html_pend_break(h);
	else if (effects & HTML_CELL)
		html_cell_start(h, s, tag);
	else if (effects & HTML_ROW)
		html_row_start(h);
	else if (effects & HTML_TABLE)
		html_table_start(h);
	else if (effects & HTML_BLOCK)
		html_pend(h, PENDING_BLOCK);
	else if (effects & HTML_LINE)
		html_pend(h, PENDING_LINE);
}

/* The blockquote in a box that began with "Op ... schreef" is the same quote. */
static bool is_in_unused_box(struct html *h)
{
	for (size_t i = h->depth; i--;) {
		if (h->open[i].box) {
			h->open[i].box = false;
			return true;
		}
		if (h->open[i].quotes)
			return false;
	}
	return false;
}

static void push(struct html *h, const struct html_tag *tag, struct html_says says)
{
	struct html_open o = { .element = tag->element,
			       .name_hash = tag->name_hash,
			       .hides = says.hides,
			       .quotes = says.quotes,
			       .box = says.box,
			       .pre = says.pre || tag->element->effects & HTML_PRE };

	if (o.quotes && !o.box && is_in_unused_box(h))
		o.quotes = false;
	h->open[h->depth++] = o;
	++*count_of(h, o.name_hash);
	h->group_count[o.element->closes]++;
	h->hidden += o.hides;
	h->quoting += o.quotes;
	h->pre += o.pre;
	if (says.quotes_rest)
		h->rest_is_quoted = true;
	if (o.hides || o.quotes || says.quotes_rest) {
		html_choose_lane(h);
		html_pend(h, PENDING_BLOCK);
	}
}

/* What the element does to its surroundings; nothing if it is not seen or too deep to follow. */
static void open_element(struct html *h, const char *s, const struct html_tag *tag)
{
	const struct html_element *e = tag->element;
	struct html_says says = html_attributes_say(s, tag);
	bool structure = e->effects & (HTML_TABLE | HTML_ROW | HTML_CELL);

	says.hides |= (e->effects & HTML_HIDE) != 0 || html_style_hides(h, s, tag);
	close_implied(h, e);
	if (e->effects & HTML_VOID) {
		if (!says.hides)
			enter(h, s, tag);
	} else if (h->depth == HTML_DEPTH) {
		h->overflow++;
		html_pend(h, e->effects & BLOCK || structure ? PENDING_BLOCK : PENDING_NONE);
	} else {
		if (!says.hides || structure)
			enter(h, s, tag);
		push(h, tag, says);
	}
}

int html_start_tag(struct html *h, const char *s, const struct html_tag *tag)
{
	const struct html_element *e = tag->element;
	int error = html_put_attributes(h, s, tag);

	if (h->mode == MODE_COMMENT) { /* markup in a comment only separates */
		html_pend(h, e->effects & (HTML_BLOCK | HTML_TABLE | HTML_ROW) ? PENDING_BLOCK :
			     e->effects & (HTML_CELL | HTML_LINE | HTML_BREAK) ? PENDING_LINE :
										 PENDING_NONE);
	} else {
		open_element(h, s, tag);
	}
	if (e->effects & HTML_RAW) {
		h->raw = e;
		h->raw_text = !(e->effects & HTML_NO_TEXT);
		h->raw_entities = strcmp(e->name, "title") == 0 || strcmp(e->name, "textarea") == 0;
		h->no_end_before = 0;
	}
	h->drop_newline = (e->effects & HTML_PRE) != 0;
	return error;
}

void html_end_tag(struct html *h, const struct html_tag *tag)
{
	const struct html_element *e = tag->element;

	if (h->mode == MODE_COMMENT) {
		if (e->effects & (HTML_BLOCK | HTML_ROW))
			html_pend(h, PENDING_BLOCK);
	} else if (h->overflow && !(e->effects & HTML_WALL)) {
		h->overflow--;
	} else if (*count_of(h, tag->name_hash)) {
		h->overflow = 0;
		close_until(h, tag->name_hash, 0, wall_for(e->effects));
	} else if (!(e->effects & (HTML_TABLE | HTML_ROW | HTML_CELL))) {
		leave(h, e); /* nothing to end, yet browsers break the line at a stray </p> */
		if (e->effects & HTML_BREAK)
			html_pend_break(h);
	}
}
