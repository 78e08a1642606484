/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/tree_test.c - multiparts, nested messages, names and limits. */
#include <criterion/criterion.h>
#include <string.h>
#include "format/mail.h"
#include "told.h"

#define HEAD(type)                                                                                 \
	"From: jan@voorbeeld.nl\nSubject: x\nMIME-Version: 1.0\nContent-Type: " type "\n\n"
#define MIXED HEAD("multipart/mixed; boundary=b")

Test(tree, numbers_parts_as_sections)
{
	struct told t;

	TELL(&t,
	     MIXED "--b\nContent-Type: multipart/alternative; boundary=\"c d\"\n\n"
		   "--c d\n\nEen\n--c d\nContent-Type: text/html\n\n<p>Twee</p>\n--c d--\n"
		   "--b\nContent-Disposition: attachment; filename=\"nota.txt\"\n\nDrie\n--b--\n");
	cr_assert_str_eq(told_part(&t, "")->format, "eml");
	cr_assert_str_eq(told_text(&t, "1.1", CARRIER_BODY), "Een");
	cr_assert_str_eq(told_part(&t, "1.2")->format, "html");
	cr_assert_str_eq(told_text(&t, "2:nota.txt", CARRIER_BODY), "Drie");
	cr_assert_str_eq(told_text(&t, "", CARRIER_ATTACHMENT_NAME), "nota.txt\n");
	cr_assert_str_eq(told_part(&t, "")->lanes[CARRIER_ATTACHMENT_NAME].anchors.bytes,
			 "filename@0 ");
	cr_assert_eq(t.n, 4);
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(tree, reads_messages_inside)
{
	struct told t;

	TELL(&t, MIXED "--b\nContent-Type: message/rfc822\n\nFrom: piet@x\nSubject: binnen\n"
		       "Content-Type: multipart/mixed; boundary=b2\n\n--b2\n\nTekst\n--b2\n"
		       "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
		       "U3ViamVjdDogZGllcGVyCgpEaWVwCg==\n--b2--\n\n--b--\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "From: jan@voorbeeld.nl\nSubject: x\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_HEADER), "From: piet@x\nSubject: binnen\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Tekst");
	cr_assert_str_eq(told_text(&t, "1!2", CARRIER_HEADER), "Subject: dieper\n");
	cr_assert_str_eq(told_text(&t, "1!2!1", CARRIER_BODY), "Diep\n");
	cr_assert_eq(told_part(&t, "1")->documents, 0);
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(tree, reads_digests)
{
	struct told t;

	TELL(&t, HEAD("multipart/digest; boundary=b") "--b\n\nSubject: een\n\nTekst\n--b\n"
						      "Content-Type: text/plain\n\nPlat\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_HEADER), "Subject: een\n");
	cr_assert_str_eq(told_text(&t, "1!1", CARRIER_BODY), "Tekst");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Plat");
	told_free(&t);
}

Test(tree, finds_text_outside_parts)
{
	struct told t;

	TELL(&t, MIXED "Vooraf Gouda\n--b\n\nEen\n--b--\n\nAchteraf\nUtrecht\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HIDDEN), "Vooraf Gouda\n\nAchteraf\nUtrecht\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(tree, matches_boundaries_at_line_starts)
{
	struct told t;

	TELL(&t,
	     MIXED "--b \t\n\nniet --b\n--bijna\n--b-\n --b\n---b\n--b\r\n\r\nTwee\r\n--b-- \r\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "niet --b\n--bijna\n--b-\n --b\n---b");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Twee");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(tree, says_what_is_cut_off)
{
	struct told t;

	TELL(&t, MIXED "--b\n\nEen\n--b\n\nTwee\n");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Twee\n");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	cr_assert(told_reason(&t, "2", REASON_TRUNCATED));
	cr_assert(!told_part(&t, "1")->any_reason);
	told_free(&t);
	TELL(&t, MIXED "--b\nContent-Type: te");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	told_free(&t);
	TELL(&t, MIXED);
	cr_assert(told_any_reason(&t));
	told_free(&t);
}

Test(tree, reads_multiparts_without_parts)
{
	struct told t;

	TELL(&t, HEAD("multipart/mixed") "--b\n\nEen Gouda\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "--b\n\nEen Gouda\n--b--\n");
	cr_assert(told_reason(&t, "", REASON_CORRUPT));
	told_free(&t);
	TELL(&t, HEAD("multipart/mixed; boundary=fout") "--b\n\nEen Gouda\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "--b\n\nEen Gouda\n--b--\n");
	cr_assert(told_reason(&t, "", REASON_CORRUPT));
	told_free(&t);
	TELL(&t, HEAD("multipart/mixed; boundary=\"\"") "Gouda\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Gouda\n");
	told_free(&t);
}

Test(tree, ends_inner_parts_with_outer_ones)
{
	struct told t;

	TELL(&t, MIXED "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nBinnen\n"
		       "--b\n\nBuiten\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1.1", CARRIER_BODY), "Binnen");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Buiten");
	cr_assert(told_reason(&t, "", REASON_CORRUPT));
	told_free(&t);
	/* The header of a part runs into a boundary. */
	TELL(&t, MIXED "--b\nContent-Type: text/plain\n--b\n\nTwee\n--b--\n");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Twee");
	told_free(&t);
	/* One boundary begins as another does. */
	TELL(&t, MIXED "--b\nContent-Type: multipart/mixed; boundary=\"b--\"\n\n--b--\n\nBinnen\n"
		       "--b----\n--b--\nna\n");
	cr_assert_str_eq(told_text(&t, "1.1", CARRIER_BODY), "Binnen");
	told_free(&t);
}

Test(tree, undoes_transfer_encodings)
{
	struct told t;

	TELL(&t, MIXED
	     "--b\nContent-Transfer-Encoding: BASE64\n\nR291\nZGE=\n--b\n"
	     "Content-Transfer-Encoding: quoted-printable\n\nUtr=\nec=68t\n--b\n"
	     "Content-Transfer-Encoding: (x) 8bit\n\nEde\n--b\n"
	     "Content-Transfer-Encoding: x-zip\n\nTiel\n--b\n"
	     "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n%2&%L;&\\\n`\nend\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Gouda");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Utrecht");
	cr_assert_str_eq(told_text(&t, "3", CARRIER_BODY), "Ede");
	cr_assert_str_eq(told_text(&t, "4", CARRIER_BODY), "Tiel");
	cr_assert_str_eq(told_text(&t, "5", CARRIER_BODY), "Hallo");
	cr_assert(told_reason(&t, "4", REASON_UNSUPPORTED_METHOD));
	cr_assert(!told_part(&t, "5")->any_reason);
	told_free(&t);
}

Test(tree, tells_of_damaged_encodings)
{
	struct told t;

	TELL(&t, MIXED "--b\nContent-Transfer-Encoding: base64\n\nR29!1ZGE=\n--b\n"
		       "Content-Transfer-Encoding: base64\n\nR291ZG\n--b\n"
		       "Content-Transfer-Encoding: quoted-printable\n\na=zz\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Gouda");
	cr_assert(told_reason(&t, "1", REASON_CORRUPT));
	cr_assert(told_reason(&t, "2", REASON_TRUNCATED));
	cr_assert_str_eq(told_text(&t, "3", CARRIER_BODY), "a=zz");
	cr_assert(told_reason(&t, "3", REASON_CORRUPT));
	told_free(&t);
}

Test(tree, names_attachments)
{
	struct told t;

	TELL(&t, MIXED
	     "--b\nContent-Type: text/plain; name=\"type.txt\"\n"
	     "Content-Disposition: attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9.txt\n\n"
	     "x\n--b\nContent-Type: text/plain; name=\"=?utf-8?q?=C3=A9=C3=A9n!.txt?=\"\n"
	     "Content-Description: brief aan Jan Proef\n\nx\n--b--\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_ATTACHMENT_NAME),
			 "café.txt\ntype.txt\néén!.txt\n");
	cr_assert(told_has(&t, "1:café.txt"));
	cr_assert(told_has(&t, "2:één%21.txt"));
	cr_assert(strstr(told_text(&t, "", CARRIER_HEADER),
			 "Content-Description: brief aan Jan Proef\n"));
	told_free(&t);
}

Test(tree, holds_the_limits)
{
	struct limits limits = default_limits;
	struct buf b = {0};
	struct told t;

	limits.mime_depth = 3;
	limits.mime_parts = 8;
	buf_add_str(&b, HEAD("multipart/mixed; boundary=b0"));
	for (int i = 1; i < 6; i++)
		buf_add_format(&b, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i - 1,
			       i);
	buf_add_str(&b, "--b5\n\nDiep Gouda\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.limits = &limits});
	cr_assert(told_reason(&t, "", REASON_LIMIT_DEPTH));
	cr_assert(strstr(told_text(&t, "1.1.1", CARRIER_BODY), "Diep Gouda"));
	told_free(&t);
	buf_clear(&b);
	buf_add_str(&b, MIXED);
	for (int i = 1; i < 20; i++)
		buf_add_format(&b, "--b\n\nDeel %d\n", i);
	buf_add_str(&b, "--b--\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.limits = &limits});
	cr_assert(told_reason(&t, "", REASON_LIMIT_ENTRIES));
	cr_assert_str_eq(told_text(&t, "8", CARRIER_BODY), "Deel 8");
	cr_assert(strstr(told_text(&t, "9", CARRIER_BODY), "Deel 9\n--b\n\nDeel 10"));
	cr_assert(strstr(told_text(&t, "9", CARRIER_BODY), "Deel 19"));
	told_free(&t);
	buf_clear(&b);
	for (int i = 0; i < 6; i++)
		buf_add_str(&b, "Subject: x\nContent-Type: message/rfc822\n\n");
	buf_add_str(&b, "Subject: y\n\nDiep Gouda\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.limits = &limits, .format = &eml_format});
	cr_assert(told_reason(&t, "1!1!1", REASON_LIMIT_DEPTH));
	cr_assert(strstr(told_text(&t, "1!1!1!1", CARRIER_BODY), "Diep Gouda"));
	told_free(&t);
	buf_free(&b);
}

Test(tree, is_linear_in_boundaries)
{
	struct buf b = {0};
	struct told t;

	buf_add_str(&b, MIXED "--b\nContent-Type: multipart/mixed; boundary=x0\n\n");
	for (int i = 1; i < 50000; i++)
		buf_add_format(&b, "--x%d\nContent-Type: multipart/mixed; boundary=x%d\n\n", i - 1,
			       i);
	buf_add_str(&b, "--b\n\nBuiten\n--b--\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.block = 0});
	cr_assert(told_reason(&t, "", REASON_LIMIT_DEPTH));
	cr_assert_str_eq(told_text(&t, "2", CARRIER_BODY), "Buiten");
	told_free(&t);
	/* Side by side, each with a boundary of its own. */
	buf_clear(&b);
	buf_add_str(&b, MIXED);
	for (int i = 1; i < 9000; i++)
		buf_add_format(
		    &b,
		    "--b\nContent-Type: multipart/mixed; boundary=x%d\n\n--x%d\n\nT%d\n--x%d--\n",
		    i, i, i, i);
	buf_add_str(&b, "--b--\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.block = 0});
	cr_assert_str_eq(told_text(&t, "8999.1", CARRIER_BODY), "T8999");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	buf_free(&b);
}

Test(tree, tells_of_encrypted_parts)
{
	struct told t;

	TELL(
	    &t,
	    HEAD(
		"multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"") "--"
											   "b\nCont"
											   "ent-"
											   "Type: "
											   "applica"
											   "tion/"
											   "pgp-"
											   "encrypt"
											   "ed\n\nV"
											   "ersion:"
											   " 1\n\n-"
											   "-b\n"
											   "Content"
											   "-Type: "
											   "applica"
											   "tion/"
											   "octet-"
											   "stream"
											   "\n\n---"
											   "--"
											   "BEGIN "
											   "PGP "
											   "MESSAGE"
											   "-----"
											   "\n\nhQE"
											   "M\n"
											   "-----"
											   "END "
											   "PGP "
											   "MESSAGE"
											   "-----"
											   "\n\n--"
											   "b--\n");
	cr_assert(told_reason(&t, "", REASON_ENCRYPTED));
	cr_assert(told_reason(&t, "2", REASON_ENCRYPTED));
	told_free(&t);
	TELL(&t, HEAD("text/plain") "Hallo\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n"
				    "-----END PGP MESSAGE-----\nGroet\n");
	cr_assert(told_reason(&t, "1", REASON_ENCRYPTED));
	cr_assert(strstr(told_text(&t, "1", CARRIER_BODY), "Groet\n"));
	told_free(&t);
	TELL(&t, HEAD("multipart/signed; boundary=b") "--b\n\nGetekend\n--b\n"
						      "Content-Type: application/pgp-signature\n\n"
						      "-----BEGIN PGP SIGNATURE-----\n\n-----END "
						      "PGP SIGNATURE-----\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Getekend");
	told_free(&t);
}

Test(tree, reads_reports_and_odd_types)
{
	struct told t;

	TELL(&t,
	     HEAD("multipart/report; boundary=b") "--b\nContent-Type: message/delivery-status\n\n"
						  "Final-Recipient: rfc822; jan@x\n--b\n"
						  "Content-Type: text/rfc822-headers\n\nSubject: "
						  "=?utf-8?q?caf=C3=A9?=\n--b\n"
						  "Content-Type: text/enriched\n\n<bold>Jan</bold> "
						  "<<b> "
						  "<param>red</param>Proef\n--b\n"
						  "Content-Type: message/partial; number=1; "
						  "id=x\n\nstuk\n--b\n"
						  "Content-Type: text\n\nkaal\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Final-Recipient: rfc822; jan@x");
	cr_assert_str_eq(told_text(&t, "2", CARRIER_HEADER), "Subject: café\n");
	cr_assert_str_eq(told_text(&t, "3", CARRIER_BODY), "Jan <b> Proef");
	cr_assert_str_eq(told_text(&t, "4", CARRIER_BODY), "stuk");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	cr_assert_str_eq(told_text(&t, "5", CARRIER_BODY), "kaal");
	told_free(&t);
}

Test(tree, recognises_mail_by_its_fields)
{
	static const char *const mails[] = {
	    HEAD("text/plain") "x",
	    "Received: from x\n\tby y\n\nx\n",
	    "Return-Path: <x>\nX-Y: z\n\nx",
	    "From: a\nSubject: b\n\n",
	    "From a@b Thu Jan 1 1:00:00 1998\nDate: x\nTo: y\n\nx",
	    "\xEF\xBB\xBFSubject: a\r\nTo: b\r\n\r\nx",
	};
	static const char *const others[] = {
	    "Van: Jan\nVerzonden: nu\nAan: Piet\nOnderwerp: x\n\nHallo\n",
	    "Subject: x\n\nHallo\n",
	    "Beste Jan,\n\nFrom: x\nTo: y\n",
	    "naam;plaats\nJan;Gouda\n",
	    "To: be or not to be\n",
	    "http://x\nftp://y\n",
	};
	struct told t;

	for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
		tell(&t, mails[i], strlen(mails[i]), &(struct told_how) {.block = 0});
		const char *format = told_part(&t, "")->format;
		cr_expect(!strcmp(format, "eml") || !strcmp(format, "mbox"), "%s: %s", mails[i],
			  format);
		told_free(&t);
	}
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		tell(&t, others[i], strlen(others[i]), &(struct told_how) {.block = 0});
		cr_expect_str_neq(told_part(&t, "")->format, "eml", "%s", others[i]);
		told_free(&t);
	}
	tell(&t, "Subject: x\n\nHallo\n", 18, &(struct told_how) {.file_name = "x.eml"});
	cr_expect_str_eq(told_part(&t, "")->format, "eml");
	told_free(&t);
}
