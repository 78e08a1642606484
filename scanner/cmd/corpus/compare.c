/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/corpus/compare.c - what was expected against what was found, and expectations anew.
 *
 * Both are multisets. Pairs are made from the most alike to the least: the same in all, the same
 * place with something else different, the same thing at another place. What stays alone was
 * missed, or is extra.
 */
#include <stdlib.h>
#include <string.h>
#include "cmd/cmd.h"
#include "cmd/corpus/lines.h"

#define ALONE SIZE_MAX

struct match {
	size_t other; /* index on the other side, or ALONE */
	enum likeness how;
};
struct matching {
	const struct lines *want, *got;
	struct match *wanted, *gotten;
	size_t n_want, n_got;
};
typedef enum likeness likeness_fn(const struct lines *want, size_t i, const struct lines *got,
				  size_t k);

static void match_all(struct matching *m, likeness_fn *likeness, enum likeness how)
{
	size_t from = 0; /* all before it is taken: both sides are mostly in one order */

	for (size_t i = 0; i < m->n_want; i++) {
		if (m->wanted[i].other != ALONE)
			continue;
		while (from < m->n_got && m->gotten[from].other != ALONE)
			from++;
		for (size_t k = from; k < m->n_got; k++) {
			if (m->gotten[k].other != ALONE || likeness(m->want, i, m->got, k) != how)
				continue;
			m->wanted[i] = (struct match){k, how};
			m->gotten[k] = (struct match){i, how};
			break;
		}
	}
}

static struct match *all_alone(size_t n)
{
	struct match *matches = xcalloc(n, sizeof(*matches));

	for (size_t i = 0; i < n; i++)
		matches[i].other = ALONE;
	return matches;
}

static struct matching match(const struct lines *want, const struct lines *got,
			     likeness_fn *likeness)
{
	struct matching m = {.want = want, .got = got, .n_want = lines_count(want),
			     .n_got = lines_count(got)};

	m.wanted = all_alone(m.n_want);
	m.gotten = all_alone(m.n_got);
	for (enum likeness how = LIKE_EXACT; how > LIKE_NOT; how--)
		match_all(&m, likeness, how);
	return m;
}

static void unmatch(struct matching *m)
{
	free(m->wanted);
	free(m->gotten);
}

static void note_one(struct fixture *x, enum note_kind kind, char *said, const char *hint)
{
	fixture_note(x, kind, "%s%s", said, hint);
	free(said);
}

static void note_two(struct fixture *x, enum note_kind kind, char *wanted, char *got)
{
	fixture_note(x, kind, "wanted %s; found %s", wanted, got);
	free(wanted);
	free(got);
}

static struct tally *tally_of(struct fixture *x, const struct lines *l, size_t i)
{
	return &x->tallies[hit_type_from_word(lines_text(l, i, "type"))];
}

static void judge_wanted(struct fixture *x, const struct matching *m, size_t i)
{
	struct tally *t = tally_of(x, m->want, i);
	const struct match *w = &m->wanted[i];
	bool gap = lines_text(m->want, i, "gap"), wrong = lines_text(m->want, i, "wrong");
	bool there = w->other != ALONE && w->how >= LIKE_CHANGED;

	t->expected += !wrong;
	t->right += there && !wrong;
	if (gap && there)
		note_one(x, NOTE_MENDED, say_hit(m->want, i), ": take its \"gap\" away");
	else if (gap)
		x->n_gaps++;
	else if (wrong && !there)
		note_one(x, NOTE_MENDED, say_hit(m->want, i), ": take the line away, it was \"wrong\"");
	else if (wrong)
		x->n_gaps++;
	else if (w->other == ALONE)
		note_one(x, NOTE_MISSED, say_hit(m->want, i), "");
	else if (w->how != LIKE_EXACT)
		note_two(x, w->how == LIKE_MOVED ? NOTE_MOVED : NOTE_CHANGED, say_hit(m->want, i),
			 say_hit(m->got, w->other));
}

