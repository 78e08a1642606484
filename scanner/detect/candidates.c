/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/candidates.c - where each rule may start in a window: gathered and put in order. */
#include "detect/gate_tables.h"
#include <stdlib.h>
#include <string.h>

struct candidates *candidates_new(const struct ruleset *r)
{
	struct candidates *c = xcalloc(1, sizeof(*c));

	c->ruleset = r;
	c->n_lists = r->n_rules;
	c->starts = xcalloc(r->n_rules + 1, sizeof(*c->starts));
	c->stretches = xcalloc(r->n_rules + 1, sizeof(*c->stretches));
	c->searched = xcalloc(r->n_rules + 1, sizeof(*c->searched));
	c->cursors = xcalloc(r->n_rules + 1, sizeof(*c->cursors));
	return c;
}

void candidates_free(struct candidates *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_lists; i++) {
		free(c->starts[i].rows);
		free(c->stretches[i].rows);
		free(c->searched[i].rows);
	}
	free(c->near);
	free(c->cursors);
	free(c->searched);
	free(c->starts);
	free(c->stretches);
	free(c);
}

const struct candidate *candidates_of(const struct candidates *c, size_t rule, size_t *n)
{
	*n = c->starts[rule].n;
	return c->starts[rule].rows;
}

void candidates_clear(struct candidates *c, int view, size_t len)
{
	struct candidate_list *const all[] = {c->starts, c->stretches, c->searched};
	size_t blocks = len / NEAR_BLOCK + 1;

	for (size_t k = 0; k < ARRAY_LEN(all); k++)
		for (size_t i = 0; i < c->n_lists; i++)
			if (c->ruleset->rules[i].view == view) {
				all[k][i].n = 0;
				all[k][i].mixed = false;
			}
	memset(c->cursors, 0, c->n_lists * sizeof(*c->cursors));
	if (c->near_room < blocks) {
		c->near_room = 2 * blocks;
		c->near = xrealloc(c->near, c->near_room * sizeof(*c->near));
	}
	memset(c->near, 0, blocks * sizeof(*c->near));
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

void candidates_add_stretch(struct candidates *c, size_t rule, int narrowed, size_t from,
			    size_t last)
{
	struct candidate_list *l = c->stretches + rule;

	if (l->n && from == l->rows[l->n - 1].last + (size_t)1)
		l->rows[l->n - 1].last = (uint32_t)last;
	else
		candidates_add(l, from, last);
	for (size_t i = from / NEAR_BLOCK; i <= last / NEAR_BLOCK; i++)
		c->near[i] |= UINT64_C(1) << narrowed;
}

bool candidates_in_stretch(struct candidates *c, size_t rule, size_t at)
{
	const struct candidate_list *l = c->stretches + rule;
	size_t *k = c->cursors + rule;

	while (*k < l->n && l->rows[*k].last < at)
		++*k;
	return *k < l->n && l->rows[*k].from <= at;
}

void candidates_settle(struct candidates *c, int view)
{
	for (size_t i = 0; i < c->n_lists; i++) {
		if (c->ruleset->rules[i].view != view)
			continue;
		for (size_t k = 0; k < c->searched[i].n; k++)
			candidates_add(c->starts + i, c->searched[i].rows[k].from,
				       c->searched[i].rows[k].last);
		put_in_order(c->starts + i);
	}
}
