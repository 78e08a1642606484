/* SPDX-License-Identifier: EUPL-1.2 */
/* report/reasons.c - what each reason of the ledger means for a person, and what can be done. */
#include <string.h>
#include "report/reasons.h"

struct help {
	const char *means, *advice;
};
static const struct {
	struct help nl, en;
} table[N_REASONS] = {
	[REASON_ENCRYPTED] = {
		{"Met een wachtwoord beveiligd.",
		 "Vraag de eigenaar om een versie zonder wachtwoord en scan die."},
		{"Protected by a password.",
		 "Ask the owner for a copy without a password and scan that."}},
	[REASON_UNSUPPORTED_FORMAT] = {
		{"Van een soort die dit programma niet leest.",
		 "Zet het om naar een soort uit `vindplaats formats`, of bekijk het zelf."},
		{"Of a kind this program does not read.",
		 "Convert it to a kind that `vindplaats formats` lists, or look at it yourself."}},
	[REASON_UNSUPPORTED_METHOD] = {
		{"Ingepakt op een manier die dit programma niet kent.",
		 "Pak het opnieuw in met een gangbaar programma en scan dat."},
		{"Packed in a way this program does not know.",
		 "Pack it again with a common program and scan that."}},
	[REASON_TRUNCATED] = {
		{"Houdt eerder op dan het hoort.",
		 "Zoek een volledig exemplaar, bijvoorbeeld in de back-up, en scan dat."},
		{"Ends sooner than it should.",
		 "Look for a complete copy, in a backup say, and scan that."}},
	[REASON_CORRUPT] = {
		{"Beschadigd.", "Zoek een gaaf exemplaar, bijvoorbeeld in de back-up, en scan dat."},
		{"Damaged.", "Look for a sound copy, in a backup say, and scan that."}},
	[REASON_CRC_DIFFERS] = {
		{"De inhoud klopt niet met de eigen controlesom; wat er stond is wel gelezen.",
		 "Vergelijk met een ander exemplaar als de inhoud ertoe doet."},
		{"The contents do not match their own checksum; what was there has been read.",
		 "Compare with another copy if the contents matter."}},
	[REASON_HIDDEN_MEMBER] = {
		{"Bevat iets dat niet in de eigen inhoudsopgave staat.",
		 "Bekijk het zelf: dit kan een fout zijn, of opzet."},
		{"Holds something its own table of contents does not name.",
		 "Look at it yourself: this may be a mistake, or intent."}},
	[REASON_OVERLAP] = {
		{"Delen ervan liggen over elkaar heen, zoals in een zipbom.",
		 "Vertrouw dit bestand niet; vraag de eigenaar waar het vandaan komt."},
		{"Parts of it lie on top of each other, as in a zip bomb.",
		 "Do not trust this file; ask the owner where it came from."}},
	[REASON_LIMIT_BYTES] = {
		{"Uitgepakt groter dan de grens.", "Pak het zelf uit en scan de map."},
		{"Larger than the limit once unpacked.", "Unpack it yourself and scan the folder."}},
	[REASON_LIMIT_RATIO] = {
		{"Uitgepakt zoveel groter dan ingepakt, dat het een zipbom kan zijn.",
		 "Ga na of het te vertrouwen is; pak het dan zelf uit en scan de map."},
		{"So much larger once unpacked that it may be a zip bomb.",
		 "See whether it can be trusted; then unpack it yourself and scan the folder."}},
	[REASON_LIMIT_DEPTH] = {
		{"Te veel lagen in elkaar (een zip in een zip in een zip ...).",
		 "Pak de binnenste lagen zelf uit en scan die."},
		{"Too many layers (a zip in a zip in a zip ...).",
		 "Unpack the inner layers yourself and scan those."}},
	[REASON_LIMIT_ENTRIES] = {
		{"Meer onderdelen dan de grens.", "Pak het zelf uit en scan de map."},
		{"More entries than the limit.", "Unpack it yourself and scan the folder."}},
	[REASON_LIMIT_HEADERS] = {
		{"De kop van een bericht is groter dan de grens; de rest is gelezen.",
		 "Bekijk de kop zelf."},
		{"The header of a message is larger than the limit; the rest was read.",
		 "Look at the header yourself."}},
	[REASON_LIMIT_TOKEN] = {
		{"Een enkel stuk zonder onderbreking is groter dan de grens.", "Bekijk het zelf."},
		{"A single piece without a break is larger than the limit.",
		 "Look at it yourself."}},
	[REASON_LIMIT_TIME] = {
		{"Duurde langer dan de grens.", "Scan het nog eens op een rustig moment of splits het."},
		{"Took longer than the limit.", "Scan it again at a quiet time, or split it."}},
	[REASON_LIMIT_MEMORY] = {
		{"Vroeg meer geheugen dan de grens.", "Splits het, of bekijk het zelf."},
		{"Asked for more memory than the limit.", "Split it, or look at it yourself."}},
	[REASON_LIMIT_HITS] = {
		{"Zoveel vondsten van dezelfde soort, dat alleen het aantal van de rest is bewaard.",
		 "Bekijk het bestand als geheel; het ware aantal staat erbij."},
		{"So many hits of one kind that of the rest only the number is kept.",
		 "Look at the file as a whole; the true number is given."}},
	[REASON_LIMIT_REGEX] = {
		{"Een patroon gaf het op bij een stuk van de tekst.",
		 "Bekijk het stuk zelf en meld het de beheerder van de patronen."},
		{"A pattern gave up on a piece of the text.",
		 "Look at it yourself and tell whoever keeps the patterns."}},
	[REASON_XML_DTD] = {
		{"Bevat een DTD, die uit voorzorg niet wordt gevolgd; de tekst is ruw gelezen.",
		 "Vondsten zijn goed, maar een plaats kan afwijken; bekijk het zelf."},
		{"Holds a DTD, which is not followed as a precaution; the text was read raw.",
		 "Hits are sound, but a place may be off; look at it yourself."}},
	[REASON_XML_MALFORMED] = {
		{"De XML erin is niet welgevormd; de tekst is ruw gelezen.",
		 "Open het in het eigen programma, bewaar het opnieuw en scan dat."},
		{"The XML inside is not well-formed; the text was read raw.",
		 "Open it in its own program, save it again and scan that."}},
	[REASON_BAD_ENCODING] = {
		{"Bevat tekens die niet bij de opgegeven tekenset horen.",
		 "Bekijk de plaatsen met een vraagteken in een ruitje zelf."},
		{"Holds bytes that do not belong to the charset it names.",
		 "Look yourself at the places with a question mark in a diamond."}},
	[REASON_UNKNOWN_CHARSET] = {
		{"Noemt een tekenset die dit programma niet kent; gelezen als Latijns schrift.",
		 "Zet het om naar UTF-8 en scan dat."},
		{"Names a charset this program does not know; read as Latin script.",
		 "Convert it to UTF-8 and scan that."}},
	[REASON_GUESSED_CHARSET] = {
		{"Noemt geen tekenset; die is uit de inhoud afgeleid.",
		 "Geen actie nodig, tenzij letters met accenten er vreemd uitzien."},
		{"Names no charset; it was told from the contents.",
		 "Nothing to do, unless letters with accents look odd."}},
	[REASON_DENIED] = {
		{"Geen recht om het te lezen.",
		 "Regel leesrecht en geef dezelfde opdracht nog eens."},
		{"No permission to read it.",
		 "Arrange for permission to read and give the same command again."}},
	[REASON_VANISHED] = {
		{"Was er niet (meer) toen het aan de beurt was.",
		 "Ga na of het is verplaatst of gewist, en of de share er is."},
		{"Was not there (any more) when its turn came.",
		 "See whether it was moved or deleted, and whether the share is there."}},
	[REASON_CHANGED] = {
		{"Veranderde terwijl het werd gelezen.",
		 "Geef dezelfde opdracht nog eens als niemand eraan werkt."},
		{"Changed while it was being read.",
		 "Give the same command again when nobody works on it."}},
	[REASON_SYMLINK] = {
		{"Een symbolische koppeling; die wordt niet gevolgd.",
		 "Scan het doel zelf als dat buiten de gescande mappen ligt."},
		{"A symbolic link; those are not followed.",
		 "Scan its target itself if that lies outside the scanned folders."}},
	[REASON_SPECIAL_FILE] = {
		{"Geen gewoon bestand (apparaat, pijp of socket).", "Geen actie nodig."},
		{"Not a plain file (a device, pipe or socket).", "Nothing to do."}},
	[REASON_LOOP] = {
		{"Een map die al eerder is doorlopen.", "Geen actie nodig."},
		{"A folder that was walked before.", "Nothing to do."}},
	[REASON_PATH_TOO_LONG] = {
		{"Het pad is te lang.", "Scan vanaf een map dieper in de boom."},
		{"The path is too long.", "Scan from a folder deeper in the tree."}},
	[REASON_OUTSIDE_ROOT] = {
		{"Ligt buiten de opgegeven mappen.", "Noem die map ook als zij erbij hoort."},
		{"Lies outside the folders that were named.", "Name that folder too if it belongs."}},
	[REASON_IO_ERROR] = {
		{"De schijf of het netwerk gaf een leesfout.",
		 "Laat de schijf nakijken en geef dezelfde opdracht nog eens."},
		{"The disk or the network gave an error.",
		 "Have the disk checked and give the same command again."}},
	[REASON_IO_TIMEOUT] = {
		{"De schijf of het netwerk antwoordde niet op tijd.",
		 "Kijk of de share bereikbaar is en geef dezelfde opdracht nog eens."},
		{"The disk or the network did not answer in time.",
		 "See whether the share can be reached and give the same command again."}},
	[REASON_STALE] = {
		{"De verbinding met de share was verlopen.",
		 "Koppel de share opnieuw en geef dezelfde opdracht nog eens."},
		{"The connection to the share had gone stale.",
		 "Mount the share again and give the same command again."}},
	[REASON_WORKER_CRASH] = {
		{"Het lezen liep vast op dit bestand; de andere zijn gewoon gelezen.",
		 "Bekijk het zelf en meld het de makers."},
		{"Reading crashed on this file; the others were read as usual.",
		 "Look at it yourself and tell the makers."}},
	[REASON_WORKER_TIMEOUT] = {
		{"Het lezen kwam niet verder in dit bestand.", "Bekijk het zelf en meld het de makers."},
		{"Reading got nowhere in this file.", "Look at it yourself and tell the makers."}},
	[REASON_DUPLICATE] = {
		{"Gelijk aan een onderdeel dat al is gelezen.", "Geen actie nodig."},
		{"The same as a part that was read already.", "Nothing to do."}},
};

bool lang_is_english(const char *lang)
{
	return lang && !strcmp(lang, "en");
}

const char *reason_means(enum reason r, bool english)
{
	const char *s = english ? table[r].en.means : table[r].nl.means;

	return s ? s : "";
}

const char *reason_advice(enum reason r, bool english)
{
	const char *s = english ? table[r].en.advice : table[r].nl.advice;

	return s ? s : "";
}
