/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/candidates.c - where each rule may start in a window: gathered, put in order, narrowed. */
#include "detect/gate_tables.h"
#include <stdlib.h>

struct candidates *candidates_new(const struct ruleset *r)
{
	struct candidates *c = xcalloc(1, sizeof(*c));

	c->ruleset = r;
	c->n_lists = r->n_rules;
	c->starts = xcalloc(r->n_rules + 1, sizeof(*c->starts));
	c->stretches = xcalloc(r->n_rules + 1, sizeof(*c->stretches));
	return c;
}

void candidates_free(struct candidates *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_lists; i++) {
		free(c->starts[i].rows);
		free(c->stretches[i].rows);
	}
	free(c->near.rows);
	free(c->starts);
	free(c->stretches);
	free(c);
}

const struct candidate *candidates_of(const struct candidates *c, size_t rule, size_t *n)
{
	*n = c->starts[rule].n;
	return c->starts[rule].rows;
}

void candidates_clear(struct candidates *c, int view)
{
	for (size_t i = 0; i < c->n_lists; i++)
		if (c->ruleset->rules[i].view == view) {
			c->starts[i].n = c->stretches[i].n = 0;
			c->starts[i].mixed = c->stretches[i].mixed = false;
		}
}

void candidates_add(struct candidate_list *l, size_t from, size_t last)
{
	struct candidate *prev = l->n ? l->rows + l->n - 1 : NULL;

	if (prev && from >= prev->from && from <= prev->last) {
		prev->last = last > prev->last ? (uint32_t)last : prev->last;
		return;
	}
	l->mixed |= prev && from < prev->from;
	if (l->n == l->room) {
		l->room = l->room ? 2 * l->room : 64;
		l->rows = xrealloc(l->rows, l->room * sizeof(*l->rows));
	}
	l->rows[l->n++] = (struct candidate){(uint32_t)from, (uint32_t)last};
}

static int by_start(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	return a->from < b->from ? -1 : a->from > b->from;
}

static void put_in_order(struct candidate_list *l)
{
	size_t kept = 0;

	if (!l->mixed)
		return;
	qsort(l->rows, l->n, sizeof(*l->rows), by_start);
	for (size_t i = 1; i < l->n; i++) {
		struct candidate *prev = l->rows + kept;

		if (l->rows[i].from > prev->last)
			l->rows[++kept] = l->rows[i];
		else if (l->rows[i].last > prev->last)
			prev->last = l->rows[i].last;
	}
	l->n = kept + 1;
	l->mixed = false;
}

/* Starts, single spots, that lie in one of the stretches. */
static void narrow(struct candidate_list *starts, const struct candidate_list *stretches)
{
	size_t kept = 0, k = 0;

	for (size_t i = 0; i < starts->n; i++) {
		uint32_t at = starts->rows[i].from;

		while (k < stretches->n && stretches->rows[k].last < at)
			k++;
		if (k < stretches->n && stretches->rows[k].from <= at)
			starts->rows[kept++] = starts->rows[i];
	}
	starts->n = kept;
}

void candidates_join_stretches(struct candidates *c, const struct gate *g, int view)
{
	c->near.n = 0;
	c->near.mixed = false;
	for (size_t i = 0; i < c->n_lists; i++) {
		if (c->ruleset->rules[i].view != view || !g->narrowed[i])
			continue;
		put_in_order(c->stretches + i);
		for (size_t k = 0; k < c->stretches[i].n; k++)
			candidates_add(&c->near, c->stretches[i].rows[k].from,
				       c->stretches[i].rows[k].last);
	}
	put_in_order(&c->near);
}

void candidates_settle(struct candidates *c, const struct gate *g, int view)
{
	for (size_t i = 0; i < c->n_lists; i++) {
		if (c->ruleset->rules[i].view != view)
			continue;
		put_in_order(c->starts + i);
		if (g->narrowed[i])
			narrow(c->starts + i, c->stretches + i);
	}
}
