/* SPDX-License-Identifier: EUPL-1.2 */
/* people/compare.c - points for two units being one person; people.h has the table. */
#include "people/units.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct weight {
	int type;
	int same_name, same_initial; /* 0: says nothing */
	const char *says;
} weights[] = {
	{ TYPE_BSN, 100, 100, "hetzelfde burgerservicenummer" },
	{ TYPE_DOCUMENT_NUMBER, 100, 100, "hetzelfde documentnummer" },
	{ TYPE_EMAIL, 80, 60, "hetzelfde e-mailadres" },
	{ TYPE_IBAN, 80, 60, "hetzelfde rekeningnummer" },
	{ TYPE_PHONE, 70, 60, "hetzelfde telefoonnummer" },
	{ TYPE_HANDLE, 70, 60, "dezelfde accountnaam" },
	{ TYPE_LICENCE_PLATE, 60, 60, "hetzelfde kenteken" },
	{ TYPE_DATE_OF_BIRTH, 60, 60, "dezelfde geboortedatum" },
	{ TYPE_ADDRESS, 60, 0, "hetzelfde adres" },
	{ TYPE_POSTCODE, 60, 0, "dezelfde postcode" },
	{ THREAD_TYPE, 60, 0, "dezelfde mailwisseling" },
	{ TYPE_PLACE, 35, 0, "dezelfde woonplaats" },
	{ TYPE_ORGANISATION, 25, 0, "dezelfde organisatie" },
};

#define OTHER_RESIDENCE (-15)
#define COMMON_RESIDENCES 3
#define COMMON_NUMBERS 2

int points_of(int type, bool same_name)
{
	for (size_t i = 0; i < ARRAY_LEN(weights); i++)
		if (weights[i].type == type)
			return same_name ? weights[i].same_name : weights[i].same_initial;
	return 0;
}

const char *datum_says(int type)
{
	for (size_t i = 0; i < ARRAY_LEN(weights); i++)
		if (weights[i].type == type)
			return weights[i].says;
	return "";
}

bool names_equal(const struct unit *a, const struct unit *b)
{
	return a->single == b->single && a->initial == b->initial && !strcmp(a->given, b->given) &&
	       !strcmp(a->surname, b->surname);
}

static const struct datum *same_datum(const struct people *p, const struct unit *u,
				      const struct datum *d)
{
	for (uint32_t i = u->data; i != NONE; i = p->data[i].next)
		if (p->data[i].type == d->type && !strcmp(p->data[i].normal, d->normal))
			return p->data + i;
	return NULL;
}

static bool has_type(const struct people *p, const struct unit *u, enum hit_type type)
{
	for (uint32_t i = u->data; i != NONE; i = p->data[i].next)
		if (p->data[i].type == type)
			return true;
	return false;
}

int compare_units(const struct people *p, const struct unit *a, const struct unit *b,
		  agree_fn *agree, void *arg)
{
	const char *thread = p->documents[a->document].thread, *other = p->documents[b->document].thread;
	bool same_name = names_equal(a, b), same_place = false;
	int sum = 0;

	for (uint32_t i = a->data; i != NONE; i = p->data[i].next) {
		const struct datum *d = same_datum(p, b, p->data + i);
		int points = d ? points_of((int)d->type, same_name) : 0;

		if (!points)
			continue;
		same_place |= d->type == TYPE_PLACE;
		sum += points;
		if (agree)
			agree(arg, d->type, d->value, points);
	}
	if (thread && other && same_name && !strcmp(thread, other)) {
		sum += points_of(THREAD_TYPE, true);
		if (agree)
			agree(arg, (enum hit_type)THREAD_TYPE, "", points_of(THREAD_TYPE, true));
	}
	if (!same_place && has_type(p, a, TYPE_PLACE) && has_type(p, b, TYPE_PLACE))
		sum += OTHER_RESIDENCE;
	return sum;
}

/* One line per name and datum that tells people of one name apart. */
struct stands_with {
	const char *given, *surname;
	char initial;
	bool place;
	const char *normal;
};

static int by_name(const void *a, const void *b)
{
	const struct stands_with *x = a, *y = b;
	int order = strcmp(x->surname, y->surname);

	if (!order)
		order = strcmp(x->given, y->given);
	if (!order)
		order = x->initial - y->initial;
	return order;
}

static int by_name_and_datum(const void *a, const void *b)
{
	const struct stands_with *x = a, *y = b;
	int order = by_name(a, b);

	if (!order)
		order = x->place - y->place;
	return order ? order : strcmp(x->normal, y->normal);
}

static size_t list_data(const struct people *p, struct stands_with *list)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_units; i++) {
		const struct unit *u = &p->units[i];

		for (uint32_t k = u->data; k != NONE; k = p->data[k].next) {
			const struct datum *d = p->data + k;

			if (d->type == TYPE_PLACE || d->type == TYPE_BSN ||
			    d->type == TYPE_DATE_OF_BIRTH)
				list[n++] = (struct stands_with){ u->given, u->surname, u->initial,
								  d->type == TYPE_PLACE, d->normal };
		}
	}
	return n;
}

static const char *key_of(struct arena *a, const char *given, const char *surname)
{
	return arena_format(a, "%s|%s", surname, given);
}

void common_find(struct people *p)
{
	struct stands_with *list = xcalloc(p->n_data + 1, sizeof(*list));
	size_t n = list_data(p, list), places = 0, numbers = 0, room = 0;

	if (n)
		qsort(list, n, sizeof(*list), by_name_and_datum);
	for (size_t i = 0; i < n; i++) {
		if (!i || by_name(list + i, list + i - 1))
			places = numbers = 0;
		if (!i || by_name_and_datum(list + i, list + i - 1))
			++*(list[i].place ? &places : &numbers);
		if (i + 1 < n && !by_name(list + i, list + i + 1))
			continue;
		if (places < COMMON_RESIDENCES && numbers < COMMON_NUMBERS)
			continue;
		GROW(p->common, p->n_common, room);
		p->common[p->n_common++] = key_of(p->arena, list[i].given, list[i].surname);
	}
	free(list);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool name_is_common(const struct people *p, const struct unit *u)
{
	char text[NAME_MAX_BYTES];
	const char *key = text;

	if (!*u->given || !*u->surname)
		return true;
	snprintf(text, sizeof(text), "%s|%s", u->surname, u->given);
	return p->n_common && bsearch(&key, p->common, p->n_common, sizeof(key), by_text);
}
