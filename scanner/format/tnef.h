/* SPDX-License-Identifier: EUPL-1.2 */
/* format/tnef.h - what the two files that read winmail.dat share, and .msg with them. */
#ifndef VP_TNEF_H
#define VP_TNEF_H
#include "format/format.h"

/* Where to read: little-endian numbers between at and end of the file. Past the end all is 0 and
 * bad is set. */
struct tnef_cursor {
	struct seekable *file;
	uint64_t at, end;
	bool bad;
};
uint32_t tnef_get(struct tnef_cursor *c, unsigned bytes);
void tnef_skip(struct tnef_cursor *c, uint64_t len);
/* len bytes at the cursor, at most most of them; *got says how many. */
char *tnef_bytes(struct tnef_cursor *c, struct arena *a, uint64_t len, size_t most, size_t *got);
struct stream *tnef_stream(struct arena *a, struct seekable *file, uint64_t at, uint64_t len);

/* What properties tell of an attachment. */
struct tnef_file {
	char *name; /* NULL: not said */
	uint64_t data_at, data_len;
};
/* Reads a list of MAPI properties: strings go to the lanes, bodies are parts. file: what they say
 * of an attachment, or NULL. */
int tnef_properties(struct out *out, struct tnef_cursor *c, const char *charset,
		    struct tnef_file *file);
/* One of them: its value is all between the cursor and its end. */
int tnef_value(struct out *out, struct tnef_cursor *c, unsigned id, unsigned type,
	       const char *charset, struct tnef_file *file);
/* Names the charset of a codepage. Unchanged where the number is 0. */
#define TNEF_CHARSET 24
void tnef_codepage(char *charset, uint32_t number);
int tnef_line(struct out *out, enum carrier lane, const char *label, const char *utf8);
/* Text of a property: 8-bit in a charset, or UTF-16; NULL where there is none. */
char *tnef_text(struct out *out, struct tnef_cursor *c, uint64_t len, const char *charset);
#endif
