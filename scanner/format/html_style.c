/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html_style.c - the classes and ids that a style sheet in the page hides.
 *
 * Only what needs no cascade is understood: a rule for one class or id, outside @media and the
 * like, that says display:none. What else hides by style is still read, as visible text.
 */
#include <string.h>
#include <strings.h>
#include "base/buf.h"
#include "format/html.h"

void html_style_add(struct html *h, const char *s, size_t len)
{
	size_t room = HTML_STYLE_MAX - h->style_len;

	if (!h->style)
		h->style = arena_get(h->out->arena, HTML_STYLE_MAX + 1);
	len = len < room ? len : room;
	memcpy(h->style + h->style_len, s, len);
	h->style_len += len;
}

static uint64_t name_hash(const char *s, size_t len)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < len; i++) /* without regard to case, as in pages without a doctype */
		hash = (hash ^ (uint8_t)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 0x20 : s[i])) * 1099511628211u;
	return hash ? hash : 1;
}

static void note_rule(struct html *h, uint64_t hash, bool hides)
{
	for (size_t i = 0; i < h->n_hidden_names; i++)
		if (h->hidden_names[i] == hash) { /* the later rule wins */
			h->hidden_names[i] = hides ? hash : 0;
			return;
		}
	if (hides && h->n_hidden_names < HTML_HIDDEN_NAMES)
		h->hidden_names[h->n_hidden_names++] = hash;
}

static bool is_name_char(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' ||
	       (c & 0x80);
}

/* ".name", "div.name", "#name": the hash of what begins at the mark; 0 for any other selector. */
static uint64_t selector(const char *s, size_t len)
{
	size_t at = 0, end;

	while (len && html_is_space(s[len - 1]))
		len--;
	while (at < len && html_is_space(s[at]))
		at++;
	while (at < len && is_name_char(s[at]))
		at++;
	if (at == len || (s[at] != '.' && s[at] != '#'))
		return 0;
	for (end = at + 1; end < len && is_name_char(s[end]); end++)
		;
	return end == len && end > at + 1 ? name_hash(s + at, len - at) : 0;
}

static bool declares(const char *s, size_t len, const char *what)
{
	size_t n = strlen(what), k = 0;

	for (size_t i = 0; i < len; i++) {
		if (html_is_space(s[i]))
			continue;
		k = (s[i] | 0x20) == (what[k] | 0x20) ? k + 1 : (s[i] | 0x20) == (what[0] | 0x20);
		if (k == n)
			return true;
	}
	return false;
}

static void rule(struct html *h, const char *selectors, size_t len, const char *body, size_t body_len)
{
	bool hides = declares(body, body_len, "display:none") ||
		     declares(body, body_len, "visibility:hidden");

	if (!hides && !declares(body, body_len, "display:"))
		return;
	for (size_t at = 0; at < len;) {
		const char *comma = memchr(selectors + at, ',', len - at);
		size_t n = comma ? (size_t)(comma - selectors) - at : len - at;
		uint64_t hash = selector(selectors + at, n);

		if (hash)
			note_rule(h, hash, hides);
		at += n + 1;
	}
}

/* Comments become blanks; "<!--" and "-->" were put round style sheets for old browsers. */
static void blank_comments(char *s)
{
	for (char *at = s; (at = strstr(at, "/*"));) {
		char *end = strstr(at + 2, "*/");

		memset(at, ' ', end ? (size_t)(end + 2 - at) : strlen(at));
	}
	for (char *at = s; (at = strstr(at, "<!--")); at += 4)
		memset(at, ' ', 4);
	for (char *at = s; (at = strstr(at, "-->")); at += 3)
		memset(at, ' ', 3);
}

void html_style_end(struct html *h)
{
	char *s = h->style;
	unsigned depth = 0;
	bool other = false;

	if (!h->style_len)
		return;
	s[h->style_len] = '\0';
	h->style_len = 0;
	blank_comments(s);
	for (char *from = s, *open = NULL; *s; s++) {
		if (*s == '{') {
			open = depth++ ? open : s;
			other |= depth > 1 || memchr(from, '@', (size_t)(s - from));
		} else if (*s == '}' && depth && !--depth) {
			if (!other)
				rule(h, from, (size_t)(open - from), open + 1, (size_t)(s - open - 1));
			other = false;
			from = s + 1;
		} else if (*s == ';' && !depth) { /* @import "x"; */
			from = s + 1;
		}
	}
}

static bool is_hidden_name(const struct html *h, char mark, const char *s, size_t len)
{
	char name[HTML_LABEL];

	if (!len || len > sizeof(name) - 1)
		return false;
	name[0] = mark;
	memcpy(name + 1, s, len);
	uint64_t hash = name_hash(name, len + 1);
	for (size_t i = 0; i < h->n_hidden_names; i++)
		if (h->hidden_names[i] == hash)
			return true;
	return false;
}

bool html_style_hides(const struct html *h, const char *s, const struct html_tag *tag)
{
	const struct html_attribute *a;

	if (!h->n_hidden_names)
		return false;
	a = html_attribute(s, tag, "id");
	if (a && is_hidden_name(h, '#', s + a->value, a->value_len))
		return true;
	a = html_attribute(s, tag, "class");
	for (size_t i = 0; a && i < a->value_len;) {
		size_t n = 0;

		while (i + n < a->value_len && !html_is_space(s[a->value + i + n]))
			n++;
		if (is_hidden_name(h, '.', s + a->value + i, n))
			return true;
		i += n + 1;
	}
	return false;
}
