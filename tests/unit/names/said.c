/* SPDX-License-Identifier: EUPL-1.2 */
/* said.c - what the names engine makes of a text, in one line. */
#include "said.h"
#include "base/buf.h"
#include "base/utf8.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define REPORTED 40

struct listener {
	struct buf line;
	bool whole;
};

const struct ruleset *said_rules(void)
{
	static struct ruleset *rules; /* loading takes longer than a test */
	const char *dir = getenv("VINDPLAATS_PATTERNS");
	struct fail f = {0};

	if (!rules)
		cr_assert_eq(ruleset_load(dir ? dir : "patterns", &rules, &f), 0, "%s", f.text);
	return rules;
}

static int hear(void *arg, const struct hit *h)
{
	struct listener *l = arg;
	bool counts = h->type == TYPE_PERSON || h->type == TYPE_PLACE;

	if (l->whole && (counts || h->type == TYPE_ORGANISATION)) {
		buf_add_format(&l->line, "%s %d %llu-%llu %s {%s} {%s} %s %d\n", h->pattern->name,
			       h->score, (unsigned long long)h->start, (unsigned long long)h->end,
			       h->value, h->before, h->after, h->why, h->suppressed);
	} else if (!l->whole && counts && h->score >= REPORTED && !h->suppressed) {
		buf_add_format(&l->line, "%s%c:%s", l->line.len ? "|" : "",
			       h->type == TYPE_PERSON ? 'p' : 'l', h->value);
	}
	return 0;
}

static void speak(struct detector *d, const struct saying *how, const char *bytes, size_t len)
{
	size_t window = how->window ? how->window : len + 1;

	for (size_t from = 0; from < len;) {
		size_t to = len - from > window ? utf8_floor(bytes, len, from + window) : len;
		size_t start = from > TEXT_MARGIN ? utf8_floor(bytes, len, from - TEXT_MARGIN) : 0;
		size_t end =
		    len - to > TEXT_MARGIN ? utf8_floor(bytes, len, to + TEXT_MARGIN) : len;
		struct anchor anchor = {0,
					how->label  ? AT_CELL
					: how->name ? AT_HEADER
						    : AT_LINE,
					1, how->name, how->label};
		/* A copy of its own, so that a look past its end is seen. */
		char *copy = xmalloc(end - start);
		memcpy(copy, bytes + start, end - start);
		struct text t = {
		    .part = "",
		    .file_name = "x.txt",
		    .format = "text",
		    .carrier = how->carrier,
		    .bytes = copy,
		    .len = end - start,
		    .base = start,
		    .own_from = from - start,
		    .own_to = to - start,
		    .last = to == len,
		    .anchors = &anchor,
		    .n_anchors = 1,
		};
		cr_assert_eq(detector_run(d, &t), 0);
		free(copy);
		from = to;
	}
}

static char *run(const struct saying *how, const char *text, size_t len, bool whole)
{
	struct listener l = {.whole = whole};
	struct detector *d = detector_new(said_rules(), ENGINE_GATE, hear, NULL, &l);

	buf_add(&l.line, "", 0);
	detector_begin_item(d, "x.txt");
	detector_document_begin(d, "", "x.txt");
	speak(d, how, text, len);
	detector_document_end(d);
	detector_end_item(d);
	detector_free(d);
	return l.line.bytes;
}

char *said_of(const struct saying *how, const char *text, size_t len)
{
	return run(how, text, len, false);
}

char *said_whole(const struct saying *how, const char *text, size_t len)
{
	return run(how, text, len, true);
}

void said_in(const struct saying *how, const char *text, const char *wanted)
{
	char *got = said_of(how, text, strlen(text));

	cr_expect_str_eq(got, wanted, "%s\n wanted %s\n got    %s", text, wanted, got);
	free(got);
}

void said(const char *text, const char *wanted)
{
	said_in(&(struct saying) {.carrier = CARRIER_BODY}, text, wanted);
}
