/* SPDX-License-Identifier: EUPL-1.2 */
/* report/persons.c - the list of persons, one of them in full, and what was decided. */
#include "report/persons.h"
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include "people/dossier.h"
#include "report/join.h"
#include "report/grid.h"

void day_text(char to[DAY_TEXT], bool known, int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!known || !gmtime_r(&t, &tm) || !strftime(to, DAY_TEXT, "%Y-%m-%d", &tm))
		*to = '\0';
}

struct listing {
	struct store *s;
	const struct persons_options *o;
	struct fail *f;
	struct grid table;
	struct buf cell;
	FILE *to;
};

static int list_person(void *arg, const struct person_row *p)
{
	struct listing *l = arg;
	struct grid *t = &l->table;
	struct dossier d;
	char since[DAY_TEXT], until[DAY_TEXT];
	int error = dossier_read(l->s, p, l->o->today, NULL, NULL, &d, l->f);

	if (!error && (!l->o->findings_only || d.findings || d.categories.n)) {
		day_text(since, p->dated, p->since);
		day_text(until, p->dated, p->until);
		grid_int(t, (uint64_t)p->n);
		grid_text(t, d.name);
		texts_join(&l->cell, &d.residences, 5);
		grid_text(t, l->cell.bytes);
		grid_text(t, p->sure);
		grid_text(t, p->role);
		texts_join(&l->cell, &d.categories, 20);
		grid_text(t, l->cell.bytes);
		grid_int(t, p->documents);
		grid_int(t, p->mentions);
		grid_int(t, p->namesakes);
		grid_text(t, since);
		grid_text(t, until);
		error = grid_row(t) < 0 ? fail_set(l->f, EXIT_BROKE_OFF, "the list cannot be written") : 0;
	}
	dossier_wipe(&d);
	return error;
}

int persons_write(struct store *s, const struct persons_options *o, FILE *to, struct fail *f)
{
	static const struct grid_column columns[] = {
		{ "nr", 6, true }, { "naam", 30, false }, { "woonplaats", 20, false },
		{ "zekerheid", 14, false }, { "rol", 9, false }, { "categorieen", 16, false },
		{ "documenten", 10, true }, { "vermeldingen", 12, true }, { "naamgenoten", 11, true },
		{ "van", 10, false }, { "tot", 10, false }, { NULL, 0, false },
	};
	struct listing l = { .s = s, .o = o, .f = f };
	int error;

	if (grid_begin(&l.table, o->form, o->csv, "Personen", columns, to, f) < 0)
		return -1;
	error = people_each(s, 0, list_person, &l, f);
	error = grid_end(&l.table, error, f);
	buf_free(&l.cell);
	return error;
}

static int show_evidence(void *arg, const struct evidence_row *e)
{
	FILE *to = arg;

	fprintf(to, "  %+5d  ", e->points);
	put_safe(to, e->says);
	fputc('\n', to);
	return 0;
}

static int show_datum(void *arg, const struct datum_row *d)
{
	struct listing *l = arg;

	fprintf(l->to, "  %-16s ", hit_type_word(d->type));
	put_safe(l->to, d->value);
	fprintf(l->to, "  (%" PRIu64 " %s%s)\n", d->documents, d->documents == 1 ? "document" : "documenten",
		d->own ? ", eigen opgave" : "");
	return 0;
}

static int show_hit(void *arg, const struct hit_row *row)
{
	struct listing *l = arg;
	struct buf place = { 0 };

	record_place(&place, row);
	fprintf(l->to, "  %s  %-9s ", row->id, row->category ? row->category : "naam");
	put_safe(l->to, row->hit.value);
	fprintf(l->to, "\n      ");
	put_safe(l->to, place.bytes);
	fputc('\n', l->to);
	buf_free(&place);
	return 0;
}

static void show_contacts(FILE *to, const struct dossier *d)
{
	for (size_t i = 0; i < d->n_contacts; i++) {
		fprintf(to, "  %c  %-8s ", d->contacts[i].grade, d->contacts[i].type);
		put_safe(to, d->contacts[i].value);
		fprintf(to, "  (%s)\n", d->contacts[i].why);
	}
}

static int show_person(void *arg, const struct person_row *p)
{
	struct listing *l = arg;
	struct dossier d;
	int error = dossier_read(l->s, p, l->o->today, NULL, NULL, &d, l->f);

	fprintf(l->to, "Persoon %" PRId64 ": ", p->n);
	put_safe(l->to, d.name);
	fprintf(l->to,
		"\n  identiteit %s, rol %s; documenten: %" PRIu64 ", vermeldingen: %" PRIu64
		", naamgenoten: %" PRIu64 "\n",
		p->sure, p->role, p->documents, p->mentions, p->namesakes);
	texts_join(&l->cell, &d.aliases, 50);
	fprintf(l->to, "  geschreven als: ");
	put_safe(l->to, l->cell.bytes);
	fprintf(l->to, "\n\nGegevens bij de naam\n");
	if (!error)
		error = people_each_datum(l->s, p->n, show_datum, l, l->f);
	fprintf(l->to, "\nContactgegevens, met graad (alleen A en B zijn betrouwbaar)\n");
	show_contacts(l->to, &d);
	fprintf(l->to, "\nWaarom een persoon (punten voor, en tegen)\n");
	if (!error)
		error = people_each_evidence(l->s, p->n, show_evidence, l->to, l->f);
	fprintf(l->to, "\nVindplaatsen\n");
	if (!error)
		error = people_each_hit(l->s, p->n, show_hit, l, l->f);
	dossier_wipe(&d);
	return error ? error : 1; /* there is one */
}

int persons_show(struct store *s, int64_t person, const struct persons_options *o, FILE *to,
		 struct fail *f)
{
	struct listing l = { .s = s, .o = o, .f = f, .to = to };
	bool found = false;
	int error;

	error = people_each(s, person, show_person, &l, f);
	found = l.cell.bytes != NULL;
	buf_free(&l.cell);
	if (!error && !found)
		return fail_set(f, EXIT_USAGE, "there is no person %" PRId64 " in this case", person);
	return error;
}

static int log_event(void *arg, const struct event_row *e)
{
	struct listing *l = arg;
	char when[RECORD_TIME];

	record_time(when, e->at * 1000000000);
	grid_int(&l->table, (uint64_t)e->n);
	grid_text(&l->table, when);
	grid_text(&l->table, e->actor);
	grid_text(&l->table, e->kind);
	grid_text(&l->table, e->reason);
	grid_text(&l->table, e->about);
	return grid_row(&l->table) < 0 ? fail_set(l->f, EXIT_BROKE_OFF, "the log cannot be written") : 0;
}

int persons_log(struct store *s, const struct persons_options *o, FILE *to, struct fail *f)
{
	static const struct grid_column columns[] = {
		{ "besluit", 7, true }, { "tijd", 20, false }, { "door", 16, false },
		{ "soort", 6, false }, { "reden", 60, false }, { "over", 0, false }, { NULL, 0, false },
	};
	struct listing l = { .s = s, .o = o, .f = f };
	int64_t broken;
	int error;

	if (grid_begin(&l.table, o->form, o->csv, "Besluiten", columns, to, f) < 0)
		return -1;
	error = people_each_event(s, log_event, &l, f);
	error = grid_end(&l.table, error, f);
	if (!error && people_check_events(s, &broken, f) < 0)
		return -1;
	if (!error && broken)
		return fail_set(f, EXIT_DAMAGED,
				"the log of decisions was changed from outside, at decision %" PRId64,
				broken);
	return error;
}
