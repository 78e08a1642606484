/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/tables_test.c - workbooks, histograms and SARIF. */
#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "report/sarif.h"
#include "report/xlsx.h"
#include "small.h"

TestSuite(tables, .init = small_begin, .fini = small_end);

/* A member of a workbook, as text; NULL if there is none. */
static char *member(const char *file, const char *name)
{
	struct archive *a = archive_read_new();
	struct archive_entry *e;
	struct buf b = {0};
	bool found = false;

	archive_read_support_format_zip(a);
	cr_assert(!archive_read_open_filename(a, file, 1 << 16), "%s", archive_error_string(a));
	while (!found && archive_read_next_header(a, &e) == ARCHIVE_OK) {
		char block[4096];
		la_ssize_t n;

		found = !strcmp(archive_entry_pathname(e), name);
		while (found && (n = archive_read_data(a, block, sizeof(block))) > 0)
			buf_add(&b, block, (size_t)n);
	}
	archive_read_free(a);
	return found ? b.bytes : NULL;
}

static const struct cells_column columns[] = {
	{"Naam", 20, COLUMN_WRAP, false}, {"N", 8, COLUMN_PLAIN, true}, {"Naar", 8, COLUMN_PLAIN, true}};

static char *small_book(void)
{
	char *file = xformat("%s/b.xlsx", small_folder);
	struct fail f = {0};
	struct book *b = book_new(file, 4, &f); /* a head and three rows */
	struct cells *t = book_cells(b, "Treffers", columns, ARRAY_LEN(columns));
	struct buf here = {0};
	static const char *const names[] = {"=1+1", "a\x07\xe2\x80\xae_x0041_", "-2", "+3", "@4"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		cells_row(t);
		buf_clear(&here);
		cells_here(t, &here);
		cells_text(t, names[i]);
		cells_int(t, i);
		cells_link(t, here.bytes, "=A1");
	}
	cr_assert_str_eq(here.bytes, "internal:'Treffers 2'!A3");
	buf_free(&here);
	cr_assert(!book_close(b, &f), "%s", f.text);
	return file;
}

Test(tables, go_on_on_a_further_sheet_where_rows_end)
{
	char *file = small_book();
	char *one = member(file, "xl/worksheets/sheet1.xml");
	char *two = member(file, "xl/worksheets/sheet2.xml"), *book = member(file, "xl/workbook.xml");

	cr_assert_eq(small_count(one, "<row "), 4);
	cr_assert_eq(small_count(two, "<row "), 3);
	cr_assert(strstr(book, "name=\"Treffers 2\""));
	cr_assert(strstr(one, "<autoFilter ref=\"A1:C4\"/>") && strstr(two, "<autoFilter ref=\"A1:C3\"/>"));
	cr_assert(strstr(one, "ySplit=\"1\"") && strstr(two, ">Naam<"));
	cr_assert(strstr(one, "location=\"'Treffers'!A2\""));
	free(one), free(two), free(book), free(file);
}

Test(tables, hold_no_formula_and_nothing_that_excel_would_decode)
{
	char *file = small_book(), *one = member(file, "xl/worksheets/sheet1.xml");

	cr_assert(!strstr(one, "<f>"));
	cr_assert(strstr(one, "<t>=1+1</t>"));
	cr_assert(strstr(one, "a[U+0007][U+202E]_x005F_x0041_"), "%s", one);
	free(one), free(file);
}

Test(tables, of_a_case_hold_each_hit)
{
	static const struct spot spots[] = {
		{TYPE_PERSON, NULL, "heer ", "=Jan Test", " zegt", "", 9, 60, 1, 0},
		{TYPE_INDICATOR, "GEZ", "", "=ziek", "", "", 90, 70, 2, 1},
	};
	char *file = xformat("%s/c.xlsx", small_folder), *hits, *documents, *coverage;
	struct report_options o = {.query = {.min_score = 40}, .lang = "nl", .csv = "nl"};
	struct store *s = small_case();
	struct fail f = {0};
	FILE *to = fopen(file, "w");

	small_file(s, "map/a b.txt", "text", REASON_NONE, spots, 2);
	small_file(s, "dicht.zip", "zip", REASON_ENCRYPTED, NULL, 0);
	cr_assert(!report_write(report_named("xlsx"), s, &o, to, &f), "%s", f.text);
	fclose(to);
	store_free(s);
	hits = member(file, "xl/worksheets/sheet1.xml");
	documents = member(file, "xl/worksheets/sheet2.xml");
	coverage = member(file, "xl/worksheets/sheet3.xml");
	cr_assert_eq(small_count(hits, "<row "), 3);
	cr_assert_eq(small_count(hits, "=Jan Test"), 2, "once itself, once as whom it belongs to");
	cr_assert(strstr(hits, "<t>gezondheid</t>") && !strstr(hits, "<f>"));
	cr_assert(strstr(documents, "<hyperlink ref=\"A2\" r:id="));
	cr_assert(strstr(documents, "location=\"'Treffers'!A2\""));
	cr_assert(strstr(coverage, "Vraag de eigenaar"));
	free(hits), free(documents), free(coverage), free(file);
}

