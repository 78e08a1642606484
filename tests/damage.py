#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/damage.py BINARY INPUT... - every input cut off at many points, and with bytes flipped.

No crash, no hang, every file in the ledger; and never `ok` with less text than the whole one gave
(a cut text file is a text file: what carries no length or end mark cannot know).
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.abspath(sys.argv[1])
CUTS, FLIPS, MOST = 64, 32, 1 << 20
KNOWS_ITS_END = {"zip", "docx", "odt", "xlsx", "ods", "pptx", "odp", "gzip", "bzip2", "xz", "7z", "tar"}
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} damage: {name}{'' if good or not detail else ' -- ' + str(detail)[:300]}")


def scan(folder, work):
    out = os.path.join(work, "ledger")
    r = subprocess.run([BIN, "scan", "-q", "--patterns", os.path.join(ROOT, "patterns"), "--case", os.path.join(work, "case"),
                        "-j", "2", "--ledger", out, "--allow-incomplete", folder], capture_output=True, timeout=600)
    rows = [json.loads(x) for x in open(out, encoding="utf-8")] if os.path.exists(out) else []
    return r, {os.path.basename(x["path"]): x for x in rows}


for path in sys.argv[2:]:
    data = open(path, "rb").read(MOST + 1)
    if not data or len(data) > MOST:
        continue
    work = tempfile.mkdtemp()
    try:
        folder = os.path.join(work, "in")
        os.mkdir(folder)
        rng, name = random.Random(len(data)), os.path.basename(path)
        put = lambda n, d: open(os.path.join(folder, f"{n}-{name}"), "wb").write(d)
        put("whole", data)
        cuts = sorted({len(data) * i // CUTS for i in range(1, CUTS)} - {0})
        for c in cuts:
            put(f"cut{c}", data[:c])
        for i in range(FLIPS):
            flipped = bytearray(data)
            for _ in range(rng.choice((1, 3, 30))):
                flipped[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            put(f"flip{i}", bytes(flipped))
        r, rows = scan(folder, work)
        label = os.path.relpath(path, ROOT)
        lost = [f for f in os.listdir(folder) if f not in rows]
        say(r.returncode == 0 and not lost, f"{label}: survived, all in the ledger", (r.returncode, lost[:3], r.stderr[-200:]))
        whole = rows.get(f"whole-{name}")
        if whole and whole["outcome"] == "ok" and whole["format"] in KNOWS_ITS_END:
            false = [f for f, x in rows.items() if f.startswith("cut") and x["outcome"] == "ok" and x["format"] != "text"]
            say(not false, f"{label}: what was cut is never ok", [(f, rows[f]["format"]) for f in false[:3]])
    finally:
        shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
