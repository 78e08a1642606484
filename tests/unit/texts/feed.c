/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/feed.c - the sink behind feed.h. */
#include "feed.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "format/core.h"

struct pieces {
	const uint8_t *bytes;
	size_t left, block;
};

static ssize_t next_piece(struct stream *s, const uint8_t **block)
{
	struct pieces *p = s->state;
	size_t n = p->block && p->block < p->left ? p->block : p->left;

	*block = p->bytes;
	p->bytes += n;
	p->left -= n;
	return (ssize_t)n;
}

static void copy_text(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

static void add_anchors(struct fed_lane *l, const struct text *t)
{
	for (size_t i = 0; i < t->n_anchors; i++) {
		const struct anchor *a = &t->anchors[i];
		uint64_t at = t->base + a->at;
		struct fed_anchor *f;

		if (a->at < t->own_from || a->at >= t->own_to)
			continue;
		if (l->n_anchors == l->anchor_room) {
			l->anchor_room = l->anchor_room ? 2 * l->anchor_room : 16;
			l->anchors = xrealloc(l->anchors, l->anchor_room * sizeof(*l->anchors));
		}
		f = &l->anchors[l->n_anchors++];
		*f = (struct fed_anchor){ .at = at, .kind = a->kind, .number = a->number };
		copy_text(f->name, sizeof(f->name), a->name);
		copy_text(f->label, sizeof(f->label), a->label);
	}
}

static void add_sources(struct fed_lane *l, const struct text *t)
{
	size_t span = 0;
	size_t need = t->base + t->own_to;

	if (need > l->source_room) {
		l->source_room = 2 * need;
		l->source = xrealloc(l->source, l->source_room * sizeof(*l->source));
		l->unit = xrealloc(l->unit, l->source_room);
	}
	for (size_t i = t->own_from; i < t->own_to; i++) {
		while (span + 1 < t->n_spans && t->spans[span + 1].at <= i)
			span++;
		const struct span *s = &t->spans[span];

		l->source[t->base + i] = s->source == NO_SOURCE ? NO_SOURCE :
								  s->source + (i - s->at) * s->unit;
		l->unit[t->base + i] = s->unit;
	}
}

static void look_up(struct fed *f, const struct text *t)
{
	const char *at = f->word ? memmem(t->bytes, t->len, f->word, strlen(f->word)) : NULL;
	size_t from = at ? (size_t)(at - t->bytes) : 0;
	const struct anchor *a;

	if (!at || f->word_found || from < t->own_from || from >= t->own_to)
		return;
	f->word_found = true;
	f->word_carrier = t->carrier;
	f->word_exact = text_source(t, from, from + strlen(f->word), &f->word_offset,
				    &f->word_length);
	a = text_anchor(t, from);
	f->word_anchor_kind = a->kind;
	f->word_anchor_number = a->number;
	copy_text(f->word_anchor_name, sizeof(f->word_anchor_name), a->name);
	copy_text(f->word_anchor_label, sizeof(f->word_anchor_label), a->label);
}

static int on_text(void *arg, const struct text *t)
{
	struct fed *f = arg;
	struct fed_lane *l = &f->lanes[t->carrier];

	cr_assert_eq(t->base + t->own_from, l->text.len, "windows follow each other");
	buf_add(&l->text, t->bytes + t->own_from, t->own_to - t->own_from);
	add_anchors(l, t);
	add_sources(l, t);
	look_up(f, t);
	if (t->carrier == CARRIER_QUOTED && t->quote_level > f->quote_level)
		f->quote_level = t->quote_level;
	return 0;
}

static int on_part(void *arg, const struct part_report *r)
{
	struct fed *f = arg;

	for (size_t i = 0; i < r->n_reasons; i++)
		f->reasons[r->reasons[i].reason] = true;
	copy_text(f->format, sizeof(f->format), r->format);
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	(void)arg, (void)part, (void)file_name;
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)arg, (void)digest;
	return 0;
}

