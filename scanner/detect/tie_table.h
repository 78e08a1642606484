/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_table.h - an indicator and the persons in its sentence, by their words; for
 * tie_clause.c, which chooses among them, and tie_deals.c, which turns some down.
 */
#ifndef VP_TIE_TABLE_H
#define VP_TIE_TABLE_H
#include "detect/tie.h"

#define SEATS 64

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
/* Persons of the sentence whose words are at hand; officials only where asked for. */
void tie_take_seats(struct tie_case *c, const struct finding *f, bool officials,
		    struct table *table);
/* Is one of these lists heard in words [from, to)? */
bool tie_heard(const struct tie_text *t, size_t from, size_t to, enum tie_list list);
/* Does this stand before one of the words [from, to]? */
bool tie_gap_between(const struct tie_text *t, size_t from, size_t to, uint8_t gap);
bool tie_is_word(const struct tie_text *t, size_t i, const char *word);
bool tie_is_and(const struct tie_text *t, size_t i);
/* "Testali, Proefman (Gouda) en Demo": only "en", commas and brackets between the two. */
bool tie_are_listed(const struct tie_text *t, const struct seat *a, const struct seat *b);

/* tie_deals.c: somebody who only reports, asks, deals with a subject, or is apart from a crowd. */
bool tie_only_deals_with(const struct tie_indicator *i, const struct table *b, const struct seat *s);
#endif
