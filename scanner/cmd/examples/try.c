/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/examples/try.c - trying the examples of the packs in all the ways there are. */
#include "cmd/examples/examples.h"
#include "cmd/examples/wrap.h"
#include "detect/examples.h"
#include "format/format.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct trying {
	const struct ruleset *ruleset;
	struct detector *detector;
	const struct example *example;
	struct example_totals *totals;
	const char *file_name; /* of the example's pack: told before its first failure */
	/* of one try */
	unsigned n_hits;
	bool seen[16];
	char *extra; /* a value that was not asked for */
};

static int on_hit(void *arg, const struct hit *h)
{
	struct trying *t = arg;
	const struct example *e = t->example;

	if (!example_counts(t->ruleset, e, h))
		return 0;
	t->n_hits++;
	for (size_t i = 0; i < e->n_values; i++)
		if (!strcmp(e->values[i], h->value)) {
			t->seen[i] = true;
			return 0;
		}
	if (!t->extra)
		t->extra = xstrdup(h->value);
	return 0;
}

static void begin(struct trying *t)
{
	t->n_hits = 0;
	memset(t->seen, 0, sizeof(t->seen));
	free(t->extra);
	t->extra = NULL;
}

static void judge(struct trying *t, const char *way)
{
	const struct example *e = t->example;
	const char *missed = NULL;

	t->totals->tries++;
	for (size_t i = 0; i < e->n_values && !missed; i++)
		if (!t->seen[i])
			missed = e->values[i];
	if (e->hit ? !missed && t->n_hits : !t->n_hits)
		return;
	t->totals->failed++;
	/* Examples are invented, so their text may be shown. */
	printf("%s:%d: %s, %s: ", e->pattern->file, e->line, e->pattern->name, way);
	if (!e->hit)
		printf("must find nothing, found '%s'\n", t->extra);
	else if (t->extra)
		printf("must find '%s', found '%s'\n", missed ? missed : "", t->extra);
	else
		printf("must find '%s', found nothing\n", missed ? missed : e->text);
}

static int run_windows(struct trying *t, const size_t *cuts, size_t n_cuts)
{
	const struct example *e = t->example;
	size_t len = strlen(e->text), from = 0;
	const struct anchor anchor = { .kind = e->label ? AT_CELL : AT_LINE,
				       .number = 1,
				       .name = e->label ? "B2" : NULL,
				       .label = e->label };
	int error = detector_document_begin(t->detector, "", "");

	for (size_t i = 0; i <= n_cuts && !error; i++) {
		size_t to = i < n_cuts ? cuts[i] : len;
		struct text text = { .part = "", .file_name = "", .format = e->label ? "csv" : "text",
				     .bytes = e->text, .len = len, .own_from = from, .own_to = to,
				     .last = i == n_cuts, .anchors = &anchor, .n_anchors = 1 };

		error = detector_run(t->detector, &text);
		from = to;
	}
	return error ? error : detector_document_end(t->detector);
}

static void try_alone(struct trying *t)
{
	begin(t);
	detector_begin_item(t->detector, "");
	run_windows(t, NULL, 0);
	detector_end_item(t->detector);
	judge(t, "alone");
}

static void try_seams(struct trying *t)
{
	size_t len = strlen(t->example->text), step = len / 24 + 1;

	for (size_t cut = 1; cut < len; cut += step) {
		if (((unsigned char)t->example->text[cut] & 0xC0) == 0x80)
			continue;
		begin(t);
		detector_begin_item(t->detector, "");
		run_windows(t, &cut, 1);
		detector_end_item(t->detector);
		judge(t, "at a seam between two windows");
	}
}

static int on_text(void *arg, const struct text *text)
{
	return detector_run(((struct trying *)arg)->detector, text);
}

static int on_part(void *arg, const struct part_report *p)
{
	(void)arg;
	(void)p;
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	return detector_document_begin(((struct trying *)arg)->detector, part, file_name);
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)digest;
	return detector_document_end(((struct trying *)arg)->detector);
}

static void try_wrapped(struct trying *t, const struct wrapping *w)
{
	const struct sink sink = { t, on_text, on_part, on_begin, on_end };
	struct buf b = { 0 };
	int fd = memfd_create("example", MFD_CLOEXEC);

	w->wrap(&b, t->example->text, t->example->label);
	if (fd < 0 || write(fd, b.bytes, b.len) != (ssize_t)b.len) {
		t->totals->failed++;
		printf("no memory for a document: %s\n", strerror(errno));
	} else {
		struct reading r = { .path = w->file_name, .fd = fd, .size = b.len };

		begin(t);
		detector_begin_item(t->detector, w->file_name);
		read_fd(&r, &sink);
		detector_end_item(t->detector);
		judge(t, w->name);
	}
	if (fd >= 0)
		close(fd);
	buf_free(&b);
}

static int try_example(void *arg, const struct example *e)
{
	struct trying *t = arg;
	bool many_lines = strchr(e->text, '\n') != NULL;

	t->example = e;
	t->totals->examples++;
	try_alone(t);
	try_seams(t);
	for (const struct wrapping *w = wrappings; w->name; w++)
		if ((!e->label || w->cells) && (!many_lines || w->lines))
			try_wrapped(t, w);
	return 0;
}

void examples_try(const struct ruleset *r, enum engine engine, struct example_totals *ret)
{
	struct trying t = { .ruleset = r, .totals = ret };

	memset(ret, 0, sizeof(*ret));
	t.detector = detector_new(r, engine, on_hit, NULL, &t);
	ruleset_each_example(r, try_example, &t);
	detector_free(t.detector);
	free(t.extra);
}
