/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks/phone.c - the numbering plan of the Netherlands, as far as it tells numbers from
 * other digits: which areas and kinds of numbers exist, and how long they are. */
#include "detect/checks.h"
#include <string.h>

/* Without the leading zero; a dash is a range within the last digit. */
static const char two_digit_areas[] =
	"10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58 70-79 ";
static const char three_digit_areas[] =
	"111 113-115 117 118 161 162 164-168 172 174 180-184 186 187 222-224 226-229 251 252 255 "
	"294 297 299 313-318 320 321 341-348 411-413 416 418 475 478 481 485-488 492 493 495 497 499 "
	"511-519 521-525 527-529 541 543-548 561 562 566 570-573 575 577 578 591-599 ";

static int number_of(const char *s, size_t len)
{
	int n = 0;

	for (size_t i = 0; i < len; i++)
		n = 10 * n + s[i] - '0';
	return n;
}

static bool area_exists(const char *areas, size_t width, const char *digits)
{
	int area = number_of(digits, width);

	for (const char *a = areas; *a;) {
		int first = number_of(a, width), last = first;

		a += width;
		if (*a == '-') {
			last = number_of(a + 1, width);
			a += 1 + width;
		}
		a++; /* the space */
		if (area >= first && area <= last)
			return true;
	}
	return false;
}

/* digits: what follows the leading zero or the country code. */
static bool is_subscriber(const char *digits, int n)
{
	if (n < 7)
		return false;
	if (!memcmp(digits, "800", 3) || !memcmp(digits, "900", 3) || !memcmp(digits, "906", 3) ||
	    !memcmp(digits, "909", 3))
		return n == 7 || n == 10;
	if (!memcmp(digits, "97", 2))
		return n == 11;
	if (n != 9)
		return false;
	if (digits[0] == '6')
		return strchr("123458", digits[1]) != NULL;
	if (digits[0] == '8' || digits[0] == '9')
		return !memcmp(digits, "84", 2) || !memcmp(digits, "85", 2) ||
		       !memcmp(digits, "87", 2) || !memcmp(digits, "88", 2) ||
		       !memcmp(digits, "91", 2);
	return area_exists(two_digit_areas, 2, digits) || area_exists(three_digit_areas, 3, digits);
}

bool check_phone_nl(const char *value, size_t len, const char *argument)
{
	char digits[20];
	int n = check_digits(value, len, digits, sizeof(digits)), skip = 0;
	const char *plus = memchr(value, '+', len);

	(void)argument;
	if (n < 7)
		return false;
	if (plus || !memcmp(digits, "0031", 4)) {
		skip = plus ? 0 : 2;
		if (memcmp(digits + skip, "31", 2))
			return false;
		skip += 2;
		if (digits[skip] == '0') /* +31 (0)70 */
			skip++;
	} else if (digits[0] == '0') {
		skip = 1;
	} else {
		return false;
	}
	return is_subscriber(digits + skip, n - skip);
}
