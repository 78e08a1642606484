/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/csv_dialect.c - cells, and whether a text is a table and of which dialect.
 *
 * A table has the same number of cells in each row, and something more that prose lacks: a row of
 * heads, columns of numbers, or a name that says so. "Beste Jan, hierbij," has commas too.
 */
#include <string.h>
#include <strings.h>
#include "format/csv.h"

size_t csv_line_end(const char *s, size_t len)
{
	if (!len || (*s != '\n' && *s != '\r'))
		return 0;
	return *s == '\r' && len > 1 && s[1] == '\n' ? 2 : 1;
}

static bool ends_cell(char c, char separator)
{
	return c == separator || c == '\n' || c == '\r';
}

static size_t plain_length(const char *s, size_t len, char separator)
{
	size_t i = 0;

	while (i < len && !ends_cell(s[i], separator))
		i++;
	return i;
}

/* Where the opening quote is, past spaces and the = by which Excel keeps a number a text. */
static bool opens_quote(const char *s, size_t len, size_t *after)
{
	size_t i = 0;

	while (i < len && i < 8 && s[i] == ' ')
		i++;
	if (i < len && s[i] == '=')
		i++;
	*after = i + 1;
	return i < len && s[i] == '"';
}

/* A quote at i: does it close the cell? Spaces may follow it. */
static bool closes(const char *s, size_t len, size_t i, char separator, bool end)
{
	for (i++; i < len && s[i] == ' ' && separator != ' '; i++)
		;
	return i < len ? ends_cell(s[i], separator) : end;
}

static struct csv_cell quoted_cell(const char *s, size_t len, size_t i, char separator, bool end)
{
	bool past_line = false, stray = false;

	for (; i < len; i++) {
		if (s[i] == '\n' || s[i] == '\r') {
			if (stray)
				break;
			past_line = true;
		}
		if (s[i] != '"')
			continue;
		if (i + 1 < len && s[i + 1] == '"') {
			i++;
		} else if (closes(s, len, i, separator, end)) {
			return (struct csv_cell){ i + 1 + plain_length(s + i + 1, len - i - 1,
								       separator),
						  false, false };
		} else if (past_line) {
			/* Looks like the start of another quoted cell: this one was cut short. */
			return (struct csv_cell){ .broken = true };
		} else {
			stray = true;
		}
	}
	return (struct csv_cell){ .more = !end && i >= len, .broken = !stray };
}

struct csv_cell csv_cell_at(const char *s, size_t len, char separator, bool end, bool trust)
{
	struct csv_cell cell = { 0 };
	size_t after;

	if (trust && opens_quote(s, len, &after)) {
		cell = quoted_cell(s, len, after, separator, end);
		if (cell.len)
			return cell;
		if (cell.more && len < CSV_CELL_MAX)
			return cell;
	}
	cell.len = plain_length(s, len, separator);
	cell.more = cell.len == len && !end;
	return cell;
}

void csv_value(const char **s, size_t *len)
{
	while (*len && (**s == ' ' || **s == '=' || **s == '"'))
		(*s)++, (*len)--;
	while (*len && ((*s)[*len - 1] == ' ' || (*s)[*len - 1] == '"'))
		(*len)--;
}

void csv_cell_name(char name[CSV_NAME], uint32_t column, uint32_t row)
{
	char digits[12];
	size_t n = 0, i = sizeof(digits);

	for (uint32_t c = column; c; c = (c - 1) / 26)
		n++;
	for (size_t at = n; column; column = (column - 1) / 26)
		name[--at] = (char)('A' + (column - 1) % 26);
	do
		digits[--i] = (char)('0' + row % 10);
	while (row /= 10);
	memcpy(name + n, digits + i, sizeof(digits) - i);
	name[n + sizeof(digits) - i] = '\0';
}

#define ROWS 60u
struct sample {
	struct csv_row rows[8]; /* of the first full rows, to look at */
	unsigned kept, first;   /* `first`: the row rows[0] is */
	unsigned counts[ROWS], n;
	unsigned columns;       /* as most rows have */
	unsigned fitting;       /* rows that do */
	size_t cells, bytes, separators, spaced;
};

static size_t take_row(const char *s, size_t len, bool whole, char separator, struct csv_row *row,
		       struct sample *all, unsigned *count)
{
	size_t at = 0;

	*count = row->n = 0;
	for (;;) {
		struct csv_cell c = csv_cell_at(s + at, len - at, separator, whole, true);

		if (c.more)
			return 0;
		if (row->n < ARRAY_LEN(row->cells)) {
			row->cells[row->n] = s + at;
			row->lens[row->n] = c.len;
			csv_value(&row->cells[row->n], &row->lens[row->n]);
			row->n++;
		}
		++*count;
		all->bytes += c.len;
		all->cells++;
		at += c.len;
		if (at >= len || s[at] != separator)
			break;
		all->separators++;
		all->spaced += at + 1 < len && s[at + 1] == ' ';
		at++;
	}
	return at + csv_line_end(s + at, len - at);
}

