/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/hits.c - reading hits in the order of reports.
 *
 * Files by path, their parts by path, the hits of a part by where they start: each step follows
 * an index, so that nothing is sorted but hits that start at the same byte.
 */
#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "store/inside.h"

#define ID_HEX (2 * HIT_KEY_LEN + 1)

struct reading {
	struct store *s;
	const struct hit_query *query;
	hit_row_fn *row;
	void *arg;
	bool by_id;
	uint8_t id[HIT_KEY_LEN];
};

/* The words of our enums, the other way. Only a damaged store has others; they read as the first. */
#define FROM_WORD(kind, last)                                                                      \
	static int kind##_from_word(const char *word)                                              \
	{                                                                                          \
		for (int i = 0; word && i <= (int)(last); i++) {                                   \
			const char *known = kind##_word(i);                                        \
			if (known && !strcmp(known, word))                                         \
				return i;                                                          \
		}                                                                                  \
		return 0;                                                                          \
	}
FROM_WORD(anchor, AT_MESSAGE)
FROM_WORD(polarity, POLARITY_ATTRIBUTED)
FROM_WORD(role, ROLE_UNKNOWN)
FROM_WORD(manner, MANNER_DERIVABLE)
FROM_WORD(tie_level, TIE_DOCUMENT)

static bool parse_id(const char *hex, uint8_t id[HIT_KEY_LEN])
{
	return strlen(hex) == 2 * HIT_KEY_LEN && hex_parse(id, hex, HIT_KEY_LEN);
}

static char *hex_of(struct arena *a, struct query *q)
{
	char *hex = arena_get(a, ID_HEX);
	size_t len;
	const void *bytes = take_blob(q, &len);

	if (len == HIT_KEY_LEN)
		hex_print(hex, bytes, len);
	return hex;
}

/* The hit's row number in the table comes last, for its ties. */
int64_t take_hit(struct arena *a, struct query *q, struct hit_row *row)
{
	struct hit *h = &row->hit;
	int type, carrier;
	const char *word;

	row->id = hex_of(a, q);
	row->pattern_name = take_text(q);
	type = hit_type_from_word(take_text(q));
	h->type = type < 0 ? 0 : (enum hit_type)type;
	word = take_text(q);
	row->category = *word ? word : NULL;
	word = take_text(q);
	carrier = carrier_from_word(word, strlen(word));
	h->carrier = carrier < 0 ? 0 : (enum carrier)carrier;
	h->anchor.kind = (enum anchor_kind)anchor_from_word(take_text(q));
	h->anchor.number = (uint32_t)take_int(q);
	h->anchor.name = take_text_or_null(q);
	h->start = (uint64_t)take_int(q);
	h->end = (uint64_t)take_int(q);
	h->has_source = !take_is_null(q);
	h->source_offset = (uint64_t)take_int(q);
	h->source_length = (uint64_t)take_int(q);
	h->value = take_text(q);
	h->normal = take_text(q);
	h->before = take_text(q);
	h->after = take_text(q);
	h->why = take_text(q);
	h->score = (int)take_int(q);
	h->suppressed = take_int(q);
	h->polarity = (enum polarity)polarity_from_word(take_text(q));
	h->role = (enum role)role_from_word(take_text(q));
	h->manner = (enum manner)manner_from_word(take_text(q));
	return take_int(q);
}

int read_ties(struct store *s, int64_t hit, struct hit_row *row, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT person, level, count(*) OVER () FROM tie "
				    "WHERE hit = ? ORDER BY k",
				    f);
	const char **ids = NULL;
	struct tie *ties = NULL;
	int got;

	if (!q)
		return -1;
	bind_int(q, hit);
	while ((got = query_next(q, f)) == 1) {
		const char *id = hex_of(s->arena, q);
		int level = tie_level_from_word(take_text(q));
		size_t n = (size_t)take_int(q), i = row->hit.n_ties;

		if (!ties) {
			ids = arena_get(s->arena, n * sizeof(*ids));
			ties = arena_get(s->arena, n * sizeof(*ties));
		}
		ids[i] = id;
		ties[i].level = (enum tie_level)level;
		parse_id(id, ties[i].key);
		row->hit.n_ties++;
	}
	row->tied_ids = ids;
	row->hit.ties = ties;
	return got;
}

