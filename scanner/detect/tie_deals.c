/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_deals.c - who only deals with a subject: he mails the report, asks whether the imam is
 * in, wrote a book about it, guards a crowd. What is said there is not said of him.
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

/* Who only reports or handles: "Demo mailde het verslag over salafisme", "vroeg de heer Demo naar
 * het salafisme". */
static bool only_works_on_it(const struct table *b, const struct seat *s)
{
	size_t from = s->first < 3 ? 0 : s->first - 3;

	while (from < s->first && (tie_gap_between(b->t, from + 1, s->first, GAP_COMMA | GAP_STRONG) ||
				   tie_heard(b->t, from, s->first, TIE_SUBORDINATE)))
		from++;
	if (s->last < b->first && asks_whether(b->t, s->last, b->first))
		return true;
	return s->last <= b->first &&
	       (tie_heard(b->t, s->last, b->first, TIE_WORK) || tie_heard(b->t, from, s->first, TIE_WORK)) &&
	       tie_heard(b->t, s->last, b->first, TIE_ASIDE) &&
	       !tie_heard(b->t, s->last, b->first, TIE_SUBORDINATE);
}

/* "een boek over salafisme", "het hoofdstuk over vakbonden": what somebody deals with, not what he
 * is. Who speaks, preaches or meets about it is another matter. */
static bool is_only_topic(const struct table *b, const struct seat *s)
{
	size_t from = b->first < 3 ? 0 : b->first - 3;

	if (s->last > b->first || s->aside || !tie_heard(b->t, from > s->last ? from : s->last, b->first, TIE_TOPIC))
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
	       tie_heard(b->t, from, b->first, TIE_AMONG) || tie_heard(b->t, from, b->first, TIE_PREDICATE);
}

bool tie_only_deals_with(const struct tie_indicator *i, const struct table *b, const struct seat *s)
{
	return only_works_on_it(b, s) || is_only_topic(b, s) ||
	       (is_crowd(i->finding) && !belongs_to_crowd(b, s));
}
