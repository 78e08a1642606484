/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/lzfu.c - compressed RTF: LZ77 over a ring of 4 KiB that starts with common RTF words.
 *
 * A control byte says of the next eight tokens, lowest bit first, whether each is a byte as it is
 * or a reference of 12 bits of place and 4 of length. A reference to the write position ends it.
 */
#include "format/lzfu.h"
#include <string.h>

#define RING 4096u
#define HEADER 16u
#define MAGIC_PACKED 0x75465a4cu /* "LZFu" */
#define MAGIC_STORED 0x414c454du /* "MELA" */

static const char start[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
    "RomanCourier{\\colortbl\\red0\\green0\\blue0"
    "\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct lzfu {
	bool begun, stored, ended;
	uint32_t left; /* packed bytes that the header promises */
	uint32_t crc, crc_stated;
	uint32_t table[256];
	uint8_t ring[RING];
	size_t at; /* where the next byte goes in the ring */
	uint8_t control;
	unsigned tokens; /* of control still to come */
	uint8_t out[STREAM_BLOCK];
};

static void fill_table(uint32_t table[256])
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;

		for (int k = 0; k < 8; k++)
			c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
		table[i] = c;
	}
}

static uint32_t get32(const uint8_t *b)
{
	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static bool begin(struct stream *s, struct lzfu *z)
{
	const uint8_t *head;

	z->begun = true;
	if (stream_peek(s->below, HEADER, &head) < HEADER) {
		stream_break(s, REASON_TRUNCATED, "compressed RTF ends inside its header");
		return false;
	}
	uint32_t size = get32(head), magic = get32(head + 8);
	z->crc_stated = get32(head + 12);
	z->left = size > HEADER - 4 ? size - (HEADER - 4) : 0;
	z->stored = magic == MAGIC_STORED;
	stream_skip(s->below, HEADER);
	if (magic == MAGIC_PACKED || z->stored)
		return true;
	stream_break(s, REASON_UNSUPPORTED_METHOD, "compressed RTF of an unknown kind");
	return false;
}

/* The next packed byte, or -1. */
static int get(struct stream *s, struct lzfu *z)
{
	const uint8_t *b;

	if (!z->left || !stream_peek(s->below, 1, &b))
		return -1;
	uint8_t c = *b;
	z->left--;
	z->crc = z->table[(z->crc ^ c) & 0xff] ^ z->crc >> 8;
	stream_skip(s->below, 1);
	return c;
}

static void put(struct lzfu *z, uint8_t c, size_t *n)
{
	z->out[(*n)++] = c;
	z->ring[z->at] = c;
	z->at = (z->at + 1) % RING;
}

/* One token; false at the end. */
static bool step(struct stream *s, struct lzfu *z, size_t *n)
{
	if (z->ended)
		return false;
	if (z->stored) {
		int c = get(s, z);

		if (c >= 0)
			z->out[(*n)++] = (uint8_t)c;
		return c >= 0;
	}
	if (!z->tokens) {
		int control = get(s, z);

		if (control < 0)
			return false;
		z->control = (uint8_t)control;
		z->tokens = 8;
	}
	bool reference = z->control & 1;
	z->control >>= 1;
	z->tokens--;
	int high = get(s, z), low = reference ? get(s, z) : 0;
	if (high < 0 || low < 0)
		return false;
	if (!reference) {
		put(z, (uint8_t)high, n);
		return true;
	}
	size_t from = (size_t)(high << 4 | low >> 4), len = (size_t)(low & 15) + 2;
	if (from == z->at) {
		z->ended = true;
		return false;
	}
	for (; len; len--, from = (from + 1) % RING)
		put(z, z->ring[from], n);
	return true;
}

/* The check is over all packed bytes, also those behind the end. */
static void check(struct stream *s, struct lzfu *z)
{
	while (get(s, z) >= 0)
		;
	if (z->left)
		stream_break(s, REASON_TRUNCATED, "compressed RTF ends too early");
	else if (!z->stored && z->crc != z->crc_stated)
		stream_break(s, REASON_CRC_DIFFERS, "compressed RTF does not agree with its check");
	else if (!z->stored && !z->ended)
		stream_break(s, REASON_CORRUPT, "compressed RTF has no end");
}

static ssize_t lzfu_next(struct stream *s, const uint8_t **block)
{
	struct lzfu *z = s->state;
	size_t n = 0;

	*block = z->out;
	if (!z->begun && !begin(s, z))
		return 0;
	while (n + 32 < sizeof(z->out) && step(s, z, &n))
		;
	if (n)
		return (ssize_t)n;
	stream_pass_on(s);
	check(s, z);
	return 0;
}

struct stream *stream_lzfu(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "lzfu", sizeof(struct lzfu));
	struct lzfu *z = s->state;

	fill_table(z->table);
	memset(z->ring, ' ', sizeof(z->ring));
	memcpy(z->ring, start, sizeof(start) - 1);
	z->at = sizeof(start) - 1;
	s->next = lzfu_next;
	s->packed = &below->offset;
	return s;
}
