/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/formats.c - the formats that are read, those that are only recognised, and how each is. */
#include "format/format.h"
#include "base/reason.h"
#include "cmd/cmd.h"

static const struct row {
	const char *name, *about, *how;
	enum reason reason;
} known[] = {
#define KNOWN(id, name, about, how, reason) { name, about, how, REASON_##reason },
#include "format/known.inc"
#undef KNOWN
};

static void print(const char *name, const char *about, const char *how, const char *reason)
{
	printf("%-16s %s\n%-16s   recognised by %s%s%s\n", name, about, "", how, *reason ? "; " : "",
	       reason);
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	int n = options_parse(self, NULL, &common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	if (n)
		return fail_set(f, EXIT_USAGE, "formats takes no '%s'", argv[0]);
	puts("Read:\n");
	for (size_t i = 0; formats[i]; i++)
		print(formats[i]->name, formats[i]->about, formats[i]->how, "");
	puts("\nRecognised but not read; each such file or part has a row in the ledger with this reason:\n");
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		print(known[i].name, known[i].about, known[i].how, reason_word(known[i].reason));
	return EXIT_DONE;
}

const struct command formats_command = {
	.name = "formats",
	.about = "Lists the formats that are read or only recognised, and how.",
	.usage = "",
	.examples = "  vindplaats formats | less\n",
	.run = run,
};
