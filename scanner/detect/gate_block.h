/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/gate_block.h - what kinds of bytes there are in 64 of them, as bits; for gate.c. */
#ifndef VP_GATE_BLOCK_H
#define VP_GATE_BLOCK_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct block {
	uint64_t run;     /* belongs to words, or is not ASCII */
	uint64_t special; /* of those: no letter of ASCII */
	uint64_t alone;   /* a mark that stands for itself: neither white space nor control */
};

#ifdef __SSE2__
static inline uint64_t block_bits(__m128i which, unsigned quarter)
{
	return (uint64_t)(uint16_t)_mm_movemask_epi8(which) << (16 * quarter);
}

/* Bytes that are not ASCII are negative: no range below holds them. */
static inline __m128i block_range(__m128i x, char first, char last)
{
	return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(first - 1))),
			     _mm_cmplt_epi8(x, _mm_set1_epi8((char)(last + 1))));
}

static inline struct block block_of_64(const char *s)
{
	struct block b = {0, 0, 0};

	for (unsigned q = 0; q < 4; q++) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(s + 16 * q));
		__m128i letter = block_range(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z');
		__m128i other = _mm_or_si128(block_range(x, '0', '9'),
					     _mm_cmpeq_epi8(x, _mm_set1_epi8('_')));
		uint64_t special = block_bits(_mm_or_si128(other, x), q);

		b.special |= special;
		b.run |= special | block_bits(letter, q);
		b.alone |= block_bits(_mm_cmpgt_epi8(x, _mm_set1_epi8(' ')), q);
	}
	b.alone &= ~b.run;
	return b;
}
#else
static inline struct block block_of_64(const char *s)
{
	struct block b = {0, 0, 0};

	for (unsigned i = 0; i < 64; i++) {
		unsigned char c = (unsigned char)s[i];
		uint64_t letter = (unsigned char)((c | 0x20) - 'a') < 26;
		uint64_t special = (unsigned char)(c - '0') < 10 || c == '_' || c >= 0x80;

		b.special |= special << i;
		b.run |= (special | letter) << i;
		b.alone |= (uint64_t)(c > ' ' && c < 0x80) << i;
	}
	b.alone &= ~b.run;
	return b;
}
#endif

/* The n < 64 bytes that may be read there; none of the others is anything. */
static inline struct block block_of(const char *s, size_t n)
{
	char copy[64] = {0};

	if (n >= 64)
		return block_of_64(s);
	memcpy(copy, s, n);
	return block_of_64(copy);
}
#endif
