/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/runs.c - candidates: the longest runs of capitalised words and initials.
 *
 * A run goes on over particles ("van der", "el"), a nickname in quotes and a soft line end; it is
 * cut at words that cannot be part of a name where they stand: function words and titles, common
 * words that open a sentence, months, acronyms. Being generous here costs only time: what is no
 * name gets no points.
 */
#include "detect/names/names.h"
#include <string.h>

#define NAMES (IS(GIVEN) | IS(SURNAME))
#define PLACES (IS(PLACE) | IS(PLACE_WIDE))
#define RUN_WORDS 40  /* a longer run is no name but a list without marks, or a heading */
#define PIECE_WORDS 6 /* of a name in such a list */
#define LOOK_BACK 8
#define AHEAD 12 /* words; the table is larger than the nearest cache */
#define NO_NAME (IS(FUNCTION) | IS(COMMON) | IS(VERB) | IS(TITLE) | IS(ROLE) | IS(ORGANISATION))

struct candidate *candidate_add(struct names *n, size_t first, size_t last)
{
	const struct words *ws = &n->words;
	struct candidate *c;

	if (n->n == n->room) {
		n->room = n->room ? n->room * 2 : 256;
		n->rows = xrealloc(n->rows, n->room * sizeof(*n->rows));
	}
	c = &n->rows[n->n++];
	memset(c, 0, sizeof(*c));
	c->first = first;
	c->last = last;
	c->from = ws->rows[first].from;
	c->to = ws->rows[last - 1].to;
	c->m.zone = n->zones[first];
	return c;
}

bool run_starts(struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i];

	return !w->glued && (word_is_capital(w) || w->kind == WORD_INITIAL);
}

/* Whether nothing but a space or a soft line end stands between word i - 1 and word i. */
static bool joins(struct words *ws, size_t i)
{
	const struct word *before, *w;

	if (i >= ws->n)
		return false;
	before = &ws->rows[i - 1];
	w = &ws->rows[i];
	if (w->gap > GAP_SOFT || before->possessive)
		return false;
	if (before->dot && before->kind == WORD_PLAIN)
		return words_know(ws, i - 1) & IS(TITLE) || form_is_patronymic(ws, i - 1) ||
		       (words_know(ws, i - 1) & IS(PARTICLE) && form_is_dotted(ws, i - 1));
	if (w->gap == GAP_SOFT && words_know(ws, i) & NO_NAME && !(words_know(ws, i) & NAMES))
		return words_know(ws, i) & IS(PARTICLE);
	if (w->gap == GAP_SOFT && w->shape == SHAPE_UPPER && !w->loud && w->letters > 2 &&
	    before->shape != SHAPE_UPPER)
		return false; /* the next line opens with a dateline, "ROTTERDAM (ANP)" */
	if (w->gap == GAP_SOFT && before->kind == WORD_PLAIN && words_longest(ws, i, IS(PLACE)) > 1)
		return false; /* the line after an address, "Den Haag, 11 juni" */
	if (w->gap == GAP_NONE)
		return before->kind == WORD_INITIAL;
	return true;
}

/* What stands in the run before particles at word i. */
static enum strict strict_after(struct words *ws, size_t from, size_t i)
{
	size_t plain = 0;

	if (ws->rows[i - 1].kind == WORD_INITIAL || form_ends_in_particle(ws, i - 1) ||
	    form_is_patronymic(ws, i - 1))
		return LOOSE;
	if (words_know(ws, i - 1) & IS(GIVEN))
		return AFTER_GIVEN;
	for (size_t k = i - from > LOOK_BACK ? i - LOOK_BACK : from; k < i; k++)
		plain += word_is_capital(&ws->rows[k]) &&
			 !(words_know(ws, k) & (IS(TITLE) | IS(ROLE) | IS(FUNCTION)));
	return plain > 1 ? AFTER_FULL : AFTER_GIVEN;
}

/* An everyday word has a capital after a given name only because it is someone's name. */
bool run_is_odd_surname(struct words *ws, size_t i)
{
	const struct word *w = &ws->rows[i], *before = w - 1;
	bool last = i + 1 >= ws->n || ws->rows[i + 1].gap > GAP_SPACE ||
		    !word_is_capital(&ws->rows[i + 1]);

	if (!last || w->gap != GAP_SPACE || w->letters < 3 || w->shape != SHAPE_CAPITAL || w->loud ||
	    before->dot || words_know(ws, i) & IS(PARTICLE))
		return false;
	if (words_is(ws, i - 1, "ten") || words_is(ws, i - 1, "ter") || words_is(ws, i - 1, "der"))
		return true; /* "Ten Have" */
	return words_know(ws, i - 1) & IS(GIVEN) && !(words_know(ws, i - 1) & NO_NAME);
}

