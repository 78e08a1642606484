/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_clause.c - which of the persons in its sentence an indicator is about.
 *
 * In this order: the person right behind it ("imam Testali"), the person it is set beside
 * ("Testali, imam te Gouda"), the nearest subject before it, the nearest person behind it. Who
 * stands behind "met" or "van" gives way to the subject of the clause; who stands behind "volgens"
 * or "door" is a source. Persons in a list are all meant.
 */
#include "detect/tie.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEATS 64
#define ME_REACH 8u /* words between "ik" and what is said of oneself */

struct seat { /* a person in the sentence, in words [first, last) */
	struct tie_person *person;
	size_t first, last;
	int aside; /* see tie_stands_aside() */
};
struct table {
	const struct tie_text *t;
	size_t first, last; /* of the indicator */
	struct seat seats[SEATS];
	size_t n;
};

int tie_stands_aside(const struct tie_text *t, size_t first)
{
	/* Titles and offices may stand between: "met de heer", "volgens wijkagent". */
	for (size_t back = 1; back <= 4 && back <= first; back++) {
		size_t i = first - back;

		if (t->words[i + 1].gap & (GAP_COMMA | GAP_STRONG | GAP_BRACKET | GAP_CELL))
			return 0;
		if (tie_word_in(t, i, TIE_SOURCE))
			return -1;
		if (tie_word_in(t, i, TIE_ASIDE))
			return 1;
		if (tie_word_in(t, i, TIE_VERB) || tie_word_in(t, i, TIE_BORDER) ||
		    tie_word_in(t, i, TIE_SUBORDINATE))
			return 0;
	}
	return 0;
}

static bool same_cell(const struct finding *a, const struct finding *b)
{
	if (a->anchor.kind != AT_CELL || b->anchor.kind != AT_CELL)
		return true;
	return a->anchor.number == b->anchor.number &&
	       (a->anchor.name == b->anchor.name ||
		(a->anchor.name && b->anchor.name && !strcmp(a->anchor.name, b->anchor.name)));
}

bool tie_may_be_about(const struct tie_person *p)
{
	return p->counts && p->finding->role != ROLE_AUTHOR && p->finding->role != ROLE_RECIPIENT;
}

/* Persons of the sentence whose words are at hand; officials only where asked for. */
static void take_seats(struct tie_case *c, const struct finding *f, bool officials,
		       struct table *table)
{
	table->t = tie_sentence_of(c, f, &table->first, &table->last);
	table->n = 0;
	if (!table->t)
		return;
	for (size_t i = tie_persons_from(c, f->lane, f->sentence_from); i < c->n_persons; i++) {
		struct tie_person *p = c->persons + i;
		const struct sentence *s = f->sentence;

		if (p->finding->lane != f->lane || p->finding->start >= f->sentence_to ||
		    table->n == SEATS)
			break;
		if (!tie_may_be_about(p) || (p->finding->role == ROLE_OFFICIAL) != officials ||
		    !same_cell(p->finding, f) || p->finding->start < s->from ||
		    p->finding->start >= s->to)
			continue;
		struct seat *seat = table->seats + table->n++;
		seat->person = p;
		seat->first = tie_word_at(table->t, (size_t)(p->finding->start - s->from));
		seat->last = tie_word_from(table->t, (size_t)(p->finding->end - s->from));
		seat->aside = tie_stands_aside(table->t, seat->first);
		if (seat->first >= table->t->n || seat->last > table->t->n ||
		    (seat->first < table->last && seat->last > table->first))
			table->n--;
	}
}

/* Is one of these lists heard in words [from, to)? */
static bool heard(const struct tie_text *t, size_t from, size_t to, enum tie_list list)
{
	for (size_t i = from; i < to; i++)
		if (tie_word_in(t, i, list))
			return true;
	return false;
}

static bool gap_between(const struct tie_text *t, size_t from, size_t to, uint8_t gap)
{
	for (size_t i = from; i <= to && i < t->n; i++)
		if (t->words[i].gap & gap)
			return true;
	return false;
}

