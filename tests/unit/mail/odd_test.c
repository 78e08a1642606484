/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/odd_test.c - mails as real mailers make them: broken, unusual, in any charset. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include "told.h"

#define MIXED                                                                                      \
	"From: jan@voorbeeld.nl\nSubject: x\nMIME-Version: 1.0\n"                                  \
	"Content-Type: multipart/mixed; boundary=b\n\n"

Test(odd, closes_at_a_boundary_with_junk)
{
	struct told t;

	TELL(&t, MIXED "--b\nContent-Transfer-Encoding: base64\n\nR291ZGE=\n--b-->\nNa\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Gouda");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HIDDEN), "Na\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(odd, reads_what_calls_itself_base64)
{
	struct told t;

	TELL(&t, MIXED "--b\nContent-Transfer-Encoding: base64\n\nBeste Jan, zo gaat dat niet.\n"
		       "--b\nContent-Transfer-Encoding: base64\n\nR291ZGE=\n"
		       "_________________\nlijst mailing list\n--b\n"
		       "Content-Transfer-Encoding: base64\n\nSmFu IHdv b250 IGlu IEdv dWRh Lg==\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Beste Jan, zo gaat dat niet.");
	cr_assert(told_reason(&t, "1", REASON_CORRUPT));
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Gouda_________________\nlijst mailing list");
	cr_assert(told_reason(&t, "2", REASON_CORRUPT));
	cr_assert_str_eq(told_text(&t, "3", CARRIER_BODY), "Jan woont in Gouda.");
	cr_assert(!told_reason(&t, "3", REASON_CORRUPT));
	told_free(&t);
}

Test(odd, begins_behind_blank_lines_and_marks)
{
	struct told t;

	TELL(&t, "\r\n \r\nFrom: jan@voorbeeld.nl\r\nSubject: x\r\n\r\nTekst\r\n");
	cr_assert_str_eq(told_part(&t, "")->format, "eml");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Tekst\n");
	told_free(&t);
	TELL(&t, "\xEF\xBB\xBF" "From: jan@voorbeeld.nl\nSubject: x\n\nTekst\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "From: jan@voorbeeld.nl\nSubject: x\n");
	told_free(&t);
	TELL(&t, ">From jan@voorbeeld.nl Fri Jul  8 12:08:34 2011\nFrom: jan@voorbeeld.nl\n"
		 "Subject: x\n\nTekst\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Tekst\n");
	told_free(&t);
	TELL_WITH(&t, "\n\nZomaar een tekst, zonder kop.\n", .file_name = "brief.eml");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "\n\nZomaar een tekst, zonder kop.\n");
	told_free(&t);
}

/* A journal report: who got it, also those in Bcc, and the message itself. */
Test(odd, reads_journal_reports)
{
	struct told t;

	TELL(&t, "From: journal@voorbeeld.nl\nTo: archief@voorbeeld.nl\nX-MS-Journal-Report:\n"
		 "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
		 "Sender: jan@voorbeeld.nl\nRecipient: sara@voorbeeld.nl\nBcc: piet@voorbeeld.nl\n"
		 "--b\nContent-Type: message/rfc822\n\nFrom: jan@voorbeeld.nl\nSubject: zaak\n\nTekst\n"
		 "--b--\n");
	cr_assert(strstr(told_text(&t, "1", CARRIER_BODY), "Bcc: piet@voorbeeld.nl"));
	cr_assert_str_eq(told_text(&t, "2", CARRIER_HEADER), "From: jan@voorbeeld.nl\nSubject: zaak\n");
	cr_assert_str_eq(told_text(&t, "2!1", CARRIER_BODY), "Tekst");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(odd, reads_text_in_charsets_of_mail)
{
	static const struct {
		const char *charset, *bytes, *text;
	} cases[] = {
		{"koi8-r", "\xF2\xD5\xD3", "Рус"},
		{"gb18030", "\xD6\xD0\xCE\xC4", "中文"},
		{"iso-2022-jp", "\x1b$BF|K\\\x1b(B", "日本"},
		{"utf-7", "Zo+AOs- Proef", "Zoë Proef"},
		{"iso-8859-9", "\xDE" "ahin", "Şahin"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct told_how how = {.block = 0};
		struct told t;
		char mail[400];
		int n = snprintf(mail, sizeof(mail),
				 "From: jan@voorbeeld.nl\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
				 "--b\nContent-Type: text/plain; charset=%s\n\n%s\n--b\n"
				 "Content-Type: text/plain; charset=%s; name=nota.txt\n\n%s\n--b--\n",
				 cases[i].charset, cases[i].bytes, cases[i].charset, cases[i].bytes);

		tell(&t, mail, (size_t)n, &how);
		cr_expect_str_eq(told_text(&t, "1", CARRIER_BODY), cases[i].text);
		cr_expect_str_eq(told_text(&t, "2:nota.txt", CARRIER_BODY), cases[i].text);
		cr_expect(!told_any_reason(&t), "%s", cases[i].charset);
		told_free(&t);
		tell_all_blocks(mail, (size_t)n, &how);
	}
}

/* A file of a Maildir has no ending, one of MH is a number; both are told by their fields. */
Test(odd, reads_files_of_maildir_and_mh)
{
	static const char *const names[] = {"1382298775.002978:2,S", "17"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct told t;

		TELL_WITH(&t, "From: jan@voorbeeld.nl\nSubject: x\n\nTekst\n", .file_name = names[i]);
		cr_assert_str_eq(told_part(&t, "")->format, "eml");
		told_free(&t);
	}
}

/* The first piece of a message sent in pieces has its header. */
Test(odd, reads_the_first_piece_of_a_message)
{
	struct told t;

	TELL(&t, "From: jan@voorbeeld.nl\nSubject: x\nContent-Type: message/partial; number=1; id=a\n\n"
		 "From: sara@voorbeeld.nl\nSubject: zaak\nMIME-Version: 1.0\n"
		 "Content-Transfer-Encoding: base64\n\nR291ZGE=\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_HEADER),
			 "From: sara@voorbeeld.nl\nSubject: zaak\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Gouda");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	told_free(&t);
}