static void bind_maybe(struct query *q, const char *s)
{
	bind_text(q, s);
	bind_text(q, s);
}

static struct query *select_hits(const struct reading *r, int64_t part, struct fail *f)
{
	struct query *q = sql_query(
		r->s->db,
		"SELECT " HIT_COLUMNS " FROM hit CROSS JOIN pattern ON pattern.n = hit.pattern "
		"WHERE part = ? AND score >= ? AND (NOT suppressed OR ?) "
		"AND (? IS NULL OR type = ?) AND (? IS NULL OR category = ?) "
		"AND (? IS NULL OR name = ?) AND (? = 0 OR hit.id = ?) "
		"ORDER BY start_at, type, carrier, end_at, hit.id",
		f);

	if (!q)
		return NULL;
	bind_int(q, part);
	bind_int(q, r->query->min_score);
	bind_int(q, r->query->suppressed);
	bind_maybe(q, r->query->type);
	bind_maybe(q, r->query->category);
	bind_maybe(q, r->query->pattern);
	bind_int(q, r->by_id);
	bind_blob(q, r->id, HIT_KEY_LEN);
	return q;
}

static int each_of_part(const struct reading *r, const char *path, int64_t part, const char *inside,
			struct fail *f)
{
	struct query *q = select_hits(r, part, f);
	int got, told = 0;

	if (!q)
		return -1;
	while ((got = query_next(q, f)) == 1) {
		size_t mark = arena_mark(r->s->arena);
		struct hit_row row = {.path = path, .hit = {.part = inside}};
		int64_t hit = take_hit(r->s->arena, q, &row);

		told = row.hit.type == TYPE_INDICATOR ? read_ties(r->s, hit, &row, f) : 0;
		if (!told)
			told = r->row(r->arg, &row);
		arena_rewind(r->s->arena, mark);
		if (told < 0)
			break;
	}
	if (got == 1)
		query_stop(q);
	return told < 0 ? told : got;
}

static int each_part(const struct reading *r, struct fail *f)
{
	const char *prefix = r->query->path_prefix;
	struct query *q = sql_query(r->s->db,
				    "SELECT item.path, part.n, part.path FROM item "
				    "CROSS JOIN part ON part.item = item.n "
				    "WHERE item.path >= ? AND item.gone IS NULL "
				    "ORDER BY item.path, part.path",
				    f);
	int got, told = 0;

	if (!q)
		return -1;
	bind_blob(q, prefix, prefix ? path_prefix_len(prefix) : 0);
	while ((got = query_next(q, f)) == 1) {
		size_t len, mark = arena_mark(r->s->arena);
		const char *bytes = take_blob(q, &len);
		int covered = path_covered(prefix, bytes, len);
		int64_t part = take_int(q);

		if (covered < 0)
			break;
		if (covered)
			told = each_of_part(r, arena_copy(r->s->arena, bytes, len), part,
					    take_text(q), f);
		arena_rewind(r->s->arena, mark);
		if (told < 0)
			break;
	}
	if (got == 1)
		query_stop(q);
	return told < 0 ? told : got < 0 ? -1 : 0;
}

int store_each_hit(struct store *s, const struct hit_query *query, hit_row_fn *row, void *arg,
		   struct fail *f)
{
	struct reading r = {.s = s, .query = query, .row = row, .arg = arg, .by_id = query->id};
	bool own;
	int result;

	if (query->id && !parse_id(query->id, r.id))
		return fail_set(f, EXIT_USAGE, "the id of a hit is 32 hexadecimal digits");
	if (store_begin_reading(s, &own, f) < 0)
		return -1;
	result = each_part(&r, f);
	store_end_reading(s, own);
	return result;
}
