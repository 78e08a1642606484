/* SPDX-License-Identifier: EUPL-1.2 */
/* people/dossier.c - hits, data and correspondents of one person, gathered. */
#include "people/dossier.h"
#include <stdlib.h>
#include <string.h>

/* The Wbp applied until 25 May 2018 (UAVG art. 51, AVG art. 99). */
#define AVG_FROM INT64_C(1527206400)

struct reading {
	struct store *s;
	struct fail *f;
	struct dossier *d;
	finding_fn *found;
	void *arg;
	char *path, *part;   /* of the document whose correspondents are known */
	char *sender;
};

void texts_add(struct texts *to, const char *text)
{
	for (size_t i = 0; i < to->n; i++)
		if (!strcmp(to->texts[i], text)) {
			to->times[i]++;
			return;
		}
	if (to->n == to->room) {
		to->room = to->room ? 2 * to->room : 8;
		to->texts = xrealloc(to->texts, to->room * sizeof(*to->texts));
		to->times = xrealloc(to->times, to->room * sizeof(*to->times));
	}
	to->times[to->n] = 1;
	to->texts[to->n++] = xstrdup(text);
}

void texts_free(struct texts *n)
{
	for (size_t i = 0; i < n->n; i++)
		free(n->texts[i]);
	free(n->texts);
	free(n->times);
	*n = (struct texts){ 0 };
}

static int add_correspondent(void *arg, const char *field, const char *address)
{
	struct reading *r = arg;

	if (!strcmp(field, "From") || !strcmp(field, "Sender")) {
		texts_add(&r->d->senders, address);
		if (!r->sender)
			r->sender = xstrdup(address);
	} else if (!strcmp(field, "To") || !strcmp(field, "Cc") || !strcmp(field, "Bcc")) {
		texts_add(&r->d->recipients, address);
	}
	return 0;
}

/* Rows come document by document, so only the last one is kept. */
static int know_correspondents(struct reading *r, const char *path, const char *part)
{
	if (r->path && !strcmp(r->path, path) && !strcmp(r->part, part))
		return 0;
	free(r->path);
	free(r->part);
	free(r->sender);
	r->path = xstrdup(path);
	r->part = xstrdup(part);
	r->sender = NULL;
	return store_each_correspondent(r->s, path, part, add_correspondent, r, r->f);
}

static const char *category_of(const struct hit_row *row)
{
	return row->hit.type == TYPE_INDICATOR && row->category ? row->category : "ALG";
}

static const char *polarity_label(enum polarity p)
{
	return p == POLARITY_DENIED ? "ONTKEND" : p == POLARITY_ATTRIBUTED ? "TOEGESCHREVEN" :
	       p == POLARITY_AFFIRMED				? "BEVESTIGD" : "";
}

static const char *manner_label(enum manner m)
{
	return m == MANNER_STATED ? "EXPLICIET" : m == MANNER_DERIVABLE ? "AFLEIDBAAR" : "";
}

static const char *regime_of(struct dossier *d, const struct home_row *doc)
{
	if (!doc->dated)
		return "";
	*(doc->date < AVG_FROM ? &d->wbp : &d->avg) = true;
	return doc->date < AVG_FROM ? "WBP" : "AVG";
}

static int tell_finding(struct reading *r, const struct hit_row *row, const struct home_row *doc)
{
	struct buf place = { 0 };
	const struct hit *h = &row->hit;

	place_add(&place, &(struct place){ .path = row->path,
					   .part = h->part,
					   .carrier = h->carrier,
					   .anchor = h->anchor,
					   .start = h->start,
					   .length = h->end - h->start });
	int told = r->found(r->arg, &(struct finding_row){ .place = place.bytes,
							   .category = category_of(row),
							   .manner = manner_label(h->manner),
							   .polarity = polarity_label(h->polarity),
							   .dated = doc->dated,
							   .date = doc->date,
							   .sender = r->sender,
							   .text = h->value,
							   .regime = regime_of(r->d, doc) });
	buf_free(&place);
	return told;
}

