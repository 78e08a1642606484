/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/html_test.c - pages as a reader sees them, and what a reader does not see. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "feed.h"
#include "format/html.h"

extern const struct format html_format;

static void expect_lanes(const char *html, const char *body, const char *quoted, const char *hidden)
{
	struct feed_how how = { .format = &html_format };
	struct fed f;

	feed(&f, html, strlen(html), &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), body, "%s", html);
	cr_expect_str_eq(fed_text(&f, CARRIER_QUOTED), quoted, "%s", html);
	cr_expect_str_eq(fed_text(&f, CARRIER_HIDDEN), hidden, "%s", html);
	fed_free(&f);
	feed_all_blocks(html, strlen(html), &how);
}

static void expect_body(const char *html, const char *body)
{
	expect_lanes(html, body, "", "");
}

Test(html, inline_tags_join_and_blocks_part)
{
	expect_body("<p>Beste <b>Yo</b>ussef, <i>a</i> <u>b</u>", "Beste Youssef, a b");
	expect_body("Ams<wbr>terdam<span></span>mer d&shy;e", "Amsterdammer d\u00ADe");
	expect_body("een<p>twee</p>drie<div>vier</div>vijf", "een\n\ntwee\n\ndrie\n\nvier\n\nvijf");
	expect_body("<div><div>een</div></div><div>twee</div>", "een\n\ntwee");
	expect_body("een<br>twee<br/><br>drie<br>", "een\ntwee\n\ndrie");
	expect_body("<ul><li>een<li>twee</ul>", "een\n\ntwee");
	expect_body("<p>een<p>twee", "een\n\ntwee");
	expect_body("een<hr>twee</p>drie", "een\n\ntwee\n\ndrie");
	expect_body("<title>Een  titel</title><body>tekst", "Een titel\n\ntekst");
}

Test(html, white_space_collapses)
{
	expect_body("  een \n\t twee  <b> drie</b> </p> vier ", "een twee drie\n\nvier");
	expect_body("een&nbsp; twee&#32;&#10;drie", "een\u00A0 twee drie");
	expect_body("<pre>\n een\n  twee</pre>", " een\n  twee");
	expect_body("<textarea>\r\n a &lt;b>\n c</textarea> d", " a <b>\n c\n\nd");
	expect_body("<span style='white-space: pre'>a  b</span>  c", "a  b c");
}

Test(html, tables)
{
	expect_body("<table><tr><td>a<td>b<tr><td>c<td>d</table>e", "a\tb\nc\td\n\ne");
	expect_body("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\tb");
	expect_body("<table><tr><td></td><td>b<tr><td>c<td></td><td>d</table>", "\tb\nc\t\td");
	expect_body("<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>",
		    "a\n\nb\tc\n\nd\te");
	expect_body("<table><thead><tr><th>a</thead><tbody><tr><td>b</tbody></table>", "a\nb");
}

static void expect_cell(const char *html, const char *word, const char *name, const char *label)
{
	struct feed_how how = { .format = &html_format, .word = word };
	struct fed f;

	feed(&f, html, strlen(html), &how);
	cr_expect_str_eq(f.word_anchor_name, name, "%s: %s", word, f.word_anchor_name);
	cr_expect_str_eq(f.word_anchor_label, label, "%s: %s", word, f.word_anchor_label);
	fed_free(&f);
}

Test(html, cells_have_names_and_labels)
{
	const char *heads = "<table><tr><th>Naam<th>Plaats<tr><td>Jan<td>Ede</table>na"
			    "<table><tr><td>Naam<td>Woonplaats<tr><td>Piet<td>Zwolle</table>";
	const char *pairs = "<table><tr><td>Naam:</td><td>Kees</td></tr>"
			    "<tr><th>BSN</th><td>111222333</td></tr></table>";
	const char *span = "<table><tr><td colspan=2>x<td>Jan</table>";

	expect_cell(heads, "Jan", "T1.A2", "Naam");
	expect_cell(heads, "Ede", "T1.B2", "Plaats");
	expect_cell(heads, "Zwolle", "T2.B2", "Woonplaats");
	expect_cell(pairs, "Kees", "T1.B1", "Naam:");
	expect_cell(pairs, "111222333", "T1.B2", "BSN");
	expect_cell(span, "Jan", "T1.C1", "");
	expect_cell(heads, "na", "", "");
}

