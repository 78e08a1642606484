/* SPDX-License-Identifier: EUPL-1.2 */
/* places_test.c - places: their names, and what stands round them. */
#include "said.h"
#include <criterion/criterion.h>

Test(places, written_in_many_ways)
{
	said("Hij woont te 's-Gravenhage.", "l:'s-Gravenhage");
	said("Hij woont te 's Gravenhage.", "l:'s Gravenhage");
	said("Hij woont te s-Gravenhage.", "l:s-Gravenhage");
	said("Hij woont in Den Haag.", "l:Den Haag");
	said("hij woont in den haag", "l:den haag");
	said("Zij komt uit Alphen a/d Rijn.", "l:Alphen a/d Rijn");
	said("De markt van Bergen op Zoom.", "l:Bergen op Zoom");
	said("Zij vertrok naar It Hearrenfean.", "l:It Hearrenfean");
}

Test(places, unlisted_but_said_to_be_one)
{
	said("Hij is woonachtig te Qwertdorp.", "l:Qwertdorp");
	said("Proefstraat 12, 2801 AB Xyzwolde", "l:Xyzwolde");
	said("Woonplaats: Qwertum", "l:Qwertum");
	said("Zij groeide op in de gemeente Zwbrecht.", "l:Zwbrecht");
	said("Qwertingen is een kleine gemeente in het oosten.", "l:Qwertingen");
	said("Kenji Testinaga (Qwosaka, 12 juli 1951) is een trainer.",
	     "p:Kenji Testinaga|l:Qwosaka");
}

Test(places, between_person_and_place)
{
	said("Daar sprak Joris van Amersfoort met Fatima Testaoui.",
	     "p:Joris van Amersfoort|p:Fatima Testaoui");
	said("President Testalante van Bolivia kwam.", "p:Testalante|l:Bolivia");
	said("Volgens de heer Utrecht was het goed.", "p:Utrecht");
}

Test(places, inside_other_names)
{
	said("Zij werkt bij de Universiteit Leiden.", "");
	said("De Goudse raad en de Zwolse kerk.", "");
	said("Het kantoor aan de Amsterdamsestraatweg is dicht.", "");
}

Test(places, where_someone_is_from_is_no_surname)
{
	said("Emre Karaproef uit Ede belde.", "p:Emre Karaproef|l:Ede");
	said("Wij spraken Kaya in Capelle a/d IJssel.", "p:Kaya|l:Capelle a/d IJssel");
	said("Gisteren kwam Jan uit 't Harde langs.", "p:Jan|l:'t Harde");
	said("Wethouder Carel van Testman van Wijk bij Duurstede zou komen.",
	     "p:Carel van Testman|l:Wijk bij Duurstede");
	said("Gisteren sprak J. in 't Veld met ons.", "p:J. in 't Veld");
	said("Cornelia van Gouda was er ook bij.", "p:Cornelia van Gouda");
}

Test(places, a_surname_that_is_a_town)
{
	said("Dat zei Willem Blijdorp. Later kwam Blijdorp terug.", "p:Willem Blijdorp|p:Blijdorp");
	said("Daar woont Joris Best. Mensen kwamen uit Best.", "p:Joris Best|l:Best");
}

Test(places, a_dateline_ends_the_headline)
{
	said("Trainer geniet van de zege en van Jan Testman\nROTTERDAM (ANP) - Het was mooi weer.",
	     "p:Jan Testman|l:ROTTERDAM");
	said("Hij kwam nooit in de VS.", "l:VS");
}
