/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/join.c - what the stretches of a split file tell together.
 *
 * The limit on hits of a pattern holds for the file: a stretch keeps as many as a file may, and of
 * those all together the first ones count, in order. The rest is counted and said.
 */
#include "scan/record.h"
#include "scan/rows.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take_in(struct result *r, const struct result *piece)
{
	r->more_reasons += piece->more_reasons;
	r->any_trouble |= piece->any_trouble;
	r->any_read |= piece->any_read;
	r->text_bytes += piece->text_bytes;
	r->parts += piece->parts;
	detect_work_add(&r->work, &piece->work);
	r->memory = piece->memory > r->memory ? piece->memory : r->memory;
	r->progressed += piece->progressed;
	r->dropped |= piece->dropped;
	r->spool_failed |= piece->spool_failed;
	if (piece->failed && !r->failed) {
		r->failed = true;
		r->fail = piece->fail;
	}
	if (!r->format && piece->format)
		r->format = xstrdup(piece->format);
}

/* "pattern NAME: N hits, M kept", as detect/ says it of a stretch: how many it did not keep. */
static bool lost_hits(const struct store_reason *reason, const struct ruleset *rules,
		      const struct pattern **p, uint64_t *lost)
{
	unsigned long long hits, kept;
	char name[200];

	if (reason->reason != REASON_LIMIT_HITS ||
	    sscanf(reason->text, "pattern %199[^:]: %llu hits, %llu kept", name, &hits, &kept) != 3)
		return false;
	*p = ruleset_named(rules, name);
	*lost = hits > kept ? hits - kept : 0;
	return *p != NULL;
}

static void take_reasons(struct result *r, const struct result *piece, const struct ruleset *rules,
			 uint64_t *hits)
{
	for (size_t i = 0; i < piece->n_reasons; i++) {
		const struct store_reason *reason = piece->reasons + i;
		const struct pattern *p;
		uint64_t lost;

		if (lost_hits(reason, rules, &p, &lost))
			hits[p->index] += lost;
		else
			result_reason(r, reason->part, reason->reason, reason->text);
	}
}

static void tell_limit(struct result *r, const struct pattern *p, uint64_t hits, uint64_t kept)
{
	char *text = xformat("pattern %s: %llu hits, %llu kept", p->name, (unsigned long long)hits,
			     (unsigned long long)kept);

	result_reason(r, "", REASON_LIMIT_HITS, text);
	free(text);
}

void result_join(struct result *r, struct result **pieces, size_t n, const struct ruleset *rules,
		 uint64_t most)
{
	size_t n_patterns = ruleset_count(rules);
	uint64_t *hits = xcalloc(n_patterns + 1, sizeof(*hits));

	r->pieces = pieces;
	r->n_pieces = n;
	for (size_t i = 0; i < n; i++) {
		take_in(r, pieces[i]);
		take_reasons(r, pieces[i], rules, hits);
		for (size_t p = 0; p < n_patterns && p < pieces[i]->n_by_pattern; p++)
			hits[p] += pieces[i]->by_pattern[p];
	}
	for (size_t p = 0; p < n_patterns; p++) {
		uint64_t kept = hits[p] < most ? hits[p] : most;

		r->hits += kept;
		if (hits[p] > most) {
			tell_limit(r, ruleset_pattern(rules, p), hits[p], most);
			r->most_hits = most;
		}
	}
	if (r->most_hits)
		r->so_far = xcalloc(n_patterns + 1, sizeof(*r->so_far));
	free(hits);
	/* Each counted the file itself. */
	r->parts -= r->parts >= n ? n - 1 : 0;
	if (n)
		r->facts = pieces[0]->facts;
}

/* --- which hits of a stretch are over the limit --- */

static uint64_t mark_of(size_t document, const uint8_t *key)
{
	uint64_t mark;

	memcpy(&mark, key, sizeof(mark));
	return (mark ^ document * 0x9E3779B97F4A7C15u) | 1;
}

bool result_is_over(const struct result *piece, size_t document, const uint8_t *key)
{
	uint64_t mark = mark_of(document, key);

	if (!piece->n_over)
		return false;
	for (size_t at = mark >> 20;; at++) {
		uint64_t there = piece->over[at & (piece->over_room - 1)];

		if (!there || there == mark)
			return there == mark;
	}
}

static void put_over(struct result *piece, uint64_t mark)
{
	size_t at = mark >> 20;

	while (piece->over[at & (piece->over_room - 1)])
		at++;
	piece->over[at & (piece->over_room - 1)] = mark;
	piece->n_over++;
}

void result_note_over(struct result *whole, struct result *piece, const struct hit *h,
		      size_t document)
{
	unsigned p = h->pattern->index;

	if (!piece->over) {
		for (piece->over_room = 64; piece->over_room < 2 * piece->hits;)
			piece->over_room *= 2;
		piece->over = xcalloc(piece->over_room, sizeof(*piece->over));
	}
	if (whole->so_far[p]++ >= whole->most_hits && piece->n_over < piece->hits)
		put_over(piece, mark_of(document, h->key));
}
