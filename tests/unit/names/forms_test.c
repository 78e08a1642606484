/* SPDX-License-Identifier: EUPL-1.2 */
/* forms_test.c - the forms a name takes, with where each begins and ends. */
#include "said.h"
#include <criterion/criterion.h>

Test(forms, given_name_and_surname)
{
	said("Gisteren sprak Mohamed El Testaoui met ons.", "p:Mohamed El Testaoui");
	said("Volgens Cabdullahi Maxamed Testow was dat zo.", "p:Cabdullahi Maxamed Testow");
	said("Dat is Jean-Pierre van den Testhout-D'Hondt.",
	     "p:Jean-Pierre van den Testhout-D'Hondt");
	said("Daar liep Bassel Al Testri met zijn broer.", "p:Bassel Al Testri");
	said("Patrick Testdael en Karel De Testucht kwamen.",
	     "p:Patrick Testdael|p:Karel De Testucht");
	said("Johan 'Joop' Testman kwam ook.", "p:Johan 'Joop' Testman");
	said("Johannes (Jan) de Testman kwam ook.", "p:Johannes (Jan) de Testman");
	said("Zij trouwde met Pieter Klaaszn. de Proef.", "p:Pieter Klaaszn. de Proef");
}

Test(forms, initials)
{
	said("Gisteren sprak M. el-Testaoui met ons.", "p:M. el-Testaoui");
	said("Verslag van J.N.J. van den Proef, hoofd.", "p:J.N.J. van den Proef");
	said("De brief van Th.J. Testerink is kwijt.", "p:Th.J. Testerink");
	said("JNJ Nobelproef sprak de Kamer toe.", "p:JNJ Nobelproef");
	said("mevrouw A. Jansen-de Proef e/v K. Proef, geb. Jansen",
	     "p:A. Jansen-de Proef|p:K. Proef|p:Jansen");
}

Test(forms, the_capital_rule)
{
	said("Dat zei de heer Van den Proef.", "p:Van den Proef");
	said("Dat zei dhr. v.d. Proef gisteren.", "p:v.d. Proef");
	said("Dat zei mevrouw Van Den Proef gisteren.", "p:Van Den Proef");
	said("In 't Voorbeeld belde.", "p:In 't Voorbeeld");
	said("De cijfers staan in 't voorbeeld hierboven.", "");
	said("Ik sprak met ’t Hart en met IJsbrand van 't Hof.", "p:’t Hart|p:IJsbrand van 't Hof");
	said("Toen belde mevrouw de Testerman terug.", "p:de Testerman");
}

Test(forms, surname_first)
{
	said("- Proef, J.N.J. van den", "p:Proef, J.N.J. van den");
	said("Berg, J.A. van den (Jan)", "p:Berg, J.A. van den (Jan)");
	said("Vries, P.J. (Piet) de - directie", "p:Vries, P.J. (Piet) de");
	said("Eltestaoui, Moh.", "p:Eltestaoui, Moh.");
	said("Qwertinga, Zwberta\nTestaoui, Fatima\n", "p:Qwertinga, Zwberta|p:Testaoui, Fatima");
	said("Aanwezig: Fatima Testaoui, Jan Proefsma, Bilal Testali",
	     "p:Fatima Testaoui|p:Jan Proefsma|p:Bilal Testali");
}

Test(forms, the_press)
{
	said("Mohamed T. (27) uit Gouda is aangehouden.", "p:Mohamed T.|l:Gouda");
	said("De 27-jarige M. el B. werd aangehouden. Justitie verdenkt B. van diefstal.",
	     "p:M. el B.|p:B.");
	said("Abu Proef al-Hollandi plaatste een filmpje.", "p:Abu Proef al-Hollandi");
	said("Hij noemt zich ook wel Abou Testiyas.", "p:Abou Testiyas");
}

Test(forms, titles_and_roles)
{
	said("Wethouder Van der Testede-Bouzid sprak.", "p:Van der Testede-Bouzid");
	said("Aan de heer dr. ir. P. van Proefen MSc", "p:P. van Proefen");
	said("De minister van Mobiliteit Guido Testmeersch was er.", "p:Guido Testmeersch");
	said("Volgens fractievoorzitter Qwbrtzi kan het niet.", "p:Qwbrtzi");
	said("Beste Fatima,", "p:Fatima");
	said("Geachte mevrouw Testaoui,", "p:Testaoui");
	said("In de motie-Testarkani staat dat.", "p:Testarkani");
}

