/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/rtf_object.c - what is embedded in RTF. An object stands in a wrapper of OLE 1.0: version,
 * kind, three names, then a length and the file itself, which for "Package" is wrapped once more
 * with its file name.
 */
#include "format/rtf.h"
#include <string.h>

static uint32_t le32(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Past a counted name; 0 when it is not all in sight. */
static size_t past_name(const uint8_t *head, size_t len, size_t at)
{
	uint32_t n;

	if (!at || len < at + 4)
		return 0;
	n = le32(head + at);
	return n < len - at - 4 ? at + 4 + n : 0;
}

/* Past a name that ends in NUL. */
static size_t past_string(const uint8_t *head, size_t len, size_t at)
{
	const uint8_t *nul = at && at < len ? memchr(head + at, 0, len - at) : NULL;

	return nul ? (size_t)(nul + 1 - head) : 0;
}

static size_t past_package(const uint8_t *head, size_t len, size_t at)
{
	size_t end = past_string(head, len, past_string(head, len, at + 2));

	end = end ? past_name(head, len, end + 4) : 0;
	return end && end + 4 < len ? end + 4 : at;
}

static size_t past_wrapper(const uint8_t *head, size_t len)
{
	static const char package[] = "Package";
	size_t at = 8;

	if (len < 12 || le32(head + 4) != 2)
		return 0;
	for (unsigned i = 0; i < 3; i++)
		at = past_name(head, len, at);
	if (!at || at + 4 >= len)
		return 0;
	at += 4;
	return le32(head + 8) == sizeof(package) && !memcmp(head + 12, package, sizeof(package)) ?
		       past_package(head, len, at) :
		       at;
}

int rtf_object_end(struct rtf *r)
{
	if (blob_is_empty(r->object))
		return 0;
	return blob_end_past(r->object, arena_format(r->out->arena, "object%u", ++r->n_objects),
			     past_wrapper);
}

int rtf_picture_end(struct rtf *r)
{
	if (blob_is_empty(r->picture))
		return 0;
	return blob_end(r->picture, arena_format(r->out->arena, "picture%u", ++r->n_pictures));
}
