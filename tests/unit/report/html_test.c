/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/html_test.c - the page for people: inert, whole, and told page by page. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "report/html.h"
#include "small.h"

TestSuite(html, .init = small_begin, .fini = small_end);

static char *shown(const char *s, bool prose)
{
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	if (prose)
		html_prose(to, s, strlen(s));
	else
		html_text(to, s);
	fclose(to);
	return text;
}

Test(html, text_neither_acts_nor_hides)
{
	static const struct {
		const char *text, *shown;
		bool prose;
	} cases[] = {
		{"<b>&\"'", "&#60;b&#62;&#38;&#34;&#39;", false},
		{"a\xe2\x80\xae" "b", "a<span class=\"odd\">[U+202E]</span>b", false},
		{"a\nb", "a<span class=\"odd\">[U+000A]</span>b", false},
		{"a\xff", "a<span class=\"odd\">[FF]</span>", false},
		{"\x1b[31m", "<span class=\"odd\">[U+001B]</span>[31m", true},
		{"a\r\n\r\n\nb", "a<br>b", true},
		{"a\tb", "a<span class=\"tab\"> | </span>b", true},
		{"caf\xc3\xa9 \xd8\xb9", "caf\xc3\xa9 \xd8\xb9", true},
		{"x\xf3\xa0\x81\x81", "x<span class=\"odd\">[U+E0041]</span>", true},
		{"", "", true},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *text = shown(cases[i].text, cases[i].prose);

		cr_assert_str_eq(text, cases[i].shown);
		free(text);
	}
}

static const struct spot talk[] = {
	{TYPE_PERSON, NULL, "Daar zei ", "Jan <b>Test</b>", " dat Piet niet kwam", "", 9, 60, 1, 0},
	{TYPE_PERSON, NULL, " dat ", "Piet", " niet kwam; moskee", "", 29, 20, 2, 0},
	{TYPE_INDICATOR, "REL", " niet kwam; ", "moskee", ".", "", 45, 70, 3, 2},
	{TYPE_BSN, NULL, "nr ", "111222333", "", "2!2:bijlage.txt", 3, 80, 4, 0},
};

static struct store *two_files(void)
{
	struct store *s = small_case();

	small_file(s, "map/gesprek<1>.mbox", "mbox", REASON_NONE, talk, ARRAY_LEN(talk));
	small_file(s, "map/kopie.txt", "text", REASON_NONE, talk, 1);
	small_file(s, "dicht.zip", "zip", REASON_ENCRYPTED, NULL, 0);
	return s;
}

Test(html, tells_what_was_read_and_found)
{
	struct report_options o = {.query = {.min_score = 40}, .lang = "nl"};
	char *text = small_report(two_files(), "html", o);

	cr_assert(strstr(text, "<html lang=\"nl\">"));
	cr_assert(strstr(text, "Met een wachtwoord beveiligd."));
	cr_assert(strstr(text, "Vraag de eigenaar"));
	cr_assert(strstr(text, "dicht.zip") && strstr(text, "says &#60;why&#62;"));
	cr_assert(strstr(text, "godsdienst of levensovertuiging"));
	cr_assert(strstr(text, ">map/gesprek&#60;1&#62;.mbox<"));
	cr_assert(!strstr(text, "<b>Test"));
	/* Two hits of the body in one passage, and who the indicator is about, though not reported. */
	cr_assert(strstr(text, "zei <mark>Jan &#60;b&#62;Test&#60;/b&#62;</mark> dat Piet niet kwam; "
			       "<mark>moskee</mark>."));
	cr_assert(strstr(text, "Hoort bij <bdi>Piet</bdi> (zelfde zin)"));
	cr_assert(strstr(text, "bericht 2, bijlage bijlage.txt, regel 7</bdi>, verzonden op 12 maart "
			       "2018</p>"));
	cr_assert(strstr(text, "2026</bdi></th>") && strstr(text, "2018</bdi></th>"));
	free(text);
}

