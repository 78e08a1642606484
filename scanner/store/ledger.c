/* SPDX-License-Identifier: EUPL-1.2 */
/* store/ledger.c - reading the ledger: each file, and what is inside it, once. */
#include <stdlib.h>
#include <string.h>
#include "store/inside.h"

/* Several queries that must agree see one state of the store, also while a scan writes on. */
int store_begin_reading(struct store *s, bool *own, struct fail *f)
{
	*own = !sql_in_transaction(s->db);
	return *own ? sql_run(s->db, "BEGIN", f) : 0;
}

void store_end_reading(struct store *s, bool own)
{
	struct fail ignored;

	if (own && sql_in_transaction(s->db))
		sql_run(s->db, "COMMIT", &ignored);
}

static enum outcome outcome_from_word(const char *word)
{
	for (enum outcome o = OUTCOME_OK; o <= OUTCOME_FAILED; o++)
		if (!strcmp(outcome_word(o), word))
			return o;
	return OUTCOME_FAILED;
}

static const char *copy_text(struct arena *a, struct query *q)
{
	const char *s = take_text(q);

	return arena_copy(a, s, strlen(s));
}

static int read_reasons(struct store *s, int64_t part, struct ledger_row *row, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT inside, reason, says, count(*) OVER () FROM reason "
				    "WHERE part = ? ORDER BY k",
				    f);
	struct store_reason *reasons = NULL;
	int got;

	if (!q)
		return -1;
	bind_int(q, part);
	while ((got = query_next(q, f)) == 1) {
		const char *inside = copy_text(s->arena, q);
		enum reason reason = reason_from_word(take_text(q));
		const char *text = copy_text(s->arena, q);
		size_t n = (size_t)take_int(q);

		if (!reasons)
			reasons = arena_get(s->arena, n * sizeof(*reasons));
		reasons[row->n_reasons++] = (struct store_reason){inside, reason, text};
	}
	row->reasons = reasons;
	return got;
}

static int take_row(struct store *s, struct query *q, struct item *item, struct ledger_row *row,
		    struct fail *f)
{
	static const struct store_reason missed = {
		"", REASON_VANISHED, "no longer there when its folder was last scanned"};
	int64_t part;

	item->size = take_int(q);
	item->mtime_ns = take_int(q);
	part = take_int(q);
	row->part = take_text(q);
	row->sha256 = take_text_or_null(q);
	row->format = take_text_or_null(q);
	row->outcome = outcome_from_word(take_text(q));
	row->bytes = (uint64_t)take_int(q);
	row->text_bytes = (uint64_t)take_int(q);
	row->parts = (uint64_t)take_int(q);
	row->hits = (uint64_t)take_int(q);
	row->seconds = take_real(q);
	row->dated = take_text_or_null(q);
	row->date = take_int(q);
	row->thread = take_text_or_null(q);
	if (take_is_null(q))
		return read_reasons(s, part, row, f);
	row->outcome = OUTCOME_SKIPPED;
	row->reasons = &missed;
	row->n_reasons = 1;
	return 0;
}

static struct query *select_rows(struct store *s, const struct ledger_query *query, struct fail *f)
{
	const char *prefix = query->path_prefix;
	struct query *q = sql_query(
		s->db,
		"SELECT item.path, size, mtime_ns, part.n, part.path, sha256, format, outcome, "
		"bytes, text_bytes, parts, hits, seconds, dated, date, thread, gone "
		"FROM item CROSS JOIN part ON part.item = item.n "
		"WHERE item.path >= ?1 AND outcome IS NOT NULL AND (part.path = '' OR ?2) "
		"AND (gone IS NULL OR (?3 AND part.path = '')) "
		"AND (outcome <> 'ok' OR gone IS NOT NULL OR NOT ?4) "
		"AND (?5 = '' OR (gone IS NOT NULL AND ?5 = 'vanished') OR (gone IS NULL AND "
		"EXISTS (SELECT 1 FROM reason WHERE reason.part = part.n AND reason = ?5))) "
		"ORDER BY item.path, part.path, part.n",
		f);

	if (!q)
		return NULL;
	bind_blob(q, prefix, prefix ? path_prefix_len(prefix) : 0);
	bind_int(q, query->parts);
	bind_int(q, query->vanished);
	bind_int(q, query->not_ok_only);
	bind_text(q, reason_word(query->reason));
	return q;
}

static int each_row(struct store *s, const struct ledger_query *query, ledger_row_fn *tell,
		    void *arg, struct fail *f)
{
	struct query *q = select_rows(s, query, f);
	int got, told = 0;

	if (!q)
		return -1;
	while ((got = query_next(q, f)) == 1) {
		size_t len, mark = arena_mark(s->arena);
		const char *bytes = take_blob(q, &len);
		int covered = path_covered(query->path_prefix, bytes, len);
		struct item item = {.path = arena_copy(s->arena, bytes, len)};
		struct ledger_row row = {.item = &item};

		if (covered > 0)
			told = take_row(s, q, &item, &row, f);
		if (covered > 0 && !told)
			told = tell(arg, &row);
		arena_rewind(s->arena, mark);
		if (covered < 0 || told < 0)
			break;
	}
	if (got == 1)
		query_stop(q);
	return told < 0 ? told : got < 0 ? -1 : 0;
}

int store_each_ledger(struct store *s, const struct ledger_query *query, ledger_row_fn *row,
		      void *arg, struct fail *f)
{
	bool own;
	int result;

	if (store_begin_reading(s, &own, f) < 0)
		return -1;
	result = each_row(s, query, row, arg, f);
	store_end_reading(s, own);
	return result;
}
