/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/watch.c - the sink behind watch.h. */
#include "watch.h"
#include "base/utf8.h"
#include "format/core.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct watch_lane { /* a lane of a part that was not reported yet */
	struct watch_lane *next;
	char *part;
	enum carrier carrier;
	uint64_t given, source_end;
	bool ended;
	char *before; /* the last window, to be compared with the margin of the next */
	uint64_t before_base;
	size_t before_len;
};

static void hash_bytes(struct watch *w, const void *bytes, size_t len)
{
	const uint8_t *b = bytes;

	for (size_t i = 0; i < len; i++)
		w->hash = (w->hash ^ b[i]) * UINT64_C(0x100000001b3);
}

static void hash_number(struct watch *w, uint64_t n)
{
	hash_bytes(w, &n, sizeof(n));
}

static void hash_string(struct watch *w, const char *s)
{
	if (s)
		hash_bytes(w, s, strlen(s) + 1);
}

static void check_utf8(const char *s)
{
	if (s)
		assert(utf8_valid_prefix(s, strlen(s)) == strlen(s));
}

static bool is_at_character(const struct text *t, size_t at)
{
	return utf8_floor(t->bytes, t->len, at) == at;
}

static struct watch_lane *lane_of(struct watch *w, const struct text *t)
{
	struct watch_lane *l = w->lanes;

	while (l && (l->carrier != t->carrier || strcmp(l->part, t->part)))
		l = l->next;
	if (l)
		return l;
	l = xcalloc(1, sizeof(*l));
	l->part = xstrdup(t->part);
	l->carrier = t->carrier;
	l->next = w->lanes;
	w->lanes = l;
	return l;
}

static void drop_lane(struct watch *w, struct watch_lane *l)
{
	struct watch_lane **at = &w->lanes;

	while (*at != l)
		at = &(*at)->next;
	*at = l->next;
	free(l->part);
	free(l->before);
	free(l);
}

/* Text that stands in two windows is the same in both. */
static void check_join(struct watch_lane *l, const struct text *t)
{
	uint64_t end = l->before_base + l->before_len;

	assert(t->base + t->own_from == l->given);
	if (l->before) {
		assert(t->base >= l->before_base && t->base <= l->given);
		uint64_t both = end < t->base + t->len ? end : t->base + t->len;
		assert(!memcmp(l->before + (t->base - l->before_base), t->bytes, both - t->base));
	} else {
		assert(t->base == 0 && t->own_from == 0);
	}
	free(l->before);
	l->before = xmalloc(t->len + 1);
	memcpy(l->before, t->bytes, t->len);
	l->before_base = t->base;
	l->before_len = t->len;
	l->given = t->base + t->own_to;
	l->ended = t->last;
}

static void check_anchors(struct watch *w, const struct text *t)
{
	assert(t->n_anchors && t->anchors[0].at == 0);
	for (size_t i = 0; i < t->n_anchors; i++) {
		const struct anchor *a = t->anchors + i;

		assert(a->at <= t->len && (!i || a->at > a[-1].at));
		assert(is_at_character(t, a->at));
		assert(a->kind <= AT_MESSAGE);
		check_utf8(a->name);
		check_utf8(a->label);
		hash_number(w, a->at);
		hash_number(w, a->kind);
		hash_number(w, a->number);
		hash_string(w, a->name);
		hash_string(w, a->label);
	}
}

static void check_spans(struct watch *w, struct watch_lane *l, const struct text *t)
{
	uint64_t offset, length;

	for (size_t i = 0; i < t->n_spans; i++) {
		const struct span *s = t->spans + i;
		size_t end = i + 1 < t->n_spans ? s[1].at : t->len;

		assert(s->at <= t->len && (!i || s->at >= s[-1].at));
		hash_number(w, s->at);
		hash_number(w, s->source);
		hash_number(w, s->unit);
		if (s->source == NO_SOURCE)
			continue;
		uint64_t to = s->source + (end - s->at) * s->unit;
		assert(to >= s->source);
		if (to > l->source_end)
			l->source_end = to;
	}
	for (size_t i = t->own_from, step = 1; i < t->own_to; i += step, step *= 2)
		if (text_source(t, i, t->own_to, &offset, &length))
			assert(offset + length <= l->source_end);
}

