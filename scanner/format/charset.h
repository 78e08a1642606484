/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/charset.h - one charset at work: from its bytes to UTF-8 with the way back.
 *
 * Every charset is one of four kinds: UTF-8, a table of 256 code points (all one-byte charsets,
 * ours or made by asking iconv once for each byte), UTF-16 or UTF-32, and the rest by iconv, fed
 * one character at a time since only so it tells which bytes a character came from.
 */
#ifndef VP_CHARSET_H
#define VP_CHARSET_H
#include "base/base.h"
#include "text/text.h"

enum charset_kind { CHARSET_UTF8, CHARSET_TABLE, CHARSET_WIDE, CHARSET_ICONV };
struct charset {
	enum charset_kind kind;
	const uint16_t *table; /* TABLE: U+FFFD where a byte means nothing */
	uint8_t width;         /* WIDE: 2 or 4 */
	bool big_endian;
	void *conversion;      /* ICONV */
	bool escapes;          /* ICONV: ASCII bytes may stand for something else */
};
extern const struct charset charset_utf8, charset_windows_1252, charset_windows_1254,
	charset_iso_8859_15;

enum charset_known { CHARSET_KNOWN, CHARSET_NO_CLAIM, CHARSET_UNKNOWN };
/* NO_CLAIM: declared says nothing (NULL, us-ascii, "unknown-8bit"). KNOWN sets *ret; a plain
 * "utf-16" is given as little-endian with *either_endian set. */
enum charset_known charset_find(struct arena *a, const char *declared, struct charset *ret,
				bool *either_endian);

/* Where the characters go. The owner gives text and room; spans may be NULL. */
struct rendering {
	char *text;
	size_t len, room;
	struct span *spans;
	size_t n_spans, max_spans;
	bool bad;  /* a byte was invalid and became U+FFFD */
	bool high; /* a byte was no ASCII */
};
#define RENDERING_SLACK 32 /* a character needs no more room than this */

/* Renders what fits; returns the bytes used. Without `end` a character cut off at the end is left
 * for the next call. source: where in[0] stands in the part. */
size_t charset_render(const struct charset *c, struct rendering *to, const uint8_t *in, size_t len,
		      bool end, uint64_t source);
bool rendering_full(const struct rendering *to);
void rendering_add(struct rendering *to, uint32_t code, uint64_t source); /* one opaque character */
void rendering_run(struct rendering *to, const char *ascii, size_t len, uint64_t source);
void rendering_span(struct rendering *to, uint64_t source, uint8_t unit);

/* The kinds that have a file of their own. */
size_t charset_render_wide(const struct charset *c, struct rendering *to, const uint8_t *in,
			   size_t len, bool end, uint64_t source);
size_t charset_render_iconv(const struct charset *c, struct rendering *to, const uint8_t *in,
			    size_t len, bool end, uint64_t source);
void charsets_load(void); /* see charset_load.c; once, before there are threads */
bool charset_open_iconv(struct arena *a, const char *name, struct charset *ret);

/* What the bytes themselves tell. */
size_t charset_bom(const uint8_t *head, size_t len, struct charset *ret); /* its length, or 0 */
bool charset_looks_wide(const uint8_t *head, size_t len, struct charset *ret);
struct utf8_count {
	size_t good, bad; /* characters beyond ASCII; bytes that belong to none */
};
struct utf8_count charset_count_utf8(const uint8_t *bytes, size_t len, bool end);
bool charset_is_ascii(const uint8_t *bytes, size_t len);
#endif
