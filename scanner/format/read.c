/* SPDX-License-Identifier: EUPL-1.2 */
/* format/read.c - one opened file from beginning to end, and the table of formats. */
#include "format/core.h"
#include <stdlib.h>
#include <string.h>

#define FORMAT(word) extern const struct format word##_format;
#include "format/list.inc"
#undef FORMAT
const struct format *const formats[] = {
#define FORMAT(word) &word##_format,
#include "format/list.inc"
#undef FORMAT
	NULL,
};

const struct format *format_named(const char *name)
{
	for (size_t i = 0; formats[i]; i++)
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	return NULL;
}

const struct limits default_limits = {
	.member_bytes = UINT64_C(2) << 30,
	.total_bytes = 0,
	.ratio = 200,
	.ratio_from = 64u << 20,
	.depth = 16,
	.mime_depth = 64,
	.parts = 100000,
	.mime_parts = 20000,
	.header_bytes = 10u << 20,
	.xml_depth = 1024,
	.seconds = 120,
	.arena_cap = 64u << 20,
};

int read_fd(struct reading *r, const struct sink *sink)
{
	const struct limits *limits = r->limits ? r->limits : &default_limits;
	const char *slash = strrchr(r->path, '/');
	AUTO(arena) arena = arena_new(limits->arena_cap);
	struct out_state state = { .sink = sink,
				   .limits = limits,
				   .arena = arena,
				   .progress = r->progress,
				   .stage = r->stage,
				   .told = r->told,
				   .size = r->size,
				   .started = clock_seconds() };
	struct part file = { .name = "",
			     .file_name = slash ? slash + 1 : r->path,
			     .bytes = stream_file(arena, r->fd, r->size),
			     .document = true };
	state.file = file.bytes;
	int error = read_root(arena, &state, &file);

	for (struct text_lane *l = state.free_lanes, *next; l; l = next) {
		next = l->next_free;
		lane_free(l);
	}
	memcpy(r->digest, state.digest, sizeof(r->digest));
	r->has_digest = state.has_digest;
	r->parts = state.parts;
	r->text_bytes = state.text_bytes;
	return error;
}
