/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/card_test.c - calendars and visiting cards. */
#include <criterion/criterion.h>
#include <string.h>
#include "told.h"

Test(card, reads_visiting_cards)
{
	struct told t;

	TELL_WITH(
	    &t,
	    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jan van den\r\n  Proef\r\nN:Proef;Jan;;dhr.;\r\n"
	    "item1.EMAIL;TYPE=work:jan@voor\r\n beeld.nl\r\nADR:;;Dorpsstraat 1;Gouda;;2801 AA;\r\n"
	    "NOTE:een\\, "
	    "twee\\ndrie\\;vier\\\\\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Caf\xC3\xA9\r\nEND:VCARD\r\n",
	    .word = "jan@voorbeeld.nl");
	cr_assert_str_eq(told_part(&t, "")->format, "vcard");
	cr_assert_str_eq(
	    told_text(&t, "", CARRIER_BODY),
	    "FN: Jan van den Proef\nN: Proef, Jan, dhr.\nEMAIL: jan@voorbeeld.nl\n"
	    "ADR: Dorpsstraat 1, Gouda, 2801 AA\nNOTE: een, twee\ndrie;vier\\\n\nFN: Café\n");
	cr_assert(strstr(told_part(&t, "")->lanes[CARRIER_BODY].anchors.bytes, "ADR@"));
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}

Test(card, reads_old_cards)
{
	struct told t;

	TELL(&t,
	     "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Proef;Jos=C3=A9\n"
	     "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=iso-8859-1:caf=E9 en =\n"
	     "verder\nORG;QUOTED-PRINTABLE:A=42\nLABEL:lange\n regel\n"
	     "PHOTO;BASE64:\n SGFsbG8g\n ZGFhcg==\n\nTEL:+31 182 123456\nEND:VCARD\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY),
			 "N: Proef, José\nNOTE: café en verder\nORG: AB\nLABEL: lange regel\n"
			 "TEL: +31 182 123456\n");
	cr_assert_str_eq(told_text(&t, "PHOTO", CARRIER_BODY), "Hallo daar");
	told_free(&t);
}

Test(card, reads_calendars)
{
	struct told t;

	TELL(&t, "BEGIN:VCALENDAR\nPRODID:x\nBEGIN:VEVENT\nSUMMARY:Overleg\n"
		 "ORGANIZER;CN=\"Jan: Proef; dhr.\":mailto:jan@x\nATTENDEE;ROLE=X;CN=Piet;\n "
		 "RSVP=TRUE:mailto:p@x\n"
		 "ATTACH:data:text/plain;base64,SGFsbG8=\nX-ALT-DESC;FMTTYPE=text/html:<p>Hoi\\, "
		 "Jan</p>\n"
		 "geen eigenschap\nEND:VEVENT\nEND:VCALENDAR\n");
	cr_assert_str_eq(told_part(&t, "")->format, "ics");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY),
			 "SUMMARY: Overleg\nORGANIZER: Jan: Proef; dhr., mailto:jan@x\n"
			 "ATTENDEE: Piet, mailto:p@x\ngeen eigenschap\n");
	cr_assert_str_eq(told_text(&t, "X-ALT-DESC", CARRIER_BODY), "Hoi, Jan");
	cr_assert_str_eq(told_text(&t, "ATTACH", CARRIER_BODY), "Hallo");
	told_free(&t);
}

Test(card, takes_very_long_properties)
{
	struct buf b = {0};
	struct told t;

	buf_add_str(&b, "BEGIN:VCARD\nNOTE:");
	while (b.len < 3 << 20)
		buf_add_str(&b, "lang\n  woord ");
	buf_add_str(&b, "Gouda\nFN:Jan\nEND:VCARD\n");
	tell(&t, b.bytes, b.len, &(struct told_how) {.block = 5000});
	cr_assert(strstr(told_text(&t, "", CARRIER_BODY), "woord Gouda\nFN: Jan\n"));
	cr_assert(told_reason(&t, "", REASON_LIMIT_TOKEN));
	told_free(&t);
	buf_free(&b);
}

Test(card, survives_damage)
{
	static const char card[] =
	    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:P;J=C3=\n"
	    "=A9\nX\xFF;CN=\"\xE9:\\;;;:a\\\nPHOTO;BASE64:\n SGFs\n\nADR:;;;\nA:\n:B\n\\:;\n=\n";

	for (size_t len = 0; len < sizeof(card); len++)
		tell_all_blocks(card, len, &(struct told_how) {.type = "text/vcard"});
}

Test(card, reads_cards_in_utf_16)
{
	static const char card[] = "\xFF\xFE" "B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0"
				   "F\0N\0:\0\x5E\1a\0h\0i\0n\0\n\0E\0N\0D\0:\0V\0C\0A\0R\0D\0\n\0";
	struct told t;

	tell(&t, card, sizeof(card) - 1, &(struct told_how) {.block = 0});
	tell_all_blocks(card, sizeof(card) - 1, &(struct told_how) {.block = 0});
	cr_assert_str_eq(told_part(&t, "")->format, "vcard");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "FN: Şahin\n");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
}
