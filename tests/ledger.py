#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/ledger.py BINARY SHARE... - the ledger of real scans adds up, and the checker would say so if not.

Each share is scanned and checked by tools/verify-ledger. Then the store is falsified in one spot at a
time: every falsification must be found. A row that finds nothing to falsify is a failure too.
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERIFY = os.path.join(ROOT, "tools", "verify-ledger")
ONE = "SELECT p.n FROM part p WHERE "
LIES = [
    ("a member's row is gone", f"DELETE FROM part WHERE n = ({ONE} p.path LIKE '%.txt' AND p.path NOT LIKE '%!%' LIMIT 1)"),
    ("a document's words are gone", f"DELETE FROM part WHERE n = ({ONE} p.path = 'word/document.xml' LIMIT 1)"),
    ("a file has no row of its own", f"DELETE FROM part WHERE n = ({ONE} p.path = '' LIMIT 1)"),
    ("a file was never seen", "DELETE FROM item WHERE n = (SELECT max(n) FROM item)"),
    ("a part has no parent", f"DELETE FROM part WHERE n = ({ONE} EXISTS (SELECT 1 FROM part c WHERE c.item = p.item"
                             " AND p.path != '' AND c.path LIKE p.path || '!%') LIMIT 1)"),
    ("a part stands there twice", "INSERT INTO part (item, path, format, outcome, bytes, parts, hits) SELECT item, path, format,"
                                  " outcome, bytes, parts, 0 FROM part WHERE path != '' LIMIT 1"),
    ("a message is gone", f"DELETE FROM part WHERE n = ({ONE} p.path = '2' AND p.format = 'eml' LIMIT 1)"),
    ("a message is another", f"UPDATE part SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE n = ({ONE} p.format ="
                             " 'eml' AND p.path != '' LIMIT 1)"),
    ("a message is shorter", f"UPDATE part SET bytes = bytes - 1 WHERE n = ({ONE} p.path = '1' AND p.format = 'eml' LIMIT 1)"),
    ("an attachment is gone", f"DELETE FROM part WHERE n = ({ONE} p.path LIKE '%:%' AND p.format != 'eml' LIMIT 1)"),
    ("a file was read in part and is ok", f"UPDATE part SET bytes = bytes - 1 WHERE n = ({ONE} p.path = '' AND p.outcome ="
                                          " 'ok' AND p.bytes > 1 LIMIT 1)"),
    ("a member was read in part and is ok", f"UPDATE part SET bytes = bytes - 1 WHERE n = ({ONE} p.path LIKE '%.txt' AND"
                                            " p.path NOT LIKE '%!%' AND p.outcome = 'ok' AND p.bytes > 1 LIMIT 1)"),
    ("a digest is another", f"UPDATE part SET sha256 = replace(sha256, substr(sha256, 9, 1), 'x') WHERE n = ({ONE} p.path = ''"
                            " AND sha256 IS NOT NULL LIMIT 1)"),
    ("what failed is ok", f"UPDATE part SET outcome = 'ok' WHERE n = ({ONE} p.outcome = 'failed' LIMIT 1)"),
    ("what is partial has no reason", f"DELETE FROM reason WHERE part = ({ONE} p.outcome = 'partial' LIMIT 1)"),
    ("an outcome is no word of ours", f"UPDATE part SET outcome = 'fine' WHERE n = ({ONE} p.outcome = 'ok' LIMIT 1)"),
    ("a reason is no word of ours", "UPDATE reason SET reason = 'odd'"),
    ("a reason is about nothing", "UPDATE reason SET inside = 'nergens'"),
    ("hits are not counted", f"UPDATE part SET hits = hits + 1 WHERE n = ({ONE} p.path = '' LIMIT 1)"),
    ("parts are not counted", f"UPDATE part SET parts = parts + 1 WHERE n = ({ONE} p.path = '' AND p.parts > 1 LIMIT 1)"),
    ("a size is another", "UPDATE item SET size = size + 1 WHERE n = (SELECT min(n) FROM item)"),
]
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} ledger: {name}{'' if good else ' -- ' + str(detail)[:300]}")


def verify(case, *shares):
    r = subprocess.run([VERIFY, case, *shares], capture_output=True, text=True, check=False)
    return r.returncode, (r.stdout + r.stderr).strip().splitlines()[-4:]


def falsify(case, work, sql):
    """A copy of the case with one statement run on it; how many rows that changed."""
    copy = os.path.join(work, "falsified")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(case, copy)
    db = sqlite3.connect(os.path.join(copy, "store.db"))
    changed = db.execute(sql).rowcount
    db.commit()
    db.close()
    return copy, changed


def main():
    binary, shares = os.path.abspath(sys.argv[1]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as work:
        case = os.path.join(work, "case")
        r = subprocess.run([binary, "scan", "-q", "--patterns", os.path.join(ROOT, "patterns"), "--case", case,
                            "--allow-incomplete", *shares], check=False)
        say(r.returncode == 0, "the shares were scanned", r.returncode)
        code, said = verify(case, *shares)
        say(code == 0, f"all adds up: {said[-1] if said else ''}", said)
        for name, sql in LIES:
            copy, changed = falsify(case, work, sql)
            code, said = verify(copy, *shares)
            say(changed > 0 and code == 1, f"is found: {name}", (changed, code, said))
        new = os.path.join(shares[0], "nieuw.txt")
        with open(new, "w", encoding="utf-8") as f:
            f.write("later gekomen\n")
        code, said = verify(case, *shares)
        os.unlink(new)
        say(code == 1, "is found: a file without a row", said)
    return failed > 0


sys.exit(main())
