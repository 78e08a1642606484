/* SPDX-License-Identifier: EUPL-1.2 */
/* store/items.c - writing what a file gave: its parts, reasons and hits. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "store/inside.h"

/* These may be otherwise next time, without the file looking any different. */
static bool worth_another_try(const struct ledger_row *row)
{
	if (row->outcome == OUTCOME_OK)
		return false;
	for (size_t i = 0; i < row->n_reasons; i++) {
		switch (row->reasons[i].reason) {
		case REASON_DENIED:
		case REASON_IO_ERROR:
		case REASON_IO_TIMEOUT:
		case REASON_STALE:
		case REASON_VANISHED:
		case REASON_CHANGED:
			return true;
		default:
			break;
		}
	}
	return false;
}

/* Kept ready, since they come for every file. */
static int savepoint(struct store *s, const char *literal, struct fail *f)
{
	struct query *q = sql_query(s->db, literal, f);

	return q ? query_do(q, f) : -1;
}

void store_drop_item(struct store *s)
{
	struct fail f;

	s->in_item = false;
	/* Rows of patterns that came in with the item are gone with it. */
	s->n_patterns = 0;
	if (savepoint(s, "ROLLBACK TO item", &f) < 0 || savepoint(s, "RELEASE item", &f) < 0)
		store_break(s, &f);
}

static int find_item(struct store *s, const struct item *i, struct fail *f)
{
	struct query *q = sql_query(s->db, "SELECT n FROM item WHERE path = ?", f);
	int got;

	if (!q)
		return -1;
	bind_blob(q, i->path, strlen(i->path));
	got = query_next(q, f);
	if (got == 1) {
		s->item = take_int(q);
		query_stop(q);
	}
	return got;
}

static int empty_item(struct store *s, struct fail *f)
{
	struct query *q = sql_query(s->db, "DELETE FROM part WHERE item = ?", f);

	if (!q)
		return -1;
	bind_int(q, s->item);
	return query_do(q, f);
}

static int new_item(struct store *s, const struct item *i, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "INSERT INTO item (path, size, mtime_ns, ctime_ns, inode, run, "
				    "seen, retry) VALUES (?, -1, 0, 0, 0, ?, ?, 1)",
				    f);

	if (!q)
		return -1;
	bind_blob(q, i->path, strlen(i->path));
	bind_int(q, s->run);
	bind_int(q, s->run);
	if (query_do(q, f) < 0)
		return -1;
	s->item = sql_last_row(s->db);
	return 0;
}

int store_begin_item(struct store *s, const struct item *i, struct fail *f)
{
	int found;

	assert(s->run);
	if (s->in_item)
		store_drop_item(s);
	if (!sql_in_transaction(s->db) && folder_check_room(s->lock, s->file, f) < 0)
		return -1;
	if (store_batch(s, f) < 0)
		return -1;
	if (savepoint(s, "SAVEPOINT item", f) < 0)
		return store_break(s, f);
	s->in_item = true;
	s->part = 0;
	found = find_item(s, i, f);
	if (found >= 0)
		found = found ? empty_item(s, f) : new_item(s, i, f);
	return found < 0 ? store_break(s, f) : 0;
}

/* The row of a part that waits for its ledger line, or of any: hits of one path share one row. */
static int find_part(struct store *s, const char *path, bool waiting, int64_t *ret, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT n FROM part WHERE item = ? AND path = ? AND "
				    "(? = 0 OR outcome IS NULL) ORDER BY n LIMIT 1",
				    f);
	int got;

	if (!q)
		return -1;
	bind_int(q, s->item);
	bind_text(q, path);
	bind_int(q, waiting);
	got = query_next(q, f);
	if (got == 1) {
		*ret = take_int(q);
		query_stop(q);
	}
	return got;
}

static int new_part(struct store *s, const char *path, int64_t *ret, struct fail *f)
{
	struct query *q = sql_query(s->db, "INSERT INTO part (item, path) VALUES (?, ?)", f);

	if (!q)
		return -1;
	bind_int(q, s->item);
	bind_text(q, path);
	if (query_do(q, f) < 0)
		return -1;
	*ret = sql_last_row(s->db);
	return 0;
}

static int get_part(struct store *s, const char *path, bool waiting, int64_t *ret, struct fail *f)
{
	int found = find_part(s, path, waiting, ret, f);

	return found ? found : new_part(s, path, ret, f);
}

