/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/office/xml_test.c - XML of no known kind, and XML that is out to harm. */
#include "shown.h"
#include "format/xml.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct shown *read_xml(const char *xml, size_t len)
{
	struct shown *s = shown_new();

	s->anchors = true;
	shown_read(s, "a.xml", xml, len);
	return s;
}

Test(xml, tells_fields_from_sentences)
{
	static const char xml[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<r><!-- let op -->\n <p id=\"7\" naam=\"Kees\"><naam>Jan</naam> <stad>Ede</stad></p>\n"
				  "<p><t>Jan <b>de</b> <i>Vr</i>ies caf\xe9</t><x><![CDATA[a < b]]></x></p></r>";
	AUTO(shown) s = read_xml(xml, strlen(xml));

	shown_expect(s, " body", "{para 3=naam}Jan\\n{para 4=stad}Ede\\n\\n{para 6=t}Jan {para 7=b}de {para 8=i}Vr{para 8=t}ies caf\u00e9\\n{para 9=x}a < b");
	shown_expect(s, " property", "{id}7\\n{naam}Kees");
	shown_expect(s, " comment", " let op ");
	cr_expect(shown_row(s, "", "xml", ""));
	shown_all_blocks("a.xml", xml, strlen(xml));
}

Test(xml, reads_utf_16)
{
	static const char xml[] = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><r><n>Jan</n></r>";
	struct buf b = { 0 };

	buf_add(&b, "\xff\xfe", 2);
	for (const char *c = xml; *c; c++)
		buf_add(&b, (char[]){ *c, 0 }, 2);
	AUTO(shown) s = read_xml(b.bytes, b.len);
	shown_expect(s, " body", "{para 2=n}Jan");
	cr_expect(shown_row(s, "", "xml", ""));
	buf_free(&b);
}

Test(xml, never_expands_or_opens_anything)
{
	static const char laughs[] = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"/etc/passwd\">"
				     "<!ENTITY % p SYSTEM \"http://example.invalid/x\">%p;]><r>Jan &b; &c; Bos</r>";
	AUTO(shown) s = read_xml(laughs, strlen(laughs));

	cr_expect(shown_row(s, "", "xml", "xml-dtd"));
	cr_expect(strstr(shown_line(s, " body"), "Jan &b; &c; Bos"));
	cr_expect_null(strstr(s->text.bytes, "root:"));
	cr_expect_null(strstr(s->text.bytes, "haha"));
	shown_all_blocks("a.xml", laughs, strlen(laughs));
}

Test(xml, stops_at_depth_and_goes_on_crudely)
{
	struct buf b = { 0 };

	buf_add_str(&b, "<?xml version=\"1.0\"?>");
	for (int i = 0; i < 3000; i++)
		buf_add_str(&b, "<a>x");
	AUTO(shown) s = read_xml(b.bytes, b.len);
	cr_expect(shown_row(s, "", "xml", "limit-depth"));
	const char *line = shown_line(s, " body");
	size_t n = 0;
	for (; *line; line++)
		n += *line == 'x';
	cr_expect_eq(n, 3000);
	shown_all_blocks("a.xml", b.bytes, b.len);
	buf_free(&b);
}

Test(xml, stops_at_a_tag_without_end)
{
	struct buf b = { 0 };

	buf_add_str(&b, "<?xml version=\"1.0\"?><r><n>Jan</n><m ");
	for (int i = 0; i < 200000; i++)
		buf_add_format(&b, "a%d='x' ", i);
	buf_add_str(&b, "/><n>Piet</n></r>");
	AUTO(shown) s = read_xml(b.bytes, b.len);
	cr_expect(shown_row(s, "", "xml", "limit-token"));
	cr_expect(strstr(shown_line(s, " body"), "Jan") && strstr(shown_line(s, " body"), "Piet"));
	buf_free(&b);
}

Test(xml, loses_nothing_when_cut_anywhere)
{
	static const char xml[] = "<?xml version=\"1.0\"?><r><naam titel=\"drs\">Jan &amp; Piet</naam><!-- stil --><x>Kees &#233;n <![CDATA[Bos]]></x></r>";
	static const char *const words[] = { "Jan", "Piet", "Kees", "Bos", "drs", "stil" };

	for (size_t cut = 24; cut < sizeof(xml); cut++) {
		AUTO(shown) s = read_xml(xml, cut);

		for (size_t i = 0; i < ARRAY_LEN(words); i++) {
			size_t end = (size_t)(strstr(xml, words[i]) - xml) + strlen(words[i]);

			if (end <= cut)
				cr_expect(s->text.len && strstr(s->text.bytes, words[i]), "%s, cut at %zu", words[i], cut);
		}
		if (cut < sizeof(xml) - 1)
			cr_expect(strstr(s->rows.bytes, "xml-malformed"), "cut at %zu", cut);
		shown_all_blocks("a.xml", xml, cut);
	}
}

Test(xml, is_told_by_content)
{
	static const char *const texts[] = { "<a xmlns='x'>b</a>", "a < b", "{\"a\":1}", "" };
	static const char *const formats_of[] = { "xml", "text", "json", "empty" };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO(shown) s = shown_new();

		shown_read(s, "x", texts[i], strlen(texts[i]));
		cr_expect(shown_row(s, "", formats_of[i], ""), "%s gives %s", texts[i], s->rows.bytes);
	}
}

Test(xml, sees_the_root_of_utf_16)
{
	static const uint8_t little[] = "\xff\xfe<\0?\0x\0?\0>\0<\0a\0:\0b\0 \0c\0", big[] = "\xfe\xff\0<\0r\0>";
	static const uint8_t bare[] = "<\0q\0/\0>\0";
	char name[8];

	xml_sniff_root(little, sizeof(little) - 1, name, sizeof(name));
	cr_expect_str_eq(name, "b");
	xml_sniff_root(big, sizeof(big) - 1, name, sizeof(name));
	cr_expect_str_eq(name, "r");
	xml_sniff_root(bare, sizeof(bare) - 1, name, sizeof(name));
	cr_expect_str_eq(name, "q");
	xml_sniff_root((const uint8_t *)"\xff\xfe<", 3, name, sizeof(name));
	cr_expect_str_eq(name, "");
}

Test(xml, a_named_document_type_declares_nothing)
{
	static const char named[] = "<!DOCTYPE r PUBLIC \"-//X//DTD R//EN\" \"r.dtd\"><r><n>Jan</n></r>";
	static const char entity[] = "<!DOCTYPE r PUBLIC \"-//X//DTD R//EN\" \"r.dtd\"><r><n>Jan &nbsp;Bos</n></r>";
	static const char in_value[] = "<!DOCTYPE r SYSTEM \"r.dtd\"><r><n a=\"Jan&naam;Bos\">Ede</n></r>";
	AUTO(shown) s = read_xml(named, strlen(named));

	shown_expect(s, " body", "{para 2=n}Jan");
	cr_expect(shown_row(s, "", "xml", ""));
	AUTO(shown) e = read_xml(entity, strlen(entity));
	cr_expect(shown_row(e, "", "xml", "xml-dtd"));
	cr_expect(strstr(shown_line(e, " body"), "Jan") && strstr(shown_line(e, " body"), "Bos"));
	AUTO(shown) v = read_xml(in_value, strlen(in_value));
	cr_expect(shown_row(v, "", "xml", "xml-dtd"));
	cr_expect(strstr(shown_line(v, " body"), "Ede"));
}
