/* SPDX-License-Identifier: EUPL-1.2 */
/* format/card.h - what calendars and visiting cards have in common: folded lines
 * NAME;PARAM=VALUE:value, a property each. */
#ifndef VP_CARD_H
#define VP_CARD_H
#include "format/format.h"

/* Puts out each property as an anchored line "NAME: value". */
int card_read(struct stream *in, struct out *out);
/* Does a text begin with this line ("BEGIN:VCARD")? The bits that say so, or 0. */
int card_claim(const struct probe *p, const char *line);
#endif
