/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/document.c - from the findings of a document to hits: settled, keyed, tied, given out. */
#include "detect/document.h"
#include "base/digest.h"
#include "detect/ruleset.h"
#include "detect/settle.h"
#include "text/fold.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct document *document_new(const struct names_data *names)
{
	struct document *d = xcalloc(1, sizeof(*d));

	d->findings = findings_new();
	d->names = names ? names_new(names) : NULL;
	return d;
}

void document_free(struct document *d)
{
	if (!d)
		return;
	findings_free(d->findings);
	names_free(d->names);
	free(d->part);
	free(d->file_name);
	free(d->seen);
	free(d->times);
	free(d);
}

void document_begin(struct document *d, const char *part, const char *file_name)
{
	free(d->part);
	free(d->file_name);
	d->part = xstrdup(part ? part : "");
	d->file_name = xstrdup(file_name ? file_name : "");
	findings_clear(d->findings);
	if (d->n_seen)
		memset(d->seen, 0, d->seen_room * sizeof(*d->seen));
	d->n_seen = 0;
	if (d->names)
		names_begin(d->names, d->part, d->file_name);
}

/* --- keys --- */

static void seen_grow(struct document *d)
{
	uint64_t *seen = d->seen;
	uint32_t *times = d->times;
	size_t room = d->seen_room;

	d->seen_room = room ? 2 * room : 256;
	d->seen = xcalloc(d->seen_room, sizeof(*d->seen));
	d->times = xcalloc(d->seen_room, sizeof(*d->times));
	for (size_t i = 0; i < room; i++) {
		if (!seen[i])
			continue;
		size_t at = seen[i] & (d->seen_room - 1);
		while (d->seen[at])
			at = (at + 1) & (d->seen_room - 1);
		d->seen[at] = seen[i];
		d->times[at] = times[i];
	}
	free(seen);
	free(times);
}

/* How often this value was given out before in this part and carrier. */
static uint32_t count_occurrence(struct document *d, const struct finding *f)
{
	if (4 * d->n_seen >= 3 * d->seen_room)
		seen_grow(d);
	uint64_t hash = fold_hash(f->normal, strlen(f->normal));
	hash = hash * 31 + fold_hash(f->lane->part, strlen(f->lane->part));
	hash = (hash * 31 + (uint64_t)f->lane->carrier) * 31 + (uint64_t)f->type;
	hash ^= hash >> 29;
	hash = hash ? hash : 1;
	size_t at = hash & (d->seen_room - 1);
	while (d->seen[at] && d->seen[at] != hash)
		at = (at + 1) & (d->seen_room - 1);
	if (!d->seen[at]) {
		d->seen[at] = hash;
		d->times[at] = 0;
		d->n_seen++;
	}
	return d->times[at]++;
}

static void add_field(struct digest *d, const char *s)
{
	size_t len = strlen(s);
	uint8_t prefix[4] = {(uint8_t)(len >> 24), (uint8_t)(len >> 16), (uint8_t)(len >> 8),
			     (uint8_t)len};

	digest_add(d, prefix, sizeof(prefix));
	digest_add(d, s, len);
}

static void make_keys(struct document *d)
{
	AUTO(digest) digest = digest_new();

	for (size_t i = 0; i < d->findings->n; i++) {
		struct finding *f = d->findings->rows + i;
		uint8_t sum[DIGEST_LEN];
		char occurrence[16];

		snprintf(occurrence, sizeof(occurrence), "%u", count_occurrence(d, f));
		digest_reset(digest);
		add_field(digest, f->lane->part);
		add_field(digest, carrier_word(f->lane->carrier));
		add_field(digest, hit_type_word(f->type));
		add_field(digest, f->normal);
		add_field(digest, occurrence);
		digest_end(digest, sum);
		memcpy(f->key, sum, sizeof(f->key));
	}
}

void hit_id(uint8_t id[16], const uint8_t document[32], const uint8_t key[HIT_KEY_LEN])
{
	uint8_t both[DIGEST_LEN + HIT_KEY_LEN], sum[DIGEST_LEN];

	memcpy(both, document, DIGEST_LEN);
	memcpy(both + DIGEST_LEN, key, HIT_KEY_LEN);
	digest_of(both, sizeof(both), sum);
	memcpy(id, sum, 16);
}

/* --- out --- */

/* Counts them all, keeps as many of each pattern as are given out. */
static void keep_most(struct findings *f, struct handout *to)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (++to->counted[f->rows[i].pattern->index] > to->most) {
			to->any_over = true;
			buf_free(&f->rows[i].why);
		} else {
			f->rows[kept++] = f->rows[i];
		}
	}
	f->n = kept;
}

static int give_one(const struct finding *f, const struct handout *to)
{
	struct hit hit = {
		.pattern = f->pattern,
		.type = f->type,
		.part = f->lane->part,
		.carrier = f->lane->carrier,
		.anchor = f->anchor,
		.start = f->start,
		.end = f->end,
		.has_source = f->has_source,
		.source_offset = f->source_offset,
		.source_length = f->source_length,
		.value = f->value,
		.normal = f->normal,
		.before = f->before,
		.after = f->after,
		.why = f->why.bytes ? f->why.bytes : "",
		.score = f->score < 0 ? 0 : f->score > 100 ? 100 : f->score,
		.suppressed = f->suppressed,
		.polarity = f->polarity,
		.manner = f->n_ties ? f->manner : MANNER_NONE,
		.role = f->role,
		.ties = f->ties,
		.n_ties = f->n_ties,
	};

	memcpy(hit.key, f->key, sizeof(hit.key));
	return to->found(to->arg, &hit);
}

int document_hand_out(struct document *d, const struct ruleset *r, struct handout *to)
{
	struct findings *f = d->findings;
	int result = 0;

	if (d->names)
		names_end(d->names, f);
	settle_sort(f);
	tie_set_names_apart(f, r);
	settle_sort(f); /* names that were cut start later */
	settle_overlaps(f);
	keep_most(f, to);
	make_keys(d);
	tie_findings(f, r);
	for (size_t i = 0; i < f->n && !result; i++)
		result = give_one(f->rows + i, to);
	findings_clear(f);
	return result;
}
