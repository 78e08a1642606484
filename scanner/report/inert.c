/* SPDX-License-Identifier: EUPL-1.2 */
/* report/inert.c - characters of a document that would act or hide. */
#include "report/inert.h"
#include <inttypes.h>
#include <string.h>
#include "base/utf8.h"

bool inert_must_show(uint32_t code)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {
		{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x061c, 0x061c},
		{0x180e, 0x180e}, {0x200b, 0x200b}, {0x200e, 0x200f}, {0x2028, 0x202e},
		{0x2060, 0x206f}, {0xfdd0, 0xfdef}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
		{0xe0000, 0xe0fff},
	};

	for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return (code & 0xfffe) == 0xfffe;
}

void inert_add(struct buf *to, const char *s)
{
	buf_add_str(to, "");
	for (size_t len = strlen(s), at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		if (!n) {
			buf_add_format(to, "[%02X]", (unsigned char)s[at]);
			n = 1;
		} else if (code == '\t' || code == '\n' || code == '\r') {
			buf_add_byte(to, ' ');
		} else if (inert_must_show(code)) {
			buf_add_format(to, "[U+%04" PRIX32 "]", code);
		} else {
			buf_add(to, s + at, n);
		}
	}
}
