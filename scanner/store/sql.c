/* SPDX-License-Identifier: EUPL-1.2 */
/* store/sql.c - SQLite, set up for text that nobody else may see and nobody may lose. */
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include "store/sql.h"

struct sql {
	sqlite3 *handle;
	char *file;
	struct query *queries;
};
struct query {
	struct sql *db;
	const char *literal;
	sqlite3_stmt *statement;
	int bound, taken;
	int trouble; /* the first bind that failed */
	struct query *next;
};

/* The message of SQLite names tables and columns, never values. */
static int fail_as(const struct sql *db, int code, struct fail *f)
{
	const char *says = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);

	switch (code & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR: /* our own statements are right, so the tables are not ours */
	case SQLITE_MISMATCH:
		return fail_set(f, EXIT_DAMAGED,
				"%s is damaged (%s); keep a copy of the case folder, put back a "
				"backup of it, or scan again into a new case",
				db->file, says);
	case SQLITE_FULL:
		return fail_set(f, EXIT_BROKE_OFF,
				"the disk of %s is full; what was committed is kept: make room and "
				"run the same command again",
				db->file);
	case SQLITE_IOERR:
		return fail_set(f, EXIT_BROKE_OFF,
				"reading or writing %s failed (%s); what was committed is kept: "
				"check the disk and run the same command again",
				db->file, sqlite3_errstr(code));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail_set(f, EXIT_IN_USE, "%s is in use by another process; try again later",
				db->file);
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return fail_set(f, EXIT_USAGE, "cannot open %s as needed (%s)", db->file, says);
	default:
		return fail_set(f, EXIT_BROKE_OFF, "%s: %s", db->file, says);
	}
}

static const char settings[] = "PRAGMA foreign_keys = ON;"
			       "PRAGMA secure_delete = ON;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA mmap_size = 0;"
			       "PRAGMA cache_size = -32768;"
			       "PRAGMA synchronous = FULL;";

static int set_up(struct sql *db, enum sql_mode mode, struct fail *f)
{
	static const struct {
		int option, on;
	} options[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
	};

	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, 5000);
	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		sqlite3_db_config(db->handle, options[i].option, options[i].on, NULL);
	if (sql_run(db, settings, f) < 0)
		return -1;
	if (mode == SQL_READ && sql_run(db, "PRAGMA query_only = ON;", f) < 0)
		return -1;
	return mode == SQL_WRITE ? sql_run(db, "PRAGMA journal_mode = WAL;", f) : 0;
}

/* An immutable file is named by a URI, in which these bytes would mean something. */
static char *frozen_name(const char *file)
{
	char *name = xmalloc(3 * strlen(file) + sizeof("file:?immutable=1"));
	char *to = name + strlen(strcpy(name, "file:"));

	for (; *file; file++) {
		if (strchr("%?#", *file)) {
			static const char digits[] = "0123456789ABCDEF";

			*to++ = '%';
			*to++ = digits[(unsigned char)*file >> 4];
			*to++ = digits[*file & 15];
		} else {
			*to++ = *file;
		}
	}
	strcpy(to, "?immutable=1");
	return name;
}

