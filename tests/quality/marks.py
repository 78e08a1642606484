# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/marks.py - texts with marks: what should be found stands in the text itself.

fixtures/quality/README.md explains the marks to those who write them. parse() gives the plain text
and the marks with their offsets in its UTF-8 bytes; a mark that is not well formed is an error.
"""
import re

CATEGORIES = ("REL", "ETN", "POL", "VAK", "GEN", "BIO", "GEZ", "SEK", "STR", "GED")
KINDS = {
    "bsn": "bsn", "iban": "iban", "phone": "phone", "email": "email", "postcode": "postcode",
    "address": "address", "born": "date-of-birth", "plate": "licence-plate", "docnr": "document-number",
    "case": "case-number", "handle": "handle", "ip": "ip", "url": "url",
}
CARRIERS = ("prose", "mail", "note", "list", "table", "chat", "caps", "lower", "head", "quote", "english",
            "mixed", "typo", "policy", "press", "report", "news", "plain")
ORIGINS = ("dut", "mar", "tur", "hin", "ant", "som", "eri", "pol", "chi", "ind", "kur", "gha", "ara", "afg", "oth")
LEVELS = {"s": "sentence", "p": "paragraph", "d": "document"}
POLARITY = {"": "affirmed", "!": "denied", "?": "attributed"}
LINE = "\u00b6"

PERSON = re.compile(r"\{(\d+|p)(?:\.([a-z]{3}))?(?:\.([a-z]+))?:")
PLACE = re.compile(r"\{(~?)([lr]):")
INDICATOR = re.compile(r"\[(~?)([A-Za-z]{3})([!?]?)(?:>(\d+(?:,\d+)*)(?:/([spd]))?)?:(?! )")
NUMBER = re.compile(r"\[(~?)([a-z]+):(?! )")


class Mark:
    """One marked span. kind: person, place, indicator, or a type of identifier."""

    def __init__(self, kind, start, **more):
        self.kind, self.start, self.end, self.text, self.may = kind, start, start, "", False
        self.person = self.origin = self.form = self.home = None
        self.category = self.polarity = self.level = None
        self.stated, self.people = True, ()
        self.__dict__.update(more)


def opening(text, at, start):
    """The mark that opens at `at`, and where its words begin; or None."""
    if m := PERSON.match(text, at):
        if m.group(2) and m.group(2) not in ORIGINS:
            raise ValueError(f"unknown origin in {m.group()}")
        return Mark("person", start, person=m.group(1), origin=m.group(2), form=m.group(3)), m.end()
    if m := PLACE.match(text, at):
        return Mark("place", start, may=bool(m.group(1)), home=m.group(2) == "r"), m.end()
    m = INDICATOR.match(text, at)
    if m and m.group(2).upper() in CATEGORIES:
        people = tuple((m.group(4) or "").split(",")) if m.group(4) else ()
        return Mark("indicator", start, may=bool(m.group(1)), category=m.group(2).upper(),
                    stated=m.group(2).isupper(), polarity=POLARITY[m.group(3)], people=people,
                    level=LEVELS[m.group(5) or "s"] if people else None), m.end()
    m = NUMBER.match(text, at)
    if m and m.group(2) in KINDS:
        return Mark(KINDS[m.group(2)], start, may=bool(m.group(1))), m.end()
    return None


def parse(marked):
    """(plain text, marks in order of their start). Offsets count UTF-8 bytes."""
    marked = marked.replace(LINE, "\n")
    plain, size, stack, marks, at = [], 0, [], [], 0
    while at < len(marked):
        c = marked[at]
        found = opening(marked, at, size) if c in "{[" else None
        if found:
            stack.append((found[0], "}" if c == "{" else "]", len(plain)))
            at = found[1]
            continue
        if stack and c == stack[-1][1]:
            mark, _, first = stack.pop()
            mark.end, mark.text = size, "".join(plain[first:])
            if not mark.text.strip() or mark.text != mark.text.strip():
                raise ValueError(f"empty mark or blanks at its edge: «{mark.text}»")
            marks.append(mark)
        else:
            plain.append(c)
            size += len(c.encode())
        at += 1
    if stack:
        raise ValueError(f"a mark is not closed: {stack[-1][0].__dict__}")
    text = "".join(plain)
    if re.search(r"\{\w*[.:]|\[~?[A-Z]{3}[!?>:]", text):
        raise ValueError(f"a mark that is not understood: {text}")
    known = {m.person for m in marks if m.kind == "person"}
    for m in marks:
        for p in m.people:
            if p not in known:
                raise ValueError(f"tied to {p}, who is not in the text: {text}")
    return text, sorted(marks, key=lambda m: (m.start, -m.end))


def passages(path):
    """(line number, carrier, plain, marks) for each line of a file of passages."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        try:
            carrier, tab, marked = line.partition("\t")
            if not tab or carrier not in CARRIERS:
                raise ValueError("a line is CARRIER, tab, passage")
            yield (number, carrier, *parse(marked))
        except ValueError as e:
            raise SystemExit(f"{path}:{number}: {e}")
