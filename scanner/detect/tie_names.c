/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_names.c - is it a name or a word of a category, where both engines see their own?
 *
 * "Hizb ut-Tahrir" has the shape of a name and is none; "Jihad" is a given name and "Bisschop" a
 * surname. A stretch that is wholly a term is a word, unless it can be a name and stands as one:
 * behind a title, as sender or receiver, or as a piece of a longer name in the same document.
 * Runs before overlaps are settled, which sets words inside names aside.
 */
#include "detect/tie.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PERSON_SCORE 40
#define SURE_SCORE 85
#define NEIGHBOURS 12u /* findings looked at on each side */

struct pieces { /* hashes of the words of longer names, ordered */
	uint64_t *rows;
	size_t n;
};

static int by_value(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

static bool is_person(const struct finding *f)
{
	return f->type == TYPE_PERSON && !f->suppressed && f->score >= PERSON_SCORE;
}

static bool overlaps(const struct finding *a, const struct finding *b)
{
	return a->lane == b->lane && a->start < b->end && b->start < a->end;
}

static bool has_indicator_on(const struct findings *all, size_t i)
{
	const struct finding *f = all->rows + i;

	for (size_t k = i; k-- > 0 && i - k <= NEIGHBOURS;)
		if (all->rows[k].type == TYPE_INDICATOR && overlaps(f, all->rows + k))
			return true;
	for (size_t k = i + 1; k < all->n && all->rows[k].lane == f->lane && all->rows[k].start < f->end; k++)
		if (all->rows[k].type == TYPE_INDICATOR)
			return true;
	return false;
}

/* A longer name that is itself no term: its first and its last word. */
static struct pieces gather_pieces(const struct findings *all)
{
	struct pieces p = {xcalloc(2 * all->n + 1, sizeof(*p.rows)), 0};

	for (size_t i = 0; i < all->n; i++) {
		const struct finding *f = all->rows + i;
		const char *first = f->normal ? strchr(f->normal, ' ') : NULL;

		if (!is_person(f) || !first)
			continue;
		if (has_indicator_on(all, i) && f->normal[1] != '.')
			continue;
		const char *last = strrchr(f->normal, ' ') + 1;
		p.rows[p.n++] = fold_hash(f->normal, (size_t)(first - f->normal));
		p.rows[p.n++] = fold_hash(last, strlen(last));
	}
	qsort(p.rows, p.n, sizeof(*p.rows), by_value);
	return p;
}

static bool is_piece(const struct pieces *p, const char *normal)
{
	uint64_t hash = fold_hash(normal, strlen(normal));

	return bsearch(&hash, p->rows, p->n, sizeof(hash), by_value) != NULL;
}

static bool in_list(const struct terms_of_tying *terms, const char *normal, enum tie_list list)
{
	return tie_terms_label(terms, normal, list);
}

static bool behind_title(const struct terms_of_tying *terms, const struct finding *f)
{
	struct tie_text *t = tie_text_new();
	size_t len = f->before ? strlen(f->before) : 0;
	size_t from = len > 24 ? len - 24 : 0;

	while (from < len && ((unsigned char)f->before[from] & 0xC0) == 0x80)
		from++;
	tie_text_read(t, terms, f->before ? f->before + from : "", len - from);
	bool found = t->n && (tie_word_in(t, t->n - 1, TIE_TITLE_SHE) ||
			      tie_word_in(t, t->n - 1, TIE_TITLE_HE)) &&
		     !(t->gap_after & (GAP_COMMA | GAP_STRONG | GAP_LINE));
	tie_text_free(t);
	return found;
}

static bool stands_as_name(const struct terms_of_tying *terms, const struct pieces *pieces,
			   const struct finding *person)
{
	const char *label = person->anchor.label;

	/* What the sentence makes a person is one, whatever else the word may mean: a surname that
	 * is also a creed must not be found less often than others. Terms of more words are names
	 * of movements, and of who leads them. */
	if (person->score >= SURE_SCORE && !strchr(person->normal, ' '))
		return true;
	return in_list(terms, person->normal, TIE_ALSO_NAME) ||
	       in_list(terms, person->normal, TIE_GIVEN_NAME) || is_piece(pieces, person->normal) ||
	       tie_terms_label(terms, label, TIE_LABEL_AUTHOR) ||
	       tie_terms_label(terms, label, TIE_LABEL_RECIPIENT) ||
	       tie_terms_label(terms, label, TIE_LABEL_PERSON) || behind_title(terms, person);
}

static bool starts_with_capital(const struct finding *f)
{
	return f->value && strcmp(f->value, f->normal) != 0 && f->value[0] != f->normal[0];
}

/* "lid van Fatah", "steunt de Hirak": what has members and supporters is no person. */
static bool behind_membership(const struct terms_of_tying *terms, const struct finding *f)
{
	struct tie_text *t = tie_text_new();
	bool found = false;

	tie_text_read(t, terms, f->before ? f->before : "", f->before ? strlen(f->before) : 0);
	for (size_t back = 1; back <= 4 && back <= t->n && !found; back++) {
		const struct tie_word *w = t->words + t->n - back;

		found = w->lengths[TIE_MEMBER] && w->lengths[TIE_MEMBER] + 1u >= back;
	}
	found &= !(t->gap_after & (GAP_COMMA | GAP_STRONG | GAP_LINE));
	tie_text_free(t);
	return found;
}

/* A small letter, and nothing of a longer name in the document: "viert bayram". */
static bool only_a_word(const struct terms_of_tying *terms, const struct pieces *pieces,
			const struct finding *person)
{
	if (is_piece(pieces, person->normal) || behind_title(terms, person))
		return false;
	return !starts_with_capital(person) || behind_membership(terms, person);
}

static void settle_twins(const struct findings *all, size_t i, const struct terms_of_tying *terms,
			 const struct pieces *pieces)
{
	const struct finding *word = all->rows + i;

	for (size_t k = i; k-- > 0 && all->rows[k].lane == word->lane &&
			   all->rows[k].start == word->start;) {
		struct finding *person = all->rows + k;

		if (person->type == TYPE_PERSON && person->end == word->end && !person->suppressed &&
		    (only_a_word(terms, pieces, person) ||
		     !stands_as_name(terms, pieces, person)))
			finding_suppress(person, "a word of category %s", word->pattern->category);
	}
}

/* "Islam Testovic", "Demo Ramadan": a given name beside the rest of the name. */
static bool beside_name(const struct findings *all, size_t i)
{
	const struct finding *word = all->rows + i;

	for (size_t k = i + 1; k < all->n && k - i <= NEIGHBOURS; k++) {
		const struct finding *f = all->rows + k;

		if (f->lane != word->lane || f->start > word->end + 1)
			break;
		if (is_person(f) && f->start == word->end + 1)
			return word->after && word->after[0] == ' ';
	}
	for (size_t k = i; k-- > 0 && i - k <= NEIGHBOURS;) {
		const struct finding *f = all->rows + k;

		if (f->lane != word->lane)
			break;
		if (is_person(f) && f->end + 1 == word->start)
			return f->after && f->after[0] == ' ';
	}
	return false;
}

/* What a shorter stretch of the text is as a finding's value. */
static void cut_to(struct findings *all, struct finding *f, size_t from, size_t to)
{
	struct buf words = {0};
	size_t len = strlen(f->value);

	buf_add_str(&words, f->before ? f->before : "");
	buf_add(&words, f->value, from);
	f->before = arena_copy(all->arena, words.bytes, words.len);
	buf_clear(&words);
	buf_add(&words, f->value + to, len - to);
	buf_add_str(&words, f->after ? f->after : "");
	f->after = arena_copy(all->arena, words.bytes, words.len);
	f->value = arena_copy(all->arena, f->value + from, to - from);
	buf_clear(&words);
	fold_value(&words, f->value, to - from);
	f->normal = arena_copy(all->arena, words.bytes, words.len);
	buf_free(&words);
	f->has_source &= f->source_length == f->end - f->start; /* byte for byte */
	f->source_offset += from;
	f->source_length = to - from;
	f->start += from;
	f->end = f->start + (to - from);
	finding_why(f, 0, "cut off a word of a category");
}

/* The end of the word and of "van" behind it: "WIA-keuring van ", in any case. */
static size_t skip_word_of(const char *s, size_t at)
{
	at += strcspn(s + at, " \n\t");
	if (strncasecmp(s + at, " van ", 5) != 0)
		return 0;
	return at + 5;
}

/* "DNA-profiel van Demo", "Demo Tabligh-aanhanger": a name does not hold such a word at its end. */
static void cut_person(struct findings *all, size_t i, const struct terms_of_tying *terms)
{
	struct finding *word = all->rows + i;

	if (in_list(terms, word->normal, TIE_ALSO_NAME) || in_list(terms, word->normal, TIE_GIVEN_NAME))
		return;
	for (size_t k = 0; k < 2 * NEIGHBOURS; k++) {
		size_t at = i + NEIGHBOURS - k;
		struct finding *p = at < all->n && at != i ? all->rows + at : NULL;

		if (!p || !is_person(p) || p->lane != word->lane || p->start >= word->end ||
		    p->end < word->end || (p->start >= word->start && p->end == word->end))
			continue;
		size_t len = strlen(p->value), begin = 0;
		if (len != p->end - p->start || strchr(p->value, '\n'))
			continue;
		if (word->start <= p->start)
			begin = skip_word_of(p->value, (size_t)(word->end - p->start));
		size_t from = word->start > p->start ? (size_t)(word->start - p->start) : 0;
		if (begin && begin + 3 < len)
			cut_to(all, p, begin, len);
		else if (from > 4 && p->value[from - 1] == ' ' &&
			 memchr(p->value, ' ', from - 1))
			cut_to(all, p, 0, from - 1);
	}
}

/* "N. Pastoor", "B. de Jood": an initial before a word that is a surname too. */
static bool behind_initial(const struct finding *word)
{
	size_t len = word->before ? strlen(word->before) : 0;
	const char *s = word->before;

	while (len && (s[len - 1] == ' ' || (s[len - 1] >= 'a' && s[len - 1] <= 'z')))
		len--;
	if (len < 2 || s[len - 1] != '.' || s[len - 2] < 'A' || s[len - 2] > 'Z')
		return false;
	/* Only particles stand between; a sentence is not one. */
	return strlen(s) - len <= strlen(" van der ") && (len == 2 || strchr(" .,(\n\t", s[len - 3]));
}

void tie_set_names_apart(struct findings *all, const struct ruleset *r)
{
	struct pieces pieces = gather_pieces(all);

	for (size_t i = 0; i < all->n; i++) {
		struct finding *f = all->rows + i;

		if (f->type != TYPE_INDICATOR || f->suppressed)
			continue;
		if (starts_with_capital(f) &&
		    ((in_list(r->ties, f->normal, TIE_GIVEN_NAME) && beside_name(all, i)) ||
		     (in_list(r->ties, f->normal, TIE_ALSO_NAME) &&
		      (behind_initial(f) || behind_title(r->ties, f)))))
			finding_suppress(f, "part of a name");
		else {
			cut_person(all, i, r->ties);
			settle_twins(all, i, r->ties, &pieces);
		}
	}
	free(pieces.rows);
}
