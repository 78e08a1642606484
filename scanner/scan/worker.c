/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/worker.c - one unit of work from its descriptor to what it gives. */
#include "scan/worker.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define NO_DOCUMENT SIZE_MAX

struct worker {
	const struct scan_plan *plan;
	struct worker_to to;
	struct detector *detector;
	size_t *documents; /* number of each open document, innermost last; set at its first hit */
	size_t n_documents, document_room;
	size_t numbered;
};

static int found_hit(void *arg, const struct hit *h)
{
	struct worker *w = arg;
	size_t *document = w->documents + w->n_documents - 1;

	if (*document == NO_DOCUMENT)
		*document = w->numbered++;
	w->to.beat(w->to.arg, 0, 0);
	return w->to.hit(w->to.arg, h, *document);
}

static int found_limit(void *arg, enum reason reason, const char *text)
{
	struct worker *w = arg;

	return w->to.reason(w->to.arg, reason, text);
}

struct worker *worker_new(const struct scan_plan *plan, const struct worker_to *to)
{
	struct worker *w = xcalloc(1, sizeof(*w));

	w->plan = plan;
	w->to = *to;
	w->detector = detector_new(plan->ruleset, plan->engine, found_hit, found_limit, w);
	if (plan->max_hits)
		detector_set_max_hits(w->detector, plan->max_hits);
	return w;
}

void worker_free(struct worker *w)
{
	if (!w)
		return;
	detector_free(w->detector);
	free(w->documents);
	free(w);
}

static bool is_stopped(const struct worker *w)
{
	return w->plan->stop && atomic_load_explicit(w->plan->stop, memory_order_relaxed);
}

static int on_text(void *arg, const struct text *t)
{
	struct worker *w = arg;

	w->to.beat(w->to.arg, 0, 0);
	return is_stopped(w) ? -ECANCELED : detector_run(w->detector, t);
}

static int on_part(void *arg, const struct part_report *p)
{
	struct worker *w = arg;

	w->to.beat(w->to.arg, 0, 0);
	return is_stopped(w) ? -ECANCELED : w->to.part(w->to.arg, p);
}

static int on_document_begin(void *arg, const char *part, const char *file_name)
{
	struct worker *w = arg;

	if (w->n_documents == w->document_room) {
		w->document_room = w->document_room ? 2 * w->document_room : 8;
		w->documents = xrealloc(w->documents, w->document_room * sizeof(*w->documents));
	}
	w->documents[w->n_documents++] = NO_DOCUMENT;
	return detector_document_begin(w->detector, part, file_name);
}

static int on_document_end(void *arg, const uint8_t *digest)
{
	struct worker *w = arg;
	int error = detector_document_end(w->detector);
	size_t document = w->documents[--w->n_documents];

	if (document != NO_DOCUMENT && !error)
		error = w->to.digest(w->to.arg, document, digest);
	return error;
}

static bool on_border(void *arg, uint64_t at, size_t blank, uint32_t number)
{
	struct worker *w = arg;
	const struct border b = { at, (uint32_t)blank, number };

	return !is_stopped(w) && !w->to.border(w->to.arg, &b);
}

static void read_all(struct worker *w, const struct unit *u, struct reading *reading,
		     struct unit_end *ret)
{
	const struct sink sink = { w, on_text, on_part, on_document_begin, on_document_end };

	w->n_documents = 0;
	w->numbered = 0;
	detector_begin_item(w->detector, u->path);
	int error = read_fd(reading, &sink);
	ret->stopped = detector_end_item(w->detector) < 0 || error;
	ret->work = *detector_work(w->detector);
}

void worker_read(struct worker *w, const struct unit *u, struct unit_end *ret)
{
	struct reading reading = { .path = u->path,
				   .fd = u->fd,
				   .size = u->size,
				   .limits = w->plan->limits,
				   .progress = w->to.beat,
				   .stage = w->to.stage,
				   .told = w->to.arg,
				   .from = u->from,
				   .stretch = u->to - u->from,
				   .number = u->number };

	ret->stopped = false;
	ret->work = (struct detect_work){ 0 };
	if (u->step)
		survey_fd(&reading, u->step, on_border, w);
	else
		read_all(w, u, &reading, ret);
	memcpy(ret->digest, reading.digest, DIGEST_LEN);
	ret->has_digest = reading.has_digest;
	struct rusage used = { 0 };
	getrusage(RUSAGE_SELF, &used);
	ret->memory = (uint64_t)used.ru_maxrss;
	ret->parts = reading.parts;
	ret->text_bytes = reading.text_bytes;
}
