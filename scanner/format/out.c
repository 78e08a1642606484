/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/out.c - where a format puts what it finds: parts into the recursion. out_text.c has the
 * other half, text into lanes.
 *
 * out_part() is the recursion: it opens a level, lets the best claimant read, gives out the lanes,
 * writes the part's row, and rewinds the arena to where it was. What the parent allocated before
 * stays; what the part allocated is gone.
 */
#include "format/core.h"
#include "format/known.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct limits *out_limits(const struct out *out)
{
	return out->state->limits;
}

bool out_stopped(const struct out *out)
{
	return is_out_of_time(out->state);
}

void level_reason(struct level *l, enum reason r, const char *text)
{
	size_t kept = 0, last = 0;

	for (size_t i = 0; i < l->n_reasons; i++) {
		if (l->reasons[i].reason != r)
			continue;
		if (!strcmp(l->reasons[i].text, text))
			return;
		kept++;
		last = i;
	}
	if (kept >= REASONS_KEPT) {
		l->reasons[last].n++;
		return;
	}
	if (l->n_reasons == l->reason_room) {
		l->reason_room = l->reason_room ? 2 * l->reason_room : 4;
		l->reasons = xrealloc(l->reasons, l->reason_room * sizeof(*l->reasons));
	}
	l->reasons[l->n_reasons++] = (struct level_reason){ .reason = r, .text = xstrdup(text) };
}

void out_trouble(struct out *out, enum reason r, const char *format, ...)
{
	char text[300];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	level_reason(out->state->level, r, text);
}

static struct seen_name *seen_slot(struct level *l, uint64_t hash)
{
	size_t at = hash % l->seen_room;

	while (l->seen[at].hash && l->seen[at].hash != hash)
		at = (at + 1) % l->seen_room;
	return l->seen + at;
}

static void seen_grow(struct level *l)
{
	struct seen_name *old = l->seen;
	size_t old_room = l->seen_room;

	if (2 * l->n_seen < old_room)
		return;
	l->seen_room = old_room ? 2 * old_room : 16;
	l->seen = xcalloc(l->seen_room, sizeof(*l->seen));
	for (size_t i = 0; i < old_room; i++)
		if (old[i].hash)
			*seen_slot(l, old[i].hash) = old[i];
	free(old);
}

static uint64_t hash_name(const char *name)
{
	uint8_t digest[DIGEST_LEN];
	uint64_t hash;

	digest_of(name, strlen(name), digest);
	memcpy(&hash, digest, sizeof(hash));
	return hash | 1;
}

/* Two members of one archive may have one name; their paths must differ all the same. How often
 * the name came before is kept: a hundred thousand of one name must not try each number again. */
static const char *unique_step(struct out *out, const char *name)
{
	struct level *l = out->state->level;
	const char *step = name;
	uint64_t first = hash_name(name);

	seen_grow(l);
	for (unsigned n = seen_slot(l, first)->times + 1;; n++) {
		if (n > 1)
			step = arena_format(out->arena, "%s~%u", name, n);
		uint64_t hash = n > 1 ? hash_name(step) : first;
		struct seen_name *slot = seen_slot(l, hash);

		if (slot->hash)
			continue;
		*slot = (struct seen_name){ .hash = hash, .times = 1 };
		l->n_seen++;
		seen_slot(l, first)->times = n;
		return step;
	}
}

/* A part without a name is one all the same: with an empty step it would pass for the file. */
static const char *part_path(struct out *out, const char *name)
{
	const char *up = out->state->level->path;
	const char *step = unique_step(out, *name ? place_escape(out->arena, name, strlen(name)) : "~");

	return *up ? arena_format(out->arena, "%s!%s", up, step) : step;
}

static int give_report(struct out_state *o, struct level *l, const char *format, uint64_t bytes)
{
	struct part_reason *rows = xcalloc(l->n_reasons, sizeof(*rows));
	struct part_report report = { .part = l->path,
				      .format = format,
				      .bytes = bytes,
				      .text_bytes = l->text_bytes,
				      .reasons = rows,
				      .n_reasons = l->n_reasons,
				      .document = l->digest ? &l->facts : NULL };

	for (size_t i = 0; i < l->n_reasons; i++) {
		struct level_reason *r = l->reasons + i;

		if (r->n) {
			char *text = xformat("%s (and %u more like this)", r->text, r->n);

			free(r->text);
			r->text = text;
		}
		rows[i] = (struct part_reason){ r->reason, r->text };
	}
	o->parts++;
	int error = o->sink->part(o->sink->arg, &report);
	free(rows);
	return error;
}

static void level_close(struct out_state *o, struct level *l)
{
	for (unsigned c = 0; c < N_CARRIERS; c++) {
		if (!l->lanes[c])
			continue;
		lane_reset(l->lanes[c]);
		l->lanes[c]->next_free = o->free_lanes;
		o->free_lanes = l->lanes[c];
	}
	for (size_t i = 0; i < l->n_reasons; i++)
		free(l->reasons[i].text);
	free(l->reasons);
	free(l->seen);
	digest_free(l->digest);
	o->level = l->up;
}

int out_unread(struct out *out, const char *name, const char *format, uint64_t size, enum reason r,
	       const char *text)
{
	size_t mark = arena_mark(out->arena);
	struct level l = { .up = out->state->level, .path = part_path(out, name) };

	out->state->level = &l;
	level_reason(&l, r, text);
	int error = give_report(out->state, &l, format, size);
	level_close(out->state, &l);
	arena_rewind(out->arena, mark);
	return error;
}

