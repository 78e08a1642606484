/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/notify.c - the list of persons to be informed, one line each.
 *
 * It proposes; whoever judges fills in oordeel, brief and dates. As long as nobody did, oordeel is
 * IN_BEOORDELING and status GEVONDEN. herkomst_eerste_vaststelling is PROACTIEF: these persons were
 * found by searching, not because they asked.
 */
#include <inttypes.h>
#include <string.h>
#include "people/dossier.h"
#include "report/join.h"
#include "report/persons.h"
#include "report/grid.h"

#define PLACES_SHOWN 25
#define SENDERS_SHOWN 25

static const struct grid_column full[] = {
	{ "persoon_id", 10, true },
	{ "weergavenaam", 30, false },
	{ "aliassen", 0, false },
	{ "woonplaats", 16, false },
	{ "geboortedatum", 0, false },
	{ "rol", 9, false },
	{ "identiteitszekerheid", 14, false },
	{ "naamgenoten", 11, true },
	{ "categorieen", 16, false },
	{ "bevindingen", 11, true },
	{ "vindplaatsen", 0, false },
	{ "documenten", 10, true },
	{ "periode_van", 0, false },
	{ "periode_tot", 0, false },
	{ "regime", 0, false },
	{ "bron", 0, false },
	{ "ontvangers", 0, false },
	{ "contact", 30, false },
	{ "contactgraad", 12, false },
	{ "status", 9, false },
	{ "reden_niet_geinformeerd", 28, false },
	{ "oordeel", 0, false },
	{ "herkomst_eerste_vaststelling", 0, false },
	{ NULL, 0, false },
};
static const struct grid_column envelope[] = {
	{ "persoon_id", 10, true },  { "weergavenaam", 30, false }, { "contact", 40, false },
	{ "contactgraad", 12, false }, { "status", 9, false },	    { NULL, 0, false },
};

struct writing {
	struct store *s;
	const struct persons_options *o;
	struct fail *f;
	struct grid table;
	struct buf cell, places;
	uint64_t n_places;
};

static int add_place(void *arg, const struct finding_row *row)
{
	struct writing *w = arg;

	if (w->n_places++ >= PLACES_SHOWN)
		return 0;
	buf_add_format(&w->places, "%s%s", w->places.len ? "; " : "", row->category);
	if (*row->manner)
		buf_add_format(&w->places, " %s", row->manner);
	if (*row->polarity)
		buf_add_format(&w->places, " %s", row->polarity);
	buf_add_format(&w->places, " %s", row->place);
	return 0;
}

static void put_texts(struct writing *w, const struct texts *t, size_t most)
{
	texts_join(&w->cell, t, most);
	grid_text(&w->table, w->cell.bytes);
}

/* "REL (3); ETN". */
static void put_categories(struct writing *w, const struct dossier *d)
{
	buf_clear(&w->cell);
	for (size_t i = 0; i < d->categories.n; i++) {
		buf_add_format(&w->cell, "%s%s", i ? "; " : "", d->categories.texts[i]);
		if (d->categories.times[i] > 1)
			buf_add_format(&w->cell, " (%" PRIu64 ")", d->categories.times[i]);
	}
	grid_text(&w->table, d->categories.n ? w->cell.bytes : "ALG");
}

static void put_contacts(struct writing *w, const struct dossier *d, bool reliable_only)
{
	buf_clear(&w->cell);
	buf_add_str(&w->cell, "");
	for (size_t i = 0; i < d->n_contacts; i++) {
		const struct contact_row *c = d->contacts + i;

		if (reliable_only && c->grade > 'B')
			break;
		buf_add_format(&w->cell, "%s%s (%c: %s)", i ? "; " : "", c->value, c->grade, c->why);
	}
	grid_text(&w->table, w->cell.bytes);
}

static void put_places(struct writing *w)
{
	if (w->n_places > PLACES_SHOWN)
		buf_add_format(&w->places, "; en nog %" PRIu64, w->n_places - PLACES_SHOWN);
	grid_text(&w->table, w->places.len ? w->places.bytes : "");
	buf_clear(&w->places);
}

static void put_full(struct writing *w, const struct dossier *d)
{
	const struct person_row *p = &d->person;
	struct grid *t = &w->table;
	char day[DAY_TEXT];

	put_texts(w, &d->aliases, 20);
	put_texts(w, &d->residences, 10);
	put_texts(w, &d->born, 5);
	grid_text(t, p->role);
	grid_text(t, p->sure);
	grid_int(t, p->namesakes);
	put_categories(w, d);
	grid_int(t, d->findings);
	put_places(w);
	grid_int(t, p->documents);
	day_text(day, p->dated, p->since);
	grid_text(t, day);
	day_text(day, p->dated, p->until);
	grid_text(t, day);
	grid_text(t, d->wbp && d->avg ? "WBP en AVG" : d->wbp ? "WBP" : d->avg ? "AVG" : "");
	put_texts(w, &d->senders, SENDERS_SHOWN);
	put_texts(w, &d->recipients, SENDERS_SHOWN);
	put_contacts(w, d, false);
}

static int write_person(void *arg, const struct person_row *p)
{
	struct writing *w = arg;
	struct grid *t = &w->table;
	char grade[2] = "D";
	struct dossier d;
	int error = dossier_read(w->s, p, w->o->today, w->o->mail_room ? NULL : add_place, w, &d, w->f);
	bool wanted = !error && (!w->o->findings_only || d.findings || d.categories.n) &&
		      (!w->o->mail_room || d.grade <= 'B');

	*grade = d.grade;
	if (wanted) {
		grid_int(t, (uint64_t)p->n);
		grid_text(t, d.name);
		if (w->o->mail_room)
			put_contacts(w, &d, true);
		else
			put_full(w, &d);
		grid_text(t, grade);
		grid_text(t, "GEVONDEN");
		if (!w->o->mail_room) {
			grid_text(t, d.hindrance);
			grid_text(t, "IN_BEOORDELING");
			grid_text(t, "PROACTIEF");
		}
		if (grid_row(t) < 0)
			error = fail_set(w->f, EXIT_BROKE_OFF, "the list cannot be written");
	}
	buf_clear(&w->places);
	w->n_places = 0;
	dossier_wipe(&d);
	return error;
}

int notify_write(struct store *s, const struct persons_options *o, FILE *to, struct fail *f)
{
	struct writing w = { .s = s, .o = o, .f = f };
	int error;

	if (grid_begin(&w.table, o->form, o->csv, "Informeringslijst", o->mail_room ? envelope : full,
		       to, f) < 0)
		return -1;
	error = people_each(s, 0, write_person, &w, f);
	error = grid_end(&w.table, error, f);
	buf_free(&w.cell);
	buf_free(&w.places);
	return error;
}
