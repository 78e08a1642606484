/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/store.c - opening a case, runs, and the batches in which it is written.
 *
 * Two levels: a transaction is a batch of items, an item is a savepoint inside it. Batches make
 * it fast (each commit waits for the disk), savepoints make an item whole: what an item gave up
 * half-way leaves no trace, while its neighbours in the batch stay. SQLite may itself roll back
 * the whole transaction when the disk is full or fails; the store is then `broken` and stays so.
 */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "store/inside.h"

#define BATCH_ITEMS 500
#define BATCH_HITS 20000
#define BATCH_MILLISECONDS 250
#define ROW_MEMORY (64u << 20)

static int number(struct sql *db, const char *literal, int64_t *ret, struct fail *f)
{
	struct query *q = sql_query(db, literal, f);

	if (!q || query_next(q, f) < 0)
		return -1;
	*ret = take_int(q);
	query_stop(q);
	return 0;
}

static int make_tables(struct store *s, struct fail *f)
{
	char *mark = xformat("PRAGMA application_id = %d; PRAGMA user_version = %d;",
			     STORE_APPLICATION, STORE_VERSION);
	int result = sql_run(s->db, "BEGIN IMMEDIATE", f);

	if (!result)
		result = sql_run(s->db, store_schema, f);
	if (!result)
		result = sql_run(s->db, mark, f);
	if (!result)
		result = sql_run(s->db, "COMMIT", f);
	free(mark);
	s->form = STORE_VERSION;
	return result;
}

/* Each step is whole or not there at all. */
static int bring_up_to_date(struct store *s, struct fail *f)
{
	for (; s->form < STORE_VERSION; s->form++) {
		char *step = xformat("BEGIN IMMEDIATE; %s PRAGMA user_version = %lld; COMMIT;",
				     store_steps[s->form], (long long)s->form + 1);
		int result = sql_run(s->db, step, f);

		free(step);
		if (result < 0)
			return -1;
	}
	return 0;
}

static int check_version(struct store *s, enum store_mode mode, struct fail *f)
{
	int64_t application, version, tables;

	if (number(s->db, "PRAGMA application_id", &application, f) < 0 ||
	    number(s->db, "PRAGMA user_version", &version, f) < 0 ||
	    number(s->db, "SELECT count(*) FROM sqlite_schema", &tables, f) < 0)
		return -1;
	if (!application && !version && !tables) {
		if (mode == STORE_WRITE)
			return make_tables(s, f);
		return fail_set(f, EXIT_USAGE, "%s is empty: nothing was scanned into this case yet",
				s->file);
	}
	if (application != STORE_APPLICATION)
		return fail_set(f, EXIT_USAGE, "%s is a database of another program", s->file);
	if (version > STORE_VERSION)
		return fail_set(f, EXIT_USAGE,
				"%s was written by a newer version of this program (its form is "
				"%lld, this program knows %d); use that version",
				s->file, (long long)version, STORE_VERSION);
	if (version < 1)
		return fail_set(f, EXIT_DAMAGED, "%s is damaged: it does not say which form it has",
				s->file);
	s->form = version;
	return mode == STORE_WRITE ? bring_up_to_date(s, f) : 0;
}

/* A case on a medium that cannot be written is read as it lies there, unless a writer that was
 * killed left something that would have to be written back first. */
static int open_to_read(struct store *s, const char *dir, struct fail *f)
{
	char *wal = xformat("%s-wal", s->file);
	struct stat st;
	bool frozen = access(dir, W_OK) && (stat(wal, &st) || !st.st_size);

	free(wal);
	if (access(s->file, R_OK))
		return errno == ENOENT ?
			       fail_set(f, EXIT_USAGE,
					"there is no case in %s; name one with --case, or scan "
					"something first",
					dir) :
			       fail_set(f, EXIT_USAGE, "cannot read %s: %s", s->file,
					strerror(errno));
	return sql_open(s->file, frozen ? SQL_FROZEN : SQL_READ, &s->db, f);
}

static int open_to_write(struct store *s, const char *dir, struct fail *f)
{
	if (folder_lock(dir, &s->lock, f) < 0 || folder_make_file(s->file, f) < 0)
		return -1;
	return sql_open(s->file, SQL_WRITE, &s->db, f);
}

/* A reader finds an older form: who may write brings it up to date, as a scan would. */
static int rewrite_older(const char *case_dir, struct fail *f)
{
	AUTO(store) s = NULL;

	return store_open(case_dir, STORE_WRITE, &s, f) < 0 ? -1 : store_close(s, f);
}

