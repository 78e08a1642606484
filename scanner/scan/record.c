/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/record.c - rows into a spool and out of it again. */
#include "scan/record.h"
#include "scan/rows.h"
#include <stdlib.h>
#include <string.h>

#define REASONS_PER_FILE 200

struct result *result_new(void)
{
	struct result *r = xcalloc(1, sizeof(*r));

	r->rows = spool_new();
	return r;
}

void result_clear(struct result *r)
{
	struct spool *rows = r->rows;

	if (!r->is_piece)
		item_free(r->item);
	for (size_t i = 0; i < r->n_pieces; i++)
		result_free(r->pieces[i]);
	free(r->pieces);
	free(r->borders);
	free(r->by_pattern);
	free(r->so_far);
	free(r->over);
	spool_clear(rows);
	for (size_t i = 0; i < r->n_reasons; i++) {
		free((char *)r->reasons[i].part);
		free((char *)r->reasons[i].text);
	}
	free(r->reasons);
	free(r->digests);
	free(r->format);
	*r = (struct result){ .rows = rows };
}

void result_restart(struct result *r)
{
	struct item *item = r->item;
	uint64_t bytes = r->bytes, progressed = r->progressed;
	bool is_piece = r->is_piece;

	r->item = NULL;
	result_clear(r);
	r->is_piece = is_piece;
	r->item = item;
	r->bytes = bytes;
	r->progressed = progressed;
}

void result_free(struct result *r)
{
	if (!r)
		return;
	result_clear(r);
	spool_free(r->rows);
	free(r);
}

void result_reason(struct result *r, const char *part, enum reason reason, const char *text)
{
	r->any_trouble |= !reason_leaves_ok(reason);
	if (r->n_reasons >= REASONS_PER_FILE) {
		r->more_reasons++;
		return;
	}
	if (r->n_reasons == r->reason_room) {
		r->reason_room = r->reason_room ? 2 * r->reason_room : 4;
		r->reasons = xrealloc(r->reasons, r->reason_room * sizeof(*r->reasons));
	}
	r->reasons[r->n_reasons++] = (struct store_reason){ xstrdup(part), reason, xstrdup(text) };
}

static int put_row(struct result *r, const struct buf *b)
{
	uint32_t len = (uint32_t)b->len;

	if (spool_add(r->rows, &len, sizeof(len)) < 0 || spool_add(r->rows, b->bytes, b->len) < 0) {
		r->spool_failed = true;
		return -1;
	}
	return 0;
}

int result_add_part(struct result *r, const struct part_report *p)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < p->n_reasons; i++)
		result_reason(r, p->part, p->reasons[i].reason, p->reasons[i].text);
	r->any_read |= p->text_bytes > 0;
	if (!*p->part) { /* the file itself: its row is the item's */
		free(r->format);
		r->format = xstrdup(p->format);
		if (p->document)
			r->facts = *p->document;
		return 0;
	}
	row_put_part(&b, p);
	int error = put_row(r, &b);
	buf_free(&b);
	return error;
}

/* A number that was not met before makes room for its digest. */
static void know_document(struct result *r, size_t document)
{
	while (r->n_digests <= document) {
		if (r->n_digests == r->digest_room) {
			r->digest_room = r->digest_room ? 2 * r->digest_room : 8;
			r->digests = xrealloc(r->digests, r->digest_room * sizeof(*r->digests));
		}
		memset(r->digests + r->n_digests++, 0, sizeof(*r->digests));
	}
}

int result_add_hit(struct result *r, const struct hit *h, size_t document)
{
	struct buf b = { 0 };

	row_put_hit(&b, h, document);
	int error = result_add_hit_row(r, &b, document, h->pattern->index);
	buf_free(&b);
	return error;
}

static void count_pattern(struct result *r, unsigned pattern)
{
	if (pattern >= r->n_by_pattern) {
		size_t n = pattern + 64u;

		r->by_pattern = xrealloc(r->by_pattern, n * sizeof(*r->by_pattern));
		memset(r->by_pattern + r->n_by_pattern, 0,
		       (n - r->n_by_pattern) * sizeof(*r->by_pattern));
		r->n_by_pattern = n;
	}
	r->by_pattern[pattern]++;
}

