/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_possible.c - names that are known as names only by what is said of them.
 *
 * The names engine gives an unlisted word that stands alone ("Testali") too little to be reported.
 * Where the word is said to be what only a person is ("is Testali geen salafist", "moslim
 * Testali"), or a subject line is about it ("Duiding Testali"), that is the evidence which lacked.
 * What it is said to be must be a noun for a person: a foundation can be "salafistisch", no
 * foundation is "een salafist". Nothing is made of the shape or origin of the name.
 */
#include "detect/tie.h"
#include <string.h>

#define LEAST 10       /* less: the names engine has seen a reason against it */
#define REPORTED 40
#define FARTHEST 4u    /* words between the name and what it is said to be */

static bool is_possible(const struct tie_person *p)
{
	const struct finding *f = p->finding;

	return !p->counts && !f->suppressed && f->score >= LEAST && f->score < REPORTED &&
	       strlen(f->normal) > 3 && f->value && f->value[0] != f->normal[0];
}

/* All mentions of the same word in the document are the same name. */
static void lift(struct tie_case *c, struct tie_person *by, const char *why)
{
	for (size_t i = 0; i < c->n_persons; i++) {
		struct tie_person *p = c->persons + i;

		if (p->group != by->group || !is_possible(p) ||
		    strcmp(p->finding->normal, by->finding->normal) != 0)
			continue;
		finding_why(p->finding, REPORTED - p->finding->score, "%s", why);
		p->counts = true;
	}
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && !strcmp(s + len - n, end);
}

/* A strong word for what somebody is, and no adjective or teaching: those are said of anything. */
static bool names_a_person(const struct finding *f)
{
	static const char *const others[] = {"isch", "ische", "isme", "lijk", "lijke", "dom", "schap",
					     "ing", "se"};

	if (f->suppressed || f->weight != '+' || f->manner != MANNER_STATED ||
	    !strcmp(f->pattern->category, "GED"))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (ends_with(f->normal, others[i]))
			return false;
	return true;
}

static bool is_plain_gap(const struct tie_text *t, size_t from, size_t to)
{
	for (size_t i = from; i <= to && i < t->n; i++)
		if (t->words[i].gap & (GAP_COMMA | GAP_STRONG | GAP_BRACKET | GAP_CELL | GAP_LINE))
			return false;
	return true;
}

/* "Testali is (geen) salafist", "is Testali geen salafist", "salafist Testali" */
static bool is_said_of(const struct tie_text *t, size_t first, size_t last, size_t name,
		       size_t name_end)
{
	if (name >= last)
		return name == last && t->words[name].gap == GAP_SPACE;
	if (name_end > first || first - name_end > FARTHEST || !is_plain_gap(t, name_end, first))
		return false;
	return (name_end < first && tie_word_in(t, name_end, TIE_PREDICATE)) ||
	       (name && tie_word_in(t, name - 1, TIE_PREDICATE) && is_plain_gap(t, name, name));
}

static void look_round(struct tie_case *c, const struct finding *f)
{
	size_t first, last;
	struct tie_text *t = tie_sentence_of(c, f, &first, &last);

	if (!t)
		return;
	for (size_t i = tie_persons_from(c, f->lane, f->sentence->from); i < c->n_persons; i++) {
		struct tie_person *p = c->persons + i;
		const struct finding *name = p->finding;

		if (name->lane != f->lane || name->start >= f->sentence->to)
			break;
		if (!is_possible(p) || (name->start < f->end && f->start < name->end))
			continue;
		size_t at = tie_word_at(t, (size_t)(name->start - f->sentence->from));
		size_t end = tie_word_from(t, (size_t)(name->end - f->sentence->from));
		if (end <= t->n && is_said_of(t, first, last, at, end))
			lift(c, p, "said to be what a person is");
	}
}

/* "Onderwerp: Duiding Testali": right behind a word for such a paper, and the last of its line. */
static void look_at_topic(struct tie_case *c, struct tie_person *p)
{
	size_t first, last;
	struct tie_text *t = tie_sentence_of(c, p->finding, &first, &last);

	if (!t || !first || !tie_stands_on_top(c, p->finding))
		return;
	if (tie_word_in(t, first - 1, TIE_ABOUT) && t->words[first].gap == GAP_SPACE &&
	    (last >= t->n || t->words[last].gap & GAP_LINE))
		lift(c, p, "the subject line is about it");
}

void tie_possible(struct tie_case *c)
{
	for (size_t i = 0; i < c->n_indicators; i++)
		if (names_a_person(c->indicators[i].finding))
			look_round(c, c->indicators[i].finding);
	for (size_t i = 0; i < c->n_persons; i++)
		if (is_possible(c->persons + i))
			look_at_topic(c, c->persons + i);
}
