/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/scan/rows_test.c - rows come back as they went, and from a hostile process not at all. */
#include "scan/rows.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const struct pattern *some_pattern(struct ruleset **rules)
{
	struct fail f;

	cr_assert_eq(ruleset_load("patterns", rules, &f), 0, "%s", f.text);
	return ruleset_pattern(*rules, ruleset_count(*rules) / 2);
}

static struct hit some_hit(const struct pattern *p, const struct tie *ties)
{
	return (struct hit){ .pattern = p,
			     .type = p->type,
			     .part = "2:nota.docx",
			     .carrier = CARRIER_FOOTNOTE,
			     .anchor = { .kind = AT_CELL, .number = 7, .name = "B7" },
			     .start = 10,
			     .end = 14,
			     .value = "Caf\xc3\xa9",
			     .normal = "cafe",
			     .before = "",
			     .after = " open",
			     .why = "base 40",
			     .score = 40,
			     .ties = ties,
			     .n_ties = 2 };
}

Test(rows, of_a_hit_come_back_whole)
{
	AUTO(ruleset) rules = NULL;
	const struct pattern *p = some_pattern(&rules);
	const struct tie ties[2] = { { .level = TIE_SENTENCE }, { .level = TIE_DOCUMENT } };
	const struct hit h = some_hit(p, ties);
	struct buf b = { 0 };
	struct hit back;
	size_t document;

	row_put_hit(&b, &h, 3);
	cr_assert(row_get_hit(b.bytes, b.len, rules, &back, &document));
	cr_assert_eq(document, 3);
	cr_assert_eq(back.pattern, p);
	cr_assert_str_eq(back.part, h.part);
	cr_assert_str_eq(back.value, h.value);
	cr_assert_str_eq(back.before, "");
	cr_assert_str_eq(back.anchor.name, "B7");
	cr_assert_null(back.anchor.label);
	cr_assert_eq(back.carrier, CARRIER_FOOTNOTE);
	cr_assert_eq(back.n_ties, 2);
	cr_assert_eq(back.ties[1].level, TIE_DOCUMENT);
	free((void *)back.ties);
	buf_free(&b);
}

Test(rows, of_a_part_come_back_whole)
{
	const struct part_reason reasons[] = { { REASON_TRUNCATED, "ends too early" } };
	const struct document_facts facts = { .dated = DATE_SENT, .date = 5, .thread = "0a" };
	const struct part_report p = { .part = "1", .format = "eml", .bytes = 9, .text_bytes = 4,
				       .reasons = reasons, .n_reasons = 1, .document = &facts };
	struct part_report back;
	struct document_facts room;
	struct buf b = { 0 };

	row_put_part(&b, &p);
	cr_assert(row_get_part(b.bytes, b.len, &back, &room));
	cr_assert_str_eq(back.part, "1");
	cr_assert_eq(back.bytes, 9);
	cr_assert_eq(back.n_reasons, 1);
	cr_assert_eq(back.reasons[0].reason, REASON_TRUNCATED);
	cr_assert_str_eq(back.reasons[0].text, "ends too early");
	cr_assert_eq(back.document->date, 5);
	free((void *)back.reasons);
	buf_free(&b);
}

static void check_hit(const struct hit *h)
{
	cr_assert_lt((unsigned)h->type, N_HIT_TYPES);
	cr_assert_lt((unsigned)h->carrier, N_CARRIERS);
	cr_assert_not_null(h->part);
	cr_assert_not_null(h->value);
	cr_assert_leq(h->score, 100);
}

/* Cut anywhere, longer than it says, each byte changed in many ways: refused, or still in bounds. */
Test(rows, of_a_broken_process_do_no_harm)
{
	AUTO(ruleset) rules = NULL;
	const struct tie ties[2] = { { .level = TIE_SENTENCE }, { .level = TIE_DOCUMENT } };
	const struct hit h = some_hit(some_pattern(&rules), ties);
	struct buf b = { 0 };
	struct hit back;
	size_t document, refused = 0;

	row_put_hit(&b, &h, 0);
	for (size_t len = 0; len < b.len; len++) {
		char *cut = xcalloc(1, len); /* so that a sanitizer sees a step too far */

		memcpy(cut, b.bytes, len);
		cr_assert_not(row_get_hit(cut, len, rules, &back, &document), "cut at %zu", len);
		free(cut);
	}
	for (size_t at = 0; at < b.len; at++)
		for (unsigned change = 1; change < 256; change += 7) {
			b.bytes[at] ^= (char)change;
			if (row_get_hit(b.bytes, b.len, rules, &back, &document)) {
				check_hit(&back);
				free((void *)back.ties);
			} else {
				refused++;
			}
			b.bytes[at] ^= (char)change;
		}
	cr_assert_gt(refused, 1000);
	buf_free(&b);
}

Test(rows, counts_that_lie_cost_no_memory)
{
	const struct part_report p = { .part = "1", .format = "eml" };
	struct part_report back;
	struct document_facts room;
	struct buf b = { 0 };

	row_put_part(&b, &p);
	memset(b.bytes + b.len - 4, 0xff, 4);
	cr_assert_not(row_get_part(b.bytes, b.len, &back, &room));
	buf_free(&b);
}
