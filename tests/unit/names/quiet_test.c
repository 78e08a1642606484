/* SPDX-License-Identifier: EUPL-1.2 */
/* quiet_test.c - what looks like a name and is none. */
#include "said.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(quiet, laws_and_policy)
{
	said("De Algemene wet bestuursrecht en de Kaderregeling subsidies zijn van toepassing.",
	     "");
	said("Het Ministerie van Sociale Zaken en Werkgelegenheid reageert in Maart.", "");
	said("De Raad van State en het Openbaar Ministerie worden gehoord.", "");
	said("Centraal staan Weerbaarheid, Samenwerking en Preventie.", "");
	said("In de Memorie van Toelichting staat meer. Zie Bijlage II, Tabel 3.", "");
	said("Hoofdstuk 2\n\nArtikel 4. Verplichtingen van de Subsidieontvanger\n", "");
	said("Status: Afgehandeld\nDatum: vrijdag 3 Maart\nTelefoon: Onbekend", "");
}

Test(quiet, firms_and_products)
{
	said("De firma Jansen & Zonen B.V. levert de stoelen.", "");
	said("Stichting De Proeftuin huurt een zaal.", "");
	said("De school ligt aan de Willem de Zwijgerlaan.", "");
	said("Wij gebruiken Microsoft Teams, Excel en WhatsApp.", "");
	said("De moskee El Testwheed organiseert een open dag.", "");
}

Test(quiet, common_words)
{
	said("Wil je dat doen? Dan graag voor vrijdag. Maar hoe dan?", "");
	said("Roos is een bloem. Mei is een maand.", "");
	said("Jaarlijks vindt een Monitor plaats.", "");
	said("De Turkse markt en het Nederlandse recht.", "");
	said("De AOW-uitkering en het WMO-loket.", "");
}

Test(quiet, why_is_told)
{
	const struct saying how = {.carrier = CARRIER_BODY};
	const char text[] = "Zij werkt bij de Universiteit Leiden.";
	char *got = said_whole(&how, text, strlen(text));

	cr_assert(strstr(got, "Leiden"), "%s", got);
	cr_assert(strstr(got, "part of the name of an organisation"), "%s", got);
	free(got);
}
