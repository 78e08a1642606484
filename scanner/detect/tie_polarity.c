/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_polarity.c - is an indicator affirmed, denied, or put in someone's mouth?
 *
 * Looked for from the indicator outwards. A plain denial (geen, niet) reaches to the border of its
 * clause: a comma, "maar", "dat", "en" before a verb. A far one (ontkent) and hearsay (zou,
 * volgens) reach further, to "maar" or a semicolon. What somebody says of himself is no hearsay;
 * what is only asked or supposed counts as hearsay. A denial is still data about a person: it
 * changes no score.
 */
#include "detect/tie.h"
#include <string.h>

#define DENY_BEFORE 10u /* words */
#define DENY_AFTER 7u
#define ZONDER 4u
#define SPEAKER 3u /* words between who speaks and the word that says so */

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
		if (tie_word_in(t, i, TIE_SUBORDINATE) || tie_word_in(t, i, TIE_CAUSE))
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
	size_t first = o->first; /* "van problematisch gedrag is niets gebleken" */
	if (first && tie_word_in(t, first - 1, TIE_ASIDE))
		first--;
	return o->last < t->n && tie_word_in(t, o->last, TIE_VERB) &&
	       (!first || t->words[first].gap & (GAP_COMMA | GAP_STRONG | GAP_LINE));
}

/* "geen" and "zonder" deny what follows them. */
static bool denies_before(const struct tie_text *t, size_t i)
{
	return tie_word_in(t, i, TIE_DENY) && !is_word(t, i, "geen") && !is_word(t, i, "zonder") &&
	       !is_word(t, i, "no");
}

static void look_ahead(struct outlook *o)
{
	const struct tie_text *t = o->t;
	bool deny = denial_may_follow(o), commas = false, beyond = false;

	for (size_t i = o->last; i < t->n; i++) {
		uint8_t gap = t->words[i].gap;

		if (gap & (GAP_STRONG | GAP_CELL) || tie_word_in(t, i, TIE_BORDER))
			return;
		commas |= (gap & (GAP_COMMA | GAP_BRACKET)) != 0;
		if (tie_word_in(t, i, TIE_DENY_BACK) && o->denied == t->n)
			o->denied = i;
		if (joins_clauses(t, i))
			return;
		beyond |= tie_word_in(t, i, TIE_SUBORDINATE);
		if (tie_word_in(t, i, TIE_SUBORDINATE) || commas || is_word(t, i, "en"))
			deny = false;
		if (deny && denies_before(t, i) && i - o->last < DENY_AFTER && o->denied == t->n)
			o->denied = i;
		if (o->attributed == t->n && ((!commas && !beyond && tie_word_in(t, i, TIE_ATTRIBUTE)) ||
					      tie_word_in(t, i, TIE_ATTRIBUTE_BACK)))
			o->attributed = i;
	}
}

/* "Zonder methadon redt hij het niet": the two denials leave it standing. */
static bool is_denied_twice(const struct outlook *o)
{
	const struct tie_text *t = o->t;

	if (o->denied >= o->first || !is_word(t, o->denied, "zonder"))
		return false;
	for (size_t i = o->last; i < t->n; i++) {
		if (t->words[i].gap & (GAP_COMMA | GAP_STRONG | GAP_CELL) || tie_word_in(t, i, TIE_BORDER))
			return false;
		if (denies_before(t, i))
			return true;
	}
	return false;
}

/* The first word of the stretch between strong gaps and commas in which a word stands. */
static size_t opens_clause(const struct tie_text *t, size_t i)
{
	while (i && !(t->words[i].gap & (GAP_COMMA | GAP_STRONG | GAP_CELL)))
		i--;
	return i;
}

