# SPDX-License-Identifier: EUPL-1.2
"""tests/oracle/office_walk.py - the words of an office document, by a walk of our own over its XML.

It shares nothing with the scanner: zipfile and ElementTree, and the two standards (ECMA-376, ODF
1.3). What it gives is of three kinds, since a word stands in a document in three ways:

    lines  paragraphs and cells as a reader sees them; each word counts as often as it stands there
    once   what stands round them (authors, properties, alternative texts, link targets, deleted
           words): to be found at least once
    may    every text and every attribute of every member: a word that is not even here was made up
"""
import base64
import io
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

sys.setrecursionlimit(20000)
WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text.replace("\u00ad", ""))


def local(name):
    return name.rsplit("}", 1)[-1] if isinstance(name, str) else ""


def space(name):
    return name[1:].split("}")[0] if isinstance(name, str) and name[:1] == "{" else ""


class Found:
    def __init__(self):
        self.lines, self.once, self.may, self.broken = [], [], [], []
        self.encrypted = False

    def add(self, other):
        for kind in ("lines", "once", "may", "broken"):
            getattr(self, kind).extend(getattr(other, kind))

    def everything(self, root):
        """All text, alone and joined by the paragraph, and all attributes: a superset."""
        for e in root.iter():
            self.may.extend(t for t in (e.text, e.tail, *e.attrib.values()) if t)
            if local(e.tag) in ("p", "h", "si", "is", "comment", "text", "math", "r", "c"):
                self.may.append("".join(e.itertext()))


class Paragraphs:
    """Lines being built; paragraphs nest (a text box stands inside one)."""

    def __init__(self, found):
        self.found, self.open, self.was, self.all = found, [], [], []

    def begin(self):
        for kind in (self.open, self.was, self.all):
            kind.append([])

    def end(self):
        now, was, everything = ("".join(kind.pop()) for kind in (self.open, self.was, self.all))
        self.found.lines.append(now)
        self.found.may.extend((now, was, everything))
        kept = words(now)
        for w in words(was):
            if w not in kept:
                self.found.once.append(w)

    def put(self, text, deleted=False, inserted=False):
        if not self.open:
            self.begin()
            self.put(text, deleted, inserted)
            self.end()
            return
        if not deleted:
            self.open[-1].append(text)
        if not inserted:
            self.was[-1].append(text)
        self.all[-1].append(text)

    def put_back(self, text):
        """What a deletion took away from here: our words may be one with those round it."""
        if self.open:
            self.all[-1].append(text)


# --- Office Open XML

OOXML_WORDS = {"document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument", "chartSpace",
               "dataModel", "wsDr", "sld", "notes", "userShapes", "wordDocument", "cmLst", "ThreadedComments"}
OOXML_PROPERTIES = {"Properties", "coreProperties"}
OOXML_MASTERS = {"sldMaster", "sldLayout", "notesMaster", "handoutMaster"}
STATISTICS = {"AppVersion", "Application", "Characters", "CharactersWithSpaces", "DocSecurity", "HiddenSlides",
              "HyperlinksChanged", "Lines", "LinksUpToDate", "MMClips", "Notes", "Pages", "Paragraphs", "ScaleCrop",
              "SharedDoc", "Slides", "TotalTime", "Words", "language", "revision"}
PASS_OVER = {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "tblGridChange", "trPrChange", "tabs",
             "tabLst"}