static int write_reasons(struct store *s, int64_t part, const struct ledger_row *row,
			 struct fail *f)
{
	for (size_t i = 0; i < row->n_reasons; i++) {
		const struct store_reason *r = &row->reasons[i];
		struct query *q = sql_query(s->db,
					    "INSERT INTO reason (part, k, inside, reason, says) "
					    "VALUES (?, ?, ?, ?, ?)",
					    f);

		if (!q)
			return -1;
		bind_int(q, part);
		bind_int(q, (int64_t)i);
		bind_text(q, r->part ? r->part : "");
		bind_text(q, reason_word(r->reason));
		bind_text(q, r->text ? r->text : "");
		if (query_do(q, f) < 0)
			return -1;
	}
	return 0;
}

static int write_part(struct store *s, const struct ledger_row *row, struct fail *f)
{
	int64_t part;
	struct query *q;

	if (get_part(s, row->part, true, &part, f) < 0)
		return -1;
	q = sql_query(s->db,
		      "UPDATE part SET sha256 = ?, format = ?, outcome = ?, bytes = ?, "
		      "text_bytes = ?, parts = ?, hits = ?, seconds = ?, dated = ?, date = ?, "
		      "thread = ? WHERE n = ?",
		      f);
	if (!q)
		return -1;
	bind_text(q, row->sha256);
	bind_text(q, row->format);
	bind_text(q, outcome_word(row->outcome));
	bind_int(q, (int64_t)row->bytes);
	bind_int(q, (int64_t)row->text_bytes);
	bind_int(q, (int64_t)row->parts);
	bind_int(q, (int64_t)row->hits);
	bind_real(q, row->seconds);
	bind_text(q, row->dated);
	if (row->dated)
		bind_int(q, row->date);
	else
		bind_null(q);
	bind_text(q, row->thread);
	bind_int(q, part);
	if (query_do(q, f) < 0)
		return -1;
	return write_reasons(s, part, row, f);
}

int store_add_part(struct store *s, const struct ledger_row *part, struct fail *f)
{
	if (s->broken.code)
		return store_batch(s, f);
	assert(s->in_item && *part->part);
	return write_part(s, part, f) < 0 ? store_break(s, f) : 0;
}

static int look_up_pattern(struct store *s, const struct hit *h, int64_t *ret, struct fail *f)
{
	const char *category = h->pattern->category ? h->pattern->category : "";
	struct query *q = sql_query(s->db,
				    "SELECT n FROM pattern "
				    "WHERE name = ? AND type = ? AND category = ?",
				    f);
	int got;

	if (!q)
		return -1;
	bind_text(q, h->pattern->name);
	bind_text(q, hit_type_word(h->type));
	bind_text(q, category);
	got = query_next(q, f);
	if (got == 1) {
		*ret = take_int(q);
		query_stop(q);
	}
	if (got)
		return got;
	q = sql_query(s->db, "INSERT INTO pattern (name, type, category) VALUES (?, ?, ?)", f);
	if (!q)
		return -1;
	bind_text(q, h->pattern->name);
	bind_text(q, hit_type_word(h->type));
	bind_text(q, category);
	if (query_do(q, f) < 0)
		return -1;
	*ret = sql_last_row(s->db);
	return 0;
}

static int get_pattern(struct store *s, const struct hit *h, int64_t *ret, struct fail *f)
{
	unsigned index = h->pattern->index;
	struct pattern_row *row;

	if (index >= s->n_patterns) {
		s->patterns = xrealloc(s->patterns, (index + 1u) * sizeof(*row));
		memset(s->patterns + s->n_patterns, 0,
		       (index + 1u - s->n_patterns) * sizeof(*row));
		s->n_patterns = index + 1u;
	}
	row = &s->patterns[index];
	if (row->pattern != h->pattern || row->type != h->type) {
		if (look_up_pattern(s, h, &row->n, f) < 0)
			return -1;
		row->pattern = h->pattern;
		row->type = h->type;
	}
	*ret = row->n;
	return 0;
}

/* Hits of one part come together, so the last one is nearly always right. */
static int get_hit_part(struct store *s, const char *path, struct fail *f)
{
	if (s->part && !strcmp(s->part_path, path))
		return 0;
	if (get_part(s, path, false, &s->part, f) < 0)
		return -1;
	free(s->part_path);
	s->part_path = xstrdup(path);
	return 0;
}