/* "Is Testali salafist?"; but in "Is imam Testali al gebeld?" he is one. */
static bool is_asked(const struct outlook *o, const struct tie_indicator *row)
{
	const struct tie_text *t = o->t;
	size_t end = o->last, open = opens_clause(t, o->first);

	if (row->form && !strcmp(row->form, "apposition"))
		return false;
	if (open >= o->first || !tie_word_in(t, open, TIE_ASK))
		return false;
	while (end < t->n && !(t->words[end].gap & (GAP_STRONG | GAP_CELL)))
		end++;
	size_t from = t->words[end - 1].to, to = end < t->n ? t->words[end].from : t->len;
	return memchr(t->bytes + from, '?', to - from);
}

/* "Als Testali salafist is, volgt overleg"; but in "als imam werkt Testali" he is one. */
static bool is_supposed(const struct outlook *o)
{
	const struct tie_text *t = o->t;
	size_t open = opens_clause(t, o->first);

	if (is_word(t, open, "of") && !(t->words[open].gap & GAP_COMMA) && open < o->first)
		return true; /* "Of Testali salafist is, wordt uitgezocht" */
	if (open + 2 > o->first || (!is_word(t, open, "als") && !is_word(t, open, "if")))
		return false;
	return t->words[open + 1].capital || tie_word_in(t, open + 1, TIE_ANAPHOR) ||
	       tie_word_in(t, open + 1, TIE_TITLE_HE) || tie_word_in(t, open + 1, TIE_TITLE_SHE);
}

/* Does this person stand where he who speaks stands: "Testali zei", "zei mevrouw Testali"? */
static bool is_speaker_at(const struct tie_text *t, size_t first, size_t last, size_t said)
{
	const struct tie_word *w = t->words + said;
	size_t end = said + 1;

	for (enum tie_list list = 0; list < N_TIE_LISTS; list++)
		if ((list == TIE_ATTRIBUTE || list == TIE_ATTRIBUTE_BACK || list == TIE_SAYING) &&
		    w->lengths[list] && said + w->lengths[list] > end)
			end = said + w->lengths[list];
	if (last <= said) {
		for (size_t i = last; i <= said; i++)
			if (t->words[i].gap & (GAP_STRONG | GAP_CELL) || tie_word_in(t, i, TIE_BORDER) ||
			    (i < said && tie_word_in(t, i, TIE_SUBORDINATE)))
				return false;
		return said - last <= SPEAKER;
	}
	if (is_word(t, end - 1, "dat")) /* "zegt dat Testali ..." */
		return false;
	for (size_t i = end; i < first; i++)
		if (!tie_word_in(t, i, TIE_TITLE_HE) && !tie_word_in(t, i, TIE_TITLE_SHE) &&
		    !tie_word_in(t, i, TIE_OFFICIAL))
			return false;
	return first >= end && first - end <= 2;
}

/* "noemt zich salafist", "zich nu salafist noemt": of himself, whoever else is about. */
static bool calls_himself(const struct tie_text *t, size_t said)
{
	size_t from = said < 6 ? 0 : said - 6;

	for (size_t i = from; i < said + 4 && i < t->n; i++)
		if (is_word(t, i, "zich") || is_word(t, i, "zichzelf"))
			return true;
	return false;
}

/* "hij zegt", "zei ze": of one who was named before. */
static bool is_pronoun_at(const struct tie_text *t, size_t said)
{
	return (said && tie_word_in(t, said - 1, TIE_ANAPHOR)) ||
	       (said + 1 < t->n && tie_word_in(t, said + 1, TIE_ANAPHOR) &&
		t->words[said + 1].gap == GAP_SPACE);
}

/* Is one of those it is about named behind the word that says so? */
static bool is_named_behind(const struct tie_text *t, const struct tie_indicator *i, size_t said)
{
	const struct finding *f = i->finding;

	for (size_t k = 0; k < i->n_about; k++) {
		const struct finding *p = i->about[k]->finding;

		if (p->lane == f->lane && p->start >= f->sentence->from && p->end <= f->sentence->to &&
		    tie_word_at(t, (size_t)(p->start - f->sentence->from)) > said)
			return true;
	}
	return false;
}

