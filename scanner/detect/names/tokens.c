/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/tokens.c - cutting a window into words. One pass; ASCII by table. */
#include "detect/names/tokens.h"
#include "detect/names/letters.h"
#include <stdlib.h>
#include <string.h>

#define WRAPPED_LINE 36 /* bytes; shorter lines were ended on purpose */
#define LABEL_BYTES 36	/* a colon within so many bytes makes a label of a line's start */
#define LETTERS_MAX 255

struct cutter {
	struct words *ws;
	const struct text *t;
	size_t at, line_from, anchor, no_address_until;
	bool tabs; /* this line has a cell border */
	bool spaced_by_underscore;
	enum word_gap gap;
};

static struct word *add(struct cutter *c, enum word_kind kind, size_t from, size_t to)
{
	struct words *ws = c->ws;
	struct word *w;

	if (ws->n == ws->room) {
		ws->room = ws->room ? ws->room * 2 : 4096;
		ws->rows = xrealloc(ws->rows, ws->room * sizeof(*ws->rows));
	}
	w = &ws->rows[ws->n++];
	memset(w, 0, sizeof(*w));
	w->from = (uint32_t)from;
	w->to = (uint32_t)to;
	w->kind = (uint8_t)kind;
	w->gap = (uint8_t)c->gap;
	c->gap = GAP_NONE;
	return w;
}

/* "Afwezig: ...": a line that starts so was not wrapped. */
static bool opens_with_label(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && (s[i] == '>' || s[i] == ' '))
		i++;
	for (size_t from = i; i < len && i < from + LABEL_BYTES && !strchr("\n.,;", s[i]); i++)
		if (s[i] == ':')
			return i > from && i + 1 < len && !(s[i + 1] >= '0' && s[i + 1] <= '9');
	return false;
}

/* Whether the line that ends at end may have been wrapped inside a sentence. */
static bool is_wrapped(const struct cutter *c, size_t end)
{
	const char *s = c->t->bytes;
	size_t next = end + 1;

	while (end > c->line_from && (s[end - 1] == ' ' || s[end - 1] == '\r'))
		end--;
	if (c->tabs || c->t->carrier == CARRIER_HEADER || end - c->line_from < WRAPPED_LINE)
		return false;
	return !strchr(".:;!?", s[end - 1]) && !opens_with_label(s + next, c->t->len - next);
}

/* White space, and the marks of quoting that open a line: they are no text. */
static void cut_space(struct cutter *c)
{
	const char *s = c->t->bytes;
	enum word_gap gap = GAP_NONE;
	unsigned lines = 0;

	for (; c->at < c->t->len; c->at++) {
		char b = s[c->at];
		enum word_gap now = GAP_SPACE;

		if (b == '\n') {
			now = lines ? GAP_PARAGRAPH : is_wrapped(c, c->at) ? GAP_SOFT : GAP_LINE;
			lines++;
			c->line_from = c->at + 1;
			c->tabs = false;
		} else if (b == '\t') {
			now = GAP_CELL;
			c->tabs = true;
		} else if (b == '>' && lines) {
			c->line_from = c->at + 1;
		} else if (b != ' ' && b != '\r' && b != '\f' && b != '\v') {
			break;
		}
		gap = now > gap ? now : gap;
	}
	c->gap = gap > c->gap ? gap : c->gap;
}

/* A new cell, header, paragraph or message begins here, whatever the white space says. */
static void mind_anchors(struct cutter *c)
{
	const struct text *t = c->t;

	for (; c->anchor < t->n_anchors && t->anchors[c->anchor].at <= c->at; c->anchor++) {
		enum anchor_kind kind = t->anchors[c->anchor].kind;

		if (!t->anchors[c->anchor].at || kind == AT_BYTE || kind == AT_LINE ||
		    kind == AT_PAGE)
			continue;
		if (c->gap < GAP_LINE)
			c->gap = GAP_LINE;
	}
}

/* What a byte means for addresses: nothing, that its chunk may be one, or that the chunk ends. */
enum { CHUNK_PLAIN, CHUNK_SIGN, CHUNK_END };
static const uint8_t chunk_bytes[256] = {
    ['<'] = CHUNK_END,	['>'] = CHUNK_END,  ['('] = CHUNK_END,	[')'] = CHUNK_END,
    ['['] = CHUNK_END,	[']'] = CHUNK_END,  ['{'] = CHUNK_END,	['}'] = CHUNK_END,
    ['"'] = CHUNK_END,	[','] = CHUNK_END,  [';'] = CHUNK_END,	['|'] = CHUNK_END,
    ['@'] = CHUNK_SIGN, ['.'] = CHUNK_SIGN, ['/'] = CHUNK_SIGN, ['\\'] = CHUNK_SIGN,
};

