/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/store/rows_test.c - items, hits and ledger rows: order, replacing, what is gone. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "case.h"

TestSuite(rows, .init = case_begin, .fini = case_end);

static const uint64_t one[] = {1};

static int note_hit(void *arg, const struct hit_row *row)
{
	buf_add_format(arg, "%s!%s@%llu:%s ", row->path, row->hit.part,
		       (unsigned long long)row->hit.start, hit_type_word(row->hit.type));
	return 0;
}

static char *all_hits(struct store *s)
{
	static char text[4000];
	struct hit_query q = {.suppressed = true};
	struct buf b = {0};
	struct fail f;

	buf_add_str(&b, "");
	cr_assert(store_each_hit(s, &q, note_hit, &b, &f) == 0);
	snprintf(text, sizeof(text), "%s", b.bytes ? b.bytes : "");
	buf_free(&b);
	return text;
}

static int note_row(void *arg, const struct ledger_row *row)
{
	buf_add_format(arg, "%s!%s:%s", row->item->path, row->part, outcome_word(row->outcome));
	for (size_t i = 0; i < row->n_reasons; i++)
		buf_add_format(arg, "+%s", reason_word(row->reasons[i].reason));
	buf_add_byte(arg, ' ');
	return 0;
}

static char *ledger(struct store *s, struct ledger_query q)
{
	static char text[4000];
	struct buf b = {0};
	struct fail f = {0};

	buf_add_str(&b, "");
	cr_assert(store_each_ledger(s, &q, note_row, &b, &f) == 0, "%s", f.text);
	snprintf(text, sizeof(text), "%s", b.bytes ? b.bytes : "");
	buf_free(&b);
	return text;
}

static void expect(const char *got, const char *want)
{
	cr_assert_str_eq(got, want);
}

Test(rows, come_by_path_part_start_and_type)
{
	static const uint64_t starts[] = {30, 4, 200};
	struct store *s = case_start("d");
	struct item i = case_item("b", 1);
	struct ledger_row row = {.item = &i, .part = "", .format = "zip"};
	struct fail f;
	static const struct {
		const struct pattern *p;
		const char *part;
		uint64_t start;
	} hits[] = {{&test_person, "z", 5}, {&test_religion, "a", 9}, {&test_bsn, "a", 9},
		    {&test_person, "", 7},  {&test_person, "a", 9},   {&test_person, "z", 1}};

	case_add_hits(s, "b-2", "", starts, 3);
	cr_assert(!store_begin_item(s, &i, &f));
	for (size_t k = 0; k < ARRAY_LEN(hits); k++) {
		struct hit h = case_hit(hits[k].p, hits[k].part, hits[k].start, "x");
		uint8_t id[HIT_KEY_LEN] = {0};

		cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	}
	cr_assert(!store_end_item(s, &row, &f));
	case_add_hits(s, "b/c", "", one, 1);
	case_add_hits(s, "a\xff", "", one, 1);
	expect(all_hits(s), "a\xff!@1:person b!@7:person b!a@9:bsn b!a@9:indicator b!a@9:person "
			    "b!z@1:person b!z@5:person b-2!@4:person b-2!@30:person "
			    "b-2!@200:person b/c!@1:person ");
	case_close(s);
}

Test(rows, of_a_file_read_again_replace_the_old)
{
	static const uint64_t two[] = {8, 9};
	struct store *s = case_start("d");
	struct item i = case_item("a", 1);
	struct ledger_row part = {.item = &i, .part = "inner", .format = "text"}, file = part;
	struct fail f;

	file.part = "";
	case_add_hits(s, "a", "inner", one, 1);
	case_add_hits(s, "b", "", one, 1);
	cr_assert(!store_checkpoint(s, &f));
	case_add_hits(s, "a", "other", two, 2);
	expect(all_hits(s), "a!other@8:person a!other@9:person b!@1:person ");
	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_part(s, &part, &f));
	cr_assert(!store_end_item(s, &file, &f));
	expect(all_hits(s), "b!@1:person ");
	expect(ledger(s, (struct ledger_query){.parts = true}), "a!:ok a!inner:ok b!:ok ");
	case_close(s);
}

