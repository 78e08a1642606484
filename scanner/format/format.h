/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/format.h - one file per format: a claim and a read. Define NAME_format, name it in
 * list.inc. A format knows no patterns, no store and no threads; it keeps no globals.
 *
 * Containers are no concept of their own: a format puts out text, or parts, or both. Recognition
 * is by content; the name and a declared type are hints for ties only. What is recognised but not
 * read is a row in known.c.
 *
 * Text goes into lanes, one per carrier (text/text.h): out_carrier() switches, and each lane goes
 * on where it was. out_*() return 0, or negative to stop the whole document: hand it on at once.
 * Reaching a limit inside one part is not that: its stream just ends, `broken`, and the reader
 * finishes as at any end.
 *
 * Life cycle: out_part() opens the part (arena mark, lanes, meter with all limits), finds the
 * format, reads, flushes the lanes, writes the part's ledger row, rewinds the arena. What read()
 * allocates in out->arena dies then.
 */
#ifndef VP_FORMAT_H
#define VP_FORMAT_H
#include "base/digest.h"
#include "stream/stream.h"
#include "text/text.h"

struct format;
struct part {
	const char *name;       /* step in the part path: "2:nota.docx", "word/document.xml" */
	const char *file_name;  /* as found ("nota.docx"), a hint; NULL: none */
	const char *type;       /* declared media type in lower case, a hint; NULL: none */
	const char *charset;    /* declared, NULL: none */
	const struct format *format; /* already known; NULL: find out from the content */
	struct stream *bytes;
	/* A document of its own: a message of a mailbox, a member of an archive. Ids of hits hang
	 * on its content, and names known in it do not leak to its neighbours. */
	bool document;
	uint32_t number;        /* of a stretch of a mailbox: how many messages stand before it */
	bool flowed;            /* RFC 3676 format=flowed */
	bool delsp;             /* ... with DelSp=yes */
};

struct out_state;
struct out {                      /* where a format puts what it finds */
	struct arena *arena;      /* rewound when this part is done */
	const struct part *self;  /* the part being read */
	struct out_state *state;  /* private to out.c */
};

struct probe_known {              /* what several claims ask, found out once; see reader.h */
	bool asked, is_text;
	const char *text;         /* NULL: not asked */
	size_t text_len;
};
struct probe {                    /* what a claim may look at */
	const uint8_t *head;      /* up to PROBE_HEAD first bytes */
	size_t len;
	bool whole;               /* head is all there is */
	const struct part *part;  /* hints */
	struct stream *in;        /* for stream_seekable(); do not skip */
	struct arena *arena;
	struct probe_known *known; /* or NULL */
};
#define PROBE_HEAD (16u << 10)

struct format {
	const char *name, *about;
	const char *how;          /* how it is recognised, for `vindplaats formats` */
	/* How many leading bits prove it is mine, 0 if none. Most bits wins; a tie is a bug. Plain
	 * text claims 1; guesses from shape (csv, chat, eml) 2-16; magic numbers their length; what
	 * refines a magic number (docx over zip) more. */
	int (*claim)(const struct probe *p);
	/* Puts all it finds in out; hands on any negative result from out_*(), else returns 0. */
	int (*read)(struct stream *in, struct out *out);
};
extern const struct format *const formats[]; /* made from list.inc, ends with NULL */
const struct format *format_named(const char *name); /* NULL if none */

int out_part(struct out *out, const struct part *part); /* looks inside it */
/* A part that is known to be there but cannot be opened (an encrypted member): a ledger row. */
int out_unread(struct out *out, const char *name, const char *format, uint64_t size, enum reason r,
	       const char *text);
void out_carrier(struct out *out, enum carrier c); /* BODY at the start of each part */
void out_quote_level(struct out *out, unsigned level); /* for CARRIER_QUOTED */
/* Anchors the next byte of the current lane. Strings are copied. */
void out_anchor(struct out *out, enum anchor_kind kind, uint32_t number, const char *name,
		const char *label);
/* Valid UTF-8 without a source, then with one (see struct span). Line ends become \n. */
int out_text(struct out *out, const char *utf8, size_t len);
int out_mapped(struct out *out, const char *utf8, size_t len, uint64_t source, uint8_t unit);
int out_break(struct out *out); /* ends the paragraph: an empty line, unless one is there */
void out_shadow(struct out *out, bool on); /* what follows is context only */
/* One sentence an operator understands, no text of the document in it. At most a few are kept per
 * part and reason, the rest is counted. */
