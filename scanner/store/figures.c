/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/figures.c - figures over the hits that a query chooses: counted by something, by document,
 * by value. Sorting is SQLite's, which sets aside on disk what does not fit in its cache.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "store/inside.h"

#define FROM                                                                                       \
	" FROM item CROSS JOIN part ON part.item = item.n CROSS JOIN hit ON hit.part = part.n "    \
	"CROSS JOIN pattern ON pattern.n = hit.pattern "
#define CHOSEN                                                                                     \
	"WHERE item.path >= ?1 AND (?3 IS NULL OR item.path = ?1 OR "                              \
	"(item.path > ?2 AND item.path < ?3)) AND gone IS NULL AND score >= ?4 "                   \
	"AND (NOT suppressed OR ?5) AND (?6 IS NULL OR pattern.type = ?6) "                        \
	"AND (?7 IS NULL OR pattern.category = ?7) AND (?8 IS NULL OR pattern.name = ?8) "
/* The date that the nearest document round a part bears, looked for on the way out as far as
 * documents lie in each other in practice; else the last change of the file. Seconds. */
#define OUTER(path) "rtrim(rtrim(" path ", replace(" path ", '!', '')), '!')"
#define BORNE_BY(path)                                                                             \
	"(SELECT date FROM part AS home WHERE home.item = item.n AND home.path = " path            \
	" AND dated IS NOT NULL)"
#define DATE                                                                                       \
	"coalesce(CASE WHEN part.dated IS NULL THEN NULL ELSE part.date END, "                     \
	BORNE_BY(OUTER("part.path")) ", " BORNE_BY(OUTER(OUTER("part.path"))) ", "                 \
	BORNE_BY("''") ", mtime_ns / 1000000000)"
#define PATH "CAST(item.path AS TEXT)"
#define FOLDER "rtrim(rtrim(" PATH ", replace(" PATH ", '/', '')), '/')"

struct choice { /* paths below a folder lie between "folder/" and "folder0" */
	char *from, *to;
};

/* Sorts of a large case go to unnamed files in $TMPDIR; the rest of the store keeps to memory. */
static void sort_on_disk(struct store *s, bool on)
{
	struct fail ignored; /* then it sorts in memory */

	sql_run(s->db, on ? "PRAGMA temp_store = FILE" : "PRAGMA temp_store = MEMORY", &ignored);
}

static struct query *choose(struct store *s, const char *literal, const struct hit_query *query,
			    struct choice *c, struct fail *f)
{
	struct query *q;
	const char *prefix = query->path_prefix;
	size_t len = prefix ? path_prefix_len(prefix) : 0;

	*c = (struct choice){0};
	sort_on_disk(s, true);
	q = sql_query(s->db, literal, f);
	if (!q)
		return NULL;
	bind_blob(q, prefix, len);
	if (prefix) {
		c->from = xformat("%.*s/", (int)len, prefix);
		c->to = xformat("%.*s0", (int)len, prefix);
		bind_blob(q, c->from, len + 1);
		bind_blob(q, c->to, len + 1);
	} else {
		bind_null(q);
		bind_null(q);
	}
	bind_int(q, query->min_score);
	bind_int(q, query->suppressed);
	bind_text(q, query->type);
	bind_text(q, query->category);
	bind_text(q, query->pattern);
	return q;
}

/* What a loop over q came to: told by its row function, got by the last query_next(). */
static int choice_end(struct store *s, struct choice *c, struct query *q, int got, int told)
{
	if (got == 1)
		query_stop(q);
	free(c->from);
	free(c->to);
	sort_on_disk(s, false);
	return told < 0 || got < 0 ? -1 : 0;
}

#define TALLY(label, extra, order)                                                                 \
	"SELECT " label ", count(*), count(DISTINCT item.n)" FROM CHOSEN extra                     \
	" GROUP BY 1 ORDER BY " order