static void check_shadows(struct watch *w, const struct text *t)
{
	for (size_t i = 0; i < t->n_shadows; i++) {
		const struct shadow *s = t->shadows + i;

		assert(s->from <= s->to && s->from <= t->len && (!i || s->from >= s[-1].to));
		hash_number(w, s->from);
		hash_number(w, s->to);
	}
}

/* What is at a place can be said, and found again. */
static void check_place(const struct text *t)
{
	AUTO(arena) a = arena_new(SIZE_MAX);
	struct place back, p = { .path = "a b!c#d.mbox", .part = t->part, .carrier = t->carrier,
				 .anchor = *text_anchor(t, t->own_from), .start = t->base, .length = 1 };

	assert(place_parse(a, place_print(a, &p), &back));
	assert(!strcmp(back.path, p.path) && !strcmp(back.part, p.part));
	assert(back.carrier == p.carrier && back.start == p.start && back.length == p.length);
}

static int called(struct watch *w)
{
	assert(!w->stop_after || w->calls < w->stop_after);
	return ++w->calls == w->stop_after ? -1 : 0;
}

static int on_text(void *arg, const struct text *t)
{
	struct watch *w = arg;
	struct watch_lane *l = lane_of(w, t);

	assert(w->documents && !w->root_reported);
	assert((unsigned)t->carrier < N_CARRIERS);
	assert(t->own_from < t->own_to && t->own_to <= t->len);
	assert(t->own_to - t->own_from <= TEXT_WINDOW + TEXT_MARGIN && t->own_from <= TEXT_MARGIN + 4);
	assert(utf8_valid_prefix(t->bytes, t->len) == t->len);
	assert(is_at_character(t, t->own_from) && is_at_character(t, t->own_to));
	assert(!l->ended);
	check_utf8(t->part);
	check_join(l, t);
	hash_string(w, t->part);
	hash_string(w, t->format);
	hash_number(w, t->carrier);
	hash_number(w, t->base);
	hash_bytes(w, t->bytes, t->own_to);
	check_anchors(w, t);
	check_spans(w, l, t);
	check_shadows(w, t);
	check_place(t);
	w->text_bytes += t->own_to - t->own_from;
	return called(w);
}

static void remember_part(struct watch *w, const char *part)
{
	struct watch one = { .hash = UINT64_C(0xcbf29ce484222325) };

	hash_string(&one, part);
	for (unsigned i = 0; i < w->parts && w->parts < 2000; i++)
		assert(w->paths[i] != one.hash); /* each part has one row */
	if (w->parts == w->path_room) {
		w->path_room = w->path_room ? 2 * w->path_room : 64;
		w->paths = xrealloc(w->paths, w->path_room * sizeof(*w->paths));
	}
	w->paths[w->parts++] = one.hash;
}

static int on_part(void *arg, const struct part_report *r)
{
	struct watch *w = arg;
	uint64_t text_bytes = 0;

	assert(!w->root_reported);
	w->root_reported = !*r->part;
	assert(*r->format);
	check_utf8(r->part);
	remember_part(w, r->part);
	hash_string(w, r->part);
	hash_string(w, r->format);
	hash_number(w, r->bytes);
	for (size_t i = 0; i < r->n_reasons; i++) {
		assert(r->reasons[i].reason > REASON_NONE && r->reasons[i].reason < N_REASONS);
		assert(r->reasons[i].text && *r->reasons[i].text);
		check_utf8(r->reasons[i].text);
		w->any_trouble |= !reason_leaves_ok(r->reasons[i].reason);
		hash_number(w, r->reasons[i].reason);
		hash_string(w, r->reasons[i].text);
	}
	for (struct watch_lane *l = w->lanes, *next; l; l = next) {
		next = l->next;
		if (strcmp(l->part, r->part))
			continue;
		assert(l->ended && l->source_end <= r->bytes);
		text_bytes += l->given;
		drop_lane(w, l);
	}
	assert(text_bytes == r->text_bytes);
	return called(w);
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	struct watch *w = arg;

	assert(!w->root_reported && (w->documents || !*part));
	w->documents++;
	hash_string(w, part);
	hash_string(w, file_name);
	return called(w);
}

static int on_end(void *arg, const uint8_t *digest)
{
	struct watch *w = arg;

	assert(w->documents);
	w->documents--;
	hash_bytes(w, digest, DIGEST_LEN);
	return called(w);
}

