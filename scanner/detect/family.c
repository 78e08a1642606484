/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/family.c - a list of terms to rules.
 *
 * Terms that begin and end alike share one group, so that endings stand in the regex once: phrases
 * before single words and longer before shorter, since the first alternative that fits is taken.
 * The mark of an alternative is the number of its term. A list that is too large for one regex is
 * split in two.
 */
#include "base/buf.h"
#include "detect/terms.h"
#include <stdlib.h>
#include <string.h>

struct numbered {
	struct parsed_term term;
	size_t number;
};

static const char *const end_regex[N_TERM_ENDS] = {"", NULL, "(?:[\\w-]{0,39}\\w)?"};
static const char open_left_regex[] = "(?:\\w[\\w-]{0,39})?";

static int group_of(const struct parsed_term *t)
{
	return (t->phrase ? 0 : 2 * N_TERM_ENDS) + (t->open_left ? N_TERM_ENDS : 0) + (int)t->end;
}

static int compare_terms(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;
	int by_group = group_of(&a->term) - group_of(&b->term);
	size_t a_len = strlen(a->term.body), b_len = strlen(b->term.body);

	if (by_group)
		return by_group;
	if (a_len != b_len)
		return a_len < b_len ? 1 : -1;
	return a->number < b->number ? -1 : a->number > b->number;
}

static void add_group(struct buf *to, const struct numbered *terms, size_t n)
{
	const struct parsed_term *first = &terms->term;

	if (first->open_left)
		buf_add_str(to, open_left_regex);
	buf_add_str(to, "(?:");
	for (size_t i = 0; i < n; i++)
		buf_add_format(to, "%s%s(*:%zu)", i ? "|" : "", terms[i].term.body, terms[i].number);
	buf_add_format(to, ")%s",
		       first->end == TERM_INFLECTED ? term_inflections : end_regex[first->end]);
}

static char *make_source(struct arena *a, const struct numbered *terms, size_t n)
{
	struct buf source = {0};

	buf_add_str(&source, "(?<!\\w)(?:");
	for (size_t i = 0; i < n;) {
		size_t end = i;

		while (end < n && group_of(&terms[end].term) == group_of(&terms[i].term))
			end++;
		if (i)
			buf_add_byte(&source, '|');
		add_group(&source, terms + i, end - i);
		i = end;
	}
	buf_add_str(&source, ")(?!\\w)");
	char *kept = arena_copy(a, source.bytes, source.len);
	buf_free(&source);
	return kept;
}

static void gather_literals(struct arena *a, struct rule *rule, const struct numbered *terms,
			    size_t n)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++) {
		if (!terms[i].term.n_literals)
			return;
		total += terms[i].term.n_literals;
	}
	struct literal *all = arena_get(a, total * sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		memcpy(all + rule->n_literals, terms[i].term.literals,
		       terms[i].term.n_literals * sizeof(*all));
		rule->n_literals += terms[i].term.n_literals;
	}
	rule->literals = all;
}

/* One rule for terms[0, n), or two for its halves, and so on. Depth: log2 of the list. */
static int make_rules(struct ruleset *r, struct recipe *recipe, const struct numbered *terms,
		      size_t n, int view, struct fail *f)
{
	char fault[200] = "";
	size_t at;
	const char *source = make_source(r->arena, terms, n);
	struct regex *regex = regex_new(source, 0, fault, &at);

	if (!regex && n > 1) {
		if (make_rules(r, recipe, terms, n / 2, view, f) < 0)
			return -1;
		return make_rules(r, recipe, terms + n / 2, n - n / 2, view, f);
	}
	if (!regex)
		return pack_fail(f, recipe->block, 0, "term '%.60s': %s", terms->term.shown, fault);
	struct rule *rule = ruleset_add_rule(r, recipe, view);
	rule->source = source;
	rule->regex = regex;
	gather_literals(r->arena, rule, terms, n);
	return 0;
}

