/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/promise.c - what the author of a pattern promises about its matches: `gate` lines. */
#include "detect/ruleset.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define FARTHEST 1000

static int read_lengths(const struct pack_block *b, const struct pack_line *l, const char *at,
			struct gate_line *ret, struct fail *f)
{
	while (*at) {
		char *end;
		long first = strtol(at, &end, 10), last = first;

		if (end != at && *end == '-')
			last = strtol(end + 1, &end, 10);
		if (end == at || first < 1 || last < first || last > 31)
			return pack_fail(f, b, l->line, "a gate of lengths: 9, or 4,6, or 1-2 (31: or more)");
		for (long n = first; n <= last; n++)
			ret->lengths |= 1u << n;
		at = end + strspn(end, " \t,");
	}
	return ret->lengths ? 0 : pack_fail(f, b, l->line, "this gate names no length");
}

/* star: words may be "*x", the end of a word of at least two letters. */
static int read_words(struct ruleset *r, const struct pack_block *b, const struct pack_line *l,
		      const char *at, bool star, struct gate_line *ret, struct fail *f)
{
	const char **words = arena_get(r->arena, (strlen(at) / 2 + 2) * sizeof(*words));
	size_t n = 0;

	for (; *at; at += strspn(at, " \t\n")) {
		size_t len = strcspn(at, " \t\n");
		char *word = arena_copy(r->arena, at, len), *c = word + (star && *word == '*');
		bool fits = *c && (c == word || c[1]);

		for (; *c; c++) {
			fits &= isalnum((unsigned char)*c) != 0;
			*c = (char)tolower((unsigned char)*c);
		}
		if (!fits)
			return pack_fail(f, b, l->line, "gate: '%.40s' is not one word of a-z and 0-9", word);
		words[n++] = word;
		at += len;
	}
	ret->words = words;
	return n ? 0 : pack_fail(f, b, l->line, "this gate names no words");
}

static int read_reach(const struct pack_block *b, const struct pack_line *l, const char **at,
		      size_t *ret, struct fail *f)
{
	char *end;
	long reach = strtol(*at, &end, 10);

	if (end == *at || reach < 0 || reach > FARTHEST)
		return pack_fail(f, b, l->line, "a reach in bytes comes first, at most %d", FARTHEST);
	*ret = (size_t)reach;
	*at = end + strspn(end, " \t\n");
	return 0;
}

static int read_bytes(const struct pack_block *b, const struct pack_line *l, const char *at,
		      struct gate_line *ret, struct fail *f)
{
	if (!*at)
		return pack_fail(f, b, l->line, "gate near names no characters");
	for (; *at; at++) {
		char last = *at && at[1] == '-' && at[2] > *at ? at[2] : *at;

		if (*at == ' ' || *at == '\t' || *at == '\n')
			continue;
		if (*at & 0x80)
			return pack_fail(f, b, l->line, "gate near: plain ASCII characters only");
		for (int c = *at; c <= last; c++)
			ret->bytes[c] = true;
		at += last > *at ? 2 : 0;
	}
	return 0;
}

static int read_line(struct ruleset *r, const struct pack_block *b, const struct pack_line *l,
		     struct gate_line *ret, struct fail *f)
{
	static const char *const names[] = {"always", "digits", "length", "words", "near", "within", NULL};
	static const enum gate_kind kinds[] = {GATE_ALWAYS, GATE_DIGITS, GATE_LENGTH,
					       GATE_WORDS,  GATE_NEAR,	 GATE_NEAR};
	const char *at = l->value + strcspn(l->value, " \t\n");
	size_t len = (size_t)(at - l->value), i = 0;

	at += strspn(at, " \t\n");
	while (names[i] && (strlen(names[i]) != len || memcmp(names[i], l->value, len)))
		i++;
	if (!names[i])
		return pack_fail(f, b, l->line, "a gate is digits, length, words, near, within or always");
	if (ret->kind != GATE_DERIVED && (ret->kind != GATE_NEAR || kinds[i] != GATE_NEAR))
		return pack_fail(f, b, l->line, "only gates of near and within go together");
	ret->kind = kinds[i];
	switch (kinds[i]) {
	case GATE_DIGITS: case GATE_LENGTH:
		return read_lengths(b, l, at, ret, f);
	case GATE_WORDS:
		return read_words(r, b, l, at, false, ret, f);
	case GATE_NEAR:
		if (!strcmp(names[i], "near"))
			return read_reach(b, l, &at, &ret->reach, f) < 0 || read_bytes(b, l, at, ret, f) < 0 ? -1 : 0;
		return read_reach(b, l, &at, &ret->word_reach, f) < 0 ||
				       read_words(r, b, l, at, true, ret, f) < 0 ? -1 : 0;
	default:
		return 0;
	}
}

int promise_read(struct ruleset *r, const struct pack_block *b, struct gate_line *ret,
		 struct fail *f)
{
	for (const struct pack_line *l = NULL; (l = pack_line_next(b, "gate", l));)
		if (read_line(r, b, l, ret, f) < 0)
			return -1;
	return 0;
}
