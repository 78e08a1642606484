/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/detect.h - from text to hits.
 *
 * A ruleset is immutable and shared between threads; a detector is one thread's scratch. Inside:
 * the gate says where a match can start (or, with ENGINE_FULL, everywhere), PCRE2 confirms, checks
 * give a second opinion, near-terms and points make the score, ties join indicators to persons.
 *
 * Hits of a document are held until document_end, since what is read later in it changes scores
 * (a surname seen in full once) and ties; past a bound they are let go early, in order. Results
 * depend on the text alone: not on windows, block sizes, threads or what was read before.
 *
 * Nothing is dropped for its score: below the threshold or suppressed, a hit comes out all the
 * same and says why. Personal data: value, before, after, normal must never be logged.
 */
#ifndef VP_DETECT_H
#define VP_DETECT_H
#include "base/reason.h"
#include "text/text.h"

#define HIT_TYPES(X)                                                                               \
	X(PERSON, "person")                                                                        \
	X(PLACE, "place")                                                                          \
	X(ADDRESS, "address")                                                                      \
	X(POSTCODE, "postcode")                                                                    \
	X(EMAIL, "email")                                                                          \
	X(PHONE, "phone")                                                                          \
	X(BSN, "bsn")                                                                              \
	X(IBAN, "iban")                                                                            \
	X(DATE_OF_BIRTH, "date-of-birth")                                                          \
	X(LICENCE_PLATE, "licence-plate")                                                          \
	X(DOCUMENT_NUMBER, "document-number")                                                      \
	X(CASE_NUMBER, "case-number")                                                              \
	X(HANDLE, "handle")                                                                        \
	X(IP, "ip")                                                                                \
	X(URL, "url")                                                                              \
	X(ORGANISATION, "organisation")                                                            \
	X(INDICATOR, "indicator")
enum hit_type {
#define X(name, word) TYPE_##name,
	HIT_TYPES(X)
#undef X
	N_HIT_TYPES
};
const char *hit_type_word(enum hit_type t);
int hit_type_from_word(const char *word); /* -1 if unknown */

enum tie_level { TIE_SENTENCE, TIE_PARAGRAPH, TIE_DOCUMENT };
enum polarity { POLARITY_NONE, POLARITY_AFFIRMED, POLARITY_DENIED, POLARITY_ATTRIBUTED };
enum manner { MANNER_NONE, MANNER_STATED, MANNER_DERIVABLE };
enum role { ROLE_NONE, ROLE_SUBJECT, ROLE_AUTHOR, ROLE_RECIPIENT, ROLE_OFFICIAL, ROLE_UNKNOWN };
const char *tie_level_word(enum tie_level l);
const char *polarity_word(enum polarity p); /* NULL for NONE */
const char *manner_word(enum manner m);     /* NULL for NONE */
const char *role_word(enum role r);         /* NULL for NONE */

struct pattern { /* one block of a .pack file; what others may see of it */
	const char *name, *about, *source, *file;
	enum hit_type type;
	const char *category; /* "REL" ... for an indicator, else NULL */
	int line, score;
	unsigned index;       /* 0 .. ruleset_count - 1 */
};

#define HIT_KEY_LEN 16
struct tie {
	uint8_t key[HIT_KEY_LEN]; /* of the person, in the same document */
	enum tie_level level;
};
struct hit {
	const struct pattern *pattern;
	enum hit_type type;
	const char *part;
	enum carrier carrier;
	struct anchor anchor;         /* at is meaningless here */
	uint64_t start, end;          /* in the lane */
	bool has_source;
	uint64_t source_offset, source_length;
	const char *value;            /* as written */
	const char *normal;           /* its search form */
	const char *before, *after;   /* up to 80 characters each */
	const char *why;              /* "base 40; elfproef ok; +50 'bsn' 2 words before" */
	int score;                    /* 0-100 */
	bool suppressed;              /* by a rule named in why; never reported by default */
	enum polarity polarity;
	enum manner manner;           /* of a tied indicator: said outright, or to be derived */
	enum role role;
	/* SHA-256 of part, carrier, type, folded value, occurrence, cut: with the digest of the
	 * document it becomes the id. */
	uint8_t key[HIT_KEY_LEN];
	const struct tie *ties;
	size_t n_ties;
};
typedef int hit_fn(void *arg, const struct hit *hit); /* strings are valid during the call only */
/* limit-hits with the true count, limit-regex with the number of gave-ups; once per file. */
typedef int hit_limit_fn(void *arg, enum reason r, const char *text);

enum engine { ENGINE_GATE, ENGINE_FULL };
struct ruleset;
struct detector;
/* dir: a folder with *.pack and lexicons/; NULL: find it (ruleset_find_dir). */
int ruleset_load(const char *dir, struct ruleset **ret, struct fail *f);
/* Loading compiles what each is made for first. The other uses are compiled when they are first
 * asked for, or here: before a process gives up the right to make code. */
void ruleset_prepare(const struct ruleset *r, enum engine engine);
char *ruleset_find_dir(void); /* $VINDPLAATS_PATTERNS, beside the program, the installed one */
void ruleset_free(struct ruleset *r);
size_t ruleset_count(const struct ruleset *r);
const struct pattern *ruleset_pattern(const struct ruleset *r, size_t i);
const struct pattern *ruleset_named(const struct ruleset *r, const char *name);
const char *ruleset_digest(const struct ruleset *r); /* 64 hex digits over all pack files */
const char *ruleset_note(const struct ruleset *r);   /* coverage note for reports; "" if full */
AUTO_DEFINE(ruleset)

/* Work, counted: of the same text the same on any machine, so that a change that costs shows where
 * time is too noisy. Windows and bytes of text; words of it, and how often the lexicon was asked;
 * tries of a rule at one spot, bytes in which a rule was looked for, and matches. */
#define DETECT_WORK(X) X(windows) X(bytes) X(words) X(asked) X(tried) X(sought) X(matched)
struct detect_work {
#define X(name) uint64_t name;
	DETECT_WORK(X)
#undef X
};
void detect_work_add(struct detect_work *to, const struct detect_work *more);

struct detector *detector_new(const struct ruleset *r, enum engine engine, hit_fn *found,
			      hit_limit_fn *limit, void *arg);
#define DETECT_MOST_HITS 10000u /* of a pattern in a file, unless it is set: */
void detector_set_max_hits(struct detector *d, uint64_t per_pattern_and_file);
void detector_begin_item(struct detector *d, const char *path);
int detector_document_begin(struct detector *d, const char *part, const char *file_name);
int detector_run(struct detector *d, const struct text *t);
int detector_document_end(struct detector *d);
int detector_end_item(struct detector *d);
const struct detect_work *detector_work(const struct detector *d); /* since begin_item */
void detector_free(struct detector *d);
AUTO_DEFINE(detector)
/* The id of a hit: what it is and where in its document, and which bytes the document has. */
void hit_id(uint8_t id[16], const uint8_t document[32], const uint8_t key[HIT_KEY_LEN]);
#endif
