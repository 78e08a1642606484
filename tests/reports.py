#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/reports.py BINARY - every report of one case tells the same hits, and none of them acts.

The share holds names, texts and files made to break out: markup, formulas, controls, marks that
turn text round. Each report is read with a reader that is not ours.
"""
import collections
import csv
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.abspath(sys.argv[1])
VOID = {"meta", "br"}
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} reports: {name}{'' if good or not detail else ' -- ' + str(detail)[:300]}")


def run(*args, code=0):
    r = subprocess.run([BIN, *args], capture_output=True, cwd=work)
    if r.returncode != code:
        say(False, " ".join(args), (r.returncode, r.stderr))
    return r.stdout


class Page(html.parser.HTMLParser):
    """Tags that close in order, ids, links, the number of hits told, and anything that acts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.ids, self.links, self.told, self.text = [], [], [], [], 0, []
        self.feed(text)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ("script", "iframe", "object", "embed", "img", "link", "base", "form", "input", "video", "audio"):
            self.wrong.append(tag)
        self.wrong += [k for k in a if k.startswith("on") or k in ("src", "style")]
        self.ids += [a["id"]] if "id" in a else []
        self.links += [a["href"]] if "href" in a else []
        self.told += tag == "summary" and "finds" in self.open
        if tag not in VOID:
            self.open.append("finds" if a.get("class") == "finds" else tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() not in (tag, "finds"):
            self.wrong.append("/" + tag)

    def handle_data(self, data):
        self.text.append(data)


def acts(text):
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]", text)


def pages_of(path):
    found, folder = [path], path[:-5] + "_files"
    if os.path.isdir(folder):
        found += sorted(os.path.join(folder, f) for f in os.listdir(folder))
    return {p: Page(open(p, encoding="utf-8", newline="").read()) for p in found}


def dead_links(pages):
    dead = []
    for path, page in pages.items():
        for link in page.links:
            file, _, spot = link.partition("#")
            to = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(file))) if file else path
            if to not in pages or (spot and spot not in pages[to].ids):
                dead.append((path, link))
    return dead


def check_html(case, hits, *options, split):
    name = os.path.join(work, f"{case} é{len(options)}.html")
    run("report", "--case", case, "-f", "html", "-o", name, *options)
    pages = pages_of(name)
    say((len(pages) > 1) == split, f"html of {case}: {len(pages)} pages")
    say(not [p.wrong for p in pages.values() if p.wrong], f"html of {case} is whole and inert", [p.wrong for p in pages.values() if p.wrong])
    say(sum(p.told for p in pages.values()) == len(hits), f"html of {case} tells each hit", (sum(p.told for p in pages.values()), len(hits)))
    say(not dead_links(pages), f"html of {case}: links lead somewhere", dead_links(pages)[:3])
    twice = [i for p in pages.values() for i, n in collections.Counter(p.ids).items() if n > 1]
    say(not twice, f"html of {case}: anchors are unique", twice[:3])
    anchors = {i for p in pages.values() for i in p.ids}
    say(all("h-" + h["id"] in anchors for h in hits), f"html of {case}: an anchor per id")
    say(not acts("".join(t for p in pages.values() for t in p.text)), f"html of {case}: nothing hides")
    return pages


def rows_of(book, index):
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    tree = ET.fromstring(book.read(f"xl/worksheets/sheet{index}.xml"))
    formulas = len(list(tree.iter(space + "f")))
    rows = []
    for row in tree.iter(space + "row"):
        cells = {}
        for c in row.iter(space + "c"):
            text = "".join(t.text or "" for t in c.iter(space + "t")) or "".join(v.text or "" for v in c.iter(space + "v"))
            cells[re.match("[A-Z]+", c.get("r")).group()] = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
        rows.append(cells)
    return rows, formulas


def check_xlsx(case, hits, ledger):
    run("report", "--case", case, "-f", "xlsx", "-o", case + ".xlsx")
    book = zipfile.ZipFile(os.path.join(work, case + ".xlsx"))
    say(book.testzip() is None, f"xlsx of {case} is whole")
    (found, f1), (files, f2), (covered, f3) = (rows_of(book, i) for i in (1, 2, 3))
    say(f1 + f2 + f3 == 0, f"xlsx of {case} has no formulas")
    say([r.get("P") for r in found[1:]] == [h["id"] for h in hits], f"xlsx of {case} tells each hit in order", (len(found), len(hits)))
    say(len(files) - 1 == len({h["path"] for h in hits}) and len(covered) - 1 == len(ledger), f"xlsx of {case}: documents and coverage")
    plain = [(r, h) for r, h in zip(found[1:], hits) if h["text"].isprintable() and "\ufffd" not in h["text"]]
    say(plain and all(r["D"] == h["text"] for r, h in plain), f"xlsx of {case} holds values as written",
        next(((r["D"], h["text"]) for r, h in plain if r["D"] != h["text"]), None))
    say(not acts("".join(v for r in found + files + covered for v in r.values())), f"xlsx of {case}: nothing hides")


