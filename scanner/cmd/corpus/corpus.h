/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/corpus/corpus.h - a corpus of fixtures: what must be found in them, and what was.
 *
 * A fixture is a folder with `input.*` (a file) or `input.d` (a folder, scanned as it is) and what
 * is expected of it, one JSON object a line, in the order of records:
 *
 *   expected.jsonl   the hits that are reported by default. Keys: path part carrier type category
 *                    text start end polarity tied; where one is left out it is, in that order, the
 *                    input, "", "body", -, null, -, -, -, null, []. `tied` lists "level:text of
 *                    the person". score role normal pattern are compared where they are given.
 *                    "gap": "why" marks a hit that is known to be missed; "wrong": "why" one that
 *                    is known to be found and should not be.
 *   expected.ledger  path part format outcome reasons (words). Rows of parts are compared if there
 *                    is one.
 *
 * Where there is no expected file nothing is compared: the fixture must merely be read.
 */
#ifndef VP_CORPUS_H
#define VP_CORPUS_H
#include <stdio.h>
#include "store/store.h"

struct tally { /* of one type of hit */
	uint64_t expected, found, right;
};
/* What is not as expected. The words are also rule ids of SARIF. */
#define NOTES(X)                                                                                   \
	X(MISSED, "missed", "an expected hit was not found")                                       \
	X(EXTRA, "extra", "a hit was found that is not expected")                                  \
	X(MOVED, "moved", "an expected hit was found at another spot")                             \
	X(CHANGED, "changed", "an expected hit was found with something about it changed")         \
	X(LEDGER, "ledger", "a file or part was read otherwise than expected")                     \
	X(MENDED, "mended", "a known gap is none any more: its mark must go")                      \
	X(UNREFERENCED, "unreferenced", "an expectation or input that nothing uses")
enum note_kind {
#define X(name, word, about) NOTE_##name,
	NOTES(X)
#undef X
	N_NOTE_KINDS
};
const char *note_word(enum note_kind k);
const char *note_about(enum note_kind k);
struct note {
	enum note_kind kind;
	char *text;
};
struct fixture {
	char *name, *folder; /* "docx-runs", "fixtures/docx-runs" */
	char *input;         /* "fixtures/docx-runs/input.docx"; NULL: there is none */
	struct note *notes;
	size_t n_notes;
	uint64_t n_gaps;     /* known ones, still there */
	bool expects_nothing; /* has no expected file: it must merely be read */
	struct tally tallies[N_HIT_TYPES];
};
struct corpus {
	struct fixture *fixtures;
	size_t n;
};
/* All fixtures below dir, or those named. */
int corpus_load(const char *dir, char **names, int n_names, struct corpus **ret, struct fail *f);
void corpus_free(struct corpus *c);
AUTO_DEFINE(corpus)
void fixture_note(struct fixture *x, enum note_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Both take what a scan of the inputs left in the store. -1: an expected file cannot be read. */
int fixture_compare(struct fixture *x, struct store *s, struct fail *f);
int fixture_update(struct fixture *x, struct store *s, struct fail *f);

void corpus_print(const struct corpus *c, FILE *to, bool all);
void corpus_print_tap(const struct corpus *c, FILE *to);
void corpus_print_junit(const struct corpus *c, FILE *to);
void corpus_print_sarif(const struct corpus *c, FILE *to); /* a result per note */
uint64_t corpus_failed(const struct corpus *c);
#endif
