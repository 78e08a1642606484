/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/people.h - from hits to persons, as proposals that a person judges.
 *
 * A mention is a reported hit of type person. Mentions of one name in one document form a unit;
 * a short form ("El Testaoui", "M.") joins the one unit of its document that it fits. What stands
 * with a name (nearby.h) are its data. Units become one person when evidence says so:
 *
 *	same name and          points     same surname, fitting initials and    points
 *	bsn, document number      100     bsn, document number                     100
 *	e-mail, iban               80     e-mail, iban                              60
 *	phone, handle              70     phone, handle                             60
 *	date of birth              60     date of birth                             60
 *	address, postcode          60
 *	mail thread                60
 *	place of residence         35
 *	organisation               25
 *
 * A name that is rare in the case needs 30 points, a common one 60: one that stands with three
 * places of residence or two dates of birth or numbers, or that has no given name in full. A name
 * alone never suffices (0 points). Two different BSNs or dates of birth keep units apart whatever
 * else agrees; different places of residence count against (-15). All that counted is kept as
 * evidence, for and against, in words.
 *
 * What people decided goes before: `merge` makes one, `split` keeps apart, `undo` takes an event
 * back. Events name mentions, not persons, so that they hold after a rescan; a split binds the
 * mentions it names, also against later evidence. Equal hits and events give equal persons,
 * whatever the order of scanning: units are taken in the order of the ids of their mentions.
 *
 * A person keeps the number that most of its mentions had; of two equal the lower one. Numbers are
 * never given again. Nothing here infers anything from the origin of a name.
 */
#ifndef VP_PEOPLE_H
#define VP_PEOPLE_H
#include "store/people.h"

/* Makes persons of the hits at or above min_score, and writes them; store_open()ed for writing. */
int people_build(struct store *s, int min_score, struct fail *f);
/* As people_build(), unless they are those of the present hits and events. */
int people_refresh(struct store *s, int min_score, struct fail *f);

/* What can be compared of a name; folded words, which stand in the struct itself: no copies. */
#define NAME_MAX_BYTES 160
struct name {
	char words[NAME_MAX_BYTES];
	const char *given;   /* first given name in full, or "" */
	char initial;        /* of the given name, or 0 */
	const char *surname; /* without particles, words joined by a space; "" for none */
	bool single;         /* one word, which may be either */
};
/* normal: the search form of a hit. False if nothing of a name is left. */
bool name_parse(struct name *ret, const char *normal);

/* Contact details, graded by how far a letter can rely on them. */
char contact_grade(const struct datum_row *d, const char *sure, int64_t today);
const char *contact_why(const struct datum_row *d, const char *sure, int64_t today);
bool datum_is_contact(enum hit_type type);
#endif
