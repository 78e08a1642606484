/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/dossier.h - all that the case knows of one person, for the list of persons to be told.
 *
 * The words of the fields are those of the list (one line, one person): closed lists in capitals.
 * Nothing in it is a decision: oordeel is IN_BEOORDELING and status GEVONDEN until a person says
 * otherwise; reden_niet_geinformeerd is what stands in the way as things are.
 */
#ifndef VP_PEOPLE_DOSSIER_H
#define VP_PEOPLE_DOSSIER_H
#include "base/buf.h"
#include "people/people.h"

struct texts { /* texts that differ, in the order they were met */
	char **texts;
	uint64_t *times;
	size_t n, room;
};
void texts_add(struct texts *to, const char *text);
void texts_free(struct texts *n);

struct finding_row { /* one bevinding: what a document says of the person, and where */
	const char *place, *category, *manner, *polarity, *dated, *sender;
	const char *text;    /* the words found */
	int64_t date;
	const char *regime;  /* WBP or AVG by the date, "" if that is not known */
};
/* A mention has category ALG (name only); an indicator its own; a number BSN or ID. */
typedef int finding_fn(void *arg, const struct finding_row *row);

struct contact_row {
	const char *type, *value, *why;
	char grade;
};
struct dossier {
	struct person_row person;  /* strings below */
	char *name;
	struct texts aliases, residences, born, categories, senders, recipients, files;
	struct contact_row *contacts; /* best grade first */
	size_t n_contacts, contact_room;
	uint64_t findings;         /* indicators and numbers tied to the person */
	bool wbp, avg;             /* some document falls under it */
	char grade;                /* of the best contact */
	const char *hindrance;     /* reden_niet_geinformeerd */
};
/* found: told each finding on the way, or NULL. today: seconds since 1970. */
int dossier_read(struct store *s, const struct person_row *p, int64_t today, finding_fn *found,
		 void *arg, struct dossier *ret, struct fail *f);
void dossier_wipe(struct dossier *d);
#endif
