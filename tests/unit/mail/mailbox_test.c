/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/mailbox_test.c - mailboxes that are no mbox: MMDF, Babyl, and messages of Apple Mail. */
#include <criterion/criterion.h>
#include <string.h>
#include "told.h"

Test(mailbox, reads_mmdf)
{
	struct told t;

	TELL(&t, "\1\1\1\1\nFrom: jan@voorbeeld.nl\nSubject: x\n\nEen\n\1\1\1\1\n"
		 "\1\1\1\1\nFrom: piet@voorbeeld.nl\nSubject: y\n\nTwee\nFrom hier\n\1\1\1\1\n");
	cr_assert_str_eq(told_part(&t, "")->format, "mmdf");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Een\n");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_HEADER), "From: piet@voorbeeld.nl\nSubject: y\n");
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Twee\nFrom hier\n");
	cr_assert_eq(told_part(&t, "2")->documents, 1);
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(mailbox, reads_babyl)
{
	struct told t;

	TELL(&t, "BABYL OPTIONS: -*- rmail -*-\nVersion: 5\nLabels: zaak-Proef\n\x1f\f\n"
		 "1, answered,, zaak,\nReceived: from x\nFrom: jan@voorbeeld.nl\nSubject: een\n"
		 "Content-Transfer-Encoding: quoted-printable\n\n*** EOOH ***\n"
		 "From: jan@voorbeeld.nl\nSubject: een\n\nGou=64a\n\x1f\f\n"
		 "0, unseen,,\n*** EOOH ***\nFrom: piet@voorbeeld.nl\nSubject: twee\n\nUtrecht\n\x1f");
	cr_assert_str_eq(told_part(&t, "")->format, "babyl");
	cr_assert(strstr(told_text(&t, "0", CARRIER_BODY), "zaak-Proef"));
	cr_assert_str_eq(told_text(&t, "1", CARRIER_HEADER),
			 "Received: from x\nFrom: jan@voorbeeld.nl\nSubject: een\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Gouda\n");
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Utrecht\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

#define APPLE "From: jan@voorbeeld.nl\nSubject: x\n\nTekst\n"
Test(mailbox, reads_messages_of_apple_mail)
{
	struct told t;

	TELL(&t, "41        \n" APPLE "<?xml version=\"1.0\"?>\n<plist><string>Sara</string></plist>\n");
	cr_assert_str_eq(told_part(&t, "")->format, "emlx");
	cr_assert_str_eq(told_text(&t, "message", CARRIER_HEADER),
			 "From: jan@voorbeeld.nl\nSubject: x\n");
	cr_assert_str_eq(told_text(&t, "message!1", CARRIER_BODY), "Tekst\n");
	cr_assert(strstr(told_text(&t, "flags", CARRIER_BODY), "Sara"));
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	TELL(&t, "40\n" APPLE "<?xml version=\"1.0\"?>\n<plist/>\n");
	cr_assert(told_reason(&t, "", REASON_CORRUPT));
	told_free(&t);
	TELL(&t, "50\n" APPLE);
	cr_assert_str_eq(told_text(&t, "message!1", CARRIER_BODY), "Tekst\n");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	told_free(&t);
}
