/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/store/case.c - a case in a folder of its own, and rows to put in. */
#include "case.h"
#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char test_dir[64], test_case[80];
const struct pattern test_person = {.name = "name", .type = TYPE_PERSON, .index = 0};
const struct pattern test_bsn = {.name = "bsn", .type = TYPE_BSN, .index = 1};
const struct pattern test_religion = {
	.name = "faith", .type = TYPE_INDICATOR, .category = "REL", .index = 2};

void case_begin(void)
{
	strcpy(test_dir, "/tmp/vp-test-XXXXXX");
	cr_assert(mkdtemp(test_dir));
	snprintf(test_case, sizeof(test_case), "%s/case", test_dir);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

void case_end(void)
{
	nftw(test_dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

struct store *case_open(enum store_mode mode)
{
	struct store *s = NULL;
	struct fail f = {0};

	cr_assert(store_open(test_case, mode, &s, &f) == 0, "%d %s", f.code, f.text);
	return s;
}

void case_close(struct store *s)
{
	struct fail f = {0};

	cr_assert(store_close(s, &f) == 0, "%s", f.text);
	store_free(s);
}

struct store *case_start(const char *digest)
{
	struct store *s = case_open(STORE_WRITE);
	struct fail f;

	cr_assert(store_begin_run(s, digest, "", &f) == 0);
	return s;
}

struct item case_item(const char *path, int64_t size)
{
	return (struct item){
		.path = path, .size = size, .mtime_ns = 1764127200123456789, .ctime_ns = 7, .inode = 9};
}

struct hit case_hit(const struct pattern *p, const char *part, uint64_t start, const char *value)
{
	return (struct hit){.pattern = p,
			    .type = p->type,
			    .part = part,
			    .anchor = {.kind = AT_LINE, .number = 1},
			    .start = start,
			    .end = start + strlen(value),
			    .value = value,
			    .normal = value,
			    .before = "voor ",
			    .after = " na",
			    .why = "base 50",
			    .score = 50};
}

void case_add_file(struct store *s, const char *path, enum outcome outcome, enum reason reason)
{
	struct item i = case_item(path, 10);
	struct store_reason why = {"", reason, "says why"};
	struct ledger_row row = {.item = &i, .part = "", .format = "text", .outcome = outcome,
				 .reasons = &why, .n_reasons = reason != REASON_NONE, .bytes = 10};
	struct fail f = {0};

	cr_assert(store_begin_item(s, &i, &f) == 0, "%s", f.text);
	cr_assert(store_end_item(s, &row, &f) == 0, "%s", f.text);
}

void case_add_hits(struct store *s, const char *path, const char *part, const uint64_t *starts,
		   size_t n)
{
	struct item i = case_item(path, 10);
	struct ledger_row row = {.item = &i, .part = "", .format = "text", .hits = n};
	struct fail f = {0};

	cr_assert(store_begin_item(s, &i, &f) == 0, "%s", f.text);
	for (size_t k = 0; k < n; k++) {
		struct hit h = case_hit(&test_person, part, starts[k], "Jan");
		uint8_t id[HIT_KEY_LEN] = {(uint8_t)k, 1};

		cr_assert(store_add_hit(s, &h, id, NULL, &f) == 0, "%s", f.text);
	}
	cr_assert(store_end_item(s, &row, &f) == 0, "%s", f.text);
}

static int count_hit(void *arg, const struct hit_row *row)
{
	(void)row;
	++*(uint64_t *)arg;
	return 0;
}

uint64_t case_count_hits(struct store *s, const struct hit_query *q)
{
	struct fail f = {0};
	uint64_t n = 0;

	cr_assert(store_each_hit(s, q, count_hit, &n, &f) == 0, "%s", f.text);
	return n;
}

static int count_row(void *arg, const struct ledger_row *row)
{
	(void)row;
	++*(uint64_t *)arg;
	return 0;
}

uint64_t case_count_rows(struct store *s, const struct ledger_query *q)
{
	struct fail f = {0};
	uint64_t n = 0;

	cr_assert(store_each_ledger(s, q, count_row, &n, &f) == 0, "%s", f.text);
	return n;
}
