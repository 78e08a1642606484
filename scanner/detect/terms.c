/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/terms.c - one term of a list.
 *
 * The term is read twice: once into a regex, once into all the ways its first word can be written,
 * which is what the gate looks up. The second reading keeps a list of beginnings that grow as long
 * as they are inside the first word; an alternative doubles them. When there are too many the
 * term can start with anything, and the gate tries it everywhere.
 */
#include "detect/terms.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define SPACE_REGEX "(?:[ ]{1,6}\\n?[ ]{0,6}|\\n[ ]{0,6}|-\\n?)"
#define OPEN_REGEX "[\\w-]{0,40}"
#define WORD_REGEX "[\\w-]{1,40}" /* of a * alone: a space before nothing would take line ends */
#define NESTING 6
#define BEGINNINGS 200
#define NEXT_MOST 8

const char term_inflections[] =
	"(?:e|ens?|n|s|ers?|es|'s|'ers?|jes?|tjes?|isch(?:en?)?|ist(?:en?)?|istische?|isme|ismen|in|innen)?";

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* --- into a regex --- */

static void add_literal(struct buf *to, char c)
{
	if (!is_word(c))
		buf_add_byte(to, '\\');
	buf_add_byte(to, c);
}

static const char *read_body(struct buf *to, const char *s, size_t len)
{
	unsigned depth = 0;
	bool choice[NESTING + 1] = {false};
	size_t opened[NESTING + 1] = {0};

	for (size_t i = 0; i < len; i++) {
		switch (s[i]) {
		case '(':
			if (++depth > NESTING)
				return "brackets are nested too deep";
			choice[depth] = false;
			opened[depth] = i;
			buf_add_str(to, "(?:");
			break;
		case '|':
			if (!depth)
				return "| stands between ( and ) only";
			choice[depth] = true;
			buf_add_byte(to, '|');
			break;
		case ')':
			if (!depth)
				return "a ) without its (";
			if (opened[depth] + 1 == i)
				return "( and ) with nothing between them";
			buf_add_str(to, choice[depth--] ? ")" : ")?");
			break;
		case '*':
			buf_add_str(to, i && s[i - 1] == ' ' ? WORD_REGEX : OPEN_REGEX);
			break;
		case ' ':
			buf_add_str(to, SPACE_REGEX);
			break;
		case '~': case '?': case ',':
			return "~ and ? stand at the end of a term only";
		default:
			add_literal(to, s[i]);
		}
	}
	return depth ? "a ( without its )" : NULL;
}

/* --- into beginnings --- */

struct beginning {
	char text[48];
	size_t len;
	bool complete; /* the first word ended, by `end` */
	enum term_end end;
	char next[NEXT_MOST]; /* what follows it in a phrase; a space is any separator */
	size_t n_next;
	bool next_complete;
};
struct beginnings {
	struct beginning rows[BEGINNINGS];
	size_t n;
	bool too_many, first_only; /* first_only: leave out what follows */
};

static bool is_same(const struct beginning *a, const struct beginning *b)
{
	return a->complete == b->complete && (!a->complete || a->end == b->end) &&
	       a->next_complete == b->next_complete && a->len == b->len &&
	       a->n_next == b->n_next && !memcmp(a->text, b->text, a->len) &&
	       !memcmp(a->next, b->next, a->n_next);
}

/* Alternatives behind the first word give the same beginning again and again: once is enough. */
static void add_beginning(struct beginnings *to, const struct beginning *b)
{
	for (size_t i = 0; i < to->n; i++)
		if (is_same(to->rows + i, b))
			return;
	if (to->n == BEGINNINGS)
		to->too_many = true;
	else
		to->rows[to->n++] = *b;
}

static void grow_next(struct beginning *one, char c)
{
	if (one->n_next == NEXT_MOST || (!is_word(c) && c != ' '))
		one->next_complete = true;
	else if (!one->next_complete)
		one->next[one->n_next++] = c;
}

static void grow_all(struct beginnings *b, char c)
{
	for (size_t i = 0; i < b->n; i++) {
		struct beginning *one = b->rows + i;

		if (one->complete) {
			grow_next(one, c);
		} else if (!is_word(c)) {
			one->complete = true;
			one->end = c == '*' ? TERM_OPEN : TERM_CLOSED;
			one->next_complete = b->first_only || c != ' ';
		} else if (one->len == sizeof(one->text)) {
			b->too_many = true;
		} else {
			one->text[one->len++] = c;
		}
	}
}

/* Where the group that starts at s[i] ends (its closing bracket). */
static size_t closing(const char *s, size_t i)
{
	unsigned depth = 0;

	for (;; i++) {
		depth += s[i] == '(';
		depth -= s[i] == ')';
		if (!depth)
			return i;
	}
}

static bool top_level_choice(const char *s, size_t from, size_t to, size_t *bar)
{
	unsigned depth = 0;

	for (*bar = from; *bar < to; ++*bar) {
		depth += s[*bar] == '(';
		depth -= s[*bar] == ')';
		if (!depth && s[*bar] == '|')
			return true;
	}
	return false;
}

/* Most terms have a few of the many there is room for. */
static void copy_beginnings(struct beginnings *to, const struct beginnings *from)
{
	memcpy(to->rows, from->rows, from->n * sizeof(*to->rows));
	to->n = from->n;
	to->too_many = from->too_many;
	to->first_only = from->first_only;
}

static bool are_complete(const struct beginnings *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (!b->rows[i].complete || !b->rows[i].next_complete)
			return false;
	return true;
}

