/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/docx_test.c - Word documents: every carrier, tracked changes, damage. */
#include "shown.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPACES                                                                                      \
	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""                 \
	" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                 \
	" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""      \
	" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
#define DOCUMENT(body) "<?xml version=\"1.0\"?><w:document" SPACES "><w:body>" body "</w:body></w:document>"
#define P(runs) "<w:p>" runs "</w:p>"
#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define MAIN "word/document.xml"

static void read_members(struct shown *s, const char *const *members)
{
	struct buf zip = make_zip(members);

	shown_read(s, "nota.docx", zip.bytes, zip.len);
	buf_free(&zip);
}

static struct shown *read_body(const char *document)
{
	struct shown *s = shown_new();

	s->anchors = true;
	read_members(s, (const char *[]){ MAIN, document, NULL });
	return s;
}

Test(docx, joins_runs_and_counts_paragraphs)
{
	AUTO(shown) s = read_body(DOCUMENT(P(R("Ja") R("n de &amp; Vr") "<w:r><w:tab/><w:t>i\nes</w:t></w:r>")
						   P("") P("<w:r><w:t>na</w:t><w:br/><w:t>regel</w:t></w:r>")));

	shown_expect(s, MAIN " body", "{para 1}Jan de & Vr\\ti es\\n\\n{para 3}na\\nregel");
	cr_expect(shown_row(s, MAIN, "ooxml", ""));
	cr_expect(shown_row(s, "", "docx", ""));
}

