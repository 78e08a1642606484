/* SPDX-License-Identifier: EUPL-1.2 */
/* base/bytes.h - numbers as they stand in files, at any alignment. */
#ifndef VP_BYTES_H
#define VP_BYTES_H
#include "base/base.h"

static inline uint16_t little16(const uint8_t *b)
{
	return (uint16_t)(b[0] | b[1] << 8);
}

static inline uint32_t little32(const uint8_t *b)
{
	return (uint32_t)little16(b) | (uint32_t)little16(b + 2) << 16;
}

static inline uint64_t little64(const uint8_t *b)
{
	return (uint64_t)little32(b) | (uint64_t)little32(b + 4) << 32;
}

static inline uint16_t big16(const uint8_t *b)
{
	return (uint16_t)(b[0] << 8 | b[1]);
}

static inline uint32_t big32(const uint8_t *b)
{
	return (uint32_t)big16(b) << 16 | big16(b + 2);
}
#endif
