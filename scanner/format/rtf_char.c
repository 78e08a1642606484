/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/rtf_char.c - characters of RTF. Bytes are in the code page of the font that is set; a
 * character of an East Asian page may take two, written \'xx\'xx or \'xx and a letter. \u gives
 * UTF-16 units. Bytes are kept until something else comes, then read together.
 */
#include "base/utf8.h"
#include "format/charset.h"
#include "format/rtf.h"
#include <stdio.h>
#include <string.h>

#define FONTS 32768
#define PAGES 24
#define KEPT 256
#define PAGE_SYMBOL 42 /* Windows' number for fonts of symbols */

struct rtf_chars {
	struct arena *arena;
	uint16_t default_page;
	uint16_t *fonts;      /* code page, 0: the default */
	long font;            /* being described */
	struct page {
		uint16_t number;
		struct charset charset;
	} pages[PAGES];
	size_t n_pages;
	uint8_t bytes[KEPT];
	size_t n;
	uint16_t page;        /* of the kept bytes */
	uint64_t source;
	uint32_t high;        /* first half of a surrogate pair, or 0 */
	uint64_t high_source; /* where it stands */
	bool told;
};

struct rtf_chars *rtf_chars_new(struct out *out)
{
	struct rtf_chars *c = arena_get(out->arena, sizeof(*c));

	c->arena = out->arena;
	c->default_page = 1252;
	c->font = -1;
	c->fonts = arena_get(c->arena, FONTS * sizeof(*c->fonts));
	return c;
}

void rtf_chars_page(struct rtf_chars *c, uint16_t page)
{
	c->default_page = page;
}

void rtf_chars_font(struct rtf_chars *c, long font)
{
	c->font = font;
}

void rtf_chars_font_page(struct rtf_chars *c, uint16_t page)
{
	if (c->font >= 0 && c->font < FONTS && page)
		c->fonts[c->font] = page;
}

uint16_t rtf_chars_page_of(const struct rtf_chars *c, long font)
{
	return font >= 0 && font < FONTS ? c->fonts[font] : 0;
}

uint16_t rtf_chars_default(const struct rtf_chars *c)
{
	return c->default_page;
}

uint16_t rtf_page_of_charset(long charset)
{
	static const struct {
		uint8_t charset;
		uint16_t page;
	} pages[] = {
		{ 2, PAGE_SYMBOL }, { 77, 10000 }, { 128, 932 },  { 129, 949 },  { 130, 1361 },
		{ 134, 936 },       { 136, 950 },  { 161, 1253 }, { 162, 1254 }, { 163, 1258 },
		{ 177, 1255 },      { 178, 1256 }, { 186, 1257 }, { 204, 1251 }, { 222, 874 },
		{ 238, 1250 },      { 254, 437 },  { 255, 850 },
	};

	for (size_t i = 0; i < ARRAY_LEN(pages); i++)
		if (pages[i].charset == charset)
			return pages[i].page;
	return 0;
}

static const struct charset *open_page(struct rtf *r, uint16_t number)
{
	struct rtf_chars *c = r->chars;
	struct page *p;
	char name[24];
	bool either;

	for (size_t i = 0; i < c->n_pages; i++)
		if (c->pages[i].number == number)
			return &c->pages[i].charset;
	if (c->n_pages == PAGES)
		return &charset_windows_1252;
	p = &c->pages[c->n_pages++];
	p->number = number;
	snprintf(name, sizeof(name), "%s%u", number >= 1250 && number <= 1258 ? "windows-" : "cp",
		 number);
	if (charset_find(c->arena, number == 10000 ? "macintosh" : number == 65001 ? "utf-8" : name,
			 &p->charset, &either) != CHARSET_KNOWN) {
		p->charset = charset_windows_1252;
		out_trouble(r->out, REASON_UNKNOWN_CHARSET,
			    "uses code page %u, which is not known; read as Windows-1252", number);
	}
	return &p->charset;
}

/* Fonts of symbols have no letters; their bytes stand for private code points. */
static size_t render_symbols(const struct rtf_chars *c, char *text)
{
	size_t len = 0;

	for (size_t i = 0; i < c->n; i++)
		len += utf8_encode(text + len, 0xf000u + c->bytes[i]);
	return len;
}

int rtf_chars_flush(struct rtf *r)
{
	struct rtf_chars *c = r->chars;
	char text[4 * KEPT + 2 * RENDERING_SLACK];
	struct xml_text t = { text, 0, c->source, 0 };

	if (!c->n)
		return 0;
	if (c->page == PAGE_SYMBOL) {
		t.len = render_symbols(c, text);
	} else {
		struct rendering to = { .text = text, .room = sizeof(text) };

		charset_render(open_page(r, c->page), &to, c->bytes, c->n, true, c->source);
		t.len = to.len;
		if (to.bad && !c->told) {
			c->told = true;
			out_trouble(r->out, REASON_BAD_ENCODING,
				    "bytes that mean nothing in this charset were passed over");
		}
	}
	c->n = 0;
	return rtf_put(r, &t);
}

/* The second byte of a character may look like a letter of ASCII. */
static bool is_double_page(uint16_t page)
{
	return page == 932 || page == 936 || page == 949 || page == 950 || page == 1361;
}

static bool is_lead(uint16_t page, uint8_t byte)
{
	return page == 932 ? (byte >= 0x81 && byte <= 0x9f) || byte >= 0xe0 : byte >= 0x81;
}

/* Does the last kept byte wait for its second half? */
static bool is_half(const struct rtf_chars *c)
{
	size_t run = 0;

	if (!c->n || !is_double_page(c->page))
		return false;
	/* Read from the start: a second half may look like a lead byte itself. */
	for (size_t i = 0; i < c->n; i++)
		run = run ? 0 : is_lead(c->page, c->bytes[i]);
	return run;
}

int rtf_byte(struct rtf *r, uint8_t byte, uint64_t source)
{
	struct rtf_chars *c = r->chars;
	uint16_t page = rtf_group(r)->charset ? rtf_group(r)->charset : c->default_page;
	int result = 0;

	if (c->n && (page != c->page || (c->n >= KEPT - 2 && !is_half(c)) || c->n == KEPT))
		result = rtf_chars_flush(r);
	if (!c->n) {
		c->page = page;
		c->source = source;
	}
	c->bytes[c->n++] = byte;
	return result;
}

bool rtf_wants_half(const struct rtf *r)
{
	return is_half(r->chars);
}

int rtf_unicode(struct rtf *r, long number)
{
	struct rtf_chars *c = r->chars;
	uint32_t code = (uint32_t)(number & 0xffff), high = c->high;
	uint64_t source = r->source;
	char text[5];

	c->high = 0;
	if (code >= 0xd800 && code < 0xdc00) {
		c->high = code;
		c->high_source = source;
		return 0;
	}
	if (code >= 0xdc00 && code < 0xe000) {
		if (!high)
			return 0;
		code = 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00);
		source = c->high_source;
	}
	if (number > 0xffff && number <= 0x10ffff) /* what some programs write */
		code = (uint32_t)number;
	struct xml_text t = { text, utf8_encode(text, code), source, 0 };
	return code ? rtf_put(r, &t) : 0;
}
