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
