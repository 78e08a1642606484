/* SPDX-License-Identifier: EUPL-1.2 */
/* report/csv.c - tables for spreadsheets, in which no cell ever starts a formula. */
#include "report/csv.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "report/report.h"

/* What a spreadsheet takes for the start of a formula, also in full width, or skips before it. */
static bool starts_formula(const char *s)
{
	static const char *const starts[] = {
		"=", "+", "-", "@", "\t", "\r", "\n",
		"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0",
	};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (!strncmp(s, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* Other separators too: not every reader is told which one counts. */
static bool needs_quotes(const char *s, char separator)
{
	return strchr(s, separator) || strpbrk(s, ",;\t\"\r\n") || *s == ' ' || *s == '\'' ||
	       (*s && s[strlen(s) - 1] == ' ');
}

/* Bytes that are not text, controls that no cell can hold, and what turns text round show as U+FFFD. */
static void add_clean(struct buf *to, const char *s)
{
	size_t len = strlen(s);

	for (size_t at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		if (!n || (acts_on_reader(code) && (code >= ' ' || !strchr("\t\r\n", (int)code)))) {
			buf_add_str(to, "\xef\xbf\xbd");
			n = n ? n : 1;
			continue;
		}
		if (code == '"')
			buf_add_byte(to, '"');
		buf_add(to, s + at, n);
	}
}

void csv_cell(struct buf *to, const char *s, char separator)
{
	bool formula = starts_formula(s), quotes = formula || needs_quotes(s, separator);

	if (quotes)
		buf_add_byte(to, '"');
	if (formula)
		buf_add_byte(to, '\'');
	add_clean(to, s);
	if (quotes)
		buf_add_byte(to, '"');
}

void csv_begin(struct csv *c, const char *dialect)
{
	c->line = (struct buf){0};
	c->dutch = strcmp(dialect, "rfc") != 0;
	c->separator = c->dutch ? ';' : ',';
	c->first = true;
}

static void next_cell(struct csv *c)
{
	if (!c->first)
		buf_add_byte(&c->line, c->separator);
	c->first = false;
}

void csv_text(struct csv *c, const char *s)
{
	next_cell(c);
	csv_cell(&c->line, s ? s : "", c->separator);
}

static bool excel_changes(const char *s)
{
	size_t digits = strspn(s, "0123456789"), more;

	if (!digits)
		return false;
	if (!s[digits])
		return *s == '0' || digits > 15;
	more = s[digits] == 'e' || s[digits] == 'E' ? strspn(s + digits + 1, "0123456789") : 0;
	return more && !s[digits + 1 + more];
}

void csv_number_name(struct csv *c, const char *s)
{
	char *quoted;

	if (!c->dutch || !s || !excel_changes(s)) {
		csv_text(c, s);
		return;
	}
	quoted = xformat("'%s", s);
	csv_text(c, quoted);
	free(quoted);
}

void csv_int(struct csv *c, uint64_t n)
{
	next_cell(c);
	buf_add_format(&c->line, "%" PRIu64, n);
}

void csv_number(struct csv *c, double n)
{
	uint64_t thousandths = isfinite(n) && n > 0 ? (uint64_t)llround(n * 1000) : 0;

	next_cell(c);
	buf_add_format(&c->line, "%" PRIu64 "%c%03" PRIu64, thousandths / 1000, c->dutch ? ',' : '.',
		       thousandths % 1000);
}

int csv_row(struct csv *c, FILE *to)
{
	bool failed;

	buf_add_str(&c->line, "\r\n");
	failed = fwrite(c->line.bytes, 1, c->line.len, to) != c->line.len;
	buf_clear(&c->line);
	c->first = true;
	return failed ? -1 : 0;
}

int csv_head(struct csv *c, FILE *to, const char *const *names)
{
	if (c->dutch)
		buf_add_str(&c->line, "\xef\xbb\xbf");
	for (; *names; names++)
		csv_text(c, *names);
	return csv_row(c, to);
}

void csv_end(struct csv *c)
{
	buf_free(&c->line);
}
