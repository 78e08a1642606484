/* SPDX-License-Identifier: EUPL-1.2 */
/* format/ole10.c - how the file in a package of OLE 1.0 is wrapped: two numbers, its name, its path,
 * a place for it while it is open, its length. */
#include "base/bytes.h"
#include "format/ole10.h"
#include <string.h>

size_t ole10_counted(const uint8_t *head, size_t len, size_t at)
{
	uint32_t n;

	if (!at || len < at + 4)
		return 0;
	n = little32(head + at);
	return n < len - at - 4 ? at + 4 + n : 0;
}

/* Past a string that ends in NUL. */
static size_t past_string(const uint8_t *head, size_t len, size_t at)
{
	const uint8_t *nul = at && at < len ? memchr(head + at, 0, len - at) : NULL;

	return nul ? (size_t)(nul + 1 - head) : 0;
}

size_t ole10_package(const uint8_t *head, size_t len, size_t at, const char **name)
{
	size_t end = past_string(head, len, past_string(head, len, at + 2));

	end = end ? ole10_counted(head, len, end + 4) : 0;
	if (!end || end + 4 >= len)
		return at;
	if (name)
		*name = (const char *)head + at + 2;
	return end + 4;
}
