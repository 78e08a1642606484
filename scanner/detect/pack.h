/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/pack.h - the line format of pattern packs, as blocks of keys and values.
 *
 * KIND NAME at column 0 opens a block; an indented line is KEY VALUE; a line indented deeper than
 * the first key of its block goes on with the value (joined by "\n"). A line whose first character
 * is # is a comment, an empty line is nothing. Nothing is ever escaped. What the keys mean is
 * known elsewhere: here only which kinds and keys there are. patterns/README.md is the manual.
 *
 * Everything lives in the arena it was read into. Packs are written by the team, not by strangers;
 * mistakes stop the load with the file, the line and what was probably meant.
 */
#ifndef VP_PACK_H
#define VP_PACK_H
#include "base/base.h"

struct pack_line {
	const char *key, *value; /* value: "" if the line holds a key only */
	int line;
};
struct pack_block {
	const char *kind, *name, *file; /* file: as it was named, for messages */
	int line;
	const struct pack_line *lines;  /* in the order of the file */
	size_t n_lines;
	const char *pack_source;        /* source of the file's `pack` block, or NULL */
};
struct pack_blocks {
	struct pack_block *rows;
	size_t n, room;
};
/* Adds the blocks of one file. bytes: its whole text, valid UTF-8; file: its name for messages. */
int pack_parse(struct arena *a, const char *file, const char *bytes, size_t len,
	       struct pack_blocks *to, struct fail *f);

/* The first line with that key, and the one after a given line (NULL: from the start). */
const struct pack_line *pack_line_next(const struct pack_block *b, const char *key,
				       const struct pack_line *after);
const char *pack_value(const struct pack_block *b, const char *key); /* NULL if there is none */

/* EXIT_USAGE with "FILE:LINE: ...". line 0: the line of the block. */
int pack_fail(struct fail *f, const struct pack_block *b, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The word of a list (ends with NULL) that looks most like one that was not found, or NULL. */
const char *nearest_word(const char *word, const char *const *words);

struct ruleset;
/* Blocks of a loaded ruleset by kind (lexicon, points, words, ...), in file and line order: for
 * the names engine and the ties. NULL past the end. */
const struct pack_block *ruleset_block(const struct ruleset *r, const char *kind, size_t i);
#endif