/* The items of one line, at commas and line ends; numbers go on from *n. */
static int parse_line(struct ruleset *r, const struct recipe *recipe, const struct pack_line *l,
		      struct numbered **terms, size_t *n, struct fail *f)
{
	for (const char *at = l->value; *at;) {
		size_t len = strcspn(at, ",\n"), from = strspn(at, " \t");
		size_t to = len;
		const char *fault;

		while (to > from && strchr(" \t", at[to - 1]))
			to--;
		if (to > from) {
			if (!(*n & (*n - 1)))
				*terms = xrealloc(*terms, (*n ? 2 * *n : 1) * sizeof(**terms));
			(*terms)[*n].number = *n;
			if (!term_parse(r->arena, at + from, to - from, &(*terms)[*n].term, &fault))
				return pack_fail(f, recipe->block, l->line, "term '%.*s': %s",
						 (int)(to - from < 60 ? to - from : 60), at + from,
						 fault);
			++*n;
		}
		at += len + (at[len] != '\0');
	}
	return 0;
}

static int parse_all(struct ruleset *r, const struct recipe *recipe, const char *key,
		     struct numbered **terms, size_t *n, struct fail *f)
{
	const struct pack_line *l = NULL;

	*terms = NULL;
	*n = 0;
	while ((l = pack_line_next(recipe->block, key, l)))
		if (parse_line(r, recipe, l, terms, n, f) < 0)
			return -1;
	return 0;
}

/* What is remembered of the terms, in the order of the pack. */
static void keep_terms(struct ruleset *r, struct recipe *family, const struct numbered *terms,
		       size_t n, char weight)
{
	struct term *kept = arena_get(r->arena, n * sizeof(*kept));
	bool some_need = false;

	for (size_t i = 0; i < n; i++)
		some_need |= terms[i].term.needs;
	for (size_t i = 0; i < n; i++)
		kept[i] = (struct term){terms[i].term.shown,
					terms[i].term.weight ? terms[i].term.weight : weight,
					terms[i].term.needs || !some_need};
	family->terms = kept;
	family->n_terms = n;
}

static int make_views(struct ruleset *r, struct recipe *family, struct numbered *terms, size_t n,
		      struct fail *f)
{
	struct numbered *half = xcalloc(n, sizeof(*half));
	int result = 0;

	for (int view = 0; view < N_VIEWS && !result; view++) {
		size_t n_half = 0;

		for (size_t i = 0; i < n; i++)
			if (terms[i].term.exact == (view == VIEW_PLAIN))
				half[n_half++] = terms[i];
		qsort(half, n_half, sizeof(*half), compare_terms);
		if (n_half)
			result = make_rules(r, family, half, n_half, view, f);
	}
	free(half);
	return result;
}

int family_make(struct ruleset *r, struct recipe *family, struct fail *f)
{
	struct numbered *terms;
	size_t n;
	const char *weight = pack_value(family->block, "weight");

	if (weight && strcmp(weight, "+") && strcmp(weight, "=") && strcmp(weight, "-"))
		return pack_fail(f, family->block, 0, "weight is one of + = -");
	int result = parse_all(r, family, "terms", &terms, &n, f);
	if (!result && !n)
		result = pack_fail(f, family->block, 0, "a family without terms");
	if (!result) {
		keep_terms(r, family, terms, n, weight ? *weight : '=');
		result = make_views(r, family, terms, n, f);
	}
	free(terms);
	return result;
}

int family_make_except(struct ruleset *r, struct recipe *recipe, struct fail *f)
{
	struct numbered *phrases;
	size_t n, at;
	char fault[200];
	int result = parse_all(r, recipe, "except", &phrases, &n, f);

	if (!result && n) {
		const char **shown = arena_get(r->arena, n * sizeof(*shown));

		for (size_t i = 0; i < n; i++)
			shown[i] = phrases[i].term.shown;
		recipe->except_shown = shown;
		qsort(phrases, n, sizeof(*phrases), compare_terms);
		recipe->except = regex_new(make_source(r->arena, phrases, n), REGEX_SEEKS, fault, &at);
		if (!recipe->except)
			result = pack_fail(f, recipe->block, 0, "the phrases of `except`: %s", fault);
	}
	free(phrases);
	return result;
}
