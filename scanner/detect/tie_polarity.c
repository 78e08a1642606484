/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_polarity.c - is an indicator affirmed, denied, or put in someone's mouth?
 *
 * Looked for from the indicator outwards. A plain denial (geen, niet) reaches to the border of its
 * clause: a comma, "maar", "dat", "en" before a verb. A far one (ontkent) and hearsay (zou,
 * volgens) reach further, to "maar" or a semicolon. A denial is still data about a person: it
 * changes no score.
 */
#include "detect/tie.h"
#include <string.h>

#define DENY_BEFORE 10u /* words */
#define DENY_AFTER 7u
#define ZONDER 4u

struct outlook {
	const struct tie_text *t;
	size_t first, last;   /* of the indicator */
	bool clause;          /* still in its clause */
	bool verb;            /* a verb was met in its clause */
	size_t denied, attributed; /* the word that says so, or t->n */
};

static bool is_word(const struct tie_text *t, size_t i, const char *word)
{
	return t->words[i].folded_len == strlen(word) &&
	       !memcmp(t->folded.bytes + t->words[i].folded_at, word, strlen(word));
}

/* "en" before a verb, or before hearsay, begins a clause: "is imam en zou salafist zijn". */
static bool joins_clauses(const struct tie_text *t, size_t i)
{
	return (is_word(t, i, "en") || is_word(t, i, "and")) && i + 1 < t->n &&
	       (tie_word_in(t, i + 1, TIE_VERB) || tie_word_in(t, i + 1, TIE_ATTRIBUTE));
}

/* "geen imam, prediker of bestuurder": it reaches past commas as long as no verb comes. */
static bool reaches_past_commas(const struct outlook *o, size_t i)
{
	return !o->verb && (is_word(o->t, i, "geen") || is_word(o->t, i, "noch"));
}

static void look_back(struct outlook *o)
{
	const struct tie_text *t = o->t;
	bool commas = false, joined = false;

	for (size_t i = o->first; i-- > 0;) {
		uint8_t gap = t->words[i + 1].gap;

		if (gap & (GAP_STRONG | GAP_CELL))
			return;
		commas |= (gap & (GAP_COMMA | GAP_BRACKET)) != 0;
		if (tie_word_in(t, i, TIE_BORDER))
			return;
		if (tie_word_in(t, i, TIE_DENY_FAR) && o->denied == t->n && !joined)
			o->denied = i;
		if (tie_word_in(t, i, TIE_DENY) && o->clause && o->denied == t->n &&
		    (!commas || reaches_past_commas(o, i)) &&
		    o->first - i <= (is_word(t, i, "zonder") ? ZONDER : DENY_BEFORE))
			o->denied = i;
		if (tie_word_in(t, i, TIE_ATTRIBUTE) && o->attributed == t->n && (!joined || i <= 1))
			o->attributed = i;
		if (joins_clauses(t, i)) {
			joined = true;
			o->clause = false;
		}
		if (tie_word_in(t, i, TIE_SUBORDINATE))
			o->clause = false;
		o->verb |= o->clause && !commas && tie_word_in(t, i, TIE_VERB);
	}
}

/* "bezoekt de moskee niet" denies, "de imam wil niet" does not: a denial behind the indicator
 * counts where the verb stands before it, or where it opens the clause: "salafist is hij niet". */
static bool denial_may_follow(const struct outlook *o)
{
	const struct tie_text *t = o->t;

	if (o->first && is_word(t, o->first - 1, "als"))
		return false;
	if (o->verb)
		return true;
	return o->last < t->n && tie_word_in(t, o->last, TIE_VERB) &&
	       (!o->first || t->words[o->first].gap & (GAP_COMMA | GAP_STRONG));
}

static void look_ahead(struct outlook *o)
{
	const struct tie_text *t = o->t;
	bool deny = denial_may_follow(o), commas = false;

	for (size_t i = o->last; i < t->n; i++) {
		uint8_t gap = t->words[i].gap;

		if (gap & (GAP_STRONG | GAP_CELL) || tie_word_in(t, i, TIE_BORDER))
			return;
		commas |= (gap & (GAP_COMMA | GAP_BRACKET)) != 0;
		if (joins_clauses(t, i))
			return;
		if (tie_word_in(t, i, TIE_SUBORDINATE) || commas || is_word(t, i, "en"))
			deny = false;
		if (deny && tie_word_in(t, i, TIE_DENY) && i - o->last < DENY_AFTER &&
		    o->denied == t->n)
			o->denied = i;
		if (o->attributed == t->n && ((!commas && tie_word_in(t, i, TIE_ATTRIBUTE)) ||
					      tie_word_in(t, i, TIE_ATTRIBUTE_BACK)))
			o->attributed = i;
	}
}

static void say(struct finding *f, const struct tie_text *t, size_t i, enum tie_list list,
		const char *what)
{
	size_t n = t->words[i].lengths[list] ? t->words[i].lengths[list] : 1;
	const struct tie_word *from = t->words + i, *to = t->words + i + n - 1;

	finding_why(f, 0, "%s: '%.*s'", what, to->to - from->from, t->bytes + from->from);
}

void tie_polarity(struct tie_case *c, struct finding *f)
{
	struct outlook o = {.clause = true};

	f->polarity = POLARITY_AFFIRMED;
	o.t = tie_sentence_of(c, f, &o.first, &o.last);
	if (!o.t)
		return;
	o.denied = o.attributed = o.t->n;
	if (o.first && o.t->words[o.first].gap == GAP_HYPHEN && tie_word_in(o.t, o.first - 1, TIE_DENY))
		o.denied = o.first - 1; /* "niet-moslim" */
	look_back(&o);
	look_ahead(&o);
	if (o.denied < o.t->n) {
		f->polarity = POLARITY_DENIED;
		say(f, o.t, o.denied,
		    tie_word_in(o.t, o.denied, TIE_DENY_FAR) ? TIE_DENY_FAR : TIE_DENY, "denied");
	} else if (o.attributed < o.t->n) {
		f->polarity = POLARITY_ATTRIBUTED;
		say(f, o.t, o.attributed,
		    tie_word_in(o.t, o.attributed, TIE_ATTRIBUTE) ? TIE_ATTRIBUTE : TIE_ATTRIBUTE_BACK,
		    "attributed");
	}
}
