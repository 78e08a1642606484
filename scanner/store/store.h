/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/store.h - one SQLite file in the case folder: what was read (ledger), what was found (hits).
 *
 * One thread writes. What a file gave becomes visible together with its ledger row, or not at all:
 * store_begin_item() .. store_end_item() is atomic, many such are committed at once (every 250 ms
 * or 500 files, and at store_checkpoint()). A file scanned again replaces its rows; reviewers'
 * verdicts hang on hit ids and stay (later issues).
 * SQLite appears in this folder only. Folder 0700, files 0600; WAL, synchronous=FULL,
 * secure_delete; a second writer gets EXIT_IN_USE with host and pid of the first.
 */
#ifndef VP_STORE_H
#define VP_STORE_H
#include "detect/detect.h"
#include "source/source.h"

struct store;
enum store_mode { STORE_READ, STORE_WRITE }; /* WRITE makes the case if there is none */
int store_open(const char *case_dir, enum store_mode mode, struct store **ret, struct fail *f);
/* Negative with EXIT_IN_USE if another process writes there now: to know before the long work of a
 * start. Only store_open() makes sure. */
int store_check_free(const char *case_dir, struct fail *f);
int store_close(struct store *s, struct fail *f); /* commits; also on the way out of a failed run */
void store_free(struct store *s);                 /* rolls back what was not committed */
AUTO_DEFINE(store)

/* True while another process writes. It takes the lock for a moment to see, so a scan that starts
 * just then is told that the case is in use. */
bool store_in_use(const char *case_dir);

/* A run: one call of scan. digest: of packs, tool version and options that change results. */
int store_begin_run(struct store *s, const char *digest, const char *note, struct fail *f);
int store_end_run(struct store *s, const char *outcome, struct fail *f);
struct store_run {
	int64_t began, ended; /* seconds since 1970; ended 0: not, or broken off */
	const char *digest, *note, *outcome; /* outcome NULL: still running, or killed */
};
typedef int store_run_fn(void *arg, const struct store_run *run);
int store_last_run(struct store *s, store_run_fn *row, void *arg, struct fail *f);

/* True if the same file (path, size, times, inode) was read with the same digest and its row is
 * final; `failed` rows for denied, io-error, vanished, changed are read again. Safe to call from
 * the walking thread while the writer writes (its own connection). Marks it as seen in this run
 * by handing it to the writer is the caller's work: store_seen(). */
bool store_is_done(struct store *s, const struct item *i);
/* True if it is done, and was given up since it made its worker crash or hang: it is not read again,
 * also not on demand, until it changes or the digest does. The ledger is the list of such files. */
bool store_is_given_up(struct store *s, const struct item *i);
int store_seen(struct store *s, const struct item *i, struct fail *f);
/* After roots were walked whole: rows below root that this run did not see are gone from the
 * share: their outcome becomes skipped, reason vanished, their hits are no longer reported. */
int store_sweep(struct store *s, const char *root, struct fail *f);

struct store_reason {
	const char *part;
	enum reason reason;
	const char *text;
};
struct ledger_row {
	const struct item *item; /* when reading: path, size, mtime_ns are set */
	const char *part;        /* "" for the file */
	const char *sha256;      /* hex, of a file or document in it; NULL: part of one, or not read whole */
	const char *format;
	enum outcome outcome;
	const struct store_reason *reasons;
	size_t n_reasons;
	uint64_t bytes, text_bytes, parts, hits;
	double seconds;
	const char *dated;       /* "sent", "modified", "created": how date is known; NULL: not */
	int64_t date;            /* that the document bears, seconds since 1970 */
	const char *thread;      /* equal for the mails of one thread; NULL: none */
};
/* An item that is begun while another is open drops that one whole. Hits and parts may come in any
 * order. row->item of the end counts: what was read, not what the walk saw. */
int store_begin_item(struct store *s, const struct item *i, struct fail *f);
/* hits of the row is ignored: the store counts what came in with this part. */
int store_add_part(struct store *s, const struct ledger_row *part, struct fail *f);
/* id: 16 bytes; tie_ids: n_ties times 16 bytes. */
int store_add_hit(struct store *s, const struct hit *h, const uint8_t *id, const uint8_t *tie_ids,
		  struct fail *f);
int store_end_item(struct store *s, const struct ledger_row *row, struct fail *f);
int store_checkpoint(struct store *s, struct fail *f); /* commits what is finished */

