/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/known.h - formats that are recognised but not read: each is a ledger row with its name
 * and reason, never silence. One row of known.inc is one format; what needs more than a magic
 * number to be told apart has a function.
 */
#ifndef VP_KNOWN_H
#define VP_KNOWN_H
#include "format/format.h"

extern const struct format *const known_formats[]; /* ends with NULL */
/* The row that fits and how many bits say so; NULL and 0 if none does. */
const struct format *known_find(const struct probe *p, int *bits);

/* Which of the many kinds of OLE2 file this is: "doc", "msg", "ooxml-encrypted"; "ole" if it is
 * none of them, "ole2" if it cannot be told. encrypted: its content cannot be read without a
 * password. (ole_kind.c) */
const char *ole_kind(const struct probe *p, bool *encrypted);
#endif