int result_add_hit_row(struct result *r, const struct buf *row, size_t document, unsigned pattern)
{
	know_document(r, document);
	if (r->is_piece)
		count_pattern(r, pattern);
	r->hits++;
	r->any_read = true;
	return put_row(r, row);
}

void result_digest(struct result *r, size_t document, const uint8_t *digest)
{
	know_document(r, document);
	memcpy(r->digests[document], digest, DIGEST_LEN);
}

void result_end(struct result *r, const struct unit_end *end)
{
	memcpy(r->digest, end->digest, DIGEST_LEN);
	r->has_digest = end->has_digest;
	r->parts = end->parts;
	r->text_bytes = end->text_bytes;
	r->work = end->work;
	r->memory = end->memory;
	r->dropped |= end->stopped;
}

int result_add_border(struct result *r, const struct border *b)
{
	const struct border *last = r->n_borders ? r->borders + r->n_borders - 1 : NULL;
	uint64_t least = last ? last->at : 0;

	if (b->at <= least || b->blank >= b->at - least || b->at >= r->bytes ||
	    b->number <= (last ? last->number : 1))
		return -1;
	if (r->n_borders == r->border_room) {
		r->border_room = r->border_room ? 2 * r->border_room : 16;
		r->borders = xrealloc(r->borders, r->border_room * sizeof(*r->borders));
	}
	r->borders[r->n_borders++] = *b;
	return 0;
}

enum outcome result_outcome(const struct result *r)
{
	if (r->item->skip)
		return r->item->failed ? OUTCOME_FAILED : OUTCOME_SKIPPED;
	if (!r->any_trouble)
		return OUTCOME_OK;
	return r->any_read ? OUTCOME_PARTIAL : OUTCOME_FAILED;
}

static void set_facts(struct ledger_row *row, const struct document_facts *facts)
{
	row->dated = date_kind_word(facts->dated);
	row->date = facts->date;
	row->thread = *facts->thread ? facts->thread : NULL;
}

static int store_part(const struct result *r, const struct part_report *p, struct store *s,
		      struct fail *f)
{
	struct ledger_row row = { .item = r->item,
				  .part = p->part,
				  .format = p->format,
				  .bytes = p->bytes,
				  .text_bytes = p->text_bytes,
				  .n_reasons = p->n_reasons };
	struct store_reason *reasons = xcalloc(p->n_reasons, sizeof(*reasons));
	char hex[2 * DIGEST_LEN + 1];
	bool ok = true;

	for (size_t i = 0; i < p->n_reasons; i++) {
		reasons[i] = (struct store_reason){ p->part, p->reasons[i].reason,
						    p->reasons[i].text };
		ok &= reason_leaves_ok(reasons[i].reason);
	}
	if (p->document) {
		set_facts(&row, p->document);
		hex_print(hex, p->document->digest, DIGEST_LEN);
		row.sha256 = hex;
	}
	row.reasons = reasons;
	row.outcome = ok ? OUTCOME_OK : row.text_bytes ? OUTCOME_PARTIAL : OUTCOME_FAILED;
	int error = store_add_part(s, &row, f);
	free(reasons);
	return error;
}

static int store_hit(const struct result *r, struct hit *h, size_t document, struct store *s,
		     struct fail *f)
{
	uint8_t *tie_ids = xcalloc(h->n_ties, sizeof(h->key)), id[HIT_KEY_LEN];
	struct tie *ties = (struct tie *)h->ties;
	size_t n = 0;

	for (size_t i = 0; i < h->n_ties; i++) {
		if (result_is_over(r, document, ties[i].key))
			continue;
		ties[n] = ties[i];
		hit_id(tie_ids + HIT_KEY_LEN * n, r->digests[document], ties[n].key);
		n++;
	}
	h->n_ties = n;
	hit_id(id, r->digests[document], h->key);
	int error = store_add_hit(s, h, id, tie_ids, f);
	free(tie_ids);
	return error;
}