/* Is what is said here of somebody said by himself? */
static bool speaks_of_himself(const struct tie_text *t, const struct tie_indicator *i, size_t last,
			      size_t said)
{
	const struct finding *f = i->finding;

	if (!tie_word_in(t, said, TIE_SAYING) || !i->n_about ||
	    t->words[said].lengths[TIE_ATTRIBUTE] > t->words[said].lengths[TIE_SAYING])
		return false;
	/* "Testali is salafist, zegt de buurman": who speaks stands behind it. */
	if (said >= last && said + 1 < t->n && i->level == TIE_SENTENCE && !is_pronoun_at(t, said) &&
	    !calls_himself(t, said) && !is_named_behind(t, i, said))
		return false;
	if (is_word(t, said, "noemt") || is_word(t, said, "noemde"))
		return calls_himself(t, said);
	if (!said && i->level != TIE_SENTENCE) /* "Vertelt dat hij ...": the subject is left out */
		return true;
	if (i->level != TIE_SENTENCE)
		return is_pronoun_at(t, said);
	for (size_t k = 0; k < i->n_about; k++) {
		const struct finding *p = i->about[k]->finding;

		if (p->lane != f->lane || p->start < f->sentence->from || p->end > f->sentence->to)
			continue;
		if (is_speaker_at(t, tie_word_at(t, (size_t)(p->start - f->sentence->from)),
				  tie_word_from(t, (size_t)(p->end - f->sentence->from)), said))
			return true;
	}
	return false;
}

static void say(struct finding *f, const struct tie_text *t, size_t i, enum tie_list list,
		const char *what)
{
	size_t n = t->words[i].lengths[list] ? t->words[i].lengths[list] : 1;
	const struct tie_word *from = t->words + i, *to = t->words + i + n - 1;

	finding_why(f, 0, "%s: '%.*s'", what, to->to - from->from, t->bytes + from->from);
}

void tie_polarity(struct tie_case *c, const struct tie_indicator *i)
{
	struct finding *f = i->finding;
	struct outlook o = {.clause = true};

	f->polarity = POLARITY_AFFIRMED;
	o.t = tie_sentence_of(c, f, &o.first, &o.last);
	if (!o.t)
		return;
	o.denied = o.attributed = o.t->n;
	if (o.first && o.t->words[o.first].gap == GAP_HYPHEN && tie_word_in(o.t, o.first - 1, TIE_DENY))
		o.denied = o.first - 1; /* "niet-moslim" */
	if (is_word(o.t, o.first, "nooit")) /* a term may say so itself */
		o.denied = o.first;
	if (is_word(o.t, o.first, "zou") || is_word(o.t, o.first, "zouden"))
		o.attributed = o.first;
	o.clause = !tie_word_in(o.t, o.first, TIE_CAUSE);
	look_back(&o);
	look_ahead(&o);
	if (o.denied < o.t->n && is_denied_twice(&o))
		o.denied = o.t->n;
	if (is_asked(&o, i)) {
		f->polarity = POLARITY_ATTRIBUTED;
		finding_why(f, 0, "attributed: it is asked");
		return;
	}
	if (o.denied < o.t->n) {
		f->polarity = POLARITY_DENIED;
		say(f, o.t, o.denied,
		    tie_word_in(o.t, o.denied, TIE_DENY_FAR)	? TIE_DENY_FAR
		    : tie_word_in(o.t, o.denied, TIE_DENY_BACK) ? TIE_DENY_BACK
								: TIE_DENY,
		    "denied");
	} else if (o.attributed < o.t->n && speaks_of_himself(o.t, i, o.last, o.attributed)) {
		say(f, o.t, o.attributed, TIE_SAYING, "said by the person");
	} else if (o.attributed == o.t->n && is_supposed(&o)) {
		f->polarity = POLARITY_ATTRIBUTED;
		finding_why(f, 0, "attributed: it is supposed");
	} else if (o.attributed < o.t->n) {
		f->polarity = POLARITY_ATTRIBUTED;
		say(f, o.t, o.attributed,
		    tie_word_in(o.t, o.attributed, TIE_ATTRIBUTE) ? TIE_ATTRIBUTE : TIE_ATTRIBUTE_BACK,
		    "attributed");
	}
}
