/* SPDX-License-Identifier: EUPL-1.2 */
/* report/ledger.c - the ledger for other programs (jsonl), for a spreadsheet (csv). */
#include <string.h>
#include "base/utf8.h"
#include "report/csv.h"
#include "report/ledger_text.h"

struct writing {
	FILE *to;
	const char *dialect;
};

static int write_json(void *arg, const struct ledger_row *row)
{
	const struct writing *w = arg;
	struct buf line = {0};
	bool failed;

	record_ledger(&line, row);
	buf_add_byte(&line, '\n');
	failed = fwrite(line.bytes, 1, line.len, w->to) != line.len;
	buf_free(&line);
	return failed ? -1 : 0;
}

static void add_reasons(struct csv *c, const struct ledger_row *row)
{
	struct buf words = {0}, texts = {0};

	for (size_t i = 0; i < row->n_reasons; i++) {
		const struct store_reason *r = &row->reasons[i];

		buf_add_format(&words, "%s%s", i ? " " : "", reason_word(r->reason));
		buf_add_format(&texts, "%s%s%s%s", i ? "; " : "", r->part, *r->part ? ": " : "",
			       r->text);
	}
	csv_text(c, words.bytes);
	csv_text(c, texts.bytes);
	buf_free(&words);
	buf_free(&texts);
}

static int write_row(void *arg, const struct ledger_row *row)
{
	const struct writing *w = arg;
	char when[RECORD_TIME] = "";
	struct csv c;
	int result;

	csv_begin(&c, w->dialect);
	csv_text(&c, row->item->path);
	csv_text(&c, row->part);
	if (!*row->part)
		record_time(when, row->item->mtime_ns);
	csv_int(&c, *row->part ? row->bytes : (uint64_t)row->item->size);
	csv_text(&c, when);
	csv_text(&c, row->sha256);
	csv_text(&c, row->format ? row->format : "unknown");
	csv_text(&c, outcome_word(row->outcome));
	add_reasons(&c, row);
	csv_int(&c, row->bytes);
	csv_int(&c, row->parts);
	csv_int(&c, row->hits);
	csv_number(&c, row->seconds);
	result = csv_row(&c, w->to);
	csv_end(&c);
	return result;
}

static int write_head(const struct writing *w)
{
	static const char *const columns[] = {
		"path", "part", "size", "mtime", "sha256", "format", "outcome", "reasons", "texts",
		"bytes", "parts", "hits", "seconds", NULL,
	};
	struct csv c;
	int result;

	csv_begin(&c, w->dialect);
	result = csv_head(&c, w->to, columns);
	csv_end(&c);
	return result;
}

int ledger_write(struct store *s, const struct ledger_query *q, const char *format,
		 const struct report_options *o, FILE *to, struct fail *f)
{
	struct writing w = {.to = to, .dialect = o->csv};
	int result;

	if (!strcmp(format, "text"))
		result = ledger_write_text(s, q, o, to, f);
	else if (!strcmp(format, "jsonl"))
		result = store_each_ledger(s, q, write_json, &w, f);
	else if (!strcmp(format, "csv"))
		result = write_head(&w) < 0 ? -1 : store_each_ledger(s, q, write_row, &w, f);
	else
		return fail_set(f, EXIT_USAGE, "a ledger comes as jsonl, csv or text, not as '%s'",
				format);
	if (ferror(to))
		result = fail_set(f, EXIT_BROKE_OFF, "writing the ledger failed");
	return result;
}