Test(rows, of_a_file_left_half_way_leave_no_trace)
{
	struct store *s = case_start("d");
	struct item i = case_item("a", 1);
	struct hit h = case_hit(&test_bsn, "p", 3, "x");
	uint8_t id[HIT_KEY_LEN] = {0};
	struct fail f;

	case_add_hits(s, "a", "", one, 1);
	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	case_add_hits(s, "b", "", one, 1); /* begins another */
	expect(all_hits(s), "a!@1:person b!@1:person ");
	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	case_close(s);
	s = case_start("d");
	expect(all_hits(s), "a!@1:person b!@1:person ");
	/* A pattern that was rolled back with its item is known again. */
	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	cr_assert(!store_end_item(s, &(struct ledger_row){.item = &i, .part = ""}, &f));
	expect(all_hits(s), "a!p@3:bsn b!@1:person ");
	case_close(s);
}

static int keep_hit(void *arg, const struct hit_row *row)
{
	const struct hit *h = &row->hit;
	struct buf *b = arg;

	buf_add_format(b, "%s|%s|%s|%s|%s|%s|", row->id, row->pattern_name,
		       row->category ? row->category : "-", carrier_word(h->carrier),
		       anchor_word(h->anchor.kind), h->anchor.name ? h->anchor.name : "-");
	buf_add_format(b, "%u|%llu|%llu|%d|%llu|%llu|", h->anchor.number,
		       (unsigned long long)h->start, (unsigned long long)h->end, h->has_source,
		       (unsigned long long)h->source_offset, (unsigned long long)h->source_length);
	buf_add_format(b, "%s|%s|%s|%s|%s|%d|%d|%s|%s|", h->value, h->normal, h->before, h->after,
		       h->why, h->score, h->suppressed, polarity_word(h->polarity),
		       manner_word(h->manner));
	for (size_t i = 0; i < h->n_ties; i++)
		buf_add_format(b, "%s:%s ", row->tied_ids[i], tie_level_word(h->ties[i].level));
	return 0;
}

Test(rows, give_back_all_that_was_put_in)
{
	static const uint8_t tied[2 * HIT_KEY_LEN] = {1, [16] = 2, [31] = 0xff};
	struct tie ties[] = {{.level = TIE_DOCUMENT}, {.level = TIE_SENTENCE}};
	struct store *s = case_start("d");
	struct item i = case_item("a", 1);
	struct hit h = case_hit(&test_religion, "p", 1ull << 40, "Moskee");
	struct hit_query q = {.suppressed = true, .id = "0000000000000000000000000000FF07"};
	uint8_t id[HIT_KEY_LEN] = {[14] = 0xff, [15] = 7};
	struct buf b = {0};
	struct fail f = {0};

	h.normal = "moskee";
	h.carrier = CARRIER_COMMENT;
	h.anchor = (struct anchor){.kind = AT_CELL, .number = 3, .name = "Blad2.B7"};
	h.has_source = true;
	h.source_offset = 77;
	h.source_length = 6;
	h.suppressed = true;
	h.polarity = POLARITY_DENIED;
	h.manner = MANNER_DERIVABLE;
	h.ties = ties;
	h.n_ties = 2;
	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_hit(s, &h, id, tied, &f));
	cr_assert(!store_end_item(s, &(struct ledger_row){.item = &i, .part = ""}, &f));
	cr_assert(!store_each_hit(s, &q, keep_hit, &b, &f), "%s", f.text);
	expect(b.bytes, "0000000000000000000000000000ff07|faith|REL|comment|cell|Blad2.B7|3|"
			"1099511627776|1099511627782|1|77|6|Moskee|moskee|voor | na|base 50|50|1|"
			"denied|derivable|01000000000000000000000000000000:document "
			"020000000000000000000000000000ff:sentence ");
	buf_free(&b);
	q.id = "xyz";
	cr_assert(store_each_hit(s, &q, keep_hit, &b, &f) == -1 && f.code == EXIT_USAGE);
	case_close(s);
}