/* Depth is bounded: read_body() has accepted the term. */
static void find_beginnings(struct beginnings *b, const char *s, size_t from, size_t to)
{
	for (size_t i = from; i < to && !b->too_many && !are_complete(b); i++) {
		if (s[i] != '(') {
			grow_all(b, s[i]);
			continue;
		}
		size_t end = closing(s, i), at = i + 1, bar;
		struct beginnings *before = xmalloc(sizeof(*before));
		struct beginnings *one = xmalloc(sizeof(*one));
		copy_beginnings(before, b);
		if (top_level_choice(s, at, end, &bar))
			b->n = 0;
		for (bool more = true; more; at = bar + 1) {
			more = top_level_choice(s, at, end, &bar);
			copy_beginnings(one, before);
			find_beginnings(one, s, at, bar);
			for (size_t k = 0; k < one->n; k++)
				add_beginning(b, one->rows + k);
			b->too_many |= one->too_many;
		}
		free(before);
		free(one);
		i = end;
	}
}

/* Only whole letters, and no separator at the end: the phrase may end there with an inflection. */
static size_t next_len(const struct beginning *b)
{
	size_t len = utf8_valid_prefix(b->next, b->n_next);

	while (len && b->next[len - 1] == ' ')
		len--;
	return len;
}

static void keep_literals(struct arena *a, struct parsed_term *t, const struct beginnings *all)
{
	t->literals = arena_get(a, all->n * sizeof(*t->literals));
	for (size_t i = 0; i < all->n; i++) {
		const struct beginning *b = all->rows + i;
		enum term_end end = b->complete ? b->end : t->end;

		if (!b->len || (t->open_left && b->len < 4)) {
			t->n_literals = 0;
			return;
		}
		t->literals[t->n_literals++] = (struct literal){
			.text = arena_copy(a, b->text, b->len),
			.next = arena_copy(a, b->next, next_len(b)),
			.where = t->open_left ? LITERAL_INSIDE
				 : end == TERM_CLOSED ? LITERAL_WORD : LITERAL_START,
		};
	}
}

static void start_beginnings(struct beginnings *b, bool first_only)
{
	b->rows[0] = (struct beginning){0};
	b->n = 1;
	b->too_many = false;
	b->first_only = first_only;
}

static void find_literals(struct arena *a, struct parsed_term *t, const char *body, size_t len)
{
	struct beginnings *all = xmalloc(sizeof(*all));

	start_beginnings(all, false);
	find_beginnings(all, body, 0, len);
	if (all->too_many) { /* the first words alone may be fewer */
		start_beginnings(all, true);
		find_beginnings(all, body, 0, len);
	}
	if (!all->too_many)
		keep_literals(a, t, all);
	free(all);
}

/* --- the whole --- */

static void read_marks(struct parsed_term *t, const char **s, size_t *len)
{
	if (*len && (**s == '+' || **s == '-')) {
		t->weight = **s;
		++*s;
		--*len;
	}
	if (*len && **s == '=') {
		t->exact = true;
		++*s;
		--*len;
	}
	if (*len && (*s)[*len - 1] == '?') {
		t->needs = true;
		--*len;
	}
}

static void read_ends(struct parsed_term *t, const char **s, size_t *len)
{
	/* A * between spaces is a word of its own, of the body. */
	if (*len > 1 && **s == '*' && (*s)[1] != ' ') {
		t->open_left = true;
		++*s;
		--*len;
	}
	if (*len > 1 && (*s)[*len - 1] == '*' && (*s)[*len - 2] != ' ')
		t->end = TERM_OPEN;
	else if (*len && (*s)[*len - 1] == '~')
		t->end = TERM_INFLECTED;
	*len -= *len && t->end != TERM_CLOSED;
}

static void swap(char *a, char *b)
{
	char c = *a;

	*a = *b;
	*b = c;
}

/* "in (de) beeld": with the word that may be left out goes one of the spaces round it. */
static void take_spaces_in(char *s)
{
	size_t len = strlen(s), bar;

	for (size_t i = 0; i < len; i++) {
		if (s[i] != '(')
			continue;
		size_t end = closing(s, i);
		if (top_level_choice(s, i + 1, end, &bar))
			continue;
		if (s[end + 1] == ' ' && (i == 0 || s[i - 1] == ' '))
			swap(s + end, s + end + 1);
		else if (!s[end + 1] && i > 0 && s[i - 1] == ' ')
			swap(s + i - 1, s + i);
	}
}

bool term_parse(struct arena *a, const char *s, size_t len, struct parsed_term *ret,
		const char **fault)
{
	struct buf folded = {0}, regex = {0};

	*ret = (struct parsed_term){0};
	read_marks(ret, &s, &len);
	ret->shown = arena_copy(a, s, len);
	read_ends(ret, &s, &len);
	if (ret->exact)
		buf_add(&folded, s, len);
	else
		fold_value(&folded, s, len);
	*fault = folded.len ? read_body(&regex, folded.bytes, folded.len) : "an empty term";
	if (!*fault) {
		take_spaces_in(folded.bytes);
		buf_clear(&regex);
		read_body(&regex, folded.bytes, folded.len);
		ret->body = arena_copy(a, regex.bytes, regex.len);
		ret->phrase = strchr(folded.bytes, ' ') != NULL;
		find_literals(a, ret, folded.bytes, folded.len);
	}
	buf_free(&folded);
	buf_free(&regex);
	return !*fault;
}