const struct format *find_format(struct out *out, struct stream *in)
{
	const uint8_t *head;
	size_t len = stream_peek(in, PROBE_HEAD, &head);
	struct probe_known known = { 0 };
	struct probe p = { .len = len < PROBE_HEAD ? len : PROBE_HEAD,
			   .whole = len < PROBE_HEAD,
			   .part = out->self,
			   .in = in,
			   .arena = out->arena,
			   .known = &known };
	const struct format *best = NULL;
	int most = 0;

	/* A claim may turn the stream into a seekable one, after which the look is stale: copy. */
	p.head = (const uint8_t *)arena_copy(out->arena, (const char *)head, p.len);
	best = known_find(&p, &most);
	for (size_t i = 0; formats[i]; i++) {
		int bits = formats[i]->claim(&p);

		if (bits > most) {
			most = bits;
			best = formats[i];
		}
	}
	return best;
}

/* Reads one part whose level is open. */
static int read_level(struct out *out, struct level *l, struct stream *in)
{
	const uint8_t *head;
	int error = 0;

	if (!stream_peek(in, 1, &head)) {
		l->format = out->self->format ? out->self->format : &empty_format;
	} else {
		if (out->state->stage)
			out->state->stage(out->state->told, l->path, "");
		l->format = out->self->format ? out->self->format : find_format(out, in);
		if (l->format && out->state->stage)
			out->state->stage(out->state->told, l->path, l->format->name);
		if (l->format)
			error = l->format->read(in, out);
		else
			out_trouble(out, REASON_UNSUPPORTED_FORMAT,
				    "this is no format that vindplaats knows");
	}
	for (unsigned c = 0; c < N_CARRIERS && !error; c++)
		if (l->lanes[c])
			error = level_give(out->state, l, (enum carrier)c, true);
	return error;
}

static uint64_t bytes_of(const struct stream *in)
{
	return in->random ? in->random->size : in->offset;
}

static int read_part(struct out *out, struct level *l, struct stream *bytes)
{
	struct stream *in = meter_new(out->arena, out->state, l, bytes);
	const struct sink *sink = out->state->sink;
	int error = 0;

	if (l->digest)
		error = sink->document_begin(sink->arg, l->path, l->file_name);
	if (!error)
		error = read_level(out, l, in);
	if (!error && !in->random)
		stream_drain(in);
	stream_pass_on(in);
	if (in->broken)
		level_reason(l, in->why, in->broken);
	if (!error && l->digest) {
		bool whole = meter_digest(l->meter, l->facts.digest);

		if (!l->up) {
			memcpy(out->state->digest, l->facts.digest, DIGEST_LEN);
			out->state->has_digest = whole;
		}
		error = sink->document_end(sink->arg, l->facts.digest);
	}
	if (!error)
		error = give_report(out->state, l, l->format ? l->format->name : "unknown",
				    bytes_of(in));
	return error;
}

static bool is_too_deep(struct out *out, const struct part *part)
{
	const struct limits *limits = out->state->limits;
	const struct level *up = out->state->level;
	unsigned depth = up->depth + (part->document || part->bytes->packed);

	return depth > limits->depth || up->nesting + 1 > limits->depth + limits->mime_depth;
}

/* Parts that share one decompressor with what they stand in, as the messages of a packed mailbox,
 * are bounded by its bytes; only what was unpacked by itself counts. */
static bool has_too_many(struct out *out, const struct part *part)
{
	struct out_state *o = out->state;

	if (!part->bytes->packed || part->bytes->packed == o->level->packed)
		return false;
	if (o->budget.parts++ < o->limits->parts)
		return false;
	out_trouble(out, REASON_LIMIT_ENTRIES, "holds more than %u parts; the rest was not read",
		    o->limits->parts);
	return true;
}

/* A message of a mailbox, or an attachment of a mail: what would have been a file elsewhere. */
static bool has_own_budget(const struct level *l)
{
	return l->digest && !l->packed && !l->up->up;
}

int out_part(struct out *out, const struct part *part)
{
	struct out_state *o = out->state;
	struct level *up = o->level;

	assert(part->bytes && part->name);
	if (has_too_many(out, part))
		return 0;
	if (is_too_deep(out, part))
		return out_unread(out, part->name, "unknown", 0, REASON_LIMIT_DEPTH,
				  "stands deeper inside other files than the limit allows");
	size_t mark = arena_mark(out->arena);
	struct level l = { .up = up,
			   .path = part_path(out, part->name),
			   .file_name = part->file_name ? part->file_name : up->file_name,
			   .depth = up->depth + (part->document || part->bytes->packed),
			   .nesting = up->nesting + 1,
			   .digest = part->document ? digest_new() : NULL };
	struct out inner = { .arena = out->arena, .self = part, .state = o };
	struct unpack_budget outer = o->budget;

	l.packed = part->bytes->packed;
	if (has_own_budget(&l))
		o->budget = (struct unpack_budget){ .of = &l };
	o->level = &l;
	int error = read_part(&inner, &l, part->bytes);
	if (o->budget.of == &l)
		o->budget = outer;
	level_close(o, &l);
	arena_rewind(out->arena, mark);
	return error;
}

int read_root(struct arena *a, struct out_state *o, const struct part *file)
{
	struct level l = { .path = "", .file_name = file->file_name, .digest = digest_new() };
	struct out out = { .arena = a, .self = file, .state = o };

	o->level = &l;
	o->budget.of = &l;
	int error = read_part(&out, &l, file->bytes);
	level_close(o, &l);
	return error;
}
