/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/corpus/results.c - how the fixtures did: for a person, as TAP 14, as JUnit XML. */
#include <inttypes.h>
#include <string.h>
#include "base/utf8.h"
#include "cmd/corpus/corpus.h"
#include "report/report.h"

static void put_ratio(FILE *to, uint64_t part, uint64_t whole)
{
	if (whole)
		fprintf(to, "  %9.3f", (double)part / (double)whole);
	else
		fprintf(to, "  %9s", "-");
}

static void put_tally(FILE *to, const char *label, const struct tally *t)
{
	if (!t->expected && !t->found)
		return;
	fprintf(to, "%-16s  %8" PRIu64 "  %8" PRIu64 "  %8" PRIu64, label, t->expected, t->found,
		t->right);
	put_ratio(to, t->right, t->found);
	put_ratio(to, t->right, t->expected);
	fputc('\n', to);
}

static void put_tallies(const struct corpus *c, FILE *to)
{
	struct tally all = {0};

	fprintf(to, "\n%-16s  %8s  %8s  %8s  %9s  %9s\n", "type", "expected", "found", "right",
		"precision", "recall");
	for (int type = 0; type < N_HIT_TYPES; type++) {
		struct tally sum = {0};

		for (size_t i = 0; i < c->n; i++) {
			const struct tally *t = &c->fixtures[i].tallies[type];

			sum.expected += t->expected;
			sum.found += t->found;
			sum.right += t->right;
		}
		put_tally(to, hit_type_word((enum hit_type)type), &sum);
		all.expected += sum.expected;
		all.found += sum.found;
		all.right += sum.right;
	}
	put_tally(to, "all", &all);
}

static void put_note(FILE *to, const struct note *n)
{
	fprintf(to, "%-8s ", note_word(n->kind));
	put_safe(to, n->text);
}

void corpus_print(const struct corpus *c, FILE *to, bool all)
{
	uint64_t failed = corpus_failed(c), gaps = 0, unasked = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct fixture *x = &c->fixtures[i];

		gaps += x->n_gaps;
		unasked += x->expects_nothing;
		if (x->n_notes || all) {
			put_safe(to, x->name);
			fputs(x->n_notes ? ": not as expected\n" : ": ok\n", to);
		}
		for (size_t k = 0; k < x->n_notes; k++) {
			fputs("  ", to);
			put_note(to, &x->notes[k]);
			fputc('\n', to);
		}
	}
	put_tallies(c, to);
	fprintf(to, "\n%zu fixtures, %" PRIu64 " not as expected, %" PRIu64 " known gaps", c->n,
		failed, gaps);
	if (unasked)
		fprintf(to, ", %" PRIu64 " without expectations", unasked);
	fputc('\n', to);
}

/* A bare # would start a directive. */
static void put_tap_name(FILE *to, const char *name)
{
	struct buf b = {0};

	buf_add_str(&b, "");
	for (; *name; name++) {
		if (*name == '#')
			buf_add_byte(&b, '\\');
		buf_add_byte(&b, *name);
	}
	/* The backslash is ours: put_safe() leaves it. */
	put_safe(to, b.bytes);
	buf_free(&b);
}

void corpus_print_tap(const struct corpus *c, FILE *to)
{
	fprintf(to, "TAP version 14\n1..%zu\n", c->n);
	for (size_t i = 0; i < c->n; i++) {
		const struct fixture *x = &c->fixtures[i];

		fprintf(to, "%sok %zu - ", x->n_notes ? "not " : "", i + 1);
		put_tap_name(to, x->name);
		fputc('\n', to);
		for (size_t k = 0; k < x->n_notes; k++) {
			fputs("# ", to);
			put_note(to, &x->notes[k]);
			fputc('\n', to);
		}
	}
}

/* What XML 1.0 cannot hold shows as U+FFFD. */
static void put_xml(FILE *to, const char *s)
{
	size_t len = strlen(s);

	for (size_t at = 0, n; at < len; at += n) {
		uint32_t code;

		n = utf8_decode(s + at, len - at, &code);
		if (!n || code < ' ' || code == 0xfffe || code == 0xffff) {
			fputs("\xef\xbf\xbd", to);
			n = n ? n : 1;
		} else if (code == '<' || code == '>' || code == '&' || code == '"') {
			fprintf(to, "&#%" PRIu32 ";", code);
		} else {
			fwrite(s + at, 1, n, to);
		}
	}
}

void corpus_print_junit(const struct corpus *c, FILE *to)
{
	fprintf(to,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites><testsuite name=\"fixtures\" tests=\"%zu\" failures=\"%" PRIu64 "\">\n",
		c->n, corpus_failed(c));
	for (size_t i = 0; i < c->n; i++) {
		const struct fixture *x = &c->fixtures[i];

		fputs("<testcase classname=\"fixtures\" name=\"", to);
		put_xml(to, x->name);
		fputs("\">", to);
		if (x->n_notes) {
			fprintf(to, "<failure message=\"%zu not as expected\">", x->n_notes);
			for (size_t k = 0; k < x->n_notes; k++) {
				fprintf(to, "%-8s ", note_word(x->notes[k].kind));
				put_xml(to, x->notes[k].text);
				fputc('\n', to);
			}
			fputs("</failure>", to);
		}
		fputs("</testcase>\n", to);
	}
	fputs("</testsuite></testsuites>\n", to);
}
