/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_json.c - JSON as a document, and what we write of any bytes as JSON. */
#include "base/json.h"
#include <assert.h>
#include <string.h>
#include "base/utf8.h"
#include "watch.h"

/* A string of any bytes is one line of valid UTF-8 without controls. */
static void write_any(const uint8_t *data, size_t len)
{
	struct buf b = { 0 };

	json_open(&b, '{');
	json_key(&b, "k");
	json_text(&b, (const char *)data, len);
	json_close(&b, '}');
	assert(utf8_valid_prefix(b.bytes, b.len) == b.len);
	for (size_t i = 0; i < b.len; i++)
		assert((unsigned char)b.bytes[i] >= ' ' && b.bytes[i] != 0x7f);
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct watch_how how = { .format = format_named("json") };

	write_any(data, len);
	watch_part_all_ways(data, len, &how);
	return 0;
}
