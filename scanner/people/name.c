/* SPDX-License-Identifier: EUPL-1.2 */
/* people/name.c - the parts of a name by which two spellings of it are compared. */
#include <stdlib.h>
#include <string.h>
#include "people/people.h"

#define WORDS_MAX 12

struct word {
	char *text;
	bool initial, behind_comma, in_brackets;
};

/* Tussenvoegsels and articles, which come and go between spellings of one name. */
static bool is_particle(const char *w)
{
	static const char *const particles[] = {
		"van", "von", "vd", "v.d.", "de", "der", "den", "des", "di", "da", "do", "dos",
		"du", "del", "della", "la", "le", "les", "los", "op", "in", "aan", "bij", "uit",
		"over", "onder", "te", "ten", "ter", "tot", "voor", "zu", "zum", "zur", "'t", "t",
		"'s", "s", "el", "al", "ul", "e/v", "geb.", "geboren", "en", "d'", "v.", NULL,
	};

	for (size_t i = 0; particles[i]; i++)
		if (!strcmp(w, particles[i]))
			return true;
	return false;
}

static bool is_title(const char *w)
{
	static const char *const titles[] = {
		"dhr", "dhr.", "mevr", "mevr.", "mw", "mw.", "de heer", "heer", "mevrouw", "meneer",
		"dr.", "drs.", "mr.", "ir.", "ing.", "prof.", "imam", "sjeik", "sheikh", "hadj", "hadji",
		NULL,
	};

	for (size_t i = 0; titles[i]; i++)
		if (!strcmp(w, titles[i]))
			return true;
	return false;
}

/* "m", "m.", "m.a.", "th." */
static bool is_initial(const char *w)
{
	size_t len = strlen(w);

	if (!w[1])
		return true;
	return w[len - 1] == '.' && (len <= 3 || strchr(w, '.') != w + len - 1);
}

static size_t split(char *text, struct word words[WORDS_MAX])
{
	bool comma = false, brackets = false;
	size_t n = 0;

	for (char *at = text; *at && n < WORDS_MAX;) {
		size_t len = strcspn(at, " ,-()\"");
		char end = at[len];

		at[len] = '\0';
		if (len && !is_title(at))
			words[n++] = (struct word){ at, is_initial(at), comma, brackets };
		comma |= end == ',';
		brackets = end == '(' || (brackets && end != ')');
		at += len + (end != '\0');
	}
	return n;
}

/* "testberg, m. van den": what stands behind the comma comes first. */
static void in_order(struct word *words, size_t n)
{
	struct word turned[WORDS_MAX];
	size_t k = 0;

	if (!n || words[0].behind_comma || !words[n - 1].behind_comma)
		return;
	for (int behind = 1; behind >= 0; behind--)
		for (size_t i = 0; i < n; i++)
			if (words[i].behind_comma == behind)
				turned[k++] = words[i];
	memcpy(words, turned, n * sizeof(*words));
}

/* "y. (yvonne) demo": the name in brackets is the given name in full. */
static const char *given_of(const struct word *words, size_t n, size_t *first)
{
	const char *given = "";

	*first = 0;
	for (size_t i = 0; i < n; i++)
		if (words[i].in_brackets && !words[i].initial)
			given = words[i].text;
	while (*first < n && (words[*first].initial || words[*first].in_brackets))
		++*first;
	return given;
}

static bool put_surname(struct name *ret, char *to, const struct word *words, size_t n, size_t from)
{
	char *at = to;

	for (size_t i = from; i < n; i++) {
		if (words[i].in_brackets || words[i].initial || is_particle(words[i].text))
			continue;
		if (at > to)
			*at++ = ' ';
		at = stpcpy(at, words[i].text);
	}
	*at = '\0';
	ret->surname = to;
	return at > to;
}

bool name_parse(struct name *ret, const char *normal)
{
	struct word words[WORDS_MAX];
	char text[NAME_MAX_BYTES / 2];
	size_t first, n, names = 0;
	char *to = ret->words;

	*ret = (struct name){ .given = "", .surname = "" };
	if (strlen(normal) >= sizeof(text))
		return false;
	strcpy(text, normal);
	n = split(text, words);
	in_order(words, n);
	for (size_t i = 0; i < n; i++)
		names += !words[i].initial && !is_particle(words[i].text) && !words[i].in_brackets;
	const char *given = given_of(words, n, &first);
	bool initials = n && words[0].initial;
	if (!*given && !initials && names > 1) {
		while (first < n && is_particle(words[first].text))
			first++;
		given = words[first++].text;
	}
	ret->initial = *given ? *given : initials ? *words[0].text : 0;
	ret->given = to;
	to = stpcpy(to, given) + 1;
	ret->single = !ret->initial && names == 1;
	return put_surname(ret, to, words, n, first);
}