void watch_init(struct watch *w)
{
	*w = (struct watch){ .hash = UINT64_C(0xcbf29ce484222325), .limits = default_limits };
	/* Small enough for a fuzzer's patience; time is what it measures itself. */
	w->limits.member_bytes = 4u << 20;
	w->limits.total_bytes = 8u << 20;
	w->limits.ratio_from = 1u << 20;
	w->limits.seconds = 0;
}

static int finish(struct watch *w, int error)
{
	assert(error ? w->stop_after && w->calls == w->stop_after : w->root_reported && !w->documents);
	assert(error || !w->lanes);
	while (w->lanes)
		drop_lane(w, w->lanes);
	free(w->paths);
	w->paths = NULL;
	return error;
}

int watch_file(struct watch *w, const void *bytes, size_t len, const char *file_name)
{
	const struct sink sink = { w, on_text, on_part, on_begin, on_end };
	struct reading r = { .path = file_name, .fd = memfd_create("fuzz", 0), .size = len,
			     .limits = &w->limits };

	assert(r.fd >= 0 && write(r.fd, bytes, len) == (ssize_t)len);
	int error = read_fd(&r, &sink);
	close(r.fd);
	assert(error || (r.has_digest && r.text_bytes == w->text_bytes && r.parts == w->parts));
	return finish(w, error);
}

struct pieces {
	const uint8_t *bytes;
	size_t left, block;
};

static ssize_t next_piece(struct stream *s, const uint8_t **block)
{
	struct pieces *p = s->state;
	size_t n = p->block && p->block < p->left ? p->block : p->left;

	*block = p->bytes;
	p->bytes += n;
	p->left -= n;
	return (ssize_t)n;
}

int watch_part(struct watch *w, const void *bytes, size_t len, const struct watch_how *how)
{
	const struct sink sink = { w, on_text, on_part, on_begin, on_end };
	AUTO(arena) a = arena_new(w->limits.arena_cap);
	struct stream *s = stream_new(a, NULL, "pieces", sizeof(struct pieces));
	struct out_state state = { .sink = &sink, .limits = &w->limits, .arena = a,
				   .size = len, .started = clock_seconds() };
	struct part file = { .name = "", .bytes = s, .document = true, .format = how->format,
			     .file_name = how->file_name ? how->file_name : "", .type = how->type,
			     .charset = how->charset };

	*(struct pieces *)s->state = (struct pieces){ bytes, len, how->block };
	s->next = next_piece;
	int error = read_root(a, &state, &file);
	for (struct text_lane *l = state.free_lanes, *next; l; l = next) {
		next = l->next_free;
		lane_free(l);
	}
	return finish(w, error);
}

void watch_part_all_ways(const void *bytes, size_t len, const struct watch_how *how)
{
	struct watch_how other = *how;
	struct watch whole, w;

	watch_init(&whole);
	watch_part(&whole, bytes, len, how);

	watch_init(&w);
	other.block = 1 + len % 7;
	watch_part(&w, bytes, len, &other);
	assert(w.hash == whole.hash); /* block sizes leave no trace */

	watch_init(&w);
	w.stop_after = 1 + whole.calls / 2;
	watch_part(&w, bytes, len, how);

	watch_init(&w);
	w.limits.member_bytes = len / 2 + 1;
	w.limits.total_bytes = len + 1;
	w.limits.depth = w.limits.mime_depth = 2;
	w.limits.parts = w.limits.mime_parts = 3;
	w.limits.header_bytes = len / 4 + 1;
	w.limits.xml_depth = 4;
	watch_part(&w, bytes, len, how);
	assert(w.any_trouble || (w.text_bytes == whole.text_bytes && w.parts == whole.parts));
}

const struct format *watch_choose(const struct watch_choice *choices, size_t n, uint8_t letter,
				  bool *chosen)
{
	*chosen = false;
	for (size_t i = 0; i < n && !*chosen; i++) {
		if (choices[i].letter != (char)letter)
			continue;
		*chosen = true;
		if (!*choices[i].format)
			return NULL;
		const struct format *f = format_named(choices[i].format);
		assert(f); /* a name in a target that the program does not know */
		return f;
	}
	return NULL;
}
