#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/torture/wall.py BINARY - a document that breaks its parser costs that document, and nothing else."""
import glob
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
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
    for word in ("CRASH", "HANG", "EAT", "EIO"):
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
    say(not bad and len(rows) == 31, "wall: all others are read in full", (bad, len(rows)))
    for n in ("CRASH.mbox", "HANG.mbox", "EAT.mbox"):
        x = rows[n]
        say(x["outcome"] == "partial" and x["hits"] >= 500 and x["format"] == "mbox", f"wall: {n}: what was read before counts",
            (x["outcome"], x["hits"], x["format"]))
        say(any("reading it as " in y["text"] and y["part"] for y in x["reasons"]), f"wall: {n}: the stage is told", x["reasons"])
    x = rows["EIO.mbox"]
    parts = {y["part"] for y in x["reasons"]}
    say(x["outcome"] == "partial" and x["hits"] >= 701 and parts <= {"", "701", "701!1"},
        "wall: EIO.mbox: all before the bad sector counts, and only what stands at it is not whole", (x["outcome"], x["hits"], parts))
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


def test_crash_loop(work):
    """Twelve documents that crash their worker are 24 crashes: too many for one minute, but each run comes further."""
    os.mkdir(f"{work}/lus")
    for n in range(12):
        open(f"{work}/lus/{n:02}.txt", "w").write(LINE.format(n=n) + "VP-CRASH\n")
    again = subprocess.run(command("lus-zaak", "lus"), cwd=work, env=dict(os.environ, LD_PRELOAD=f"{work}/shim.so"), capture_output=True, timeout=300)
    rows = ledger("lus-zaak", cwd=work)
    say(again.returncode == 4 and b"crashed more than 20 times in a minute" in again.stderr and b"\n" not in again.stderr.strip(),
        "wall: more than 20 crashes in a minute end the run", (again.returncode, again.stderr))
    say(8 <= len(rows) < 12 and all(reasons(x) == {"worker-crash"} for x in rows), "wall: what crashed before that is kept", rows)
    r = subprocess.run(command("lus-zaak", "lus"), cwd=work, env=dict(os.environ, LD_PRELOAD=f"{work}/shim.so"), capture_output=True, timeout=300)
    say(r.returncode == 3 and len(ledger("lus-zaak", cwd=work)) == 12, "wall: the same command goes on past them", (r.returncode, r.stderr))


def examples():
    """What the packs say of themselves, and all that follows on each of their words: so that whatever a pattern looks for
    stands once at the very start of a text, where no more than a single spot is tried."""
    for pack in sorted(glob.glob(f"{PATTERNS}/*.pack")):
        for line in open(pack, encoding="utf-8"):
            found = re.match(r"\s+(?:hit|miss)(?:-cell)?\s+(.*)", line)
            words = re.sub(r"\[\[|\]\]", "", found[1]).split() if found else []
            yield from (" ".join(words[n:]) for n in range(len(words)))


def test_compiled(work):
    """A worker may make no code: an expression that was not compiled before it went behind the wall kills it."""
    texts = sorted(set(examples()))
    os.mkdir(f"{work}/voorbeelden")
    with open(f"{work}/voorbeelden/alle.mbox", "w") as f:
        for text in texts:
            f.write(f"From a@b Thu Jan  1 00:00:00 2026\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n")
    for engine in ("gate", "full"):
        got = []
        for how in ("none", "process"):
            r = subprocess.run(command(f"code-{engine}-{how}", "--engine", engine, "--isolation", how, "--max-hits", "1000000", "voorbeelden"),
                               cwd=work, capture_output=True, timeout=300)
            got.append((r.returncode, records(f"code-{engine}-{how}", cwd=work)))
        say(len(texts) > 1000 and got[0][0] == 0 and got[0][1][0].count(b"\n") > 1000 and got[0] == got[1],
            f"wall: every expression is compiled before the wall, engine {engine}", [(x[0], x[1][1]) for x in got])


def test_equal(work):
    inputs = [os.path.join(os.environ.get("B", "build"), "fixtures"), f"{work}/groot"]
    inputs = [os.path.abspath(os.path.join(ROOT, x)) for x in inputs]
    got = []
    for how, j in (("none", "1"), ("process", "5"), *([("none", "2"), ("process", "1")] if LONG else [])):
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


