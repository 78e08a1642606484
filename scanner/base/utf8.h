/* SPDX-License-Identifier: EUPL-1.2 */
/* base/utf8.h - strict UTF-8 (RFC 3629: no surrogates, no overlong forms, up to U+10FFFF). */
#ifndef VP_UTF8_H
#define VP_UTF8_H
#include "base/base.h"

size_t utf8_decode_long(const char *s, size_t len, uint32_t *code); /* the rest of utf8_decode() */
/* Decodes one code point at s (len > 0). Returns its length 1-4, or 0 if the bytes there are not
 * valid or are cut off; *code is then undefined. */
static inline size_t utf8_decode(const char *s, size_t len, uint32_t *code)
{
	if (!len || (unsigned char)*s >= 0x80)
		return utf8_decode_long(s, len, code);
	*code = (unsigned char)*s;
	return 1;
}
size_t utf8_encode(char out[4], uint32_t code); /* length; an invalid code gives U+FFFD */
/* How many leading bytes are valid whole code points. */
size_t utf8_valid_prefix(const char *s, size_t len);
/* True where the last, cut-off bytes could still become a valid code point. */
bool utf8_is_cut(const char *s, size_t len);
/* The start of the code point that byte at lies in (at <= len; at == len gives len). */
size_t utf8_floor(const char *s, size_t len, size_t at);
#endif