Test(rows, are_chosen_by_path_type_score_and_suppression)
{
	struct store *s = case_start("d");
	struct item i = case_item("share/x/doc", 1);
	struct hit h[3] = {case_hit(&test_person, "", 1, "a"), case_hit(&test_bsn, "", 2, "b"),
			   case_hit(&test_religion, "", 3, "c")};
	uint8_t id[HIT_KEY_LEN] = {0};
	struct fail f;

	h[0].score = 39;
	h[1].suppressed = true;
	cr_assert(!store_begin_item(s, &i, &f));
	for (size_t k = 0; k < 3; k++)
		cr_assert(!store_add_hit(s, &h[k], id, NULL, &f));
	cr_assert(!store_end_item(s, &(struct ledger_row){.item = &i, .part = ""}, &f));
	case_add_hits(s, "share/x.txt", "", one, 1);
	case_add_hits(s, "share/x0", "", one, 1);
#define COUNT(...) case_count_hits(s, &(struct hit_query){__VA_ARGS__})
	cr_assert(COUNT(.suppressed = false) == 4);
	cr_assert(COUNT(.suppressed = true) == 5);
	cr_assert(COUNT(.min_score = 40) == 3);
	cr_assert(COUNT(.min_score = 40, .suppressed = true) == 4);
	cr_assert(COUNT(.type = "person") == 3);
	cr_assert(COUNT(.category = "REL") == 1);
	cr_assert(COUNT(.pattern = "bsn", .suppressed = true) == 1);
	cr_assert(COUNT(.path_prefix = "share/x") == 2);
	cr_assert(COUNT(.path_prefix = "share/x//") == 2);
	cr_assert(COUNT(.path_prefix = "share/x.txt") == 1);
	cr_assert(COUNT(.path_prefix = "share") == 4);
	cr_assert(COUNT(.path_prefix = "shar") == 0);
	cr_assert(COUNT(.path_prefix = "/") == 0);
#undef COUNT
	case_close(s);
}

Test(rows, of_the_ledger_carry_their_reasons)
{
	static const struct store_reason reasons[] = {{"2:a", REASON_ENCRYPTED, "needs a password"},
						      {"", REASON_TRUNCATED, "ends early"}};
	struct store *s = case_start("d");
	struct item i = case_item("z.zip", 5);
	struct ledger_row part = {.item = &i, .part = "2:a", .format = "pdf",
				  .outcome = OUTCOME_FAILED, .reasons = reasons, .n_reasons = 1};
	struct ledger_row file = {.item = &i, .part = "", .format = "zip",
				  .outcome = OUTCOME_PARTIAL, .reasons = reasons, .n_reasons = 2};
	struct fail f;

	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_part(s, &part, &f));
	cr_assert(!store_add_part(s, &part, &f)); /* two members of one name are two rows */
	cr_assert(!store_end_item(s, &file, &f));
	case_add_file(s, "a", OUTCOME_OK, REASON_NONE);
	case_add_file(s, "b", OUTCOME_OK, REASON_GUESSED_CHARSET);
	expect(ledger(s, (struct ledger_query){.parts = true}),
	       "a!:ok b!:ok+guessed-charset z.zip!:partial+encrypted+truncated "
	       "z.zip!2:a:failed+encrypted z.zip!2:a:failed+encrypted ");
	expect(ledger(s, (struct ledger_query){.not_ok_only = true}),
	       "z.zip!:partial+encrypted+truncated ");
	expect(ledger(s, (struct ledger_query){.reason = REASON_GUESSED_CHARSET}),
	       "b!:ok+guessed-charset ");
	expect(ledger(s, (struct ledger_query){.path_prefix = "b"}), "b!:ok+guessed-charset ");
	case_close(s);
}

