/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/record.c - rows into a spool and out of it again. */
#include "scan/record.h"
#include "base/buf.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define REASONS_PER_FILE 200

enum row_kind { ROW_PART = 1, ROW_HIT };

struct result *result_new(void)
{
	struct result *r = xcalloc(1, sizeof(*r));

	r->rows = spool_new(NULL);
	return r;
}

void result_clear(struct result *r)
{
	struct spool *rows = r->rows;

	item_free(r->item);
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

static void put_bytes(struct buf *b, const void *bytes, size_t len)
{
	uint32_t n = (uint32_t)len;

	assert(len < UINT32_MAX);
	buf_add(b, &n, sizeof(n));
	buf_add(b, bytes, len);
	buf_add_byte(b, '\0'); /* so that it can be read in place as a string */
}

/* NULL is kept apart from "". */
static void put_text(struct buf *b, const char *s)
{
	buf_add_byte(b, s != NULL);
	if (s)
		put_bytes(b, s, strlen(s));
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

struct reader {
	const char *at, *end;
};

static void get(struct reader *in, void *to, size_t len)
{
	assert((size_t)(in->end - in->at) >= len);
	memcpy(to, in->at, len);
	in->at += len;
}

static const char *get_bytes(struct reader *in, size_t *len)
{
	uint32_t n;

	get(in, &n, sizeof(n));
	const char *bytes = in->at;
	assert((size_t)(in->end - in->at) > n);
	in->at += n + 1;
	*len = n;
	return bytes;
}

static const char *get_text(struct reader *in)
{
	char there;
	size_t len;

	get(in, &there, 1);
	return there ? get_bytes(in, &len) : NULL;
}

int result_add_part(struct result *r, const struct part_report *p)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < p->n_reasons; i++)
		result_reason(r, p->part, p->reasons[i].reason, p->reasons[i].text);
	r->any_read |= p->text_bytes > 0;
	if (!*p->part) { /* the file itself: its row is the item's */
		r->format = xstrdup(p->format);
		if (p->document)
			r->facts = *p->document;
		return 0;
	}
	buf_add_byte(&b, ROW_PART);
	put_text(&b, p->part);
	put_text(&b, p->format);
	buf_add(&b, &p->bytes, sizeof(p->bytes));
	buf_add(&b, &p->text_bytes, sizeof(p->text_bytes));
	buf_add_byte(&b, p->document != NULL);
	if (p->document)
		buf_add(&b, p->document, sizeof(*p->document));
	uint32_t n = (uint32_t)p->n_reasons;
	buf_add(&b, &n, sizeof(n));
	for (size_t i = 0; i < p->n_reasons; i++) {
		buf_add(&b, &p->reasons[i].reason, sizeof(p->reasons[i].reason));
		put_text(&b, p->reasons[i].text);
	}
	int error = put_row(r, &b);
	buf_free(&b);
	return error;
}

