/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unit/mail/damage_test.c - a rich mail cut at every byte and with flipped bits: no crash, no hang,
 * and nothing that was cut off is ok.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "format/mail.h"
#include "told.h"

static const char rich[] =
    "From jan@voorbeeld.nl Thu Jan  1 10:00:00 2015\n"
    "Received: from x\n\tby y; Thu, 1 Jan 2015 10:00:00 +0100\n"
    "From: =?utf-8?q?Jos=C3=A9?= =?iso-8859-1?B?6Q==?= <jan@voorbeeld.nl>\n"
    "Subject: caf\xE9 en meer\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed;\n\tboundary=\"=_a b\"\n\n"
    "vooraf\n"
    "--=_a b\nContent-Type: multipart/alternative; boundary=c\n\n"
    "--c\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\n"
    "Content-Transfer-Encoding: quoted-printable\n\n"
    "Beste Jan,=20\nlang=\ne regel caf=E9\n\n> Op 3 mei 2021 schreef Els:\n> > hoi\n"
    "-----Oorspronkelijk bericht-----\nVan: x\nVerzonden: y\nAan: z\n\nOud\n"
    "--c\nContent-Type: text/html\n\n<p>Beste <b>Jan</b></p>\n--c--\n"
    "--=_a b\nContent-Type: application/octet-stream;\n name*0*=utf-8''caf%C3%A9;\n name*1=.txt\n"
    "Content-Transfer-Encoding: base64\n\nR291ZGEgZW4gVXRyZWNo\ndCBlbiBFZGU=\n"
    "--=_a b\nContent-Type: message/rfc822\n\nSubject: binnen\nTo: piet@x\n\n"
    "begin 644 x.txt\n%2&%L;&\\\n`\nend\n"
    "--=_a b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nSUMMARY:over\n leg\n"
    "ATTENDEE;CN=\"Jan\":mailto:j@x\nEND:VCALENDAR\n"
    "--=_a b--\n";

/* Where the closing line begins: cut before its end, something is missing. */
static size_t closing_at(void)
{
	return sizeof(rich) - 1 - strlen("--=_a b--\n");
}

Test(damage, nothing_cut_off_is_ok)
{
	size_t body_at = (size_t)(strstr(rich, "\n\nvooraf") - rich);

	for (size_t len = 1; len < sizeof(rich) - 1; len++) {
		struct told t;

		tell(&t, rich, len,
		     &(struct told_how) {.block = 1 + len % 50, .format = &mbox_format});
		if (len > body_at + 1 && len < closing_at() + strlen("--=_a b--"))
			cr_expect(told_any_reason(&t), "cut at %zu: %.30s", len, rich + len);
		told_free(&t);
	}
}

Test(damage, cuts_are_the_same_for_all_blocks)
{
	for (size_t len = 1; len < sizeof(rich); len += 37)
		tell_all_blocks(rich, len, &(struct told_how) {.format = &mbox_format});
}

Test(damage, the_whole_is_ok)
{
	struct told t;

	TELL(&t, rich);
	cr_assert(!told_any_reason(&t));
	cr_assert_str_eq(told_text(&t, "1!2:café.txt", CARRIER_BODY), "Gouda en Utrecht en Ede");
	cr_assert_str_eq(told_text(&t, "1!3!1!x.txt", CARRIER_BODY), "Hallo");
	cr_assert(strstr(told_text(&t, "1!4", CARRIER_BODY), "SUMMARY: overleg\n"));
	told_free(&t);
}

Test(damage, flipped_bytes)
{
	char copy[sizeof(rich)];
	uint32_t seed = 1;

	for (int round = 0; round < 3000; round++) {
		struct told t;

		memcpy(copy, rich, sizeof(rich));
		for (int i = 0; i < 1 + round % 8; i++) {
			static const char bytes[] = "\n\r\0-=;:\"<>? b\xFF%'()*";

			seed = seed * 1664525 + 1013904223;
			size_t at = (seed >> 8) % (sizeof(rich) - 1);
			seed = seed * 1664525 + 1013904223;
			copy[at] = bytes[(seed >> 8) % (sizeof(bytes) - 1)];
		}
		tell(&t, copy, sizeof(rich) - 1,
		     &(struct told_how) {.block = 1 + (size_t)round % 100, .format = &mbox_format});
		told_free(&t);
	}
}

Test(damage, transposed_pieces)
{
	uint32_t seed = 7;

	for (int round = 0; round < 1500; round++) {
		struct buf b = {0};
		struct told t;

		for (int i = 0; i < 12; i++) {
			seed = seed * 1664525 + 1013904223;
			size_t at = (seed >> 8) % (sizeof(rich) - 1);
			seed = seed * 1664525 + 1013904223;
			size_t len = (seed >> 8) % 300;

			len = len < sizeof(rich) - 1 - at ? len : sizeof(rich) - 1 - at;
			buf_add(&b, rich + at, len);
		}
		tell(&t, b.bytes, b.len,
		     &(struct told_how) {.block = 1 + (size_t)round % 100,
					 .format = round % 2 ? &eml_format : NULL});
		told_free(&t);
		buf_free(&b);
	}
}
