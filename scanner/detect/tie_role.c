/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_role.c - who wrote, who receives, who acts for an authority, whom it is about.
 *
 * Before the ties: what a header line, a column head, a label, a greeting or a closing formula says
 * of a mention; those persons are not tied to what they write or read. After them: who has an
 * indicator is a subject, and what one mention shows holds for the others of the same group.
 */
#include "detect/tie.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define CORRESPONDENTS 32u

static enum role role_of_label(const struct terms_of_tying *terms, const char *label)
{
	if (tie_terms_label(terms, label, TIE_LABEL_AUTHOR))
		return ROLE_AUTHOR;
	if (tie_terms_label(terms, label, TIE_LABEL_RECIPIENT))
		return ROLE_RECIPIENT;
	if (tie_terms_label(terms, label, TIE_LABEL_OFFICIAL))
		return ROLE_OFFICIAL;
	return ROLE_NONE;
}

/* "Van: Berg, J.A. van den": the label in front of the line a person stands in. */
static enum role role_of_line(const struct tie_text *t, size_t first)
{
	static const struct {
		enum tie_list list;
		enum role role;
	} labels[] = {
		{TIE_LABEL_AUTHOR, ROLE_AUTHOR},
		{TIE_LABEL_RECIPIENT, ROLE_RECIPIENT},
		{TIE_LABEL_OFFICIAL, ROLE_OFFICIAL},
	};
	size_t start = first;

	while (start && !(t->words[start].gap & GAP_LINE))
		start--;
	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		size_t n = t->words[start].lengths[labels[i].list];

		if (!n || start + n >= t->n || start + n > first)
			continue;
		/* The colon must be right behind the label. */
		if (t->bytes[t->words[start + n - 1].to] == ':')
			return labels[i].role;
	}
	return ROLE_NONE;
}

/* "Beste Jan", "Geachte heer Demo": at the start of a line. */
static bool is_greeted(const struct tie_text *t, size_t first, size_t last)
{
	/* "Jan," on a line of its own; "Jan, kun jij ..."; "bedankt, Jan." */
	if (last - first <= 2 && (!first || t->words[first].gap & GAP_LINE) &&
	    (last < t->n ? t->words[last].gap : t->gap_after) & GAP_COMMA &&
	    (last == t->n || t->words[last].gap & GAP_LINE) && t->bytes[t->words[last - 1].to] == ',')
		return true;
	for (size_t back = 1; back <= 3 && back <= first; back++) {
		size_t i = first - back;

		if (t->words[i + 1].gap & (GAP_COMMA | GAP_STRONG | GAP_LINE))
			return false;
		if (tie_word_in(t, i, TIE_GREETING))
			return !i || t->words[i].gap & (GAP_LINE | GAP_STRONG);
	}
	return false;
}

/* "Jan, kun jij ...", "Kun jij dat doen, Jan?" */
static bool is_addressed(const struct tie_text *t, size_t first, size_t last)
{
	bool opens = !first || t->words[first].gap & (GAP_LINE | GAP_STRONG);
	bool closes = first && t->words[first].gap & GAP_COMMA && last >= t->n;
	size_t from = opens ? last : 0, to = opens ? last + 2 : first;

	if (last - first > 2 || (!opens && !closes) ||
	    (opens && (last >= t->n || !(t->words[last].gap & GAP_COMMA))))
		return false;
	for (size_t i = from; i < to && i < t->n; i++)
		if (tie_word_in(t, i, TIE_YOU))
			return true;
	return false;
}

/* A name that starts the line and has a colon behind it speaks. */
static bool is_speaker(const struct finding *f, const struct tie_text *t, size_t first, size_t last)
{
	const char *after = f->after ? f->after : "";

	if (f->anchor.kind != AT_MESSAGE)
		return false;
	return after[0] == ':' && last - first <= 4 && (first <= 6 || t->words[first].gap & GAP_LINE);
}

static bool is_of(const struct tie_text *t, size_t i)
{
	return t->words[i].folded_len == 3 && !memcmp(t->folded.bytes + t->words[i].folded_at, "van", 3);
}

/* A role before the name, with its department between: "wethouder", "minister van SZW". */
static bool has_office_before(const struct tie_text *t, size_t first)
{
	for (size_t back = 1; back <= 5 && back <= first; back++) {
		size_t i = first - back;
		uint8_t gap = t->words[i + 1].gap;

		if (gap & (GAP_STRONG | GAP_BRACKET | GAP_CELL))
			return false;
		if (gap & GAP_COMMA) /* "de directeur, J. Demo, opende" */
			return back == 1 && i && tie_word_in(t, i, TIE_OFFICIAL) &&
			       !t->words[i].capital;
		if (tie_word_in(t, i, TIE_OFFICIAL))
			return true;
		if (tie_word_in(t, i, TIE_VERB) || tie_word_in(t, i, TIE_BORDER))
			return false;
		if (back == 1 && is_of(t, i)) /* "de huisarts van Testali" */
			return false;
		if (!t->words[i].capital && !tie_word_in(t, i, TIE_ASIDE) &&
		    !tie_word_in(t, i, TIE_TITLE_HE) && !tie_word_in(t, i, TIE_TITLE_SHE) &&
		    t->words[i].folded_len > 3 && !tie_word_in(t, i, TIE_OFFICIAL_PLACE))
			return false;
	}
	return false;
}

