/* SPDX-License-Identifier: EUPL-1.2 */
/* text/text.c - looking things up in a window of text. */
#include "text/text.h"
#include <string.h>

static const char *const carrier_words[N_CARRIERS] = {
#define X(name, word) [CARRIER_##name] = word,
	CARRIERS(X)
#undef X
};

const char *carrier_word(enum carrier c)
{
	return carrier_words[c];
}

int carrier_from_word(const char *word, size_t len)
{
	for (int c = 0; c < N_CARRIERS; c++)
		if (strlen(carrier_words[c]) == len && !memcmp(carrier_words[c], word, len))
			return c;
	return -1;
}

const char *anchor_word(enum anchor_kind kind)
{
	static const char *const words[] = { "byte", "line",   "paragraph", "page",
					     "cell", "header", "message" };
	return words[kind];
}

const struct anchor *text_anchor(const struct text *t, size_t at)
{
	size_t low = 0, high = t->n_anchors;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (t->anchors[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return t->anchors + low;
}

/* The last span at or before an offset; t has at least one and the first is at 0. */
static size_t span_at(const struct text *t, size_t at)
{
	size_t low = 0, high = t->n_spans;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (t->spans[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool source_of_start(const struct text *t, size_t at, uint64_t *source)
{
	const struct span *s = t->spans + span_at(t, at);

	if (s->source == NO_SOURCE || (!s->unit && s->at != at))
		return false;
	*source = s->source + (at - s->at) * s->unit;
	return true;
}

/* An end belongs to what stands before it: the span that starts there may be about other bytes. */
static bool source_of_end(const struct text *t, size_t at, uint64_t *source)
{
	size_t i = span_at(t, at - 1);
	const struct span *s = t->spans + i;

	if (s->source == NO_SOURCE)
		return false;
	if (s->unit) {
		*source = s->source + (at - s->at) * s->unit;
		return true;
	}
	if (i + 1 == t->n_spans || s[1].at != at || s[1].source == NO_SOURCE)
		return false;
	*source = s[1].source;
	return true;
}

bool text_source(const struct text *t, size_t from, size_t to, uint64_t *offset, uint64_t *length)
{
	uint64_t end;

	if (!t->n_spans || t->spans[0].at || from >= to)
		return false;
	if (!source_of_start(t, from, offset) || !source_of_end(t, to, &end) || end < *offset)
		return false;
	/* A stretch without a source in between would make the two ends say more than is known. */
	for (size_t i = span_at(t, from); i < t->n_spans && t->spans[i].at < to; i++)
		if (t->spans[i].source == NO_SOURCE)
			return false;
	*length = end - *offset;
	return true;
}

bool text_in_shadow(const struct text *t, size_t from, size_t to)
{
	for (size_t i = 0; i < t->n_shadows && t->shadows[i].from <= from; i++)
		if (to <= t->shadows[i].to)
			return true;
	return false;
}
