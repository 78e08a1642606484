# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/figures.py - what was found against what stands there, as named figures.

A finding is (case, category, person): that is what a person is told, and what a wrong tie does harm
with. It is found when any reported hit of that category is tied to that person. Figures are named
PATH/measure, each with the number of cases it rests on.
"""
import re
import unicodedata
from collections import defaultdict

THRESHOLD = 40
PAGE = 3000
ORDER = ("sentence", "paragraph", "document")


def fold(text):
    text = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\s+", " ", "".join(c for c in text if not unicodedata.combining(c))).strip()


class Tally:
    def __init__(self):
        self.gold = self.found = self.hits = self.right = 0

    def add(self, gold=0, found=0, hits=0, right=0):
        self.gold += gold
        self.found += found
        self.hits += hits
        self.right += right

    def figures(self):
        p = self.right / self.hits if self.hits else None
        r = self.found / self.gold if self.gold else None
        f = 2 * p * r / (p + r) if p and r else None if p is None or r is None else 0.0
        return {"precision": (p, self.hits), "recall": (r, self.gold), "f": (f, self.gold)}


class Share:
    def __init__(self):
        self.n = self.of = 0

    def add(self, yes):
        self.n += bool(yes)
        self.of += 1

    def value(self):
        return (self.n / self.of if self.of else None, self.of)


def holds(long, short):
    """Whether a text stands in another; one of up to three letters as a word of its own (Ad, not in Ahmad)."""
    at = long.find(short)
    if at < 0 or len(short) > 3:
        return at >= 0
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


def meets(mark, hit, case):
    """Whether a hit stands on a mark."""
    if case.by_offset():
        return mark.start < hit["end"] and hit["start"] < mark.end
    a, b = fold(mark.text), fold(hit["text"])
    return holds(a, b) or holds(b, a)


def reported(case, kind):
    return [h for h in case.hits if h["type"] == kind and h["score"] >= THRESHOLD and not h.get("suppressed")]


def wanted_and_found(case, kind):
    """Marks and hits of persons or places, without what two readers would differ on. An address of
    mail is an identifier; a name read from it is neither wanted nor wrong."""
    may = [m for m in case.of(kind) if m.may]
    hits = [h for h in reported(case, kind) if not any(meets(m, h, case) for m in may)]
    if kind == "person":
        hits = [h for h in hits if h["text"] + "@" not in case.plain and "@" not in h["text"]]
    return [m for m in case.of(kind) if not m.may], hits


def people_of(case):
    """{hit id: numbers of the persons that hit stands for}; an unknown one stands for itself."""
    gold, out = case.of("person"), {}
    for h in case.hits:
        if h["type"] == "person":
            exact = [m for m in gold if fold(m.text) == fold(h["text"]) and meets(m, h, case)]
            some = exact or [m for m in gold if meets(m, h, case)]
            out[h["id"]] = {m.person for m in some} or {"?" + fold(h["text"])}
    return out


class Indicators:
    def __init__(self):
        self.tally = defaultdict(Tally)
        self.share = defaultdict(Share)
        self.untied = self.untied_size = 0
        self.errors = []

    def add(self, case):
        gold = case.of("indicator")
        people = people_of(case)
        wanted, may = defaultdict(list), set()
        for m in gold:
            for p in m.people:
                if m.may:
                    may.add((m.category, p))
                else:
                    wanted[(m.category, p)].append(m)
        got = {}
        for h in reported(case, "indicator"):
            for tie in h["tied"]:
                for p in people.get(tie["id"], {"?unknown"}):
                    best = got.get((h["category"], p))
                    if best is None or ORDER.index(tie["level"]) < ORDER.index(best[0]):
                        got[(h["category"], p)] = (tie["level"], h)
        self.findings(case, wanted, may, got)
        self.words(case, gold, people)
        if case.carrier == "policy":
            self.untied += len(reported(case, "indicator"))
            self.untied_size += len(case.plain)

    def findings(self, case, wanted, may, got):
        for (category, person), spots in wanted.items():
            found = (category, person) in got
            level = min((m.level for m in spots), key=ORDER.index)
            for key in ("all", category, "level/" + level, "carrier/" + case.carrier):
                self.tally[key].add(gold=1, found=found)
            self.share["stated/recall" if any(m.stated for m in spots) else "derivable/recall"].add(found)
            if found:
                self.share["level-accuracy"].add(got[(category, person)][0] == level)
            else:
                names = {m.text for m in case.of("person") if m.person == person}
                self.errors.append((case, "MISSED", category, sorted(names), [m.text for m in spots]))
        for (category, person), (level, hit) in got.items():
            right = (category, person) in wanted
            if right or (category, person) not in may:
                for key in ("all", category, "level/" + level, "carrier/" + case.carrier):
                    self.tally[key].add(hits=1, right=right)
                if not right:
                    names = {m.text for m in case.of("person") if m.person == person} or {person}
                    self.errors.append((case, "WRONG", category, sorted(names), [hit["text"], hit["pattern"]]))

    def words(self, case, gold, people):
        hits = reported(case, "indicator")
        for m in gold:
            if not m.people or m.may:
                continue
            mine = [h for h in hits if h["category"] == m.category and meets(m, h, case)]
            ties = [(h, p) for h in mine for t in h["tied"] for p in people.get(t["id"], ())]
            self.share["words/recall"].add(mine)
            if mine:
                self.share["tie-accuracy"].add(any(p in m.people for _, p in ties))
            same = [h for h, p in ties if p in m.people]
            if same:
                right = any(h["polarity"] == m.polarity for h in same)
                self.share["polarity/accuracy"].add(right)
                self.share[f"polarity/{m.polarity}"].add(right)
                manner = "stated" if m.stated else "derivable"
                self.share[f"manner/{manner}"].add(any(h["manner"] == manner for h in same))
                if not right:
                    self.errors.append((case, "POLARITY", m.category, [m.polarity], [m.text, same[0]["polarity"]]))
        for h in hits:
            here = [m for m in gold if m.category == h["category"] and meets(m, h, case)]
            if any(m.may for m in here):
                continue
            for tie in h["tied"]:
                if here:
                    wrong = not any(people.get(tie["id"], set()) & set(m.people) for m in here)
                    self.share["false-ties"].add(wrong)

    def figures(self):
        out = {}
        for key, tally in self.tally.items():
            out.update({f"{key}/{k}": v for k, v in tally.figures().items()})
        out.update({key: share.value() for key, share in self.share.items()})
        return out


def policy(counters):
    """Reported hits per ten pages of text about nobody, over passages and documents."""
    pages = sum(c.untied_size for c in counters) / PAGE
    return (sum(c.untied for c in counters) / pages * 10 if pages else None, round(pages))


class Spans:
    """Persons and places: exact and overlapping spans."""

    def __init__(self):
        self.tally = defaultdict(Tally)
        self.errors = []

    def add(self, case):
        for kind in ("person", "place"):
            gold, hits = wanted_and_found(case, kind)
            for m in gold:
                mine = [h for h in hits if meets(m, h, case)]
                exact = any((h["start"], h["end"]) == (m.start, m.end) for h in mine)
                self.tally[f"{kind}/exact"].add(gold=1, found=exact)
                keys = [f"{kind}/overlap", f"{kind}/carrier/{case.carrier}"]
                if kind == "person":
                    keys += [f"person/origin/{m.origin or 'oth'}", f"person/form/{form_of(m)}"]
                else:
                    keys.append("place/residence" if m.home else "place/mention")
                for key in keys:
                    self.tally[key].add(gold=1, found=bool(mine))
                if not mine:
                    self.errors.append((case, "MISSED", kind, [m.text], [m.origin, form_of(m)]))
            for h in hits:
                mine = [m for m in gold if meets(m, h, case)]
                exact = any((h["start"], h["end"]) == (m.start, m.end) for m in mine)
                self.tally[f"{kind}/exact"].add(hits=1, right=exact)
                for key in (f"{kind}/overlap", f"{kind}/carrier/{case.carrier}"):
                    self.tally[key].add(hits=1, right=bool(mine))
                if not mine:
                    self.errors.append((case, "WRONG", kind, [h["text"]], [h["why"]]))

    def figures(self):
        out = {}
        for key, tally in self.tally.items():
            out.update({f"{key}/{k}": v for k, v in tally.figures().items() if v[0] is not None})
        means = [v for k, (v, n) in out.items() if k.startswith("person/origin/") and "/oth/" not in k]
        if means:
            out["person/parity/mean"] = (sum(means) / len(means), len(means))
            out["person/parity/worst"] = (min(means), len(means))
            out["person/parity/gap"] = (max(means) - min(means), len(means))
        return out


def form_of(mark):
    """How a name is written, where the mark does not say it."""
    text = mark.text
    if mark.form:
        return mark.form
    if "," in text:
        return "addressbook"
    if text.isupper() and len(text) > 3:
        return "caps"
    if text.islower():
        return "lower"
    if re.search(r"^\w+ (?:\w+ )?\w\.$", text) or re.search(r"^\w\. .*\b\w\.$", text):
        return "press"
    if re.match(r"(?:(?:IJ|Th|Chr|Ph|\w)\.[ -]?)+", text):
        return "initials"
    return "full" if " " in text else "surname"


class Counts:
    """Persons and places of documents: the words of each, and how many times."""

    def __init__(self):
        self.tally = defaultdict(Tally)
        self.roles = Share()
        self.errors = []

    def add(self, case):
        for kind in ("person", "place"):
            gold, hits = wanted_and_found(case, kind)
            free = list(hits)
            for m in gold:
                exact = [h for h in free if fold(h["text"]) == fold(m.text)]
                some = exact or [h for h in free if meets(m, h, case)]
                for key in (kind, f"{kind}/form/{case.carrier}"):
                    self.tally[key].add(gold=1, found=bool(some))
                if some:
                    free.remove(some[0])
                else:
                    self.errors.append((case, "MISSED", kind, [m.text], []))
            for h in hits:
                # A second hit on one written name, in a header that is kept twice, is no mistake.
                right = any(meets(m, h, case) for m in gold)
                for key in (kind, f"{kind}/form/{case.carrier}"):
                    self.tally[key].add(hits=1, right=right)
                if not right:
                    self.errors.append((case, "WRONG", kind, [h["text"]], [h["why"]]))
        people = people_of(case)
        for person, role in case.roles.items():
            mine = [h["role"] for h in reported(case, "person") if person in people[h["id"]]]
            if mine:
                self.roles.add(role in mine)

    def figures(self):
        out = {}
        for key, tally in self.tally.items():
            out.update({f"{key}/{k}": v for k, v in tally.figures().items() if v[0] is not None})
        out["role/accuracy"] = self.roles.value()
        return out


class Identifiers:
    def __init__(self):
        self.tally = defaultdict(Tally)
        self.errors = []

    def add(self, case):
        kinds = {m.kind for m in case.marks} | {h["type"] for h in case.hits}
        for kind in kinds - {"person", "place", "indicator", "organisation"}:
            gold, hits = case.of(kind), reported(case, kind)
            for m in gold:
                if m.may:
                    continue
                found = any(meets(m, h, case) for h in hits)
                self.tally["all"].add(gold=1, found=found)
                self.tally[kind].add(gold=1, found=found)
                if not found:
                    self.errors.append((case, "MISSED", kind, [m.text], []))
            for h in hits:
                mine = [m for m in gold if meets(m, h, case)]
                if mine and all(m.may for m in mine):
                    continue
                self.tally["all"].add(hits=1, right=bool(mine))
                self.tally[kind].add(hits=1, right=bool(mine))
                if not mine:
                    self.errors.append((case, "WRONG", kind, [h["text"]], [h["why"]]))

    def figures(self):
        out = {}
        for key, tally in self.tally.items():
            out.update({f"{key}/{k}": v for k, v in tally.figures().items() if v[0] is not None})
        return out
