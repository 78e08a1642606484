# SPDX-License-Identifier: EUPL-1.2
"""Dutch office prose, some of it with what vindplaats has to find.

A sentence is a list of pieces: a string, or (text, type, category, origin) for what is planted.
"""
from . import people

FILLER = """
De vergadering is verplaatst naar volgende week, omdat de zaal niet beschikbaar was.
Wij verzoeken u de bijgevoegde stukken vóór vrijdag door te nemen.
Het budget voor dit jaar is vrijwel geheel besteed aan onderhoud en huisvesting.
In de bijlage vindt u het concept van de notitie met de verwerkte opmerkingen.
De planning loopt enkele weken achter door een tekort aan capaciteit.
Er zijn geen bijzonderheden te melden over de voortgang van het project.
De aanpak wordt in het najaar geëvalueerd en zo nodig bijgesteld.
Graag ontvangen wij een bevestiging van deze afspraak.
Het overleg met de ketenpartners verliep in goede sfeer.
Over de inzet van middelen moet nog een besluit worden genomen.
De cijfers over het derde kwartaal worden maandag gepubliceerd.
Na de pauze is gesproken over de nieuwe werkwijze voor dossiervorming.
Het verslag is vastgesteld met enkele kleine tekstuele wijzigingen.
De regeling treedt op 1 januari in werking en geldt voor alle gemeenten.
Bij vragen kunt u contact opnemen met het secretariaat.
""".strip().split("\n")

INDICATORS = [  # before the person, after it, the word that gives it away, category
    ("Volgens de notitie is ", " {w} bij een moskee in de regio.", "imam", "REL"),
    ("Uit het gesprek bleek dat ", " zich heeft bekeerd en {w} is geworden.", "moslim", "REL"),
    ("Het is bekend dat ", " van {w} afkomst is.", "Marokkaanse", "ETN"),
    ("In het verslag staat dat ", " kandidaat was voor een {w}.", "politieke partij", "POL"),
    ("De melder stelt dat ", " als {w} bekend staat.", "salafist", "REL"),
    ("Het dossier vermeldt dat ", " onder behandeling staat bij een {w}.", "psychiater", "GEZ"),
    ("Bij de politie is ", " geregistreerd als {w}.", "verdachte", "STR"),
    ("Op het werk is ", " al jaren {w}.", "vakbondslid", "VAK"),
]


def filler(rng):
    return [rng.choice(FILLER)]


def mention(rng, p):
    """One sentence about a person."""
    name = (p.full, "person", None, p.origin)
    place = (p.place, "place", None, None)
    kind = rng.randrange(8)
    if kind == 0:
        return ["Gisteren sprak ik met ", name, ", wonende te ", place, "."]
    if kind == 1:
        return ["Mevrouw " if rng.random() < .5 else "De heer ", (p.surname[0].upper() + p.surname[1:], "person", None, p.origin),
                " heeft hierop nog niet gereageerd."]
    if kind == 2:
        return ["Het BSN van ", name, " is ", (people.bsn(rng), "bsn", None, None), "."]
    if kind == 3:
        return ["U kunt ", name, " bereiken via ", (p.email, "email", None, None), " of ", (people.phone(rng), "phone", None, None), "."]
    if kind == 4:
        return ["De vergoeding voor ", name, " gaat naar rekening ", (people.iban(rng), "iban", None, None), "."]
    if kind == 5:
        return [name, ", geboren op ", (p.born, "date-of-birth", None, None), " te ", place, ", was aanwezig."]
    before, after, word, category = rng.choice(INDICATORS)
    left, right = after.split("{w}")
    return [before, name, left, (word, "indicator", category, None), right]


def plain(pieces):
    return "".join(x if isinstance(x, str) else x[0] for x in pieces)


def planted(pieces):
    return [x for x in pieces if not isinstance(x, str)]