static int note_hits(void *arg, const struct ledger_row *row)
{
	buf_add_format(arg, "%s=%d ", row->part, (int)row->hits);
	return 0;
}

Test(rows, of_parts_count_their_own_hits)
{
	static const char *const parts[] = {"1:a", "2:b", "1:a"};
	struct store *s = case_start("d");
	struct item i = case_item("z.zip", 5);
	struct ledger_query q = {.parts = true};
	uint8_t id[HIT_KEY_LEN] = {0};
	struct buf b = {0};
	struct fail f;

	cr_assert(!store_begin_item(s, &i, &f));
	for (size_t k = 0; k < 3; k++) {
		struct hit h = case_hit(&test_person, parts[k], k, "x");

		cr_assert(!store_add_hit(s, &h, id, NULL, &f));
	}
	for (size_t k = 0; k < 2; k++)
		cr_assert(!store_add_part(
			s, &(struct ledger_row){.item = &i, .part = parts[k], .format = "text"}, &f));
	cr_assert(!store_end_item(s, &(struct ledger_row){.item = &i, .part = "", .hits = 3}, &f));
	cr_assert(!store_each_ledger(s, &q, note_hits, &b, &f));
	expect(b.bytes, "=3 1:a=2 2:b=1 ");
	buf_free(&b);
	case_close(s);
}

Test(rows, know_what_was_read_before)
{
	struct store *s = case_start("d");
	struct item i = case_item("ok", 10), other;
	struct fail f;

	case_add_file(s, "ok", OUTCOME_OK, REASON_NONE);
	case_add_file(s, "torn", OUTCOME_PARTIAL, REASON_TRUNCATED);
	case_add_file(s, "denied", OUTCOME_FAILED, REASON_DENIED);
	case_add_file(s, "moving", OUTCOME_PARTIAL, REASON_CHANGED);
	cr_assert(!store_checkpoint(s, &f));
	cr_assert(store_is_done(s, &i));
	other = case_item("torn", 10);
	cr_assert(store_is_done(s, &other));
	other = case_item("denied", 10);
	cr_assert(!store_is_done(s, &other));
	other = case_item("moving", 10);
	cr_assert(!store_is_done(s, &other));
	other = i, other.size++;
	cr_assert(!store_is_done(s, &other));
	other = i, other.mtime_ns++;
	cr_assert(!store_is_done(s, &other));
	other = i, other.ctime_ns++;
	cr_assert(!store_is_done(s, &other));
	other = i, other.inode++;
	cr_assert(!store_is_done(s, &other));
	case_close(s);
	s = case_start("d");
	cr_assert(store_is_done(s, &i));
	case_close(s);
	s = case_start("other patterns");
	cr_assert(!store_is_done(s, &i));
	case_close(s);
}

Test(rows, of_files_gone_from_the_share_are_set_aside)
{
	struct store *s = case_start("d");
	struct ledger_query here = {0}, also_gone = {.vanished = true};
	struct store_totals t;
	struct item stays = case_item("r/stays", 10), back = case_item("r/goes", 10);
	struct fail f;

	case_add_hits(s, "r/goes", "", one, 1);
	case_add_hits(s, "r/stays", "", one, 1);
	case_add_hits(s, "r-other/x", "", one, 1);
	case_add_hits(s, "r/shut/x", "", one, 1);
	case_close(s);
	s = case_start("d");
	cr_assert(!store_seen(s, &stays, &f));
	case_add_file(s, "r/shut", OUTCOME_FAILED, REASON_DENIED);
	cr_assert(!store_sweep(s, "r/", &f));
	expect(ledger(s, here), "r-other/x!:ok r/shut!:failed+denied r/shut/x!:ok r/stays!:ok ");
	expect(ledger(s, also_gone), "r-other/x!:ok r/goes!:skipped+vanished r/shut!:failed+denied "
				     "r/shut/x!:ok r/stays!:ok ");
	expect(all_hits(s), "r-other/x!@1:person r/shut/x!@1:person r/stays!@1:person ");
	cr_assert(!store_totals(s, 40, &t, &f));
	cr_assert(t.files == 4 && t.ok == 3 && t.failed == 1 && t.hits == 3);
	cr_assert(t.by_reason[REASON_DENIED] == 1 && t.by_reason[REASON_VANISHED] == 0);
	cr_assert(store_is_done(s, &back));
	cr_assert(!store_seen(s, &back, &f)); /* unmounted for a day, say */
	expect(all_hits(s), "r-other/x!@1:person r/goes!@1:person r/shut/x!@1:person "
			    "r/stays!@1:person ");
	case_close(s);
}

