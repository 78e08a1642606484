/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/sarif.h - SARIF 2.1.0 (OASIS), which CI services show beside the code: here hits, or what
 * a corpus of fixtures did not give as expected. Written as it comes; the order of calls is begin,
 * results, notifications, end.
 */
#ifndef VP_SARIF_H
#define VP_SARIF_H
#include <stdio.h>
#include "base/buf.h"

struct sarif_rule {
	const char *id, *about;
};
struct sarif_result {
	const char *rule;
	size_t rule_index;
	const char *level;       /* "note", "warning", "error" */
	const char *message;
	const char *path;        /* bytes, as found */
	uint64_t line;           /* 1-based; 0: none */
	bool has_bytes;
	uint64_t offset, length;
	const char *place;       /* or NULL: where inside the file */
	const char *fingerprint; /* or NULL: stays the same while the finding is the same */
	bool suppressed;
	bool is_new;             /* against a baseline */
};
struct sarif {
	FILE *to;
	struct buf line;
	bool any;
};
void sarif_begin(struct sarif *s, FILE *to, const struct sarif_rule *rules, size_t n);
int sarif_result(struct sarif *s, const struct sarif_result *r); /* 0, or -1 when writing fails */
/* Then, in place of results: what the tool has to say of its own run. began, ended: ISO 8601, or
 * NULL. */
void sarif_run(struct sarif *s, bool successful, const char *began, const char *ended);
int sarif_notification(struct sarif *s, const char *id, const char *level, const char *message,
		       const char *path);
void sarif_end(struct sarif *s);
/* A path as a URI reference: RFC 3986, every byte that is not plain as %XX. */
void sarif_uri(struct buf *to, const char *path);
#endif
