/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/hidden_test.c - what a document holds but does not show: styles, sheets, rows, slides.
 * All of it stands in the lane `hidden`, none of it in the body. */
#include "shown.h"
#include <criterion/criterion.h>
#include <string.h>

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define S "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define A "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
#define RELS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define ODF "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "      \
	    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" " \
	    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\""

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

#define STYLE(id, more) "<w:style w:styleId=\"" id "\">" more "</w:style>"
#define RUN(style, text) "<w:r><w:rPr>" style "</w:rPr><w:t>" text "</w:t></w:r>"

Test(hidden, styles_of_word_hide_by_inheritance)
{
	AUTO(shown) s = read_zip("a.docx", (const char *[]){
		"word/document.xml", "<w:document " W "><w:body><w:p>" RUN("<w:rStyle w:val=\"Geheim\"/>", "een") RUN("", "twee")
		RUN("<w:rStyle w:val=\"Afgeleid\"/>", "drie") RUN("<w:rStyle w:val=\"Geheim\"/><w:vanish w:val=\"0\"/>", "vier")
		RUN("<w:rStyle w:val=\"Open\"/>", "vijf") "</w:p><w:p><w:pPr><w:pStyle w:val=\"Alinea\"/></w:pPr>" RUN("", "zes")
		"</w:p><w:p>" RUN("", "zeven") RUN("<w:rStyle w:val=\"Lus\"/>", "acht") "</w:p></w:body></w:document>",
		"word/styles.xml", "<w:styles " W "><w:docDefaults/>" STYLE("Geheim", "<w:rPr><w:vanish/></w:rPr>")
		STYLE("Afgeleid", "<w:basedOn w:val=\"Geheim\"/>") STYLE("Open", "<w:basedOn w:val=\"Geheim\"/><w:rPr><w:vanish w:val=\"false\"/></w:rPr>")
		STYLE("Alinea", "<w:rPr><w:vanish w:val=\"1\"/></w:rPr>") STYLE("Lus", "<w:basedOn w:val=\"Lus\"/>") "</w:styles>",
		NULL });

	shown_expect(s, "word/document.xml body", "{para 1}tweeviervijf\\n\\n{para 3}zevenacht");
	shown_expect(s, "word/document.xml hidden", "{para 1}een\\n\\n{para 1}drie\\n\\n{para 2}zes");
}

Test(hidden, sheets_and_rows_of_excel)
{
	AUTO(shown) s = read_zip("a.xlsx", (const char *[]){
		"xl/workbook.xml", "<workbook " S "><sheets><sheet name=\"Open\" r:id=\"a\"/><sheet name=\"Dicht\" state=\"veryHidden\" r:id=\"b\"/></sheets></workbook>",
		"xl/_rels/workbook.xml.rels", RELS "<Relationship Id=\"a\" Target=\"worksheets/a.xml\"/><Relationship Id=\"b\" Target=\"worksheets/b.xml\"/></Relationships>",
		"xl/worksheets/a.xml", "<worksheet " S "><sheetData><row><c t=\"str\"><v>een</v></c></row><row hidden=\"1\"><c t=\"str\"><v>twee</v></c><c t=\"str\"><v>drie</v></c></row>"
		"<row><c t=\"str\"><v>vier</v></c></row></sheetData></worksheet>",
		"xl/worksheets/b.xml", "<worksheet " S "><sheetData><row><c t=\"str\"><v>vijf</v></c></row></sheetData></worksheet>",
		NULL });

	shown_expect(s, "xl/worksheets/a.xml body", "{cell Open.A1}een\\n{cell Open.A3=twee}vier");
	shown_expect(s, "xl/worksheets/a.xml hidden", "{cell Open.A2}twee{cell Open.B2}\\tdrie");
	shown_expect(s, "xl/worksheets/b.xml hidden", "{cell Dicht.A1}vijf");
	cr_expect(!shown_line(s, "xl/worksheets/b.xml body"));
}

Test(hidden, sheets_and_rows_of_calc)
{
#define ROW(more, text) "<table:table-row" more "><table:table-cell><text:p>" text "</text:p></table:table-cell></table:table-row>"
	AUTO(shown) s = read_zip("a.ods", (const char *[]){
		"mimetype", "application/vnd.oasis.opendocument.spreadsheet",
		"content.xml", "<office:document-content " ODF "><office:automatic-styles><style:style style:name=\"ta1\"><style:table-properties table:display=\"true\"/></style:style>"
		"<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>"
		"<table:table table:name=\"A\" table:style-name=\"ta1\">" ROW("", "een") ROW(" table:visibility=\"collapse\"", "twee") ROW(" table:visibility=\"filter\"", "drie")
		ROW("", "vier") "</table:table><table:table table:name=\"B\" table:style-name=\"ta2\">" ROW("", "vijf") "</table:table></office:spreadsheet></office:body></office:document-content>",
		NULL });

	shown_expect(s, "content.xml body", "{cell A.A1}een\\n{cell A.A4}vier");
	shown_expect(s, "content.xml hidden", "{cell A.A2}twee\\n\\n{cell A.A3}drie\\n\\n{cell B.A1}vijf");
}

Test(hidden, slides_of_powerpoint)
{
	AUTO(shown) s = read_zip("a.pptx", (const char *[]){
		"ppt/presentation.xml", "<p:presentation " A "/>",
		"ppt/slides/slide1.xml", "<p:sld " A " show=\"0\"><p:sp><p:txBody><a:p><a:r><a:t>een</a:t></a:r></a:p></p:txBody></p:sp></p:sld>",
		"ppt/slides/slide2.xml", "<p:sld " A " show=\"1\"><p:sp><p:txBody><a:p><a:r><a:t>twee</a:t></a:r></a:p></p:txBody></p:sp></p:sld>",
		NULL });

	cr_expect(!shown_line(s, "ppt/slides/slide1.xml body"));
	cr_expect(strstr(shown_line(s, "ppt/slides/slide1.xml hidden"), "een"));
	cr_expect(strstr(shown_line(s, "ppt/slides/slide2.xml body"), "twee"));
}

Test(hidden, slides_of_impress)
{
	AUTO(shown) s = read_zip("a.odp", (const char *[]){
		"mimetype", "application/vnd.oasis.opendocument.presentation",
		"content.xml", "<office:document-content " ODF "><office:automatic-styles><style:style style:name=\"dp1\"><style:drawing-page-properties presentation:visibility=\"hidden\"/>"
		"</style:style></office:automatic-styles><office:body><office:presentation><draw:page draw:style-name=\"dp1\"><draw:frame><draw:text-box><text:p>een</text:p></draw:text-box></draw:frame>"
		"</draw:page><draw:page><draw:frame><draw:text-box><text:p>twee</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document-content>",
		NULL });

	shown_expect(s, "content.xml body", "{page 2}twee");
	shown_expect(s, "content.xml hidden", "{page 1}een");
}
