/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/tie_reach.c - who "hij" or "betrokkene" is: a person of the paragraph, of a heading, of
 * the subject line, or the only one the document is about.
 *
 * Asked only for an indicator whose own sentence names nobody it could be about. Without a word
 * that stands for a person (or a subject that is plainly left out: "Bezoekt de moskee.", an item
 * of a list, a line of a form) nothing is tied: policy text speaks of nobody.
 */
#include "base/utf8.h"
#include "detect/tie.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

#define NEAR_BYTES 200u    /* about two sentences */
#define HEADING_BYTES 100u
#define LINE_BYTES 80u     /* what is known of the text behind a name */
#define LOOK_BACK 64u      /* persons */
#define NOTE_WORDS 12u
#define YOUR_REACH 8u      /* words between "uw" and what is yours */

enum stand_in { STAND_IN_NONE, STAND_IN_NOTE, STAND_IN_LEFT_OUT, STAND_IN_WORD };
struct pointer { /* what the sentence says of the person it does not name */
	enum stand_in how;
	char gender;      /* 'f', 'm' or 0 */
	char initial;     /* of "B.", lower case, or 0 */
	bool betrokkene;
	bool opens;       /* the sentence begins with what is said */
	char which;       /* of several: 'l' the last named, 'f' the first, or 0 */
};

/* "zijn" is a verb, except where it says whose something is. */
static bool says_whose(const struct tie_text *t, size_t i)
{
	if (i + 1 >= t->n || t->words[i + 1].gap != GAP_SPACE || t->words[i + 1].capital)
		return false;
	if (!i)
		return !memchr(t->bytes, '?', t->len);
	return tie_word_in(t, i - 1, TIE_ASIDE) || tie_word_in(t, i - 1, TIE_VERB) ||
	       tie_word_in(t, i - 1, TIE_SUBORDINATE);
}

/* "de heer Testali", "de vader van Testali" name their person themselves. */
static bool goes_on_with_name(const struct tie_text *t, size_t i)
{
	size_t n = t->words[i].lengths[TIE_ANAPHOR], next = i + n;

	if (next >= t->n || t->words[next].gap != GAP_SPACE)
		return false;
	return t->words[next].capital || (n > 1 && t->words[next].folded_len == 3 &&
					  !memcmp(t->folded.bytes + t->words[next].folded_at, "van", 3));
}

/* "B. zou salafist zijn": one capital with a point, and no name behind it. */
static char lone_initial(const struct tie_text *t, size_t i)
{
	const struct tie_word *w = t->words + i;

	if (!w->capital || w->folded_len != 1 || w->to >= t->len || t->bytes[w->to] != '.')
		return 0;
	if (i + 1 < t->n && t->words[i + 1].capital && t->words[i + 1].gap == GAP_SPACE)
		return 0;
	if (i && t->words[i - 1].capital && i > 1)
		return 0; /* of a name that was not seen as one */
	return t->folded.bytes[w->folded_at];
}

/* "Gebiedsverbod opgelegd tot september.", "1. Gebiedsverbod": few words and none of them a verb. */
static bool is_note(const struct tie_text *t)
{
	if (t->n > NOTE_WORDS)
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (tie_word_in(t, i, TIE_VERB))
			return false;
	return true;
}

/* An item of a list, a line of a form, a sentence that starts with its verb. */
static bool leaves_out_subject(const struct tie_text *t, size_t first)
{
	static const char *const bullets[] = {"-", "*", "o ", "\xe2\x80\xa2", "\xe2\x80\x93", "\xc2\xb7",
					      "\xe2\x96\xaa", "\xef\x82\xb7"};

	if (memchr(t->bytes, '?', t->len))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(bullets); i++)
		if (!strncmp(t->bytes, bullets[i], strlen(bullets[i])))
			return true;
	if (tie_word_in(t, 0, TIE_DROPPED))
		return true;
	/* "Geloof: islam": the line's label is short and the indicator in it or behind it */
	size_t start = first;
	while (start && !(t->words[start].gap & GAP_LINE))
		start--;
	for (size_t i = start; i < t->n && i < start + 4; i++)
		if (t->bytes[t->words[i].to] == ':')
			return true;
	return false;
}

/* "Aangehouden op Schiphol, zou willen uitreizen": it opens the sentence and is not its subject. */
static bool opens_with_it(const struct tie_text *t, size_t first, size_t last)
{
	return !first && (last >= t->n || t->words[last].gap & GAP_COMMA ||
			  tie_word_in(t, last, TIE_ASIDE));
}

static struct pointer read_pointer(const struct tie_text *t, size_t first, size_t last)
{
	struct pointer p = {0};

