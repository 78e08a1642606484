/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/shown.c - the sink behind shown.h, and a plain writer of zips. */
#include "shown.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "base/utf8.h"
#include "format/core.h"

struct shown *shown_new(void)
{
	struct shown *s = xcalloc(1, sizeof(*s));

	buf_add(&s->text, "", 0); /* never NULL */
	buf_add(&s->rows, "", 0);
	s->limits = default_limits;
	return s;
}

void shown_free(struct shown *s)
{
	if (!s)
		return;
	buf_free(&s->text);
	buf_free(&s->rows);
	free(s);
}

static void show_anchor(struct buf *b, const struct anchor *a)
{
	if (a->kind == AT_CELL)
		buf_add_format(b, "{cell %s%s%s}", a->name, a->label ? "=" : "", a->label ? a->label : "");
	else if (a->kind == AT_HEADER)
		buf_add_format(b, "{%s}", a->name);
	else if (a->kind != AT_BYTE)
		buf_add_format(b, "{%.4s %u%s%s}", anchor_word(a->kind), a->number, a->label ? "=" : "",
			       a->label ? a->label : "");
}

static void show_byte(struct buf *b, char c)
{
	if (c == '\n')
		buf_add_str(b, "\\n");
	else if (c == '\t')
		buf_add_str(b, "\\t");
	else
		buf_add_byte(b, c);
}

static void look_up(struct shown *s, const struct text *t)
{
	const char *at = s->word ? memmem(t->bytes, t->len, s->word, strlen(s->word)) : NULL;
	size_t from = at ? (size_t)(at - t->bytes) : 0;

	if (at && !s->word_exact)
		s->word_exact = text_source(t, from, from + strlen(s->word), &s->word_offset,
					    &s->word_length);
}

static int on_text(void *arg, const struct text *t)
{
	struct shown *s = arg;
	struct buf *b = &s->text;
	size_t anchor = 0;

	look_up(s, t);
	if (!t->base && !t->own_from)
		buf_add_format(b, "%s %s: ", t->part, carrier_word(t->carrier));
	else if (b->len)
		b->len--; /* goes on with the line */
	for (size_t i = t->own_from; i < t->own_to; i++) {
		for (; anchor < t->n_anchors && t->anchors[anchor].at <= i; anchor++)
			if (s->anchors && t->anchors[anchor].at == i)
				show_anchor(b, &t->anchors[anchor]);
		for (size_t k = 0; k < t->n_shadows; k++) {
			if (t->shadows[k].to == i)
				buf_add_byte(b, '>');
			if (t->shadows[k].from == i)
				buf_add_byte(b, '<');
		}
		show_byte(b, t->bytes[i]);
	}
	if (t->last && t->n_shadows && t->shadows[t->n_shadows - 1].to >= t->own_to)
		buf_add_byte(b, '>');
	buf_add_byte(b, '\n');
	return 0;
}

