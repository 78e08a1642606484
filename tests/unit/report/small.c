/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/small.c - small cases to report on, and reports of them. */
#include "small.h"
#include <criterion/criterion.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char small_folder[64];

void small_begin(void)
{
	strcpy(small_folder, "/tmp/vp-report-XXXXXX");
	cr_assert(mkdtemp(small_folder));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

void small_end(void)
{
	nftw(small_folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

struct store *small_case(void)
{
	struct store *s = NULL;
	char *dir = xformat("%s/case", small_folder);
	struct fail f = {0};

	cr_assert(!store_open(dir, STORE_WRITE, &s, &f), "%s", f.text);
	free(dir);
	cr_assert(!store_begin_run(s, "d", "", &f));
	return s;
}

static void add(struct store *s, const struct spot *spot)
{
	char name[40];
	struct pattern p = {.name = name, .type = spot->type, .category = spot->category,
			    .index = (unsigned)spot->type * 20};
	struct tie tie = {.level = TIE_SENTENCE};
	struct hit h = {.pattern = &p, .type = spot->type, .part = spot->part ? spot->part : "",
			.value = spot->value, .before = spot->before, .after = spot->after,
			.start = spot->start, .end = spot->start + strlen(spot->value),
			.score = spot->score, .why = "base 30; near 'Jan'",
			.anchor = {.kind = AT_LINE, .number = 7}, .ties = &tie,
			.n_ties = spot->tied != 0};
	uint8_t id[HIT_KEY_LEN] = {0xaa, spot->id}, tied[HIT_KEY_LEN] = {0xaa, spot->tied};
	struct fail f = {0};

	snprintf(name, sizeof(name), "p-%s", hit_type_word(spot->type));
	cr_assert(!store_add_hit(s, &h, id, tied, &f), "%s", f.text);
}

void small_file(struct store *s, const char *path, const char *format, enum reason why,
		const struct spot *spots, size_t n)
{
	struct item i = {.path = path, .size = 1500, .mtime_ns = 1795576800000000000};
	struct store_reason reason = {"", why, "says <why>"};
	struct ledger_row row = {.item = &i, .part = "", .format = format, .reasons = &reason,
				 .n_reasons = why != REASON_NONE, .bytes = 1500,
				 .outcome = why == REASON_NONE ? OUTCOME_OK : OUTCOME_FAILED};
	struct ledger_row message = {.item = &i, .part = "2", .sha256 = "ab", .format = "eml",
				     .dated = "sent", .date = 1520850600};
	struct fail f = {0};

	cr_assert(!store_begin_item(s, &i, &f));
	if (!strcmp(format, "mbox"))
		cr_assert(!store_add_part(s, &message, &f));
	for (size_t k = 0; k < n; k++)
		add(s, &spots[k]);
	cr_assert(!store_end_item(s, &row, &f), "%s", f.text);
}

char *small_report(struct store *s, const char *name, struct report_options o)
{
	struct fail f = {0};
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);

	o.csv = o.csv ? o.csv : "rfc";
	cr_assert(!store_end_run(s, "done", &f));
	cr_assert(!report_write(report_named(name), s, &o, to, &f), "%s", f.text);
	fclose(to);
	store_free(s);
	return text;
}

size_t small_count(const char *text, const char *word)
{
	size_t n = 0;

	for (; (text = strstr(text, word)); text += strlen(word))
		n++;
	return n;
}
