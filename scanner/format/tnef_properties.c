/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/tnef_properties.c - a list of MAPI properties, as winmail.dat has them for the message,
 * for each attachment and for each recipient.
 *
 * Strings of the message are header lines where it is known what they are, else properties. Bodies
 * (text, compressed RTF, HTML) are parts.
 */
#include <string.h>
#include "format/decode.h"
#include "format/lzfu.h"
#include "format/mail.h"
#include "format/tnef.h"

#define TEXT_MAX (1u << 20) /* of a string property that is no body */
#define NAMED 0x8000u
#define MULTIPLE 0x1000u

static const struct label {
	uint16_t id;
	const char *name;
} labels[] = {
    {0x0037, "Subject"},  {0x0042, "From"},	   {0x0065, "From"},
    {0x0C1A, "Sender"},	  {0x0C1F, "Sender"},	   {0x0E04, "To"},
    {0x0E03, "Cc"},	  {0x0E02, "Bcc"},	   {0x0070, "Thread-Topic"},
    {0x0E1D, "Subject"},  {0x0040, "Received-By"}, {0x0044, "Received-For"},
    {0x0050, "Reply-To"}, {0x3001, "Name"},	   {0x3003, "Address"},
    {0x39FE, "Address"},  {0x007D, "Headers"},
};
/* Strings that only programs read. */
static const uint16_t left_out[] = {0x001A, 0x3002, 0x0064, 0x0C1E, 0x0075, 0x0077,
				    0x370E, 0x3703, 0x1035, 0x1042, 0x1039, 0x300B};

enum {
	ID_BODY = 0x1000,
	ID_RTF = 0x1009,
	ID_HTML = 0x1013,
	ID_DATA = 0x3701,
	ID_NAME = 0x3704,
	ID_LONG_NAME = 0x3707
};
enum { TYPE_STRING8 = 0x1E, TYPE_UNICODE = 0x1F, TYPE_BINARY = 0x102, TYPE_OBJECT = 0x0D };

static bool is_variable(unsigned type)
{
	return type == TYPE_STRING8 || type == TYPE_UNICODE || type == TYPE_BINARY ||
	       type == TYPE_OBJECT;
}

static unsigned fixed_size(unsigned type)
{
	switch (type) {
	case 0x05:
	case 0x06:
	case 0x07:
	case 0x14:
	case 0x40:
		return 8;
	case 0x48:
		return 16;
	default:
		return 4;
	}
}

char *tnef_text(struct out *out, struct tnef_cursor *c, uint64_t len, const char *charset)
{
	size_t got;
	enum reason odd = REASON_NONE;
	char *bytes = tnef_bytes(c, out->arena, len, TEXT_MAX, &got);

	if (len > TEXT_MAX)
		out_trouble(out, REASON_LIMIT_TOKEN,
			    "a property of more than 1 MiB was read in part");
	if (!got)
		return NULL;
	char *utf8 = charset_to_utf8(out->arena, bytes, got, charset, &odd);
	if (odd)
		out_trouble(out, odd,
			    "a property is in a charset that had to be guessed or has "
			    "bytes that mean nothing in it");
	return utf8;
}

int tnef_line(struct out *out, enum carrier lane, const char *label, const char *utf8)
{
	int error = 0;

	if (!utf8 || !*utf8)
		return 0;
	out_carrier(out, lane);
	out_anchor(out, AT_HEADER, 0, label, label);
	if (label) {
		error = out_text(out, label, strlen(label));
		if (!error)
			error = out_text(out, ": ", 2);
	}
	if (!error)
		error = out_text(out, utf8, strlen(utf8));
	if (!error)
		error = out_text(out, "\n", 1);
	out_carrier(out, CARRIER_BODY);
	return error;
}

static const char *label_of(unsigned id)
{
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (labels[i].id == id)
			return labels[i].name;
	return NULL;
}

static bool is_left_out(unsigned id)
{
	for (size_t i = 0; i < ARRAY_LEN(left_out); i++)
		if (left_out[i] == id)
			return true;
	return false;
}

static int put_part(struct out *out, struct tnef_cursor *c, uint64_t len, struct part *part)
{
	size_t mark = arena_mark(out->arena);

	part->bytes = tnef_stream(out->arena, c->file, c->at, len);
	if (!strcmp(part->name, "body.rtf"))
		part->bytes = stream_lzfu(out->arena, part->bytes);
	int error = out_part(out, part);
	arena_rewind(out->arena, mark);
	return error;
}

