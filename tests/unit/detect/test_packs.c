/* SPDX-License-Identifier: EUPL-1.2 */
/* test_packs.c - what a pack may say, and how mistakes are told. */
#include "detect/pack.h"
#include "try.h"
#include <criterion/criterion.h>
#include <string.h>

#define HEAD "pack p\n  about x\n  source s\n"
#define PATTERN HEAD "pattern a\n  about x\n  type bsn\n"
#define EXAMPLES "  hit 1\n  miss x\n"

static void refuse(const char *pack, const char *with)
{
	struct fail f = {0};
	struct ruleset *r = try_load(pack, &f);

	cr_assert(!r, "was taken: %s", pack);
	cr_assert_eq(f.code, EXIT_USAGE);
	cr_assert(strstr(f.text, with), "'%s' does not say '%s'", f.text, with);
}

Test(packs, blocks_and_lines)
{
	const char text[] = "\xEF\xBB\xBF# comment\n\npack one\r\n\tabout\tx y \n\tsource z\n\n"
			    "words w\n  any key # here\n      goes\n\n      # not this\n      on\n  other\n";
	struct pack_blocks blocks = {0};
	struct fail f = {0};
	AUTO(arena) a = arena_new(SIZE_MAX);

	cr_assert_eq(pack_parse(a, "t.pack", text, sizeof(text) - 1, &blocks, &f), 0, "%s", f.text);
	cr_assert_eq(blocks.n, 2);
	cr_assert_str_eq(pack_value(blocks.rows, "about"), "x y");
	cr_assert_str_eq(blocks.rows[1].pack_source, "z");
	cr_assert_str_eq(pack_value(blocks.rows + 1, "any"), "key # here\ngoes\non");
	cr_assert_str_eq(pack_value(blocks.rows + 1, "other"), "");
	cr_assert_eq(blocks.rows[1].lines[1].line, 13);
	cr_assert_null(pack_value(blocks.rows + 1, "none"));
}

Test(packs, mistakes_are_told_with_their_line)
{
	refuse("  about x\n", "test.pack:1: an indented line before the first block");
	refuse("patern a\n", "test.pack:1: a block cannot start with 'patern'; did you mean 'pattern'?");
	refuse("pattern A B\n", "a name is lower-case letters");
	refuse("pattern a\n  scor 4\n", "test.pack:2: a pattern has no key 'scor'; did you mean 'score'?");
	refuse("pattern a\n    about x\n  type bsn\n", "indented less");
	refuse("pattern a\n  about x\n  about y\n", "'about' stands twice");
	refuse("pack p\n  about \xFF\n", "not valid UTF-8");
	refuse("lexicon l\n  about x\n", "the lexicon 'l' has no source");
	refuse("pattern a\n  about x\n  hit 1\n  miss 2\n", "'a' has no source");
}

Test(packs, patterns_are_checked)
{
	refuse(PATTERN "  regex 1\n  miss x\n", "'a' has no hit");
	refuse(PATTERN "  regex 1\n  hit 1\n", "'a' has no miss");
	refuse(PATTERN EXAMPLES, "'a' has no regex");
	refuse(PATTERN EXAMPLES "  regex (1\n", "missing closing parenthesis");
	refuse(PATTERN EXAMPLES "  regex 1?\n", "can match nothing");
	refuse(PATTERN EXAMPLES "  regex 1\n  check elfprof\n", "there is no check 'elfprof'; did you mean");
	refuse(PATTERN EXAMPLES "  regex 1\n  near 5 bsn\n", "starts with points");
	refuse(PATTERN EXAMPLES "  regex 1\n  near +5 bsn\n", "needs a distance");
	refuse(PATTERN EXAMPLES "  regex 1\n  near +5 3\n", "names no words");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate digts 9\n", "a gate is digits");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate digits x\n", "a gate of lengths");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate words b-c\n", "is not one word");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate within x\n", "a reach in bytes comes first");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate within 9 *x\n", "is not one word");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate near 9\n", "names no characters");
	refuse(PATTERN EXAMPLES "  regex 1\n  gate near 9 @\n  gate digits 9\n", "go together");
	refuse(PATTERN EXAMPLES "  regex 1\n  score 101\n", "'score' is a number from 0 to 100");
	refuse(PATTERN EXAMPLES "  regex 1\n  case maybe\n", "exact or any");
	refuse(HEAD "pattern a\n  about x\n  type bns\n  regex 1\n" EXAMPLES, "did you mean 'bsn'?");
	refuse(HEAD "pattern a\n  about x\n  type indicator\n  regex 1\n" EXAMPLES, "needs a category");
	refuse(PATTERN EXAMPLES "  regex 1\npattern a\n  about x\n  type bsn\n  regex 1\n" EXAMPLES,
	       "the name 'a' is taken");
}

