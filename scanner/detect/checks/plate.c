/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks/plate.c - number plates, document numbers and their machine-readable zone. */
#include "detect/checks.h"
#include <string.h>

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c;
}

/* A: letters, 9: digits. The first three came with any letter. */
static const char *const sidecodes[] = {
	"AA-99-99", "99-99-AA", "99-AA-99", "AA-99-AA", "AA-AA-99", "99-AA-AA", "99-AAA-9",
	"9-AAA-99", "AA-999-A", "A-999-AA", "AAA-99-A", "A-99-AAA", "9-AA-999", "999-AA-9",
};
static const char *const never_given[] = {"GVD", "KKK", "NSB", "PKK", "PSV", "PVV",
					  "SGP", "TBS", "VVD", "SS",  "SD"};

/* Dashes may be left out, all of them; where one stands it stands where the sidecode has it. */
static bool has_shape(const char *plate, size_t len, const char *shape)
{
	bool dashes = len == 8;
	size_t at = 0;

	for (; *shape; shape++) {
		if (*shape == '-' && !dashes)
			continue;
		char c = plate[at++];
		bool fits = *shape == 'A'   ? c >= 'A' && c <= 'Z'
			    : *shape == '9' ? c >= '0' && c <= '9'
					    : c == '-';
		if (!fits)
			return false;
	}
	return true;
}

/* Vowels make words, C and Q are misread. A trailer may start with an O. */
static bool letters_are_given(const char *plate, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr("AEIOUCQ", plate[i]) && !(plate[i] == 'O' && i == 0))
			return false;
	return true;
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool has_forbidden_group(const char *plate, size_t len)
{
	for (size_t from = 0; from < len; from++) {
		size_t n = 0;

		while (from + n < len && is_letter(plate[from + n]))
			n++;
		for (size_t i = 0; i < ARRAY_LEN(never_given) && n; i++)
			if (strlen(never_given[i]) == n && !memcmp(never_given[i], plate + from, n))
				return true;
		from += n;
	}
	return false;
}

bool check_kenteken(const char *value, size_t len, const char *argument)
{
	char plate[9] = {0};
	size_t first = 1;

	if (len != 8 && len != 6)
		return false;
	if (*argument >= '1' && *argument <= '9')
		first = (size_t)(*argument - '0');
	for (size_t i = 0; i < len; i++)
		plate[i] = value[i] == ' ' ? '-' : upper(value[i]);
	for (size_t i = first - 1; i < ARRAY_LEN(sidecodes); i++)
		if (has_shape(plate, len, sidecodes[i]))
			return (i < 3 || letters_are_given(plate, len)) &&
			       !has_forbidden_group(plate, len);
	return false;
}

bool check_document_number(const char *value, size_t len, const char *argument)
{
	(void)argument;
	if (len != 9)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = upper(value[i]);
		bool letter = c >= 'A' && c <= 'Z' && c != 'O', digit = c >= '0' && c <= '9';

		if (i < 2 ? !letter : i == 8 ? !digit : !letter && !digit)
			return false;
	}
	return true;
}

/* Value of a character: 0-9, A = 10 ... Z = 35, < = 0; -1 for others. */
static int mrz_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return c == '<' ? 0 : -1;
}

/* Does the digit at s[len] fit the len characters before it? */
static bool mrz_field(const char *s, size_t len)
{
	static const int weights[] = {7, 3, 1};
	int sum = 0;

	for (size_t i = 0; i < len; i++) {
		int v = mrz_value(s[i]);

		if (v < 0)
			return false;
		sum += v * weights[i % 3];
	}
	return mrz_value(s[len]) == sum % 10;
}

bool check_mrz(const char *value, size_t len, const char *argument)
{
	char zone[90];
	size_t n = 0;

	(void)argument;
	for (size_t i = 0; i < len; i++) {
		if (value[i] == ' ' || value[i] == '\n' || value[i] == '\r')
			continue;
		if (n == sizeof(zone))
			return false;
		zone[n++] = upper(value[i]);
	}
	if (n == 90) /* identity card: three lines of 30 */
		return mrz_field(zone + 5, 9) && mrz_field(zone + 30, 6) && mrz_field(zone + 38, 6);
	if (n == 88 || n == 44) { /* passport: number, birth and expiry are in the last line */
		const char *line = zone + n - 44;

		return mrz_field(line, 9) && mrz_field(line + 13, 6) && mrz_field(line + 21, 6);
	}
	return n == 10 && mrz_field(zone, 9);
}
