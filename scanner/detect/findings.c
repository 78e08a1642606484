/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/findings.c - the findings of one document, and how each is filled in. */
#include "detect/finding.h"
#include "base/utf8.h"
#include "text/fold.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT 80 /* characters on each side */

struct findings *findings_new(void)
{
	struct findings *f = xcalloc(1, sizeof(*f));

	f->arena = arena_new(SIZE_MAX);
	return f;
}

void findings_clear(struct findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		buf_free(&f->rows[i].why);
	f->n = 0;
	f->n_lanes = 0;
	memset(f->kept, 0, sizeof(f->kept));
	memset(f->lane_slots, 0, sizeof(f->lane_slots));
	arena_rewind(f->arena, 0);
}

void findings_free(struct findings *f)
{
	if (!f)
		return;
	findings_clear(f);
	arena_free(f->arena);
	free(f->rows);
	free(f->lanes);
	free(f);
}

static const char *keep(struct arena *a, const char *s)
{
	return arena_copy(a, s ? s : "", s ? strlen(s) : 0);
}

const struct lane *findings_lane(struct findings *f, const struct text *t)
{
	size_t slot = (fold_hash(t->part, strlen(t->part)) + t->carrier) % LANE_SLOTS;

	for (struct lane *l = f->lane_slots[slot]; l; l = l->next)
		if (l->carrier == t->carrier && !strcmp(l->part, t->part))
			return l;
	struct lane *l = arena_get(f->arena, sizeof(*l));
	*l = (struct lane){
		.part = keep(f->arena, t->part),
		.carrier = t->carrier,
		.format = keep(f->arena, t->format),
		.file_name = keep(f->arena, t->file_name),
		.index = (unsigned)f->n_lanes,
		.next = f->lane_slots[slot],
	};
	f->lane_slots[slot] = l;
	/* Room grows by doubling: 1, 2, 4 ... */
	if (!(f->n_lanes & (f->n_lanes - 1)))
		f->lanes = xrealloc(f->lanes, (f->n_lanes ? 2 * f->n_lanes : 1) * sizeof(*f->lanes));
	f->lanes[f->n_lanes++] = l;
	return l;
}

static size_t back_characters(const char *s, size_t at, unsigned n)
{
	while (at && n--) {
		at--;
		while (at && ((unsigned char)s[at] & 0xC0) == 0x80)
			at--;
	}
	return at;
}

static size_t on_characters(const char *s, size_t len, size_t at, unsigned n)
{
	while (at < len && n--) {
		at++;
		while (at < len && ((unsigned char)s[at] & 0xC0) == 0x80)
			at++;
	}
	return at;
}

static void fill_strings(struct findings *all, struct finding *f, const struct text *t, size_t from,
			 size_t to)
{
	struct buf normal = {0};
	size_t before = back_characters(t->bytes, from, CONTEXT);
	size_t after = on_characters(t->bytes, t->len, to, CONTEXT);

	fold_value(&normal, t->bytes + from, to - from);
	f->value = arena_copy(all->arena, t->bytes + from, to - from);
	f->normal = arena_copy(all->arena, normal.bytes, normal.len);
	f->before = arena_copy(all->arena, t->bytes + before, from - before);
	f->after = arena_copy(all->arena, t->bytes + to, after - to);
	buf_free(&normal);
}

static void fill_bounds(struct findings *all, struct finding *f, const struct text *t, size_t from,
			size_t to)
{
	size_t s_from, s_to, p_from, p_to;

	text_sentence(t, from, &s_from, &s_to);
	text_paragraph(t, from, &p_from, &p_to);
	s_to = s_to < to ? to : s_to;
	p_to = p_to < to ? to : p_to;
	f->sentence_from = t->base + s_from;
	f->sentence_to = t->base + s_to;
	f->paragraph_from = t->base + p_from;
	f->paragraph_to = t->base + p_to;
	f->sentence = sentence_keep(all, f->lane, t, from, to, s_from, s_to);
}

struct finding *findings_add(struct findings *all, const struct pattern *p, const struct text *t,
			     size_t from, size_t to)
{
	assert(from < to && to <= t->len);
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 64;
		all->rows = xrealloc(all->rows, all->room * sizeof(*all->rows));
	}
	struct finding *f = all->rows + all->n++;
	*f = (struct finding){
		.pattern = p,
		.type = p->type,
		.lane = findings_lane(all, t),
		.start = t->base + from,
		.end = t->base + to,
		.score = p->score,
		.in_shadow = text_in_shadow(t, from, to),
	};
	if (t->n_anchors) {
		f->anchor = *text_anchor(t, from);
		f->anchor.name = f->anchor.name ? keep(all->arena, f->anchor.name) : NULL;
		f->anchor.label = f->anchor.label ? keep(all->arena, f->anchor.label) : NULL;
	}
	f->has_source = text_source(t, from, to, &f->source_offset, &f->source_length);
	fill_strings(all, f, t, from, to);
	fill_bounds(all, f, t, from, to);
	return f;
}

static void add_term(struct finding *f, int points, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));
static void add_term(struct finding *f, int points, const char *format, va_list args)
{
	char term[200];

	vsnprintf(term, sizeof(term), format, args);
	/* A word quoted in a term may have been cut off in the middle of a letter. */
	term[utf8_valid_prefix(term, strlen(term))] = '\0';
	if (f->why.len)
		buf_add_str(&f->why, "; ");
	if (points)
		buf_add_format(&f->why, "%+d ", points);
	buf_add_str(&f->why, term);
}

void finding_why(struct finding *f, int points, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_term(f, points, format, args);
	va_end(args);
	f->score += points;
}

void finding_suppress(struct finding *f, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_term(f, 0, format, args);
	va_end(args);
	f->suppressed = true;
}
