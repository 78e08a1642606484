/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/lint.c - what a pattern must not do, found by reading its regex.
 *
 * The reader follows extended PCRE2 syntax as far as classes, escapes, comments and repeats. Its
 * point is time and windows: a repeat without an end can run on for ever in a hostile file, and
 * looks past the margin of a window.
 */
#include "detect/ruleset.h"
#include <stdlib.h>
#include <string.h>

#define REPEAT_MOST 1000

/* Past a class; s stands on its [. */
static const char *after_class(const char *s)
{
	s++;
	if (*s == '^')
		s++;
	if (*s == ']')
		s++;
	for (; *s && *s != ']'; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '[' && s[1] == ':' && strstr(s, ":]"))
			s = strstr(s, ":]") + 1;
	}
	return *s ? s + 1 : s;
}

static bool class_has_digit_escape(const char *s, const char *end)
{
	for (; s + 1 < end; s++) {
		if (*s != '\\')
			continue;
		if (s[1] == 'd' || s[1] == 'D')
			return true;
		s++;
	}
	return false;
}

static const char *lint_escape(char c)
{
	switch (c) {
	case 'd': case 'D':
		return "write [0-9] for \\d, which also matches the digits of other scripts";
	case 'K': case 'G': case 'C': case 'X': case 'R':
		return "\\K, \\G, \\C, \\X and \\R cannot be used";
	default:
		return NULL;
	}
}

/* s stands on a {; is it a repeat, and does it end? */
static const char *lint_braces(const char *s)
{
	char *end;

	if (s[1] < '0' || s[1] > '9')
		return NULL;
	long most = strtol(s + 1, &end, 10);
	if (*end == ',') {
		if (end[1] == '}')
			return "a repeat needs an end: write {2,40} for {2,}";
		most = strtol(end + 1, &end, 10);
	}
	return *end == '}' && most > REPEAT_MOST ? "a repeat of more than 1000" : NULL;
}

const char *lint_regex(const char *s)
{
	const char *fault = NULL;

	while (*s && !fault) {
		const char *next = s + 1;

		switch (*s) {
		case '\\':
			fault = lint_escape(s[1]);
			next = s[1] ? s + 2 : s + 1;
			if (s[1] && strchr("xpPNogk", s[1]) && *next == '{')
				next += strcspn(next, "}");
			break;
		case '[':
			next = after_class(s);
			fault = class_has_digit_escape(s, next) ? lint_escape('d') : NULL;
			break;
		case '#':
			next = s + strcspn(s, "\n");
			break;
		case '(':
			if (s[1] == '*')
				fault = "verbs such as (*COMMIT) cannot be used";
			else if (s[1] == '?')
				next = s + 2; /* its ? is no repeat */
			break;
		case '*': case '+':
			fault = "a repeat needs an end: write {0,40} for *, {1,40} for +";
			break;
		case '{':
			fault = lint_braces(s);
			next = s + 1 + strcspn(s + 1, "}");
			if (*next == '}' && next[1] == '+')
				next++; /* possessive */
			if (*next)
				next++;
			break;
		case '?':
			if (s[1] == '+' || s[1] == '?')
				next = s + 2;
			break;
		}
		s = next;
	}
	return fault;
}

/* Brackets that are open. */
#define OPEN_MOST 32
struct opened {
	size_t at;
	bool negates, demands;
};

char *lint_without_demands(const char *source)
{
	char *copy = xstrdup(source);
	struct opened open[OPEN_MOST];
	size_t depth = 0, n_negating = 0;

	for (const char *s = source, *next; *s; s = next) {
		next = s + 1;
		if (*s == '\\' && s[1]) {
			next = s + 2;
		} else if (*s == '[') {
			next = after_class(s);
		} else if (*s == '#') {
			next = s + strcspn(s, "\n");
		} else if (*s == '(') {
			struct opened o = {(size_t)(s - source),
					   !strncmp(s, "(?!", 3) || !strncmp(s, "(?<!", 4),
					   !strncmp(s, "(?<=", 4)};

			if (depth == OPEN_MOST ||
			    (n_negating && (o.demands || !strncmp(s, "(?<!", 4)))) {
				free(copy);
				return NULL;
			}
			open[depth++] = o;
			n_negating += o.negates;
		} else if (*s == ')' && depth) {
			const struct opened *o = open + --depth;

			n_negating -= o->negates;
			if (o->demands)
				memset(copy + o->at, ' ', (size_t)(s + 1 - source) - o->at);
		}
	}
	return copy;
}
