/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/cfb.h - an OLE2 compound file ([MS-CFB]): storages and streams, as folders and files, in
 * chains of sectors of one file.
 *
 * Nothing of it is believed: chains may be loops or cross each other, so a stream ends at its
 * stated length, and all together give no more than twice the file. What the tree of names does
 * not reach is still there, marked `lost`: a child of nothing, or of the root if that has none.
 *
 * All lives in the arena. in must be unread; its bytes are wanted at random.
 */
#ifndef VP_CFB_H
#define VP_CFB_H
#include "format/format.h"

struct cfb;
struct cfb_entry {
	const char *name;   /* UTF-8, with the control character it may begin with; NULL: unused */
	uint32_t parent;    /* index; of the root itself 0 */
	uint32_t first, next; /* child, and the next child of the same parent; 0: none */
	bool storage, lost;
	uint32_t start;
	uint64_t size;      /* as stated */
};
bool cfb_is_one(const struct probe *p); /* by its first bytes */
/* NULL: no compound file. */
struct cfb *cfb_open(struct arena *a, struct stream *in);
uint32_t cfb_count(const struct cfb *c);
const struct cfb_entry *cfb_at(const struct cfb *c, uint32_t i); /* 0 is the root */
const uint8_t *cfb_class(const struct cfb *c); /* 16 bytes: what the root says it is */
struct stream *cfb_stream(struct arena *a, struct cfb *c, const struct cfb_entry *e);

/* A child of some names tells what file its parent holds; of several the lowest mark decides.
 * (ole_kind.c) */
#define OLE_UNMARKED 1000
int ole_mark(const char *name); /* OLE_UNMARKED for most */
/* "doc", "xls", of an entry that has a mark. locked: a password is needed. */
const char *ole_marked(struct arena *a, struct cfb *c, const struct cfb_entry *e, bool *locked);
/* Every stream in a storage, and in those inside it, is a part. (ole.c) */
int ole_read_storage(struct out *out, struct cfb *c, uint32_t top);
#endif
