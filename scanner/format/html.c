/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html.c - HTML as a reader sees it, with the source of every character.
 *
 * A tokenizer that follows what browsers do with tags, comments and raw text, however broken, in
 * one pass and bounded memory. What a reader does not see - comments, hidden elements, alternative
 * texts, addresses behind links - goes to a lane of its own, since it is in the document all the
 * same.
 */
#include "format/html.h"
#include <string.h>
#include <strings.h>

#define TAIL 16u /* an end mark may be cut by the edge of what is visible */

static void set_mode(struct html *h, enum html_mode mode)
{
	h->mode = mode;
	h->no_end_before = 0;
	html_choose_lane(h);
}

/* "</title" and the like, not "</titles". */
static const char *find_raw_end(const char *s, size_t len, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = s; (at = memmem(at, len - (size_t)(at - s), "</", 2)); at++) {
		size_t left = len - (size_t)(at - s);

		if (left > n + 2 && strncasecmp(at + 2, name, n) == 0 &&
		    (html_is_space(at[n + 2]) || at[n + 2] == '>' || at[n + 2] == '/'))
			return at;
	}
	return NULL;
}

static const char *find_comment_end(const char *s, size_t len)
{
	for (const char *at = s; (at = memmem(at, len - (size_t)(at - s), "--", 2)); at++) {
		size_t left = len - (size_t)(at - s);

		if ((left > 2 && at[2] == '>') || (left > 3 && at[2] == '!' && at[3] == '>'))
			return at;
	}
	return NULL;
}

static const char *find_end(const struct html *h, const char *s, size_t len)
{
	const char *end, *raw_end;

	switch (h->mode) {
	case MODE_COMMENT:
		end = find_comment_end(s, len);
		raw_end = h->raw ? find_raw_end(s, end ? (size_t)(end - s) : len, h->raw->name) : NULL;
		return raw_end ? raw_end : end;
	case MODE_BOGUS:
		return memchr(s, '>', len);
	case MODE_CDATA:
		return memmem(s, len, "]]>", 3);
	case MODE_DATA:
		break;
	}
	return h->raw ? find_raw_end(s, len, h->raw->name) : NULL;
}

/* Where a comment or raw text ends, or len: so far it surely goes on. *ends: at that very spot. */
static size_t content_length(struct html *h, const char *s, size_t len, bool last, bool *ends)
{
	size_t known = h->no_end_before > h->at ? (size_t)(h->no_end_before - h->at) : 0;
	const char *end;

	*ends = false;
	if (known >= len)
		return len;
	end = find_end(h, s + known, len - known);
	if (end) {
		*ends = true;
		h->no_end_before = h->at + (uint64_t)(end - s);
		return (size_t)(end - s);
	}
	if (!last && len > TAIL)
		len -= TAIL;
	h->no_end_before = h->at + len;
	return len;
}

static size_t end_mark_length(const char *s, enum html_mode mode)
{
	switch (mode) {
	case MODE_COMMENT:
		return s[2] == '!' ? 4 : 3;
	case MODE_CDATA:
		return 3;
	default:
		return 1;
	}
}

/* "[if mso]>": what follows is meant for Outlook. */
static size_t condition_length(const char *s, size_t len)
{
	const char *end;

	if (len < 4 || strncasecmp(s, "[if", 3) != 0)
		return 0;
	end = memmem(s, len < 256 ? len : 256, "]>", 2);
	return end ? (size_t)(end + 2 - s) : 0;
}

/* The markup declarations: comments, CDATA, "<![if !mso]>", doctypes, "<?php". */
static int open_declaration(struct html *h, const char *s, size_t len)
{
	if (len >= 4 && memcmp(s, "<!--", 4) == 0) {
		bool empty = len > 4 && (s[4] == '>' || (s[4] == '-' && len > 5 && s[5] == '>'));

		html_skip(h, empty ? (s[4] == '>' ? 5 : 6) : 4 + condition_length(s + 4, len - 4));
		if (!empty)
			set_mode(h, MODE_COMMENT);
	} else if (len >= 9 && memcmp(s, "<![CDATA[", 9) == 0) {
		html_skip(h, 9);
		set_mode(h, MODE_CDATA);
	} else {
		bool quiet = (len > 2 && s[2] == '[') || (len > 9 && strncasecmp(s + 2, "doctype", 7) == 0) ||
			     (len > 5 && strncasecmp(s + 1, "?xml", 4) == 0);

		html_skip(h, 2);
		h->skip_bogus = quiet;
		set_mode(h, MODE_BOGUS);
	}
	return 0;
}