int sql_open(const char *file, enum sql_mode mode, struct sql **ret, struct fail *f)
{
	static const int flags[] = {
		/* Where it may: so that the last reader to leave clears up after a writer, and
		 * after itself. It writes no rows all the same. */
		[SQL_READ] = SQLITE_OPEN_READWRITE,
		[SQL_WRITE] = SQLITE_OPEN_READWRITE,
		[SQL_FROZEN] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
	};
	struct sql *db = xcalloc(1, sizeof(*db));
	char *name = mode == SQL_FROZEN ? frozen_name(file) : xstrdup(file);
	int code;

	db->file = xstrdup(file);
	code = sqlite3_open_v2(name, &db->handle, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
	free(name);
	if (code != SQLITE_OK)
		fail_as(db, code, f);
	if (code != SQLITE_OK || set_up(db, mode, f) < 0) {
		sql_close(db);
		return -1;
	}
	*ret = db;
	return 0;
}

void sql_close(struct sql *db)
{
	if (!db)
		return;
	while (db->queries) {
		struct query *q = db->queries;

		db->queries = q->next;
		sqlite3_finalize(q->statement);
		free(q);
	}
	sqlite3_close(db->handle);
	free(db->file);
	free(db);
}

int sql_run(struct sql *db, const char *statements, struct fail *f)
{
	int code = sqlite3_exec(db->handle, statements, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : fail_as(db, code, f);
}

bool sql_in_transaction(const struct sql *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

int64_t sql_last_row(const struct sql *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

struct query *sql_query(struct sql *db, const char *literal, struct fail *f)
{
	struct query *q = db->queries;
	sqlite3_stmt *statement;
	int code;

	while (q && q->literal != literal)
		q = q->next;
	if (q) {
		assert(!sqlite3_stmt_busy(q->statement));
		return q;
	}
	code = sqlite3_prepare_v3(db->handle, literal, -1, SQLITE_PREPARE_PERSISTENT, &statement,
				  NULL);
	if (code != SQLITE_OK) {
		fail_as(db, code, f);
		return NULL;
	}
	q = xcalloc(1, sizeof(*q));
	*q = (struct query){.db = db, .literal = literal, .statement = statement,
			    .next = db->queries};
	db->queries = q;
	return q;
}

static void bound(struct query *q, int code)
{
	if (code != SQLITE_OK && !q->trouble)
		q->trouble = code;
}

void bind_int(struct query *q, int64_t n)
{
	bound(q, sqlite3_bind_int64(q->statement, ++q->bound, n));
}

void bind_real(struct query *q, double n)
{
	bound(q, sqlite3_bind_double(q->statement, ++q->bound, n));
}

void bind_text(struct query *q, const char *s)
{
	bound(q, sqlite3_bind_text(q->statement, ++q->bound, s, -1, SQLITE_STATIC));
}

void bind_blob(struct query *q, const void *bytes, size_t len)
{
	/* A NULL pointer would bind NULL, not nothing. */
	bound(q, sqlite3_bind_blob64(q->statement, ++q->bound, len ? bytes : "", len,
				     SQLITE_STATIC));
}

void bind_null(struct query *q)
{
	bound(q, sqlite3_bind_null(q->statement, ++q->bound));
}

void query_stop(struct query *q)
{
	sqlite3_reset(q->statement);
	sqlite3_clear_bindings(q->statement);
	q->bound = q->taken = q->trouble = 0;
}

int query_next(struct query *q, struct fail *f)
{
	int code = q->trouble ? q->trouble : sqlite3_step(q->statement);

	q->taken = 0;
	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		fail_as(q->db, code, f);
	query_stop(q);
	return code == SQLITE_DONE ? 0 : -1;
}

int query_do(struct query *q, struct fail *f)
{
	int got;

	while ((got = query_next(q, f)) == 1)
		;
	return got;
}

int64_t take_int(struct query *q)
{
	return sqlite3_column_int64(q->statement, q->taken++);
}

double take_real(struct query *q)
{
	return sqlite3_column_double(q->statement, q->taken++);
}

const char *take_text_or_null(struct query *q)
{
	return (const char *)sqlite3_column_text(q->statement, q->taken++);
}

const char *take_text(struct query *q)
{
	const char *s = take_text_or_null(q);

	return s ? s : "";
}

const void *take_blob(struct query *q, size_t *len)
{
	const void *bytes = sqlite3_column_blob(q->statement, q->taken);

	*len = (size_t)sqlite3_column_bytes(q->statement, q->taken++);
	return bytes;
}

bool take_is_null(struct query *q)
{
	return sqlite3_column_type(q->statement, q->taken) == SQLITE_NULL;
}

void take_skip(struct query *q)
{
	q->taken++;
}
