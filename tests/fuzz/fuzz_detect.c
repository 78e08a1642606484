/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tests/fuzz/fuzz_detect.c - the gate against trying every pattern everywhere, on any text.
 *
 * The same hits must come of both, whatever text the detectors saw before and however the text is
 * cut into windows.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "detect/detect.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct detector *gate, *full;
static struct buf gate_hits, full_hits;

static int keep(void *arg, const struct hit *h)
{
	struct buf *b = *(struct buf **)arg;

	assert(h->start < h->end && *h->value && h->score >= 0 && h->score <= 100 && *h->why);
	buf_add_format(b, "%s %d %llu-%llu '%s' '%s' %d %d [%s|%s] %s\n", h->pattern->name, h->carrier,
		       (unsigned long long)h->start, (unsigned long long)h->end, h->value, h->normal,
		       h->score, h->suppressed, h->before, h->after, h->why);
	return 0;
}

static int keep_limit(void *arg, enum reason r, const char *text)
{
	buf_add_format(*(struct buf **)arg, "%s %s\n", reason_word(r), text);
	return 0;
}

static void start(void)
{
	static struct buf *to_gate = &gate_hits, *to_full = &full_hits;
	struct ruleset *r = NULL;
	struct fail f = { 0 };

	if (gate)
		return;
	if (ruleset_load("patterns", &r, &f) < 0) {
		fprintf(stderr, "%s\n", f.text);
		abort();
	}
	gate = detector_new(r, ENGINE_GATE, keep, keep_limit, &to_gate);
	full = detector_new(r, ENGINE_FULL, keep, keep_limit, &to_full);
}

static void run_window(struct detector *d, const char *s, size_t len, size_t from, size_t to)
{
	size_t begin = from > TEXT_MARGIN ? utf8_floor(s, len, from - TEXT_MARGIN) : 0;
	size_t end = len - to > TEXT_MARGIN ? utf8_floor(s, len, to + TEXT_MARGIN) : len;
	const struct anchor anchor = { .kind = AT_LINE, .number = 1 };
	struct text t = { .part = "", .file_name = "a.txt", .format = "text", .base = begin,
			  .len = end - begin, .own_from = from - begin, .own_to = to - begin,
			  .last = to == len, .anchors = &anchor, .n_anchors = 1 };
	/* A copy without a byte to spare, so that a look past its end is seen. */
	char *copy = xmalloc(end - begin);

	memcpy(copy, s + begin, end - begin);
	t.bytes = copy;
	assert(detector_run(d, &t) == 0);
	free(copy);
}

static void run(struct detector *d, const char *s, size_t len, size_t window)
{
	detector_begin_item(d, "a.txt");
	detector_document_begin(d, "", "a.txt");
	for (size_t from = 0, to; from < len; from = to) {
		to = len - from > window ? utf8_floor(s, len, from + window) : len;
		run_window(d, s, len, from, to);
	}
	assert(detector_document_end(d) == 0 && detector_end_item(d) == 0);
}

static void compare(const char *what)
{
	const char *a = gate_hits.bytes ? gate_hits.bytes : "", *b = full_hits.bytes ? full_hits.bytes : "";

	if (!strcmp(a, b))
		return;
	fprintf(stderr, "%s\n--- gate\n%s--- full\n%s", what, a, b);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char *s = xmalloc(len + 1);
	size_t n = 0;

	start();
	for (size_t at = 0; at < len;) {
		size_t valid = utf8_valid_prefix((const char *)data + at, len - at);

		memcpy(s + n, data + at, valid);
		n += valid;
		at += valid + 1;
		if (at <= len)
			s[n++] = '?';
	}
	buf_clear(&full_hits);
	run(full, s, n, TEXT_WINDOW);
	buf_clear(&gate_hits);
	run(gate, s, n, TEXT_WINDOW);
	compare("gate and full differ");
	buf_clear(&gate_hits);
	run(gate, s, n, 16 + n / 3);
	if (n < TEXT_MARGIN)
		compare("windows leave a trace");
	free(s);
	return 0;
}
