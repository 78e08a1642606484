/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_read.c - any bytes as a file. */
#include "watch.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const char *const names[] = { "stuk", "a/stuk.csv", "stuk.eml", "stuk.txt", "stuk.zip" };
	const char *name = names[len ? data[len - 1] % ARRAY_LEN(names) : 0];
	struct watch whole, stopped, tight;

	watch_init(&whole);
	watch_file(&whole, data, len, name);

	watch_init(&stopped);
	stopped.stop_after = 1 + whole.calls / 2;
	watch_file(&stopped, data, len, name);

	watch_init(&tight);
	tight.limits.member_bytes = len;
	tight.limits.total_bytes = len + 1;
	tight.limits.depth = 2;
	tight.limits.parts = 3;
	watch_file(&tight, data, len, name);
	assert(tight.any_trouble ||
	       (tight.text_bytes == whole.text_bytes && tight.parts == whole.parts));
	return 0;
}
