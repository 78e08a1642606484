/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate_alphabet.c - which ASCII characters can stand in a match at all.
 *
 * Read from the regex itself: all that it can consume, or look at ahead of itself. What it forbids,
 * and what it looks for behind itself, is no part of that. Too many is safe, too few is not: what
 * is not understood stands for all of ASCII.
 */
#include "detect/gate_tables.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	const char *s;
	bool *bytes;
	bool any_case, lost; /* lost: here stands something that is not understood */
};

static void add(struct reading *r, unsigned c)
{
	if (c < 128) {
		r->bytes[c] = true;
		if (r->any_case && isalpha((int)c))
			r->bytes[c ^ 0x20] = true;
	} else if (r->any_case) { /* the long s and the sign for kelvin are letters of ASCII then */
		r->bytes['k'] = r->bytes['K'] = r->bytes['s'] = r->bytes['S'] = true;
	}
}

static void add_if(struct reading *r, int (*is)(int))
{
	for (int c = 0; c < 128; c++)
		r->bytes[c] |= is(c) != 0;
}

/* \p{..}: letters and digits by their first letter, as there are no others in ASCII; s on the p. */
static void read_property(struct reading *r)
{
	const char *end;

	if (r->s[1] != '{' || !(end = strchr(r->s, '}'))) {
		r->lost = true;
		return;
	}
	if (r->s[2] == 'L')
		add_if(r, isalpha);
	else if (r->s[2] == 'N')
		add_if(r, isdigit);
	else
		r->lost = true;
	r->s = end + 1;
}

/* s behind the backslash. */
static void read_escape(struct reading *r)
{
	char c = *r->s;
	char *end;

	switch (c) {
	case 'b': case 'B': case 'A': case 'Z': case 'z':
		r->s++;
		return;
	case 'p':
		read_property(r);
		return;
	case 'w':
		add_if(r, isalnum);
		r->bytes['_'] = true;
		r->s++;
		return;
	case 's':
		add_if(r, isspace);
		r->s++;
		return;
	case 'h':
		r->bytes[' '] = r->bytes['\t'] = true;
		r->s++;
		return;
	case 'n': case 't': case 'r': case 'f':
		r->bytes[c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : '\f'] = true;
		r->s++;
		return;
	case 'x':
		if (r->s[1] == '{') {
			add(r, (unsigned)strtoul(r->s + 2, &end, 16));
			r->lost |= *end != '}';
			r->s = *end ? end + 1 : end;
			return;
		}
		break;
	default:
		if (c && !isalnum((unsigned char)c)) {
			add(r, (unsigned char)c);
			r->s++;
			return;
		}
	}
	r->lost = true;
}

/* One character or kind of a class; *code: the character, or -1. */
static void read_member(struct reading *r, int *code)
{
	*code = -1;
	if (*r->s == '\\') {
		r->s++;
		*code = isalnum((unsigned char)*r->s) ? -1 : (unsigned char)*r->s;
		r->lost |= *r->s == 'b'; /* is another thing here */
		read_escape(r);
		return;
	}
	if (r->s[0] == '[' && r->s[1] == ':') {
		r->lost = true;
		return;
	}
	*code = (unsigned char)*r->s++;
	add(r, (unsigned)*code);
}

static void read_class(struct reading *r)
{
	bool first = true;

	r->s++;
	r->lost |= *r->s == '^';
	for (; !r->lost && *r->s && (*r->s != ']' || first); first = false) {
		int from, to;

		read_member(r, &from);
		if (*r->s != '-' || r->s[1] == ']')
			continue;
		r->s++;
		read_member(r, &to);
		r->lost |= from < 0 || to < 0;
		for (int c = from; c <= to && c < 128; c++)
			add(r, (unsigned)c);
	}
	r->s += *r->s == ']';
}

/* What stands between [ and ], or is escaped, or is a comment: its brackets are none. */
static const char *past_opaque(const char *s)
{
	if (*s == '\\')
		return s[1] ? s + 2 : s + 1;
	if (*s == '#')
		return s + strcspn(s, "\n");
	if (*s != '[')
		return s + 1;
	s++;
	s += *s == '^';
	s += *s == ']';
	for (; *s && *s != ']'; s++)
		s += *s == '\\' && s[1];
	return *s ? s + 1 : s;
}

/* Past the group that opens at s. */
static const char *past_group(const char *s)
{
	unsigned depth = 0;

	while (*s) {
		depth += *s == '(';
		depth -= *s == ')';
		if (!depth)
			return s + 1;
		s = past_opaque(s);
	}
	return s;
}

/* s on a bracket that opens. Case in brackets is not followed to where it ends: once any case,
 * always any case. */
static void read_opening(struct reading *r)
{
	const char *s = r->s + 1;

	if (*s != '?') {
		r->lost |= *s == '*';
		r->s = s;
	} else if (!strncmp(s, "?!", 2) || !strncmp(s, "?<!", 3) || !strncmp(s, "?<=", 3)) {
		r->s = past_group(r->s);
	} else if (!strncmp(s, "?:", 2) || !strncmp(s, "?=", 2) || !strncmp(s, "?>", 2)) {
		r->s = s + 2;
	} else if (!strncmp(s, "?i:", 3)) {
		r->any_case = true;
		r->s = s + 3;
	} else if (!strncmp(s, "?<", 2) && strchr(s, '>')) {
		r->s = strchr(s, '>') + 1;
	} else {
		r->lost = true;
	}
}

static void read_repeat(struct reading *r)
{
	size_t len = strspn(r->s + 1, "0123456789,");

	r->lost |= !len || r->s[1 + len] != '}';
	r->s += r->lost ? 1 : len + 2;
}

static void read_one(struct reading *r)
{
	switch (*r->s) {
	case '\\':
		r->s++;
		read_escape(r);
		break;
	case '[':
		read_class(r);
		break;
	case '(':
		read_opening(r);
		break;
	case '#':
		r->s += strcspn(r->s, "\n");
		break;
	case '{':
		read_repeat(r);
		break;
	case ')': case '|': case '?': case '*': case '+': case '^': case '$':
	case ' ': case '\t': case '\n': case '\r': case '\v': case '\f':
		r->s++;
		break;
	case '.':
		r->lost = true;
		break;
	default:
		add(r, (unsigned char)*r->s++);
	}
}

void gate_alphabet(const struct rule *rule, bool bytes[256])
{
	struct reading r = {rule->source, bytes, rule->regex_flags & REGEX_ANY_CASE, false};

	memset(bytes, 0, 128 * sizeof(*bytes));
	memset(bytes + 128, 1, 128 * sizeof(*bytes));
	while (*r.s && !r.lost)
		read_one(&r);
	if (r.lost)
		memset(bytes, 1, 128 * sizeof(*bytes));
}
