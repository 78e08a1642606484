/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/text.c - the text of every part, as the detector sees it.
 *
 * A record is one lane; windows of several lanes of a part come mixed, so each lane is gathered
 * in a spool and written when its last window was there.
 */
#include "base/utf8.h"
#include "base/json.h"
#include "base/spool.h"
#include "cmd/cmd.h"
#include "format/format.h"
#include "report/report.h"
#include "source/source.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct gathered { /* a lane on its way */
	struct gathered *next;
	char *part;
	enum carrier carrier;
	struct spool *text;
};
struct dump {
	const char *path;
	struct gathered *lanes;
	bool odd; /* something was not read in full */
};

static struct gathered *lane_of(struct dump *d, const struct text *t)
{
	struct gathered *g = d->lanes;

	while (g && (g->carrier != t->carrier || strcmp(g->part, t->part)))
		g = g->next;
	if (g)
		return g;
	g = xcalloc(1, sizeof(*g));
	g->part = xstrdup(t->part);
	g->carrier = t->carrier;
	g->text = spool_new();
	g->next = d->lanes;
	d->lanes = g;
	return g;
}

static void drop_lane(struct dump *d, struct gathered *g)
{
	struct gathered **at = &d->lanes;

	while (*at != g)
		at = &(*at)->next;
	*at = g->next;
	spool_free(g->text);
	free(g->part);
	free(g);
}

/* A lane may be gigabytes: its JSON string is written piece by piece. */
static int print_text(struct spool *text)
{
	char piece[16384];
	struct buf b = { 0 };
	ssize_t n;

	putchar('"');
	for (uint64_t at = 0; (n = spool_read(text, piece, sizeof(piece), at)) > 0;) {
		/* Never cut a code point: its bytes would be two errors. */
		size_t whole = utf8_valid_prefix(piece, (size_t)n);

		if (!whole)
			whole = (size_t)n;
		json_text(&b, piece, whole);
		fwrite(b.bytes + 1, 1, b.len - 2, stdout);
		buf_clear(&b);
		at += whole;
	}
	putchar('"');
	buf_free(&b);
	return n < 0 ? -1 : 0;
}

static int print_record(const struct dump *d, const struct gathered *g, const char *format)
{
	struct buf b = { 0 };

	json_open(&b, '{');
	json_key(&b, "record");
	json_str(&b, "text");
	json_key(&b, "path");
	json_str(&b, d->path);
	json_key(&b, "part");
	json_str(&b, g->part);
	json_key(&b, "format");
	json_str(&b, format);
	json_key(&b, "carrier");
	json_str(&b, carrier_word(g->carrier));
	json_key(&b, "text");
	fwrite(b.bytes, 1, b.len, stdout);
	buf_free(&b);
	int error = print_text(g->text);
	puts("}");
	return error;
}

static int on_text(void *arg, const struct text *t)
{
	struct dump *d = arg;
	struct gathered *g = lane_of(d, t);
	int error = spool_add(g->text, t->bytes + t->own_from, t->own_to - t->own_from);

	if (!error && t->last) {
		error = print_record(d, g, t->format);
		drop_lane(d, g);
	}
	return error;
}

static int on_part(void *arg, const struct part_report *p)
{
	struct dump *d = arg;

	for (size_t i = 0; i < p->n_reasons; i++) {
		d->odd |= !reason_leaves_ok(p->reasons[i].reason);
		fprintf(stderr, "vindplaats text: ");
		put_safe(stderr, d->path);
		if (*p->part) {
			fputc('!', stderr);
			put_safe(stderr, p->part);
		}
		fprintf(stderr, ": %s: %s\n", reason_word(p->reasons[i].reason), p->reasons[i].text);
	}
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	(void)arg;
	(void)part;
	(void)file_name;
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)arg;
	(void)digest;
	return 0;
}

static int dump_item(void *arg, const struct item *item)
{
	struct dump *d = arg;
	const struct sink sink = { d, on_text, on_part, on_begin, on_end };
	enum reason why = item->skip;
	struct stat st;
	int error = 0, fd = why ? -1 : source_open(item, &why, &error);

	d->path = item->path;
	if (fd < 0 || fstat(fd, &st) < 0) {
		const struct part_reason r = { why, item->skip ? item->skip_text : strerror(error) };
		const struct part_report report = { .part = "", .reasons = &r, .n_reasons = 1 };

		if (fd >= 0)
			close(fd);
		return on_part(d, &report);
	}
	struct reading r = { .path = item->path, .fd = fd, .size = (uint64_t)st.st_size };
	error = read_fd(&r, &sink);
	close(fd);
	while (d->lanes)
		drop_lane(d, d->lanes);
	return error;
}

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct common common;
	struct dump d = { 0 };
	int n = options_parse(self, NULL, &common, argc, argv, f);

	if (n < 0)
		return n == -2 ? EXIT_DONE : -1;
	if (!n)
		return fail_set(f, EXIT_USAGE, "name the files or folders to read; see text --help");
	for (int i = 0; i < n; i++)
		if (source_walk(argv[i], dump_item, &d) < 0)
			return fail_set(f, EXIT_BROKE_OFF, "no room for temporary files; set TMPDIR");
	return d.odd ? EXIT_INCOMPLETE : EXIT_DONE;
}

const struct command text_command = {
	.name = "text",
	.about = "Prints the text of every part, as the detector sees it (JSONL).",
	.usage = "PATH...",
	.examples = "  vindplaats text nota.docx | jq -r 'select(.carrier == \"deleted\").text'\n",
	.run = run,
};
