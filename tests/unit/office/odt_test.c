/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/odt_test.c - OpenDocument text: every carrier, packed, flat and locked. */
#include "shown.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define ODF "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "      \
	    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" " \
	    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" " \
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define BODY(text) "<office:body><office:text>" text "</office:text></office:body>"
#define CONTENT(inside) "<?xml version=\"1.0\"?><office:document-content " ODF ">" inside "</office:document-content>"
#define TYPE "mimetype", "application/vnd.oasis.opendocument.text"
#define CHANGED(id, kind, inside) "<text:changed-region text:id=\"" id "\"><text:" kind "><office:change-info><dc:creator>Wijziger</dc:creator><dc:date>x</dc:date></office:change-info>" inside "</text:" kind "></text:changed-region>"

static struct shown *read_content(const char *content)
{
	struct shown *s = shown_new();
	struct buf zip = make_zip((const char *[]){ TYPE, "content.xml", content, NULL });

	s->anchors = true;
	shown_read(s, "a.odt", zip.bytes, zip.len);
	shown_all_blocks("a.odt", zip.bytes, zip.len);
	buf_free(&zip);
	return s;
}

Test(odt, folds_white_space)
{
	AUTO(shown) s = read_content(CONTENT(BODY("<text:h> Kop  \n stuk </text:h><text:p>Jan<text:s text:c=\"2\"/>de <text:span>Vri</text:span>es"
						  "<text:tab/>x<text:line-break/>y</text:p><text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>")));

	shown_expect(s, "content.xml body", "{para 1}Kop stuk \\n\\n{para 2}Jan  de Vries\\tx\\ny\\n\\n{para 3}punt");
	cr_expect(shown_row(s, "", "odt", ""));
}

Test(odt, puts_changes_back_where_they_were)
{
	AUTO(shown) s = read_content(CONTENT(BODY("<text:tracked-changes>" CHANGED("a", "deletion", "<text:p>Klaas </text:p>") CHANGED("b", "insertion", "")
		CHANGED("c", "deletion", "<text:p>nergens</text:p>") "</text:tracked-changes><text:p>De heer <text:change text:change-id=\"a\"/>"
		"<text:change-start text:change-id=\"b\"/>Kees <text:change-end text:change-id=\"b\"/>Bakker</text:p>")));

	shown_expect(s, "content.xml body", "{para 1}De heer <Kees >Bakker");
	shown_expect(s, "content.xml deleted", "{para 1}<De heer >Klaas <Bakker>\\n\\n{para 2}nergens");
	shown_expect(s, "content.xml inserted", "{para 1}Kees ");
	shown_expect(s, "content.xml property", "{author}Wijziger");
}

Test(odt, reads_notes_boxes_links_and_hidden_text)
{
	AUTO(shown) s = read_content(CONTENT("<office:automatic-styles><style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style></office:automatic-styles>"
		BODY("<text:p>voor<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>noot</text:p></text:note-body></text:note>"
		     "<office:annotation><dc:creator>Anna</dc:creator><dc:date>2020</dc:date><text:p>klopt</text:p></office:annotation>"
		     "<draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box><svg:desc>foto</svg:desc></draw:frame>"
		     "<text:span text:style-name=\"T1\">geheim</text:span><text:a xlink:href=\"mailto:a@b.example\"> na</text:a> <text:date>4 mei</text:date></text:p>")));

	shown_expect(s, "content.xml body", "{para 1}voor na 4 mei");
	shown_expect(s, "content.xml footnote", "{para 2}noot");
	shown_expect(s, "content.xml comment", "{author}Anna\\n\\n{para 3=Anna}klopt");
	shown_expect(s, "content.xml text-box", "{para 4}kader");
	shown_expect(s, "content.xml hidden", "{para 1}foto\\n\\n{para 1}geheim");
	shown_expect(s, "content.xml property", "{hyperlink}mailto:a@b.example");
}

