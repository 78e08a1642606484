/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_text.c - a letter for the format, one for the charset that is declared, then text. */
#include "watch.h"

static const char *declared_charset(uint8_t letter)
{
	static const char *const names[] = {
		NULL, "utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-16be", "utf-32", "utf-7",
		"iso-2022-jp", "gb18030", "big5", "cp037", "x-made-up", "koi8-r", "shift_jis", "hz",
	};
	return names[letter % ARRAY_LEN(names)];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct watch_choice choices[] = {
		{ 't', "text" }, { 'c', "csv" }, { 'h', "html" }, { 'w', "chat" }, { 'r', "rtf" },
		{ 'x', "xml" },	 { 'i', "ics" }, { 'v', "vcard" }, { '-', "" },
	};
	bool chosen;
	struct watch_how how = { .format = watch_choose(choices, ARRAY_LEN(choices), len ? *data : 0,
							&chosen) };

	if (!chosen || len < 2)
		return 0;
	how.charset = declared_charset(data[1]);
	watch_part_all_ways(data + 2, len - 2, &how);
	return 0;
}
