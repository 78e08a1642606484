/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/mbox_test.c - where messages of a mailbox begin and end. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "format/mail.h"
#include "format/mbox.h"
#include "told.h"

#define FROM "From jan@voorbeeld.nl Thu Jan  1 10:00:00 2015\n"

static size_t separator(const char *text)
{
	return mbox_separator((const uint8_t *)text, strlen(text));
}

Test(mbox, knows_separators)
{
	static const char *const good[] = {
	    FROM "From: x\n",
	    "From - Wed Jan 07 09:12:33 2015\nX-Mozilla-Status: 0001\n",
	    "From MAILER-DAEMON Fri Jul  8 12:08:34 2011\nReceived: x\n",
	    "From a@b Thu Nov 24 18:22 EST 1986 remote from c\nTo: x\n",
	    "From 1234@xxx Tue Jan 02 03:04:05 +0000 2018\nX-GM-THRID: 1\n",
	    "From \"a b\"@c Thu Jan  1 10:00:00 2015\r\nFrom: x\r\n",
	    "From ???@??? Thu Jan 1 1:00:00 1998\nDate: x\n",
	    "From a@b 2015-01-01T10:00:00Z\nSubject: x\n",
	    FROM ">From b@c Thu Jan 1 10:00:00 2015\nTo: x\n",
	};
	static const char *const bad[] = {
	    "From these days on all is well.\nTo: x\n",
	    "From jan@voorbeeld.nl Thu Jan  1 10:00:00 2015",
	    FROM,
	    FROM "\nFrom: x\n",
	    FROM "no header here\n",
	    "From jan in May 2015\nDate: x\n",
	    "from jan@voorbeeld.nl Thu Jan  1 10:00:00 2015\nTo: x\n",
	    "From: jan Thu Jan  1 10:00:00 2015\nTo: x\n",
	    "",
	};

	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		cr_assert_eq(separator(good[i]), (size_t)(strchr(good[i], '\n') - good[i]) + 1,
			     "%s", good[i]);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		cr_assert_eq(separator(bad[i]), 0, "%s", bad[i]);
}

Test(mbox, splits_at_separators_only)
{
	struct told t;

	TELL(&t, FROM "Subject: een\n\nHallo.\n\nFrom these days on all is well.\n"
		      "From jan@voorbeeld.nl Thu Jan  1 10:00:00 2015\nTo: midden in de tekst\n\n"
		      "Slot.\n\n" FROM "Subject: twee\n\nDag.\n");
	cr_assert_str_eq(told_part(&t, "")->format, "mbox");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_HEADER), "Subject: een\n");
	cr_assert_str_eq(
	    told_text(&t, "1!1", CARRIER_BODY),
	    "Hallo.\n\nFrom these days on all is well.\n"
	    "From jan@voorbeeld.nl Thu Jan  1 10:00:00 2015\nTo: midden in de tekst\n\n"
	    "Slot.\n");
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Dag.\n");
	cr_assert_eq(told_part(&t, "1")->documents, 1);
	cr_assert_eq(told_part(&t, "1!1")->documents, 0);
	cr_assert(!told_has(&t, "3"));
	cr_assert(!told_any_reason(&t));
	/* The sum closes: two messages, two separators, one blank line before the second. */
	cr_assert_eq(told_part(&t, "1")->bytes + told_part(&t, "2")->bytes + 2 * strlen(FROM) + 1,
		     told_part(&t, "")->bytes);
	told_free(&t);
}

Test(mbox, an_error_behind_a_message_is_not_its_own)
{
	static const char box[] = FROM "Subject: een\n\nHallo.\n\n" FROM "Subject: twee\n\nDag.\n\n"
				  FROM "Subject: drie\n\nSlot.\n";
	struct told t;

	tell(&t, box, sizeof(box) - 1, &(struct told_how){ .fails = true });
	cr_assert(told_reason(&t, "", REASON_IO_ERROR));
	cr_assert(told_reason(&t, "3", REASON_IO_ERROR));
	cr_assert_str_eq(told_text(&t, "3!1", CARRIER_BODY), "Slot.\n");
	for (unsigned n = 1; n <= 2; n++) {
		char part[8];

		snprintf(part, sizeof(part), "%u", n);
		cr_assert(!told_part(&t, part)->any_reason);
		snprintf(part, sizeof(part), "%u!1", n);
		cr_assert(!told_part(&t, part)->any_reason);
	}
	told_free(&t);
}

