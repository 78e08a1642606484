/* SPDX-License-Identifier: EUPL-1.2 */
/* report/csv_hits.c - hits as a table, one row each. */
#include <string.h>
#include "base/utf8.h"
#include "report/csv.h"
#include "report/mask.h"
#include "report/report.h"

static const char *const columns[] = {
	"id", "path", "part", "place", "anchor_kind", "anchor_number", "anchor_name", "start", "end",
	"source_offset", "source_length", "type", "category", "pattern", "text", "normal", "before",
	"after", "score", "why", "tied", "polarity", "role", "carrier", "suppressed", "path_b64",
	"manner", NULL,
};

static int begin(FILE *to, struct store *s, const struct report_options *o, struct fail *f)
{
	struct csv c;
	int result;

	(void)s;
	csv_begin(&c, o->csv);
	result = csv_head(&c, to, columns);
	csv_end(&c);
	return result < 0 ? fail_set(f, EXIT_BROKE_OFF, "writing the report failed") : 0;
}

static void add_where(struct csv *c, const struct hit_row *row)
{
	const struct hit *h = &row->hit;
	struct buf place = {0};

	record_place(&place, row);
	csv_number_name(c, row->id);
	csv_text(c, row->path);
	csv_text(c, h->part);
	csv_text(c, place.bytes);
	csv_text(c, anchor_word(h->anchor.kind));
	csv_int(c, h->anchor.number);
	csv_text(c, h->anchor.name);
	csv_int(c, h->start);
	csv_int(c, h->end);
	if (h->has_source) {
		csv_int(c, h->source_offset);
		csv_int(c, h->source_length);
	} else {
		csv_text(c, NULL);
		csv_text(c, NULL);
	}
	buf_free(&place);
}

static void add_texts(struct csv *c, const struct hit *h, bool mask)
{
	struct buf text = {0}, normal = {0}, why = {0};

	if (mask) {
		mask_value(&text, h->type, h->value);
		mask_value(&normal, h->type, h->normal);
		mask_quoted(&why, h->why);
	}
	csv_number_name(c, mask ? text.bytes : h->value);
	csv_number_name(c, mask ? normal.bytes : h->normal);
	csv_text(c, mask ? "" : h->before);
	csv_text(c, mask ? "" : h->after);
	csv_int(c, (uint64_t)h->score);
	csv_text(c, mask ? why.bytes : h->why);
	buf_free(&text);
	buf_free(&normal);
	buf_free(&why);
}

static void add_ties(struct csv *c, const struct hit_row *row)
{
	struct buf tied = {0};

	for (size_t i = 0; i < row->hit.n_ties; i++)
		buf_add_format(&tied, "%s%s:%s", i ? " " : "", row->tied_ids[i],
			       tie_level_word(row->hit.ties[i].level));
	csv_text(c, tied.bytes);
	buf_free(&tied);
}

static void add_exact_path(struct csv *c, const char *path)
{
	size_t len = strlen(path);
	struct buf b64 = {0};

	if (utf8_valid_prefix(path, len) < len) {
		json_base64(&b64, path, len);
		b64.bytes[b64.len - 1] = '\0'; /* without the quotes */
	}
	csv_text(c, b64.bytes ? b64.bytes + 1 : NULL);
	buf_free(&b64);
}

static int write_hit(FILE *to, const struct hit_row *row, const struct report_options *o)
{
	const struct hit *h = &row->hit;
	struct csv c;
	int result;

	csv_begin(&c, o->csv);
	add_where(&c, row);
	csv_text(&c, hit_type_word(h->type));
	csv_text(&c, row->category);
	csv_text(&c, row->pattern_name);
	add_texts(&c, h, o->mask);
	add_ties(&c, row);
	csv_text(&c, polarity_word(h->polarity));
	csv_text(&c, role_word(h->role));
	csv_text(&c, carrier_word(h->carrier));
	csv_int(&c, h->suppressed);
	add_exact_path(&c, row->path);
	csv_text(&c, manner_word(h->manner));
	result = csv_row(&c, to);
	csv_end(&c);
	return result;
}

const struct report csv_report = {
	.name = "csv",
	.about = "a table for spreadsheets; --csv=nl for a Dutch Excel, --csv=rfc for others",
	.begin = begin,
	.hit = write_hit,
};