int result_add_hit(struct result *r, const struct hit *h, size_t document)
{
	struct buf b = { 0 };
	uint32_t n_ties = (uint32_t)h->n_ties;
	struct hit fixed = *h; /* its numbers; what it points at follows */

	buf_add_byte(&b, ROW_HIT);
	buf_add(&b, &document, sizeof(document));
	buf_add(&b, &h->pattern->index, sizeof(h->pattern->index));
	fixed.pattern = NULL;
	buf_add(&b, &fixed, sizeof(fixed));
	put_text(&b, h->part);
	put_text(&b, h->anchor.name);
	put_text(&b, h->anchor.label);
	put_text(&b, h->value);
	put_text(&b, h->normal);
	put_text(&b, h->before);
	put_text(&b, h->after);
	put_text(&b, h->why);
	buf_add(&b, &n_ties, sizeof(n_ties));
	for (size_t i = 0; i < h->n_ties; i++)
		buf_add(&b, &h->ties[i], sizeof(h->ties[i]));
	int error = put_row(r, &b);
	buf_free(&b);
	r->hits++;
	return error;
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

static void get_facts(struct reader *in, struct ledger_row *row, struct document_facts *facts,
		      char hex[2 * DIGEST_LEN + 1])
{
	bool there;

	get(in, &there, 1);
	if (!there)
		return;
	get(in, facts, sizeof(*facts));
	set_facts(row, facts);
	hex_print(hex, facts->digest, DIGEST_LEN);
	row->sha256 = hex;
}

static int store_part(struct reader *in, const struct result *r, struct store *s, struct fail *f)
{
	struct ledger_row row = { .item = r->item };
	struct document_facts facts;
	char hex[2 * DIGEST_LEN + 1];
	struct store_reason *reasons;
	bool ok = true;
	uint32_t n;

	row.part = get_text(in);
	row.format = get_text(in);
	get(in, &row.bytes, sizeof(row.bytes));
	get(in, &row.text_bytes, sizeof(row.text_bytes));
	get_facts(in, &row, &facts, hex);
	get(in, &n, sizeof(n));
	reasons = xcalloc(n, sizeof(*reasons));
	for (uint32_t i = 0; i < n; i++) {
		reasons[i].part = row.part;
		get(in, &reasons[i].reason, sizeof(reasons[i].reason));
		reasons[i].text = get_text(in);
		ok &= reason_leaves_ok(reasons[i].reason);
	}
	row.reasons = reasons;
	row.n_reasons = n;
	row.outcome = ok ? OUTCOME_OK : row.text_bytes ? OUTCOME_PARTIAL : OUTCOME_FAILED;
	int error = store_add_part(s, &row, f);
	free(reasons);
	return error;
}

static int store_hit(struct reader *in, const struct result *r, const struct ruleset *rules,
		     struct store *s, struct fail *f)
{
	struct hit h;
	size_t document;
	unsigned pattern;
	uint32_t n_ties;
	uint8_t id[16];

	get(in, &document, sizeof(document));
	get(in, &pattern, sizeof(pattern));
	get(in, &h, sizeof(h));
	h.pattern = ruleset_pattern(rules, pattern);
	h.part = get_text(in);
	h.anchor.name = get_text(in);
	h.anchor.label = get_text(in);
	h.value = get_text(in);
	h.normal = get_text(in);
	h.before = get_text(in);
	h.after = get_text(in);
	h.why = get_text(in);
	get(in, &n_ties, sizeof(n_ties));
	struct tie *ties = xcalloc(n_ties, sizeof(*ties));
	uint8_t *tie_ids = xcalloc(n_ties, 16);
	assert(document < r->n_digests);
	for (uint32_t i = 0; i < n_ties; i++) {
		get(in, &ties[i], sizeof(ties[i]));
		hit_id(tie_ids + 16 * i, r->digests[document], ties[i].key);
	}
	h.ties = ties;
	hit_id(id, r->digests[document], h.key);
	int error = store_add_hit(s, &h, id, tie_ids, f);
	free(ties);
	free(tie_ids);
	return error;
}

static int store_rows(struct result *r, const struct ruleset *rules, struct store *s, struct fail *f)
{
	struct buf b = { 0 };
	int error = 0;

	for (uint64_t at = 0, end = spool_size(r->rows); at < end && !error;) {
		uint32_t len;

		if (spool_read(r->rows, &len, sizeof(len), at) != sizeof(len))
			goto broken;
		buf_clear(&b);
		buf_need(&b, len);
		if (spool_read(r->rows, b.bytes, len, at + sizeof(len)) != (ssize_t)len)
			goto broken;
		b.len = len;
		at += sizeof(len) + len;
		struct reader in = { b.bytes + 1, b.bytes + len };
		error = *b.bytes == ROW_PART ? store_part(&in, r, s, f) :
					       store_hit(&in, r, rules, s, f);
	}
	buf_free(&b);
	return error;
broken:
	buf_free(&b);
	return fail_set(f, EXIT_BROKE_OFF,
			"records set aside in a temporary file could not be read back; check the disk of "
			"the case folder and run the same command again");
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
