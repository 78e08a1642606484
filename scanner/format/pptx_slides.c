/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/pptx_slides.c - the numbers of slides: their order stands in the presentation, not in the
 * names of the members. Notes and comments have the number of their slide.
 */
#include "format/ooxml.h"
#include <string.h>

#define SLIDES_MAX 5000

struct pptx_slides {
	struct arena *keep;
	const struct ooxml_links *links; /* of the presentation */
	struct slide {
		const char *member, *notes, *comments;
	} slides[SLIDES_MAX];
	uint32_t n;
};

static int on_open(void *state, const struct xml_tag *t)
{
	struct pptx_slides *s = state;
	const char *member;

	if (strcmp(t->name, "sldId") || s->n == SLIDES_MAX)
		return 0;
	member = ooxml_link(s->links, xml_attr_in(t, "/relationships", "id"));
	if (member)
		s->slides[s->n].member = member;
	s->n++;
	return 0;
}

static int on_close(void *state, const char *name, unsigned depth)
{
	(void)state, (void)depth;
	return strcmp(name, "sldIdLst") ? 0 : XML_ENOUGH;
}

static const char *keep_name(struct pptx_slides *s, const char *name)
{
	return name ? arena_copy(s->keep, name, strlen(name)) : NULL;
}

struct pptx_slides *pptx_slides_open(struct out *out, struct zip *zip)
{
	static const char presentation[] = "ppt/presentation.xml";
	static const struct xml_events events = { .open = on_open,
						  .close = on_close,
						  .text = look_text,
						  .drop_rest = true };
	struct arena *keep, *scratch;
	struct pptx_slides *s;

	if (!zip_find(zip, presentation))
		return NULL;
	keep = look_keep(out);
	s = arena_get(keep, sizeof(*s));
	s->keep = keep;
	s->links = ooxml_links_of(out, keep, zip, presentation);
	look(out, zip, presentation, &events, s);
	scratch = look_keep(out);
	for (uint32_t i = 0; i < s->n; i++) {
		if (!s->slides[i].member)
			continue;
		struct ooxml_links *l = ooxml_links_of(out, scratch, zip, s->slides[i].member);
		s->slides[i].notes = keep_name(s, ooxml_link_like(l, "notesSlide"));
		s->slides[i].comments = keep_name(s, ooxml_link_like(l, "/comments/"));
		arena_rewind(scratch, 0);
	}
	return s;
}

uint32_t pptx_slide_number(const struct pptx_slides *s, const char *member)
{
	for (uint32_t i = 0; s && i < s->n; i++) {
		const struct slide *slide = &s->slides[i];

		if ((slide->member && !strcmp(slide->member, member)) ||
		    (slide->notes && !strcmp(slide->notes, member)) ||
		    (slide->comments && !strcmp(slide->comments, member)))
			return i + 1;
	}
	return 0;
}
