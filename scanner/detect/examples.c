/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/examples.c - the hit and miss lines of the packs. */
#include "detect/examples.h"
#include "detect/ruleset.h"
#include <string.h>

#define REPORTED 40
#define VALUES 16

/* Takes the marks out of a line; what was between them goes to values. */
static char *take_marks(struct arena *a, const char *line, const char **values, size_t *n)
{
	char *text = arena_copy(a, line, strlen(line)), *to = text;
	const char *start = NULL;

	for (const char *s = line; *s;) {
		if (!strncmp(s, "[[", 2)) {
			start = to;
			s += 2;
		} else if (start && !strncmp(s, "]]", 2)) {
			if (*n < VALUES)
				values[(*n)++] = arena_copy(a, start, (size_t)(to - start));
			start = NULL;
			s += 2;
		} else {
			*to++ = *s++;
		}
	}
	*to = '\0';
	return text;
}

static int give(const struct recipe *r, const struct pack_line *l, example_fn *each, void *arg)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	bool cell = !strcmp(l->key, "hit-cell") || !strcmp(l->key, "miss-cell");
	const char *bar = cell ? strchr(l->value, '|') : NULL, *line = l->value;
	const char *values[VALUES];
	struct example e = { .pattern = &r->pattern,
			     .line = l->line,
			     .hit = l->key[0] == 'h',
			     .values = values };

	if (bar) {
		size_t len = (size_t)(bar - l->value);

		while (len && l->value[len - 1] == ' ')
			len--;
		e.label = arena_copy(a, l->value, len);
		line = bar + 1 + strspn(bar + 1, " ");
	}
	e.text = take_marks(a, line, values, &e.n_values);
	return each(arg, &e);
}

static bool is_example(const char *key)
{
	return !strcmp(key, "hit") || !strcmp(key, "miss") || !strcmp(key, "hit-cell") ||
	       !strcmp(key, "miss-cell");
}

int ruleset_each_example(const struct ruleset *r, example_fn *each, void *arg)
{
	int result = 0;

	for (size_t i = 0; i < r->n_recipes; i++) {
		const struct pack_block *b = r->recipes[i].block;

		for (size_t k = 0; k < b->n_lines && !result; k++)
			if (is_example(b->lines[k].key))
				result = give(r->recipes + i, b->lines + k, each, arg);
	}
	return result;
}

/* Of a form that never scores enough to be reported, the most it gets is what a hit must show. */
static int least_score(const struct recipe *r)
{
	bool capped = r->pattern.score && r->pattern.score < REPORTED;

	return capped && !strcmp(r->block->kind, "points") ? r->pattern.score : REPORTED;
}

bool example_counts(const struct ruleset *r, const struct example *e, const struct hit *h)
{
	const struct recipe *about = r->recipes + e->pattern->index;

	if (h->suppressed || (h->score < least_score(about) && !about->any_score))
		return false;
	if (h->pattern == e->pattern)
		return true;
	return !strcmp(about->block->kind, "points") && h->type == e->pattern->type &&
	       h->score >= REPORTED;
}
