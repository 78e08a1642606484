/* SPDX-License-Identifier: EUPL-1.2 */
/* format/html_tag.c - one tag: its name and attributes, whatever the quoting. */
#include <string.h>
#include <strings.h>
#include "format/html.h"

bool html_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool html_word_is(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && strncasecmp(s, word, len) == 0;
}

const char *html_find(const char *s, size_t len, const char *needle)
{
	size_t n = strlen(needle);

	for (size_t i = 0; i + n <= len; i++) {
		if ((s[i] | 0x20) == (needle[0] | 0x20) && strncasecmp(s + i, needle, n) == 0)
			return s + i;
	}
	return NULL;
}

static size_t skip_spaces(const char *s, size_t len, size_t i, bool slashes)
{
	while (i < len && (html_is_space(s[i]) || (slashes && s[i] == '/')))
		i++;
	return i;
}

static uint32_t hash_name(const char *s, size_t len)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (uint8_t)(is_letter(s[i]) ? s[i] | 0x20 : s[i])) * 16777619u;
	return hash;
}

/* The value behind "=", at i. Returns where it ends, its quote included; len if that is not seen. */
static size_t take_value(const char *s, size_t len, size_t i, struct html_attribute *a, char *quote)
{
	const char *end;

	*quote = ' ';
	if (i < len && (s[i] == '"' || s[i] == '\''))
		*quote = s[i++];
	a->value = i;
	if (*quote != ' ') {
		end = memchr(s + i, *quote, len - i);
		a->value_len = (end ? (size_t)(end - s) : len) - i;
		return end ? (size_t)(end - s) + 1 : len + 1;
	}
	while (i < len && !html_is_space(s[i]) && s[i] != '>')
		i++;
	a->value_len = i - a->value;
	return i < len ? i : len + 1;
}

static void keep(struct html_tag *tag, const struct html_attribute *a)
{
	if (tag->n_attributes < HTML_ATTRIBUTES)
		tag->attributes[tag->n_attributes++] = *a;
	else
		tag->dropped = true;
}

enum html_tag_kind html_tag_go_on(const char *s, size_t len, struct html_tag *tag)
{
	size_t i = tag->len;

	tag->n_attributes = 0;
	tag->cut_quote = '\0';
	while ((i = skip_spaces(s, len, i, true)) < len) {
		struct html_attribute a = { .name = i };

		if (s[i] == '>') {
			tag->len = i + 1;
			return TAG_WHOLE;
		}
		for (i++; i < len && !html_is_space(s[i]) && !strchr("/>=", s[i]); i++)
			;
		a.name_len = i - a.name;
		i = skip_spaces(s, len, i, false);
		if (i >= len)
			break;
		if (s[i] != '=') {
			keep(tag, &a);
			continue;
		}
		i = skip_spaces(s, len, i + 1, false);
		if (i < len && s[i] == '>') {
			keep(tag, &a);
			continue;
		}
		i = take_value(s, len, i, &a, &tag->cut_quote);
		keep(tag, &a);
		if (i > len)
			break;
		tag->cut_quote = '\0';
	}
	tag->len = len;
	return TAG_CUT;
}

enum html_tag_kind html_tag_parse(const char *s, size_t len, struct html_tag *tag)
{
	size_t i = 1;

	tag->closing = i < len && s[i] == '/';
	tag->odd_name = false;
	i += tag->closing;
	if (i >= len || !is_letter(s[i]))
		return TAG_NONE;
	tag->name = i;
	for (; i < len && !html_is_space(s[i]) && s[i] != '/' && s[i] != '>'; i++)
		tag->odd_name |= s[i] == '@';
	tag->name_len = i - tag->name;
	if (i < len && s[i] == '/' && s[i - 1] == ':')
		tag->odd_name = true; /* "<http://example.nl>" */
	if (tag->odd_name)
		return TAG_NONE;
	tag->element = html_element(s + tag->name, tag->name_len);
	tag->name_hash = hash_name(s + tag->name, tag->name_len);
	tag->dropped = false;
	tag->len = i;
	return html_tag_go_on(s, len, tag);
}

const struct html_attribute *html_attribute(const char *s, const struct html_tag *tag,
					    const char *name)
{
	for (size_t i = 0; i < tag->n_attributes; i++) {
		if (html_word_is(s + tag->attributes[i].name, tag->attributes[i].name_len, name))
			return &tag->attributes[i];
	}
	return NULL;
}
