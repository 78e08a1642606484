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
	double seconds;
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
int result_add_hit_row(struct result *r, const struct buf *row, size_t document);
void result_end(struct result *r, const struct unit_end *end);
void result_digest(struct result *r, size_t document, const uint8_t *digest);
enum outcome result_outcome(const struct result *r);
/* Writer's side: all rows to the store as one item. */
int result_store(struct result *r, const struct ruleset *ruleset, struct store *s, struct fail *f);
#endif
