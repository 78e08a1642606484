/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/people/build_test.c - which mentions become one person, and what people decided. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/digest.h"
#include "people/decide.h"
#include "people/people.h"

static const struct pattern person = { .name = "person-full", .type = TYPE_PERSON, .index = 0 };
static const struct pattern signer = { .name = "person-signed", .type = TYPE_PERSON, .index = 4 };
static const struct pattern place = { .name = "place-residence", .type = TYPE_PLACE, .index = 1 };
static const struct pattern email = { .name = "email", .type = TYPE_EMAIL, .index = 2 };
static const struct pattern born = { .name = "birth-date", .type = TYPE_DATE_OF_BIRTH, .index = 3 };

struct spot { /* one hit; at most ten to a document */
	const struct pattern *pattern;
	const char *value;
};
struct doc {
	const char *path, *thread;
	struct spot spots[10];
};
static char folder[] = "/tmp/people-XXXXXX";
static char case_dir[64];
static struct fail f;

static void begin(void)
{
	strcpy(folder, "/tmp/people-XXXXXX");
	cr_assert(mkdtemp(folder));
	snprintf(case_dir, sizeof(case_dir), "%s/case", folder);
}

static void end(void)
{
	char *command = xformat("rm -rf '%s'", folder);

	cr_assert(!system(command));
	free(command);
}

TestSuite(persons, .init = begin, .fini = end);

static struct store *open_case(void)
{
	struct store *s;

	cr_assert(!store_open(case_dir, STORE_WRITE, &s, &f), "%s", f.text);
	return s;
}

static void add_spot(struct store *s, const struct doc *d, size_t k)
{
	struct hit h = { .pattern = d->spots[k].pattern,
			 .type = d->spots[k].pattern->type,
			 .part = "",
			 .anchor = { .kind = AT_PARAGRAPH, .number = 1 },
			 .start = 40 * k,
			 .value = d->spots[k].value,
			 .score = 90,
			 .role = d->spots[k].pattern == &signer ? ROLE_AUTHOR :
				 d->spots[k].pattern == &person ? ROLE_SUBJECT : ROLE_NONE };
	uint8_t digest[DIGEST_LEN], id[HIT_KEY_LEN];
	char *key = xformat("%s %zu", d->path, k);

	h.end = h.start + strlen(h.value);
	digest_of(key, strlen(key), digest);
	memcpy(id, digest, sizeof(id));
	free(key);
	cr_assert(!store_add_hit(s, &h, id, NULL, &f), "%s", f.text);
}

static void add_doc(struct store *s, const struct doc *d)
{
	struct item i = { .path = (char *)d->path, .size = 1 };

	cr_assert(!store_begin_item(s, &i, &f), "%s", f.text);
	for (size_t k = 0; k < ARRAY_LEN(d->spots) && d->spots[k].pattern; k++)
		add_spot(s, d, k);
	cr_assert(!store_end_item(s,
				  &(struct ledger_row){ .item = &i, .part = "", .sha256 = "ab",
							.format = "eml", .thread = d->thread },
				  &f),
		  "%s", f.text);
}

static void scan(const struct doc *docs, size_t n, bool backwards)
{
	struct store *s = open_case();

	cr_assert(!store_begin_run(s, "d", "", &f), "%s", f.text);
	for (size_t i = 0; i < n; i++)
		add_doc(s, docs + (backwards ? n - 1 - i : i));
	cr_assert(!store_end_run(s, "done", &f) && !store_close(s, &f), "%s", f.text);
	store_free(s);
}

static int print_person(void *arg, const struct person_row *p)
{
	buf_add_format(arg, "%lld %s %llu/%llu; ", (long long)p->n, p->name,
		       (unsigned long long)p->documents, (unsigned long long)p->namesakes);
	return 0;
}

/* "NUMBER NAME DOCUMENTS/NAMESAKES; ..." */
static char *persons(void)
{
	struct store *s = open_case();
	struct buf b = { 0 };

	buf_add_str(&b, "");
	cr_assert(!people_build(s, 40, &f), "%s", f.text);
	cr_assert(!people_each(s, 0, print_person, &b, &f), "%s", f.text);
	cr_assert(!store_close(s, &f));
	store_free(s);
	return b.bytes;
}

static void expect(const char *wanted)
{
	char *got = persons();

	cr_assert_str_eq(got, wanted, "%s", got);
	free(got);
}

#define SCAN(...)                                                                                  \
	do {                                                                                       \
		const struct doc docs[] = { __VA_ARGS__ };                                         \
		scan(docs, ARRAY_LEN(docs), false);                                                \
	} while (0)

