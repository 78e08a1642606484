/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/docx_styles.c - the styles of a Word document that hide what is written in them
 * (ECMA-376 part 1, 17.3.2.41 vanish), by themselves or through the style they are based on.
 */
#include "format/ooxml.h"
#include <string.h>

#define STYLES_MAX 4096
#define BASED_MAX 16 /* styles based on styles: more is a loop */

struct style {
	uint64_t id, based_on; /* hashes; 0: none */
	bool says, hides;      /* it has a word on it, and which */
};
struct docx_styles {
	struct arena *keep;
	struct style *styles;
	size_t n;
	bool in_style, any;
};

static int on_open(void *state, const struct xml_tag *t)
{
	struct docx_styles *s = state;
	struct style *last = s->n ? s->styles + s->n - 1 : NULL;

	if (!strcmp(t->name, "style")) {
		s->in_style = s->n < STYLES_MAX;
		if (s->in_style)
			s->styles[s->n++] = (struct style){ .id = xml_hash(xml_attr(t, "styleId")) };
	} else if (!s->in_style || !last) {
		return 0;
	} else if (!strcmp(t->name, "basedOn")) {
		last->based_on = xml_hash(xml_attr(t, "val"));
	} else if (!strcmp(t->name, "vanish")) {
		last->says = true;
		last->hides = ooxml_is_on(t);
		s->any |= last->hides;
	}
	return 0;
}

static int on_close(void *state, const char *name, unsigned depth)
{
	struct docx_styles *s = state;

	(void)depth;
	if (!strcmp(name, "style"))
		s->in_style = false;
	return 0;
}

struct docx_styles *docx_styles_open(struct out *out, struct zip *zip)
{
	static const struct xml_events events = { .open = on_open, .close = on_close,
						  .text = look_text, .drop_rest = true };
	struct arena *keep;
	struct docx_styles *s;

	if (!zip_find(zip, "word/styles.xml"))
		return NULL;
	keep = look_keep(out);
	s = arena_get(keep, sizeof(*s));
	s->keep = keep;
	s->styles = arena_get(keep, STYLES_MAX * sizeof(*s->styles));
	look(out, zip, "word/styles.xml", &events, s);
	return s->any ? s : NULL;
}

static const struct style *find(const struct docx_styles *s, uint64_t id)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->styles[i].id == id)
			return s->styles + i;
	return NULL;
}

bool docx_style_hides(const struct docx_styles *s, const char *id)
{
	const struct style *style = s && id ? find(s, xml_hash(id)) : NULL;

	for (unsigned n = 0; style && n < BASED_MAX; n++) {
		if (style->says)
			return style->hides;
		style = style->based_on ? find(s, style->based_on) : NULL;
	}
	return false;
}
