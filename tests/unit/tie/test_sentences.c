/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sentences.c - whom an indicator is about, within one sentence, and how it is said. */
#include "told.h"
#include <criterion/criterion.h>

#define EXPECT(text, ...) told_expect(text, (const char *const[]){__VA_ARGS__, NULL})

Test(sentences, says_what_a_person_is)
{
	EXPECT("Dhr. {B. Testali} (Gouda) is imam bij moskee De Proef.",
	       "REL imam | B. Testali | sentence | affirmed",
	       "REL moskee | B. Testali | sentence | affirmed");
	EXPECT("Mw. {Y. Demo-Voorbeeld}, van Turkse afkomst, is kandidaat-raadslid voor DENK.",
	       "ETN Turkse afkomst | Y. Demo-Voorbeeld | sentence | affirmed",
	       "POL kandidaat-raadslid | Y. Demo-Voorbeeld | sentence | affirmed",
	       "POL DENK | Y. Demo-Voorbeeld | sentence | affirmed");
	EXPECT("Als imam van de moskee treedt {Bilal Proefman} op.",
	       "REL imam | Bilal Proefman | sentence | affirmed");
}

Test(sentences, word_stands_before_its_person)
{
	EXPECT("Gisteren sprak imam {Y. Testaoui} in Delft.", "REL imam | Y. Testaoui | sentence");
	EXPECT("De uit Somalië afkomstige {Abdi Testow} werkt in Tilburg.",
	       "ETN uit Somalië afkomstige | Abdi Testow | sentence");
	EXPECT("{Rachid Testali} is de broer van salafist {Omar Proefman}.",
	       "REL salafist | Omar Proefman | sentence");
}

Test(sentences, who_stands_aside_gives_way)
{
	EXPECT("{Rachid Testali} heeft contact met {Omar Proefman} over het kalifaat.",
	       "REL kalifaat | Rachid Testali | sentence");
	EXPECT("{Rachid Testali} heeft contact met {Omar Proefman}, een bekende salafist.",
	       "REL salafist | Omar Proefman | sentence");
	EXPECT("De vader van {Rachid Testali} is christen.", "REL christen | Rachid Testali | sentence");
	EXPECT("Volgens {P. Voorbeeld} is {Rachid Testali} salafist.",
	       "REL salafist | Rachid Testali | sentence | attributed");
}

Test(sentences, persons_in_a_list_are_all_meant)
{
	EXPECT("{A. Proefman}, {K. Testali} (Gouda) en {B. Demo} zijn moslim.",
	       "REL moslim | A. Proefman | sentence", "REL moslim | K. Testali | sentence",
	       "REL moslim | B. Demo | sentence");
	EXPECT("{A. Proefman} is imam en {K. Testali} is christen.",
	       "REL imam | A. Proefman | sentence", "REL christen | K. Testali | sentence");
}

Test(sentences, not_the_one_named_second)
{
	struct told *d = told_text("{A. Proefman} is imam en {K. Testali} is christen.");

	cr_expect(!told_tied(d, told_indicator(d, "REL", "christen"), "A. Proefman"));
	cr_expect(!told_tied(d, told_indicator(d, "REL", "imam"), "K. Testali"));
	told_free(d);
}

Test(sentences, denied)
{
	EXPECT("Voor zover bekend is {Testali} géén salafist.",
	       "REL salafist | Testali | sentence | denied");
	EXPECT("{Testali} ontkent dat hij salafist is.", "REL salafist | Testali | sentence | denied");
	EXPECT("{Testali} bezoekt de moskee niet meer.", "REL moskee | Testali | sentence | denied");
	EXPECT("Salafist is {Testali} niet.", "REL salafist | Testali | sentence | denied");
	EXPECT("{Testali} is noch christen noch moslim.", "REL christen | Testali | sentence | denied",
	       "REL moslim | Testali | sentence | denied");
	EXPECT("Er is geen bewijs dat {Testali} terrorist is.",
	       "STR terrorist | Testali | sentence | denied");
	EXPECT("{Testali} zou geen salafist zijn.", "REL salafist | Testali | sentence | denied");
}

Test(sentences, denial_ends_with_its_clause)
{
	EXPECT("{Testali} is geen salafist maar wel moslim.",
	       "REL salafist | Testali | sentence | denied",
	       "REL moslim | Testali | sentence | affirmed");
	EXPECT("{Testali} heeft geen werk en bezoekt de moskee.",
	       "REL moskee | Testali | sentence | affirmed");
	EXPECT("{Testali} is niet alleen imam, maar ook voorzitter.",
	       "REL imam | Testali | sentence | affirmed");
	EXPECT("Imam {Testali} is niet verschenen.", "REL imam | Testali | sentence | affirmed");
	EXPECT("{Testali} kwam niet, omdat hij christen is.",
	       "REL christen | Testali | sentence | affirmed");
}

Test(sentences, attributed)
{
	EXPECT("{Testali} zou salafist zijn, volgens gemeente.",
	       "REL salafist | Testali | sentence | attributed");
	EXPECT("Naar verluidt heeft {Testali} zich bekeerd tot de islam.",
	       "REL bekeerd tot | Testali | sentence | attributed");
	EXPECT("{Testali} wordt gezien als salafist.", "REL salafist | Testali | sentence | attributed");
	EXPECT("Er wordt gezegd dat {Testali} christen is.",
	       "REL christen | Testali | sentence | attributed");
	EXPECT("Het is niet uitgesloten dat {Testali} christen is.",
	       "REL christen | Testali | sentence | attributed");
	EXPECT("{Testali} is imam en zou salafist zijn.", "REL imam | Testali | sentence | affirmed",
	       "REL salafist | Testali | sentence | attributed");
	EXPECT("Ik zou graag horen of {Testali} christen is en wij zouden dat noteren.",
	       "REL christen | Testali | sentence | affirmed");
}

