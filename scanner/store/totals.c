/* SPDX-License-Identifier: EUPL-1.2 */
/* store/totals.c - figures over a whole case. Files gone from the share do not count. */
#include <assert.h>
#include <string.h>
#include "store/inside.h"

static int count_files(struct store *s, struct store_totals *t, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT outcome, count(*), sum(bytes) FROM item "
				    "CROSS JOIN part ON part.item = item.n AND part.path = '' "
				    "WHERE gone IS NULL AND outcome IS NOT NULL GROUP BY outcome",
				    f);
	int got;

	if (!q)
		return -1;
	while ((got = query_next(q, f)) == 1) {
		const char *outcome = take_text(q);
		uint64_t n = (uint64_t)take_int(q);

		if (!strcmp(outcome, "ok"))
			t->ok += n;
		else if (!strcmp(outcome, "partial"))
			t->partial += n;
		else if (!strcmp(outcome, "skipped"))
			t->skipped += n;
		else
			t->failed += n;
		t->files += n;
		t->bytes += (uint64_t)take_int(q);
	}
	return got;
}

static int count_reasons(struct store *s, struct store_totals *t, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT reason, count(DISTINCT reason.part) FROM reason "
				    "JOIN part ON part.n = reason.part AND part.path = '' "
				    "JOIN item ON item.n = part.item "
				    "WHERE gone IS NULL GROUP BY reason",
				    f);
	int got;

	if (!q)
		return -1;
	while ((got = query_next(q, f)) == 1) {
		enum reason r = reason_from_word(take_text(q));

		t->by_reason[r] += (uint64_t)take_int(q);
	}
	return got;
}

static int count_hits(struct store *s, int min_score, struct store_totals *t, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT count(*), "
				    "count(*) FILTER (WHERE score >= ? AND NOT suppressed) FROM hit "
				    "CROSS JOIN part ON part.n = hit.part "
				    "CROSS JOIN item ON item.n = part.item WHERE gone IS NULL",
				    f);

	if (!q)
		return -1;
	bind_int(q, min_score);
	if (query_next(q, f) < 0)
		return -1;
	t->hits = (uint64_t)take_int(q);
	t->hits_reported = (uint64_t)take_int(q);
	query_stop(q);
	return 0;
}

int store_totals(struct store *s, int min_score, struct store_totals *ret, struct fail *f)
{
	bool own;
	int result;

	memset(ret, 0, sizeof(*ret));
	if (store_begin_reading(s, &own, f) < 0)
		return -1;
	result = count_files(s, ret, f);
	if (!result)
		result = count_reasons(s, ret, f);
	if (!result)
		result = count_hits(s, min_score, ret, f);
	store_end_reading(s, own);
	return result;
}

#define COUNTS(label, extra)                                                                       \
	"SELECT " label ", count(*) FILTER (WHERE score >= ?1 AND NOT suppressed), "                \
	"count(*) FILTER (WHERE score < ?1 AND NOT suppressed), "                                  \
	"count(*) FILTER (WHERE suppressed) FROM hit "                                             \
	"CROSS JOIN part ON part.n = hit.part CROSS JOIN item ON item.n = part.item "              \
	"CROSS JOIN pattern ON pattern.n = hit.pattern WHERE gone IS NULL " extra                  \
	" GROUP BY 1 ORDER BY 2 DESC, 1"

int store_counts(struct store *s, const char *by, int min_score, count_fn *row, void *arg,
		 struct fail *f)
{
	static const struct {
		const char *by, *literal;
	} known[] = {
		{"type", COUNTS("pattern.type", "")},
		{"category", COUNTS("pattern.category", "AND pattern.category <> ''")},
		{"pattern", COUNTS("pattern.name", "")},
		{"format", COUNTS("coalesce(part.format, 'unknown')", "")},
	};
	const char *literal = NULL;
	struct query *q;
	int got, told = 0;

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (!strcmp(known[i].by, by))
			literal = known[i].literal;
	assert(literal);
	q = sql_query(s->db, literal, f);
	if (!q)
		return -1;
	bind_int(q, min_score);
	while ((got = query_next(q, f)) == 1) {
		const char *label = take_text(q);
		uint64_t n = (uint64_t)take_int(q), below = (uint64_t)take_int(q);

		told = row(arg, label, n, below, (uint64_t)take_int(q));
		if (told < 0)
			break;
	}
	if (got == 1)
		query_stop(q);
	return told < 0 ? told : got;
}

int store_top_files(struct store *s, int min_score, unsigned limit, top_fn *row, void *arg,
		    struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT CAST(item.path AS TEXT), count(*) FROM hit "
				    "CROSS JOIN part ON part.n = hit.part "
				    "CROSS JOIN item ON item.n = part.item "
				    "WHERE gone IS NULL AND score >= ? AND NOT suppressed "
				    "GROUP BY item.n ORDER BY 2 DESC, item.path LIMIT ?",
				    f);
	int got, told = 0;

	if (!q)
		return -1;
	bind_int(q, min_score);
	bind_int(q, limit);
	while ((got = query_next(q, f)) == 1) {
		const char *path = take_text(q);

		told = row(arg, path, (uint64_t)take_int(q));
		if (told < 0)
			break;
	}
	if (got == 1)
		query_stop(q);
	return told < 0 ? told : got;
}
