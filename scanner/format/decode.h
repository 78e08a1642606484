/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/decode.h - from the bytes of a text part to UTF-8 with its source map.
 *
 * Charset: BOM, else strict UTF-8 if the whole first look is, else the declared one, else
 * Windows-1252 (UTF-16 without BOM by its zero bytes). A guess that is not plain UTF-8/ASCII is
 * `guessed-charset`; an unknown declared name is `unknown-charset` and read as the guess would
 * be; bytes that are invalid in the charset become U+FFFD and `bad-encoding`. A name is only
 * looked up when it is [A-Za-z0-9._:-]{1,40}. HTML and XML declarations are the caller's hint.
 */
#ifndef VP_DECODE_H
#define VP_DECODE_H
#include "format/format.h"

struct decoded { /* valid until the next call; ends at a code point, never inside one */
	const char *utf8;
	size_t len;
	const struct span *spans; /* ordered; spans[0].at == 0; sources in the part's own bytes */
	size_t n_spans;
};
struct decoder;
/* declared may be NULL. Trouble goes to out. All in out->arena. */
struct decoder *decoder_new(struct out *out, struct stream *in, const char *declared);
size_t decoder_next(struct decoder *d, struct decoded *ret); /* bytes of text, 0 at the end */
/* Puts out [from, to) of a block with its sources. */
int out_decoded(struct out *out, const struct decoded *d, size_t from, size_t to);
/* A name such as "ks_c_5601-1987" or "cp-850" as iconv knows it; NULL if it must not be asked. */
const char *charset_name(struct arena *a, const char *declared);
/* One string at once (a header value, a member name): valid UTF-8, guessed as above. */
char *charset_to_utf8(struct arena *a, const char *bytes, size_t len, const char *declared,
		      enum reason *odd);
/* The same with its spans, whose sources count in bytes. */
struct decoded charset_map_utf8(struct arena *a, const char *bytes, size_t len, const char *declared,
				enum reason *odd);
#endif
