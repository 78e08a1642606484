/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/store/case.h - a case in a folder of its own, and rows to put in. */
#ifndef VP_TEST_CASE_H
#define VP_TEST_CASE_H
#include "store/store.h"

extern char test_dir[];  /* a fresh folder, made by case_begin() */
extern char test_case[]; /* the case folder inside; not made yet */
void case_begin(void);
void case_end(void);

struct store *case_open(enum store_mode mode);
void case_close(struct store *s);
/* A case with a run begun. */
struct store *case_start(const char *digest);
struct item case_item(const char *path, int64_t size);
struct hit case_hit(const struct pattern *p, const char *part, uint64_t start, const char *value);
extern const struct pattern test_person, test_bsn, test_religion;
void case_add_file(struct store *s, const char *path, enum outcome outcome, enum reason reason);
/* A file with hits at these offsets of the part, each 3 bytes long. */
void case_add_hits(struct store *s, const char *path, const char *part, const uint64_t *starts,
		   size_t n);
uint64_t case_count_hits(struct store *s, const struct hit_query *q);
uint64_t case_count_rows(struct store *s, const struct ledger_query *q);
#endif