/* What is done with the rows of a result, or of a piece of one. */
struct rows {
	struct result *whole, *of;
	const struct ruleset *rules;
	struct store *store;
	struct fail *fail;
};
/* 0, -1 with the fail set, or 1: this is no row. */
typedef int row_fn(struct rows *r, const struct buf *row);

static int store_row(struct rows *r, const struct buf *row)
{
	struct document_facts facts;
	struct part_report part;
	struct hit hit;
	size_t document;
	int error = 1;

	if (*row->bytes == ROW_PART && row_get_part(row->bytes, row->len, &part, &facts)) {
		error = store_part(r->of, &part, r->store, r->fail);
		free((void *)part.reasons);
	} else if (*row->bytes == ROW_HIT &&
		   row_get_hit(row->bytes, row->len, r->rules, &hit, &document)) {
		if (result_is_over(r->of, document, hit.key))
			error = 0;
		else if (document < r->of->n_digests)
			error = store_hit(r->of, &hit, document, r->store, r->fail);
		free((void *)hit.ties);
	}
	return error;
}

static int note_row(struct rows *r, const struct buf *row)
{
	struct hit hit;
	size_t document;

	if (*row->bytes == ROW_HIT && row_get_hit(row->bytes, row->len, r->rules, &hit, &document)) {
		result_note_over(r->whole, r->of, &hit, document);
		free((void *)hit.ties);
	}
	return 0;
}

static int each_row(struct rows *r, row_fn *fn)
{
	struct spool *rows = r->of->rows;
	struct buf b = { 0 };
	int error = 0;

	for (uint64_t at = 0, end = spool_size(rows); at < end && !error;) {
		uint32_t len;

		if (spool_read(rows, &len, sizeof(len), at) != sizeof(len))
			goto broken;
		buf_clear(&b);
		if (!len)
			goto broken;
		buf_need(&b, len);
		if (spool_read(rows, b.bytes, len, at + sizeof(len)) != (ssize_t)len)
			goto broken;
		b.len = len;
		at += sizeof(len) + len;
		error = fn(r, &b);
		if (error > 0)
			goto broken;
	}
	buf_free(&b);
	return error;
broken:
	buf_free(&b);
	return fail_set(r->fail, EXIT_BROKE_OFF,
			"records set aside in a temporary file could not be read back; check the disk of "
			"the case folder and run the same command again");
}

static int store_rows(struct result *whole, const struct ruleset *rules, struct store *s,
		      struct fail *f)
{
	struct rows r = { whole, whole, rules, s, f };
	int error = each_row(&r, store_row);

	for (size_t i = 0; i < whole->n_pieces && !error; i++) {
		r.of = whole->pieces[i];
		if (whole->so_far)
			error = each_row(&r, note_row);
		if (!error)
			error = each_row(&r, store_row);
	}
	return error;
}

int result_store(struct result *r, const struct ruleset *rules, struct store *s, struct fail *f)
{
	char hex[2 * DIGEST_LEN + 1];
	struct ledger_row row = { .item = r->item,
				  .part = "",
				  .sha256 = r->has_digest ? hex : NULL,
				  .format = r->format ? r->format : "unknown",
				  .bytes = r->bytes,
				  .text_bytes = r->text_bytes,
				  .parts = r->parts,
				  .hits = r->hits,
				  .seconds = r->seconds };

	if (r->more_reasons) {
		char *text = xformat("%llu more reasons were counted, not kept; see the parts",
				     (unsigned long long)r->more_reasons);

		free((char *)r->reasons[r->n_reasons - 1].text);
		r->reasons[r->n_reasons - 1].text = text;
	}
	row.reasons = r->reasons;
	row.n_reasons = r->n_reasons;
	row.outcome = result_outcome(r);
	hex_print(hex, r->digest, DIGEST_LEN);
	set_facts(&row, &r->facts);
	if (store_begin_item(s, r->item, f) < 0 || store_rows(r, rules, s, f) < 0)
		return -1;
	return store_end_item(s, &row, f);
}
