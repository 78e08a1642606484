/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html_attribute.c - what attributes say: that their element is hidden or quoted, and the
 * text that only they hold.
 */
#include <string.h>
#include <strings.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "format/html.h"

#define DECODED_MAX 4096u /* of a value with references in it */
#define LOOK 512u         /* at a style or a list of classes */

/* A style without its spaces, so that it can be searched for "display:none". */
static void squeeze(char to[LOOK + 1], const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len && n < LOOK; i++) {
		if (!html_is_space(s[i]))
			to[n++] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 0x20) : s[i];
	}
	to[n] = '\0';
}

/* "font-size:0", "font-size:0px;", but not "font-size:0.9em". */
static bool is_zero(const char *style, const char *property)
{
	const char *at = strstr(style, property);

	if (!at)
		return false;
	at += strlen(property);
	at += strspn(at, "0");
	if (*at == '.')
		at += 1 + strspn(at + 1, "0");
	return at[-1] == '0' && !(*at >= '1' && *at <= '9');
}

static void style_says(const char *s, const struct html_attribute *a, struct html_says *says)
{
	char style[LOOK + 1];

	squeeze(style, s + a->value, a->value_len);
	says->hides |= strstr(style, "display:none") || strstr(style, "visibility:hidden") ||
		       strstr(style, "visibility:collapse") || strstr(style, "mso-hide:all") ||
		       is_zero(style, "font-size:") || is_zero(style, "opacity:") ||
		       (is_zero(style, "max-height:") && strstr(style, "overflow:hidden"));
	says->pre |= strstr(style, "white-space:pre") && !strstr(style, "white-space:pre-line");
	/* The line Outlook draws above "Van: ... Verzonden: ..." */
	says->quotes_rest |= strstr(style, "border-top:solid") && strstr(style, "padding:3.0pt0");
}

static bool has_word(const char *s, const struct html_attribute *a, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < a->value_len;) {
		const char *from = s + a->value + i;
		size_t len = 0;

		while (i + len < a->value_len && !html_is_space(from[len]))
			len++;
		/* Outlook puts x_ before the classes and ids of others. */
		if (len == n + 2 && strncasecmp(from, "x_", 2) == 0)
			from += 2, len -= 2, i += 2;
		if (len == n && strncasecmp(from, word, n) == 0)
			return true;
		i += len + 1;
	}
	return false;
}

static bool has_one_of(const char *s, const struct html_attribute *a, const char *const *words,
		       size_t n)
{
	for (size_t i = 0; a && i < n; i++) {
		if (has_word(s, a, words[i]))
			return true;
	}
	return false;
}
#define HAS_ONE_OF(s, a, words) has_one_of(s, a, words, ARRAY_LEN(words))

static void quoting_says(const char *s, const struct html_tag *tag, struct html_says *says)
{
	static const char *const boxes[] = { "gmail_quote", "yahoo_quoted", "protonmail_quote",
					     "zmail_extra", "gmail_quote_container" };
	static const char *const quotes[] = { "gmail_quote", "moz-cite", "quote", "cite",
					      "tutanota_quote", "quoted-text", "yahoo-quoted" };
	static const char *const rests[] = { "divRplyFwdMsg", "appendonsend",
					     "mail-editor-reference-message-container",
					     "ms-outlook-mobile-reference-message",
					     "OutlookMessageHeader", "reply-intro" };
	const struct html_attribute *class = html_attribute(s, tag, "class");
	const struct html_attribute *id = html_attribute(s, tag, "id");
	const struct html_attribute *type = html_attribute(s, tag, "type");

	if (HAS_ONE_OF(s, id, rests) || HAS_ONE_OF(s, class, rests))
		says->quotes_rest = true;
	if (strcmp(tag->element->name, "blockquote") == 0) {
		says->quotes |= HAS_ONE_OF(s, class, quotes) || (type && has_word(s, type, "cite"));
	} else if (HAS_ONE_OF(s, class, boxes)) {
		says->quotes = says->box = true;
	}
}

struct html_says html_attributes_say(const char *s, const struct html_tag *tag)
{
	struct html_says says = { 0 };

