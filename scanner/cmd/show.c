/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/show.c - the passage at a place, read from the document again. */
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "report/report.h"
#include "scan/scan.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONTEXT 400 /* bytes to either side */

struct showing {
	bool color;
};

static void print_piece(const char *bytes, size_t from, size_t to)
{
	char *piece = xstrndup(bytes + from, to - from);

	put_safe(stdout, piece);
	explicit_bzero(piece, to - from);
	free(piece);
}

static int print_passage(void *arg, const struct text *t, size_t from, size_t to)
{
	const struct showing *s = arg;
	size_t before = from > CONTEXT ? utf8_floor(t->bytes, t->len, from - CONTEXT) : 0;
	size_t after = utf8_floor(t->bytes, t->len, to + CONTEXT);
	const char *start = memrchr(t->bytes + before, '\n', from - before);

	/* Whole lines where they are near enough, so that it reads as in the document. */
	if (start && from - before == CONTEXT)
		before = (size_t)(start + 1 - t->bytes);
	print_piece(t->bytes, before, from);
	fputs(s->color ? "\033[7m" : "[[", stdout);
	print_piece(t->bytes, from, to);
	fputs(s->color ? "\033[0m" : "]]", stdout);
	print_piece(t->bytes, to, after);
	putchar('\n');
	return 0;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	const char *root = NULL;
	const struct option_row rows[] = {
		{ "--root", 0, OPTION_TEXT, "DIR", "where relative paths start (the current folder)", &root },
		{ NULL, 0, OPTION_FLAG, NULL, NULL, NULL },
	};
	int n = options_parse(self, rows, &common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	if (n != 1)
		return fail_set(f, EXIT_USAGE, "name one place, as a hit record gives it");
	AUTO(arena) a = arena_new(SIZE_MAX);
	struct showing s = { .color = !strcmp(common.color, "always") ||
				      (!strcmp(common.color, "auto") && isatty(STDOUT_FILENO) &&
				       !getenv("NO_COLOR")) };
	struct place place;
	if (!place_parse(a, argv[0], &place))
		return fail_set(f, EXIT_USAGE, "'%s' is no place; it looks like PATH!PART#par=12@1034+9",
				argv[0]);
	return scan_show(root, &place, print_passage, &s, f) < 0 ? -1 : EXIT_DONE;
}

const struct command show_command = {
	.name = "show",
	.about = "Walks to a place again and prints the passage with the hit marked.",
	.usage = "PLACE [--root DIR]",
	.examples = "  vindplaats show 'post.mbox!41!2:nota.docx!word/document.xml#par=12@1034+9'\n",
	.run = run,
};