static int read_hit(void *arg, const struct hit_row *row)
{
	struct reading *r = arg;
	struct home_row doc;

	if (store_find_document(r->s, row->path, row->hit.part, &doc, r->f) < 0 ||
	    know_correspondents(r, row->path, doc.part) < 0)
		return -1;
	texts_add(&r->d->files, row->path);
	if (row->hit.type == TYPE_PERSON) {
		texts_add(&r->d->aliases, row->hit.value);
	} else {
		texts_add(&r->d->categories, category_of(row));
		r->d->findings++;
	}
	regime_of(r->d, &doc);
	return r->found ? tell_finding(r, row, &doc) : 0;
}

static void add_contact(struct dossier *d, const struct datum_row *row, int64_t today)
{
	char grade = contact_grade(row, d->person.sure, today);
	size_t at = d->n_contacts;

	if (d->n_contacts == d->contact_room) {
		d->contact_room = d->contact_room ? 2 * d->contact_room : 4;
		d->contacts = xrealloc(d->contacts, d->contact_room * sizeof(*d->contacts));
	}
	d->n_contacts++;
	for (; at && d->contacts[at - 1].grade > grade; at--)
		d->contacts[at] = d->contacts[at - 1];
	d->contacts[at] = (struct contact_row){ hit_type_word(row->type), xstrdup(row->value),
						contact_why(row, d->person.sure, today), grade };
	if (grade < d->grade)
		d->grade = grade;
}

struct with_today {
	struct dossier *d;
	int64_t today;
};

static int read_datum(void *arg, const struct datum_row *row)
{
	struct with_today *w = arg;

	if (row->type == TYPE_PLACE)
		texts_add(&w->d->residences, row->value);
	else if (row->type == TYPE_DATE_OF_BIRTH)
		texts_add(&w->d->born, row->value);
	else if (row->type == TYPE_BSN)
		texts_add(&w->d->categories, "BSN");
	else if (datum_is_contact(row->type))
		add_contact(w->d, row, w->today);
	return 0;
}

static const char *hindrance_of(const struct dossier *d)
{
	if (!strcmp(d->person.sure, "ONZEKER"))
		return "IDENTITEIT_NIET_VAST";
	if (d->person.namesakes && strcmp(d->person.sure, "VAST") != 0)
		return "NAAMGENOOT_NIET_UITGESLOTEN";
	if (d->grade == 'D')
		return "GEEN_CONTACTGEGEVENS";
	return d->grade == 'C' ? "CONTACT_ONBETROUWBAAR" : "NOG_IN_BEHANDELING";
}

int dossier_read(struct store *s, const struct person_row *p, int64_t today, finding_fn *found,
		 void *arg, struct dossier *ret, struct fail *f)
{
	struct reading r = { .s = s, .f = f, .d = ret, .found = found, .arg = arg };
	struct with_today w = { ret, today };
	int error;

	*ret = (struct dossier){ .person = *p, .name = xstrdup(p->name), .grade = 'D' };
	ret->person.name = ret->name;
	ret->person.sure = p->sure;
	error = people_each_hit(s, p->n, read_hit, &r, f);
	if (!error)
		error = people_each_datum(s, p->n, read_datum, &w, f);
	ret->hindrance = hindrance_of(ret);
	free(r.path);
	free(r.part);
	free(r.sender);
	return error;
}

void dossier_wipe(struct dossier *d)
{
	struct texts *lists[] = { &d->aliases, &d->residences, &d->born,	&d->categories,
				  &d->senders, &d->recipients, &d->files };

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		texts_free(lists[i]);
	for (size_t i = 0; i < d->n_contacts; i++)
		free((char *)d->contacts[i].value);
	free(d->contacts);
	free(d->name);
	*d = (struct dossier){ 0 };
}