class Ooxml:
    def __init__(self, found):
        self.found = found
        self.p = Paragraphs(found)
        self.plain = self.values = self.master = False
        self.numbers = 0

    def root(self, e):
        name = local(e.tag)
        self.plain = name in ("cmLst", "ThreadedComments")
        self.values = name == "chartSpace"
        self.walk(e, 0, 0)

    def attributes(self, e, name):
        a = {local(k): v for k, v in e.attrib.items()}
        once = self.found.once
        if name in ("comment", "ins", "del", "moveFrom", "moveTo") and a.get("author"):
            once.append(a["author"])
        elif name in ("docPr", "cNvPr"):
            once.extend(a[k] for k in ("descr", "title") if k in a)
        elif name == "Relationship" and a.get("TargetMode") == "External":
            once.append(a.get("Target", ""))
        elif name == "listItem":
            once.append(a.get("displayText", ""))
        elif name == "textpath":
            once.append(a.get("string", ""))

    def alternatives(self, e, deleted, inserted):
        """Each says the same: the first that says something is enough."""
        for child in e:
            before = len(self.found.lines), sum(map(len, self.p.open))
            self.walk(child, deleted, inserted)
            after = len(self.found.lines), sum(map(len, self.p.open))
            if after[1] != before[1] or any(words(x) for x in self.found.lines[before[0]:]):
                return

    def walk(self, e, deleted, inserted):
        name = local(e.tag)
        self.attributes(e, name)
        if name in PASS_OVER or (name == "sp" and self.master and any(local(x.tag) == "ph" for x in e.iter())):
            return
        if name == "AlternateContent":
            self.alternatives(e, deleted, inserted)
            return
        if name in ("p", "rt"):
            self.p.begin()
        if name in ("del", "moveFrom", "conflictDel"):
            deleted += 1
        elif name in ("ins", "moveTo", "conflictIns"):
            inserted += 1
        if name == "t" or name == "delText" or (self.plain and name == "text"):
            self.p.put(re.sub(r"[\t\r\n]", " ", e.text or ""), deleted or name == "delText", inserted)
        elif name in ("tab", "ptab", "br", "cr"):
            self.p.put(" ", deleted, inserted)
        elif name == "noBreakHyphen":
            self.p.put("\u2011", deleted, inserted)
        elif name == "sym":
            code = next((v for k, v in e.attrib.items() if local(k) == "char"), "")
            if re.fullmatch("[0-9A-Fa-f]{1,5}", code):
                self.p.put(chr(int(code, 16)), deleted, inserted)
        elif name == "v" and self.values and not self.numbers:
            self.found.once.append(e.text or "")
        elif name == "author" and e.text:
            self.found.once.append(e.text)
        self.numbers += name in ("numCache", "numLit")  # they repeat cells of the workbook inside
        for child in e:
            self.walk(child, deleted, inserted)
        self.numbers -= name in ("numCache", "numLit")
        if name in ("p", "rt"):
            self.p.end()


def si_text(e):
    """A string of a workbook, without how it is pronounced."""
    out = []
    for child in e:
        if local(child.tag) == "t":
            out.append(child.text or "")
        elif local(child.tag) == "r":
            out.extend(t.text or "" for t in child if local(t.tag) == "t")
    return "".join(out)


def numbers(value):
    """How a number may be shown: as it is, rounded, as a date."""
    import datetime
    try:
        x = float(value)
        yield from (value, repr(x), f"{x:.0f}", f"{x:.2f}", f"{x * 100:.0f}", f"{x:g}", f"{x:.10g}", f"{x:.15g}")
        for start in (datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1), datetime.datetime(1899, 12, 31)):
            d = start + datetime.timedelta(days=x) + datetime.timedelta(seconds=.5)
            yield d.strftime("%Y %m %d %H %M %S")
    except (ValueError, OverflowError):
        yield value


def walk_sheet(root, found, strings):
    for e in root.iter():
        name = local(e.tag)
        if name == "c":
            kind = e.attrib.get("t", "n")
            v = next((x for x in e if local(x.tag) == "v"), None)
            if kind == "inlineStr":
                found.lines.extend(si_text(x) for x in e if local(x.tag) == "is")
            elif v is None or not v.text:
                continue
            elif kind == "s":
                n = int(v.text) if v.text.strip().isdigit() else -1
                found.lines.append(strings[n] if 0 <= n < len(strings) else "")
            elif kind in ("str", "e", "d"):
                found.lines.append(v.text)
            elif kind == "b":
                found.may.append("TRUE FALSE")
            else:
                found.may.extend(numbers(v.text))
        elif name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter") and e.text:
            plain = re.sub(r'&("[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|&|.)', lambda m: "&" if m[1] == "&" else " ", e.text)
            found.once.append(plain)


def properties(root, found):
    for e in root:
        if local(e.tag) not in STATISTICS:
            found.once.extend(t for t in e.itertext())