Test(tables, histogram_counts_what_folds_alike_as_one)
{
	static const struct spot spots[] = {
		{TYPE_PERSON, NULL, "", "Jan", "", "", 9, 60, 1, 0},
		{TYPE_PERSON, NULL, "", "Jan", "", "", 19, 60, 2, 0},
		{TYPE_PERSON, NULL, "", "=Piet", "", "2!2:a!b", 29, 60, 3, 0},
		{TYPE_PERSON, NULL, "", "Klaas", "", "", 39, 20, 4, 0},
	};
	struct report_options o = {.query = {.min_score = 40}, .lang = "en", .csv_asked = true};
	struct store *s = small_case();
	char *text;

	small_file(s, "a", "mbox", REASON_NONE, spots, 4);
	small_file(s, "b", "text", REASON_NONE, spots, 1);
	text = small_report(s, "histogram", o);
	cr_assert_str_eq(text, "type,category,normal,example,hits,documents,first,last\r\n"
			       "person,,Jan,Jan,3,2,2026-11-25,2026-11-25\r\n"
			       "person,,\"'=Piet\",\"'=Piet\",1,1,2018-03-12,2018-03-12\r\n");
	free(text);
}

Test(tables, histogram_for_a_person_is_inert_and_can_be_masked)
{
	static const struct spot spots[] = {
		{TYPE_PERSON, NULL, "", "Jan\x1b[1m Test", "", "", 9, 60, 1, 0},
		{TYPE_BSN, NULL, "", "111222333", "", "", 19, 60, 2, 0},
	};
	struct report_options o = {.lang = "nl"};
	struct store *s = small_case();
	char *text;

	small_file(s, "a", "text", REASON_NONE, spots, 2);
	text = small_report(s, "histogram", o);
	cr_assert(strstr(text, "burgerservicenummers\n") && strstr(text, "Jan[U+001B][1m Test\n"));
	free(text);
	small_end();
	small_begin();
	s = small_case();
	small_file(s, "a", "text", REASON_NONE, spots, 2);
	o.mask = true;
	text = small_report(s, "histogram", o);
	cr_assert(!strstr(text, "Test") && strstr(text, "*******33"));
	free(text);
}

Test(tables, sarif_has_a_result_per_hit_and_a_notification_per_file_not_read)
{
	static const struct spot spots[] = {
		{TYPE_BSN, NULL, "", "111222333", "", "", 9, 60, 1, 0},
		{TYPE_PERSON, NULL, "", "Jan \"Test\"", "", "2:x", 19, 60, 2, 0},
	};
	struct report_options o = {.query = {.min_score = 40}, .lang = "nl"};
	struct store *s = small_case();
	json_t *run, *result, *told;
	char *text;

	small_file(s, "map/a:b c.txt", "text", REASON_NONE, spots, 2);
	small_file(s, "dicht.zip", "zip", REASON_ENCRYPTED, NULL, 0);
	text = small_report(s, "sarif", o);
	json_t *all = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	cr_assert(all, "%s", text);
	run = json_array_get(json_object_get(all, "runs"), 0);
	cr_assert_eq(json_array_size(json_object_get(run, "results")), 2);
	result = json_array_get(json_object_get(run, "results"), 0);
	text[0] = '\0';
	char *dump = json_dumps(result, JSON_COMPACT);
	cr_assert(strstr(dump, "\"uri\":\"map/a%3Ab%20c.txt\"") && strstr(dump, "\"startLine\":7"));
	cr_assert(strstr(dump, "\"vindplaats/v1\":\"aa01"));
	free(dump);
	result = json_array_get(json_object_get(run, "results"), 1);
	dump = json_dumps(result, JSON_COMPACT);
	cr_assert(!strstr(dump, "startLine"), "a line inside a part is no line of the file");
	free(dump);
	told = json_object_get(json_array_get(json_object_get(run, "invocations"), 0),
			       "toolExecutionNotifications");
	cr_assert_eq(json_array_size(told), 1);
	json_decref(all);
	free(text);
}

Test(tables, sarif_names_paths_as_uris)
{
	static const struct {
		const char *path, *uri;
	} cases[] = {
		{"a/b.txt", "a/b.txt"},
		{"/mnt/x y", "file:///mnt/x%20y"},
		{"a#b?c%d", "a%23b%3Fc%25d"},
		{"\xff\xc3\xa9", "%FF%C3%A9"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf b = {0};

		sarif_uri(&b, cases[i].path);
		cr_assert_str_eq(b.bytes, cases[i].uri);
		buf_free(&b);
	}
}
