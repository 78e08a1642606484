/* SPDX-License-Identifier: EUPL-1.2 */
/* format/cfb.c - tables of sectors, the directory and streams of a compound file ([MS-CFB] 2). */
#include "base/bytes.h"
#include "base/utf8.h"
#include "format/cfb.h"
#include <string.h>

#define HEADER_LEN 512
#define ENTRY_LEN 128
#define SECTOR_MAX 4096
#define DIRECTORY_MAX (4u << 20)
#define FAT_IN_HEADER 109
#define LAST_SECTOR 0xfffffff0u /* this and above are marks, no sectors */
#define MINI_SHIFT 6
#define NO_PARENT 0xffffffffu

struct sectors {
	uint32_t *at;
	size_t n;
};

struct cfb {
	struct seekable *k;
	unsigned shift;
	uint32_t n_sectors, mini_below;
	struct sectors fat, mini_fat, mini; /* where their own sectors stand */
	uint8_t cached[SECTOR_MAX];
	uint32_t cached_sector;
	uint8_t root_class[16];
	struct cfb_entry *entries;
	uint32_t n;
	uint64_t left; /* that streams may still give */
};

static uint64_t sector_at(const struct cfb *c, uint32_t sector)
{
	return ((uint64_t)sector + 1) << c->shift;
}

/* The number at index of a sector full of numbers. */
static uint32_t number_in(struct cfb *c, uint32_t sector, uint32_t index)
{
	ssize_t size = (ssize_t)1 << c->shift;

	if (sector >= c->n_sectors)
		return LAST_SECTOR;
	if (sector != c->cached_sector) {
		ssize_t n = c->k->read_at(c->k, c->cached, (size_t)size, sector_at(c, sector));

		c->cached_sector = sector;
		if (n < size) /* what is cut off leads nowhere */
			memset(c->cached + (n > 0 ? n : 0), 0xff, (size_t)(size - (n > 0 ? n : 0)));
	}
	return little32(c->cached + 4 * (size_t)index);
}

static uint32_t next_in(struct cfb *c, const struct sectors *table, uint32_t sector)
{
	uint32_t per = 1u << (c->shift - 2);

	return sector / per < table->n ? number_in(c, table->at[sector / per], sector % per) :
					 LAST_SECTOR;
}

/* First those in the header, then sectors of them whose last number leads to the next one. */
static void load_fat(struct cfb *c, struct arena *a, const uint8_t *header)
{
	uint32_t per = 1u << (c->shift - 2), list = little32(header + 68);
	size_t most = c->n_sectors / per + 1;

	c->fat.at = arena_get(a, most * sizeof(uint32_t));
	for (size_t i = 0; i < FAT_IN_HEADER && c->fat.n < most; i++)
		c->fat.at[c->fat.n++] = little32(header + 76 + 4 * i);
	while (list < c->n_sectors && c->fat.n < most) {
		for (uint32_t i = 0; i < per - 1 && c->fat.n < most; i++)
			c->fat.at[c->fat.n++] = number_in(c, list, i);
		list = number_in(c, list, per - 1);
	}
}

static struct sectors load_chain(struct cfb *c, struct arena *a, uint32_t sector, size_t most)
{
	struct sectors s = { NULL, 0 };
	size_t room = 0;

	for (; sector < c->n_sectors && s.n < most; sector = next_in(c, &c->fat, sector)) {
		if (s.n == room) {
			uint32_t *more = arena_get(a, (room = room ? 2 * room : 64) * sizeof(*more));

			if (s.n)
				memcpy(more, s.at, s.n * sizeof(*more));
			s.at = more;
		}
		s.at[s.n++] = sector;
	}
	return s;
}

static uint8_t *load_directory(struct cfb *c, struct arena *a, uint32_t sector)
{
	size_t size = (size_t)1 << c->shift;
	struct sectors s = load_chain(c, a, sector, DIRECTORY_MAX >> c->shift);
	uint8_t *directory = arena_get(a, s.n * size + 1);
	size_t i = 0;

	while (i < s.n && c->k->read_at(c->k, directory + i * size, size, sector_at(c, s.at[i])) ==
				  (ssize_t)size)
		i++;
	c->n = (uint32_t)(i * size / ENTRY_LEN);
	return directory;
}

static const char *entry_name(struct arena *a, const uint8_t *e)
{
	char name[32 * 4 + 1];
	size_t units = little16(e + 64) / 2, len = 0;

	for (size_t i = 0; i + 1 < units && i < 31; i++) {
		uint32_t code = little16(e + 2 * i);

		if (!code)
			break;
		if (code >> 10 == 0x36 && i + 2 < units)
			code = 0x10000 + ((code & 0x3ff) << 10 | (little16(e + 2 * ++i) & 0x3ff));
		len += utf8_encode(name + len, code);
	}
	return arena_copy(a, name, len);
}

static void read_entry(struct cfb *c, struct arena *a, uint32_t i, const uint8_t *e)
{
	struct cfb_entry *to = &c->entries[i];

	if (e[66] != 1 && e[66] != 2 && e[66] != 5)
		return;
	to->name = entry_name(a, e);
	to->storage = e[66] != 2;
	to->lost = true;
	to->start = little32(e + 116);
	to->size = c->shift == 9 ? little32(e + 120) : little64(e + 120);
}

/* Children hang in a binary tree by left (68) and right (72); a storage leads to one (76). Each is
 * visited once. */