static int chunk_byte(char b)
{
	return (unsigned char)b <= ' ' ? CHUNK_END : chunk_bytes[(unsigned char)b];
}

/* Mail and web addresses and paths, as a whole. Returns their end, or 0. */
static size_t address_end(struct cutter *c)
{
	const char *s = c->t->bytes;
	size_t end = c->at, signs = 0, slashes = 0;
	bool at_sign = false, scheme = false;

	if (c->at < c->no_address_until || c->spaced_by_underscore)
		return 0;
	for (; end < c->t->len && chunk_byte(s[end]) != CHUNK_END; end++) {
		if (chunk_byte(s[end]) != CHUNK_SIGN)
			continue;
		signs++;
		at_sign = at_sign || (s[end] == '@' && end > c->at);
		slashes += s[end] == '/' || s[end] == '\\';
		scheme = scheme || (s[end] == '/' && end > c->at + 1 && s[end - 1] == '/' &&
				    s[end - 2] == ':');
	}
	if (!signs ||
	    (!at_sign && !scheme && slashes < 3 && !letters_is_domain(s + c->at, end - c->at))) {
		c->no_address_until = end; /* so that a chunk is looked through once */
		return 0;
	}
	while (end > c->at && strchr(".:!?'", s[end - 1]))
		end--;
	return end;
}

/* "'t", "'s" and "'s-Gravenhage": the apostrophe belongs to the word. */
static bool opens_with_apostrophe(const struct cutter *c)
{
	const char *s = c->t->bytes + c->at;
	size_t left = c->t->len - c->at, n = letters_apostrophe(s, left);

	if (!n || n + 1 >= left || !s[n] || !strchr("tsnkTSNK", s[n]))
		return false;
	return s[n + 1] == ' ' || s[n + 1] == '-';
}

/* "v.d." "v/d" "a.d." "m.b.t.": single small letters with dots or slashes between. */
static size_t dotted_end(const struct cutter *c)
{
	const char *s = c->t->bytes;
	size_t at = c->at, n = 0;

	while (at + 1 < c->t->len && s[at] >= 'a' && s[at] <= 'z' &&
	       (s[at + 1] == '.' || (s[at + 1] == '/' && !n))) {
		at += 2;
		n++;
	}
	if (!n || (n == 1 && (at >= c->t->len || s[at] < 'a' || s[at] > 'z')))
		return 0;
	if (at < c->t->len && s[at] >= 'a' && s[at] <= 'z') { /* "v.d" without the last dot */
		if (at + 1 < c->t->len && letters_at(s + at + 1, c->t->len - at - 1).kind != 0)
			return 0;
		at++;
	}
	return at;
}

static void cut_dotted(struct cutter *c, size_t end)
{
	struct word *w = add(c, WORD_PLAIN, c->at, end);
	char folded[FOLDED_MAX];
	size_t n = 0;

	for (size_t i = c->at; i < end && n < FOLDED_MAX; i++)
		if (c->t->bytes[i] != '.' && c->t->bytes[i] != '/')
			folded[n++] = c->t->bytes[i];
	w->key = key_of_folded(folded, n);
	w->letters = (uint8_t)n;
	w->dot = c->t->bytes[end - 1] == '.';
	c->at = end;
}

/* What joins the pieces of an identifier: "img_Jan_2". */
static bool is_glue(char c)
{
	return c == '_' || c == '@' || c == '=' || c == '\\' || c == '#';
}

/* The "AB" of "1234 AB": no initials. */
static bool is_postcode_end(const struct words *ws)
{
	const struct word *w = &ws->rows[ws->n - 1], *before = w - 1;

	return ws->n > 1 && w->shape == SHAPE_UPPER && w->letters == 2 && w->gap <= GAP_SPACE &&
	       before->kind == WORD_NUMBER && before->to - before->from == 4;
}

