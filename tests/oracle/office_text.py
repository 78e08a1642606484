#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Word recall of the office readers against a walk of our own over the XML (office_walk.py).

    office_text.py VINDPLAATS PATH...           real files, in any depth
    office_text.py VINDPLAATS --made COUNT      invented ones of each kind, and damaged ones
                              [--seed N]
    --show N   tells the N worst files of each format
    --floor    exit 1 where recall is below .998 or spurious words are .002 or more

Recall: of the words in paragraphs and cells (with their number) and of those round them (once), how
many stand in ours. Spurious: words of ours that are in no text, attribute or name of the file.
Damaged files may lose words, but not in silence: what is lost without a word in the ledger counts
as `silent`, and no file may crash or hang the program.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import office_made
import office_walk

RECALL, SPURIOUS = .998, .002
ENDS = set("docx docm dotx dotm xlsx xlsm xltx pptx pptm ppsx potx odt ott ods ots odp otp odg fodt fods fodp sxw sxc sxi".split())


def read(program, folder):
    """Our text per file, files that something was said about, and the exit code."""
    r = subprocess.run([program, "text", "-q", folder], capture_output=True, timeout=3000, check=False)
    texts, troubled = collections.defaultdict(list), set()
    for line in r.stdout.decode("utf-8").split("\n"):
        if line:
            row = json.loads(line)
            texts[row["path"]].append(row["text"])
    for line in r.stderr.decode("utf-8", "replace").split("\n"):
        m = re.match(r"vindplaats text: ([^!]*?)(?:!.*?)?: [a-z-]+: ", line)
        if m:
            troubled.add(m[1])
    return texts, troubled, r.returncode


class Table:
    def __init__(self, show):
        self.rows, self.show, self.worst = collections.defaultdict(collections.Counter), show, collections.defaultdict(list)

    def add(self, form, path, found, texts):
        text = "\n".join(texts)
        ours = collections.Counter(office_walk.words(text))
        lines = collections.Counter(w for line in found.lines for w in office_walk.words(line))
        once = {w for line in found.once for w in office_walk.words(line)}
        may = {w for line in found.may for w in office_walk.words(line)} | set(lines) | once
        lost = lines - ours + collections.Counter(w for w in once if w not in ours and w not in text)
        odd = {w: n for w, n in ours.items() if w not in may}
        t = self.rows[form]
        t["files"] += 1
        t["words"] += sum(lines.values()) + len(once)
        t["lost"] += sum(lost.values())
        if found.broken:  # what the walk could not open may hold any word
            odd = {}
        else:
            t["ours"] += sum(ours.values())
            t["spurious"] += sum(odd.values())
        if lost or odd:
            self.worst[form].append((sum(lost.values()) + sum(odd.values()), path, list(lost)[:6], list(odd)[:6]))

    def print(self):
        good = True
        print(f"{'format':10} {'files':>6} {'words':>9} {'recall':>8} {'spurious':>9}")
        for form, t in sorted(self.rows.items()):
            recall, spurious = 1 - t["lost"] / max(1, t["words"]), t["spurious"] / max(1, t["ours"])
            good &= recall >= RECALL and spurious < SPURIOUS and t["words"] > 0
            print(f"{form:10} {t['files']:6} {t['words']:9} {recall:8.5f} {spurious:9.5f}")
            for _, path, lost, odd in sorted(self.worst[form], reverse=True)[:self.show]:
                print(f"    {path}: lost {lost} odd {odd}")
        return good


def real(program, paths, table):
    for path in paths:
        texts, _, code = read(program, path)
        if code not in (0, 3):
            print(f"exit code {code} on {path}")
            return False
        for folder, _, files in os.walk(path) if os.path.isdir(path) else [(os.path.dirname(path), [], [os.path.basename(path)])]:
            for name in sorted(files):
                form = name.rsplit(".", 1)[-1].lower()
                full = os.path.join(folder, name)
                if form not in ENDS:
                    continue
                found = office_walk.walk(full)
                if not found.encrypted:
                    table.add(form, full, found, texts.get(full, []))
    return True


def damage(r, data):
    """Cut off, bytes flipped, a stretch missing."""
    kind = r.randrange(3)
    if kind == 0:
        return data[:r.randrange(len(data))]
    out = bytearray(data)
    if kind == 1:
        for _ in range(r.choice((1, 3, 30))):
            out[r.randrange(len(out))] ^= 1 << r.randrange(8)
    else:
        at = r.randrange(len(out))
        del out[at:at + r.randrange(200)]
    return bytes(out)


def made(program, count, seed, table):
    r, truth, whole = random.Random(seed), {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in office_made.KINDS:
            for i in range(count):
                data, lines = office_made.make(r, kind)
                end = {"flatopc": "xml"}.get(kind, kind)
                path = os.path.join(folder, f"{kind}{i}.{end}")
                whole[path] = data
                with open(path, "wb") as f:
                    f.write(data)
                truth[path] = kind, lines
        texts, _, code = read(program, folder)
        good = code == 0
        for path, (kind, lines) in truth.items():
            found = office_walk.Found() if lines else office_walk.walk(path)
            found.lines.extend(lines or [])
            found.may.extend(["x Maker"] if lines else [])
            table.add(kind, path, found, texts[path])
    return damaged(program, r, truth, whole, texts) and good


def damaged(program, r, truth, whole, texts):
    """Packages know their length and checksums, so a loss can always be told."""
    lost = count = 0
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for path, data in whole.items():
            cuts = range(64, len(data), 64) if path.endswith("0." + truth[path][0]) else ()
            copies = [data[:c] for c in cuts] + [damage(r, data) for _ in range(4)]
            for i, copy in enumerate(copies):
                name = os.path.join(folder, f"{i}-{os.path.basename(path)}")
                names[name] = path
                with open(name, "wb") as f:
                    f.write(copy)
        found, troubled, code = read(program, folder)
        for name, path in names.items():
            if truth[path][0] in ("rtf", "fodt", "flatopc"):
                continue
            count += 1
            before, now = (collections.Counter(office_walk.words("\n".join(t))) for t in (texts[path], found.get(name, [])))
            if before - now and name not in troubled:
                lost += 1
                print(f"silent: {os.path.basename(name)} lost {list((before - now))[:5]}")
        print(f"{len(names)} damaged files, exit code {code}; of {count} packages {lost} lost words in silence")
    return code in (0, 3) and not lost


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("paths", nargs="*")
    p.add_argument("--made", type=int, default=0)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--show", type=int, default=0)
    p.add_argument("--floor", action="store_true")
    o = p.parse_args()
    program, table = os.path.abspath(o.program), Table(o.show)
    good = made(program, o.made, o.seed, table) if o.made else real(program, o.paths, table)
    kept = table.print()
    return not good or (o.floor and not kept)


if __name__ == "__main__":
    sys.exit(main())
