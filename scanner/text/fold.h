/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text/fold.h - the search form of a text: what two spellings have in common.
 *
 * Per code point, so that the way back stays known: lower case (Turkish İ and ı become i), accents
 * dropped (NFKD, combining marks out), ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l, ĳ=ij, typographic
 * apostrophes to ', dashes to -, no-break and thin spaces to a space; soft hyphens, zero-width
 * characters and BOM vanish. fold() of a value is the `normal` of a hit record, with runs of
 * white space made one space.
 */
#ifndef VP_FOLD_H
#define VP_FOLD_H
#include "base/buf.h"

/* Appends the folded form of one code point (0 to 4 bytes typical); returns the bytes added. */
size_t fold_code(uint32_t code, char out[8]);
void fold_word(struct buf *to, const char *s, size_t len);  /* as is, white space kept */
void fold_value(struct buf *to, const char *s, size_t len); /* white space squeezed and trimmed */
uint64_t fold_hash(const char *s, size_t len); /* of the folded form; never 0 */
#endif
