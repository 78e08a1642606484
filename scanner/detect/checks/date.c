/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks/date.c - dates as they are written: 1-2-1985, 1985-02-01, 1 februari 1985. */
#include "detect/checks.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct date {
	int day, month, year; /* year -1: two digits, century unknown */
};

/* First three letters of the names of the months, Dutch and English. */
static int month_of(const char *s, size_t len)
{
	static const char *const names[] = {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug",
					    "sep", "okt", "nov", "dec", "",    "",    "maa", "",
					    "may", "",    "",    "",    "",    "oct", "",    ""};
	char name[3];

	if (len < 3)
		return 0;
	for (size_t i = 0; i < 3; i++)
		name[i] = (char)(s[i] | 0x20);
	for (int i = 0; i < (int)ARRAY_LEN(names); i++)
		if (!memcmp(names[i], name, names[i][0] ? 3 : 1))
			return i % 12 + 1;
	return !memcmp(name, "mar", 3) ? 3 : 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static int days_in(int month, int year)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year < 0 || (year % 4 == 0 && (year % 100 || year % 400 == 0));

	return days[month - 1] + (month == 2 && leap);
}

/* 19850201 and 01021985: what has no marks can only be told by its year. */
static bool read_eight(const char *s, struct date *d)
{
	int n[8];

	for (int i = 0; i < 8; i++) {
		if (!is_digit(s[i]))
			return false;
		n[i] = s[i] - '0';
	}
	if (n[0] == 1 ? n[1] == 9 : n[0] == 2 && n[1] == 0 && n[4] < 2)
		*d = (struct date){10 * n[6] + n[7], 10 * n[4] + n[5],
				   1000 * n[0] + 100 * n[1] + 10 * n[2] + n[3]};
	else
		*d = (struct date){10 * n[0] + n[1], 10 * n[2] + n[3],
				   1000 * n[4] + 100 * n[5] + 10 * n[6] + n[7]};
	return true;
}

/* The numbers of the value and its month, if that is a word. */
static bool read_date(const char *value, size_t len, struct date *d)
{
	int numbers[3], widths[3], n = 0, month = 0, month_at = -1;

	if (len == 8 && read_eight(value, d))
		return true;
	for (size_t i = 0; i < len;) {
		size_t start = i;

		if (is_digit(value[i])) {
			if (n == 3)
				return false;
			numbers[n] = 0;
			for (; i < len && is_digit(value[i]) && i - start < 5; i++)
				numbers[n] = 10 * numbers[n] + value[i] - '0';
			widths[n++] = (int)(i - start);
		} else if (is_letter(value[i])) {
			while (i < len && is_letter(value[i]))
				i++;
			if (month_of(value + start, i - start)) {
				month = month_of(value + start, i - start);
				month_at = n;
			}
		} else {
			i++;
		}
	}
	if (month && n == 2) { /* 1 februari 1985, februari 1 1985 */
		*d = (struct date){numbers[0], month, widths[1] == 2 ? -1 : numbers[1]};
		return month_at < 2 && widths[0] <= 2 && (widths[1] == 4 || widths[1] == 2);
	}
	if (n != 3 || widths[1] > 2)
		return false;
	if (widths[0] == 4) {
		*d = (struct date){numbers[2], numbers[1], numbers[0]};
		return widths[2] <= 2;
	}
	*d = (struct date){numbers[0], numbers[1], widths[2] == 2 ? -1 : numbers[2]};
	return widths[0] <= 2 && (widths[2] == 4 || widths[2] == 2);
}

bool check_date(const char *value, size_t len, const char *argument)
{
	struct date d;
	int first = 1000, last = 2999;

	sscanf(argument, "%d %d", &first, &last);
	if (!read_date(value, len, &d))
		return false;
	if (d.year >= 0 && (d.year < first || d.year > last))
		return false;
	return d.month <= 12 && (d.month ? d.day <= days_in(d.month, d.year) : d.day <= 31);
}

bool check_placeholder_date(const char *value, size_t len, const char *argument)
{
	struct date d;

	(void)argument;
	return read_date(value, len, &d) && (!d.day || !d.month || (d.day == 1 && d.month == 1));
}
