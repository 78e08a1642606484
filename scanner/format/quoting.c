/* SPDX-License-Identifier: EUPL-1.2 */
/* format/quoting.c - quote marks, dividers, attributions and reply headers. */
#include "format/quoting.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define LEVEL_MAX 99u
#define FIELD_NAME_MAX 32u /* blanks, name and marks of one, up to its colon */
#define HEADER_LINES 60u   /* of a reply header: recipients may be many */

size_t quote_line(const char *text, size_t len, size_t *end)
{
	const char *lf = memchr(text, '\n', len);
	size_t n = lf ? (size_t)(lf - text) : len;
	const char *cr = memchr(text, '\r', n);

	if (cr && (cr + 1 < text + n || !lf)) { /* a \r alone ends a line too */
		*end = 1;
		return (size_t)(cr - text) + 1;
	}
	*end = lf ? 1 + (cr != NULL) : 0;
	return n + (lf != NULL);
}

static size_t skip_spaces(const char *line, size_t len, size_t at, size_t most)
{
	size_t from = at;

	while (at < len && at - from < most && line[at] == ' ')
		at++;
	return at;
}

/* A bar quotes unless the line is a row of a table. */
static bool is_bar(const char *line, size_t len, size_t at)
{
	return at + 1 < len && line[at] == '|' && line[at + 1] == ' ' &&
	       !memchr(line + at + 1, '|', len - at - 1);
}

unsigned quote_marks(const char *line, size_t len, size_t *strip)
{
	size_t at = skip_spaces(line, len, 0, 2);
	unsigned level = 0;

	*strip = 0;
	while (at < len && level < LEVEL_MAX && (line[at] == '>' || is_bar(line, len, at))) {
		level++;
		*strip = skip_spaces(line, len, at + 1, 1);
		at = skip_spaces(line, len, at + 1, 2);
	}
	return level;
}

unsigned quote_marks_flowed(const char *line, size_t len, size_t *strip)
{
	unsigned level = 0;

	while (level < len && level < LEVEL_MAX && line[level] == '>')
		level++;
	*strip = skip_spaces(line, len, level, 1); /* space-stuffing */
	return level;
}

static bool contains(const char *line, size_t len, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= len; i++)
		if ((line[i] | 0x20) == (word[0] | 0x20) && !strncasecmp(line + i, word, n))
			return true;
	return false;
}

static void trim(const char **line, size_t *len)
{
	while (*len && isspace((unsigned char)(*line)[*len - 1]))
		(*len)--;
	while (*len && isspace((unsigned char)**line)) {
		(*line)++;
		(*len)--;
	}
}

bool quote_is_divider(const char *line, size_t len)
{
	static const char *const between[] = {
	    "Oorspronkelijk bericht",	 "Oorspronkelijke bericht",  "Original Message",
	    "Doorgestuurd bericht",	 "Forwarded message",	     "Forwarded by",
	    "Original Appointment",	 "Oorspronkelijke afspraak", "Urspr\u00FCngliche Nachricht",
	    "Weitergeleitete Nachricht", "Message d'origine",	     "Message transf\u00E9r\u00E9",
	    "Mensaje original",
	};
	static const char *const whole[] = {
	    "Begin doorgestuurd bericht:",
	    "Begin forwarded message:",
	    "Anfang der weitergeleiteten Nachricht:",
	    "D\u00E9but du message r\u00E9exp\u00E9di\u00E9 :",
	};

	trim(&line, &len);
	if (len < 12 || len > 200)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(whole); i++)
		if (len == strlen(whole[i]) && !strncasecmp(line, whole[i], len))
			return true;
	if (memcmp(line, "--", 2) != 0 || line[len - 1] != '-')
		return false;
	for (size_t i = 0; i < ARRAY_LEN(between); i++)
		if (contains(line, len, between[i]))
			return true;
	return false;
}

static bool starts_attribution(const char *line, size_t len)
{
	static const char *const starts[] = {"Op ", "On ", "Am ", "Le "};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (len > 3 && !memcmp(line, starts[i], 3))
			return true;
	return false;
}

/* The line that ends an attribution does so by a colon; the verb stands somewhere in it. */
static bool says_wrote(const char *text, size_t len)
{
	static const char *const verbs[] = {
	    " schreef",	     " wrote",	       " schrieb",
	    " a \u00E9crit", "\nschreef",      "\nwrote",
	    "\nschrieb",     "\na \u00E9crit", "heeft het volgende geschreven"};
	bool digit = false;

	for (size_t i = 0; i < len && !digit; i++)
		digit = isdigit((unsigned char)text[i]);
	for (size_t i = 0; digit && i < ARRAY_LEN(verbs); i++)
		if (contains(text, len, verbs[i]))
			return true;
	return false;
}

/* A time of day or an address: prose that runs over lines and says "wrote" has neither. */
static bool has_time_or_address(const char *text, size_t len)
{
	for (size_t i = 1; i + 2 < len; i++)
		if (text[i] == '@' || (text[i] == ':' && isdigit((unsigned char)text[i - 1]) &&
				       isdigit((unsigned char)text[i + 1])))
			return true;
	return false;
}

