/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_spec.c - what the domain study demands of the detector, example by example, with the real
 * packs and the real names engine: the lines of examples.txt, whose head says what they mean.
 */
#include "base/buf.h"
#include "detect/detect.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPORTED 40
#define MOST 200

struct found {
	char kind[20]; /* category, or the word of its type */
	char *value, *why;
	int score;
	enum polarity polarity;
	enum manner manner;
	uint8_t key[HIT_KEY_LEN];
	struct tie tie; /* the first */
	size_t n_ties;
	bool suppressed;
};
struct example {
	char *text, *header, *rows;
	unsigned line;
	struct found found[MOST];
	size_t n;
};

static int keep(void *arg, const struct hit *h)
{
	struct example *e = arg;
	const char *kind = h->pattern->category ? h->pattern->category : hit_type_word(h->type);

	cr_assert_lt(e->n, MOST);
	struct found *f = e->found + e->n++;
	*f = (struct found){
		.value = xstrdup(h->value),
		.why = xstrdup(h->why),
		.score = h->score,
		.polarity = h->polarity,
		.manner = h->manner,
		.n_ties = h->n_ties,
		.suppressed = h->suppressed,
	};
	snprintf(f->kind, sizeof(f->kind), "%s", kind);
	memcpy(f->key, h->key, sizeof(f->key));
	if (h->n_ties)
		f->tie = h->ties[0];
	return 0;
}

static int no_limit(void *arg, enum reason r, const char *text)
{
	(void)arg;
	cr_assert_fail("%s: %s", reason_word(r), text);
	return 0;
}

static void run_lane(struct detector *d, enum carrier carrier, const struct anchor *anchors, size_t n,
		     const char *bytes)
{
	struct text t = {.part = "", .file_name = "stuk.txt", .format = "text", .carrier = carrier,
			 .bytes = bytes, .len = strlen(bytes), .own_to = strlen(bytes), .last = true,
			 .anchors = anchors, .n_anchors = n};

	cr_assert_eq(detector_run(d, &t), 0);
}

/* "Naam|Plaats // Testali|Gouda": each cell with its head as label, a line a row. */
static void run_table(struct detector *d, const char *rows)
{
	struct anchor anchors[64];
	struct buf bytes = {0};
	char *copy = xstrdup(rows), *heads[8], *rest = copy;
	size_t n = 0, n_heads = 0;
	uint32_t number = 1;

	for (char *row; (row = rest); number++) {
		char *end = strstr(rest, " // "), *cell = row;
		rest = end ? end + 4 : NULL;
		if (end)
			*end = '\0';
		for (size_t k = 0; cell && k < 8; k++) {
			char *bar = strchr(cell, '|');
			if (bar)
				*bar = '\0';
			if (number == 1)
				heads[n_heads++] = cell;
			cr_assert(n < 64 && k < n_heads);
			anchors[n++] = (struct anchor){bytes.len, AT_CELL, number, heads[k],
						       number > 1 ? heads[k] : NULL};
			buf_add_str(&bytes, cell);
			buf_add_byte(&bytes, bar ? '\t' : '\n');
			cell = bar ? bar + 1 : NULL;
		}
	}
	run_lane(d, CARRIER_BODY, anchors, n, bytes.bytes);
	buf_free(&bytes);
	free(copy);
}

static void run_header(struct detector *d, const char *line)
{
	const char *colon = strstr(line, ": ");
	char *label = xformat("%.*s", (int)(colon - line), line);

	run_lane(d, CARRIER_HEADER, &(struct anchor){0, AT_HEADER, 1, label, label}, 1, colon + 2);
	free(label);
}

static void run(const struct ruleset *r, struct example *e)
{
	struct detector *d = detector_new(r, ENGINE_GATE, keep, no_limit, e);

	detector_begin_item(d, "stuk.txt");
	detector_document_begin(d, "", "stuk.txt");
	if (e->header)
		run_header(d, e->header);
	if (e->rows)
		run_table(d, e->rows);
	if (*e->text)
		run_lane(d, CARRIER_BODY, &(struct anchor){0, AT_LINE, 1, NULL, NULL}, 1, e->text);
	detector_document_end(d);
	detector_end_item(d);
	detector_free(d);
}

static void clear(struct example *e)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->found[i].value);
		free(e->found[i].why);
	}
	free(e->text);
	free(e->header);
	free(e->rows);
	*e = (struct example){0};
}