/* The rest of a value too long to see whole: up to its quote, or where the tag ends without one. */
static void skip_value(struct html *h, char quote)
{
	const char *s;
	size_t len;

	while ((len = reader_peek(h->in, 1, &s))) {
		size_t n = 0;

		while (n < len && (quote == ' ' ? !html_is_space(s[n]) && s[n] != '>' : s[n] != quote))
			n++;
		if (n < len) {
			html_skip(h, n + (quote != ' '));
			return;
		}
		html_skip(h, n);
	}
}

static bool is_data_address(const char *s, size_t len)
{
	return len >= 5 && strncasecmp(s, "data:", 5) == 0;
}

/*
 * A tag longer than can be seen. A picture inside its address is passed over; other long values
 * are kept as far as seen; but a value with a ">" in it most likely lacks its closing quote, and
 * must not swallow the page.
 */
static int finish_long_tag(struct html *h, const char *s, size_t len, struct html_tag *tag)
{
	for (;;) {
		const struct html_attribute *last =
			tag->n_attributes ? &tag->attributes[tag->n_attributes - 1] : NULL;
		const char *close = NULL;
		enum html_tag_kind kind;
		int error;

		if (last && tag->cut_quote && tag->cut_quote != ' ' &&
		    !is_data_address(s + last->value, last->value_len))
			close = memchr(s + last->value, '>', last->value_len);
		if (!last || !is_data_address(s + last->value, last->value_len))
			out_trouble(h->out, REASON_LIMIT_TOKEN,
				    "a tag is longer than is kept; its attributes were read in part");
		if (close) {
			html_skip(h, (size_t)(close + 1 - s));
			return 0;
		}
		html_skip(h, len);
		skip_value(h, tag->cut_quote ? tag->cut_quote : ' ');
		len = reader_peek(h->in, READER_PEEK_MAX, &s);
		if (len > READER_PEEK_MAX)
			len = READER_PEEK_MAX;
		if (!len)
			return 0;
		tag->len = 0;
		kind = html_tag_go_on(s, len, tag);
		error = html_put_attributes(h, s, tag);
		if (kind == TAG_WHOLE || error) {
			html_skip(h, tag->len);
			return error;
		}
	}
}

static bool is_json_ld(const char *s, const struct html_tag *tag)
{
	const struct html_attribute *type = html_attribute(s, tag, "type");

	return type && html_word_is(s + type->value, type->value_len, "application/ld+json");
}

static int do_tag(struct html *h, const char *s, const struct html_tag *tag)
{
	int error = 0;

	if (tag->closing) {
		html_end_tag(h, tag);
		return 0;
	}
	error = html_start_tag(h, s, tag);
	if (h->raw && strcmp(h->raw->name, "script") == 0 && is_json_ld(s, tag))
		h->raw_text = h->raw_hidden = true;
	return error;
}

/* A tag that begins at s. last: nothing comes after len. */
static int take_tag(struct html *h, const char *s, size_t len, bool last)
{
	struct html_tag *tag = &h->tag;
	enum html_tag_kind kind = html_tag_parse(s, len, tag);
	int error;

	if (h->mode == MODE_COMMENT && len >= 9 && strncasecmp(s, "<![endif]", 9) == 0) {
		html_skip(h, 9);
		return 0;
	}
	if (kind == TAG_NONE && len > 1 && (s[1] == '!' || s[1] == '?' || (s[1] == '/' && len > 2))) {
		if (s[1] == '/' && s[2] == '>') {
			html_skip(h, 3);
			return 0;
		}
		return h->mode == MODE_DATA ? open_declaration(h, s, len) : html_put_text(h, s, 1);
	}
	if (kind == TAG_NONE)
		return html_put_text(h, s, tag->odd_name ? tag->name + tag->name_len : 1);
	if (kind == TAG_CUT && (last || h->mode == MODE_COMMENT)) {
		/* The text ends inside the tag. No browser shows it, but it is there. */
		h->hidden++;
		html_choose_lane(h);
		error = html_put_text(h, s, len);
		h->hidden--;
		html_choose_lane(h);
		return error;
	}
	error = do_tag(h, s, tag);
	if (error < 0)
		return error;
	if (kind == TAG_CUT)
		return finish_long_tag(h, s, len, tag);
	html_skip(h, tag->len);
	return 0;
}

