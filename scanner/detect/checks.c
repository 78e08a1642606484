/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks.c - the table of checks. */
#include "detect/checks.h"
#include <string.h>

const struct check checks[] = {
	{"elfproef", "citizen service number: 9 digits (8 with the zero left out), eleven-test, at most "
		     "one leading zero; elfproef ocr: letters that are misread digits count",
	 check_elfproef},
	{"rsin", "RSIN or fiscal number: 9 digits, eleven-test, leading zeros allowed", check_rsin},
	{"btw", "VAT id of the Netherlands: eleven-test of its 9 digits, or the mod-97 form of 2020",
	 check_btw},
	{"mod97", "IBAN: length of its country, mod 97 is 1; mod97 ocr: also if scanned badly", check_mod97},
	{"old-bank", "bank account before IBAN: 9 or 10 digits, eleven-test with weights n..1",
	 check_old_bank},
	{"luhn", "payment card and the like: Luhn test", check_luhn},
	{"anummer", "A-number of the BRP: 10 digits, two tests, no equal neighbours", check_anummer},
	{"onderwijsnummer", "education number: 9 digits, starts with 1, eleven-test plus 5",
	 check_onderwijsnummer},
	{"postcode", "postcode of the Netherlands: letters are not SA, SD or SS", check_postcode},
	{"phone-nl", "telephone number of the Netherlands: area or kind exists, length is right",
	 check_phone_nl},
	{"kenteken", "number plate of the Netherlands, with or without dashes: a sidecode, letters that "
		     "are given out; kenteken 4: from that sidecode on",
	 check_kenteken},
	{"document-number", "passport or identity card of the Netherlands: 9 characters, no letter O",
	 check_document_number},
	{"mrz", "machine-readable zone: check digits by weights 7-3-1", check_mrz},
	{"date", "a date that exists, day or month 00 allowed; date 1900 2030: in these years",
	 check_date},
	{"placeholder-date", "a date that stands for `unknown`: 1 January, or day or month 00",
	 check_placeholder_date},
	{"ipv4", "IPv4 address", check_ipv4},
	{"ipv6", "IPv6 address", check_ipv6},
	{"tld", "host name or e-mail address whose last label can be a top-level domain, not the "
		"ending of a file name", check_tld},
	{"digits", "digits 9: holds that many digits; digits 8 10: between these", check_count_digits},
	{"length", "length 5 20: that many characters", check_length},
	{"varied", "holds at least three different digits", check_varied},
	{NULL, NULL, NULL},
};

const struct check *check_named(const char *name)
{
	for (const struct check *c = checks; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

int check_digits(const char *value, size_t len, char *digits, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (value[i] < '0' || value[i] > '9')
			continue;
		if (n == room)
			return -1;
		digits[n++] = value[i];
	}
	return (int)n;
}
