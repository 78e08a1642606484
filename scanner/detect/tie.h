/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie.h - how the files of the tying rules work together; theirs only.
 *
 *   tie_terms.c     the word lists of ties.pack, and which of them speak at a word
 *   tie_words.c     a kept sentence -> words
 *   tie_polarity.c  is an indicator affirmed, denied, or put in someone's mouth?
 *   tie_role.c      who wrote, who receives, who acts for an authority
 *   tie_clause.c    which of the persons in its sentence an indicator is about
 *   tie_table.c     the persons of a sentence and what stands between them
 *   tie_deals.c     who only deals with a subject
 *   tie_reach.c     who "hij" or "betrokkene" is: the paragraph, the document
 *   tie_names.c     before all that: a name, or a word that only looks like one?
 *   tie_possible.c  names known as such only by what is said of them
 *   tie.c           all of it in order, scores, reasons
 *
 * A person's name says nothing about belief or origin: nothing here looks at what a name is, only
 * at where it stands. A person group are the mentions that end in the same word: "B. Testali",
 * "Testali"; it serves to count, never to join persons in the results.
 */
#ifndef VP_TIE_H
#define VP_TIE_H
#include "detect/ruleset.h"

#define TIE_LISTS(X)                                                                               \
	X(DENY, "tie-deny")                                                                        \
	X(DENY_FAR, "tie-deny-far")                                                                \
	X(DENY_NOT, "tie-deny-not")                                                                \
	X(DENY_BACK, "tie-deny-back")                                                              \
	X(SAYING, "tie-saying")                                                                    \
	X(ATTRIBUTE, "tie-attribute")                                                              \
	X(ATTRIBUTE_BACK, "tie-attribute-back")                                                    \
	X(ATTRIBUTE_NOT, "tie-attribute-not")                                                      \
	X(BORDER, "tie-border")                                                                    \
	X(CAUSE, "tie-cause")                                                                      \
	X(ASK, "tie-ask")                                                                          \
	X(SUBORDINATE, "tie-subordinate")                                                          \
	X(VERB, "tie-verb")                                                                        \
	X(PREDICATE, "tie-predicate")                                                              \
	X(OFFICE, "tie-role")                                                                      \
	X(VISIT, "tie-visit")                                                                      \
	X(UTTERANCE, "tie-utterance")                                                              \
	X(RELATION, "tie-relation")                                                                \
	X(ANAPHOR, "tie-anaphor")                                                                  \
	X(HIS, "tie-his")                                                                          \
	X(BETROKKENE, "tie-betrokkene")                                                            \
	X(SHE, "tie-she")                                                                          \
	X(HE, "tie-he")                                                                            \
	X(TITLE_SHE, "tie-title-she")                                                              \
	X(TITLE_HE, "tie-title-he")                                                                \
	X(DROPPED, "tie-dropped")                                                                  \
	X(WORK, "tie-work")                                                                        \
	X(SOURCE, "tie-source")                                                                    \
	X(ASIDE, "tie-aside")                                                                      \
	X(TOPIC, "tie-topic")                                                                      \
	X(AMONG, "tie-among")                                                                      \
	X(HANDLE, "tie-handle")                                                                    \
	X(PEOPLE, "tie-people")                                                                    \
	X(LATTER, "tie-latter")                                                                    \
	X(FORMER, "tie-former")                                                                    \
	X(YOUR, "tie-your")                                                                        \
	X(YOU, "tie-you")                                                                          \
	X(ME, "tie-me")                                                                            \
	X(KIN, "tie-kin")                                                                          \
	X(LED, "tie-led")                                                                          \
	X(MEMBER, "tie-member")                                                                    \
	X(ABOUT, "tie-about")                                                                      \
	X(OFFICIAL, "tie-official")                                                                \
	X(OFFICIAL_PLACE, "tie-official-place")                                                    \
	X(ALSO_NAME, "tie-also-name")                                                              \
	X(GIVEN_NAME, "tie-given-name")                                                            \
	X(CLOSING, "tie-closing")                                                                  \
	X(GREETING, "tie-greeting")                                                                \
	X(LABEL_AUTHOR, "tie-label-author")                                                        \
	X(LABEL_RECIPIENT, "tie-label-recipient")                                                  \
	X(LABEL_TOPIC, "tie-label-topic")                                                          \
	X(LABEL_OFFICIAL, "tie-label-official")                                                    \
	X(LABEL_PERSON, "tie-label-person")
enum tie_list {
#define X(name, word) TIE_##name,
	TIE_LISTS(X)
#undef X
	N_TIE_LISTS
};

/* --- words of a sentence --- */

