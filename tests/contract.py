#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/contract.py BINARY - what other programs rely on, tried on a generated share.

Records have all their keys; offsets cut the very text out of what `text` prints and, where a
source is given, out of the file's own bytes; places reopen; ids survive a move; exit codes mean
what the contract says; the ledger is closed.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.abspath(sys.argv[1])
HIT_KEYS = ("record id path part place anchor start end source type category pattern text normal before after score why "
            "tied polarity manner role carrier").split()
LEDGER_KEYS = "record path part size mtime sha256 format outcome reasons bytes parts hits seconds date dated".split()
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} contract: {name}{'' if good or not detail else ' -- ' + str(detail)[:300]}")


def run(*args, **more):
    return subprocess.run([BIN, *args], capture_output=True, cwd=work, **more)


def scan(case, *paths, jobs="2", extra=()):
    r = run("scan", "-q", "--patterns", os.path.join(ROOT, "patterns"), "--case", case, "-j", jobs, "--min-score", "0",
            "--hits", case + ".hits", "--ledger", case + ".ledger", *extra, *paths)
    load = lambda f: [json.loads(x) for x in open(os.path.join(work, f), encoding="utf-8")] if os.path.exists(os.path.join(work, f)) else []
    return r.returncode, load(case + ".hits"), load(case + ".ledger")


