/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/sheet_test.c - workbooks and presentations, of both families. */
#include "shown.h"
#include <criterion/criterion.h>
#include <string.h>

#define S "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define RELS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define ODF "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "          \
	    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "     \
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\""

static struct shown *read_zip(const char *name, const char *const *members)
{
	struct shown *s = shown_new();
	struct buf zip = make_zip(members);

	s->anchors = true;
	shown_read(s, name, zip.bytes, zip.len);
	shown_all_blocks(name, zip.bytes, zip.len);
	buf_free(&zip);
	return s;
}

static const char *const workbook[] = {
	"xl/workbook.xml", "<workbook " S "><sheets><sheet name=\"Blad1\" r:id=\"b\"/></sheets></workbook>",
	"xl/_rels/workbook.xml.rels", RELS "<Relationship Id=\"b\" Target=\"worksheets/een.xml\"/></Relationships>",
	"xl/sharedStrings.xml", "<sst " S "><si><t>Naam</t></si><si><r><t>Ja</t></r><r><t>n</t></r><rPh><t>FON</t></rPh></si>"
	"<si><t>Geboren</t></si><si><t>Weggelaten</t></si></sst>",
	"xl/styles.xml", "<styleSheet " S "><numFmts><numFmt numFmtId=\"164\" formatCode=\"000000000\"/><numFmt numFmtId=\"165\" "
	"formatCode=\"dd/mm/yyyy\\ hh:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
	"<xf numFmtId=\"165\"/></cellXfs></styleSheet>",
	"xl/worksheets/een.xml", "<worksheet " S "><sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"D2\" t=\"s\"><v>2</v></c></row>"
	"<row r=\"3\"><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" s=\"2\"><v>12345678</v></c><c r=\"D3\" s=\"1\"><v>42798</v></c></row>"
	"<row><c s=\"3\"><v>42798.5</v></c><c t=\"inlineStr\"><is><t>in &amp; uit</t></is></c><c t=\"str\"><f>\"Piet\"&amp;A1</f><v>Piet x</v></c>"
	"<c t=\"b\"><v>1</v></c><c><v>1.23456782E8</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c><c><v>0.1</v></c></row></sheetData>"
	"<dataValidations><dataValidation prompt=\"Vul in\"><formula1>\"Ja,Nee\"</formula1></dataValidation></dataValidations>"
	"<headerFooter><oddHeader>&amp;L&amp;\"Arial\"&amp;10Kop Jan &amp;&amp; Co&amp;RBlz &amp;P</oddHeader></headerFooter></worksheet>",
	"xl/worksheets/_rels/een.xml.rels", RELS "<Relationship Id=\"a\" Target=\"../comments9.xml\"/></Relationships>",
	"xl/comments9.xml", "<comments " S "><authors><author>Karel</author><author>Miep</author></authors><commentList>"
	"<comment ref=\"B3\" authorId=\"1\"><text><r><t>is </t></r><r><t>ziek</t></r></text></comment></commentList></comments>",
	NULL,
};

Test(xlsx, shows_cells_as_a_reader_sees_them)
{
	AUTO(shown) s = read_zip("a.xlsx", workbook);

	shown_expect(s, "xl/worksheets/een.xml body",
		     "{cell Blad1.B2}\\tNaam{cell Blad1.D2}\\t\\tGeboren\\n{cell Blad1.B3=Naam}\\tJan{cell Blad1.C3}\\t012345678"
		     "{cell Blad1.D3=Geboren}\\t2017-03-04\\n{cell Blad1.A4}2017-03-04 12:00{cell Blad1.B4=Naam}\\tin & uit"
		     "{cell Blad1.C4}\\tPiet x{cell Blad1.D4=Geboren}\\tTRUE{cell Blad1.E4}\\t123456782{cell Blad1.F4}\\t1900-02-28"
		     "{cell Blad1.G4}\\t1900-03-01{cell Blad1.H4}\\t0.1");
	shown_expect(s, "xl/worksheets/een.xml page-header", "Kop Jan & Co\\n\\nBlz ");
	shown_expect(s, "xl/worksheets/een.xml hidden",
		     "{cell Blad1.C4}\"Piet\"&A1\\n\\n{cell Blad1.H4}Vul in\\n\\n{cell Blad1.H4}\"Ja,Nee\"");
	shown_expect(s, "xl/comments9.xml comment", "{author}Miep\\n\\n{cell Blad1.B3=Miep}is ziek");
	shown_expect(s, "xl/sharedStrings.xml hidden", "{line 4}Weggelaten");
	shown_expect(s, "xl/workbook.xml property", "{sheet}Blad1");
	cr_expect(shown_row(s, "", "xlsx", ""));
}

