/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xlsx_sheet.c - a worksheet: cells as they are shown, and what stands round them: headers
 * and footers, formulas with words in them, choices, prompts and filters.
 */
#include "base/buf.h"
#include "format/sheet.h"
#include "format/xlsx.h"
#include <stdlib.h>
#include <string.h>

#define VALUE_MAX (64u << 10)

enum content { CONTENT_NUMBER, CONTENT_SHARED, CONTENT_WORDS, CONTENT_TRUTH };
enum wanted { WANT_NOTHING, WANT_VALUE, WANT_WORDS, WANT_PAGE, WANT_FORMULA };

struct sheet_reader {
	struct out *out;
	struct stream *in;
	uint64_t read;          /* bytes of it, as far as the book was told */
	struct xlsx_book *book; /* or NULL */
	struct sheet_rows *rows;
	struct flow *aside;     /* for lines in other lanes */
	uint32_t row, column;
	enum content content;
	size_t style;
	enum wanted wanted;
	unsigned skip;          /* depth of what is passed over */
	struct buf value;
};

/* "AB12" */
static void parse_place(const char *place, uint32_t *column, uint32_t *row)
{
	uint32_t c = 0;
	unsigned long r;

	for (; *place >= 'A' && *place <= 'Z' && c < 100000; place++)
		c = c * 26 + (uint32_t)(*place - 'A' + 1);
	r = strtoul(place, NULL, 10);
	*column = c ? c : *column + 1;
	*row = r && r < UINT32_MAX ? (uint32_t)r : *row;
}

static bool is_true(const char *value)
{
	return value && (!strcmp(value, "1") || !strcmp(value, "true"));
}

static void open_row(struct sheet_reader *s, const struct xml_tag *t)
{
	const char *place = xml_attr(t, "r");
	unsigned long row = place ? strtoul(place, NULL, 10) : 0;

	s->row = row && row < UINT32_MAX ? (uint32_t)row : s->row + 1;
	s->column = 0;
	sheet_row(s->rows, s->row, is_true(xml_attr(t, "hidden")));
	if (s->book)
		xlsx_book_read_on(s->book, s->in->offset - s->read);
	s->read = s->in->offset;
}

static enum content content_of(const char *type)
{
	if (!type || !strcmp(type, "n"))
		return CONTENT_NUMBER;
	if (!strcmp(type, "s"))
		return CONTENT_SHARED;
	return !strcmp(type, "b") ? CONTENT_TRUTH : CONTENT_WORDS;
}

static void open_cell(struct sheet_reader *s, const struct xml_tag *t)
{
	const char *place = xml_attr(t, "r"), *style = xml_attr(t, "s");
	uint32_t row = s->row;

	if (place)
		parse_place(place, &s->column, &row);
	else
		s->column++;
	if (row != s->row) { /* a row that lost its tag */
		s->row = row;
		sheet_row(s->rows, row, false);
	}
	s->content = content_of(xml_attr(t, "t"));
	s->style = style ? strtoul(style, NULL, 10) : 0;
	sheet_cell(s->rows, s->column, s->content == CONTENT_SHARED || s->content == CONTENT_WORDS);
}

/* A line about this cell in another lane. */
static int aside(struct sheet_reader *s, const char *text)
{
	char name[120];

	sheet_name_cell(s->rows, name, sizeof(name));
	flow_anchors_cell(s->aside, s->row, name);
	return flow_line(s->aside, CARRIER_HIDDEN, NULL, text);
}

static int attrs_out(struct sheet_reader *s, const struct xml_tag *t)
{
	static const char *const names[][2] = {
		{ "cfRule", "text" },          { "dataValidation", "error" },
		{ "dataValidation", "prompt" }, { "dataValidation", "promptTitle" },
		{ "filter", "val" },           { "customFilter", "val" },
		{ "protectedRange", "name" },
	};
	int result = ooxml_attrs_out(s->aside, t, 0);

	for (size_t i = 0; i < ARRAY_LEN(names) && !result; i++) {
		const char *value = strcmp(names[i][0], t->name) ? NULL : xml_attr(t, names[i][1]);

		if (value)
			result = aside(s, value);
	}
	return result;
}