#define TIE_WORDS 320
enum tie_gap { /* what stands between a word and the one before it, bits */
	GAP_SPACE = 1,
	GAP_COMMA = 2,
	GAP_STRONG = 4,   /* ; : and a point */
	GAP_BRACKET = 8,
	GAP_CELL = 16,
	GAP_LINE = 32,
	GAP_HYPHEN = 64   /* and nothing else */
};
struct tie_word {
	uint16_t from, to;        /* bytes of the text */
	uint16_t folded_at, folded_len;
	uint8_t gap;
	bool capital;
	uint8_t lengths[N_TIE_LISTS]; /* words of the longest term of that list that starts here */
};
struct tie_text {
	const char *bytes;
	size_t len;
	struct tie_word words[TIE_WORDS];
	size_t n;
	struct buf folded;
	uint8_t gap_after; /* behind the last word */
};
void tie_text_read(struct tie_text *t, const struct terms_of_tying *terms, const char *bytes,
		   size_t len);
struct tie_text *tie_text_new(void);
void tie_text_free(struct tie_text *t);
static inline bool tie_word_in(const struct tie_text *t, size_t i, enum tie_list list)
{
	return t->words[i].lengths[list] > 0;
}
/* The first word that ends after byte `at`; t->n past the last. */
size_t tie_word_at(const struct tie_text *t, size_t at);
/* The first word that starts at byte `at` or behind it: behind a name that ends in "T.". */
size_t tie_word_from(const struct tie_text *t, size_t at);

/* --- terms --- */

/* Fills in the lengths of all words of t. */
void tie_terms_mark(const struct terms_of_tying *terms, struct tie_text *t);
/* Is this label one of the list, alone or with more words behind it? */
bool tie_terms_label(const struct terms_of_tying *terms, const char *label, enum tie_list list);

/* --- one document --- */

struct tie_person {
	struct finding *finding;
	size_t group;      /* the same for mentions that end in the same word */
	bool counts;       /* not suppressed, scored high enough to be a person */
	int aside;         /* how it stands in its sentence: tie_stands_aside() */
	char title;        /* 'f' after "mevrouw", 'm' after "de heer", else 0 */
};
struct tie_indicator {
	struct finding *finding;
	struct tie_person *about[8];
	size_t n_about;
	enum tie_level level;
	const char *form;       /* "role", "predicate" ... or NULL */
	char form_words[48];
};
struct tie_case {
	const struct terms_of_tying *terms;
	struct findings *findings;
	struct tie_person *persons;       /* in the order of findings */
	size_t n_persons, n_groups;
	size_t *lane_from, *lane_to;      /* which of the persons are in a lane, by its index */
	bool *writes;                     /* by group: an author or recipient of the document */
	struct tie_person *topics[4];     /* whom the subject, title or file name is about */
	size_t n_topics;
	struct tie_person *only;          /* the one person a document names besides those, or NULL */
	struct tie_indicator *indicators;
	size_t n_indicators;
	struct tie_text *sentence;        /* of the indicator in hand */
	const struct sentence *read;      /* what `sentence` was made of */
};
void tie_polarity(struct tie_case *c, const struct tie_indicator *i); /* once it is tied */
void tie_roles(struct tie_case *c);       /* before ties: author, recipient, official */
void tie_roles_after(struct tie_case *c); /* after them: subject, unknown */
/* The words round a finding, read once for all findings of a sentence; NULL if there are none.
 * first and last: the words of the finding, [first, last). */
struct tie_text *tie_sentence_of(struct tie_case *c, const struct finding *f, size_t *first,
				 size_t *last);
bool tie_may_be_about(const struct tie_person *p);
/* The first person of a lane at or after an offset; the end of the lane's persons if none. */
size_t tie_persons_from(const struct tie_case *c, const struct lane *lane, uint64_t at);
/* Fill in whom it is about; false: nobody. faint: a word for someone named before may know better. */
bool tie_in_sentence(struct tie_case *c, struct tie_indicator *i, bool *faint);
void tie_possible(struct tie_case *c); /* before tie_roles() */
/* Does it stand in a subject line, title or attachment's name? */
/* "een Perzische kelim": an adjective, and the noun behind it is no word for people. */
bool tie_said_of_thing(struct tie_case *c, const struct finding *f);
bool tie_stands_on_top(const struct tie_case *c, const struct finding *f);
void tie_topics(struct tie_case *c); /* after tie_roles() */
bool tie_in_reach(struct tie_case *c, struct tie_indicator *i);
/* How a person stands in the sentence: 1 after "met", "van" ...; -1 after "volgens", "door"; 0. */
int tie_stands_aside(const struct tie_text *t, size_t first_word);
#endif