static void read_tree(struct cfb *c, struct arena *a, const uint8_t *directory)
{
	uint32_t *list = arena_get(a, c->n * sizeof(*list) + 1), n = 1;

	c->entries[0].lost = false;
	for (uint32_t done = 0; done < n; done++) {
		const uint8_t *e = directory + (size_t)ENTRY_LEN * list[done];
		const struct cfb_entry *here = &c->entries[list[done]];

		for (unsigned way = done ? 68 : 76; way <= 76; way += 4) {
			uint32_t to = little32(e + way);

			if (to >= c->n || !c->entries[to].name || !c->entries[to].lost ||
			    (way == 76 && !here->storage))
				continue;
			c->entries[to].lost = false;
			c->entries[to].parent = way == 76 ? list[done] : here->parent;
			list[n++] = to;
		}
	}
	for (uint32_t i = 1; n > 1 && i < c->n; i++)
		if (c->entries[i].lost)
			c->entries[i].parent = NO_PARENT;
	for (uint32_t i = c->n - 1; i; i--) {
		struct cfb_entry *e = &c->entries[i];

		if (!e->name || e->parent >= c->n)
			continue;
		e->next = c->entries[e->parent].first;
		c->entries[e->parent].first = i;
	}
}

static void read_directory(struct cfb *c, struct arena *a, const uint8_t *header)
{
	const uint8_t *directory = load_directory(c, a, little32(header + 48));

	c->entries = arena_get(a, c->n * sizeof(*c->entries) + 1);
	for (uint32_t i = 0; i < c->n; i++)
		read_entry(c, a, i, directory + (size_t)ENTRY_LEN * i);
	if (!c->n)
		return;
	memcpy(c->root_class, directory + 80, sizeof(c->root_class));
	c->mini_fat = load_chain(c, a, little32(header + 60), c->n_sectors);
	c->mini = load_chain(c, a, little32(directory + 116), c->n_sectors);
	read_tree(c, a, directory);
}

static const uint8_t magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

bool cfb_is_one(const struct probe *p)
{
	return p->len >= HEADER_LEN && !memcmp(p->head, magic, sizeof(magic));
}

struct cfb *cfb_open(struct arena *a, struct stream *in)
{
	struct seekable *k = stream_seekable(a, in);
	struct cfb *c = arena_get(a, sizeof(*c));
	uint8_t header[HEADER_LEN];

	if (!k || k->read_at(k, header, HEADER_LEN, 0) != HEADER_LEN ||
	    memcmp(header, magic, sizeof(magic)))
		return NULL;
	c->k = k;
	c->shift = little16(header + 30);
	if (c->shift != 9 && c->shift != 12)
		return NULL;
	uint64_t sectors = k->size >> c->shift; /* the last one may be cut off */
	c->n_sectors = sectors < LAST_SECTOR ? (uint32_t)sectors : LAST_SECTOR;
	c->mini_below = little32(header + 56);
	c->cached_sector = LAST_SECTOR;
	c->left = 2 * k->size;
	load_fat(c, a, header);
	read_directory(c, a, header);
	return c;
}

uint32_t cfb_count(const struct cfb *c)
{
	return c->n;
}

const struct cfb_entry *cfb_at(const struct cfb *c, uint32_t i)
{
	return &c->entries[i];
}

const uint8_t *cfb_class(const struct cfb *c)
{
	return c->root_class;
}

struct chain {
	struct cfb *c;
	bool mini;
	uint32_t sector;
	uint64_t left;
	uint8_t block[STREAM_BLOCK];
};

/* Where a sector stands; 0 where there is none. */
static uint64_t place_of(const struct chain *r)
{
	const struct cfb *c = r->c;
	uint64_t at = (uint64_t)r->sector << MINI_SHIFT, sector = at >> c->shift;

	if (!r->mini)
		return r->sector < c->n_sectors ? sector_at(c, r->sector) : 0;
	return sector < c->mini.n ? sector_at(c, c->mini.at[sector]) + (at & ((1u << c->shift) - 1)) :
				    0;
}

/* One sector more into the block; how much it gave. */
static size_t add_sector(struct stream *s, struct chain *r, size_t len)
{
	struct cfb *c = r->c;
	size_t want = (size_t)1 << (r->mini ? MINI_SHIFT : c->shift);
	uint64_t at = place_of(r);
	ssize_t n;

	want = r->left < want ? (size_t)r->left : want;
	n = at ? c->k->read_at(c->k, r->block + len, want, at) : 0;
	if (want > c->left) {
		stream_break(s, REASON_OVERLAP, "its sectors are those of other streams, too");
		n = 0;
	} else if (n < (ssize_t)want) {
		stream_break(s, REASON_TRUNCATED, "its chain of sectors ends too early");
	}
	n = n > 0 ? n : 0;
	c->left -= (size_t)n;
	r->left = n < (ssize_t)want ? 0 : r->left - want;
	r->sector = next_in(c, r->mini ? &c->mini_fat : &c->fat, r->sector);
	return (size_t)n;
}

static ssize_t chain_next(struct stream *s, const uint8_t **block)
{
	struct chain *r = s->state;
	size_t len = 0;

	while (r->left && len + SECTOR_MAX <= sizeof(r->block))
		len += add_sector(s, r, len);
	*block = r->block;
	return (ssize_t)len;
}

struct stream *cfb_stream(struct arena *a, struct cfb *c, const struct cfb_entry *e)
{
	struct stream *s = stream_new(a, NULL, "sectors", sizeof(struct chain));
	struct chain *r = s->state;

	r->c = c;
	r->mini = e->size < c->mini_below;
	r->sector = e->start;
	r->left = e->storage ? 0 : e->size;
	s->next = chain_next;
	return s;
}
