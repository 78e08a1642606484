#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/resume.py BINARY [--long] - a scan that is killed, stopped, out of disk or out of memory goes on.

Nothing is lost or doubled, whatever ended it. --long: two hundred kills.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "torture"))
import tool  # noqa: E402
from tool import BIN, ROOT, command, records, say, shim, wait_until  # noqa: E402

KILLS = 200 if "--long" in sys.argv else 12


def scan(case, *more, env=None, **kw):
    return subprocess.run(command(case, *more, "share"), cwd=work, capture_output=True, env=env, **kw)


def left_behind(case):
    return [f for f in os.listdir(os.path.join(work, case)) if f not in ("store.db", "store.lock")]


def is_whole(case):
    import sqlite3
    db = sqlite3.connect(os.path.join(work, case, "store.db"))
    try:
        return db.execute("PRAGMA integrity_check").fetchone() == ("ok",) and not db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        db.close()


def test_kills():
    """The moment is drawn anew each time; at times more than one kill falls into one scan's first second."""
    rng, killed, done, least = random.Random(3), 0, 0, 0
    for n in range(KILLS):
        if n % 12 == 0:
            shutil.rmtree(os.path.join(work, "stuk"), ignore_errors=True)
        p = subprocess.Popen(command("stuk", "share"), cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.03, 0.7))
        p.send_signal(signal.SIGKILL)
        killed += p.wait() == -9
        if n % 12 == 11 or n == KILLS - 1:
            r = scan("stuk")
            done += 1
            least += r.returncode == 0 and records("stuk", cwd=work) == whole and is_whole("stuk") and not left_behind("stuk")
    say(killed > KILLS / 3 and least == done, f"resume: {killed} kills over {done} cases: nothing lost, nothing doubled, nothing left", (killed, done, least))


def test_stop():
    p = subprocess.Popen(command("zacht", "share"), cwd=work, stderr=subprocess.PIPE)
    time.sleep(0.25)
    p.send_signal(signal.SIGTERM)
    say(p.wait() in (0, 143), "resume: SIGTERM: stops with 143", p.returncode)
    r = scan("zacht")
    say(r.returncode == 0 and records("zacht", cwd=work) == whole, "resume: after SIGTERM the same command goes on", r.stderr)


def test_two():
    p = subprocess.Popen(command("bezet", "share"), cwd=work, stderr=subprocess.DEVNULL)
    running = os.path.join(work, "bezet", "running.json")
    told = wait_until(lambda: os.path.exists(running), 5) and json.load(open(running))
    began = time.monotonic()
    second = scan("bezet")
    if p.poll() is None:
        say(second.returncode == 5 and str(p.pid).encode() in second.stderr and os.uname().nodename.encode() in second.stderr and time.monotonic() - began < 2,
            "resume: a second scanner gets 5, with host and process", (second.returncode, second.stderr))
    else:
        say(second.returncode in (0, 5), "resume: a second scanner comes after the first", second.returncode)
    say(told and told["pid"] == p.pid and told["schema"] == 1 and "reading" in told, "resume: a running scan tells of itself", told)
    p.kill()
    p.wait()
    say(scan("bezet").returncode == 0 and records("bezet", cwd=work) == whole, "resume: a lock that was left means nothing")


def test_full_disk():
    """Six points between the first write and the last."""
    size = os.path.getsize(os.path.join(work, "heel", "store.db"))
    wrong = []
    for n, room in enumerate((1, size // 20, size // 5, size // 2, size, 2 * size)):
        case = f"vol{n}"
        r = scan(case, env=dict(os.environ, LD_PRELOAD=library, SHIM_FULL=str(room)))
        if r.returncode not in (0, 2, 4) or (r.returncode and b"\n" in r.stderr.strip()):
            wrong.append((room, r.returncode, r.stderr))
        if r.returncode == 0 and room < size // 3:
            wrong.append((room, "was not full"))
        r = scan(case)
        if r.returncode != 0 or records(case, cwd=work) != whole or not is_whole(case) or left_behind(case):
            wrong.append((room, "later", r.returncode, r.stderr, left_behind(case)))
    say(not wrong, "resume: a full disk at six points: stops with 4, one line, and goes on", wrong)


def test_reserve():
    """64 MiB of a large disk are left alone: at the start, and when a scan comes that far."""
    reserve, size = 64 << 20, os.path.getsize(os.path.join(work, "heel", "store.db"))
    wrong = []
    for n, room in enumerate((reserve - 4096, reserve + size // 4)):
        case = f"krap{n}"
        r = scan(case, env=dict(os.environ, LD_PRELOAD=library, SHIM_ROOM=str(room)))
        rows = len(tool.ledger(case, cwd=work))
        if r.returncode != 4 or b"less than 64 MiB left" not in r.stderr or b"\n" in r.stderr.strip():
            wrong.append((room, r.returncode, r.stderr))
        if not is_whole(case) or left_behind(case) or (rows > 0) != (n > 0) or rows >= len(whole[1]):
            wrong.append((room, "case", rows, left_behind(case)))
        r = scan(case)
        if r.returncode or records(case, cwd=work) != whole:
            wrong.append((room, "later", r.returncode, r.stderr))
    say(not wrong, "resume: a disk with less than 64 MiB left: stops with 4, one line, and goes on", wrong)


def test_short_reads():
    env = dict(os.environ, LD_PRELOAD=library, SHIM_SHORT="1000")
    r = scan("kort", env=env)
    say(r.returncode == 0 and records("kort", cwd=work) == whole, "resume: reads that give less than was asked change nothing", r.stderr)


def test_no_memory():
    """The n-th allocation of each process fails, for n over all its life. How it ends is not all in our hands (libcrypto
    does not survive its own start); what is in the case is."""
    wrong, failed = [], 0
    points = sorted({int(1.6 ** k) + 3 * k for k in range(4, 30 if KILLS > 12 else 26, 1 if KILLS > 12 else 3)})
    for n in points:
        case = "krap"
        shutil.rmtree(os.path.join(work, case), ignore_errors=True)
        r = scan(case, "--allow-incomplete", env=dict(os.environ, LD_PRELOAD=library, SHIM_MALLOC=str(n)), timeout=300)
        failed += r.returncode != 0
        if r.returncode not in (0, 1, 2, 4, -signal.SIGABRT, -signal.SIGSEGV):
            wrong.append((n, r.returncode, r.stderr[-200:]))
        r = scan(case, "--rescan")
        if r.returncode or records(case, cwd=work) != whole or not is_whole(case):
            wrong.append((n, "later", r.returncode, r.stderr[-200:]))
    say(not wrong, f"resume: allocations that fail at {len(points)} points: the case is whole and the scan goes on", wrong)


work = tempfile.mkdtemp()
try:
    subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), os.path.join(work, "share"), "--size", "6M",
                    "--piece", "30K", "--seed", "7"], check=True, stdout=subprocess.DEVNULL)
    library = shim(work)
    scan("heel", check=True)
    whole = records("heel", cwd=work)
    say(len(whole[1]) > 100 and len(whole[0]) > 1000, "resume: there is something to lose")
    test_kills()
    test_stop()
    test_two()
    test_full_disk()
    test_reserve()
    test_short_reads()
    test_no_memory()
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(tool.failed > 0)
