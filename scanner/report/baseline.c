/* SPDX-License-Identifier: EUPL-1.2 */
/* report/baseline.c - what came, what went and what changed between two cases. */
#include "report/baseline.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/digest.h"

#define ID_HEX 32
#define SHOWN 20 /* lines of each kind in text */

struct known {
	char id[ID_HEX];
	uint8_t state[8]; /* of all that a review depends on */
	bool met;
};
struct baseline {
	struct known *rows;
	size_t n, room;
};

struct baseline *baseline_new(void)
{
	return xcalloc(1, sizeof(struct baseline));
}

void baseline_free(struct baseline *b)
{
	if (!b)
		return;
	free(b->rows);
	free(b);
}

static void state_of(const struct hit_row *row, uint8_t state[8])
{
	AUTO(digest) d = digest_new();
	uint8_t sum[DIGEST_LEN];
	int numbers[] = { row->hit.score, row->hit.suppressed, (int)row->hit.polarity,
			  (int)row->hit.role };

	digest_add(d, numbers, sizeof(numbers));
	for (size_t i = 0; i < row->hit.n_ties; i++) {
		digest_add(d, row->tied_ids[i], ID_HEX);
		digest_add(d, &row->hit.ties[i].level, sizeof(row->hit.ties[i].level));
	}
	digest_end(d, sum);
	memcpy(state, sum, 8);
}

static int load_hit(void *arg, const struct hit_row *row)
{
	struct baseline *b = arg;

	if (b->n == b->room) {
		b->room = b->room ? 2 * b->room : 1024;
		b->rows = xrealloc(b->rows, b->room * sizeof(*b->rows));
	}
	struct known *k = b->rows + b->n++;
	memcpy(k->id, row->id, ID_HEX);
	k->met = false;
	state_of(row, k->state);
	return 0;
}

static int by_id(const void *a, const void *b)
{
	return memcmp(((const struct known *)a)->id, ((const struct known *)b)->id, ID_HEX);
}

int baseline_load(struct baseline *b, struct store *s, const struct hit_query *q, struct fail *f)
{
	if (store_each_hit(s, q, load_hit, b, f) < 0)
		return -1;
	if (b->n)
		qsort(b->rows, b->n, sizeof(*b->rows), by_id);
	return 0;
}

static struct known *find(const struct baseline *b, const char *id)
{
	struct known wanted = { .met = false };

	memcpy(wanted.id, id, ID_HEX);
	return b->n ? bsearch(&wanted, b->rows, b->n, sizeof(*b->rows), by_id) : NULL;
}

bool baseline_has(const struct baseline *b, const char *id)
{
	return find(b, id) != NULL;
}

struct comparing {
	struct baseline *before;
	const struct report_options *o;
	FILE *to;
	bool text;
	struct diff_counts *counts;
	uint64_t shown[3];
};
enum change { GAINED, LOST, CHANGED };

static void tell(struct comparing *c, enum change change, const struct hit_row *row)
{
	static const char *const words[] = { "gained", "lost", "changed" };
	static const char marks[] = { '+', '-', '~' };
	struct buf b = { 0 };

	if (c->text && c->shown[change]++ >= SHOWN)
		return;
	if (c->text) {
		record_place(&b, row);
		fprintf(c->to, "%c %-12s %3d  ", marks[change], hit_type_word(row->hit.type),
			row->hit.score);
		put_safe(c->to, b.bytes);
	} else {
		record_hit(&b, row, c->o);
		b.bytes[b.len - 1] = '\0'; /* one more key before its end */
		fprintf(c->to, "%s,\"change\":\"%s\"}", b.bytes, words[change]);
	}
	fputc('\n', c->to);
	buf_free(&b);
}

static int compare_after(void *arg, const struct hit_row *row)
{
	struct comparing *c = arg;
	struct known *k = find(c->before, row->id);
	uint8_t state[8];

	if (!k) {
		c->counts->gained++;
		tell(c, GAINED, row);
		return 0;
	}
	if (k->met) /* a copy of what was compared */
		return 0;
	k->met = true;
	state_of(row, state);
	if (!memcmp(state, k->state, sizeof(state))) {
		c->counts->same++;
		return 0;
	}
	c->counts->changed++;
	tell(c, CHANGED, row);
	return 0;
}

static int compare_before(void *arg, const struct hit_row *row)
{
	struct comparing *c = arg;
	struct known *k = find(c->before, row->id);

	if (k->met)
		return 0;
	k->met = true;
	c->counts->lost++;
	tell(c, LOST, row);
	return 0;
}

static void put_counts(const struct comparing *c)
{
	const struct diff_counts *n = c->counts;

	fprintf(c->to,
		"%" PRIu64 " gained (+), %" PRIu64 " lost (-), %" PRIu64 " changed (~), %" PRIu64
		" the same\n",
		n->gained, n->lost, n->changed, n->same);
	if (c->shown[GAINED] > SHOWN || c->shown[LOST] > SHOWN || c->shown[CHANGED] > SHOWN)
		fprintf(c->to, "of each the first %d are shown; -f jsonl gives all\n", SHOWN);
}

int diff_write(struct store *before, struct store *after, const struct report_options *o,
	       const char *form, FILE *to, struct diff_counts *counts, struct fail *f)
{
	AUTO(baseline) b = baseline_new();
	struct comparing c = { .before = b, .o = o, .to = to, .text = !strcmp(form, "text"),
			       .counts = counts };

	*counts = (struct diff_counts){ 0 };
	if (baseline_load(b, before, &o->query, f) < 0 ||
	    store_each_hit(after, &o->query, compare_after, &c, f) < 0 ||
	    store_each_hit(before, &o->query, compare_before, &c, f) < 0)
		return -1;
	if (c.text)
		put_counts(&c);
	return 0;
}
