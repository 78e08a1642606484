/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/recipe.c - one block of a pack to what the detector follows. */
#include "detect/ruleset.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const categories[] = {"REL", "ETN", "POL", "VAK", "GEN", "BIO",
					 "GEZ", "SEK", "STR", "GED", NULL};
static const char *const types[] = {
#define X(name, word) word,
	HIT_TYPES(X)
#undef X
	NULL};

static int read_type(struct recipe *c, struct fail *f)
{
	const char *word = pack_value(c->block, "type");
	int type = word ? hit_type_from_word(word) : -1;

	if (!word)
		return pack_fail(f, c->block, 0, "'%s' has no type", c->block->name);
	if (type < 0) {
		const char *near = nearest_word(word, types);

		return pack_fail(f, c->block, 0, "there is no type '%.40s'%s%s%s", word,
				 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	}
	c->pattern.type = (enum hit_type)type;
	return 0;
}

static int read_category(struct recipe *c, struct fail *f)
{
	const char *word = pack_value(c->block, "category");

	if (!word && c->pattern.type != TYPE_INDICATOR)
		return 0;
	if (!word)
		return pack_fail(f, c->block, 0, "an indicator needs a category");
	for (const char *const *known = categories; *known; known++)
		if (!strcmp(word, *known)) {
			c->pattern.category = *known;
			return 0;
		}
	return pack_fail(f, c->block, 0, "there is no category '%.40s'", word);
}

static int read_number(const struct pack_block *b, const char *key, long least, long most, long *ret,
		       struct fail *f)
{
	const struct pack_line *l = pack_line_next(b, key, NULL);
	char *end;

	if (!l)
		return 0;
	*ret = strtol(l->value, &end, 10);
	if (end == l->value || *end || *ret < least || *ret > most)
		return pack_fail(f, b, l->line, "'%s' is a number from %ld to %ld", key, least, most);
	return 0;
}

/* What all kinds share: about, source, examples. */
static int read_common(struct recipe *c, struct fail *f)
{
	const struct pack_block *b = c->block;
	const char *source = pack_value(b, "source"), *about = pack_value(b, "about");

	c->pattern = (struct pattern){
		.name = b->name,
		.about = about ? about : "",
		.source = source ? source : b->pack_source,
		.file = b->file,
		.line = b->line,
	};
	if (!about)
		return pack_fail(f, b, 0, "'%s' has no about", b->name);
	if (!c->pattern.source)
		return pack_fail(f, b, 0, "'%s' has no source, nor has its pack", b->name);
	if (!pack_value(b, "hit") && !pack_value(b, "hit-cell"))
		return pack_fail(f, b, 0, "'%s' has no hit: an example of what it finds", b->name);
	if (!pack_value(b, "miss") && !pack_value(b, "miss-cell"))
		return pack_fail(f, b, 0, "'%s' has no miss: an example of what it leaves", b->name);
	return 0;
}

static int read_check(const struct pack_block *b, const struct pack_line *l, struct check_line *ret,
		      struct fail *f)
{
	char *at = (char *)l->value;

	*ret = (struct check_line){.required = true};
	if (*at == '+' || *at == '-') {
		ret->required = false;
		ret->points = (int)strtol(at, &at, 10);
		at += strspn(at, " \t");
	}
	if (!strncmp(at, "not ", 4)) {
		ret->negated = true;
		at += 4 + strspn(at + 4, " \t");
	}
	char name[40];
	size_t len = strcspn(at, " \t\n");
	snprintf(name, sizeof(name), "%.*s", (int)len, at);
	ret->check = check_named(name);
	ret->argument = at + len + strspn(at + len, " \t\n");
	if (ret->check)
		return 0;
	const char *names[64] = {NULL};
	for (size_t i = 0; checks[i].name && i + 1 < ARRAY_LEN(names); i++)
		names[i] = checks[i].name;
	const char *near = nearest_word(name, names);
	return pack_fail(f, b, l->line, "there is no check '%s'%s%s%s", name,
			 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static size_t count_lines(const struct pack_block *b, const char *const *keys)
{
	size_t n = 0;

	for (; *keys; keys++)
		for (const struct pack_line *l = NULL; (l = pack_line_next(b, *keys, l));)
			n++;
	return n;
}

static int read_nears(struct ruleset *r, struct recipe *c, struct fail *f)
{
	static const char *const keys[] = {"near", "before", "after", "needs", NULL};
	struct near_line *nears =
		arena_get(r->arena, (count_lines(c->block, keys) + 1) * sizeof(*nears));

	for (const char *const *key = keys; *key; key++)
		for (const struct pack_line *l = NULL; (l = pack_line_next(c->block, *key, l));)
			if (near_parse(r, c->block, l, nears + c->n_nears++, f) < 0)
				return -1;
	c->nears = nears;
	return 0;
}

static int read_checks(struct ruleset *r, struct recipe *c, struct fail *f)
{
	static const char *const keys[] = {"check", NULL};
	struct check_line *lines =
		arena_get(r->arena, (count_lines(c->block, keys) + 1) * sizeof(*lines));

	for (const struct pack_line *l = NULL; (l = pack_line_next(c->block, "check", l));)
		if (read_check(c->block, l, lines + c->n_checks++, f) < 0)
			return -1;
	c->checks = lines;
	return 0;
}

static int read_regex(struct ruleset *r, struct recipe *c, struct fail *f)
{
	const struct pack_line *l = pack_line_next(c->block, "regex", NULL);
	const char *with_case = pack_value(c->block, "case");
	char fault[200];
	size_t at = 0;

	if (!l)
		return pack_fail(f, c->block, 0, "'%s' has no regex", c->block->name);
	if (with_case && strcmp(with_case, "exact") && strcmp(with_case, "any"))
		return pack_fail(f, c->block, 0, "case is exact or any");
	const char *refused = lint_regex(l->value);
	if (refused)
		return pack_fail(f, c->block, l->line, "%s", refused);
	struct rule *rule = ruleset_add_rule(r, c, VIEW_PLAIN);
	rule->source = l->value;
	rule->regex_flags = with_case && !strcmp(with_case, "any") ? REGEX_ANY_CASE : 0;
	rule->regex = regex_new(l->value, rule->regex_flags, fault, &at);
	if (!rule->regex)
		return pack_fail(f, c->block, l->line, "%s, at '%.30s'", fault, l->value + at);
	if (regex_matches_empty(rule->regex))
		return pack_fail(f, c->block, l->line, "this regex can match nothing at all");
	return 0;
}

static int make_pattern(struct ruleset *r, struct recipe *c, struct fail *f)
{
	long score = 50, max = 0;

	if (read_type(c, f) < 0 || read_category(c, f) < 0 || read_regex(r, c, f) < 0 ||
	    read_checks(r, c, f) < 0 || promise_read(r, c->block, &c->gate, f) < 0 ||
	    read_number(c->block, "score", 0, 100, &score, f) < 0 ||
	    read_number(c->block, "max", 1, TEXT_MARGIN, &max, f) < 0)
		return -1;
	c->pattern.score = (int)score;
	c->max = (size_t)max;
	return 0;
}

/* Do its words say it, or only lead to it? */
static int read_manner(struct recipe *c, struct fail *f)
{
	const char *word = pack_value(c->block, "manner");

	for (int m = MANNER_STATED; word && m <= MANNER_DERIVABLE; m++)
		if (!strcmp(word, manner_word((enum manner)m)))
			c->manner = (enum manner)m;
	if (word && c->manner == MANNER_NONE)
		return pack_fail(f, c->block, 0, "manner is stated or derivable");
	return 0;
}

int recipe_make(struct ruleset *r, const struct pack_block *b, struct recipe *ret, struct fail *f)
{
	long score = 0;

	ret->block = b;
	if (read_common(ret, f) < 0)
		return -1;
	ret->pattern.index = (unsigned)(ret - r->recipes);
	if (!strcmp(b->kind, "points")) {
		if (read_type(ret, f) < 0 || read_number(b, "score", 0, 100, &score, f) < 0)
			return -1;
		ret->pattern.score = (int)score;
		return 0;
	}
	if (read_nears(r, ret, f) < 0 || family_make_except(r, ret, f) < 0 ||
	    read_manner(ret, f) < 0)
		return -1;
	if (!strcmp(b->kind, "pattern"))
		return make_pattern(r, ret, f);
	ret->any_score = true;
	ret->pattern.type = TYPE_INDICATOR;
	return read_category(ret, f) < 0 || family_make(r, ret, f) < 0 ? -1 : 0;
}
