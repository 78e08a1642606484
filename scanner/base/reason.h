/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/reason.h - the closed list of reasons why something was not read in full, and outcomes.
 *
 * The words are the contract's and never change. guessed-charset and duplicate alone leave a
 * document `ok`; after any other reason nothing is `ok`.
 */
#ifndef VP_REASON_H
#define VP_REASON_H
#include "base/base.h"

#define REASONS(X)                                                                                 \
	X(ENCRYPTED, "encrypted")                                                                  \
	X(UNSUPPORTED_FORMAT, "unsupported-format")                                                \
	X(UNSUPPORTED_METHOD, "unsupported-method")                                                \
	X(TRUNCATED, "truncated")                                                                  \
	X(CORRUPT, "corrupt")                                                                      \
	X(CRC_DIFFERS, "crc-differs")                                                              \
	X(HIDDEN_MEMBER, "hidden-member")                                                          \
	X(OVERLAP, "overlap")                                                                      \
	X(LIMIT_BYTES, "limit-bytes")                                                              \
	X(LIMIT_RATIO, "limit-ratio")                                                              \
	X(LIMIT_DEPTH, "limit-depth")                                                              \
	X(LIMIT_ENTRIES, "limit-entries")                                                          \
	X(LIMIT_HEADERS, "limit-headers")                                                          \
	X(LIMIT_TOKEN, "limit-token")                                                              \
	X(LIMIT_TIME, "limit-time")                                                                \
	X(LIMIT_MEMORY, "limit-memory")                                                            \
	X(LIMIT_HITS, "limit-hits")                                                                \
	X(LIMIT_REGEX, "limit-regex")                                                              \
	X(XML_DTD, "xml-dtd")                                                                      \
	X(XML_MALFORMED, "xml-malformed")                                                          \
	X(BAD_ENCODING, "bad-encoding")                                                            \
	X(UNKNOWN_CHARSET, "unknown-charset")                                                      \
	X(GUESSED_CHARSET, "guessed-charset")                                                      \
	X(DENIED, "denied")                                                                        \
	X(VANISHED, "vanished")                                                                    \
	X(CHANGED, "changed")                                                                      \
	X(SYMLINK, "symlink")                                                                      \
	X(SPECIAL_FILE, "special-file")                                                            \
	X(LOOP, "loop")                                                                            \
	X(PATH_TOO_LONG, "path-too-long")                                                          \
	X(OUTSIDE_ROOT, "outside-root")                                                            \
	X(IO_ERROR, "io-error")                                                                    \
	X(IO_TIMEOUT, "io-timeout")                                                                \
	X(STALE, "stale")                                                                          \
	X(WORKER_CRASH, "worker-crash")                                                            \
	X(WORKER_TIMEOUT, "worker-timeout")                                                        \
	X(DUPLICATE, "duplicate")

enum reason {
	REASON_NONE,
#define X(name, word) REASON_##name,
	REASONS(X)
#undef X
	N_REASONS
};
const char *reason_word(enum reason r);         /* "limit-bytes"; "" for NONE */
enum reason reason_from_word(const char *word); /* NONE if unknown */
bool reason_leaves_ok(enum reason r);           /* NONE, guessed-charset, duplicate */
enum reason reason_from_errno(int error);       /* EACCES -> denied, ENOENT -> vanished, ... */

enum outcome { OUTCOME_OK, OUTCOME_SKIPPED, OUTCOME_PARTIAL, OUTCOME_FAILED };
const char *outcome_word(enum outcome o); /* "ok" */
#endif
