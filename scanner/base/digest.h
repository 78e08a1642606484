/* SPDX-License-Identifier: EUPL-1.2 */
/* base/digest.h - SHA-256 by libcrypto, so that `sha256sum` can check every figure of ours. */
#ifndef VP_DIGEST_H
#define VP_DIGEST_H
#include "base/base.h"

#define DIGEST_LEN 32
struct digest;
struct digest *digest_new(void);
void digest_reset(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t len);
void digest_end(struct digest *d, uint8_t out[DIGEST_LEN]); /* then digest_reset() before more */
/* The other way: len bytes from as many pairs of digits of either case, whatever stands behind;
 * false if they are not all there. */
bool hex_parse(uint8_t *to, const char *hex, size_t len);
void digest_free(struct digest *d);
void digest_of(const void *bytes, size_t len, uint8_t out[DIGEST_LEN]);
void hex_print(char *out, const uint8_t *bytes, size_t len); /* 2 * len + 1 bytes */
AUTO_DEFINE(digest)
#endif
