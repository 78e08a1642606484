/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/core.h - what out.c, lane.c, meter.c and read.c share; no format includes it.
 *
 * One struct out_state per file being read, one struct level per part on the way down, one struct
 * lane per carrier in which that part has put text. Lanes outlive arena rewinds, so they hold
 * their own memory; they are reused by the next part through a free list.
 */
#ifndef VP_FORMAT_CORE_H
#define VP_FORMAT_CORE_H
#include "base/buf.h"
#include "base/digest.h"
#include "format/format.h"

struct text_lane {
	struct text_lane *next_free;
	struct buf text;
	uint64_t base;    /* of text.bytes[0] in the lane */
	size_t own_from;  /* hits before this were given already */
	unsigned quote_level;
	struct anchor *anchors;
	size_t n_anchors, anchor_room;
	struct arena *names, *old_names; /* of anchors; swapped when a window goes out */
	struct span *spans;
	size_t n_spans, span_room;
	struct shadow *shadows;
	size_t n_shadows, shadow_room;
	bool in_shadow;
	bool after_cr; /* the last byte put out was a \r, as \n */
};
struct text_lane *lane_new(void);
void lane_reset(struct text_lane *l);
void lane_free(struct text_lane *l);
void lane_anchor(struct text_lane *l, enum anchor_kind kind, uint32_t number, const char *name,
		 const char *label);
void lane_span(struct text_lane *l, uint64_t source, uint8_t unit);
void lane_shadow(struct text_lane *l, bool on);
/* How much may be added before a window is due, at least 1; then lane_window() fills *t. */
size_t lane_room(const struct text_lane *l);
bool lane_window(struct text_lane *l, bool last, struct text *t);
void lane_shift(struct text_lane *l, const struct text *given); /* after it was used */

#define REASONS_KEPT 5 /* sentences per part and reason; the rest is counted */
struct level_reason {
	enum reason reason;
	unsigned n; /* sentences not kept, on the last row of a reason */
	char *text;
};
struct meter;
struct seen_name {
	uint64_t hash;  /* 0: free */
	unsigned times; /* the name was given that often */
};
struct level {
	struct level *up;
	const char *path;      /* "41!2:nota.docx" */
	const char *file_name;
	const struct format *format;
	struct text_lane *lanes[N_CARRIERS];
	enum carrier carrier;
	unsigned depth, nesting; /* unpackings; parts in parts */
	struct level_reason *reasons;
	size_t n_reasons, reason_room;
	uint64_t text_bytes;
	struct digest *digest; /* of a document's bytes, else NULL */
	struct document_facts facts;
	struct meter *meter;   /* private to meter.c */
	const uint64_t *packed; /* what its bytes were unpacked from, as in struct stream */
	struct seen_name *seen; /* names of its parts, open addressing */
	size_t n_seen, seen_room;
};
/* What a document has cost so far that is the file itself, or stands in it unpacked, as a message in
 * a mailbox does. A mailbox is not cut off for its many messages, and a bomb in one of them costs
 * the others nothing. */
struct unpack_budget {
	const struct level *of;
	uint64_t bytes; /* that came out of a decompressor */
	uint32_t parts; /* that were unpacked one by one */
};
struct out_state {
	const struct sink *sink;
	const struct limits *limits;
	const struct arena *arena;
	const struct stream *file; /* its bytes as they are */
	struct level *level;
	struct text_lane *free_lanes;
	struct unpack_budget budget;
	uint64_t size, unpacked;        /* the file's bytes; all that came out of a decompressor */
	uint64_t moved;                 /* all bytes any part was given: work done so far */
	uint64_t parts, text_bytes;
	double started;
	bool out_of_time;
	file_progress_fn *progress;
	file_stage_fn *stage;
	void *told;
	uint8_t digest[DIGEST_LEN]; /* of the file, once it was read */
	bool has_digest;
};
extern const struct format empty_format;
/* The file itself as a part: what out_part() does, without a parent. */
int read_root(struct arena *a, struct out_state *state, const struct part *file);
/* What a stream that stands at its beginning is; NULL: nothing known. */
const struct format *find_format(struct out *out, struct stream *in);
double clock_seconds(void);
/* Gives out the windows of a lane that are due; last: all there is. */
int level_give(struct out_state *o, struct level *level, enum carrier c, bool last);
void level_reason(struct level *l, enum reason r, const char *text);
/* Every part is read through a meter: it counts, hashes and holds the limits. */
struct stream *meter_new(struct arena *a, struct out_state *state, struct level *level,
			 struct stream *below);
/* Hashes what the reader left out or took at random, and ends the digest; false if it cannot. */
bool meter_digest(struct meter *m, uint8_t out[DIGEST_LEN]);
bool is_out_of_time(struct out_state *state);
#endif
