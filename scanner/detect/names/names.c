/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/names.c - the names engine from window to final score. */
#include "detect/names/names.h"
#include <stdlib.h>
#include <string.h>

/* What a candidate must have by itself, in half points, to be kept for the end of the document:
 * the document can add about four points, not more. */
#define KEEP_PERSON (-7)
#define KEEP_PLACE (-6)
#define ASIDE_SURE 50 /* what would be a name without its street or product */

static const char *const pattern_words[] = {
#define X(name, word) word,
    NAME_PATTERNS(X)
#undef X
};

int names_data_load(const char *dir, struct ruleset *r, struct names_data **ret, struct fail *fl)
{
	struct names_data *d = xcalloc(1, sizeof(*d));
	struct buf lists = {0};
	int got;

	buf_add_format(&lists, "%s/lexicons", dir);
	got = lexicon_load(lists.bytes, &d->lexicon, fl);
	buf_free(&lists);
	if (got < 0 || name_points_load(r, &d->points, fl) < 0) {
		names_data_free(d);
		return -1;
	}
	for (int i = 0; i < N_NAME_PATTERNS; i++) {
		d->patterns[i] = ruleset_named(r, pattern_words[i]);
		if (d->patterns[i])
			continue;
		names_data_free(d);
		return fail_set(fl, EXIT_USAGE, "the packs have no block \"points %s\"",
				pattern_words[i]);
	}
	d->note = lexicon_has(d->lexicon, IS(GIVEN_WIDE)) &&
			  lexicon_has(d->lexicon, IS(SURNAME_WIDE)) &&
			  lexicon_has(d->lexicon, IS(PLACE_WIDE))
		      ? ""
		      : "names and places: core word lists only; the wide lists are not installed, "
			"so fewer rare names and places are recognised";
	*ret = d;
	return 0;
}

void names_data_free(struct names_data *d)
{
	if (!d)
		return;
	lexicon_free(d->lexicon);
	free(d);
}

const char *names_data_note(const struct names_data *d)
{
	return d->note;
}

struct names *names_new(const struct names_data *d)
{
	struct names *n = xcalloc(1, sizeof(*n));

	n->data = d;
	n->known = known_new();
	return n;
}

void names_free(struct names *n)
{
	if (!n)
		return;
	words_free(&n->words);
	free(n->zones);
	free(n->rows);
	known_free(n->known);
	free(n);
}

void names_begin(struct names *n, const char *part, const char *file_name)
{
	(void)part;
	(void)file_name;
	known_clear(n->known);
}

static enum name_pattern person_pattern(const struct mention *m, const struct name_sum *sum)
{
	static const struct {
		enum name_term term;
		enum name_pattern pattern;
	} table[] = {
	    {TERM_MAIL_NAME, PATTERN_MAIL},	{TERM_HEADER, PATTERN_HEADER},
	    {TERM_LABEL_PERSON, PATTERN_LABEL}, {TERM_SENDER, PATTERN_LABEL},
	    {TERM_CLOSING, PATTERN_LABEL},	{TERM_REVERSED, PATTERN_REVERSED},
	    {TERM_LOWER, PATTERN_LOWER},	{TERM_INITIALS, PATTERN_INITIALS},
	    {TERM_TITLE, PATTERN_TITLE},	{TERM_PRESS_INITIAL, PATTERN_FULL},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (name_sum_has(sum, table[i].term))
			return table[i].pattern;
	if (m->full)
		return PATTERN_FULL;
	if (name_sum_has(sum, TERM_GIVEN) || name_sum_has(sum, TERM_KNOWN_GIVEN))
		return PATTERN_GIVEN;
	return name_sum_has(sum, TERM_NEAR_PERSON) ? PATTERN_LIST : PATTERN_SURNAME;
}

static enum name_pattern place_pattern(const struct name_sum *sum)
{
	if (name_sum_has(sum, TERM_LABEL_PLACE))
		return PATTERN_PLACE_LABEL;
	return name_sum_has(sum, TERM_RESIDENCE) || name_sum_has(sum, TERM_POSTCODE)
		   ? PATTERN_RESIDENCE
		   : PATTERN_PLACE;
}

static void set_pattern(const struct names *n, struct finding *f, enum name_pattern pattern)
{
	f->pattern = n->data->patterns[pattern];
	f->type = f->pattern->type;
}

static void keep(struct names *n, const struct text *t, struct findings *f, struct candidate *c)
{
	struct finding *row;
	struct mention *m;

	if (c->m.kind == CANDIDATE_NAME && c->m.sum.person < KEEP_PERSON &&
	    c->m.sum.place < KEEP_PLACE &&
	    !(c->m.full && name_sum_has(&c->m.sum, TERM_STREET))) /* kept as set aside */
		return;
	row = findings_add(f, n->data->patterns[PATTERN_FULL], t, c->from, c->to);
	if (!row)
		return;
	m = arena_get(f->arena, sizeof(*m));
	*m = c->m;
	row->more = m;
	if (m->kind == CANDIDATE_NAME && !m->aside)
		known_mention(n->known, m, t->bytes + c->from);
}

/* Which words occur in small letters, but for those of names that are written so. */
static void note_lower(struct names *n, const struct text *t)
{
	const struct words *ws = &n->words;
	size_t next = 0;

	for (size_t i = 0; i < ws->n; i++) {
		const struct word *w = &ws->rows[i];

		while (next < n->n && n->rows[next].last <= i)
			next++;
		if (next < n->n && n->rows[next].first <= i && n->rows[next].m.lower)
			continue;
		if (w->kind == WORD_PLAIN && w->shape == SHAPE_LOWER && w->from >= t->own_from &&
		    w->from < t->own_to)
			known_lower(n->known, w->key.hash);
	}
}

void names_text(struct names *n, const struct text *t, struct findings *f)
{
	words_cut(&n->words, t, n->data->lexicon);
	zones_find(n, t);
	runs_find(n);
	for (size_t i = 0; i < n->n; i++) {
		if (n->rows[i].m.kind != CANDIDATE_NAME)
			continue;
		features_find(n, &n->rows[i]);
		context_find(n, &n->rows[i]);
	}
	neighbours_find(n);
	for (size_t i = 0; i < n->n; i++)
		if (n->rows[i].from >= t->own_from && n->rows[i].from < t->own_to)
			keep(n, t, f, &n->rows[i]);
	note_lower(n, t);
	if (f->work) {
		f->work->words += n->words.n;
		f->work->asked += n->words.asked;
	}
}

static const char *const aside_words[] = {
    [ASIDE_NOTHING] = "",
    [ASIDE_ORGANISATION] = "part of the name of an organisation",
    [ASIDE_THING] = "the name of a thing, not of a person",
    [ASIDE_STREET] = "part of the name of a street",
    [ASIDE_PRODUCT] = "the name of a product, a medium or an institution",
};

static void take_back(struct name_sum *sum, const struct name_points *p, enum name_term term)
{
	if (!name_sum_has(sum, term))
		return;
	sum->person = (int16_t)(sum->person - p->person[term]);
	sum->place = (int16_t)(sum->place - p->place[term]);
}

/*
 * What would be a person or place, were it not for a street or a product: kept, with the reason,
 * so that one who looks for the name sees why it was set aside.
 */
static enum name_aside set_aside(const struct names *n, const struct mention *m,
				 struct name_sum *sum)
{
	static const struct {
		enum name_term term;
		enum name_aside aside;
	} table[] = {{TERM_STREET, ASIDE_STREET}, {TERM_BRAND, ASIDE_PRODUCT}};
	struct name_chance with = name_sum_chance(sum);

