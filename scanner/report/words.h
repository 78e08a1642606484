/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/words.h - what the words of a record mean to somebody who reads no records: kinds of
 * hits, categories, where in a document. Dutch, or English.
 */
#ifndef VP_WORDS_H
#define VP_WORDS_H
#include "report/report.h"

const char *type_says(enum hit_type t, bool english);         /* "persoon" */
const char *type_says_many(enum hit_type t, bool english);    /* "personen" */
const char *category_says(const char *category, bool english); /* "REL" -> "godsdienst of ..." */
const char *polarity_says(enum polarity p, bool english);     /* NULL for none */
const char *manner_says(enum manner m, bool english);         /* NULL for none */
const char *role_says(enum role r, bool english);             /* NULL for none */
const char *outcome_says(enum outcome o, bool english);
/* "bericht 41, bijlage nota.docx, tabel 2, rij 3, kolom B". Names in it are the document's own and
 * must still be made inert. format: of the file as a whole, or NULL. */
void place_says(struct buf *to, const struct hit_row *row, const char *format, bool english);
/* Its end alone: "tabel 2, rij 3, kolom B". */
void spot_says(struct buf *to, const struct hit_row *row, bool english);
/* "24 november 2026", "24 November 2026"; "" for what is no date. UTC. */
#define DAY_TEXT 40
const char *day_says(char to[DAY_TEXT], int64_t ns, bool english);
#endif
