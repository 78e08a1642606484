#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/lint/claims.py BINARY - what the README and the man page say about commands, options, files
and make targets is so, and what the program has is said there."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(sys.argv[1])
failed = 0


def say(wrong, name):
    global failed
    failed += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} lint {name}{': ' + ', '.join(sorted(wrong)) if wrong else ''}")


def text(name):
    return open(os.path.join(ROOT, name), encoding="utf-8").read()


def help_of(*words):
    return subprocess.run([BIN, *words, "--help"], capture_output=True, text=True, check=True).stdout


def long_options(s):
    return set(re.findall(r"--[a-z][a-z0-9-]+", s))


readme, man, makefile = text("README.md"), text("vindplaats.1"), text("Makefile")
commands = {m for m in re.findall(r"^  ([a-z]+) +[A-Z]", help_of(), re.M)}
options = {c: long_options(help_of(c).split("\noptions:\n")[1]) for c in commands}

called = [(c, rest) for c, rest in re.findall(r"\bvindplaats ([a-z]+)\b([^\n`#]*)", readme)]
in_table = set(re.findall(r"^\| `([a-z]+)[ `]", readme, re.M))
say({c for c, _ in called} - commands - {"goes", "finds"}, "README: its commands exist")
say(in_table ^ commands, "README: its table is the program's list of commands")
say({f"{c} {o}" for c, rest in called if c in options for o in long_options(rest) - options[c]}, "README: its options exist")
linked = re.findall(r"\]\(([^)#:]+)\)", readme) + re.findall(r"^\| `([a-z]+/)`", readme, re.M)
say({p for p in linked if not os.path.exists(os.path.join(ROOT, p))}, "README: its files exist")
targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
said = set(re.findall(r"(?:`|^    )make ([a-z][a-z-]*)", readme + text("tests/README.md"), re.M))
say(said - targets, "README: its make targets exist")

named = {"-" + o for o in re.findall(r"Fl (-[a-z][a-z0-9-]+)", man)}
say(named - set().union(*options.values()), "man page: its options exist")
say({f"{c} {o}" for c in commands for o in options[c] - named}, "man page: names every option")
say(commands ^ set(re.findall(r"^\.It Ic ([a-z]+)", man.split(".Sh OPTIONS")[0], re.M)), "man page: names every command")
sys.exit(failed > 0)