/* "Demo van de gemeente", "Demo van het ministerie" */
static bool comes_from_office(const struct tie_text *t, size_t last)
{
	if (last + 1 >= t->n || t->words[last].gap != GAP_SPACE || !is_of(t, last))
		return false;
	size_t i = last + 1;
	if (t->words[i].folded_len <= 3 && !tie_word_in(t, i, TIE_OFFICIAL_PLACE) && i + 1 < t->n)
		i++;
	return t->words[i].gap == GAP_SPACE && tie_word_in(t, i, TIE_OFFICIAL_PLACE);
}

/* "J. Demo, beleidsmedewerker", "J. Demo (gemeente Proefdorp)", "J. Demo - SZW" */
static bool has_office_behind(const struct tie_text *t, size_t last)
{
	if (comes_from_office(t, last))
		return true;
	if (last >= t->n || !(t->words[last].gap & (GAP_COMMA | GAP_BRACKET)))
		return false;
	for (size_t i = last; i < t->n && i < last + 3; i++) {
		if (i > last && t->words[i].gap & (GAP_STRONG | GAP_BRACKET | GAP_COMMA))
			return false;
		if (tie_word_in(t, i, TIE_OFFICIAL))
			return true;
		if (tie_word_in(t, i, TIE_OFFICIAL_PLACE))
			return i == last || t->words[last].gap & GAP_BRACKET;
	}
	return false;
}

/* What stands before the name, across paragraphs, ends a letter: "Met vriendelijke groet,". */
static bool signs(struct tie_case *c, const struct finding *f, struct tie_text *scratch)
{
	if (!f->before || !*f->before)
		return false;
	tie_text_read(scratch, c->terms, f->before, strlen(f->before));
	for (size_t i = scratch->n; i-- > 0;) {
		size_t n = scratch->words[i].lengths[TIE_CLOSING];

		if (!n)
			continue;
		size_t rest = scratch->n - i - n;
		uint8_t gap = rest ? scratch->words[i + n].gap : scratch->gap_after;
		return rest <= 4 && (gap & (GAP_LINE | GAP_COMMA));
	}
	return false;
}

static bool is_organisation_address(const struct finding *email)
{
	static const char *const of_state[] = {"min", "gemeente", "rijksoverheid", "politie", "nctv",
					       "overheid", ".om.nl", "rechtspraak", "provincie"};
	const char *at = strchr(email->normal, '@');

	for (size_t i = 0; at && i < ARRAY_LEN(of_state); i++)
		if (strstr(at, of_state[i]) && (i || !strncmp(at, "@min", 4)))
			return true;
	return false;
}

/* "J. Demo <j.demo@minszw.nl>", "J. Demo (j.demo@minszw.nl)" */
static bool has_address_of_state(const struct tie_case *c, const struct finding *f)
{
	const struct finding *end = c->findings->rows + c->findings->n;

	for (const struct finding *e = f + 1; e < end && e->lane == f->lane; e++) {
		if (e->start > f->end + 4)
			return false;
		if (e->type == TYPE_EMAIL && e->start >= f->end)
			return is_organisation_address(e);
	}
	return false;
}

static enum role role_of_place(const struct tie_case *c, const struct finding *f)
{
	enum role role = role_of_label(c->terms, f->anchor.label);

	if (role == ROLE_NONE && (f->anchor.kind == AT_HEADER || f->lane->carrier == CARRIER_PROPERTY))
		role = role_of_label(c->terms, f->anchor.name);
	return role;
}

static char title_before(const struct tie_text *t, size_t first)
{
	for (size_t back = 1; back <= 2 && back <= first; back++) {
		if (tie_word_in(t, first - back, TIE_TITLE_SHE))
			return 'f';
		if (tie_word_in(t, first - back, TIE_TITLE_HE))
			return 'm';
	}
	return 0;
}

static enum role role_of_words(struct tie_case *c, struct tie_person *p)
{
	const struct finding *f = p->finding;
	size_t first, last;
	struct tie_text *t = tie_sentence_of(c, f, &first, &last);

	if (!t)
		return ROLE_NONE;
	p->aside = tie_stands_aside(t, first);
	p->title = title_before(t, first);
	enum role role = role_of_line(t, first);
	if (role != ROLE_NONE)
		return role;
	if (is_speaker(f, t, first, last))
		return ROLE_AUTHOR;
	if (is_greeted(t, first, last) || is_addressed(t, first, last))
		return ROLE_RECIPIENT;
	return has_office_before(t, first) || has_office_behind(t, last) ? ROLE_OFFICIAL : ROLE_NONE;
}

