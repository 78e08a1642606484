/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/card_wide.c - a card or calendar in UTF-16 or UTF-32, as UTF-8.
 *
 * The reader of cards works on bytes of ASCII. What it finds in such a file has no exact source:
 * offsets would count in the converted text.
 */
#include "format/card.h"
#include "format/charset.h"

#define PIECE 4096u

struct wide {
	struct charset charset;
	char text[4 * PIECE + RENDERING_SLACK];
};

static ssize_t wide_next(struct stream *s, const uint8_t **block)
{
	struct wide *w = s->state;
	struct rendering r = {.text = w->text, .room = sizeof(w->text)};
	const uint8_t *bytes;
	size_t len = stream_peek(s->below, PIECE + 1, &bytes);
	bool end = len <= PIECE;

	*block = (const uint8_t *)w->text;
	if (!len) {
		stream_pass_on(s);
		return 0;
	}
	stream_skip(s->below, charset_render(&w->charset, &r, bytes, end ? len : PIECE, end, 0));
	if (r.bad)
		stream_break(s, REASON_BAD_ENCODING,
			     "bytes that mean nothing in this charset were passed over");
	return (ssize_t)r.len;
}

struct stream *card_stream(struct arena *a, struct stream *in, bool *converted)
{
	const uint8_t *head;
	size_t len = stream_peek(in, 2 * PIECE, &head);
	struct charset charset = charset_utf8;
	size_t bom = charset_bom(head, len, &charset);

	*converted = charset.kind == CHARSET_WIDE || (!bom && charset_looks_wide(head, len, &charset));
	stream_skip(in, bom);
	if (!*converted)
		return in;
	struct stream *s = stream_new(a, in, "utf-16", sizeof(struct wide));
	((struct wide *)s->state)->charset = charset;
	s->next = wide_next;
	return s;
}
