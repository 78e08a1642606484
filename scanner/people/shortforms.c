/* SPDX-License-Identifier: EUPL-1.2 */
/* people/shortforms.c - "El Testaoui" and "M.", which join the one full name of their document. */
#include "people/units.h"
#include <stdlib.h>
#include <string.h>

struct word_unit {
	const char *word;
	uint32_t unit;
};

static int by_word(const void *a, const void *b)
{
	const struct word_unit *x = a, *y = b;
	int order = strcmp(x->word, y->word);

	return order ? order : x->unit < y->unit ? -1 : x->unit > y->unit;
}

static const char *last_word(const char *words)
{
	const char *space = strrchr(words, ' ');

	return space ? space + 1 : words;
}

/* Full names of the document under each word that a short form may show. */
static size_t list_full_names(struct people *p, size_t from, struct word_unit *list)
{
	size_t n = 0;

	for (size_t i = from; i < p->n_units; i++) {
		const struct unit *u = &p->units[i];

		if (!*u->given || !*u->surname)
			continue;
		list[n++] = (struct word_unit){ u->given, (uint32_t)i };
		list[n++] = (struct word_unit){ last_word(u->surname), (uint32_t)i };
	}
	if (n)
		qsort(list, n, sizeof(*list), by_word);
	return n;
}

static bool short_fits(const struct unit *shorter, const struct unit *full)
{
	if (shorter->row != full->row && shorter->row)
		return false;
	if (shorter->single)
		return !strcmp(shorter->surname, full->given) ||
		       !strcmp(shorter->surname, last_word(full->surname)) ||
		       !strcmp(shorter->surname, full->surname);
	return !strcmp(shorter->surname, full->surname) &&
	       (!shorter->initial || shorter->initial == full->initial);
}

/* The one full name that a short form fits; NONE if there is none, or more than one. */
static uint32_t only_full_name(const struct people *p, uint32_t unit, const struct word_unit *list,
			       size_t n)
{
	const struct unit *u = &p->units[unit];
	const char *word = last_word(u->surname);
	size_t low = 0, high = n;
	uint32_t found = NONE;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(list[middle].word, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n && !strcmp(list[low].word, word); low++) {
		const struct unit *full = &p->units[list[low].unit];

		if (!short_fits(u, full) || list[low].unit == found)
			continue;
		if (found != NONE && strcmp(p->units[found].surname, full->surname) != 0)
			return NONE;
		if (found != NONE && strcmp(p->units[found].given, full->given) != 0)
			return NONE;
		found = list[low].unit;
	}
	return found;
}

void units_join_short_forms(struct people *p, size_t from)
{
	struct word_unit *list = xcalloc(2 * (p->n_units - from) + 1, sizeof(*list));
	size_t n = list_full_names(p, from, list);

	for (size_t i = from; i < p->n_units; i++) {
		uint32_t full = *p->units[i].given ? NONE : only_full_name(p, (uint32_t)i, list, n);

		if (full != NONE)
			units_join(p, (uint32_t)i, full);
	}
	free(list);
}