	for (size_t i = 0; i < ARRAY_LEN(table) && !m->aside; i++) {
		struct name_sum without = *sum;
		struct name_chance chance;

		if (!name_sum_has(sum, table[i].term))
			continue;
		take_back(&without, &n->data->points, table[i].term);
		if (table[i].aside == ASIDE_STREET) { /* "in de Jan Testmanstraat 3" */
			take_back(&without, &n->data->points, TERM_ARTICLE);
			take_back(&without, &n->data->points, TERM_NUMBER_AFTER);
		}
		chance = name_sum_chance(&without);
		if (chance.person < ASIDE_SURE || with.person >= ASIDE_SURE ||
		    with.place >= ASIDE_SURE)
			continue;
		*sum = without;
		return table[i].aside;
	}
	return m->aside;
}

/* False: it is no hit at all. */
static bool settle(struct names *n, struct finding *f, const struct mention *m)
{
	struct name_sum sum = m->sum;
	struct name_chance chance;
	enum name_aside aside;

	if (m->kind == CANDIDATE_ORGANISATION) {
		set_pattern(n, f, PATTERN_ORGANISATION);
		f->score = f->pattern->score;
		buf_clear(&f->why);
		buf_add_format(&f->why, "base %d; a word for an organisation in it", f->score);
		return true;
	}
	if (m->if_known && !known_phrase(n->known, m->phrase))
		return false;
	known_apply(n->known, &n->data->points, m, f->value, &sum);
	aside = set_aside(n, m, &sum);
	chance = name_sum_chance(&sum);
	buf_clear(&f->why);
	if (chance.person >= chance.place) {
		set_pattern(n, f, person_pattern(m, &sum));
		f->score = chance.person;
	} else {
		set_pattern(n, f, place_pattern(&sum));
		f->score = chance.place;
	}
	if (f->score < n->data->points.floor)
		return false;
	name_sum_why(&sum, &n->data->points, chance.person >= chance.place, &f->why);
	/* A score in the pack is the most such a hit may get: a name in a mail address is a guess.
	 */
	if (f->pattern->score && f->score > f->pattern->score)
		finding_why(f, f->pattern->score - f->score, "no more than %d for this form",
			    f->pattern->score);
	if (aside != ASIDE_NOTHING)
		finding_suppress(f, "%s", aside_words[aside]);
	return true;
}

void names_end(struct names *n, struct findings *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++) {
		struct finding *row = &f->rows[i];

		if (row->more && !settle(n, row, row->more)) {
			buf_free(&row->why);
			continue;
		}
		if (kept != i)
			f->rows[kept] = *row;
		kept++;
	}
	f->n = kept;
}
