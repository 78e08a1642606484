#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/torture/run.py BINARY [--short] [--keep DIR] - the inputs of make.py, one by one and as one tree.

Of each: a row, once; its reason; never `ok` where something is lost; its markers found; bounds on time and memory (of
all processes together); no process dies; nothing is left behind. --short: one in twenty alone, and the tree.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from tool import PATTERNS, BIN, ROOT, children, ledger, hits, reasons, say
import tool

SHORT = "--short" in sys.argv
ONLY = [a for a in sys.argv[2:] if not a.startswith("--")]
MIB = 1 << 20
MOST_FILE, MOST_BOMB, MOST_TREE = 256 * MIB, 384 * MIB, 1024 * MIB
SECONDS_FILE = 60
CRASHES = {"worker-crash", "worker-timeout"}


class Memory(threading.Thread):
    """The most that all processes of a scan took at one time, in bytes: what is shared counts once for each."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.done = pid, 0, False
        self.start()

    def run(self):
        while not self.done:
            total = 0
            for p in [self.pid, *children(self.pid)]:
                try:
                    with open(f"/proc/{p}/statm") as f:
                        total += int(f.read().split()[1]) * 4096
                except (OSError, IndexError):
                    pass
            self.most = max(self.most, total)
            time.sleep(0.02)


def scan(case, paths, seconds, *more):
    began = time.monotonic()
    p = subprocess.Popen([BIN, "scan", "-q", "--patterns", PATTERNS, "--case", case, *more, "--", *paths], cwd=os.path.join(folder, "in"),
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    memory = Memory(p.pid)
    try:
        stderr = p.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        p.kill()
        stderr = b"TIMEOUT"
        p.wait()
    memory.done = True
    memory.join()
    return p.returncode, stderr, time.monotonic() - began, memory.most


def found(case):
    """Paths with the mail addresses that were found there."""
    all_hits = {}
    for line in hits(case, cwd=os.path.join(folder, "in")).splitlines():
        h = json.loads(line)
        all_hits.setdefault(path_of(h), set()).add(h["text"].lower())
    return all_hits


def path_of(record):
    import base64
    if record.get("path_b64"):
        return os.fsdecode(base64.b64decode(record["path_b64"]))
    return record["path"]


def judge(name, want, row, texts):
    """What is wrong with one row, in words."""
    wrong = []
    if row is None:
        return ["no row"]
    if reasons(row) & CRASHES:
        wrong.append(f"crash or hang: {row['reasons']}")
    lost = [m for m in want["markers"] if not any(m in t for t in texts)]
    if lost:
        wrong.append(f"not found: {lost} {row['outcome']}")
    if want["ok"] is True and row["outcome"] != "ok":
        wrong.append(f"is {row['outcome']} {sorted(reasons(row))}")
    if want["ok"] is False and row["outcome"] == "ok":
        wrong.append("is ok")
    if lost and row["outcome"] == "ok":
        wrong.append("a silent loss")
    if want["reasons"] and not set(want["reasons"]) & reasons(row):
        wrong.append(f"has {sorted(reasons(row))}, not {want['reasons']}")
    return wrong


def one_by_one(wanted, work):
    names = sorted(wanted)
    slowest, biggest = (0, ""), (0, "")
    for i, name in enumerate(names):
        if (SHORT and i % 20) or (ONLY and not any(o in name for o in ONLY)) or name.startswith(("diep/", "link_here")):
            continue
        case = os.path.join(work, "een")
        shutil.rmtree(case, ignore_errors=True)
        code, stderr, seconds, memory = scan(case, [name], SECONDS_FILE + 5, "-j", "1")
        rows = ledger(case, cwd=os.path.join(folder, "in"))
        texts = found(case).get(name, set())
        wrong = judge(name, wanted[name], rows[0] if len(rows) == 1 else None, texts)
        most = MOST_BOMB if name.startswith(("bomb", "zip", "nest")) else MOST_FILE
        if code not in (0, 3):
            wrong.append(f"exit {code} {stderr[-200:]}")
        if seconds > SECONDS_FILE:
            wrong.append(f"{seconds:.1f} seconds")
        if memory > most:
            wrong.append(f"{memory / MIB:.0f} MiB")
        left = [f for f in os.listdir(case) if f not in ("store.db", "store.lock")]
        if left:
            wrong.append(f"left behind: {left}")
        slowest, biggest = max(slowest, (seconds, name)), max(biggest, (memory / MIB, name))
        say(not wrong, f"torture: {name[:60]!r} alone", "; ".join(map(str, wrong)))
    print(f"# slowest {slowest[0]:.1f} s {slowest[1]!r}, biggest {biggest[0]:.0f} MiB {biggest[1]!r}")


def tree(wanted, work):
    case = os.path.join(work, "boom")
    code, stderr, seconds, memory = scan(case, ["."], 1800)
    rows = ledger(case, cwd=os.path.join(folder, "in"))
    texts = found(case)
    by_path = {}
    for r in rows:
        by_path.setdefault(path_of(r), []).append(r)
    print(f"# tree: {len(rows)} rows, {seconds:.1f} s, {memory / MIB:.0f} MiB, exit {code}")
    say(code == 3, "torture: tree: the scan ends with 3", (code, stderr[-300:]))
    doubled = [p for p, r in by_path.items() if len(r) > 1]
    say(not doubled, "torture: tree: no row is doubled", doubled[:5])
    extra = [p for p in by_path if p[2:] not in wanted]
    say(not extra, "torture: tree: no row too many", extra[:5])
    for name in sorted(wanted):
        wrong = judge(name, wanted[name], by_path.get("./" + name, [None])[0], texts.get("./" + name, set()))
        if wrong:
            say(False, f"torture: {name[:60]!r} in the tree", "; ".join(map(str, wrong)))
    say(memory < MOST_TREE, "torture: tree: memory", f"{memory / MIB:.0f} MiB")
    loose = [f for f in os.listdir(case) if os.stat(os.path.join(case, f)).st_mode & 0o77] + ([case] if os.stat(case).st_mode & 0o77 else [])
    say(not loose, "torture: tree: modes of the case", loose)
    say(sorted(os.listdir(case)) == ["store.db", "store.lock"], "torture: tree: nothing is left behind", os.listdir(case))
    say(not os.path.exists("/tmp/vp-uit"), "torture: tree: nothing was unpacked to a place of its choice")
    reports_are_inert(case)


def reports_are_inert(case):
    """No report lets a document or a name act on who reads it."""
    bad_text = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
    at = os.path.join(folder, "in")
    for args in (["report", "-f", "summary"], ["report", "-f", "csv"], ["report", "-f", "html"], ["ledger", "-f", "text"], ["ledger", "-f", "csv"],
                 ["ledger", "-f", "jsonl"], ["report", "-f", "jsonl"], ["report", "-f", "sarif"]):
        r = subprocess.run([BIN, *args, "--case", case], cwd=at, capture_output=True)
        what = " ".join(args)
        if r.returncode == 2:
            continue
        s = r.stdout.decode("utf-8", "surrogateescape").replace("\r\n", "\n").lstrip("\ufeff")
        act = bad_text.findall(s)
        say(r.returncode == 0 and not act, f"torture: {what}: nothing acts on a terminal", (r.returncode, [hex(ord(c)) for c in act[:5]], r.stderr[-200:]))
        if "csv" in args:
            import csv
            import io
            cells = [c for row in csv.reader(io.StringIO(s), delimiter=";" if ";" in s.split("\n")[0] else ",") for c in row]
            live = [c[:30] for c in cells if c[:1] in "=+-@\t\r" and c and not re.fullmatch(r"-?[0-9.]+", c)]
            say(not live and len(cells) > 100, f"torture: {what}: no cell is a formula", live[:5])
        if "html" in args:
            say("<script>alert" not in s and not re.search(r"<[^>]* on[a-z]+=", s), f"torture: {what}: no script of a document")


folder = tempfile.mkdtemp()
try:
    subprocess.run([sys.executable, os.path.join(ROOT, "tests/torture/make.py"), folder], check=True)
    with open(os.path.join(folder, "wanted.json")) as f:
        wanted_rows = json.load(f)
    if "--tree" not in sys.argv:
        one_by_one(wanted_rows, folder)
    if not ONLY:
        tree(wanted_rows, folder)
finally:
    if os.path.isdir(f"{folder}/in/dicht"):
        os.chmod(f"{folder}/in/dicht", 0o700)
    subprocess.run(["rm", "-rf", folder])
sys.exit(tool.failed > 0)
