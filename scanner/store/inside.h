/* SPDX-License-Identifier: EUPL-1.2 */
/* store/inside.h - what the files of store/ share; nobody else includes it. */
#ifndef VP_STORE_INSIDE_H
#define VP_STORE_INSIDE_H
#include "store/sql.h"
#include "store/store.h"

#define STORE_APPLICATION 0x76706c7a /* "vplz", so that file(1) and we know our own */
#define STORE_VERSION 2
extern const char store_schema[];
extern const char *const store_steps[STORE_VERSION]; /* from version n to n + 1 */

struct pattern_row { /* of the ruleset, by its index: which row of the table it is */
	const struct pattern *pattern;
	enum hit_type type;
	int64_t n;
};
struct store {
	char *file;
	int64_t form;        /* of the tables; a reader has an older one brought up to date first */
	int lock;            /* descriptor of store.lock; -1 when reading */
	struct sql *db;      /* the writing thread's, or the reader's */
	struct sql *glance;  /* the walking thread's, for store_is_done() */
	struct arena *arena; /* of one row on its way to a caller */
	int64_t run;         /* 0: none was begun */
	char *digest;
	struct fail broken;  /* code 0: no */

	bool in_item;
	size_t batch_items, batch_hits;
	int64_t batch_began; /* milliseconds of the monotonic clock */

	int64_t item, part; /* being written; part 0: none yet */
	char *part_path;
	struct pattern_row *patterns;
	size_t n_patterns;
};

/* folder.c: the case folder is ours alone and on a disk of this host. */
#define FOLDER_RESERVE (UINT64_C(64) << 20)
/* Keeps FOLDER_RESERVE free, or a twentieth of a small disk: so that other programs, and a run that
 * ends, find room. fd: of any file of the folder; file: for the message. EXIT_BROKE_OFF. */
int folder_check_room(int fd, const char *file, struct fail *f);
int folder_check(const char *dir, enum store_mode mode, struct fail *f);
int folder_make_file(const char *file, struct fail *f);      /* 0600, if there is none */
int folder_lock(const char *dir, int *ret, struct fail *f); /* EXIT_IN_USE names the holder */
const char *folder_network(unsigned long magic);            /* "NFS", or NULL for a local disk */

/* store.c: a transaction holds many items; an item is a savepoint in it. */
int store_batch(struct store *s, struct fail *f);     /* begins one if there is none */
int store_item_done(struct store *s, struct fail *f); /* commits if the batch is big enough */
void store_drop_item(struct store *s);                /* as if it was never begun */
/* After a failed write: all since the last commit is given up, and every later call fails too. */
int store_break(struct store *s, const struct fail *f);

/* hits.c: what take_hit() takes, with a table pattern joined in; then the hit's row number. */
#define HIT_COLUMNS                                                                                \
	"hit.id, pattern.name, pattern.type, pattern.category, carrier, anchor, anchor_number, "   \
	"anchor_name, start_at, end_at, source_offset, source_length, value, "                     \
	"coalesce(normal, value), before, after, why, score, suppressed, polarity, role, manner, " \
	"hit.n"
int64_t take_hit(struct arena *a, struct query *q, struct hit_row *row);
int read_ties(struct store *s, int64_t hit, struct hit_row *row, struct fail *f);

/* ledger.c */
int store_begin_reading(struct store *s, bool *own, struct fail *f);
void store_end_reading(struct store *s, bool own);

/* A path as given on a command line covers itself and what is below it. For paths in byte order:
 * 1 covered, 0 not, but others may follow, -1 past the last. NULL covers all. */
int path_covered(const char *prefix, const char *path, size_t len);
size_t path_prefix_len(const char *prefix); /* without slashes at the end */
#endif
