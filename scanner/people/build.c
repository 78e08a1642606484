/* SPDX-License-Identifier: EUPL-1.2 */
/* people/build.c - persons from the hits and events of a case, as rows. */
#include "base/buf.h"
#include "people/numbers.h"
#include "people/units.h"
#include <stdlib.h>
#include <string.h>

#define BUILD_MEMORY ((size_t)1 << 40) /* grows with the case; a limit would lose persons */
#define EVIDENCE_MOST 200              /* lines per person */

struct building {
	struct people *p;
	struct store *s;
	struct fail *f;
	int64_t *numbers; /* by unit */
	uint32_t *order;  /* units by root; the units of a person lie together */
};

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

struct line { /* a datum of a person, or a line of evidence */
	uint32_t root;
	int type, points;
	const char *normal, *says;
	const struct datum *datum;
};

static int by_line(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order;

	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	if (x->points != y->points)
		return x->points > y->points ? -1 : 1;
	if (x->type != y->type)
		return x->type < y->type ? -1 : 1;
	order = compare_text(x->normal, y->normal);
	if (!order)
		order = compare_text(x->says, y->says);
	if (!order && x->datum && y->datum)
		order = memcmp(x->datum->hit, y->datum->hit, HIT_KEY_LEN);
	return order;
}

static bool same_line(const struct line *a, const struct line *b)
{
	return a->root == b->root && a->type == b->type && a->points == b->points &&
	       !compare_text(a->normal, b->normal) && !compare_text(a->says, b->says);
}

static int write_datum(const struct building *b, const struct line *lines, size_t n)
{
	const struct datum *d = lines->datum;
	struct datum_row row = { .person = b->numbers[lines->root],
				 .type = d->type,
				 .normal = d->normal,
				 .value = d->value,
				 .hit = d->hit };

	for (size_t i = 0; i < n; i++) {
		const struct document *doc = b->p->documents + lines[i].datum->document;

		row.own |= lines[i].datum->own;
		if (doc->dated && (!row.dated || doc->date > row.until))
			row.until = doc->date;
		row.dated |= doc->dated;
	}
	row.documents = n;
	return people_put_datum(b->s, &row, b->f);
}

static int write_data(const struct building *b)
{
	struct people *p = b->p;
	struct line *lines = xcalloc(p->n_data + 1, sizeof(*lines));
	size_t n = 0, k;
	int error = 0;

	for (uint32_t i = 0; i < p->n_units; i++)
		for (uint32_t d = p->units[i].data; d != NONE; d = p->data[d].next)
			lines[n++] = (struct line){ .root = units_root(p, i),
						    .type = (int)p->data[d].type,
						    .normal = p->data[d].normal,
						    .datum = p->data + d };
	if (n)
		qsort(lines, n, sizeof(*lines), by_line);
	for (size_t i = 0; i < n && !error; i += k) {
		for (k = 1; i + k < n && same_line(lines + i, lines + i + k);)
			k++;
		if (b->numbers[lines[i].root])
			error = write_datum(b, lines + i, k);
	}
	free(lines);
	return error;
}

static int write_evidence_line(const struct building *b, const struct line *l, size_t n, unsigned k)
{
	struct buf says = { 0 };
	struct evidence_row row = { .person = b->numbers[l->root], .points = l->points };

	buf_add_str(&says, l->says);
	if (*l->normal)
		buf_add_format(&says, ": %s", l->normal);
	if (n > 1)
		buf_add_format(&says, " (%zu keer)", n);
	row.says = says.bytes;
	int error = people_put_evidence(b->s, &row, k, b->f);
	buf_free(&says);
	return error;
}

static int write_evidence(const struct building *b)
{
	struct people *p = b->p;
	struct line *lines = xcalloc(p->n_reasons + 1, sizeof(*lines));
	size_t n = p->n_reasons, k;
	unsigned line = 0;
	int error = 0;

	for (size_t i = 0; i < n; i++)
		lines[i] = (struct line){ .root = units_root(p, p->reasons[i].unit),
					  .type = (int)p->reasons[i].type,
					  .points = p->reasons[i].points,
					  .normal = p->reasons[i].normal,
					  .says = p->reasons[i].says };
	if (n)
		qsort(lines, n, sizeof(*lines), by_line);
	for (size_t i = 0; i < n && !error; i += k) {
		for (k = 1; i + k < n && same_line(lines + i, lines + i + k);)
			k++;
		line = i && lines[i - 1].root == lines[i].root ? line + 1 : 0;
		if (b->numbers[lines[i].root] && line < EVIDENCE_MOST)
			error = write_evidence_line(b, lines + i, k, line);
	}
	free(lines);
	return error;
}

static int by_root(const void *a, const void *b, void *arg)
{
	struct people *p = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	uint32_t r = units_root(p, x), s = units_root(p, y);

	if (r != s)
		return r < s ? -1 : 1;
	return x < y ? -1 : x > y;
}

struct sum { /* of the units of one person */
	const struct unit *best;
	uint32_t roles[ROLE_UNKNOWN + 1];
	bool number, own, datum;
	struct person_row row;
};

/* The most complete spelling goes, then the one met most. */
static bool is_better(const struct unit *a, const struct unit *b)
{
	bool full = *a->given && *a->surname, other = *b->given && *b->surname;

	if (full != other)
		return full;
	if (a->single != b->single)
		return b->single;
	return a->mentions > b->mentions;
}

static void add_date(struct person_row *row, const struct document *d)
{
	if (!d->dated)
		return;
	if (!row->dated || d->date < row->since)
		row->since = d->date;
	if (!row->dated || d->date > row->until)
		row->until = d->date;
	row->dated = true;
}

