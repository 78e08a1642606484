/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/whole_test.c - whole reports of a small case. */
#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "report/report.h"

static char folder[64];

static void begin(void)
{
	strcpy(folder, "/tmp/vp-report-XXXXXX");
	cr_assert(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static void end(void)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

TestSuite(whole, .init = begin, .fini = end);

static void add_file(struct store *s, const char *path, enum outcome outcome, enum reason reason)
{
	struct item i = {.path = path, .size = 1500};
	struct store_reason why = {"2:x", reason, "needs a \x1b[31m password"};
	struct ledger_row row = {.item = &i, .part = "", .format = "zip", .outcome = outcome,
				 .reasons = &why, .n_reasons = reason != REASON_NONE, .bytes = 1500};
	struct pattern p = {.name = "bsn", .type = TYPE_BSN};
	struct hit h = {.pattern = &p, .type = TYPE_BSN, .part = "", .value = "=111222333",
			.start = 5, .end = 15, .score = 80, .why = "w", .before = "a", .after = "b",
			.anchor = {.kind = AT_LINE, .number = 1}};
	uint8_t id[HIT_KEY_LEN] = {0x5a};
	struct fail f;

	cr_assert(!store_begin_item(s, &i, &f));
	if (outcome == OUTCOME_OK) {
		cr_assert(!store_add_hit(s, &h, id, NULL, &f));
		h.score = 20;
		cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	}
	cr_assert(!store_end_item(s, &row, &f));
}

static struct store *fill(void)
{
	struct store *s = NULL;
	char *dir = xformat("%s/case", folder);
	struct fail f = {0};

	cr_assert(!store_open(dir, STORE_WRITE, &s, &f), "%s", f.text);
	free(dir);
	cr_assert(!store_begin_run(s, "d", "wide lists are missing", &f));
	add_file(s, "map/a.zip", OUTCOME_PARTIAL, REASON_ENCRYPTED);
	add_file(s, "map/b\n.zip", OUTCOME_OK, REASON_NONE);
	cr_assert(!store_end_run(s, "done", &f));
	return s;
}

static char *written(const char *name, struct report_options o)
{
	struct store *s = fill();
	struct fail f = {0};
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	cr_assert(!report_write(report_named(name), s, &o, to, &f), "%s", f.text);
	fclose(to);
	store_free(s);
	return text;
}

static char *ledger(const char *format, struct ledger_query q, const char *lang)
{
	struct report_options o = {.csv = "rfc", .lang = lang};
	struct store *s = fill();
	struct fail f = {0};
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	cr_assert(!ledger_write(s, &q, format, &o, to, &f), "%s", f.text);
	fclose(to);
	store_free(s);
	return text;
}

static size_t lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

Test(whole, reports_are_found_by_name)
{
	cr_assert(report_named("jsonl") && report_named("csv") && report_named("summary"));
	cr_assert(!report_named("pdf") && !report_named(""));
}

Test(whole, jsonl_holds_what_the_query_allows)
{
	char *text = written("jsonl", (struct report_options){.query = {.min_score = 40}});

	cr_assert(lines(text) == 1 && strstr(text, "\"score\":80"));
	free(text);
}

Test(whole, csv_is_inert)
{
	char *text = written("csv", (struct report_options){.csv = "nl"});

	cr_assert(!strncmp(text, "\xef\xbb\xbf" "id;path;", 11));
	cr_assert(strstr(text, ";\"'=111222333\";"));
	cr_assert(strstr(text, ";\"map/b\n.zip\";"));
	free(text);
}

Test(whole, summary_tells_what_was_not_read_and_what_to_do)
{
	struct report_options o = {.query = {.min_score = 40}, .lang = "nl"};
	char *text = written("summary", o);

	cr_assert(strstr(text, "2 bestanden gevonden, 3,0 kB gelezen"), "%s", text);
	cr_assert(strstr(text, "encrypted: 1 bestand\n"));
	cr_assert(strstr(text, "Vraag de eigenaar"));
	cr_assert(strstr(text, "1 met score 40 of hoger, van 2"));
	cr_assert(strstr(text, "wide lists are missing"));
	cr_assert(strstr(text, "map/b\\x0a.zip"));
	free(text);
	o.lang = "en";
	text = written("summary", o);
	cr_assert(strstr(text, "2 files found, 3.0 kB read"), "%s", text);
	cr_assert(strstr(text, "Ask the owner"));
	free(text);
}

Test(whole, ledger_groups_by_reason_for_a_person)
{
	char *text = ledger("text", (struct ledger_query){0}, "nl");

	cr_assert(strstr(text, "encrypted: 1 bestand\n"));
	cr_assert(strstr(text, "    map/a.zip!2:x: needs a \\x1b[31m password\n"), "%s", text);
	cr_assert(strstr(text, "volledig gelezen:\n    map/b\\x0a.zip\n"));
	free(text);
	text = ledger("text", (struct ledger_query){.not_ok_only = true}, "en");
	cr_assert(!strstr(text, "map/b") && strstr(text, "encrypted: 1 file\n"));
	free(text);
}

Test(whole, ledger_as_records_and_as_a_table)
{
	char *text = ledger("jsonl", (struct ledger_query){0}, "nl");

	cr_assert(lines(text) == 2 && strstr(text, "\"reason\":\"encrypted\""));
	free(text);
	text = ledger("csv", (struct ledger_query){.not_ok_only = true}, "nl");
	cr_assert(lines(text) == 2 && strstr(text, ",partial,encrypted,2:x: needs a "), "%s", text);
	free(text);
}

Test(whole, a_full_disk_is_told)
{
	FILE *to = fopen("/dev/full", "w");
	struct report_options o = {.query = {.min_score = 0}, .csv = "nl"};
	struct store *s = fill();
	struct fail f = {0};

	cr_assert(to);
	setvbuf(to, NULL, _IONBF, 0);
	cr_assert(report_write(report_named("jsonl"), s, &o, to, &f) < 0);
	cr_assert(f.code == EXIT_BROKE_OFF);
	cr_assert(report_write(report_named("csv"), s, &o, to, &f) < 0);
	fclose(to);
	store_free(s);
}
