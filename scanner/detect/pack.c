/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/pack.c - the line format of pattern packs: kinds, keys, continuation lines. */
#include "detect/pack.h"
#include "base/buf.h"
#include "base/utf8.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which keys a kind knows. Kinds without a list take any key: their readers know better. */
struct kind {
	const char *name;
	const char *keys[24];
};
static const struct kind kinds[] = {
	{"pack", {"about", "source"}},
	{"pattern",
	 {"about", "type", "category", "source", "score", "case", "regex", "max", "check", "near",
	  "before", "after", "needs", "except", "gate", "manner", "hit", "miss", "hit-cell", "miss-cell"}},
	{"family",
	 {"about", "category", "weight", "manner", "language", "source", "date", "reviewer", "terms",
	  "near", "before", "after", "needs", "except", "hit", "miss", "hit-cell", "miss-cell"}},
	{"lexicon", {NULL}},
	{"points", {NULL}},
	{"words", {NULL}},
};
static const char *const repeatable[] = {"check",  "near", "before", "after",    "needs",
					 "except", "hit",  "miss",   "hit-cell", "miss-cell",
					 "terms",  "gate", NULL};

static bool in_list(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(word, *list))
			return true;
	return false;
}

/* Edits between two words, words longer than a key can be being far from everything. */
static size_t distance(const char *a, const char *b)
{
	enum { LONGEST = 24 };
	size_t n = strlen(a), m = strlen(b), row[LONGEST + 1];

	if (n > LONGEST || m > LONGEST)
		return LONGEST;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t before = row[0];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = before + (a[i - 1] != b[j - 1]);

			before = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m];
}

const char *nearest_word(const char *word, const char *const *words)
{
	const char *best = NULL;
	size_t len = strlen(word), best_distance = (len > 4 ? len / 2 : 2) + 1;

	for (; *words; words++) {
		size_t d = distance(word, *words);

		if (d < best_distance) {
			best_distance = d;
			best = *words;
		}
	}
	return best;
}

int pack_fail(struct fail *f, const struct pack_block *b, int line, const char *format, ...)
{
	char text[300];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return fail_set(f, EXIT_USAGE, "%s:%d: %s", b->file, line ? line : b->line, text);
}

const struct pack_line *pack_line_next(const struct pack_block *b, const char *key,
				       const struct pack_line *after)
{
	size_t i = after ? (size_t)(after - b->lines) + 1 : 0;

	for (; i < b->n_lines; i++)
		if (!strcmp(b->lines[i].key, key))
			return b->lines + i;
	return NULL;
}

const char *pack_value(const struct pack_block *b, const char *key)
{
	const struct pack_line *l = pack_line_next(b, key, NULL);

	return l ? l->value : NULL;
}

struct parser {
	struct arena *arena;
	struct pack_blocks *to;
	struct pack_block *block; /* the open one, or NULL */
	const struct kind *kind;
	size_t lines_room, indent;
	struct buf value;         /* of the open key */
	const char *file;
	int line;
	struct fail *fail;
};

static int fail_here(struct parser *p, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static int fail_here(struct parser *p, const char *format, ...)
{
	char text[300];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return fail_set(p->fail, EXIT_USAGE, "%s:%d: %s", p->file, p->line, text);
}

static struct pack_line *open_line(struct parser *p)
{
	return (struct pack_line *)p->block->lines + p->block->n_lines - 1;
}

static void close_line(struct parser *p)
{
	if (!p->block || !p->block->n_lines || open_line(p)->value)
		return;
	open_line(p)->value = arena_copy(p->arena, p->value.bytes, p->value.len);
	buf_clear(&p->value);
}

static bool is_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!islower((unsigned char)s[i]) && !isdigit((unsigned char)s[i]) &&
		    !memchr("-_.", s[i], 3))
			return false;
	return len > 0 && len <= 60;
}

static int open_block(struct parser *p, const char *line, size_t len)
{
	size_t kind_len = 0;
	const char *names[ARRAY_LEN(kinds) + 1] = {NULL};

	while (kind_len < len && line[kind_len] != ' ' && line[kind_len] != '\t')
		kind_len++;
	const char *kind = arena_copy(p->arena, line, kind_len);
	p->kind = NULL;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		names[i] = kinds[i].name;
		if (!strcmp(kind, kinds[i].name))
			p->kind = kinds + i;
	}
	if (!p->kind) {
		const char *near = nearest_word(kind, names);

		return fail_here(p, "a block cannot start with '%.40s'%s%s%s", kind,
				 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	}
	while (kind_len < len && strchr(" \t", line[kind_len]))
		kind_len++;
	if (!is_name(line + kind_len, len - kind_len))
		return fail_here(p, "a name is lower-case letters, digits, - _ . (at most 60), "
				    "not '%.*s'", len - kind_len > 60 ? 60 : (int)(len - kind_len),
				 line + kind_len);
	struct pack_blocks *to = p->to;
	if (to->n == to->room) {
		struct pack_block *old = to->rows;

		to->room = to->room ? 2 * to->room : 64;
		to->rows = arena_get(p->arena, to->room * sizeof(*to->rows));
		if (old)
			memcpy(to->rows, old, to->n * sizeof(*old));
	}
	p->block = to->rows + to->n++;
	*p->block = (struct pack_block){
		.kind = p->kind->name,
		.name = arena_copy(p->arena, line + kind_len, len - kind_len),
		.file = p->file,
		.line = p->line,
	};
	p->lines_room = p->indent = 0;
	return 0;
}