Test(html, references)
{
	expect_body("&eacute;&euml;&euro;&#235;&#xEB;&#x80;&#146;", "éë€ëë€’");
	expect_body("&eacute &eacuten &amp &copy2 &lt;b&gt; &notin;", "é én & ©2 <b> ∉");
	expect_body("a & b &; &onzin; &# &#x; &#xZ &#0; &#1114112; &#xD800;",
		    "a & b &; &onzin; &# &#x; &#xZ \uFFFD \uFFFD \uFFFD");
	expect_body("&#00000000000000000000000000000000000065;x", "Ax");
	expect_body("&NewLine;a&Tab;b&apos;&commat;", "a b'@");
}

Test(html, what_is_no_tag)
{
	expect_body("3 < 4 en a<b en 5>4 <", "3 < 4 en a4 <");
	expect_body("Jan <jan@example.nl> en <http://example.nl/>",
		    "Jan <jan@example.nl> en <http://example.nl/>");
	expect_body("<a href=\"x>y\" title='' b=c>link</a></>", "link");
	expect_body("<!DOCTYPE html><?xml version='1.0'?><![if !mso]>zicht<![endif]>baar", "zichtbaar");
	expect_body("a<![CDATA[<b>&amp;]]>b", "a<b>&amp;b");
	expect_body("<script>'<p>'</script><style>p{}</STYLE >x<script>", "x");
	expect_body("<xmp><b>&amp;</xmp>", "<b>&amp;");
}

Test(html, hidden_things)
{
	expect_lanes("a<!-- Kees <b>M</b>ulder &amp; co -->b<!---->c<!-->d", "abcd", "",
		     "Kees Mulder & co");
	expect_lanes("Jan <span style=\"DISPLAY : none\">geheim</span> Bakker<p hidden>x<p>y",
		     "Jan Bakker\n\ny", "", "geheim\n\nx");
	expect_lanes("<div style='font-size:0px'>a</div><div style='font-size:0.9em'>b</div>", "b", "",
		     "a");
	expect_lanes("<div hidden><div>a</div><span>b</div>c", "c", "", "a\n\nb");
	expect_lanes("<noscript>a</noscript><template>b</template>c", "c", "", "a\n\nb");
	expect_lanes("<!--[if mso]><style>p{}</style><p>Outlook</p><![endif]-->x", "x", "", "Outlook");
	expect_lanes("<!-- <script> -->x</script>", "x", "", "");
	expect_lanes("<script type='application/ld+json'>{\"name\": \"Jan\"}</script>x", "x", "",
		     "{\"name\": \"Jan\"}");
}

Test(html, hidden_by_a_style_sheet)
{
	expect_lanes("<style><!-- p { color: red } .preheader, p.Weg { display : None !important } -->"
		     "</style><div class='x PREHEADER'>geheim</div><p class=weg>y</p>z",
		     "z", "", "geheim\n\ny");
	expect_lanes("<style>/* .a{display:none} */ @media print { .a { display: none } } .b .a{display:none}"
		     ".c:hover{display:none} #d{visibility:hidden}</style>"
		     "<p class=a>a<p class='b c'>b<p id=d>d", "a\n\nb", "", "d");
	expect_lanes("<style>@import 'x'; .a{display:none} .a{display:block}</style><p class=a>a", "a", "",
		     "");
	expect_lanes("<!--[if mso]><style>.a{display:none}</style><![endif]--><p class=a>a", "a", "", "");
	expect_lanes("<style>.a{display:none", "", "", "");
}

Test(html, attributes_with_text)
{
	expect_lanes("<a href='mailto:jan%40example.nl?subject=a&amp;b'>mail</a>", "mail", "",
		     "mailto:jan@example.nl?subject=a&b");
	expect_lanes("<a href='https://example.nl/?q=caf%E9'>x</a><a href='#top'>y</a>", "xy", "",
		     "https://example.nl/?q=caf%E9");
	expect_lanes("<img alt='Foto van Sara' title=T src=x.png>", "", "", "Foto van Sara\n\nT");
	expect_lanes("<input type=hidden name=n value='De Wit'><input placeholder=Naam>", "", "",
		     "De Wit\n\nNaam");
	expect_lanes("<meta name=author content='Jan'><meta name=viewport content='width=1'>", "", "",
		     "Jan");
	expect_cell("<input name=achternaam value=Bakker>", "Bakker", "value", "achternaam");
	expect_cell("<meta content='Bakker' name=author>", "Bakker", "content", "author");
}

