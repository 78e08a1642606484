/* SPDX-License-Identifier: EUPL-1.2 */
/* format/header.c - the fields of a header block, one by one. */
#include "format/header.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "format/mbox.h"

#define FOLD_LOOK 4096u

struct header_reader {
	struct stream *in;
	uint64_t most, used;
	bool (*stop)(void *arg, const uint8_t *line, size_t len);
	void *arg;
	struct buf field; /* name, colon and value, folds and all */
	uint64_t source;  /* of field.bytes[0] */
	size_t name_len;  /* of the field in progress, for its further pieces */
	uint32_t number;
	bool in_field; /* its end was not seen yet */
	enum header_end end;
};

static bool is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

size_t header_name(const uint8_t *line, size_t len)
{
	size_t n = 0, name;

	while (n < len && n <= HEADER_NAME_MAX && line[n] > ' ' && line[n] < 127 && line[n] != ':')
		n++;
	name = n;
	while (n < len && n <= HEADER_NAME_MAX && is_blank(line[n]))
		n++;
	return n < len && line[n] == ':' ? name : 0;
}

bool header_is(const struct header *h, const char *name)
{
	return h->name_len == strlen(name) && !strncasecmp(h->name, name, h->name_len);
}

static void free_field(void *thing)
{
	buf_free(&((struct header_reader *)thing)->field);
}

struct header_reader *header_reader_new(struct arena *a, struct stream *in, uint64_t most,
					bool (*stop)(void *arg, const uint8_t *line, size_t len),
					void *arg)
{
	struct header_reader *r = arena_get(a, sizeof(*r));

	r->in = in;
	r->most = most;
	r->stop = stop;
	r->arg = arg;
	arena_defer(a, free_field, r);
	return r;
}

static size_t line_end(const uint8_t *line, size_t len)
{
	if (!len || line[len - 1] != '\n')
		return 0;
	return len > 1 && line[len - 2] == '\r' ? 2 : 1;
}

/* The separator of the mailbox that this message was in before: its length, or 0. */
static size_t envelope(struct stream *in)
{
	const uint8_t *line;
	size_t len = stream_peek(in, MBOX_SEPARATOR_MAX + 1, &line);
	size_t quote = len && *line == '>';
	size_t most = len - quote < MBOX_SEPARATOR_MAX ? len - quote : MBOX_SEPARATOR_MAX;
	size_t n = mbox_separator(line + quote, most);

	return n ? quote + n : 0;
}

/* What the line at hand is to a block of fields. */
enum line { LINE_NONE, LINE_BLANK, LINE_STOP, LINE_FOLD, LINE_FIELD, LINE_OTHER };

