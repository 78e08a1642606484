/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/lane.c - one lane of text, given out in windows.
 *
 *   bytes   [ margin | own text ............ | margin ]
 *           ^0       ^own_from               ^cut     ^cut + TEXT_MARGIN
 *
 * A window is due when a margin's worth stands behind the furthest possible cut. The cut is after
 * the last line end in the second half of the window, else at a code point: it depends on the
 * text alone. After a window, all but a margin before the cut is dropped.
 */
#include "base/utf8.h"
#include "format/core.h"
#include <stdlib.h>
#include <string.h>

#define WINDOW_FULL (TEXT_WINDOW + TEXT_MARGIN)

struct text_lane *lane_new(void)
{
	struct text_lane *l = xcalloc(1, sizeof(*l));

	l->names = arena_new(SIZE_MAX);
	l->old_names = arena_new(SIZE_MAX);
	return l;
}

void lane_reset(struct text_lane *l)
{
	buf_clear(&l->text);
	l->base = l->own_from = 0;
	l->n_anchors = l->n_spans = l->n_shadows = 0;
	l->quote_level = 0;
	l->in_shadow = false;
	l->after_cr = false;
	arena_rewind(l->names, 0);
}

void lane_free(struct text_lane *l)
{
	if (!l)
		return;
	buf_free(&l->text);
	arena_free(l->names);
	arena_free(l->old_names);
	free(l->anchors);
	free(l->spans);
	free(l->shadows);
	free(l);
}

/* Room for one more row of an array. */
static void *grow(void *rows, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return rows;
	*room = *room ? 2 * *room : 16;
	return xrealloc(rows, *room * size);
}

static const char *keep(struct arena *a, const char *s)
{
	return s ? arena_copy(a, s, strlen(s)) : NULL;
}

void lane_anchor(struct text_lane *l, enum anchor_kind kind, uint32_t number, const char *name,
		 const char *label)
{
	if (l->n_anchors && l->anchors[l->n_anchors - 1].at == l->text.len)
		l->n_anchors--;
	l->anchors = grow(l->anchors, l->n_anchors, &l->anchor_room, sizeof(*l->anchors));
	l->anchors[l->n_anchors++] = (struct anchor){
		.at = l->text.len,
		.kind = kind,
		.number = number,
		.name = keep(l->names, name),
		.label = keep(l->names, label),
	};
}

void lane_span(struct text_lane *l, uint64_t source, uint8_t unit)
{
	struct span *last = l->n_spans ? l->spans + l->n_spans - 1 : NULL;

	if (last && last->source == NO_SOURCE && source == NO_SOURCE)
		return;
	if (last && unit && last->unit == unit && source != NO_SOURCE && last->source != NO_SOURCE &&
	    last->source + (l->text.len - last->at) * unit == source)
		return;
	/* A zero-length close of the last stretch is taken over by what really follows. */
	if (last && last->at == l->text.len && last->source == source)
		l->n_spans--;
	l->spans = grow(l->spans, l->n_spans, &l->span_room, sizeof(*l->spans));
	l->spans[l->n_spans++] = (struct span){ l->text.len, source, unit };
}

void lane_shadow(struct text_lane *l, bool on)
{
	if (on == l->in_shadow)
		return;
	l->in_shadow = on;
	if (!on) {
		l->shadows[l->n_shadows - 1].to = l->text.len;
		return;
	}
	l->shadows = grow(l->shadows, l->n_shadows, &l->shadow_room, sizeof(*l->shadows));
	l->shadows[l->n_shadows++] = (struct shadow){ l->text.len, SIZE_MAX };
}

size_t lane_room(const struct text_lane *l)
{
	size_t full = l->own_from + WINDOW_FULL;

	return l->text.len < full ? full - l->text.len : 1;
}

static size_t find_cut(const struct text_lane *l)
{
	const char *from = l->text.bytes + l->own_from + TEXT_WINDOW / 2;
	const char *line_end = memrchr(from, '\n', TEXT_WINDOW / 2);

	if (line_end)
		return (size_t)(line_end + 1 - l->text.bytes);
	return utf8_floor(l->text.bytes, l->text.len, l->own_from + TEXT_WINDOW);
}

