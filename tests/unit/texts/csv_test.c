/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/csv_test.c - tables as text: dialects, cells, heads and broken quotes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "feed.h"

extern const struct format csv_format;

/* Every cell as "B2=label" in order, the text being untouched. */
static void expect_cells(const char *csv, const char *name, const char *cells)
{
	struct feed_how how = { .file_name = name };
	struct buf found = { 0 };
	struct fed f;

	feed(&f, csv, strlen(csv), &how);
	cr_expect_str_eq(f.format, "csv");
	char *wanted = with_newlines(csv);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), wanted);
	free(wanted);
	for (size_t i = 0; i < f.lanes[CARRIER_BODY].n_anchors; i++) {
		const struct fed_anchor *a = &f.lanes[CARRIER_BODY].anchors[i];

		buf_add_format(&found, "%s=%s ", a->name, a->label);
	}
	cr_expect_str_eq(found.bytes, cells);
	buf_free(&found);
	fed_free(&f);
	feed_all_blocks(csv, strlen(csv), &how);
}

Test(csv, cells_and_heads)
{
	expect_cells("Naam;Plaats\nJan;Utrecht\nPiet;Delft\n", "x.txt",
		     "A1= B1= A2=Naam B2=Plaats A3=Naam B3=Plaats ");
	expect_cells("a,b\n1,2\n", "x.csv", "A1= B1= A2=a B2=b ");
	expect_cells("Naam;BSN\n\"Jansen; Jan\";\"regel 1\nregel 2\"\n=\"007\";\"a \"\"b\"\" c\"\n",
		     "x.csv", "A1= B1= A2=Naam B2=BSN A3=Naam B3=BSN ");
	expect_cells("Lijst van deelnemers\r\n\r\nVoornaam\tAchternaam\tPlaats\r\nJan\tBakker\tEde\r\n",
		     "x.tsv", "A1= A2= A3= B3= C3= A4=Voornaam B4=Achternaam C4=Plaats ");
	expect_cells("sep=;\nNaam;Plaats\nJan;Ede\n", "x", "= A1= B1= A2=Naam B2=Plaats ");
	expect_cells("Jan;1980;Ede\rPiet;1981;Ede\rKees;1982;Ede\r", "x",
		     "A1= B1= C1= A2= B2= C2= A3= B3= C3= ");
}

Test(csv, broken_quotes_swallow_nothing)
{
	static const char csv[] = "Naam;Plaats\n\"Jan;Utrecht\nPiet;\"Delft\"\nKees;Zwolle\n";
	struct feed_how how = { .file_name = "x.csv", .word = "Zwolle" };
	struct fed f;

	feed(&f, csv, strlen(csv), &how);
	cr_expect(f.reasons[REASON_CORRUPT]);
	cr_expect_str_eq(f.word_anchor_name, "B4");
	cr_expect_str_eq(f.word_anchor_label, "Plaats");
	fed_free(&f);
	feed_all_blocks(csv, strlen(csv), &how);
}

Test(csv, unclosed_quote_in_a_long_file)
{
	struct buf csv = { 0 };
	struct feed_how how = { .file_name = "x.csv", .word = "Zwolle" };
	struct fed f;

	buf_add_str(&csv, "Naam;Plaats\n\"Jan;Utrecht\n");
	for (int i = 0; i < 20000; i++)
		buf_add_str(&csv, "Piet;Delft\n");
	buf_add_str(&csv, "Kees;Zwolle\n");
	feed(&f, csv.bytes, csv.len, &how);
	cr_expect(f.reasons[REASON_CORRUPT]);
	cr_expect_str_eq(f.word_anchor_name, "B20003");
	cr_expect_eq(f.lanes[CARRIER_BODY].text.len, csv.len);
	fed_free(&f);
	feed_all_blocks(csv.bytes, csv.len, &how);
	buf_free(&csv);
}

Test(csv, quotes_inside_words_are_no_damage)
{
	static const char csv[] = "Naam;Maat\nplank;5\"\n\"Jan\" Jansen;7\n";
	struct feed_how how = { .file_name = "x.csv", .word = "Jansen" };
	struct fed f;

	feed(&f, csv, strlen(csv), &how);
	cr_expect_not(f.reasons[REASON_CORRUPT]);
	cr_expect_str_eq(f.word_anchor_name, "A3");
	fed_free(&f);
}

Test(csv, utf_16_with_tabs)
{
	static const char csv[] = "Naam\tPlaats\r\nZo\353\tUtrecht\r\n";
	char wide[2 * sizeof(csv)] = "\xff\xfe";
	struct feed_how how = { .word = "Zoë" };
	struct fed f;

	for (size_t i = 0; i + 1 < sizeof(csv); i++)
		wide[2 + 2 * i] = csv[i];
	feed(&f, wide, 2 * sizeof(csv), &how);
	cr_expect_str_eq(f.format, "csv");
	cr_expect_str_eq(f.word_anchor_name, "A2");
	cr_expect_str_eq(f.word_anchor_label, "Naam");
	cr_expect(f.word_exact && f.word_offset == 2 + 26 && f.word_length == 6);
	fed_free(&f);
	feed_all_blocks(wide, 2 * sizeof(csv), &how);
}

Test(csv, many_columns_and_long_cells)
{
	struct buf csv = { 0 };
	struct feed_how how = { .file_name = "x.csv", .format = &csv_format, .word = "Zwolle" };
	struct fed f;

	for (int i = 0; i < 300000; i++)
		buf_add_str(&csv, "k;");
	for (int i = 0; i < 300000; i++)
		buf_add_str(&csv, "langecel");
	buf_add_str(&csv, ";Zwolle\n");
	feed(&f, csv.bytes, csv.len, &how);
	cr_expect_str_eq(f.word_anchor_name, "QATN1");
	cr_expect_eq(f.lanes[CARRIER_BODY].text.len, csv.len);
	fed_free(&f);
	buf_free(&csv);
}

Test(csv, what_is_no_table)
{
	static const char *const texts[] = {
		"Beste Jan,\n\nhierbij de lijst, zoals gevraagd.\nMet groet, Piet\n",
		"Dit is een regel, met een komma.\nDit is er nog een, ook met een komma.\n",
		"2024-03-12 10:00:00,123 start\n2024-03-12 10:00:01,456 klaar\n",
		"{\"a\":1,\"b\":2,\"c\":3}\n{\"a\":1,\"b\":2,\"c\":3}\n{\"a\":1,\"b\":2,\"c\":3}\n",
		"Jansen, Jan\nPietersen, Piet\nBakker, Kees\n",
		"Naam:\tJan\n",
		"een regel\n",
		"",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		cr_expect_str_neq(feed_claim(texts[i], strlen(texts[i]), "x.txt"), "csv", "%s",
				  texts[i]);
}
