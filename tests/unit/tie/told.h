/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * told.h - documents with their persons marked by hand: "{B. Testali} is imam". What is tested is
 * the tying, with the real packs, whatever the names engine thinks of invented names.
 */
#ifndef TOLD_H
#define TOLD_H
#include "detect/finding.h"

struct told;
struct told *told_begin(void);
void told_add(struct told *d, enum carrier carrier, enum anchor_kind kind, const char *label,
	      const char *text);
/* A table: rows by '\n', cells by '|', the first row are the heads. */
void told_table(struct told *d, const char *rows);
void told_file_name(struct told *d, const char *name); /* before told_add() */
void told_end(struct told *d);
void told_free(struct told *d);
struct told *told_text(const char *text); /* one body, begun and ended */

/* The indicator of a category with this value (any case); NULL if there is none. */
const struct finding *told_indicator(const struct told *d, const char *category, const char *value);
const struct finding *told_person(const struct told *d, const char *name, unsigned nth);
bool told_tied(const struct told *d, const struct finding *indicator, const char *person);
const struct findings *told_findings(const struct told *d);

/* "REL imam 90 sentence affirmed: B. Testali; ..." of what is not suppressed, for messages */
char *told_all(const struct told *d);
/* Checks one line "REL imam | B. Testali | sentence | affirmed"; the last two may be left out, and
 * "nobody" stands for no tie. */
void told_expect(const char *text, const char *const *expected);
/* No indicator of this text is tied to anybody, none is worth a report. */
void told_expect_nobody(const char *text);
#endif
