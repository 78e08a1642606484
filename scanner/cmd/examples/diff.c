/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/examples/diff.c - both engines over any files, hit by hit: the gate may lose nothing. */
#include "cmd/examples/examples.h"
#include "format/format.h"
#include "source/source.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct counts {
	struct detector *detector;
	uint64_t *n;    /* per pattern */
	uint64_t *sums; /* per pattern: of the hits' keys, so that equal counts of other hits differ */
};
struct comparing {
	const struct ruleset *ruleset;
	struct counts gate, full;
	uint64_t differing, files;
};

static int on_hit(void *arg, const struct hit *h)
{
	struct counts *c = arg;
	uint64_t part;

	memcpy(&part, h->key, sizeof(part));
	c->n[h->pattern->index]++;
	c->sums[h->pattern->index] += part;
	return 0;
}

static int on_text(void *arg, const struct text *t)
{
	struct comparing *c = arg;
	int error = detector_run(c->gate.detector, t);

	return error ? error : detector_run(c->full.detector, t);
}

static int on_part(void *arg, const struct part_report *p)
{
	(void)arg;
	(void)p;
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	struct comparing *c = arg;
	int error = detector_document_begin(c->gate.detector, part, file_name);

	return error ? error : detector_document_begin(c->full.detector, part, file_name);
}

static int on_end(void *arg, const uint8_t *digest)
{
	struct comparing *c = arg;
	int error = detector_document_end(c->gate.detector);

	(void)digest;
	return error ? error : detector_document_end(c->full.detector);
}

static int compare_file(void *arg, const struct item *item)
{
	struct comparing *c = arg;
	const struct sink sink = { c, on_text, on_part, on_begin, on_end };
	enum reason why;
	struct stat st;
	int error, fd = item->skip ? -1 : source_open(item, &why, &error);

	if (fd < 0 || fstat(fd, &st) < 0) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	struct reading r = { .path = item->path, .fd = fd, .size = (uint64_t)st.st_size };
	detector_begin_item(c->gate.detector, item->path);
	detector_begin_item(c->full.detector, item->path);
	error = read_fd(&r, &sink);
	detector_end_item(c->gate.detector);
	detector_end_item(c->full.detector);
	close(fd);
	c->files++;
	return error;
}

static void counts_new(struct counts *c, const struct ruleset *r, enum engine e)
{
	c->n = xcalloc(ruleset_count(r) + 1, sizeof(*c->n));
	c->sums = xcalloc(ruleset_count(r) + 1, sizeof(*c->sums));
	c->detector = detector_new(r, e, on_hit, NULL, c);
}

static void counts_free(struct counts *c)
{
	detector_free(c->detector);
	free(c->n);
	free(c->sums);
}

static uint64_t print_differences(const struct comparing *c)
{
	uint64_t total = 0;

	for (size_t i = 0; i < ruleset_count(c->ruleset); i++) {
		total += c->full.n[i];
		if (c->gate.n[i] == c->full.n[i] && c->gate.sums[i] == c->full.sums[i])
			continue;
		printf("%-28s gate %" PRIu64 ", full %" PRIu64 "\n", ruleset_pattern(c->ruleset, i)->name,
		       c->gate.n[i], c->full.n[i]);
	}
	return total;
}

int patterns_diff(const char *dir, const char *const *paths, int n_paths, struct fail *f)
{
	AUTO(ruleset) r = NULL;
	struct comparing c = { 0 };

	if (ruleset_load(dir, &r, f) < 0)
		return -1;
	c.ruleset = r;
	counts_new(&c.gate, r, ENGINE_GATE);
	counts_new(&c.full, r, ENGINE_FULL);
	for (int i = 0; i < n_paths; i++)
		source_walk(paths[i], compare_file, &c);
	uint64_t total = print_differences(&c);
	bool same = !memcmp(c.gate.n, c.full.n, ruleset_count(r) * sizeof(*c.gate.n)) &&
		    !memcmp(c.gate.sums, c.full.sums, ruleset_count(r) * sizeof(*c.gate.sums));
	printf("%" PRIu64 " files, %" PRIu64 " hits: %s\n", c.files, total,
	       same ? "both engines find the same" : "the engines differ");
	counts_free(&c.gate);
	counts_free(&c.full);
	return same ? EXIT_DONE : EXIT_EXPECTATION;
}