	if (!tag->n_attributes)
		return says;
	for (size_t i = 0; i < tag->n_attributes; i++) {
		const struct html_attribute *a = &tag->attributes[i];

		if (html_word_is(s + a->name, a->name_len, "style"))
			style_says(s, a, &says);
		else if (html_word_is(s + a->name, a->name_len, "hidden"))
			says.hides = true;
	}
	quoting_says(s, tag, &says);
	return says;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Without references and, in an address, %40. Returns the length; keeps to valid UTF-8. */
static size_t decode(char to[DECODED_MAX], const char *s, size_t len, bool percent)
{
	size_t n = 0;

	for (size_t i = 0; i < len && n + 8 < DECODED_MAX;) {
		uint32_t code;
		size_t used = html_entity(s + i, len - i, true, &code);

		if (used) {
			n += utf8_encode(to + n, code);
			i += used;
		} else if (percent && s[i] == '%' && len - i > 2 && hex(s[i + 1]) >= 0 &&
			   hex(s[i + 2]) >= 0) {
			to[n++] = (char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
			i += 3;
		} else {
			to[n++] = s[i++];
		}
	}
	return n;
}

static int put_decoded(struct html *h, const char *s, size_t at, size_t len, bool percent)
{
	struct span from = reader_span(h->in, at), to = reader_span(h->in, at + len);
	char decoded[DECODED_MAX];
	size_t n = decode(decoded, s + at, len, percent);
	int error;

	if (utf8_valid_prefix(decoded, n) < n) /* %E9 is no UTF-8: show it as it stands */
		return reader_put_part(h->in, at, len);
	if (len > DECODED_MAX / 2)
		out_trouble(h->out, REASON_LIMIT_TOKEN, "a very long attribute was read in part");
	error = out_mapped(h->out, decoded, n, from.source, 0);
	return error ? error : out_mapped(h->out, "", 0, to.source, 1);
}

int html_put_aside(struct html *h, const char *name, const char *label, const char *s, size_t at,
		   size_t len, bool percent)
{
	bool plain = !memchr(s + at, '&', len) && !(percent && memchr(s + at, '%', len));
	struct html_flow *f = &h->flows[HTML_HIDDEN];
	int error;

	if (!len)
		return 0;
	out_carrier(h->out, CARRIER_HIDDEN);
	error = f->started ? out_break(h->out) : 0;
	out_anchor(h->out, AT_HEADER, ++h->headers, name, label);
	if (!error)
		error = plain ? reader_put_part(h->in, at, len) :
				put_decoded(h, s, at, len, percent);
	*f = (struct html_flow){ .started = true, .pending = PENDING_BLOCK, .anchor_due = true,
				 .paragraph = f->paragraph };
	out_carrier(h->out, h->lane == HTML_HIDDEN ? CARRIER_HIDDEN :
			    h->lane == HTML_QUOTED ? CARRIER_QUOTED :
						     CARRIER_BODY);
	return error;
}

/* An address that says something by itself, not a file of the page. */
static bool is_address(const char *s, size_t len)
{
	static const char *const schemes[] = { "mailto:", "tel:", "http://", "https://", "sms:",
					       "callto:", "skype:", "whatsapp:", "//", "sip:" };

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
		if (len > strlen(schemes[i]) &&
		    strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			return true;
	}
	return false;
}

static bool has_text(const char *s, size_t len)
{
	bool letter = false, apart = false;

	for (size_t i = 0; i < len; i++) {
		letter |= ((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z') || s[i] & 0x80;
		apart |= s[i] == ' ' || s[i] == '@';
	}
	return letter && apart;
}

static bool holds_text(const char *s, const struct html_tag *tag, const struct html_attribute *a)
{
	static const char *const always[] = { "alt", "title", "placeholder", "value", "summary",
					      "label", "content", "standby" };
	const char *name = s + a->name;

	for (size_t i = 0; i < ARRAY_LEN(always); i++) {
		if (html_word_is(name, a->name_len, always[i]))
			return strcmp(always[i], "content") != 0 ||
			       strcmp(tag->element->name, "meta") == 0;
	}
	if (a->name_len > 5 && strncasecmp(name, "aria-", 5) == 0)
		return has_text(s + a->value, a->value_len) ||
		       html_word_is(name, a->name_len, "aria-label");
	return a->name_len > 5 && strncasecmp(name, "data-", 5) == 0 &&
	       has_text(s + a->value, a->value_len);
}

static bool holds_address(const char *s, const struct html_tag *tag, const struct html_attribute *a)
{
	static const char *const names[] = { "href", "action", "cite", "src" };
	const char *element = tag->element->name;

	if (strcmp(element, "link") == 0 || strcmp(element, "base") == 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (html_word_is(s + a->name, a->name_len, names[i]))
			return (strcmp(names[i], "src") != 0 || strcmp(element, "iframe") == 0) &&
			       is_address(s + a->value, a->value_len);
	}
	return false;
}

/* Of <meta>, only what tells of the document: not its charset, not how wide a screen is. */
static bool is_about_page(const char *s, const struct html_tag *tag)
{
	static const char *const technical[] = { "viewport", "generator", "progid", "robots",
						 "theme-color", "referrer", "format-detection",
						 "originator", "color-scheme", "csrf-token" };
	const struct html_attribute *name = html_attribute(s, tag, "name");

	if (!name)
		name = html_attribute(s, tag, "property");
	return name && !HAS_ONE_OF(s, name, technical);
}

/* The name of a field of a form, or of a <meta>, says more than "value" or "content". */
static const char *label_for(const char *s, const struct html_tag *tag, const char *name,
			     char to[HTML_LABEL])
{
	const struct html_attribute *own = html_attribute(s, tag, "name");
	size_t len;

	if (strcmp(name, "value") != 0 && strcmp(name, "content") != 0 &&
	    strcmp(name, "placeholder") != 0)
		return name;
	if (!own)
		own = html_attribute(s, tag, "property");
	if (!own || !own->value_len)
		return name;
	len = own->value_len < HTML_LABEL ? own->value_len :
					    utf8_floor(s + own->value, own->value_len, HTML_LABEL - 1);
	memcpy(to, s + own->value, len);
	to[len] = '\0';
	return to;
}

int html_put_attributes(struct html *h, const char *s, const struct html_tag *tag)
{
	bool meta;
	int error = 0;

	if (!tag->n_attributes)
		return 0;
	meta = strcmp(tag->element->name, "meta") == 0;
	if (tag->dropped)
		out_trouble(h->out, REASON_LIMIT_TOKEN, "a tag has too many attributes");
	if (meta && !is_about_page(s, tag))
		return 0;
	for (size_t i = 0; !error && i < tag->n_attributes; i++) {
		const struct html_attribute *a = &tag->attributes[i];
		bool address = holds_address(s, tag, a);
		char name[24] = "", label[HTML_LABEL];

		if (!address && !holds_text(s, tag, a))
			continue;
		for (size_t n = 0; n < a->name_len && n < sizeof(name) - 1; n++) {
			char c = s[a->name + n];

			name[n] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
		}
		name[utf8_valid_prefix(name, strlen(name))] = '\0';
		error = html_put_aside(h, name, label_for(s, tag, name, label), s, a->value,
				       a->value_len, address);
	}
	return error;
}