/* Its own vocabulary, read as any XML: nothing is lost, but cells have no names. */
Test(xlsx, a_workbook_of_excel_2003_is_read)
{
	static const char book[] = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
		"<DocumentProperties xmlns=\"urn:schemas-microsoft-com:office:office\"><Author>Jan Demo-Bakker</Author></DocumentProperties><Worksheet ss:Name=\"Leden\"><Table>"
		"<Row><Cell ss:HRef=\"mailto:kees@voorbeeld.nl\"><Data ss:Type=\"String\">Kees</Data><Comment ss:Author=\"Piet\"><ss:Data>klopt</ss:Data></Comment></Cell>"
		"<Cell><Data ss:Type=\"Number\">12.5</Data></Cell></Row></Table></Worksheet></Workbook>";
	static const char *const words[] = { "Jan Demo-Bakker", "Leden", "mailto:kees@voorbeeld.nl", "Kees", "Piet", "klopt", "12.5" };
	AUTO(shown) s = shown_new();

	shown_read(s, "a.xml", book, strlen(book));
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		cr_expect_not_null(strstr(s->text.bytes, words[i]), "%s is read", words[i]);
	shown_all_blocks("a.xml", book, strlen(book));
}

Test(xlsx, a_binary_workbook_says_what_is_not_read)
{
	struct buf zip = make_zip((const char *[]){ "xl/workbook.bin", "\x01\x02", "docProps/core.xml",
		"<cp:coreProperties xmlns:cp=\"x\"><creator>Maker</creator></cp:coreProperties>", NULL });
	AUTO(shown) s = shown_new();

	shown_read(s, "a.xlsb", zip.bytes, zip.len);
	cr_expect(shown_row(s, "", "xlsb", "unsupported-format"));
	shown_expect(s, "docProps/core.xml property", "Maker");
	buf_free(&zip);
}

Test(xlsx, counts_days_from_1904_too)
{
	AUTO(shown) s = read_zip("a.xlsx", (const char *[]){
		"xl/workbook.xml", "<workbook " S "><workbookPr date1904=\"1\"/></workbook>",
		"xl/styles.xml", "<styleSheet " S "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
		"xl/a.xml", "<worksheet " S "><sheetData><row><c s=\"1\"><v>41336</v></c><c s=\"99\"><v>7</v></c></row></sheetData></worksheet>",
		NULL });

	shown_expect(s, "xl/a.xml body", "{cell A1}2017-03-04{cell B1}\\t7");
}

Test(xlsx, keeps_values_of_pivots_and_other_workbooks)
{
	AUTO(shown) s = read_zip("a.xlsx", (const char *[]){
		"xl/workbook.xml", "<workbook " S "/>",
		"p.xml", "<pivotCacheDefinition " S " refreshedBy=\"Kees\"><cacheFields><cacheField name=\"Naam\"><sharedItems><s v=\"Jan Bos\"/></sharedItems>"
		"</cacheField></cacheFields></pivotCacheDefinition>",
		"e.xml", "<externalLink " S "><externalBook><sheetDataSet><cell r=\"A1\" t=\"str\"><v>Piet Vos</v></cell></sheetDataSet></externalBook></externalLink>",
		NULL });

	shown_expect(s, "p.xml hidden", "{para 0}Jan Bos");
	shown_expect(s, "p.xml property", "{author}Kees\\n\\n{column}Naam");
	shown_expect(s, "e.xml hidden", "{para 1}Piet Vos");
}

#define P "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" " \
	  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define SLIDE(root, ph, text) "<p:" root " " P "><p:sp><p:nvPr>" ph "</p:nvPr><p:txBody><a:p><a:r><a:t>" text "</a:t></a:r></a:p></p:txBody></p:sp></p:" root ">"

Test(pptx, numbers_slides_in_their_order)
{
	AUTO(shown) s = read_zip("a.pptx", (const char *[]){
		"ppt/presentation.xml", "<p:presentation " P "><p:sldIdLst><p:sldId id=\"256\" r:id=\"b\"/><p:sldId id=\"257\" r:id=\"a\"/></p:sldIdLst></p:presentation>",
		"ppt/_rels/presentation.xml.rels", RELS "<Relationship Id=\"a\" Target=\"slides/een.xml\"/><Relationship Id=\"b\" Target=\"/ppt/slides/twee.xml\"/></Relationships>",
		"ppt/slides/een.xml", SLIDE("sld", "<p:ph/>", "eerste"), "ppt/slides/twee.xml", SLIDE("sld", "", "tweede"),
		"ppt/slides/_rels/een.xml.rels", RELS "<Relationship Id=\"a\" Target=\"../notesSlides/n.xml\"/></Relationships>",
		"ppt/notesSlides/n.xml", SLIDE("notes", "", "zeg dit"), "ppt/m1.xml", SLIDE("sldMaster", "<p:ph/>", "Klik hier"),
		"ppt/m2.xml", SLIDE("sldMaster", "", "Gemeente"), NULL });

	shown_expect(s, "ppt/slides/een.xml body", "{page 2}eerste");
	shown_expect(s, "ppt/slides/twee.xml body", "{page 1}tweede");
	shown_expect(s, "ppt/notesSlides/n.xml body", "{page 2}zeg dit");
	shown_expect(s, "ppt/m2.xml page-header", "{para 1}Gemeente");
	cr_expect_null(shown_line(s, "ppt/m1.xml page-header"));
}

