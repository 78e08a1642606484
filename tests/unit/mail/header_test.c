/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/header_test.c - fields, encoded words, parameters. */
#include <criterion/criterion.h>
#include <string.h>
#include "format/header.h"
#include "format/mail.h"
#include "told.h"

static const char *decode(struct arena *a, const char *raw)
{
	struct header_text *t = header_text_new(a);

	header_decode(t, a, raw, strlen(raw), 0);
	return t->utf8.len ? t->utf8.bytes : "";
}

Test(header, decodes_words)
{
	static const char *const cases[][2] = {
	    {"Hallo", "Hallo"},
	    {"=?utf-8?q?caf=C3=A9?= in Gouda", "café in Gouda"},
	    {"=?ISO-8859-1?Q?caf=E9?=", "café"},
	    {"=?utf-8*nl?B?Y2Fmw6k=?=", "café"},
	    {"=?utf-8?q?a?= =?utf-8?q?b?=", "ab"},
	    {"=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"},
	    {"=?utf-8?q?a?= =?iso-8859-1?q?=E9?=", "aé"},
	    {"=?utf-8?q?a_?= =?utf-8?q?b?= c", "a b c"},
	    {"=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"},
	    {"\"=?utf-8?q?Jan?=\" <j@x>", "\"Jan\" <j@x>"},
	    {"(=?utf-8?q?Jan?=)", "(Jan)"},
	    {"a=?utf-8?q?b?=c", "abc"},
	    {"=?utf-8?q?open", "=?utf-8?q?open"},
	    {"=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
	    {"=?utf-8?B?a*b?=", "=?utf-8?B?a*b?="},
	    {"=?utf-8?q?=?=", "="},
	    {"=?=?=?", "=?=?=?"},
	    {"=?utf-8?q?a?= =?utf-8?B?*?=", "a =?utf-8?B?*?="},
	    {"caf\xC3\xA9", "café"},
	    {"caf\xE9 x", "café x"},
	    {"een\r\n\ttwee\r\n  drie", "een twee drie"},
	    {"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"},
	    {"=?utf-8?q?een=0D=0Atwee?=", "een  twee"},
	    {"", ""},
	};
	AUTO(arena) a = arena_new(1 << 20);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		cr_expect_str_eq(decode(a, cases[i][0]), cases[i][1], "%s", cases[i][0]);
}

Test(header, stays_linear)
{
	static const char *const units[] = {
	    "=?a?q?", "=?a?b?x", "=?",	      "?=", "=?a?q?b?= ", "= ", "=?a?q?x?= =?b?q?y?= ",
	    "\xE9 ",  "(",	 "=?a?B?*?= "};
	AUTO(arena) a = arena_new(64 << 20);

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		struct buf b = {0};

		while (b.len < HEADER_FIELD_MAX)
			buf_add_str(&b, units[i]);
		cr_assert(strlen(decode(a, b.bytes)) > 0);
		char *unused = header_param(a, b.bytes, b.len, "name", NULL);
		cr_assert_null(unused);
		buf_free(&b);
	}
}

static const char *param(struct arena *a, const char *raw, const char *name)
{
	const char *value = header_param(a, raw, strlen(raw), name, NULL);

	return value ? value : "(none)";
}

Test(header, reads_parameters)
{
	static const char *const cases[][2] = {
	    {"text/plain; name=nota.txt", "nota.txt"},
	    {"text/plain; name=\"een nota.txt\"; x=y", "een nota.txt"},
	    {"text/plain;\r\n\tNAME = \"nota.txt\"", "nota.txt"},
	    {"text/plain; x=\";name=fout\"; name=goed", "goed"},
	    {"text/plain; name=\"a \\\"b\\\" c\"", "a \"b\" c"},
	    {"text/plain; name=\"C:\\map\\nota.txt\"", "C:\\map\\nota.txt"},
	    {"text/plain; name=een nota.txt ; x=y", "een nota.txt"},
	    {"text/plain; name=\"=?utf-8?q?caf=C3=A9?=.txt\"", "café.txt"},
	    {"text/plain; name==?utf-8?q?caf=C3=A9?=", "café"},
	    {"text/plain; name*=utf-8''caf%C3%A9.txt", "café.txt"},
	    {"text/plain; name*=iso-8859-1'nl'caf%E9.txt", "café.txt"},
	    {"text/plain; name=x; name*=utf-8''y", "y"},
	    {"text/plain; name*0=\"een \"; name*1=\"nota\"; name*2=.txt", "een nota.txt"},
	    {"text/plain; name*1*=%A9.txt; name*0*=utf-8''caf%C3", "café.txt"},
	    {"text/plain; name*0*=utf-8''a%20; name*1=\"b%20c\"", "a b%20c"},
	    {"text/plain; name*2=c; name*0=a; name*9999999999=x", "a"},
	    {"text/plain; name=\"caf\xE9.txt\"", "café.txt"},
	    {"text/plain (komma; name=fout); name=goed", "goed"},
	    {"text/plain; (comment) name (x) = (y) goed", "goed"},
	    {"text/plain; name=\"nooit dicht", "nooit dicht"},
	    {"text/plain; name=", ""},
	    {"text/plain; naam=x", "(none)"},
	    {"text/plain; name", "(none)"},
	    {"name=x", "(none)"},
	    {"", "(none)"},
	};
	AUTO(arena) a = arena_new(1 << 20);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		cr_expect_str_eq(param(a, cases[i][0], "name"), cases[i][1], "%s", cases[i][0]);
	cr_assert_str_eq(header_token(a, " (x) Text/PLAIN ; a=b", 21), "text/plain");
	cr_assert_str_eq(header_token(a, "\"base64\"", 8), "base64");
	cr_assert_str_eq(header_token(a, "", 0), "");
}

