/* SPDX-License-Identifier: EUPL-1.2 */
/* report/safe.c - text on its way to a terminal or a log. */
#include <inttypes.h>
#include <string.h>
#include "base/utf8.h"
#include "report/report.h"

bool acts_on_reader(uint32_t code)
{
	return code < ' ' || (code >= 0x7f && code < 0xa0) || code == 0x061c || code == 0x200e ||
	       code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

void put_safe(FILE *to, const char *s)
{
	size_t len = strlen(s);

	for (size_t at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		if (!n) {
			fprintf(to, "\\x%02x", (unsigned char)s[at]);
			n = 1;
		} else if (acts_on_reader(code)) {
			fprintf(to, code < 0x80 ? "\\x%02" PRIx32 : "\\u%04" PRIx32, code);
		} else {
			fwrite(s + at, 1, n, to);
		}
	}
}
