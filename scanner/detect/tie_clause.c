/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_clause.c - which of the persons in its sentence an indicator is about.
 *
 * In this order: the person right behind it ("imam Testali"), the person it is set beside
 * ("Testali, imam te Gouda"), the nearest subject before it, the nearest person behind it. Who
 * stands behind "met" or "van" gives way to the subject of the clause; who stands behind "volgens"
 * or "door" is a source. Persons in a list are all meant.
 */
#include "detect/tie_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ME_REACH 8u /* words between "ik" and what is said of oneself */

static void choose(struct tie_indicator *i, const struct seat *s)
{
	for (size_t k = 0; k < i->n_about; k++)
		if (i->about[k]->group == s->person->group)
			return;
	if (i->n_about < ARRAY_LEN(i->about))
		i->about[i->n_about++] = s->person;
}

static void choose_listed(struct tie_indicator *i, const struct table *b, const struct seat *s)
{
	const struct seat *left = s, *right = s;

	choose(i, s);
	while (left > b->seats && tie_are_listed(b->t, left - 1, left))
		choose(i, --left);
	while (right + 1 < b->seats + b->n && tie_are_listed(b->t, right, right + 1) &&
	       (right[1].first >= b->last || right[1].last <= b->first))
		choose(i, ++right);
}

/* "imam Testali", "de Turkse ondernemer B. Testali" */
static const struct seat *right_behind(const struct table *b)
{
	if (tie_word_in(b->t, b->first, TIE_VERB) || tie_word_in(b->t, b->first, TIE_VISIT))
		return NULL;
	for (const struct seat *s = b->seats; s < b->seats + b->n; s++) {
		if (s->first < b->last)
			continue;
		if (s->first - b->last > 3 ||
		    tie_gap_between(b->t, b->last, s->first,
				GAP_COMMA | GAP_STRONG | GAP_CELL | GAP_BRACKET))
			return NULL;
		for (size_t i = b->last; i < s->first; i++)
			if (tie_word_in(b->t, i, TIE_VERB) || tie_word_in(b->t, i, TIE_BORDER) ||
			    tie_word_in(b->t, i, TIE_ASIDE) || tie_is_and(b->t, i) ||
			    tie_word_in(b->t, i, TIE_SUBORDINATE) || tie_word_in(b->t, i, TIE_SOURCE))
				return NULL;
		return s;
	}
	return NULL;
}

static const struct seat *nearest_before(const struct table *b)
{
	const struct seat *found = NULL;

	for (const struct seat *s = b->seats; s < b->seats + b->n && s->last <= b->first; s++)
		found = s;
	return found;
}

/* "Testali, imam te Gouda", "Proefman (salafist)", "Demo, die moslim is"; but in "de voorzitter,
 * Demo, opende" the second comma closes what the first one opened. */
static bool is_beside(const struct table *b, const struct seat *s)
{
	size_t between = b->first - s->last;

	if (between > 4 || !(b->t->words[s->last].gap & (GAP_COMMA | GAP_BRACKET)))
		return false;
	if (between > 1 && b->t->words[s->first].gap & GAP_COMMA &&
	    !tie_word_in(b->t, s->last, TIE_SUBORDINATE))
		return false;
	if (tie_gap_between(b->t, s->last, b->first, GAP_STRONG | GAP_CELL))
		return false;
	for (size_t i = s->last; i < b->first; i++)
		if (tie_word_in(b->t, i, TIE_BORDER) || tie_is_and(b->t, i) ||
		    tie_word_in(b->t, i, TIE_SOURCE))
			return false;
	return !tie_heard(b->t, s->last, b->first, TIE_VERB) ||
	       tie_word_in(b->t, s->last, TIE_SUBORDINATE);
}

/* The subject of the clause: the nearest person before the indicator that does not stand aside,
 * unless a clause of its own ("dat", "die") begins between the two. */
static const struct seat *subject_before(const struct table *b, const struct seat *nearest)
{
	for (const struct seat *s = nearest;; s--) {
		if (s != nearest && tie_heard(b->t, s->last, s[1].first, TIE_SUBORDINATE))
			return nearest->aside < 0 ? s : nearest;
		if (!s->aside)
			break;
		if (s == b->seats)
			return nearest;
	}
	const struct seat *subject = nearest;
	while (subject->aside)
		subject--;
	/* "Demo zegt over Testali dat hij ...": what is said is about the latter. */
	if (subject != nearest && nearest->aside > 0 &&
	    tie_heard(b->t, nearest->last, b->first, TIE_SUBORDINATE) &&
	    tie_heard(b->t, subject->last, nearest->first, TIE_UTTERANCE))
		return nearest;
	return subject;
}

static const struct seat *nearest_behind(const struct table *b)
{
	if (tie_word_in(b->t, b->last - 1, TIE_SUBORDINATE)) /* what follows is said by another */
		return NULL;
	for (const struct seat *s = b->seats; s < b->seats + b->n; s++) {
		if (s->first < b->last || s->aside < 0)
			continue;
		if (tie_gap_between(b->t, b->last, s->first, GAP_STRONG))
			return NULL;
		if (tie_gap_between(b->t, b->last, s->first, GAP_COMMA) && s->first - b->last > 8)
			return NULL;
		return s;
	}
	return NULL;
}

