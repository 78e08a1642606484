/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/smime.c - S/MIME mail that is signed but not encrypted: the content inside the signature.
 *
 * Only the few nested headers before the content are understood (PKCS #7 SignedData); the content
 * itself is one octet string or a row of them. A signature that stands apart from what it signs
 * has no content, and then there is nothing to read. What is encrypted is known.c's to tell.
 */
#include <string.h>
#include <strings.h>
#include "format/header.h"
#include "format/mail.h"

#define LOOK 64u
static const char oid_signed[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

enum {
	TAG_INTEGER = 0x02,
	TAG_OCTETS = 0x04,
	TAG_OID = 0x06,
	TAG_OCTETS_ROW = 0x24,
	TAG_SEQUENCE = 0x30,
	TAG_SET = 0x31,
	TAG_CONTENT = 0xA0
};
#define UNENDING UINT64_MAX /* an indefinite length: up to two zero bytes */

/* The tag and the length at bytes: how long they are, 0 if there are none. */
static size_t header(const uint8_t *bytes, size_t have, uint8_t *tag, uint64_t *len)
{
	if (have < 2)
		return 0;
	*tag = bytes[0];
	size_t n = bytes[1] & 0x7f;
	if (bytes[1] < 0x80) {
		*len = bytes[1];
		return 2;
	}
	if (n > 7 || have < 2 + n)
		return 0;
	*len = n ? 0 : UNENDING;
	for (size_t i = 0; i < n; i++)
		*len = *len << 8 | bytes[2 + i];
	return 2 + n;
}

/* Steps into what has this tag; with over set, steps over it. */
static bool step(struct stream *in, uint8_t wanted, bool over)
{
	const uint8_t *bytes;
	uint8_t tag;
	uint64_t len;
	size_t have = stream_peek(in, LOOK, &bytes), n = header(bytes, have, &tag, &len);

	if (!n || tag != wanted || (over && len == UNENDING))
		return false;
	stream_skip(in, over ? n + len : n);
	return true;
}

struct octets {
	uint64_t left; /* of the string at hand */
	size_t shown;
	bool row, ended;
};

/* Goes on to the next string of a row; false at its end. */
static bool next_string(struct stream *s, struct octets *o)
{
	const uint8_t *bytes;
	uint8_t tag;
	uint64_t len;
	size_t have = stream_peek(s->below, LOOK, &bytes), n = header(bytes, have, &tag, &len);

	if (!o->row || o->ended)
		return false;
	if (!n)
		stream_break(s, REASON_TRUNCATED, "the signed content ends too early");
	if (!n || tag != TAG_OCTETS || len == UNENDING)
		return false;
	stream_skip(s->below, n);
	o->left = len;
	return true;
}

static ssize_t octets_next(struct stream *s, const uint8_t **block)
{
	struct octets *o = s->state;

	stream_skip(s->below, o->shown);
	o->shown = 0;
	while (!o->left)
		if (!next_string(s, o)) {
			o->ended = true;
			stream_pass_on(s);
			return 0;
		}
	size_t n = stream_peek(s->below, 1, block);
	if (!n)
		stream_break(s, REASON_TRUNCATED, "the signed content ends too early");
	n = n < o->left ? n : (size_t)o->left;
	o->left -= n;
	o->shown = n;
	return (ssize_t)n;
}

/* The content as a stream; NULL if there is none. */
static struct stream *open_content(struct arena *a, struct stream *in)
{
	const uint8_t *bytes;
	uint8_t tag = 0;
	uint64_t len = 0;

	if (!step(in, TAG_SEQUENCE, false) || !step(in, TAG_OID, true) ||
	    !step(in, TAG_CONTENT, false) || !step(in, TAG_SEQUENCE, false) ||
	    !step(in, TAG_INTEGER, true) || !step(in, TAG_SET, true) ||
	    !step(in, TAG_SEQUENCE, false) || !step(in, TAG_OID, true) ||
	    !step(in, TAG_CONTENT, false))
		return NULL;
	size_t have = stream_peek(in, LOOK, &bytes), n = header(bytes, have, &tag, &len);
	if (!n || (tag != TAG_OCTETS && tag != TAG_OCTETS_ROW) ||
	    (tag == TAG_OCTETS && len == UNENDING))
		return NULL;
	struct stream *s = stream_new(a, in, "signed-content", sizeof(struct octets));
	struct octets *o = s->state;
	stream_skip(in, n);
	o->row = tag == TAG_OCTETS_ROW;
	o->left = o->row ? 0 : len;
	s->next = octets_next;
	return s;
}

static int put_content(struct stream *content, struct out *out)
{
	const uint8_t *head;
	size_t len = stream_peek(content, HEADER_NAME_MAX, &head);
	/* Mail is signed as a part with its header; of files only the bytes. */
	bool entity = header_name(head, len < HEADER_NAME_MAX ? len : HEADER_NAME_MAX) && len > 8 &&
		      !strncasecmp((const char *)head, "Content-", 8);
	struct part part = {
	    .name = "content", .format = entity ? &eml_format : NULL, .bytes = content};
	return out_part(out, &part);
}

static int smime_read(struct stream *in, struct out *out)
{
	const uint8_t *head;
	uint8_t tag;
	uint64_t stated = 0;
	size_t len = stream_peek(in, LOOK, &head), n = header(head, len, &tag, &stated);
	struct stream *content = open_content(out->arena, in);
	int error = content ? put_content(content, out) : 0;

	stream_drain(in);
	if (!error && stated != UNENDING && in->offset < n + stated)
		out_trouble(out, REASON_TRUNCATED, "ends before its stated length");
	return error;
}

static int smime_claim(const struct probe *p)
{
	uint8_t tag;
	uint64_t len;
	size_t n = header(p->head, p->len, &tag, &len);

	if (!n || tag != TAG_SEQUENCE || p->len - n < sizeof(oid_signed) - 1)
		return 0;
	return memcmp(p->head + n, oid_signed, sizeof(oid_signed) - 1)
		   ? 0
		   : 8 * (int)sizeof(oid_signed);
}

const struct format smime_format = {"smime", "S/MIME signature with its content",
				    "the object identifier of signed data", smime_claim,
				    smime_read};
