/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/split.c - a mailbox in stretches: looked through, handed out, joined again. */
#include "scan/split.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct split {
	struct item *item;
	int fd;
	struct stat before;
	const struct scan_plan *plan;
	struct result *survey; /* its borders, and the digest of the whole */
	struct result **pieces;
	size_t n, taken;
	atomic_size_t left; /* that are not read yet */
};

/* A result that borrows its item. */
static struct result *piece_new(struct item *item, uint64_t bytes)
{
	struct result *r = result_new();

	r->is_piece = true;
	r->item = item;
	r->bytes = bytes;
	return r;
}

static struct result *look_through(const struct executor *e, struct result *r, int fd, int *error,
				   struct fail *f)
{
	const struct unit u = { .path = r->item->path, .fd = fd, .size = r->bytes,
				.step = STRETCH_BYTES };
	struct result *survey = piece_new(r->item, r->bytes);

	*error = e->read(e->self, &u, survey, f);
	r->dropped |= survey->dropped;
	if (!*error && !r->dropped && survey->n_borders && survey->has_digest)
		return survey;
	result_free(survey);
	return NULL;
}

struct split *split_new(const struct executor *e, struct result *r, int fd, const struct stat *st,
			int *error, struct fail *f)
{
	struct result *survey = NULL;

	*error = 0;
	if (r->bytes > STRETCH_BYTES)
		survey = look_through(e, r, fd, error, f);
	if (!survey)
		return NULL;
	struct split *s = xcalloc(1, sizeof(*s));
	s->item = r->item;
	s->fd = fd;
	s->before = *st;
	s->plan = e->plan;
	s->survey = survey;
	s->n = survey->n_borders + 1;
	s->pieces = xcalloc(s->n, sizeof(struct result *));
	atomic_init(&s->left, s->n);
	r->item = NULL;
	return s;
}

size_t split_take(struct split *s, bool *more)
{
	size_t stretch = s->taken++;

	*more = s->taken < s->n;
	return stretch;
}

const char *split_path(const struct split *s)
{
	return s->item->path;
}

static struct unit unit_of(const struct split *s, size_t i)
{
	const struct border *b = s->survey->borders;
	struct unit u = { .path = s->item->path, .fd = s->fd, .size = s->survey->bytes };

	u.from = i ? b[i - 1].at : 0;
	u.number = i ? b[i - 1].number - 1 : 0;
	u.to = i + 1 < s->n ? b[i].at - b[i].blank : u.size;
	return u;
}

static struct result *join(struct split *s)
{
	struct result *r = result_new();

	r->item = s->item;
	r->bytes = s->survey->bytes;
	r->has_digest = true;
	memcpy(r->digest, s->survey->digest, DIGEST_LEN);
	for (size_t i = 0; i < s->n; i++)
		r->has_digest &= s->pieces[i]->has_digest;
	result_join(r, s->pieces, s->n, s->plan->ruleset,
		    s->plan->max_hits ? s->plan->max_hits : DETECT_MOST_HITS);
	item_check(r, s->fd, &s->before);
	close(s->fd);
	result_free(s->survey);
	free(s);
	return r;
}

struct result *split_read(struct split *s, const struct executor *e, size_t stretch, bool stopped)
{
	const struct unit u = unit_of(s, stretch);
	struct result *r = s->pieces[stretch] = piece_new(s->item, s->survey->bytes);

	if (stopped)
		r->dropped = true;
	else if (e->read(e->self, &u, r, &r->fail) < 0)
		r->failed = true;
	return atomic_fetch_sub(&s->left, 1) == 1 ? join(s) : NULL;
}
