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

static bool has_shape(const char *plate, const char *shape)
{
	for (; *shape; shape++, plate++) {
		bool fits = *shape == 'A'   ? *plate >= 'A' && *plate <= 'Z'
			    : *shape == '9' ? *plate >= '0' && *plate <= '9'
					    : *plate == '-';
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

static bool has_forbidden_group(const char *plate)
{
	for (const char *group = plate; *group;) {
		size_t len = strcspn(group, "-");

		for (size_t i = 0; i < ARRAY_LEN(never_given); i++)
			if (strlen(never_given[i]) == len && !memcmp(never_given[i], group, len))
				return true;
		group += len + (group[len] == '-');
	}
	return false;
}

bool check_kenteken(const char *value, size_t len, const char *argument)
{
	char plate[9] = {0};

	(void)argument;
	if (len != 8)
		return false;
	for (size_t i = 0; i < 8; i++)
		plate[i] = value[i] == ' ' ? '-' : upper(value[i]);
	for (size_t i = 0; i < ARRAY_LEN(sidecodes); i++)
		if (has_shape(plate, sidecodes[i]))
			return (i < 3 || letters_are_given(plate, 8)) && !has_forbidden_group(plate);
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