Test(header, puts_out_what_is_text)
{
	struct told t;

	TELL_WITH(&t,
		  "Received: from x by y;\r\n\tThu, 1 Jan 2015\r\nMessage-ID: <1@x>\r\n"
		  "X-Spam-Report: score=5\r\nFrom: =?utf-8?q?Jan_Proef?= <jan@x>\r\nX-Afdeling: "
		  "caf\xC3\xA9\r\n"
		  "DKIM-Signature: v=1; d=x\r\nSubject: een twee\r\nX-Nummer: "
		  "=?utf-8?q?x?=\r\nCc:\r\n\r\nHallo\r\n",
		  .word = "twee");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER),
			 "Received: from x by y; Thu, 1 Jan 2015\nFrom: Jan Proef <jan@x>\n"
			 "X-Afdeling: café\nSubject: een twee\nX-Nummer: x\n");
	cr_assert_str_eq(told_part(&t, "")->lanes[CARRIER_HEADER].anchors.bytes,
			 "Received@0 From@39 X-Afdeling@63 Subject@81 X-Nummer@99 ");
	cr_assert(t.exact);
	cr_assert_eq(t.length, 4);
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Hallo\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

static void expect_source(const char *mail, const char *word, const char *source)
{
	struct told_how how = {.word = word, .format = &eml_format};
	struct told t;

	tell(&t, mail, strlen(mail), &how);
	cr_expect_eq(t.exact, source != NULL, "%s in %s", word, mail);
	if (source) {
		cr_expect_eq(t.offset, (uint64_t)(strstr(mail, source) - mail), "%s: at %lu", word, t.offset);
		cr_expect_eq(t.length, strlen(source), "%s: %lu long", word, t.length);
	}
	told_free(&t);
	tell_all_blocks(mail, strlen(mail), &how);
}

Test(header, maps_words)
{
	static const char q[] = "Received: x\nSubject: zie =?utf-8?q?Jos=C3=A9_de_Proef?= hier\n\nx\n";
	static const char b[] = "Received: x\nSubject: zie =?utf-8?b?Sm9zw6kgUHJvZWY=?=\n hier\n\nx\n";
	static const char two[] = "Subject: =?utf-8?q?van_Jos=C3?= =?utf-8?q?=A9_Proef?=\n\nx\n";

	expect_source(q, "José", "Jos=C3=A9");
	expect_source(q, "José de Proef", "Jos=C3=A9_de_Proef");
	expect_source(q, "zie José", "zie =?utf-8?q?Jos=C3=A9");
	expect_source(q, "Proef hier", "Proef?= hier");
	expect_source(b, "José Proef", "=?utf-8?b?Sm9zw6kgUHJvZWY=?=");
	expect_source(b, "José", NULL);
	expect_source(two, "José Proef", "Jos=C3?= =?utf-8?q?=A9_Proef");
	expect_source("Subject: =?utf-8?b?PSBHb3VkYQ==?=\n\nx\n", "Gouda", NULL); /* "= Gouda" */
	expect_source("Subject: over J\xF6rn Reder\n\nx\n", "Jörn", "J\xF6rn");
	expect_source("Subject: =?iso-2022-jp?b?GyRCRnxLXBsoQg==?= x\n\nx\n", "日本",
		      "=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=");
}

