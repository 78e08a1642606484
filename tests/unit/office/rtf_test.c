/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/rtf_test.c - Rich Text Format: characters, carriers, objects, damage. */
#include "shown.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}"

static struct shown *read_rtf(const char *rtf)
{
	struct shown *s = shown_new();

	s->anchors = true;
	shown_read(s, "a.rtf", rtf, strlen(rtf));
	shown_all_blocks("a.rtf", rtf, strlen(rtf));
	return s;
}

Test(rtf, reads_characters_of_all_pages)
{
	AUTO(shown) s = read_rtf(HEAD "caf\\'e9 \\u8211\\'96 {\\f1 \\'cf\\'f0} {\\f2 \\'93\\'fa\\'96\\'7b\\'83\\\\\\'83A} \\u-10179?\\u-8704?{\\uc2\\u233ab}\\~\\_\\-\\emdash}");

	shown_expect(s, " body", "{para 1}caf\u00e9 \u2013 \u041f\u0440 \u65e5\u672c\u30bd\u30a2 \U0001F600\u00e9\u00a0\u2011\u00ad\u2014");
	cr_expect(shown_row(s, "", "rtf", ""));
}

Test(rtf, tells_carriers_apart)
{
	AUTO(shown) s = read_rtf(HEAD "{\\info{\\title T}{\\author Jan Maker}{\\operator Piet}}{\\*\\userprops{\\propname Zaak}\\proptype30{\\staticval D 7}}"
		"{\\*\\revtbl {Unknown;}{Kees R;}}{\\header \\pard kop\\par}De heer {\\deleted Klaas }{\\revised Kees }Bakker{\\v heimelijk}\\par "
		"een{\\footnote \\pard noot}{\\*\\atnid JJ}{\\*\\atnauthor Jan J}\\chatn{\\*\\annotation{\\*\\atndate 1}\\pard klopt}twee"
		"{\\field{\\*\\fldinst{HYPERLINK \"mailto:a@b.example\"}}{\\fldrslt post}}\\par{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv foto}}"
		"{\\shptxt \\pard kader\\par}}{\\shprslt dubbel}}{\\*\\onbekend weg}{\\upr{ansi}{\\*\\ud{uni}}}{\\bin5 {}\\\\x}klaar}");

	shown_expect(s, " body", "{para 2}De heer <Kees >Bakker\\n\\n{para 3}eentweepost\\n\\n{para 7}uniklaar");
	shown_expect(s, " deleted", "{para 2}<De heer >Klaas <Bakker>");
	shown_expect(s, " inserted", "{para 2}Kees ");
	shown_expect(s, " hidden", "{para 2}heimelijk\\n\\n{para 3}foto");
	shown_expect(s, " page-header", "{para 1}kop");
	shown_expect(s, " footnote", "{para 4}noot");
	shown_expect(s, " comment", "{author}Jan J (JJ)\\n\\n{para 5=Jan J (JJ)}klopt");
	shown_expect(s, " text-box", "{para 6}kader");
	shown_expect(s, " property", "{title}T\\n\\n{author}Jan Maker\\n\\n{lastModifiedBy}Piet\\n\\n{Zaak}Zaak: D 7"
				     "\\n\\n{author}Kees R\\n\\n{field}HYPERLINK \"mailto:a@b.example\"");
}

Test(rtf, names_cells)
{
	AUTO(shown) s = read_rtf(HEAD "\\trowd\\intbl Naam\\cell Stad\\cell\\row\\trowd\\intbl Ali\\cell\\cell\\row\\pard na\\par}");

	shown_expect(s, " body", "{cell T1.A1}Naam{cell T1.B1}\\tStad\\n{cell T1.A2=Naam}Ali\\n\\n{para 4}na");
}

Test(rtf, opens_what_is_embedded)
{
	AUTO(shown) s = read_rtf(HEAD "{\\pict\\pngblip 89504e470d0a1a0a\n0000000d49484452}{\\object{\\*\\objdata 0105000002000000080000005061636b6167650000000000"
		"00000000200000000200612e74787400612e747874000000030004000000612e7400040000004a616e21}{\\result getoond}}}");

	shown_expect(s, "object1 body", "{line 1}Jan!");
	cr_expect(shown_row(s, "picture1", "png", "unsupported-format"));
	shown_expect(s, " body", "{para 1}getoond");
}

/* A star means "may be passed over" only where a group begins. */
Test(rtf, a_star_after_a_word_hides_nothing)
{
	AUTO(shown) s = read_rtf(HEAD "{\\field{\\*\\fldinst X}{\\fldrslt \\*\\onbekend\\ul getoond}}{\\*\\onbekend weg}}");

	shown_expect(s, " body", "{para 1}getoond");
}

Test(rtf, source_is_exact)
{
	static const char rtf[] = HEAD "Jan \\b de Vries\\b0}";
	AUTO(shown) s = shown_new();

	s->word = "de Vries";
	shown_read(s, "a.rtf", rtf, strlen(rtf));
	cr_assert(s->word_exact);
	cr_expect_eq(s->word_offset, (uint64_t)(strstr(rtf, "de Vries") - rtf));
}

Test(rtf, survives_what_never_ends)
{
	struct buf b = { 0 };

	buf_add_str(&b, "{\\rtf1 ");
	for (int i = 0; i < 5000; i++)
		buf_add_str(&b, i % 2 ? "{\\footnote a" : "{\\itap9 b");
	AUTO(shown) s = shown_new();
	shown_read(s, "a.rtf", b.bytes, b.len);
	cr_expect(shown_row(s, "", "rtf", "limit-depth,truncated"));
	buf_free(&b);
	AUTO(shown) t = read_rtf("{\\rtf1 Jan\\'e");
	cr_expect(shown_row(t, "", "rtf", "truncated"));
	AUTO(shown) u = read_rtf("{\\rtf1 Jan}}}} na {\\bin99999999 x");
	cr_expect(strstr(shown_line(u, " body"), "Jan na "));
}

Test(rtf, a_pair_of_surrogates_stands_where_it_begins)
{
	static const char rtf[] = HEAD "\\u-10179?\\u-8704?Jan}";
	AUTO(shown) s = shown_new();

	s->word = "\U0001F600Jan";
	shown_read(s, "a.rtf", rtf, strlen(rtf));
	cr_assert(s->word_exact);
	cr_expect_eq(s->word_offset, strlen(HEAD));
	cr_expect_eq(s->word_length, strlen(rtf) - strlen(HEAD) - 1);
}
