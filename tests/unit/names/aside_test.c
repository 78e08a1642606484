/* SPDX-License-Identifier: EUPL-1.2 */
/* aside_test.c - names of organisations, things, streets and products: kept, but set aside. */
#include "said.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* The name comes out with the reason, and not as a person or place. */
static void set_aside(const char *text, const char *name, const char *reason)
{
	char *got = said_whole(&(struct saying) {.carrier = CARRIER_BODY}, text, strlen(text));

	cr_expect(strstr(got, name) && strstr(got, reason), "%s: wanted %s, %s\n got %s", text,
		  name, reason, got);
	free(got);
}

Test(aside, organisations)
{
	set_aside("Hij werkt bij Hogeschool Utrecht.", "Utrecht", "of an organisation");
	set_aside("Hij werkt bij Stichting Jan Pietersen.", "Jan Pietersen", "of an organisation");
	said("Hij werkt bij Hogeschool Utrecht in Amersfoort.", "l:Amersfoort");
	said("Zij studeert aan de Universiteit Leiden.", "");
	said("Hij speelde tegen PEC Zwolle en zit op ROC Leiden.", "");
	said("Leerlingen van de Johan de Witt-scholengroep kwamen.", "");
	said("Gisteren sprak FC Proefdam-speler Jan Testman met ons.", "p:Jan Testman");
	said("Dat zei minister Testman van Binnenlandse Zaken.", "p:Testman");
}

Test(aside, things_named_after_people)
{
	static const char thing[] = "the name of a thing";

	set_aside("De veerpont Jan Testman vaart niet.", "Jan Testman", thing);
	set_aside("Hij ligt in het Willem Testman ziekenhuis.", "Willem Testman", thing);
	set_aside("Het Willem Testman ziekenhuis is vol.", "Willem Testman", thing);
	set_aside("Dat was in de Willem Testman Arena.", "Willem Testman", thing);
	said("De veerpont Jan Testman vaart niet.", "");
	said("Wij spraken in het ziekenhuis met Jan Testman.", "p:Jan Testman");
	said("Het ziekenhuis meldt dat Jan Testman er ligt.", "p:Jan Testman");
}

Test(aside, streets_and_products)
{
	said("Er staat een Opel Karl en een Renault Clio.", "");
	said("Dat is in de Burgemeester van Testlaan.", "");
	set_aside("Wij spraken over de Jan Testmanstraat.", "Jan Testmanstraat", "of a street");
}
