/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_zip.c - a letter for the format, then an archive or something packed. */
#include "watch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct watch_choice choices[] = {
		{ 'z', "zip" },	 { 't', "tar" },  { 'g', "gzip" }, { 'b', "bzip2" }, { 'x', "xz" },
		{ 'l', "lzip" }, { 'L', "lzma" }, { '7', "7z" },   { 'c', "cpio" },  { 'r', "rar" },
		{ 'C', "cab" },	 { 'h', "lha" },  { 's', "zstd" }, { '4', "lz4" },   { 'Z', "compress" },
		{ '-', "" },
	};
	bool chosen;
	struct watch_how how = { .format = watch_choose(choices, ARRAY_LEN(choices), len ? *data : 0,
							&chosen) };

	if (chosen)
		watch_part_all_ways(data + 1, len - 1, &how);
	return 0;
}
