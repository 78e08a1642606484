/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/decode.c - which charset a text is in, and its text.
 *
 * What is known from a mark, from the zero bytes of UTF-16 or from a declaration that fits is
 * decided once. All else starts as UTF-8 and may prove to be something else at any later point: a
 * megabyte of ASCII, then Latin-1. So at the first invalid byte the 4 KiB from there on are
 * weighed, with a little of what stood before. Mostly UTF-8 keeps UTF-8; else the declared charset
 * takes over for good, or, without one, Windows-1252 for those 4 KiB and on until the text is
 * clearly UTF-8 again (a file made of pieces). Every decision looks at the text alone, never at
 * how the stream was cut.
 */
#include "format/decode.h"
#include <string.h>
#include "base/utf8.h"
#include "format/charset.h"

#define LOOK STREAM_BLOCK
#define WINDOW 4096u
#define PIECE (8u << 10) /* rendered at once */
#define MAX_SPANS 4096u
#define SEEN_MAX 8u

struct choice {
	struct charset charset;  /* what it starts with */
	struct charset fallback; /* if UTF-8 proves wrong */
	bool open;               /* only UTF-8 so far as it holds */
	bool declared_fallback;
	bool guessed, unknown;
	size_t bom;
};

struct decoder {
	struct out *out;
	struct stream *in;
	struct choice choice;
	size_t used;        /* of the last peek, not skipped yet: its bytes may be in use */
	size_t window_left; /* bytes for which `leaning` is settled */
	bool leaning;       /* to the fallback */
	size_t seen;        /* characters beyond ASCII in the UTF-8 just before, as far as it counts */
	bool told_guess, told_bad;
	struct rendering rendering;
	struct span whole;  /* the one span of a block handed on as it is */
};

/* Real UTF-8 with a flaw, rather than a few bytes that look like it. */
static bool is_clearly_utf8(struct utf8_count n)
{
	return n.good >= 4 && n.good > 8 * n.bad;
}

static bool has_8_bit_ascii_base(const struct charset *c)
{
	return c->kind != CHARSET_ICONV || !c->escapes;
}

static void start_with_utf8(struct choice *ch, bool head_is_utf8, struct utf8_count n)
{
	ch->open = true;
	ch->charset = charset_utf8;
	if (!head_is_utf8 && ch->declared_fallback && !is_clearly_utf8(n)) {
		ch->charset = ch->fallback;
		ch->open = false;
	}
}

/* whole: head is the whole text. */
static struct choice choose(struct arena *a, const uint8_t *head, size_t len, bool whole,
			    const char *declared)
{
	struct choice ch = { .fallback = charset_windows_1252 };
	struct charset said = charset_utf8, seen;
	struct utf8_count n;
	bool either_endian, wide;
	enum charset_known known = charset_find(a, declared, &said, &either_endian);

	ch.unknown = known == CHARSET_UNKNOWN;
	ch.bom = charset_bom(head, len, &ch.charset);
	if (ch.bom) {
		ch.open = ch.charset.kind == CHARSET_UTF8;
		return ch;
	}
	wide = charset_looks_wide(head, len, &seen);
	if (known == CHARSET_KNOWN && said.kind == CHARSET_WIDE) {
		/* A page saved anew as UTF-8 may still call itself UTF-16. */
		bool lies = !wide && len && !memchr(head, 0, len);

		ch.charset = wide ? seen : lies ? charset_utf8 : said;
		ch.open = lies && !wide;
		ch.guessed = lies && !charset_is_ascii(head, len);
		return ch;
	}
	if (wide) {
		ch.charset = seen;
		ch.guessed = true;
		return ch;
	}
	n = charset_count_utf8(head, len, whole);
	if (known == CHARSET_KNOWN && said.kind != CHARSET_UTF8) {
		ch.fallback = said;
		ch.declared_fallback = true;
		if (!has_8_bit_ascii_base(&said) && charset_is_ascii(head, len)) {
			ch.charset = said;
			return ch;
		}
	}
	start_with_utf8(&ch, n.bad == 0, n);
	return ch;
}

