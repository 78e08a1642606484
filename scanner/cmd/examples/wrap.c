/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/examples/wrap.c - a passage of text as a document of each simple format. */
#include "cmd/examples/wrap.h"
#include <string.h>
#include <zlib.h>

static void wrap_text(struct buf *to, const char *text, const char *head)
{
	(void)head;
	buf_add_str(to, text);
	buf_add_byte(to, '\n');
}

static void csv_quote(struct buf *to, const char *s)
{
	buf_add_byte(to, '"');
	for (; *s; s++) {
		if (*s == '"')
			buf_add_byte(to, '"');
		buf_add_byte(to, *s);
	}
	buf_add_byte(to, '"');
}

static void wrap_csv(struct buf *to, const char *text, const char *head)
{
	buf_add_str(to, "Nr;");
	csv_quote(to, head ? head : "Opmerking");
	buf_add_str(to, "\r\n1;");
	csv_quote(to, text);
	buf_add_str(to, "\r\n2;\"\"\r\n");
}

static void xml_escape(struct buf *to, const char *s, const char *line_end)
{
	for (; *s; s++)
		switch (*s) {
		case '<':
			buf_add_str(to, "&lt;");
			break;
		case '>':
			buf_add_str(to, "&gt;");
			break;
		case '&':
			buf_add_str(to, "&amp;");
			break;
		case '\n':
			buf_add_str(to, line_end);
			break;
		default:
			buf_add_byte(to, *s);
		}
}

static void wrap_html(struct buf *to, const char *text, const char *head)
{
	buf_add_str(to, "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>");
	if (head) {
		buf_add_str(to, "<table><tr><th>Nr</th><th>");
		xml_escape(to, head, " ");
		buf_add_str(to, "</th></tr><tr><td>1</td><td>");
		xml_escape(to, text, "<br>");
		buf_add_str(to, "</td></tr></table></body></html>");
		return;
	}
	buf_add_str(to, "<p>");
	xml_escape(to, text, "<br>");
	buf_add_str(to, "</p></body></html>");
}

static void mail_head(struct buf *to, const char *encoding)
{
	buf_add_format(to,
		       "Subject: -\nDate: Mon, 12 Mar 2018 09:30:00 +0100\nMIME-Version: 1.0\n"
		       "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: %s\n\n",
		       encoding);
}

static void wrap_quoted(struct buf *to, const char *text, const char *head)
{
	(void)head;
	mail_head(to, "quoted-printable");
	for (unsigned column = 0; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (column > 70) {
			buf_add_str(to, "=\n");
			column = 0;
		}
		if (c == '\n') {
			buf_add_byte(to, '\n');
			column = 0;
		} else if (c < ' ' || c > '~' || c == '=' || (c == ' ' && text[1] == '\n')) {
			buf_add_format(to, "=%02X", c);
			column += 3;
		} else {
			buf_add_byte(to, (char)c);
			column++;
		}
	}
	buf_add_byte(to, '\n');
}

static void wrap_base64(struct buf *to, const char *text, const char *head)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len = strlen(text);

	(void)head;
	mail_head(to, "base64");
	for (size_t i = 0; i < len; i += 3) {
		unsigned char three[3] = { 0 };
		size_t n = len - i < 3 ? len - i : 3;

		memcpy(three, text + i, n);
		unsigned bits = (unsigned)three[0] << 16 | (unsigned)three[1] << 8 | three[2];
		for (unsigned k = 0; k < 4; k++)
			buf_add_byte(to, k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
		if (i % 57 == 54)
			buf_add_byte(to, '\n');
	}
	buf_add_byte(to, '\n');
}

static void put16(struct buf *to, unsigned n)
{
	buf_add_byte(to, (char)(n & 255));
	buf_add_byte(to, (char)(n >> 8 & 255));
}

static void put32(struct buf *to, unsigned long n)
{
	put16(to, n & 0xFFFF);
	put16(to, n >> 16 & 0xFFFF);
}

struct member {
	const char *name;
	struct buf bytes;
	size_t at;
};

static void zip_fields(struct buf *to, const struct member *m)
{
	unsigned long crc = crc32(0, (const unsigned char *)m->bytes.bytes, (unsigned)m->bytes.len);

	put16(to, 20);     /* version */
	put16(to, 0);      /* flags */
	put16(to, 0);      /* stored */
	put32(to, 0x4C6C4BC0); /* a day in 2018 */
	put32(to, crc);
	put32(to, m->bytes.len);
	put32(to, m->bytes.len);
	put16(to, (unsigned)strlen(m->name));
	put16(to, 0);
}

