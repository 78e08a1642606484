/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/tie_words.c - a kept sentence to words: where they stand and what stands between them. */
#include "base/utf8.h"
#include "detect/tie.h"
#include "text/fold.h"
#include <stdlib.h>

enum sort { SORT_WORD, SORT_INSIDE, SORT_GAP }; /* INSIDE: only between two letters */

static enum sort sort_of(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
				       (code >= '0' && code <= '9')
			       ? SORT_WORD
		       : code == '\'' ? SORT_INSIDE
				      : SORT_GAP;
	if (code == 0x2019 || code == 0x2018 || code == 0x2BC || code == 0xAD ||
	    (code >= 0x200B && code <= 0x200D))
		return SORT_INSIDE;
	if (code < 0xC0)
		return code == 0xAA || code == 0xB5 || code == 0xBA ? SORT_WORD : SORT_GAP;
	if (code == 0xD7 || code == 0xF7 || (code >= 0x2000 && code < 0x2C00) ||
	    (code >= 0x3000 && code < 0x3040) || code == 0xFEFF || code == 0xFFFD)
		return SORT_GAP;
	return SORT_WORD;
}

static bool is_capital(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z';
	return (code >= 0xC0 && code <= 0xDE) || (code >= 0x100 && code < 0x138 && !(code & 1)) ||
	       (code >= 0x14A && code < 0x178 && !(code & 1)) || code == 0x179 || code == 0x17B;
}

static uint8_t gap_of(uint32_t code, uint8_t so_far)
{
	switch (code) {
	case ',': return GAP_COMMA;
	case ';': case ':': case '!': case '?': return GAP_STRONG;
	case '(': case ')': case '[': case ']': return GAP_BRACKET;
	case '\t': case '|': return GAP_CELL;
	case '\n': return GAP_LINE;
	case '-': return so_far ? GAP_SPACE : GAP_HYPHEN;
	case 0x2013: case 0x2014: return GAP_COMMA; /* a dash sets words apart */
	default: return GAP_SPACE;
	}
}

static size_t decode(const char *s, size_t len, uint32_t *code)
{
	size_t n = utf8_decode(s, len, code);

	if (n)
		return n;
	*code = 0xFFFD;
	return 1;
}

/* Where the word that starts at `at` ends. */
static size_t word_end(const char *s, size_t len, size_t at)
{
	size_t end = at;

	while (at < len) {
		uint32_t code;

		if ((s[at] >= 'a' && s[at] <= 'z') || (s[at] >= 'A' && s[at] <= 'Z')) {
			end = ++at;
			continue;
		}
		size_t n = decode(s + at, len - at, &code);
		enum sort sort = sort_of(code);

		if (sort == SORT_GAP)
			break;
		at += n;
		if (sort == SORT_WORD)
			end = at;
	}
	return end;
}

static void add_word(struct tie_text *t, size_t from, size_t to, uint8_t gap, bool capital)
{
	struct tie_word *w = t->words + t->n++;
	size_t before = t->folded.len;

	fold_word(&t->folded, t->bytes + from, to - from);
	*w = (struct tie_word){
		.from = (uint16_t)from,
		.to = (uint16_t)to,
		.folded_at = (uint16_t)before,
		.folded_len = (uint16_t)(t->folded.len - before),
		.gap = gap,
		.capital = capital,
	};
}

void tie_text_read(struct tie_text *t, const struct terms_of_tying *terms, const char *bytes,
		   size_t len)
{
	uint8_t gap = 0;

	t->bytes = bytes;
	t->len = len < UINT16_MAX / 4 ? len : UINT16_MAX / 4;
	t->n = 0;
	buf_clear(&t->folded);
	buf_add(&t->folded, "", 0);
	for (size_t at = 0; at < t->len && t->n < TIE_WORDS;) {
		uint32_t code;
		size_t n = decode(bytes + at, t->len - at, &code);

		if (sort_of(code) == SORT_WORD) {
			size_t end = word_end(bytes, t->len, at);

			add_word(t, at, end, gap, is_capital(code));
			gap = 0;
			at = end;
			continue;
		}
		gap |= gap_of(code, gap);
		at += n;
	}
	t->gap_after = gap;
	if (terms && t->n)
		tie_terms_mark(terms, t);
}

/* Its words are not cleared: most texts fill a few of them. */
struct tie_text *tie_text_new(void)
{
	struct tie_text *t = xmalloc(sizeof(*t));

	t->folded = (struct buf){0};
	t->n = 0;
	return t;
}

void tie_text_free(struct tie_text *t)
{
	if (!t)
		return;
	buf_free(&t->folded);
	free(t);
}

size_t tie_word_at(const struct tie_text *t, size_t at)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->words[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t tie_word_from(const struct tie_text *t, size_t at)
{
	size_t i = tie_word_at(t, at);

	return i < t->n && t->words[i].from < at ? i + 1 : i;
}

struct tie_text *tie_sentence_of(struct tie_case *c, const struct finding *f, size_t *first,
				 size_t *last)
{
	const struct sentence *s = f->sentence;

	if (!s || f->start < s->from || f->start >= s->to)
		return NULL;
	if (c->read != s) {
		tie_text_read(c->sentence, c->terms, s->text, (size_t)(s->to - s->from));
		c->read = s;
	}
	*first = tie_word_at(c->sentence, (size_t)(f->start - s->from));
	*last = tie_word_from(c->sentence, (size_t)(f->end - s->from));
	if (*first >= c->sentence->n)
		return NULL;
	if (*last <= *first)
		*last = *first + 1;
	return c->sentence;
}