/* The next word of the run from word `from` on that ends before word i, or 0. */
static size_t run_step(struct names *n, size_t from, size_t i)
{
	struct words *ws = &n->words;
	size_t end;

	if (!joins(ws, i))
		return form_nickname(n, i);
	if (run_starts(ws, i)) {
		uint64_t is = words_know(ws, i);

		/* "Jan B. Hij ..." and "Jan De" end at the function word; "Jan Pas" does not. */
		if (!(is & IS(FUNCTION)) || is & NAMES || run_is_odd_surname(ws, i))
			return i + 1;
		if (!(is & IS(PARTICLE)))
			return 0;
	}
	end = form_particles(n, i, strict_after(ws, from, i));
	return end ? end : form_nickname(n, i);
}

/* "Amsterdam Fatima Demir", "Fatima Demir Rotterdam": where a place ends or starts, or 0. */
static size_t split_at_place(struct words *ws, size_t from, size_t to)
{
	size_t got = words_longest(ws, from, IS(PLACE));

	if (got && from + got < to && !(words_know(ws, from) & NAMES) &&
	    words_know(ws, from + got) & IS(GIVEN))
		return from + got;
	if (to - from < 3 || !(words_know(ws, from) & IS(GIVEN)))
		return 0;
	for (size_t i = from + 2; i < to; i++)
		if (words_longest(ws, i, IS(PLACE)) >= to - i &&
		    !(words_know(ws, i) & IS(SURNAME)) && words_know(ws, i - 1) & IS(SURNAME))
			return i;
	return 0;
}

static void add_segment(struct names *n, size_t from, size_t to)
{
	struct words *ws = &n->words;
	size_t end, plain = 0, place, split;

	while (to > from && !run_starts(ws, to - 1))
		to--; /* particles or marks left over */
	while (to > from && words_know(ws, to - 1) & IS(PARTICLE) &&
	       words_know(ws, to - 1) & IS(FUNCTION))
		to--;
	if (from >= to)
		return;
	split = split_at_place(ws, from, to);
	if (split) {
		add_segment(n, from, split);
		add_segment(n, split, to);
		return;
	}
	for (size_t i = from; i < to; i++)
		plain += ws->rows[i].kind == WORD_PLAIN && ws->rows[i].letters > 1;
	place = words_longest(ws, from, PLACES);
	if (from + place > to)
		to = from + place; /* "Bergen op Zoom", "Trinidad en Tobago" */
	end = form_reversed(n, from, to);
	if (end) {
		candidate_add(n, from, end)->m.reversed = true;
		return;
	}
	if (plain)
		candidate_add(n, from, to);
	else if (to - from == 1 && ws->rows[from].kind == WORD_INITIAL)
		candidate_add(n, from, to)->m.if_known =
		    true; /* "B.", where "Mohamed B." is known */
	else if (from && words_know(ws, from - 1) & (IS(TITLE) | IS(ROLE)))
		candidate_add(n, from, to); /* "verdachte M. B." */
}

/* "Van Xyz" at a sentence's opening, in case the document knows a "Piet van Xyz". */
static void add_if_known(struct names *n, size_t from, size_t to)
{
	struct words *ws = &n->words;
	size_t end = from;

	while (end < to && end < from + PARTICLES_MAX && words_know(ws, end) & IS(PARTICLE))
		end++;
	if (end < to && word_is_capital(&ws->rows[end]))
		candidate_add(n, from, end + 1)->m.if_known = true;
}

static void add_people(struct names *n, size_t i, size_t to)
{
	struct words *ws = &n->words;
	size_t from = i;

	for (size_t at = i; at < to; at++) {
		size_t brand = words_longest(ws, at, IS(BRAND));

		if (brand > 1 ? at + brand > to : !run_is_cut(n, at, from, to))
			continue;
		if (at > from)
			add_segment(n, from, at);
		else if (words_know(ws, at) & IS(PARTICLE))
			add_if_known(n, at, to);
		from = at + (brand > 1 ? brand : 1);
		while (from < to && !run_starts(ws, from))
			from++; /* particles after the cut word lead nowhere */
		at = from - 1;
	}
	if (from < to)
		add_segment(n, from, to);
}

/*
 * "Jan Testman Fatima Testaoui ...": each given name begins another name. What is near decides and
 * not where the run began, which may be far outside the window.
 */
