/* SPDX-License-Identifier: EUPL-1.2 */
/* format/mail_claim.c - is this a mail message, and where does it begin? */
#include <string.h>
#include <strings.h>
#include "format/mail.h"

/* How much each field says that this is a mail; together two make one. */
static const struct known_field {
	const char *name;
	int weight;
} known_fields[] = {
    {"Received", 2},
    {"Return-Path", 2},
    {"Delivered-To", 2},
    {"Message-ID", 2},
    {"MIME-Version", 2},
    {"X-Mailer", 2},
    {"X-Original-To", 2},
    {"Envelope-To", 2},
    {"Content-Transfer-Encoding", 2},
    {"DKIM-Signature", 2},
    {"Authentication-Results", 2},
    {"ARC-Seal", 2},
    {"Received-SPF", 2},
    {"In-Reply-To", 2},
    {"X-Gmail-Labels", 2},
    {"X-Mozilla-Status", 2},
    {"X-UIDL", 2},
    {"X-GM-THRID", 2},
    {"Resent-From", 2},
    {"From", 1},
    {"To", 1},
    {"Subject", 1},
    {"Date", 1},
    {"Cc", 1},
    {"Bcc", 1},
    {"Reply-To", 1},
    {"Sender", 1},
    {"Content-Type", 1},
    {"References", 1},
    {"User-Agent", 1},
    {"Thread-Topic", 1},
    {"Status", 1},
    {"X-Status", 1},
    {"Importance", 1},
    {"X-Priority", 1},
    {"List-Id", 1},
    {"Newsgroups", 1},
};

/* One bit of *seen for each field, so that it counts once. */
static int field_weight(const uint8_t *line, size_t name_len, uint64_t *seen)
{
	for (size_t i = 0; i < ARRAY_LEN(known_fields); i++) {
		const struct known_field *k = known_fields + i;

		if (strlen(k->name) != name_len ||
		    strncasecmp((const char *)line, k->name, name_len))
			continue;
		if (*seen >> i & 1)
			return 0;
		*seen |= UINT64_C(1) << i;
		return k->weight;
	}
	return 0;
}

static size_t next_line(const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (at[i] == '\n' || (at[i] == '\r' && (i + 1 == len || at[i + 1] != '\n')))
			return i + 1;
	return len;
}

/* Weighs the fields up to the blank line or what is no field. */
static int weigh(const uint8_t *at, size_t len, bool *closed)
{
	uint64_t seen = 0;
	int weight = 0;
	size_t n;

	*closed = false;
	for (unsigned fields = 0; len; at += n, len -= n) {
		n = next_line(at, len);
		size_t name = header_name(at, n);

		if (*at == '\n' || *at == '\r') {
			*closed = true;
			break;
		}
		if (fields && (*at == ' ' || *at == '\t'))
			continue;
		if (!name && !fields && n > 5 &&
		    (!memcmp(at, "From ", 5) || !memcmp(at, ">From", 5)))
			continue;
		if (!name)
			break;
		fields++;
		/* The first fields tell; a list of many others is no header. */
		if (fields <= 40)
			weight += field_weight(at, name, &seen);
	}
	*closed |= !len;
	return weight;
}

size_t mail_lead(const uint8_t *head, size_t len)
{
	size_t bom = len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0, at = bom;
	uint64_t seen = 0;

	while (at < len && strchr(" \t\r\n", head[at]) && head[at])
		at++;
	/* Blank lines before a header that is none are a body without one. */
	return field_weight(head + at, header_name(head + at, len - at), &seen) ? at : bom;
}

bool mail_is_header(const uint8_t *head, size_t len)
{
	bool closed;

	return weigh(head, len, &closed) >= 2;
}

static bool is_named_message(const struct part *p)
{
	const char *dot = p->file_name ? strrchr(p->file_name, '.') : NULL;

	return (dot && !strcasecmp(dot, ".eml")) || (p->file_name && strstr(p->file_name, ":2,")) ||
	       (p->type && !strcmp(p->type, "message/rfc822"));
}

int mail_claim(const struct probe *p)
{
	size_t lead = mail_lead(p->head, p->len < MAIL_LEAD_LOOK ? p->len : MAIL_LEAD_LOOK);
	bool closed;
	int weight = weigh(p->head + lead, p->len - lead, &closed);

	if (is_named_message(p->part) && weight)
		return 16;
	/* Without a blank line behind them it takes more fields to make a header. */
	return weight >= (closed ? 2 : 4) ? 14 : 0;
}
