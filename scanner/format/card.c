/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/card.c - properties of calendars and cards to lines of text.
 *
 * A property is put together from its folded lines with the source of each stretch. Names in
 * parameters (CN of an attendee) stand before the value. Pictures and files written in base64 are
 * parts.
 */
#include <string.h>
#include <strings.h>
#include "format/blob.h"
#include "format/card.h"
#include "format/reader.h"

#define PROPERTY_MAX (1u << 20)

/* The line end of a line: 0, 1 or 2 bytes. */
static size_t line_end(const uint8_t *line, size_t len)
{
	size_t n = len && line[len - 1] == '\n';

	return n + (len > n && line[len - 1 - n] == '\r');
}

/* A description written again as HTML, by those programs that do. */
static int put_html(struct card *c)
{
	struct arena *a = c->out->arena;
	size_t mark = arena_mark(a);

	card_add_value(c, c->value_at, c->raw->utf8.len);
	struct part part = {.name = c->name,
			    .type = "text/html",
			    .charset = "utf-8",
			    .bytes = stream_memory(a, c->text->utf8.bytes, c->text->utf8.len)};
	int error = c->text->utf8.len ? out_part(c->out, &part) : 0;
	arena_rewind(a, mark);
	return error;
}

static int put_property(struct card *c, bool piece)
{
	size_t len = c->raw->utf8.len;
	int error;

	header_text_clear(c->text);
	if (c->html && !piece)
		return put_html(c);
	if (!piece) {
		out_anchor(c->out, AT_HEADER, ++c->number, *c->name ? c->name : NULL,
			   *c->name ? c->name : NULL);
		if (*c->name) {
			header_text_add(c->text, c->name, c->name_len, card_source(c, c->name_at),
					1);
			header_text_add(c->text, ": ", 2, card_source(c, c->name_at + c->name_len),
					0);
		}
		card_add_params(c);
	}
	if (c->quoted && !piece)
		card_add_quoted(c);
	else
		card_add_value(c, piece ? 0 : c->value_at, len);
	if (c->converted) {
		error = out_text(c->out, c->text->utf8.bytes, c->text->utf8.len);
		return error ? error : out_text(c->out, "\n", 1);
	}
	error = out_header_text(c->out, c->text);
	return error ? error : out_mapped(c->out, "\n", 1, c->in->offset, 0);
}

/* Appends a line without its end to raw. */
static void add_line(struct card *c, const uint8_t *line, size_t len, size_t skip)
{
	size_t end = line_end(line, len);

	if (skip > len - end)
		skip = len - end;
	header_text_add(c->raw, (const char *)line + skip, len - end - skip, c->in->offset + skip,
			1);
	stream_skip(c->in, len);
}

/* Does the line at hand go on with the property? *skip: what is left out of it at its start. */
static bool goes_on(struct card *c, const uint8_t **line, size_t *len, size_t *skip)
{
	const struct buf *raw = &c->raw->utf8;

	*len = stream_line(c->in, line);
	if (!*len)
		return false;
	if (c->quoted && raw->len && raw->bytes[raw->len - 1] == '=') {
		header_text_drop_last(c->raw);
		*skip = 0;
		return true;
	}
	*skip = !c->old;
	return **line == ' ' || **line == '\t';
}

/* A file in base64: its lines go to the blob as they come. */
static int put_file(struct card *c)
{
	const char *s = c->raw->utf8.bytes;
	const uint8_t *line;
	size_t len, skip;

	c->quoted = false;
	blob_add(c->blob, s + c->value_at, c->raw->utf8.len - c->value_at);
	while (goes_on(c, &line, &len, &skip)) {
		blob_add(c->blob, (const char *)line, len);
		stream_skip(c->in, len);
	}
	return blob_end(c->blob, c->name);
}

/* "data:image/jpeg;base64,...": the value begins behind the comma. */
static void find_data_url(struct card *c)
{
	const char *s = c->raw->utf8.bytes + c->value_at;
	size_t len = c->raw->utf8.len - c->value_at;
	const char *comma = len < 5 || strncasecmp(s, "data:", 5) != 0
				? NULL
				: memchr(s, ',', len < 200 ? len : 200);

	if (!comma || !memmem(s, (size_t)(comma - s), ";base64", 7))
		return;
	c->value_at += (size_t)(comma + 1 - s);
	c->base64 = true;
}

static int read_property(struct card *c)
{
	static const char *const left_out[] = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE"};
	const uint8_t *line;
	size_t len = stream_line(c->in, &line), skip;
	bool piece = false;
	int error = 0;

	header_text_clear(c->raw);
	add_line(c, line, len, 0);
	if (!c->raw->utf8.len)
		return 0;
	card_parse(c);
	find_data_url(c);
	if (c->base64)
		return put_file(c);
	while (!error && goes_on(c, &line, &len, &skip)) {
		add_line(c, line, len, skip);
		if (c->raw->utf8.len < PROPERTY_MAX)
			continue;
		out_trouble(c->out, REASON_LIMIT_TOKEN,
			    "a property of more than 1 MiB was read in pieces");
		error = put_property(c, piece);
		header_text_clear(c->raw);
		piece = true;
	}
	if (error || !c->raw->utf8.len)
		return error;
	if (!piece) /* its parameters may be folded too */
		card_parse(c);
	if (!strcasecmp(c->name, "BEGIN")) {
		error = out_break(c->out);
		c->old = false;
	}
	if (!strcasecmp(c->name, "VERSION"))
		c->old = !strcmp(c->raw->utf8.bytes + c->value_at, "2.1");
	return error || card_is_name(c, left_out, ARRAY_LEN(left_out)) ? error
								       : put_property(c, piece);
}

int card_read(struct stream *in, struct out *out)
{
	struct card c = {.out = out,
			 .blob = blob_new(out, BLOB_BASE64),
			 .raw = header_text_new(out->arena),
			 .text = header_text_new(out->arena)};
	const uint8_t *head;
	int error = 0;

	c.in = card_stream(out->arena, in, &c.converted);
	while (!error && stream_peek(c.in, 1, &head))
		error = read_property(&c);
	if (c.in != in && c.in->broken)
		out_trouble(out, c.in->why, "%s", c.in->broken);
	return error;
}

int card_claim(const struct probe *p, const char *line)
{
	size_t n = strlen(line), len, at = 0;
	const char *text = probe_text(p, &len);

	while (at < len && strchr(" \r\n", text[at]) && text[at])
		at++;
	return len - at >= n && !strncasecmp(text + at, line, n) ? (int)(8 * n) : 0;
}
