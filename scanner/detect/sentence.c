/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/sentence.c - the words round a finding, kept once for all findings that lie in them. */
#include "base/utf8.h"
#include "detect/finding.h"

#include <assert.h>

/* Of a sentence too long to keep, what stands before a finding says more than what follows. */
static void cut_to_size(const struct text *t, size_t from, size_t to, size_t *s_from, size_t *s_to)
{
	if (*s_to - *s_from <= SENTENCE_MAX)
		return;
	size_t length = to - from < SENTENCE_MAX ? to - from : SENTENCE_MAX;
	size_t spare = SENTENCE_MAX - length;
	size_t ahead = *s_to - to < spare / 3 ? *s_to - to : spare / 3;
	size_t behind = spare - ahead;
	if (behind > from - *s_from) {
		behind = from - *s_from;
		ahead = spare - behind < *s_to - to ? spare - behind : *s_to - to;
	}
	/* Cut between words, so that no half word is read as a whole one. */
	size_t start = from - behind, end = from + length + ahead;
	while (start > *s_from && start < from && t->bytes[start - 1] != ' ' &&
	       t->bytes[start - 1] != '\n')
		start++;
	while (end < *s_to && end > to && t->bytes[end] != ' ' && t->bytes[end] != '\n')
		end--;
	*s_from = utf8_floor(t->bytes, t->len, start);
	*s_to = utf8_floor(t->bytes, t->len, end);
}

const struct sentence *sentence_keep(struct findings *f, const struct lane *lane,
				     const struct text *t, size_t from, size_t to, size_t s_from,
				     size_t s_to)
{
	assert(s_from <= from && from <= to && to <= s_to && s_to <= t->len);
	cut_to_size(t, from, to, &s_from, &s_to);
	uint64_t lane_from = t->base + s_from, lane_to = t->base + s_to;
	size_t slot = (size_t)(lane_from / 8 + lane->index * 31u) % SENTENCES_AT_HAND;
	const struct sentence *kept = f->kept[slot];
	if (kept && kept->lane == lane && kept->from == lane_from && kept->to == lane_to)
		return kept;
	struct sentence *s = arena_get(f->arena, sizeof(*s));
	*s = (struct sentence){lane, lane_from, lane_to,
			       arena_copy(f->arena, t->bytes + s_from, s_to - s_from)};
	f->kept[slot] = s;
	return s;
}