def walk_ooxml(z, found, depth):
    strings, parsed = [], []
    has_diagrams = any("diagrams/data" in n for n in z.namelist())
    for info in z.infolist():
        root = member(z, info, found, depth)
        if root is None:
            continue
        name = local(root.tag)
        if name == "sst":
            strings = [si_text(e) for e in root if local(e.tag) == "si"]
            found.once.extend(strings)
        parsed.append((name, root))
    for name, root in parsed:
        if name in ("worksheet", "macrosheet", "dialogsheet", "chartsheet"):
            walk_sheet(root, found, strings)
        elif name in OOXML_PROPERTIES:
            properties(root, found)
        elif name == "workbook":
            found.once.extend(e.attrib.get("name", "") for e in root.iter() if local(e.tag) == "sheet")
        elif name in OOXML_WORDS or name in OOXML_MASTERS or name == "Relationships":
            o = Ooxml(found)
            o.master = name in OOXML_MASTERS
            o.root(root)
        elif name == "drawing" and not has_diagrams:
            Ooxml(found).root(root)


# --- OpenDocument

ODF_SKIP = {"note-citation", "endnote-citation", "footnote-citation", "creator-initials", "document-settings", "event-listeners", "scripts", "settings"}


class Odf:
    def __init__(self, found):
        self.found = found
        self.p = Paragraphs(found)
        self.in_master = False
        self.gone = {}

    @staticmethod
    def change_id(e):
        return next((v for k, v in e.attrib.items() if local(k) in ("id", "change-id")), "")

    def note_deletions(self, e):
        """What a deletion took away stands where it was, between the words that are still there."""
        for region in e:
            deleted = [x for x in region.iter() if local(x.tag) == "deletion"]
            texts = ["".join(p.itertext()) for d in deleted for p in d.iter() if local(p.tag) in ("p", "h")]
            self.gone[self.change_id(region)] = "\n".join(texts)

    def attributes(self, e, name):
        for k, v in e.attrib.items():
            k, ns = local(k), space(k)
            if name == "a" and k == "href" and not v.startswith("#"):
                self.found.once.append(v)
            elif name in ("hidden-text", "conditional-text") and k in ("string-value", "string-value-if-true"):
                self.found.once.append(v)
            elif name == "table" and k == "name" and ns.endswith(":table:1.0"):
                self.found.may.append(v)

    def meta(self, e):
        for child in e.iter():
            if local(child.tag) in ("title", "subject", "description", "creator", "initial-creator", "keyword",
                                    "printed-by", "user-defined") and child.text:
                self.found.once.append(child.text)

    def children(self, e):
        inside = bool(self.p.open)
        if inside and e.text:
            self.p.put(e.text)
        for child in e:
            self.walk(child)
            if inside and child.tail:
                self.p.put(child.tail)

    def aside(self, e):
        """Its paragraphs are none of the one it stands in."""
        kept = self.p.open, self.p.was, self.p.all
        self.p.open, self.p.was, self.p.all = [], [], []
        self.children(e)
        self.p.open, self.p.was, self.p.all = kept

    def walk(self, e):
        name = local(e.tag)
        self.attributes(e, name)
        if name in ODF_SKIP or not isinstance(e.tag, str) or (name == "date" and "purl.org/dc" in e.tag):
            return
        if name == "meta" and space(e.tag).endswith("office:1.0"):
            self.meta(e)
        elif name == "tracked-changes":
            for x in e.iter():
                if local(x.tag) in ("p", "h", "creator") and not any(local(c.tag) == "p" for c in x.iter() if c is not x):
                    self.found.once.append(" ".join(x.itertext()))  # parts of words: they stand in ours too
                    self.found.may.append("".join(x.itertext()))
            self.note_deletions(e)
        elif name == "change":
            self.p.put_back(self.gone.get(self.change_id(e), ""))
        elif name in ("p", "h"):
            self.p.begin()
            self.children(e)
            self.p.end()
        elif name == "s" and space(e.tag).endswith("text:1.0"):
            self.p.put(" ")
        elif name in ("tab", "line-break", "tab-stop"):
            self.p.put(" ")
        elif name in ("creator", "title", "desc") and self.is_aside(e):
            self.found.once.append("".join(e.itertext()))
        elif name == "math":
            self.found.once.extend(e.itertext())
        elif name in ("annotation", "note-body", "endnote-body", "footnote-body", "text-box", "ruby-text", "frame", "rect", "custom-shape", "object",
                      "image", "binary-data", "circle", "line", "connector", "ellipse", "polygon", "path", "g", "caption",
                      "polyline", "measure", "page-thumbnail", "control", "scene", "table"):
            if name == "frame" and self.in_master and any(local(k) == "placeholder" for k in e.attrib):
                return  # a prompt
            if name == "ruby-text":
                self.found.lines.append("".join(e.itertext()))
            elif name != "binary-data":
                self.aside(e)
        elif name in ("table-cell", "covered-table-cell"):
            self.cell(e)
        else:
            was, self.in_master = self.in_master, self.in_master or name == "master-page"
            self.children(e)
            self.in_master = was

    @staticmethod
    def is_aside(e):
        return "purl.org/dc" in e.tag or ":svg" in e.tag

    def cell(self, e):
        value = next((v for k, v in e.attrib.items() if local(k) == "string-value"), None)
        if value and not any(local(c.tag) == "p" for c in e):
            self.found.once.append(value)
        self.aside(e)


