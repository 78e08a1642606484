/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/persons.c - persons as proposed from the hits, and what somebody decided about them. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "cmd/cmd.h"
#include "people/decide.h"
#include "report/persons.h"

struct persons_call {
	struct common common;
	struct persons_options o;
	const char *path, *reason;
	long min_score;
	int argc;
	char **argv; /* behind the word for what to do */
};

static int open_case(const struct persons_call *c, struct store **ret, struct fail *f)
{
	struct fail reading;

	/* Where nothing has to be made anew, a case that cannot be written will do. */
	if (store_open(c->common.case_dir, STORE_READ, ret, f) < 0)
		return -1;
	bool current = false;
	if (people_are_current(*ret, (int)c->min_score, &current, &reading) == 0 && current)
		return 0;
	store_free(*ret);
	*ret = NULL;
	if (store_open(c->common.case_dir, STORE_WRITE, ret, f) < 0)
		return -1;
	return people_refresh(*ret, (int)c->min_score, f);
}

typedef int write_fn(struct store *s, const struct persons_options *o, FILE *to, struct fail *f);

struct writing {
	struct store *s;
	const struct persons_options *o;
	write_fn *write;
	int64_t person; /* of show */
};

static int write_to(void *arg, FILE *to, struct fail *f)
{
	struct writing *w = arg;

	return w->write ? w->write(w->s, w->o, to, f) : persons_show(w->s, w->person, w->o, to, f);
}

static int write_out(const struct persons_call *c, write_fn *write, struct fail *f)
{
	AUTO(store) s = NULL;

	if (open_case(c, &s, f) < 0)
		return -1;
	struct writing w = { .s = s, .o = &c->o, .write = write };

	return output_write(c->path, write_to, &w, f);
}

static int number_of(const char *word, int64_t *ret, struct fail *f)
{
	char *end;

	*ret = strtoll(word, &end, 10);
	return *end || *ret < 1 ? fail_set(f, EXIT_USAGE, "'%s' is no number of a person or decision", word) :
				  0;
}

static int show(const struct persons_call *c, struct fail *f)
{
	AUTO(store) s = NULL;
	int64_t person;

	if (c->argc != 1)
		return fail_set(f, EXIT_USAGE, "persons show takes the number of one person");
	if (number_of(c->argv[0], &person, f) < 0 || open_case(c, &s, f) < 0)
		return -1;
	struct writing w = { .s = s, .o = &c->o, .person = person };

	return output_write(c->path, write_to, &w, f);
}

/* The case with persons as they are now: a decision is about these. */
static int open_to_decide(const struct persons_call *c, struct store **ret, struct fail *f)
{
	if (store_open(c->common.case_dir, STORE_WRITE, ret, f) < 0)
		return -1;
	return people_refresh(*ret, (int)c->min_score, f);
}

static int done(struct store *s, const struct persons_call *c, int64_t event, struct fail *f)
{
	if (people_build(s, (int)c->min_score, f) < 0 || store_close(s, f) < 0)
		return -1;
	if (!c->common.quiet)
		fprintf(stderr, "besluit %lld; terug te draaien met: vindplaats persons undo %lld\n",
			(long long)event, (long long)event);
	return 0;
}

static int merge(const struct persons_call *c, struct fail *f)
{
	AUTO(store) s = NULL;
	int64_t *persons = xcalloc((size_t)c->argc + 1, sizeof(*persons)), event;
	int error = c->argc < 2 ? fail_set(f, EXIT_USAGE, "persons merge takes two persons or more") : 0;

	for (int i = 0; i < c->argc && !error; i++)
		error = number_of(c->argv[i], persons + i, f);
	if (!error)
		error = open_to_decide(c, &s, f);
	if (!error)
		error = decide_merge(s, persons, (size_t)c->argc, c->reason, &event, f);
	free(persons);
	return error ? error : done(s, c, event, f);
}

