/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/odf_changes.c - tracked changes of OpenDocument. The deleted text stands at the start of
 * the document under a name; a mark where it was names it again. In between it is kept, up to a
 * limit; past that, and where no mark is found, it is put out by itself.
 */
#include "format/odf.h"
#include <string.h>

#define CHAINS 1024
#define KEPT_MAX (4u << 20)

struct region {
	struct region *next;
	const char *id;
	bool is_insertion, is_out;
	struct buf text;
};
struct odf_changes {
	struct arena *arena;
	struct flow *flow;
	struct region *chains[CHAINS], *open;
	bool in_deletion;
	size_t kept;
};

struct odf_changes *odf_changes_new(struct out *out, struct flow *f)
{
	struct odf_changes *c = arena_get(out->arena, sizeof(*c));

	c->arena = out->arena;
	c->flow = f;
	return c;
}

static struct region **chain(struct odf_changes *c, const char *id)
{
	return &c->chains[xml_hash(id) % CHAINS];
}

static struct region *find(const struct odf_changes *c, const char *id)
{
	struct region *r = *chain((struct odf_changes *)c, id);

	while (r && strcmp(r->id, id))
		r = r->next;
	return r;
}

static void close_region(void *thing)
{
	buf_free(&((struct region *)thing)->text);
}

void odf_changes_region(struct odf_changes *c, const char *id)
{
	struct region **first;

	c->in_deletion = false;
	c->open = NULL;
	if (!id)
		return;
	first = chain(c, id);
	c->open = arena_get(c->arena, sizeof(*c->open));
	c->open->id = arena_copy(c->arena, id, strlen(id));
	c->open->next = *first;
	*first = c->open;
	arena_defer(c->arena, close_region, c->open);
}

void odf_changes_kind(struct odf_changes *c, bool is_insertion)
{
	if (c->open)
		c->open->is_insertion = is_insertion;
	c->in_deletion = c->open && !is_insertion;
}

bool odf_changes_takes_text(const struct odf_changes *c)
{
	return c->in_deletion;
}

static int put(struct odf_changes *c, const struct region *r)
{
	struct xml_text t = { r->text.bytes, r->text.len, NO_SOURCE, 0 };

	return flow_text(c->flow, FLOW_DELETED, &t);
}

void odf_changes_paragraph(struct odf_changes *c)
{
	if (c->open->text.len)
		buf_add(&c->open->text, "\n\n", 2);
}

int odf_changes_add(struct odf_changes *c, const char *s, size_t len)
{
	struct region *r = c->open;
	int result = 0;

	if (c->kept + len > KEPT_MAX) {
		result = put(c, r);
		buf_clear(&r->text);
		if (result)
			return result;
		return flow_text(c->flow, FLOW_DELETED, &(struct xml_text){ s, len, NO_SOURCE, 0 });
	}
	buf_add(&r->text, s, len);
	c->kept += len;
	return 0;
}

int odf_changes_spot(struct odf_changes *c, const char *id)
{
	struct region *r = id ? find(c, id) : NULL;

	if (!r || r->is_out)
		return 0;
	r->is_out = true;
	return put(c, r);
}

bool odf_changes_is_insertion(const struct odf_changes *c, const char *id)
{
	const struct region *r = id ? find(c, id) : NULL;

	return r && r->is_insertion;
}

int odf_changes_end(struct odf_changes *c)
{
	int result = 0;

	for (size_t i = 0; i < CHAINS; i++)
		for (struct region *r = c->chains[i]; r && !result; r = r->next) {
			if (r->is_out || !r->text.len)
				continue;
			flow_paragraph(c->flow);
			result = put(c, r);
		}
	return result;
}
