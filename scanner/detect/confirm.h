/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/confirm.h - PCRE2, and nothing else in the program knows it.
 *
 * A regex is compiled once and shared between threads; a matcher is the memory of one thread.
 * Compiled as UTF, UCP, EXTENDED, MULTILINE; plain groups do not capture, names may repeat. JIT
 * with limits on its work: who reaches one gives up on that start, which the caller must count,
 * as it is not the same as "no match".
 */
#ifndef VP_CONFIRM_H
#define VP_CONFIRM_H
#include "base/base.h"

struct regex;
struct matcher;
enum { REGEX_ANY_CASE = 1 };
/* NULL with the fault in words, and where in the source it is, if it does not compile. */
struct regex *regex_new(const char *source, unsigned flags, char fault[200], size_t *fault_at);
void regex_free(struct regex *r);
bool regex_matches_empty(const struct regex *r);

struct matcher *matcher_new(void);
void matcher_free(struct matcher *m);

struct match {
	size_t from, to;
	size_t value_from, value_to; /* of the group `value`, or the whole match */
	const char *mark;            /* of the (*:mark) passed last, or NULL */
};
enum match_result { MATCH_NONE, MATCH_FOUND, MATCH_GAVE_UP };
/* The first match that starts in [from, last]; both at whole characters. s must be readable up to
 * len and may be what it is: invalid UTF-8 just does not match. */
enum match_result regex_find(const struct regex *r, struct matcher *m, const char *s, size_t len,
			     size_t from, size_t last, struct match *ret);

/* Proofs about where matches can start, for gates. Can one start with these bytes, when before
 * them stands `before` (-1: the text starts here)? No means never, whatever follows; what stands
 * farther before is left open (gate_build.c). */
bool regex_looks_far_back(const struct regex *r);
struct regex *regex_new_oracle(const char *source, unsigned flags);
bool regex_may_start(const struct regex *oracle, struct matcher *m, int before, const char *s,
		     size_t len);
/* The bytes a match can start with; more than there are, never fewer. */
void regex_first_bytes(const struct regex *r, bool bytes[256]);
/* Sets a bit for each code point that is \w to PCRE2. */
void regex_word_characters(uint8_t bits[0x110000 / 8]);
#endif
