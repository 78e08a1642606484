/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/cmd/corpus_test.c - fixtures: expected against found, updates, forms of results. */
#include <criterion/criterion.h>
#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/buf.h"
#include "cmd/corpus/corpus.h"

static char root[64], corpus_dir[80];

static void begin(void)
{
	strcpy(root, "/tmp/vp-corpus-XXXXXX");
	cr_assert(mkdtemp(root));
	snprintf(corpus_dir, sizeof(corpus_dir), "%s/fixtures", root);
	cr_assert(!mkdir(corpus_dir, 0700));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static void end(void)
{
	nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

TestSuite(corpus, .init = begin, .fini = end);

static void put(const char *fixture, const char *name, const char *text)
{
	char *path = xformat("%s/%s", corpus_dir, fixture);
	FILE *to;

	mkdir(path, 0700);
	free(path);
	path = xformat("%s/%s/%s", corpus_dir, fixture, name);
	to = fopen(path, "w");
	cr_assert(to);
	fputs(text, to);
	fclose(to);
	free(path);
}

static char *get(const char *fixture, const char *name)
{
	static char text[4000];
	char *path = xformat("%s/%s/%s", corpus_dir, fixture, name);
	FILE *from = fopen(path, "r");

	cr_assert(from);
	text[fread(text, 1, sizeof(text) - 1, from)] = '\0';
	fclose(from);
	free(path);
	return text;
}

/* What a scan of input.txt would leave: Jan at 0-3, a religion at 10-16 tied to him. */
static struct store *scanned(const char *fixture)
{
	static const struct pattern person = {.name = "name", .type = TYPE_PERSON, .index = 0};
	static const struct pattern faith = {
		.name = "faith", .type = TYPE_INDICATOR, .category = "REL", .index = 1};
	char *dir = xformat("%s/case", root), *path = xformat("%s/%s/input.txt", corpus_dir, fixture);
	struct item i = {.path = path, .size = 20};
	struct tie tie = {.level = TIE_SENTENCE};
	struct hit jan = {.pattern = &person, .type = TYPE_PERSON, .part = "", .start = 0, .end = 3,
			  .value = "Jan", .score = 60, .role = ROLE_UNKNOWN};
	struct hit rel = {.pattern = &faith, .type = TYPE_INDICATOR, .part = "", .start = 10,
			  .end = 16, .value = "moskee", .score = 70, .ties = &tie, .n_ties = 1,
			  .polarity = POLARITY_AFFIRMED};
	uint8_t id[HIT_KEY_LEN] = {1}, other[HIT_KEY_LEN] = {2};
	struct store_reason why = {"", REASON_TRUNCATED, "ends early"};
	struct ledger_row row = {.item = &i, .part = "", .format = "text", .reasons = &why,
				 .n_reasons = 1, .outcome = OUTCOME_PARTIAL};
	struct store *s = NULL;
	struct fail f = {0};

	cr_assert(!store_open(dir, STORE_WRITE, &s, &f), "%s", f.text);
	cr_assert(!store_begin_run(s, "d", "", &f));
	cr_assert(!store_begin_item(s, &i, &f));
	cr_assert(!store_add_hit(s, &jan, id, NULL, &f));
	jan.score = 10; /* not reported */
	jan.start = 5;
	cr_assert(!store_add_hit(s, &jan, other, NULL, &f));
	cr_assert(!store_add_hit(s, &rel, other, id, &f));
	cr_assert(!store_end_item(s, &row, &f));
	free(dir);
	free(path);
	return s;
}

static struct corpus *loaded(void)
{
	struct corpus *c = NULL;
	struct fail f = {0};

	cr_assert(!corpus_load(corpus_dir, NULL, 0, &c, &f), "%s", f.text);
	return c;
}

/* The notes on the one fixture there is, joined by newlines. */
static char *judged(void)
{
	static char notes[4000];
	struct store *s = scanned("one");
	struct corpus *c = loaded();
	struct buf b = {0};
	struct fail f = {0};

	cr_assert(c->n == 1);
	cr_assert(!fixture_compare(&c->fixtures[0], s, &f), "%s", f.text);
	buf_add_str(&b, "");
	for (size_t k = 0; k < c->fixtures[0].n_notes; k++)
		buf_add_format(&b, "%-8s %s\n", note_word(c->fixtures[0].notes[k].kind),
			       c->fixtures[0].notes[k].text);
	snprintf(notes, sizeof(notes), "%s", b.bytes ? b.bytes : "");
	buf_free(&b);
	corpus_free(c);
	store_free(s);
	return notes;
}

#define JAN "{\"type\": \"person\", \"text\": \"Jan\", \"start\": 0, \"end\": 3}\n"
#define REL(extra)                                                                                 \
	"{\"type\": \"indicator\", \"category\": \"REL\", \"text\": \"moskee\", \"start\": 10, "   \
	"\"end\": 16, \"polarity\": \"affirmed\", \"tied\": [\"sentence:Jan\"]" extra "}\n"

Test(corpus, is_silent_when_all_is_as_expected)
{
	put("one", "input.txt", "x");
	put("one", "expected.jsonl", REL(", \"score\": 70") JAN);
	put("one", "expected.ledger", "{\"format\": \"text\", \"outcome\": \"partial\", "
				      "\"reasons\": [\"truncated\"]}\n");
	cr_assert_str_eq(judged(), "");
}

Test(corpus, tells_missed_extra_moved_changed_and_ledger)
{
	put("one", "input.txt", "x");
	put("one", "expected.jsonl",
	    "{\"type\": \"bsn\", \"text\": \"111222333\", \"start\": 1, \"end\": 2}\n");
	put("one", "expected.ledger", "{\"format\": \"text\", \"outcome\": \"ok\"}\n"
				      "{\"path\": \"input.d/x\", \"format\": \"a\", \"outcome\": \"ok\"}\n");
	cr_assert_str_eq(judged(),
			 "missed   bsn '111222333' at input.txt 1-2\n"
			 "extra    person 'Jan' at input.txt 0-3, unknown\n"
			 "extra    indicator 'moskee' at input.txt 10-16, REL, affirmed, tied to "
			 "sentence:Jan\n"
			 "ledger   wanted input.txt: text ok; found input.txt: text partial, truncated\n"
			 "ledger   input.d/x: a ok: no such row\n");
	put("one", "expected.ledger", "");
	put("one", "expected.jsonl",
	    "{\"type\": \"person\", \"text\": \"Jan\", \"start\": 1, \"end\": 4}\n"
	    REL(", \"score\": 71"));
	cr_assert_str_eq(judged(),
			 "moved    wanted person 'Jan' at input.txt 1-4; found person 'Jan' at "
			 "input.txt 0-3, unknown\n"
			 "changed  wanted indicator 'moskee' at input.txt 10-16, REL, affirmed, tied to "
			 "sentence:Jan; found indicator 'moskee' at input.txt 10-16, REL, affirmed, "
			 "tied to sentence:Jan\n"
			 "ledger   input.txt: text partial, truncated: not expected\n");
}

Test(corpus, a_known_gap_is_fine_until_it_is_mended)
{
	put("one", "input.txt", "x");
	put("one", "expected.jsonl",
	    "{\"type\": \"person\", \"text\": \"Piet\", \"start\": 8, \"end\": 9, \"gap\": \"rare\"}\n"
	    "{\"type\": \"person\", \"text\": \"Jan\", \"start\": 0, \"end\": 3, \"wrong\": \"a shop\"}\n"
	    REL(""));
	cr_assert_str_eq(judged(), "");
	put("one", "expected.jsonl", JAN REL(", \"gap\": \"rare\""));
	cr_assert(strstr(judged(), "mended   indicator 'moskee'"));
	put("one", "expected.jsonl",
	    JAN REL("") "{\"type\": \"person\", \"text\": \"Bas\", \"start\": 8, \"end\": 9, "
			"\"wrong\": \"a shop\"}\n");
	cr_assert(strstr(judged(), "mended   person 'Bas'"));
}

Test(corpus, refuses_expectations_it_cannot_read)
{
	static const char *const bad[] = {
		"{", "[]", "{\"type\": \"person\"}", "{\"typ\": 1}",
		"{\"type\": \"dog\", \"text\": \"a\", \"start\": 1, \"end\": 2}",
		"{\"type\": \"person\", \"text\": 7, \"start\": 1, \"end\": 2}",
		"{\"type\": \"person\", \"text\": \"a\", \"start\": 1, \"end\": 2, \"tied\": [1]}",
	};

	put("one", "input.txt", "x");
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct store *s = scanned("one");
		struct corpus *c = loaded();
		struct fail f = {0};

		put("one", "expected.jsonl", bad[i]);
		cr_assert(fixture_compare(&c->fixtures[0], s, &f) == -1, "%s", bad[i]);
		cr_assert(f.code == EXIT_USAGE && strstr(f.text, "expected.jsonl:1: "), "%s", f.text);
		corpus_free(c);
		store_free(s);
	}
}

Test(corpus, an_update_keeps_what_still_holds)
{
	struct store *s = scanned("one");
	struct corpus *c;
	struct fail f = {0};

	put("one", "input.txt", "x");
	put("one", "expected.jsonl",
	    "{\"type\": \"person\", \"text\": \"Piet\", \"start\": 8, \"end\": 9, \"gap\": \"rare\"}\n"
	    REL(", \"score\": 70, \"gap\": \"x\""));
	c = loaded();
	cr_assert(!fixture_update(&c->fixtures[0], s, &f), "%s", f.text);
	cr_assert_str_eq(get("one", "expected.jsonl"),
			 JAN REL(", \"score\": 70")
			 "{\"type\": \"person\", \"text\": \"Piet\", \"start\": 8, \"end\": 9, "
			 "\"gap\": \"rare\"}\n");
	cr_assert_str_eq(get("one", "expected.ledger"),
			 "{\"format\": \"text\", \"outcome\": \"partial\", \"reasons\": "
			 "[\"truncated\"]}\n");
	corpus_free(c);
	store_free(s);
	cr_assert_str_eq(judged(), "");
}

Test(corpus, notices_expectations_without_input)
{
	struct corpus *c;
	char *names[] = {(char *)"zero"};
	struct fail f = {0};

	put("none", "expected.jsonl", "");
	put("notes", "README", "not a fixture");
	put("two", "input.txt", "");
	put("two", "input.eml", "");
	c = loaded();
	cr_assert(c->n == 2 && corpus_failed(c) == 2);
	cr_assert(strstr(c->fixtures[0].notes[0].text, "no input"));
	cr_assert(strstr(c->fixtures[1].notes[0].text, "more than one input"));
	corpus_free(c);
	cr_assert(corpus_load(corpus_dir, names, 1, &c, &f) == -1 && f.code == EXIT_USAGE);
}

static char *printed(void (*print)(const struct corpus *, FILE *), const struct corpus *c)
{
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	print(c, to);
	fclose(to);
	return text;
}

static void print_all(const struct corpus *c, FILE *to)
{
	corpus_print(c, to, true);
}

Test(corpus, results_come_as_text_tap_and_junit)
{
	struct corpus *c;
	char *text;

	put("a", "input.txt", "");
	put("b<", "input.txt", "");
	c = loaded();
	fixture_note(&c->fixtures[1], NOTE_MISSED, "\x1b & \xff");
	c->fixtures[1].tallies[TYPE_BSN] = (struct tally){4, 3, 2};
	text = printed(print_all, c);
	cr_assert(strstr(text, "a: ok\nb<: not as expected\n  missed   \\x1b & \\xff\n"), "%s", text);
	cr_assert(strstr(text, "bsn                      4         3         2      0.667      0.500\n"),
		  "%s", text);
	free(text);
	text = printed(corpus_print_tap, c);
	cr_assert_str_eq(text, "TAP version 14\n1..2\nok 1 - a\nnot ok 2 - b<\n# missed   \\x1b & \\xff\n");
	free(text);
	text = printed(corpus_print_junit, c);
	cr_assert(strstr(text, "name=\"b&#60;\"><failure message=\"1 not as expected\">missed   "
			       "\xef\xbf\xbd &#38; \xef\xbf\xbd\n</failure>"), "%s", text);
	free(text);
	corpus_free(c);
}

Test(corpus, results_come_as_sarif)
{
	struct corpus *c;
	json_t *all, *run, *result;
	char *text;

	put("a#b", "input.txt", "");
	c = loaded();
	fixture_note(&c->fixtures[0], NOTE_LEDGER, "\x1b & \xff");
	fixture_note(&c->fixtures[0], NOTE_EXTRA, "person 'Jan'");
	text = printed(corpus_print_sarif, c);
	all = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	cr_assert(all, "%s", text);
	free(text);
	run = json_array_get(json_object_get(all, "runs"), 0);
	cr_assert_eq(json_array_size(json_object_get(run, "results")), 2);
	result = json_array_get(json_object_get(run, "results"), 0);
	cr_assert_str_eq(json_string_value(json_object_get(result, "ruleId")), "ledger");
	text = json_dumps(result, JSON_COMPACT);
	cr_assert(strstr(text, "/a%23b/expected.ledger"), "%s", text);
	free(text);
	json_decref(all);
	corpus_free(c);
}

Test(corpus, a_name_of_tap_is_no_directive)
{
	struct corpus *c;
	char *text;

	put("a # SKIP", "input.txt", "");
	c = loaded();
	text = printed(corpus_print_tap, c);
	cr_assert(strstr(text, "ok 1 - a \\# SKIP\n"), "%s", text);
	free(text);
	corpus_free(c);
}

Test(corpus, notices_expectations_that_nothing_reads)
{
	struct corpus *c;
	char *text;

	put("a", "input.txt", "");
	put("a", "expected.json", "{}");
	put("b", "input.txt", "");
	c = loaded();
	cr_assert(corpus_failed(c) == 1 && c->fixtures[0].n_notes == 1);
	cr_assert(c->fixtures[0].notes[0].kind == NOTE_UNREFERENCED);
	text = printed(print_all, c);
	cr_assert(strstr(text, "2 without expectations\n"), "%s", text);
	free(text);
	corpus_free(c);
}
