/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/ruleset.h - what a loaded folder of packs is made of; inside detect/ only.
 *
 * A recipe is all one pattern has: what others see of it, its checks, near-terms and exceptions. A
 * rule is one regex of a recipe on one of the two views (detect/view.h): a pattern has one on the
 * plain view; a family one on the folded view and one on the plain view for its exact terms, or
 * more where a list is long; what the names engine finds has none. Immutable once loaded.
 */
#ifndef VP_RULESET_H
#define VP_RULESET_H
#include "detect/confirm.h"
#include "detect/checks.h"
#include "detect/finding.h"
#include "detect/pack.h"

enum { VIEW_PLAIN, VIEW_FOLDED, N_VIEWS };

struct near_word { /* "burger_service*" */
	const char *shown;            /* as in the pack */
	const char *const *words;     /* folded, one after another in the text */
	size_t n_words;
	bool open_left, open_right;   /* the first, the last may be longer */
};
enum near_side { NEAR_BOTH, NEAR_BEFORE, NEAR_AFTER };
struct near_line {
	enum near_side side;
	bool needed; /* no match without it; else points */
	int points;
	unsigned distance;
	const struct near_word *words;
	size_t n_words;
};
#define NEAR_FARTHEST 30 /* words */

struct check_line {
	const struct check *check;
	const char *argument;
	bool negated, required;
	int points;
};

struct term { /* of a family; its number is the mark of its alternative */
	const char *shown;
	char weight;  /* '+', '=' or '-' */
	bool needs;   /* counts only when the family's needs are met */
};

enum gate_kind { GATE_DERIVED, GATE_ALWAYS, GATE_DIGITS, GATE_LENGTH, GATE_WORDS, GATE_NEAR };
struct gate_line { /* what the author promised; GATE_DERIVED: nothing */
	enum gate_kind kind;
	uint32_t lengths;         /* DIGITS, LENGTH: bit n for a run of n (31: or more) */
	const char *const *words; /* WORDS, NEAR: lower case; ends with NULL */
	size_t reach, word_reach; /* NEAR: of bytes, of words */
	bool bytes[128];
};

struct recipe {
	struct pattern pattern;
	const struct pack_block *block;
	bool any_score;               /* examples: a family's hits count whatever their score */
	enum manner manner;           /* NONE: strong terms state, others leave it to be derived */
	size_t max;                   /* longest match, 0: TEXT_MARGIN */
	const struct near_line *nears;
	size_t n_nears;
	const struct check_line *checks;
	size_t n_checks;
	struct regex *except;         /* on the folded view, marks are numbers of phrases; or NULL */
	const char *const *except_shown;
	struct gate_line gate;
	const struct term *terms;
	size_t n_terms;
};
enum literal_where {
	LITERAL_WORD,  /* the word at the start of the match is this one */
	LITERAL_START, /* ... starts with this */
	LITERAL_INSIDE /* this stands somewhere in the first glued run of letters and hyphens */
};
struct literal { /* what every match of a rule has one of */
	const char *text;
	const char *next; /* after a LITERAL_WORD and a separator: this; a space is any separator */
	enum literal_where where;
};
struct rule {
	unsigned recipe;
	int view;
	unsigned regex_flags;
	const char *source;           /* of the regex */
	struct regex *regex;
	const struct literal *literals; /* 0 of them: not known */
	size_t n_literals;
};

struct gate;
struct ruleset {
	struct arena *arena;
	struct pack_blocks blocks;
	struct recipe *recipes;
	size_t n_recipes;
	struct rule *rules;
	size_t n_rules, rule_room;
	struct names_data *names;
	struct terms_of_tying *ties;
	struct gate *gate;
	char digest[65];
};

/* recipe.c: one block to one recipe with its rules; the block's kind is pattern, family or points. */
int recipe_make(struct ruleset *r, const struct pack_block *b, struct recipe *ret, struct fail *f);
/* promise.c: the `gate` lines of a block */
int promise_read(struct ruleset *r, const struct pack_block *b, struct gate_line *ret,
		 struct fail *f);
struct rule *ruleset_add_rule(struct ruleset *r, const struct recipe *of, int view);
/* family.c: the rules of a family, and the regex of the `except` phrases of any recipe */
int family_make(struct ruleset *r, struct recipe *family, struct fail *f);
int family_make_except(struct ruleset *r, struct recipe *recipe, struct fail *f);
/* near.c */
int near_parse(struct ruleset *r, const struct pack_block *b, const struct pack_line *l,
	       struct near_line *ret, struct fail *f);
/* lint.c: what is refused in the regex of a pattern, in words; NULL if nothing. */
const char *lint_regex(const char *source);
/* The same regex without what it demands of the text before a spot, (?<=...): it matches at least
 * where the other does. What is left only forbids, so that less text before a spot never makes a
 * match impossible. NULL where something forbidden is itself about text before. */
char *lint_without_demands(const char *source);
#endif
