/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/formats.c - the formats that are read, and how each is recognised. */
#include "format/format.h"
#include "cmd/cmd.h"

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	int n = options_parse(self, NULL, &common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	if (n)
		return fail_set(f, EXIT_USAGE, "formats takes no '%s'", argv[0]);
	for (size_t i = 0; formats[i]; i++)
		printf("%-10s %s\n%-10s   recognised by %s\n", formats[i]->name, formats[i]->about, "",
		       formats[i]->how);
	return EXIT_DONE;
}

const struct command formats_command = {
	.name = "formats",
	.about = "Lists the formats that are read, and how each is recognised.",
	.usage = "",
	.run = run,
};
