/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_fields.c - the header of a message or a part: what of it is text, what it says.
 *
 * Text is what a person, a place or a subject may stand in; also any field with a word somebody
 * took the trouble to encode. What only machines read is left out: its hits would be noise.
 */
#include <string.h>
#include <strings.h>
#include "format/mail.h"

static const char *const text_fields[] = {
    "From",
    "To",
    "Cc",
    "Bcc",
    "Reply-To",
    "Sender",
    "Subject",
    "Date",
    "Return-Path",
    "Received",
    "Comments",
    "Keywords",
    "Organization",
    "Organisation",
    "List-Id",
    "X-Apple-Mail-Remote-Attachments",
    "Newsgroups",
    "Location",
    "Categories",
    "X-Categories",
    "X-Keywords",
    "X-Gmail-Labels",
    "Summary",
    "Author",
    "Content-Description",
    NULL,
};
static const char *const text_prefixes[] = {
    "Resent-", "X-From", "X-To", "X-Cc", "X-Bcc", "X-MS-Exchange-Organization-Auth", NULL};
/* Mailers make up fields without end, but name them after what is in them: "X-Original-To",
 * "Disposition-Notification-To", "X-Authenticated-User", "X-Approved-By". */
static const char *const last_words[] = {
    "From",	 "To",	  "Cc",	   "Bcc",  "Sender", "Recipient", "Recipients", "User", "Username",
    "Author",	 "Owner", "Name",  "By",   "For",    "Contact",	  "Subject",	"Topic", "Person",
    "Moderator", "Admin", "Login", "Rcpt", NULL};
static const char *const ids[] = {"In-Reply-To", "X-In-Reply-To", "X-Reply-To-Id", NULL};
/* Fields whose encoded words are names of attachments, put out as such. */
static const char *const structure_fields[] = {
    "Content-Type",
    "Content-Disposition",
    "Content-Transfer-Encoding",
    NULL,
};

static bool is_one_of(const struct header *h, const char *const *names)
{
	for (; *names; names++)
		if (header_is(h, *names))
			return true;
	return false;
}

static bool names_somebody(const struct header *h)
{
	size_t at = h->name_len;

	while (at && h->name[at - 1] != '-')
		at--;
	struct header last = {.name = h->name + at, .name_len = h->name_len - at};
	return is_one_of(&last, last_words) && !is_one_of(h, ids);
}

/* A part may repeat the fields of its message, so that they are signed with it. */
static bool is_text(const struct mail *m, const struct header *h)
{
	if (m->all_fields)
		return true;
	if (is_one_of(h, structure_fields))
		return false;
	if (header_has_word(h->raw, h->len) || names_somebody(h))
		return true;
	for (const char *const *p = text_prefixes; *p; p++)
		if (h->name_len > strlen(*p) && !strncasecmp(h->name, *p, strlen(*p)))
			return true;
	return is_one_of(h, text_fields);
}

static bool is_empty(const struct header *h)
{
	for (size_t i = 0; i < h->len; i++)
		if (!strchr(" \t\r\n", h->raw[i]) || !h->raw[i])
			return false;
	return true;
}

static void tell_odd(struct mail *m)
{
	switch (m->text->odd) {
	case REASON_NONE:
		break;
	case REASON_UNKNOWN_CHARSET:
		out_trouble(m->out, m->text->odd,
			    "a header is in a charset that is not known; read as it looks");
		break;
	case REASON_GUESSED_CHARSET:
		out_trouble(m->out, m->text->odd,
			    "the charset of a header is a guess from the bytes");
		break;
	default:
		out_trouble(m->out, m->text->odd,
			    "bytes of a header mean nothing in its charset and were passed over");
	}
}

/* "Name: value" or a further piece of it; its line is ended by end_line(). */
static int put_field(struct mail *m, const struct header *h)
{
	struct header_text *t = m->text;

	header_text_clear(t);
	if (!h->piece) {
		char *name = arena_copy(m->out->arena, h->name, h->name_len);
		uint64_t colon = h->at + h->name_len;

		out_anchor(m->out, AT_HEADER, h->number, name, name);
		header_text_add(t, h->name, h->name_len, h->at, 1);
		header_text_add(t, ": ", 2, colon, h->source == colon + 2);
	}
	header_decode(t, m->out->arena, h->raw, h->len, h->source);
	tell_odd(m);
	return out_header_text(m->out, t);
}

static int end_line(struct mail *m, bool *open, uint64_t at)
{
	bool was_open = *open;

	*open = false;
	return was_open ? out_mapped(m->out, "\n", 1, at, 0) : 0;
}

static void say_once(char **field, char *value)
{
	if (!*field)
		*field = value;
}

static void add_name(struct entity *e, char *name)
{
	if (!name || !*name)
		return;
	if (!e->file_name)
		e->file_name = name;
	else if (strcmp(e->file_name, name) != 0)
		e->other_name = name;
}

