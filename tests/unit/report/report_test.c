/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/report_test.c - records, cells, masks, and text that goes to a terminal. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "report/csv.h"
#include "report/mask.h"
#include "report/reasons.h"
#include "report/report.h"

static void expect(struct buf *b, const char *want)
{
	cr_assert_str_eq(b->bytes ? b->bytes : "", want);
	buf_free(b);
}

static struct hit_row sample(void)
{
	return (struct hit_row){
		.id = "00112233445566778899aabbccddeeff",
		.path = "map/a.mbox",
		.pattern_name = "person-name",
		.hit = {.type = TYPE_PERSON,
			.part = "41!2:nota.docx",
			.anchor = {.kind = AT_PARAGRAPH, .number = 12},
			.start = 1034,
			.end = 1046,
			.has_source = true,
			.source_offset = 9,
			.source_length = 14,
			.value = "Jan de Vries",
			.normal = "jan de vries",
			.before = "heer ",
			.after = " zegt",
			.why = "base 30; +20 given name 'Jan'",
			.score = 50,
			.role = ROLE_SUBJECT}};
}

Test(record, of_a_hit_has_all_keys_in_order)
{
	struct hit_row row = sample();
	struct buf b = {0};

	record_hit(&b, &row, NULL);
	expect(&b, "{\"record\":\"hit\",\"id\":\"00112233445566778899aabbccddeeff\","
		   "\"path\":\"map/a.mbox\",\"part\":\"41!2:nota.docx\","
		   "\"place\":\"map/a.mbox!41!2:nota.docx#par=12@1034+12\","
		   "\"anchor\":{\"kind\":\"paragraph\",\"number\":12,\"name\":null},"
		   "\"start\":1034,\"end\":1046,\"source\":{\"offset\":9,\"length\":14},"
		   "\"type\":\"person\",\"category\":null,\"pattern\":\"person-name\","
		   "\"text\":\"Jan de Vries\",\"normal\":\"jan de vries\",\"before\":\"heer \","
		   "\"after\":\" zegt\",\"score\":50,\"why\":\"base 30; +20 given name 'Jan'\","
		   "\"tied\":[],\"polarity\":null,\"manner\":null,\"role\":\"subject\",\"carrier\":\"body\","
		   "\"suppressed\":false}");
}

Test(record, of_an_indicator_names_who_it_is_tied_to)
{
	static const char *const ids[] = {"aa", "bb"};
	struct tie ties[] = {{.level = TIE_SENTENCE}, {.level = TIE_DOCUMENT}};
	struct hit_row row = sample();
	struct buf b = {0};
	json_t *json;

	row.hit.type = TYPE_INDICATOR;
	row.category = "REL";
	row.hit.polarity = POLARITY_DENIED;
	row.hit.has_source = false;
	row.hit.ties = ties;
	row.hit.n_ties = 2;
	row.tied_ids = ids;
	record_hit(&b, &row, NULL);
	json = json_loads(b.bytes, JSON_REJECT_DUPLICATES, NULL);
	cr_assert(json);
	cr_assert(json_is_null(json_object_get(json, "source")));
	cr_assert_str_eq(json_string_value(json_object_get(json, "category")), "REL");
	cr_assert_str_eq(json_string_value(json_object_get(json, "polarity")), "denied");
	json_t *second = json_array_get(json_object_get(json, "tied"), 1);
	cr_assert_str_eq(json_string_value(json_object_get(second, "id")), "bb");
	cr_assert_str_eq(json_string_value(json_object_get(second, "level")), "document");
	json_decref(json);
	buf_free(&b);
}

Test(record, keeps_the_exact_bytes_of_odd_paths)
{
	struct hit_row row = sample();
	struct buf b = {0};

	row.path = "map/\xff" "a\n";
	record_hit(&b, &row, NULL);
	cr_assert(strstr(b.bytes, "\"path\":\"map/\xef\xbf\xbd" "a\\n\",\"path_b64\":\"bWFwL/9hCg==\","));
	cr_assert(strstr(b.bytes, "\"place\":\"map/%FFa%0A!41!"));
	buf_free(&b);
}

