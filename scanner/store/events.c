/* SPDX-License-Identifier: EUPL-1.2 */
/* store/events.c - the log of what people decided: a chain that is only ever added to. */
#include <stdio.h>
#include <string.h>
#include "base/digest.h"
#include "store/inside.h"
#include "store/people.h"

#define CHAIN_HEX (2 * DIGEST_LEN + 1)

static void add_field(struct digest *d, const char *s)
{
	digest_add(d, s, strlen(s) + 1); /* with its end, so that no two rows read alike */
}

static void link_event(char to[CHAIN_HEX], const char *before, const struct event_row *e)
{
	AUTO(digest) d = digest_new();
	uint8_t sum[DIGEST_LEN];
	char numbers[64];

	snprintf(numbers, sizeof(numbers), "%lld %lld", (long long)e->n, (long long)e->at);
	add_field(d, before);
	add_field(d, numbers);
	add_field(d, e->actor);
	add_field(d, e->kind);
	add_field(d, e->about);
	add_field(d, e->reason);
	digest_end(d, sum);
	hex_print(to, sum, DIGEST_LEN);
}

static int last_event(struct store *s, int64_t *n, char chain[CHAIN_HEX], struct fail *f)
{
	struct query *q = sql_query(s->db, "SELECT n, chain FROM event ORDER BY n DESC LIMIT 1", f);
	int got = q ? query_next(q, f) : -1;

	*n = 0;
	*chain = '\0';
	if (got == 1) {
		*n = take_int(q);
		snprintf(chain, CHAIN_HEX, "%s", take_text(q));
		query_stop(q);
	}
	return got < 0 ? -1 : 0;
}

int people_add_event(struct store *s, const struct event_row *e, int64_t *n, struct fail *f)
{
	char before[CHAIN_HEX], chain[CHAIN_HEX];
	struct event_row row = *e;
	struct query *q;

	if (last_event(s, &row.n, before, f) < 0)
		return -1;
	row.n++;
	link_event(chain, before, &row);
	q = sql_query(s->db,
		      "INSERT INTO event (n, at, actor, kind, about, reason, chain) "
		      "VALUES (?, ?, ?, ?, ?, ?, ?)",
		      f);
	if (!q)
		return -1;
	bind_int(q, row.n);
	bind_int(q, row.at);
	bind_text(q, row.actor);
	bind_text(q, row.kind);
	bind_text(q, row.about);
	bind_text(q, row.reason);
	bind_text(q, chain);
	*n = row.n;
	return query_do(q, f);
}

static struct query *select_events(struct store *s, struct fail *f)
{
	return sql_query(
		s->db, "SELECT n, at, actor, kind, about, reason, chain FROM event ORDER BY n", f);
}

static struct event_row take_event(struct query *q)
{
	struct event_row e = {.n = take_int(q)};

	e.at = take_int(q);
	e.actor = take_text(q);
	e.kind = take_text(q);
	e.about = take_text(q);
	e.reason = take_text(q);
	return e;
}

int people_each_event(struct store *s, event_fn *row, void *arg, struct fail *f)
{
	struct query *q = select_events(s, f);
	int got = 0, told = 0;

	while (q && !told && (got = query_next(q, f)) == 1) {
		struct event_row e = take_event(q);

		told = row(arg, &e);
	}
	if (told)
		query_stop(q);
	return !q || told < 0 || got < 0 ? -1 : 0;
}

int people_check_events(struct store *s, int64_t *broken, struct fail *f)
{
	struct query *q = select_events(s, f);
	char before[CHAIN_HEX] = "", chain[CHAIN_HEX];
	int64_t expected = 1;
	int got = 0;

	*broken = 0;
	while (q && (got = query_next(q, f)) == 1) {
		struct event_row e = take_event(q);
		const char *stored = take_text(q);

		link_event(chain, before, &e);
		if (e.n != expected++ || strcmp(chain, stored) != 0) {
			*broken = e.n;
			query_stop(q);
			return 0;
		}
		snprintf(before, sizeof(before), "%s", stored);
	}
	return !q || got < 0 ? -1 : 0;
}
