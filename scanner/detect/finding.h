/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/finding.h - a hit in the making; shared inside detect/ only.
 *
 * Findings of one document are collected in a struct findings, by the pattern engine (detector.c)
 * and by the names engine (names/), while texts pass. At the end of the document they are scored
 * once more with what is then known (names/), overlaps are settled (settle.c), indicators tied to
 * persons (tie.c), occurrences counted and hits handed out, ordered by part, carrier, start, type.
 * All strings live in the findings' arena. Offsets are lane offsets (text/text.h).
 */
#ifndef VP_FINDING_H
#define VP_FINDING_H
#include "base/buf.h"
#include "detect/detect.h"

struct lane { /* one part and carrier of this document */
	const char *part;
	enum carrier carrier;
	const char *format, *file_name;
	unsigned index;
	struct lane *next; /* private to findings.c */
};
/* The words round a finding, for tie.c; kept once for all findings that lie in them. */
#define SENTENCE_MAX 600
#define SENTENCES_AT_HAND 64
struct sentence {
	const struct lane *lane;
	uint64_t from, to; /* what is kept, in the lane: the sentence, or a piece of a long one */
	const char *text;  /* to - from bytes and a NUL; may hold NULs where the text does */
};
struct finding {
	const struct pattern *pattern;
	enum hit_type type;
	const struct lane *lane;
	struct anchor anchor; /* its label is the column head or header name, or NULL */
	uint64_t start, end;
	uint64_t sentence_from, sentence_to;   /* a table row or header line is a sentence */
	uint64_t paragraph_from, paragraph_to;
	bool has_source;
	uint64_t source_offset, source_length;
	const struct sentence *sentence;       /* NULL only in findings made by hand */
	const char *value, *normal, *before, *after;
	struct buf why; /* terms, "; " between; freed with the findings */
	int score;
	char weight;    /* of an indicator: '+', '=' (medium) or '-' */
	bool suppressed;
	bool in_shadow; /* another lane reports it */
	bool dropped;   /* private to settle.c */
	enum polarity polarity;
	enum manner manner; /* of its words, by the pack; once tied, of what is said */
	enum role role;
	struct tie *ties; /* made by tie.c, in the arena; keys are known by then */
	size_t n_ties;
	uint8_t key[HIT_KEY_LEN];
	void *more;     /* the names engine's own record of a candidate, or NULL */
};
#define LANE_SLOTS 1024
struct findings {
	struct arena *arena;
	struct detect_work *work; /* of the detector; NULL in findings made by hand */
	struct finding *rows; /* grows; do not keep pointers into it across findings_add() */
	size_t n, room;
	struct lane **lanes;
	size_t n_lanes;
	struct lane *lane_slots[LANE_SLOTS]; /* the same by part and carrier */
	const struct sentence *kept[SENTENCES_AT_HAND]; /* by sentence.c */
};
struct findings *findings_new(void);
void findings_clear(struct findings *f);
void findings_free(struct findings *f);
const struct lane *findings_lane(struct findings *f, const struct text *t);
/* A finding at [from, to) of t (offsets in t->bytes): place, source, context, sentence and
 * paragraph are filled in, value and normal copied; score is the pattern's, why is empty. */
struct finding *findings_add(struct findings *f, const struct pattern *p, const struct text *t,
			     size_t from, size_t to);
void finding_why(struct finding *f, int points, const char *format, ...)
	__attribute__((format(printf, 3, 4))); /* adds points to the score and a term to why */
void finding_suppress(struct finding *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Sentence and paragraph bounds round an offset of a window. */
void text_sentence(const struct text *t, size_t at, size_t *from, size_t *to);
void text_paragraph(const struct text *t, size_t at, size_t *from, size_t *to);

/* sentence.c: the kept words round [from, to) of t, which lies in the sentence [s_from, s_to);
 * findings_add() calls it, findings_clear() must empty f->kept. */
const struct sentence *sentence_keep(struct findings *f, const struct lane *lane,
				     const struct text *t, size_t from, size_t to, size_t s_from,
				     size_t s_to);

/* tie.c: roles, polarity and ties of a whole document; persons and indicators are in f. */
struct terms_of_tying; /* the word lists of ties.pack, compiled */
int tie_terms_load(const struct ruleset *r, struct terms_of_tying **ret, struct fail *f);
void tie_terms_free(struct terms_of_tying *t);
void tie_findings(struct findings *f, const struct ruleset *r);
/* tie_names.c: what two engines took for a name and for a word; on sorted findings, before
 * overlaps are settled. */
void tie_set_names_apart(struct findings *f, const struct ruleset *r);

/* names/names.h: candidates are gathered from each window, settled at the end of the document. */
struct names;
struct names_data;
int names_data_load(const char *dir, struct ruleset *r, struct names_data **ret, struct fail *fl);
void names_data_free(struct names_data *d);
const char *names_data_note(const struct names_data *d); /* coverage note, "" if all lists are in */
struct names *names_new(const struct names_data *d);
void names_begin(struct names *n, const char *part, const char *file_name);
void names_text(struct names *n, const struct text *t, struct findings *f);
void names_end(struct names *n, struct findings *f); /* final scores of its findings */
void names_free(struct names *n);
#endif
