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
/* SEEKS: it will be looked for in stretches, else tried at single spots; both can be done anyway,
 * the other is compiled when it is first asked for (by regex_prepare, or by the first find: a
 * process that may not make code any more then matches without JIT). */
enum { REGEX_ANY_CASE = 1, REGEX_SEEKS = 2 };
/* NULL with the fault in words, and where in the source it is, if it does not compile. */
struct regex *regex_new(const char *source, unsigned flags, char fault[200], size_t *fault_at);
void regex_free(struct regex *r);
bool regex_matches_empty(const struct regex *r);
void regex_prepare(const struct regex *r, bool seek);

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
struct oracle;
struct oracle *oracle_new(const char *source, unsigned flags);
void oracle_free(struct oracle *o);
bool oracle_may_start(const struct oracle *o, struct matcher *m, int before, const char *s,
		      size_t len);
/* The bytes a match can start with; more than there are, never fewer. */
void regex_first_bytes(const struct regex *r, bool bytes[256]);
/* Sets a bit for each code point that is \w to PCRE2. */
void regex_word_characters(uint8_t bits[0x110000 / 8]);
#endif