void out_trouble(struct out *out, enum reason r, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
bool out_stopped(const struct out *out); /* the time or total budget is spent */
/* The date that the document bears in which this part stands, in seconds since 1970. The surest
 * counts: of two of one kind the first. */
enum date_kind { DATE_NONE, DATE_CREATED, DATE_MODIFIED, DATE_SENT };
const char *date_kind_word(int kind); /* NULL for none */
void out_date(struct out *out, enum date_kind kind, int64_t seconds);
/* What binds a mail to its thread: the id of the thread's first message, of which a digest is
 * kept. Of several calls for one document the first counts. */
void out_thread(struct out *out, const char *message_id, size_t len);

/* What happened to one part; the file itself is the last one, with part "". */
struct part_reason {
	enum reason reason;
	const char *text;
};
struct part_report {
	const char *part;
	const char *format;      /* "unknown" if none claimed it */
	uint64_t bytes, text_bytes; /* read of its own bytes; text put out */
	const struct part_reason *reasons;
	size_t n_reasons;
	const struct document_facts *document; /* NULL: it is part of one, no document itself */
};
#define THREAD_HEX 33
struct document_facts {
	uint8_t digest[DIGEST_LEN]; /* of its bytes as read */
	enum date_kind dated;
	int64_t date;               /* seconds since 1970, if dated */
	char thread[THREAD_HEX];    /* equal for the mails of one thread; "" for none */
};

struct sink { /* who gets it all; every call returns 0 or negative to stop */
	void *arg;
	int (*text)(void *arg, const struct text *t);
	int (*part)(void *arg, const struct part_report *r);
	/* Brackets round everything that belongs to one document. digest: of its bytes as read. */
	int (*document_begin)(void *arg, const char *part, const char *file_name);
	int (*document_end)(void *arg, const uint8_t *digest);
};

struct limits { /* per file; reaching one is a reason in the ledger */
	uint64_t member_bytes;   /* unpacked, one member: 2 GiB */
	uint64_t total_bytes;    /* unpacked, one file: 0 = max(1 GiB, 200 x size), and no more than
				  * 16 GiB in one file or one message of a mailbox */
	uint32_t ratio;          /* unpacked : packed past ratio_from bytes: 200 */
	uint64_t ratio_from;     /* 64 MiB */
	uint32_t depth;          /* containers in containers: 16 */
	uint32_t mime_depth;     /* multiparts and messages in a mail: 64 */
	uint32_t parts;          /* per file, per message of a mailbox: 100 000 */
	uint32_t mime_parts;     /* per message: 20 000 */
	uint64_t header_bytes;   /* one header block: 10 MiB */
	uint32_t xml_depth;      /* 1024 */
	double seconds;          /* 120 plus 1 per 20 MB */
	size_t arena_cap;        /* 64 MiB */
};
extern const struct limits default_limits;
const struct limits *out_limits(const struct out *out);

/* Reads one opened file: the core of the program, reentrant. Parts named "" describe the file.
 * Returns 0, or negative when the sink said stop. */
/* More was read: so many bytes of the file itself, so many of any part. A sign of life, too. */
typedef void file_progress_fn(void *arg, uint64_t bytes, uint64_t work);
typedef void file_stage_fn(void *arg, const char *part, const char *format);
struct reading {
	const char *path;        /* for the name hint only */
	int fd;
	uint64_t size;
	const struct limits *limits;
	file_progress_fn *progress; /* or NULL */
	file_stage_fn *stage;       /* or NULL; before each part is read */
	void *told;                 /* the first argument of both */
	/* A stretch of a mailbox between two borders (survey_fd): from where, how long, how many
	 * messages stand before it. stretch 0: the whole file. The digest is of no use then. */
	uint64_t from, stretch;
	uint32_t number;
	/* results */
	uint8_t digest[32];      /* SHA-256 of the whole file */
	bool has_digest;         /* false where it could not be read whole */
	uint64_t parts, text_bytes;
};
int read_fd(struct reading *r, const struct sink *sink);
/* Is this file one that can be read in stretches, and where do they begin? Reads it all once, and
 * makes its digest. False: it cannot, or fn said no. fn as in mbox.h. */
#define STRETCH_BYTES (UINT64_C(8) << 20)
bool survey_fd(struct reading *r, uint64_t step,
	       bool (*fn)(void *arg, uint64_t at, size_t blank, uint32_t number), void *arg);
#endif
