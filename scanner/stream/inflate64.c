/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/inflate64.c - Deflate64 ("enhanced deflate", APPNOTE.TXT method 9), which Windows uses to
 * pack what is larger than 2 GiB and zlib does not know.
 *
 * It is deflate (RFC 1951) with a window of 64 KiB, two more distance codes, and a last length code
 * that is followed by 16 bits. Codes are read bit by bit along the canonical order: slow, small, and
 * without a table that a document could make inconsistent.
 */
#include "stream/inflate.h"

#define WINDOW (64u << 10)
#define BITS_MAX 15
#define LITERALS 288
#define DISTANCES 32
#define END_OF_BLOCK 256

struct code {
	uint16_t count[BITS_MAX + 1]; /* how many symbols have so many bits */
	uint16_t symbol[LITERALS];    /* in the order of their codes */
};

enum block { BLOCK_NONE, BLOCK_STORED, BLOCK_CODED };

struct inflate64 {
	struct stream *below;
	const uint8_t *in;
	size_t n_in, used;      /* in sight, and taken of it */
	uint32_t bits;
	unsigned n_bits;
	enum block block;
	bool last, cut, bad;
	uint32_t stored;        /* left of a stored block */
	uint32_t copy, distance; /* left of a repeat */
	struct code literals, distances;
	uint32_t at;            /* in the window */
	uint64_t given;
	uint8_t window[WINDOW];
};

/* The next byte of the packed data; 0 and `cut` once there is none. */
static uint8_t take_byte(struct inflate64 *i)
{
	if (i->used == i->n_in) {
		stream_skip(i->below, i->used);
		i->n_in = stream_peek(i->below, 1, &i->in);
		i->used = 0;
		i->cut |= !i->n_in;
	}
	return i->cut ? 0 : i->in[i->used++];
}

static uint32_t take(struct inflate64 *i, unsigned n)
{
	uint32_t value;

	while (i->n_bits < n) {
		i->bits |= (uint32_t)take_byte(i) << i->n_bits;
		i->n_bits += 8;
	}
	value = i->bits & ((1u << n) - 1);
	i->bits >>= n;
	i->n_bits -= n;
	return value;
}

/* False if more codes are handed out than there are. Too few are allowed for: they are never met
 * in good data, and decode() says so if they are. */
static bool build(struct code *c, const uint8_t *lengths, size_t n)
{
	uint16_t next[BITS_MAX + 2] = { 0 };
	int left = 1;

	*c = (struct code){ 0 };
	for (size_t s = 0; s < n; s++)
		c->count[lengths[s]]++;
	c->count[0] = 0;
	for (unsigned bits = 1; bits <= BITS_MAX; bits++) {
		left = 2 * left - c->count[bits];
		if (left < 0)
			return false;
		next[bits + 1] = (uint16_t)(next[bits] + c->count[bits]);
	}
	for (size_t s = 0; s < n; s++)
		if (lengths[s])
			c->symbol[next[lengths[s]]++] = (uint16_t)s;
	return true;
}

static unsigned decode(struct inflate64 *i, const struct code *c)
{
	int code = 0, first = 0, index = 0;

	for (unsigned bits = 1; bits <= BITS_MAX && !i->cut; bits++) {
		int count = c->count[bits];

		code |= (int)take(i, 1);
		if (code - count < first)
			return c->symbol[index + (code - first)];
		index += count;
		first = (first + count) << 1;
		code <<= 1;
	}
	i->bad = true;
	return END_OF_BLOCK;
}

static void begin_fixed(struct inflate64 *i)
{
	uint8_t lengths[LITERALS];

	for (unsigned s = 0; s < LITERALS; s++)
		lengths[s] = s < 144 ? 8 : s < 256 ? 9 : s < 280 ? 7 : 8;
	build(&i->literals, lengths, LITERALS);
	for (unsigned s = 0; s < DISTANCES; s++)
		lengths[s] = 5;
	build(&i->distances, lengths, DISTANCES);
}