static bool next_is_marked(const char *text, size_t len)
{
	size_t end, strip;

	for (size_t n; len; text += n, len -= n) {
		const char *line = text;
		size_t line_len = n = quote_line(text, len, &end);

		if (quote_marks(line, line_len, &strip))
			return true;
		trim(&line, &line_len);
		if (line_len)
			return false;
	}
	return false;
}

unsigned quote_attribution(const char *text, size_t len, bool *marked)
{
	bool whole = starts_attribution(text, len);
	size_t at = 0, end;

	for (unsigned lines = 1; lines <= 3 && at < len && at < 600; lines++) {
		size_t n = quote_line(text + at, len - at, &end);
		const char *line = text + at;
		size_t line_len = n;

		at += n;
		trim(&line, &line_len);
		if (!line_len)
			return 0;
		if (line[line_len - 1] != ':') {
			if (!whole)
				return 0; /* "X schreef op ...:" stands on one line */
			continue;
		}
		if (!says_wrote(text, at) || (lines > 1 && !has_time_or_address(text, at)))
			return 0;
		*marked = next_is_marked(text + at, len - at);
		return whole || *marked ? lines : 0;
	}
	return 0;
}

enum { FIELD_FROM = 1, FIELD_DATE = 2, FIELD_TO = 4, FIELD_SUBJECT = 8, FIELD_OTHER = 16 };
static const struct reply_field {
	const char *name;
	int kind;
} reply_fields[] = {
    {"Van", FIELD_FROM},
    {"From", FIELD_FROM},
    {"Von", FIELD_FROM},
    {"De", FIELD_FROM},
    {"Verzonden", FIELD_DATE},
    {"Sent", FIELD_DATE},
    {"Datum", FIELD_DATE},
    {"Date", FIELD_DATE},
    {"Gesendet", FIELD_DATE},
    {"Envoy\u00E9", FIELD_DATE},
    {"Verstuurd", FIELD_DATE},
    {"Aan", FIELD_TO},
    {"To", FIELD_TO},
    {"An", FIELD_TO},
    {"\u00C0", FIELD_TO},
    {"Onderwerp", FIELD_SUBJECT},
    {"Subject", FIELD_SUBJECT},
    {"Betreff", FIELD_SUBJECT},
    {"Objet", FIELD_SUBJECT},
    {"Betreft", FIELD_SUBJECT},
    {"Cc", FIELD_OTHER},
    {"Bcc", FIELD_OTHER},
    {"Kopie", FIELD_OTHER},
    {"Bijlagen", FIELD_OTHER},
    {"Bijlage", FIELD_OTHER},
    {"Attachments", FIELD_OTHER},
    {"Antwoord aan", FIELD_OTHER},
    {"Beantwoorden aan", FIELD_OTHER},
    {"Reply-To", FIELD_OTHER},
    {"Namens", FIELD_OTHER},
    {"Urgentie", FIELD_OTHER},
    {"Importance", FIELD_OTHER},
    {"Organisatie", FIELD_OTHER},
};

/* Fields may be set in bold as "*Van:*" or "*Van: *". */
static int field_kind(const char *line, size_t len, size_t *name_at, size_t *name_len)
{
	size_t at = 0;

	/* Most lines have no colon near: those are told apart fast. */
	if (!memchr(line, ':', len < FIELD_NAME_MAX ? len : FIELD_NAME_MAX))
		return 0;
	while (at < len && (line[at] == ' ' || line[at] == '\t' || line[at] == '*') && at < 8)
		at++;
	for (size_t i = 0; i < ARRAY_LEN(reply_fields); i++) {
		const char *name = reply_fields[i].name;
		size_t n = strlen(name), colon = at + n;

		if (len <= colon || strncasecmp(line + at, name, n) != 0)
			continue;
		while (colon < len && (line[colon] == ' ' || line[colon] == '*') &&
		       colon < at + n + 3)
			colon++;
		if (colon >= len || line[colon] != ':')
			continue;
		*name_at = at;
		*name_len = n;
		return reply_fields[i].kind;
	}
	return 0;
}

bool quote_is_field(const char *line, size_t len, size_t *name_at, size_t *name_len)
{
	return field_kind(line, len, name_at, name_len) != 0;
}

static bool is_header(int seen)
{
	int rest = seen & (FIELD_DATE | FIELD_TO | FIELD_SUBJECT);

	return seen & FIELD_FROM && (rest & (rest - 1));
}

bool quote_is_header(const char *text, size_t len)
{
	size_t end, strip, name_at, name_len;
	int seen = 0;

	for (unsigned lines = 0; len && lines < HEADER_LINES && !is_header(seen); lines++) {
		size_t n = quote_line(text, len, &end);
		const char *line = text;
		size_t line_len = n;

		quote_marks(line, line_len, &strip);
		line += strip;
		line_len -= strip;
		int kind = field_kind(line, line_len, &name_at, &name_len);
		trim(&line, &line_len);
		/* The first line names the sender, and no other does. */
		if (!line_len || (lines == 0) != (kind == FIELD_FROM))
			break;
		seen |= kind;
		text += n;
		len -= n;
	}
	return is_header(seen);
}