/* Reading. Rows come by path, part, start, type (bytes), in bounded memory. */
struct hit_row {
	const char *id; /* 32 hex digits */
	const char *path;
	struct hit hit; /* pattern is NULL: see pattern_name, category */
	const char *pattern_name, *category;
	const char *const *tied_ids; /* hit.n_ties of them, hex */
};
struct hit_query {
	const char *id;           /* just this one, or NULL */
	const char *path_prefix;  /* file or folder as scanned, or NULL */
	const char *type, *category, *pattern; /* or NULL */
	int min_score;
	bool suppressed;          /* also these */
};
typedef int hit_row_fn(void *arg, const struct hit_row *row);
int store_each_hit(struct store *s, const struct hit_query *q, hit_row_fn *row, void *arg,
		   struct fail *f);
/* The document in which a part stands: the nearest that is a file, or a message or member with
 * bytes of its own. From within a row's call; valid until it ends. */
struct home_row {
	const char *part, *format, *sha256, *dated, *thread; /* sha256 may be NULL, and what follows */
	int64_t date;
};
int store_find_document(struct store *s, const char *path, const char *part,
			struct home_row *ret, struct fail *f);
/* The mail addresses in the header of the message that a part stands in, or of the nearest one
 * round it: field is "From", "To" ... */
typedef int correspondent_fn(void *arg, const char *field, const char *address);
int store_each_correspondent(struct store *s, const char *path, const char *part,
			     correspondent_fn *row, void *arg, struct fail *f);
struct ledger_query {
	const char *path_prefix;
	bool parts;          /* parts after their file */
	bool not_ok_only;
	bool vanished;       /* also files gone from the share; they come with outcome skipped */
	enum reason reason;  /* only rows that carry it; NONE: all */
};
typedef int ledger_row_fn(void *arg, const struct ledger_row *row);
int store_each_ledger(struct store *s, const struct ledger_query *q, ledger_row_fn *row, void *arg,
		      struct fail *f);

struct store_totals {
	uint64_t files, bytes, ok, partial, failed, skipped, hits, hits_reported;
	uint64_t by_reason[N_REASONS]; /* files that carry it */
};
int store_totals(struct store *s, int min_score, struct store_totals *ret, struct fail *f);
/* (label, n) pairs: "type", "category", "pattern", "format"; for hits at or above min_score */
typedef int count_fn(void *arg, const char *label, uint64_t n, uint64_t n_below, uint64_t n_suppressed);
int store_counts(struct store *s, const char *by, int min_score, count_fn *row, void *arg,
		 struct fail *f);
/* The files with most hits at or above min_score, most first. */
typedef int top_fn(void *arg, const char *path, uint64_t n);
int store_top_files(struct store *s, int min_score, unsigned limit, top_fn *row, void *arg,
		    struct fail *f);

/* Figures over the hits that a query chooses (its id does not count). A row function that gives
 * 1 ends the reading without a failure. */
enum tally_by { TALLY_ALL, TALLY_TYPE, TALLY_CATEGORY, TALLY_PATTERN, TALLY_YEAR, TALLY_FOLDER };
typedef int tally_fn(void *arg, const char *label, uint64_t hits, uint64_t documents);
/* Most first, years in order. The date of a hit is the one that the nearest document round it
 * bears (sent, changed, made), else that of the last change of the file; "" for no year at all. */
int store_tally(struct store *s, enum tally_by by, const struct hit_query *q, tally_fn *row,
		void *arg, struct fail *f);
struct file_row {
	const char *path, *format;
	uint64_t size, hits;
	int64_t mtime_ns;
};
/* Files that have such hits, by path. row may call store_each_hit(). */
typedef int file_row_fn(void *arg, const struct file_row *d);
int store_each_file(struct store *s, const struct hit_query *q, file_row_fn *row, void *arg,
			struct fail *f);
struct value_row { /* what one folded value amounts to, by type and category, most first */
	enum hit_type type;
	const char *category, *normal, *value; /* "" for no category; value: one way it is written */
	uint64_t hits, documents;
	int64_t first, last; /* dates as above, seconds since 1970 */
};
typedef int value_fn(void *arg, const struct value_row *v);
int store_each_value(struct store *s, const struct hit_query *q, value_fn *row, void *arg,
		     struct fail *f);
/* All that read() reads is one state of the store, also while a scan writes on. */
int store_read_whole(struct store *s, int (*read)(void *arg, struct fail *f), void *arg,
		     struct fail *f);
#endif
