# SPDX-License-Identifier: EUPL-1.2
"""Invented people and their numbers.

Given names are common ones; surnames are put together from syllables in the manner of each
origin, so that hardly one of them stands in a lexicon: what is measured on them is the detector,
not a list. The origin is only there to compare recall between groups.
"""
import unicodedata

GIVEN = {
    "dutch": "Willem Pieter Marieke Sanne Jeroen Anneke Maarten Lotte Bram Femke Joost Ilse".split(),
    "moroccan": "Mohamed Fatima Youssef Naima Rachid Khadija Hamza Samira Abdelkader Zineb".split(),
    "turkish": "Mehmet Ayşe Emre Zeynep Hüseyin Elif Yusuf Fatma Özgür Hatice".split(),
    "surinamese": "Radjesh Shanti Soeresh Indra Winston Cheryl Kenneth Anoeradha Ronald Sharmila".split(),
    "somali": "Abdullahi Hodan Cabdi Faadumo Maxamed Sahra Warsame Ifrah Liban Nasra".split(),
    "polish": "Krzysztof Agnieszka Tomasz Małgorzata Piotr Katarzyna Łukasz Ewa Marek Joanna".split(),
    "syrian": "Omar Rania Bassel Hala Nizar Lina Ghassan Maysoun Tarek Dima".split(),
    "english": "James Emily Oliver Charlotte Harry Megan George Alice Thomas Grace".split(),
}
SURNAME = {
    "dutch": (["van der ", "van ", "de ", "", "", "ter ", "van den "],
              ["Hol", "Wester", "Grave", "Zand", "Kolk", "Munter", "Lind", "Brede", "Haver"],
              ["beek", "kamp", "hoek", "stra", "inga", "veld", "brink", "horst", "man"]),
    "moroccan": (["El ", "", "Ben ", "Ait ", "Bou"],
                 ["Testa", "Mrabi", "Khatou", "Azzou", "Hamdi", "Zerrou", "Lahbi", "Chaou"],
                 ["oui", "ti", "chi", "ni", "ri", "bi", "kani"]),
    "turkish": ([""], ["Kara", "Demir", "Yıl", "Ak", "Öz", "Tosun", "Çelik", "Bay"],
                ["taş", "oğlu", "kaya", "gül", "bay", "er", "türk"]),
    "surinamese": ([""], ["Ram", "Jag", "Bhag", "Soerd", "Mahabi", "Kali", "Radja"],
                   ["persad", "lal", "singh", "esar", "doe", "charan", "soekh"]),
    "somali": ([""], ["Abdi", "Warsa", "Guled", "Ader", "Hirsi", "Jama"], ["le", "me", "d", "n", "wad"]),
    "polish": ([""], ["Kowal", "Nowak", "Wisz", "Zielin", "Dobro", "Mazur", "Jabłoń"],
               ["ski", "czyk", "niewski", "owicz", "ecki"]),
    "syrian": (["Al ", "al-", "", "Abu "], ["Hal", "Shami", "Khou", "Nasr", "Darwi", "Masri"],
               ["abi", "ri", "allah", "sh", "ani", "oud"]),
    "english": ([""], ["Ash", "Black", "Whit", "Hart", "Brom", "Cald"], ["well", "worth", "ley", "ton", "field"]),
}
PLACES = ("Gouda Utrecht Rotterdam Ede Zwolle Arnhem Tilburg Almere Enschede Leeuwarden Delft Zeist Venlo "
          "Amersfoort Deventer Helmond Roosendaal Schiedam Culemborg Veenendaal").split()
ORIGINS = sorted(GIVEN)


def ascii_of(name):
    name = name.translate(str.maketrans("łŁıİ", "lLiI"))
    plain = unicodedata.normalize("NFKD", name).lower()
    return "".join(c for c in plain if c in "abcdefghijklmnopqrstuvwxyz.")


class Person:
    def __init__(self, rng, origin=None):
        self.origin = origin or rng.choice(ORIGINS)
        before, first, last = SURNAME[self.origin]
        self.particle = rng.choice(before)
        self.main = rng.choice(first) + rng.choice(last)
        self.given = rng.choice(GIVEN[self.origin])
        self.surname = self.particle + self.main
        self.full = f"{self.given} {self.surname}"
        self.initials = f"{self.given[0]}. {self.surname}"
        self.place = rng.choice(PLACES)
        self.born = f"{rng.randint(1, 28):02d}-{rng.randint(1, 12):02d}-{rng.randint(1945, 2003)}"
        plain = ascii_of(self.given[0] + "." + self.main)
        self.email = f"{plain}@{rng.choice(['voorbeeldmail', 'proefpost', 'testbedrijf'])}.nl"


def bsn(rng):
    while True:
        d = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(7)]
        last = sum(w * x for w, x in zip(range(9, 1, -1), d)) % 11
        if last < 10:
            return "".join(map(str, d + [last]))


def iban(rng):
    bank, account = rng.choice(["ABNA", "INGB", "RABO", "TRIO"]), f"{rng.randint(10**8, 10**9 - 1):010d}"
    letters = "".join(str(ord(c) - 55) if c.isalpha() else c for c in bank + account + "NL00")
    return f"NL{98 - int(letters) % 97:02d}{bank}{account}"


def phone(rng):
    n = f"{rng.choice('123458')}{rng.randint(0, 9999999):07d}"
    return rng.choice([f"06-{n}", f"+31 6 {n}", f"06 {n[:2]} {n[2:4]} {n[4:6]} {n[6:]}"])
