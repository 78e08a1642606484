/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/match.c - detection alone: text on stdin, hit records on stdout.
 *
 * The text is set aside first, since ids hang on the digest of all of it and hits of a long text
 * come before its end. Then it goes through the detector in windows, with a line as the anchor.
 */
#include "base/digest.h"
#include "base/spool.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "report/report.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct matching {
	struct report_options options;
	uint8_t digest[DIGEST_LEN];
	struct buf record;
	const char *path;
};

static int print_hit(void *arg, const struct hit *h)
{
	struct matching *m = arg;
	uint8_t id[16];
	char hex[33], (*tied)[33] = xcalloc(h->n_ties + 1, sizeof(*tied));
	const char **tied_ids = xcalloc(h->n_ties + 1, sizeof(*tied_ids));
	const struct hit_query *q = &m->options.query;

	hit_id(id, m->digest, h->key);
	hex_print(hex, id, sizeof(id));
	for (size_t i = 0; i < h->n_ties; i++) {
		hit_id(id, m->digest, h->ties[i].key);
		hex_print(tied[i], id, sizeof(id));
		tied_ids[i] = tied[i];
	}
	struct hit_row row = {hex, m->path, *h, h->pattern->name, h->pattern->category, tied_ids};
	if (h->score >= q->min_score && (q->suppressed || !h->suppressed)) {
		buf_clear(&m->record);
		record_hit(&m->record, &row, &m->options);
		puts(m->record.bytes);
	}
	free(tied_ids);
	free(tied);
	return 0;
}

static int tell_limit(void *arg, enum reason r, const char *text)
{
	(void)arg;
	fprintf(stderr, "vindplaats match: %s: %s\n", reason_word(r), text);
	return 0;
}

/* What is not valid UTF-8 becomes `?`, byte by byte, so that offsets hold. A character that is cut
 * off by the end of the block is left for the next one, unless there is none. */
static size_t make_valid(char *s, size_t len, bool last)
{
	size_t at = 0;

	while ((at += utf8_valid_prefix(s + at, len - at)) < len) {
		if (!last && utf8_is_cut(s + at, len - at))
			break;
		s[at++] = '?';
	}
	return at;
}

static int set_aside(struct spool *to, uint8_t digest[DIGEST_LEN], struct fail *f)
{
	char block[65536];
	size_t held = 0;
	ssize_t n;
	AUTO(digest) d = digest_new();

	do {
		n = read(STDIN_FILENO, block + held, sizeof(block) - held);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_set(f, EXIT_USAGE, "reading stdin: %s", strerror(errno));
		digest_add(d, block + held, (size_t)n);
		size_t len = held + (size_t)n, whole = make_valid(block, len, n == 0);
		if (spool_add(to, block, whole) < 0)
			return fail_set(f, EXIT_BROKE_OFF, "no room to set stdin aside; see $TMPDIR");
		held = len - whole;
		memmove(block, block + whole, held);
	} while (n);
	digest_end(d, digest);
	return 0;
}

struct window {
	char bytes[TEXT_WINDOW + 2 * TEXT_MARGIN + 8];
	struct anchor *anchors;
	size_t anchor_room;
	uint32_t line; /* at the start of the bytes */
};

/* Anchors for all lines of the window. */
static size_t number_lines(struct window *w, size_t len)
{
	size_t n = 0;
	uint32_t line = w->line;

	for (size_t at = 0; at <= len; n++) {
		const char *end = memchr(w->bytes + at, '\n', len - at);

		if (n == w->anchor_room) {
			w->anchor_room = w->anchor_room ? 2 * w->anchor_room : 256;
			w->anchors = xrealloc(w->anchors, w->anchor_room * sizeof(*w->anchors));
		}
		w->anchors[n] = (struct anchor){.at = at, .kind = AT_LINE, .number = line++};
		at = end ? (size_t)(end - w->bytes) + 1 : len + 1;
	}
	return n;
}