Test(persons, are_never_made_by_a_name_alone)
{
	SCAN({ "a", NULL, { { &person, "hamid testaoui" } } },
	     { "b", NULL, { { &person, "hamid testaoui" } } });
	expect("1 hamid testaoui 1/1; 2 hamid testaoui 1/1; ");
}

Test(persons, are_one_by_name_and_residence)
{
	SCAN({ "a", NULL, { { &person, "hamid testaoui" }, { &place, "gouda" } } },
	     { "b", NULL, { { &person, "hamid testaoui" }, { &place, "gouda" } } },
	     { "c", NULL, { { &person, "hamid testaoui" }, { &place, "ede" } } });
	expect("1 hamid testaoui 2/1; 2 hamid testaoui 1/1; ");
}

Test(persons, are_one_by_initials_only_with_strong_evidence)
{
	SCAN({ "a", NULL, { { &person, "hamid testaoui" }, { &place, "gouda" } } },
	     { "b", NULL, { { &person, "h. testaoui" }, { &place, "gouda" } } },
	     { "c", NULL, { { &person, "piet proef" }, { &email, "p.proef@voorbeeld.nl" } } },
	     { "d", NULL, { { &person, "p. proef" }, { &email, "p.proef@voorbeeld.nl" } } });
	expect("1 hamid testaoui 1/0; 2 h. testaoui 1/0; 3 piet proef 2/0; ");
}

Test(persons, are_kept_apart_by_dates_of_birth)
{
	SCAN({ "a", NULL, { { &person, "hamid testaoui" }, { &born, "1-1-1980" }, { &place, "gouda" } } },
	     { "b", NULL, { { &person, "hamid testaoui" }, { &born, "2-2-1990" }, { &place, "gouda" } } });
	expect("1 hamid testaoui 1/1; 2 hamid testaoui 1/1; ");
}

/* Three places of residence make a name common: one place is not enough any more. */
Test(persons, of_a_common_name_need_more)
{
	SCAN({ "a", NULL, { { &person, "jan proef" }, { &place, "gouda" } } },
	     { "b", NULL, { { &person, "jan proef" }, { &place, "gouda" } } },
	     { "c", NULL, { { &person, "jan proef" }, { &place, "ede" } } },
	     { "d", NULL, { { &person, "jan proef" }, { &place, "delft" } } });
	expect("1 jan proef 1/3; 2 jan proef 1/3; 3 jan proef 1/3; 4 jan proef 1/3; ");
}

Test(persons, of_one_mail_thread_are_one)
{
	SCAN({ "a", "t1", { { &person, "hamid testaoui" } } },
	     { "b", "t1", { { &person, "hamid testaoui" } } },
	     { "c", "t2", { { &person, "hamid testaoui" } } });
	expect("1 hamid testaoui 2/1; 2 hamid testaoui 1/1; ");
}

Test(persons, take_the_short_forms_of_their_document)
{
	SCAN({ "a", NULL,
	       { { &person, "hamid testaoui" }, { &person, "testaoui" }, { &person, "h. testaoui" },
		 { &person, "hamid" } } },
	     { "b", NULL, { { &person, "hamid testaoui" }, { &person, "ali testaoui" },
			    { &person, "testaoui" } } });
	expect("1 hamid testaoui 1/1; 2 hamid testaoui 1/1; 3 ali testaoui 1/0; 4 testaoui 1/0; ");
}

static int print_own(void *arg, const struct datum_row *d)
{
	buf_add_format(arg, "%s %s; ", d->value, d->own ? "own" : "of others");
	return 0;
}

Test(persons, say_themselves_what_stands_under_their_signature)
{
	struct buf b = { 0 };
	struct store *s;

	SCAN({ "a", NULL, { { &signer, "hamid testaoui" }, { &email, "h.testaoui@voorbeeld.nl" } } },
	     { "b", NULL, { { &person, "piet proef" }, { &email, "p.proef@voorbeeld.nl" } } });
	free(persons());
	s = open_case();
	cr_assert(!people_each_datum(s, 0, print_own, &b, &f), "%s", f.text);
	cr_assert_str_eq(b.bytes, "h.testaoui@voorbeeld.nl own; p.proef@voorbeeld.nl of others; ");
	buf_free(&b);
	store_free(s);
}

static const struct doc several[] = {
	{ "a", NULL, { { &person, "hamid testaoui" }, { &place, "gouda" } } },
	{ "b", NULL, { { &person, "hamid testaoui" }, { &place, "gouda" } } },
	{ "c", NULL, { { &person, "hamid testaoui" } } },
	{ "d", NULL, { { &person, "piet proef" }, { &email, "p.proef@voorbeeld.nl" } } },
};

