/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/near.c - words round a match.
 *
 * A word is a run of letters and digits of the folded view. Up to `distance` of them are looked
 * at on each side, within a reach that is smaller than the margin of a window.
 */
#include "detect/near.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define REACH 1000u

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

struct word {
	const char *s;
	size_t len;
};

/* Words of [from, to) in order; at most room. */
static size_t split(const char *s, size_t from, size_t to, struct word *words, size_t room)
{
	size_t n = 0;

	for (size_t at = from; at < to && n < room;) {
		size_t start = at;

		while (at < to && is_word(s[at]))
			at++;
		if (at > start)
			words[n++] = (struct word){s + start, at - start};
		else
			at++;
	}
	return n;
}

/* The last `room` words before `end`, nearest first. */
static size_t split_back(const char *s, size_t from, size_t end, struct word *words, size_t room)
{
	size_t n = 0;

	for (size_t at = end; at > from && n < room;) {
		size_t stop = at;

		while (at > from && is_word(s[at - 1]))
			at--;
		if (at < stop)
			words[n++] = (struct word){s + at, stop - at};
		else
			at--;
	}
	return n;
}

static bool word_fits(const struct word *w, const char *wanted, bool open_left, bool open_right)
{
	size_t len = strlen(wanted);

	if (open_left && open_right)
		return memmem(w->s, w->len, wanted, len) != NULL;
	if (open_left)
		return w->len >= len && !memcmp(w->s + w->len - len, wanted, len);
	if (open_right)
		return w->len >= len && !memcmp(w->s, wanted, len);
	return w->len == len && !memcmp(w->s, wanted, len);
}

/* Does a phrase stand at words[i], going on in steps of +1 or -1? */
static bool phrase_fits(const struct near_word *p, const struct word *words, size_t n, size_t i,
			int step)
{
	for (size_t k = 0; k < p->n_words; k++) {
		size_t at = i + (size_t)((ptrdiff_t)k * step);

		if (at >= n || !word_fits(words + at, p->words[k], p->open_left && k == 0,
					  p->open_right && k + 1 == p->n_words))
			return false;
	}
	return true;
}

/* words: nearest first. back: they run against the text, so a phrase starts at its farthest. */
static bool search(const struct near_line *line, const struct word *words, size_t n, bool back,
		   struct near_found *ret)
{
	for (size_t i = 0; i < n; i++)
		for (size_t w = 0; w < line->n_words; w++) {
			const struct near_word *p = line->words + w;
			size_t start = back ? i + p->n_words - 1 : i;

			if (start >= n || !phrase_fits(p, words, n, start, back ? -1 : 1))
				continue;
			*ret = (struct near_found){p, (unsigned)i + 1, !back, false};
			return true;
		}
	return false;
}

bool near_holds(const struct near_line *line, const struct near_spot *spot, struct near_found *ret)
{
	const struct view *v = spot->folded;
	struct word words[NEAR_FARTHEST];

	if (line->side != NEAR_AFTER && spot->label) {
		size_t n = split(spot->label, 0, strlen(spot->label), words, NEAR_FARTHEST);

		if (search(line, words, n, false, ret)) {
			*ret = (struct near_found){ret->word, 1, false, true};
			return true;
		}
	}
	if (line->side != NEAR_AFTER) {
		size_t from = spot->from > REACH ? spot->from - REACH : 0;
		size_t n = split_back(v->bytes, from, spot->from, words, line->distance);

		if (search(line, words, n, true, ret))
			return true;
	}
	if (line->side != NEAR_BEFORE) {
		size_t to = v->len - spot->to > REACH ? spot->to + REACH : v->len;
		size_t n = split(v->bytes, spot->to, to, words, line->distance);

		if (search(line, words, n, false, ret))
			return true;
	}
	return false;
}

/* One item of the list. Words of a phrase are what is left between _ and other marks. */
static int parse_word(struct ruleset *r, const struct pack_block *b, const struct pack_line *l,
		      const char *item, size_t len, struct near_word *ret, struct fail *f)
{
	struct buf folded = {0};
	struct word found[8];

	ret->shown = arena_copy(r->arena, item, len);
	for (char *c = strchr(ret->shown, '_'); c; c = strchr(c, '_'))
		*c = ' ';
	ret->open_left = item[0] == '*';
	ret->open_right = len > 1 && item[len - 1] == '*';
	fold_word(&folded, item, len);
	size_t n = split(folded.bytes, 0, folded.len, found, ARRAY_LEN(found));
	const char **words = arena_get(r->arena, (n + 1) * sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[i] = arena_copy(r->arena, found[i].s, found[i].len);
	ret->words = words;
	ret->n_words = n;
	buf_free(&folded);
	return n ? 0 : pack_fail(f, b, l->line, "'%.40s' is no word", ret->shown);
}

/* "+50 5 WORDS", or "5 WORDS" for needs. Leaves *words on the first word. */
static int parse_numbers(const struct pack_block *b, const struct pack_line *l,
			 struct near_line *ret, const char **words, struct fail *f)
{
	char *end = (char *)l->value;

	ret->needed = !strcmp(l->key, "needs");
	if (!ret->needed) {
		if (*end != '+' && *end != '-')
			return pack_fail(f, b, l->line, "'%s' starts with points: %s +50 5 WORDS", l->key,
					 l->key);
		ret->points = (int)strtol(l->value, &end, 10);
		if (ret->points < -100 || ret->points > 100 || ret->points == 0)
			return pack_fail(f, b, l->line, "points are -100 to 100, not 0");
	}
	const char *distance = end;
	long n = strtol(distance, &end, 10);
	if (end == distance || n < 1 || n > NEAR_FARTHEST)
		return pack_fail(f, b, l->line, "'%s' needs a distance of 1 to %d words", l->key,
				 NEAR_FARTHEST);
	ret->distance = (unsigned)n;
	*words = end;
	return 0;
}

int near_parse(struct ruleset *r, const struct pack_block *b, const struct pack_line *l,
	       struct near_line *ret, struct fail *f)
{
	const char *at = NULL;

	*ret = (struct near_line){.side = !strcmp(l->key, "before")  ? NEAR_BEFORE
					  : !strcmp(l->key, "after") ? NEAR_AFTER
								     : NEAR_BOTH};
	if (parse_numbers(b, l, ret, &at, f) < 0)
		return -1;
	struct near_word *words = arena_get(r->arena, (strlen(at) / 2 + 1) * sizeof(*words));
	for (at += strspn(at, " \t\n,"); *at; at += strspn(at, " \t\n,")) {
		size_t len = strcspn(at, " \t\n,");

		if (parse_word(r, b, l, at, len, words + ret->n_words++, f) < 0)
			return -1;
		at += len;
	}
	ret->words = words;
	return ret->n_words ? 0 : pack_fail(f, b, l->line, "'%s' names no words", l->key);
}
