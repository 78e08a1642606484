/* SPDX-License-Identifier: EUPL-1.2 */
/* parts_test.c - keys, words, lists and points by themselves. */
#include "detect/names/names.h"
#include "detect/ruleset.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static uint64_t hash_of(const char *s)
{
	return key_of(s, strlen(s)).hash;
}

Test(parts, keys_fold)
{
	cr_assert_eq(hash_of("Poznań"), hash_of("poznan"));
	cr_assert_eq(hash_of("YILMAZ"), hash_of("yılmaz"));
	cr_assert_eq(hash_of("al-Testabi"), hash_of("Al Testabi"));
	cr_assert_eq(hash_of("'s-Gravenhage"), hash_of("s Gravenhage"));
	cr_assert_eq(hash_of("d’Ancona"), hash_of("d'Ancona"));
	cr_assert_neq(hash_of("van den"), hash_of("den van"));
	cr_assert_eq(hash_of(""), 0);
	cr_assert_eq(key_of("van den Berg", 12).parts, 3);
	struct key joined = key_join(key_of("van", 3), key_of("den Berg", 8));
	cr_assert_eq(joined.hash, hash_of("Van Den Berg"));
}

Test(parts, lists_know_what_follows_from_an_entry)
{
	AUTO(lexicon) l = lexicon_new();

	lexicon_add(l, "van den Testberg", 16, KIND_SURNAME);
	lexicon_add(l, "stra", 4, KIND_ENDING_SURNAME);
	lexicon_add(l, "gesprek", 7, KIND_COMMON);
	lexicon_add(l, "verslag", 7, KIND_COMMON);
	cr_assert(lexicon_find(l, hash_of("Van den Testberg")) & IS(SURNAME));
	cr_assert(lexicon_find(l, hash_of("Vandentestberg")) & IS(SURNAME));
	cr_assert(lexicon_find(l, hash_of("Testberg")) & IS(SURNAME_MAIN));
	cr_assert_not(lexicon_find(l, hash_of("Testberg")) & IS(SURNAME));
	cr_assert(lexicon_find(l, hash_of("van")) & IS(PHRASE));
	cr_assert(lexicon_ending(l, "teststra", 8) & IS(ENDING_SURNAME));
	cr_assert_eq(lexicon_ending(l, "stra", 4), 0);
	cr_assert(lexicon_is_compound(l, "gespreksverslag", 15));
	cr_assert_not(lexicon_is_compound(l, "gespreksverslap", 15));
}

struct seen {
	const char *text;
	enum word_kind kind;
	enum word_shape shape;
	enum word_gap gap;
};

static void expect_words(const char *bytes, const struct seen *seen, size_t n)
{
	AUTO(lexicon) l = lexicon_new();
	struct text t = {.bytes = bytes, .len = strlen(bytes), .format = "text"};
	struct words ws = {0};

	words_cut(&ws, &t, l);
	cr_expect_eq(ws.n, n, "%s: %zu words", bytes, ws.n);
	for (size_t i = 0; i < n && i < ws.n; i++) {
		const struct word *w = &ws.rows[i];
		size_t len = w->to - w->from;

		cr_expect(len == strlen(seen[i].text) &&
			      !memcmp(bytes + w->from, seen[i].text, len),
			  "%s: word %zu is '%.*s'", bytes, i, (int)len, bytes + w->from);
		cr_expect_eq(w->kind, seen[i].kind, "%s: kind of word %zu", bytes, i);
		cr_expect_eq(w->shape, seen[i].shape, "%s: shape of word %zu", bytes, i);
		cr_expect_eq(w->gap, seen[i].gap, "%s: gap of word %zu", bytes, i);
	}
	words_free(&ws);
}
#define EXPECT_WORDS(bytes, ...)                                                                   \
	expect_words(bytes, (const struct seen[]) {__VA_ARGS__},                                   \
		     ARRAY_LEN(((const struct seen[]) {__VA_ARGS__})))

Test(parts, words)
{
	EXPECT_WORDS("Jan's brief", {"Jan", WORD_PLAIN, SHAPE_CAPITAL, GAP_PARAGRAPH},
		     {"brief", WORD_PLAIN, SHAPE_LOWER, GAP_SPACE});
	EXPECT_WORDS("J.P. de", {"J.", WORD_INITIAL, SHAPE_CAPITAL, GAP_PARAGRAPH},
		     {"P.", WORD_INITIAL, SHAPE_CAPITAL, GAP_NONE},
		     {"de", WORD_PLAIN, SHAPE_LOWER, GAP_SPACE});
	EXPECT_WORDS("'s-Gravenhage", {"'s-Gravenhage", WORD_PLAIN, SHAPE_CAPITAL, GAP_PARAGRAPH});
	EXPECT_WORDS("v.d. NS", {"v.d.", WORD_PLAIN, SHAPE_LOWER, GAP_PARAGRAPH},
		     {"NS", WORD_PLAIN, SHAPE_UPPER, GAP_SPACE});
	EXPECT_WORDS("LibreOffice McTest", {"LibreOffice", WORD_PLAIN, SHAPE_ODD, GAP_PARAGRAPH},
		     {"McTest", WORD_PLAIN, SHAPE_CAPITAL, GAP_SPACE});
	EXPECT_WORDS("x.y@voorbeeld.nl Jan",
		     {"x.y@voorbeeld.nl", WORD_ADDRESS, SHAPE_LOWER, GAP_PARAGRAPH},
		     {"Jan", WORD_PLAIN, SHAPE_CAPITAL, GAP_SPACE});
	EXPECT_WORDS("1234 AB Gouda", {"1234", WORD_NUMBER, SHAPE_LOWER, GAP_PARAGRAPH},
		     {"AB", WORD_NUMBER, SHAPE_UPPER, GAP_SPACE},
		     {"Gouda", WORD_PLAIN, SHAPE_CAPITAL, GAP_SPACE});
	EXPECT_WORDS("a\tB\nC\n\nD", {"a", WORD_PLAIN, SHAPE_LOWER, GAP_PARAGRAPH},
		     {"B", WORD_PLAIN, SHAPE_CAPITAL, GAP_CELL},
		     {"C", WORD_PLAIN, SHAPE_CAPITAL, GAP_LINE},
		     {"D", WORD_PLAIN, SHAPE_CAPITAL, GAP_PARAGRAPH});
}

Test(parts, chances_follow_from_points)
{
	struct name_points p = {0};
	struct name_sum sum = {0};
	struct name_chance chance;
	struct buf why = {0};

	p.person[TERM_TITLE] = 8;
	p.place[TERM_TITLE] = -8;
	p.words[TERM_TITLE] = "a title";
	chance = name_sum_chance(&sum);
	cr_assert_eq(chance.person, 33);
	cr_assert_eq(chance.place, 33);
	name_sum_add(&sum, &p, TERM_TITLE);
	chance = name_sum_chance(&sum);
	cr_assert_eq(chance.person, 98);
	cr_assert_eq(chance.place, 0);
	name_sum_why(&sum, &p, true, &why);
	cr_assert(strstr(why.bytes, "a title; sums: person 4, place -4"), "%s", why.bytes);
	buf_free(&why);
}
