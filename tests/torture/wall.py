#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/torture/wall.py BINARY - a document that breaks its parser costs that document, and nothing else."""
import glob
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from tool import BIN, PATTERNS, ROOT, children, command, ledger, reasons, records, say, shim, wait_until, workers
import tool

LONG = "--long" in sys.argv
MESSAGE = "From a@b Thu Jan  1 00:00:00 2026\nFrom: piet@example.nl\nSubject: nummer {n}\n\nMail kees{n}@example.nl.\n{more}\n"
LINE = "Beste lezer, in regel {n} staat jan.jansen{n}@example.nl voor wie meer wil weten.\n"
FILLER = "Een regel zonder iets waar naar te zoeken valt, en die dus niets oplevert.\n" * 12


def mbox(word):
    """The word stands in message 700 of 1400: past the first block that is read, before the last."""
    return "".join(MESSAGE.format(n=n, more=FILLER + (f"VP-{word}\n" if n == 700 else "")) for n in range(1400))


def breakers(folder):
    for word in ("CRASH", "ABORT", "HANG", "SLEEP", "EAT", "OPEN", "EIO"):
        open(f"{folder}/{word}.txt", "w").write("".join(LINE.format(n=n) for n in range(200)) + f"VP-{word}\n")
    for word in ("CRASH", "HANG", "EAT"):
        open(f"{folder}/{word}.mbox", "w").write(mbox(word))
    for n in range(20):
        open(f"{folder}/goed{n:02}.txt", "w").write("".join(LINE.format(n=i) for i in range(n, n + 50)))


WANTED = {"CRASH": "worker-crash", "ABORT": "worker-crash", "HANG": "worker-timeout", "SLEEP": "worker-timeout",
          "EAT": "limit-memory", "OPEN": "worker-crash", "EIO": "io-error"}


def test_breakers(work):
    os.mkdir(f"{work}/share")
    breakers(f"{work}/share")
    env = dict(os.environ, LD_PRELOAD=shim(work))
    r = subprocess.run(command("muur", "--stall-time", "2", "share"), cwd=work, env=env, capture_output=True, timeout=300)
    rows = {os.path.basename(x["path"]): x for x in ledger("muur", cwd=work)}
    say(r.returncode == 3, "wall: the scan ends with 3", (r.returncode, r.stderr))
    wrong = [(n, rows.get(n, {}).get("reasons")) for n in os.listdir(f"{work}/share") if not n.startswith("goed")
             and (n not in rows or WANTED[n.split(".")[0]] not in reasons(rows[n]) or rows[n]["outcome"] not in ("failed", "partial"))]
    say(not wrong, "wall: each breaker has its row and its reason", wrong)
    bad = [n for n, x in rows.items() if n.startswith("goed") and x["outcome"] != "ok"]
    say(not bad and len(rows) == 30, "wall: all others are read in full", (bad, len(rows)))
    for n in ("CRASH.mbox", "HANG.mbox", "EAT.mbox"):
        x = rows[n]
        say(x["outcome"] == "partial" and x["hits"] >= 500 and x["format"] == "mbox", f"wall: {n}: what was read before counts",
            (x["outcome"], x["hits"], x["format"]))
        say(any("reading it as " in y["text"] and y["part"] for y in x["reasons"]), f"wall: {n}: the stage is told", x["reasons"])
    say(b"the wall has a hole" not in r.stderr and not os.path.exists("/tmp/vp-escape"), "wall: no file, no socket for an intruder", r.stderr)
    say(not glob.glob(f"{work}/muur/.spool*") and not os.path.exists(f"{work}/muur/running.json"), "wall: nothing is left behind")
    began = time.monotonic()
    subprocess.run(command("muur", "--stall-time", "2", "--rescan", "share"), cwd=work, env=env, capture_output=True, timeout=300)
    again = {os.path.basename(x["path"]): x for x in ledger("muur", cwd=work)}
    same = all(again[n]["seconds"] == rows[n]["seconds"] for n in rows if reasons(rows[n]) & {"worker-crash", "worker-timeout"})
    say(same, "wall: what crashed or hung is not read again, not even with --rescan", time.monotonic() - began)
    open(f"{work}/share/CRASH.txt", "w").write("Mail jan.jansen@example.nl.\n")
    subprocess.run(command("muur", "share"), cwd=work, env=env, capture_output=True, timeout=300)
    say(any(x["path"].endswith("CRASH.txt") and x["outcome"] == "ok" for x in ledger("muur", cwd=work)), "wall: when it was changed it is")


