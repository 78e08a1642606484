/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/points.c - reading the points, adding them up, saying why. */
#include "detect/names/points.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const term_names[] = {
#define X(name, word) word,
    NAME_TERMS(X)
#undef X
	NULL};

/* "+1.5" as half points. */
static bool read_half(const char **s, int8_t *ret)
{
	char *end;
	double d = strtod(*s, &end);

	if (end == *s || d < -20 || d > 20 || rint(d * 2) != d * 2)
		return false;
	*ret = (int8_t)rint(d * 2);
	*s = end + strspn(end, " \t");
	return true;
}

static void print_half(char *to, size_t size, int half)
{
	snprintf(to, size, "%s%d%s", half < 0 ? "-" : "+", abs(half) / 2, half % 2 ? ".5" : "");
}

static int read_term(const struct pack_block *b, const struct pack_line *l, struct name_points *p,
		     struct fail *f)
{
	const char *s = l->value;
	const char *nearest;

	if (!strcmp(l->key, "about") || !strcmp(l->key, "source"))
		return 0;
	if (!strcmp(l->key, "floor")) {
		p->floor = atoi(s);
		return 0;
	}
	for (int i = 0; i < N_NAME_TERMS; i++) {
		if (strcmp(term_names[i], l->key))
			continue;
		if (!read_half(&s, &p->person[i]) || !read_half(&s, &p->place[i]) || !*s)
			return pack_fail(f, b, l->line,
					 "%s needs points for a person, points for a place (halves "
					 "at most) and words",
					 l->key);
		p->words[i] = s;
		print_half(p->signs[0][i], sizeof(p->signs[0][i]), p->place[i]);
		print_half(p->signs[1][i], sizeof(p->signs[1][i]), p->person[i]);
		return 0;
	}
	nearest = nearest_word(l->key, term_names);
	return pack_fail(f, b, l->line, "there is no term %s%s%s", l->key,
			 nearest ? "; perhaps " : "", nearest ? nearest : "");
}

int name_points_load(const struct ruleset *r, struct name_points *ret, struct fail *f)
{
	const struct pack_block *b = NULL;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; (b = ruleset_block(r, "words", i)); i++)
		if (!strcmp(b->name, "name-terms"))
			break;
	if (!b)
		return fail_set(f, EXIT_USAGE, "the packs have no block \"words name-terms\"");
	for (size_t i = 0; i < b->n_lines; i++)
		if (read_term(b, &b->lines[i], ret, f) < 0)
			return -1;
	for (int i = 0; i < N_NAME_TERMS; i++)
		if (!ret->words[i])
			return pack_fail(f, b, 0, "the term %s is missing", term_names[i]);
	return 0;
}

void name_sum_add(struct name_sum *s, const struct name_points *p, enum name_term term)
{
	s->person = (int16_t)(s->person + p->person[term]);
	s->place = (int16_t)(s->place + p->place[term]);
	if (s->n < TERMS_MAX)
		s->terms[s->n++] = (uint8_t)term;
}

bool name_sum_has(const struct name_sum *s, enum name_term term)
{
	return memchr(s->terms, term, s->n);
}

struct name_chance name_sum_chance(const struct name_sum *s)
{
	double person = exp(s->person / 2.0), place = exp(s->place / 2.0);
	double all = person + place + 1;

	return (struct name_chance) {(int)rint(100 * person / all), (int)rint(100 * place / all)};
}

void name_sum_why(const struct name_sum *s, const struct name_points *p, bool person,
		  struct buf *to)
{
	char sum[16];

	for (int i = 0; i < s->n; i++) {
		int term = s->terms[i];

		buf_add_str(to, p->signs[person][term]);
		buf_add_byte(to, ' ');
		buf_add_str(to, p->words[term]);
		buf_add_str(to, "; ");
	}
	print_half(sum, sizeof(sum), s->person);
	buf_add_str(to, "sums: person ");
	buf_add_str(to, sum + (*sum == '+'));
	print_half(sum, sizeof(sum), s->place);
	buf_add_str(to, ", place ");
	buf_add_str(to, sum + (*sum == '+'));
}