/* RFC 1951 section 3.2.7: the lengths of the codes are packed themselves. */
static void begin_dynamic(struct inflate64 *i)
{
	static const uint8_t order[19] = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14,
					   1, 15 };
	uint8_t lengths[LITERALS + DISTANCES + 138] = { 0 };
	unsigned n_literals = take(i, 5) + 257, n_distances = take(i, 5) + 1, n = take(i, 4) + 4;
	unsigned total = n_literals + n_distances, at = 0;

	for (unsigned k = 0; k < n; k++)
		lengths[order[k]] = (uint8_t)take(i, 3);
	i->bad |= n_literals > LITERALS || !build(&i->literals, lengths, 19);
	for (unsigned k = 0; k < 19; k++)
		lengths[k] = 0;
	while (at < total && !i->bad && !i->cut) {
		unsigned symbol = decode(i, &i->literals), times = 1;
		uint8_t length = (uint8_t)symbol;

		if (symbol >= 16) {
			length = symbol == 16 && at ? lengths[at - 1] : 0;
			i->bad |= symbol == 16 && !at;
			times = symbol == 16 ? 3 + take(i, 2) :
				symbol == 17 ? 3 + take(i, 3) : 11 + take(i, 7);
		}
		while (times--)
			lengths[at++] = length;
	}
	i->bad |= at > total || !lengths[END_OF_BLOCK];
	if (i->bad)
		return;
	i->bad = !build(&i->literals, lengths, n_literals) ||
		 !build(&i->distances, lengths + n_literals, n_distances);
}

static void begin_stored(struct inflate64 *i)
{
	uint32_t len;

	i->bits = i->n_bits = 0;
	len = take(i, 16);
	i->bad |= (len ^ take(i, 16)) != 0xffff;
	i->stored = len;
}

static void begin_block(struct inflate64 *i)
{
	unsigned type;

	i->last = take(i, 1);
	type = take(i, 2);
	i->block = type ? BLOCK_CODED : BLOCK_STORED;
	if (type == 0)
		begin_stored(i);
	else if (type == 1)
		begin_fixed(i);
	else if (type == 2)
		begin_dynamic(i);
	else
		i->bad = true;
}

static void put(struct inflate64 *i, uint8_t byte)
{
	i->window[i->at] = byte;
	i->at = (i->at + 1) % WINDOW;
	i->given++;
}

static void begin_repeat(struct inflate64 *i, unsigned symbol)
{
	static const uint8_t base[] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43,
					51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3 };
	unsigned n = symbol - 257, code, extra;

	if (n >= ARRAY_LEN(base)) {
		i->bad = true;
		return;
	}
	extra = n == 28 ? 16 : n < 8 ? 0 : (n - 4) / 4;
	i->copy = base[n] + take(i, extra);
	code = decode(i, &i->distances);
	if (code >= DISTANCES) {
		i->bad = true;
		return;
	}
	extra = code < 4 ? 0 : (code - 2) / 2;
	i->distance = (code < 4 ? code : (2u + code % 2) << extra) + 1 + take(i, extra);
	i->bad |= i->distance > i->given;
}

/* One step: a byte more in the window, or a state further. */
static void step(struct inflate64 *i)
{
	if (i->copy) {
		i->copy--;
		put(i, i->window[(i->at - i->distance) % WINDOW]);
	} else if (i->block == BLOCK_NONE) {
		begin_block(i);
	} else if (i->block == BLOCK_STORED) {
		uint8_t byte = i->stored ? take_byte(i) : 0;

		if (!i->stored)
			i->block = BLOCK_NONE;
		else if (!i->cut)
			put(i, byte);
		i->stored -= i->stored > 0;
	} else {
		unsigned symbol = decode(i, &i->literals);

		if (i->cut || i->bad)
			return;
		if (symbol < END_OF_BLOCK)
			put(i, (uint8_t)symbol);
		else if (symbol == END_OF_BLOCK)
			i->block = BLOCK_NONE;
		else
			begin_repeat(i, symbol);
		if (i->cut || i->bad)
			i->copy = 0;
	}
}

static bool is_over(const struct inflate64 *i)
{
	return i->cut || i->bad || (i->last && i->block == BLOCK_NONE);
}

static ssize_t inflate64_next(struct stream *s, const uint8_t **block)
{
	struct inflate64 *i = s->state;
	uint32_t from = i->at;
	uint32_t most = WINDOW - from < STREAM_BLOCK ? WINDOW - from : STREAM_BLOCK;
	uint64_t until = i->given + most, before = i->given;

	while (i->given < until && !is_over(i))
		step(i);
	*block = i->window + from;
	if (i->given > before)
		return (ssize_t)(i->given - before);
	stream_skip(i->below, i->used);
	i->n_in = i->used = 0;
	stream_pass_on(s);
	if (i->cut)
		stream_break(s, REASON_TRUNCATED, "the packed data ends too early");
	else if (i->bad)
		stream_break(s, REASON_CORRUPT, "the packed data is damaged");
	return 0;
}

struct stream *stream_inflate64(struct arena *a, struct stream *below)
{
	struct stream *s = stream_new(a, below, "deflate64", sizeof(struct inflate64));
	struct inflate64 *i = s->state;

	i->below = below;
	s->next = inflate64_next;
	return s;
}
