/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ooxml_links.c - relations between members: xl/workbook.xml says "rId3", and
 * xl/_rels/workbook.xml.rels says which member that is.
 */
#include "format/ooxml.h"
#include <stdlib.h>
#include <string.h>

#define LINKS_MAX 10000

struct link {
	const char *id, *member;
	struct link *next;
};
struct ooxml_links {
	struct arena *arena;
	struct link *first;
	const char *folder; /* "xl/" */
	size_t n;
};

/* "../charts/a.xml" seen from "xl/drawings/" is "xl/charts/a.xml"; "/xl/a.xml" is "xl/a.xml". */
static const char *resolve(struct arena *a, const char *folder, const char *target)
{
	size_t len = strlen(folder);

	if (*target == '/')
		return arena_copy(a, target + 1, strlen(target + 1));
	while (!strncmp(target, "../", 3) || !strncmp(target, "./", 2)) {
		if (target[1] == '.') {
			target++;
			while (len && folder[--len] == '/')
				;
			while (len && folder[len - 1] != '/')
				len--;
		}
		target += 2;
	}
	return arena_format(a, "%.*s%s", (int)len, folder, target);
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct ooxml_links *l = state;
	const char *id, *target, *mode;

	if (strcmp(t->name, "Relationship"))
		return 0;
	id = xml_attr(t, "Id");
	target = xml_attr(t, "Target");
	mode = xml_attr(t, "TargetMode");
	if (!id || !target || (mode && !strcmp(mode, "External")))
		return 0;
	if (++l->n > LINKS_MAX)
		return XML_ENOUGH;
	struct link *link = arena_get(l->arena, sizeof(*link));
	link->id = arena_copy(l->arena, id, strlen(id));
	link->member = resolve(l->arena, l->folder, target);
	link->next = l->first;
	l->first = link;
	return 0;
}

struct ooxml_links *ooxml_links_of(struct out *out, struct arena *keep, struct zip *zip,
				   const char *member)
{
	static const struct xml_events events = { .open = on_open,
						  .close = look_close,
						  .text = look_text,
						  .drop_rest = true };
	struct ooxml_links *l = arena_get(keep, sizeof(*l));
	const char *slash = strrchr(member, '/');
	size_t folder_len = slash ? (size_t)(slash + 1 - member) : 0;

	l->arena = keep;
	l->folder = arena_copy(keep, member, folder_len);
	look(out, zip, arena_format(keep, "%s_rels/%s.rels", l->folder, member + folder_len),
		   &events, l);
	return l;
}

const char *ooxml_link(const struct ooxml_links *l, const char *id)
{
	for (const struct link *link = l->first; link && id; link = link->next)
		if (!strcmp(link->id, id))
			return link->member;
	return NULL;
}

const char *ooxml_link_like(const struct ooxml_links *l, const char *part_of_name)
{
	for (const struct link *link = l->first; link; link = link->next)
		if (strstr(link->member, part_of_name))
			return link->member;
	return NULL;
}
