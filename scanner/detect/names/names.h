/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/names.h - how the files of the names engine work together; theirs only.
 *
 *   tokens.c      a window -> words     (letters.c: characters; capitals.c: text in capitals only;
 *                 phrases.c: what the lexicon says about words and phrases)
 *   zones.c       which words a label, a column head, a closing formula speaks for
 *   runs.c        words -> candidates: what could be a name, generously    (runs_cut.c: where they
 *                 end; particles.c, forms.c, forms_small.c: what a plain run does not show;
 *                 organisations.c)
 *   features.c    which terms hold for a candidate
 *   context.c     which terms its surroundings add   (context_after.c; neighbours.c: lists)
 *   document.c    what the document knows: names seen in full, words in lower case
 *   names.c       all of it in order, and the final scores at the end of the document
 *
 * A lexicon never decides alone: it only adds points, as context does, so that a name nobody
 * listed is found where its surroundings say that it is a name.
 */
#ifndef VP_NAMES_NAMES_H
#define VP_NAMES_NAMES_H
#include "detect/finding.h"
#include "detect/names/points.h"
#include "detect/names/tokens.h"

enum zone {
	ZONE_NONE,
	ZONE_LABEL,   /* the words of a label itself: no names */
	ZONE_PERSON,  /* value of a label or column for persons */
	ZONE_PLACE,
	ZONE_OTHER,   /* of another label: date, subject, organisation */
	ZONE_CLOSING, /* what follows "Met vriendelijke groet" */
	ZONE_SENDER,  /* who speaks in a chat */
	ZONE_HEADER   /* From, To, Cc */
};

enum name_aside { /* what a name is part of instead */
	ASIDE_NOTHING,
	ASIDE_ORGANISATION, /* "Universiteit Leiden" */
	ASIDE_THING,	    /* "het schip Anna Test" */
	ASIDE_STREET,
	ASIDE_PRODUCT
};
enum candidate_kind { CANDIDATE_NAME, CANDIDATE_ORGANISATION };
struct mention { /* what is kept of a candidate until the document ends */
	struct name_sum sum;
	uint64_t whole, given, surname; /* keys; 0 where there is none */
	uint64_t phrase; /* of the surname with its particles, 0 if it has none */
	uint16_t surname_at, surname_len; /* in the value */
	uint8_t kind, zone, n_names;
	bool opens;      /* where any word has a capital */
	bool full;       /* given name or initials with a surname */
	bool lower;      /* written without capitals */
	bool reversed;
	bool listed;          /* its surname, or its only word, is on a list, and no common word */
	uint8_t aside;	 /* why it is no person or place, as enum name_aside */
	bool if_known;        /* "Van Xyz" where a sentence opens: counts if Xyz is a "van Xyz" */
};
struct candidate {
	size_t first, last; /* words [first, last) */
	size_t from, to;    /* bytes of the window */
	struct name_chance own; /* before it took anything from its neighbours */
	struct mention m;
};

#define NAME_PATTERNS(X)                                                                           \
	X(FULL, "person-full")                                                                     \
	X(INITIALS, "person-initials")                                                             \
	X(TITLE, "person-title")                                                                   \
	X(REVERSED, "person-reversed")                                                             \
	X(GIVEN, "person-given")                                                                   \
	X(SURNAME, "person-surname")                                                               \
	X(LOWER, "person-lower")                                                                   \
	X(HEADER, "person-header")                                                                 \
	X(LABEL, "person-label")                                                                   \
	X(LIST, "person-list")                                                                     \
	X(MAIL, "person-mail-name")                                                                \
	X(PLACE, "place-name")                                                                     \
	X(RESIDENCE, "place-residence")                                                            \
	X(PLACE_LABEL, "place-label")                                                              \
	X(ORGANISATION, "organisation-name")
enum name_pattern {
#define X(name, word) PATTERN_##name,
	NAME_PATTERNS(X)
#undef X
	N_NAME_PATTERNS
};
struct names_data {
	struct lexicon *lexicon;
	struct name_points points;
	const struct pattern *patterns[N_NAME_PATTERNS];
	const char *note;
};
struct known; /* document.c */
struct names {
	const struct names_data *data;
	struct words words;
	uint8_t *zones; /* one per word */
	size_t zones_room;
	struct candidate *rows;
	size_t n, room;
	struct known *known;
};

void zones_find(struct names *n, const struct text *t);
uint64_t zones_label_bits(const struct lexicon *l, const char *label);

void runs_find(struct names *n);
/* runs_cut.c: whether word i of the run [from, to) is no part of any name where it stands. */
bool run_is_cut(struct names *n, size_t i, size_t from, size_t to);
struct candidate *candidate_add(struct names *n, size_t first, size_t last);
bool run_starts(struct words *ws, size_t i); /* word i may open a name */
bool run_is_odd_surname(struct words *ws, size_t i); /* "Jan Pas": an everyday word, yet a name */

/* organisations.c, for a run [from, to). */
bool organisation_is(struct names *n, size_t from, size_t to);
bool organisation_has_head(struct names *n, size_t from, size_t to); /* a small word before it */
size_t organisation_end(struct names *n, size_t from, size_t to, bool headed);
void organisation_add(struct names *n, size_t from, size_t to);
/* "het schip Anna Test", "de Willem Test brug": adds its names as set aside; false if it is none. */
bool organisation_add_named(struct names *n, size_t from, size_t to);

/* A word that is, or may well be, none of a name. */
#define NOT_A_NAME                                                                                 \
	(IS(COMMON) | IS(COMMON_WIDE) | IS(FUNCTION) | IS(VERB) | IS(TITLE) | IS(ROLE) |           \
	 IS(CALENDAR) | IS(DEMONYM) | IS(PARTICLE) | IS(ABBREVIATION) | IS(CLOSING) |              \
	 IS(SALUTATION) | IS(ORGANISATION) | IS(PLACE_KIND) | IS(LABEL_PERSON) |                   \
	 IS(LABEL_PLACE) | IS(LABEL_OTHER))

/* particles.c, forms.c, forms_small.c: the end of the form that starts at word i, or 0. */
size_t form_reversed(struct names *n, size_t first, size_t last);
size_t form_nickname(struct names *n, size_t i);
size_t form_lower(struct names *n, size_t i);
bool form_mail_name(struct names *n, size_t i, size_t *from, size_t *to);
#define PARTICLES_MAX 4 /* before one surname */
enum strict { LOOSE, AFTER_GIVEN, AFTER_FULL }; /* what the particles come after */
size_t form_particles(struct names *n, size_t i, enum strict strict);
size_t form_small_particle(struct names *n, size_t i);
bool form_is_dotted(const struct words *ws, size_t i);
bool form_is_patronymic(const struct words *ws, size_t i);
bool form_ends_in_particle(const struct words *ws, size_t i);
bool form_opens_surname(struct words *ws, size_t i, size_t main_at);

void features_find(struct names *n, struct candidate *c);
void context_find(struct names *n, struct candidate *c);
void neighbours_find(struct names *n);

struct known *known_new(void);
void known_clear(struct known *k);
void known_free(struct known *k);
void known_lower(struct known *k, uint64_t word);
void known_mention(struct known *k, const struct mention *m, const char *value);
bool known_phrase(const struct known *k, uint64_t phrase);
/* Adds to sum the terms that the document gives a mention; value is its text. */
void known_apply(const struct known *k, const struct name_points *p, const struct mention *m,
		 const char *value, struct name_sum *sum);
#endif
