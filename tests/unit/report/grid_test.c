/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/report/grid_test.c - the same rows in every form. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "report/grid.h"

static const struct grid_column columns[] = {
	{ "nr", 4, true }, { "naam", 6, false }, { "lang", 0, false }, { NULL, 0, false },
};

static char *written(const char *form, int *result)
{
	char *text = NULL;
	size_t len;
	FILE *to = open_memstream(&text, &len);
	struct grid g;
	struct fail f;

	*result = grid_begin(&g, form, "rfc", "Blad", columns, to, &f);
	if (!*result) {
		grid_int(&g, 7);
		grid_text(&g, "Ayşe\033[2J");
		grid_text(&g, "=1+1");
		cr_assert(!grid_row(&g));
		grid_int(&g, 12);
		grid_text(&g, "Testaoui");
		grid_text(&g, NULL);
		cr_assert(!grid_row(&g));
		*result = grid_end(&g, 0, &f);
	}
	fclose(to);
	return text;
}

static void expect(const char *form, const char *wanted)
{
	int result;
	char *got = written(form, &result);

	cr_assert_eq(result, 0);
	cr_assert_str_eq(got, wanted, "%s", got);
	free(got);
}

Test(grid, cuts_for_a_terminal_and_stays_inert)
{
	int result;
	char *got = written("text", &result);

	cr_assert(strstr(got, "  12  Testa…\n"), "%s", got);
	cr_assert(!strchr(got, '\033'));
	free(got);
}

Test(grid, writes_csv_without_formulas)
{
	expect("csv", "nr,naam,lang\r\n7,Ayşe\xef\xbf\xbd[2J,\"'=1+1\"\r\n12,Testaoui,\r\n");
}

Test(grid, writes_one_object_a_line)
{
	expect("jsonl", "{\"nr\":7,\"naam\":\"Ayşe\\u001b[2J\",\"lang\":\"=1+1\"}\n"
			"{\"nr\":12,\"naam\":\"Testaoui\",\"lang\":null}\n");
}

Test(grid, writes_a_workbook)
{
	int result;
	char *got = written("xlsx", &result);

	cr_assert_eq(result, 0);
	cr_assert(!memcmp(got, "PK\3\4", 4));
	free(got);
}

Test(grid, knows_no_other_form)
{
	int result;

	free(written("pdf", &result));
	cr_assert_eq(result, -1);
}
