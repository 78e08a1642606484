/* SPDX-License-Identifier: EUPL-1.2 */
/* told.c - documents with their persons marked by hand. */
#include "told.h"
#include "base/buf.h"
#include "detect/settle.h"
#include "detect/sweep.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MARKS 64

struct told {
	struct ruleset *rules;
	struct findings *findings;
	struct sweep *sweep;
	char *file_name;
	unsigned parts;
};
static const struct pattern marked = {.name = "marked", .type = TYPE_PERSON, .score = 90};

/* Loading takes longer than a test: one for all documents of a process. */
static struct ruleset *rules_at_hand(void)
{
	static struct ruleset *rules;
	const char *dir = getenv("VINDPLAATS_PATTERNS");
	struct fail f = {0};

	if (!rules)
		cr_assert_eq(ruleset_load(dir ? dir : "patterns", &rules, &f), 0, "%s", f.text);
	return rules;
}

struct told *told_begin(void)
{
	struct told *d = xcalloc(1, sizeof(*d));

	d->rules = rules_at_hand();
	d->findings = findings_new();
	d->sweep = sweep_new(d->rules);
	d->file_name = xstrdup("");
	return d;
}

void told_file_name(struct told *d, const char *name)
{
	free(d->file_name);
	d->file_name = xstrdup(name);
}

struct marks {
	size_t from[MARKS], to[MARKS], n;
};

static void strip(const char *text, struct buf *plain, struct marks *m)
{
	buf_add(plain, "", 0);
	for (; *text; text++) {
		if (*text == '{') {
			cr_assert_lt(m->n, MARKS);
			m->from[m->n] = plain->len;
		} else if (*text == '}') {
			m->to[m->n++] = plain->len;
		} else {
			buf_add_byte(plain, *text);
		}
	}
}

static void add(struct told *d, enum carrier carrier, const struct anchor *anchors, size_t n_anchors,
		const struct buf *plain, const struct marks *m)
{
	struct text t = {
		.part = "", .file_name = d->file_name, .format = "text", .carrier = carrier,
		.bytes = plain->bytes, .len = plain->len, .own_to = plain->len, .last = true,
		.anchors = anchors, .n_anchors = n_anchors,
	};
	size_t before = d->findings->n;

	for (size_t i = 0; i < m->n; i++)
		findings_add(d->findings, &marked, &t, m->from[i], m->to[i]);
	sweep_text(d->sweep, &t, d->findings, true);
	/* Only indicators count here; what finds numbers may find them too. */
	for (size_t i = before; i < d->findings->n; i++)
		cr_assert_not_null(d->findings->rows[i].sentence);
}

void told_add(struct told *d, enum carrier carrier, enum anchor_kind kind, const char *label,
	      const char *text)
{
	struct buf plain = {0};
	struct marks m = {.n = 0};
	struct anchor anchor = {0, kind, 1, label, label};

	strip(text, &plain, &m);
	add(d, carrier, &anchor, 1, &plain, &m);
	buf_free(&plain);
}

void told_table(struct told *d, const char *rows)
{
	struct buf plain = {0};
	struct marks m = {.n = 0};
	struct anchor anchors[MARKS] = { 0 };
	char *heads[16] = {NULL}, names[MARKS][8];
	size_t n = 0, n_heads = 0;
	uint32_t row = 1;

	for (const char *at = rows; *at; row++) {
		size_t len = strcspn(at, "\n"), column = 0;

		for (const char *cell = at; cell <= at + len; column++) {
			size_t cell_len = strcspn(cell, "|\n");
			char *copy = xstrndup(cell, cell_len);

			cr_assert_lt(n, MARKS);
			snprintf(names[n], sizeof(names[n]), "%c%u", 'A' + (int)column, row);
			anchors[n] = (struct anchor){plain.len, AT_CELL, row, names[n],
						     row > 1 ? heads[column] : NULL};
			n++;
			if (column)
				buf_add_byte(&plain, '\t');
			anchors[n - 1].at = plain.len;
			strip(copy, &plain, &m);
			if (row == 1)
				heads[n_heads++] = copy;
			else
				free(copy);
			cell += cell_len + 1;
		}
		buf_add_byte(&plain, '\n');
		at += len + (at[len] != '\0');
	}
	add(d, CARRIER_BODY, anchors, n, &plain, &m);
	buf_free(&plain);
	for (size_t i = 0; i < n_heads; i++)
		free(heads[i]);
}