int store_open(const char *case_dir, enum store_mode mode, struct store **ret, struct fail *f)
{
	AUTO(store) s = xcalloc(1, sizeof(*s));

	s->lock = -1;
	s->file = xformat("%s/store.db", case_dir);
	s->arena = arena_new(ROW_MEMORY);
	if (folder_check(case_dir, mode, f) < 0)
		return -1;
	if ((mode == STORE_READ ? open_to_read : open_to_write)(s, case_dir, f) < 0)
		return -1;
	if (check_version(s, mode, f) < 0)
		return -1;
	if (s->form < STORE_VERSION && rewrite_older(case_dir, f) < 0)
		return -1;
	if (mode == STORE_WRITE && sql_open(s->file, SQL_READ, &s->glance, f) < 0)
		return -1;
	*ret = s;
	s = NULL;
	return 0;
}

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int store_break(struct store *s, const struct fail *f)
{
	struct fail ignored;

	s->broken = *f;
	if (!s->broken.code)
		s->broken.code = EXIT_BROKE_OFF;
	if (sql_in_transaction(s->db))
		sql_run(s->db, "ROLLBACK", &ignored);
	s->in_item = false;
	return -1;
}

int store_batch(struct store *s, struct fail *f)
{
	if (s->broken.code) {
		*f = s->broken;
		return -1;
	}
	if (sql_in_transaction(s->db))
		return 0;
	if (sql_run(s->db, "BEGIN IMMEDIATE", f) < 0)
		return store_break(s, f);
	s->batch_items = s->batch_hits = 0;
	s->batch_began = milliseconds();
	return 0;
}

static int commit(struct store *s, struct fail *f)
{
	if (s->broken.code) {
		*f = s->broken;
		return -1;
	}
	if (sql_in_transaction(s->db) && sql_run(s->db, "COMMIT", f) < 0)
		return store_break(s, f);
	return 0;
}

int store_checkpoint(struct store *s, struct fail *f)
{
	assert(!s->in_item);
	return commit(s, f);
}

int store_item_done(struct store *s, struct fail *f)
{
	s->batch_items++;
	if (s->batch_items < BATCH_ITEMS && s->batch_hits < BATCH_HITS &&
	    milliseconds() - s->batch_began < BATCH_MILLISECONDS)
		return 0;
	return commit(s, f);
}

int store_begin_run(struct store *s, const char *digest, const char *note, struct fail *f)
{
	struct query *q;

	if (store_batch(s, f) < 0)
		return -1;
	/* We hold the lock: whoever began one and did not end it was killed. */
	q = sql_query(s->db, "UPDATE run SET outcome = 'broken-off' WHERE outcome IS NULL", f);
	if (!q || query_do(q, f) < 0)
		return store_break(s, f);
	q = sql_query(s->db, "INSERT INTO run (began, digest, note) VALUES (?, ?, ?)", f);
	if (!q)
		return store_break(s, f);
	bind_int(q, time(NULL));
	bind_text(q, digest);
	bind_text(q, note ? note : "");
	if (query_do(q, f) < 0)
		return store_break(s, f);
	s->run = sql_last_row(s->db);
	free(s->digest);
	s->digest = xstrdup(digest);
	return commit(s, f);
}

int store_end_run(struct store *s, const char *outcome, struct fail *f)
{
	struct query *q;

	assert(!s->in_item);
	if (store_batch(s, f) < 0)
		return -1;
	q = sql_query(s->db, "UPDATE run SET ended = ?, outcome = ? WHERE n = ?", f);
	if (!q)
		return store_break(s, f);
	bind_int(q, time(NULL));
	bind_text(q, outcome);
	bind_int(q, s->run);
	if (query_do(q, f) < 0)
		return store_break(s, f);
	return commit(s, f);
}

int store_last_run(struct store *s, store_run_fn *row, void *arg, struct fail *f)
{
	struct query *q = sql_query(s->db,
				    "SELECT began, ended, digest, note, outcome FROM run "
				    "ORDER BY n DESC LIMIT 1",
				    f);
	struct store_run run;
	int got;

	if (!q)
		return -1;
	got = query_next(q, f);
	if (got <= 0)
		return got;
	run.began = take_int(q);
	run.ended = take_int(q);
	run.digest = take_text(q);
	run.note = take_text(q);
	run.outcome = take_text_or_null(q);
	got = row(arg, &run);
	query_stop(q);
	return got < 0 ? got : 0;
}

int store_close(struct store *s, struct fail *f)
{
	struct fail ignored;
	int result = 0;

	if (s->lock >= 0) {
		if (s->in_item)
			store_drop_item(s);
		result = commit(s, f);
		/* The log holds what was deleted; a reader in the way only delays this. */
		if (!s->broken.code)
			sql_run(s->db, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
	}
	return result;
}

void store_free(struct store *s)
{
	if (!s)
		return;
	sql_close(s->glance);
	sql_close(s->db);
	if (s->lock >= 0)
		close(s->lock);
	arena_free(s->arena);
	free(s->patterns);
	free(s->part_path);
	free(s->digest);
	free(s->file);
	free(s);
}
