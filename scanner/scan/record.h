/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/record.h - what a worker found in one file, on its way to the writer.
 *
 * Rows go through a spool in the order they came. Ids of hits need the digest of their document,
 * which is known only when its last byte was read: a row holds the number of its document, and
 * digests stand beside the spool.
 */
#ifndef VP_RECORD_H
#define VP_RECORD_H
#include "base/buf.h"
#include "base/digest.h"
#include "base/spool.h"
#include "format/format.h"
#include "scan/worker.h"
#include "store/store.h"

struct result {
	struct item *item;
	struct spool *rows;
	uint8_t (*digests)[DIGEST_LEN];
	size_t n_digests, digest_room;
	char *format;
	struct document_facts facts; /* of the file itself; its digest stands below */
	uint8_t digest[DIGEST_LEN];
	bool has_digest;
	struct store_reason *reasons; /* of all parts; strings are malloc'ed */
	size_t n_reasons, reason_room;
	uint64_t more_reasons;        /* not kept */
	uint64_t bytes, text_bytes, parts, hits;
	bool any_read, any_trouble;   /* some part gave text; some part was not ok */
	bool unchanged;               /* known from an earlier run: only to be marked as seen */
	bool dropped;                 /* the run stopped in the middle of it */
	bool spool_failed;
	bool failed;                  /* the run cannot go on, because: */
	struct fail fail;
	uint64_t progressed;          /* of its bytes, already told as read */
	struct border *borders;       /* where it can be split, if that was asked */
	size_t n_borders, border_room;
	/* Of a file that was split: what its stretches gave, in order, with documents of their own.
	 * The item of a stretch is the item of the whole. */
	struct result **pieces;
	size_t n_pieces;
	bool is_piece;
	uint64_t *by_pattern;         /* of a piece: its hits */
	size_t n_by_pattern;
	/* The limit on hits of a pattern, where it is reached; how many came so far; and of a piece,
	 * the marks of those beyond it (join.c). */
	uint64_t most_hits, *so_far, *over;
	size_t n_over, over_room;
	double seconds;
	struct detect_work work;
	uint64_t memory; /* KiB, of the process that read it */
};
struct result *result_new(void);
void result_clear(struct result *r);
void result_restart(struct result *r); /* empty again but for its item: it is read anew */
void result_free(struct result *r);
AUTO_DEFINE(result)
void result_reason(struct result *r, const char *part, enum reason reason, const char *text);
int result_add_part(struct result *r, const struct part_report *p);
int result_add_hit(struct result *r, const struct hit *h, size_t document);
/* A hit that comes as a row (rows.h), which was found good. */
int result_add_hit_row(struct result *r, const struct buf *row, size_t document, unsigned pattern);
/* Negative if it cannot be one, as it does not come behind the last. */
int result_add_border(struct result *r, const struct border *b);
/* join.c. Takes over the pieces: r, which has an item and no more, tells what they tell together.
 * most: hits of a pattern that a file may have. */
void result_join(struct result *r, struct result **pieces, size_t n, const struct ruleset *rules,
		 uint64_t most);
/* For each hit of each piece, in order, before a piece is asked which of its hits are too many. */
void result_note_over(struct result *whole, struct result *piece, const struct hit *h,
		      size_t document);
bool result_is_over(const struct result *piece, size_t document, const uint8_t *key);
void result_end(struct result *r, const struct unit_end *end);
void result_digest(struct result *r, size_t document, const uint8_t *digest);
enum outcome result_outcome(const struct result *r);
/* Writer's side: all rows to the store as one item. */
int result_store(struct result *r, const struct ruleset *ruleset, struct store *s, struct fail *f);
#endif
