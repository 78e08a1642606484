/* SPDX-License-Identifier: EUPL-1.2 */
/* format/plain.c - text without any structure but lines; and what text is, as opposed to binary. */
#include <string.h>
#include <strings.h>
#include "format/charset.h"
#include "format/decode.h"
#include "format/reader.h"

#define PADDING 16 /* as many NULs or more are what a crash or a fixed size left behind */

/* Control bytes that no text needs; a run of padding counts once and not for the length. */
static size_t count_controls(const uint8_t *s, size_t len, size_t *seen)
{
	size_t n = 0;

	*seen = 0;
	for (size_t i = 0; i < len; i++, (*seen)++) {
		size_t run = 1;

		if (s[i] >= 0x20 || (s[i] >= '\b' && s[i] <= '\r') || s[i] == 0x1B || s[i] == 0x1A) {
			n += s[i] == 0x7F;
			continue;
		}
		n++;
		while (!s[i] && i + run < len && !s[i + run])
			run++;
		if (run >= PADDING)
			i += run - 1;
	}
	return n;
}

static bool is_wide_text(const struct probe *p, const struct charset *c)
{
	struct rendering r = { .room = 2 * p->len + RENDERING_SLACK };
	size_t seen, n;

	r.text = arena_get(p->arena, r.room);
	charset_render(c, &r, p->head, p->len, false, 0);
	n = count_controls((const uint8_t *)r.text, r.len, &seen);
	return n * 10 <= seen;
}

static bool is_text(const struct probe *p)
{
	struct charset c;
	struct utf8_count utf8;
	size_t seen, controls;

	if (charset_bom(p->head, p->len, &c) && c.kind == CHARSET_WIDE)
		return is_wide_text(p, &c);
	if (charset_looks_wide(p->head, p->len, &c))
		return true;
	controls = count_controls(p->head, p->len, &seen);
	if (!controls)
		return true;
	if (p->part->type && strncmp(p->part->type, "text/", 5) == 0)
		return controls * 4 <= seen;
	/* Of random bytes one in ten is such a control byte and most are no UTF-8. */
	utf8 = charset_count_utf8(p->head, p->len, p->whole);
	return controls * 100 <= seen * (utf8.bad ? 3 : 15);
}

static const char *as_text(const struct probe *p, size_t *len)
{
	struct charset c;
	struct rendering r = { .room = 2 * p->len + RENDERING_SLACK };
	size_t bom = charset_bom(p->head, p->len, &c);

	if (!bom && !charset_looks_wide(p->head, p->len, &c))
		c = charset_utf8;
	if (c.kind != CHARSET_WIDE) {
		*len = p->len - bom;
		return (const char *)p->head + bom;
	}
	r.text = arena_get(p->arena, r.room);
	charset_render(&c, &r, p->head + bom, p->len - bom, false, 0);
	*len = r.len;
	return r.text;
}

bool probe_is_text(const struct probe *p)
{
	if (!p->known)
		return is_text(p);
	if (!p->known->asked)
		p->known->is_text = is_text(p);
	p->known->asked = true;
	return p->known->is_text;
}

const char *probe_text(const struct probe *p, size_t *len)
{
	if (!p->known)
		return as_text(p, len);
	if (!p->known->text)
		p->known->text = as_text(p, &p->known->text_len);
	*len = p->known->text_len;
	return p->known->text;
}

bool probe_name_ends(const struct probe *p, const char *ending)
{
	size_t len = p->part->file_name ? strlen(p->part->file_name) : 0;
	size_t n = strlen(ending);

	return len >= n && strcasecmp(p->part->file_name + len - n, ending) == 0;
}

static int claim(const struct probe *p)
{
	return probe_is_text(p) ? 1 : 0;
}

/* The next of each kind of line end, looked up once and not for every line. */
struct line_ends {
	const char *lf, *cr;
};

static const char *next_end(const char *known, char c, const char *s, const char *end)
{
	if (known && known >= s)
		return known;
	known = memchr(s, c, (size_t)(end - s));
	return known ? known : end;
}

/* How long the line at s is, its end included; up to end if it does not end here. */
static size_t line_length(struct line_ends *e, const char *s, const char *end)
{
	e->lf = next_end(e->lf, '\n', s, end);
	e->cr = next_end(e->cr, '\r', s, end);
	if (e->cr == end || e->lf < e->cr)
		return (size_t)(e->lf - s) + (e->lf < end);
	return (size_t)(e->cr + 1 - s) + (e->lf == e->cr + 1 && e->lf < end);
}

static int read_plain(struct stream *in, struct out *out)
{
	struct decoder *d = decoder_new(out, in, out->self->charset);
	struct decoded block;
	bool at_start = true, after_cr = false;
	uint32_t line = 0;
	int error = 0;

	while (!error && decoder_next(d, &block)) {
		const char *end = block.utf8 + block.len;
		struct line_ends ends = { NULL, NULL };
		size_t at = after_cr && block.utf8[0] == '\n';

		if (at) /* the other half of a \r\n */
			error = out_decoded(out, &block, 0, 1);
		after_cr = false;
		while (!error && at < block.len) {
			size_t n = line_length(&ends, block.utf8 + at, end);
			char last = block.utf8[at + n - 1];

			if (at_start)
				out_anchor(out, AT_LINE, ++line, NULL, NULL);
			error = out_decoded(out, &block, at, at + n);
			at += n;
			after_cr = last == '\r';
			at_start = after_cr || last == '\n';
		}
	}
	return error;
}

const struct format text_format = { "text", "plain text in any charset",
				    "hardly any control bytes, in UTF-8, UTF-16, UTF-32 or a "
				    "charset of one byte",
				    claim, read_plain };
