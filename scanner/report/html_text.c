/* SPDX-License-Identifier: EUPL-1.2 */
/* report/html_text.c - text of others on a page, where it can neither act nor hide. */
#include <inttypes.h>
#include <string.h>
#include "base/utf8.h"
#include "report/html.h"
#include "report/inert.h"
#include "report/ledger_text.h"

const char *html_say(const struct html *h, const char *nl, const char *en)
{
	return h->english ? en : nl;
}

/* Lines as lines; empty ones only take room. */
static void put_break(FILE *to, const char *s, size_t at)
{
	if (s[at] == '\n' && (!at || (s[at - 1] != '\n' && s[at - 1] != '\r') ||
			      (s[at - 1] == '\r' && (at < 2 || s[at - 2] != '\n'))))
		fputs("<br>", to);
}

static void put_inert(FILE *to, const char *s, size_t len, bool prose)
{
	for (size_t at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		if (!n) {
			fprintf(to, "<span class=\"odd\">[%02X]</span>", (unsigned char)s[at]);
			n = 1;
		} else if (code == '<' || code == '>' || code == '&' || code == '"' || code == '\'') {
			fprintf(to, "&#%" PRIu32 ";", code);
		} else if (prose && code == '\t') {
			fputs("<span class=\"tab\"> | </span>", to);
		} else if (prose && (code == '\n' || code == '\r')) {
			put_break(to, s, at);
		} else if (inert_must_show(code)) {
			fprintf(to, "<span class=\"odd\">[U+%04" PRIX32 "]</span>", code);
		} else {
			fwrite(s + at, 1, n, to);
		}
	}
}

void html_text(FILE *to, const char *s)
{
	put_inert(to, s, strlen(s), false);
}

void html_prose(FILE *to, const char *s, size_t len)
{
	put_inert(to, s, len, true);
}

void html_count(const struct html *h, uint64_t n)
{
	char text[COUNT_TEXT];

	fputs(count_text(text, n, h->english), h->to);
}