static void zip(struct buf *to, struct member *members, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		members[i].at = to->len;
		buf_add(to, "PK\3\4", 4);
		zip_fields(to, members + i);
		buf_add_str(to, members[i].name);
		buf_add(to, members[i].bytes.bytes, members[i].bytes.len);
	}
	size_t directory = to->len;
	for (size_t i = 0; i < n; i++) {
		buf_add(to, "PK\1\2", 4);
		put16(to, 20);
		zip_fields(to, members + i);
		for (unsigned k = 0; k < 5; k++)
			put16(to, 0);
		put32(to, members[i].at);
		buf_add_str(to, members[i].name);
		buf_free(&members[i].bytes);
	}
	size_t size = to->len - directory;
	buf_add(to, "PK\5\6\0\0\0\0", 8);
	put16(to, (unsigned)n);
	put16(to, (unsigned)n);
	put32(to, size);
	put32(to, directory);
	put16(to, 0);
}

static void docx_paragraph(struct buf *to, const char *text)
{
	buf_add_str(to, "<w:p><w:r><w:t xml:space=\"preserve\">");
	xml_escape(to, text, "</w:t><w:br/><w:t xml:space=\"preserve\">");
	buf_add_str(to, "</w:t></w:r></w:p>");
}

static void wrap_docx(struct buf *to, const char *text, const char *head)
{
	struct member members[] = { { .name = "[Content_Types].xml" }, { .name = "word/document.xml" } };
	struct buf *b = &members[1].bytes;

	buf_add_str(&members[0].bytes,
		    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
		    "officedocument.wordprocessingml.document.main+xml\"/></Types>");
	buf_add_str(b, "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
		       "<w:body>");
	if (head) {
		buf_add_str(b, "<w:tbl><w:tr><w:tc>");
		docx_paragraph(b, "Nr");
		buf_add_str(b, "</w:tc><w:tc>");
		docx_paragraph(b, head);
		buf_add_str(b, "</w:tc></w:tr><w:tr><w:tc>");
		docx_paragraph(b, "1");
		buf_add_str(b, "</w:tc><w:tc>");
		docx_paragraph(b, text);
		buf_add_str(b, "</w:tc></w:tr></w:tbl>");
	} else {
		docx_paragraph(b, text);
	}
	buf_add_str(b, "</w:body></w:document>");
	zip(to, members, 2);
}

static void odt_paragraph(struct buf *to, const char *text)
{
	buf_add_str(to, "<text:p>");
	xml_escape(to, text, "<text:line-break/>");
	buf_add_str(to, "</text:p>");
}

static void wrap_odt(struct buf *to, const char *text, const char *head)
{
	struct member members[] = { { .name = "mimetype" }, { .name = "content.xml" } };
	struct buf *b = &members[1].bytes;

	buf_add_str(&members[0].bytes, "application/vnd.oasis.opendocument.text");
	buf_add_str(b, "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
		       " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
		       " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\">"
		       "<office:body><office:text>");
	if (head) {
		buf_add_str(b, "<table:table><table:table-row><table:table-cell>");
		odt_paragraph(b, "Nr");
		buf_add_str(b, "</table:table-cell><table:table-cell>");
		odt_paragraph(b, head);
		buf_add_str(b, "</table:table-cell></table:table-row><table:table-row><table:table-cell>");
		odt_paragraph(b, "1");
		buf_add_str(b, "</table:table-cell><table:table-cell>");
		odt_paragraph(b, text);
		buf_add_str(b, "</table:table-cell></table:table-row></table:table>");
	} else {
		odt_paragraph(b, text);
	}
	buf_add_str(b, "</office:text></office:body></office:document-content>");
	zip(to, members, 2);
}

const struct wrapping wrappings[] = {
	{ "text", "x.txt", false, true, wrap_text },
	{ "csv", "x.csv", true, false, wrap_csv },
	{ "html", "x.html", true, true, wrap_html },
	{ "mail, quoted-printable", "x.eml", false, true, wrap_quoted },
	{ "mail, base64", "x.eml", false, true, wrap_base64 },
	{ "docx", "x.docx", true, true, wrap_docx },
	{ "odt", "x.odt", true, true, wrap_odt },
	{ NULL, NULL, false, false, NULL },
};
