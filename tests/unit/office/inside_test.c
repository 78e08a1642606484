/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/inside_test.c - what stands in a document beside its own text: parts of other kinds,
 * other documents, other ways to write the same. */
#include "shown.h"
#include <criterion/criterion.h>
#include <string.h>

#define W " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define BODY(space, inside) "<?xml version=\"1.0\"?><w:document" space "><w:body>" inside "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

Test(inside, glossary_endnotes_and_chunks)
{
	struct buf zip = make_zip((const char *[]){
		"word/document.xml", BODY(W, P("hoofd") "<w:altChunk/>"),
		"word/glossary/document.xml", "<w:glossaryDocument" W "><w:docParts><w:docPart><w:docPartBody>" P("bouwsteen") "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
		"word/endnotes.xml", "<w:endnotes" W "><w:endnote>" P("eindnoot") "</w:endnote></w:endnotes>",
		"word/afchunk1.html", "<html><body><p>Jan de <b>Vr</b>ies</p></body></html>",
		"word/afchunk2.mht", "MIME-Version: 1.0\nContent-Type: text/plain\n\nKees Demo-Bakker\n",
		"word/people.xml", "<w15:people xmlns:w15=\"x\"><w15:person w15:author=\"Mies Proef\"/></w15:people>", NULL });
	AUTO(shown) s = shown_new();

	shown_read(s, "a.docx", zip.bytes, zip.len);
	shown_expect(s, "word/document.xml body", "hoofd");
	shown_expect(s, "word/glossary/document.xml body", "bouwsteen");
	shown_expect(s, "word/endnotes.xml footnote", "eindnoot");
	shown_expect(s, "word/afchunk1.html body", "Jan de Vries");
	cr_expect_not_null(strstr(s->text.bytes, "Kees Demo-Bakker"));
	cr_expect_not_null(strstr(s->text.bytes, "Mies Proef"));
	buf_free(&zip);
}

Test(inside, documents_in_documents)
{
	struct buf innermost = make_zip((const char *[]){ "word/document.xml", BODY(W, P("binnenin")), NULL });
	struct buf inner = make_zip_with((const char *[]){ "xl/workbook.xml", "<workbook xmlns=\"x\"/>", NULL },
					 "xl/embeddings/Microsoft_Word.docx", &innermost);
	struct buf zip = make_zip_with((const char *[]){ "word/document.xml", BODY(W, P("hoofd")), NULL },
				       "word/embeddings/Microsoft_Excel.xlsx", &inner);
	AUTO(shown) s = shown_new();

	shown_read(s, "a.docx", zip.bytes, zip.len);
	cr_expect(shown_row(s, "word/embeddings/Microsoft_Excel.xlsx", "xlsx", ""));
	shown_expect(s, "word/embeddings/Microsoft_Excel.xlsx!xl/embeddings/Microsoft_Word.docx!word/document.xml body", "binnenin");
	buf_free(&innermost);
	buf_free(&inner);
	buf_free(&zip);
}

Test(inside, strict_and_flat_are_the_same)
{
	static const char flat[] = "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData>"
		"<w:document" W "><w:body>" P("plat") "</w:body></w:document></pkg:xmlData></pkg:part><pkg:part pkg:name=\"/word/comments.xml\"><pkg:xmlData>"
		"<w:comments" W "><w:comment w:author=\"Sara\">" P("Klopt?") "</w:comment></w:comments></pkg:xmlData></pkg:part>"
		"<pkg:part pkg:name=\"/word/afchunk.txt\"><pkg:binaryData>cGxhdHRlIHRla3N0</pkg:binaryData></pkg:part></pkg:package>";
	struct buf zip = make_zip((const char *[]){ "word/document.xml", BODY(" xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"", P("streng")), NULL });
	AUTO(shown) s = shown_new();
	AUTO(shown) t = shown_new();

	shown_read(s, "a.docx", zip.bytes, zip.len);
	shown_expect(s, "word/document.xml body", "streng");
	shown_read(t, "a.xml", flat, strlen(flat));
	shown_expect(t, " body", "plat");
	shown_expect(t, " comment", "Sara\\n\\nKlopt?");
	cr_expect_not_null(strstr(t->text.bytes, "platte tekst"));
	shown_all_blocks("a.xml", flat, strlen(flat));
	buf_free(&zip);
}

#define ODF " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""

Test(inside, templates_and_properties_of_odf)
{
	struct buf inner = make_zip((const char *[]){ "word/document.xml", BODY(W, P("binnenin")), NULL });
	struct buf zip = make_zip_with((const char *[]){ "mimetype", "application/vnd.oasis.opendocument.text-template", "meta.xml",
		"<office:document-meta" ODF "><office:meta><dc:creator>Maker</dc:creator><meta:user-defined meta:name=\"Zaak\">Dossier</meta:user-defined>"
		"</office:meta></office:document-meta>", NULL }, "Object 1", &inner);
	AUTO(shown) s = shown_new();

	shown_read(s, "a.ott", zip.bytes, zip.len);
	cr_expect(shown_row(s, "", "odt", ""));
	shown_expect(s, "meta.xml property", "Maker\\n\\nZaak: Dossier");
	shown_expect(s, "Object 1!word/document.xml body", "binnenin");
	buf_free(&inner);
	buf_free(&zip);
}
