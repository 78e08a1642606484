/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/cmd.h - one command, one file, one line in list.inc. A command parses its options by one
 * table (which is also its --help), does its work through the folders below, and returns an exit
 * code of the contract. Data goes to stdout, talk to stderr. Only main() prints a struct fail.
 */
#ifndef VP_CMD_H
#define VP_CMD_H
#include <stdio.h>
#include "base/base.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER };
struct option_row {
	const char *name;  /* "--case" */
	char letter;       /* 'j', or 0 */
	enum option_kind kind;
	const char *value; /* "DIR" in help; NULL for a flag */
	const char *about; /* one line */
	void *to;          /* bool *, const char **, long * */
};
struct common { /* what every command takes */
	bool quiet, verbose, help;
	const char *progress, *color, *lang; /* "auto", "auto", "nl" */
	const char *case_dir;                /* "./case" */
};
struct command {
	const char *name, *about;
	const char *usage;    /* "[options] PATH..." */
	const char *examples; /* lines for --help, each a real call */
	int (*run)(const struct command *self, int argc, char **argv, struct fail *f);
};
extern const struct command *const commands[]; /* ends with NULL */

/* Reads options from argv (argv[0] is the command); the rest stays in argv, its count is
 * returned; -1 with f set on a mistake. Prints help and returns -2 for --help. Rows end with a
 * NULL name. No abbreviations; "--" ends options; --name=value and --name value both work. */
int options_parse(const struct command *self, const struct option_row *rows, struct common *common,
		  int argc, char **argv, struct fail *f);
/* -o FILE: "-" or NULL is stdout; else written beside as FILE.part and renamed by output_close. */
FILE *output_open(const char *path, struct fail *f);
int output_close(FILE *to, const char *path, struct fail *f);
/* All of it: opened, written, closed. After a failure what is there of it stays as FILE.part. */
typedef int output_fn(void *arg, FILE *to, struct fail *f);
int output_write(const char *path, output_fn *write, void *arg, struct fail *f);
#endif
