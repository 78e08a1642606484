/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie.c - indicators to persons: the whole of it for one document, with scores and reasons.
 *
 * An indicator by itself says nothing of anybody; untied it stays below what is reported. Tied to a
 * person it counts: in the same sentence or row most, in the paragraph less, by the document least.
 * A weak word counts only beside a second one about the same person.
 */
#include "detect/tie.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define PERSON_SCORE 40
#define UNTIED_MOST 39
#define THING_SCORE 30

static const struct {
	int sentence, paragraph, document, untied;
} points[] = {
	{10, 0, -15, -35}, /* strong: 70 by itself */
	{10, 2, -5, -25},  /* medium: 50 */
	{10, 10, -5, -15}, /* weak, beside a second one: 30 */
};

#define MEDIUM_SCORE 50

/* A weak word that its pack gave points for the words near by is as good as a medium one. */
static int weight_of(const struct finding *f)
{
	if (f->weight == '-')
		return f->score >= MEDIUM_SCORE ? 1 : 2;
	return f->weight == '+' ? 0 : 1;
}

/* --- the document --- */

/* The word mentions of one person have in common: the last one, or the one before a comma. */
static uint64_t group_key(const struct finding *f)
{
	const char *comma = strchr(f->normal, ',');
	size_t end = comma ? (size_t)(comma - f->normal) : strlen(f->normal), from;

	while (end && strchr(" .-'", f->normal[end - 1]))
		end--;
	for (from = end; from && f->normal[from - 1] != ' '; from--)
		;
	return fold_hash(f->normal + from, end - from);
}

struct grouped {
	uint64_t key;
	size_t person;
};

static int by_key(const void *left, const void *right)
{
	const struct grouped *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->person < b->person ? -1 : a->person > b->person;
}

static void group_persons(struct tie_case *c)
{
	struct grouped *all = xcalloc(c->n_persons + 1, sizeof(*all));

	for (size_t i = 0; i < c->n_persons; i++)
		all[i] = (struct grouped){group_key(c->persons[i].finding), i};
	qsort(all, c->n_persons, sizeof(*all), by_key);
	for (size_t i = 0; i < c->n_persons; i++) {
		c->n_groups += !i || all[i].key != all[i - 1].key;
		c->persons[all[i].person].group = c->n_groups - 1;
	}
	free(all);
}

/* "B." by itself points at somebody named before. */
static bool is_initial(const struct finding *f)
{
	return strlen(f->normal) <= 2 && f->normal[1] != ' ' && (!f->normal[1] || f->normal[1] == '.');
}

static void gather(struct tie_case *c)
{
	struct findings *f = c->findings;
	size_t n_lanes = f->n_lanes;

	c->persons = xcalloc(f->n + 1, sizeof(*c->persons));
	c->indicators = xcalloc(f->n + 1, sizeof(*c->indicators));
	c->lane_from = xcalloc(n_lanes + 1, sizeof(*c->lane_from));
	c->lane_to = xcalloc(n_lanes + 1, sizeof(*c->lane_to));
	for (size_t i = 0; i < f->n; i++) {
		struct finding *row = f->rows + i;

		if (row->type == TYPE_INDICATOR) {
			c->indicators[c->n_indicators++].finding = row;
		} else if (row->type == TYPE_PERSON) {
			if (c->lane_to[row->lane->index] == 0)
				c->lane_from[row->lane->index] = c->n_persons;
			c->persons[c->n_persons++] = (struct tie_person){
				.finding = row,
				.counts = !row->suppressed && row->score >= PERSON_SCORE &&
					  !is_initial(row),
			};
			c->lane_to[row->lane->index] = c->n_persons;
		}
	}
	group_persons(c);
	c->writes = xcalloc(c->n_groups + 1, sizeof(*c->writes));
}

