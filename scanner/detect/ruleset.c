/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/ruleset.c - a folder of packs: found, read, compiled, and looked up. */
#include "detect/ruleset.h"
#include "base/buf.h"
#include "base/digest.h"
#include "detect/gate.h"
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- files --- */

static int keep_packs(const struct dirent *e)
{
	size_t len = strlen(e->d_name);

	return len > 5 && !strcmp(e->d_name + len - 5, ".pack") && e->d_name[0] != '.';
}

static int keep_files(const struct dirent *e)
{
	return e->d_name[0] != '.' && e->d_type != DT_DIR;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int read_file(const char *path, struct buf *to, struct fail *f)
{
	FILE *file = fopen(path, "re");
	char block[65536];
	size_t n;

	if (!file)
		return fail_set(f, EXIT_USAGE, "%s: %s", path, strerror(errno));
	while ((n = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(to, block, n);
	int failed = ferror(file);
	fclose(file);
	return failed ? fail_set(f, EXIT_USAGE, "%s: cannot be read", path) : 0;
}

/* Name and content of a file, each with its length in front, so that no two folders look alike. */
static void digest_file(struct digest *d, const char *name, const struct buf *content)
{
	char *head = xformat("%zu:%s:%zu:", strlen(name), name, content->len);

	digest_add(d, head, strlen(head));
	free(head);
	digest_add(d, content->bytes ? content->bytes : "", content->len);
}

static int load_pack(struct ruleset *r, const char *path, const char *name, struct digest *d,
		     struct fail *f)
{
	struct buf content = {0};
	int result = read_file(path, &content, f);

	if (!result) {
		digest_file(d, name, &content);
		result = pack_parse(r->arena, arena_copy(r->arena, path, strlen(path)),
				    content.bytes ? content.bytes : "", content.len, &r->blocks, f);
	}
	buf_free(&content);
	return result;
}

static int digest_only(const char *path, const char *name, struct digest *d, struct fail *f)
{
	struct buf content = {0};
	int result = read_file(path, &content, f);

	if (!result)
		digest_file(d, name, &content);
	buf_free(&content);
	return result;
}

/* All files of a folder that `keep` takes, in byte order: packs are read, others only digested. */
static int load_folder(struct ruleset *r, const char *dir, int (*keep)(const struct dirent *),
		       bool packs, struct digest *d, struct fail *f)
{
	struct dirent **names;
	int n = scandir(dir, &names, keep, by_bytes), result = 0;

	if (n < 0)
		return packs ? fail_set(f, EXIT_USAGE, "%s: %s", dir, strerror(errno)) : 0;
	for (int i = 0; i < n; i++) {
		char *path = xformat("%s/%s", dir, names[i]->d_name);

		if (!result)
			result = packs ? load_pack(r, path, names[i]->d_name, d, f)
				       : digest_only(path, names[i]->d_name, d, f);
		free(path);
		free(names[i]);
	}
	free(names);
	if (!result && packs && !n)
		return fail_set(f, EXIT_USAGE, "%s: holds no *.pack files", dir);
	return result;
}

static int load_files(struct ruleset *r, const char *dir, struct fail *f)
{
	AUTO(digest) d = digest_new();
	char *lexicons = xformat("%s/lexicons", dir);
	uint8_t sum[DIGEST_LEN];
	int result = load_folder(r, dir, keep_packs, true, d, f);

	if (!result)
		result = load_folder(r, lexicons, keep_files, false, d, f);
	free(lexicons);
	digest_end(d, sum);
	hex_print(r->digest, sum, sizeof(sum));
	return result;
}

/* --- recipes --- */

static bool is_recipe(const struct pack_block *b)
{
	return !strcmp(b->kind, "pattern") || !strcmp(b->kind, "family") ||
	       (!strcmp(b->kind, "points") && pack_value(b, "type"));
}

static int refuse_twins(const struct ruleset *r, size_t i, struct fail *f)
{
	const struct pack_block *b = r->blocks.rows + i;

	for (size_t k = 0; k < i; k++) {
		const struct pack_block *other = r->blocks.rows + k;

		if (!strcmp(other->name, b->name) && !strcmp(other->kind, b->kind))
			return pack_fail(f, b, 0, "the name '%s' is taken, see %s:%d", b->name,
					 other->file, other->line);
		if (!strcmp(other->name, b->name) && is_recipe(other) && is_recipe(b))
			return pack_fail(f, b, 0, "a pattern '%s' is there already, see %s:%d", b->name,
					 other->file, other->line);
	}
	return 0;
}

static int make_recipes(struct ruleset *r, struct fail *f)
{
	r->recipes = arena_get(r->arena, (r->blocks.n + 1) * sizeof(*r->recipes));
	for (size_t i = 0; i < r->blocks.n; i++) {
		const struct pack_block *b = r->blocks.rows + i;

		if (refuse_twins(r, i, f) < 0)
			return -1;
		if (!strcmp(b->kind, "lexicon") && !pack_value(b, "source"))
			return pack_fail(f, b, 0, "the lexicon '%s' has no source", b->name);
		if (is_recipe(b) && recipe_make(r, b, r->recipes + r->n_recipes++, f) < 0)
			return -1;
	}
	return 0;
}

struct rule *ruleset_add_rule(struct ruleset *r, const struct recipe *of, int view)
{
	if (r->n_rules == r->rule_room) {
		r->rule_room = r->rule_room ? 2 * r->rule_room : 64;
		r->rules = xrealloc(r->rules, r->rule_room * sizeof(*r->rules));
	}
	struct rule *rule = r->rules + r->n_rules++;
	*rule = (struct rule){.recipe = (unsigned)(of - r->recipes), .view = view};
	return rule;
}

int ruleset_load(const char *dir, struct ruleset **ret, struct fail *f)
{
	char *found = dir ? xstrdup(dir) : ruleset_find_dir();
	struct ruleset *r = xcalloc(1, sizeof(*r));
	int result;

	r->arena = arena_new(SIZE_MAX);
	if (!found)
		result = fail_set(f, EXIT_USAGE, "no folder with pattern packs; name one with "
						 "--patterns DIR or $VINDPLAATS_PATTERNS");
	else
		result = load_files(r, found, f);
	if (!result)
		result = make_recipes(r, f);
	/* Packs without points say nothing about names: then there is no names engine. */
	if (!result && ruleset_block(r, "points", 0))
		result = names_data_load(found, r, &r->names, f);
	if (!result)
		result = tie_terms_load(r, &r->ties, f);
	if (!result)
		r->gate = gate_new(r);
	free(found);
	if (result) {
		ruleset_free(r);
		return result;
	}
	*ret = r;
	return 0;
}

void ruleset_prepare(const struct ruleset *r, enum engine engine)
{
	for (size_t i = 0; i < r->n_rules; i++) {
		regex_prepare(r->rules[i].regex, false);
		if (engine == ENGINE_FULL)
			regex_prepare(r->rules[i].regex, true);
	}
	/* What is sought in a stretch may be so at its very end: a single spot. */
	for (size_t i = 0; i < r->n_recipes; i++)
		if (r->recipes[i].except)
			regex_prepare(r->recipes[i].except, false);
}

void ruleset_free(struct ruleset *r)
{
	if (!r)
		return;
	gate_free(r->gate);
	names_data_free(r->names);
	tie_terms_free(r->ties);
	for (size_t i = 0; i < r->n_rules; i++)
		regex_free(r->rules[i].regex);
	for (size_t i = 0; i < r->n_recipes; i++)
		regex_free(r->recipes[i].except);
	free(r->rules);
	arena_free(r->arena);
	free(r);
}

/* --- looking up --- */

static char *if_folder(char *path)
{
	if (!access(path, R_OK | X_OK))
		return path;
	free(path);
	return NULL;
}

char *ruleset_find_dir(void)
{
	static const char *const beside[] = {"patterns", "../patterns", "../share/vindplaats/patterns"};
	const char *named = getenv("VINDPLAATS_PATTERNS");
	char program[4096];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (named && *named)
		return xstrdup(named);
	program[len > 0 ? len : 0] = '\0';
	char *slash = strrchr(program, '/');
	for (size_t i = 0; slash && i < ARRAY_LEN(beside); i++) {
		char *path = if_folder(xformat("%.*s/%s", (int)(slash - program), program, beside[i]));

		if (path)
			return path;
	}
	return if_folder(xstrdup(VP_PATTERNS));
}

size_t ruleset_count(const struct ruleset *r)
{
	return r->n_recipes;
}

const struct pattern *ruleset_pattern(const struct ruleset *r, size_t i)
{
	assert(i < r->n_recipes);
	return &r->recipes[i].pattern;
}

const struct pattern *ruleset_named(const struct ruleset *r, const char *name)
{
	for (size_t i = 0; i < r->n_recipes; i++)
		if (!strcmp(r->recipes[i].pattern.name, name))
			return &r->recipes[i].pattern;
	return NULL;
}

const struct pack_block *ruleset_block(const struct ruleset *r, const char *kind, size_t i)
{
	for (size_t k = 0; k < r->blocks.n; k++)
		if (!strcmp(r->blocks.rows[k].kind, kind) && !i--)
			return r->blocks.rows + k;
	return NULL;
}

const char *ruleset_digest(const struct ruleset *r)
{
	return r->digest;
}

const char *ruleset_note(const struct ruleset *r)
{
	return r->names ? names_data_note(r->names) : "";
}
