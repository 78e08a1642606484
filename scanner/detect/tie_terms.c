/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_terms.c - the word lists of ties.pack, and which of them speak at a word.
 *
 * Terms hang on their first word in a hash table. Of each list the longest term counts; a plain
 * denial or hearsay that lies inside a longer term of another kind is taken back.
 */
#include "detect/tie.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define TERM_WORDS 6
#define SLOTS 4096 /* several times the number of terms in ties.pack */

struct tie_term {
	enum tie_list list;
	const char *words[TERM_WORDS];
	size_t lengths[TERM_WORDS], n;
	bool open; /* the last word may go on */
	const struct tie_term *next;
};
struct terms_of_tying {
	struct arena *arena;
	const struct tie_term *slots[SLOTS];
	/* Of one open word, which has no hash: by its first byte. */
	const struct tie_term *open[256];
};

static const char *const list_names[N_TIE_LISTS] = {
#define X(name, word) [TIE_##name] = word,
	TIE_LISTS(X)
#undef X
};

static size_t slot_of(const char *word, size_t len)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)word[i]) * 1099511628211u;
	return hash % SLOTS;
}

/* The words of a term are cut as those of a text are, but a * stays with its word. */
static int add_term(struct terms_of_tying *t, const struct pack_block *b, int line,
		    enum tie_list list, const char *s, size_t len, struct fail *f)
{
	struct tie_text *text = tie_text_new();
	struct tie_term *term = arena_get(t->arena, sizeof(*term));
	int result = 0;

	while (len && strchr(" \t", s[len - 1]))
		len--;
	term->list = list;
	term->open = len && s[len - 1] == '*';
	tie_text_read(text, NULL, s, len);
	if (text->n > TERM_WORDS)
		result = pack_fail(f, b, line, "term '%.*s': more than %d words", (int)len, s, TERM_WORDS);
	for (size_t i = 0; i < text->n && !result; i++, term->n++) {
		term->lengths[i] = text->words[i].folded_len;
		term->words[i] = arena_copy(t->arena, text->folded.bytes + text->words[i].folded_at,
					    text->words[i].folded_len);
	}
	if (!result && term->n) {
		const struct tie_term **head = &t->open[(unsigned char)*term->words[0]];

		if (term->n > 1 || !term->open)
			head = &t->slots[slot_of(term->words[0], strlen(term->words[0]))];
		term->next = *head;
		*head = term;
	}
	tie_text_free(text);
	return result;
}

static int add_list(struct terms_of_tying *t, const struct pack_block *b, enum tie_list list,
		    struct fail *f)
{
	const struct pack_line *l = NULL;

	while ((l = pack_line_next(b, "terms", l)))
		for (const char *at = l->value; *at;) {
			size_t len = strcspn(at, ",\n");

			if (add_term(t, b, l->line, list, at, len, f) < 0)
				return -1;
			at += len + (at[len] != '\0');
		}
	return 0;
}

static int list_of(const struct pack_block *b)
{
	for (int i = 0; i < N_TIE_LISTS; i++)
		if (!strcmp(list_names[i], b->name))
			return i;
	return -1;
}

int tie_terms_load(const struct ruleset *r, struct terms_of_tying **ret, struct fail *f)
{
	struct terms_of_tying *t = xcalloc(1, sizeof(*t));
	const struct pack_block *b;
	int result = 0;

	t->arena = arena_new(SIZE_MAX);
	for (size_t i = 0; !result && (b = ruleset_block(r, "words", i)); i++) {
		int list = list_of(b);

		if (list >= 0)
			result = add_list(t, b, (enum tie_list)list, f);
		else if (!strncmp(b->name, "tie-", 4))
			result = pack_fail(f, b, 0, "there is no list '%s' in the tying rules", b->name);
	}
	if (result) {
		tie_terms_free(t);
		return result;
	}
	*ret = t;
	return 0;
}

void tie_terms_free(struct terms_of_tying *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	free(t);
}

static bool same_word(const struct tie_text *t, size_t i, const char *word, size_t len, bool open)
{
	const struct tie_word *w = t->words + i;

	return (open ? w->folded_len >= len : w->folded_len == len) &&
	       !memcmp(t->folded.bytes + w->folded_at, word, len);
}

static bool stands_at(const struct tie_text *t, size_t i, const struct tie_term *term)
{
	if (term->n > t->n - i)
		return false;
	for (size_t k = 0; k < term->n; k++) {
		if (k && t->words[i + k].gap & (GAP_COMMA | GAP_STRONG | GAP_BRACKET | GAP_CELL))
			return false;
		if (!same_word(t, i + k, term->words[k], term->lengths[k],
			       term->open && k + 1 == term->n))
			return false;
	}
	return true;
}

static void mark_chain(struct tie_text *t, size_t i, const struct tie_term *term)
{
	uint8_t *lengths = t->words[i].lengths;

	for (; term; term = term->next)
		if (term->n > lengths[term->list] && stands_at(t, i, term))
			lengths[term->list] = (uint8_t)term->n;
}

/* A term of `list` says nothing where it starts inside one of `by`, or with a longer one. */
static void take_back(struct tie_text *t, enum tie_list list, enum tie_list by)
{
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->words[i].lengths[by]; k++)
			if (k || t->words[i].lengths[list] < t->words[i].lengths[by])
				t->words[i + k].lengths[list] = 0;
}

void tie_terms_mark(const struct terms_of_tying *terms, struct tie_text *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct tie_word *w = t->words + i;

		mark_chain(t, i, terms->slots[slot_of(t->folded.bytes + w->folded_at, w->folded_len)]);
		mark_chain(t, i, terms->open[(unsigned char)t->folded.bytes[w->folded_at]]);
	}
	take_back(t, TIE_DENY, TIE_DENY_NOT);
	take_back(t, TIE_DENY_FAR, TIE_DENY_NOT);
	take_back(t, TIE_DENY, TIE_ATTRIBUTE);
	take_back(t, TIE_DENY_FAR, TIE_ATTRIBUTE);
	take_back(t, TIE_ATTRIBUTE, TIE_DENY_FAR);
	take_back(t, TIE_ATTRIBUTE, TIE_ATTRIBUTE_NOT);
	take_back(t, TIE_ATTRIBUTE_BACK, TIE_ATTRIBUTE_NOT);
	take_back(t, TIE_SOURCE, TIE_LED);
	take_back(t, TIE_ASIDE, TIE_LED);
	take_back(t, TIE_SUBORDINATE, TIE_ATTRIBUTE);
	take_back(t, TIE_SUBORDINATE, TIE_DENY_FAR);
}

bool tie_terms_label(const struct terms_of_tying *terms, const char *label, enum tie_list list)
{
	bool found = false;

	if (!label)
		return false;
	struct tie_text *text = tie_text_new();
	tie_text_read(text, terms, label, strlen(label));
	if (text->n) {
		size_t length = text->words[0].lengths[list];
		/* "Naam betrokkene" is a name; "Van toepassing" is no sender. */
		found = length == text->n || (length && (list == TIE_LABEL_PERSON ||
							 list == TIE_LABEL_OFFICIAL));
	}
	tie_text_free(text);
	return found;
}
