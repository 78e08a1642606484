/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/sql.h - the little of SQL that the store needs; shared inside store/ only.
 *
 * A query is made once per connection, from a string literal that is also its key, and belongs to
 * the connection. Values are bound and columns taken in order, so the text is the only list:
 *
 *	q = sql_query(db, "SELECT n FROM item WHERE path = ?", f);
 *	bind_blob(q, path, strlen(path));
 *	while ((got = query_next(q, f)) == 1)
 *		n = take_int(q);
 *
 * What is bound must stay as it is until the query is done; what is taken is valid until the next
 * query_next(). A query that is left before its end needs query_stop().
 */
#ifndef VP_SQL_H
#define VP_SQL_H
#include "base/base.h"

struct sql;
struct query;
enum sql_mode { SQL_READ, SQL_WRITE, SQL_FROZEN }; /* FROZEN: nobody writes, no lock files either */

int sql_open(const char *file, enum sql_mode mode, struct sql **ret, struct fail *f);
void sql_close(struct sql *db);
int sql_run(struct sql *db, const char *statements, struct fail *f);
bool sql_in_transaction(const struct sql *db);
int64_t sql_last_row(const struct sql *db);

struct query *sql_query(struct sql *db, const char *literal, struct fail *f); /* NULL on failure */
void bind_int(struct query *q, int64_t n);
void bind_real(struct query *q, double n);
void bind_text(struct query *q, const char *s); /* NULL binds NULL */
void bind_blob(struct query *q, const void *bytes, size_t len);
void bind_null(struct query *q);
int query_next(struct query *q, struct fail *f); /* 1 a row, 0 the end, -1 */
int query_do(struct query *q, struct fail *f);   /* for what gives no rows */
void query_stop(struct query *q);
int64_t take_int(struct query *q);
double take_real(struct query *q);
const char *take_text(struct query *q);         /* "" for NULL: a damaged file may have any */
const char *take_text_or_null(struct query *q);
const void *take_blob(struct query *q, size_t *len);
bool take_is_null(struct query *q); /* looks, does not take */
void take_skip(struct query *q);
#endif