static int write_hit(struct store *s, const struct hit *h, const uint8_t *id, struct fail *f)
{
	int64_t pattern;
	struct query *q;

	if (get_hit_part(s, h->part, f) < 0 || get_pattern(s, h, &pattern, f) < 0)
		return -1;
	q = sql_query(s->db,
		      "INSERT INTO hit (id, part, pattern, carrier, anchor, anchor_number, "
		      "anchor_name, start_at, end_at, source_offset, source_length, value, normal, "
		      "before, after, why, score, suppressed, polarity, role, manner) "
		      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		      f);
	if (!q)
		return -1;
	bind_blob(q, id, HIT_KEY_LEN);
	bind_int(q, s->part);
	bind_int(q, pattern);
	bind_text(q, carrier_word(h->carrier));
	bind_text(q, anchor_word(h->anchor.kind));
	bind_int(q, h->anchor.number);
	bind_text(q, h->anchor.name);
	bind_int(q, (int64_t)h->start);
	bind_int(q, (int64_t)h->end);
	if (h->has_source) {
		bind_int(q, (int64_t)h->source_offset);
		bind_int(q, (int64_t)h->source_length);
	} else {
		bind_null(q);
		bind_null(q);
	}
	bind_text(q, h->value);
	bind_text(q, h->normal && strcmp(h->normal, h->value) ? h->normal : NULL);
	bind_text(q, h->before ? h->before : "");
	bind_text(q, h->after ? h->after : "");
	bind_text(q, h->why ? h->why : "");
	bind_int(q, h->score);
	bind_int(q, h->suppressed);
	bind_text(q, polarity_word(h->polarity));
	bind_text(q, role_word(h->role));
	bind_text(q, manner_word(h->manner));
	return query_do(q, f);
}

static int write_ties(struct store *s, const struct hit *h, const uint8_t *ids, struct fail *f)
{
	int64_t hit = sql_last_row(s->db);

	for (size_t i = 0; i < h->n_ties; i++) {
		struct query *q = sql_query(s->db,
					    "INSERT INTO tie (hit, k, person, level) "
					    "VALUES (?, ?, ?, ?)",
					    f);

		if (!q)
			return -1;
		bind_int(q, hit);
		bind_int(q, (int64_t)i);
		bind_blob(q, ids + i * HIT_KEY_LEN, HIT_KEY_LEN);
		bind_text(q, tie_level_word(h->ties[i].level));
		if (query_do(q, f) < 0)
			return -1;
	}
	return 0;
}

int store_add_hit(struct store *s, const struct hit *h, const uint8_t *id, const uint8_t *tie_ids,
		  struct fail *f)
{
	if (s->broken.code)
		return store_batch(s, f);
	assert(s->in_item);
	s->batch_hits++;
	if (write_hit(s, h, id, f) < 0 || write_ties(s, h, tie_ids, f) < 0)
		return store_break(s, f);
	return 0;
}

/* What was found in a part is known to the store alone. */
static int count_hits_of_parts(struct store *s, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "UPDATE part SET hits = (SELECT count(*) FROM hit "
				    "WHERE hit.part = part.n) WHERE item = ? AND path > ''",
				    f);

	if (!q)
		return -1;
	bind_int(q, s->item);
	return query_do(q, f);
}

static int finish_item(struct store *s, const struct ledger_row *row, struct fail *f)
{
	const struct item *i = row->item;
	struct query *q = sql_query(s->db,
				    "UPDATE item SET size = ?, mtime_ns = ?, ctime_ns = ?, "
				    "inode = ?, run = ?, seen = ?, gone = NULL, retry = ? "
				    "WHERE n = ?",
				    f);

	if (!q)
		return -1;
	bind_int(q, i->size);
	bind_int(q, i->mtime_ns);
	bind_int(q, i->ctime_ns);
	bind_int(q, (int64_t)i->inode);
	bind_int(q, s->run);
	bind_int(q, s->run);
	bind_int(q, worth_another_try(row));
	bind_int(q, s->item);
	if (query_do(q, f) < 0 || write_part(s, row, f) < 0 || count_hits_of_parts(s, f) < 0)
		return -1;
	return savepoint(s, "RELEASE item", f);
}

int store_end_item(struct store *s, const struct ledger_row *row, struct fail *f)
{
	if (s->broken.code)
		return store_batch(s, f);
	assert(s->in_item && !*row->part);
	if (finish_item(s, row, f) < 0)
		return store_break(s, f);
	s->in_item = false;
	return store_item_done(s, f);
}
