/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/take.c - from a match to a finding: checks, words round it, exceptions, points. */
#include "detect/near.h"
#include "detect/sweep.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define EXCEPT_REACH 300u /* bytes before a match in which a phrase round it may start */

static bool passes(const struct check_line *c, const struct view *v, const struct match *m)
{
	return c->check->passes(v->bytes + m->value_from, m->value_to - m->value_from,
				c->argument) != c->negated;
}

static bool checks_agree(const struct recipe *c, const struct view *v, const struct match *m)
{
	for (size_t i = 0; i < c->n_checks; i++)
		if (c->checks[i].required && !passes(c->checks + i, v, m))
			return false;
	return true;
}

/* The value on the folded view, and the label it stands under. */
static struct near_spot find_spot(struct sweep *s, size_t from, size_t to)
{
	const struct view *folded = s->views + VIEW_FOLDED;
	struct near_spot spot = {folded, view_from_text(folded, from), view_from_text(folded, to), NULL};
	const struct text *t = s->text;
	const char *label = t->n_anchors ? text_anchor(t, from)->label : NULL;

	if (label) {
		buf_clear(&s->label);
		fold_word(&s->label, label, strlen(label));
		spot.label = s->label.len ? s->label.bytes : NULL;
	}
	return spot;
}

static bool needs_are_met(const struct recipe *c, const struct near_spot *spot)
{
	struct near_found found;

	for (size_t i = 0; i < c->n_nears; i++)
		if (c->nears[i].needed && !near_holds(c->nears + i, spot, &found))
			return false;
	return true;
}

static void add_checks(struct finding *f, const struct recipe *c, const struct view *v,
		       const struct match *m)
{
	for (size_t i = 0; i < c->n_checks; i++) {
		const struct check_line *line = c->checks + i;

		if (line->required || passes(line, v, m))
			finding_why(f, line->points, "%s%s ok", line->negated ? "not " : "",
				    line->check->name);
	}
}

static void add_nears(struct finding *f, const struct recipe *c, const struct near_spot *spot)
{
	for (size_t i = 0; i < c->n_nears; i++) {
		const struct near_line *line = c->nears + i;
		struct near_found found;

		if (!near_holds(line, spot, &found))
			continue;
		if (found.label)
			finding_why(f, line->points, "'%s' heads the column", found.word->shown);
		else
			finding_why(f, line->points, "'%s' %u word%s %s", found.word->shown,
				    found.distance, found.distance == 1 ? "" : "s",
				    found.after ? "after" : "before");
	}
}

/* Does the match lie inside one of the phrases that make it something else? */
static void add_except(struct sweep *s, struct finding *f, const struct recipe *c,
		       const struct near_spot *spot)
{
	const struct view *v = spot->folded;
	size_t at = spot->from > EXCEPT_REACH ? spot->from - EXCEPT_REACH : 0;
	struct match m;

	while (at < v->len && ((unsigned char)v->bytes[at] & 0xC0) == 0x80)
		at++;
	while (c->except && at <= spot->from &&
	       regex_find(c->except, s->matcher, v->bytes, v->len, at, spot->from, &m) ==
		       MATCH_FOUND) {
		if (m.to >= spot->to) {
			finding_suppress(f, "part of '%s'",
					 c->except_shown[strtoul(m.mark ? m.mark : "0", NULL, 10)]);
			return;
		}
		at = m.from + 1;
		while (at < v->len && ((unsigned char)v->bytes[at] & 0xC0) == 0x80)
			at++;
	}
}

static void add_finding(struct sweep *s, const struct recipe *c, const struct view *v,
			const struct match *m, const struct near_spot *spot, size_t from, size_t to)
{
	struct finding *f = findings_add(s->findings, &c->pattern, s->text, from, to);

	if (f->type == TYPE_INDICATOR)
		f->manner = c->manner ? c->manner : MANNER_DERIVABLE;
	if (c->n_terms) {
		const struct term *term = c->terms + strtoul(m->mark ? m->mark : "0", NULL, 10);

		f->weight = term->weight;
		f->score = term->weight == '+' ? 70 : term->weight == '-' ? 30 : 50;
		if (!c->manner && term->weight == '+')
			f->manner = MANNER_STATED;
		finding_why(f, 0, "base %d: '%s'", f->score, term->shown);
	} else {
		finding_why(f, 0, "base %d", f->score);
	}
	add_checks(f, c, v, m);
	add_nears(f, c, spot);
	add_except(s, f, c, spot);
}

bool sweep_take(struct sweep *s, const struct rule *rule, const struct match *m)
{
	const struct recipe *c = s->ruleset->recipes + rule->recipe;
	const struct view *v = s->views + rule->view;
	const struct text *t = s->text;

	if (m->value_from >= m->value_to || m->value_from - m->from > VALUE_REACH)
		return false;
	if (c->max && m->value_to - m->value_from > c->max)
		return false;
	size_t from = view_to_text(v, m->value_from), to = view_to_text_end(v, m->value_to);
	bool own = from >= t->own_from && from < t->own_to;
	if (to - from > TEXT_MARGIN) {
		s->too_long += own;
		return false;
	}
	if (!checks_agree(c, v, m))
		return false;
	struct near_spot spot = find_spot(s, from, to);
	bool must = !c->n_terms || c->terms[strtoul(m->mark ? m->mark : "0", NULL, 10)].needs;
	if (must && !needs_are_met(c, &spot))
		return false;
	if (own)
		add_finding(s, c, v, m, &spot, from, to);
	return true;
}
