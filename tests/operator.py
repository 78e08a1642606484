#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/operator.py BINARY - what somebody sees of a scan from outside: status, signals, limits, logs.

A scan of a share that takes some seconds is stopped with SIGSTOP where it must stand still.
"""
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.abspath(sys.argv[1])
PATTERNS = ["--patterns", os.path.join(ROOT, "patterns")]
failed = 0


def say(good, name, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} operator: {name}{'' if good or not detail else ' -- ' + str(detail)[:300]}")


def run(*args):
    return subprocess.run([BIN, *args], capture_output=True, text=True, cwd=work)


def start(case, *options):
    err = open(os.path.join(work, case + ".err"), "w+", encoding="utf-8")
    return subprocess.Popen([BIN, "scan", *PATTERNS, "--case", case, "-j", "1", *options, "share"], cwd=work, stderr=err), err


def said(err):
    err.seek(0)
    return err.read()


def wait_for(what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(.05)
    return False


def state(case):
    r = run("status", case, "-f", "json")
    return json.loads(r.stdout) if r.returncode == 0 else {"state": r.stderr}


def age(case):
    """Makes the last sign of life of a case an old one."""
    path = os.path.join(work, case, "running.json")
    o = json.load(open(path, encoding="utf-8"))
    o["updated"] -= 60
    json.dump(o, open(path, "w", encoding="utf-8"))


def end(p):
    if p.poll() is None:
        p.send_signal(signal.SIGCONT)
        p.kill()
        p.wait()


def check_running():
    p, err = start("een", "--progress=none")
    try:
        say(wait_for(lambda: os.path.exists(os.path.join(work, "een", "running.json")) and state("een").get("files", 0) > 0),
            "a scan tells that it runs", state("een"))
        now = state("een")
        say(now["state"] == "running" and now["pid"] == p.pid and now["files_found"] >= now["files"] > 0, "status -f json", now)
        text = run("status", "een", "--lang", "en").stdout
        say(re.search(rf"running since .*\(process {p.pid}\)\n  scan \d+%", text) and "In the case: " in text, "status for a person", text)
        p.send_signal(signal.SIGUSR1)
        say(wait_for(lambda: re.search(r"^scan \d+%", said(err), re.M), 10), "SIGUSR1 asks for one line", said(err))
        for child in subprocess.run(["ps", "-o", "pid=", "--ppid", str(p.pid)], capture_output=True, text=True).stdout.split():
            os.kill(int(child), signal.SIGUSR1)
        p.send_signal(signal.SIGSTOP)
        age("een")
        say(state("een")["state"] == "stuck", "a scan that stands still is told", state("een"))
        p.kill()
        p.wait()
        say(state("een")["state"] == "killed", "a scan that was killed is told", state("een"))
        text = run("status", "een").stdout
        say("afgebroken" in text and "nog eens" in text, "and what to do", text)
    finally:
        end(p)


def check_limit():
    p, err = start("twee", "--time-limit", "1", "--progress=json")
    say(p.wait() == 75, "--time-limit gives 75", p.returncode)
    lines = [json.loads(x) for x in said(err).splitlines()]
    say(lines and {x["type"] for x in lines[:-1]} <= {"status"} and lines[-1]["type"] == "summary" and lines[-1]["outcome"] == "stopped",
        "--progress=json: status, then a summary", lines[-1:])
    say(state("twee") == {"state": "none"} and "stopped" in run("status", "twee").stdout, "no scan runs, the last one was stopped")
    say(run("status", "nergens").returncode == 2 and run("status", "twee", "-f", "xml").returncode == 2, "no case, no status: 2")
    open(os.path.join(work, "twee", "running.json"), "w").write('{"schema":1')
    say(state("twee") == {"state": "none"}, "a file that was cut off is no scan", state("twee"))


def check_logs():
    """Progress and summaries are what a log keeps: no path, no value."""
    hits = [json.loads(x) for x in run("scan", *PATTERNS, "--case", "drie", "--hits", "-", "-q", "klein").stdout.splitlines()]
    say(len(hits) > 20, "there is something to keep silent about", len(hits))
    words = {h["text"] for h in hits if len(h["text"]) > 5} | {"geheim-dossier"}
    for how in ("plain", "json", "tty", "none"):
        r = subprocess.run([BIN, "scan", *PATTERNS, "--case", "log" + how, "--allow-incomplete", "--progress", how, "-v", "klein"],
                           capture_output=True, text=True, cwd=work)
        told = [w for w in words if w in r.stderr + r.stdout]
        say(r.returncode == 0 and r.stderr and not told, f"--progress={how} -v tells no path and no value", (r.returncode, told, r.stderr[-200:]))


def check_units():
    texts = {f: open(f, encoding="utf-8").read() for f in glob.glob(os.path.join(ROOT, "tools/systemd/*"))}
    say(len(texts) == 2, "there are a unit and a timer")
    unit = next(t for f, t in texts.items() if f.endswith(".service"))
    command = re.search(r"^ExecStart=/usr/local/bin/vindplaats (\w+) (.*)$", unit, re.M)
    known = run(command[1], "--help").stdout
    say(all(o in known for o in re.findall(r"--[a-z-]+[a-z]", command[2])), "the unit's options exist")
    say("SuccessExitStatus=3 75" in unit and "UMask=0077" in unit and "PrivateNetwork=yes" in unit, "the unit is private and knows our exit codes")
    if not shutil.which("systemd-analyze"):
        print("ok operator: systemd-analyze skipped: not installed")
        return
    for f, t in texts.items():
        open(os.path.join(work, os.path.basename(f).replace("@", "@zaak")), "w").write(t.replace("/usr/local/bin/vindplaats", BIN))
    r = subprocess.run(["systemd-analyze", "verify", "./vindplaats-scan@zaak.service", "./vindplaats-scan@zaak.timer"], capture_output=True, text=True, cwd=work)
    wrong = [x for x in r.stderr.splitlines() if "Command 'man" not in x and "vindplaats" in x]
    say(not wrong, "systemd-analyze finds no fault", wrong)


work = tempfile.mkdtemp()
try:
    for name, size in (("share", "24M"), ("klein/geheim-dossier", "60K")):
        subprocess.run([sys.executable, os.path.join(ROOT, "tools/make-share"), os.path.join(work, name), "--size", size, "--piece", "30K"], check=True)
    open(os.path.join(work, "klein", "geheim-dossier", "scan.pdf"), "wb").write(b"%PDF-1.4\n")
    check_running()
    check_limit()
    check_logs()
    check_units()
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
