/* SPDX-License-Identifier: EUPL-1.2 */
/* people/numbers.c - which person keeps which number. */
#include "people/numbers.h"
#include <stdlib.h>
#include <string.h>

struct vote {
	uint32_t root;
	int64_t number;
	uint32_t n;
};
struct votes {
	struct people *p;
	struct vote *rows;
	size_t n, room;
};

static int read_claim(void *arg, const uint8_t hit[HIT_KEY_LEN], int64_t number)
{
	struct votes *v = arg;
	const struct mention *m = mention_find(v->p, hit);

	if (!m)
		return 0;
	GROW(v->rows, v->n, v->room);
	v->rows[v->n++] = (struct vote){ units_root(v->p, m->unit), number, 1 };
	return 0;
}

static int by_root_and_number(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;

	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int by_votes(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return x->root < y->root ? -1 : x->root > y->root;
}

static void count(struct votes *v)
{
	size_t k = 0;

	if (!v->n)
		return;
	qsort(v->rows, v->n, sizeof(*v->rows), by_root_and_number);
	for (size_t i = 1; i < v->n; i++) {
		if (!by_root_and_number(v->rows + k, v->rows + i))
			v->rows[k].n++;
		else
			v->rows[++k] = v->rows[i];
	}
	v->n = k + 1;
	qsort(v->rows, v->n, sizeof(*v->rows), by_votes);
}

static void give_old(const struct votes *v, int64_t *numbers)
{
	int64_t top = 0;
	bool *used;

	for (size_t i = 0; i < v->n; i++)
		top = v->rows[i].number > top ? v->rows[i].number : top;
	used = xcalloc((size_t)top + 1, sizeof(*used));
	for (size_t i = 0; i < v->n; i++) {
		const struct vote *vote = v->rows + i;

		if (numbers[vote->root] || vote->number < 1 || used[vote->number])
			continue;
		numbers[vote->root] = vote->number;
		used[vote->number] = true;
	}
	free(used);
}

static int give_new(struct people *p, struct store *s, int64_t *numbers, struct fail *f)
{
	for (uint32_t i = 0; i < p->n_units; i++) {
		uint32_t root = units_root(p, i);

		if (!p->units[i].mentions || numbers[root])
			continue;
		if (people_new_number(s, &numbers[root], f) < 0)
			return -1;
	}
	return 0;
}

static int write_claims(struct people *p, struct store *s, const int64_t *numbers, struct fail *f)
{
	for (size_t i = 0; i < p->n_mentions; i++) {
		const struct mention *m = p->mentions + i;

		if (i && !memcmp(m->id, m[-1].id, HIT_KEY_LEN))
			continue;
		if (people_put_claim(s, m->id, numbers[units_root(p, m->unit)], f) < 0)
			return -1;
	}
	return 0;
}

int numbers_give(struct people *p, struct store *s, int64_t *numbers, struct fail *f)
{
	struct votes v = { .p = p };
	int error = people_each_claim(s, 0, read_claim, &v, f);

	count(&v);
	give_old(&v, numbers);
	free(v.rows);
	if (!error)
		error = give_new(p, s, numbers, f);
	return error ? error : write_claims(p, s, numbers, f);
}