void feed(struct fed *ret, const void *bytes, size_t len, const struct feed_how *how)
{
	AUTO(arena) a = arena_new(64u << 20);
	struct stream *s = stream_new(a, NULL, "pieces", sizeof(struct pieces));
	struct sink sink = { ret, on_text, on_part, on_begin, on_end };
	struct out_state state = { .sink = &sink, .limits = &default_limits, .arena = a,
				   .size = len, .started = clock_seconds() };
	struct part file = { .name = "", .bytes = s, .document = true,
			     .file_name = how->file_name ? how->file_name : "", .type = how->type,
			     .charset = how->charset, .format = how->format };

	memset(ret, 0, sizeof(*ret));
	ret->word = how->word;
	*(struct pieces *)s->state = (struct pieces){ bytes, len, how->block };
	s->next = next_piece;
	cr_assert_eq(read_root(a, &state, &file), 0);
	for (struct text_lane *l = state.free_lanes, *next; l; l = next) {
		next = l->next_free;
		lane_free(l);
	}
}

const char *fed_text(struct fed *f, enum carrier c)
{
	return f->lanes[c].text.bytes ? f->lanes[c].text.bytes : "";
}

void fed_free(struct fed *f)
{
	for (size_t i = 0; i < N_CARRIERS; i++) {
		buf_free(&f->lanes[i].text);
		free(f->lanes[i].anchors);
		free(f->lanes[i].source);
		free(f->lanes[i].unit);
	}
}

const char *feed_claim(const void *bytes, size_t len, const char *file_name)
{
	AUTO(arena) a = arena_new(64u << 20);
	struct stream *s = stream_memory(a, bytes, len);
	struct part part = { .name = "", .bytes = s, .file_name = file_name };
	struct probe p = { bytes, len < PROBE_HEAD ? len : PROBE_HEAD, len <= PROBE_HEAD, &part, s, a, NULL };
	const char *best = "unknown";
	int most = 0;

	for (size_t i = 0; formats[i]; i++) {
		int bits = formats[i]->claim(&p);

		if (bits > most) {
			most = bits;
			best = formats[i]->name;
		}
	}
	return best;
}

static void compare(struct fed *a, struct fed *b, size_t block)
{
	for (size_t c = 0; c < N_CARRIERS; c++) {
		struct fed_lane *x = &a->lanes[c], *y = &b->lanes[c];

		cr_assert_eq(x->text.len, y->text.len, "text length, lane %zu, blocks of %zu", c, block);
		if (!x->text.len)
			continue;
		cr_assert(memcmp(x->text.bytes, y->text.bytes, x->text.len) == 0, "blocks of %zu",
			  block);
		cr_assert(memcmp(x->source, y->source, x->text.len * sizeof(*x->source)) == 0,
			  "sources, blocks of %zu", block);
		cr_assert_eq(x->n_anchors, y->n_anchors, "anchors, blocks of %zu", block);
		for (size_t i = 0; i < x->n_anchors; i++) {
			const struct fed_anchor *m = &x->anchors[i], *n = &y->anchors[i];

			cr_assert(m->at == n->at && m->kind == n->kind && m->number == n->number &&
				  !strcmp(m->name, n->name) && !strcmp(m->label, n->label));
		}
	}
	cr_assert(memcmp(a->reasons, b->reasons, sizeof(a->reasons)) == 0, "reasons, blocks of %zu",
		  block);
}

void feed_all_blocks(const void *bytes, size_t len, const struct feed_how *how)
{
	static const size_t blocks[] = { 1, 2, 3, 7, 64, 4095, 4096, 4097, 65536, 65537 };
	struct fed whole;

	feed(&whole, bytes, len, how);
	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		struct feed_how other = *how;
		struct fed f;

		if (blocks[i] < 64 && len > 200000)
			continue;
		other.block = blocks[i];
		feed(&f, bytes, len, &other);
		compare(&whole, &f, blocks[i]);
		fed_free(&f);
	}
	fed_free(&whole);
}

char *with_newlines(const char *text)
{
	char *copy = xstrdup(text), *to = copy;

	for (; *text; text++)
		if (*text != '\n' || to == copy || text[-1] != '\r')
			*to++ = *text == '\r' ? '\n' : *text;
	*to = '\0';
	return copy;
}