void told_end(struct told *d)
{
	struct findings *f = d->findings;

	settle_sort(f);
	tie_set_names_apart(f, d->rules);
	settle_overlaps(f);
	for (size_t i = 0; i < f->n; i++) /* keys of their own, as the document makes them */
		memcpy(f->rows[i].key, &(uint64_t){i + 1}, sizeof(uint64_t));
	tie_findings(f, d->rules);
}

void told_free(struct told *d)
{
	sweep_free(d->sweep);
	findings_free(d->findings);
	free(d->file_name);
	free(d);
}

struct told *told_text(const char *text)
{
	struct told *d = told_begin();

	told_add(d, CARRIER_BODY, AT_LINE, NULL, text);
	told_end(d);
	return d;
}

const struct findings *told_findings(const struct told *d)
{
	return d->findings;
}

const struct finding *told_indicator(const struct told *d, const char *category, const char *value)
{
	for (size_t i = 0; i < d->findings->n; i++) {
		const struct finding *f = d->findings->rows + i;

		if (f->type == TYPE_INDICATOR && !f->suppressed &&
		    !strcmp(f->pattern->category, category) && !strcasecmp(f->value, value))
			return f;
	}
	return NULL;
}

const struct finding *told_person(const struct told *d, const char *name, unsigned nth)
{
	for (size_t i = 0; i < d->findings->n; i++)
		if (d->findings->rows[i].type == TYPE_PERSON &&
		    !strcmp(d->findings->rows[i].value, name) && !nth--)
			return d->findings->rows + i;
	return NULL;
}

static const struct finding *with_key(const struct told *d, const uint8_t *key)
{
	for (size_t i = 0; i < d->findings->n; i++)
		if (!memcmp(d->findings->rows[i].key, key, HIT_KEY_LEN))
			return d->findings->rows + i;
	return NULL;
}

bool told_tied(const struct told *d, const struct finding *indicator, const char *person)
{
	for (size_t i = 0; i < indicator->n_ties; i++)
		if (!strcmp(with_key(d, indicator->ties[i].key)->value, person))
			return true;
	return false;
}

char *told_all(const struct told *d)
{
	struct buf b = {0};

	buf_add(&b, "", 0);
	for (size_t i = 0; i < d->findings->n; i++) {
		const struct finding *f = d->findings->rows + i;

		if (f->type != TYPE_INDICATOR || f->suppressed)
			continue;
		buf_add_format(&b, "\n  %s %s %d %s %s:", f->pattern->category, f->value, f->score,
			       f->n_ties ? tie_level_word(f->ties[0].level) : "-",
			       polarity_word(f->polarity));
		for (size_t k = 0; k < f->n_ties; k++)
			buf_add_format(&b, " %s,", with_key(d, f->ties[k].key)->value);
		buf_add_format(&b, " (%s)", f->why.bytes);
	}
	return b.bytes;
}

/* The n-th field of "a | b | c", trimmed; false if there are fewer. */
static bool field(const char *line, unsigned n, char *to, size_t room)
{
	while (n--) {
		line = strchr(line, '|');
		if (!line)
			return false;
		line++;
	}
	line += strspn(line, " ");
	size_t len = strcspn(line, "|");
	while (len && line[len - 1] == ' ')
		len--;
	snprintf(to, room, "%.*s", (int)len, line);
	return true;
}

static bool holds(const struct told *d, const char *line)
{
	char what[160], who[160], level[32], polarity[32];

	cr_assert(field(line, 0, what, sizeof(what)) && field(line, 1, who, sizeof(who)));
	what[3] = '\0';
	const struct finding *f = told_indicator(d, what, what + 4);
	if (!f || (strcmp(who, "nobody") ? !told_tied(d, f, who) : f->n_ties > 0))
		return false;
	if (field(line, 2, level, sizeof(level)) &&
	    (!f->n_ties || strcmp(level, tie_level_word(f->ties[0].level)) != 0))
		return false;
	return !field(line, 3, polarity, sizeof(polarity)) ||
	       !strcmp(polarity, polarity_word(f->polarity));
}

void told_expect(const char *text, const char *const *expected)
{
	struct told *d = told_text(text);
	char *all = told_all(d);

	for (; *expected; expected++)
		cr_expect(holds(d, *expected), "%s\n  wanted %s%s", text, *expected, all);
	free(all);
	told_free(d);
}

void told_expect_nobody(const char *text)
{
	struct told *d = told_text(text);
	char *all = told_all(d);

	for (size_t i = 0; i < d->findings->n; i++) {
		const struct finding *f = d->findings->rows + i;

		if (f->type == TYPE_INDICATOR && !f->suppressed)
			cr_expect(!f->n_ties && f->score < 40, "%s%s", text, all);
	}
	free(all);
	told_free(d);
}
