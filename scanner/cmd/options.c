/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/options.c - options by table: parsed, checked and explained from the same rows. */
#include "cmd/cmd.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define COMMON_ROWS 8

static void common_rows(struct option_row rows[COMMON_ROWS], struct common *c)
{
	const struct option_row table[COMMON_ROWS] = {
		{ "--case", 0, OPTION_TEXT, "DIR", "the case folder (./case)", &c->case_dir },
		{ "--quiet", 'q', OPTION_FLAG, NULL, "say nothing but errors", &c->quiet },
		{ "--verbose", 'v', OPTION_FLAG, NULL, "say more", &c->verbose },
		{ "--progress", 0, OPTION_TEXT, "HOW", "auto, tty, plain, json or none", &c->progress },
		{ "--color", 0, OPTION_TEXT, "WHEN", "auto, always or never", &c->color },
		{ "--lang", 0, OPTION_TEXT, "LANG", "nl or en, for what people read", &c->lang },
		{ "--help", 0, OPTION_FLAG, NULL, "this text", &c->help },
		{ NULL, 0, OPTION_FLAG, NULL, NULL, NULL },
	};

	memcpy(rows, table, sizeof(table));
}

static void print_rows(const struct option_row *rows)
{
	for (; rows->name; rows++) {
		char left[64], letter[6] = "";

		if (rows->letter)
			snprintf(letter, sizeof(letter), "-%c, ", rows->letter);
		snprintf(left, sizeof(left), "%s%s%s%s", letter, rows->name, rows->value ? " " : "",
			 rows->value ? rows->value : "");
		printf("  %-26s %s\n", left, rows->about);
	}
}

static void print_help(const struct command *self, const struct option_row *rows,
		       const struct option_row *common)
{
	printf("%s\n\nusage: vindplaats %s %s\n", self->about, self->name, self->usage);
	if (self->examples)
		printf("\n%s", self->examples);
	puts("\noptions:");
	if (rows)
		print_rows(rows);
	print_rows(common);
}

static const struct option_row *find_row(const struct option_row *rows, const char *arg, size_t len)
{
	for (; rows && rows->name; rows++)
		if ((strlen(rows->name) == len && !memcmp(rows->name, arg, len)) ||
		    (rows->letter && len == 2 && arg[0] == '-' && arg[1] == rows->letter))
			return rows;
	return NULL;
}

static int set(const struct option_row *row, const char *value, struct fail *f)
{
	char *end;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)row->to = true;
		return 0;
	case OPTION_TEXT:
		*(const char **)row->to = value;
		return 0;
	default:
		errno = 0;
		*(long *)row->to = strtol(value, &end, 10);
		if (errno || *end || end == value || *(long *)row->to < 0)
			return fail_set(f, EXIT_USAGE, "%s takes a whole number, not '%s'", row->name,
					value);
		return 0;
	}
}

static int check_common(const struct common *c, struct fail *f)
{
	static const char *const progress[] = { "auto", "tty", "plain", "json", "none" };
	static const char *const color[] = { "auto", "always", "never" };
	static const char *const lang[] = { "nl", "en" };
	const struct {
		const char *name, *value;
		const char *const *words;
		size_t n;
	} checks[] = { { "--progress", c->progress, progress, ARRAY_LEN(progress) },
		       { "--color", c->color, color, ARRAY_LEN(color) },
		       { "--lang", c->lang, lang, ARRAY_LEN(lang) } };

	for (size_t i = 0; i < ARRAY_LEN(checks); i++) {
		size_t w = 0;

		while (w < checks[i].n && strcmp(checks[i].words[w], checks[i].value))
			w++;
		if (w == checks[i].n)
			return fail_set(f, EXIT_USAGE, "%s cannot be '%s'; see --help", checks[i].name,
					checks[i].value);
	}
	return 0;
}

/* One option at argv[i]; returns how many words it took, or -1. */
static int take(const struct option_row *rows, const struct option_row *common, int left, char **argv,
		struct fail *f)
{
	const char *arg = argv[0], *is = !strncmp(arg, "--", 2) ? strchr(arg, '=') : NULL;
	size_t len = is ? (size_t)(is - arg) : strlen(arg);
	const struct option_row *row = find_row(rows, arg, len);
	char letter[3] = { arg[0], arg[1], '\0' };

	if (!row)
		row = find_row(common, arg, len);
	/* -j2: a letter with its value glued on. */
	if (!row && arg[1] != '-' && len > 2) {
		row = find_row(rows, letter, 2);
		if (row && row->kind != OPTION_FLAG)
			return set(row, arg + 2, f) < 0 ? -1 : 1;
		row = NULL;
	}
	if (!row)
		return fail_set(f, EXIT_USAGE, "there is no option '%.*s'; see --help", (int)len, arg);
	if (row->kind == OPTION_FLAG) {
		if (is)
			return fail_set(f, EXIT_USAGE, "%s takes no value", row->name);
		return set(row, NULL, f) < 0 ? -1 : 1;
	}
	if (is)
		return set(row, is + 1, f) < 0 ? -1 : 1;
	if (left < 2)
		return fail_set(f, EXIT_USAGE, "%s needs a value (%s)", row->name, row->value);
	return set(row, argv[1], f) < 0 ? -1 : 2;
}

int options_parse(const struct command *self, const struct option_row *rows, struct common *common,
		  int argc, char **argv, struct fail *f)
{
	struct option_row shared[COMMON_ROWS];
	int kept = 0;

	*common = (struct common){ .progress = "auto", .color = "auto", .lang = "nl", .case_dir = "case" };
	common_rows(shared, common);
	for (int i = 1; i < argc;) {
		if (!strcmp(argv[i], "--")) {
			while (++i < argc)
				argv[kept++] = argv[i];
			break;
		}
		if (argv[i][0] != '-' || !argv[i][1]) {
			argv[kept++] = argv[i++];
			continue;
		}
		int taken = take(rows, shared, argc - i, argv + i, f);
		if (taken < 0)
			return -1;
		i += taken;
	}
	if (common->help) {
		print_help(self, rows, shared);
		return -2;
	}
	return check_common(common, f) < 0 ? -1 : kept;
}
