/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/lexicon.h - what is known about words: one exact table, read once, shared.
 *
 * Read from the text files of patterns/lexicons. The first part of a file's name says what its
 * entries are (LEXICON_KINDS); the rest of the name is for people. Names stand in files by origin
 * so that their balance can be reviewed; here they are merged and the origin is forgotten, on
 * purpose: nothing is ever inferred from a name but that it is one.
 *
 * Files in the folder wide/ below it count as wide lists: they add weaker points than the core
 * lists do. They are optional and no part of the project (scanner/DECISIONS.md says why): plain
 * files like the others, put there by who wants them.
 */
#ifndef VP_NAMES_LEXICON_H
#define VP_NAMES_LEXICON_H
#include "detect/names/key.h"

#define LEXICON_KINDS(X)                                                                           \
	X(GIVEN, "given")                                                                          \
	X(SURNAME, "surname")                                                                      \
	X(PLACE, "place")                                                                          \
	X(COMMON, "common")                                                                        \
	X(FUNCTION, "word-function")                                                               \
	X(PARTICLE, "word-particle")                                                               \
	X(CALENDAR, "word-calendar")                                                               \
	X(TITLE, "word-title")                                                                     \
	X(ROLE, "word-role")                                                                       \
	X(ORGANISATION, "word-organisation")                                                       \
	X(LEGAL_FORM, "word-legal-form")                                                           \
	X(DEMONYM, "word-demonym")                                                                 \
	X(VERB, "word-verb")                                                                       \
	X(ABBREVIATION, "word-abbreviation")                                                       \
	X(SALUTATION, "word-salutation")                                                           \
	X(CLOSING, "word-closing")                                                                 \
	X(LABEL_PERSON, "word-label-person")                                                       \
	X(LABEL_PLACE, "word-label-place")                                                         \
	X(LABEL_OTHER, "word-label-other")                                                         \
	X(CALLED, "word-called")                                                                   \
	X(ACCORDING, "word-according")                                                             \
	X(WITH, "word-with")                                                                       \
	X(COMPANY, "word-company")                                                                 \
	X(PLACE_PREPOSITION, "word-place-preposition")                                             \
	X(RESIDENCE, "word-residence")                                                             \
	X(PLACE_KIND, "word-place-kind")                                                           \
	X(DIRECTION, "word-direction")                                                             \
	X(ARTICLE, "word-article")                                                                 \
	X(AGE, "word-age")                                                                         \
	X(BORN, "word-born")                                                                       \
	X(LINK, "word-link")                                                                       \
	X(BRAND, "word-brand")                                                                     \
	X(NAMED, "word-named")                                                                     \
	X(ENDING_SURNAME, "ending-surname")                                                        \
	X(ENDING_GIVEN, "ending-given")                                                            \
	X(ENDING_PLACE, "ending-place")                                                            \
	X(ENDING_STREET, "ending-street")                                                          \
	X(ENDING_ORGANISATION, "ending-organisation")                                              \
	X(ENDING_COMMON, "ending-common")                                                          \
	X(ENDING_ROLE, "ending-role")                                                              \
	X(ENDING_PLACE_KIND, "ending-kind")                                                        \
	X(ENDING_VERB, "ending-verb")                                                              \
	X(GIVEN_WIDE, "wide/given")                                                                \
	X(SURNAME_WIDE, "wide/surname")                                                            \
	X(PLACE_WIDE, "wide/place")                                                                \
	X(COMMON_WIDE, "wide/common")                                                              \
	X(SURNAME_MAIN, "-") /* what follows the particles of a listed surname */                  \
	X(PHRASE, "-")       /* first word of a longer entry */                                    \
	X(KNOWN, "-")        /* set once a word was looked up */
enum lexicon_kind {
#define X(name, word) KIND_##name,
	LEXICON_KINDS(X)
#undef X
	N_LEXICON_KINDS
};
#define IS(name) ((uint64_t)1 << KIND_##name)
_Static_assert(N_LEXICON_KINDS <= 64, "kinds are bits of one word");
#define LEXICON_PHRASE_MAX 7 /* words of the longest entry */

struct lexicon;
int lexicon_load(const char *dir, struct lexicon **ret, struct fail *f);
void lexicon_free(struct lexicon *l);
uint64_t lexicon_find(const struct lexicon *l, uint64_t hash); /* bits; 0 if unknown */
/* False: no entry of two or more words begins with the words of this key, two or more. */
bool lexicon_begins(const struct lexicon *l, uint64_t hash);
void lexicon_expect(const struct lexicon *l, uint64_t hash);   /* it will be asked for soon */
/* What the ending of a folded word says; the longest listed ending of each kind counts. */
uint64_t lexicon_ending(const struct lexicon *l, const char *folded, size_t len);
bool lexicon_has(const struct lexicon *l, uint64_t bit); /* any entry of that kind */
/* Two common words written as one, as Dutch does: "gespreksverslag". */
bool lexicon_is_compound(const struct lexicon *l, const char *folded, size_t len);
/* Adds one entry as a line of a file would. */
void lexicon_add(struct lexicon *l, const char *line, size_t len, enum lexicon_kind kind);
struct lexicon *lexicon_new(void);
AUTO_DEFINE(lexicon)
#endif