Test(record, masks_what_must_not_leave)
{
	struct report_options o = {.mask = true};
	struct hit_row row = sample();
	struct buf b = {0};

	record_hit(&b, &row, &o);
	cr_assert(!strstr(b.bytes, "Vries") && !strstr(b.bytes, "Jan") && !strstr(b.bytes, "heer"));
	cr_assert(strstr(b.bytes, "\"text\":\"J. d. V.\""));
	cr_assert(strstr(b.bytes, "given name '***'"));
	buf_free(&b);
}

Test(record, of_the_ledger_has_all_keys_in_order)
{
	struct store_reason reasons[] = {{"2:a", REASON_ENCRYPTED, "needs a password"}};
	struct item i = {.path = "z.zip", .size = 99, .mtime_ns = 1795576800999999999};
	struct ledger_row row = {.item = &i, .part = "", .format = "zip", .sha256 = "ab",
				 .outcome = OUTCOME_PARTIAL, .reasons = reasons, .n_reasons = 1,
				 .bytes = 99, .parts = 2, .hits = 3, .seconds = 0.25};
	struct buf b = {0};

	record_ledger(&b, &row);
	expect(&b, "{\"record\":\"item\",\"path\":\"z.zip\",\"part\":\"\",\"size\":99,"
		   "\"mtime\":\"2026-11-25T03:20:00Z\",\"sha256\":\"ab\",\"format\":\"zip\","
		   "\"outcome\":\"partial\",\"reasons\":[{\"part\":\"2:a\",\"reason\":\"encrypted\","
		   "\"text\":\"needs a password\"}],\"bytes\":99,\"parts\":2,\"hits\":3,"
		   "\"seconds\":0.25,\"date\":null,\"dated\":null}");
	row.part = "2:a";
	row.format = NULL;
	row.sha256 = NULL;
	row.n_reasons = 0;
	record_ledger(&b, &row);
	expect(&b, "{\"record\":\"part\",\"path\":\"z.zip\",\"part\":\"2:a\",\"size\":99,"
		   "\"mtime\":null,\"sha256\":null,\"format\":\"unknown\",\"outcome\":\"partial\","
		   "\"reasons\":[],\"bytes\":99,\"parts\":2,\"hits\":3,\"seconds\":0.25,\"date\":null,\"dated\":null}");
}

Test(record, tells_times_before_1970)
{
	char when[RECORD_TIME];

	record_time(when, -1);
	cr_assert_str_eq(when, "1969-12-31T23:59:59Z");
	record_time(when, 0);
	cr_assert_str_eq(when, "1970-01-01T00:00:00Z");
}

Test(csv, cells_never_start_a_formula)
{
	static const struct {
		const char *value, *cell;
	} cases[] = {
		{"plain", "plain"},
		{"=1+1", "\"'=1+1\""},
		{"+31 6", "\"'+31 6\""},
		{"-x", "\"'-x\""},
		{"@jan", "\"'@jan\""},
		{"\t=1", "\"'\t=1\""},
		{"\r=1", "\"'\r=1\""},
		{"\xef\xbc\x9d" "1", "\"'\xef\xbc\x9d" "1\""},
		{"\xef\xbc\xa0" "A1", "\"'\xef\xbc\xa0" "A1\""},
		{"a;b", "\"a;b\""},
		{"a,b", "\"a,b\""},
		{"say \"x\"", "\"say \"\"x\"\"\""},
		{"two\nlines", "\"two\nlines\""},
		{" led", "\" led\""},
		{"bell\a\xff", "bell\xef\xbf\xbd\xef\xbf\xbd"},
		{"", ""},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf b = {0};

		csv_cell(&b, cases[i].value, ';');
		expect(&b, cases[i].cell);
	}
}

