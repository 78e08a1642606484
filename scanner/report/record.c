/* SPDX-License-Identifier: EUPL-1.2 */
/* report/record.c - the records of the contract: its fields, all of them, in its order. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "base/utf8.h"
#include "report/mask.h"
#include "report/report.h"

static void add_path(struct buf *to, const char *path)
{
	size_t len = strlen(path);

	json_key(to, "path");
	json_text(to, path, len);
	if (utf8_valid_prefix(path, len) == len)
		return;
	json_key(to, "path_b64");
	json_base64(to, path, len);
}

static void add_str(struct buf *to, const char *key, const char *value)
{
	json_key(to, key);
	json_str(to, value);
}

static void add_int(struct buf *to, const char *key, uint64_t value)
{
	json_key(to, key);
	json_int(to, (int64_t)value);
}

void record_place(struct buf *to, const struct hit_row *row)
{
	const struct hit *h = &row->hit;

	place_add(to, &(struct place){.path = row->path,
				      .part = h->part,
				      .carrier = h->carrier,
				      .anchor = h->anchor,
				      .start = h->start,
				      .length = h->end - h->start});
}

static void add_where(struct buf *to, const struct hit_row *row)
{
	const struct hit *h = &row->hit;
	struct buf place = {0};

	add_path(to, row->path);
	add_str(to, "part", h->part);
	record_place(&place, row);
	add_str(to, "place", place.bytes);
	buf_free(&place);
	json_key(to, "anchor");
	json_open(to, '{');
	add_str(to, "kind", anchor_word(h->anchor.kind));
	add_int(to, "number", h->anchor.number);
	add_str(to, "name", h->anchor.name);
	json_close(to, '}');
	add_int(to, "start", h->start);
	add_int(to, "end", h->end);
	json_key(to, "source");
	if (!h->has_source) {
		json_none(to);
		return;
	}
	json_open(to, '{');
	add_int(to, "offset", h->source_offset);
	add_int(to, "length", h->source_length);
	json_close(to, '}');
}

/* Texts of the document, as they are or masked. */
static void add_texts(struct buf *to, const struct hit *h, bool mask)
{
	struct buf text = {0}, normal = {0}, why = {0};

	if (mask) {
		mask_value(&text, h->type, h->value);
		mask_value(&normal, h->type, h->normal ? h->normal : h->value);
		mask_quoted(&why, h->why);
	}
	add_str(to, "text", mask ? text.bytes : h->value);
	add_str(to, "normal", mask ? normal.bytes : h->normal ? h->normal : h->value);
	add_str(to, "before", mask ? "" : h->before);
	add_str(to, "after", mask ? "" : h->after);
	add_int(to, "score", (uint64_t)h->score);
	add_str(to, "why", mask ? why.bytes : h->why);
	buf_free(&text);
	buf_free(&normal);
	buf_free(&why);
}

static void add_ties(struct buf *to, const struct hit_row *row)
{
	json_key(to, "tied");
	json_open(to, '[');
	for (size_t i = 0; i < row->hit.n_ties; i++) {
		json_open(to, '{');
		add_str(to, "id", row->tied_ids[i]);
		add_str(to, "level", tie_level_word(row->hit.ties[i].level));
		json_close(to, '}');
	}
	json_close(to, ']');
}

void record_hit(struct buf *to, const struct hit_row *row, const struct report_options *o)
{
	const struct hit *h = &row->hit;

	json_open(to, '{');
	add_str(to, "record", "hit");
	add_str(to, "id", row->id);
	add_where(to, row);
	add_str(to, "type", hit_type_word(h->type));
	add_str(to, "category", row->category);
	add_str(to, "pattern", row->pattern_name);
	add_texts(to, h, o && o->mask);
	add_ties(to, row);
	add_str(to, "polarity", polarity_word(h->polarity));
	add_str(to, "manner", manner_word(h->manner));
	add_str(to, "role", role_word(h->role));
	add_str(to, "carrier", carrier_word(h->carrier));
	json_key(to, "suppressed");
	json_bool(to, h->suppressed);
	json_close(to, '}');
}

int64_t record_ns(int64_t seconds)
{
	int64_t ns;

	if (__builtin_mul_overflow(seconds, INT64_C(1000000000), &ns))
		return seconds < 0 ? INT64_MIN : INT64_MAX;
	return ns;
}

void record_time(char to[RECORD_TIME], int64_t ns)
{
	time_t seconds = (time_t)(ns / 1000000000 - (ns % 1000000000 < 0));
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) || !strftime(to, RECORD_TIME, "%Y-%m-%dT%H:%M:%SZ", &tm))
		to[0] = '\0';
}

static void add_file(struct buf *to, const struct ledger_row *row)
{
	char when[RECORD_TIME];

	if (*row->part) {
		add_int(to, "size", row->bytes);
		add_str(to, "mtime", NULL);
	} else {
		record_time(when, row->item->mtime_ns);
		add_int(to, "size", (uint64_t)row->item->size);
		add_str(to, "mtime", when);
	}
	add_str(to, "sha256", row->sha256);
}

static void add_date(struct buf *to, const struct ledger_row *row)
{
	char when[RECORD_TIME];

	record_time(when, row->dated ? record_ns(row->date) : 0);
	json_str(to, row->dated ? when : NULL);
}

static void add_reasons(struct buf *to, const struct ledger_row *row)
{
	json_key(to, "reasons");
	json_open(to, '[');
	for (size_t i = 0; i < row->n_reasons; i++) {
		json_open(to, '{');
		add_str(to, "part", row->reasons[i].part);
		add_str(to, "reason", reason_word(row->reasons[i].reason));
		add_str(to, "text", row->reasons[i].text);
		json_close(to, '}');
	}
	json_close(to, ']');
}

void record_ledger(struct buf *to, const struct ledger_row *row)
{
	json_open(to, '{');
	add_str(to, "record", *row->part ? "part" : "item");
	add_path(to, row->item->path);
	add_str(to, "part", row->part);
	add_file(to, row);
	add_str(to, "format", row->format ? row->format : "unknown");
	add_str(to, "outcome", outcome_word(row->outcome));
	add_reasons(to, row);
	add_int(to, "bytes", row->bytes);
	add_int(to, "parts", row->parts);
	add_int(to, "hits", row->hits);
	json_key(to, "seconds");
	json_number(to, row->seconds);
	json_key(to, "date");
	add_date(to, row);
	add_str(to, "dated", row->dated);
	json_close(to, '}');
}
