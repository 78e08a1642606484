/* SPDX-License-Identifier: EUPL-1.2 */
/* test_documents.c - ties across sentences, tables, headers; and the roles of persons. */
#include "told.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPECT(text, ...) told_expect(text, (const char *const[]){__VA_ARGS__, NULL})

static enum role role_of(const struct told *d, const char *name, unsigned nth)
{
	const struct finding *f = told_person(d, name, nth);

	cr_assert_not_null(f, "%s", name);
	return f->role;
}

Test(documents, anaphor_in_the_paragraph)
{
	EXPECT("Op maandag kwam {Testali} langs. Hij bezoekt de vrijdagmoskee en deelt posts van prediker X.",
	       "REL vrijdagmoskee | Testali | paragraph | affirmed",
	       "GED deelt posts | Testali | paragraph", "REL prediker | Testali | paragraph");
	EXPECT("{Testali} woont in Gouda.\n\nBetrokkene is geradicaliseerd.",
	       "GED geradicaliseerd | Testali | paragraph");
	EXPECT("Mw. {A. Demo} sprak met dhr. {R. Testali}. Zij is moslima.",
	       "REL moslima | A. Demo | paragraph");
	EXPECT("Mw. {A. Demo} sprak met dhr. {R. Testali}. Hij is christen.",
	       "REL christen | R. Testali | paragraph");
	EXPECT("{B. Testali} kwam langs. B. zou salafist zijn.",
	       "REL salafist | B. Testali | paragraph | attributed");
	EXPECT("{B. Testali} kwam langs. In zijn preken noemt men tawhid.",
	       "REL tawhid | B. Testali | paragraph");
}

Test(documents, no_anaphor_no_tie)
{
	EXPECT("{Testali} kwam langs. Moslims voelen zich achtergesteld.", "REL Moslims | nobody");
	EXPECT("{Testali} kwam langs. Er zijn hier moskeeën.", "REL moskeeën | nobody");
}

Test(documents, left_out_subjects)
{
	EXPECT("{R. Testali} (1985), Gouda.\nBezoekt vrijdagmoskee. Zou christen zijn.",
	       "REL vrijdagmoskee | R. Testali | paragraph",
	       "REL christen | R. Testali | paragraph | attributed");
	EXPECT("{Hassan Proefman}\n- imam bij een moskee\n- mogelijk salafist",
	       "REL imam | Hassan Proefman | paragraph",
	       "REL salafist | Hassan Proefman | paragraph | attributed");
}

Test(documents, too_far_is_no_tie)
{
	char text[1200];

	snprintf(text, sizeof(text), "{Testali} en {Proefman} kwamen langs.\n\n%0*d\n\nHij is christen.",
		 600, 0);
	told_expect(text, (const char *const[]){"REL christen | nobody", NULL});
}

Test(documents, heading)
{
	char text[1200];

	snprintf(text, sizeof(text),
		 "{Testali}\n\n%0*d en zo voort.\n\nBetrokkene is christen.\n\n{Proefman}\n\n"
		 "%0*d en zo voort.\n\nHij is moslim.", 300, 0, 300, 0);
	told_expect(text, (const char *const[]){"REL christen | Testali | document",
						"REL moslim | Proefman | document", NULL});
}

Test(documents, subject_line)
{
	struct told *d = told_begin();

	told_add(d, CARRIER_HEADER, AT_HEADER, "Subject", "Duiding {Testali}");
	told_add(d, CARRIER_BODY, AT_LINE, NULL,
		 "Goedemiddag,\n\nbetrokkene uit zich anti-integratief.\n");
	told_end(d);
	const struct finding *f = told_indicator(d, "GED", "anti-integratief");
	cr_assert_not_null(f);
	cr_expect(told_tied(d, f, "Testali"));
	cr_expect_eq(f->ties[0].level, TIE_DOCUMENT);
	cr_expect_geq(f->score, 40);
	told_free(d);
}

Test(documents, file_name)
{
	struct told *d = told_begin();

	told_file_name(d, "Duiding_Testali_v2.docx");
	told_add(d, CARRIER_BODY, AT_PARAGRAPH, NULL,
		 "Aanwezig: {P. Voorbeeld}.\n\nDossier {K. Testali}, besproken met {P. Voorbeeld}.");
	told_add(d, CARRIER_FOOTNOTE, AT_PARAGRAPH, NULL, "Hij is christen.");
	told_end(d);
	const struct finding *f = told_indicator(d, "REL", "christen");
	cr_expect(told_tied(d, f, "K. Testali"));
	cr_expect_eq(f->n_ties, 1);
	told_free(d);
}

Test(documents, a_row_is_a_sentence)
{
	struct told *d = told_begin();

	told_table(d, "Behandelaar|Naam|Plaats|Functie|Opm\n"
		      "{P. Voorbeeld}|{Testali}|Gouda|imam|bezoekt moskee\n"
		      "{P. Voorbeeld}|{Proefman}|Ede||broer van {K. Demo}, een salafist");
	told_end(d);
	cr_expect(told_tied(d, told_indicator(d, "REL", "imam"), "Testali"));
	cr_expect(told_tied(d, told_indicator(d, "GED", "bezoekt moskee"), "Testali"));
	cr_expect(told_tied(d, told_indicator(d, "REL", "salafist"), "K. Demo"));
	cr_expect_eq(role_of(d, "P. Voorbeeld", 0), ROLE_OFFICIAL);
	cr_expect_eq(role_of(d, "Testali", 0), ROLE_SUBJECT);
	cr_expect_eq(told_indicator(d, "REL", "imam")->ties[0].level, TIE_SENTENCE);
	told_free(d);
}