Test(odt, goes_on_after_what_stands_inside_a_paragraph)
{
	AUTO(shown) s = read_content(CONTENT(BODY("<text:p>voor<text:endnote><text:endnote-citation>vi</text:endnote-citation><text:endnote-body><text:p>noot</text:p></text:endnote-body>"
		"</text:endnote>beeld</text:p><text:p>groot<draw:frame>\n <draw:text-box><text:p>kader</text:p></draw:text-box>\n</draw:frame>moeder</text:p>"
		"<text:p>een<text:onbekend><text:p>twee</text:p></text:onbekend>drie</text:p>")));

	shown_expect(s, "content.xml body", "{para 1}voorbeeld\\n\\n{para 3}grootmoeder\\n\\n{para 5}een\\n\\n{para 6}twee\\n\\n{para 7}drie");
	shown_expect(s, "content.xml footnote", "{para 2}noot");
	shown_expect(s, "content.xml text-box", "{para 4}kader");
}

Test(odt, names_cells)
{
	AUTO(shown) s = read_content(CONTENT(BODY("<table:table><table:table-row><table:table-cell><text:p>Naam</text:p></table:table-cell><table:table-cell><text:p>Stad</text:p>"
		"</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Ali</text:p></table:table-cell><table:table-cell><text:p>Ede</text:p>"
		"</table:table-cell></table:table-row></table:table><text:p>na</text:p>")));

	shown_expect(s, "content.xml body", "{cell T1.A1}Naam{cell T1.B1}\\tStad\\n{cell T1.A2=Naam}Ali{cell T1.B2=Stad}\\tEde\\n\\n{para 5}na");
}

Test(odt, says_what_is_locked)
{
	struct buf zip = make_zip((const char *[]){ TYPE, "content.xml", "\x01\x02versleuteld", "meta.xml",
		"<office:document-meta " ODF "><office:meta><dc:title>open</dc:title></office:meta></office:document-meta>", "META-INF/manifest.xml",
		"<m:manifest xmlns:m=\"m\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>", NULL });
	AUTO(shown) s = shown_new();

	shown_read(s, "a.odt", zip.bytes, zip.len);
	cr_expect(shown_row(s, "content.xml", "unknown", "encrypted"));
	shown_expect(s, "meta.xml property", "open");
	buf_free(&zip);
}

Test(odt, reads_headers_objects_and_flat_documents)
{
	static const char flat[] = "<?xml version=\"1.0\"?><office:document " ODF "><office:meta><dc:creator>Maker</dc:creator></office:meta><office:master-styles>"
		"<style:master-page><style:header><text:p>kop<draw:frame><draw:text-box><text:p>in</text:p></draw:text-box></draw:frame>regel</text:p></style:header>"
		"</style:master-page></office:master-styles>" BODY("<text:p>tekst<draw:frame><draw:image><office:binary-data>cGxhdHRl\n IHRla3N0</office:binary-data>"
		"</draw:image></draw:frame></text:p>") "</office:document>";
	struct buf zip = make_zip((const char *[]){ TYPE, "content.xml", CONTENT(BODY("<text:p>a</text:p>")), "Object 1/content.xml",
		CONTENT("<office:body><office:chart><text:p>grafiek</text:p></office:chart></office:body>"), "Pictures/x", "\x01\x02", NULL });
	AUTO(shown) s = shown_new();
	AUTO(shown) t = shown_new();

	shown_read(s, "a.odt", zip.bytes, zip.len);
	shown_expect(s, "Object 1/content.xml body", "grafiek");
	cr_expect(shown_row(s, "Pictures/x", "unknown", "unsupported-format"));
	shown_read(t, "a.fodt", flat, strlen(flat));
	shown_expect(t, " body", "tekst");
	shown_expect(t, " page-header", "kop\\n\\nin\\n\\nregel");
	shown_expect(t, " property", "Maker");
	shown_expect(t, "binary body", "platte tekst");
	shown_all_blocks("a.fodt", flat, strlen(flat));
	buf_free(&zip);
}
