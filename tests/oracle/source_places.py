#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Cuts every hit out of the raw bytes by its source, and compares; a reader of its own.

usage: tests/oracle/source_places.py VINDPLAATS PATTERNS [PATH...] [--mails N] [--show N]

--mails adds N invented mails of mail_text.py.

The part's own bytes come from Python: the file itself, or a part of a mail found by its section
number, transfer encoding undone. What was cut out is decoded as the format would have it (charset,
references of HTML and XML, tags between, encoded words, folds, escapes) and must then be the text
of the hit. Per format:
hits, those whose source is null, those that were compared, those that differ. Members of zips, and
so of documents, come from zipfile; what stands in other archives is not followed and counted as such. Exit code 1 if any differ.
"""
import argparse, base64, collections, email, email.header, email.policy, html, io, json, os, quopri
import random, re, subprocess, sys, tempfile, urllib.parse, zipfile

import mail_text


def squeeze(text):
    return re.sub(r"[\s\u00ad\ufeff]+", "", text)


def charsets(data, declared):
    names = ["utf-8", declared or "cp1252", "cp1252", "latin-1", "utf-16-le", "utf-16-be"]
    for name in names:
        try:
            yield data.decode(name)
        except (LookupError, ValueError):
            pass
    yield data.decode("utf-8", "replace")
    yield data.decode(declared if declared and known(declared) else "cp1252", "replace")


def known(name):
    try:
        b"x".decode(name)
        return True
    except (LookupError, ValueError):
        return False


def header_words(text):
    """Encoded words anywhere in a text, adjacent ones joined."""
    out, last = "", None
    text = re.sub(r"(\?=)\s+(?==\?)", r"\1", text)
    for piece in re.split(r"(=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)", text):
        word = re.fullmatch(r"=\?([^?\s*]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=", piece)
        if not word:
            if last and not piece:
                continue
            out, last = out + flush(last) + piece, None
            continue
        name, way, body = word.groups()
        try:
            data = (base64.b64decode(body + "=" * (-len(body) % 4)) if way in "bB" else
                    quopri.decodestring(body.replace("_", " ").encode("latin-1", "replace"), header=False))
        except ValueError:
            data = b""
        if last and last[1].lower() == name.lower():
            last[0] += data
        else:
            out, last = out + flush(last), [data, name]
    return out + flush(last)


def flush(last):
    if not last:
        return ""
    return next(iter(charsets(*last)))


def readings(text, form, carrier):
    """How a stretch of source may read."""
    yield text
    yield re.sub(r"(?m)^(?:[ >|]*>|\| ?)+", "", text)  # quote marks
    yield re.sub(r"(?m)^> ?", "", text)
    if carrier == "header" or form == "eml":
        yield header_words(text)
        yield header_words("=?iso-8859-1?Q?" + text)  # begins inside a word
        yield header_words("=?iso-8859-1?Q?" + text + "?=")
    if form == "eml":  # a piece of a word in the Q encoding
        for charset in set(re.findall(r"=\?([^?\s]+)\?", text)) | {"utf-8", "cp1252"}:
            begun = "=?%s?q?%s" % (charset, text)  # the cut begins or ends within a word
            yield header_words(begun)
            yield header_words(begun + "?=")
            yield header_words(text + "?=")
        piece = re.sub(r"\?=\s*=\?[^?\s]+\?[qQ]\?|=\?[^?\s]+\?[qQ]\?|\?=", "", text).replace("_", " ")
        for charset in ("utf-8", "cp1252", "iso-8859-2", "koi8-r"):
            yield quopri.decodestring(piece.encode("utf-8")).decode(charset, "replace")
    if form == "html":
        bare = re.sub(r"(?s)<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)\s*>|<[^<>]*>", "", text)
        yield html.unescape(text)
        yield html.unescape(bare)
        yield html.unescape(re.sub(r"%([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), text))
    if form in ("ooxml", "odf", "xml"):
        flat = re.sub(r"(?s)<!\[CDATA\[(.*?)(?:\]\]>|\Z)", lambda m: html.escape(m[1]), text).replace("]]>", "")
        flat = re.sub(r"(?s)<!--.*?-->", "", flat)
        yield html.unescape(re.sub(r"<[^<>]*>", "", flat))
        # what stands inside a paragraph, but is none of its words
        yield html.unescape(re.sub(r"<[^<>]*>", "", re.sub(r"(?s)<(draw:frame|text:note|office:annotation|w:txbxContent)\b.*</\1>", "", flat)))
        shown = re.sub(r"(?s)<w:(del|moveFrom)\b.*?</w:\1>|<w:r>(?:(?!</w:r>).)*?<w:vanish/>.*?</w:r>", "", flat)
        yield html.unescape(re.sub(r"<[^<>]*>", "", shown))
    if form == "rtf":
        yield rtf_words(text)
    if form in ("ics", "vcard"):
        flat = re.sub(r"\r?\n[ \t]", "", text)
        yield re.sub(r"\\([,;\\:\"])", r"\1", flat.replace("\\n", "\n").replace("\\N", "\n"))
        yield re.sub(r";+", ", ", flat)
        for charset in ("utf-8", "cp1252"):
            yield re.sub(r";+", ", ", quopri.decodestring(text.encode("utf-8")).decode(charset, "replace"))
    if form == "csv":
        yield text.replace('""', '"')
    if form == "enriched":
        yield re.sub(r"<[^<>]*>", "", text)
    if form == "json":
        try:
            yield json.loads('"%s"' % text)
            yield json.loads('"%s"' % text).encode("latin-1").decode("utf-8")
        except ValueError:
            pass


def rtf_words(text):
    def word(m):
        if m[1]:
            return bytes([int(m[1], 16)]).decode("cp1252", "replace")
        if m[2]:
            return chr(int(m[2]) % 65536)
        return m[3] or ""
    text = re.sub(r"\\'([0-9a-f]{2})|\\u(-?\d+) ?\??|\\([\\{}])|\\[a-z]+-?\d* ?|[{}\r\n]", word, text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


SEPARATOR = rb"From [^\n]*\d{1,2}:\d\d[^\n]*\n(?=[!-9;-~]+[ \t]*:|>From )"


class Mails:
    """The parts of a mail, or of the mails of a mailbox, by their section number."""
    def __init__(self, data, form):
        self.parts = {"": (data, None)}
        if form != "mbox":
            self.mail(data, "")
            return
        data = re.sub(rb"^(\xef\xbb\xbf)?[\r\n]*", b"", data)
        mails = re.split(rb"(?:\A|(?<=\n)\r?\n)" + SEPARATOR, data)
        for i, mail in enumerate(mails):
            if i:
                mail = re.sub(rb"(?m)^>(>*From )", rb"\1", mail)
                self.parts[str(i)] = (mail, None)
                self.mail(mail, str(i))

    def mail(self, data, prefix):
        top = email.message_from_bytes(data, policy=email.policy.compat32)
        self.walk(top, "1" if top.get_content_maintype() != "multipart" or not top.is_multipart() else "", prefix)

    def walk(self, part, section, prefix):
        path = (prefix + "!" if prefix else "") + section
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            for i, child in enumerate(part.get_payload(), 1):
                self.walk(child, (section + "." if section else "") + str(i), prefix)
        elif part.is_multipart():
            self.parts[path] = (None, None)  # a message inside: its bytes are not kept by Python
        else:
            if str(part.get("content-transfer-encoding", "")).strip().lower() == "quoted-printable":
                body = part.get_payload().encode("ascii", "surrogateescape")  # blanks that end a line are none
                body = re.sub(rb"[ \t]+(?=\r?\n|\Z)", b"", body)
                self.parts[path] = (quopri.decodestring(body), part.get_content_charset())
                return
            self.parts[path] = (part.get_payload(decode=True) or b"", part.get_content_charset())


def unzipped(data, part):
    """The innermost file on the way that is no zip, and the rest of the way. None: it is not there."""
    steps = part.split("!")
    while steps and data[:4] == b"PK\3\4":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as z:
                name = urllib.parse.unquote(steps[0])
                data = z.read(name if name in z.namelist() else re.sub(r"~\d+$", "", name))
        except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError):
            return None, ""
        steps = steps[1:]
    return data, "!".join(steps)


def own_bytes(path, part, cache, form):
    if path not in cache:
        cache.clear()
        with open(path, "rb") as f:
            cache[path] = [f.read(), None]
    entry = cache[path]
    if not part:
        return entry[0], None
    if entry[0][:4] == b"PK\3\4":
        data, rest = unzipped(entry[0], part)
        return (data, None) if data is not None and not rest else (None, None)
    if form not in ("eml", "mbox"):
        return None, None
    section = "!".join(re.sub(r"^([0-9.]+):.*", r"\1", s) for s in part.split("!"))
    if entry[1] is None:
        try:
            entry[1] = Mails(entry[0], form).parts
        except Exception:  # pylint: disable=broad-except
            entry[1] = {}
    return entry[1].get(section, (None, None))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("patterns")
    p.add_argument("paths", nargs="*")
    p.add_argument("--mails", type=int, default=0)
    p.add_argument("--show", type=int, default=0)
    o = p.parse_args()
    with tempfile.TemporaryDirectory() as invented:
        for i in range(o.mails):
            r = random.Random(i)
            with open(os.path.join(invented, "%05d.eml" % i), "wb") as f:
                f.write(mail_text.message(r, r.choice(["\n", "\r\n"])))
        o.paths += [invented] if o.mails else []
        return measure(o)


def measure(o):
    forms, table, cache = {}, collections.defaultdict(collections.Counter), {}
    out = subprocess.run([o.program, "text", "-q"] + o.paths, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False).stdout
    for line in out.decode("utf-8", "replace").split("\n"):
        if line:
            row = json.loads(line)
            forms[row["path"], row["part"]] = row["format"]
    with tempfile.TemporaryDirectory() as folder:
        hits = os.path.join(folder, "hits")
        subprocess.run([o.program, "scan", "-q", "--case", os.path.join(folder, "case"), "--min-score", "0",
                        "--patterns", o.patterns, "--hits", hits] + o.paths, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(hits, encoding="utf-8") as f:
            for line in f:
                check(json.loads(line), forms, table, cache, o.show)
    print("%-10s %-16s %8s %8s %8s %8s %8s" % ("format", "carrier", "hits", "null", "inside", "compared", "differ"))
    total = collections.Counter()
    for (form, carrier), t in sorted(table.items()):
        total += t
        print("%-10s %-16s %8d %8d %8d %8d %8d" % (form, carrier, t["hits"], t["null"], t["inside"], t["compared"], t["differ"]))
    print("%-27s %8d %8d %8d %8d %8d" % ("all", total["hits"], total["null"], total["inside"], total["compared"], total["differ"]))
    return total["differ"] > 0 or not total["compared"]


def check(hit, forms, table, cache, show):
    form = forms.get((hit["path"], hit["part"]), "?")
    t = table[form, hit["carrier"]]
    t["hits"] += 1
    source = hit["source"]
    if not source:
        t["null"] += 1
        if show and t["null"] <= show:
            print("null %s %r" % (hit["place"], hit["text"]))
        return
    data, charset = own_bytes(hit["path"], hit["part"], cache,
                              forms.get((hit["path"], ""), "mbox"))
    if data is None:
        t["inside"] += 1
        return
    t["compared"] += 1
    raw = data[source["offset"]:source["offset"] + source["length"]]
    want = squeeze(hit["text"])
    if any(squeeze(r) == want for text in charsets(raw, charset) for r in readings(text, form, hit["carrier"])):
        return
    t["differ"] += 1
    if show and t["differ"] <= show:
        print("differs %s %r: %r" % (hit["place"], hit["text"], raw[:200]))


if __name__ == "__main__":
    sys.exit(main())