Test(documents, roles_of_headers)
{
	struct told *d = told_begin();

	told_add(d, CARRIER_HEADER, AT_HEADER, "From", "{Piet Voorbeeld} <p@example.org>");
	told_add(d, CARRIER_COMMENT, AT_HEADER, "To", "{Jan Proefman}");
	told_add(d, CARRIER_PROPERTY, AT_HEADER, "author", "{K. Demo}");
	told_end(d);
	cr_expect_eq(role_of(d, "Piet Voorbeeld", 0), ROLE_AUTHOR);
	cr_expect_eq(role_of(d, "Jan Proefman", 0), ROLE_RECIPIENT);
	cr_expect_eq(role_of(d, "K. Demo", 0), ROLE_AUTHOR);
	told_free(d);
}

Test(documents, roles_of_a_letter)
{
	struct told *d = told_text("Van: {Berg, J.A. van den (Jan)}\nAan: {P. Proefman}; {K. Demo}\n\n"
				   "Beste {Piet},\n\nWethouder {A. Voorbeeld} belde over {B. Testali}. "
				   "{B. Testali} is salafist.\n\nMet vriendelijke groet,\n\n"
				   "{Jan van den Berg}\nBeleidsmedewerker\n");

	cr_expect_eq(role_of(d, "Berg, J.A. van den (Jan)", 0), ROLE_AUTHOR);
	cr_expect_eq(role_of(d, "P. Proefman", 0), ROLE_RECIPIENT);
	cr_expect_eq(role_of(d, "K. Demo", 0), ROLE_RECIPIENT);
	cr_expect_eq(role_of(d, "Piet", 0), ROLE_RECIPIENT);
	cr_expect_eq(role_of(d, "A. Voorbeeld", 0), ROLE_OFFICIAL);
	cr_expect_eq(role_of(d, "B. Testali", 0), ROLE_SUBJECT);
	cr_expect_eq(role_of(d, "B. Testali", 1), ROLE_SUBJECT);
	cr_expect_eq(role_of(d, "Jan van den Berg", 0), ROLE_AUTHOR);
	told_free(d);
}

Test(documents, author_is_not_tied_to_what_he_writes)
{
	struct told *d = told_text("Beste {Jan Voorbeeld}, hierbij de notitie over salafisme.\n\n"
				   "Met vriendelijke groet,\n{Piet Proefman}");

	cr_expect_eq(told_indicator(d, "REL", "salafisme")->n_ties, 0);
	told_free(d);
}

/* A word the names engine is not sure of, in this sentence. */
static struct told *unsure(const char *text)
{
	struct told *d = told_begin();

	told_add(d, CARRIER_BODY, AT_LINE, NULL, text);
	struct findings *f = (struct findings *)told_findings(d);
	for (size_t i = 0; i < f->n; i++)
		if (f->rows[i].type == TYPE_PERSON)
			f->rows[i].score = 30;
	told_end(d);
	return d;
}

Test(documents, unsure_persons_are_not_tied)
{
	static const char *const texts[] = {"{Testali} is salafistisch.", "{Testali} en de imam kwamen.",
					    "Naast {Testali} is een moskee.", "{Testali}: imam."};
	static const char *const words[] = {"salafistisch", "de imam", "moskee", "imam"};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct told *d = unsure(texts[i]);
		const struct finding *f = told_indicator(d, "REL", words[i]);

		cr_assert(f, "%s", texts[i]);
		cr_expect(!f->n_ties && f->score < 40, "%s", texts[i]);
		told_free(d);
	}
}

Test(documents, who_is_said_to_be_what_a_person_is_is_one)
{
	static const char *const texts[] = {"{Testali} is salafist.", "Volgens mij is {Testali} geen salafist.",
					    "Gisteren kwam salafist {Testali} langs."};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct told *d = unsure(texts[i]);

		cr_expect(told_tied(d, told_indicator(d, "REL", "salafist"), "Testali"), "%s", texts[i]);
		cr_expect_eq(told_person(d, "Testali", 0)->score, 40);
		told_free(d);
	}
}

Test(documents, says_why)
{
	struct told *d = told_text("{B. Testali} is lid van de PvdA en geen salafist.");
	const struct finding *f = told_indicator(d, "REL", "salafist");

	cr_expect(strstr(f->why.bytes, "denied: 'geen'"), "%s", f->why.bytes);
	cr_expect(strstr(f->why.bytes, "tied to a person in the same sentence"), "%s", f->why.bytes);
	told_free(d);
}

/* Sizes and bytes nobody would write: no crash, no endless work. */
Test(documents, hostile)
{
	static const char *const odd[] = {
		"", ".", "{A}", "{A}{B}{C}", "{A} {A} {A} imam imam imam", "imam", "niet imam niet",
		"{A}\n\n\n\nHij\n\n\n", "\xc2\xa0{B.} \xe2\x80\x99imam\xe2\x80\x99", "zijn zijn zijn imam",
		"::::{A}:imam:::", "{A},,,,en,,,,{B} imam", "Van:\nAan:\n{A}", "imam\t{A}\t\t{B}\t",
	};

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct told *d = told_begin();
		if (*odd[i])
			told_add(d, CARRIER_BODY, AT_LINE, NULL, odd[i]);
		told_end(d);
		told_free(d);
	}
	struct told *d = told_begin();
	char *text = xcalloc(1, 400001);
	for (size_t at = 0; at + 40 < 400000; at += strlen(text + at))
		strcpy(text + at, "hij is imam en niet moslim, volgens ");
	told_add(d, CARRIER_BODY, AT_LINE, NULL, text);
	told_end(d);
	free(text);
	told_free(d);
}