static const char *owner(const struct example *e, const struct found *f)
{
	for (size_t i = 0; f->n_ties && i < e->n; i++)
		if (!memcmp(e->found[i].key, f->tie.key, HIT_KEY_LEN))
			return e->found[i].value;
	return "nobody";
}

/* "B. Testali, sentence, affirmed, stated": as many of these as the line gives. */
static bool is_said(const struct example *e, const struct found *f, const char *demand)
{
	char *said = xformat("%s, %s, %s, %s", owner(e, f),
			     f->n_ties ? tie_level_word(f->tie.level) : "-",
			     f->polarity ? polarity_word(f->polarity) : "-",
			     f->manner ? manner_word(f->manner) : "-");
	size_t len = strlen(demand);
	bool right = !strncmp(said, demand, len) && (!said[len] || said[len] == ',');

	free(said);
	return right;
}

static bool holds(const struct example *e, char sign, const char *kind, const char *value,
		  const char *demand)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct found *f = e->found + i;
		bool reported = f->score >= REPORTED && !f->suppressed;

		if (strcmp(f->kind, kind) || (value && strcmp(f->value, value)))
			continue;
		if (sign == '-' && reported)
			return false;
		if (sign == '+' && reported && (!demand || is_said(e, f, demand)))
			return true;
		if (sign == '.' && !reported && !f->n_ties)
			return true;
		if (sign == '~' && !reported && !f->suppressed)
			return true;
		if (sign == '!' && f->suppressed)
			return true;
	}
	return sign == '-';
}

static void check(const struct example *e, unsigned line, char *demand)
{
	char sign = *demand, *kind = demand + 2, *value, *tie = strstr(kind, " > ");
	struct buf all = {0};

	if (tie) {
		*tie = '\0';
		tie += 3;
	}
	value = strchr(kind, ' ');
	if (value)
		*value++ = '\0';
	for (size_t i = 0; i < e->n; i++)
		buf_add_format(&all, "\n  %s '%s' %d%s > %s (%s)", e->found[i].kind, e->found[i].value,
			       e->found[i].score, e->found[i].suppressed ? " set aside" : "",
			       owner(e, e->found + i), e->found[i].why);
	cr_expect(holds(e, sign, kind, value, tie), "line %u: %c %s %s > %s%s", line, sign, kind,
		  value ? value : "", tie ? tie : "", all.bytes ? all.bytes : "\n  nothing");
	buf_free(&all);
}

/* \n in a line of the file is a line end. */
static char *unfold(const char *s)
{
	char *to = xstrdup(s), *out = to;

	for (; *s; s++)
		if (s[0] == '\\' && s[1] == 'n')
			*out++ = '\n', s++;
		else
			*out++ = *s;
	*out = '\0';
	return to;
}

/* Lines before the first demand build the example; a line that builds after one begins the next. */
static void take_line(const struct ruleset *r, struct example *e, char *s, unsigned line, bool *asked)
{
	if (strchr("=HT", *s) && *asked) {
		clear(e);
		*asked = false;
	}
	switch (*s) {
	case '=': e->text = unfold(s + 2); break;
	case 'H': e->header = unfold(s + 2); break;
	case 'T': e->rows = unfold(s + 2); break;
	default:
		if (!*asked) {
			if (!e->text)
				e->text = xstrdup("");
			run(r, e);
		}
		*asked = true;
		cr_assert(strchr("+-.~!", *s), "line %u of the examples", line);
		check(e, line, s);
	}
}

Test(spec, examples_of_the_domain)
{
	const char *dir = getenv("VINDPLAATS_PATTERNS");
	FILE *file = fopen("tests/unit/spec/examples.txt", "r");
	struct example *e = xcalloc(1, sizeof(*e));
	struct ruleset *r = NULL;
	struct fail f = {0};
	char *s = NULL;
	size_t room = 0;
	unsigned line = 0;
	bool asked = false;

	cr_assert(file);
	cr_assert_eq(ruleset_load(dir ? dir : "patterns", &r, &f), 0, "%s", f.text);
	while (getline(&s, &room, file) > 0) {
		line++;
		s[strcspn(s, "\n")] = '\0';
		if (*s && *s != '#')
			take_line(r, e, s, line, &asked);
	}
	cr_assert_gt(line, 300);
	clear(e);
	free(e);
	free(s);
	fclose(file);
	ruleset_free(r);
}