static bool is_certain_field(const uint8_t *line, size_t len)
{
	static const char *const starts[] = {"Content-", "MIME-Version", "Message-ID", "Received",
					     "Return-Path", "X-", "DKIM-", "List-", "References",
					     "In-Reply-To"};
	size_t name = header_name(line, len);

	for (size_t i = 0; name && i < ARRAY_LEN(starts); i++)
		if (name >= strlen(starts[i]) &&
		    !strncasecmp((const char *)line, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* `name="nota.zip"`: a parameter on a line of its own. */
static bool is_parameter(const uint8_t *line, size_t len)
{
	size_t n = 0;

	while (n < len && n < 40 && (isalnum(line[n]) || line[n] == '-' || line[n] == '*'))
		n++;
	return n && n < len && line[n] == '=';
}

/* Any line that looks like one, whichever is open. */
static bool is_boundary(struct header_reader *r)
{
	const uint8_t *line;

	return stream_peek(r->in, 2, &line) >= 2 && line[0] == '-' && line[1] == '-';
}

/* Some mailers break a field over lines and forget the blank in front. Then the block goes on, and
 * with it what tells how to read the body. */
static bool is_lost_fold(struct header_reader *r, size_t len)
{
	const uint8_t *line;
	size_t end = r->field.len;

	if (!r->in_field || len > FOLD_LOOK / 2 || is_boundary(r))
		return false;
	while (end && strchr(" \t\r\n", r->field.bytes[end - 1]))
		end--;
	size_t have = stream_peek(r->in, FOLD_LOOK, &line);
	have = have < FOLD_LOOK ? have : FOLD_LOOK;
	if (end && r->field.bytes[end - 1] == ';' && is_parameter(line, len))
		return true;
	return is_certain_field(line + len, have - len);
}

static enum line look(struct header_reader *r, const uint8_t **line, size_t *len)
{
	*len = stream_line(r->in, line);
	if (!*len)
		return LINE_NONE;
	if (*len == line_end(*line, *len))
		return LINE_BLANK;
	if (r->stop && r->stop(r->arg, *line, *len))
		return LINE_STOP;
	if (is_blank(**line) && r->number)
		return LINE_FOLD;
	if (header_name(*line, *len))
		return LINE_FIELD;
	return is_lost_fold(r, *len) ? stream_line(r->in, line), LINE_FOLD : LINE_OTHER;
}

static void take(struct header_reader *r, const uint8_t *line, size_t len)
{
	buf_add(&r->field, line, len);
	r->used += len;
	stream_skip(r->in, len);
}

/* Gives the field at hand; raw begins behind the colon unless it is a further piece. */
static bool give(struct header_reader *r, struct header *ret, bool piece)
{
	const char *bytes = r->field.bytes;
	size_t at = 0, len = r->field.len - line_end((const uint8_t *)bytes, r->field.len);

	if (!piece) {
		at = (size_t)((const char *)memchr(bytes, ':', len) - bytes) + 1;
		while (at < len && is_blank((uint8_t)bytes[at]))
			at++;
	}
	*ret = (struct header) {.name = bytes,
				.name_len = piece ? 0 : r->name_len,
				.raw = bytes + at,
				.len = len - at,
				.at = r->source,
				.source = r->source + at,
				.number = r->number,
				.piece = piece};
	return true;
}

static enum header_end how_it_ends(enum line line, bool cut)
{
	switch (line) {
	case LINE_NONE:
		return cut ? HEADER_END_CUT : HEADER_END_DATA;
	case LINE_BLANK:
		return HEADER_END_BLANK;
	case LINE_STOP:
		return HEADER_END_STOP;
	case LINE_OTHER:
		return HEADER_END_BODY;
	default:
		return HEADER_END_LIMIT;
	}
}

/* Adds the lines that go on with the field; a line longer than a stream shows at once comes in
 * stretches. in_field stays set where the field is cut for its length. */
static void take_folds(struct header_reader *r, bool line_start)
{
	const uint8_t *line;
	size_t len;

	while (r->field.len < HEADER_FIELD_MAX) {
		if (line_start ? look(r, &line, &len) != LINE_FOLD
			       : !(len = stream_line(r->in, &line))) {
			r->in_field = false;
			return;
		}
		line_start = line[len - 1] == '\n';
		take(r, line, len);
	}
}

/* Begins a field with its first line. */
static bool begin(struct header_reader *r, bool cut)
{
	const uint8_t *line;
	size_t len;

	while (!r->number && (len = envelope(r->in)))
		stream_skip(r->in, len);
	enum line what = look(r, &line, &len);
	if (what == LINE_BLANK)
		stream_skip(r->in, len);
	if (what != LINE_FIELD || r->used > r->most) {
		r->end = how_it_ends(what, cut);
		return false;
	}
	r->source = r->in->offset;
	r->name_len = header_name(line, len);
	r->number++;
	r->in_field = true;
	take(r, line, len);
	return true;
}

static bool at_line_start(const struct header_reader *r)
{
	return !r->field.len || r->field.bytes[r->field.len - 1] == '\n';
}

bool header_next(struct header_reader *r, struct header *ret)
{
	bool piece = r->in_field, line_start = at_line_start(r);

	buf_clear(&r->field);
	r->source = r->in->offset;
	if (piece && r->used > r->most) {
		r->end = HEADER_END_LIMIT;
		return false;
	}
	if (piece)
		take_folds(r, line_start);
	if (!r->field.len) { /* no piece, or there was no more of it */
		piece = false;
		if (!begin(r, !line_start))
			return false;
		take_folds(r, at_line_start(r));
	}
	return give(r, ret, piece);
}

enum header_end header_ended(const struct header_reader *r)
{
	return r->end;
}
