/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/told.c - the sink behind told.h. */
#include "told.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "format/core.h"

struct pieces {
	const uint8_t *bytes;
	size_t left, block;
	bool fails;
	uint8_t copy[4096]; /* so that reading past a block is seen */
};

static ssize_t next_piece(struct stream *s, const uint8_t **block)
{
	struct pieces *p = s->state;
	size_t n = p->block && p->block < p->left ? p->block : p->left;

	*block = p->bytes;
	if (!n && p->fails)
		stream_break(s, REASON_IO_ERROR, "reading the file failed");
	if (n <= sizeof(p->copy)) {
		memset(p->copy, 0xAA, sizeof(p->copy));
		memcpy(p->copy, p->bytes, n);
		*block = p->copy;
	}
	p->bytes += n;
	p->left -= n;
	return (ssize_t)n;
}

static size_t slot(const struct told *t, const char *name)
{
	uint64_t hash = 14695981039346656037u;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (uint8_t)*c) * 1099511628211u;
	size_t at = hash % TOLD_SLOTS;
	while (t->slots[at] && strcmp(t->parts[t->slots[at] - 1].part, name))
		at = (at + 1) % TOLD_SLOTS;
	return at;
}

static struct told_part *part_of(struct told *t, const char *name)
{
	size_t at = slot(t, name);

	if (t->slots[at])
		return t->parts + t->slots[at] - 1;
	cr_assert_lt(t->n, TOLD_SLOTS / 2);
	if (t->n == t->room) {
		t->room = t->room ? 2 * t->room : 16;
		t->parts = xrealloc(t->parts, t->room * sizeof(*t->parts));
	}
	struct told_part *p = t->parts + t->n++;
	*p = (struct told_part) {.part = xstrdup(name)};
	t->slots[at] = (uint32_t)t->n;
	return p;
}

static void add_anchors(struct told_lane *l, const struct text *t)
{
	for (size_t i = 0; i < t->n_anchors; i++) {
		const struct anchor *a = &t->anchors[i];

		if (a->at < t->own_from || a->at >= t->own_to)
			continue;
		if (a->name)
			buf_add_str(&l->anchors, a->name);
		else
			buf_add_format(&l->anchors, "%s=%u", anchor_word(a->kind), a->number);
		buf_add_format(&l->anchors, "@%zu ", (size_t)t->base + a->at);
	}
}

static void add_sources(struct told_lane *l, const struct text *t)
{
	for (size_t i = 0; i < t->n_spans; i++) {
		const struct span *s = &t->spans[i];

		if (s->at < t->own_from || s->at >= t->own_to)
			continue;
		buf_add_format(&l->sources, "%zu:%lld/%u ", (size_t)t->base + s->at,
			       (long long)s->source, s->unit);
	}
}

static int on_text(void *arg, const struct text *t)
{
	struct told *told = arg;
	struct told_part *p = part_of(told, t->part);
	struct told_lane *l = &p->lanes[t->carrier];
	const char *at =
	    told->word ? memmem(t->bytes, t->len, told->word, strlen(told->word)) : NULL;

	cr_assert_eq(utf8_valid_prefix(t->bytes, t->len), t->len, "text is valid UTF-8");
	cr_assert_eq(t->base + t->own_from, l->text.len, "windows follow each other");
	buf_add(&l->text, t->bytes + t->own_from, t->own_to - t->own_from);
	add_anchors(l, t);
	add_sources(l, t);
	if (t->quote_level > p->quote_level)
		p->quote_level = t->quote_level;
	if (at)
		told->exact = text_source(t, (size_t)(at - t->bytes),
					  (size_t)(at - t->bytes) + strlen(told->word),
					  &told->offset, &told->length);
	return 0;
}

static int on_part(void *arg, const struct part_report *r)
{
	struct told_part *p = part_of(arg, r->part);

	cr_assert(!p->reported, "part %s is told of once", r->part);
	p->reported = true;
	for (size_t i = 0; i < r->n_reasons; i++) {
		p->reasons[r->reasons[i].reason] = true;
		p->any_reason |= !reason_leaves_ok(r->reasons[i].reason);
	}
	p->format = xstrdup(r->format);
	p->bytes = r->bytes;
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	(void)file_name;
	part_of(arg, part)->documents++;
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)arg, (void)digest;
	return 0;
}