Test(html, quoted_mail)
{
	struct feed_how how = { .format = &html_format };
	const char *deep = "a<blockquote type=cite>b<blockquote type=cite>c</blockquote></blockquote>";
	struct fed f;

	expect_lanes("<div>a</div><div class=gmail_quote>Op ma schreef Jan:<blockquote "
		     "class=gmail_quote>b</blockquote></div><div>c</div>",
		     "a\n\nc", "Op ma schreef Jan:\n\nb", "");
	expect_lanes(deep, "a", "b\n\nc", "");
	expect_lanes("a<blockquote style='margin:0'>b</blockquote>c", "a\n\nb\n\nc", "", "");
	expect_lanes("a<div id=divRplyFwdMsg>Van: Jan</div><div>b</div>", "a", "Van: Jan\n\nb", "");
	expect_lanes("a<div id='x_divRplyFwdMsg'>Van: Jan</div>b", "a", "Van: Jan\n\nb", "");
	expect_lanes("a<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm "
		     "0cm'>Van: Jan</div>b", "a", "Van: Jan\n\nb", "");
	feed(&f, deep, strlen(deep), &how);
	cr_expect_eq(f.quote_level, 2);
	fed_free(&f);
}

static void expect_source(const char *html, const char *word, const char *source)
{
	struct feed_how how = { .format = &html_format, .word = word };
	struct fed f;

	feed(&f, html, strlen(html), &how);
	cr_expect(f.word_found, "%s", word);
	cr_expect(f.word_exact, "%s", word);
	cr_expect_eq(f.word_offset, (uint64_t)(strstr(html, source) - html), "%s", word);
	cr_expect_eq(f.word_length, strlen(source), "%s: %lu", word, (unsigned long)f.word_length);
	fed_free(&f);
}

Test(html, sources_are_exact)
{
	expect_source("<p>Beste <b>Yo</b>ussef,", "Youssef", "Yo</b>ussef");
	expect_source("<p>Jan\n   <i>Bakker</i></p>x", "Jan Bakker", "Jan\n   <i>Bakker");
	expect_source("van Zo&euml;<b> en", "Zoë", "Zo&euml;");
	expect_source("van Zo&euml;", "Zoë", "Zo&euml;");
	expect_source("a &lt;jan&gt; b", "<jan>", "&lt;jan&gt;");
	expect_source("<tr><td>Jan</td><td>Ede</td>", "Jan\tEde", "Jan</td><td>Ede");
	expect_source("Jan<br>Bakker", "Jan\nBakker", "Jan<br>Bakker");
	expect_source("<a href='mailto:jan%40example.nl'>x</a>", "mailto:jan@example.nl",
		      "mailto:jan%40example.nl");
	expect_source("<img alt='Sara de Wit'>", "de Wit", "de Wit");
}

Test(html, charsets)
{
	struct feed_how how = { .format = &html_format };
	struct fed f;
	const char *latin = "<meta charset=iso-8859-15><p>Zo\xeb \xa4";
	const char *http = "<meta http-equiv=Content-Type content='text/html; charset=windows-1254'>\xfd";
	const char *xml = "<?xml version='1.0' encoding='iso-8859-2'?><html>\xb3";

	feed(&f, latin, strlen(latin), &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), "Zoë €");
	cr_expect_not(f.reasons[REASON_GUESSED_CHARSET]);
	fed_free(&f);
	feed(&f, http, strlen(http), &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), "ı");
	fed_free(&f);
	feed(&f, xml, strlen(xml), &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), "ł");
	fed_free(&f);
	how.charset = "utf-8";
	feed(&f, "<meta charset=latin1>Zo\xc3\xab", 25, &how);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), "Zoë");
	fed_free(&f);
}

Test(html, what_is_html)
{
	cr_expect_str_eq(feed_claim("<!DOCTYPE HTML><p>x", 19, "x"), "html");
	cr_expect_str_eq(feed_claim("\xef\xbb\xbf <!-- x --><html><p>x", 25, "x"), "html");
	cr_expect_str_eq(feed_claim("<div><p>x<br>", 13, "x"), "html");
	cr_expect_str_eq(feed_claim("tekst<br>meer", 13, "x.htm"), "html");
	cr_expect_str_eq(feed_claim("tekst<br>meer", 13, "x.txt"), "text");
	cr_expect_str_eq(feed_claim("<naam>Jan</naam>", 16, "x.txt"), "text");
}