/* "motie-Testman" is two words, "al-Masri" one. Where the text ends for the first of the two. */
static size_t head_end(const struct cutter *c)
{
	const char *s = c->t->bytes;
	size_t at = c->at, len = c->t->len;

	while (at < len && s[at] >= 'a' && s[at] <= 'z')
		at++;
	if (at - c->at < 3 || at + 1 >= len || s[at] != '-' ||
	    letters_at(s + at + 1, len - at - 1).kind != LETTER_CAPITAL ||
	    lexicon_find(c->ws->lexicon, key_of(s + c->at, at - c->at).hash) & IS(PARTICLE))
		return len;
	return at;
}

static void cut_word(struct cutter *c)
{
	const char *s = c->t->bytes;
	struct letters_word got = letters_word(s, head_end(c), c->at);
	struct word *w;
	size_t end = got.end;

	w = add(c, got.digits ? WORD_NUMBER : WORD_PLAIN, c->at, end);
	w->letters = (uint8_t)(got.letters > LETTERS_MAX ? LETTERS_MAX : got.letters);
	w->shape = (uint8_t)(!got.upper					   ? SHAPE_LOWER
			     : !got.part_upper || got.inner_upper	   ? SHAPE_ODD
			     : got.upper == got.letters && got.letters > 1 ? SHAPE_UPPER
									   : SHAPE_CAPITAL);
	if (got.possessive) {
		w->possessive = true;
		w->to = (uint32_t)got.possessive;
	}
	w->key = key_of(s + w->from, w->to - w->from);
	if (is_postcode_end(c->ws))
		w->kind = WORD_NUMBER;
	if (end < c->t->len && s[end] == '.') {
		w->dot = true;
		if (letters_is_initial(s + c->at, end - c->at)) {
			w->kind = WORD_INITIAL;
			w->to = (uint32_t)++end;
		}
	}
	w->glued = end < c->t->len && is_glue(s[end]) && !c->spaced_by_underscore;
	c->at = w->dot && w->kind != WORD_INITIAL ? end + 1 : end;
}

static void cut_mark(struct cutter *c, size_t len)
{
	const char *s = c->t->bytes + c->at;
	struct word *w = add(c, WORD_MARK, c->at, c->at + len);

	w->mark = len == 1 && *s ? *s : letters_mark(s, len);
	if (w->mark == '\'' || w->mark == '`')
		w->mark = '"';
	c->at += len;
}

static void cut_one(struct cutter *c)
{
	const char *s = c->t->bytes;
	struct letter letter = letters_at(s + c->at, c->t->len - c->at);
	struct words *ws = c->ws;
	bool fresh = !ws->n || c->gap > GAP_NONE || ws->rows[ws->n - 1].kind == WORD_MARK;
	size_t end;

	if (letter.kind == LETTER_SPACE || (s[c->at] == '_' && c->spaced_by_underscore)) {
		c->at += letter.len;
		c->gap = c->gap > GAP_SPACE ? c->gap : GAP_SPACE;
	} else if (fresh && (letter.kind != LETTER_NONE || s[c->at] == '/' || s[c->at] == '\\') &&
		   (end = address_end(c)) > c->at) {
		add(c, WORD_ADDRESS, c->at, end);
		c->at = end;
	} else if (letter.kind == LETTER_SMALL && fresh && (end = dotted_end(c)) > 0) {
		cut_dotted(c, end);
	} else if (letter.kind != LETTER_NONE || opens_with_apostrophe(c)) {
		bool glued = !fresh && ws->rows[ws->n - 1].glued;

		cut_word(c);
		if (glued ||
		    (ws->n > 1 && ws->rows[ws->n - 1].gap == GAP_NONE &&
		     ws->rows[ws->n - 2].kind == WORD_MARK && is_glue(ws->rows[ws->n - 2].mark)))
			ws->rows[ws->n - 1].glued = true;
	} else {
		cut_mark(c, letter.len);
	}
}

void words_cut(struct words *ws, const struct text *t, const struct lexicon *l)
{
	struct cutter c = {.ws = ws, .t = t, .gap = GAP_PARAGRAPH};

	ws->n = 0;
	ws->asked = 0;
	ws->text = t;
	ws->lexicon = l;
	c.spaced_by_underscore = t->carrier == CARRIER_ATTACHMENT_NAME;
	while (c.at < t->len) {
		cut_space(&c);
		mind_anchors(&c);
		if (c.at < t->len)
			cut_one(&c);
	}
	words_calm(ws);
}

void words_free(struct words *ws)
{
	free(ws->rows);
	memset(ws, 0, sizeof(*ws));
}
