/* SPDX-License-Identifier: EUPL-1.2 */
/* format/html_sniff.c - is it HTML, and in which charset does it say it is. */
#include <string.h>
#include <strings.h>
#include "format/html.h"

#define META_LOOK 4096u

static size_t skip_prolog(const char *s, size_t len)
{
	size_t i = 0;

	for (;;) {
		const char *end = NULL;

		while (i < len && (html_is_space(s[i]) || (i < 3 && s[i] & 0x80)))
			i++;
		if (len - i >= 4 && memcmp(s + i, "<!--", 4) == 0) {
			end = memmem(s + i, len - i, "-->", 3);
			end = end ? end + 3 : NULL;
		} else if (len - i >= 5 && memcmp(s + i, "<?xml", 5) == 0) {
			end = memmem(s + i, len - i, "?>", 2);
			end = end ? end + 2 : NULL;
		}
		if (!end)
			return i;
		i = (size_t)(end - s);
	}
}

static bool starts_with(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	if (len < n || strncasecmp(s, word, n) != 0)
		return false;
	return len == n || html_is_space(s[n]) || s[n] == '>' || s[n] == '/';
}

/* How many kinds of tags of HTML are in it; at most 3. */
static unsigned kinds_of_tags(const char *s, size_t len)
{
	static const char *const tags[] = { "<head", "<body", "<table", "<tr", "<td", "<div",
					    "<p", "<br", "<span", "<a", "<title", "<meta", "<ul",
					    "<li", "<b", "<i", "<font", "<style", "<script",
					    "<h1", "<h2", "<h3", "<img", "<form", "<strong", "<em",
					    "<center", "<blockquote", "<pre", "<hr", "<ol", "<u" };
	unsigned long long seen = 0;

	for (const char *at = s; (at = memchr(at, '<', (size_t)(s + len - at))); at++) {
		for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
			if (starts_with(at, (size_t)(s + len - at), tags[i]))
				seen |= 1ull << i;
		}
		if (__builtin_popcountll(seen) >= 3)
			break;
	}
	return (unsigned)__builtin_popcountll(seen);
}

static bool is_declared(const struct probe *p)
{
	const char *type = p->part->type;

	return (type && (strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0)) ||
	       probe_name_ends(p, ".html") || probe_name_ends(p, ".htm") ||
	       probe_name_ends(p, ".xhtml");
}

int html_claim(const struct probe *p)
{
	size_t len, at;
	const char *s;

	if (!probe_is_text(p))
		return 0;
	s = probe_text(p, &len);
	at = skip_prolog(s, len);
	if (starts_with(s + at, len - at, "<!doctype html") || starts_with(s + at, len - at, "<html"))
		return 40;
	if (at == len || (s[at] != '<' && !is_declared(p)))
		return 0;
	switch (kinds_of_tags(s, len)) {
	case 0:
		return 0;
	case 1:
	case 2:
		return is_declared(p) ? 12 : 0;
	default:
		return 12;
	}
}

static const char *copy_name(struct arena *a, const char *s, size_t len)
{
	size_t n = 0;

	while (len && (html_is_space(*s) || *s == '"' || *s == '\''))
		s++, len--;
	while (n < len && n < 40 && !html_is_space(s[n]) && !strchr("\"';>/?", s[n]))
		n++;
	return n ? arena_copy(a, s, n) : NULL;
}

/* The name after "charset =" or "encoding =" in this stretch. */
static const char *name_after(struct arena *a, const char *s, size_t len, const char *word)
{
	const char *at = html_find(s, len, word);
	size_t left;

	if (!at)
		return NULL;
	at += strlen(word);
	left = len - (size_t)(at - s);
	while (left && html_is_space(*at))
		at++, left--;
	return left && *at == '=' ? copy_name(a, at + 1, left - 1) : NULL;
}

const char *html_declared_charset(struct arena *a, struct stream *in)
{
	const uint8_t *bytes;
	size_t len = stream_peek(in, META_LOOK, &bytes);
	const char *s = (const char *)bytes, *name = NULL, *end;

	if (len > META_LOOK)
		len = META_LOOK;
	if (len > 5 && memcmp(s, "<?xml", 5) == 0) {
		end = memchr(s, '>', len);
		name = end ? name_after(a, s, (size_t)(end - s), "encoding") : NULL;
	}
	for (const char *at = s; !name && (at = html_find(at, len - (size_t)(at - s), "<meta")); at++) {
		end = memchr(at, '>', len - (size_t)(at - s));
		if (!end)
			break;
		name = name_after(a, at, (size_t)(end - at), "charset");
	}
	return name;
}