Test(ods, repeats_cells_and_skips_rows)
{
	AUTO(shown) s = read_zip("a.ods", (const char *[]){
		"mimetype", "application/vnd.oasis.opendocument.spreadsheet",
		"content.xml", "<office:document-content " ODF "><office:body><office:spreadsheet><table:table table:name=\"B\"><table:table-row>"
		"<table:table-cell><text:p>Naam</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"2\"><text:p>Ja</text:p></table:table-cell>"
		"</table:table-row><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
		"<table:table-row><table:table-cell><text:p>Jan</text:p><text:p>Bos</text:p><office:annotation><dc:creator>An</dc:creator><text:p>let op</text:p>"
		"</office:annotation></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"1980-02-03T00:00:00\"><text:p>3 feb</text:p>"
		"</table:table-cell></table:table-row></table:table><table:table table:name=\"C\"><table:table-row><table:table-cell><text:p>los</text:p>"
		"</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>", NULL });

	shown_expect(s, "content.xml body", "{cell B.A1}Naam{cell B.B1}\\tJa{cell B.C1}\\tJa\\n{cell B.A1000002=Naam}Jan\\nBos{cell B.B1000002=Ja}\\t3 feb"
					    "\\n\\n{cell C.A1}los");
	shown_expect(s, "content.xml hidden", "{cell B.B1000002}1980-02-03");
	shown_expect(s, "content.xml comment", "{author}An\\n\\n{cell B.A1000002=An}let op");
	shown_expect(s, "content.xml property", "{sheet}B\\n\\n{sheet}C");
}

Test(odp, numbers_slides)
{
	AUTO(shown) s = read_zip("a.odp", (const char *[]){
		"mimetype", "application/vnd.oasis.opendocument.presentation",
		"content.xml", "<office:document-content " ODF "><office:body><office:presentation><draw:page><draw:frame><draw:text-box><text:p>Titel</text:p></draw:text-box>"
		"</draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>zeg</text:p></draw:text-box></draw:frame></presentation:notes></draw:page><draw:page>"
		"<draw:custom-shape><text:p>vorm</text:p></draw:custom-shape></draw:page></office:presentation></office:body></office:document-content>", NULL });

	shown_expect(s, "content.xml body", "{page 1}Titel\\n\\n{page 1}zeg\\n\\n{page 2}vorm");
	cr_expect(shown_row(s, "", "odp", ""));
}

/* A long string that thirty cells show: each file is small, what comes out would not be. */
Test(xlsx, strings_repeated_without_end_are_shown_so_often)
{
	struct buf sheet = { 0 }, strings = { 0 };

	buf_add_str(&strings, "<sst " S "><si><t>");
	for (int i = 0; i < 2000; i++)
		buf_add_str(&strings, "woord ");
	buf_add_str(&strings, "</t></si><si><t>Jan</t></si></sst>");
	buf_add_str(&sheet, "<worksheet " S "><sheetData>");
	for (int i = 0; i < 30; i++)
		buf_add_str(&sheet, "<row><c t=\"s\"><v>0</v></c></row>");
	buf_add_str(&sheet, "<row><c t=\"s\"><v>1</v></c></row></sheetData></worksheet>");
	struct buf zip = make_zip((const char *[]){ "xl/workbook.xml", "<workbook " S "/>", "xl/sharedStrings.xml", strings.bytes,
						    "xl/worksheets/a.xml", sheet.bytes, NULL });
	AUTO(shown) s = shown_new();
	s->limits.ratio_from = 20000;
	shown_read(s, "a.xlsx", zip.bytes, zip.len);

	const char *line = shown_line(s, "xl/worksheets/a.xml body");
	cr_assert(line);
	cr_expect(strlen(line) > 30000 && strlen(line) < 60000, "%zu", strlen(line));
	cr_expect(!strcmp(line + strlen(line) - 3, "Jan"));
	cr_expect(shown_row(s, "xl/sharedStrings.xml", "ooxml", "limit-ratio"));
	buf_free(&sheet);
	buf_free(&strings);
	buf_free(&zip);
}

Test(xlsx, names_of_members_may_be_written_as_windows_does)
{
	AUTO(shown) s = read_zip("a.xlsx", (const char *[]){
		"[content_types].xml", "<Types/>", "xl\\Workbook.xml", "<workbook " S "><sheets><sheet name=\"Blad\" r:id=\"b\"/></sheets></workbook>",
		"xl\\_rels\\workbook.xml.rels", RELS "<Relationship Id=\"b\" Target=\"worksheets/a.xml\"/></Relationships>",
		"xl\\sharedstrings.xml", "<sst " S "><si><t>Jan</t></si></sst>",
		"xl\\worksheets\\A.xml", "<worksheet " S "><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>", NULL });

	shown_expect(s, "xl\\worksheets\\A.xml body", "{cell Blad.A1}Jan");
	cr_expect(shown_row(s, "", "xlsx", ""));
}