/* How many rows of an array stand at or before an offset. Rows are ordered by it, and it is the
 * first thing in each. */
static size_t rows_until(const void *rows, size_t n, size_t row_size, size_t limit)
{
	for (size_t at; n; n--) {
		memcpy(&at, (const char *)rows + (n - 1) * row_size, sizeof(at));
		if (at <= limit)
			break;
	}
	return n;
}
#define ROWS_UNTIL(rows, n, limit) rows_until(rows, n, sizeof(*(rows)), limit)

bool lane_window(struct text_lane *l, bool last, struct text *t)
{
	size_t len = l->text.len;

	if (!last && len < l->own_from + WINDOW_FULL)
		return false;
	/* The end of the lane may hold more than one window. */
	if (last && len < l->own_from + WINDOW_FULL) {
		if (l->own_from == len)
			return false;
		t->own_to = len;
		t->last = true;
	} else {
		t->own_to = find_cut(l);
		len = utf8_floor(l->text.bytes, len, t->own_to + TEXT_MARGIN);
		t->last = false;
	}
	if (!l->n_anchors || l->anchors[0].at) {
		/* Text before the first anchor: its place is its offset. */
		l->anchors = grow(l->anchors, l->n_anchors, &l->anchor_room, sizeof(*l->anchors));
		memmove(l->anchors + 1, l->anchors, l->n_anchors++ * sizeof(*l->anchors));
		l->anchors[0] = (struct anchor){ .kind = AT_BYTE };
	}
	t->bytes = l->text.bytes ? l->text.bytes : "";
	t->len = len;
	t->base = l->base;
	t->own_from = l->own_from;
	t->quote_level = l->quote_level;
	t->anchors = l->anchors;
	t->n_anchors = ROWS_UNTIL(l->anchors, l->n_anchors, len);
	t->spans = l->spans;
	t->n_spans = ROWS_UNTIL(l->spans, l->n_spans, len);
	t->shadows = l->shadows;
	t->n_shadows = ROWS_UNTIL(l->shadows, l->n_shadows, len);
	return true;
}

static void shift_anchors(struct text_lane *l, size_t cut)
{
	struct arena *names = l->old_names;
	size_t first = ROWS_UNTIL(l->anchors, l->n_anchors, cut) - 1, n = 0;

	for (size_t i = first; i < l->n_anchors; i++) {
		struct anchor a = l->anchors[i];
		bool same = a.label == a.name;

		a.at = a.at > cut ? a.at - cut : 0;
		a.name = keep(names, a.name);
		a.label = same ? a.name : keep(names, a.label);
		l->anchors[n++] = a;
	}
	l->n_anchors = n;
	l->old_names = l->names;
	l->names = names;
	arena_rewind(l->old_names, 0);
}

static void shift_spans(struct text_lane *l, size_t cut)
{
	size_t first = ROWS_UNTIL(l->spans, l->n_spans, cut), n = 0;

	first -= first ? 1 : 0;
	for (size_t i = first; i < l->n_spans; i++) {
		struct span s = l->spans[i];

		if (s.at >= cut) {
			s.at -= cut;
		} else {
			if (s.unit && s.source != NO_SOURCE)
				s.source += (cut - s.at) * s.unit;
			else
				s.source = NO_SOURCE; /* the cut is inside what stands as a whole */
			s.at = 0;
		}
		l->spans[n++] = s;
	}
	l->n_spans = n;
}

static void shift_shadows(struct text_lane *l, size_t cut)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_shadows; i++) {
		struct shadow s = l->shadows[i];

		if (s.to <= cut)
			continue;
		s.from = s.from > cut ? s.from - cut : 0;
		s.to = s.to == SIZE_MAX ? SIZE_MAX : s.to - cut;
		l->shadows[n++] = s;
	}
	l->n_shadows = n;
}

void lane_shift(struct text_lane *l, const struct text *given)
{
	size_t cut = given->own_to > TEXT_MARGIN ? given->own_to - TEXT_MARGIN : 0;

	cut = utf8_floor(l->text.bytes, l->text.len, cut);
	shift_anchors(l, cut);
	shift_spans(l, cut);
	shift_shadows(l, cut);
	buf_drop_front(&l->text, cut);
	l->base += cut;
	l->own_from = given->own_to - cut;
}
