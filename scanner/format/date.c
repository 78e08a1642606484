/* SPDX-License-Identifier: EUPL-1.2 */
/* format/date.c - dates as mail and office files write them. */
#include "format/date.h"
#include <string.h>
#include <strings.h>

struct moment {
	int year, month, day, hour, minute, second;
	int zone; /* minutes east of UTC */
};

static bool is_leap(int year)
{
	return (!(year % 4) && year % 100) || !(year % 400);
}

/* Days since 1970-01-01 in the Gregorian calendar. */
static int64_t days_since_epoch(int year, int month, int day)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	int64_t y = year - 1;

	return 365 * (int64_t)(year - 1970) + y / 4 - y / 100 + y / 400 - 477 + before[month - 1] +
	       (month > 2 && is_leap(year)) + day - 1;
}

static bool moment_seconds(const struct moment *m, int64_t *ret)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (m->year < 1970 || m->year > 2200 || m->month < 1 || m->month > 12 || m->day < 1 ||
	    m->day > days[m->month - 1] + (m->month == 2 && is_leap(m->year)) || m->hour > 23 ||
	    m->minute > 59 || m->second > 60)
		return false;
	*ret = days_since_epoch(m->year, m->month, m->day) * 86400 + m->hour * 3600 +
	       (m->minute - m->zone) * 60 + m->second;
	return true;
}

struct cursor {
	const char *at, *end;
};

/* White space and comments, which may stand within one another. */
static void skip_space(struct cursor *c)
{
	unsigned depth = 0;

	for (; c->at < c->end; c->at++) {
		if (*c->at == '(')
			depth++;
		else if (*c->at == ')' && depth)
			depth--;
		else if (!depth && !strchr(" \t\r\n,", *c->at))
			return;
	}
}

static size_t letters(const struct cursor *c)
{
	size_t n = 0;

	while (c->at + n < c->end && ((c->at[n] | 0x20) >= 'a' && (c->at[n] | 0x20) <= 'z'))
		n++;
	return n;
}

/* A number of at most `most` digits; returns how many there were, 0 for none. */
static unsigned number(struct cursor *c, unsigned most, int *ret)
{
	unsigned n = 0;

	for (*ret = 0; n < most && c->at < c->end && *c->at >= '0' && *c->at <= '9'; n++)
		*ret = 10 * *ret + (*c->at++ - '0');
	return n;
}

static bool expect(struct cursor *c, char wanted)
{
	if (c->at >= c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

static bool month_name(struct cursor *c, int *ret)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	size_t n = letters(c);

	for (int m = 0; n >= 3 && m < 12; m++) {
		if (strncasecmp(c->at, names + 3 * m, 3))
			continue;
		c->at += n;
		*ret = m + 1;
		return true;
	}
	return false;
}

/* RFC 5322 section 4.3: two digits count from 1950 or 2000, three from 1900. */
static bool mail_year(struct cursor *c, int *year)
{
	unsigned n = number(c, 4, year);

	if (n == 2)
		*year += *year < 50 ? 2000 : 1900;
	else if (n == 3)
		*year += 1900;
	return n >= 2;
}

static bool clock_time(struct cursor *c, struct moment *m)
{
	if (!number(c, 2, &m->hour) || !expect(c, ':') || !number(c, 2, &m->minute))
		return false;
	return !expect(c, ':') || number(c, 2, &m->second);
}

static bool offset(struct cursor *c, struct moment *m)
{
	bool west = c->at < c->end && *c->at == '-';
	int hours, minutes = 0;

	if (!expect(c, '+') && !expect(c, '-'))
		return false;
	if (number(c, 2, &hours) != 2)
		return false;
	expect(c, ':');
	number(c, 2, &minutes);
	if (hours > 14 || minutes > 59)
		return false;
	m->zone = (west ? -1 : 1) * (60 * hours + minutes);
	return true;
}

/* Section 4.3: names other than these say nothing, and count as UTC. */
static void named_zone(const struct cursor *c, struct moment *m)
{
	static const struct {
		char name[4];
		int hours;
	} zones[] = { { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		      { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 } };

	for (size_t i = 0; letters(c) == 3 && i < ARRAY_LEN(zones); i++)
		if (!strncasecmp(c->at, zones[i].name, 3))
			m->zone = 60 * zones[i].hours;
}

bool date_of_mail(const char *s, size_t len, int64_t *ret)
{
	struct cursor c = { s, s + len };
	struct moment m = { 0 };

	skip_space(&c);
	c.at += letters(&c); /* the day of the week */
	skip_space(&c);
	if (!number(&c, 2, &m.day))
		return false;
	skip_space(&c);
	expect(&c, '-');
	if (!month_name(&c, &m.month))
		return false;
	expect(&c, '.');
	expect(&c, '-');
	skip_space(&c);
	if (!mail_year(&c, &m.year))
		return false;
	skip_space(&c);
	if (!clock_time(&c, &m))
		return false;
	skip_space(&c);
	if (!offset(&c, &m))
		named_zone(&c, &m);
	return moment_seconds(&m, ret);
}

bool date_of_iso(const char *s, size_t len, int64_t *ret)
{
	struct cursor c = { s, s + len };
	struct moment m = { 0 };
	int fraction;

	skip_space(&c);
	if (number(&c, 4, &m.year) != 4 || !expect(&c, '-') || number(&c, 2, &m.month) != 2 ||
	    !expect(&c, '-') || number(&c, 2, &m.day) != 2)
		return false;
	if (expect(&c, 'T') || expect(&c, ' ')) {
		if (!clock_time(&c, &m))
			return false;
		if (expect(&c, '.'))
			while (number(&c, 9, &fraction))
				;
		offset(&c, &m);
	}
	return moment_seconds(&m, ret);
}