static void tell(struct decoder *d)
{
	if (d->rendering.bad && !d->told_bad) {
		out_trouble(d->out, REASON_BAD_ENCODING,
			    "bytes that mean nothing in this charset were passed over");
		d->told_bad = true;
	}
	if (d->choice.guessed && !d->choice.unknown && !d->told_guess) {
		out_trouble(d->out, REASON_GUESSED_CHARSET,
			    "the charset is a guess from the bytes");
		d->told_guess = true;
	}
}

struct decoder *decoder_new(struct out *out, struct stream *in, const char *declared)
{
	struct decoder *d = arena_get(out->arena, sizeof(*d));
	const uint8_t *head;
	size_t len = stream_peek(in, LOOK + 1, &head);
	bool whole = len <= LOOK;

	d->out = out;
	d->in = in;
	d->choice = choose(out->arena, head, whole ? len : LOOK, whole, declared);
	d->used = d->choice.bom;
	if (d->choice.unknown)
		out_trouble(out, REASON_UNKNOWN_CHARSET,
			    "the declared charset is not known; read as it looks");
	return d;
}

static void give_room(struct decoder *d)
{
	struct rendering *r = &d->rendering;

	if (!r->text) {
		r->room = 3 * PIECE + RENDERING_SLACK;
		r->text = arena_get(d->out->arena, r->room);
		r->max_spans = MAX_SPANS;
		r->spans = arena_get(d->out->arena, MAX_SPANS * sizeof(*r->spans));
	}
	r->len = 0;
	r->n_spans = 0;
}

/* Renders a piece; returns the bytes used. */
static size_t render(struct decoder *d, const struct charset *c, const uint8_t *bytes, size_t len,
		     bool end)
{
	if (len > PIECE) {
		len = PIECE;
		end = false;
	}
	give_room(d);
	len = charset_render(c, &d->rendering, bytes, len, end, d->in->offset);
	rendering_span(&d->rendering, d->in->offset + len, 1); /* where the last one ends */
	return len;
}

/* What stood before weighs in too, but not so much that another piece of a file is lost by it. */
static void note_seen(struct decoder *d, const uint8_t *bytes, size_t len)
{
	size_t leads = 0;

	for (size_t i = 0; i < len; i++)
		leads += bytes[i] >= 0xC0;
	d->seen = d->seen / 2 + (leads < SEEN_MAX ? leads : SEEN_MAX);
}

/* The text goes wrong as UTF-8 at bytes[0]: is it UTF-8 still? */
static void weigh(struct decoder *d, const uint8_t *bytes, size_t len, bool end)
{
	bool more = len > WINDOW;
	struct utf8_count n = charset_count_utf8(bytes, more ? WINDOW : len, end && !more);

	if (n.good + d->seen > n.bad) {
		d->window_left = WINDOW;
	} else if (d->choice.declared_fallback) {
		d->choice.charset = d->choice.fallback;
		d->choice.open = false;
	} else {
		d->leaning = true;
		d->seen = 0;
		d->window_left = WINDOW;
		d->choice.guessed = true;
	}
}

static bool is_utf8_again(const uint8_t *bytes, size_t len, bool end)
{
	bool more = len > WINDOW;

	return is_clearly_utf8(charset_count_utf8(bytes, more ? WINDOW : len, end && !more));
}

/* One step while only UTF-8 so far. Returns the bytes used; *as_is: they are the text. */
static size_t step_open(struct decoder *d, const uint8_t *bytes, size_t len, bool end, bool *as_is)
{
	const struct charset *c = &charset_utf8;
	size_t n;

	if (!d->window_left && d->leaning)
		d->leaning = !is_utf8_again(bytes, len, end);
	if (!d->window_left && !d->leaning) {
		n = utf8_valid_prefix((const char *)bytes, len);
		*as_is = n > 0;
		if (n || (!end && utf8_is_cut((const char *)bytes, len)))
			return n;
		weigh(d, bytes, len, end);
		if (!d->choice.open)
			return render(d, &d->choice.charset, bytes, len, end);
	}
	if (!d->window_left)
		d->window_left = WINDOW;
	if (d->leaning)
		c = &d->choice.fallback;
	if (len > d->window_left) {
		len = d->window_left;
		end = false;
	}
	n = render(d, c, bytes, len, end);
	d->window_left = n ? d->window_left - n : 0; /* 0: a character lies across the edge */
	return n;
}