static int split(const struct persons_call *c, struct fail *f)
{
	AUTO(store) s = NULL;
	int64_t person, event;

	if (c->argc < 2)
		return fail_set(f, EXIT_USAGE,
				"persons split takes a person and the ids of the mentions that are "
				"somebody else; persons show lists them");
	if (number_of(c->argv[0], &person, f) < 0 || open_to_decide(c, &s, f) < 0 ||
	    decide_split(s, person, c->argv + 1, (size_t)c->argc - 1, c->reason, &event, f) < 0)
		return -1;
	return done(s, c, event, f);
}

static int undo(const struct persons_call *c, struct fail *f)
{
	AUTO(store) s = NULL;
	int64_t undone, event;

	if (c->argc != 1)
		return fail_set(f, EXIT_USAGE, "persons undo takes the number of one decision");
	if (number_of(c->argv[0], &undone, f) < 0 || open_to_decide(c, &s, f) < 0 ||
	    decide_undo(s, undone, c->reason, &event, f) < 0)
		return -1;
	return done(s, c, event, f);
}

static int list(const struct persons_call *c, struct fail *f)
{
	return c->argc ? fail_set(f, EXIT_USAGE, "persons list takes no '%s'", c->argv[0]) :
			 write_out(c, persons_write, f);
}

static int show_log(const struct persons_call *c, struct fail *f)
{
	return c->argc ? fail_set(f, EXIT_USAGE, "persons log takes no '%s'", c->argv[0]) :
			 write_out(c, persons_log, f);
}

static const struct {
	const char *word;
	int (*run)(const struct persons_call *c, struct fail *f);
} subcommands[] = { { "list", list }, { "show", show }, { "merge", merge },
		    { "split", split }, { "undo", undo }, { "log", show_log } };

static int run(const struct command *self, int argc, char **argv, struct fail *f)
{
	struct persons_call c = { .o = { .form = "text", .csv = "nl", .today = (int64_t)time(NULL) },
				  .min_score = REPORT_MIN_SCORE };
	const struct option_row rows[] = {
		{ "--format", 'f', OPTION_TEXT, "FORMAT", "of list and log: text, csv, xlsx or jsonl (text)",
		  &c.o.form },
		{ "--output", 'o', OPTION_TEXT, "FILE", "where to (- is stdout)", &c.path },
		{ "--csv", 0, OPTION_TEXT, "DIALECT", "nl for a Dutch Excel, or rfc (nl)", &c.o.csv },
		{ "--findings", 0, OPTION_FLAG, NULL, "only persons about whom something was found",
		  &c.o.findings_only },
		{ "--reason", 0, OPTION_TEXT, "TEXT", "why: needed for merge, split and undo", &c.reason },
		{ "--min-score", 0, OPTION_NUMBER, "N", "persons of hits with this score or more (40)",
		  &c.min_score },
		{ 0 },
	};
	int left = options_parse(self, rows, &c.common, argc, argv, f);
	const char *word = left > 0 ? argv[0] : "list";

	if (left < 0)
		return left == -2 ? EXIT_DONE : -1;
	if (strcmp(c.o.csv, "nl") && strcmp(c.o.csv, "rfc"))
		return fail_set(f, EXIT_USAGE, "--csv is nl or rfc, not '%s'", c.o.csv);
	c.argc = left > 0 ? left - 1 : 0;
	c.argv = argv + 1;
	for (size_t i = 0; i < ARRAY_LEN(subcommands); i++)
		if (!strcmp(word, subcommands[i].word))
			return subcommands[i].run(&c, f) < 0 ? -1 : EXIT_DONE;
	return fail_set(f, EXIT_USAGE, "persons knows list, show, merge, split, undo and log, not '%s'",
			word);
}

const struct command persons_command = {
	.name = "persons",
	.about = "Proposes persons from the hits; merges and splits them, with reasons.",
	.usage = "[options] [list | show N | merge N N... | split N ID... | undo N | log]",
	.examples = "  vindplaats persons --findings\n"
		    "  vindplaats persons show 12\n"
		    "  vindplaats persons merge 12 40 --reason \"zelfde handtekening, gebeld\"\n"
		    "  vindplaats persons split 12 9f3c...e1 --reason \"vader, niet de zoon\"\n"
		    "  vindplaats persons undo 3 --reason \"toch naamgenoten\"\n",
	.run = run,
};