static int on_part(void *arg, const struct part_report *r)
{
	struct shown *s = arg;

	buf_add_format(&s->rows, "%s %s", r->part, r->format);
	for (size_t i = 0; i < r->n_reasons; i++)
		if (!i || r->reasons[i].reason != r->reasons[i - 1].reason)
			buf_add_format(&s->rows, "%c%s", i ? ',' : ' ', reason_word(r->reasons[i].reason));
	buf_add_byte(&s->rows, '\n');
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

void shown_read(struct shown *s, const char *file_name, const void *bytes, size_t len)
{
	struct sink sink = { s, on_text, on_part, on_begin, on_end };
	AUTO(arena) a = arena_new(s->limits.arena_cap);
	struct out_state state = { .sink = &sink, .limits = &s->limits, .arena = a, .size = len,
				   .started = clock_seconds() };
	struct stream *in = stream_new(a, NULL, "pieces", sizeof(struct pieces));
	struct part file = { .name = "", .file_name = file_name, .bytes = in };

	*(struct pieces *)in->state = (struct pieces){ bytes, len, s->block };
	in->next = next_piece;
	cr_assert_eq(read_root(a, &state, &file), 0, "%s", file_name);
	for (struct text_lane *l = state.free_lanes, *next; l; l = next) {
		next = l->next_free;
		lane_free(l);
	}
	cr_assert_eq(utf8_valid_prefix(s->text.bytes ? s->text.bytes : "", s->text.len), s->text.len,
		     "text is UTF-8");
}

static const char *find_line(const struct buf *b, const char *start)
{
	size_t len = strlen(start);
	const char *at = b->bytes;

	for (; at && *at; at = strchr(at, '\n') + 1)
		if (!strncmp(at, start, len))
			return at;
	return NULL;
}

const char *shown_line(struct shown *s, const char *part_and_lane)
{
	static char line[1 << 16];
	char start[200];
	const char *at;

	snprintf(start, sizeof(start), "%s: ", part_and_lane);
	at = find_line(&s->text, start);
	if (!at)
		return NULL;
	at += strlen(start);
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

void shown_expect(struct shown *s, const char *part_and_lane, const char *text)
{
	const char *line = shown_line(s, part_and_lane);

	cr_expect(line && !strcmp(line, text), "%s is\n  %s\nnot\n  %s", part_and_lane,
		  line ? line : "(none)", text);
}

bool shown_row(const struct shown *s, const char *part, const char *format, const char *reasons)
{
	char row[300];

	snprintf(row, sizeof(row), "%s %s%s%s\n", part, format, *reasons ? " " : "", reasons);
	return find_line(&s->rows, row) != NULL;
}

void shown_all_blocks(const char *file_name, const void *bytes, size_t len)
{
	static const size_t blocks[] = { 1, 2, 3, 7, 64, 4095, 4096, 4097, 65537 };
	AUTO(shown) whole = shown_new();

	whole->anchors = true;
	shown_read(whole, file_name, bytes, len);
	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		AUTO(shown) s = shown_new();

		s->anchors = true;
		s->block = blocks[i];
		shown_read(s, file_name, bytes, len);
		cr_assert_str_eq(s->text.bytes, whole->text.bytes, "%s, blocks of %zu:\n%s\nnot\n%s", file_name, blocks[i],
				 s->text.bytes, whole->text.bytes);
		cr_assert_str_eq(s->rows.bytes, whole->rows.bytes, "%s, blocks of %zu", file_name, blocks[i]);
	}
}

static void add_le(struct buf *b, unsigned bytes, uint64_t n)
{
	for (; bytes--; n >>= 8)
		buf_add_byte(b, (char)(n & 0xff));
}

/* From version needed to the length of the extra field: alike in both headers. */
static void add_common(struct buf *b, const char *name, const char *bytes, size_t len)
{
	add_le(b, 2, 20);
	add_le(b, 8, 0); /* flags, method, time, date */
	add_le(b, 4, crc32(0, (const Bytef *)bytes, (uInt)len));
	add_le(b, 4, len);
	add_le(b, 4, len);
	add_le(b, 2, strlen(name));
	add_le(b, 2, 0);
}

struct making {
	struct buf zip, directory;
	unsigned n;
};

static void add_member(struct making *m, const char *name, const char *bytes, size_t len)
{
	size_t at = m->zip.len;

	add_le(&m->zip, 4, 0x04034b50);
	add_common(&m->zip, name, bytes, len);
	buf_add_str(&m->zip, name);
	buf_add(&m->zip, bytes, len);
	add_le(&m->directory, 4, 0x02014b50);
	add_le(&m->directory, 2, 20);
	add_common(&m->directory, name, bytes, len);
	add_le(&m->directory, 10, 0); /* comment, disk, attributes */
	add_le(&m->directory, 4, at);
	buf_add_str(&m->directory, name);
	m->n++;
}

struct buf make_zip_with(const char *const *members, const char *name, const struct buf *inner)
{
	struct making m = { .n = 0 };

	for (; members[0]; members += 2)
		add_member(&m, members[0], members[1], strlen(members[1]));
	if (name)
		add_member(&m, name, inner->bytes, inner->len);
	uint64_t start = m.zip.len;
	buf_add(&m.zip, m.directory.bytes, m.directory.len);
	add_le(&m.zip, 4, 0x06054b50);
	add_le(&m.zip, 4, 0);
	add_le(&m.zip, 2, m.n);
	add_le(&m.zip, 2, m.n);
	add_le(&m.zip, 4, m.directory.len);
	add_le(&m.zip, 4, start);
	add_le(&m.zip, 2, 0);
	buf_free(&m.directory);
	return m.zip;
}

struct buf make_zip(const char *const *members)
{
	return make_zip_with(members, NULL, NULL);
}