Test(sentences, asked_or_supposed_is_not_affirmed)
{
	EXPECT("Is {Testali} salafist?", "REL salafist | Testali | sentence | attributed");
	EXPECT("Is {Testali} nu moslim of niet?", "REL moslim | Testali | sentence | attributed");
	EXPECT("Is imam {Testali} al gebeld?", "REL imam | Testali | sentence | affirmed");
	EXPECT("Of {Testali} salafist is, wordt nog bekeken.",
	       "REL salafist | Testali | sentence | attributed");
	EXPECT("Als {Testali} salafist is, volgt overleg.",
	       "REL salafist | Testali | sentence | attributed");
	EXPECT("Als imam treedt {Testali} vaak op.", "REL imam | Testali | sentence | affirmed");
	EXPECT("Het is niet bekend of {Testali} salafist is.",
	       "REL salafist | Testali | sentence | attributed");
}

Test(sentences, said_behind_it_by_another)
{
	EXPECT("{Testali} is salafist, zegt de buurman.",
	       "REL salafist | Testali | sentence | attributed");
	EXPECT("{Testali} is christen, zegt hij.", "REL christen | Testali | sentence | affirmed");
	EXPECT("Naar eigen zeggen is {Testali} christen.",
	       "REL christen | Testali | sentence | affirmed");
	EXPECT("{Testali} is said to be a salafist.", "REL salafist | Testali | sentence | attributed");
	EXPECT("{Testali} wordt salafist genoemd.", "REL salafist | Testali | sentence | attributed");
}

Test(sentences, denial_stops_at_a_reason)
{
	EXPECT("{Testali} kan niet komen na zijn bezoek aan de moskee.",
	       "REL moskee | Testali | sentence | affirmed");
	EXPECT("{Testali} heeft afstand genomen van het salafisme.",
	       "REL salafisme | Testali | sentence | denied");
	EXPECT("Zonder medicatie redt {Testali} het niet.",
	       "GEZ medicatie | Testali | sentence | affirmed");
}

Test(sentences, officials_are_not_what_they_speak_of)
{
	told_expect_nobody("Wethouder {P. Voorbeeld} sprak over de aanpak van radicalisering.");
	told_expect_nobody("De directeur, {J. Demo}, opende de conferentie over islam en democratie.");
	told_expect_nobody("{J. Demo}, beleidsmedewerker, besprak de notitie over salafisme.");
	told_expect_nobody("Mevrouw {J. Demo} (gemeente Proefdorp) vroeg naar het salafisme.");
	told_expect_nobody("In de raad vroeg {J. Demo} naar de positie van lhbti'ers.");
	EXPECT("In het verslag staat dat {Karim Testali} kandidaat was voor een politieke partij.",
	       "POL politieke partij | Karim Testali | sentence");
	EXPECT("Wethouder {P. Voorbeeld} sprak met {Karim Testali} over de moskee.",
	       "REL moskee | Karim Testali | sentence");
	EXPECT("Wethouder {P. Voorbeeld} is lid van de PvdA.",
	       "POL lid van de PvdA | P. Voorbeeld | sentence");
}

Test(sentences, policy_speaks_of_nobody)
{
	told_expect_nobody("Salafisme is een stroming binnen de islam.");
	told_expect_nobody("De aanpak van problematisch gedrag wordt geëvalueerd.");
	told_expect_nobody("Is er iets bekend over IS-strijders?");
	told_expect_nobody("OM besluit niet te vervolgen; zie lid 2.");
	told_expect_nobody("Ramadan Mubarak, collega's!");
	told_expect_nobody("Cc: info@gemeente-proef.nl; a.demo@nctv-proef.nl");
	told_expect_nobody("Wij verwerken geen gegevens over godsdienst, ras of gezondheid.");
}

Test(sentences, false_friends)
{
	told_expect_nobody("We aten Turkse pizza met collega {Voorbeeld}.");
	told_expect_nobody("{Jihad Demir} mailde het verslag.");
	told_expect_nobody("{Proefman} woont aan de Kerkstraat 12, 1234 AB Proefdorp");
	told_expect_nobody("{J. de Jood} en {P. Bisschop} namen deel.");
	told_expect_nobody("Dit is de aangifte inkomstenbelasting van {P. Voorbeeld}.");
	told_expect_nobody("{P. Voorbeeld} zei dat samenwerken in het DNA van de organisatie zit.");
}

Test(sentences, a_word_beside_the_rest_of_a_name)
{
	told_expect_nobody("Islam {Testovic} belde over de begroting.");
	EXPECT("Imam {Testovic} belde.", "REL imam | Testovic | sentence");
}

Test(sentences, weak_words_need_a_second)
{
	struct told *d = told_text("{Testali} is ziek.");
	const struct finding *f = told_indicator(d, "GEZ", "ziek");

	cr_assert_not_null(f);
	cr_expect(told_tied(d, f, "Testali"));
	cr_expect_lt(f->score, 40);
	told_free(d);
	d = told_text("{Testali} is ziek en heeft griep.");
	cr_expect_geq(told_indicator(d, "GEZ", "ziek")->score, 40);
	told_free(d);
}
