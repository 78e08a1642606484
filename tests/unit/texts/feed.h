/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unit/texts/feed.h - runs bytes through the formats and keeps all they put out, windows joined,
 * so that a test can look at text, anchors, sources and reasons of the whole.
 */
#ifndef VP_TEST_FEED_H
#define VP_TEST_FEED_H
#include "base/buf.h"
#include "format/format.h"

struct fed_anchor {
	uint64_t at;
	enum anchor_kind kind;
	uint32_t number;
	char name[32], label[96];
};
struct fed_lane {
	struct buf text;
	struct fed_anchor *anchors;
	size_t n_anchors, anchor_room;
	/* Where each byte of text came from; NO_SOURCE if nowhere. exact: byte for byte. */
	uint64_t *source;
	size_t source_room;
	uint8_t *unit;
};
struct fed {
	struct fed_lane lanes[N_CARRIERS];
	bool reasons[N_REASONS];
	char format[32];
	unsigned quote_level;
	/* The last text window of each lane can be asked by text_source() only while it lives, so
	 * what a test wants to know of a word is looked up then. */
	const char *word;
	enum carrier word_carrier;
	uint64_t word_offset, word_length;
	bool word_found, word_exact;
	char word_anchor_name[32], word_anchor_label[96];
	uint32_t word_anchor_number;
	enum anchor_kind word_anchor_kind;
};
struct feed_how {
	const char *file_name, *type, *charset;
	size_t block; /* bytes per block of the stream; 0: all at once */
	const char *word; /* look this up */
	const struct format *format;
};
void feed(struct fed *ret, const void *bytes, size_t len, const struct feed_how *how);
const char *fed_text(struct fed *f, enum carrier c); /* "" if there is none */
void fed_free(struct fed *f);
/* Claims only: the name of the format that bids most, "unknown" if none. */
const char *feed_claim(const void *bytes, size_t len, const char *file_name);
/* Fails the test unless all block sizes give the same as one block. */
void feed_all_blocks(const void *bytes, size_t len, const struct feed_how *how);
/* The same text with each line end as \n; to free(). */
char *with_newlines(const char *text);
#endif
