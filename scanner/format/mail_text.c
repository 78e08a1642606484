/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_text.c - the text body of a mail: what the sender wrote, and what is quoted.
 *
 * Each line goes to one lane, once. Quote marks are stripped and give the level; below a divider,
 * an attribution or a reply header all lines to the end are one level deeper. Lines that
 * format=flowed broke are joined again. A lane that is come back to starts a new paragraph.
 */
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "format/blob.h"
#include "format/decode.h"
#include "format/mail.h"
#include "format/quoting.h"
#include "format/reader.h"
#include "format/uu.h"
#include "format/yenc.h"

#define LEVEL_MAX 99u
#define NAME_MAX_LEN 200u /* bytes of the name of a uuencoded file */

struct body {
	struct out *out;
	struct reader *reader;
	struct blob *blob;
	uint32_t line, fields, files;
	unsigned base;	    /* level of lines without marks */
	unsigned level;	    /* of the lane that is written to; 0: the body */
	unsigned marks;	    /* of the line at hand */
	unsigned announced; /* lines of an attribution still to come, and their level */
	unsigned announced_level;
	bool flowed, delsp;
	bool joining;	    /* the line before ended softly */
	bool in_header;	    /* of a message that is quoted */
	bool after_divider; /* nothing but blank lines since */
	bool told_encrypted;
};

/* The line at hand, as far as visible. */
struct line {
	const char *text;
	size_t seen;	 /* bytes visible from its start */
	size_t len, end; /* without and of its line end; end 0: there is more of it, or none */
	size_t strip;	 /* quote marks at its start */
};

static void find_end(struct line *l)
{
	l->seen = l->seen < QUOTING_LOOK ? l->seen : QUOTING_LOOK;
	l->len = quote_line(l->text, l->seen, &l->end);
	/* A \r at the very edge may have a \n behind it. */
	if (l->len == QUOTING_LOOK && l->end == 1 && l->text[l->len - 1] == '\r')
		l->end = 0;
	l->len -= l->end ? l->end : l->len == QUOTING_LOOK && l->text[l->len - 1] == '\r';
}

static void enter(struct body *b, unsigned level, int *error)
{
	if (level > LEVEL_MAX)
		level = LEVEL_MAX;
	if (level == b->level)
		return;
	b->level = level;
	out_carrier(b->out, level ? CARRIER_QUOTED : CARRIER_BODY);
	*error = out_break(b->out);
	if (level)
		out_quote_level(b->out, level);
}

static bool is_blank(const struct line *l)
{
	for (size_t i = l->strip; i < l->len; i++)
		if (l->text[i] != ' ' && l->text[i] != '\t')
			return false;
	return true;
}

static bool starts(const struct line *l, const char *s)
{
	size_t n = strlen(s);

	return l->len - l->strip >= n && !memcmp(l->text + l->strip, s, n);
}

/* Raises the level for all that follows, once per quoted message. Lines with marks say by these
 * where their message ends. */
static void deepen(struct body *b)
{
	if (!b->marks && b->base < LEVEL_MAX)
		b->base++;
}

/* What does this line change for itself and those that follow? Returns its level. */
static unsigned place(struct body *b, const struct line *l)
{
	const char *text = l->text + l->strip;
	size_t len = l->len - l->strip, seen = l->seen - l->strip;
	bool marked = false;

	if (b->announced) {
		b->announced--;
		return b->announced_level;
	}
	if (quote_is_divider(text, len)) {
		deepen(b);
		b->in_header = false;
		b->after_divider = true;
	} else if (!b->in_header && quote_is_header(text, seen)) {
		if (!b->after_divider)
			deepen(b);
		b->in_header = true;
		b->after_divider = false;
	} else if (!b->in_header) {
		size_t at, n;

		b->in_header = b->after_divider && quote_is_field(text, len, &at, &n);
		b->after_divider = false;
		b->announced = quote_attribution(text, seen, &marked);
	}
	if (b->announced) {
		b->announced_level = b->base + b->marks + 1;
		b->announced--;
		if (!marked)
			deepen(b);
		return b->announced_level;
	}
	return b->base + b->marks;
}

static void anchor(struct body *b, const struct line *l)
{
	size_t at, len;
	const char *text = l->text + l->strip;

	if (!b->in_header) {
		out_anchor(b->out, AT_LINE, b->line, NULL, NULL);
	} else if (quote_is_field(text, l->len - l->strip, &at, &len)) {
		char name[32];

		len = len < sizeof(name) - 1 ? len : sizeof(name) - 1;
		memcpy(name, text + at, len);
		name[len] = '\0';
		out_anchor(b->out, AT_HEADER, ++b->fields, name, name);
	}
}

/* A soft line end of format=flowed: the last blank before it, unless it is a signature's. */
static bool is_soft(const struct body *b, const struct line *l)
{
	return b->flowed && l->end && l->len > l->strip && l->text[l->len - 1] == ' ' &&
	       !(l->len - l->strip == 3 && starts(l, "-- "));
}

static int put_end(struct body *b, const struct line *l)
{
	reader_skip(b->reader, l->end - 1);
	if (l->text[l->len + l->end - 1] == '\n')
		return reader_put(b->reader, 1);
	struct span s = reader_span(b->reader, 0);
	reader_skip(b->reader, 1);
	return out_mapped(b->out, "\n", 1, s.source, s.unit);
}

/* The line at hand without its marks; the rest of one that is longer than what is visible. */
static int put_line(struct body *b, struct line *l)
{
	int error;

	reader_skip(b->reader, l->strip);
	b->joining = is_soft(b, l);
	error = reader_put(b->reader, l->len - l->strip - (b->joining && b->delsp));
	if (b->joining) {
		reader_skip(b->reader, l->end + b->delsp);
		return error;
	}
	while (!error && !l->end) {
		if (!(l->seen = reader_peek(b->reader, QUOTING_LOOK, &l->text)))
			return 0;
		find_end(l);
		error = reader_put(b->reader, l->len);
	}
	return error ? error : put_end(b, l);
}