static uint32_t count_lines(const char *s, size_t len)
{
	uint32_t n = 0;

	for (const char *end = s; (end = memchr(end, '\n', (size_t)(s + len - end))); end++)
		n++;
	return n;
}

static int run_windows(struct detector *d, struct spool *text, struct fail *f)
{
	struct window *w = xcalloc(1, sizeof(*w));
	uint64_t size = spool_size(text), start = 0;
	int result = 0;

	w->line = 1;
	for (uint64_t from = 0; from < size && !result;) {
		ssize_t len = spool_read(text, w->bytes, sizeof(w->bytes) - 8, start);

		if (len < 0) {
			result = fail_set(f, EXIT_BROKE_OFF, "what was set aside cannot be read back");
			break;
		}
		struct span span = {0, start, 1};
		struct text t = {.part = "", .file_name = "", .format = "text", .bytes = w->bytes,
				 .base = start, .spans = &span, .n_spans = 1};
		t.len = utf8_valid_prefix(w->bytes, (size_t)len);
		t.own_from = (size_t)(from - start);
		t.last = start + t.len == size && t.len - t.own_from <= TEXT_WINDOW;
		t.own_to = t.last ? t.len
				  : utf8_floor(w->bytes, t.len, t.own_from + TEXT_WINDOW);
		t.n_anchors = number_lines(w, t.len);
		t.anchors = w->anchors;
		result = detector_run(d, &t);
		from = start + t.own_to;
		size_t next = t.own_to > TEXT_MARGIN ?
				      utf8_floor(w->bytes, t.len, t.own_to - TEXT_MARGIN) : 0;
		w->line += count_lines(w->bytes, next);
		start += next;
	}
	explicit_bzero(w->bytes, sizeof(w->bytes));
	free(w->anchors);
	free(w);
	return result;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	const char *patterns = NULL;
	long min_score = 40;
	bool suppressed = false, full = false;
	const struct option_row rows[] = {
		{"--patterns", 0, OPTION_TEXT, "DIR", "the folder with pattern packs", &patterns},
		{"--min-score", 0, OPTION_NUMBER, "N", "leave out hits below this score (40)", &min_score},
		{"--suppressed", 0, OPTION_FLAG, NULL, "also hits that were set aside", &suppressed},
		{"--full", 0, OPTION_FLAG, NULL, "try every pattern everywhere (slow reference)", &full},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	int n = options_parse(self, rows, &common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	if (n > 0)
		return fail_set(f, EXIT_USAGE, "match reads stdin and takes no paths; to scan files use scan");
	struct ruleset *loaded = NULL;
	if (ruleset_load(patterns, &loaded, f) < 0)
		return -1;
	AUTO(ruleset) r = loaded;
	AUTO(spool) text = spool_new();
	struct matching m = {.path = "-"};
	m.options = (struct report_options){.lang = common.lang, .csv = "nl"};
	m.options.query.min_score = (int)min_score;
	m.options.query.suppressed = suppressed;
	if (set_aside(text, m.digest, f) < 0)
		return -1;
	AUTO(detector) d = detector_new(r, full ? ENGINE_FULL : ENGINE_GATE, print_hit, tell_limit, &m);
	detector_begin_item(d, "-");
	detector_document_begin(d, "", "");
	int result = run_windows(d, text, f);
	if (!result)
		result = detector_document_end(d);
	if (!result)
		result = detector_end_item(d);
	buf_free(&m.record);
	return result < 0 ? -1 : EXIT_DONE;
}

const struct command match_command = {
	.name = "match",
	.about = "Reads text on stdin and prints the hits in it: detection alone.",
	.usage = "[--patterns DIR] < TEXT",
	.examples = "  echo 'Zijn BSN is 111222333.' | vindplaats match\n"
		    "  vindplaats match --patterns ./patterns --min-score 0 --suppressed < nota.txt\n",
	.run = run,
};
