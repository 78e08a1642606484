/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/view.h - a window of text as patterns see it, with the way back.
 *
 * Plain: no-break and thin spaces are spaces, typographic dashes and quotes the ASCII ones,
 * full-width forms and the compatibility letters that case folding would confuse with ASCII
 * (KELVIN SIGN, LONG S, ANGSTROM SIGN) the ordinary ones; soft hyphens, zero-width and
 * bidirectional characters are gone; \r is a space. Case and accents stay.
 * Folded: the search form (text/fold.h) of the same, and _ is a space.
 *
 * A plain view of text that holds nothing of the kind is the text itself, found out at the speed
 * of memory. Each character of a view depends on one character of the text.
 */
#ifndef VP_VIEW_H
#define VP_VIEW_H
#include "base/buf.h"
#include "text/text.h"

struct view {
	const char *bytes;
	size_t len;
	const uint32_t *at; /* where each byte comes from, len + 1 of them; NULL: offsets are equal */
	const char *text;   /* the window's bytes */
	size_t text_len;
	struct buf room;    /* memory of bytes and at, kept for the next window */
	uint32_t *at_room;
	size_t at_size;
};
void view_make_plain(struct view *v, const struct text *t);
void view_make_folded(struct view *v, const struct text *t);
void view_free(struct view *v); /* what it holds, not v; wipes */

/* Where the character at `at` of the view starts in the text, and where what ends before `end`
 * ends there (with the accents that belong to its last letter). */
size_t view_to_text(const struct view *v, size_t at);
size_t view_to_text_end(const struct view *v, size_t end);
/* The first spot of the view that comes from `at` of the text or behind it. */
size_t view_from_text(const struct view *v, size_t at);
#endif
