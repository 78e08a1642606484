/* SPDX-License-Identifier: EUPL-1.2 */
/* format/out_text.c - where a format puts what it finds: text into lanes, one per carrier. */
#include "format/core.h"
#include <string.h>

static struct text_lane *lane(struct out *out)
{
	struct out_state *o = out->state;
	struct text_lane *l = o->level->lanes[o->level->carrier];

	if (!l) {
		l = o->free_lanes ? o->free_lanes : lane_new();
		o->free_lanes = l->next_free;
		l->next_free = NULL;
		o->level->lanes[o->level->carrier] = l;
	}
	return l;
}

void out_carrier(struct out *out, enum carrier c)
{
	out->state->level->carrier = c;
}

void out_quote_level(struct out *out, unsigned level)
{
	lane(out)->quote_level = level;
}

void out_anchor(struct out *out, enum anchor_kind kind, uint32_t number, const char *name,
		const char *label)
{
	lane_anchor(lane(out), kind, number, name, label);
}

void out_shadow(struct out *out, bool on)
{
	lane_shadow(lane(out), on);
}

int level_give(struct out_state *o, struct level *level, enum carrier c, bool last)
{
	struct text_lane *l = level->lanes[c];
	struct text t = {
		.part = level->path,
		.file_name = level->file_name,
		.format = level->format ? level->format->name : "unknown",
		.carrier = c,
	};

	while (lane_window(l, last, &t)) {
		int error = o->sink->text(o->sink->arg, &t);

		if (error < 0)
			return error;
		if (t.last)
			break;
		lane_shift(l, &t);
	}
	return 0;
}

/* Text without any \r. */
static int put_stretch(struct out *out, const char *utf8, size_t len, uint64_t source, uint8_t unit)
{
	struct out_state *o = out->state;
	struct text_lane *l = lane(out);

	if (o->file && !o->level->up && source != NO_SOURCE)
		source = stream_file_offset(o->file, source);
	lane_span(l, source, unit);
	o->level->text_bytes += len;
	o->text_bytes += len;
	while (len) {
		size_t room = lane_room(l), n = len < room ? len : room;

		buf_add(&l->text, utf8, n);
		utf8 += n;
		len -= n;
		int error = level_give(o, o->level, o->level->carrier, false);
		if (error < 0)
			return error;
	}
	return 0;
}

/* Lines end in \n whatever ended them in the document, so that an empty line is one to all who
 * look for paragraphs. A \n behind a \r has been put out already. */
int out_mapped(struct out *out, const char *utf8, size_t len, uint64_t source, uint8_t unit)
{
	uint64_t step = source == NO_SOURCE ? 0 : unit;
	bool skip = len && lane(out)->after_cr && *utf8 == '\n';
	const char *cr;
	int error = 0;

	if (len)
		lane(out)->after_cr = false;
	for (; !error && (cr = memchr(utf8 + skip, '\r', len - skip)); skip = len && *utf8 == '\n') {
		size_t n = (size_t)(cr - utf8) - skip;

		error = put_stretch(out, utf8 + skip, n, source + skip * step, unit);
		if (!error)
			error = put_stretch(out, "\n", 1, source + (skip + n) * step, unit);
		utf8 = cr + 1;
		len -= skip + n + 1;
		source += (skip + n + 1) * step;
		lane(out)->after_cr = !len;
	}
	return error ? error : put_stretch(out, utf8 + skip, len - skip, source + skip * step, unit);
}

int out_text(struct out *out, const char *utf8, size_t len)
{
	return out_mapped(out, utf8, len, NO_SOURCE, 0);
}

int out_break(struct out *out)
{
	struct text_lane *l = lane(out);
	size_t len = l->text.len;

	if (!len)
		return 0;
	const char *end = l->text.bytes + len;
	if (len > 1 && end[-1] == '\n' && end[-2] == '\n')
		return 0;
	return end[-1] == '\n' ? out_text(out, "\n", 1) : out_text(out, "\n\n", 2);
}