/* The NUL that ends a string is no text; a .msg has none. */
static uint64_t end_len(struct tnef_cursor *c, unsigned type, uint64_t len)
{
	uint64_t end = type == TYPE_UNICODE ? 2 : type == TYPE_STRING8;
	uint8_t last[2] = {0};

	if (end > len || c->file->read_at(c->file, last, end, c->at + len - end) != (ssize_t)end)
		return 0;
	return last[0] || last[1] ? 0 : end;
}

static int put_body(struct out *out, struct tnef_cursor *c, unsigned id, unsigned type,
		    uint64_t len, const char *charset)
{
	struct part text = {.name = "body.txt", .type = "text/plain", .format = &mail_text_format};
	struct part rtf = {.name = "body.rtf", .type = "text/rtf"};
	struct part html = {.name = "body.html", .type = "text/html"};
	struct part *p = id == ID_RTF ? &rtf : id == ID_HTML ? &html : &text;

	if (type != TYPE_BINARY)
		p->charset = type == TYPE_UNICODE ? "utf-16le" : charset;
	return put_part(out, c, len - end_len(c, type, len), p);
}

static int put_string(struct out *out, struct tnef_cursor c, unsigned id, unsigned type,
		      uint64_t len, const char *charset, struct tnef_file *file)
{
	size_t mark = arena_mark(out->arena);
	char *utf8 = tnef_text(out, &c, len, type == TYPE_UNICODE ? "utf-16le" : charset);
	const char *label = label_of(id);
	int error = 0;

	if (file && utf8 && *utf8 && (id == ID_LONG_NAME || (id == ID_NAME && !file->name))) {
		file->name = utf8; /* stays */
		return 0;
	}
	if (!file && !is_left_out(id))
		error = tnef_line(out, label ? CARRIER_HEADER : CARRIER_PROPERTY, label, utf8);
	arena_rewind(out->arena, mark);
	return error;
}

static void note_data(struct tnef_file *file, struct tnef_cursor *c, unsigned type, uint64_t len)
{
	/* An object begins with the id of its interface; a message goes on with a file like this.
	 */
	uint64_t skip = type == TYPE_OBJECT && len > 16 ? 16 : 0;

	file->data_at = c->at + skip;
	file->data_len = len - skip;
}

int tnef_value(struct out *out, struct tnef_cursor *c, unsigned id, unsigned type,
	       const char *charset, struct tnef_file *file)
{
	uint64_t len = c->end - c->at;
	bool body = !file && (id == ID_RTF || id == ID_HTML || id == ID_BODY);

	if (file && id == ID_DATA)
		note_data(file, c, type, len);
	else if (body && len)
		return put_body(out, c, id, type, len, charset);
	else if (type == TYPE_STRING8 || type == TYPE_UNICODE)
		return put_string(out, *c, id, type, len, charset, file);
	return 0;
}

/* One value of variable length, its length before it, padded to four bytes. */
static int read_value(struct out *out, struct tnef_cursor *c, unsigned id, unsigned type,
		      const char *charset, struct tnef_file *file)
{
	uint64_t len = tnef_get(c, 4), left = c->end - c->at;
	int error = 0;

	if (len > left) {
		c->bad = true;
		len = left;
	}
	struct tnef_cursor value = {c->file, c->at, c->at + len, false};
	error = tnef_value(out, &value, id, type, charset, file);
	tnef_skip(c, len);
	if (!c->bad && c->at < c->end) /* the last one may stand there without its padding */
		tnef_skip(c, -len & 3 && c->end - c->at >= (-len & 3) ? -len & 3 : 0);
	return error;
}

static void skip_name(struct tnef_cursor *c)
{
	tnef_skip(c, 16);
	if (!tnef_get(c, 4)) {
		tnef_skip(c, 4);
		return;
	}
	uint64_t len = tnef_get(c, 4);
	tnef_skip(c, (len + 3) & ~UINT64_C(3));
}

int tnef_properties(struct out *out, struct tnef_cursor *c, const char *charset,
		    struct tnef_file *file)
{
	int error = 0;

	for (uint32_t n = tnef_get(c, 4); n && !c->bad && !error; n--) {
		unsigned type = tnef_get(c, 2), id = tnef_get(c, 2);
		bool many = type & MULTIPLE;

		type &= ~MULTIPLE;
		if (id >= NAMED)
			skip_name(c);
		uint32_t values = many || is_variable(type) ? tnef_get(c, 4) : 1;
		if (!is_variable(type)) {
			tnef_skip(c, (uint64_t)values * fixed_size(type));
			continue;
		}
		for (; values && !c->bad && !error; values--)
			error = read_value(out, c, id, type, charset, file);
	}
	return error;
}
