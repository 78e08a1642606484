/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/corpus/lines.h - JSON objects, expected or found: one side of a comparison each. Lists are
 * jansson arrays behind a pointer of our own, since only lines.c knows that library. */
#ifndef VP_LINES_H
#define VP_LINES_H
#include "cmd/corpus/corpus.h"

enum likeness { LIKE_NOT, LIKE_MOVED, LIKE_CHANGED, LIKE_EXACT };
struct lines;
void lines_free(struct lines *l);
AUTO_DEFINE(lines)
struct lines *lines_none(void);
size_t lines_count(const struct lines *l);

/* What is expected; *ret stays NULL where there is no such file. */
int lines_read_hits(const struct fixture *x, struct lines **ret, struct fail *f);
int lines_read_rows(const struct fixture *x, struct lines **ret, struct fail *f);
/* What was found. parts: also rows of parts. */
int lines_find_hits(const struct fixture *x, struct store *s, struct lines **ret, struct fail *f);
int lines_find_rows(const struct fixture *x, struct store *s, bool parts, struct lines **ret,
		    struct fail *f);

enum likeness lines_hit_likeness(const struct lines *want, size_t i, const struct lines *got,
				 size_t k);
enum likeness lines_row_likeness(const struct lines *want, size_t i, const struct lines *got,
				 size_t k);
const char *lines_text(const struct lines *l, size_t i, const char *key); /* NULL if not there */
int64_t lines_number(const struct lines *l, size_t i, const char *key);
const char *lines_item(const struct lines *l, size_t i, const char *key, size_t k); /* of a list */
bool lines_any(const struct lines *l, const char *key); /* a line where it is not "" */
/* For a person: "person 'Jan' at input.eml!2 10-13", "input.eml!2: text ok"; free() it. */
char *say_hit(const struct lines *l, size_t i);
char *say_row(const struct lines *l, size_t i);
/* As a line of an expected file, without keys that have their default, or without key. */
void lines_write(const struct fixture *x, const struct lines *l, size_t i, const char *without,
		 FILE *to);
#endif