static size_t text_length(const char *s, size_t len, bool tags, bool entities)
{
	size_t n = 0;

	while (n < len && !(tags && s[n] == '<') && !(entities && s[n] == '&'))
		n++;
	return n;
}

/* One token of what is visible up to a limit. last: what is cut off by the limit never comes. */
static int take_token(struct html *h, const char *s, size_t len, bool last, bool tags, bool entities)
{
	size_t n = text_length(s, len, tags, entities);
	uint32_t code;

	if (n)
		return html_put_text(h, s, n);
	if (*s == '<')
		return take_tag(h, s, len, last);
	n = html_entity(s, len, false, &code);
	return n ? html_put_char(h, code, n) : html_put_text(h, s, 1);
}

static int skip_or_put_raw(struct html *h, const char *s, size_t len, bool last)
{
	int error;

	if (!h->raw_text) {
		if (h->mode == MODE_DATA && !strcmp(h->raw->name, "style"))
			html_style_add(h, s, len);
		html_skip(h, len);
		return 0;
	}
	if (!h->raw_hidden)
		return take_token(h, s, len, last, false, h->raw_entities);
	h->hidden++;
	html_choose_lane(h);
	error = take_token(h, s, len, last, false, false);
	h->hidden--;
	html_choose_lane(h);
	return error;
}

/* Inside a comment, CDATA or raw text. */
static int take_content(struct html *h, const char *s, size_t len, bool last)
{
	bool ends;
	size_t n = content_length(h, s, len, last, &ends);

	if (!n && ends) {
		if (h->raw) { /* its end tag is an ordinary tag */
			html_style_end(h);
			h->raw = NULL;
			h->raw_hidden = false;
			return 0;
		}
		html_skip(h, end_mark_length(s, h->mode));
		html_pend(h, h->mode == MODE_CDATA ? PENDING_NONE : PENDING_BLOCK);
		set_mode(h, MODE_DATA);
		return 0;
	}
	if (h->raw)
		return skip_or_put_raw(h, s, n, last || ends);
	if (h->mode == MODE_BOGUS && h->skip_bogus) {
		html_skip(h, n);
		return 0;
	}
	return take_token(h, s, n, last || ends, h->mode == MODE_COMMENT, h->mode == MODE_COMMENT);
}

/* The first line end in a <pre> belongs to the tag. */
static void drop_newline(struct html *h, const char *s, size_t len)
{
	h->drop_newline = false;
	if (len > 1 && s[0] == '\r' && s[1] == '\n')
		html_skip(h, 2);
	else if (*s == '\n' || *s == '\r')
		html_skip(h, 1);
}

static int read_html(struct stream *in, struct out *out)
{
	struct html *h = arena_get(out->arena, sizeof(*h));
	const char *charset = out->self->charset, *s;
	size_t len;
	int error = 0;

	if (!charset)
		charset = html_declared_charset(out->arena, in);
	h->out = out;
	h->in = reader_new(out, in, charset);
	while (!error && (len = reader_peek(h->in, READER_PEEK_MAX, &s))) {
		bool last = len < READER_PEEK_MAX;

		if (!last)
			len = READER_PEEK_MAX;
		if (h->drop_newline)
			drop_newline(h, s, len);
		else if (h->mode != MODE_DATA || h->raw)
			error = take_content(h, s, len, last);
		else
			error = take_token(h, s, len, last, true, true);
	}
	return error;
}

const struct format html_format = { "html", "web pages and HTML mail",
				    "a doctype, <html>, or several tags of HTML near its start",
				    html_claim, read_html };