static void add_unit(struct sum *sum, const struct people *p, const struct unit *u)
{
	if (!sum->best || is_better(u, sum->best))
		sum->best = u;
	for (size_t r = 0; r < ARRAY_LEN(u->roles); r++)
		sum->roles[r] += u->roles[r];
	for (uint32_t i = u->data; i != NONE; i = p->data[i].next) {
		enum hit_type type = p->data[i].type;

		sum->number |= type == TYPE_BSN || type == TYPE_DATE_OF_BIRTH ||
			       type == TYPE_DOCUMENT_NUMBER;
		sum->own |= p->data[i].own;
		sum->datum = true;
	}
	add_date(&sum->row, p->documents + u->document);
}

static const char *sure_word(const struct sum *sum)
{
	bool full = *sum->best->given && *sum->best->surname;

	if (full && (sum->number || sum->own))
		return "VAST";
	return full && sum->datum ? "WAARSCHIJNLIJK" : "ONZEKER";
}

static const char *role_of(const uint32_t roles[])
{
	uint32_t wrote = roles[ROLE_AUTHOR] + roles[ROLE_RECIPIENT];
	uint32_t about = roles[ROLE_SUBJECT] + roles[ROLE_UNKNOWN] + roles[ROLE_NONE];

	if (roles[ROLE_OFFICIAL] && roles[ROLE_OFFICIAL] >= about)
		return "AMBTENAAR";
	return wrote > about ? "AUTEUR" : "GENOEMD";
}

static uint64_t count_documents(const struct people *p, const uint32_t *units, size_t n)
{
	uint64_t count = 0;
	uint32_t last = NONE;

	for (size_t i = 0; i < n; i++) { /* units of one document were read together */
		if (!p->units[units[i]].mentions)
			continue;
		count += p->units[units[i]].document != last;
		last = p->units[units[i]].document;
	}
	return count;
}

static uint64_t count_mentions(const struct people *p, const uint32_t *units, size_t n)
{
	uint64_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += p->units[units[i]].mentions;
	return count;
}

static struct sum sum_up(const struct building *b, const uint32_t *units, size_t n)
{
	struct sum sum = { 0 };

	for (size_t i = 0; i < n; i++)
		if (b->p->units[units[i]].mentions)
			add_unit(&sum, b->p, &b->p->units[units[i]]);
	if (!sum.best)
		return sum;
	sum.row.name = sum.best->name;
	sum.row.sure = sure_word(&sum);
	sum.row.role = role_of(sum.roles);
	sum.row.mentions = count_mentions(b->p, units, n);
	sum.row.documents = count_documents(b->p, units, n);
	return sum;
}

static int by_best_name(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;
	int order = strcmp(x->best->surname, y->best->surname);

	return order ? order : strcmp(x->best->given, y->best->given);
}

static int write_persons(const struct building *b, struct sum *sums, size_t n)
{
	int error = 0;

	if (n)
		qsort(sums, n, sizeof(*sums), by_best_name);
	for (size_t i = 0, k; i < n && !error; i += k) {
		for (k = 1; i + k < n && !by_best_name(sums + i, sums + i + k);)
			k++;
		for (size_t j = i; j < i + k && !error; j++) {
			sums[j].row.namesakes = k - 1;
			error = people_put(b->s, &sums[j].row, b->f);
		}
	}
	return error;
}

static int write_all(const struct building *b)
{
	struct people *p = b->p;
	struct sum *sums = xcalloc(p->n_units + 1, sizeof(*sums));
	size_t n = 0, k;

	for (uint32_t i = 0; i < p->n_units; i++)
		b->order[i] = i;
	if (p->n_units)
		qsort_r(b->order, p->n_units, sizeof(*b->order), by_root, p);
	for (size_t i = 0; i < p->n_units; i += k) {
		uint32_t root = units_root(p, b->order[i]);

		for (k = 1; i + k < p->n_units && units_root(p, b->order[i + k]) == root;)
			k++;
		sums[n] = sum_up(b, b->order + i, k);
		sums[n].row.n = b->numbers[root];
		n += sums[n].best != NULL;
	}
	int error = write_persons(b, sums, n);
	free(sums);
	if (!error)
		error = write_data(b);
	return error ? error : write_evidence(b);
}

static void people_wipe(struct people *p)
{
	free(p->units);
	free(p->mentions);
	free(p->data);
	free(p->documents);
	free(p->reasons);
	free(p->sides);
	free(p->common);
}

int people_build(struct store *s, int min_score, struct fail *f)
{
	AUTO(arena) arena = arena_new(BUILD_MEMORY);
	struct people p = { .arena = arena };
	struct building b = { .p = &p, .s = s, .f = f };
	int error = people_begin(s, f);

	if (!error)
		error = people_collect(&p, s, min_score, f);
	if (!error)
		error = decide_load(&p, s, f);
	if (!error) {
		common_find(&p);
		people_join(&p);
		b.numbers = xcalloc(p.n_units + 1, sizeof(*b.numbers));
		b.order = xcalloc(p.n_units + 1, sizeof(*b.order));
		error = numbers_give(&p, s, b.numbers, f);
	}
	if (!error)
		error = write_all(&b);
	if (!error)
		error = people_end(s, min_score, f);
	if (error)
		people_drop(s);
	free(b.numbers);
	free(b.order);
	people_wipe(&p);
	return error;
}

int people_refresh(struct store *s, int min_score, struct fail *f)
{
	bool current;

	if (people_are_current(s, min_score, &current, f) < 0)
		return -1;
	return current ? 0 : people_build(s, min_score, f);
}
