/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/detector.c - one thread's detector: items, documents in documents, windows.
 *
 * A document may hold others (a mail in an archive in a mail). Each has findings and names of its
 * own; what comes between begin and end of an inner one belongs to it.
 */
#include "detect/document.h"
#include "detect/sweep.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define HELD_AT_MOST 50000u /* findings of one document, checked after each window */

struct detector {
	const struct ruleset *ruleset;
	enum engine engine;
	struct sweep *sweep;
	struct document **documents; /* depth of them are open; the others wait to be used again */
	size_t depth, n_documents;
	struct detect_work work;
	struct handout handout;
	hit_limit_fn *limit;
};

struct detector *detector_new(const struct ruleset *r, enum engine engine, hit_fn *found,
			      hit_limit_fn *limit, void *arg)
{
	struct detector *d = xcalloc(1, sizeof(*d));

	d->ruleset = r;
	d->engine = engine;
	d->sweep = sweep_new(r);
	d->limit = limit;
	d->handout = (struct handout){
		.found = found,
		.arg = arg,
		.most = DETECT_MOST_HITS,
		.counted = xcalloc(r->n_recipes + 1, sizeof(uint64_t)),
	};
	return d;
}

void detector_free(struct detector *d)
{
	if (!d)
		return;
	sweep_free(d->sweep);
	for (size_t i = 0; i < d->n_documents; i++)
		document_free(d->documents[i]);
	free(d->documents);
	free(d->handout.counted);
	free(d);
}

void detector_set_max_hits(struct detector *d, uint64_t per_pattern_and_file)
{
	d->handout.most = per_pattern_and_file;
}

void detector_begin_item(struct detector *d, const char *path)
{
	(void)path;
	d->depth = 0;
	d->sweep->gave_up = d->sweep->too_long = 0;
	d->handout.any_over = false;
	d->work = (struct detect_work){0};
	memset(d->handout.counted, 0, d->ruleset->n_recipes * sizeof(uint64_t));
}

int detector_document_begin(struct detector *d, const char *part, const char *file_name)
{
	if (d->depth == d->n_documents) {
		d->documents =
			xrealloc(d->documents, (d->n_documents + 1) * sizeof(*d->documents));
		d->documents[d->n_documents++] = document_new(d->ruleset->names);
	}
	d->documents[d->depth]->findings->work = &d->work;
	document_begin(d->documents[d->depth++], part, file_name);
	return 0;
}

int detector_run(struct detector *d, const struct text *t)
{
	assert(d->depth);
	struct document *doc = d->documents[d->depth - 1];

	d->work.windows++;
	d->work.bytes += t->own_to - t->own_from;
	if (doc->names)
		names_text(doc->names, t, doc->findings);
	sweep_text(d->sweep, t, doc->findings, d->engine == ENGINE_GATE);
	if (doc->findings->n <= HELD_AT_MOST)
		return 0;
	int result = document_hand_out(doc, d->ruleset, &d->handout);
	if (!result && doc->names)
		names_begin(doc->names, doc->part, doc->file_name);
	return result;
}

int detector_document_end(struct detector *d)
{
	assert(d->depth);
	return document_hand_out(d->documents[--d->depth], d->ruleset, &d->handout);
}

static int tell(struct detector *d, enum reason r, char *text)
{
	int result = d->limit ? d->limit(d->handout.arg, r, text) : 0;

	free(text);
	return result;
}

static int tell_over(struct detector *d)
{
	const struct handout *h = &d->handout;
	int result = 0;

	for (size_t i = 0; i < d->ruleset->n_recipes && h->any_over && !result; i++)
		if (h->counted[i] > h->most)
			result = tell(d, REASON_LIMIT_HITS,
				      xformat("pattern %s: %llu hits, %llu kept",
					      d->ruleset->recipes[i].pattern.name,
					      (unsigned long long)h->counted[i],
					      (unsigned long long)h->most));
	return result;
}

int detector_end_item(struct detector *d)
{
	int result = 0;

	/* A document that was broken off is given up with its file. */
	d->depth = 0;
	result = tell_over(d);
	if (!result && d->sweep->gave_up)
		result = tell(d, REASON_LIMIT_REGEX,
			      xformat("patterns gave up at %llu spots whose text is too much work; a hit "
				      "there may be missing", (unsigned long long)d->sweep->gave_up));
	if (!result && d->sweep->too_long)
		result = tell(d, REASON_LIMIT_REGEX,
			      xformat("%llu matches of more than %u bytes were not kept",
				      (unsigned long long)d->sweep->too_long, TEXT_MARGIN));
	return result;
}

const struct detect_work *detector_work(const struct detector *d)
{
	return &d->work;
}

void detect_work_add(struct detect_work *to, const struct detect_work *more)
{
#define X(name) to->name += more->name;
	DETECT_WORK(X)
#undef X
}