static void add_pieces(struct names *n, size_t from, size_t to)
{
	struct words *ws = &n->words;

	for (size_t i = from; i < to; i++) {
		size_t end = i + 1;

		if (!(words_know(ws, i) & IS(GIVEN)) ||
		    (i > from && words_know(ws, i - 1) & IS(GIVEN)))
			continue;
		while (end < to && end < i + PIECE_WORDS &&
		       (!(words_know(ws, end) & IS(GIVEN)) || words_know(ws, end - 1) & IS(GIVEN)))
			end++;
		add_segment(n, i, end);
	}
}

/* The run from word i on, of which the words before `to` are known to belong to it. */
static size_t take_run(struct names *n, size_t i, size_t to)
{
	struct words *ws = &n->words;
	size_t next, brand = words_longest(ws, i, IS(BRAND));
	bool headed;

	if (brand > 1)
		return i + brand;
	while (to < ws->n && !words_is_tailed_role(ws, to - 1) && (next = run_step(n, i, to)))
		to = next;
	headed = organisation_has_head(n, i, to);
	if (to - i > RUN_WORDS) {
		add_pieces(n, i, to);
		return to;
	}
	if (organisation_add_named(n, i, to))
		return to;
	next = organisation_end(n, i, to, headed);
	if (headed || organisation_is(n, i, next)) {
		organisation_add(n, i, next);
		return next;
	}
	add_people(n, i, to);
	return n->n && n->rows[n->n - 1].last > to ? n->rows[n->n - 1].last : to;
}

/* "uit 't Harde", "te 't Zand" */
static bool follows_from(struct words *ws, size_t i)
{
	return i && words_spaced(ws, i) &&
	       words_know(ws, i - 1) & (IS(PLACE_PREPOSITION) | IS(RESIDENCE));
}

/* "ik sprak testali", "volgens testali", "testali heeft": what stands next wants a person. */
static bool is_asked_for(struct words *ws, size_t i)
{
	const uint64_t before = IS(TITLE) | IS(ROLE) | IS(VERB) | IS(ACCORDING) | IS(CALLED) |
				IS(SALUTATION) | IS(COMPANY);

	if (i && words_spaced(ws, i) && !ws->rows[i - 1].dot && words_know(ws, i - 1) & before)
		return true;
	return words_spaced(ws, i + 1) && !ws->rows[i].dot && words_know(ws, i + 1) & IS(VERB);
}

/* A place that opens with a small word: "den Haag", "'s-Gravenhage", "de Bilt". */
static size_t take_small(struct names *n, size_t i)
{
	struct words *ws = &n->words;
	uint64_t is = words_know(ws, i);
	struct candidate *c;
	size_t got, end;

	if (is & IS(PARTICLE) && i + 1 < ws->n && run_starts(ws, i + 1) &&
	    ws->rows[i + 1].gap <= GAP_SOFT) {
		got = words_longest(ws, i, IS(PLACE));
		if (got > 1 && (!(is & IS(ARTICLE) &&
				  words_know(ws, i + got - 1) & (IS(COMMON) | IS(PLACE_KIND))) ||
				(words_is(ws, i, "t") && follows_from(ws, i)))) {
			candidate_add(n, i, i + got);
			return i + got;
		}
	}
	end = is & IS(PARTICLE) ? form_small_particle(n, i) : 0;
	if (end)
		return take_run(n, i, end);
	end = form_lower(n, i);
	if (!end)
		return i + 1;
	c = candidate_add(n, i, end);
	c->m.lower = true;
	/* A surname alone is too little, unless the document knows it or a person is asked for. */
	c->m.if_known = !(is & (IS(GIVEN) | IS(PLACE) | IS(PARTICLE))) && is & IS(SURNAME) &&
			end == i + 1 && n->zones[i] == ZONE_NONE && !is_asked_for(ws, i);
	return end;
}

void runs_find(struct names *n)
{
	struct words *ws = &n->words;

	n->n = 0;
	for (size_t i = 0; i < ws->n;) {
		const struct word *w = &ws->rows[i];

		if (i + AHEAD < ws->n)
			lexicon_expect(ws->lexicon, ws->rows[i + AHEAD].key.hash);
		if (n->zones[i] == ZONE_LABEL || w->kind == WORD_MARK || w->kind == WORD_NUMBER) {
			i++;
		} else if (w->kind == WORD_ADDRESS) {
			size_t from, to;

			if (form_mail_name(n, i, &from, &to)) {
				struct candidate *c = candidate_add(n, i, i + 1);

				c->from = from;
				c->to = to;
			}
			i++;
		} else if (run_starts(ws, i)) {
			i = take_run(n, i, i + 1);
		} else {
			i = take_small(n, i);
		}
	}
}
