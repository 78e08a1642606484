/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_pack.c - pattern packs: any bytes parse or are refused with file and line. */
#include "detect/pack.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	struct pack_blocks blocks = { 0 };
	struct fail f = { 0 };

	if (pack_parse(a, "test.pack", (const char *)data, len, &blocks, &f) < 0) {
		assert(f.code == EXIT_USAGE && !strncmp(f.text, "test.pack", 9));
		return 0;
	}
	assert(!*f.text);
	for (size_t i = 0; i < blocks.n; i++) {
		const struct pack_block *b = blocks.rows + i;

		assert(b->kind && *b->name && b->line > 0);
		for (size_t j = 0; j < b->n_lines; j++) {
			assert(*b->lines[j].key && b->lines[j].value);
			assert(b->lines[j].line > b->line && pack_value(b, b->lines[j].key));
		}
	}
	return 0;
}
