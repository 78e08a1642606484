/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/tie_table.c - who sits at the table of an indicator, and what stands between them. */
#include "detect/tie_table.h"
#include <string.h>

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

void tie_take_seats(struct tie_case *c, const struct finding *f, bool officials,
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

bool tie_heard(const struct tie_text *t, size_t from, size_t to, enum tie_list list)
{
	for (size_t i = from; i < to; i++)
		if (tie_word_in(t, i, list))
			return true;
	return false;
}

bool tie_gap_between(const struct tie_text *t, size_t from, size_t to, uint8_t gap)
{
	for (size_t i = from; i <= to && i < t->n; i++)
		if (t->words[i].gap & gap)
			return true;
	return false;
}

bool tie_is_word(const struct tie_text *t, size_t i, const char *word)
{
	return t->words[i].folded_len == strlen(word) &&
	       !memcmp(t->folded.bytes + t->words[i].folded_at, word, strlen(word));
}

bool tie_is_and(const struct tie_text *t, size_t i)
{
	static const char *const ands[] = {"en", "of", "alsmede", "evenals", "and"};

	for (size_t k = 0; k < ARRAY_LEN(ands); k++)
		if (tie_is_word(t, i, ands[k]))
			return true;
	return false;
}

/* "zowel Testali als Proefman" */
static bool is_as_well(const struct tie_text *t, size_t first, size_t i)
{
	return tie_is_word(t, i, "als") && first && tie_is_word(t, first - 1, "zowel");
}

bool tie_are_listed(const struct tie_text *t, const struct seat *a, const struct seat *b)
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
		if ((tie_is_and(t, i) || is_as_well(t, a->first, i)) && !bracket)
			joined = true;
		else if (joined && tie_word_in(t, i, TIE_KIN)) /* "en zijn broer Proefman" */
			continue;
		else if (!bracket && !tie_word_in(t, i, TIE_TITLE_SHE) &&
			 !tie_word_in(t, i, TIE_TITLE_HE) && t->words[i].folded_len > 2)
			return false;
	}
	return joined && b->first - a->last <= 6;
}
