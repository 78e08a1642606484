/* SPDX-License-Identifier: EUPL-1.2 */
/* document_test.c - what one place of a document says about another. */
#include "said.h"
#include <criterion/criterion.h>

Test(document, parts_of_a_name_in_full)
{
	said("Qwertinga was er niet.\n\nVolgens Fatima Qwertinga was zij ziek.",
	     "p:Qwertinga|p:Fatima Qwertinga");
	said("Volgens Zwbrti Qwertinga-Demir was zij ziek. Zwbrti kwam later.",
	     "p:Zwbrti Qwertinga-Demir|p:Zwbrti");
	said("Van Stralum scoorde na rust. Jeroen van Stralum is nu geschorst.",
	     "p:Van Stralum|p:Jeroen van Stralum");
}

Test(document, nearly_the_same)
{
	said("Mevrouw Fatima Qwertinga belde. Het dossier van Qwertinja is dicht.",
	     "p:Fatima Qwertinga|p:Qwertinja");
}

Test(document, lists)
{
	said("Aanwezig waren Jan Testman, Fatima Testaoui, Zwbrk en Piet de Proef.",
	     "p:Jan Testman|p:Fatima Testaoui|p:Zwbrk|p:Piet de Proef");
}

Test(document, words_seen_small)
{
	said("Het schroefdak lekt. Schroefdak en goot zijn oud.", "");
}

Test(document, labels_headers_and_chat)
{
	said("Naam: Xerxes Qwertema\nGeboren: 12-04-1989", "p:Xerxes Qwertema");
	said("Met vriendelijke groet,\n\nZwbrt", "p:Zwbrt");
	said("Hgr, Zwbrt", "p:Zwbrt");
	said("[12-03-19 14:05] Zwbrt: heb jij iets gehoord", "p:Zwbrt");
	said_in(&(struct saying) {CARRIER_HEADER, "From", "From", 0},
		"Zwbrt Qwertinga <z@voorbeeld.nl>", "p:Zwbrt Qwertinga");
	said_in(&(struct saying) {CARRIER_HEADER, "To", "To", 0},
		"\"Berg, J.A. van den (Jan)\" <j@voorbeeld.nl>; Zwbrt Qwertinga",
		"p:Berg, J.A. van den (Jan)|p:Zwbrt Qwertinga");
	said_in(&(struct saying) {CARRIER_BODY, "Naam cliënt", NULL, 0}, "Zwbrt", "p:Zwbrt");
	said_in(&(struct saying) {CARRIER_BODY, "Woonplaats", NULL, 0}, "Qwertdorp", "l:Qwertdorp");
	said_in(&(struct saying) {CARRIER_PROPERTY, NULL, "creator", 0}, "Zwbrt Qwertinga",
		"p:Zwbrt Qwertinga");
	said_in(&(struct saying) {.carrier = CARRIER_ATTACHMENT_NAME}, "CV_Fatima_Testaoui.docx",
		"p:Fatima_Testaoui");
}
