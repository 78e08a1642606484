/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/neighbours.c - lists: "Jan Testman, Zwbrk en Fatima Testaoui". */
#include "detect/names/names.h"
#include <string.h>

/* Whether nothing but "en", "," or "/" or a line end stands between two candidates. */
static bool are_listed(struct words *ws, const struct candidate *a, const struct candidate *b)
{
	size_t i = a->last;

	if (b->first < i || b->first - i > 2)
		return false;
	if (b->first == i)
		return ws->rows[i].gap == GAP_LINE && name_sum_has(&a->m.sum, TERM_WHOLE_LINE) &&
		       name_sum_has(&b->m.sum, TERM_WHOLE_LINE);
	for (; i < b->first; i++) {
		const struct word *w = &ws->rows[i];

		if (w->gap > GAP_SOFT && w->kind != WORD_MARK)
			return false;
		if (w->kind == WORD_MARK ? !strchr(",;/&+-*|", w->mark)
					 : !(words_know(ws, i) & IS(LINK)))
			return false;
	}
	return true;
}

static void take_from(struct names *n, struct candidate *to, const struct candidate *from)
{
	enum name_term term = from->own.person >= 70 ? TERM_NEAR_PERSON : TERM_NEAR_PLACE;

	if ((from->own.person >= 70 || from->own.place >= 70) && !name_sum_has(&to->m.sum, term))
		name_sum_add(&to->m.sum, &n->data->points, term);
}

/* Each takes from its direct neighbours in a list what they are by themselves. */
void neighbours_find(struct names *n)
{
	for (size_t i = 0; i < n->n; i++)
		n->rows[i].own = name_sum_chance(&n->rows[i].m.sum);
	for (size_t i = 0; i + 1 < n->n; i++) {
		struct candidate *a = &n->rows[i], *b = &n->rows[i + 1];

		if (!are_listed(&n->words, a, b))
			continue;
		take_from(n, a, b);
		take_from(n, b, a);
	}
}