static int put_file_name(struct body *b, const char *name, size_t len)
{
	int error;

	out_carrier(b->out, CARRIER_ATTACHMENT_NAME);
	out_anchor(b->out, AT_HEADER, ++b->files, "filename", "filename");
	error = out_text(b->out, name, len);
	if (!error)
		error = out_text(b->out, "\n", 1);
	out_carrier(b->out, b->level ? CARRIER_QUOTED : CARRIER_BODY);
	return error;
}

/* The next line within a uuencoded file. */
static size_t peek_line(struct body *b, const char **text)
{
	size_t seen = reader_peek(b->reader, QUOTING_LOOK, text), end;

	return quote_line(*text, seen < QUOTING_LOOK ? seen : QUOTING_LOOK, &end);
}

/* A uuencoded file in the text: an attachment as they were before MIME. */
static int put_file(struct body *b, const struct line *l)
{
	const char *text, *found;
	size_t len, name_len;

	uu_begin(l->text, l->len, &found, &name_len);
	char *name = arena_copy(
	    b->out->arena, found,
	    utf8_floor(found, name_len, name_len < NAME_MAX_LEN ? name_len : NAME_MAX_LEN));
	int error = put_file_name(b, name, strlen(name));
	reader_skip(b->reader, l->len + l->end);
	for (int n = 0; (len = peek_line(b, &text)); reader_skip(b->reader, len)) {
		uint8_t bytes[UU_LINE_MAX];

		if (uu_end(text, len)) {
			reader_skip(b->reader, len);
			break;
		}
		n = uu_line(text, len, bytes);
		if (n < 0) {
			out_trouble(b->out, REASON_CORRUPT, "a uuencoded file has no proper end");
			break;
		}
		blob_add_bytes(b->blob, bytes, (size_t)n);
	}
	if (!len)
		out_trouble(b->out, REASON_TRUNCATED, "ends inside a uuencoded file");
	return error ? error : blob_end(b->blob, name);
}

static bool is_file(const struct line *l)
{
	const char *name, *next = l->text + l->len + l->end;
	size_t name_len, left = l->seen - l->len - l->end, end;
	uint8_t bytes[UU_LINE_MAX];

	if (l->strip || !l->end || !uu_begin(l->text, l->len, &name, &name_len))
		return false;
	size_t n = quote_line(next, left, &end);
	return n > end && uu_line(next, n, bytes) >= 0;
}

static void tell_encrypted(struct body *b, const struct line *l)
{
	if (b->told_encrypted || !starts(l, "-----BEGIN PGP MESSAGE-----"))
		return;
	out_trouble(b->out, REASON_ENCRYPTED, "a passage of the text is encrypted");
	b->told_encrypted = true;
}

static int read_line(struct body *b, struct line *l)
{
	unsigned marks = b->flowed ? quote_marks_flowed(l->text, l->len, &l->strip)
				   : quote_marks(l->text, l->len, &l->strip);
	int error = 0;

	bool joined = b->joining && marks == b->marks && !is_blank(l);

	b->line++;
	if (b->joining && !joined)
		error = out_text(b->out, "\n", 1);
	b->joining = false;
	b->marks = marks;
	if (error)
		return error;
	if (is_blank(l)) {
		b->in_header = false;
		/* Blank lines between quoted lines are nobody's. */
		return put_line(b, l);
	}
	if (is_file(l))
		return put_file(b, l);
	tell_encrypted(b, l);
	enter(b, joined ? b->level : place(b, l), &error);
	if (error)
		return error;
	anchor(b, l);
	return put_line(b, l);
}

/* A stretch of text without files of bytes in it. */
static int read_stretch(struct body *b, struct stream *in)
{
	struct line l;
	int error = 0;

	b->reader = reader_new(b->out, in, b->out->self->charset);
	while (!error && (l.seen = reader_peek(b->reader, QUOTING_LOOK, &l.text))) {
		find_end(&l);
		error = read_line(b, &l);
	}
	if (in->broken)
		out_trouble(b->out, in->why, "%s", in->broken);
	return error;
}

static int put_yenc(struct body *b, struct stream *in, const char *name)
{
	struct arena *a = b->out->arena;
	size_t mark = arena_mark(a), len = strlen(name);
	char *shown = arena_copy(a, name, utf8_floor(name, len, len < NAME_MAX_LEN ? len : NAME_MAX_LEN));
	struct part part = {.name = shown, .file_name = shown, .bytes = stream_yenc(a, in)};
	int error = put_file_name(b, shown, strlen(shown));

	if (!error)
		error = out_part(b->out, &part);
	stream_drain(part.bytes);
	arena_rewind(a, mark);
	return error;
}

static int mail_text_read(struct stream *in, struct out *out)
{
	struct body b = {.out = out,
			 .flowed = out->self->flowed,
			 .delsp = out->self->delsp,
			 .blob = blob_new(out, BLOB_HEX)};
	char *name;
	int error = read_stretch(&b, stream_before_yenc(out->arena, in));

	while (!error && yenc_begins(out->arena, in, &name)) {
		enum reason odd = REASON_NONE;

		error = put_yenc(&b, in,
				 charset_to_utf8(out->arena, name, strlen(name), NULL, &odd));
		if (!error)
			error = read_stretch(&b, stream_before_yenc(out->arena, in));
	}
	return error;
}

static int no_claim(const struct probe *p)
{
	(void)p;
	return 0;
}

const struct format mail_text_format = {"text", "text body of a mail", "its declared type",
					no_claim, mail_text_read};