Test(csv, rows_follow_the_dialect)
{
	static const char *const names[] = {"a", "b", NULL};
	static const char *const want[] = {"\xef\xbb\xbf" "a;b\r\nx;1,500\r\n", "a,b\r\nx,1.500\r\n"};

	for (size_t i = 0; i < 2; i++) {
		char *text = NULL;
		size_t len;
		FILE *to = open_memstream(&text, &len);
		struct csv c;

		csv_begin(&c, i ? "rfc" : "nl");
		cr_assert(!csv_head(&c, to, names));
		csv_text(&c, "x");
		csv_number(&c, 1.5);
		cr_assert(!csv_row(&c, to));
		csv_end(&c);
		fclose(to);
		cr_assert_str_eq(text, want[i]);
		free(text);
	}
}

Test(csv, keeps_numbers_that_are_names_from_excel)
{
	static const struct {
		const char *value, *nl;
	} cases[] = {
		{"012345678", "\"'012345678\""}, {"111222333", "111222333"},
		{"1234567890123456", "\"'1234567890123456\""}, {"12e4", "\"'12e4\""},
		{"12e", "12e"}, {"0a", "0a"}, {"", ""}, {"12ef", "12ef"},
	};

	for (size_t i = 0; i < 2 * ARRAY_LEN(cases); i++) {
		const char *value = cases[i / 2].value;
		struct csv c;

		csv_begin(&c, i % 2 ? "rfc" : "nl");
		csv_number_name(&c, value);
		cr_assert_str_eq(c.line.bytes ? c.line.bytes : "", i % 2 ? value : cases[i / 2].nl);
		csv_end(&c);
	}
}

Test(mask, leaves_enough_to_recognise_and_too_little_to_know)
{
	static const struct {
		enum hit_type type;
		const char *value, *masked;
	} cases[] = {
		{TYPE_PERSON, "Jan-Willem van \xc3\x96zt\xc3\xbcrk", "J. W. v. \xc3\x96."},
		{TYPE_ADDRESS, "Dorpsstraat 12a", "D. *."},
		{TYPE_BSN, "111222333", "*******33"},
		{TYPE_IBAN, "NL91 ABNA 0417 1643 00", "**** **** **** **** 00"},
		{TYPE_DATE_OF_BIRTH, "1-2-1980", "* * **80"},
		{TYPE_IP, "::1", "***"},
		{TYPE_EMAIL, "jan@example.nl", "j***@***.nl"},
		{TYPE_EMAIL, "@", "@***"},
		{TYPE_HANDLE, "@jansen", "@j***"},
		{TYPE_URL, "https://example.nl/jan", "h***"},
		{TYPE_INDICATOR, "moskee", "m***"},
		{TYPE_PERSON, "", ""},
		{TYPE_EMAIL, "", "***"},
		{TYPE_PERSON, "\xff\xfe", "\xff."},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf b = {0};

		mask_value(&b, cases[i].type, cases[i].value);
		expect(&b, cases[i].masked);
	}
}

Test(safe, text_cannot_act_on_a_terminal)
{
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	put_safe(to, "a\x1b]0;x\a\n\xc2\x9b\xe2\x80\xae\xff caf\xc3\xa9");
	fclose(to);
	cr_assert_str_eq(text, "a\\x1b]0;x\\x07\\x0a\\u009b\\u202e\\xff caf\xc3\xa9");
	free(text);
}

Test(reasons, are_all_explained_in_both_languages)
{
	for (enum reason r = REASON_NONE + 1; r < N_REASONS; r++)
		for (int english = 0; english < 2; english++) {
			cr_assert(strlen(reason_means(r, english)) > 5, "%s", reason_word(r));
			cr_assert(strlen(reason_advice(r, english)) > 5, "%s", reason_word(r));
		}
}
