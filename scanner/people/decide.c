/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/decide.c - what people decided, as joins and as sides that stay apart.
 *
 * An event names mentions: of a merge all that are one, of a split those on either side of a `|`.
 * Later events go before earlier ones: a merge is held up only by a split that came after it.
 */
#include "base/digest.h"
#include "people/decide.h"
#include "people/units.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct decision {
	int64_t n;
	bool split, undone;
	char *about;
};
struct log {
	struct decision *rows;
	size_t n, room;
};

static int read_event(void *arg, const struct event_row *e)
{
	struct log *log = arg;

	if (!strcmp(e->kind, EVENT_UNDO)) {
		for (size_t i = 0; i < log->n; i++)
			log->rows[i].undone |= log->rows[i].n == strtoll(e->about, NULL, 10);
		return 0;
	}
	GROW(log->rows, log->n, log->room);
	log->rows[log->n++] = (struct decision){ .n = e->n,
						 .split = !strcmp(e->kind, EVENT_SPLIT),
						 .about = xstrdup(e->about) };
	return 0;
}

/* The next id in the text; false at its end. A `|` is reported through *bar. */
static bool next_id(const char **at, uint8_t id[HIT_KEY_LEN], bool *bar)
{
	for (; **at && !isxdigit((unsigned char)**at); ++*at)
		*bar |= **at == '|';
	if (!hex_parse(id, *at, HIT_KEY_LEN))
		return false;
	*at += 2 * HIT_KEY_LEN;
	return true;
}

static void add_side(struct people *p, uint32_t unit, int64_t event, bool second)
{
	p->units[units_root(p, unit)].sided = true;
	GROW(p->sides, p->n_sides, p->side_room);
	p->sides[p->n_sides++] = (struct side){ unit, event, second };
}

/* Mentions on the first side leave a unit whose other mentions stay. */
static uint32_t unit_apart(struct people *p, struct mention *m, uint32_t *of, uint32_t *made)
{
	if (*of != m->unit || *made == NONE) {
		GROW(p->units, p->n_units, p->unit_room);
		p->units[p->n_units] = p->units[m->unit];
		struct unit *u = &p->units[p->n_units];
		u->parent = (uint32_t)p->n_units;
		u->data = NONE;
		u->mentions = 0;
		memset(u->first, 0xff, sizeof(u->first));
		*of = m->unit;
		*made = (uint32_t)p->n_units++;
	}
	struct unit *u = &p->units[*made];
	u->mentions++;
	if (!--p->units[m->unit].mentions) { /* none stays: what stands with the name goes along */
		u->data = p->units[m->unit].data;
		p->units[m->unit].data = NONE;
	}
	if (memcmp(m->id, u->first, HIT_KEY_LEN) < 0)
		memcpy(u->first, m->id, HIT_KEY_LEN);
	return *made;
}

static void do_split(struct people *p, const struct decision *d)
{
	const char *at = d->about;
	uint32_t of = NONE, made = NONE, first = NONE;
	uint8_t id[HIT_KEY_LEN];
	bool second = false;

	while (next_id(&at, id, &second)) {
		struct mention *m = mention_find(p, id);

		for (; m && m < p->mentions + p->n_mentions && !memcmp(m->id, id, HIT_KEY_LEN); m++) {
			if (!second) {
				m->unit = unit_apart(p, m, &of, &made);
				first = first == NONE ? m->unit : units_join(p, first, m->unit);
			}
			add_side(p, m->unit, d->n, second);
		}
	}
}

static bool on_sides(struct people *p, uint32_t root, int64_t event, bool second)
{
	for (size_t i = 0; i < p->n_sides; i++)
		if (p->sides[i].event == event && p->sides[i].second == second &&
		    units_root(p, p->sides[i].unit) == root)
			return true;
	return false;
}

bool decide_keeps_apart(struct people *p, uint32_t a, uint32_t b, int64_t after)
{
	a = units_root(p, a);
	b = units_root(p, b);
	if (!p->units[a].sided || !p->units[b].sided)
		return false;
	for (size_t i = 0; i < p->n_sides; i++) {
		const struct side *s = p->sides + i;
		uint32_t root;

		if (s->event <= after)
			continue;
		root = units_root(p, s->unit);
		if ((root == a && on_sides(p, b, s->event, !s->second)) ||
		    (root == b && on_sides(p, a, s->event, !s->second)))
			return true;
	}
	return false;
}

static void do_merge(struct people *p, const struct decision *d)
{
	const char *at = d->about;
	uint32_t first = NONE;
	uint8_t id[HIT_KEY_LEN];
	bool bar;

	while (next_id(&at, id, &bar)) {
		struct mention *m = mention_find(p, id);

		if (!m)
			continue;
		if (first == NONE) {
			first = m->unit;
		} else if (!decide_keeps_apart(p, first, m->unit, d->n)) {
			people_note(p, m->unit, TYPE_PERSON, "", 100,
				    arena_format(p->arena, "samengevoegd bij besluit %lld",
						 (long long)d->n));
			units_join(p, first, m->unit);
		}
	}
}

int decide_load(struct people *p, struct store *s, struct fail *f)
{
	struct log log = { 0 };
	int error = people_each_event(s, read_event, &log, f);

	/* Sides first, all of them: a merge must know the splits that came after it. */
	for (size_t i = 0; !error && i < log.n; i++)
		if (log.rows[i].split && !log.rows[i].undone)
			do_split(p, log.rows + i);
	for (size_t i = 0; !error && i < log.n; i++)
		if (!log.rows[i].split && !log.rows[i].undone)
			do_merge(p, log.rows + i);
	for (size_t i = 0; i < log.n; i++)
		free(log.rows[i].about);
	free(log.rows);
	return error;
}