static void judge_hits(struct fixture *x, const struct lines *want, const struct lines *got)
{
	struct matching m = match(want, got, lines_hit_likeness);

	for (size_t i = 0; i < m.n_want; i++)
		judge_wanted(x, &m, i);
	for (size_t k = 0; k < m.n_got; k++) {
		tally_of(x, got, k)->found++;
		if (m.gotten[k].other == ALONE)
			note_one(x, NOTE_EXTRA, say_hit(got, k), "");
	}
	unmatch(&m);
}

static void judge_rows(struct fixture *x, const struct lines *want, const struct lines *got)
{
	struct matching m = match(want, got, lines_row_likeness);

	for (size_t i = 0; i < m.n_want; i++) {
		if (m.wanted[i].other == ALONE)
			note_one(x, NOTE_LEDGER, say_row(want, i), ": no such row");
		else if (m.wanted[i].how != LIKE_EXACT)
			note_two(x, NOTE_LEDGER, say_row(want, i), say_row(got, m.wanted[i].other));
	}
	for (size_t k = 0; k < m.n_got; k++)
		if (m.gotten[k].other == ALONE)
			note_one(x, NOTE_LEDGER, say_row(got, k), ": not expected");
	unmatch(&m);
}

int fixture_compare(struct fixture *x, struct store *s, struct fail *f)
{
	AUTO(lines) hits = NULL;
	AUTO(lines) rows = NULL;
	AUTO(lines) found_hits = NULL;
	AUTO(lines) found_rows = NULL;

	if (!x->input)
		return 0;
	if (lines_read_hits(x, &hits, f) < 0 || lines_read_rows(x, &rows, f) < 0 ||
	    lines_find_hits(x, s, &found_hits, f) < 0)
		return -1;
	if (lines_find_rows(x, s, rows && lines_any(rows, "part"), &found_rows, f) < 0)
		return -1;
	if (!lines_count(found_rows))
		fixture_note(x, NOTE_LEDGER, "nothing of %s was scanned", x->input);
	if (hits)
		judge_hits(x, hits, found_hits);
	if (rows)
		judge_rows(x, rows, found_rows);
	return 0;
}

/* A line that still holds stays as somebody wrote it, a known gap too while it is one. */
static void write_hits(const struct fixture *x, const struct matching *m, FILE *to)
{
	for (size_t k = 0; k < m->n_got; k++) {
		const struct match *g = &m->gotten[k];

		if (g->how == LIKE_EXACT)
			lines_write(x, m->want, g->other, "gap", to);
		else
			lines_write(x, m->got, k, NULL, to);
	}
	for (size_t i = 0; i < m->n_want; i++)
		if (m->wanted[i].how != LIKE_EXACT && lines_text(m->want, i, "gap"))
			lines_write(x, m->want, i, NULL, to);
}

static FILE *open_expected(const struct fixture *x, const char *name, char **path, struct fail *f)
{
	*path = xformat("%s/%s", x->folder, name);
	return output_open(*path, f);
}

static int close_expected(FILE *to, char *path, struct fail *f)
{
	int result = to ? output_close(to, path, f) : -1;

	free(path);
	return result;
}

static int update_hits(const struct fixture *x, struct store *s, struct fail *f)
{
	AUTO(lines) want = NULL;
	AUTO(lines) got = NULL;
	struct matching m;
	char *path;
	FILE *to;

	if (lines_read_hits(x, &want, f) < 0 || lines_find_hits(x, s, &got, f) < 0)
		return -1;
	if (!want)
		want = lines_none();
	to = open_expected(x, "expected.jsonl", &path, f);
	if (to) {
		m = match(want, got, lines_hit_likeness);
		write_hits(x, &m, to);
		unmatch(&m);
	}
	return close_expected(to, path, f);
}

static int update_rows(const struct fixture *x, struct store *s, struct fail *f)
{
	AUTO(lines) got = NULL;
	char *path;
	FILE *to;

	if (lines_find_rows(x, s, true, &got, f) < 0)
		return -1;
	to = open_expected(x, "expected.ledger", &path, f);
	for (size_t k = 0; to && k < lines_count(got); k++)
		lines_write(x, got, k, NULL, to);
	return close_expected(to, path, f);
}

int fixture_update(struct fixture *x, struct store *s, struct fail *f)
{
	if (!x->input)
		return 0;
	return update_hits(x, s, f) < 0 ? -1 : update_rows(x, s, f);
}