Test(header, reads_a_body_behind_any_header)
{
	struct told t;

	/* No blank line, no header at all, only a header, \r alone, NULs. */
	TELL_WITH(&t, "Subject: een\nTo: x\nGeen kop meer\nHallo\n", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Geen kop meer\nHallo\n");
	told_free(&t);
	TELL_WITH(&t, "Geen kop\nHallo\n", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Geen kop\nHallo\n");
	told_free(&t);
	TELL_WITH(&t, "From these people I heard\nnothing\n", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "From these people I heard\nnothing\n");
	told_free(&t);
	TELL_WITH(&t, "Subject: een\n", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "Subject: een\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	TELL_WITH(&t, "Subject: een", .format = &eml_format);
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	told_free(&t);
	TELL_WITH(&t, "Subject: een\rTo: x\r\rHallo\rdaar\r", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "Subject: een\nTo: x\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Hallo\ndaar\n");
	told_free(&t);
	TELL_WITH(&t, "Subject: e\0en\nX\0Y: z\n\nHallo\n", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "Subject: e en\n");
	told_free(&t);
	TELL_WITH(&t, "\n\nHallo\n", .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "\nHallo\n");
	told_free(&t);
	TELL_WITH(&t, ">From a@b Thu Jan 1 10:00:00 2015\nSubject: een\n\nHallo\n",
		  .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "Subject: een\n");
	told_free(&t);
}

Test(header, takes_very_long_fields)
{
	struct buf b = {0};
	struct told t;

	buf_add_str(&b, "Subject: begin ");
	while (b.len < 3 << 20)
		buf_add_str(&b, "lang woord ");
	buf_add_str(&b, "Gouda\nTo: jan@x\n\nHallo\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.format = &eml_format, .block = 5000});
	cr_assert(strstr(told_text(&t, "", CARRIER_HEADER), "lang woord Gouda\nTo: jan@x\n"));
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Hallo\n");
	cr_assert(told_reason(&t, "", REASON_LIMIT_HEADERS));
	told_free(&t);
	buf_free(&b);
}

Test(header, reads_the_body_behind_a_block_past_the_limit)
{
	struct limits limits = default_limits;
	struct buf b = {0};
	struct told t;

	limits.header_bytes = 4000;
	for (int i = 0; i < 300; i++)
		buf_add_format(&b, "To: persoon %d <p%d@x>\n", i, i);
	buf_add_str(&b, "\nHallo\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.format = &eml_format, .limits = &limits});
	cr_assert(strstr(told_text(&t, "", CARRIER_HEADER), "persoon 299"));
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Hallo\n");
	cr_assert(told_reason(&t, "", REASON_LIMIT_HEADERS));
	tell_all_blocks(b.bytes, b.len,
			&(struct told_how) {.format = &eml_format, .limits = &limits});
	told_free(&t);
	buf_free(&b);
}

Test(header, takes_a_multitude_of_fields)
{
	struct buf b = {0};
	struct told t;

	for (int i = 0; i < 300000; i++)
		buf_add_format(&b, "To: p%d@x\nX-Y: %d\n", i, i);
	buf_add_str(&b, "\nHallo\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.format = &eml_format});
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Hallo\n");
	cr_assert(strstr(told_text(&t, "", CARRIER_HEADER), "To: p299999@x\n"));
	told_free(&t);
	buf_free(&b);
}

Test(header, reads_fields_named_after_people)
{
	struct told t;

	TELL(&t, "From: jan@voorbeeld.nl\nX-Authenticated-Sender: piet@voorbeeld.nl\n"
		 "X-Approved-By: Sara Proef\nIn-Reply-To: <1@x>\nX-Spam-Level: ***\n\nTekst\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER),
			 "From: jan@voorbeeld.nl\nX-Authenticated-Sender: piet@voorbeeld.nl\n"
			 "X-Approved-By: Sara Proef\n");
	told_free(&t);
}

/* Signed copies of the header stand in that of a part (protected headers). */
Test(header, reads_fields_of_parts)
{
	struct told t;

	TELL(&t, "From: jan@voorbeeld.nl\nSubject: ...\n"
		 "Content-Type: text/plain; protected-headers=v1\n\nx\n");
	told_free(&t);
	TELL(&t, "From: jan@voorbeeld.nl\nSubject: ...\nContent-Type: multipart/mixed; boundary=b\n\n"
		 "--b\nContent-Type: text/plain; protected-headers=v1\nSubject: Over Sara Proef\n\nx\n"
		 "--b--\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER),
			 "From: jan@voorbeeld.nl\nSubject: ...\nSubject: Over Sara Proef\n");
	told_free(&t);
}

Test(header, reads_all_of_a_header_given_as_text)
{
	struct told t;

	TELL(&t, "From: jan@voorbeeld.nl\nMIME-Version: 1.0\n"
		 "Content-Type: multipart/report; boundary=b\n\n--b\n"
		 "Content-Type: text/rfc822-headers\n\nSubject: x\nX-Zaak: 12\n\n--b--\n");
	cr_assert_str_eq(told_text(&t, "1", CARRIER_HEADER), "Subject: x\nX-Zaak: 12\n");
	told_free(&t);
}

Test(header, goes_on_behind_lost_folds)
{
	struct told t;

	TELL(&t, "Return-Path: <>\nMessage-ID: <1@x>\nFrom: jan@voorbeeld.nl\n"
		 "Subject: een heel lang\nonderwerp\nMIME-Version: 1.0\n"
		 "Content-Type: application/octet-stream;\nname=\"nota.txt\"\n"
		 "Content-Transfer-Encoding: base64\n\nR291ZGE=\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER),
			 "Return-Path: <>\nFrom: jan@voorbeeld.nl\n"
			 "Subject: een heel lang onderwerp\n");
	cr_assert_str_eq(told_text(&t, "1:nota.txt", CARRIER_BODY), "Gouda");
	told_free(&t);
	TELL_WITH(&t, "From: jan@voorbeeld.nl\nSubject: kort\nBeste Piet,\nSubject: nee\n",
		  .format = &eml_format);
	cr_assert_str_eq(told_text(&t, "1", CARRIER_BODY), "Beste Piet,\nSubject: nee\n");
	told_free(&t);
}
