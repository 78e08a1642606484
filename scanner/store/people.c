/* SPDX-License-Identifier: EUPL-1.2 */
/* store/people.c - persons as derived: written whole, read in order. */
#include <string.h>
#include "store/inside.h"
#include "store/people.h"

int people_are_current(struct store *s, int min_score, bool *ret, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT count(*) FROM built WHERE "
				    "run = (SELECT coalesce(max(n), 0) FROM run) AND "
				    "event = (SELECT coalesce(max(n), 0) FROM event) AND score = ?",
				    f);

	if (!q)
		return -1;
	bind_int(q, min_score);
	if (query_next(q, f) < 0)
		return -1;
	*ret = take_int(q) > 0;
	query_stop(q);
	return 0;
}

int people_begin(struct store *s, struct fail *f)
{
	/* Without these two a person's hits could only be found by reading all hits. They are made
	 * when they are first needed: a scan that knows no persons yet is faster without. */
	return sql_run(s->db,
		       "BEGIN IMMEDIATE;"
		       "CREATE INDEX IF NOT EXISTS hit_id ON hit(id);"
		       "CREATE INDEX IF NOT EXISTS tie_person ON tie(person);"
		       "DELETE FROM datum; DELETE FROM evidence; DELETE FROM built;"
		       "UPDATE person SET mentions = 0, documents = 0, namesakes = 0, since = NULL, "
		       "until = NULL;",
		       f);
}

int people_end(struct store *s, int min_score, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "INSERT INTO built (run, event, score) VALUES "
				    "((SELECT coalesce(max(n), 0) FROM run), "
				    "(SELECT coalesce(max(n), 0) FROM event), ?)",
				    f);

	if (!q)
		return -1;
	bind_int(q, min_score);
	return query_do(q, f) < 0 ? -1 : sql_run(s->db, "COMMIT", f);
}

void people_drop(struct store *s)
{
	struct fail ignored;

	if (sql_in_transaction(s->db))
		sql_run(s->db, "ROLLBACK", &ignored);
}

int people_new_number(struct store *s, int64_t *ret, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "INSERT INTO person (name, sure, role, namesakes, mentions, "
				    "documents) VALUES ('', '', '', 0, 0, 0)",
				    f);

	if (!q || query_do(q, f) < 0)
		return -1;
	*ret = sql_last_row(s->db);
	return 0;
}

static void bind_date(struct query *q, bool dated, int64_t date)
{
	if (dated)
		bind_int(q, date);
	else
		bind_null(q);
}

int people_put(struct store *s, const struct person_row *p, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "UPDATE person SET name = ?, sure = ?, role = ?, namesakes = ?, "
				    "mentions = ?, documents = ?, since = ?, until = ? WHERE n = ?",
				    f);

	if (!q)
		return -1;
	bind_text(q, p->name);
	bind_text(q, p->sure);
	bind_text(q, p->role);
	bind_int(q, (int64_t)p->namesakes);
	bind_int(q, (int64_t)p->mentions);
	bind_int(q, (int64_t)p->documents);
	bind_date(q, p->dated, p->since);
	bind_date(q, p->dated, p->until);
	bind_int(q, p->n);
	return query_do(q, f);
}

int people_put_datum(struct store *s, const struct datum_row *d, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "INSERT INTO datum (person, type, normal, value, hit, own, "
				    "documents, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				    f);

	if (!q)
		return -1;
	bind_int(q, d->person);
	bind_text(q, hit_type_word(d->type));
	bind_text(q, d->normal);
	bind_text(q, d->value);
	bind_blob(q, d->hit, HIT_KEY_LEN);
	bind_int(q, d->own);
	bind_int(q, (int64_t)d->documents);
	bind_date(q, d->dated, d->until);
	return query_do(q, f);
}

int people_put_evidence(struct store *s, const struct evidence_row *e, unsigned k, struct fail *f)
{
	struct query *q = sql_query(
		s->db, "INSERT INTO evidence (person, k, points, says) VALUES (?, ?, ?, ?)", f);

	if (!q)
		return -1;
	bind_int(q, e->person);
	bind_int(q, k);
	bind_int(q, e->points);
	bind_text(q, e->says);
	return query_do(q, f);
}

int people_put_claim(struct store *s, const uint8_t hit[HIT_KEY_LEN], int64_t person,
		     struct fail *f)
{
	struct query *q = sql_query(
		s->db, "INSERT OR REPLACE INTO claim (hit, person) VALUES (?, ?)", f);

	if (!q)
		return -1;
	bind_blob(q, hit, HIT_KEY_LEN);
	bind_int(q, person);
	return query_do(q, f);
}

/* Two queries, since an index serves `person = ?` but no `? = 0 OR person = ?`. */
#define OF_PERSON(select, where, order)                                                            \
	(person ? select where order : select order)

/* Each row of a query to a caller, which may stop it. */
typedef int take_fn(struct query *q, void *row, void *arg);

static int each(struct query *q, take_fn *take, void *row, void *arg, struct fail *f)
{
	int got, told = 0;

	while (!told && (got = query_next(q, f)) == 1)
		told = take(q, row, arg);
	if (told)
		query_stop(q);
	return told < 0 || got < 0 ? -1 : 0;
}

