/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/checks.h - a second opinion on a match: one function, one row in checks.c.
 *
 * A check sees the value in plain form (detect/view.h) as it was matched, separators and all, and
 * the words after its name in the pack ("" for none). It says whether the value passes; what that
 * is worth is the pack's business. Checks are pure: no state, no allocation.
 */
#ifndef VP_CHECKS_H
#define VP_CHECKS_H
#include "base/base.h"

typedef bool check_fn(const char *value, size_t len, const char *argument);
struct check {
	const char *name, *about;
	check_fn *passes;
};
extern const struct check checks[]; /* ends with an empty row */
const struct check *check_named(const char *name); /* NULL if none */

/* The digits of a value without what stands between them. -1: more than room. */
int check_digits(const char *value, size_t len, char *digits, size_t room);

/* checks/number.c */
check_fn check_elfproef, check_rsin, check_anummer, check_onderwijsnummer, check_old_bank,
	check_luhn, check_postcode, check_count_digits, check_length, check_varied;
/* checks/iban.c */
check_fn check_mod97, check_btw;
/* checks/phone.c */
check_fn check_phone_nl;
/* checks/plate.c */
check_fn check_kenteken, check_document_number, check_mrz;
/* checks/date.c */
check_fn check_date, check_placeholder_date;
/* checks/network.c */
check_fn check_ipv4, check_ipv6, check_tld;
#endif
