/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/words_test.c - places and kinds in the words of somebody who reads no records. */
#include <criterion/criterion.h>
#include "report/words.h"

Test(words, say_where_something_stands)
{
	static const struct {
		const char *path, *format, *part;
		enum carrier carrier;
		enum anchor_kind kind;
		uint32_t number;
		const char *name, *nl, *en;
	} cases[] = {
		{"a.docx", "docx", "word/document.xml", CARRIER_BODY, AT_PARAGRAPH, 12, NULL,
		 "alinea 12", "paragraph 12"},
		{"a.docx", "docx", "word/document.xml", CARRIER_BODY, AT_CELL, 3, "T2.B3",
		 "tabel 2, rij 3, kolom B", "table 2, row 3, column B"},
		{"a.docx", "docx", "word/comments.xml", CARRIER_COMMENT, AT_PARAGRAPH, 2, NULL,
		 "opmerking, alinea 2", "comment, paragraph 2"},
		{"a.xlsx", "xlsx", "xl/worksheets/sheet1.xml", CARRIER_BODY, AT_CELL, 7, "Blad 2.AB7",
		 "blad Blad 2, rij 7, kolom AB", "sheet Blad 2, row 7, column AB"},
		{"a.csv", "csv", "", CARRIER_BODY, AT_CELL, 7, "B7", "rij 7, kolom B",
		 "row 7, column B"},
		{"post", "mbox", "41!2:nota.docx!word/document.xml", CARRIER_BODY, AT_PARAGRAPH, 1,
		 NULL, "bericht 41, bijlage nota.docx, alinea 1",
		 "message 41, attachment nota.docx, paragraph 1"},
		{"post.mbox", NULL, "41!1", CARRIER_QUOTED, AT_LINE, 9, NULL,
		 "bericht 41, aangehaalde tekst, regel 9", "message 41, quoted text, line 9"},
		{"b.eml", "eml", "2!1", CARRIER_BODY, AT_LINE, 3, NULL, "onderdeel 2, regel 3",
		 "section 2, line 3"},
		{"b.eml", "eml", "", CARRIER_HEADER, AT_HEADER, 3, "From", "afzender (From)",
		 "sender (From)"},
		{"b.eml", "eml", "", CARRIER_HEADER, AT_HEADER, 3, "X-Odd", "kopregel X-Odd",
		 "header X-Odd"},
		{"z.zip", "zip", "map/post.mbox!2", CARRIER_ATTACHMENT_NAME, AT_HEADER, 1,
		 "filename", "bestand map/post.mbox, bericht 2, naam van de bijlage",
		 "file map/post.mbox, message 2, name of the attachment"},
		{"z.tar.gz", "gz", "gz!let%21op%231.txt", CARRIER_BODY, AT_PAGE, 2, NULL,
		 "bestand let!op#1.txt, bladzijde 2", "file let!op#1.txt, page 2"},
		{"c.txt", "chat", "", CARRIER_BODY, AT_MESSAGE, 5, NULL, "bericht 5", "message 5"},
		{"x.bin", NULL, "", CARRIER_BODY, AT_BYTE, 0, NULL, "byte 77", "byte 77"},
		{"x", NULL, "", CARRIER_BODY, AT_CELL, 0, "odd", "cel odd", "cell odd"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (int english = 0; english < 2; english++) {
			struct hit_row row = {.path = cases[i].path,
					      .hit = {.part = cases[i].part,
						      .carrier = cases[i].carrier,
						      .start = 77,
						      .anchor = {.kind = cases[i].kind,
								 .number = cases[i].number,
								 .name = cases[i].name}}};
			struct buf b = {0};

			place_says(&b, &row, cases[i].format, english);
			cr_assert_str_eq(b.bytes, english ? cases[i].en : cases[i].nl);
			buf_free(&b);
		}
}

Test(words, there_are_for_every_kind)
{
	char day[DAY_TEXT];

	for (int english = 0; english < 2; english++) {
		for (enum hit_type t = 0; t < N_HIT_TYPES; t++) {
			cr_assert(type_says(t, english), "%s", hit_type_word(t));
			cr_assert(type_says_many(t, english), "%s", hit_type_word(t));
		}
		for (enum outcome o = OUTCOME_OK; o <= OUTCOME_FAILED; o++)
			cr_assert(outcome_says(o, english));
	}
	cr_assert_str_eq(category_says("GEZ", false), "gezondheid");
	cr_assert_str_eq(category_says("ZZZ", false), "ZZZ");
	cr_assert_str_eq(day_says(day, 1795576800000000000, false), "25 november 2026");
	cr_assert_str_eq(day_says(day, -1, true), "31 December 1969");
}