def check_csv(case, hits):
    for dialect, separator in (("nl", ";"), ("rfc", ",")):
        data = run("report", "--case", case, "-f", "csv", "--csv", dialect)
        say(data.startswith(b"\xef\xbb\xbf") == (dialect == "nl"), f"csv {dialect}: mark of UTF-8")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True))
        say([r["id"].lstrip("'") for r in rows] == [h["id"] for h in hits], f"csv {dialect} tells each hit in order")
        cells = [v for r in rows for v in r.values()]
        say(all(None not in r and None not in r.values() for r in rows), f"csv {dialect}: rows are as long as their head")
        say(not [c for c in cells if re.match("[=+\\-@\t\r\n＝＋－＠]", c)], f"csv {dialect}: no cell starts a formula")


def check_histogram(case, hits):
    rows = list(csv.DictReader(io.StringIO(run("report", "--case", case, "-f", "histogram", "--csv=rfc").decode(), newline="")))
    want = collections.Counter((h["type"], h["category"] or "", h["normal"]) for h in hits)
    where = collections.defaultdict(set)
    for h in hits:
        where[h["type"], h["category"] or "", h["normal"]].add(h["path"])
    say(sum(int(r["hits"]) for r in rows) == len(hits) and len(rows) == len(want), "histogram adds up", (len(rows), len(want)))
    got = {(r["type"], r["category"], r["normal"]): r for r in rows}
    off = [k for k, n in want.items() if k in got and (int(got[k]["hits"]), int(got[k]["documents"])) != (n, len(where[k]))]
    say(sum(k in got for k in want) > len(want) * .9 and not off, "histogram counts hits and documents", off[:2])


# What SARIF 2.1.0 requires of the objects we write, and all that we may write in them.
SHAPES = {
    "log": ({"version", "runs"}, {"$schema"}), "run": ({"tool"}, {"results", "invocations"}), "tool": ({"driver"}, set()),
    "driver": ({"name"}, {"version", "rules"}), "rule": ({"id"}, {"shortDescription"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "partialFingerprints", "suppressions"}),
    "location": (set(), {"physicalLocation", "logicalLocations"}), "physicalLocation": ({"artifactLocation"}, {"region"}),
    "artifactLocation": ({"uri"}, set()), "region": (set(), {"startLine", "byteOffset", "byteLength"}),
    "invocation": ({"executionSuccessful"}, {"startTimeUtc", "endTimeUtc", "toolExecutionNotifications"}),
    "notification": ({"message"}, {"descriptor", "level", "locations"}),
}


def shaped(kind, o):
    need, may = SHAPES[kind]
    return isinstance(o, dict) and need <= set(o) <= need | may


def good_location(x):
    p = x.get("physicalLocation", {})
    region = p.get("region", {})
    return (shaped("location", x) and shaped("physicalLocation", p) and shaped("artifactLocation", p["artifactLocation"]) and
            shaped("region", region) and region.get("startLine", 1) >= 1 and region.get("byteOffset", 0) >= 0 and
            re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2}|file://)+", p["artifactLocation"]["uri"], re.A))


def check_sarif(case, hits, ledger):
    log = json.loads(run("report", "--case", case, "-f", "sarif"))
    ok = shaped("log", log) and log["version"] == "2.1.0" and len(log["runs"]) == 1 and shaped("run", log["runs"][0])
    one = log["runs"][0]
    rules = one["tool"]["driver"]["rules"]
    ok = ok and shaped("driver", one["tool"]["driver"]) and all(shaped("rule", r) for r in rules)
    say(ok and len({r["id"] for r in rules}) == len(rules), "sarif: log, run and rules")
    bad = [r for r in one["results"] if not (shaped("result", r) and r["level"] in ("none", "note", "warning", "error") and
           isinstance(r["message"]["text"], str) and rules[r["ruleIndex"]]["id"] == r["ruleId"] and all(map(good_location, r["locations"])))]
    say(one["results"] and not bad, "sarif: results", bad[:1])
    say([r["partialFingerprints"]["vindplaats/v1"] for r in one["results"]] == [h["id"] for h in hits], "sarif tells each hit in order")
    notes = one["invocations"][0]["toolExecutionNotifications"]
    want = sum(len(x["reasons"]) for x in ledger if x["outcome"] != "ok")
    bad = [n for n in notes if not (shaped("notification", n) and all(map(good_location, n["locations"])))]
    say(shaped("invocation", one["invocations"][0]) and len(notes) == want > 0 and not bad, "sarif: what was not read", (len(notes), want, bad[:1]))


