/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/histogram.c - how often each value occurs, in how many files, and from when to when. What
 * folds to the same search form counts as one; a date is the document's own, if it bears one.
 */
#include <inttypes.h>
#include <string.h>
#include "report/csv.h"
#include "report/inert.h"
#include "report/ledger_text.h"
#include "report/mask.h"
#include "report/reasons.h"
#include "report/words.h"

struct listing {
	FILE *to;
	const struct report_options *options;
	bool english, any;
	enum hit_type type;
	char category[8];
};

static void put_day(char to[RECORD_TIME], int64_t seconds)
{
	record_time(to, record_ns(seconds));
	to[strlen("2026-01-01")] = '\0';
}

static void shown(struct buf *to, const struct listing *l, const struct value_row *v,
		  const char *value)
{
	if (l->options->mask)
		mask_value(to, v->type, value);
	else
		buf_add_str(to, value);
}

static int write_row(void *arg, const struct value_row *v)
{
	const struct listing *l = arg;
	struct buf normal = {0}, value = {0};
	char first[RECORD_TIME], last[RECORD_TIME];
	struct csv c;
	int result;

	put_day(first, v->first);
	put_day(last, v->last);
	shown(&normal, l, v, v->normal);
	shown(&value, l, v, v->value);
	csv_begin(&c, l->options->csv);
	csv_text(&c, hit_type_word(v->type));
	csv_text(&c, v->category);
	csv_number_name(&c, normal.bytes);
	csv_number_name(&c, value.bytes);
	csv_int(&c, v->hits);
	csv_int(&c, v->documents);
	csv_text(&c, first);
	csv_text(&c, last);
	result = csv_row(&c, l->to);
	csv_end(&c);
	buf_free(&normal);
	buf_free(&value);
	return result;
}

static int write_head(const struct listing *l)
{
	static const char *const columns[] = {"type", "category",  "normal", "example",
					      "hits", "documents", "first",  "last", NULL};
	struct csv c;
	int result;

	csv_begin(&c, l->options->csv);
	result = csv_head(&c, l->to, columns);
	csv_end(&c);
	return result;
}

static void put_section(struct listing *l, const struct value_row *v)
{
	if (l->any && l->type == v->type && !strcmp(l->category, v->category))
		return;
	fprintf(l->to, "%s%s%s%s\n", l->any ? "\n" : "", type_says_many(v->type, l->english),
		*v->category ? ": " : "", category_says(v->category, l->english));
	fprintf(l->to, "  %10s %10s  %-10s  %-10s  %s\n", l->english ? "hits" : "vondsten",
		l->english ? "files" : "bestanden", l->english ? "first" : "eerste",
		l->english ? "last" : "laatste", l->english ? "value" : "waarde");
	l->any = true;
	l->type = v->type;
	snprintf(l->category, sizeof(l->category), "%s", v->category);
}

static int put_value(void *arg, const struct value_row *v)
{
	struct listing *l = arg;
	char hits[COUNT_TEXT], documents[COUNT_TEXT], first[RECORD_TIME], last[RECORD_TIME];
	struct buf value = {0}, inert = {0};

	put_section(l, v);
	put_day(first, v->first);
	put_day(last, v->last);
	shown(&value, l, v, v->value);
	inert_add(&inert, value.bytes);
	fprintf(l->to, "  %10s %10s  %-10s  %-10s  %s\n", count_text(hits, v->hits, l->english),
		count_text(documents, v->documents, l->english), first, last, inert.bytes);
	buf_free(&value);
	buf_free(&inert);
	return ferror(l->to) ? -1 : 0;
}

static int write_histogram(FILE *to, struct store *s, const struct report_options *o,
			   struct fail *f)
{
	struct listing l = {.to = to, .options = o, .english = lang_is_english(o->lang)};

	if (!o->csv_asked)
		return store_each_value(s, &o->query, put_value, &l, f);
	if (write_head(&l) < 0)
		return fail_set(f, EXIT_BROKE_OFF, "writing the report failed");
	return store_each_value(s, &o->query, write_row, &l, f);
}

const struct report histogram_report = {
	.name = "histogram",
	.about = "how often each value occurs, in how many files, first and last; a table by --csv",
	.chooses = true,
	.end = write_histogram,
};