static enum wanted wanted_from(const struct sheet_reader *s, const char *name)
{
	static const char *const pages[] = { "evenFooter", "evenHeader", "firstFooter",
					     "firstHeader", "oddFooter", "oddHeader" };
	static const char *const formulas[] = { "f", "formula", "formula1", "formula2" };

	if (!strcmp(name, "v"))
		return s->content == CONTENT_WORDS ? WANT_WORDS : WANT_VALUE;
	if (!strcmp(name, "t"))
		return WANT_WORDS;
	if (xml_word(pages, ARRAY_LEN(pages), name) >= 0)
		return WANT_PAGE;
	return xml_word(formulas, ARRAY_LEN(formulas), name) >= 0 ? WANT_FORMULA : WANT_NOTHING;
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct sheet_reader *s = state;

	if (s->skip)
		return 0;
	s->wanted = WANT_NOTHING;
	buf_clear(&s->value);
	if (!strcmp(t->name, "c"))
		open_cell(s, t);
	else if (!strcmp(t->name, "row"))
		open_row(s, t);
	else if (!strcmp(t->name, "rPh"))
		s->skip = t->depth;
	else
		s->wanted = wanted_from(s, t->name);
	return t->n_attrs && strlen(t->name) > 3 ? attrs_out(s, t) : 0;
}

static int put(void *arg, const char *utf8, size_t len)
{
	struct sheet_reader *s = arg;
	struct xml_text t = { utf8, len, NO_SOURCE, 0 };

	return sheet_text(s->rows, &t);
}

static int put_value(struct sheet_reader *s)
{
	char text[64];
	const char *v = s->value.bytes;
	char *end;

	if (s->content == CONTENT_SHARED) {
		unsigned long long n = strtoull(v, &end, 10);

		return s->book && end != v ? xlsx_string(s->book, n, put, s) : 0;
	}
	if (s->content == CONTENT_TRUTH && v[0] && !v[1])
		return put(s, *v == '1' ? "TRUE" : "FALSE", *v == '1' ? 4 : 5);
	if (s->content != CONTENT_NUMBER || s->value.len >= sizeof(text))
		return put(s, v, s->value.len);
	xlsx_number(s->book ? xlsx_book_styles(s->book) : NULL, s->style, v, text, sizeof(text));
	return put(s, text, strlen(text));
}

static int on_close(void *state, const char *name, unsigned depth)
{
	struct sheet_reader *s = state;
	enum wanted wanted = s->wanted;

	(void)name;
	if (s->skip) {
		s->skip = depth == s->skip ? 0 : s->skip;
		return 0;
	}
	s->wanted = WANT_NOTHING;
	if (!s->value.len)
		return 0;
	if (wanted == WANT_VALUE)
		return put_value(s);
	if (wanted == WANT_PAGE)
		return xlsx_page_header(s->out, s->value.bytes);
	if (wanted == WANT_FORMULA && strchr(s->value.bytes, '"'))
		return aside(s, s->value.bytes);
	return 0;
}

static int on_text(void *state, const struct xml_text *t)
{
	struct sheet_reader *s = state;

	if (s->skip || s->wanted == WANT_NOTHING)
		return 0;
	if (s->wanted == WANT_WORDS)
		return sheet_text(s->rows, t);
	if (s->value.len < VALUE_MAX)
		buf_add(&s->value, t->utf8, t->len);
	else /* numbers, formulas and page headers have limits far below */
		out_trouble(s->out, REASON_LIMIT_TOKEN,
			    "a number or formula is longer than any can be");
	return 0;
}

static void close_value(void *thing)
{
	buf_free(thing);
}

int xlsx_read_sheet(struct stream *in, struct out *out, const struct ooxml_member *m)
{
	static const char *const breaks[] = { "row", "c", "v", "is", NULL };
	static const struct xml_events events = { .open = on_open,
						  .close = on_close,
						  .text = on_text,
						  .rest_lane = CARRIER_BODY,
						  .rest_breaks = breaks };
	struct sheet_reader *s = arena_get(out->arena, sizeof(*s));

	s->out = out;
	s->in = in;
	s->read = in->offset;
	s->book = m ? m->package->book : NULL;
	s->rows = sheet_new(out);
	sheet_begin(s->rows, m ? m->sheet : NULL, m && m->hidden);
	s->aside = flow_new(out, CARRIER_HIDDEN);
	arena_defer(out->arena, close_value, &s->value);
	return xml_read(in, out, &events, s);
}
