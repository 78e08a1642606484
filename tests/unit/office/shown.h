/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unit/office/shown.h - reads a document and shows all that came out as one readable string: a
 * line per part and lane, with "\n" and "\t" written so and stretches in shadow in <>. With
 * anchors, each stands in {} as it does: {par 2}, {cell T1.B2=Stad}, {page 1}, {title}.
 */
#ifndef VP_TEST_SHOWN_H
#define VP_TEST_SHOWN_H
#include "base/buf.h"
#include "format/format.h"

struct shown {
	struct buf text; /* "word/document.xml body: ...\n" */
	struct buf rows; /* "word/document.xml ooxml reason,reason\n" */
	bool anchors;    /* wanted */
	size_t block;    /* of the stream; 0: all at once */
	const char *word; /* look up where this stands in its part */
	uint64_t word_offset, word_length;
	bool word_exact;
	struct limits limits;
};
struct shown *shown_new(void);
void shown_free(struct shown *s);
AUTO_DEFINE(shown)
void shown_read(struct shown *s, const char *file_name, const void *bytes, size_t len);
/* The whole line of a part and lane; NULL: there is none. */
const char *shown_line(struct shown *s, const char *part_and_lane);
void shown_expect(struct shown *s, const char *part_and_lane, const char *text);
bool shown_row(const struct shown *s, const char *part, const char *format, const char *reasons);
/* Blocks of many sizes must show the same. */
void shown_all_blocks(const char *file_name, const void *bytes, size_t len);

/* A zip with stored members: name, text, name, text, ..., NULL. */
struct buf make_zip(const char *const *members);
/* ... and one more, of any bytes. */
struct buf make_zip_with(const char *const *members, const char *name, const struct buf *inner);
#endif
