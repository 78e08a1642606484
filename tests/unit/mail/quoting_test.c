/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/quoting_test.c - own and quoted lines of text bodies, flowed text, files in text. */
#include <criterion/criterion.h>
#include <string.h>
#include "format/mail.h"
#include "format/quoting.h"
#include "told.h"

#define BODY(t, literal, ...) TELL_WITH(t, literal, .format = &mail_text_format, __VA_ARGS__)
#define PLAIN(t, literal) BODY(t, literal, .block = 0)

Test(quoting, strips_marks)
{
	static const struct {
		const char *line;
		unsigned level;
		size_t strip;
	} cases[] = {
	    {"> a", 1, 2},
	    {">a", 1, 1},
	    {">> a", 2, 3},
	    {"> > a", 2, 4},
	    {">", 1, 1},
	    {" > a", 1, 3},
	    {"| a", 1, 2},
	    {"| a | b |", 0, 0},
	    {"a > b", 0, 0},
	    {"", 0, 0},
	    {">   ingesprongen", 1, 2},
	    {"||", 0, 0},
	    {"    > code", 0, 0},
	    {">>> > a", 4, 6},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t strip;

		cr_expect_eq(quote_marks(cases[i].line, strlen(cases[i].line), &strip),
			     cases[i].level, "%s", cases[i].line);
		cr_expect_eq(strip, cases[i].strip, "%s", cases[i].line);
	}
}

static unsigned attribution(const char *text, bool *marked)
{
	*marked = false;
	return quote_attribution(text, strlen(text), marked);
}

Test(quoting, knows_attributions)
{
	bool marked;

	cr_expect_eq(
	    attribution("Op 3 mei 2021 om 10:00 schreef Jan Proef <jan@x>:\ntekst\n", &marked), 1);
	cr_expect(!marked);
	cr_expect_eq(
	    attribution("On Mon, May 3, 2021 at 10:00 AM Jan <j@x> wrote:\n\n> tekst\n", &marked),
	    1);
	cr_expect(marked);
	cr_expect_eq(
	    attribution("Op ma 3 mei 2021 om 10:00 schreef Jan Proef\n<jan@voorbeeld.nl>:\n",
			&marked),
	    2);
	cr_expect_eq(attribution("Am 03.05.2021 um 10:00 schrieb Jan:\n", &marked), 1);
	cr_expect_eq(attribution("Jan Proef schreef op 3 mei 2021:\n> tekst\n", &marked), 1);
	cr_expect_eq(attribution("Jan Proef schreef op 3 mei 2021:\ntekst\n", &marked), 0);
	cr_expect_eq(attribution("Op 3 mei 2021 was er overleg.\n", &marked), 0);
	cr_expect_eq(attribution("Op verzoek schreef Jan dit:\n", &marked), 0);
	cr_expect_eq(attribution("Op 3 mei kwam de gemeente\nbijeen, zoals zij in 2020\nschreef:\n",
				 &marked),
		     0);
	cr_expect_eq(attribution("", &marked), 0);
}

Test(quoting, puts_marked_lines_aside)
{
	struct told t;

	PLAIN(&t, "Beste Jan,\n\n> Komt u?\n> > Waarheen?\n\nJa, naar Gouda.\n| Oud\nGroet\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY),
			 "Beste Jan,\n\nJa, naar Gouda.\n\nGroet\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED), "Komt u?\n\nWaarheen?\n\nOud\n");
	told_free(&t);
}

Test(quoting, follows_an_attribution)
{
	struct told t;

	/* With marks it ends where they end, else at the end of the text. */
	PLAIN(&t, "Ja.\n\nOp 3 mei 2021 schreef Karel:\n> Komt u?\n\nGroet\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "Ja.\n\nGroet\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED),
			 "Op 3 mei 2021 schreef Karel:\nKomt u?\n\n");
	told_free(&t);
	PLAIN(&t, "Ja.\n\nOp 3 mei 2021 om 9:00 schreef Karel\n<k@x>:\n\nKomt u?\n\nKarel\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "Ja.\n\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED),
			 "Op 3 mei 2021 om 9:00 schreef Karel\n<k@x>:\n\nKomt u?\n\nKarel\n");
	told_free(&t);
}

Test(quoting, goes_deeper_with_each_message)
{
	struct told t;

	PLAIN(&t,
	      "Zie onder.\n\n-----Oorspronkelijk bericht-----\nVan: Jan Proef\n"
	      "Verzonden: maandag 3 mei 2021 9:00\nAan: Piet Proef;\n  Klaas\nOnderwerp: "
	      "een\n\nTekst.\n\n"
	      "________________________________\n*Van:* Els\n*Verzonden:* gisteren\n*Aan:* "
	      "Jan\n\nOuder.\n"
	      "Begin doorgestuurd bericht:\n\nVan: Mo\nDatum: eergisteren\nAan: Els\n\nOudst.\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "Zie onder.\n\n");
	cr_assert(strstr(told_text(&t, "", CARRIER_QUOTED), "Oudst.\n"));
	cr_assert_str_eq(
	    told_part(&t, "")->lanes[CARRIER_QUOTED].anchors.bytes,
	    "line=3@0 Van@33 Verzonden@48 Aan@83 Onderwerp@108 line=10@124 line=12@132 "
	    "Van@166 Verzonden@177 Aan@199 line=17@211 line=18@219 Van@248 Datum@256 "
	    "Aan@275 line=24@285 ");
	cr_assert_eq(told_part(&t, "")->quote_level, 3);
	told_free(&t);
}

Test(quoting, reads_quoted_headers_once)
{
	struct told t;

	PLAIN(&t, "> Van: Jan\n> Verzonden: nu\n> Aan: Piet\n>\n> Tekst\nEigen\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "Eigen\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED),
			 "Van: Jan\nVerzonden: nu\nAan: Piet\n\nTekst\n");
	cr_assert(strstr(told_part(&t, "")->lanes[CARRIER_QUOTED].anchors.bytes, "Verzonden@"));
	told_free(&t);
	/* Fields of a letter are no reply header. */
	PLAIN(&t, "Van: Jan\nBetreft: overleg\nTekst\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED), "");
	told_free(&t);
}

Test(quoting, joins_flowed_lines)
{
	struct told t;

	BODY(&t,
	     "Dit is Jan van den \nBerg uit Gouda.\n> aangehaald \n> verder \nlos \n\n From "
	     "hier\n-- \nJan\n",
	     .flowed = true);
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY),
			 "Dit is Jan van den Berg uit Gouda.\n\nlos \n\nFrom hier\n-- \nJan\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED), "aangehaald verder \n");
	told_free(&t);
	BODY(&t, "Hoofdge \nbouw\r\nx \r\ny\r\n", .flowed = true, .delsp = true);
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "Hoofdgebouw\nxy\n");
	told_free(&t);
}

