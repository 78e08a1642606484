#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Word recall of the mail reader on real mails, against Python's email package and GMime.

usage: tests/oracle/mail_words.py VINDPLAATS FOLDER... [--gmime PROGRAM] [--show N] [--by-folder]

FOLDER holds mails and mailboxes, in any depth (no mail is kept in this repository: take the test
data of other projects). PROGRAM is gmime_text.c, compiled. Each oracle's words are its text parts,
the headers that name people or a subject, and the names of attachments. Recall counts words with
their number; spurious is what stands in our text and in neither oracle nor in the bytes
themselves. A missed part is one that an oracle reads and of which the half is not in our text.
"""
import argparse, collections, email, email.header, email.policy, html.parser, json, os, re, subprocess
import sys

FIELDS = set("from to cc bcc reply-to sender subject delivered-to resent-from resent-to resent-cc "
             "resent-sender resent-bcc".split())
INLINE = set("a abbr b bdi bdo big cite code em font i ins del kbd mark q s samp small span strike "
             "strong sub sup tt u var wbr o:p".split())
OURS = {"eml", "mbox", "emlx", "mmdf", "babyl", "text", "enriched", "html", "ics", "vcard", "csv", "chat", "json", "xml", "smime"}
WORD = re.compile(r"[^\W_]+")


def words(text):
    return collections.Counter(WORD.findall(text.replace("\u00ad", "")))


class Html(html.parser.HTMLParser):
    """What is seen; what attributes say stands in `aside`."""
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.aside, self.skip = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("script", "style")
        self.aside += [" " + (v or "") for _, v in attrs]
        if tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag in ("script", "style") and self.skip:
            self.skip -= 1
        if tag not in INLINE:
            self.text.append(" ")

    def handle_data(self, data):
        (self.aside if self.skip else self.text).append(data)

    def handle_comment(self, data):
        self.aside.append(" " + data)


def page(text):
    parser = Html()
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError):
        return words(re.sub(r"<[^>]*>", " ", text)), words(text)
    return words("".join(parser.text)), words("".join(parser.aside))


CARD = re.compile(r"(?im)^(?:[\w-]+\.)?(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT|CONTACT|FN|N|ORG|TITLE|NOTE|ADR|TEL|"
                  r"EMAIL|NICKNAME|ATTENDEE|ORGANIZER)((?:;[^:\"]*(?:\"[^\"]*\")?)*):(.*)$")


def card_values(text):
    """What a calendar or a card says of people and subjects, with its escapes undone."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    found = []
    for params, value in CARD.findall(text):
        found += re.findall(r"(?i);CN=\"?([^;\":]*)", params)
        found.append(value if "=" not in params or "QUOTED" not in params.upper() else "")
    text = "\n".join(found)
    return re.sub(r"(?i)mailto:", " ", re.sub(r"\\[nN]", " ", text)).replace("\\", "")


def decode(data, charset):
    name = (charset or "windows-1252").lower()
    try:
        if not name.startswith(("iso-2022", "utf-7", "hz", "utf-16", "utf-32")):
            return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    name = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "ascii": "cp1252",
            "ks_c_5601-1987": "cp949", "utf-8": "cp1252"}.get(name, name)
    try:
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def header(value):
    value = re.sub(r"\r?\n", "", str(value))
    out, last = [], None
    try:
        pieces = email.header.decode_header(value)
    except Exception:  # pylint: disable=broad-except
        return value
    for data, charset in pieces:
        if isinstance(data, str):
            data, charset = data.encode("utf-8", "surrogateescape"), None
        elif charset is None:
            data = data.decode("raw-unicode-escape").encode("utf-8", "surrogateescape")
        if charset and last and last[1] == charset.lower():
            last[0] += data
        else:
            last = [data, charset and charset.lower()]
            out.append(last)
    return "".join(decode(d, c) for d, c in out)


def is_unread(text):
    """Encrypted, no text whatever its type says, or a file inside the text."""
    controls = sum(c < " " and c not in "\t\r\n\f\v\b\a\x1b\x1a" for c in text)
    return ("-----BEGIN PGP MESSAGE-----" in text or controls * 50 > len(text) or
            re.search(r"(?m)^begin [0-7]{3,4} \S+\r?\n[M-`]", text) is not None)


class Reading:
    """What one reader found in one file: pieces of text, each a bag of words."""
    def __init__(self):
        self.pieces, self.aside, self.heads = [], collections.Counter(), set()

    def text(self, kind, text, name):
        if kind in ("text/html", "text/xhtml", "application/xhtml+xml"):
            seen, aside = page(text)
            self.aside += aside
            self.pieces.append((name, seen))
        else:
            if kind in ("text/enriched", "text/richtext"):
                text = re.sub(r"<[^<>]*>", "", text.replace("<<", " "))
            if kind in ("text/calendar", "text/vcard", "text/x-vcard", "text/directory"):
                self.aside += words(re.sub(r"\r?\n[ \t]", "", text))
                text = card_values(text)
            if is_unread(text):
                self.aside += words(text)
                return
            self.pieces.append((name, words(text)))

    def head(self, name, text):
        if name.lower() in FIELDS:
            self.heads |= set(words(text))
        else:
            self.aside += words(text)


