/* SPDX-License-Identifier: EUPL-1.2 */
/* report/words.c - kinds and categories in plain words. */
#include "report/words.h"
#include <string.h>
#include <time.h>

struct word {
	const char *nl, *en;
};

static const char *pick(const struct word *w, bool english)
{
	return english ? w->en : w->nl;
}

static const struct {
	struct word one, many;
} types[N_HIT_TYPES] = {
	[TYPE_PERSON] = {{"persoon", "person"}, {"personen", "persons"}},
	[TYPE_PLACE] = {{"plaats", "place"}, {"plaatsen", "places"}},
	[TYPE_ADDRESS] = {{"adres", "address"}, {"adressen", "addresses"}},
	[TYPE_POSTCODE] = {{"postcode", "postcode"}, {"postcodes", "postcodes"}},
	[TYPE_EMAIL] = {{"e-mailadres", "e-mail address"}, {"e-mailadressen", "e-mail addresses"}},
	[TYPE_PHONE] = {{"telefoonnummer", "phone number"}, {"telefoonnummers", "phone numbers"}},
	[TYPE_BSN] = {{"burgerservicenummer", "citizen service number"},
		      {"burgerservicenummers", "citizen service numbers"}},
	[TYPE_IBAN] = {{"rekeningnummer", "bank account"}, {"rekeningnummers", "bank accounts"}},
	[TYPE_DATE_OF_BIRTH] = {{"geboortedatum", "date of birth"},
				{"geboortedata", "dates of birth"}},
	[TYPE_LICENCE_PLATE] = {{"kenteken", "licence plate"}, {"kentekens", "licence plates"}},
	[TYPE_DOCUMENT_NUMBER] = {{"documentnummer", "document number"},
				  {"documentnummers", "document numbers"}},
	[TYPE_CASE_NUMBER] = {{"zaaknummer", "case number"}, {"zaaknummers", "case numbers"}},
	[TYPE_HANDLE] = {{"gebruikersnaam", "user name"}, {"gebruikersnamen", "user names"}},
	[TYPE_IP] = {{"IP-adres", "IP address"}, {"IP-adressen", "IP addresses"}},
	[TYPE_URL] = {{"webadres", "web address"}, {"webadressen", "web addresses"}},
	[TYPE_ORGANISATION] = {{"organisatie", "organisation"}, {"organisaties", "organisations"}},
	[TYPE_INDICATOR] = {{"gevoelige aanwijzing", "sensitive indicator"},
			    {"gevoelige aanwijzingen", "sensitive indicators"}},
};

const char *type_says(enum hit_type t, bool english)
{
	return pick(&types[t].one, english);
}

const char *type_says_many(enum hit_type t, bool english)
{
	return pick(&types[t].many, english);
}

const char *category_says(const char *category, bool english)
{
	/* Articles 9 and 10 of the GDPR, and the national number of article 87. */
	static const struct {
		const char *code;
		struct word word;
	} table[] = {
		{"REL", {"godsdienst of levensovertuiging", "religion or belief"}},
		{"ETN", {"ras of etnische afkomst", "racial or ethnic origin"}},
		{"POL", {"politieke opvattingen", "political opinions"}},
		{"VAK", {"lidmaatschap van een vakbond", "trade union membership"}},
		{"GEN", {"genetische gegevens", "genetic data"}},
		{"BIO", {"biometrische gegevens", "biometric data"}},
		{"GEZ", {"gezondheid", "health"}},
		{"SEK", {"seksueel gedrag of gerichtheid", "sex life or orientation"}},
		{"STR", {"strafrechtelijke gegevens", "criminal convictions and offences"}},
		{"GED", {"gedrag", "behaviour"}},
	};

	for (size_t i = 0; category && i < ARRAY_LEN(table); i++)
		if (!strcmp(table[i].code, category))
			return pick(&table[i].word, english);
	return category ? category : "";
}

const char *polarity_says(enum polarity p, bool english)
{
	static const struct word words[] = {
		[POLARITY_NONE] = {NULL, NULL},
		[POLARITY_AFFIRMED] = {"gesteld", "stated"},
		[POLARITY_DENIED] = {"ontkend", "denied"},
		[POLARITY_ATTRIBUTED] = {"volgens een ander", "said by another"},
	};

	return pick(&words[p], english);
}

const char *manner_says(enum manner m, bool english)
{
	static const struct word words[] = {
		[MANNER_NONE] = {NULL, NULL},
		[MANNER_STATED] = {"met zoveel woorden", "in so many words"},
		[MANNER_DERIVABLE] = {"af te leiden", "to be derived"},
	};

	return pick(&words[m], english);
}

const char *role_says(enum role r, bool english)
{
	static const struct word words[] = {
		[ROLE_NONE] = {NULL, NULL},
		[ROLE_SUBJECT] = {"over wie het gaat", "whom it is about"},
		[ROLE_AUTHOR] = {"schrijver", "author"},
		[ROLE_RECIPIENT] = {"ontvanger", "recipient"},
		[ROLE_OFFICIAL] = {"in functie", "in office"},
		[ROLE_UNKNOWN] = {NULL, NULL},
	};

	return pick(&words[r], english);
}

const char *outcome_says(enum outcome o, bool english)
{
	static const struct word words[] = {
		[OUTCOME_OK] = {"volledig gelezen", "read in full"},
		[OUTCOME_SKIPPED] = {"bewust overgeslagen", "left out on purpose"},
		[OUTCOME_PARTIAL] = {"gedeeltelijk gelezen", "read in part"},
		[OUTCOME_FAILED] = {"niet gelezen", "not read"},
	};

	return pick(&words[o], english);
}

const char *day_says(char to[DAY_TEXT], int64_t ns, bool english)
{
	static const struct word months[] = {
		{"januari", "January"},   {"februari", "February"}, {"maart", "March"},
		{"april", "April"},       {"mei", "May"},           {"juni", "June"},
		{"juli", "July"},         {"augustus", "August"},   {"september", "September"},
		{"oktober", "October"},   {"november", "November"}, {"december", "December"},
	};
	time_t seconds = (time_t)(ns / 1000000000 - (ns % 1000000000 < 0));
	struct tm tm;

	to[0] = '\0';
	if (gmtime_r(&seconds, &tm))
		snprintf(to, DAY_TEXT, "%d %s %d", tm.tm_mday, pick(&months[tm.tm_mon], english),
			 tm.tm_year + 1900);
	return to;
}