Test(packs, regexes_are_read)
{
	refuse(PATTERN EXAMPLES "  regex \\d{4}\n", "write [0-9]");
	refuse(PATTERN EXAMPLES "  regex [\\d.]{4}\n", "write [0-9]");
	refuse(PATTERN EXAMPLES "  regex 1+\n", "a repeat needs an end");
	refuse(PATTERN EXAMPLES "  regex 1[a*]*+\n", "a repeat needs an end");
	refuse(PATTERN EXAMPLES "  regex 1{2,}\n", "a repeat needs an end");
	refuse(PATTERN EXAMPLES "  regex 1{2000}\n", "more than 1000");
	refuse(PATTERN EXAMPLES "  regex 1\\K2\n", "cannot be used");
	refuse(PATTERN EXAMPLES "  regex (*COMMIT)1\n", "verbs");
	ruleset_free(try_ruleset(PATTERN EXAMPLES
				 "  regex (?<!x) [*+\\]{] \\x{2019} \\p{Lu} 1{2,3}+ (?:a|b)?+ \\+ "
				 "[[:alpha:]+] # + and * here\n"));
}

Test(packs, families_are_checked)
{
#define FAMILY HEAD "family f\n  about x\n  category REL\n"
	refuse(FAMILY EXAMPLES, "without terms");
	refuse(FAMILY EXAMPLES "  terms a(b\n", "a ( without its )");
	refuse(FAMILY EXAMPLES "  terms a)b\n", "a ) without its (");
	refuse(FAMILY EXAMPLES "  terms a|b\n", "| stands between");
	refuse(FAMILY EXAMPLES "  terms a~b\n", "at the end of a term");
	refuse(FAMILY EXAMPLES "  terms x, ()y\n", "with nothing between");
	refuse(FAMILY EXAMPLES "  terms x, ((((((((y))))))))\n", "nested too deep");
	refuse(FAMILY EXAMPLES "  terms x, =\n", "an empty term");
	refuse(FAMILY EXAMPLES "  weight x\n  terms y\n", "weight is one of");
	refuse(HEAD "family f\n  about x\n  category XXX\n  terms y\n" EXAMPLES, "no category 'XXX'");
}

Test(packs, digest_tells_packs_apart)
{
	struct ruleset *one = try_ruleset(PATTERN EXAMPLES "  regex 1\n");
	struct ruleset *same = try_ruleset(PATTERN EXAMPLES "  regex 1\n");
	struct ruleset *other = try_ruleset(PATTERN EXAMPLES "  regex 2\n");

	cr_assert_eq(strlen(ruleset_digest(one)), 64);
	cr_assert_str_eq(ruleset_digest(one), ruleset_digest(same));
	cr_assert_str_neq(ruleset_digest(one), ruleset_digest(other));
	cr_assert_str_eq(ruleset_named(one, "a")->name, "a");
	cr_assert_null(ruleset_named(one, "b"));
	cr_assert_eq(ruleset_count(one), 1);
	ruleset_free(one);
	ruleset_free(same);
	ruleset_free(other);
}
