/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/units.h - what the files that make persons share; nobody else includes it.
 *
 *	collect.c   hits to mentions, units and their data
 *	shortforms.c "El Testaoui" to the full name of its document
 *	nearby.c    which datum stands with which name
 *	compare.c   points for two units being one person
 *	join.c      units to persons
 *	decide.c    what people decided, as constraints
 *	build.c     all of it in order, and the rows to write
 *
 * Everything lives in one arena for the length of a build: units and data, not hits, so that
 * memory grows with the persons in documents. Units are numbered in the order they were read.
 */
#ifndef VP_PEOPLE_UNITS_H
#define VP_PEOPLE_UNITS_H
#include "people/people.h"

#define NONE UINT32_MAX

struct datum {
	uint32_t next;         /* of the same unit; NONE: the last */
	enum hit_type type;
	const char *normal, *value;
	uint8_t hit[HIT_KEY_LEN];
	bool own;
	uint32_t document;
};
struct document {
	const char *thread;    /* or NULL */
	bool dated;
	int64_t date;
};
struct unit {
	const char *name;      /* as written, the most complete */
	const char *given, *surname;
	char initial;
	bool single;
	uint32_t document, row; /* row of a table: a name in each is a person of its own; 0: none */
	uint32_t parent;       /* union-find */
	bool sided;            /* a root: some split is about it */
	uint32_t data;         /* a list; NONE: empty */
	uint32_t mentions;
	uint32_t roles[ROLE_UNKNOWN + 1];
	uint8_t first[HIT_KEY_LEN]; /* the lowest id of its mentions */
};
struct mention {
	uint8_t id[HIT_KEY_LEN];
	uint32_t unit;
};
struct reason_for { /* why two units were joined, or kept apart */
	uint32_t unit;
	enum hit_type type;
	const char *normal;
	int points;
	const char *says;
};
struct side { /* of a split: which side a unit stands on */
	uint32_t unit;
	int64_t event;
	bool second;
};
struct people {
	struct arena *arena;
	struct unit *units;
	size_t n_units, unit_room;
	struct mention *mentions; /* in order of their ids, once collected */
	size_t n_mentions, mention_room;
	struct datum *data;
	size_t n_data, data_room;
	struct document *documents;
	size_t n_documents, document_room;
	struct reason_for *reasons;
	size_t n_reasons, reason_room;
	struct side *sides;
	size_t n_sides, side_room;
	const char **common;   /* name keys, in order */
	size_t n_common;
};

/* Room for one more of an array. */
#define GROW(array, n, room)                                                                       \
	do {                                                                                       \
		if ((n) == (room)) {                                                               \
			(room) = (room) ? 2 * (room) : 64;                                         \
			(array) = xrealloc((array), (room) * sizeof(*(array)));                    \
		}                                                                                  \
	} while (0)

int people_collect(struct people *p, struct store *s, int min_score, struct fail *f);
void units_add_datum(struct people *p, uint32_t unit, const struct datum *d);
uint32_t units_root(struct people *p, uint32_t unit);
uint32_t units_join(struct people *p, uint32_t a, uint32_t b); /* returns the root */
void units_join_short_forms(struct people *p, size_t from); /* from: the document's first unit */
struct mention *mention_find(const struct people *p, const uint8_t id[HIT_KEY_LEN]);

/* One hit of a part, until all of the part is there. */
struct seen {
	enum carrier carrier;
	enum anchor_kind anchor;
	uint32_t number;
	const char *field;     /* the header it stands in, or NULL */
	uint64_t start, end;
	enum hit_type type;
	bool residence;        /* a place somebody lives in, not only a place */
	uint32_t unit;         /* of a person */
	bool author;           /* a person who wrote this: sender, or signed below */
	struct datum datum;    /* of anything else */
};
/* seen: in order of carrier and start. Gives each datum to the unit it stands with. */
void nearby_attach(struct people *p, const struct seen *seen, size_t n);

/* Points for a and b being one, and what they rest on. agree() is told each. */
typedef void agree_fn(void *arg, enum hit_type type, const char *normal, int points);
int compare_units(const struct people *p, const struct unit *a, const struct unit *b,
		  agree_fn *agree, void *arg);
#define THREAD_TYPE N_HIT_TYPES /* beside the types of hits: the thread of the mail */
int points_of(int type, bool same_name);
bool names_equal(const struct unit *a, const struct unit *b);
void common_find(struct people *p);
bool name_is_common(const struct people *p, const struct unit *u);
const char *datum_says(int type);

int decide_load(struct people *p, struct store *s, struct fail *f); /* merges and splits */
/* A split after event `after` keeps these two apart. */
bool decide_keeps_apart(struct people *p, uint32_t a, uint32_t b, int64_t after);
void people_join(struct people *p);
void people_note(struct people *p, uint32_t unit, enum hit_type type, const char *normal, int points,
		 const char *says);
#endif
