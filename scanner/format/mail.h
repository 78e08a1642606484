/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail.h - what the files that read a mail share.
 *
 *   mail.c        the format eml: the header of a message, then its body
 *   mail_claim.c  is this a message?
 *   mail_fields.c which header fields are text, and what they say of the body
 *   mail_facts.c  when a message was sent, and its thread
 *   mail_bounds.c streams that end at a boundary line
 *   mail_tree.c   multiparts, by a stack of our own
 *   mail_leaf.c   one part: transfer encoding, name, hints
 *   mail_text.c   text bodies: own and quoted lines (quoting.h), format=flowed
 *
 * All parts are read from one stream, the message's, strictly forward.
 */
#ifndef VP_MAIL_H
#define VP_MAIL_H
#include "format/format.h"
#include "format/header.h"

extern const struct format eml_format, mbox_format;
extern const struct format mail_text_format;	 /* a text body; never claims */
extern const struct format mail_enriched_format; /* text/enriched; never claims */

int mail_claim(const struct probe *p);
bool mail_is_header(const uint8_t *head, size_t len);
/* What may stand before the header: a byte order mark, blank lines, blanks. */
#define MAIL_LEAD_LOOK 4096u
size_t mail_lead(const uint8_t *head, size_t len);

/* Boundary lines of the multiparts that are open, outermost first. */
#define BOUNDARY_MAX 2000u
struct bounds {
	struct boundary {
		char *text;
		size_t len;
	} * open;
	size_t n, room;
	/* How the latest part stream ended: at a line of open[level], or at the end of the bytes.
	 */
	bool at_end, closing;
	size_t level;
};
void bounds_push(struct bounds *b, const char *boundary);
void bounds_pop(struct bounds *b);
void bounds_free(struct bounds *b);
/* Is this line one of them? */
bool bounds_match(const struct bounds *b, const uint8_t *line, size_t len, size_t *level,
		  bool *closing);
/* From the start of a line up to the line end before the next boundary line, which is skipped. */
struct stream *stream_part(struct arena *a, struct stream *below, struct bounds *b);

/* What a header says of the body. Strings live in the arena, NULL where nothing was said. */
struct entity {
	char *type; /* never NULL; in lower case */
	char *boundary, *charset, *encoding;
	char *file_name, *other_name; /* two names where the header has two */
	bool flowed, delsp;
	enum header_end end;
};

struct mail {
	struct out *out;
	struct stream *in;
	struct bounds bounds;
	struct multipart {     /* beside each of bounds.open */
		size_t prefix; /* this much of section is its own number and dot */
		unsigned children;
		bool digest;
	} * multiparts;
	size_t multipart_room;
	struct buf section; /* "2.1." */
	struct header_text *text;
	unsigned depth; /* of messages and multiparts this message stands in */
	bool all_fields; /* a report's copy of a header is its text, whatever it says */
	uint32_t parts, names;
};

struct mail_facts { /* what binds a message to a thread */
	char *thread; /* in the arena */
	int by;       /* the field it comes from; a lower one is surer */
};
void mail_note_fact(struct mail *m, struct mail_facts *facts, const struct header *h);
void mail_tell_thread(struct mail *m, const struct mail_facts *facts);

/* Reads the header at m->in; the fields that somebody may stand in go to the HEADER lane. type:
 * where the header says none. */
int mail_header(struct mail *m, bool is_message, const char *type, struct entity *ret);
int mail_tree(struct mail *m, const struct entity *top); /* all that is behind the header */
/* One part as it is, up to the next boundary. as: read it so, whatever the header says. */
int mail_leaf(struct mail *m, const struct entity *e, const char *section, const struct format *as);
/* A message inside the message being read, or the header of one. */
int mail_nested(struct mail *m, struct part *part, bool all_fields);
/* A line of raw text at m->text, cleared before. */
int mail_raw_line(struct mail *m, const uint8_t *line, size_t len, uint64_t source);
#endif
