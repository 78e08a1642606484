/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks/number.c - numbers with a control digit or a rule on their digits. */
#include "detect/checks.h"
#include <stdio.h>
#include <string.h>

/* Sum of digits by falling weights: first, first - 1, ... */
static int falling_sum(const char *digits, int n, int first)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += (digits[i] - '0') * (first - i);
	return sum;
}

static bool passes_eleven(const char digits[9])
{
	return (falling_sum(digits, 8, 9) - (digits[8] - '0')) % 11 == 0;
}

/* What scanning programs read for a digit. */
static char misread(char c)
{
	static const char letters[] = "OoDQIlLi|SsBZzG", digits[] = "000011111558226";
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? digits[at - letters] : c;
}

/* Nine digits; a number that is kept as a number somewhere has lost its leading zero. */
static bool nine_digits(const char *value, size_t len, char digits[9])
{
	int n = check_digits(value, len, digits, 9);

	if (n == 8) {
		memmove(digits + 1, digits, 8);
		digits[0] = '0';
	}
	return n == 8 || n == 9;
}

bool check_elfproef(const char *value, size_t len, const char *argument)
{
	char digits[9], mended[32];

	if (!strcmp(argument, "ocr") && len <= sizeof(mended)) {
		for (size_t i = 0; i < len; i++)
			mended[i] = misread(value[i]);
		value = mended;
	}
	return nine_digits(value, len, digits) && (digits[0] != '0' || digits[1] != '0') &&
	       passes_eleven(digits);
}

bool check_rsin(const char *value, size_t len, const char *argument)
{
	char digits[9];

	(void)argument;
	return check_digits(value, len, digits, 9) == 9 && memcmp(digits, "000000000", 9) &&
	       passes_eleven(digits);
}

bool check_anummer(const char *value, size_t len, const char *argument)
{
	char digits[10];
	int sum = 0, doubled = 0;

	(void)argument;
	if (check_digits(value, len, digits, 10) != 10 || digits[0] == '0')
		return false;
	for (int i = 0; i < 10; i++) {
		if (i && digits[i] == digits[i - 1])
			return false;
		sum += digits[i] - '0';
		doubled += (digits[i] - '0') << i;
	}
	return (sum % 11 == 0 || sum % 11 == 5) && doubled % 11 == 0;
}

bool check_onderwijsnummer(const char *value, size_t len, const char *argument)
{
	char digits[9];

	(void)argument;
	if (check_digits(value, len, digits, 9) != 9 || digits[0] != '1')
		return false;
	return falling_sum(digits, 8, 9) % 11 == (digits[8] - '0' + 5) % 11;
}

bool check_old_bank(const char *value, size_t len, const char *argument)
{
	char digits[10];
	int n = check_digits(value, len, digits, 10);

	(void)argument;
	if (n != 9 && n != 10)
		return false;
	int sum = falling_sum(digits, n, n);
	return sum && sum % 11 == 0;
}

bool check_luhn(const char *value, size_t len, const char *argument)
{
	char digits[19];
	int n = check_digits(value, len, digits, sizeof(digits)), sum = 0;

	(void)argument;
	for (int i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2)
			d = 2 * d > 9 ? 2 * d - 9 : 2 * d;
		sum += d;
	}
	return n >= 8 && sum && sum % 10 == 0;
}

bool check_postcode(const char *value, size_t len, const char *argument)
{
	char digits[4], letters[2];
	size_t n = 0;

	(void)argument;
	if (len > 3 && !memcmp(value, "NL-", 3)) {
		value += 3;
		len -= 3;
	}
	if (check_digits(value, len, digits, 4) != 4 || digits[0] == '0')
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = value[i] & ~0x20;

		if (c < 'A' || c > 'Z')
			continue;
		if (n == 2)
			return false;
		letters[n++] = c;
	}
	return n == 2 && !(letters[0] == 'S' && strchr("ADS", letters[1]));
}

bool check_count_digits(const char *value, size_t len, const char *argument)
{
	size_t n = 0;
	unsigned least = 0, most = 0;
	int given = sscanf(argument, "%u %u", &least, &most);

	for (size_t i = 0; i < len; i++)
		n += value[i] >= '0' && value[i] <= '9';
	return given > 0 && n >= least && n <= (given == 2 ? most : least);
}

bool check_length(const char *value, size_t len, const char *argument)
{
	size_t n = 0;
	unsigned least = 0, most = 0;
	int given = sscanf(argument, "%u %u", &least, &most);

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)value[i] & 0xC0) != 0x80;
	return given > 0 && n >= least && n <= (given == 2 ? most : least);
}

bool check_varied(const char *value, size_t len, const char *argument)
{
	unsigned seen = 0;

	(void)argument;
	for (size_t i = 0; i < len; i++)
		if (value[i] >= '0' && value[i] <= '9')
			seen |= 1u << (value[i] - '0');
	return __builtin_popcount(seen) >= 3;
}
