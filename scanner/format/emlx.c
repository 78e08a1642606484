/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/emlx.c - a message as Apple Mail keeps it: its length on a line of its own, the message,
 * and a property list with flags.
 */
#include <string.h>
#include "format/mail.h"

#define NUMBER_MAX 12u
#define LOOK 64u

/* The length of the first line, 0 if it is no number and blanks. */
static size_t length_line(const uint8_t *head, size_t len, uint64_t *length)
{
	size_t n = 0;

	*length = 0;
	for (; n < len && n < NUMBER_MAX && head[n] >= '0' && head[n] <= '9'; n++)
		*length = 10 * *length + (uint64_t)(head[n] - '0');
	if (!n)
		return 0;
	while (n < len && n < LOOK && (head[n] == ' ' || head[n] == '\r'))
		n++;
	return n < len && head[n] == '\n' ? n + 1 : 0;
}

static int emlx_read(struct stream *in, struct out *out)
{
	const uint8_t *head;
	size_t len = stream_peek(in, LOOK, &head);
	uint64_t length;

	stream_skip(in, length_line(head, len, &length));
	struct part message = {.name = "message",
			       .type = "message/rfc822",
			       .format = &eml_format,
			       .bytes = stream_limit(out->arena, in, length),
			       .document = true};
	int error = out_part(out, &message);

	stream_drain(message.bytes);
	len = stream_peek(in, LOOK, &head);
	if (!len)
		out_trouble(out, REASON_TRUNCATED, "ends before the flags behind the message");
	if (error || !len)
		return error;
	if (len < 5 || memcmp(head, "<?xml", 5) != 0)
		out_trouble(out, REASON_CORRUPT, "the message is longer or shorter than it says");
	struct part rest = {.name = "flags", .bytes = in};
	return out_part(out, &rest);
}

static int emlx_claim(const struct probe *p)
{
	uint64_t length;
	size_t n = length_line(p->head, p->len, &length);

	return n && length && mail_is_header(p->head + n, p->len - n) ? 24 : 0;
}

const struct format emlx_format = {"emlx", "message kept by Apple Mail",
				   "a number on the first line, then the header of a mail",
				   emlx_claim, emlx_read};
