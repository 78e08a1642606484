/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unit/mail/told.h - reads bytes as a file and keeps all that was told of each of its parts: text
 * by carrier, windows joined, anchors, and the row of the ledger.
 */
#ifndef VP_TEST_TOLD_H
#define VP_TEST_TOLD_H
#include "base/buf.h"
#include "format/format.h"

struct told_lane {
	struct buf text;
	struct buf anchors; /* "Subject@12 line=3@40 " */
	struct buf sources; /* "12+3 ": of each stretch of one kind */
};
struct told_part {
	char *part, *format;
	struct told_lane lanes[N_CARRIERS];
	bool reasons[N_REASONS];
	bool any_reason, reported;
	uint64_t bytes;
	unsigned documents, quote_level;
};
#define TOLD_SLOTS 65536u
struct told {
	struct told_part *parts;
	size_t n, room;
	uint32_t *slots; /* number of a part, by the hash of its name; 0: none */
	char *word;	 /* the source of this word is asked where it is seen; or NULL */
	uint64_t offset, length;
	bool exact;
};
struct told_how {
	size_t block; /* bytes per block of the stream; 0: all at once */
	const struct format *format;
	const struct limits *limits;
	const char *file_name, *type, *charset, *word;
	bool flowed, delsp;
	bool fails; /* behind the last byte the disk gives an error */
};
void tell(struct told *t, const void *bytes, size_t len, const struct told_how *how);
void told_free(struct told *t);
struct told_part *told_part(struct told *t, const char *part); /* fails the test if missing */
bool told_has(const struct told *t, const char *part);
const char *told_text(struct told *t, const char *part, enum carrier c); /* "" if there is none */
bool told_reason(struct told *t, const char *part, enum reason r);
bool told_any_reason(const struct told *t); /* one that leaves no file ok */
/* Everything told, as one text: to compare two readings. */
char *told_all(const struct told *t);
/* Fails the test unless all block sizes tell the same. */
void tell_all_blocks(const void *bytes, size_t len, const struct told_how *how);

#define TELL_WITH(t, literal, ...)                                                                 \
	tell(t, literal, sizeof(literal) - 1, &(struct told_how) {__VA_ARGS__});                   \
	tell_all_blocks(literal, sizeof(literal) - 1, &(struct told_how) {__VA_ARGS__})
#define TELL(t, literal) TELL_WITH(t, literal, .block = 0)
#endif