static int take_person(struct query *q, void *row, void *arg)
{
	person_fn **tell = row;
	struct person_row p = {
		.n = take_int(q), .name = take_text(q), .sure = take_text(q), .role = take_text(q)};

	p.namesakes = (uint64_t)take_int(q);
	p.mentions = (uint64_t)take_int(q);
	p.documents = (uint64_t)take_int(q);
	p.dated = !take_is_null(q);
	p.since = take_int(q);
	p.until = take_int(q);
	return (*tell)(arg, &p);
}

int people_each(struct store *s, int64_t person, person_fn *row, void *arg, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    OF_PERSON("SELECT n, name, sure, role, namesakes, mentions, "
					      "documents, since, until FROM person "
					      "WHERE mentions > 0 ",
					      "AND n = ? ", "ORDER BY n"),
				    f);

	if (!q)
		return -1;
	if (person)
		bind_int(q, person);
	return each(q, take_person, &row, arg, f);
}

static int take_datum(struct query *q, void *row, void *arg)
{
	datum_fn **tell = row;
	struct datum_row d = {.person = take_int(q)};
	int type = hit_type_from_word(take_text(q));
	size_t len;

	d.type = type < 0 ? TYPE_URL : (enum hit_type)type;
	d.normal = take_text(q);
	d.value = take_text(q);
	d.hit = take_blob(q, &len);
	d.own = take_int(q);
	d.documents = (uint64_t)take_int(q);
	d.dated = !take_is_null(q);
	d.until = take_int(q);
	return len == HIT_KEY_LEN ? (*tell)(arg, &d) : 0;
}

int people_each_datum(struct store *s, int64_t person, datum_fn *row, void *arg, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    OF_PERSON("SELECT person, type, normal, value, hit, own, "
					      "documents, until FROM datum ",
					      "WHERE person = ? ", "ORDER BY person, type, normal"),
				    f);

	if (!q)
		return -1;
	if (person)
		bind_int(q, person);
	return each(q, take_datum, &row, arg, f);
}

static int take_evidence(struct query *q, void *row, void *arg)
{
	evidence_fn **tell = row;
	struct evidence_row e = {.person = take_int(q)};

	e.points = (int)take_int(q);
	e.says = take_text(q);
	return (*tell)(arg, &e);
}

int people_each_evidence(struct store *s, int64_t person, evidence_fn *row, void *arg,
			 struct fail *f)
{
	struct query *q = sql_query(s->db,
				    OF_PERSON("SELECT person, points, says FROM evidence ",
					      "WHERE person = ? ", "ORDER BY person, k"),
				    f);

	if (!q)
		return -1;
	if (person)
		bind_int(q, person);
	return each(q, take_evidence, &row, arg, f);
}

static int take_claim(struct query *q, void *row, void *arg)
{
	claim_fn **tell = row;
	size_t len;
	const void *hit = take_blob(q, &len);
	int64_t person = take_int(q);

	return len == HIT_KEY_LEN ? (*tell)(arg, hit, person) : 0;
}

int people_each_claim(struct store *s, int64_t person, claim_fn *row, void *arg, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    OF_PERSON("SELECT hit, person FROM claim ", "WHERE person = ? ",
					      "ORDER BY hit"),
				    f);

	if (!q)
		return -1;
	if (person)
		bind_int(q, person);
	return each(q, take_claim, &row, arg, f);
}

int people_each_hit(struct store *s, int64_t person, hit_row_fn *tell, void *arg, struct fail *f)
{
	struct query *q = sql_query(
		s->db,
		"SELECT item.path, part.path, " HIT_COLUMNS " FROM ("
		"SELECT hit.n AS wanted FROM claim JOIN hit ON hit.id = claim.hit "
		"WHERE person = ?1 UNION "
		"SELECT tie.hit FROM claim JOIN tie ON tie.person = claim.hit WHERE claim.person = ?1) "
		"JOIN hit ON hit.n = wanted JOIN pattern ON pattern.n = hit.pattern "
		"JOIN part ON part.n = hit.part JOIN item ON item.n = part.item "
		"WHERE item.gone IS NULL AND NOT suppressed "
		"ORDER BY item.path, part.path, start_at, type, hit.id",
		f);
	int got, told = 0;

	if (!q)
		return -1;
	bind_int(q, person);
	while (told >= 0 && (got = query_next(q, f)) == 1) {
		size_t len, mark = arena_mark(s->arena);
		const void *path = take_blob(q, &len);
		struct hit_row row = {.path = arena_copy(s->arena, path, len)};
		const char *part = take_text(q);

		row.hit.part = part;
		int64_t hit = take_hit(s->arena, q, &row);
		told = row.hit.type == TYPE_INDICATOR ? read_ties(s, hit, &row, f) : 0;
		if (told >= 0)
			told = tell(arg, &row);
		arena_rewind(s->arena, mark);
	}
	if (told < 0)
		query_stop(q);
	return told < 0 || got < 0 ? -1 : 0;
}
