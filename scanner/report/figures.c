/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/figures.c - the figures of the letter to parliament: those the case can answer, each with
 * its definition and date, and of the others what they still need. Hits are never persons.
 */
#include "report/figures.h"
#include <inttypes.h>
#include <string.h>
#include "people/dossier.h"
#include "report/grid.h"

struct figures {
	struct store *s;
	const struct persons_options *o;
	struct fail *f;
	struct grid table;
	char day[DAY_TEXT];
	uint64_t persons, with_findings, sure, unsure, namesakes;
	uint64_t grades['E' - 'A'];
	struct texts categories, hindrances, years;
	uint64_t findings;
};

static int put(struct figures *g, const char *what, const char *of, uint64_t n, const char *definition)
{
	struct grid *t = &g->table;

	grid_text(t, what);
	grid_text(t, of);
	grid_int(t, n);
	grid_text(t, g->day);
	grid_text(t, definition);
	grid_text(t, "");
	return grid_row(t) < 0 ? fail_set(g->f, EXIT_BROKE_OFF, "the figures cannot be written") : 0;
}

static int put_needs(struct figures *g, const char *what, const char *definition, const char *needs)
{
	struct grid *t = &g->table;

	grid_text(t, what);
	grid_text(t, "");
	grid_text(t, NULL);
	grid_text(t, g->day);
	grid_text(t, definition);
	grid_text(t, needs);
	return grid_row(t) < 0 ? fail_set(g->f, EXIT_BROKE_OFF, "the figures cannot be written") : 0;
}

/* Some texts come once per person: how many persons, not how often. */
static void count_persons(struct texts *to, const struct texts *of)
{
	for (size_t i = 0; i < of->n; i++)
		texts_add(to, of->texts[i]);
}

static int count_person(void *arg, const struct person_row *p)
{
	struct figures *g = arg;
	struct dossier d;
	int error = dossier_read(g->s, p, g->o->today, NULL, NULL, &d, g->f);

	g->persons++;
	g->sure += !strcmp(p->sure, "VAST");
	g->unsure += !strcmp(p->sure, "ONZEKER");
	g->namesakes += p->namesakes > 0;
	g->findings += d.findings;
	if (!error && d.categories.n) {
		g->with_findings++;
		g->grades[d.grade - 'A']++;
		texts_add(&g->hindrances, d.hindrance);
		count_persons(&g->categories, &d.categories);
	}
	dossier_wipe(&d);
	return error;
}

static int count_document(void *arg, const struct ledger_row *row)
{
	struct figures *g = arg;
	char day[DAY_TEXT];

	if (!row->dated)
		return 0;
	day_text(day, true, row->date);
	day[4] = '\0';
	texts_add(&g->years, day);
	return 0;
}

static void sort_texts(struct texts *t)
{
	for (size_t i = 1; i < t->n; i++)
		for (size_t k = i; k && strcmp(t->texts[k - 1], t->texts[k]) > 0; k--) {
			char *text = t->texts[k];
			uint64_t times = t->times[k];

			t->texts[k] = t->texts[k - 1];
			t->times[k] = t->times[k - 1];
			t->texts[k - 1] = text;
			t->times[k - 1] = times;
		}
}

static int put_texts(struct figures *g, const char *what, const struct texts *t, const char *definition)
{
	int error = 0;

	for (size_t i = 0; i < t->n && !error; i++)
		error = put(g, what, t->texts[i], t->times[i], definition);
	return error;
}

static int put_coverage(struct figures *g, int min_score)
{
	struct store_totals t;

	if (store_totals(g->s, min_score, &t, g->f) < 0)
		return -1;
	return put(g, "bestanden", "", t.files, "bestanden gevonden, elk een keer in het register") ||
			       put(g, "bestanden", "volledig gelezen", t.ok, "uitkomst ok") ||
			       put(g, "bestanden", "deels gelezen", t.partial, "uitkomst partial") ||
			       put(g, "bestanden", "niet gelezen", t.failed, "uitkomst failed") ||
			       put(g, "bestanden", "overgeslagen", t.skipped, "uitkomst skipped") ||
			       put(g, "treffers", "", t.hits_reported,
				   "patroon past op een vindplaats, score op of boven de drempel")
		       ? -1
		       : 0;
}