static bool is_word(const struct tie_text *t, size_t i, const char *word)
{
	return t->words[i].folded_len == strlen(word) &&
	       !memcmp(t->folded.bytes + t->words[i].folded_at, word, strlen(word));
}

static bool is_and(const struct tie_text *t, size_t i)
{
	static const char *const ands[] = {"en", "of", "alsmede", "evenals", "and"};

	for (size_t k = 0; k < ARRAY_LEN(ands); k++)
		if (is_word(t, i, ands[k]))
			return true;
	return false;
}

/* "zowel Testali als Proefman" */
static bool is_as_well(const struct tie_text *t, size_t first, size_t i)
{
	return is_word(t, i, "als") && first && is_word(t, first - 1, "zowel");
}

/* "Testali, Proefman (Gouda) en Demo": only "en", commas and brackets between the two. */
static bool are_listed(const struct tie_text *t, const struct seat *a, const struct seat *b)
{
	bool bracket = false, joined = false;

	for (size_t i = a->last; i <= b->first; i++) {
		uint8_t gap = t->words[i].gap;

		if (gap & (GAP_STRONG | GAP_CELL))
			return false;
		if (gap & GAP_BRACKET)
			bracket = !bracket;
		joined |= (gap & GAP_COMMA) != 0;
		if (i == b->first)
			break;
		if ((is_and(t, i) || is_as_well(t, a->first, i)) && !bracket)
			joined = true;
		else if (joined && tie_word_in(t, i, TIE_KIN)) /* "en zijn broer Proefman" */
			continue;
		else if (!bracket && !tie_word_in(t, i, TIE_TITLE_SHE) &&
			 !tie_word_in(t, i, TIE_TITLE_HE) && t->words[i].folded_len > 2)
			return false;
	}
	return joined && b->first - a->last <= 6;
}

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
	while (left > b->seats && are_listed(b->t, left - 1, left))
		choose(i, --left);
	while (right + 1 < b->seats + b->n && are_listed(b->t, right, right + 1) &&
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
		    gap_between(b->t, b->last, s->first,
				GAP_COMMA | GAP_STRONG | GAP_CELL | GAP_BRACKET))
			return NULL;
		for (size_t i = b->last; i < s->first; i++)
			if (tie_word_in(b->t, i, TIE_VERB) || tie_word_in(b->t, i, TIE_BORDER) ||
			    tie_word_in(b->t, i, TIE_ASIDE) || is_and(b->t, i) ||
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
	if (gap_between(b->t, s->last, b->first, GAP_STRONG | GAP_CELL))
		return false;
	for (size_t i = s->last; i < b->first; i++)
		if (tie_word_in(b->t, i, TIE_BORDER) || is_and(b->t, i) ||
		    tie_word_in(b->t, i, TIE_SOURCE))
			return false;
	return !heard(b->t, s->last, b->first, TIE_VERB) ||
	       tie_word_in(b->t, s->last, TIE_SUBORDINATE);
}

/* The subject of the clause: the nearest person before the indicator that does not stand aside,
 * unless a clause of its own ("dat", "die") begins between the two. */
static const struct seat *subject_before(const struct table *b, const struct seat *nearest)
{
	for (const struct seat *s = nearest;; s--) {
		if (s != nearest && heard(b->t, s->last, s[1].first, TIE_SUBORDINATE))
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
	    heard(b->t, nearest->last, b->first, TIE_SUBORDINATE) &&
	    heard(b->t, subject->last, nearest->first, TIE_UTTERANCE))
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
		if (gap_between(b->t, b->last, s->first, GAP_STRONG))
			return NULL;
		if (gap_between(b->t, b->last, s->first, GAP_COMMA) && s->first - b->last > 8)
			return NULL;
		return s;
	}
	return NULL;
}

