/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_place.c - places in print and back: from any string, and from any names. */
#include "text/text.h"
#include <assert.h>
#include <string.h>

static bool same(const struct place *a, const struct place *b)
{
	return !strcmp(a->path, b->path) && !strcmp(a->part, b->part) && a->carrier == b->carrier &&
	       a->anchor.kind == b->anchor.kind && a->start == b->start && a->length == b->length;
}

/* What could be read is written such that the same can be read again, and writing is stable. */
static void read_any(struct arena *a, const char *printed)
{
	struct place p, again;

	if (!place_parse(a, printed, &p))
		return;
	char *first = place_print(a, &p);
	assert(place_parse(a, first, &again) && same(&p, &again));
	assert(!strcmp(place_print(a, &again), first));
}

/* Names of any bytes survive. data: path NUL member NUL anchor NUL */
static void write_any(struct arena *a, const uint8_t *data, size_t len)
{
	const char *path = arena_copy(a, (const char *)data, len);
	size_t path_len = strlen(path);
	const char *member = path_len < len ? path + path_len + 1 : "";
	size_t used = path_len + 1 + strlen(member);
	const char *anchor = used < len ? path + used + 1 : "";
	struct place back, p = { .path = *path ? path : "x", .carrier = (enum carrier)(len % N_CARRIERS),
				 .start = len * UINT64_C(0x9E3779B97F4A7C15), .length = path_len };

	p.part = place_escape(a, member, strlen(member));
	p.anchor = (struct anchor){ .kind = (enum anchor_kind)(len % 7), .name = anchor };
	char *printed = place_print(a, &p);
	assert(place_parse(a, printed, &back) && same(&p, &back));
	assert(!strcmp(back.anchor.name, anchor));
	for (const char *c = printed; *c; c++)
		assert((unsigned char)*c >= 0x20 && *c != 0x7F);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	AUTO(arena) a = arena_new(SIZE_MAX);

	read_any(a, arena_copy(a, (const char *)data, len));
	write_any(a, data, len);
	return 0;
}
