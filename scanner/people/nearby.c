/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/nearby.c - which datum stands with which name.
 *
 * In a table, the name in the same row; in a header, the name in the same field; in running text
 * the nearest name before it in the paragraph, or right behind it. A datum between two names goes
 * to the one before: "Jan (06-12345678) en Piet" is about Jan.
 */
#include "people/units.h"
#include <string.h>

#define FAR_BEFORE 200 /* bytes from the end of a name to what still stands with it */
#define FAR_BEHIND 40  /* and from a datum to a name behind it */

static bool is_same_spot(const struct seen *a, const struct seen *b)
{
	if (a->carrier != b->carrier)
		return false;
	switch (b->anchor) {
	case AT_CELL:
	case AT_HEADER:
	case AT_PARAGRAPH:
		return a->anchor == b->anchor && a->number == b->number;
	default:
		return true;
	}
}

static const struct seen *name_before(const struct seen *seen, size_t at)
{
	const struct seen *d = seen + at;

	while (at-- && seen[at].carrier == d->carrier) {
		const struct seen *s = seen + at;
		bool table = d->anchor == AT_CELL;

		if (!table && s->start + 4 * FAR_BEFORE < d->start)
			return NULL;
		if (table && s->anchor == AT_CELL && s->number < d->number)
			return NULL;
		if (s->type != TYPE_PERSON || !is_same_spot(s, d))
			continue;
		return table || s->end + FAR_BEFORE >= d->start ? s : NULL;
	}
	return NULL;
}

static const struct seen *name_behind(const struct seen *seen, size_t at, size_t n)
{
	const struct seen *d = seen + at;

	while (++at < n && seen[at].carrier == d->carrier) {
		const struct seen *s = seen + at;
		bool table = d->anchor == AT_CELL;

		if (table ? !is_same_spot(s, d) : s->start > d->end + FAR_BEHIND)
			return NULL;
		if (s->type == TYPE_PERSON && is_same_spot(s, d))
			return s;
	}
	return NULL;
}

static bool is_datum(const struct seen *s)
{
	switch (s->type) {
	case TYPE_PERSON:
	case TYPE_INDICATOR:
	case TYPE_IP:
	case TYPE_URL:
	case TYPE_CASE_NUMBER:
		return false;
	case TYPE_PLACE:
		return s->residence;
	default:
		return true;
	}
}

/* "j.jansen@" stands with the name Jansen, and with no other name in a list of addresses. */
static bool is_address_of_another(const struct people *p, const struct seen *d,
				  const struct seen *name)
{
	const struct unit *u = &p->units[name->unit];
	const char *last = strrchr(u->surname, ' ');
	const char *at = strchr(d->datum.normal, '@');

	if (d->type != TYPE_EMAIL || !at || d->anchor == AT_HEADER || d->anchor == AT_CELL)
		return false;
	last = last ? last + 1 : u->surname;
	const char *found = *last ? strstr(d->datum.normal, last) : NULL;
	if (found && found < at)
		return false;
	found = *u->given ? strstr(d->datum.normal, u->given) : NULL;
	return !(found && found < at) && memchr(d->datum.normal, '.', (size_t)(at - d->datum.normal));
}

/* Who sent a mail, or signed, says so himself; any other text says it about somebody. */
static bool is_own(const struct seen *d, const struct seen *name)
{
	if (d->carrier != CARRIER_HEADER)
		return d->carrier == CARRIER_BODY && name->author;
	return d->field && (!strcmp(d->field, "From") || !strcmp(d->field, "Reply-To") ||
			    !strcmp(d->field, "Sender"));
}

void nearby_attach(struct people *p, const struct seen *seen, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct seen *name;
		struct datum d;

		if (!is_datum(seen + i))
			continue;
		name = name_before(seen, i);
		if (!name)
			name = name_behind(seen, i, n);
		if (!name || is_address_of_another(p, seen + i, name))
			continue;
		d = seen[i].datum;
		d.own = is_own(seen + i, name);
		units_add_datum(p, name->unit, &d);
	}
}
