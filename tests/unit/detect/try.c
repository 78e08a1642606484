/* SPDX-License-Identifier: EUPL-1.2 */
/* try.c - a ruleset out of a string, a detector over a string, and what came of it. */
#include "try.h"
#include "base/buf.h"
#include "base/utf8.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint64_t try_max_hits;

struct ruleset *try_load(const char *pack, struct fail *f)
{
	char dir[] = "/tmp/vp-test-XXXXXX";
	struct ruleset *r = NULL;

	cr_assert(mkdtemp(dir));
	char *path = xformat("%s/test.pack", dir);
	FILE *file = fopen(path, "w");
	cr_assert(file);
	fputs(pack, file);
	fclose(file);
	if (ruleset_load(dir, &r, f) < 0)
		r = NULL;
	unlink(path);
	rmdir(dir);
	free(path);
	return r;
}

struct ruleset *try_ruleset(const char *pack)
{
	struct fail f = {0};
	struct ruleset *r = try_load(pack, &f);

	cr_assert(r, "%s", f.text);
	return r;
}

static int keep(void *arg, const struct hit *h)
{
	struct gots *g = arg;

	if (!(g->n & (g->n - 1)))
		g->rows = xrealloc(g->rows, (g->n ? 2 * g->n : 1) * sizeof(*g->rows));
	struct got *row = g->rows + g->n++;
	*row = (struct got){
		.pattern = xstrdup(h->pattern->name),
		.value = xstrdup(h->value),
		.normal = xstrdup(h->normal),
		.why = xstrdup(h->why),
		.before = xstrdup(h->before),
		.after = xstrdup(h->after),
		.type = h->type,
		.start = h->start,
		.end = h->end,
		.score = h->score,
		.suppressed = h->suppressed,
	};
	memcpy(row->key, h->key, sizeof(row->key));
	return 0;
}

static int keep_limit(void *arg, enum reason r, const char *text)
{
	struct gots *g = arg;
	char *more = xformat("%s%s: %s\n", g->limits ? g->limits : "", reason_word(r), text);

	free(g->limits);
	g->limits = more;
	return 0;
}

static struct gots run(const struct ruleset *r, enum engine engine, const char *bytes, size_t len,
		       size_t window, const char *label)
{
	struct gots g = {0};
	struct detector *d = detector_new(r, engine, keep, keep_limit, &g);

	if (try_max_hits)
		detector_set_max_hits(d, try_max_hits);
	detector_begin_item(d, "test");
	detector_document_begin(d, "", "test.txt");
	for (size_t from = 0; from < len;) {
		size_t to = len - from > window ? from + window : len;
		while (to < len && ((unsigned char)bytes[to] & 0xC0) == 0x80)
			to++; /* a window holds a character at least */
		size_t start = from > TEXT_MARGIN ? utf8_floor(bytes, len, from - TEXT_MARGIN) : 0;
		size_t end = len - to > TEXT_MARGIN ? utf8_floor(bytes, len, to + TEXT_MARGIN) : len;
		struct anchor anchor = {0, label ? AT_CELL : AT_LINE, 1, NULL, label};
		/* A copy of its own, so that a look past its end is seen. */
		char *copy = xmalloc(end - start);
		memcpy(copy, bytes + start, end - start);
		struct text t = {
			.part = "", .file_name = "test.txt", .format = "text", .bytes = copy,
			.len = end - start, .base = start, .own_from = from - start,
			.own_to = to - start, .last = to == len, .anchors = &anchor, .n_anchors = 1,
		};
		cr_assert_eq(detector_run(d, &t), 0);
		free(copy);
		from = to;
	}
	detector_document_end(d);
	detector_end_item(d);
	detector_free(d);
	return g;
}

struct gots try_text(const struct ruleset *r, enum engine engine, const char *bytes, size_t len)
{
	return run(r, engine, bytes, len, TEXT_WINDOW, NULL);
}

struct gots try_windows(const struct ruleset *r, enum engine engine, const char *bytes, size_t len,
			size_t window)
{
	return run(r, engine, bytes, len, window, NULL);
}

struct gots try_cell(const struct ruleset *r, const char *label, const char *bytes)
{
	return run(r, ENGINE_FULL, bytes, strlen(bytes), TEXT_WINDOW, label);
}

const struct got *try_find(const struct gots *g, const char *pattern, const char *value)
{
	for (size_t i = 0; i < g->n; i++)
		if (!strcmp(g->rows[i].pattern, pattern) && !strcmp(g->rows[i].value, value))
			return g->rows + i;
	return NULL;
}

bool try_equal(const struct gots *a, const struct gots *b)
{
	for (size_t i = 0; i < a->n || i < b->n; i++) {
		const struct got *x = i < a->n ? a->rows + i : NULL, *y = i < b->n ? b->rows + i : NULL;

		if (x && y && !strcmp(x->pattern, y->pattern) && !strcmp(x->value, y->value) &&
		    !strcmp(x->why, y->why) && !strcmp(x->before, y->before) &&
		    !strcmp(x->after, y->after) && x->start == y->start && x->end == y->end &&
		    x->score == y->score && x->suppressed == y->suppressed &&
		    !memcmp(x->key, y->key, sizeof(x->key)))
			continue;
		fprintf(stderr, "differs at %zu: %s '%s' %lu %s | %s '%s' %lu %s\n", i,
			x ? x->pattern : "-", x ? x->value : "", x ? (unsigned long)x->start : 0,
			x ? x->why : "", y ? y->pattern : "-", y ? y->value : "",
			y ? (unsigned long)y->start : 0, y ? y->why : "");
		return false;
	}
	return true;
}

void try_free(struct gots *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct got *row = g->rows + i;

		free(row->pattern);
		free(row->value);
		free(row->normal);
		free(row->why);
		free(row->before);
		free(row->after);
	}
	free(g->rows);
	free(g->limits);
	*g = (struct gots){0};
}