	for (size_t i = 0; i < t->n; i++) {
		if (i >= first && i < last)
			continue;
		if (tie_word_in(t, i, TIE_ANAPHOR) && !goes_on_with_name(t, i)) {
			p.how = STAND_IN_WORD;
			p.betrokkene |= tie_word_in(t, i, TIE_BETROKKENE);
			if (!p.which)
				p.which = tie_word_in(t, i, TIE_LATTER)	  ? 'l'
					  : tie_word_in(t, i, TIE_FORMER) ? 'f'
									  : 0;
			if (!p.gender)
				p.gender = tie_word_in(t, i, TIE_SHE)  ? 'f'
					   : tie_word_in(t, i, TIE_HE) ? 'm'
								       : 0;
		} else if (tie_word_in(t, i, TIE_HIS) && says_whose(t, i)) {
			p.how = STAND_IN_WORD;
		} else if (!p.how && lone_initial(t, i)) {
			p.how = STAND_IN_WORD;
			p.initial = lone_initial(t, i);
		}
	}
	if (!p.how && leaves_out_subject(t, first))
		p.how = STAND_IN_LEFT_OUT;
	p.opens = opens_with_it(t, first, last);
	if (!p.how && (is_note(t) || p.opens))
		p.how = STAND_IN_NOTE; /* of the heading it stands under */
	return p;
}

static bool fits(const struct tie_person *p, const struct pointer *by)
{
	if (!tie_may_be_about(p) || p->finding->role == ROLE_OFFICIAL || p->aside < 0)
		return false;
	if (by->gender && p->title && by->gender != p->title)
		return false;
	if (!by->initial)
		return true;
	for (const char *s = p->finding->normal; s; s = strpbrk(s, " -.")) {
		s += strspn(s, " -.");
		if (*s == by->initial)
			return true;
	}
	return false;
}

/* A name on a line of its own, above text. */
static bool is_heading(const struct finding *f)
{
	size_t len = f->sentence ? strlen(f->sentence->text) : 0;

	if (!len || f->paragraph_to - f->paragraph_from > HEADING_BYTES ||
	    f->sentence_to != f->paragraph_to)
		return false;
	/* The point of "Casus Brahim L." is one of the name. */
	return f->sentence->text[len - 1] != '.' || f->end == f->sentence_to;
}

/* Of the persons in the sentence of persons[k], the one who is its subject. */
static struct tie_person *subject_of_sentence(struct tie_case *c, size_t k, const struct pointer *by)
{
	struct tie_person *nearest = c->persons + k;
	struct tie_person *first = nearest;

	for (size_t i = k; i-- > c->lane_from[nearest->finding->lane->index];) {
		struct tie_person *p = c->persons + i;

		if (p->finding->start < nearest->finding->sentence_from)
			break;
		if (fits(p, by))
			first = p->aside && !first->aside && by->which != 'f' ? first : p;
	}
	return first;
}

static struct tie_person *in_paragraph(struct tie_case *c, const struct finding *f,
				       const struct pointer *by)
{
	size_t end = tie_persons_from(c, f->lane, f->sentence_from);

	for (size_t i = end; i-- > c->lane_from[f->lane->index] && end - i <= LOOK_BACK;) {
		const struct finding *p = c->persons[i].finding;
		bool same = p->start >= f->paragraph_from;

		if (!same && (by->how == STAND_IN_LEFT_OUT || f->sentence_from > p->end + NEAR_BYTES))
			return NULL;
		if (fits(c->persons + i, by))
			return by->which == 'l' ? c->persons + i : subject_of_sentence(c, i, by);
	}
	return NULL;
}

/* "2. Rachid Testali (19). Aangehouden op Schiphol.": named before in the same line. */
static struct tie_person *in_line(struct tie_case *c, const struct finding *f,
				  const struct pointer *by)
{
	size_t end = tie_persons_from(c, f->lane, f->sentence_from);

	if (end == c->lane_from[f->lane->index])
		return NULL;
	struct tie_person *p = c->persons + end - 1;
	const struct finding *name = p->finding;
	if (name->start < f->paragraph_from || name->anchor.number != f->anchor.number ||
	    f->sentence_from > name->end + LINE_BYTES || !fits(p, by))
		return NULL;
	return strchr(name->after ? name->after : "", '\n') &&
			       f->sentence_from >= name->end + strcspn(name->after, "\n")
		       ? NULL
		       : p;
}

static struct tie_person *in_heading(struct tie_case *c, const struct finding *f,
				     const struct pointer *by)
{
	size_t end = tie_persons_from(c, f->lane, f->paragraph_from);

	for (size_t i = end; i-- > c->lane_from[f->lane->index] && end - i <= LOOK_BACK;) {
		struct tie_person *p = c->persons + i;

		if (!is_heading(p->finding) || !fits(p, by))
			continue;
		/* Left out subjects follow their heading at once. */
		if (by->how != STAND_IN_WORD && f->paragraph_from > p->finding->end + NEAR_BYTES)
			return NULL;
		return p;
	}
	return NULL;
}

static bool about(struct tie_indicator *i, struct tie_person *p, enum tie_level level,
		  const char *form)
{
	if (!p)
		return false;
	i->about[i->n_about++] = p;
	i->level = level;
	i->form = form;
	return true;
}

