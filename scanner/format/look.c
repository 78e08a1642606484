/* SPDX-License-Identifier: EUPL-1.2 */
/* format/look.c - a member of a package read on the side. It is no part, so no meter holds it. */
#include "format/look.h"

static uint64_t most_bytes(const struct limits *l, const struct zip_member *m)
{
	uint64_t by_ratio = m->packed < UINT64_MAX / l->ratio ? m->packed * l->ratio : UINT64_MAX;

	by_ratio = by_ratio > l->ratio_from ? by_ratio : l->ratio_from;
	return by_ratio < l->member_bytes ? by_ratio : l->member_bytes;
}

void look(struct out *out, struct zip *zip, const char *member, const struct xml_events *events,
	  void *state)
{
	const struct zip_member *m = zip_find(zip, member);
	size_t mark = arena_mark(out->arena);

	if (m && !m->encrypted) {
		uint64_t most = most_bytes(out_limits(out), m);

		xml_read(stream_limit(out->arena, zip_stream(out->arena, zip, m), most), out, events,
			 state);
	}
	arena_rewind(out->arena, mark);
}

static void close_keep(void *thing)
{
	arena_free(thing);
}

struct arena *look_keep(struct out *out)
{
	struct arena *keep = arena_new(SIZE_MAX);

	arena_defer(out->arena, close_keep, keep);
	return keep;
}

int look_close(void *state, const char *name, unsigned depth)
{
	(void)state, (void)name, (void)depth;
	return 0;
}

int look_text(void *state, const struct xml_text *text)
{
	(void)state, (void)text;
	return 0;
}
