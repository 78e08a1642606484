#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/resume.py BINARY - a scan that is killed or stopped goes on; nothing is lost or doubled."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.abspath(sys.argv[1])
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} resume: {name}{'' if good or not detail else ' -- ' + str(detail)[:300]}")


def command(case, *more):
    return [BIN, "scan", "-q", "--patterns", os.path.join(ROOT, "patterns"), "--case", case, "-j", "2", *more, "share"]


def records(case):
    a = subprocess.run([BIN, "report", "--case", case, "-f", "jsonl", "--min-score", "0"], capture_output=True, cwd=work).stdout
    b = subprocess.run([BIN, "ledger", "--case", case, "-f", "jsonl"], capture_output=True, cwd=work).stdout
    rows = [json.loads(x) for x in b.splitlines()]
    return a, [{k: v for k, v in r.items() if k != "seconds"} for r in rows]


work = tempfile.mkdtemp()
try:
    subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), os.path.join(work, "share"), "--size", "6M",
                    "--piece", "30K", "--seed", "7"], check=True)
    subprocess.run(command("heel"), cwd=work, check=True, capture_output=True)
    whole = records("heel")
    rng, killed = random.Random(3), 0
    for _ in range(12):
        p = subprocess.Popen(command("stuk"), cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.05, 0.6))
        p.send_signal(signal.SIGKILL)
        killed += p.wait() == -9
    say(killed > 0, f"{killed} scans were killed in the middle")
    r = subprocess.run(command("stuk"), cwd=work, capture_output=True)
    say(r.returncode == 0 and records("stuk") == whole, "after kills: nothing lost, nothing doubled", r.stderr)
    p = subprocess.Popen(command("zacht"), cwd=work, stderr=subprocess.PIPE)
    time.sleep(0.25)
    p.send_signal(signal.SIGTERM)
    say(p.wait() in (0, 143), "SIGTERM: stops with 143", p.returncode)
    r = subprocess.run(command("zacht"), cwd=work, capture_output=True)
    say(r.returncode == 0 and records("zacht") == whole, "after SIGTERM: the same command goes on", r.stderr)
    left = [f for f in os.listdir(os.path.join(work, "stuk")) if f.startswith(".spool")]
    say(not left, "no temporary files are left behind", left)
    p = subprocess.Popen(command("bezet", "--rescan"), cwd=work, stderr=subprocess.DEVNULL)
    time.sleep(0.3)
    second = subprocess.run(command("bezet"), cwd=work, capture_output=True)
    say(second.returncode == 5 or p.poll() is not None, "a second scanner gets 5", second.returncode)
    p.wait()
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
