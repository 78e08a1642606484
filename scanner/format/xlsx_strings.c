/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xlsx_strings.c - the strings that the cells of a workbook share.
 *
 * There may be millions, so they stand aside in a spool, and where each begins in a second one:
 * memory does not grow with the workbook. A bit per string tells which no cell has shown; those
 * are put out in the end, since programs leave the text of deleted cells behind.
 */
#include "base/buf.h"
#include "base/spool.h"
#include "base/utf8.h"
#include "format/xlsx.h"
#include <string.h>

#define REPEATS_PER_BYTE 8 /* of a sheet: a cell takes 25 bytes and more, so it may hold 200 */

struct xlsx_strings {
	struct spool *text, *starts;
	struct buf shown; /* bits */
	uint64_t n;
	uint64_t repeats;  /* bytes that may still be shown again */
	uint64_t left_out; /* cells whose string was not */
	bool failed;
	bool in_text;
	unsigned skip;    /* depth of a phonetic run */
};

static void strings_close(void *thing)
{
	struct xlsx_strings *s = thing;

	spool_free(s->text);
	spool_free(s->starts);
	buf_free(&s->shown);
}

struct xlsx_strings *xlsx_strings_new(struct out *out, struct arena *keep)
{
	struct xlsx_strings *s = arena_get(keep, sizeof(*s));

	s->text = spool_new();
	s->starts = spool_new();
	s->repeats = out_limits(out)->ratio_from;
	arena_defer(keep, strings_close, s);
	return s;
}

static void note_start(struct xlsx_strings *s)
{
	uint64_t at = spool_size(s->text);

	s->failed |= spool_add(s->starts, &at, sizeof(at)) < 0;
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct xlsx_strings *s = state;

	if (s->skip)
		return 0;
	if (!strcmp(t->name, "si")) {
		note_start(s);
		if (s->n++ % 8 == 0)
			buf_add_byte(&s->shown, 0);
	} else if (!strcmp(t->name, "rPh")) {
		s->skip = t->depth;
	}
	s->in_text = !strcmp(t->name, "t") && s->n;
	return 0;
}

static int on_close(void *state, const char *name, unsigned depth)
{
	struct xlsx_strings *s = state;

	(void)name;
	if (depth == s->skip)
		s->skip = 0;
	s->in_text = false;
	return 0;
}

static int on_text(void *state, const struct xml_text *t)
{
	struct xlsx_strings *s = state;

	if (s->in_text && !s->skip)
		s->failed |= spool_add(s->text, t->utf8, t->len) < 0;
	return s->failed ? XML_ENOUGH : 0;
}

void xlsx_strings_load(struct out *out, struct zip *zip, const char *member, struct xlsx_strings *s)
{
	static const struct xml_events events = { .open = on_open, .close = on_close,
						  .text = on_text, .drop_rest = true };

	look(out, zip, member, &events, s);
	note_start(s);
	if (s->failed)
		out_trouble(out, REASON_IO_ERROR,
			    "there is no room to set the strings of the cells aside");
}

static int give(struct xlsx_strings *s, uint64_t from, uint64_t to, xlsx_piece_fn *add, void *arg)
{
	char piece[4096];
	int result = 0;

	while (from < to && !result) {
		size_t want = to - from < sizeof(piece) ? (size_t)(to - from) : sizeof(piece);
		ssize_t n = spool_read(s->text, piece, want, from);

		if (n <= 0)
			break;
		if (from + (uint64_t)n < to) /* the rest of a cut code point comes next */
			n = (ssize_t)utf8_valid_prefix(piece, (size_t)n);
		if (!n)
			break;
		result = add(arg, piece, (size_t)n);
		from += (uint64_t)n;
	}
	return result;
}

static bool find(struct xlsx_strings *s, uint64_t n, uint64_t range[2])
{
	return n < s->n && spool_read(s->starts, range, 2 * sizeof(*range), n * sizeof(*range)) ==
				   2 * sizeof(*range);
}

static bool was_shown(const struct xlsx_strings *s, uint64_t n)
{
	return s->shown.bytes[n / 8] & (char)(1 << n % 8);
}

void xlsx_strings_allow(struct xlsx_strings *s, uint64_t bytes)
{
	s->repeats += bytes < UINT32_MAX ? REPEATS_PER_BYTE * bytes : 0;
}

int xlsx_strings_get(struct xlsx_strings *s, uint64_t n, xlsx_piece_fn *add, void *arg)
{
	uint64_t range[2];

	if (!find(s, n, range))
		return 0;
	if (was_shown(s, n) && range[1] - range[0] > s->repeats) {
		s->left_out++;
		return 0;
	}
	if (was_shown(s, n))
		s->repeats -= range[1] - range[0];
	s->shown.bytes[n / 8] |= (char)(1 << n % 8);
	return give(s, range[0], range[1], add, arg);
}

static int put_hidden(void *arg, const char *utf8, size_t len)
{
	return out_text(arg, utf8, len);
}

int xlsx_strings_unused(struct out *out, struct xlsx_strings *s)
{
	uint64_t range[2];
	int result = 0;

	if (s->left_out)
		out_trouble(out, REASON_LIMIT_RATIO,
			    "%llu cells that repeat long strings were left out",
			    (unsigned long long)s->left_out);
	out_carrier(out, CARRIER_HIDDEN);
	for (uint64_t n = 0; n < s->n && !result; n++) {
		if (was_shown(s, n) || !find(s, n, range))
			continue;
		result = out_break(out);
		out_anchor(out, AT_LINE, n < UINT32_MAX ? (uint32_t)n + 1 : UINT32_MAX, NULL, NULL);
		result = result ? result : give(s, range[0], range[1], put_hidden, out);
	}
	return result;
}

/* Strings without a workbook: all of them. */
int xlsx_read_strings(struct stream *in, struct out *out)
{
	static const char *const breaks[] = { "si", NULL };
	static const struct xml_events events = { .open = on_open,
						  .close = on_close,
						  .text = on_text,
						  .rest_lane = CARRIER_HIDDEN,
						  .rest_breaks = breaks };
	struct xlsx_strings *s = xlsx_strings_new(out, out->arena);
	int result = xml_read(in, out, &events, s);

	note_start(s);
	return result ? result : xlsx_strings_unused(out, s);
}
