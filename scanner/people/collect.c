/* SPDX-License-Identifier: EUPL-1.2 */
/* people/collect.c - hits to mentions, and the mentions of a name in a document to units. */
#include "base/digest.h"
#include "people/units.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PART_MEMORY (64u << 20)

struct slot {
	uint64_t hash; /* 0: free */
	uint32_t unit;
};
struct collecting {
	struct people *p;
	struct store *s;
	struct fail *f;
	char *path, *part;     /* of the hit before */
	char *document;        /* "path!part" of the document being read */
	uint32_t number;       /* its own */
	size_t first_unit;     /* of the document */
	struct seen *seen;     /* of the part being read; strings in scratch */
	struct arena *scratch;
	size_t n_seen, seen_room;
	struct slot *slots;    /* units of the document by name */
	size_t n_slots, slot_room;
};

static char *keep(struct arena *a, const char *s)
{
	return arena_copy(a, s, strlen(s));
}

uint32_t units_root(struct people *p, uint32_t unit)
{
	while (p->units[unit].parent != unit) {
		p->units[unit].parent = p->units[p->units[unit].parent].parent;
		unit = p->units[unit].parent;
	}
	return unit;
}

/* The one read first stays the root: the order of reading decides, not that of joining. */
uint32_t units_join(struct people *p, uint32_t a, uint32_t b)
{
	a = units_root(p, a);
	b = units_root(p, b);
	if (a == b)
		return a;
	if (b < a) {
		uint32_t swap = a;

		a = b;
		b = swap;
	}
	p->units[b].parent = a;
	p->units[a].sided |= p->units[b].sided;
	return a;
}

void units_add_datum(struct people *p, uint32_t unit, const struct datum *d)
{
	struct unit *u = &p->units[unit];

	for (uint32_t i = u->data; i != NONE; i = p->data[i].next)
		if (p->data[i].type == d->type && !strcmp(p->data[i].normal, d->normal)) {
			p->data[i].own |= d->own;
			return;
		}
	GROW(p->data, p->n_data, p->data_room);
	p->data[p->n_data] = *d;
	p->data[p->n_data].normal = keep(p->arena, d->normal);
	p->data[p->n_data].value = keep(p->arena, d->value);
	p->data[p->n_data].next = u->data;
	u->data = (uint32_t)p->n_data++;
}

static uint64_t hash_of(const struct name *name, uint32_t row)
{
	uint8_t digest[DIGEST_LEN];
	char key[NAME_MAX_BYTES + 64];
	uint64_t hash;
	int len = snprintf(key, sizeof(key), "%s|%s|%c|%u|%u", name->given, name->surname,
			   name->initial ? name->initial : '-', (unsigned)name->single, row);

	digest_of(key, (size_t)len, digest);
	memcpy(&hash, digest, sizeof(hash));
	return hash | 1;
}

static struct slot *find_slot(struct collecting *c, uint64_t hash)
{
	size_t at;

	if (2 * c->n_slots >= c->slot_room) {
		struct slot *old = c->slots;
		size_t room = c->slot_room;

		c->slot_room = room ? 2 * room : 64;
		c->slots = xcalloc(c->slot_room, sizeof(*c->slots));
		for (size_t i = 0; i < room; i++)
			if (old[i].hash)
				*find_slot(c, old[i].hash) = old[i];
		free(old);
	}
	for (at = hash % c->slot_room; c->slots[at].hash && c->slots[at].hash != hash;)
		at = (at + 1) % c->slot_room;
	return c->slots + at;
}

static uint32_t unit_of(struct collecting *c, const struct name *name, uint32_t row,
			const char *value)
{
	struct people *p = c->p;
	uint64_t hash = hash_of(name, row);
	struct slot *slot = find_slot(c, hash);

	if (slot->hash)
		return slot->unit;
	GROW(p->units, p->n_units, p->unit_room);
	p->units[p->n_units] = (struct unit){
		.name = keep(p->arena, value),
		.given = keep(p->arena, name->given),
		.surname = keep(p->arena, name->surname),
		.initial = name->initial,
		.single = name->single,
		.document = c->number,
		.row = row,
		.parent = (uint32_t)p->n_units,
		.data = NONE,
	};
	*slot = (struct slot){ hash, (uint32_t)p->n_units++ };
	c->n_slots++;
	return slot->unit;
}

static int by_lane_and_start(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->carrier != y->carrier)
		return x->carrier < y->carrier ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->type < y->type ? -1 : x->type > y->type;
}

static void end_part(struct collecting *c)
{
	if (c->n_seen)
		qsort(c->seen, c->n_seen, sizeof(*c->seen), by_lane_and_start);
	nearby_attach(c->p, c->seen, c->n_seen);
	c->n_seen = 0;
	arena_rewind(c->scratch, 0);
}

static void end_document(struct collecting *c)
{
	units_join_short_forms(c->p, c->first_unit);
	memset(c->slots, 0, c->slot_room * sizeof(*c->slots));
	c->n_slots = 0;
}

