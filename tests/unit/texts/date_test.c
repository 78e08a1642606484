/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/texts/date_test.c - dates as mail and office files write them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "format/date.h"

static int64_t mail(const char *s)
{
	int64_t when = -1;

	cr_assert(date_of_mail(s, strlen(s), &when), "%s", s);
	return when;
}

static int64_t iso(const char *s)
{
	int64_t when = -1;

	cr_assert(date_of_iso(s, strlen(s), &when), "%s", s);
	return when;
}

Test(date, reads_what_mail_writes)
{
	cr_assert_eq(mail("Tue, 13 Mar 2018 10:02:11 +0100"), 1520931731);
	cr_assert_eq(mail("  tue,13 mar 2018 09:02:11 GMT"), 1520931731);
	cr_assert_eq(mail("13 Mar 18 10:02:11 +01:00 (CET (winter))"), 1520931731);
	cr_assert_eq(mail("Tue (Mardi), 13 March 2018 04:02:11 EST"), 1520931731);
	cr_assert_eq(mail("Thursday, 29-Feb-96 12:00 +0000"), 825595200);
	cr_assert_eq(mail("1 Jan 1970 00:00:00 +0000"), 0);
	cr_assert_eq(mail("31 Dec 99 23:59:60 -0000"), 946684800);
}

Test(date, reads_what_office_files_write)
{
	cr_assert_eq(iso("2018-03-13T09:02:11Z"), 1520931731);
	cr_assert_eq(iso("2018-03-13T10:02:11.123456789012+01:00"), 1520931731);
	cr_assert_eq(iso("2018-03-13"), 1520899200);
	cr_assert_eq(iso(" 2000-02-29T00:00"), 951782400);
}

Test(date, takes_nothing_else_for_a_date)
{
	static const char *const none[] = {
		"", "gisteren", "Tue, 32 Mar 2018 10:02:11 +0100", "29 Feb 2018 10:00 +0100",
		"13 Maart", "13 Mar 2018", "13 Mar 2018 25:00", "13 Mar 12 ", "13 Mar 0018 10:00",
		"13 Mar 2018 10:", "(13 Mar 2018 10:02", "99999999999999999999",
	};
	int64_t when;

	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		cr_assert(!date_of_mail(none[i], strlen(none[i]), &when), "%s", none[i]);
		cr_assert(!date_of_iso(none[i], strlen(none[i]), &when), "%s", none[i]);
	}
	cr_assert(!date_of_iso("2018-02-29", 10, &when));
	cr_assert(!date_of_iso("2018-13-01", 10, &when));
	cr_assert(!date_of_iso("2201-01-01", 10, &when));
}

Test(date, stays_inside_its_bytes)
{
	static const char text[] = "Tue, 13 Mar 2018 10:02:11 +0100 (CET)";
	int64_t when;

	for (size_t n = 0; n < sizeof(text); n++) {
		char *copy = xcalloc(1, n ? n : 1);

		memcpy(copy, text, n);
		date_of_mail(copy, n, &when);
		date_of_iso(copy, n, &when);
		free(copy);
	}
}
