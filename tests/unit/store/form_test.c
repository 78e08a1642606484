/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/store/form_test.c - cases written by earlier versions. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include "base/buf.h"
#include "case.h"
#include "store/sql.h"

TestSuite(forms, .init = case_begin, .fini = case_end);

static int note_manner(void *arg, const struct hit_row *row)
{
	const char *manner = manner_word(row->hit.manner);

	buf_add_format(arg, "%s %s ", row->hit.value, manner ? manner : "-");
	return 0;
}

/* A case of the first form: made whole by who opens it first, its rows kept. */
Test(forms, older_case_is_read_and_kept)
{
	struct store *s = case_start("d");
	struct item i = case_item("a", 1);
	struct hit h = case_hit(&test_religion, "", 1, "Moskee");
	struct hit_query q = {.suppressed = true};
	uint8_t id[HIT_KEY_LEN] = {1};
	struct sql *db = NULL;
	struct buf b = {0};
	struct fail f = {0};

	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	cr_assert(!store_end_item(s, &(struct ledger_row){.item = &i, .part = ""}, &f));
	case_close(s);
	char *file = xformat("%s/store.db", test_case);
	cr_assert(!sql_open(file, SQL_WRITE, &db, &f));
	cr_assert(!sql_run(db, "DROP TABLE claim; DROP TABLE datum; DROP TABLE evidence; DROP TABLE built;"
			   "DROP TABLE person; DROP TABLE event;"
			   "ALTER TABLE part DROP COLUMN dated; ALTER TABLE part DROP COLUMN date;"
			   "ALTER TABLE part DROP COLUMN thread;"
			   "ALTER TABLE hit DROP COLUMN manner; PRAGMA user_version = 1",
			   &f));
	sql_close(db);
	free(file);
	for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		cr_assert(!store_open(test_case, (enum store_mode)mode, &s, &f), "%s", f.text);
		cr_assert(!store_each_hit(s, &q, note_manner, &b, &f), "%s", f.text);
		store_free(s);
	}
	cr_assert_str_eq(b.bytes, "Moskee - Moskee - ");
	buf_free(&b);
}
