/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/key.c - hashes of folded words and phrases. */
#include "detect/names/key.h"
#include "base/utf8.h"
#include "text/fold.h"

#define PART_FACTOR 0x9e3779b97f4a7c15u /* odd, so that joining loses nothing */

#define FNV_START 0xcbf29ce484222325u
#define FNV_FACTOR 0x100000001b3u

static bool is_apostrophe(char c)
{
	return c == '\'' || c == '`';
}

static size_t fold_other(const char *s, size_t len, char *out, size_t room, size_t *used)
{
	char folded[8];
	uint32_t code;
	size_t n, got, kept = 0;

	n = utf8_decode(s, len, &code);
	*used = n ? n : 1;
	if (!n || code == 0xb4 || code == 0x2018 || code == 0x2019 || (code >= 0x2bc && code <= 0x2bf))
		return 0;
	got = fold_code(code, folded);
	for (size_t i = 0; i < got && kept < room; i++) {
		if (is_apostrophe(folded[i]) || folded[i] == '.')
			continue;
		out[kept++] = folded[i] == '-' ? ' ' : folded[i];
	}
	return kept;
}

size_t key_fold(const char *s, size_t len, char out[FOLDED_MAX])
{
	size_t at = 0, n = 0, used;

	while (at < len && n < FOLDED_MAX) {
		char c = s[at];

		if ((unsigned char)c >= 0x80) {
			n += fold_other(s + at, len - at, out + n, FOLDED_MAX - n, &used);
			at += used;
			continue;
		}
		at++;
		if (is_apostrophe(c) || c == '.')
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		out[n++] = c == '-' ? ' ' : c;
	}
	return n;
}

uint64_t key_of_bytes(const char *s, size_t len)
{
	uint64_t h = FNV_START;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * FNV_FACTOR;
	h ^= h >> 32;
	return h ? h : 1;
}

struct key key_join(struct key a, struct key b)
{
	for (unsigned i = 0; i < b.parts; i++)
		a.hash *= PART_FACTOR;
	a.hash += b.hash;
	a.parts += b.parts;
	return a;
}

struct key key_of_folded(const char *s, size_t len)
{
	struct key key = {0, 0};
	size_t from = 0;

	for (size_t at = 0; at <= len; at++) {
		if (at < len && s[at] != ' ' && s[at] != '\t')
			continue;
		if (at > from) {
			struct key part = {key_of_bytes(s + from, at - from), 1};

			key = key_join(key, part);
		}
		from = at + 1;
	}
	return key;
}

/* A word of small and capital ASCII letters only, without a copy; hash 0 for any other. */
static struct key key_of_plain(const char *s, size_t len)
{
	uint64_t h = FNV_START;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)(s[i] | 0x20);

		if (c < 'a' || c > 'z')
			return (struct key) {0, 0};
		h = (h ^ c) * FNV_FACTOR;
	}
	h ^= h >> 32;
	return (struct key) {h ? h : 1, 1};
}

struct key key_of(const char *s, size_t len)
{
	struct key key = len && len < FOLDED_MAX ? key_of_plain(s, len) : (struct key) {0, 0};
	char folded[FOLDED_MAX];

	return key.hash ? key : key_of_folded(folded, key_fold(s, len, folded));
}
