/* SPDX-License-Identifier: EUPL-1.2 */
/* base/digest.c - SHA-256 by libcrypto. */
#include "base/digest.h"
#include <string.h>
#include <assert.h>
#include <openssl/evp.h>
#include <stdlib.h>

struct digest {
	EVP_MD_CTX *context;
};

/* libcrypto fails here only when it is out of memory. */
static void must(int ok)
{
	if (ok != 1)
		memory_exhausted();
}

struct digest *digest_new(void)
{
	struct digest *d = xcalloc(1, sizeof(*d));

	d->context = EVP_MD_CTX_new();
	must(d->context != NULL);
	must(EVP_DigestInit_ex(d->context, EVP_sha256(), NULL));
	return d;
}

void digest_reset(struct digest *d)
{
	/* The same function again: looking it up by name is most of the work. */
	must(EVP_DigestInit_ex(d->context, NULL, NULL));
}

void digest_add(struct digest *d, const void *bytes, size_t len)
{
	must(EVP_DigestUpdate(d->context, bytes, len));
}

void digest_end(struct digest *d, uint8_t out[DIGEST_LEN])
{
	unsigned len = 0;

	must(EVP_DigestFinal_ex(d->context, out, &len));
	assert(len == DIGEST_LEN);
}

void digest_free(struct digest *d)
{
	if (!d)
		return;
	EVP_MD_CTX_free(d->context);
	free(d);
}

void digest_of(const void *bytes, size_t len, uint8_t out[DIGEST_LEN])
{
	struct digest *d = digest_new();

	digest_add(d, bytes, len);
	digest_end(d, out);
	digest_free(d);
}

void hex_print(char *out, const uint8_t *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * len] = '\0';
}

static int hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c | 0x20) : NULL;

	return at ? (int)(at - digits) : -1;
}

bool hex_parse(uint8_t *to, const char *hex, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		int high = hex_value(hex[2 * i]), low = high < 0 ? -1 : hex_value(hex[2 * i + 1]);

		if (low < 0)
			return false;
		to[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}
