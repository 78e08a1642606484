/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/corpus/fixture.c - which fixtures there are. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cmd/corpus/corpus.h"

static const struct {
	const char *word, *about;
} note_kinds[] = {
#define X(name, word, about) [NOTE_##name] = {word, about},
	NOTES(X)
#undef X
};

const char *note_word(enum note_kind k)
{
	return note_kinds[k].word;
}

const char *note_about(enum note_kind k)
{
	return note_kinds[k].about;
}

void fixture_note(struct fixture *x, enum note_kind kind, const char *format, ...)
{
	va_list args;
	char *note;

	va_start(args, format);
	if (vasprintf(&note, format, args) < 0)
		abort();
	va_end(args);
	x->notes = xrealloc(x->notes, (x->n_notes + 1) * sizeof(*x->notes));
	x->notes[x->n_notes++] = (struct note){kind, note};
}

static bool has_file(const char *folder, const char *name)
{
	char *path = xformat("%s/%s", folder, name);
	bool there = !access(path, F_OK);

	free(path);
	return there;
}

static int is_input(const struct dirent *entry)
{
	return !strncmp(entry->d_name, "input.", 6);
}

static char *find_input(struct fixture *x)
{
	struct dirent **entries;
	int n = scandir(x->folder, &entries, is_input, alphasort);
	char *input = n > 0 ? xformat("%s/%s", x->folder, entries[0]->d_name) : NULL;

	if (n > 1)
		fixture_note(x, NOTE_UNREFERENCED, "there is more than one input: %s, %s", entries[0]->d_name,
			     entries[1]->d_name);
	for (int i = 0; i < n; i++)
		free(entries[i]);
	if (n >= 0)
		free(entries);
	return input;
}

static int is_expectation(const struct dirent *entry)
{
	return !strncmp(entry->d_name, "expected", 8);
}

/* A misspelt name would be an expectation that never fails. */
static void note_unread(struct fixture *x)
{
	struct dirent **entries;
	int n = scandir(x->folder, &entries, is_expectation, alphasort);

	x->expects_nothing = true;
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;

		if (strcmp(name, "expected.jsonl") && strcmp(name, "expected.ledger"))
			fixture_note(x, NOTE_UNREFERENCED, "%s is read by nothing", name);
		else
			x->expects_nothing = false;
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static bool is_fixture(const char *folder, const char *input)
{
	return input || has_file(folder, "expected.jsonl") || has_file(folder, "expected.ledger") ||
	       has_file(folder, "about.txt");
}

static void add_fixture(struct corpus *c, const char *dir, const char *name)
{
	struct fixture x = {.name = xstrdup(name), .folder = xformat("%s/%s", dir, name)};

	x.input = find_input(&x);
	if (!is_fixture(x.folder, x.input)) {
		free(x.name);
		free(x.folder);
		return;
	}
	note_unread(&x);
	if (!x.input)
		fixture_note(&x, NOTE_UNREFERENCED, "there is an expectation, but no input.* or input.d");
	c->fixtures = xrealloc(c->fixtures, (c->n + 1) * sizeof(*c->fixtures));
	c->fixtures[c->n++] = x;
}

static int is_visible_folder(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int add_all(struct corpus *c, const char *dir, struct fail *f)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_visible_folder, by_bytes);

	if (n < 0)
		return fail_set(f, EXIT_USAGE, "cannot list the corpus %s: %s", dir, strerror(errno));
	for (int i = 0; i < n; i++) {
		add_fixture(c, dir, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return 0;
}

static int add_named(struct corpus *c, const char *dir, const char *name, struct fail *f)
{
	size_t before = c->n;

	add_fixture(c, dir, name);
	if (c->n == before)
		return fail_set(f, EXIT_USAGE, "there is no fixture '%s' in %s", name, dir);
	return 0;
}

int corpus_load(const char *dir, char **names, int n_names, struct corpus **ret, struct fail *f)
{
	AUTO(corpus) c = xcalloc(1, sizeof(*c));
	size_t len = strlen(dir);
	char *root;
	int result = 0;

	while (len > 1 && dir[len - 1] == '/')
		len--;
	root = xstrndup(dir, len);
	for (int i = 0; i < n_names && !result; i++)
		result = add_named(c, root, names[i], f);
	if (!n_names)
		result = add_all(c, root, f);
	if (!result && !c->n)
		result = fail_set(f, EXIT_USAGE, "there are no fixtures in %s", root);
	free(root);
	if (result < 0)
		return -1;
	*ret = c;
	c = NULL;
	return 0;
}

void corpus_free(struct corpus *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++) {
		struct fixture *x = &c->fixtures[i];

		for (size_t k = 0; k < x->n_notes; k++)
			free(x->notes[k].text);
		free(x->notes);
		free(x->name);
		free(x->folder);
		free(x->input);
	}
	free(c->fixtures);
	free(c);
}

uint64_t corpus_failed(const struct corpus *c)
{
	uint64_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->fixtures[i].n_notes > 0;
	return n;
}
