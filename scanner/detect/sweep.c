/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/sweep.c - the rules of a ruleset over one window, everywhere or where the gate says. */
#include "detect/sweep.h"
#include "detect/gate.h"
#include <stdlib.h>
#include <string.h>

struct sweep *sweep_new(const struct ruleset *r)
{
	struct sweep *s = xcalloc(1, sizeof(*s));

	s->ruleset = r;
	s->matcher = matcher_new();
	s->candidates = candidates_new(r);
	return s;
}

void sweep_free(struct sweep *s)
{
	if (!s)
		return;
	matcher_free(s->matcher);
	candidates_free(s->candidates);
	for (int v = 0; v < N_VIEWS; v++)
		view_free(s->views + v);
	buf_free(&s->label);
	free(s);
}

static size_t next_character(const struct view *v, size_t at)
{
	at++;
	while (at < v->len && ((unsigned char)v->bytes[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* Where the chain of the match that starts at `at` is cut, in the view. */
static size_t chain_end(const struct sweep *s, const struct view *v, size_t at)
{
	uint64_t lane = s->text->base + view_to_text(v, at);
	uint64_t end = ((lane / CHAIN) + 1) * CHAIN - s->text->base;

	return end < s->text->len ? view_from_text(v, (size_t)end) : v->len;
}

/* No match runs across an empty line: one that does is tried again on what stands before it. */
static bool within_paragraph(struct sweep *s, const struct rule *rule, const struct view *v,
			     struct match *m)
{
	const char *empty = memmem(v->bytes + m->from, m->to - m->from, "\n\n", 2);

	if (!empty)
		return true;
	size_t len = (size_t)(empty - v->bytes);
	enum match_result result =
		len > m->from ? regex_find(rule->regex, s->matcher, v->bytes, len, m->from, m->from, m)
			      : MATCH_NONE;
	s->gave_up += result == MATCH_GAVE_UP;
	return result == MATCH_FOUND;
}

/* Takes or leaves a match; gives the spot from which the next one is looked for. */
static size_t after_match(struct sweep *s, const struct rule *rule, struct match *m)
{
	const struct view *v = s->views + rule->view;
	size_t start = m->from;

	if (!within_paragraph(s, rule, v, m) || !sweep_take(s, rule, m))
		return next_character(v, start);
	size_t end = chain_end(s, v, start);
	return m->to < end ? m->to : end;
}

/* PCRE2 does not say on which start it gave up, so it is narrowed down. */
static size_t where_gave_up(struct sweep *s, const struct rule *rule, size_t from, size_t last)
{
	const struct view *v = s->views + rule->view;
	size_t low = from, high = last;
	struct match m;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (regex_find(rule->regex, s->matcher, v->bytes, v->len, from, middle, &m) ==
		    MATCH_GAVE_UP)
			high = middle;
		else
			low = middle + 1;
	}
	s->gave_up++;
	return low;
}

/* All matches that start in [from, last]; gives the spot from which more would be looked for. */
static size_t find_all(struct sweep *s, const struct rule *rule, size_t from, size_t last)
{
	const struct view *v = s->views + rule->view;
	size_t at = from;

	while (at <= last && at < v->len) {
		struct match m;

		if (at == last)
			s->work.tried++;
		else
			s->work.sought += last - at;
		switch (regex_find(rule->regex, s->matcher, v->bytes, v->len, at, last, &m)) {
		case MATCH_NONE:
			return at;
		case MATCH_FOUND:
			s->work.matched++;
			at = after_match(s, rule, &m);
			break;
		case MATCH_GAVE_UP:
			at = next_character(v, where_gave_up(s, rule, at, last));
			break;
		}
	}
	return at;
}

/* Match starts that can give this window's own hits: from the chain before its first one on. */
static void bounds(const struct sweep *s, const struct view *v, size_t *from, size_t *end)
{
	const struct text *t = s->text;
	uint64_t own = t->base + t->own_from;
	uint64_t start = own > VALUE_REACH ? (own - VALUE_REACH) / CHAIN * CHAIN : 0;

	*from = start > t->base ? view_from_text(v, (size_t)(start - t->base)) : 0;
	*end = view_from_text(v, t->own_to);
}

static void sweep_everywhere(struct sweep *s)
{
	for (size_t i = 0; i < s->ruleset->n_rules; i++) {
		const struct rule *rule = s->ruleset->rules + i;
		size_t from, end;

		bounds(s, s->views + rule->view, &from, &end);
		if (from < end)
			find_all(s, rule, from, end - 1);
	}
}

static void sweep_gated(struct sweep *s)
{
	for (int view = 0; view < N_VIEWS; view++) {
		size_t from, end;

		bounds(s, s->views + view, &from, &end);
		gate_run(s->ruleset->gate, view, s->views + view, from, end, s->candidates);
	}
	for (size_t i = 0; i < s->ruleset->n_rules; i++) {
		size_t n, at = 0;
		const struct candidate *c = candidates_of(s->candidates, i, &n);

		for (size_t k = 0; k < n; k++) {
			size_t from = c[k].from > at ? c[k].from : at;

			if (from <= c[k].last)
				at = find_all(s, s->ruleset->rules + i, from, c[k].last);
		}
	}
}

void sweep_text(struct sweep *s, const struct text *t, struct findings *f, bool gate)
{
	s->text = t;
	s->findings = f;
	s->work = (struct detect_work){0};
	view_make_plain(s->views + VIEW_PLAIN, t);
	view_make_folded(s->views + VIEW_FOLDED, t);
	if (gate)
		sweep_gated(s);
	else
		sweep_everywhere(s);
	if (f->work)
		detect_work_add(f->work, &s->work);
}