static struct tie_person *of_document(struct tie_case *c, const struct pointer *by)
{
	for (size_t i = 0; i < c->n_topics; i++)
		if (fits(c->topics[i], by))
			return c->topics[i];
	return c->only && fits(c->only, by) ? c->only : NULL;
}

/* "Uw asielvergunning blijft geldig": the one a letter is written to, if it is one. */
static struct tie_person *reader(struct tie_case *c, const struct tie_text *t, size_t first)
{
	struct tie_person *found = NULL;
	size_t from = first < YOUR_REACH ? 0 : first - YOUR_REACH;
	bool spoken_to = false;

	for (size_t i = from; i < first; i++) {
		spoken_to |= tie_word_in(t, i, TIE_YOUR);
		if (tie_word_in(t, i, TIE_TOPIC) || tie_word_in(t, i, TIE_WORK))
			return NULL;
	}
	for (size_t i = 0; spoken_to && i < c->n_persons; i++) {
		struct tie_person *p = c->persons + i;

		if (!p->counts || p->finding->role != ROLE_RECIPIENT)
			continue;
		if (found && found->group != p->group)
			return NULL;
		found = p;
	}
	return found;
}

bool tie_in_reach(struct tie_case *c, struct tie_indicator *i)
{
	const struct finding *f = i->finding;
	size_t first, last;
	struct tie_text *t = tie_sentence_of(c, f, &first, &last);

	if (!t || f->anchor.kind == AT_CELL)
		return false;
	struct pointer by = read_pointer(t, first, last);
	if (!by.how)
		return about(i, reader(c, t, first), TIE_DOCUMENT, "written to");
	if (by.how == STAND_IN_NOTE && by.opens &&
	    about(i, in_line(c, f, &by), TIE_PARAGRAPH, "subject left out"))
		return true;
	if (by.how != STAND_IN_NOTE &&
	    about(i, in_paragraph(c, f, &by), TIE_PARAGRAPH,
		  by.how == STAND_IN_WORD ? "referred to" : "subject left out"))
		return true;
	if (about(i, in_heading(c, f, &by), TIE_DOCUMENT, "heading"))
		return true;
	return by.how == STAND_IN_WORD &&
	       about(i, of_document(c, &by), TIE_DOCUMENT, "subject of the document");
}

/* --- what the document is about --- */

static void add_topic(struct tie_case *c, struct tie_person *p)
{
	for (size_t i = 0; i < c->n_topics; i++)
		if (c->topics[i]->group == p->group)
			return;
	if (c->n_topics < ARRAY_LEN(c->topics))
		c->topics[c->n_topics++] = p;
}

bool tie_stands_on_top(const struct tie_case *c, const struct finding *f)
{
	return (f->anchor.kind == AT_HEADER || f->lane->carrier == CARRIER_HEADER ||
		f->lane->carrier == CARRIER_PROPERTY || f->lane->carrier == CARRIER_ATTACHMENT_NAME) &&
	       (f->lane->carrier == CARRIER_ATTACHMENT_NAME ||
		tie_terms_label(c->terms, f->anchor.label, TIE_LABEL_TOPIC) ||
		tie_terms_label(c->terms, f->anchor.name, TIE_LABEL_TOPIC));
}

/* "Onderwerp: Duiding Testali" in a printed or quoted mail. */
static bool stands_in_topic_line(struct tie_case *c, const struct finding *f)
{
	size_t first, last;
	const struct tie_text *t = tie_sentence_of(c, f, &first, &last);

	if (!t)
		return false;
	while (first && !(t->words[first].gap & GAP_LINE))
		first--;
	size_t n = t->words[first].lengths[TIE_LABEL_TOPIC];
	return n && t->bytes[t->words[first + n - 1].to] == ':';
}

/* Is the last word of the name a word of the file name? */
static bool in_file_name(const struct finding *f)
{
	struct buf name = {0};
	const char *last = strrchr(f->normal, ' ');
	bool found = false;

	last = last ? last + 1 : f->normal;
	size_t len = strlen(last);
	fold_value(&name, f->lane->file_name, strlen(f->lane->file_name));
	for (const char *at = name.bytes; at && len >= 4 && (at = strstr(at, last)); at++) {
		unsigned char before = at > name.bytes ? (unsigned char)at[-1] : ' ';
		unsigned char after = (unsigned char)at[len];

		found |= !(before >= 'a' && before <= 'z') && before < 0x80 &&
			 !(after >= 'a' && after <= 'z') && after < 0x80;
	}
	buf_free(&name);
	return found;
}

void tie_topics(struct tie_case *c)
{
	bool several = false;

	for (size_t i = 0; i < c->n_persons; i++) {
		struct tie_person *p = c->persons + i;

		if (!tie_may_be_about(p) || p->finding->role == ROLE_OFFICIAL || c->writes[p->group])
			continue;
		if (tie_stands_on_top(c, p->finding) || stands_in_topic_line(c, p->finding) ||
		    in_file_name(p->finding))
			add_topic(c, p);
		if (!c->only)
			c->only = p;
		several |= c->only->group != p->group;
	}
	if (several)
		c->only = NULL;
}