static int check_key(struct parser *p, const char *key)
{
	if (!p->kind->keys[0])
		return 0;
	if (!in_list(key, p->kind->keys)) {
		const char *near = nearest_word(key, p->kind->keys);

		return fail_here(p, "a %s has no key '%.40s'%s%s%s", p->kind->name, key,
				 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	}
	if (!in_list(key, repeatable) && pack_value(p->block, key))
		return fail_here(p, "'%s' stands twice in this block", key);
	return 0;
}

static int open_key(struct parser *p, const char *line, size_t len)
{
	size_t key_len = 0;

	while (key_len < len && line[key_len] != ' ' && line[key_len] != '\t')
		key_len++;
	const char *key = arena_copy(p->arena, line, key_len);
	if (check_key(p, key) < 0)
		return -1;
	if (p->block->n_lines == p->lines_room) {
		struct pack_line *more;

		p->lines_room = p->lines_room ? 2 * p->lines_room : 16;
		more = arena_get(p->arena, p->lines_room * sizeof(*more));
		if (p->block->n_lines)
			memcpy(more, p->block->lines, p->block->n_lines * sizeof(*more));
		p->block->lines = more;
	}
	p->block->n_lines++;
	*open_line(p) = (struct pack_line){.key = key, .line = p->line};
	while (key_len < len && (line[key_len] == ' ' || line[key_len] == '\t'))
		key_len++;
	buf_add(&p->value, line + key_len, len - key_len);
	return 0;
}

/* One line without its line end and without white space at its end. */
static int take_line(struct parser *p, const char *line, size_t len)
{
	size_t indent = 0, at = 0;

	for (; at < len && (line[at] == ' ' || line[at] == '\t'); at++)
		indent = line[at] == '\t' ? (indent | 7) + 1 : indent + 1;
	if (at == len || line[at] == '#')
		return 0;
	if (!indent) {
		close_line(p);
		return open_block(p, line, len);
	}
	if (!p->block)
		return fail_here(p, "an indented line before the first block");
	if (!p->indent)
		p->indent = indent;
	if (indent < p->indent)
		return fail_here(p, "this line is indented less than the keys above it");
	if (indent == p->indent) {
		close_line(p);
		return open_key(p, line + at, len - at);
	}
	if (p->value.len)
		buf_add_byte(&p->value, '\n');
	buf_add(&p->value, line + at, len - at);
	return 0;
}

static int take_lines(struct parser *p, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		const char *end = memchr(bytes + at, '\n', len - at);
		size_t line_len = end ? (size_t)(end - bytes) - at : len - at;
		size_t next = at + line_len + 1;

		p->line++;
		while (line_len && strchr(" \t\r", bytes[at + line_len - 1]))
			line_len--;
		if (take_line(p, bytes + at, line_len) < 0)
			return -1;
		at = next;
	}
	close_line(p);
	return 0;
}

/* The source of the `pack` block stands for every block of its file that names none. */
static void share_source(struct pack_block *rows, size_t n)
{
	const char *source = NULL;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].kind, "pack") && pack_value(rows + i, "source"))
			source = pack_value(rows + i, "source");
	for (size_t i = 0; i < n; i++)
		rows[i].pack_source = source;
}

int pack_parse(struct arena *a, const char *file, const char *bytes, size_t len,
	       struct pack_blocks *to, struct fail *f)
{
	struct parser p = {.arena = a, .to = to, .file = file, .fail = f};
	size_t first = to->n;

	if (utf8_valid_prefix(bytes, len) != len || memchr(bytes, 0, len))
		return fail_set(f, EXIT_USAGE, "%s: is not valid UTF-8 text", file);
	if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
		bytes += 3;
		len -= 3;
	}
	int result = take_lines(&p, bytes, len);
	buf_free(&p.value);
	if (to->n > first)
		share_source(to->rows + first, to->n - first);
	return result;
}
