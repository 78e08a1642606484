# SPDX-License-Identifier: EUPL-1.2
"""tests/torture/tool.py - what the tests of this folder share: running the program, its records."""
import json
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(sys.argv[1])
PATTERNS = os.path.join(ROOT, "patterns")
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} {name}{'' if good or not detail else ' -- ' + str(detail)[:400]}", flush=True)
    return good


def shim(work):
    """The library of shim.c, built by whatever compiler there is."""
    out = os.path.join(work, "shim.so")
    subprocess.run([os.environ.get("CC", "cc").split()[-1], "-std=gnu17", "-D_GNU_SOURCE", "-O1", "-shared", "-fPIC", "-o", out,
                    os.path.join(ROOT, "tests/torture/shim.c"), "-ldl"], check=True)
    return out


def command(case, *more):
    return [BIN, "scan", "-q", "--patterns", PATTERNS, "--case", case, "-j", "2", *more]


def ledger(case, **kw):
    r = subprocess.run([BIN, "ledger", "--case", case, "-f", "jsonl"], capture_output=True, **kw)
    return [json.loads(x) for x in r.stdout.splitlines()]


def hits(case, **kw):
    return subprocess.run([BIN, "report", "--case", case, "-f", "jsonl", "--min-score", "0"], capture_output=True, **kw).stdout


def records(case, **kw):
    """All that a case says and that does not depend on the clock: hits, and ledger rows."""
    return hits(case, **kw), [{k: v for k, v in r.items() if k != "seconds"} for r in ledger(case, **kw)]


def reasons(row):
    return {r["reason"] for r in row["reasons"]}


def children(pid):
    """All processes below one, nearest first."""
    found, todo = [], [pid]
    while todo:
        p = todo.pop(0)
        try:
            with open(f"/proc/{p}/task/{p}/children") as f:
                below = [int(x) for x in f.read().split()]
        except OSError:
            below = []
        if p == pid:  # a child is listed with the thread that made it
            try:
                for t in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{t}/children") as f:
                        below += [int(x) for x in f.read().split()]
            except OSError:
                pass
        below = sorted(set(below))
        found += below
        todo += below
    return found


def workers(pid):
    """Processes that read documents: children of the nursery."""
    nursery = children(pid)[:1]
    return children(nursery[0]) if nursery else []


def wait_until(true, seconds):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
