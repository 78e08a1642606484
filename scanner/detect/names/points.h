/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/points.h - the terms a score is made of.
 *
 * Each term gives half points to "is a person" and "is a place"; "is neither" stays at 0. The
 * chances follow from the sums as e^person : e^place : 1, so that two points more make something
 * seven times likelier. What a term is worth and how it is called in `why` stands in the block
 * `words name-terms` of the packs; a term that is missing there stops the load.
 */
#ifndef VP_NAMES_POINTS_H
#define VP_NAMES_POINTS_H
#include "base/buf.h"
#include "detect/pack.h"

#define NAME_TERMS(X)                                                                              \
	/* what it is made of */                                                                   \
	X(GIVEN, "given")                                                                          \
	X(GIVEN_WIDE, "given-wide")                                                                \
	X(GIVEN_INSIDE, "given-inside")                                                            \
	X(SURNAME, "surname")                                                                      \
	X(SURNAME_WIDE, "surname-wide")                                                            \
	X(SURNAME_MAIN, "surname-main")                                                            \
	X(PAIR, "pair")                                                                            \
	X(INITIALS, "initials")                                                                    \
	X(BARE_INITIALS, "bare-initials")                                                          \
	X(PRESS_INITIAL, "press-initial")                                                          \
	X(REVERSED, "reversed")                                                                    \
	X(NICKNAME, "nickname")                                                                    \
	X(PARTICLE, "particle")                                                                    \
	X(PARTICLE_FIRST, "particle-first")                                                        \
	X(NAME_ENDING, "name-ending")                                                              \
	X(TWO_WORDS, "two-words")                                                                  \
	X(ONE_WORD, "one-word")                                                                    \
	X(MANY_WORDS, "many-words")                                                                \
	X(PLACE, "place")                                                                          \
	X(PLACE_WIDE, "place-wide")                                                                \
	X(PLACE_OR_NAME, "place-or-name")                                                          \
	X(PLACE_PHRASE, "place-phrase")                                                            \
	X(PLACE_OR_SURNAME, "place-or-surname")                                                    \
	X(PLACE_OR_WORD, "place-or-word")                                                          \
	X(PLACE_PLUS, "place-plus")                                                                \
	X(PLACE_PREFIX, "place-prefix")                                                            \
	X(PLACE_ENDING, "place-ending")                                                            \
	X(PLACE_INSIDE, "place-inside")                                                            \
	X(COMMON, "common")                                                                        \
	X(COMMON_NAME, "common-name")                                                              \
	X(COMMON_START, "common-start")                                                            \
	X(COMMON_INSIDE, "common-inside")                                                          \
	X(COMMON_ENDING, "common-ending")                                                          \
	X(COMPOUND, "compound")                                                                    \
	X(COMPOUND_INSIDE, "compound-inside")                                                      \
	X(DOUBLE, "double-name")                                                                   \
	X(UNKNOWN_START, "unknown-start")                                                          \
	X(LONG_WORD, "long-word")                                                                  \
	X(ACRONYM, "acronym")                                                                      \
	X(BRAND, "brand")                                                                          \
	X(CALENDAR, "calendar")                                                                    \
	X(DEMONYM, "demonym")                                                                      \
	X(LOWER, "lower")                                                                          \
	X(LOWER_LINE, "lower-line")                                                                \
	X(STREET, "street")                                                                        \
	/* what stands before it */                                                                \
	X(TITLE, "title-before")                                                                   \
	X(ROLE, "role-before")                                                                     \
	X(CALLED, "called-before")                                                                 \
	X(ACCORDING, "according-before")                                                           \
	X(WITH, "with-before")                                                                     \
	X(COMPANY, "company-before")                                                               \
	X(VERB_BEFORE, "verb-before")                                                              \
	X(AGE_BEFORE, "age-before")                                                                \
	X(SALUTATION, "salutation-before")                                                         \
	X(PREPOSITION, "preposition-before")                                                       \
	X(RESIDENCE, "residence-before")                                                           \
	X(PLACE_KIND, "place-kind-before")                                                         \
	X(POSTCODE, "postcode-before")                                                             \
	X(ARTICLE, "article-before")                                                               \
	X(ORGANISATION_BEFORE, "organisation-before")                                              \
	X(ACRONYM_BEFORE, "acronym-before")                                                        \
	/* what stands after it */                                                                 \
	X(VERB_AFTER, "verb-after")                                                                \
	X(ROLE_AFTER, "role-after")                                                                \
	X(AGE_AFTER, "age-after")                                                                  \
	X(BORN_AFTER, "born-after")                                                                \
	X(POSSESSIVE, "possessive")                                                                \
	X(NUMBER_AFTER, "number-after")                                                            \
	X(DATELINE, "dateline")                                                                    \
	X(PLACE_KIND_AFTER, "place-kind-after")                                                    \
	X(BRACKETS, "brackets")                                                                    \
	X(ADDRESS_AFTER, "address-after")                                                          \
	/* where it stands */                                                                      \
	X(LABEL_PERSON, "label-person")                                                            \
	X(LABEL_COMMON, "label-common")                                                            \
	X(LABEL_INSIDE, "label-inside")                                                            \
	X(LABEL_PLACE, "label-place")                                                              \
	X(LABEL_OTHER, "label-other")                                                              \
	X(CLOSING, "closing")                                                                      \
	X(SENDER, "sender")                                                                        \
	X(HEADER, "header")                                                                        \
	X(MAIL_NAME, "mail-name")                                                                  \
	X(WHOLE_LINE, "whole-line")                                                                \
	X(MID_SENTENCE, "mid-sentence")                                                            \
	X(NEAR_PERSON, "near-person")                                                              \
	X(NEAR_PLACE, "near-place")                                                                \
	/* what the rest of the document says */                                                   \
	X(KNOWN_SURNAME, "known-surname")                                                          \
	X(KNOWN_GIVEN, "known-given")                                                              \
	X(KNOWN_CLOSE, "known-close")                                                              \
	X(SAME_PERSON, "same-person")                                                              \
	X(SAME_PLACE, "same-place")                                                                \
	X(SEEN_CAPITAL, "seen-capital")                                                            \
	X(SEEN_LOWER, "seen-lower")
enum name_term {
#define X(name, word) TERM_##name,
	NAME_TERMS(X)
#undef X
	N_NAME_TERMS
};
struct name_points {
	int8_t person[N_NAME_TERMS], place[N_NAME_TERMS]; /* in half points */
	const char *words[N_NAME_TERMS];                  /* live in the ruleset */
	char signs[2][N_NAME_TERMS][16];                  /* the points as `why` shows them */
	int floor;                                        /* a lower score is no hit at all */
};
int name_points_load(const struct ruleset *r, struct name_points *ret, struct fail *f);

#define TERMS_MAX 26
struct name_sum { /* the terms that hold for one candidate */
	int16_t person, place; /* half points */
	uint8_t n, terms[TERMS_MAX];
};
void name_sum_add(struct name_sum *s, const struct name_points *p, enum name_term term);
bool name_sum_has(const struct name_sum *s, enum name_term term);
struct name_chance {
	int person, place; /* 0-100 */
};
struct name_chance name_sum_chance(const struct name_sum *s);
void name_sum_why(const struct name_sum *s, const struct name_points *p, bool person,
		  struct buf *to);
#endif