work = tempfile.mkdtemp()
try:
    subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), os.path.join(work, "share"), "--size", "2M",
                    "--piece", "60K"], check=True)
    with open(os.path.join(work, "share", "utf16.txt"), "wb") as f:
        f.write("\ufeffNaam: Ayşe Karataş\r\nMail: ayse@proefpost.nl\r\n".encode("utf-16-le"))
    code, hits, ledger = scan("een", "share")
    say(code == 0, "a share that can be read whole gives 0", (code, [x for x in ledger if x["outcome"] != "ok"][:2]))
    say(len(hits) > 1000, "there are hits", len(hits))
    say(all(set(HIT_KEYS) <= set(h) for h in hits), "hit records have all keys")
    say(all(set(LEDGER_KEYS) <= set(x) for x in ledger), "ledger records have all keys")

    files = sorted(os.path.join(d, f) for d, _, fs in os.walk(os.path.join(work, "share")) for f in fs)
    paths = [x["path"] for x in ledger]
    say(sorted(os.path.join(work, p) for p in paths) == files, "every file is in the ledger exactly once")
    order = [(h["path"].encode(), h["part"].encode(), h["start"], h["type"]) for h in hits]
    say(order == sorted(order), "hits are ordered by path, part, start, type")

    lanes = {}
    for line in run("text", "share").stdout.decode().splitlines():
        t = json.loads(line)
        lanes[t["path"], t["part"], t["carrier"]] = t["text"].encode()
    wrong = [h for h in hits if lanes.get((h["path"], h["part"], h["carrier"]), b"")[h["start"]:h["end"]] != h["text"].encode()]
    say(not wrong, "offsets cut the hit's text out of what `text` prints", wrong[:1])

    mapped, bad = 0, []
    charsets = {"latin1": "cp1252"}
    for h in hits:
        if h["part"] or not h["source"] or not h["path"].endswith((".txt", ".csv")):
            continue
        data = open(os.path.join(work, h["path"]), "rb").read()
        piece = data[h["source"]["offset"]:h["source"]["offset"] + h["source"]["length"]]
        charset = "utf-16-le" if data[:2] == b"\xff\xfe" else "utf-8"
        try:
            text = piece.decode(charset)
        except UnicodeDecodeError:
            text = piece.decode("cp1252")
        mapped += 1
        if text != h["text"]:
            bad.append(h)
    say(mapped > 100 and not bad, "sources cut the hit out of the file's own bytes", (mapped, bad[:1]))
    flat = [h for h in hits if not h["part"] and h["path"].endswith((".txt", ".csv"))]
    say(all(h["source"] for h in flat), "text files have a source for every hit", next((h for h in flat if not h["source"]), None))

    seen, broken = set(), []
    for h in hits:
        kind = (h["path"].rsplit(".", 1)[-1], h["part"].count("!"), h["carrier"], h["type"])
        if kind in seen:
            continue
        seen.add(kind)
        r = run("show", h["place"])
        marked = r.stdout.decode(errors="replace")
        if r.returncode or f"[[{h['text']}]]" not in marked:
            broken.append((h["place"], r.stderr.decode()))
    say(not broken, f"places of {len(seen)} kinds reopen", broken[:2])

    ids = collections.Counter(h["id"] for h in hits)
    say(max(ids.values()) == 1, "ids are unique", ids.most_common(1))
    say(all(t["id"] in ids for h in hits for t in h["tied"]), "ties lead to persons that exist")
    kinds = {h["id"]: h["type"] for h in hits}
    say(all(kinds[t["id"]] == "person" for h in hits for t in h["tied"]), "ties lead to persons")

    for jobs in ("1", "8"):
        _, again, rows = scan("meer" + jobs, "share", jobs=jobs)
        strip = lambda rs: [{k: v for k, v in r.items() if k != "seconds"} for r in rs]
        say(again == hits and strip(rows) == strip(ledger), f"the same records with -j {jobs}")
    code, again, _ = scan("een", "share")
    say(code == 0 and again == hits, "the same scan again changes nothing")
    os.rename(os.path.join(work, "share"), os.path.join(work, "elders"))
    _, moved, _ = scan("twee", "elders")
    say(sorted(h["id"] for h in moved) == sorted(ids.elements()), "ids survive a move")
    os.rename(os.path.join(work, "elders"), os.path.join(work, "share"))

    victim = files[0]
    os.remove(victim)
    with open(os.path.join(work, "share", "nieuw.txt"), "w") as f:
        f.write("Het BSN van mevrouw A. Testman is 111222333.\n")
    code, after, rows = scan("een", "share")
    gone = os.path.relpath(victim, work)
    say(not [h for h in after if h["path"] == gone] and [h for h in after if h["path"] == "share/nieuw.txt"],
        "a second scan takes what is new and lets go of what is gone")

    os.makedirs(os.path.join(work, "raar"))
    os.mkfifo(os.path.join(work, "raar", "pijp"))
    os.symlink("/etc/passwd", os.path.join(work, "raar", "link"))
    open(os.path.join(work, "raar", "leeg"), "w").close()
    with open(os.path.join(work, "raar", "scan.pdf"), "wb") as f:
        f.write(b"%PDF-1.4\n" + b"x" * 100)
    with open(os.path.join(os.fsencode(work), b"raar", b"na\xffam.txt"), "wb") as f:
        f.write(b"Mail: a.testman@proefpost.nl\n")
    with open(os.path.join(work, "raar", "let!op#1 100%.txt"), "w") as f:
        f.write("Mail: b.testman@proefpost.nl\n")
    code, hits, ledger = scan("raar1", "raar")
    row = {os.path.basename(x["path"]): x for x in ledger}
    say(code == 3, "something unreadable gives 3", code)
    say(scan("raar2", "raar", extra=["--allow-incomplete"])[0] == 0, "--allow-incomplete gives 0")
    word = lambda name: (row[name]["outcome"], [r["reason"] for r in row[name]["reasons"]])
    say(word("pijp") == ("skipped", ["special-file"]), "a pipe is left alone and told", word("pijp"))
    say(word("link") == ("skipped", ["symlink"]), "a link is not followed and told", word("link"))
    say(word("leeg")[0] == "ok", "an empty file is read", word("leeg"))
    say(word("scan.pdf") == ("failed", ["unsupported-format"]) and row["scan.pdf"]["format"] == "pdf", "a PDF is named", word("scan.pdf"))
    odd = [h for h in hits if h["text"].startswith("a.testman")]
    say(odd and "path_b64" in odd[0] and "\ufffd" in odd[0]["path"], "a name that is not UTF-8 has its bytes beside it", odd)
    for h in hits:
        r = run("show", h["place"])
        if f"[[{h['text']}]]" not in r.stdout.decode(errors="replace"):
            say(False, "odd names reopen", (h["place"], r.stderr))
            break
    else:
        say(True, "odd names reopen")

    mails = {"een.eml": ("t1", "Hamid Testaoui <h.testaoui@voorbeeld.nl>", "Hamid Testaoui, wonende te Gouda, is moslim."),
             "twee.eml": ("t2", "Hamid Testaoui <h.testaoui@voorbeeld.nl>", "Tot morgen."),
             "drie.eml": ("t3", "Piet Proefman <p.proefman@voorbeeld.nl>", "Ik sprak Hamid Testaoui, wonende te Gouda.")}
    os.mkdir(os.path.join(work, "post"))
    for name, (thread, sender, text) in mails.items():
        with open(os.path.join(work, "post", name), "w") as f:
            f.write(f"From: {sender}\nTo: Anna Testman <a.testman@voorbeeld.nl>\nDate: Tue, 13 Mar 2018 10:00:00 +0100\n"
                    f"Message-ID: <{thread}@voorbeeld.nl>\nSubject: Overleg\n\n{text}\n")
    scan("post1", "post")
    lines = lambda *a: [json.loads(x) for x in run(*a, "--case", "post1", "-f", "jsonl").stdout.decode().splitlines()]
    listed = {p["naam"]: p for p in lines("persons", "list")}
    hamid = listed.get("Hamid Testaoui", {})
    say(hamid.get("documenten") == 3 and hamid.get("naamgenoten") == 0, "mails with one address and one residence give one person", listed)
    told = {p["weergavenaam"]: p for p in lines("notify", "list")}
    say(set(told) == {"Hamid Testaoui"} and "REL" in told["Hamid Testaoui"]["categorieen"], "who has findings is on the list to inform", told)
    row = told.get("Hamid Testaoui", {})
    say(row.get("regime") == "WBP" and row.get("periode_van") == "2018-03-13" and "a.testman@voorbeeld.nl" in row.get("ontvangers", ""),
        "the list has date, regime and recipients", row)
    say(row.get("contactgraad") == "C" and lines("notify", "list", "--date", "2018-04-01")[0]["contactgraad"] == "B",
        "an address of one's own is grade B for 24 months", row)
    letters = run("notify", "list", "--mail-room", "--date", "2018-04-01", "--case", "post1").stdout.decode()
    say("h.testaoui@" in letters and "REL" not in letters and "moslim" not in letters, "the mail room sees no findings", letters)
    figures = {(x["cijfer"], x["van"]): x for x in lines("figures")}
    say(figures["personen", "met bevindingen"]["aantal"] == 1 and figures["V verzoeken", ""]["aantal"] is None
        and figures["V verzoeken", ""]["nodig"], "figures are counted, or say what they need")
    who = str(hamid.get("nr"))
    say(run("persons", "merge", who, who, "--case", "post1").returncode == 7, "a decision without a reason is refused")
    scan("post2", "post/een.eml")
    r = run("diff", "post1", "post2", "-f", "jsonl")
    kinds = {json.loads(x)["change"] for x in r.stdout.decode().splitlines()}
    say(r.returncode == 1 and kinds == {"lost"}, "diff names what is lost", (r.returncode, kinds))
    scan("post3", "post")
    new = run("report", "--case", "post3", "--baseline", "post2", "-f", "jsonl").stdout.decode().splitlines()
    say(new and {json.loads(x)["path"] for x in new} == {"post/twee.eml", "post/drie.eml"}, "--baseline leaves out what is known", new[:1])
    sarif = json.loads(run("report", "--case", "post3", "--baseline", "post2", "-f", "sarif").stdout)["runs"][0]["results"]
    say(len(sarif) == len(new) and {r["baselineState"] for r in sarif} == {"new"}, "SARIF against a baseline", len(sarif))
    say(run("report", "--case", "post3", "--baseline", "post2", "-f", "html").returncode == 2, "a page is about the whole case")
    say(run("diff", "post1", "post1").returncode == 0, "a case does not differ from itself")

    say(run("scan", "--case", "x", "bestaatniet").returncode == 2, "a path that is not there gives 2")
    say(run("scan", "--nonsens").returncode == 2, "an unknown option gives 2")
    say(run("report", "--case", "nergens").returncode == 2, "a case that is not there gives 2")
    with open(os.path.join(work, "raar1", "store.db"), "r+b") as f:
        f.seek(0)
        f.write(b"geen database meer")
    say(run("report", "--case", "raar1").returncode == 6, "a damaged case gives 6")
    mode = os.stat(os.path.join(work, "een")).st_mode & 0o777, os.stat(os.path.join(work, "een", "store.db")).st_mode & 0o777
    say(mode == (0o700, 0o600), "the case is private", mode)
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