Test(persons, do_not_depend_on_the_order_of_scanning)
{
	scan(several, ARRAY_LEN(several), false);
	char *one = persons();
	end();
	begin();
	scan(several, ARRAY_LEN(several), true);
	char *other = persons();
	cr_assert_str_eq(one, other);
	free(one);
	free(other);
}

/* The id of the first hit of a document, as records show it. */
static char *id_of(const char *path)
{
	char *hex = xcalloc(1, 2 * DIGEST_LEN + 1), *key = xformat("%s 0", path);
	uint8_t digest[DIGEST_LEN];

	digest_of(key, strlen(key), digest);
	hex_print(hex, digest, HIT_KEY_LEN);
	free(key);
	return hex;
}

static void decide(int64_t *event, const char *what, int64_t a, int64_t b, char *id)
{
	struct store *s = open_case();
	const int64_t both[] = { a, b };
	int error = !strcmp(what, "merge") ? decide_merge(s, both, 2, "zelfde", event, &f) :
		    !strcmp(what, "split") ? decide_split(s, a, &id, 1, "ander", event, &f) :
					     decide_undo(s, a, "vergissing", event, &f);

	cr_assert(!error, "%s", f.text);
	cr_assert(!store_close(s, &f));
	store_free(s);
}

Test(persons, follow_decisions_also_after_a_rescan)
{
	int64_t merged, split, undone;
	char *id = id_of("b");

	scan(several, ARRAY_LEN(several), false);
	expect("1 hamid testaoui 2/1; 2 hamid testaoui 1/1; 3 piet proef 1/0; ");
	decide(&merged, "merge", 2, 1, NULL);
	expect("2 hamid testaoui 3/0; 3 piet proef 1/0; ");
	decide(&split, "split", 2, 0, id);
	expect("2 hamid testaoui 2/1; 3 piet proef 1/0; 4 hamid testaoui 1/1; ");
	scan(several, ARRAY_LEN(several), true);
	expect("2 hamid testaoui 2/1; 3 piet proef 1/0; 4 hamid testaoui 1/1; ");
	decide(&undone, "undo", split, 0, NULL);
	expect("2 hamid testaoui 3/0; 3 piet proef 1/0; ");
	decide(&undone, "undo", merged, 0, NULL);
	expect("2 hamid testaoui 2/1; 3 piet proef 1/0; 5 hamid testaoui 1/1; ");
	free(id);
}

Test(persons, decisions_need_a_reason_and_what_they_are_about)
{
	const int64_t both[] = { 1, 77 };
	struct store *s;
	int64_t event;
	char *id = id_of("d");

	scan(several, ARRAY_LEN(several), false);
	free(persons());
	s = open_case();
	cr_assert_eq(decide_merge(s, both, 2, "x", &event, &f), -1);
	cr_assert_eq(f.code, EXIT_USAGE);
	cr_assert_eq(decide_merge(s, both, 1, "", &event, &f), -1);
	cr_assert_eq(f.code, EXIT_REFUSED);
	cr_assert_eq(decide_split(s, 1, &id, 1, "x", &event, &f), -1);
	cr_assert_eq(decide_undo(s, 1, "x", &event, &f), -1);
	store_free(s);
	free(id);
}

Test(persons, are_made_anew_for_another_score)
{
	struct buf b = { 0 };
	struct store *s;

	scan(several, ARRAY_LEN(several), false);
	free(persons());
	s = open_case();
	buf_add_str(&b, "");
	cr_assert(!people_refresh(s, 95, &f) && !people_each(s, 0, print_person, &b, &f), "%s", f.text);
	cr_assert_str_eq(b.bytes, "");
	cr_assert(!people_refresh(s, 40, &f) && !people_each(s, 0, print_person, &b, &f), "%s", f.text);
	cr_assert_str_eq(b.bytes, "1 hamid testaoui 2/1; 2 hamid testaoui 1/1; 3 piet proef 1/0; ");
	buf_free(&b);
	store_free(s);
}

Test(persons, log_shows_that_it_was_changed)
{
	int64_t event, broken;
	struct store *s;
	char *command;

	scan(several, ARRAY_LEN(several), false);
	free(persons());
	decide(&event, "merge", 1, 2, NULL);
	decide(&event, "undo", 1, 0, NULL);
	s = open_case();
	cr_assert(!people_check_events(s, &broken, &f));
	cr_assert_eq(broken, 0);
	store_free(s);
	command = xformat("sqlite3 '%s/store.db' \"UPDATE event SET reason = 'iets anders' WHERE n = 1\"",
			  case_dir);
	cr_assert(!system(command));
	free(command);
	s = open_case();
	cr_assert(!people_check_events(s, &broken, &f));
	cr_assert_eq(broken, 1);
	store_free(s);
}
