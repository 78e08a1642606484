/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/people.h - persons, what stands with their names, and what people decided about them.
 *
 * Persons are derived: from hits and events they can be made anew at any time, with the same
 * numbers, since a number stays with the mentions (ids of hits) it was given to. Events alone are
 * not derived. They are only ever added; each carries SHA-256 over the chain so far and itself, so
 * that a row changed or taken out shows. A rescan touches neither events nor claims.
 *
 * Rewriting persons is one transaction: people_begin() .. people_end().
 */
#ifndef VP_STORE_PEOPLE_H
#define VP_STORE_PEOPLE_H
#include "store/store.h"

struct person_row {
	int64_t n;
	const char *name;      /* as most often written in full */
	const char *sure;      /* VAST WAARSCHIJNLIJK ONZEKER */
	const char *role;      /* GENOEMD AUTEUR AMBTENAAR */
	uint64_t namesakes;    /* other persons of the same name */
	uint64_t mentions, documents;
	bool dated;
	int64_t since, until;  /* dates of the documents, seconds since 1970 */
};
struct datum_row { /* an e-mail address, a place of residence, ... that stands with the name */
	int64_t person;
	enum hit_type type;
	const char *normal, *value;
	const uint8_t *hit;    /* id of one of the hits */
	bool own;              /* the person's own statement: sender of the mail, signature */
	uint64_t documents;    /* it stands in */
	bool dated;
	int64_t until;
};
struct evidence_row {
	int64_t person;
	int points; /* for being one; below zero: against */
	const char *says;
};
struct event_row {
	int64_t n, at;
	const char *actor, *kind, *about, *reason;
};

/* Are persons of the present hits, from that score on, and events? */
int people_are_current(struct store *s, int min_score, bool *ret, struct fail *f);
int people_begin(struct store *s, struct fail *f); /* drops all that is derived but claims */
int people_end(struct store *s, int min_score, struct fail *f);
void people_drop(struct store *s);                 /* as if it never began */
int people_new_number(struct store *s, int64_t *ret, struct fail *f);
int people_put(struct store *s, const struct person_row *p, struct fail *f);
int people_put_datum(struct store *s, const struct datum_row *d, struct fail *f);
int people_put_evidence(struct store *s, const struct evidence_row *e, unsigned k, struct fail *f);
int people_put_claim(struct store *s, const uint8_t hit[HIT_KEY_LEN], int64_t person,
		     struct fail *f);

/* All in order of their numbers; person 0: of all persons. Rows are valid during the call. */
typedef int person_fn(void *arg, const struct person_row *p);
int people_each(struct store *s, int64_t person, person_fn *row, void *arg, struct fail *f);
typedef int datum_fn(void *arg, const struct datum_row *d);
int people_each_datum(struct store *s, int64_t person, datum_fn *row, void *arg, struct fail *f);
typedef int evidence_fn(void *arg, const struct evidence_row *e);
int people_each_evidence(struct store *s, int64_t person, evidence_fn *row, void *arg,
			 struct fail *f);
typedef int claim_fn(void *arg, const uint8_t hit[HIT_KEY_LEN], int64_t person);
int people_each_claim(struct store *s, int64_t person, claim_fn *row, void *arg, struct fail *f);
/* The mentions of a person, and the indicators tied to them, by id and then by place: a copy of a
 * file gives a row too. */
int people_each_hit(struct store *s, int64_t person, hit_row_fn *row, void *arg, struct fail *f);

typedef int event_fn(void *arg, const struct event_row *e);
int people_each_event(struct store *s, event_fn *row, void *arg, struct fail *f);
int people_add_event(struct store *s, const struct event_row *e, int64_t *n, struct fail *f);
/* The number of the first event that does not fit the chain; 0: all do. */
int people_check_events(struct store *s, int64_t *broken, struct fail *f);
#endif