Test(quoting, maps_to_the_source)
{
	static const char text[] = "a\r\n> caf\xE9 in Gouda\r\n";
	struct told t;

	BODY(&t, text, .charset = "iso-8859-1", .word = "Gouda");
	cr_assert(t.exact);
	cr_assert_eq(t.offset, (uint64_t)(strstr(text, "Gouda") - text));
	cr_assert_str_eq(told_text(&t, "", CARRIER_QUOTED), "café in Gouda\n");
	told_free(&t);
}

Test(quoting, takes_lines_longer_than_it_looks)
{
	for (size_t len = QUOTING_LOOK - 2; len < QUOTING_LOOK + 3; len++) {
		struct buf b = {0}, wanted = {0};
		struct told t;

		while (b.len < len)
			buf_add_byte(&b, 'x');
		buf_add(&wanted, b.bytes, b.len);
		buf_add_str(&b, "\r\nGouda\r\n");
		buf_add_str(&wanted, "\nGouda\n");
		tell(&t, b.bytes, b.len, &(struct told_how) {.format = &mail_text_format});
		cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), wanted.bytes, "%zu", len);
		tell_all_blocks(b.bytes, b.len, &(struct told_how) {.format = &mail_text_format});
		told_free(&t);
		buf_free(&b);
		buf_free(&wanted);
	}
}

Test(quoting, takes_files_out_of_text)
{
	struct told t;

	PLAIN(&t, "Zie bijlage.\n\nbegin 644 nota.txt\n%2&%L;&\\\n`\nend\n\nGroet\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "Zie bijlage.\n\n\nGroet\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_ATTACHMENT_NAME), "nota.txt\n");
	cr_assert_str_eq(told_text(&t, "nota.txt", CARRIER_BODY), "Hallo");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	PLAIN(&t, "begin 644 nota.txt\n%2&%L;&\\\n");
	cr_assert(told_reason(&t, "", REASON_TRUNCATED));
	told_free(&t);
	PLAIN(&t, "begin 644 nota.txt\n%2&%L;&\\\nGewone tekst over Gouda\n");
	cr_assert(told_reason(&t, "", REASON_CORRUPT));
	cr_assert(strstr(told_text(&t, "", CARRIER_BODY), "Gewone tekst over Gouda\n"));
	told_free(&t);
	PLAIN(&t, "begin 123 mensen kwamen\nnaar Gouda\n");
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY), "begin 123 mensen kwamen\nnaar Gouda\n");
	told_free(&t);
}

Test(quoting, stays_linear)
{
	static const char *const units[] = {"Van: x\n",
					    "> Van: x\n",
					    "Op 1 schreef\n",
					    "On 1:1 wrote: \n",
					    "-----Original Message-----\n",
					    ">",
					    "| ",
					    "\r",
					    "\n",
					    "x ",
					    "begin 644 x\n#86)C\n",
					    "> \n",
					    "begin 644 x\n"};

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		struct buf b = {0};
		struct told t;

		while (b.len < 60000)
			buf_add_str(&b, units[i]);
		tell(&t, b.bytes, b.len, &(struct told_how) {.format = &mail_text_format});
		told_free(&t);
		tell(&t, b.bytes, b.len,
		     &(struct told_how) {.format = &mail_text_format, .flowed = true});
		told_free(&t);
		buf_free(&b);
	}
}

Test(quoting, takes_yenc_files_out_of_text)
{
	static const char mail[] = "Beste Sara,\n=ybegin line=128 size=7 name=nota \xC3\xA9.txt\n"
				   "q\x99\x9F\x8E\x8B=t4\n=yend size=7\nGroet, Jan\n=ybegin line=1\n";
	struct told_how how = {.format = &mail_text_format, .word = "Groet"};
	struct told t;

	tell(&t, mail, sizeof(mail) - 1, &how);
	cr_assert_str_eq(told_text(&t, "", CARRIER_BODY),
			 "Beste Sara,\nGroet, Jan\n=ybegin line=1\n");
	cr_assert_str_eq(told_text(&t, "nota é.txt", CARRIER_BODY), "Gouda\n\n");
	cr_assert(t.exact);
	cr_assert_eq(t.offset, (uint64_t)(strstr(mail, "Groet") - mail));
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	tell_all_blocks(mail, sizeof(mail) - 1, &how);
}