static void name_form(struct tie_indicator *i, const struct table *b, const struct seat *s)
{
	static const struct {
		enum tie_list list;
		const char *name;
	} forms[] = {
		{TIE_OFFICE, "role"},	      {TIE_RELATION, "relation"}, {TIE_VISIT, "visit"},
		{TIE_UTTERANCE, "utterance"}, {TIE_PREDICATE, "predicate"},
	};
	size_t from = s->last <= b->first ? s->last : b->first;
	size_t to = s->last <= b->first ? b->last : s->first;

	for (size_t k = 0; k < ARRAY_LEN(forms) && !i->form; k++)
		for (size_t w = from; w < to && !i->form; w++) {
			size_t n = b->t->words[w].lengths[forms[k].list];
			const struct tie_word *start = b->t->words + w, *end = start + (n ? n - 1 : 0);

			if (!n)
				continue;
			i->form = forms[k].name;
			snprintf(i->form_words, sizeof(i->form_words), "%.*s", end->to - start->from,
				 b->t->bytes + start->from);
		}
}

/* "Ik ben moslim", zei de heer Testali: who speaks of himself is named behind it, or before. */
static const struct seat *speaks_in_first_person(const struct table *b)
{
	size_t from = b->first < ME_REACH ? 0 : b->first - ME_REACH;

	if (!tie_heard(b->t, from, b->first, TIE_ME))
		return NULL;
	for (const struct seat *s = b->seats; s < b->seats + b->n; s++) {
		size_t back = s->first;

		if (s->first < b->last || !(b->t->words[s->first].gap & GAP_SPACE))
			continue;
		while (back > b->last && s->first - back < 3 && !tie_word_in(b->t, back - 1, TIE_SAYING))
			back--;
		if (back > b->last && tie_word_in(b->t, back - 1, TIE_SAYING))
			return s;
	}
	return NULL;
}

static bool settle_in_clause(struct tie_indicator *i, const struct table *b, bool *faint)
{
	const struct seat *s = right_behind(b);

	*faint = false;
	if (s) {
		i->form = "apposition";
		choose_listed(i, b, s);
		return true;
	}
	s = speaks_in_first_person(b);
	if (s) {
		i->form = "utterance";
		choose(i, s);
		return true;
	}
	s = nearest_before(b);
	if (s && is_beside(b, s)) {
		i->form = "apposition";
		choose_listed(i, b, s);
		return true;
	}
	if (s)
		s = subject_before(b, s);
	if (s && s->aside < 0 && b->n > 1)
		s = NULL;
	if (!s)
		s = nearest_behind(b);
	if (!s || tie_only_deals_with(i, b, s))
		return false;
	*faint = s->aside != 0 || s->first >= b->last;
	name_form(i, b, s);
	choose_listed(i, b, s);
	return true;
}

/* An official is tied only to what is said of him in so many words: "is lid van", "noemt zich". */
static bool settle_official(struct tie_indicator *i, const struct table *b)
{
	const struct seat *s = nearest_before(b);

	if (!s || s->aside || b->first - s->last > 5 || s->last >= b->t->n)
		return false;
	if (!tie_word_in(b->t, s->last, TIE_PREDICATE) ||
	    tie_gap_between(b->t, s->last, b->first, GAP_COMMA | GAP_STRONG | GAP_CELL) ||
	    tie_heard(b->t, s->last, b->first, TIE_WORK) ||
	    !strcmp(i->finding->pattern->category ? i->finding->pattern->category : "", "GED"))
		return false;
	name_form(i, b, s);
	choose(i, s);
	return true;
}

/* The person a row is about: named so by the column, else the first who is no official. */
static bool settle_in_row(struct tie_case *c, struct tie_indicator *i)
{
	const struct finding *f = i->finding;
	struct tie_person *best = NULL;

	for (size_t k = tie_persons_from(c, f->lane, f->sentence_from); k < c->n_persons; k++) {
		struct tie_person *p = c->persons + k;

		if (p->finding->lane != f->lane || p->finding->start >= f->sentence_to)
			break;
		if (!tie_may_be_about(p) || p->finding->role == ROLE_OFFICIAL)
			continue;
		if (tie_terms_label(c->terms, p->finding->anchor.label, TIE_LABEL_PERSON)) {
			best = p;
			break;
		}
		if (!best)
			best = p;
	}
	if (best)
		i->about[i->n_about++] = best;
	i->form = best ? "row" : NULL;
	return best;
}

bool tie_in_sentence(struct tie_case *c, struct tie_indicator *i, bool *faint)
{
	struct table *b = xcalloc(1, sizeof(*b));
	bool tied;

	tie_take_seats(c, i->finding, false, b);
	tied = b->n && settle_in_clause(i, b, faint);
	if (!tied && i->finding->anchor.kind == AT_CELL) {
		*faint = false;
		tied = settle_in_row(c, i);
	}
	if (!tied && !b->n) {
		tie_take_seats(c, i->finding, true, b);
		*faint = false;
		tied = b->n && settle_official(i, b);
	}
	free(b);
	return tied;
}