static void note_type(struct mail *m, struct entity *e, const struct header *h)
{
	struct arena *a = m->out->arena;
	char *flag;

	if (e->type)
		return;
	e->type = header_token(a, h->raw, h->len);
	e->boundary = header_param(a, h->raw, h->len, "boundary", NULL);
	e->charset = header_param(a, h->raw, h->len, "charset", NULL);
	flag = header_param(a, h->raw, h->len, "format", NULL);
	e->flowed = flag && !strcasecmp(flag, "flowed");
	flag = header_param(a, h->raw, h->len, "delsp", NULL);
	e->delsp = flag && !strcasecmp(flag, "yes");
}

/* The name in Content-Disposition goes before the one in Content-Type, whichever comes first. */
struct names {
	char *of_disposition, *of_type;
};

static void note(struct mail *m, struct entity *e, struct names *n, const struct header *h)
{
	struct arena *a = m->out->arena;

	m->text->odd = REASON_NONE;
	if (header_is(h, "Content-Type")) {
		note_type(m, e, h);
		say_once(&n->of_type, header_param(a, h->raw, h->len, "name", &m->text->odd));
	} else if (header_is(h, "Content-Disposition")) {
		say_once(&n->of_disposition,
			 header_param(a, h->raw, h->len, "filename", &m->text->odd));
	} else if (header_is(h, "Content-Transfer-Encoding")) {
		say_once(&e->encoding, header_token(a, h->raw, h->len));
	}
	tell_odd(m);
}

static bool is_outside(void *arg, const uint8_t *line, size_t len)
{
	const struct mail *m = arg;
	size_t level;
	bool closing;

	return bounds_match(&m->bounds, line, len, &level, &closing);
}

int mail_raw_line(struct mail *m, const uint8_t *line, size_t len, uint64_t source)
{
	header_text_clear(m->text);
	size_t end = len;
	while (end && (line[end - 1] == '\n' || line[end - 1] == '\r'))
		end--;
	header_decode(m->text, m->out->arena, (const char *)line, end, source);
	header_text_add(m->text, "\n", 1, source + end, 0);
	return out_header_text(m->out, m->text);
}

/* What is left of a block that is longer than the limit: as it stands, so that nothing is lost. */
static int put_rest(struct mail *m)
{
	const uint8_t *line;
	size_t len;
	int error = 0;

	out_trouble(m->out, REASON_LIMIT_HEADERS,
		    "the header is longer than the limit; the rest of it was read as plain text");
	while (!error && (len = stream_line(m->in, &line))) {
		bool blank = len == 1 || (len == 2 && line[0] == '\r');

		if (!blank && is_outside(m, line, len))
			break;
		if (!blank)
			error = mail_raw_line(m, line, len, m->in->offset);
		stream_skip(m->in, len);
		if (blank)
			break;
	}
	return error;
}

static void finish(struct mail *m, struct entity *e, const struct names *n, const char *type)
{
	struct arena *a = m->out->arena;

	add_name(e, n->of_disposition);
	add_name(e, n->of_type);
	/* "text" alone, or nothing that names a type, is plain text (RFC 2045 section 5.2). */
	if (!e->type || !strchr(e->type, '/'))
		e->type = arena_copy(a, e->type ? "text/plain" : type,
				     strlen(e->type ? "text/plain" : type));
	if (e->end == HEADER_END_CUT)
		out_trouble(m->out, REASON_TRUNCATED, "ends inside its header");
}

int mail_header(struct mail *m, bool is_message, const char *type, struct entity *ret)
{
	struct header_reader *r = header_reader_new(
	    m->out->arena, m->in, out_limits(m->out)->header_bytes, is_outside, m);
	struct names names = {NULL, NULL};
	struct mail_facts facts = {NULL, 0};
	struct header h;
	bool open = false, shown = false;
	int error = 0;

	*ret = (struct entity) {.type = NULL};
	out_carrier(m->out, CARRIER_HEADER);
	while (!error && header_next(r, &h)) {
		size_t mark = arena_mark(m->out->arena);

		if (!h.piece) {
			error = end_line(m, &open, h.at);
			shown = is_text(m, &h) && !is_empty(&h);
		} else {
			out_trouble(m->out, REASON_LIMIT_HEADERS,
				    "a header of more than 1 MiB was read in pieces");
		}
		if (!error && shown)
			error = put_field(m, &h);
		open |= shown;
		if (!h.piece && is_one_of(&h, structure_fields))
			note(m, ret, &names, &h); /* its strings stay */
		else
			arena_rewind(m->out->arena, mark);
		if (!h.piece && is_message)
			mail_note_fact(m, &facts, &h);
	}
	if (!error)
		error = end_line(m, &open, m->in->offset);
	ret->end = header_ended(r);
	if (!error && ret->end == HEADER_END_LIMIT)
		error = put_rest(m);
	out_carrier(m->out, CARRIER_BODY);
	mail_tell_thread(m, &facts);
	finish(m, ret, &names, type);
	return error;
}
