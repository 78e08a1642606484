/* SPDX-License-Identifier: EUPL-1.2 */
/* format/read.c - one opened file from beginning to end, and the table of formats. */
#include "format/core.h"
#include "format/mbox.h"
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
			     .bytes = stream_file_stretch(arena, r->fd, r->from,
							  r->stretch ? r->stretch : r->size),
			     .format = r->stretch ? &mbox_format : NULL,
			     .number = r->number,
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

/* --- a survey --- */

struct hashing {
	struct digest *digest;
	struct reading *of;
	size_t shown;
};

static ssize_t hashing_next(struct stream *s, const uint8_t **block)
{
	struct hashing *h = s->state;

	stream_skip(s->below, h->shown);
	h->shown = stream_peek(s->below, 1, block);
	digest_add(h->digest, *block, h->shown);
	if (h->of->progress)
		h->of->progress(h->of->told, 0, h->shown);
	stream_pass_on(s);
	return (ssize_t)h->shown;
}

static void hashing_close(void *thing)
{
	digest_free(thing);
}

static bool survey(struct arena *a, struct reading *r, struct stream *hashed, uint64_t step,
		   mbox_border_fn *fn, void *arg)
{
	bool done = mbox_survey(a, hashed, step, fn, arg);

	if (!done)
		return false;
	stream_drain(hashed);
	r->has_digest = !hashed->broken;
	digest_end(((struct hashing *)hashed->state)->digest, r->digest);
	return r->has_digest;
}

bool survey_fd(struct reading *r, uint64_t step, mbox_border_fn *fn, void *arg)
{
	const struct limits *limits = r->limits ? r->limits : &default_limits;
	const char *slash = strrchr(r->path, '/');
	AUTO(arena) arena = arena_new(limits->arena_cap);
	struct out_state state = { .limits = limits, .arena = arena, .size = r->size };
	struct part file = { .name = "", .file_name = slash ? slash + 1 : r->path };
	struct out out = { .arena = arena, .self = &file, .state = &state };
	struct stream *bytes = stream_file(arena, r->fd, r->size);

	if (bytes->random->sparse || find_format(&out, bytes) != &mbox_format)
		return false;
	struct stream *hashed = stream_new(arena, bytes, "file", sizeof(struct hashing));
	struct hashing *h = hashed->state;
	h->of = r;
	h->digest = digest_new();
	arena_defer(arena, hashing_close, h->digest);
	hashed->next = hashing_next;
	return survey(arena, r, hashed, step, fn, arg);
}
