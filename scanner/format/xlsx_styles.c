/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xlsx_styles.c - what a number in a cell means. A date is a number of days and only the
 * format of its cell tells so; 012345678 is 12345678 shown in nine digits.
 */
#include "format/xlsx.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMATS_MAX 1024

struct custom {
	unsigned long id;
	struct number_style style;
};
struct reading_styles {
	struct xlsx_styles *styles;
	struct arena *keep;
	struct custom *custom;
	size_t n_custom;
	bool in_cells;
};

/* A format code: letters of dates outside quotes, brackets and escapes; or zeros only. */
static struct number_style style_of(const char *code)
{
	struct number_style s = { NUMBER_PLAIN, 0 };
	bool date = false, time = false;
	size_t zeros = strspn(code, "0");

	if (zeros >= 2 && zeros < 20 && (!code[zeros] || code[zeros] == ';')) {
		s.kind = NUMBER_PADDED;
		s.digits = (uint8_t)zeros;
		return s;
	}
	for (const char *c = code; *c && *c != ';'; c++) {
		if (*c == '"' || *c == '[') {
			const char *close = strchr(c + 1, *c == '[' ? ']' : '"');

			if (!close)
				break;
			time |= *c == '[' && strchr("hms", c[1] | 0x20) != NULL && close - c <= 3;
			c = close;
		} else if ((*c == '\\' || *c == '_' || *c == '*') && c[1]) {
			c++;
		} else if (strchr("yd", *c | 0x20)) {
			date = true;
		} else if (strchr("hs", *c | 0x20)) {
			time = true;
		}
	}
	if (date || time)
		s.kind = date && time ? NUMBER_MOMENT : date ? NUMBER_DATE : NUMBER_TIME;
	return s;
}

static struct number_style built_in(unsigned long id)
{
	struct number_style s = { NUMBER_PLAIN, 0 };

	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
		s.kind = NUMBER_DATE;
	else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
		s.kind = NUMBER_TIME;
	else if (id == 22)
		s.kind = NUMBER_MOMENT;
	return s;
}

static unsigned long number_attr(const struct xml_tag *t, const char *name)
{
	const char *value = xml_attr(t, name);

	return value ? strtoul(value, NULL, 10) : 0;
}

static void add_custom(struct reading_styles *r, const struct xml_tag *t)
{
	const char *code = xml_attr(t, "formatCode");

	if (!r->custom)
		r->custom = arena_get(r->keep, FORMATS_MAX * sizeof(*r->custom));
	if (code && r->n_custom < FORMATS_MAX)
		r->custom[r->n_custom++] =
			(struct custom){ number_attr(t, "numFmtId"), style_of(code) };
}

static void add_cell(struct reading_styles *r, const struct xml_tag *t)
{
	unsigned long id = number_attr(t, "numFmtId");
	struct number_style style = built_in(id);

	for (size_t i = 0; i < r->n_custom; i++)
		if (r->custom[i].id == id)
			style = r->custom[i].style;
	if (!r->styles->cells)
		r->styles->cells = arena_get(r->keep, STYLES_MAX * sizeof(style));
	if (r->styles->n < STYLES_MAX)
		r->styles->cells[r->styles->n++] = style;
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct reading_styles *r = state;

	if (!strcmp(t->name, "numFmt"))
		add_custom(r, t);
	else if (!strcmp(t->name, "cellXfs"))
		r->in_cells = true;
	else if (!strcmp(t->name, "xf") && r->in_cells)
		add_cell(r, t);
	return 0;
}

static int on_close(void *state, const char *name, unsigned depth)
{
	(void)state, (void)depth;
	return strcmp(name, "cellXfs") ? 0 : XML_ENOUGH;
}

void xlsx_styles_read(struct out *out, struct arena *keep, struct zip *zip, const char *member,
		      struct xlsx_styles *ret)
{
	static const struct xml_events events = { .open = on_open,
						  .close = on_close,
						  .text = look_text,
						  .drop_rest = true };
	struct reading_styles r = { .styles = ret, .keep = keep };

	look(out, zip, member, &events, &r);
}

/* strtod() would ask the locale what a decimal point is. */
static bool parse(const char *s, double *ret)
{
	double value = 0;
	bool negative = *s == '-', digits = false, fraction = false;
	long exponent = 0, shift = 0;

	for (s += negative; (*s >= '0' && *s <= '9') || (*s == '.' && !fraction); s++) {
		if (*s == '.') {
			fraction = true;
			continue;
		}
		digits = true;
		value = value * 10 + (*s - '0');
		shift -= fraction;
	}
	if ((*s | 0x20) == 'e' && digits) {
		char *end;

		exponent = strtol(s + 1, &end, 10);
		s = end;
	}
	if (*s || !digits || exponent > 300 || exponent < -300)
		return false;
	/* Powers of ten are exact up to 22, so is the quotient of what is whole. */
	exponent += shift;
	value = exponent < 0 ? value / pow(10, (double)-exponent) :
			       value * pow(10, (double)exponent);
	*ret = negative ? -value : value;
	return true;
}

/* Days since 1970-01-01 to year, month, day of the Gregorian calendar. */
static void civil(long days, int *year, unsigned *month, unsigned *day)
{
	days += 719468; /* from 0000-03-01 on */
	long era = days / 146097;
	unsigned of_era = (unsigned)(days - era * 146097);
	unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	unsigned shifted = (5 * of_year + 2) / 153;

	*day = of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = (int)year_of_era + (int)era * 400 + (*month <= 2);
}

static bool print_moment(const struct xlsx_styles *s, enum number_kind kind, double serial,
			 char *text, size_t room)
{
	double whole = floor(serial);
	unsigned minutes = (unsigned)floor((serial - whole) * 1440 + 0.5);
	unsigned month, day;
	int year, n = 0;

	if (serial < 0 || serial > 2958465)
		return false;
	whole += minutes / 1440;
	minutes %= 1440;
	if (kind != NUMBER_TIME || whole >= 1) {
		/* The day 1900-02-29 never was, but it is counted. */
		long days = (long)whole - (s->from_1904 ? 24107 : whole < 60 ? 25568 : 25569);

		civil(days, &year, &month, &day);
		n = snprintf(text, room, "%04d-%02u-%02u", year, month, day);
	}
	if (kind == NUMBER_TIME || (kind == NUMBER_MOMENT && minutes))
		snprintf(text + n, room - (size_t)n, "%s%02u:%02u", n ? " " : "", minutes / 60,
			 minutes % 60);
	return true;
}

void xlsx_number(const struct xlsx_styles *s, size_t style, const char *v, char *text, size_t room)
{
	struct number_style look = { NUMBER_PLAIN, 0 };
	double value;

	if (s && style < s->n)
		look = s->cells[style];
	if (!parse(v, &value)) {
		snprintf(text, room, "%s", v);
		return;
	}
	if (look.kind == NUMBER_DATE || look.kind == NUMBER_TIME || look.kind == NUMBER_MOMENT)
		if (print_moment(s, look.kind, value, text, room))
			return;
	if (value == floor(value) && fabs(value) < 1e15)
		snprintf(text, room, "%0*.0f", look.kind == NUMBER_PADDED ? look.digits : 1, value);
	else
		snprintf(text, room, "%s", v);
}
