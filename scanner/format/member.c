/* SPDX-License-Identifier: EUPL-1.2 */
/* format/member.c - members of archives: names and parts. */
#include "format/member.h"
#include "base/utf8.h"
#include "format/decode.h"
#include <string.h>

/* In code page 850 letters with accents are 80-A5; in Windows-1252 they are C0-FF, and what it has
 * at 80-9F is hardly found in names. */
static bool looks_like_dos(const uint8_t *bytes, size_t len)
{
	size_t dos = 0, windows = 0;

	for (size_t i = 0; i < len; i++) {
		dos += bytes[i] >= 0x80 && bytes[i] <= 0xa5;
		windows += bytes[i] >= 0xc0;
	}
	return dos > windows;
}

const char *member_utf8(struct arena *a, const char *bytes, size_t len, bool *guessed)
{
	char *name = arena_copy(a, bytes, len);

	/* A NUL would hide the rest of the name. */
	for (size_t i = 0; i < len; i++)
		if (!name[i])
			name[i] = '\x1a';
	if (utf8_valid_prefix(name, len) == len)
		return name;
	*guessed = true;
	return charset_to_utf8(a, name, len,
			       looks_like_dos((const uint8_t *)name, len) ? "cp850" : "windows-1252",
			       NULL);
}

const char *member_base(const char *name)
{
	const char *base = name;

	for (; *name; name++)
		if ((*name == '/' || *name == '\\') && name[1])
			base = name + 1;
	return base;
}

int member_name(struct out *out, uint32_t number, const char *name)
{
	out_carrier(out, CARRIER_ATTACHMENT_NAME);
	/* Each name is a paragraph of its own: nothing is found across two of them. */
	int error = out_break(out);
	if (!error) {
		out_anchor(out, AT_HEADER, number, "member", NULL);
		error = out_text(out, name, strlen(name));
	}
	if (!error)
		error = out_text(out, "\n", 1);
	out_carrier(out, CARRIER_BODY);
	return error;
}

int member_part(struct out *out, const char *name, struct stream *bytes)
{
	const struct part part = {
		.name = name, .file_name = member_base(name), .bytes = bytes, .document = true
	};

	return out_part(out, &part);
}
