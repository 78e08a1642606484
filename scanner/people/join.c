/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/join.c - units to persons: the best evidence first, and never across what keeps apart.
 *
 * Only units that share a surname and a datum can be one, so they are sorted by these; within such
 * a group each is compared with the one before and with the first. That is linear, and joins all
 * that agree, since what agrees in one datum is all in one group.
 */
#include "base/digest.h"
#include "people/units.h"
#include <stdlib.h>
#include <string.h>

#define ENOUGH 30
#define ENOUGH_COMMON 60

struct key {
	uint64_t hash;
	uint32_t unit;
};
struct pair {
	int points;
	uint32_t a, b; /* a was read before b */
};
struct pairs {
	struct pair *rows;
	size_t n, room;
};
struct single { /* of each root: the one BSN and date of birth it has; NULL: none */
	const char *bsn, *born;
};

void people_note(struct people *p, uint32_t unit, enum hit_type type, const char *normal, int points,
		 const char *says)
{
	GROW(p->reasons, p->n_reasons, p->reason_room);
	p->reasons[p->n_reasons++] = (struct reason_for){ unit, type, normal, points, says };
}

static uint64_t hash_key(const struct unit *u, int type, const char *normal)
{
	uint8_t digest[DIGEST_LEN];
	uint64_t hash;
	char *text = xformat("%s\n%d\n%s", u->surname, type, normal);

	digest_of(text, strlen(text), digest);
	memcpy(&hash, digest, sizeof(hash));
	free(text);
	return hash;
}

static int by_hash(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static size_t list_keys(const struct people *p, struct key *keys)
{
	size_t n = 0;

	for (uint32_t i = 0; i < p->n_units; i++) {
		const struct unit *u = &p->units[i];
		const char *thread = p->documents[u->document].thread;

		if (thread)
			keys[n++] = (struct key){ hash_key(u, THREAD_TYPE, thread), i };
		for (uint32_t k = u->data; k != NONE; k = p->data[k].next)
			if (points_of((int)p->data[k].type, true))
				keys[n++] = (struct key){
					hash_key(u, (int)p->data[k].type, p->data[k].normal), i
				};
	}
	if (n)
		qsort(keys, n, sizeof(*keys), by_hash);
	return n;
}

static bool initials_fit(const struct unit *a, const struct unit *b)
{
	if (a->single != b->single)
		return false;
	if (*a->given && *b->given)
		return !strcmp(a->given, b->given);
	return a->initial == b->initial;
}

static void add_pair(const struct people *p, struct pairs *pairs, uint32_t a, uint32_t b)
{
	const struct unit *x = &p->units[a], *y = &p->units[b];
	int points;

	if (a == b || strcmp(x->surname, y->surname) != 0 || !initials_fit(x, y))
		return;
	points = compare_units(p, x, y, NULL, NULL);
	if (points <= 0)
		return;
	GROW(pairs->rows, pairs->n, pairs->room);
	pairs->rows[pairs->n++] = (struct pair){ points, a < b ? a : b, a < b ? b : a };
}

static int by_points(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->points != y->points)
		return x->points > y->points ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

static void find_pairs(const struct people *p, struct pairs *pairs)
{
	struct key *keys = xcalloc(p->n_units + p->n_data + 1, sizeof(*keys));
	size_t n = list_keys(p, keys), first = 0;

	for (size_t i = 1; i < n; i++) {
		if (keys[i].hash != keys[i - 1].hash) {
			first = i;
			continue;
		}
		add_pair(p, pairs, keys[i - 1].unit, keys[i].unit);
		if (first < i - 1)
			add_pair(p, pairs, keys[first].unit, keys[i].unit);
	}
	free(keys);
	if (pairs->n)
		qsort(pairs->rows, pairs->n, sizeof(*pairs->rows), by_points);
}

static const char *only(const struct people *p, const struct unit *u, enum hit_type type)
{
	const char *found = NULL;

	for (uint32_t i = u->data; i != NONE; i = p->data[i].next) {
		if (p->data[i].type != type)
			continue;
		if (found && strcmp(found, p->data[i].normal) != 0)
			return NULL; /* two in one place say nothing of either */
		found = p->data[i].normal;
	}
	return found;
}

static bool differ(const char *a, const char *b)
{
	return a && b && strcmp(a, b) != 0;
}

struct joining {
	struct people *p;
	struct single *singles;
	uint32_t unit;
};

static void note_agreement(void *arg, enum hit_type type, const char *value, int points)
{
	struct joining *j = arg;

	people_note(j->p, j->unit, type, value, points, datum_says((int)type));
}

static bool is_kept_apart(struct joining *j, uint32_t a, uint32_t b)
{
	const struct single *x = j->singles + a, *y = j->singles + b;
	const char *says = NULL;

	if (differ(x->bsn, y->bsn))
		says = "zelfde naam, ander burgerservicenummer: niet samengevoegd";
	else if (differ(x->born, y->born))
		says = "zelfde naam, andere geboortedatum: niet samengevoegd";
	else if (decide_keeps_apart(j->p, a, b, 0))
		says = "bij besluit uit elkaar gehouden";
	if (!says)
		return false;
	people_note(j->p, a, TYPE_PERSON, "", -100, says);
	people_note(j->p, b, TYPE_PERSON, "", -100, says);
	return true;
}

static void note_too_little(struct people *p, const struct pair *pair)
{
	static const char says[] = "zelfde naam, te weinig dat overeenkomt: niet samengevoegd";

	people_note(p, pair->a, TYPE_PERSON, "", 0, says);
	people_note(p, pair->b, TYPE_PERSON, "", 0, says);
}

static void try_pair(struct joining *j, const struct pair *pair)
{
	struct people *p = j->p;
	const struct unit *x = &p->units[pair->a], *y = &p->units[pair->b];
	bool common = !names_equal(x, y) || name_is_common(p, x);
	uint32_t a = units_root(p, pair->a), b = units_root(p, pair->b);

	if (pair->points < (common ? ENOUGH_COMMON : ENOUGH)) {
		if (a != b)
			note_too_little(p, pair);
		return;
	}
	if (a != b && is_kept_apart(j, a, b))
		return;
	j->unit = pair->b;
	compare_units(p, x, y, note_agreement, j);
	if (a == b)
		return;
	struct single both = { j->singles[a].bsn ? j->singles[a].bsn : j->singles[b].bsn,
			       j->singles[a].born ? j->singles[a].born : j->singles[b].born };
	j->singles[units_join(p, a, b)] = both;
}

/* What was joined already, by copies, short forms and decisions, has its numbers together. */
static void gather_singles(struct people *p, struct single *singles)
{
	for (uint32_t i = 0; i < p->n_units; i++) {
		struct single *s = singles + units_root(p, i);
		const char *bsn = only(p, &p->units[i], TYPE_BSN);
		const char *born = only(p, &p->units[i], TYPE_DATE_OF_BIRTH);

		s->bsn = s->bsn ? s->bsn : bsn;
		s->born = s->born ? s->born : born;
	}
}

void people_join(struct people *p)
{
	struct pairs pairs = { 0 };
	struct joining j = { .p = p, .singles = xcalloc(p->n_units + 1, sizeof(*j.singles)) };

	find_pairs(p, &pairs);
	gather_singles(p, j.singles);
	for (size_t i = 0; i < pairs.n; i++)
		try_pair(&j, pairs.rows + i);
	free(pairs.rows);
	free(j.singles);
}
