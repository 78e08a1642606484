/* SPDX-License-Identifier: EUPL-1.2 */
/* report/tied.c - the persons of one document, by the ids of their hits. */
#include "report/tied.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PERSONS 20000

struct person {
	char id[2 * HIT_KEY_LEN + 1];
	const char *name;
	bool told;
};
struct tied {
	struct arena *arena;
	const struct hit_query *query;
	struct person *persons;
	size_t n, room;
};

struct tied *tied_new(void)
{
	struct tied *t = xcalloc(1, sizeof(*t));

	t->arena = arena_new(SIZE_MAX);
	return t;
}

void tied_free(struct tied *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	free(t->persons);
	free(t);
}

static bool is_chosen(const struct hit_query *q, const struct hit *h, const char *pattern)
{
	return h->score >= q->min_score && (!h->suppressed || q->suppressed) && !q->type &&
	       !q->category && (!q->pattern || !strcmp(q->pattern, pattern));
}

static int note(void *arg, const struct hit_row *row)
{
	struct tied *t = arg;
	struct person *p;

	if (t->n == MOST_PERSONS)
		return 0;
	if (t->n == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->persons = xrealloc(t->persons, t->room * sizeof(*t->persons));
	}
	p = &t->persons[t->n++];
	snprintf(p->id, sizeof(p->id), "%s", row->id);
	p->name = arena_copy(t->arena, row->hit.value, strlen(row->hit.value));
	p->told = is_chosen(t->query, &row->hit, row->pattern_name);
	return 0;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct person *)a)->id, ((const struct person *)b)->id);
}

int tied_read(struct tied *t, struct store *s, const char *path, const struct hit_query *query,
	      struct fail *f)
{
	struct hit_query persons = {.path_prefix = path, .type = "person", .suppressed = true};

	arena_rewind(t->arena, 0);
	t->n = 0;
	t->query = query;
	if (query->type && strcmp(query->type, "indicator"))
		return 0;
	if (store_each_hit(s, &persons, note, t, f) < 0)
		return -1;
	if (t->n)
		qsort(t->persons, t->n, sizeof(*t->persons), by_id);
	return 0;
}

const char *tied_name(const struct tied *t, const char *id, bool *told)
{
	struct person key = {0};
	const struct person *p;

	snprintf(key.id, sizeof(key.id), "%s", id);
	p = t->n ? bsearch(&key, t->persons, t->n, sizeof(key), by_id) : NULL;
	*told = p && p->told;
	return p ? p->name : NULL;
}
