/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/contact.c - how far a letter can rely on a contact detail.
 *
 *	A  given by the person in the track, or from an authoritative register: never from a scan
 *	B  the person's own statement in the documents, at most 24 months old, identity certain
 *	C  by others, from open sources, of an office or a group, older, or not confirmed
 *	D  no contact detail at all
 *
 * Only A and B are reliable: special data must never go to the wrong person. What is older than 24
 * months stays C until a second source, which is no matter of counting documents, confirms it.
 */
#include "people/people.h"
#include <string.h>

#define MONTHS_24 (INT64_C(731) * 86400)

bool datum_is_contact(enum hit_type type)
{
	return type == TYPE_EMAIL || type == TYPE_PHONE || type == TYPE_ADDRESS;
}

/* info@, secretariaat@: read by whoever is on duty. */
static bool is_office_address(const struct datum_row *d)
{
	static const char *const offices[] = {
		"info", "secretariaat", "contact", "post", "postbus", "postvak", "balie", "bestuur",
		"redactie", "webmaster", "support", "noreply", "no-reply", "admin", "administratie",
		"klantenservice", "receptie", "office", "mail", "algemeen", "woordvoering", "pers",
		"functioneelbeheer", "helpdesk", "servicedesk", "directie", "moskee", "school", "hr",
		"personeelszaken", "avg", "privacy", "fg", "griffie", "gemeente", "burgerzaken", NULL,
	};
	const char *at = strchr(d->normal, '@');
	size_t len = at ? (size_t)(at - d->normal) : 0;

	for (size_t i = 0; at && offices[i]; i++)
		if (strlen(offices[i]) == len && !memcmp(d->normal, offices[i], len))
			return true;
	return false;
}

char contact_grade(const struct datum_row *d, const char *sure, int64_t today)
{
	if (!datum_is_contact(d->type))
		return 'D';
	if (!d->own || is_office_address(d) || strcmp(sure, "VAST") != 0 || !d->dated)
		return 'C';
	return today - d->until <= MONTHS_24 ? 'B' : 'C';
}

const char *contact_why(const struct datum_row *d, const char *sure, int64_t today)
{
	if (!datum_is_contact(d->type))
		return "geen contactgegeven";
	if (is_office_address(d))
		return "adres van een dienst of functie";
	if (!d->own)
		return "door een ander vermeld";
	if (strcmp(sure, "VAST") != 0)
		return "eigen opgave, maar de identiteit staat niet vast";
	if (!d->dated)
		return "eigen opgave, datum onbekend";
	if (today - d->until > MONTHS_24)
		return "eigen opgave, ouder dan 24 maanden: bevestigen uit een tweede bron";
	return "eigen opgave, niet ouder dan 24 maanden";
}