Test(html, anchors_are_unique_and_each_hit_is_told)
{
	struct report_options o = {.query = {.min_score = 40}, .lang = "en"};
	char *text = small_report(two_files(), "html", o);

	cr_assert_eq(small_count(text, "<li id=\"h-aa01"), 1); /* the copy has the same id */
	cr_assert_eq(small_count(text, "of 100"), 4);
	cr_assert_eq(small_count(text, "<section class=\"doc\">"), 2);
	cr_assert_eq(small_count(text, "<section"), small_count(text, "</section>"));
	cr_assert_eq(small_count(text, "<details"), small_count(text, "</details>"));
	cr_assert_eq(small_count(text, "<script"), 0);
	cr_assert_eq(small_count(text, "</html>"), 1);
	free(text);
}

Test(html, masks_what_must_not_leave)
{
	struct report_options o = {.query = {.min_score = 40}, .lang = "nl", .mask = true};
	char *text = small_report(two_files(), "html", o);

	cr_assert(!strstr(text, "moskee") && !strstr(text, "111222333") && !strstr(text, "Piet") &&
		  !strstr(text, "Daar zei") && !strstr(text, "'Jan'"));
	cr_assert(strstr(text, "*******33") && strstr(text, "<bdi>P.</bdi>"));
	free(text);
}

Test(html, goes_on_on_further_pages)
{
	enum { FILES = 3, HITS = 900 };
	char *path = xformat("%s/rap port.html", small_folder), *page, *text;
	struct report_options o = {.query = {.min_score = 0}, .lang = "nl", .path = path};
	struct store *s = small_case();
	struct spot *spots = xcalloc(HITS * 2, sizeof(*spots));
	size_t told = 0;
	struct stat st;

	for (size_t i = 0; i < HITS * 2; i++)
		spots[i] = (struct spot){TYPE_BSN, NULL, "b ", "111222333", " a", "", 1000 * i, 50,
					 (uint8_t)i, 0};
	small_file(s, "a.txt", "text", REASON_NONE, spots, HITS);
	small_file(s, "b.txt", "text", REASON_NONE, spots, HITS * 2); /* longer than a page */
	small_file(s, "c.txt", "text", REASON_NONE, spots, HITS);
	free(spots);
	page = xformat("%s/rap port_files", small_folder);
	mkdir(page, 0700);
	free(page);
	page = xformat("%s/rap port_files/p00005.html", small_folder); /* of an earlier report */
	fclose(fopen(page, "w"));
	text = small_report(s, "html", o);
	/* A document that fits on no page fills up the one before it. */
	cr_assert(strstr(text, "href=\"rap%20port_files/p00001.html#d2\""));
	cr_assert(!strstr(text, "class=\"psg\""));
	cr_assert(stat(page, &st), "a page of an earlier report is gone");
	free(page);
	free(text);
	for (unsigned i = 1; i <= 4; i++) {
		static char buffer[4 << 20];
		FILE *from;

		page = xformat("%s/rap port_files/p%05u.html", small_folder, i);
		from = fopen(page, "r");
		cr_assert(from, "%s", page);
		buffer[fread(buffer, 1, sizeof(buffer) - 1, from)] = '\0';
		cr_assert(!stat(page, &st) && (st.st_mode & 0777) == 0600);
		told += small_count(buffer, "van 100</summary>");
		cr_assert(small_count(buffer, "van 100</summary>") <= 1000);
		cr_assert_eq(small_count(buffer, "<section"), small_count(buffer, "</section>"));
		cr_assert_eq(small_count(buffer, "</html>"), 1);
		cr_assert(strstr(buffer, "href=\"../rap%20port.html\""));
		if (i == 3)
			cr_assert(strstr(buffer, "b.txt</bdi> (vervolg)"));
		fclose(from);
		free(page);
	}
	cr_assert_eq(told, (size_t)HITS * 4);
	free(path);
}

Test(html, a_folder_that_cannot_be_made_is_told)
{
	struct report_options o = {.path = "/proc/nowhere/r.html"};
	struct store *s = small_case();
	struct spot *spots = xcalloc(2100, sizeof(*spots));
	struct fail f = {0};
	FILE *to = fopen("/dev/null", "w");

	for (size_t i = 0; i < 2100; i++)
		spots[i] = (struct spot){TYPE_BSN, NULL, "", "1", "", "", 9 * i, 50, 1, 0};
	small_file(s, "a.txt", "text", REASON_NONE, spots, 2100);
	free(spots);
	cr_assert(report_write(report_named("html"), s, &o, to, &f) < 0);
	cr_assert_eq(f.code, EXIT_USAGE);
	fclose(to);
	store_free(s);
}