size_t tie_persons_from(const struct tie_case *c, const struct lane *lane, uint64_t at)
{
	size_t low = c->lane_from[lane->index], high = c->lane_to[lane->index];

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->persons[middle].finding->start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* --- one indicator --- */

static void find_ties(struct tie_case *c, struct tie_indicator *i)
{
	bool faint = false;

	if (tie_in_sentence(c, i, &faint) && !faint) {
		i->level = TIE_SENTENCE;
		return;
	}
	/* "Hij sprak met Proefman over de moskee": hij, if it is known who that is. */
	struct tie_indicator of_sentence = *i;
	i->n_about = 0;
	i->form = NULL;
	i->form_words[0] = '\0';
	tie_in_reach(c, i);
	if (of_sentence.n_about && (!i->n_about || i->level == TIE_DOCUMENT))
		*i = of_sentence;
}

/* Who visits, knows or speaks of what a word names is not said to be it: it can be derived. */
static void settle_manner(const struct tie_indicator *i)
{
	static const char *const aloof[] = {"visit", "relation"};
	struct finding *f = i->finding;

	for (size_t k = 0; k < ARRAY_LEN(aloof); k++)
		if (i->form && !strcmp(i->form, aloof[k]) && strcmp(f->pattern->category, "GED") != 0)
			f->manner = MANNER_DERIVABLE;
}

static void keep_ties(struct tie_case *c, struct tie_indicator *i)
{
	struct finding *f = i->finding;

	f->ties = arena_get(c->findings->arena, i->n_about * sizeof(*f->ties));
	f->n_ties = i->n_about;
	settle_manner(i);
	for (size_t k = 0; k < i->n_about; k++) {
		memcpy(f->ties[k].key, i->about[k]->finding->key, HIT_KEY_LEN);
		f->ties[k].level = i->level;
	}
}

/* --- scores --- */

struct of_group { /* what supports a weak word about a person */
	uint64_t first;   /* hash of the first word that does */
	bool second;      /* and there is another one */
};

/* Two weak words of conduct ("uitspraak", "onrust") do not make each other true. */
static bool supports(const struct finding *f)
{
	return f->weight != '-' || strcmp(f->pattern->category, "GED") != 0;
}

static struct of_group *count_words(const struct tie_case *c)
{
	struct of_group *groups = xcalloc(c->n_groups + 1, sizeof(*groups));

	for (size_t i = 0; i < c->n_indicators; i++) {
		const struct tie_indicator *row = c->indicators + i;
		uint64_t hash = fold_hash(row->finding->normal, strlen(row->finding->normal));

		for (size_t k = 0; k < row->n_about; k++) {
			struct of_group *g = groups + row->about[k]->group;

			if (!supports(row->finding))
				continue;
			g->second |= g->first && g->first != hash;
			g->first = g->first ? g->first : hash;
		}
	}
	return groups;
}

static bool is_supported(const struct of_group *g, const struct finding *f)
{
	return g->second || (g->first && g->first != fold_hash(f->normal, strlen(f->normal)));
}

static void score_untied(struct finding *f)
{
	int delta = points[weight_of(f)].untied;

	if (f->score + delta > UNTIED_MOST)
		delta = UNTIED_MOST - f->score;
	finding_why(f, delta, "tied to nobody");
}

static int form_points(const struct tie_indicator *i)
{
	static const char *const plain[] = {"apposition", "role", "predicate", "row"};

	if (!i->form || i->level != TIE_SENTENCE)
		return 0;
	for (size_t k = 0; k < ARRAY_LEN(plain); k++)
		if (!strcmp(i->form, plain[k]))
			return 10;
	return 5;
}

/* "Hoornweg (D66)", a cell of its row: set beside the person, a weak word is one no longer. Of
 * conduct it stays one: "contact" says nothing by itself. */
static bool says_it_plainly(const struct tie_indicator *i)
{
	return i->level == TIE_SENTENCE && i->form && strcmp(i->finding->pattern->category, "GED") &&
	       (!strcmp(i->form, "apposition") || !strcmp(i->form, "row"));
}

static void score_tied(const struct tie_indicator *i, bool second)
{
	static const char *const levels[] = {"in the same sentence", "in the same paragraph",
					     "by the document"};
	struct finding *f = i->finding;
	int weight = weight_of(f);
	int delta = i->level == TIE_SENTENCE	? points[weight].sentence
		    : i->level == TIE_PARAGRAPH ? points[weight].paragraph
						: points[weight].document;
	bool alone = weight == 2 && !second && !says_it_plainly(i);

	if (alone && delta > 0)
		delta = 0;
	else if (!alone)
		delta += form_points(i);
	/* Points for words near by must not make one weak word a fact. */
	if (alone && f->score + delta > UNTIED_MOST)
		delta = UNTIED_MOST - f->score;
	finding_why(f, delta, "tied to %s %s%s%s%s%s%s", i->n_about > 1 ? "persons" : "a person",
		    levels[i->level], i->form ? " (" : "", i->form ? i->form : "",
		    i->form_words[0] ? ": " : "", i->form_words, i->form ? ")" : "");
	if (alone)
		finding_why(f, 0, "a weak word, and the only one");
}

static void score_all(struct tie_case *c)
{
	struct of_group *groups = count_words(c);

	for (size_t i = 0; i < c->n_indicators; i++) {
		struct tie_indicator *row = c->indicators + i;
		bool second = false;

		if (row->finding->suppressed)
			continue;
		for (size_t k = 0; k < row->n_about; k++)
			second |= is_supported(groups + row->about[k]->group, row->finding);
		if (row->n_about)
			score_tied(row, second);
		else
			score_untied(row->finding);
	}
	free(groups);
}

void tie_findings(struct findings *f, const struct ruleset *r)
{
	struct tie_case c = {.terms = r->ties, .findings = f};

	c.sentence = tie_text_new();
	gather(&c);
	tie_possible(&c);
	tie_roles(&c);
	tie_topics(&c);
	for (size_t i = 0; i < c.n_indicators; i++) {
		struct tie_indicator *row = c.indicators + i;

		if (!row->finding->suppressed) {
			find_ties(&c, row);
			if (row->n_about && tie_said_of_thing(&c, row->finding)) {
				row->finding->weight = '-';
				finding_why(row->finding, THING_SCORE - row->finding->score,
					    "said of a thing");
			}
			keep_ties(&c, row);
		}
		tie_polarity(&c, row);
	}
	tie_roles_after(&c);
	score_all(&c);
	tie_text_free(c.sentence);
	free(c.persons);
	free(c.indicators);
	free(c.lane_from);
	free(c.lane_to);
	free(c.writes);
}
