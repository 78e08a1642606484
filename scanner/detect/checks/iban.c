/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks/iban.c - what is tested modulo 97: IBAN (ISO 13616) and the VAT id of 2020. */
#include "detect/checks.h"
#include <string.h>

struct country {
	char code[3];
	unsigned char length;
};
static const struct country countries[] = {
	{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16},
	{"BG", 22}, {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22},
	{"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20},
	{"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22},
	{"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28},
	{"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30},
	{"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21},
	{"LY", 25}, {"MA", 28}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
	{"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23},
	{"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22},
	{"RU", 33}, {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24},
	{"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26},
	{"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

/* Letters and digits only, in capitals. 0 if there are too many, or something stranger. */
static size_t squeeze(const char *value, size_t len, char *to, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = value[i];

		if (c >= 'a' && c <= 'z')
			c &= ~0x20;
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
			if (n == room)
				return 0;
			to[n++] = c;
		} else if (!c || !strchr(" .-\t\n\r", c)) {
			return 0;
		}
	}
	return n;
}

static unsigned remainder97(unsigned so_far, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] >= '0' && s[i] <= '9')
			so_far = (so_far * 10 + (unsigned)(s[i] - '0')) % 97;
		else
			so_far = (so_far * 100 + (unsigned)(s[i] - 'A') + 10) % 97;
	}
	return so_far;
}

/* A scanned account of the Netherlands: letters where only digits can be, and the reverse. */
static void mend_scanned(char iban[18])
{
	static const char letters[] = "OISBZGLDQ", digits[] = "015826100";

	for (size_t i = 2; i < 18; i++) {
		bool bank = i >= 4 && i < 8;
		const char *at = strchr(bank ? digits : letters, iban[i]);

		if (at)
			iban[i] = bank ? letters[at - digits] : digits[at - letters];
	}
}

bool check_mod97(const char *value, size_t len, const char *argument)
{
	char iban[34];
	size_t n = squeeze(value, len, iban, sizeof(iban));

	if (n < 15)
		return false;
	if (!strcmp(argument, "ocr") && n == 18 && !memcmp(iban, "NL", 2))
		mend_scanned(iban);
	for (size_t i = 0; i < ARRAY_LEN(countries); i++)
		if (!memcmp(countries[i].code, iban, 2))
			return countries[i].length == n &&
			       remainder97(remainder97(0, iban + 4, n - 4), iban, 4) == 1;
	return false;
}

bool check_btw(const char *value, size_t len, const char *argument)
{
	char id[14];

	if (squeeze(value, len, id, sizeof(id)) != sizeof(id) || memcmp(id, "NL", 2) ||
	    id[11] != 'B')
		return false;
	return remainder97(0, id, sizeof(id)) == 1 || check_rsin(id + 2, 9, argument);
}
