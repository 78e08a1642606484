/* SPDX-License-Identifier: EUPL-1.2 */
/* store/walked.c - what a walk over the share tells: read before, still there, gone. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "store/inside.h"

size_t path_prefix_len(const char *prefix)
{
	size_t len = strlen(prefix);

	while (len && prefix[len - 1] == '/')
		len--;
	return len;
}

int path_covered(const char *prefix, const char *path, size_t len)
{
	size_t want = prefix ? path_prefix_len(prefix) : 0;
	int order;

	if (!prefix)
		return 1;
	order = memcmp(path, prefix, len < want ? len : want);
	if (order)
		return order > 0 ? -1 : 0;
	if (len < want)
		return 0;
	return len == want || path[want] == '/';
}

bool store_is_done(struct store *s, const struct item *i)
{
	struct fail ignored; /* what is wrong with the store, the writer will say */
	struct query *q;
	bool done;

	if (!s->digest || !s->glance)
		return false;
	q = sql_query(s->glance,
		      "SELECT 1 FROM item JOIN run ON run.n = item.run WHERE item.path = ? "
		      "AND item.size = ? AND item.mtime_ns = ? AND item.ctime_ns = ? "
		      "AND item.inode = ? AND NOT item.retry AND run.digest = ?",
		      &ignored);
	if (!q)
		return false;
	bind_blob(q, i->path, strlen(i->path));
	bind_int(q, i->size);
	bind_int(q, i->mtime_ns);
	bind_int(q, i->ctime_ns);
	bind_int(q, (int64_t)i->inode);
	bind_text(q, s->digest);
	done = query_next(q, &ignored) == 1;
	query_stop(q);
	return done;
}

bool store_is_given_up(struct store *s, const struct item *i)
{
	struct fail ignored;
	struct query *q;
	bool given_up;

	if (!store_is_done(s, i))
		return false;
	q = sql_query(s->glance,
		      "SELECT 1 FROM item JOIN part ON part.item = item.n AND part.path = '' "
		      "JOIN reason ON reason.part = part.n WHERE item.path = ? "
		      "AND reason.reason IN ('worker-crash', 'worker-timeout')",
		      &ignored);
	if (!q)
		return false;
	bind_blob(q, i->path, strlen(i->path));
	given_up = query_next(q, &ignored) == 1;
	query_stop(q);
	return given_up;
}

int store_seen(struct store *s, const struct item *i, struct fail *f)
{
	struct query *q;

	if (store_batch(s, f) < 0)
		return -1;
	assert(s->run && !s->in_item);
	q = sql_query(s->db, "UPDATE item SET seen = ?, gone = NULL WHERE path = ?", f);
	if (!q)
		return store_break(s, f);
	bind_int(q, s->run);
	bind_blob(q, i->path, strlen(i->path));
	if (query_do(q, f) < 0)
		return store_break(s, f);
	return store_item_done(s, f);
}

/* Paths below a folder lie between "folder/" and "folder0": the byte after the slash. */
static int mark_below(struct store *s, const char *literal, const char *path, size_t len,
		      struct fail *f)
{
	struct query *q = sql_query(s->db, literal, f);
	char *from, *to;
	int result;

	if (!q)
		return -1;
	from = xformat("%.*s/", (int)len, path);
	to = xformat("%.*s0", (int)len, path);
	bind_int(q, s->run);
	bind_blob(q, from, strlen(from));
	bind_blob(q, to, strlen(to));
	bind_int(q, s->run);
	result = query_do(q, f);
	free(from);
	free(to);
	return result;
}

/* A folder that could not be listed, or a share that is not there, says nothing about what is
 * below: those rows count as seen. */
static int spare_unlisted(struct store *s, const char *root, struct fail *f)
{
	static const char literal[] = "UPDATE item SET seen = ? "
				      "WHERE path > ? AND path < ? AND seen < ?";
	struct query *q = sql_query(s->db,
				    "SELECT item.path FROM item JOIN part ON part.item = item.n "
				    "AND part.path = '' WHERE item.path >= ? AND item.seen = ? "
				    "AND part.outcome = 'failed' ORDER BY item.path",
				    f);
	int got, covered = 1;

	if (!q)
		return -1;
	bind_blob(q, root, path_prefix_len(root));
	bind_int(q, s->run);
	while ((got = query_next(q, f)) == 1) {
		size_t len;
		const char *path = take_blob(q, &len);

		covered = path_covered(root, path, len);
		if (covered < 0 || (covered && mark_below(s, literal, path, len, f) < 0))
			break;
	}
	if (got == 1)
		query_stop(q);
	return got == 1 && covered >= 0 ? -1 : got < 0 ? -1 : 0;
}

int store_sweep(struct store *s, const char *root, struct fail *f)
{
	static const char below[] = "UPDATE item SET gone = ? WHERE path > ? AND path < ? "
				    "AND seen < ? AND gone IS NULL";
	struct query *q;

	if (store_batch(s, f) < 0)
		return -1;
	assert(s->run && !s->in_item);
	if (spare_unlisted(s, root, f) < 0 ||
	    mark_below(s, below, root, path_prefix_len(root), f) < 0)
		return store_break(s, f);
	q = sql_query(s->db,
		      "UPDATE item SET gone = ? WHERE path = ? AND seen < ? AND gone IS NULL", f);
	if (!q)
		return store_break(s, f);
	bind_int(q, s->run);
	bind_blob(q, root, path_prefix_len(root));
	bind_int(q, s->run);
	if (query_do(q, f) < 0)
		return store_break(s, f);
	return store_checkpoint(s, f);
}