void tell(struct told *ret, const void *bytes, size_t len, const struct told_how *how)
{
	AUTO(arena) a = arena_new(64u << 20);
	struct stream *s = stream_new(a, NULL, "pieces", sizeof(struct pieces));
	struct sink sink = {ret, on_text, on_part, on_begin, on_end};
	struct out_state state = {.sink = &sink,
				  .limits = how->limits ? how->limits : &default_limits,
				  .arena = a,
				  .size = len,
				  .started = clock_seconds()};
	struct part file = {.name = "",
			    .bytes = s,
			    .document = true,
			    .format = how->format,
			    .file_name = how->file_name ? how->file_name : "",
			    .type = how->type,
			    .charset = how->charset,
			    .flowed = how->flowed,
			    .delsp = how->delsp};

	memset(ret, 0, sizeof(*ret));
	ret->slots = xcalloc(TOLD_SLOTS, sizeof(*ret->slots));
	ret->word = how->word ? xstrdup(how->word) : NULL;
	*(struct pieces *)s->state =
	    (struct pieces) {.bytes = bytes, .left = len, .block = how->block, .fails = how->fails};
	s->next = next_piece;
	cr_assert_eq(read_root(a, &state, &file), 0);
	for (struct text_lane *l = state.free_lanes, *next; l; l = next) {
		next = l->next_free;
		lane_free(l);
	}
	for (size_t i = 0; i < ret->n; i++)
		cr_assert(ret->parts[i].reported, "part %s has a row", ret->parts[i].part);
}

void told_free(struct told *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct told_part *p = t->parts + i;

		for (size_t c = 0; c < N_CARRIERS; c++) {
			buf_free(&p->lanes[c].text);
			buf_free(&p->lanes[c].anchors);
			buf_free(&p->lanes[c].sources);
		}
		free(p->part);
		free(p->format);
	}
	free(t->parts);
	free(t->slots);
	free(t->word);
}

bool told_has(const struct told *t, const char *part)
{
	return t->slots[slot(t, part)];
}

struct told_part *told_part(struct told *t, const char *part)
{
	cr_assert(told_has(t, part), "there is a part %s", part);
	return part_of(t, part);
}

const char *told_text(struct told *t, const char *part, enum carrier c)
{
	const char *text = told_part(t, part)->lanes[c].text.bytes;

	return text ? text : "";
}

bool told_reason(struct told *t, const char *part, enum reason r)
{
	return told_part(t, part)->reasons[r];
}

bool told_any_reason(const struct told *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->parts[i].any_reason)
			return true;
	return false;
}

char *told_all(const struct told *t)
{
	struct buf b = {0};

	buf_need(&b, 1);
	for (size_t i = 0; i < t->n; i++) {
		const struct told_part *p = t->parts + i;

		buf_add_format(&b, "== %s %s %llu %u:", p->part, p->format,
			       (unsigned long long)p->bytes, p->documents);
		for (int r = 0; r < N_REASONS; r++)
			if (p->reasons[r])
				buf_add_format(&b, " %s", reason_word((enum reason)r));
		for (int c = 0; c < N_CARRIERS; c++) {
			const struct told_lane *l = &p->lanes[c];

			if (!l->text.len)
				continue;
			buf_add_format(&b, "\n-- %s [%s] [%s]\n", carrier_word((enum carrier)c),
				       l->anchors.bytes ? l->anchors.bytes : "",
				       l->sources.bytes ? l->sources.bytes : "");
			buf_add(&b, l->text.bytes, l->text.len);
		}
		buf_add_str(&b, "\n");
	}
	return b.bytes;
}

void tell_all_blocks(const void *bytes, size_t len, const struct told_how *how)
{
	static const size_t blocks[] = {1, 2, 3, 7, 64, 4095, 4096, 4097};
	struct told whole;
	struct told_how with = *how;

	with.block = 0;
	tell(&whole, bytes, len, &with);
	char *wanted = told_all(&whole);
	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		struct told t;

		with.block = blocks[i];
		tell(&t, bytes, len, &with);
		char *got = told_all(&t);
		cr_assert_str_eq(got, wanted, "blocks of %zu", blocks[i]);
		free(got);
		told_free(&t);
	}
	free(wanted);
	told_free(&whole);
}