/* Much of one thing, in one piece: time and memory stay linear, nothing after it is lost. */
static void expect_survives(const char *before, const char *piece, size_t times, const char *after,
			    const char *word)
{
	struct feed_how how = { .format = &html_format, .word = word };
	struct buf html = { 0 };
	struct fed f;

	buf_add_str(&html, before);
	for (size_t i = 0; i < times; i++)
		buf_add_str(&html, piece);
	buf_add_str(&html, after);
	feed(&f, html.bytes, html.len, &how);
	cr_expect(f.word_found, "%s%s...%s", before, piece, after);
	fed_free(&f);
	how.block = 4095;
	feed(&f, html.bytes, html.len, &how);
	cr_expect(f.word_found);
	fed_free(&f);
	buf_free(&html);
}

Test(html, hostile_lengths)
{
	expect_survives("", "<div>", 200000, "Zwolle", "Zwolle");
	expect_survives("", "<b>", 200000, "</b><p>Zwolle", "Zwolle");
	expect_survives("", "<table><tr><td>", 50000, "Zwolle", "Zwolle");
	expect_survives("<table>", "<tr><td>x", 100000, "</table>Zwolle", "Zwolle");
	expect_survives("", "</p>", 200000, "Zwolle", "Zwolle");
	expect_survives("<img src=\"data:image/png;base64,", "AAAA", 50000, "\" alt='Zwolle'>", "Zwolle");
	expect_survives("<img title=\"", "xxxx ", 50000, "\" alt='Zwolle'>", "Zwolle");
	expect_survives("<p title=\"a>", "tekst ", 50000, "Zwolle", "Zwolle");
	expect_survives("<!--", "<a<b ", 100000, "-->Zwolle", "Zwolle");
	expect_survives("<!--", "-", 500000, "-->Zwolle", "Zwolle");
	expect_survives("", "<!", 200000, ">Zwolle", "Zwolle");
	expect_survives("", "<a@ ", 100000, "Zwolle", "Zwolle");
	expect_survives("", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 20000, "Zwolle", "Zwolle");
	expect_survives("<script>", "</scrip", 200000, "</script>Zwolle", "Zwolle");
	expect_survives("", "<blockquote type=cite>", 50000, "Zwolle", "Zwolle");
	expect_survives("<p ", "a=b ", 50000, ">Zwolle", "Zwolle");
	expect_survives("<", "a", 500000, ">Zwolle", "Zwolle");
}

Test(html, cut_at_every_point)
{
	static const char html[] =
		"<!DOCTYPE html><meta charset=utf-8><title>T&eacute;</title><!-- c <b>d</b> --><p "
		"title='x y' hidden>a<p>b&#235;<table><tr><th>n<td>v</table><![CDATA[z]]><pre>\n q</pre>"
		"<blockquote type=cite>w</blockquote><script type=application/ld+json>{}</script>";
	struct feed_how how = { .format = &html_format };

	for (size_t len = 0; len < sizeof(html); len++) {
		struct fed f;

		feed(&f, html, len, &how);
		fed_free(&f);
		if (len % 5 == 0)
			feed_all_blocks(html, len, &how);
	}
}

Test(html, flipped_bytes)
{
	static const char html[] =
		"<html><p class=\"a\" style='display:none'>a&amp;b</p><table><tr><td colspan=3>x</td></tr>"
		"</table><!--[if x]>y<![endif]--><a href='mailto:a%40b.nl'>z</a><textarea>t</textarea>";
	struct feed_how how = { .format = &html_format };
	uint32_t random = 3;

	for (size_t round = 0; round < 3000; round++) {
		char copy[sizeof(html)];
		struct fed f;

		memcpy(copy, html, sizeof(html));
		for (int i = 0; i < 4; i++) {
			random = random * 1664525u + 1013904223u;
			copy[random % sizeof(html)] = "<>\"'=/!-& \0a\xe9]"[(random >> 16) % 14];
		}
		feed(&f, copy, sizeof(html) - 1, &how);
		fed_free(&f);
		if (round % 100 == 0)
			feed_all_blocks(copy, sizeof(html) - 1, &how);
	}
}