def check_masks(case, hits):
    secret = [h["text"] for h in hits if len(h["text"]) > 7 and h["type"] in ("person", "email", "bsn", "iban", "phone")]
    secret = [s for s in secret if not any(s in h["path"] or s in h["part"] for h in hits)]
    say(len(secret) > 50, "there is something to mask", len(secret))
    for name in ("html", "csv", "jsonl", "sarif", "histogram", "xlsx"):
        data = run("report", "--case", case, "-f", name, "--mask")
        if name == "xlsx":
            data = b"".join(zipfile.ZipFile(io.BytesIO(data)).read(n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist())
        text = data.decode()
        told = [s for s in set(secret) if s in text]
        say(not told, f"--mask hides values in {name}", len(told))


def fixture(name, text, hits, ledger=None, **more):
    folder = os.path.join(work, "corpus", name)
    os.makedirs(folder)
    for file, data in {"input.txt": text, "expected.jsonl": hits, "expected.ledger": ledger, **more}.items():
        if data is not None:
            with open(os.path.join(folder, file), "w", encoding="utf-8") as f:
                f.write(data)


def check_test():
    mail = lambda start, **more: json.dumps({"type": "email", "text": "a.test@proefpost.nl", "start": start, "end": start + 19, **more}) + "\n"
    text, fine = "Mail: a.test@proefpost.nl\n", '{"format": "text", "outcome": "ok"}\n'
    fixture("goed", text, mail(6), fine)
    fixture("extra", text, "", fine)
    fixture("moved", text, mail(7), fine)
    fixture("missed", "Niets.\n", mail(6), fine)
    fixture("changed", text, mail(6, score=1), fine)
    fixture("ledger", text, mail(6), '{"format": "csv", "outcome": "ok"}\n')
    fixture("mended", text, mail(6, gap="unknown domain"), fine)
    fixture("unreferenced", text, mail(6), fine, **{"expected.jsonl.bak": ""})
    fixture("gap", "Niets.\n", mail(6, gap="not there"), fine)
    kinds = ["extra", "moved", "missed", "changed", "ledger", "mended", "unreferenced"]
    patterns = ["--patterns", os.path.join(ROOT, "patterns")]
    out = run("test", "corpus", *patterns, "--junit", "j.xml", "--tap", "t.tap", "--sarif", "s.sarif", code=1).decode()
    told = dict(re.findall(r"^(\w+): not as expected\n  (\w+) ", out, re.M))
    say(told == {k: k for k in kinds}, "test tells what is wrong, by its name", told)
    say("9 fixtures, 7 not as expected, 1 known gaps" in out and re.search(r"email +8 +7 +5 +0\.714 +0\.625", out), "test: precision and recall", out[-300:])
    suite = ET.parse(os.path.join(work, "j.xml")).getroot().find("testsuite")
    failures = {c.get("name") for c in suite if c.find("failure") is not None}
    say(failures == set(kinds) and suite.get("failures") == "7" and suite.get("tests") == "9", "test: JUnit", failures)
    tap = open(os.path.join(work, "t.tap"), encoding="utf-8").read()
    say(tap.startswith("TAP version 14\n1..9\n") and len(re.findall("^not ok", tap, re.M)) == 7 and len(re.findall("^ok", tap, re.M)) == 2, "test: TAP")
    one = json.load(open(os.path.join(work, "s.sarif"), encoding="utf-8"))["runs"][0]
    say(sorted(r["ruleId"] for r in one["results"]) == sorted(kinds) and all(shaped("result", r) and all(map(good_location, r["locations"])) and
        one["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in one["results"]), "test: SARIF", one["results"][:1])
    before = {f: open(os.path.join(work, "corpus", f, "expected.jsonl")).read() for f in kinds}
    os.environ["CI"] = "true"
    run("test", "corpus", *patterns, "--update", code=2)
    del os.environ["CI"]
    say(before == {f: open(os.path.join(work, "corpus", f, "expected.jsonl")).read() for f in kinds}, "test --update is refused on CI")
    run("test", "corpus", *patterns, "-q", "--update", "extra", "moved")
    after = {f: open(os.path.join(work, "corpus", f, "expected.jsonl")).read() for f in kinds}
    say({f for f in kinds if after[f] != before[f]} == {"extra", "moved"} and after["extra"] == mail(6) == after["moved"],
        "test --update NAME writes just that", [f for f in kinds if after[f] != before[f]])


def scan(case, path):
    r = subprocess.run([BIN, "scan", "-q", "--patterns", os.path.join(ROOT, "patterns"), "--case", case, "--allow-incomplete", "--hits",
                        case + ".hits", "--ledger", case + ".ledger", path], capture_output=True, cwd=work)
    say(r.returncode == 0, f"{case} is scanned", r.stderr)
    return [[json.loads(x) for x in open(os.path.join(work, case + end), encoding="utf-8")] for end in (".hits", ".ledger")]


def hostile(folder):
    os.makedirs(folder)
    texts = {
        "<img src=x onerror=alert(1)>.txt": "Mail: \"><script>alert(1)</script> a.testman@proefpost.nl </title></style>\n",
        "=cmd|' !A0'.txt": "=HYPERLINK(\"http://x\") De heer Jan Testman, BSN 111222333.\r\n+31612345678 @jan -1+1\n",
        "let&op \u202egnp.txt": "Mevrouw Fatima \u202eTestaoui\u202c\u200b woont in Gouda. Zij is bekeerd tot de islam.\n",
        "regel\neinde\t.txt": "Mail: b.testman@proefpost.nl \x1b[31m \x07 \x0c\n",
        "_x0041_.txt": "De heer Piet _x0041_ Testman, p.testman@proefpost.nl, NL91 ABNA 0417 1643 00\n",
    }
    for name, text in texts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
            f.write(text)
    with open(os.path.join(os.fsencode(folder), b"na\xffam.txt"), "wb") as f:
        f.write(b"Mail: c.testman@proefpost.nl, De heer K\xe4rel T\xebstman\n")
    with open(os.path.join(folder, "]]>.pdf"), "wb") as f:
        f.write(b"%PDF-1.4\n<b>x</b>")


work = tempfile.mkdtemp()
try:
    hostile(os.path.join(work, "raar"))
    hits, ledger = scan("klein", "raar")
    say(len(hits) > 8, "there are hits among odd names", len(hits))
    say(any(x["outcome"] != "ok" for x in ledger), "something could not be read")
    pages = check_html("klein", hits, split=False)
    text = "".join(t for p in pages.values() for t in p.text)
    say("<script>alert(1)</script>" in text and "[U+202E]" in text and "[U+001B]" in text, "html shows what it was, as text")
    check_html("klein", hits, "--lang", "en", split=False)
    check_xlsx("klein", hits, ledger)
    check_csv("klein", hits)
    check_sarif("klein", hits, ledger)

    subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), os.path.join(work, "share"), "--size", "900K", "--piece", "40K"], check=True)
    hits, ledger = scan("groot", "share")
    before = sorted(os.listdir(os.path.join(work, "groot")))
    check_html("groot", hits, split=len(hits) > 2000)
    run("report", "--case", "groot", "-f", "html", "-o", "map/")
    pages = pages_of(os.path.join(work, "map", "index.html"))
    say(len(pages) > 2 and not dead_links(pages) and os.stat(os.path.join(work, "map")).st_mode & 0o777 == 0o700, "html into a folder of its own")
    run("report", "--case", "groot", "-f", "csv", "-o", "map", code=2)
    say(sorted(os.listdir(os.path.join(work, "groot"))) == before, "no report leaves anything in the case", os.listdir(os.path.join(work, "groot")))
    say(len(hits) > 2000, "there are enough hits for further pages", len(hits))
    check_xlsx("groot", hits, ledger)
    check_histogram("groot", hits)
    check_masks("groot", hits)
    some = [h for h in hits if h["type"] == "indicator" and h["path"].startswith("share/map000/")]
    check_html("groot", some, "--type", "indicator", "--path", "share/map000", split=len(some) > 2000)
    say(run("report", "--case", "groot", "-f", "html") == run("report", "--case", "groot", "-f", "html"), "the same case gives the same page")
    check_test()
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
