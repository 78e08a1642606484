/* SPDX-License-Identifier: EUPL-1.2 */
/* format/csv_header.c - what a row of column heads looks like, in Dutch and English tables. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "format/csv.h"

#define LABEL_MAX 48

static const char *const label_words[] = {
	"aanhef", "aantal", "account", "achternaam", "address", "adres", "afdeling", "afzender",
	"alias", "amount", "auteur", "bedrag", "bedrijf", "beroep", "betreft", "bijlage",
	"birth", "bron", "bsn", "burgerservicenummer", "categorie", "city", "code", "comment",
	"company", "contact", "contactpersoon", "country", "date", "datum", "deelnemer",
	"department", "dob", "dossier", "dossiernr", "dossiernummer", "email", "emailadres",
	"etniciteit", "familienaam", "firstname", "from", "functie", "gebdat", "gebdatum",
	"geboortedatum", "geboorteland", "geboorteplaats", "gebruiker", "gebruikersnaam",
	"geloof", "gemeente", "gender", "geslacht", "geslachtsnaam", "godsdienst", "gsm",
	"handle", "herkomst", "huisnr", "huisnummer", "iban", "id", "initialen", "instelling",
	"kenmerk", "kenteken", "klant", "klantnr", "klantnummer", "land", "lastname", "leeftijd",
	"locatie", "mail", "mailadres", "medewerker", "meisjesnaam", "mobiel", "mobile",
	"moskee", "naam", "name", "nationaliteit", "nickname", "note", "notes", "notitie", "nr",
	"number", "nummer", "omschrijving", "onderwerp", "opmerking", "opmerkingen",
	"organisatie", "organisation", "organization", "partij", "partner", "pc", "personeelsnr",
	"personeelsnummer", "persoon", "phone", "plaats", "plaatsnaam", "postcode", "provincie",
	"referentie", "regio", "rekening", "rekeningnummer", "relatie", "religie", "religion",
	"roepnaam", "rol", "sofinummer", "soort", "source", "status", "straat", "straatnaam",
	"street", "subject", "surname", "tel", "telefoon", "telefoonnr", "telefoonnummer",
	"tijd", "time", "titel", "title", "to", "toelichting", "toevoeging", "tussenvoegsel",
	"tussenvoegsels", "type", "url", "user", "username", "value", "voorletters", "voornaam",
	"voornamen", "voorvoegsel", "voorvoegsels", "waarde", "website", "werkgever", "wijk",
	"woonadres", "woonplaats", "zaak", "zaaknr", "zaaknummer", "zip", "zipcode",
};

static bool is_word_byte(char c)
{
	return isalpha((unsigned char)c) || (c & 0x80);
}

static bool is_label_word(const char *s, size_t len)
{
	size_t low = 0, high = ARRAY_LEN(label_words);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *word = label_words[middle];
		int order = strncasecmp(s, word, len);

		if (!order && word[len])
			order = -1;
		if (!order)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* Any word of it: "Adres (woon)", "geb.datum", "E-mail" (whose hyphen is dropped). */
static bool has_word(const char *s, size_t len)
{
	char word[LABEL_MAX];
	size_t n = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && is_word_byte(s[i]) && n < sizeof(word)) {
			word[n++] = s[i];
		} else if (i < len && s[i] == '-' && n == 1) {
			continue;
		} else {
			if (n && is_label_word(word, n))
				return true;
			n = 0;
		}
	}
	return false;
}

bool csv_is_label(const char *s, size_t len)
{
	size_t letters = 0, digits = 0;

	for (size_t i = 0; i < len; i++) {
		letters += is_word_byte(s[i]);
		digits += isdigit((unsigned char)s[i]) != 0;
		if (s[i] == '@' || s[i] == '\n' || s[i] == '\r')
			return false;
	}
	return len <= LABEL_MAX && letters && digits <= 2 && digits <= letters;
}

bool csv_is_typed(const char *s, size_t len)
{
	bool digit = false, letter = false, at = false, space = false;

	for (size_t i = 0; i < len; i++) {
		digit |= isdigit((unsigned char)s[i]) != 0;
		letter |= is_word_byte(s[i]);
		at |= s[i] == '@';
		space |= s[i] == ' ';
	}
	return (digit && !letter) || (at && letter && !space);
}

bool csv_has_label_word(const struct csv_row *row)
{
	size_t words = 0, labels = 0, filled = 0;

	for (unsigned i = 0; i < row->n; i++) {
		if (!row->lens[i])
			continue;
		filled++;
		labels += csv_is_label(row->cells[i], row->lens[i]);
		words += has_word(row->cells[i], row->lens[i]);
	}
	/* All are short, and many known: a sentence with "naam" in it has other cells too. */
	return filled && labels * 10 >= filled * 9 && words * 5 >= filled;
}