static unsigned mode_of(const unsigned *counts, unsigned n, unsigned *times)
{
	unsigned best = 0;

	*times = 0;
	for (unsigned i = 0; i < n; i++) {
		unsigned same = 0;

		for (unsigned j = 0; j < n; j++)
			same += counts[j] == counts[i];
		if (same > *times) {
			*times = same;
			best = counts[i];
		}
	}
	return best;
}

/* Reads the rows; blank ones count for nothing. first/kept: rows of the usual width. */
static void take_sample(const char *s, size_t len, bool whole, char separator, struct sample *all)
{
	unsigned numbers[ROWS], row = 0;
	size_t at = 0, starts[ROWS];

	memset(all, 0, sizeof(*all));
	while (at < len && all->n < ROWS) {
		unsigned count;
		size_t n = take_row(s + at, len - at, whole, separator, &all->rows[0], all, &count);

		if (!n)
			break;
		row++;
		if (count > 1 || all->rows[0].lens[0]) {
			starts[all->n] = at;
			numbers[all->n] = row;
			all->counts[all->n++] = count;
		}
		at += n;
	}
	all->columns = mode_of(all->counts, all->n, &all->fitting);
	for (unsigned i = 0; i < all->n && all->kept < ARRAY_LEN(all->rows); i++) {
		struct sample unused = { 0 };
		unsigned count;

		if (all->counts[i] != all->columns)
			continue;
		if (!all->kept)
			all->first = numbers[i];
		take_row(s + starts[i], len - starts[i], whole, separator, &all->rows[all->kept++],
			 &unused, &count);
	}
}

/* Columns whose cells below the first row are all numbers and the like. */
static unsigned typed_columns(const struct sample *all, unsigned from)
{
	unsigned columns = 0;

	for (unsigned c = 0; c < all->columns && c < ARRAY_LEN(all->rows[0].cells); c++) {
		unsigned typed = 0, filled = 0;

		for (unsigned r = from; r < all->kept; r++) {
			const struct csv_row *row = &all->rows[r];

			filled += row->lens[c] > 0;
			typed += csv_is_typed(row->cells[c], row->lens[c]);
		}
		columns += filled && typed * 10 >= filled * 8 && (from == 0 || filled);
	}
	return columns;
}

static bool all_labels(const struct csv_row *row)
{
	for (unsigned i = 0; i < row->n; i++) {
		if (!csv_is_label(row->cells[i], row->lens[i]))
			return false;
		for (unsigned j = 0; j < i; j++) {
			if (row->lens[j] == row->lens[i] &&
			    strncasecmp(row->cells[j], row->cells[i], row->lens[i]) == 0)
				return false;
		}
	}
	return row->n > 1;
}

static bool has_header(const struct sample *all)
{
	if (!all->kept)
		return false;
	return csv_has_label_word(&all->rows[0]) ||
	       (all_labels(&all->rows[0]) && typed_columns(all, 1) > 0);
}

static bool is_prose(const struct sample *all, char separator)
{
	return all->bytes > 80 * all->cells ||
	       (separator == ',' && all->spaced * 10 > all->separators * 6);
}

static bool is_table(const struct sample *all, char separator, bool named)
{
	bool header = has_header(all);
	unsigned share = all->n ? all->fitting * 100 / all->n : 0;

	if (all->columns < 2)
		return false;
	if (named)
		return share >= 60;
	if (all->n < 2 || is_prose(all, separator))
		return false;
	if (header)
		return share >= 80;
	if (share < (all->n < 20 ? 100 : 95) || all->columns < 3 || all->n < 3)
		return false;
	return separator == '\t' || typed_columns(all, 0) > 0;
}

/* "sep=;" of Excel, as the first line. */
static bool says_separator(const char *s, size_t len, struct csv_dialect *ret)
{
	if (len < 6 || strncasecmp(s, "sep=", 4) != 0 || !csv_line_end(s + 5, len - 5))
		return false;
	ret->separator = s[4];
	ret->preamble = 5 + csv_line_end(s + 5, len - 5);
	return true;
}

bool csv_recognise(const char *text, size_t len, bool whole, bool named, struct csv_dialect *ret)
{
	static const char separators[] = ";\t,|";
	size_t best = 0;
	struct sample all;

	*ret = (struct csv_dialect){ 0 };
	if (says_separator(text, len, ret)) {
		take_sample(text + ret->preamble, len - ret->preamble, whole, ret->separator, &all);
		ret->header_row = has_header(&all) ? all.first : 0;
		return true;
	}
	if (!len || (!named && strchr("{[<", *text)))
		return false;
	for (size_t i = 0; separators[i]; i++) {
		take_sample(text, len, whole, separators[i], &all);
		if (!is_table(&all, separators[i], named))
			continue;
		if ((size_t)all.columns * all.fitting > best) {
			best = (size_t)all.columns * all.fitting;
			ret->separator = separators[i];
			ret->header_row = has_header(&all) ? all.first : 0;
		}
	}
	return best > 0;
}
