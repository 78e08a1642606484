#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/mutate.py - whether the gate still bites.

usage: mutate.py [--program F] [--patterns DIR] [--floors F] [BLOCK...]

Takes one block (a family of words, or a pattern) out of a copy of the packs and runs the gate, which
must then fail because of a figure, not because the packs cannot be read. Prints ok and not ok lines.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BLOCKS = {"rel-moslim": "indicators", "vak-vakbond": "indicators", "bsn": "identifiers"}


def without(patterns, target, block):
    """A copy of the packs without a block; False if there is no such block."""
    shutil.copytree(patterns, target)
    for pack in target.glob("*.pack"):
        text = pack.read_text(encoding="utf-8")
        less = re.sub(rf"^(?:family|pattern) {re.escape(block)}\n(?:(?:[ \t].*)?\n)*", "", text, flags=re.M)
        if less != text:
            pack.write_text(less, encoding="utf-8")
            return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "vindplaats"))
    parser.add_argument("--patterns", default=str(ROOT / "patterns"))
    parser.add_argument("--floors", default=str(ROOT / "fixtures" / "quality" / "floors.json"))
    parser.add_argument("blocks", nargs="*", help="instead of " + " ".join(BLOCKS))
    args = parser.parse_args()
    bad = 0
    for block in args.blocks or BLOCKS:
        with tempfile.TemporaryDirectory() as work:
            target = pathlib.Path(work) / "patterns"
            if not without(pathlib.Path(args.patterns), target, block):
                print(f"not ok quality gate without {block}: there is no such block")
                bad = 1
                continue
            command = [sys.executable, str(HERE / "run.py"), "--program", args.program, "--patterns", str(target),
                       "--floors", args.floors, "--quiet", "--set", BLOCKS.get(block, "indicators")]
            run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        if run.returncode == 1 and "beyond its floor" in run.stdout:
            print(f"ok quality gate fails without {block}")
        else:
            print(run.stdout[-2000:])
            print(f"not ok quality gate fails without {block}")
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