Test(docx, tells_changes_apart)
{
	AUTO(shown) s = read_body(DOCUMENT(
		P(R("De heer ") "<w:del w:author=\"Piet\"><w:r><w:delText>Klaas </w:delText></w:r></w:del>"
		  "<w:ins w:author=\"Piet\">" R("Kees ") "</w:ins>" R("Bakker"))
		P("<w:moveFrom w:author=\"Mies\">" R("weg") "</w:moveFrom>")
		P("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("een")) P(R("woord"))));

	shown_expect(s, MAIN " body", "{para 1}De heer <Kees >Bakker\\n\\n{para 3}eenwoord");
	shown_expect(s, MAIN " deleted", "{para 1}<De heer >Klaas <Bakker>\\n\\n{para 2}weg");
	shown_expect(s, MAIN " inserted", "{para 1}Kees ");
	shown_expect(s, MAIN " property", "{author}Piet\\n\\n{author}Mies");
}

Test(docx, keeps_only_so_much_before_a_deletion)
{
	struct buf b = { 0 };

	buf_add_str(&b, "<?xml version=\"1.0\"?><w:document" SPACES "><w:body><w:p>");
	for (int i = 0; i < 5000; i++)
		buf_add_str(&b, R("\u00e9\u00e9\u00e9 "));
	buf_add_str(&b, "<w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p></w:body></w:document>");
	AUTO(shown) s = read_body(b.bytes);
	const char *line = shown_line(s, MAIN " deleted");
	cr_assert(line);
	cr_expect(strlen(line) > 4000 && strlen(line) < 9000);
	cr_expect(strstr(line, "\u00e9 >weg"));
	buf_free(&b);
}

Test(docx, reads_a_text_box_once_and_apart)
{
	AUTO(shown) s = read_body(DOCUMENT(P(
		R("voor ") "<w:r><mc:AlternateContent><mc:Choice><wp:docPr descr=\"Foto van Mo\"/><w:txbxContent>"
		P(R("kader")) "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P(R("kader"))
		"</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" R("na"))
		P("<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>terugval</w:t></mc:Fallback>"
		  "</mc:AlternateContent></w:r>")));

	shown_expect(s, MAIN " body", "{para 1}voor na\\n\\n{para 3}terugval");
	shown_expect(s, MAIN " text-box", "{para 2}kader");
	shown_expect(s, MAIN " hidden", "{para 1}Foto van Mo");
}

Test(docx, names_cells_and_their_heads)
{
	AUTO(shown) s = read_body(DOCUMENT("<w:tbl><w:tr><w:tc>" P(R("Naam")) "</w:tc><w:tc><w:tcPr><w:gridSpan "
		"w:val=\"2\"/></w:tcPr>" P(R("Geloof")) "</w:tc><w:tc>" P(R("Stad")) "</w:tc></w:tr><w:tr><w:tc>"
		P(R("Ali")) "</w:tc><w:tc>" P("") "</w:tc><w:tc>" P(R("x")) P(R("y")) "</w:tc><w:tc>" P(R("Ede"))
		"</w:tc></w:tr></w:tbl>" P(R("na"))));

	shown_expect(s, MAIN " body", "{cell T1.A1}Naam{cell T1.B1}\\tGeloof{cell T1.D1}\\t\\tStad\\n{cell T1.A2=Naam}Ali"
				      "{cell T1.C2}\\t\\tx\\n\\n{cell T1.C2}y{cell T1.D2=Stad}\\tEde\\n\\n{para 9}na");
}

Test(docx, puts_fields_and_hidden_text_aside)
{
	AUTO(shown) s = read_body(DOCUMENT(P(
		"<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> HYPERLINK \"mailto:a@</w:instrText></w:r>"
		"<w:r><w:instrText>b.example\"</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>" R("post")
		"<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\" PAGE \">" R("7") "</w:fldSimple>"
		"<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>"
		"<w:t>open</w:t></w:r><w:r><w:noBreakHyphen/><w:sym w:char=\"00E9\"/></w:r>")));

	shown_expect(s, MAIN " body", "{para 1}post7open\u2011\u00e9");
	shown_expect(s, MAIN " property", "{field}HYPERLINK \"mailto:a@b.example\"");
	shown_expect(s, MAIN " hidden", "{para 1}geheim");
}

Test(docx, reads_every_kind_of_member)
{
	AUTO(shown) s = shown_new();

	read_members(s, (const char *[]){
		"[Content_Types].xml", "<Types xmlns=\"x\"><Override PartName=\"/hoofd.xml\" ContentType=\"application/"
		"vnd.ms-word.document.macroEnabled.main+xml\"/></Types>",
		"hoofd.xml", DOCUMENT(P(R("hoofd"))),
		"c.xml", "<w:comments" SPACES "><w:comment w:author=\"Sara\" w:initials=\"S\">" P(R("Klopt?")) "</w:comment></w:comments>",
		"f.xml", "<w:footnotes" SPACES "><w:footnote>" P(R("noot")) "</w:footnote></w:footnotes>",
		"h.xml", "<w:hdr" SPACES ">" P(R("kop")) "</w:hdr>",
		"core.xml", "<cp:coreProperties xmlns:cp=\"x\"><creator>Maker</creator><cp:revision>2</cp:revision></cp:coreProperties>",
		"custom.xml", "<Properties xmlns=\"x\"><property name=\"Zaak\"><v:lpwstr xmlns:v=\"v\">Dossier</v:lpwstr></property></Properties>",
		"_rels/x.rels", "<Relationships xmlns=\"x\"><Relationship Id=\"a\" Target=\"mailto:x@y.example\" TargetMode=\"External\"/></Relationships>",
		"_rels/y.rels", "<Relationships xmlns=\"x\"><Relationship Id=\"a\" Target=\"a.xml\"/></Relationships>",
		"customXml/item1.xml", "<bron xmlns=\"eigen\"><voor>Jan</voor><achter>Bos</achter></bron>",
		"word/styles.xml", "<w:styles" SPACES "/>", "word/afchunk.txt", "platte tekst\n", "word/media/a.bin", "\x01\x02\x03",
		NULL });
	cr_expect(shown_row(s, "", "docx", ""));
	shown_expect(s, "hoofd.xml body", "hoofd");
	shown_expect(s, "c.xml comment", "Sara (S)\\n\\nKlopt?");
	shown_expect(s, "f.xml footnote", "noot");
	shown_expect(s, "h.xml page-header", "kop");
	shown_expect(s, "core.xml property", "Maker");
	shown_expect(s, "custom.xml property", "Zaak: Dossier");
	shown_expect(s, "_rels/x.rels property", "mailto:x@y.example");
	shown_expect(s, "customXml/item1.xml property", "Jan\\nBos");
	shown_expect(s, "word/afchunk.txt body", "platte tekst\\n");
	cr_expect(shown_row(s, "word/media/a.bin", "unknown", "unsupported-format"));
	cr_expect_null(strstr(s->rows.bytes, "styles.xml"));
	cr_expect_null(strstr(s->rows.bytes, "y.rels"));
}

/* No word is cut in two, and what goes on with "DATE" is no date. */
Test(docx, a_long_field_goes_out_in_lines)
{
	char instruction[700], document[2000];
	AUTO(shown) s = shown_new();
	char *line;

	memset(instruction, 'x', sizeof(instruction));
	memcpy(instruction, "ADDIN ", 6);
	memcpy(instruction + 490, " DATE Vermeulen-Proef ", 22);
	instruction[560] = '\0';
	snprintf(document, sizeof(document), DOCUMENT(P("<w:r><w:instrText>%s</w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r>")), instruction);
	read_members(s, (const char *[]){ MAIN, document, NULL });
	line = strstr(s->text.bytes, "property: ADDIN ");
	cr_assert_not_null(line);
	cr_expect_not_null(strstr(line, "x DATE "));
	cr_expect_not_null(strstr(line, "Vermeulen-Proef"));
}

Test(docx, word_2003_has_its_properties_beside_the_body)
{
	static const char document[] = "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">"
		"<o:DocumentProperties><o:Title>Verslag</o:Title><o:Author>Mies Proef</o:Author><o:Pages>2</o:Pages></o:DocumentProperties>"
		"<w:body>" P(R("Jan de ") R("Vries")) "</w:body></w:wordDocument>";
	AUTO(shown) s = shown_new();

	shown_read(s, "a.xml", document, strlen(document));
	cr_expect(shown_row(s, "", "ooxml", ""));
	shown_expect(s, " property", "Verslag\\n\\nMies Proef");
	shown_expect(s, " body", "Jan de Vries");
	shown_all_blocks("a.xml", document, strlen(document));
}

Test(docx, a_control_begins_behind_its_class)
{
	AUTO(shown) s = shown_new();

	read_members(s, (const char *[]){ MAIN, DOCUMENT(P(R("hoofd"))), "word/activeX/activeX1.bin", "\x01\x02\x03\x04" "5678\x09" "ABCDEFGJan de Vries",
					  "word/activeX/activeX2.bin", "kort", NULL });
	shown_expect(s, "word/activeX/activeX1.bin body", "Jan de Vries");
	cr_expect(shown_row(s, "word/activeX/activeX1.bin", "text", ""));
	shown_expect(s, "word/activeX/activeX2.bin body", "kort");
}

Test(docx, source_of_a_word_is_exact)
{
	static const char document[] = DOCUMENT(P(R("Jos\u00e9 &amp; Pi") R("et Bakker")));
	AUTO(shown) s = shown_new();

	s->word = "et Bakker";
	read_members(s, (const char *[]){ MAIN, document, NULL });
	cr_assert(s->word_exact);
	cr_expect_eq(s->word_offset, (uint64_t)(strstr(document, "et Bakker") - document));
	cr_expect_eq(s->word_length, 9);
}

Test(docx, goes_on_crudely_where_it_is_no_xml)
{
	AUTO(shown) a = read_body(DOCUMENT(P(R("eerst")) P(R("dan &fout; Jan</w:q>")) P(R("en Piet"))));
	const char *line = shown_line(a, MAIN " body");

	cr_expect(shown_row(a, MAIN, "ooxml", "xml-malformed"));
	cr_assert(line);
	cr_expect(strstr(line, "{para 1}eerst\\n\\n") && strstr(line, "dan &fout; Jan") && strstr(line, "en Piet"));
	AUTO(shown) b = read_body("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"Geheime Naam\">]><w:document" SPACES
				  "><w:body>" P(R("Jan &a; Bos")) "</w:body></w:document>");
	cr_expect(shown_row(b, MAIN, "ooxml", "xml-dtd"));
	cr_expect(strstr(shown_line(b, MAIN " body"), "Jan &a; Bos"));
	cr_expect(strstr(shown_line(b, MAIN " hidden"), "Geheime Naam"));
}

Test(docx, is_the_same_for_all_blocks)
{
	struct buf b = { 0 };

	for (int i = 0; i < 400; i++)
		buf_add_str(&b, P(R("Jan \u00e9n ") "<w:ins w:author=\"P\">" R("Kees") "</w:ins>" R(" &amp; Bo") R("s")));
	char *document = xformat("<?xml version=\"1.0\"?><w:document" SPACES "><w:body>%s<w:p>%s", b.bytes, "open");
	struct buf zip = make_zip((const char *[]){ MAIN, document, NULL });
	shown_all_blocks("nota.docx", zip.bytes, zip.len);
	buf_free(&zip);
	buf_free(&b);
	free(document);
}
