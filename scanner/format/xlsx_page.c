/* SPDX-License-Identifier: EUPL-1.2 */
/* format/xlsx_page.c - headers and footers of a sheet: "&LNaam&R&"Arial,Vet"&10Pagina &P". */
#include "format/xlsx.h"
#include <ctype.h>
#include <string.h>


/* The code at &: how long it is; *parts: a new part of the page begins. */
static size_t code_length(const char *at, bool *parts)
{
	size_t n = 2;

	*parts = strchr("LCR", at[1]) != NULL;
	if (at[1] == '"') {
		const char *close = strchr(at + 2, '"');

		return close ? (size_t)(close + 1 - at) : strlen(at);
	}
	if (isdigit((unsigned char)at[1]))
		while (isdigit((unsigned char)at[n]))
			n++;
	else if (at[1] == 'K')
		n += strspn(at + 2, "0123456789ABCDEFabcdef+-") < 6 ? 0 : 6;
	return n;
}

int xlsx_page_header(struct out *out, const char *text)
{
	int result;

	out_carrier(out, CARRIER_PAGE_HEADER);
	result = out_break(out);
	while (*text && !result) {
		size_t plain = strcspn(text, "&");
		bool parts;

		result = plain ? out_text(out, text, plain) : 0;
		text += plain;
		if (!*text || result)
			break;
		if (!text[1])
			return 0;
		if (text[1] == '&') {
			result = out_text(out, "&", 1);
			text += 2;
			continue;
		}
		text += code_length(text, &parts);
		if (parts)
			result = out_break(out);
	}
	return result;
}