Test(mbox, takes_crlf_and_mixed_line_ends)
{
	struct told t;

	TELL(&t, "From a Thu Jan  1 10:00:00 2015\r\nSubject: een\r\n\r\nHallo.\r\n\r\n"
		 "From b Thu Jan  1 10:00:00 2015\nSubject: twee\n\nDag.\r\n\n"
		 "From c Thu Jan  1 10:00:00 2015\r\nSubject: drie\r\n\nNu.\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Hallo.\n");
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Dag.\n");
	cr_assert_str_eq(told_text(&t, "3!1", CARRIER_BODY), "Nu.\n");
	told_free(&t);
}

Test(mbox, drops_one_mark_before_from)
{
	struct told t;

	TELL(&t,
	     FROM "Subject: x\n\n>From een\n>>From twee\n>>>From drie\n> From vier\n>Fromage\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "From een\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_QUOTED),
			 "From twee\n\nFrom drie\n\nFrom vier\nFromage\n");
	told_free(&t);
}

Test(mbox, believes_a_length_that_lands)
{
	struct told t;

	/* The body holds a whole separator: only the length tells that it is text. */
	TELL(&t, FROM "Subject: een\nContent-Length: 74\n\nZie:\n\n" FROM "Subject: oud\n\nTekst.\n"
		      "\n" FROM "Subject: twee\n\nDag.\n");
	cr_assert(!told_has(&t, "3"));
	cr_assert(strstr(told_text(&t, "1!1", CARRIER_BODY), "Subject: oud\n\nTekst.\n"));
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Dag.\n");
	told_free(&t);
	/* Where it lands no blank line is needed. */
	TELL(&t, FROM "Subject: een\nContent-Length: 7\n\nHallo.\n" FROM "Subject: twee\n\nDag.\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Hallo.\n");
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Dag.\n");
	told_free(&t);
}

Test(mbox, ignores_a_length_that_lies)
{
	static const char *const lengths[] = {"0",  "3", "50", "9999999", "999999999999999999",
					      "-1", "x"};

	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		struct buf b = {0};
		struct told t;

		buf_add_format(&b,
			       FROM "Subject: een\nContent-Length: %s\n\nHallo.\n\n" FROM
				    "Subject: twee\n\nDag.\n",
			       lengths[i]);
		tell(&t, b.bytes, b.len, &(struct told_how) {.block = 0});
		cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Hallo.\n", "%s", lengths[i]);
		cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Dag.\n");
		tell_all_blocks(b.bytes, b.len, &(struct told_how) {.block = 0});
		told_free(&t);
		buf_free(&b);
	}
}

Test(mbox, reads_junk_before_the_first_separator)
{
	struct told t;

	TELL_WITH(&t, "rest van een bericht\nmet Gouda erin\n\n" FROM "Subject: een\n\nHallo.\n",
		  .file_name = "post.mbox");
	cr_assert_str_eq(told_part(&t, "")->format, "mbox");
	cr_assert_str_eq(told_text(&t, "0", CARRIER_BODY),
			 "rest van een bericht\nmet Gouda erin\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Hallo.\n");
	told_free(&t);
}

Test(mbox, streams_many_messages_in_little_memory)
{
	struct buf b = {0};
	struct told t;

	for (int i = 0; i < 3000; i++)
		buf_add_format(&b, FROM "From: x@y\nSubject: %d\n\nTekst %d.\n\n", i, i);
	tell(&t, b.bytes, b.len, &(struct told_how) {.block = 4096});
	cr_assert_eq(t.n, 6001);
	cr_assert_str_eq(told_text(&t, "3000!1", CARRIER_BODY), "Tekst 2999.\n\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	buf_free(&b);
}
