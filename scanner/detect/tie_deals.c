/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_deals.c - who only deals with a subject: he mails the report, asks whether the imam is
 * in, wrote a book about it, guards a crowd. What is said there is not said of him. Nor is what an
 * adjective says of a thing: "een Perzische kelim".
 */
#include "detect/tie_table.h"
#include <string.h>

/* "Demo vroeg of de imam er was": the question is about another, unless it says "of hij". */
static bool asks_whether(const struct tie_text *t, size_t from, size_t to)
{
	for (size_t i = from; i + 1 < to && i < from + 3; i++)
		if (tie_word_in(t, i, TIE_WORK) && tie_is_word(t, i + 1, "of"))
			return !tie_heard(t, i + 2, to, TIE_ANAPHOR);
	return false;
}

/* "Demo promoveert op recidive", "Demo fotografeert kerken": whatever it is, it is his work. */
static bool handles(const struct tie_text *t, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < from + 4; i++)
		if (tie_word_in(t, i, TIE_HANDLE))
			return !tie_heard(t, i, to, TIE_ANAPHOR) && !tie_heard(t, i, to, TIE_SUBORDINATE);
	return false;
}

/* Who only reports or handles: "Demo mailde het verslag over salafisme", "vroeg de heer Demo naar
 * het salafisme". */
static bool only_works_on_it(const struct table *b, const struct seat *s)
{
	size_t from = s->first < 3 ? 0 : s->first - 3;

	while (from < s->first && (tie_gap_between(b->t, from + 1, s->first, GAP_COMMA | GAP_STRONG) ||
				   tie_heard(b->t, from, s->first, TIE_SUBORDINATE)))
		from++;
	if (s->last <= b->first && !s->aside && handles(b->t, s->last, b->first))
		return true;
	if (s->last < b->first && asks_whether(b->t, s->last, b->first))
		return true;
	return s->last <= b->first &&
	       (tie_heard(b->t, s->last, b->first, TIE_WORK) ||
		tie_heard(b->t, from, s->first, TIE_WORK)) &&
	       tie_heard(b->t, s->last, b->first, TIE_ASIDE) &&
	       !tie_heard(b->t, s->last, b->first, TIE_SUBORDINATE);
}

/* "een boek over salafisme", "het hoofdstuk over vakbonden": what somebody deals with, not what he
 * is. Who speaks, preaches or meets about it is another matter. */
static bool is_only_topic(const struct table *b, const struct seat *s)
{
	size_t from = b->first < 3 ? 0 : b->first - 3;

	if (s->last > b->first || s->aside ||
	    !tie_heard(b->t, from > s->last ? from : s->last, b->first, TIE_TOPIC))
		return false;
	return !tie_heard(b->t, s->last, b->first, TIE_UTTERANCE) &&
	       !tie_heard(b->t, s->last, b->first, TIE_RELATION) &&
	       !tie_heard(b->t, s->last, b->first, TIE_ANAPHOR) &&
	       !tie_heard(b->t, s->last, b->first, TIE_SUBORDINATE);
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
	       tie_heard(b->t, from, b->first, TIE_AMONG) ||
	       tie_heard(b->t, from, b->first, TIE_PREDICATE);
}

bool tie_only_deals_with(const struct tie_indicator *i, const struct table *b, const struct seat *s)
{
	return only_works_on_it(b, s) || is_only_topic(b, s) ||
	       (is_crowd(i->finding) && !belongs_to_crowd(b, s));
}

/* --- adjectives --- */

static bool is_adjective(const struct finding *f)
{
	static const char *const ends[] = {"s", "se", "sch", "sche", "iek", "ieke", "lijk", "lijke",
					   "ant", "ante", "ees", "ese"};

	if (f->weight == '-' || strchr(f->normal, ' ') || strchr(f->normal, '-') ||
	    (strcmp(f->pattern->category, "ETN") && strcmp(f->pattern->category, "REL")) ||
	    ends_with(f->normal, "istisch") || ends_with(f->normal, "istische") ||
	    ends_with(f->normal, "ietisch") || ends_with(f->normal, "ietische") ||
	    ends_with(f->normal, "nitische") || ends_with(f->normal, "vitische"))
		return false; /* of a creed, whatever it is said of */
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (ends_with(f->normal, ends[i]))
			return true;
	return false;
}

/* "opgevoed", "geboren": a participle; what it goes with is the person. */
static bool is_participle(const struct tie_text *t, size_t i)
{
	const char *word = t->folded.bytes + t->words[i].folded_at;
	size_t len = t->words[i].folded_len;

	for (size_t k = 0; k <= 4 && k + 2 < len; k++)
		if (word[k] == 'g' && word[k + 1] == 'e')
			return true;
	return false;
}

static bool is_small_word(const struct tie_text *t, size_t i)
{
	static const enum tie_list small[] = {TIE_VERB,	     TIE_ASIDE,	  TIE_BORDER, TIE_SUBORDINATE,
					      TIE_DENY,	     TIE_DENY_NOT, TIE_ATTRIBUTE, TIE_ANAPHOR,
					      TIE_HIS,	     TIE_SOURCE,  TIE_PREDICATE, TIE_WORK,
					      TIE_UTTERANCE, TIE_VISIT,	  TIE_AMONG};

	for (size_t k = 0; k < ARRAY_LEN(small); k++)
		if (tie_word_in(t, i, small[k]))
			return true;
	return t->words[i].folded_len <= 3 || tie_is_and(t, i);
}

bool tie_said_of_thing(struct tie_case *c, const struct finding *f)
{
	size_t first, last;
	const struct tie_text *t = tie_sentence_of(c, f, &first, &last);

	if (!t || !is_adjective(f) || last >= t->n || t->words[last].gap != GAP_SPACE ||
	    t->words[last].capital)
		return false;
	return !is_small_word(t, last) && !is_participle(t, last) && !tie_word_in(t, last, TIE_PEOPLE);
}
