/* SPDX-License-Identifier: EUPL-1.2 */
/* store/documents.c - which document a part belongs to, and what is known of it. */
#include <string.h>
#include "store/inside.h"

static const char *keep(struct arena *a, const char *s)
{
	return s ? arena_copy(a, s, strlen(s)) : NULL;
}

/* 1 if there is a document of this path, 0 if not. */
static int look_up(struct store *s, const char *path, const char *part, struct home_row *ret,
		   struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT format, sha256, dated, date, thread FROM part "
				    "WHERE item = (SELECT n FROM item WHERE path = ?) AND path = ?2 "
				    "AND outcome IS NOT NULL AND (sha256 IS NOT NULL OR ?2 = '')",
				    f);
	int got;

	if (!q)
		return -1;
	bind_blob(q, path, strlen(path));
	bind_text(q, part);
	got = query_next(q, f);
	if (got != 1)
		return got;
	ret->part = part;
	ret->format = keep(s->arena, take_text(q));
	ret->sha256 = keep(s->arena, take_text_or_null(q));
	ret->dated = keep(s->arena, take_text_or_null(q));
	ret->date = take_int(q);
	ret->thread = keep(s->arena, take_text_or_null(q));
	query_stop(q);
	return 1;
}

int store_find_document(struct store *s, const char *path, const char *part,
			struct home_row *ret, struct fail *f)
{
	char *at = arena_copy(s->arena, part, strlen(part));

	for (;;) {
		int got = look_up(s, path, at, ret, f);

		if (got)
			return got < 0 ? -1 : 0;
		if (!*at)
			break;
		char *step = strrchr(at, '!');
		at = arena_copy(s->arena, at, step ? (size_t)(step - at) : 0);
	}
	*ret = (struct home_row){ .part = "", .format = "unknown" };
	return 0;
}

/* How many there were. */
static int tell_correspondents(struct store *s, const char *path, const char *part,
			       correspondent_fn *row, void *arg, struct fail *f)
{
	struct query *q = sql_query(
		s->db,
		"SELECT anchor_name, value FROM hit JOIN pattern ON pattern.n = hit.pattern "
		"WHERE part IN (SELECT part.n FROM part JOIN item ON item.n = part.item "
		"WHERE item.path = ? AND part.path = ?) "
		"AND carrier = 'header' AND type = 'email' AND NOT suppressed ORDER BY start_at",
		f);
	int got, told = 0, n = 0;

	if (!q)
		return -1;
	bind_blob(q, path, strlen(path));
	bind_text(q, part);
	while (!told && (got = query_next(q, f)) == 1) {
		const char *field = take_text(q);

		told = row(arg, field, take_text(q));
		n++;
	}
	if (told)
		query_stop(q);
	return told < 0 || got < 0 ? -1 : n;
}

int store_each_correspondent(struct store *s, const char *path, const char *part,
			     correspondent_fn *row, void *arg, struct fail *f)
{
	char *at = arena_copy(s->arena, part, strlen(part));

	for (;;) {
		int n = tell_correspondents(s, path, at, row, arg, f);

		if (n || !*at)
			return n < 0 ? -1 : 0;
		char *step = strrchr(at, '!');
		*(step ? step : at) = '\0';
	}
}
