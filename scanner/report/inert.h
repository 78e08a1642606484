/* SPDX-License-Identifier: EUPL-1.2 */
/* report/inert.h - characters of a document that would act or hide in what people read. */
#ifndef VP_INERT_H
#define VP_INERT_H
#include "base/buf.h"

/* Controls, marks that turn the order of text round, what takes no room, what is no character:
 * Unicode TR 36, section 2. Each reader has its own way to show them. */
bool inert_must_show(uint32_t code);
/* Plain text for a cell: lines become spaces, the above [U+202E], bytes that are no text [FF]. */
void inert_add(struct buf *to, const char *s);
#endif
