/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/rtf_object.c - what is embedded in RTF. An object stands in a wrapper of OLE 1.0: version,
 * kind, three names, then a length and the file itself, which for "Package" is wrapped once more
 * with its file name.
 */
#include "base/bytes.h"
#include "format/ole10.h"
#include "format/rtf.h"
#include <string.h>

static size_t past_wrapper(const uint8_t *head, size_t len)
{
	static const char package[] = "Package";
	size_t at = 8;

	if (len < 12 || little32(head + 4) != 2)
		return 0;
	for (unsigned i = 0; i < 3; i++)
		at = ole10_counted(head, len, at);
	if (!at || at + 4 >= len)
		return 0;
	at += 4;
	return little32(head + 8) == sizeof(package) && !memcmp(head + 12, package, sizeof(package)) ?
		       ole10_package(head, len, at, NULL) :
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
