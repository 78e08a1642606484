/* SPDX-License-Identifier: EUPL-1.2 */
/* report/jsonl.c - hit records, one a line: the form without loss, for other programs. */
#include "report/report.h"

static int write_hit(FILE *to, const struct hit_row *row, const struct report_options *o)
{
	struct buf line = {0};
	bool failed;

	record_hit(&line, row, o);
	buf_add_byte(&line, '\n');
	failed = fwrite(line.bytes, 1, line.len, to) != line.len;
	buf_free(&line);
	return failed ? -1 : 0;
}

const struct report jsonl_report = {
	.name = "jsonl",
	.about = "one JSON object a line, all fields, for other programs",
	.hit = write_hit,
};
