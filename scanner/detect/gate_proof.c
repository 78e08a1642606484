/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate_proof.c - where matches of a regex can start, asked of PCRE2 itself.
 *
 * By partial matching: can a match start with this character, when that one stands before it? No
 * means never, whatever follows. Each single character is tried before a start. That is a proof
 * for a regex that looks back one character at most; one that looks farther is first made to
 * forbid only (lint_without_demands). For what is not ASCII nothing is taken as proved.
 */
#include "detect/gate_tables.h"
#include <stdlib.h>
#include <string.h>

enum kind gate_kind_of(int c)
{
	if (c >= '0' && c <= '9')
		return KIND_DIGIT;
	if (c >= 0 && (c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		return KIND_LETTER;
	return KIND_OTHER;
}

static unsigned kinds_before(const struct oracle *oracle, struct matcher *m, char first)
{
	unsigned kinds = 0;

	for (int before = -1; before < 128; before++)
		if (!(kinds & 1u << gate_kind_of(before)) && oracle_may_start(oracle, m, before, &first, 1))
			kinds |= 1u << gate_kind_of(before);
	return kinds;
}

/* Can gate.c come by all such starts? It stops where the kind of character changes, and at each
 * mark that is neither white space, nor control, nor part of a word. */
static bool comes_by(int first, unsigned after)
{
	enum kind kind = gate_kind_of(first);

	if (kind == KIND_OTHER)
		return first > ' ';
	return !(after & 1u << kind);
}

/* What can follow a character that starts a word. With nothing before it, it can be followed by
 * most: a regex that only forbids what stands before has nothing to forbid. */
static void find_second(const struct oracle *forbids, struct matcher *m, char first,
			struct start *ret)
{
	ret->second[0] = ret->second[1] = ~UINT64_C(0);
	if (!forbids || gate_kind_of(first) == KIND_OTHER)
		return;
	for (unsigned c = 0; c < 128; c++) {
		const char pair[2] = {first, (char)c};

		/* ^ forbidden before it is the exception. */
		if (!oracle_may_start(forbids, m, -1, pair, 2) &&
		    !oracle_may_start(forbids, m, ' ', pair, 2))
			ret->second[c / 64] &= ~(UINT64_C(1) << (c % 64));
	}
}

/* All starts with ASCII, if gate.c comes by them. forbids may be NULL. */
static bool find_starts(const struct oracle *oracle, const struct oracle *forbids,
			const bool bytes[256], struct start starts[128])
{
	struct matcher *m = matcher_new();
	bool proved = true;

	for (int c = 0; c < 128 && proved; c++) {
		if (!bytes[c])
			continue;
		starts[c].after = kinds_before(oracle, m, (char)c);
		/* Nor after what is not ASCII, if that could only forbid more. */
		if (!starts[c].after && forbids)
			continue;
		starts[c].after |= 1u << KIND_HIGH;
		find_second(forbids, m, (char)c, starts + c);
		proved = comes_by(c, starts[c].after);
	}
	matcher_free(m);
	return proved;
}

bool gate_prove_starts(const struct rule *rule, struct start starts[128], bool *any_high)
{
	bool bytes[256];
	char *source = lint_without_demands(rule->source);
	/* \B can demand a letter before. */
	bool forbids_only = source && !strstr(source, "\\B");
	struct oracle *forbids =
		forbids_only ? oracle_new(source, rule->regex_flags) : NULL;
	struct oracle *oracle = NULL;
	bool proved = false;

	regex_first_bytes(rule->regex, bytes);
	*any_high = false;
	for (int c = 128; c < 256; c++)
		*any_high |= bytes[c];
	if (!regex_looks_far_back(rule->regex))
		oracle = oracle_new(rule->source, rule->regex_flags);
	else if (source)
		oracle = oracle_new(source, rule->regex_flags);
	if (oracle)
		proved = find_starts(oracle, forbids, bytes, starts);
	oracle_free(oracle);
	oracle_free(forbids);
	free(source);
	return proved;
}