/* "Demo vroeg of de imam er was": the question is about another, unless it says "of hij". */
static bool asks_whether(const struct tie_text *t, size_t from, size_t to)
{
	for (size_t i = from; i + 1 < to && i < from + 3; i++)
		if (tie_word_in(t, i, TIE_WORK) && is_word(t, i + 1, "of"))
			return !heard(t, i + 2, to, TIE_ANAPHOR);
	return false;
}

/* Who only reports or handles: "Demo mailde het verslag over salafisme", "vroeg de heer Demo naar
 * het salafisme". */
static bool only_works_on_it(const struct table *b, const struct seat *s)
{
	size_t from = s->first < 3 ? 0 : s->first - 3;

	while (from < s->first && (gap_between(b->t, from + 1, s->first, GAP_COMMA | GAP_STRONG) ||
				   heard(b->t, from, s->first, TIE_SUBORDINATE)))
		from++;
	if (s->last < b->first && asks_whether(b->t, s->last, b->first))
		return true;
	return s->last <= b->first &&
	       (heard(b->t, s->last, b->first, TIE_WORK) || heard(b->t, from, s->first, TIE_WORK)) &&
	       heard(b->t, s->last, b->first, TIE_ASIDE) &&
	       !heard(b->t, s->last, b->first, TIE_SUBORDINATE);
}

/* "een boek over salafisme", "het hoofdstuk over vakbonden": what somebody deals with, not what he
 * is. Who speaks, preaches or meets about it is another matter. */
static bool is_only_topic(const struct table *b, const struct seat *s)
{
	size_t from = b->first < 3 ? 0 : b->first - 3;

	if (s->last > b->first || s->aside || !heard(b->t, from > s->last ? from : s->last, b->first, TIE_TOPIC))
		return false;
	return !heard(b->t, s->last, b->first, TIE_UTTERANCE) &&
	       !heard(b->t, s->last, b->first, TIE_RELATION) &&
	       !heard(b->t, s->last, b->first, TIE_ANAPHOR) &&
	       !heard(b->t, s->last, b->first, TIE_SUBORDINATE);
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && !strcmp(s + len - n, end);
}

/* "moslims", "uitreizigers": several people, and the one who is named need not be among them. */
static bool is_crowd(const struct finding *f)
{
	static const char *const ends[] = {"isten", "ieten", "ianen", "kanen", "igers", "gangers",
					   "kers",  "lims",  "lingen", "'s",   "iers",  "bonden",
					   "koepels", "strijders", "prekers", "predikers", "leden"};

	if (ends_with(f->normal, "christen")) /* one of them */
		return false;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (ends_with(f->normal, ends[i]))
			return true;
	return false;
}

/* "een van de salafisten", "met andere Syriers", "wij katholieken": of the crowd after all. */
static bool belongs_to_crowd(const struct table *b, const struct seat *s)
{
	size_t from = s->last <= b->first ? s->last : b->first;

	return s->last > b->first || b->first - from <= 1 ||
	       tie_word_in(b->t, b->first - 1, TIE_AMONG) ||
	       heard(b->t, from, b->first, TIE_AMONG) || heard(b->t, from, b->first, TIE_PREDICATE);
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

	if (!heard(b->t, from, b->first, TIE_ME))
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
	if (!s || only_works_on_it(b, s) || is_only_topic(b, s) ||
	    (is_crowd(i->finding) && !belongs_to_crowd(b, s)))
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
	    gap_between(b->t, s->last, b->first, GAP_COMMA | GAP_STRONG | GAP_CELL) ||
	    heard(b->t, s->last, b->first, TIE_WORK) ||
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

	take_seats(c, i->finding, false, b);
	tied = b->n && settle_in_clause(i, b, faint);
	if (!tied && i->finding->anchor.kind == AT_CELL) {
		*faint = false;
		tied = settle_in_row(c, i);
	}
	if (!tied && !b->n) {
		take_seats(c, i->finding, true, b);
		*faint = false;
		tied = b->n && settle_official(i, b);
	}
	free(b);
	return tied;
}