int store_tally(struct store *s, enum tally_by by, const struct hit_query *query, tally_fn *row,
		void *arg, struct fail *f)
{
	static const char *const literals[] = {
		[TALLY_ALL] = TALLY("''", "", "1"),
		[TALLY_TYPE] = TALLY("pattern.type", "", "2 DESC, 1"),
		[TALLY_CATEGORY] =
			TALLY("pattern.category", "AND pattern.category <> ''", "2 DESC, 1"),
		[TALLY_PATTERN] = TALLY("pattern.name", "", "2 DESC, 1"),
		[TALLY_YEAR] = "SELECT coalesce(strftime('%Y', date, 'unixepoch'), ''), sum(hits), "
			       "count(DISTINCT item) FROM (SELECT item.n AS item, " DATE
			       " AS date, count(*) AS hits" FROM CHOSEN "GROUP BY part.n) "
			       "GROUP BY 1 ORDER BY 1",
		[TALLY_FOLDER] = TALLY(FOLDER, "", "2 DESC, 1"),
	};
	struct choice c;
	struct query *q = choose(s, literals[by], query, &c, f);
	int got = -1, told = 0;

	while (q && (got = query_next(q, f)) == 1) {
		const char *label = take_text(q);
		uint64_t hits = (uint64_t)take_int(q);

		told = row(arg, label, hits, (uint64_t)take_int(q));
		if (told)
			break;
	}
	return choice_end(s, &c, q, got, told);
}

static void take_document(struct store *s, struct query *q, struct file_row *d)
{
	const char *word;
	size_t len;
	const void *bytes = take_blob(q, &len);

	d->path = arena_copy(s->arena, bytes, len);
	d->size = (uint64_t)take_int(q);
	d->mtime_ns = take_int(q);
	word = take_text(q);
	d->format = arena_copy(s->arena, word, strlen(word));
	d->hits = (uint64_t)take_int(q);
}

int store_each_file(struct store *s, const struct hit_query *query, file_row_fn *row, void *arg,
			struct fail *f)
{
	/* Files by path and their hits: both follow an index, so nothing is sorted. */
	static const char literal[] =
		"SELECT item.path, size, mtime_ns, (SELECT whole.format FROM part AS whole "
		"WHERE whole.item = item.n AND whole.path = ''), count(*)" FROM CHOSEN
		"GROUP BY item.path ORDER BY item.path";
	struct choice c;
	struct query *q = choose(s, literal, query, &c, f);
	int got = -1, told = 0;

	while (q && (got = query_next(q, f)) == 1) {
		size_t mark = arena_mark(s->arena);
		struct file_row d;

		take_document(s, q, &d);
		told = row(arg, &d);
		arena_rewind(s->arena, mark);
		if (told)
			break;
	}
	return choice_end(s, &c, q, got, told);
}

int store_each_value(struct store *s, const struct hit_query *query, value_fn *row, void *arg,
		     struct fail *f)
{
	static const char literal[] =
		"SELECT pattern.type, pattern.category, coalesce(normal, value), min(value), "
		"count(*), count(DISTINCT item.n), min(" DATE "), max(" DATE ")" FROM CHOSEN
		"GROUP BY 1, 2, 3 ORDER BY 1, 2, 5 DESC, 3";
	struct choice c;
	struct query *q = choose(s, literal, query, &c, f);
	int got = -1, told = 0;

	while (q && (got = query_next(q, f)) == 1) {
		struct value_row v;
		int type = hit_type_from_word(take_text(q));

		v.type = type < 0 ? 0 : (enum hit_type)type;
		v.category = take_text(q);
		v.normal = take_text(q);
		v.value = take_text(q);
		v.hits = (uint64_t)take_int(q);
		v.documents = (uint64_t)take_int(q);
		v.first = take_int(q);
		v.last = take_int(q);
		told = row(arg, &v);
		if (told)
			break;
	}
	return choice_end(s, &c, q, got, told);
}

int store_read_whole(struct store *s, int (*read)(void *arg, struct fail *f), void *arg,
		     struct fail *f)
{
	bool own;
	int result;

	if (store_begin_reading(s, &own, f) < 0)
		return -1;
	result = read(arg, f);
	store_end_reading(s, own);
	return result;
}
