/* SPDX-License-Identifier: EUPL-1.2 */
/* text/place.c - a place in print and back. */
#include "base/buf.h"
#include "base/utf8.h"
#include "text/text.h"
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const short_words[] = { "byte", "line", "par", "page", "cell", "header", "message" };

static bool must_escape(uint32_t code)
{
	return code < 0x20 || code == 0x7F || code == '!' || code == '#' || code == '%' ||
	       (code >= 0x80 && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

static void escape(struct buf *to, const char *s, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t code = 0;
		size_t n = utf8_decode(s + at, len - at, &code);

		if (n && !must_escape(code)) {
			buf_add(to, s + at, n);
			at += n;
			continue;
		}
		for (n = n ? n : 1; n; n--)
			buf_add_format(to, "%%%02X", (unsigned char)s[at++]);
	}
}

static char *hand_over(struct arena *a, struct buf *b)
{
	char *s = arena_copy(a, b->bytes ? b->bytes : "", b->len);

	buf_free(b);
	return s;
}

char *place_escape(struct arena *a, const char *name, size_t len)
{
	struct buf b = { 0 };

	escape(&b, name, len);
	return hand_over(a, &b);
}

void place_add(struct buf *to, const struct place *p)
{
	escape(to, p->path, strlen(p->path));
	if (*p->part)
		buf_add_format(to, "!%s", p->part); /* its steps are escaped already */
	buf_add_byte(to, '#');
	if (p->carrier != CARRIER_BODY)
		buf_add_format(to, "%s.", carrier_word(p->carrier));
	buf_add_format(to, "%s=", short_words[p->anchor.kind]);
	if (p->anchor.name)
		escape(to, p->anchor.name, strlen(p->anchor.name));
	else if (p->anchor.kind == AT_BYTE)
		buf_add_format(to, "%" PRIu64, p->start);
	else
		buf_add_format(to, "%" PRIu32, p->anchor.number);
	buf_add_format(to, "@%" PRIu64 "+%" PRIu64, p->start, p->length);
}

char *place_print(struct arena *a, const struct place *p)
{
	struct buf b = { 0 };

	place_add(&b, p);
	return hand_over(a, &b);
}

static char *unescape(struct arena *a, const char *s, size_t len)
{
	char *out = arena_get(a, len + 1), *to = out;

	for (size_t i = 0; i < len; i++) {
		char two[3] = { 0 };

		if (s[i] == '%' && len - i > 2 && isxdigit((unsigned char)s[i + 1]) &&
		    isxdigit((unsigned char)s[i + 2])) {
			memcpy(two, s + i + 1, 2);
			*to++ = (char)strtoul(two, NULL, 16);
			i += 2;
		} else {
			*to++ = s[i];
		}
	}
	return out;
}

static bool parse_number(const char *s, char **end, uint64_t *ret)
{
	if (!isdigit((unsigned char)*s))
		return false;
	errno = 0;
	*ret = strtoull(s, end, 10);
	return !errno;
}

/* "comment.par=2" up to its end. */
static bool parse_anchor(struct arena *a, const char *s, size_t len, struct place *ret)
{
	const char *is = memchr(s, '=', len);
	const char *dot = is ? memchr(s, '.', (size_t)(is - s)) : NULL;

	ret->carrier = CARRIER_BODY;
	if (!is)
		return false;
	if (dot) {
		int c = carrier_from_word(s, (size_t)(dot - s));

		if (c < 0)
			return false;
		ret->carrier = (enum carrier)c;
		len -= (size_t)(dot + 1 - s);
		s = dot + 1;
	}
	for (unsigned kind = 0; kind < ARRAY_LEN(short_words); kind++) {
		if (strlen(short_words[kind]) != (size_t)(is - s) ||
		    memcmp(short_words[kind], s, (size_t)(is - s)))
			continue;
		ret->anchor.kind = (enum anchor_kind)kind;
		ret->anchor.name = unescape(a, is + 1, len - (size_t)(is + 1 - s));
		ret->anchor.number = (uint32_t)strtoul(ret->anchor.name, NULL, 10);
		return true;
	}
	return false;
}

bool place_parse(struct arena *a, const char *printed, struct place *ret)
{
	/* From the right: start and length, then the anchor; paths escape every `#` and `!`. */
	const char *hash = strrchr(printed, '#'), *at = hash ? strrchr(hash, '@') : NULL;
	char *end;

	memset(ret, 0, sizeof(*ret));
	if (!at || !parse_number(at + 1, &end, &ret->start) || *end != '+' ||
	    !parse_number(end + 1, &end, &ret->length) || *end)
		return false;
	if (!parse_anchor(a, hash + 1, (size_t)(at - hash - 1), ret))
		return false;
	const char *bang = memchr(printed, '!', (size_t)(hash - printed));
	ret->path = unescape(a, printed, (size_t)((bang ? bang : hash) - printed));
	ret->part = bang ? arena_copy(a, bang + 1, (size_t)(hash - bang - 1)) : "";
	return *ret->path != '\0';
}
