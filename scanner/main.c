/* SPDX-License-Identifier: EUPL-1.2 */
/* main.c - the table of commands, and the one place where a failed run is told. */
#include "cmd/cmd.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static int print_help(FILE *to)
{
	fputs("vindplaats finds personal data in documents and says exactly where it stands.\n\n"
	      "usage: vindplaats COMMAND [options] ...\n\n",
	      to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->about);
	fputs("\n`vindplaats COMMAND --help` shows options and examples; man vindplaats tells the rest.\n"
	      "Start with:\n\n  vindplaats scan --case mycase /mnt/share\n  vindplaats report --case mycase\n",
	      to);
	return 0;
}

/* The process holds text of documents: none of it may end in a core dump. */
static void forbid_core_dumps(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

int main(int argc, char **argv)
{
	struct fail f = { 0 };

	forbid_core_dumps();
	umask(077); /* what it writes names people: for this user alone */
	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help"))
		return print_help(stdout);
	if (!strcmp(argv[1], "--version")) {
		puts("vindplaats " VP_VERSION);
		return 0;
	}
	const struct command *c = find_command(argv[1]);
	if (!c) {
		fprintf(stderr, "vindplaats: there is no command '%s'; see vindplaats --help\n", argv[1]);
		return EXIT_USAGE;
	}
	int code = c->run(c, argc - 1, argv + 1, &f);
	if (*f.text)
		fprintf(stderr, "vindplaats %s: %s\n", c->name, f.text);
	if (code < 0)
		code = f.code ? f.code : EXIT_BROKE_OFF;
	if (fflush(stdout) || ferror(stdout)) {
		fputs("vindplaats: writing the output failed; is the disk full?\n", stderr);
		return EXIT_BROKE_OFF;
	}
	return code;
}