def by_python(data):
    """Reads a mail, or a mailbox split at the usual lines."""
    r = Reading()
    mails = [data]
    if data.startswith(b"From "):
        mails = re.split(rb"(?:^|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d{4}[^\n]*\n", data)[1:] or [data]
        mails = [re.sub(rb"(?m)^>(>*From )", rb"\1", m) for m in mails]
    for mail in mails:
        try:
            walk(email.message_from_bytes(mail, policy=email.policy.compat32), r)
        except Exception as e:  # pylint: disable=broad-except
            print("python:", type(e).__name__, file=sys.stderr)
    return r


def walk(top, r):
    for part in top.walk():
        for key, value in getattr(part, "_headers"):  # as they stand: items() replaces bytes
            r.head(key, header(value))
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        name = part.get_filename()
        if name:
            r.pieces.append(("name", words(header(email.utils.collapse_rfc2231_value(name)))))
        body = part.get_payload(decode=True) or b""
        if not kind.startswith(("text/", "message/")):
            r.aside += words(decode(body, None))
            continue
        charset = part.get_content_charset()
        r.text(kind, decode(body, charset), kind)


def by_gmime(program, files):
    readings = {f: Reading() for f in files}
    out = subprocess.run([program], input="\n".join(files).encode("utf-8", "surrogateescape"), stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False).stdout
    for line in out.decode("utf-8", "replace").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        r = readings.get(row["file"])
        if r is None:
            continue
        if row["kind"] == "header":
            r.head(row["name"], row["text"])
        elif row["kind"] == "name":
            r.pieces.append(("name", words(row["text"])))
        elif row["kind"] == "text":
            r.text(row["name"], row["text"], row["name"])
    return readings


def by_us(program, folder):
    found = collections.defaultdict(list)
    done = subprocess.run([program, "text", "-q", folder], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 3):
        print(f"{folder}: the program ended with {done.returncode}")
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        found[row["path"]].append(row)
    return found


def compare(oracle, ours, heads):
    """Words wanted, words missing, pieces missed."""
    total = collections.Counter()
    for _, bag in oracle.pieces:
        total += bag
    lost = total - ours
    missed = [n for n, bag in oracle.pieces if sum((bag & lost).values()) * 2 > sum(bag.values())]
    heads_lost = oracle.heads - set(ours) - heads
    return sum(total.values()) + len(oracle.heads), lost + collections.Counter(heads_lost), missed


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("folders", nargs="+")
    p.add_argument("--gmime")
    p.add_argument("--show", type=int, default=0)
    p.add_argument("--by-folder", action="store_true")
    p.add_argument("--worst", default="")
    o = p.parse_args()
    table = collections.defaultdict(collections.Counter)
    for folder in o.folders:
        measure(o, folder, table)
    print("%-28s %6s %9s %9s %9s %9s %8s" % ("source", "files", "words", "python", "gmime", "both", "spurious"))
    all_ = collections.Counter()
    for name in sorted(table):
        all_ += table[name]
    for name in (sorted(table) if o.by_folder else []) + [None]:
        t = table[name] if name else all_

        def rate(which, t=t):
            return 100 - 100 * t[which + " lost"] / max(1, t[which])
        print("%-28s %6d %9d %8.3f%% %8.3f%% %8.3f%% %7.3f%%" % (
            name or "all", t["files"], t["python"], rate("python"), rate("gmime"), rate("both"),
            100 * t["spurious"] / max(1, t["ours"])))


def measure(o, folder, table):
    files = [os.path.join(r, f) for r, _, fs in os.walk(folder) for f in fs]
    ours_all = by_us(o.program, folder)
    gmime = by_gmime(o.gmime, files) if o.gmime else {}
    for path in sorted(files):
        with open(path, "rb") as f:
            data = f.read()
        rows = [r for r in ours_all.get(path, []) if r["format"] in OURS]
        ours = words("\n".join(r["text"] for r in rows))
        shown = words("\n".join(r["text"] for r in rows if r["carrier"] in ("body", "quoted", "header")))
        t = table[os.path.relpath(path, folder).split("/")[0] if "/" in os.path.relpath(path, folder) else folder]
        t["files"] += 1
        readings = {"python": by_python(data)}
        if o.gmime:
            readings["gmime"] = gmime[path]
        losses = []
        for name, r in readings.items():
            want, lost, missed = compare(r, ours, set())
            t[name] += want
            t[name + " lost"] += sum(lost.values())
            losses.append(lost)
            if lost and o.show:
                print("%s %s: %d of %d missing %s %s" % (name, path, sum(lost.values()), want,
                      " ".join(sorted(lost))[:o.show], missed and "MISSED " + ",".join(missed)))
        both = losses[0] & losses[-1]
        t["both"] += sum(sum(b.values()) for _, b in readings["python"].pieces)
        t["both lost"] += sum(both.values())
        known = words(data.decode("utf-8", "replace")) + words(data.decode("cp1252", "replace"))
        for r in readings.values():
            known += r.aside + collections.Counter(r.heads)
            for _, bag in r.pieces:
                known += bag
        odd = shown - collections.Counter({k: 1 << 30 for k in known})
        t["ours"] += sum(shown.values())
        t["spurious"] += sum(odd.values())
        if odd and o.show:
            print("spurious %s: %s" % (path, " ".join(sorted(odd))[:o.show]))


if __name__ == "__main__":
    sys.exit(main())