/* The first word of a longer name, or all of a short one; 0 where there is none to go by. */
static uint64_t first_word(const struct finding *f, bool whole)
{
	size_t len = strcspn(f->normal, " ");

	if (len < 3 || f->normal[len - 1] == '.' || f->normal[len - 1] == ',' || !f->normal[len] != whole)
		return 0;
	return fold_hash(f->normal, len);
}

/* "Gea," and "groet, Wiebren" are those of the header: Gea Tamminga, Wiebren Hoitsma. */
static void recognise_first_names(struct tie_case *c)
{
	struct {
		uint64_t hash;
		enum role role;
	} known[CORRESPONDENTS];
	size_t n = 0;

	for (size_t i = 0; i < c->n_persons && n < CORRESPONDENTS; i++) {
		const struct finding *f = c->persons[i].finding;

		if (f->role != ROLE_AUTHOR && f->role != ROLE_RECIPIENT)
			continue;
		known[n].role = f->role;
		known[n].hash = first_word(f, false);
		n += known[n].hash != 0;
	}
	for (size_t i = 0; n && i < c->n_persons; i++) {
		struct finding *f = c->persons[i].finding;
		uint64_t hash = f->role == ROLE_NONE ? first_word(f, true) : 0;

		for (size_t k = 0; hash && k < n; k++)
			if (known[k].hash == hash)
				f->role = known[k].role;
	}
}

void tie_roles(struct tie_case *c)
{
	struct tie_text *scratch = tie_text_new();

	for (size_t i = 0; i < c->n_persons; i++) {
		struct finding *f = c->persons[i].finding;

		enum role by_words = role_of_words(c, c->persons + i);
		f->role = role_of_place(c, f);
		if (f->role == ROLE_NONE)
			f->role = by_words;
		if (f->role == ROLE_NONE && signs(c, f, scratch))
			f->role = ROLE_AUTHOR;
		if (f->role == ROLE_NONE && has_address_of_state(c, f))
			f->role = ROLE_OFFICIAL;
	}
	tie_text_free(scratch);
	recognise_first_names(c);
	for (size_t i = 0; i < c->n_persons; i++)
		c->writes[c->persons[i].group] |= c->persons[i].finding->role == ROLE_AUTHOR ||
						  c->persons[i].finding->role == ROLE_RECIPIENT;
}

/* A birth date or a citizen service number in its sentence or row makes a person a subject. */
static bool has_number(const struct tie_case *c, const struct finding *person)
{
	const struct findings *all = c->findings;
	size_t at = (size_t)(person - all->rows);

	for (size_t i = at; i-- > 0 && at - i < 40;)
		if (all->rows[i].lane != person->lane || all->rows[i].start < person->sentence_from)
			break;
		else if (all->rows[i].type == TYPE_BSN || all->rows[i].type == TYPE_DATE_OF_BIRTH)
			return !all->rows[i].suppressed;
	for (size_t i = at + 1; i < all->n && i - at < 40; i++)
		if (all->rows[i].lane != person->lane || all->rows[i].start >= person->sentence_to)
			break;
		else if (all->rows[i].type == TYPE_BSN || all->rows[i].type == TYPE_DATE_OF_BIRTH)
			return !all->rows[i].suppressed;
	return false;
}

static int rank(enum role r)
{
	switch (r) {
	case ROLE_SUBJECT: return 4;
	case ROLE_OFFICIAL: return 3;
	case ROLE_AUTHOR: return 2;
	case ROLE_RECIPIENT: return 1;
	default: return 0;
	}
}

static void mark_subjects(struct tie_case *c)
{
	for (size_t i = 0; i < c->n_indicators; i++)
		for (size_t k = 0; k < c->indicators[i].n_about; k++) {
			struct finding *f = c->indicators[i].about[k]->finding;

			if (f->role == ROLE_NONE)
				f->role = ROLE_SUBJECT;
		}
	for (size_t i = 0; i < c->n_persons; i++)
		if (c->persons[i].finding->role == ROLE_NONE && has_number(c, c->persons[i].finding))
			c->persons[i].finding->role = ROLE_SUBJECT;
}

void tie_roles_after(struct tie_case *c)
{
	enum role *of_group = xcalloc(c->n_groups + 1, sizeof(*of_group));

	mark_subjects(c);
	for (size_t i = 0; i < c->n_persons; i++) {
		enum role r = c->persons[i].finding->role;

		if (rank(r) > rank(of_group[c->persons[i].group]))
			of_group[c->persons[i].group] = r;
	}
	for (size_t i = 0; i < c->n_persons; i++) {
		struct finding *f = c->persons[i].finding;

		if (f->role == ROLE_NONE)
			f->role = of_group[c->persons[i].group];
		if (f->role == ROLE_NONE)
			f->role = ROLE_UNKNOWN;
	}
	free(of_group);
}
