/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_mail.c - a letter for the format, then what is read as mail. */
#include "watch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct watch_choice choices[] = {
		{ 'e', "eml" }, { 'm', "mbox" }, { 's', "smime" }, { 't', "tnef" },
		{ 'x', "emlx" }, { 'f', "mmdf" }, { 'b', "babyl" }, { '-', "" },
	};
	bool chosen;
	struct watch_how how = { .format = watch_choose(choices, ARRAY_LEN(choices), len ? *data : 0,
							&chosen) };

	if (chosen)
		watch_part_all_ways(data + 1, len - 1, &how);
	return 0;
}