def walk_odf(z, found, depth):
    locked = set()
    if "META-INF/manifest.xml" in z.namelist():
        root = member(z, z.getinfo("META-INF/manifest.xml"), found, depth)
        for e in root.iter() if root is not None else ():
            if local(e.tag) == "file-entry" and any(local(c.tag) == "encryption-data" for c in e):
                locked.add(next((v for k, v in e.attrib.items() if local(k) == "full-path"), ""))
    if locked:
        found.encrypted = True
    for info in z.infolist():
        name = info.filename
        if name in locked or name.startswith(("Configurations2/", "Thumbnails/")) or name == "mimetype":
            continue
        root = member(z, info, found, depth)
        if root is not None and local(root.tag) in ("document-content", "document-styles", "document-meta", "document"):
            Odf(found).walk(root)


# --- what both share

def member(z, info, found, depth):
    """Its root element; None where it is no XML. A document inside is walked on the spot."""
    found.may.append(info.filename)
    if info.flag_bits & 1:
        found.encrypted = True
        return None
    try:
        data = z.read(info)
    except Exception as e:
        found.broken.append(f"{info.filename}: {type(e).__name__}")
        return None
    if data[:4] == b"PK\3\4" and depth < 8:
        found.add(walk_bytes(data, depth + 1))
        return None
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # its sectors may hold any document, in any order
        found.broken.append(f"{info.filename}: an OLE2 file")
    if not posixpath.splitext(info.filename)[1] in (".xml", ".rels", ".vml", "") and not data.lstrip()[:5] == b"<?xml":
        found.may.extend(data[at:].decode(c, "replace") for at, c in ((0, "utf-8"), (0, "utf-16-le"), (1, "utf-16-le")))
        return None
    return parse(data, found, info.filename)


def parse(data, found, name):
    if not data.strip():
        return None
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as e:
        found.broken.append(f"{name}: {e}")
        found.may.append(data.decode("utf-8", "replace"))
        return None
    found.everything(root)
    for e in root.iter():
        if local(e.tag) == "binary-data" and e.text:  # a file inside: it may hold any text
            found.may.append(binary(e.text))
            e.text = None
    found.may.extend(re.findall(r"<!DOCTYPE[^>]*>", data[:4096].decode("latin-1")))
    found.may.extend(c.decode("utf-8", "replace") for c in re.findall(rb"<!--(.*?)-->", data, re.S))
    return root


def binary(text):
    try:
        return base64.b64decode(text).decode("latin-1")
    except ValueError:
        return ""


def walk_flat(data, found):
    root = parse(data, found, "")
    if root is None:
        return
    if space(root.tag).endswith("opendocument:xmlns:office:1.0"):
        Odf(found).walk(root)
    else:
        Ooxml(found).root(root)


def walk_bytes(data, depth=0):
    found = Found()
    if data[:2] != b"PK":
        walk_flat(data, found)
        return found
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            names = z.namelist()
            odf = "content.xml" in names or "mimetype" in names
            (walk_odf if odf else walk_ooxml)(z, found, depth)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as e:
        found.broken.append(f"zip: {e}")
    return found


def walk(path):
    with open(path, "rb") as f:
        return walk_bytes(f.read())