Test(forms, without_capitals_or_with_nothing_else)
{
	said("heb je jan de vries nog gesproken?", "p:jan de vries");
	said("gisteren belde mevrouw testali weer", "p:testali");
	said("BETROKKENE JAN VAN DER PROEFMA WOONT IN DEN HAAG EN WIL GEEN CONTACT.",
	     "p:JAN VAN DER PROEFMA|l:DEN HAAG");
	said("Op 3 maart sprak ik met Orhan TESTKAYA.", "p:Orhan TESTKAYA");
}

Test(forms, over_a_line_end)
{
	said("Tijdens de bijeenkomst van donderdag heeft de heer Abdelouahid\nTestriss gesproken.",
	     "p:Abdelouahid\nTestriss");
	said("Aanwezig waren van de kant van de gemeente Fatima Testaoui\nAfwezig: Piet Proefsma",
	     "p:Fatima Testaoui|p:Piet Proefsma");
	said("Namens de ouders was daar de heer Jan\n\nTestman was er niet.", "p:Jan");
}

Test(forms, accents_and_spelling)
{
	said("Volgens Karaoğlu-Demir was dat niet zo.", "p:Karaoğlu-Demir");
	said("Zij sprak met Małgorzata Testłowska en Rêzan Proefî.",
	     "p:Małgorzata Testłowska|p:Rêzan Proefî");
	said("Ik sprak met Fatima\xc2\xa0Testaoui.", "p:Fatima\xc2\xa0Testaoui");
	/* the same, letter and accent apart */
	said("Ik sprak met Rene\xcc\x81 Testaoui.", "p:Rene\xcc\x81 Testaoui");
}

Test(forms, a_label_is_no_initial)
{
	said("Het BSN van Dima Al-Testri is onbekend.", "p:Dima Al-Testri");
	said("Het PGB van Fatima Testaoui loopt af.", "p:Fatima Testaoui");
	said("JNJ van den Proef sprak de Kamer toe.", "p:JNJ van den Proef");
	said_in(&(struct saying) {.carrier = CARRIER_PROPERTY, .label = "author"},
		"Ineke Proef (IP)", "p:Ineke Proef");
}

Test(forms, initials_of_the_press)
{
	said("Dat zei Mitchell van der K. gisteren. Van der K. ontkent alles.",
	     "p:Mitchell van der K.|p:Van der K.");
	said("Mohamed B. uit Gouda is aangehouden.", "p:Mohamed B.|l:Gouda");
	said("Van A. naar B. is ver.", "");
}

Test(forms, odd_surnames)
{
	said("Gisteren was Michael Pas er niet.", "p:Michael Pas");
	said("De melding is van K. Admiraal.", "p:K. Admiraal");
	said("Dat zei Martin Swaters gisteren. Later kwam Swaters terug.",
	     "p:Martin Swaters|p:Swaters");
	said("Frans Verreytman en Jan Testman kwamen.", "p:Frans Verreytman|p:Jan Testman");
	said("De VVD'er Mitchell Testman kwam. VVD'ers zijn er meer.", "p:Mitchell Testman");
}

Test(forms, small_letters_that_ask_for_a_person)
{
	said("daar was yousafzai weer", "");
	said("ik sprak yousafzai op straat", "p:yousafzai");
	said("vraag het anders aan van den heuvel", "p:van den heuvel");
	said("yusuf abdi elmi zit in mijn groep", "p:yusuf abdi elmi");
	said("er stond een auto van de berg in brand", "");
	said("ik heb opoku gebeld", "p:opoku");
	said("de heer opgestapt is er niet, de heer testali wel", "p:testali");
}

Test(forms, signs_of_transliteration)
{
	said("Dat zei Sal\u012bm \u02bfAbd al-Ra\u1e25m\u0101n gisteren.",
	     "p:Sal\u012bm \u02bfAbd al-Ra\u1e25m\u0101n");
	said("De foto toont Moh. Testaoui en zijn broer.", "p:Moh. Testaoui");
	said("De brief van Ten Have bleef liggen.", "p:Ten Have");
}

Test(forms, a_quoted_cell)
{
	said("\"Qwertema, Fatima\";Gouda", "p:Qwertema, Fatima|l:Gouda");
}