static int put_persons(struct figures *g)
{
	static const char by_person[] = "personen met ten minste een bevinding van deze soort";
	static const char grade[] = "personen met bevindingen, naar beste contactgegeven";
	int error = put(g, "bevindingen", "", g->findings,
			"aanduidingen die aan een persoon vastzitten; nog door niemand bevestigd");

	if (!error)
		error = put(g, "personen", "voorgesteld", g->persons,
			    "namen samengebracht op naam en ten minste een ander gegeven");
	if (!error)
		error = put(g, "personen", "met bevindingen", g->with_findings,
			    "voorgestelde personen met een aanduiding of nummer");
	if (!error)
		error = put(g, "personen", "identiteit vast", g->sure, "zekerheid VAST");
	if (!error)
		error = put(g, "personen", "identiteit onzeker", g->unsure, "zekerheid ONZEKER");
	if (!error)
		error = put(g, "personen", "met naamgenoten", g->namesakes,
			    "een andere voorgestelde persoon heeft dezelfde naam");
	if (!error)
		error = put_texts(g, "personen per categorie", &g->categories, by_person);
	for (char c = 'A'; c <= 'D' && !error; c++)
		error = put(g, "personen per contactgraad", (char[]){ c, '\0' }, g->grades[c - 'A'], grade);
	if (!error)
		error = put_texts(g, "nog niet te informeren", &g->hindrances,
				  "personen met bevindingen, naar wat in de weg staat");
	return error;
}

static int put_not_yet(struct figures *g)
{
	static const char requests[] = "verzoeken worden in deze versie nog niet vastgelegd";
	static const char verdicts[] = "oordelen worden in deze versie nog niet vastgelegd";
	static const char letters[] = "verzonden brieven worden in deze versie nog niet vastgelegd";
	static const struct {
		const char *what, *definition, *needs;
	} rows[] = {
		{ "V verzoeken", "verschillende verzoekers, ontvangen tot en met de peildatum", requests },
		{ "A afgehandeld", "V met een bekendgemaakt besluit", requests },
		{ "in behandeling", "V min A", requests },
		{ "I onrechtmatig via inzage", "personen, uitkomst ONRECHTMATIG of GEMENGD, herkomst INZAGE", requests },
		{ "aandeel onrechtmatig", "I gedeeld door V, en I gedeeld door A", requests },
		{ "P proactief", "personen met oordeel ONRECHTMATIG en herkomst PROACTIEF", verdicts },
		{ "G geïnformeerd", "P met status GEINFORMEERD", letters },
		{ "niet geïnformeerd", "P min G, naar reden", letters },
		{ "T totaal", "verschillende personen in I en P samen", verdicts },
	};
	int error = 0;

	for (size_t i = 0; i < ARRAY_LEN(rows) && !error; i++)
		error = put_needs(g, rows[i].what, rows[i].definition, rows[i].needs);
	return error;
}

int figures_write(struct store *s, const struct persons_options *o, int min_score, FILE *to,
		  struct fail *f)
{
	static const struct grid_column columns[] = {
		{ "cijfer", 26, false }, { "van", 28, false }, { "aantal", 10, true },
		{ "peildatum", 10, false }, { "definitie", 60, false }, { "nodig", 52, false },
		{ NULL, 0, false },
	};
	const struct ledger_query all = { .parts = true };
	struct figures g = { .s = s, .o = o, .f = f };
	int error;

	if (grid_begin(&g.table, o->form, o->csv, "Cijfers", columns, to, f) < 0)
		return -1;
	day_text(g.day, true, o->today);
	error = people_each(s, 0, count_person, &g, f);
	if (!error)
		error = store_each_ledger(s, &all, count_document, &g, f);
	sort_texts(&g.years);
	sort_texts(&g.categories);
	sort_texts(&g.hindrances);
	if (!error)
		error = put_coverage(&g, min_score);
	if (!error)
		error = put_texts(&g, "documenten per jaar", &g.years, "datum die het document draagt");
	if (!error)
		error = put_persons(&g);
	if (!error)
		error = put_not_yet(&g);
	error = grid_end(&g.table, error, f);
	texts_free(&g.categories);
	texts_free(&g.hindrances);
	texts_free(&g.years);
	return error;
}