size_t decoder_next(struct decoder *d, struct decoded *ret)
{
	for (;;) {
		const uint8_t *bytes;
		size_t len;
		bool end, as_is = false;

		stream_skip(d->in, d->used);
		len = stream_peek(d->in, STREAM_BLOCK + 1, &bytes);
		end = len <= STREAM_BLOCK;
		if (!len)
			return 0;
		if (!end)
			len = STREAM_BLOCK;
		d->rendering.len = 0;
		d->used = d->choice.open ? step_open(d, bytes, len, end, &as_is) :
					   render(d, &d->choice.charset, bytes, len, end);
		tell(d);
		if (as_is) {
			note_seen(d, bytes, d->used);
			d->whole = (struct span){ 0, d->in->offset, 1 };
			*ret = (struct decoded){ (const char *)bytes, d->used, &d->whole, 1 };
			return d->used;
		}
		if (d->rendering.len) {
			*ret = (struct decoded){ d->rendering.text, d->rendering.len,
						 d->rendering.spans, d->rendering.n_spans };
			return d->rendering.len;
		}
	}
}

int out_decoded(struct out *out, const struct decoded *d, size_t from, size_t to)
{
	size_t low = 0, high = d->n_spans;

	while (high - low > 1) { /* the last span at or before from */
		size_t middle = low + (high - low) / 2;

		if (d->spans[middle].at <= from)
			low = middle;
		else
			high = middle;
	}
	for (; from < to; low++) {
		const struct span *s = &d->spans[low];
		bool goes_on = low + 1 < d->n_spans;
		size_t stop = goes_on && d->spans[low + 1].at < to ? d->spans[low + 1].at : to;
		int error = out_mapped(out, d->utf8 + from, stop - from,
				       s->source + (from - s->at) * s->unit, s->unit);

		/* What follows in the text may come from elsewhere: say where this one ends. */
		if (!error && !s->unit && goes_on && d->spans[low + 1].at == stop)
			error = out_mapped(out, "", 0, d->spans[low + 1].source, 1);
		if (error < 0)
			return error;
		from = stop;
	}
	return 0;
}

static struct rendering render_whole(struct arena *a, const char *bytes, size_t len,
				     const char *declared, bool map, enum reason *odd)
{
	const uint8_t *head = (const uint8_t *)bytes;
	struct choice ch = choose(a, head, len, true, declared);
	struct rendering r = { .room = 4 * len + 2 * RENDERING_SLACK };
	struct utf8_count n = charset_count_utf8(head, len, true);

	if (ch.open && n.bad >= n.good && n.bad) {
		ch.charset = ch.fallback;
		ch.guessed = !ch.declared_fallback;
	}
	r.text = arena_get(a, r.room);
	if (map) {
		r.max_spans = 2 * len + 8;
		r.spans = arena_get(a, r.max_spans * sizeof(*r.spans));
	}
	charset_render(&ch.charset, &r, head + ch.bom, len - ch.bom, true, ch.bom);
	if (odd)
		*odd = ch.unknown ? REASON_UNKNOWN_CHARSET :
		       r.bad	  ? REASON_BAD_ENCODING :
		       ch.guessed ? REASON_GUESSED_CHARSET :
				    REASON_NONE;
	return r;
}

char *charset_to_utf8(struct arena *a, const char *bytes, size_t len, const char *declared,
		      enum reason *odd)
{
	return render_whole(a, bytes, len, declared, false, odd).text;
}

struct decoded charset_map_utf8(struct arena *a, const char *bytes, size_t len, const char *declared,
				enum reason *odd)
{
	struct rendering r = render_whole(a, bytes, len, declared, true, odd);

	return (struct decoded){ r.text, r.len, r.spans, r.n_spans };
}