static void begin_document(struct collecting *c, const struct home_row *d, char *key)
{
	struct people *p = c->p;

	if (c->document)
		end_document(c);
	free(c->document);
	c->document = key;
	c->first_unit = p->n_units;
	GROW(p->documents, p->n_documents, p->document_room);
	p->documents[p->n_documents] = (struct document){
		.thread = d->thread ? keep(p->arena, d->thread) : NULL, .dated = d->dated, .date = d->date
	};
	c->number = (uint32_t)p->n_documents++;
}

static int begin_part(struct collecting *c, const struct hit_row *row)
{
	struct home_row d;

	end_part(c);
	free(c->path);
	free(c->part);
	c->path = xstrdup(row->path);
	c->part = xstrdup(row->hit.part);
	if (store_find_document(c->s, row->path, row->hit.part, &d, c->f) < 0)
		return -1;
	char *key = xformat("%s!%s", row->path, d.part);
	if (c->document && !strcmp(key, c->document)) {
		free(key);
		return 0;
	}
	begin_document(c, &d, key);
	return 0;
}

static void add_mention(struct collecting *c, const struct hit_row *row, struct seen *seen)
{
	const struct hit *h = &row->hit;
	struct people *p = c->p;
	struct name name;

	if (!name_parse(&name, h->normal ? h->normal : h->value))
		return;
	seen->unit = unit_of(c, &name, h->anchor.kind == AT_CELL ? h->anchor.number : 0, h->value);
	struct unit *u = &p->units[seen->unit];
	if (!u->mentions++ || memcmp(seen->datum.hit, u->first, HIT_KEY_LEN) < 0)
		memcpy(u->first, seen->datum.hit, HIT_KEY_LEN);
	u->roles[h->role]++;
	GROW(p->mentions, p->n_mentions, p->mention_room);
	p->mentions[p->n_mentions].unit = seen->unit;
	memcpy(p->mentions[p->n_mentions++].id, seen->datum.hit, HIT_KEY_LEN);
}

static bool is_residence(const struct hit_row *row)
{
	return row->hit.type == TYPE_PLACE && (strstr(row->pattern_name, "residence") ||
					       strstr(row->pattern_name, "label"));
}

static int collect(void *arg, const struct hit_row *row)
{
	struct collecting *c = arg;
	const struct hit *h = &row->hit;
	struct seen seen = { .carrier = h->carrier,
			     .anchor = h->anchor.kind,
			     .number = h->anchor.number,
			     .start = h->start,
			     .end = h->end,
			     .type = h->type,
			     .residence = is_residence(row),
			     .unit = NONE,
			     .author = h->role == ROLE_AUTHOR };

	if (h->type == TYPE_INDICATOR)
		return 0;
	if (!c->path || strcmp(c->path, row->path) != 0 || strcmp(c->part, h->part) != 0)
		if (begin_part(c, row) < 0)
			return -1;
	hex_parse(seen.datum.hit, row->id, HIT_KEY_LEN);
	if (h->anchor.kind == AT_HEADER && h->anchor.name)
		seen.field = keep(c->scratch, h->anchor.name);
	if (h->type == TYPE_PERSON) {
		add_mention(c, row, &seen);
		if (seen.unit == NONE)
			return 0;
	} else {
		seen.datum.type = h->type;
		seen.datum.normal = keep(c->scratch, h->normal ? h->normal : h->value);
		seen.datum.value = keep(c->scratch, h->value);
		seen.datum.document = c->number;
	}
	GROW(c->seen, c->n_seen, c->seen_room);
	c->seen[c->n_seen++] = seen;
	return 0;
}

static int by_id(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int order = memcmp(x->id, y->id, HIT_KEY_LEN);

	return order ? order : x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* A copy of a document has the same hits: its units are those of the original. */
static void join_copies(struct people *p)
{
	if (p->n_mentions)
		qsort(p->mentions, p->n_mentions, sizeof(*p->mentions), by_id);
	for (size_t i = 1; i < p->n_mentions; i++)
		if (!memcmp(p->mentions[i].id, p->mentions[i - 1].id, HIT_KEY_LEN))
			units_join(p, p->mentions[i].unit, p->mentions[i - 1].unit);
}

struct mention *mention_find(const struct people *p, const uint8_t id[HIT_KEY_LEN])
{
	size_t low = 0, high = p->n_mentions;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(p->mentions[middle].id, id, HIT_KEY_LEN) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->n_mentions && !memcmp(p->mentions[low].id, id, HIT_KEY_LEN) ?
		       p->mentions + low :
		       NULL;
}

int people_collect(struct people *p, struct store *s, int min_score, struct fail *f)
{
	AUTO(arena) scratch = arena_new(PART_MEMORY);
	struct collecting c = { .p = p, .s = s, .f = f, .scratch = scratch };
	const struct hit_query query = { .min_score = min_score };
	int error = store_each_hit(s, &query, collect, &c, f);

	end_part(&c);
	if (c.document)
		end_document(&c);
	join_copies(p);
	free(c.path);
	free(c.part);
	free(c.document);
	free(c.seen);
	free(c.slots);
	return error;
}
