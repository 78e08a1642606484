/* SPDX-License-Identifier: EUPL-1.2 */
/* report/sarif_hits.c - hits and coverage as SARIF: a rule per pattern, a result per hit, and a
 * notification for each file that was not read in full. */
#include <stdlib.h>
#include <string.h>
#include "report/baseline.h"
#include "report/mask.h"
#include "report/reasons.h"
#include "report/sarif.h"
#include "report/words.h"

struct telling {
	struct sarif sarif;
	struct store *store;
	const struct report_options *options;
	bool english;
	FILE *to;
	struct sarif_rule *rules;
	size_t n;
	bool complete;
	char began[RECORD_TIME], ended[RECORD_TIME];
};

static int add_rule(void *arg, const char *name, uint64_t hits, uint64_t documents)
{
	struct telling *t = arg;

	(void)hits, (void)documents;
	t->rules = xrealloc(t->rules, (t->n + 1) * sizeof(*t->rules));
	t->rules[t->n].id = xstrdup(name);
	t->rules[t->n++].about = xformat("what the pattern %s finds", name);
	return 0;
}

static size_t rule_of(const struct telling *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->rules[i].id, name))
			return i;
	return 0; /* every pattern with a hit is among them */
}

static bool is_special(enum hit_type t)
{
	return t == TYPE_INDICATOR || t == TYPE_BSN;
}

static char *message_of(const struct telling *t, const struct hit_row *row)
{
	struct buf masked = {0}, where = {0};
	const char *value = row->hit.value;
	char *message;

	if (t->options->mask) {
		mask_value(&masked, row->hit.type, value);
		value = masked.bytes;
	}
	place_says(&where, row, NULL, t->english);
	message = xformat("%s%s%s: %s (%s; score %d)", type_says(row->hit.type, t->english),
			  row->category ? ", " : "",
			  row->category ? category_says(row->category, t->english) : "", value,
			  where.bytes, row->hit.score);
	buf_free(&masked);
	buf_free(&where);
	return message;
}

static int put_hit(void *arg, const struct hit_row *row)
{
	struct telling *t = arg;
	const struct hit *h = &row->hit;
	const struct baseline *baseline = t->options->baseline;
	bool whole = !*h->part; /* else offsets and lines are those of what is inside */
	struct buf place = {0};
	char *message;
	int result;

	if (baseline && baseline_has(baseline, row->id))
		return 0;
	message = message_of(t, row);
	record_place(&place, row);
	result = sarif_result(
		&t->sarif,
		&(struct sarif_result){
			.rule = row->pattern_name,
			.rule_index = rule_of(t, row->pattern_name),
			.level = is_special(h->type) ? "warning" : "note",
			.message = message,
			.path = row->path,
			.line = whole && h->anchor.kind == AT_LINE ? h->anchor.number : 0,
			.has_bytes = whole && h->has_source,
			.offset = h->source_offset,
			.length = h->source_length,
			.place = place.bytes,
			.fingerprint = row->id,
			.suppressed = h->suppressed,
			.is_new = baseline != NULL,
		});
	free(message);
	buf_free(&place);
	return result;
}

static int note_run(void *arg, const struct store_run *run)
{
	struct telling *t = arg;

	t->complete = run->outcome && !strcmp(run->outcome, "done");
	record_time(t->began, record_ns(run->began));
	if (run->ended)
		record_time(t->ended, record_ns(run->ended));
	return 0;
}

static int put_ledger(void *arg, const struct ledger_row *row)
{
	struct telling *t = arg;

	for (size_t i = 0; i < row->n_reasons; i++) {
		const struct store_reason *r = &row->reasons[i];
		char *message = xformat("%s %s (%s%s%s)", reason_means(r->reason, t->english),
					reason_advice(r->reason, t->english), r->part,
					*r->part ? ": " : "", r->text);
		int result = sarif_notification(&t->sarif, reason_word(r->reason),
						row->outcome == OUTCOME_FAILED ? "error" : "warning",
						message, row->item->path);

		free(message);
		if (result < 0)
			return -1;
	}
	return 0;
}

static int tell(void *arg, struct fail *f)
{
	struct telling *t = arg;
	struct ledger_query not_ok = {.not_ok_only = true};

	if (store_tally(t->store, TALLY_PATTERN, &t->options->query, add_rule, t, f) < 0 ||
	    store_last_run(t->store, note_run, t, f) < 0)
		return -1;
	sarif_begin(&t->sarif, t->to, t->rules, t->n);
	if (store_each_hit(t->store, &t->options->query, put_hit, t, f) < 0)
		return -1;
	sarif_run(&t->sarif, t->complete, *t->began ? t->began : NULL, *t->ended ? t->ended : NULL);
	if (store_each_ledger(t->store, &not_ok, put_ledger, t, f) < 0)
		return -1;
	sarif_end(&t->sarif);
	return 0;
}

static int write_sarif(FILE *to, struct store *s, const struct report_options *o, struct fail *f)
{
	struct telling t = {
		.store = s, .options = o, .to = to, .english = lang_is_english(o->lang)};
	int result = store_read_whole(s, tell, &t, f);

	for (size_t i = 0; i < t.n; i++) {
		free((char *)t.rules[i].id);
		free((char *)t.rules[i].about);
	}
	free(t.rules);
	buf_free(&t.sarif.line);
	return result;
}

const struct report sarif_report = {
	.name = "sarif",
	.about = "SARIF 2.1.0 for CI: a result per hit, a notification per file not read in full",
	.chooses = true,
	.compares = true,
	.end = write_sarif,
};
