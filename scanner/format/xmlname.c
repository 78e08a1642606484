/* SPDX-License-Identifier: EUPL-1.2 */
/* format/xmlname.c - names looked up, roots and charsets sniffed, stretches of text cut. */
#include "format/xml.h"
#include <string.h>

int xml_word(const char *const *sorted, size_t n, const char *name)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, sorted[middle]);

		if (!order)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

uint64_t xml_hash(const char *name)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (; name && *name; name++)
		h = (h ^ (unsigned char)*name) * 1099511628211u;
	return h;
}

int xml_out(struct out *out, const struct xml_text *t)
{
	return out_mapped(out, t->utf8, t->len, t->source, t->unit);
}

struct xml_text xml_slice(const struct xml_text *t, size_t from, size_t to)
{
	struct xml_text part = *t;

	if (from) /* an empty text may stand nowhere */
		part.utf8 += from;
	part.len = to - from;
	if (t->source != NO_SOURCE)
		part.source += from * t->unit;
	return part;
}

/* Skips "<" something that is no element. NULL when its end is not in sight. */
static const char *skip_aside(const char *at, const char *end)
{
	bool comment = end - at >= 4 && !memcmp(at, "<!--", 4);
	const char *close = comment ? "-->" : ">";
	const char *found = memmem(at, (size_t)(end - at), close, strlen(close));

	return found ? found + strlen(close) : NULL;
}

#define SNIFF_UTF16 4096 /* bytes of it that are looked at */

/* The ASCII in UTF-16: enough to see tags by. */
static size_t narrow(const uint8_t *head, size_t len, char *to)
{
	bool big = head[0] == 0xfe || !head[0];
	size_t n = 0;

	for (size_t i = 0; i + 1 < len && i < SNIFF_UTF16; i += 2) {
		uint8_t high = head[i + !big], low = head[i + big];

		to[n++] = high || !low ? '?' : (char)low;
	}
	return n;
}

bool xml_is_utf16(const uint8_t *head, size_t len)
{
	return len >= 4 && (!memcmp(head, "\xff\xfe", 2) || !memcmp(head, "\xfe\xff", 2) ||
			    !memcmp(head, "<\0", 2) || !memcmp(head, "\0<", 2));
}

void xml_sniff_root(const uint8_t *head, size_t len, char *name, size_t room)
{
	char plain[SNIFF_UTF16 / 2];
	const char *at = (const char *)head, *end = at + len;
	size_t n = 0;

	name[0] = '\0';
	if (xml_is_utf16(head, len)) {
		at = plain;
		end = plain + narrow(head, len, plain);
	}
	while (at && at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
		if (end - at < 2)
			return;
		if (at[1] != '!' && at[1] != '?')
			break;
		at = skip_aside(at, end);
	}
	if (!at || at >= end)
		return;
	for (at++; at < end && !strchr(" \t\r\n/>", *at); at++) {
		if (*at == ':')
			n = 0;
		else if (n + 1 < room)
			name[n++] = *at;
	}
	name[at < end ? n : 0] = '\0';
}

/* The declared encoding: the decoder asks for it only where the bytes leave a choice. */
const char *xml_declared_charset(struct arena *a, const struct part *self, struct stream *in)
{
	const uint8_t *head;
	size_t len = stream_peek(in, 256, &head);
	const char *at = (const char *)head, *end = NULL, *close;
	const char *outside = self ? self->charset : NULL;

	len = len < 256 ? len : 256;
	if (len > 5 && !memcmp(head, "<?xml", 5))
		end = memchr(head, '>', len);
	at = end ? memmem(at, (size_t)(end - at), "encoding", 8) : NULL;
	if (!at)
		return outside;
	while (at < end && *at != '"' && *at != '\'')
		at++;
	close = at < end ? memchr(at + 1, *at, (size_t)(end - at - 1)) : NULL;
	return close ? arena_copy(a, at + 1, (size_t)(close - at - 1)) : outside;
}
