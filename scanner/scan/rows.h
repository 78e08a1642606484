/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/rows.h - parts and hits as bytes: in the spool of a result, and from a worker process.
 *
 * Numbers are in the order and size of this machine; rows never leave the running program. A row
 * may come from a process that a hostile document took over, so reading one back trusts nothing:
 * false where lengths, enumerations, pattern numbers or strings are not what can be.
 */
#ifndef VP_ROWS_H
#define VP_ROWS_H
#include "base/buf.h"
#include "detect/detect.h"
#include "format/format.h"

enum row_kind { ROW_PART = 1, ROW_HIT };

void row_put_part(struct buf *b, const struct part_report *p);
void row_put_hit(struct buf *b, const struct hit *h, size_t document);
void row_put_text(struct buf *b, const char *s); /* NULL is kept apart from "" */

/* What is read points into the row; reasons and ties are malloc'ed and the caller's. The row must
 * stay until then. Kind byte first, as put. */
bool row_get_part(const char *row, size_t len, struct part_report *ret,
		  struct document_facts *facts); /* room for what ret->document points at */
bool row_get_hit(const char *row, size_t len, const struct ruleset *rules, struct hit *ret,
		 size_t *document);

/* The pieces, for other messages between the processes. */
struct row_reader {
	const char *at, *end;
	bool bad; /* something did not fit; all that follows gives zeroes */
};
void row_get(struct row_reader *in, void *to, size_t len);
const char *row_get_text(struct row_reader *in); /* valid UTF-8 without a NUL, or NULL */
#endif
