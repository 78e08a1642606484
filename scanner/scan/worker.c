/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/worker.c - one file from open to result. */
#include "scan/worker.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NO_DOCUMENT SIZE_MAX

struct worker {
	const struct scan_plan *plan;
	struct detector *detector;
	struct result *result;
	size_t *documents; /* number of each open document, innermost last; set at its first hit */
	size_t n_documents, document_room;
	_Atomic uint64_t *bytes_done;
	uint64_t bytes_told;
};

static int found_hit(void *arg, const struct hit *h)
{
	struct worker *w = arg;
	struct result *r = w->result;
	size_t *document = w->documents + w->n_documents - 1;

	if (*document == NO_DOCUMENT) {
		if (r->n_digests == r->digest_room) {
			r->digest_room = r->digest_room ? 2 * r->digest_room : 8;
			r->digests = xrealloc(r->digests, r->digest_room * sizeof(*r->digests));
		}
		*document = r->n_digests++;
		memset(r->digests[*document], 0, DIGEST_LEN);
	}
	return result_add_hit(r, h, *document);
}

static int found_limit(void *arg, enum reason reason, const char *text)
{
	struct worker *w = arg;

	result_reason(w->result, "", reason, text);
	return 0;
}

struct worker *worker_new(const struct scan_plan *plan, _Atomic uint64_t *bytes_done)
{
	struct worker *w = xcalloc(1, sizeof(*w));

	w->plan = plan;
	w->bytes_done = bytes_done;
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

	return is_stopped(w) ? -ECANCELED : detector_run(w->detector, t);
}

static int on_part(void *arg, const struct part_report *p)
{
	struct worker *w = arg;

	return is_stopped(w) ? -ECANCELED : result_add_part(w->result, p);
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

	if (document != NO_DOCUMENT)
		memcpy(w->result->digests[document], digest, DIGEST_LEN);
	return error;
}

static void on_progress(void *arg, uint64_t bytes)
{
	struct worker *w = arg;

	w->bytes_told += bytes;
	atomic_fetch_add_explicit(w->bytes_done, bytes, memory_order_relaxed);
}

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* What stat said at the walk may be old: the row is about the file that was opened. */
static void refresh(struct item *i, const struct stat *st)
{
	i->size = st->st_size;
	i->mtime_ns = nanoseconds(st->st_mtim);
	i->ctime_ns = nanoseconds(st->st_ctim);
	i->device = st->st_dev;
	i->inode = st->st_ino;
}

static void read_open_file(struct worker *w, int fd, struct result *r)
{
	const struct sink sink = { w, on_text, on_part, on_document_begin, on_document_end };
	struct stat before, after;

	if (fstat(fd, &before) < 0) {
		result_reason(r, "", REASON_IO_ERROR, "the file could not be looked at");
		return;
	}
	refresh(r->item, &before);
	struct reading reading = { .path = r->item->path,
				   .fd = fd,
				   .size = (uint64_t)before.st_size,
				   .limits = w->plan->limits,
				   .progress = on_progress,
				   .progress_arg = w };
	detector_begin_item(w->detector, r->item->path);
	w->n_documents = 0;
	int error = read_fd(&reading, &sink);
	if (detector_end_item(w->detector) < 0 || error)
		r->dropped = true;
	memcpy(r->digest, reading.digest, DIGEST_LEN);
	r->has_digest = reading.has_digest;
	r->bytes = reading.size;
	r->text_bytes = reading.text_bytes;
	r->parts = reading.parts;
	if (fstat(fd, &after) < 0 || after.st_size != before.st_size ||
	    nanoseconds(after.st_mtim) != nanoseconds(before.st_mtim)) {
		result_reason(r, "", REASON_CHANGED, "the file was changed while it was read; scan again");
		r->has_digest = false;
	}
}

void worker_read(struct worker *w, struct item *item, struct result *r)
{
	double started = seconds_now();
	enum reason why;
	int error;

	w->result = r;
	w->bytes_told = 0;
	r->item = item;
	if (item->skip) {
		result_reason(r, "", item->skip, item->skip_text);
	} else {
		int fd = source_open(item, &why, &error);

		if (fd >= 0) {
			read_open_file(w, fd, r);
			close(fd);
		} else {
			char text[160];

			snprintf(text, sizeof(text), "cannot be opened: %s",
				 error ? strerror(error) : "no regular file any more");
			result_reason(r, "", why, text);
		}
	}
	/* What was read at random did not pass the meter; for the progress it is done all the same. */
	if ((uint64_t)item->size > w->bytes_told)
		atomic_fetch_add_explicit(w->bytes_done, (uint64_t)item->size - w->bytes_told,
					  memory_order_relaxed);
	r->seconds = seconds_now() - started;
}