class Mover(threading.Thread):
    """Lengthens, cuts, removes, replaces and swaps files of a share while it is read."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.done, self.moves = folder, False, 0
        self.rng = random.Random(6)
        self.start()

    def move(self, path):
        what = self.rng.randrange(7)
        if what == 0:
            fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_NOFOLLOW)
            os.write(fd, b"Nog een regel.\n" * 2000)
            os.close(fd)
        elif what == 1:
            os.truncate(path, os.path.getsize(path) // 2)
        elif what == 2:
            os.remove(path)
        elif what == 3:
            os.remove(path)
            os.symlink("/etc/passwd", path)
        elif what == 4:
            os.remove(path)
            os.mkfifo(path)
        elif what == 5:
            os.remove(path)
            os.mkdir(path)
        else:
            os.rename(path, path + ".weg")

    def run(self):
        while not self.done:
            where = self.rng.choice([x[0] for x in os.walk(self.folder)])
            names = os.listdir(where)
            if names:
                try:
                    self.move(os.path.join(where, self.rng.choice(names)))
                    self.moves += 1
                except OSError:
                    pass
            time.sleep(0.01)


def test_moving(work):
    shutil.copytree(f"{work}/groot", f"{work}/onrust")
    mover = Mover(f"{work}/onrust")
    try:
        r = subprocess.run(command("onrust-zaak", "--stall-time", "20", "onrust"), cwd=work, capture_output=True, timeout=300)
    finally:
        mover.done = True
        mover.join(10)
    rows = ledger("onrust-zaak", cwd=work)
    seen = [x["path"] for x in rows]
    say(mover.moves > 20 and r.returncode in (0, 3) and not r.stderr, f"wall: {mover.moves} changes under the reader: the scan ends well", (r.returncode, r.stderr))
    say(len(seen) == len(set(seen)) and len(seen) > 50, "wall: changes under the reader: no row twice", len(seen))
    say(not [x for x in rows if reasons(x) & {"worker-crash", "worker-timeout"}], "wall: changes under the reader: no process died of them")
    subprocess.run(command("onrust-zaak", "onrust"), cwd=work, capture_output=True, timeout=300)
    subprocess.run(command("onrust-vers", "onrust"), cwd=work, capture_output=True, timeout=300)
    again, fresh = records("onrust-zaak", cwd=work), records("onrust-vers", cwd=work)
    gone = {x["path"] for x in again[1]} - {x["path"] for x in fresh[1]}
    say(again[0] == fresh[0] and [x for x in again[1] if x["path"] not in gone] == fresh[1],
        "wall: changes under the reader: once they end, a scan makes up for all of them", len(gone))


def test_stretches(work):
    """A mailbox big enough to be read in stretches. The shim's word breaks whoever reads it, so also the look for borders."""
    os.mkdir(f"{work}/post")
    with open(f"{work}/post/groot.mbox", "w") as f:
        for n in range(24000):
            f.write(MESSAGE.format(n=n, more=FILLER + ("VP-CRASH\n" if n == 12000 else "")))
    r = subprocess.run(command("post-zaak", "--max-hits", "1000000", "post"), cwd=work, env=dict(os.environ, LD_PRELOAD=f"{work}/shim.so"), capture_output=True, timeout=300)
    row = ledger("post-zaak", cwd=work)
    say(r.returncode == 3 and len(row) == 1 and row[0]["outcome"] == "partial" and reasons(row[0]) == {"worker-crash"}, "wall: a crash in a big mailbox", (r, row))
    say(row and row[0]["hits"] > 20000, "wall: a big mailbox: what was read before counts", row and row[0]["hits"])


def main():
    work = tempfile.mkdtemp()
    try:
        subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), f"{work}/groot", "--size", "24M" if LONG else "5M",
                        "--piece", "60K", "--seed", "9"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(command("heel", "groot"), cwd=work, check=True, capture_output=True)
        test_breakers(work)
        test_crash_loop(work)
        test_compiled(work)
        test_equal(work)
        test_disturbed(work)
        test_moving(work)
        test_stretches(work)
        test_orphans(work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return tool.failed > 0


sys.exit(main())