Test(rows, below_a_share_that_is_not_there_stay)
{
	struct store *s = case_start("d");
	struct fail f;

	case_add_hits(s, "r/x", "", one, 1);
	case_close(s);
	s = case_start("d");
	case_add_file(s, "r", OUTCOME_FAILED, REASON_VANISHED);
	cr_assert(!store_sweep(s, "r", &f));
	expect(ledger(s, (struct ledger_query){0}), "r!:failed+vanished r/x!:ok ");
	case_close(s);
}

static int note_count(void *arg, const char *label, uint64_t n, uint64_t below, uint64_t suppressed)
{
	buf_add_format(arg, "%s=%d,%d,%d ", label, (int)n, (int)below, (int)suppressed);
	return 0;
}

static int note_top(void *arg, const char *path, uint64_t n)
{
	buf_add_format(arg, "%s=%d ", path, (int)n);
	return 0;
}

static int note_run(void *arg, const struct store_run *run)
{
	buf_add_format(arg, "%s %s %s", run->digest, run->note, run->outcome ? run->outcome : "-");
	return 0;
}

Test(rows, add_up)
{
	static const uint64_t three[] = {1, 2, 3};
	struct store *s = case_start("d");
	struct item i = case_item("c", 1);
	struct hit h[2] = {case_hit(&test_religion, "", 1, "a"), case_hit(&test_religion, "", 2, "b")};
	uint8_t id[HIT_KEY_LEN] = {0};
	struct buf b = {0};
	struct fail f;

	h[0].score = 10;
	h[1].suppressed = true;
	case_add_hits(s, "a", "", one, 1);
	case_add_hits(s, "b", "", three, 3);
	cr_assert(!store_begin_item(s, &i, &f));
	for (size_t k = 0; k < 2; k++)
		cr_assert(!store_add_hit(s, &h[k], id, NULL, &f));
	cr_assert(!store_end_item(s, &(struct ledger_row){.item = &i, .part = "", .format = "mbox"},
				  &f));
	cr_assert(!store_counts(s, "type", 40, note_count, &b, &f));
	cr_assert(!store_counts(s, "category", 40, note_count, &b, &f));
	cr_assert(!store_counts(s, "pattern", 60, note_count, &b, &f));
	cr_assert(!store_counts(s, "format", 40, note_count, &b, &f));
	cr_assert(!store_top_files(s, 40, 1, note_top, &b, &f));
	expect(b.bytes, "person=4,0,0 indicator=0,1,1 REL=0,1,1 faith=0,1,1 name=0,4,0 "
			"text=4,0,0 mbox=0,1,1 b=3 ");
	buf_clear(&b);
	cr_assert(!store_begin_run(s, "second", "lists are missing", &f));
	cr_assert(!store_last_run(s, note_run, &b, &f));
	cr_assert(!store_end_run(s, "done", &f));
	cr_assert(!store_last_run(s, note_run, &b, &f));
	expect(b.bytes, "second lists are missing -second lists are missing done");
	buf_free(&b);
	case_close(s);
}
