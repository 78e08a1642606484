/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_enriched.c - text/enriched (RFC 1896): the text without its <commands>.
 *
 * "<<" is a "<"; what stands in <param> is for programs. A "<" that no ">" follows soon is text,
 * and so is a parameter that does not end.
 */
#include <string.h>
#include <strings.h>
#include "format/mail.h"
#include "format/reader.h"

#define LOOK 4096u
#define COMMAND_MAX 70u

/* The command at text[0] == '<', with its parameter: its length, or 0 if it is none. */
static size_t command(const char *text, size_t len)
{
	static const char param[] = "<param>", end_param[] = "</param>";
	const char *end = memchr(text, '>', len < COMMAND_MAX ? len : COMMAND_MAX);

	if (!end || memchr(text, '\n', (size_t)(end - text)))
		return 0;
	size_t n = (size_t)(end - text) + 1;
	if (n != sizeof(param) - 1 || strncasecmp(text, param, n) != 0)
		return n;
	end = memmem(text + n, len - n, end_param, sizeof(end_param) - 1);
	return end ? (size_t)(end - text) + sizeof(end_param) - 1 : n;
}

static int enriched_read(struct stream *in, struct out *out)
{
	struct reader *r = reader_new(out, in, out->self->charset);
	const char *text;
	size_t len;
	int error = 0;

	while (!error && (len = reader_peek(r, LOOK, &text))) {
		len = len < LOOK ? len : LOOK;
		const char *next = memchr(text, '<', len);
		bool doubled = next == text && len > 1 && text[1] == '<';
		size_t skip = doubled ? 1 : next == text ? command(text, len) : 0;

		reader_skip(r, skip);
		if (next != text)
			error = reader_put(r, next ? (size_t)(next - text) : len);
		else if (doubled || !skip)
			error = reader_put(r, 1);
	}
	return error;
}

static int no_claim(const struct probe *p)
{
	(void)p;
	return 0;
}

const struct format mail_enriched_format = {"enriched", "text/enriched body of a mail",
					    "its declared type", no_claim, enriched_read};