def test_equal(work):
    inputs = [os.path.join(os.environ.get("B", "build"), "fixtures"), f"{work}/groot"]
    inputs = [os.path.abspath(os.path.join(ROOT, x)) for x in inputs]
    got = []
    for how, j in (("none", "1"), ("none", "2"), ("process", "1"), ("process", "5")):
        r = subprocess.run([BIN, "scan", "-q", "--patterns", PATTERNS, "--case", f"{how}{j}", "-j", j, "--isolation", how,
                            "--allow-incomplete", *[x for x in inputs if os.path.exists(x)]], cwd=work, capture_output=True)
        got.append((r.returncode, records(f"{how}{j}", cwd=work)))
    say(got[0][0] == 0 and len(got[0][1][0]) > 1000 and all(x == got[0] for x in got),
        "wall: with and without isolation, on any number of workers, the same records")


def is_running(pid):
    try:
        return open(f"/proc/{pid}/stat").read().split(") ")[1][0] != "Z"
    except OSError:
        return False


def disturb(work, case, how, times, gap):
    """Runs a scan and does something to one of its processes, again and again."""
    rng, done, seen = random.Random(5), 0, set()
    p = subprocess.Popen(command(case, "--stall-time", "2", "groot"), cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while done < times and p.poll() is None:
        time.sleep(rng.uniform(gap / 2, gap))
        seen.update(children(p.pid))
        one = rng.choice(workers(p.pid) or [0])
        if one and p.poll() is None:
            done += how(p.pid, one)
    stderr = p.communicate(timeout=300)[1]
    return done, p.returncode, stderr, seen


def kill_worker(_, worker):
    try:
        os.kill(worker, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def kill_nursery(pid, _):
    os.kill(children(pid)[0], signal.SIGKILL)
    return 1


def freeze_worker(_, worker):
    try:
        os.kill(worker, signal.SIGSTOP)
    except ProcessLookupError:
        return 0
    return 1


def test_disturbed(work):
    for name, how, times, gap in (("workers killed", kill_worker, 20 if LONG else 6, 0.3), ("a nursery killed", kill_nursery, 2, 0.6),
                                  ("workers frozen", freeze_worker, 10 if LONG else 2, 0.8)):
        case = name.replace(" ", "-")
        done, code, stderr, seen = disturb(work, case, how, times, gap)
        say(done > 0 and code == 0, f"wall: {done} x {name}: the scan ends well", (done, code, stderr))
        say(records(case, cwd=work) == records("heel", cwd=work), f"wall: {name}: nothing lost, nothing doubled")
        say(wait_until(lambda: not [x for x in seen if is_running(x)], 5), f"wall: {name}: no process is left")


def test_orphans(work):
    """The supervisor is killed: its workers go with it, also one that hangs."""
    os.mkdir(f"{work}/hang")
    open(f"{work}/hang/a.txt", "w").write("VP-HANG\n" * 10)
    for name, share, env in (("busy", "groot", os.environ), ("hanging", "hang", dict(os.environ, LD_PRELOAD=f"{work}/shim.so"))):
        p = subprocess.Popen(command(f"wees-{name}", share), cwd=work, env=env, stderr=subprocess.DEVNULL)
        wait_until(lambda: workers(p.pid), 10)
        time.sleep(0.3)
        below = children(p.pid)
        p.kill()
        p.wait()
        say(len(below) > 1 and wait_until(lambda: not [x for x in below if is_running(x)], 3), f"wall: no orphans of a {name} scan", below)


def main():
    work = tempfile.mkdtemp()
    try:
        subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), f"{work}/groot", "--size", "24M" if LONG else "8M",
                        "--piece", "60K", "--seed", "9"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(command("heel", "groot"), cwd=work, check=True, capture_output=True)
        test_breakers(work)
        test_equal(work)
        test_disturbed(work)
        test_orphans(work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return tool.failed > 0


sys.exit(main())
