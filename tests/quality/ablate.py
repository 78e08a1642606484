#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/ablate.py - what each ingredient of the names engine adds, as a table.

usage: ablate.py [--program F] [--patterns DIR] [--part dev|held]

Sets the points of one group of terms to nothing in a copy of the packs and measures persons and
places anew, in passages and in whole documents.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAMES_PACK, TERMS = "nl-names.pack", "words name-terms"
GROUPS = {
    "nothing": "",
    "lists of given names and surnames": "given given-wide given-inside surname surname-wide surname-main pair",
    "endings of names and places": "name-ending place-ending place-prefix",
    "initials, reversed forms, nicknames": "initials bare-initials press-initial reversed nickname",
    "particles": "particle particle-first surname-main",
    "lists of places": "place place-wide place-phrase place-plus place-inside",
    "common words": "common common-name common-start common-inside common-ending compound compound-inside",
    "what stands before it": "*-before",
    "what stands after it": "*-after possessive dateline brackets",
    "labels, lines, headers, closings": "label-* closing sender header whole-line near-person near-place",
    "the rest of the document": "known-* same-* seen-*",
}
COLUMNS = {
    "persons P/R": ("names/person/overlap/precision", "names/person/overlap/recall"),
    "worst origin": ("names/person/parity/worst",),
    "places P/R": ("names/place/overlap/precision", "names/place/overlap/recall"),
    "in documents, persons P/R": ("documents/person/precision", "documents/person/recall"),
    "places P/R there": ("documents/place/precision", "documents/place/recall"),
}


def without(patterns, target, terms):
    """A copy of the packs in which these terms are worth nothing."""
    shutil.copytree(patterns, target)
    pack = target / NAMES_PACK
    head, block, rest = re.split(rf"(^{TERMS}\n(?:(?:[ \t].*)?\n)*)", pack.read_text(encoding="utf-8"), maxsplit=1,
                                 flags=re.M)
    for term in terms.split():
        name = re.escape(term).replace(r"\*", r"[\w-]*")
        block, n = re.subn(rf"^([ \t]+{name}[ \t]+)[-+0-9.]+[ \t]+[-+0-9.]+", r"\g<1>0 0", block, flags=re.M)
        if not n:
            raise SystemExit(f"{pack.name}: no term {term}")
    pack.write_text(head + block + rest, encoding="utf-8")


def measure(args, terms):
    with tempfile.TemporaryDirectory() as work:
        target = pathlib.Path(work) / "patterns"
        without(pathlib.Path(args.patterns), target, terms)
        out = pathlib.Path(work) / "figures.json"
        subprocess.run([sys.executable, str(HERE / "run.py"), "--program", args.program, "--patterns", str(target),
                        "--part", args.part, "--set", "names", "--set", "documents", "--quiet", "--json", str(out)],
                       check=True)
        return json.loads(out.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "vindplaats"))
    parser.add_argument("--patterns", default=str(ROOT / "patterns"))
    parser.add_argument("--part", choices=("dev", "held"), default="held")
    args = parser.parse_args()
    print("| without | " + " | ".join(COLUMNS) + " |\n|---|" + "---|" * len(COLUMNS))
    for group, terms in GROUPS.items():
        found = measure(args, terms)
        cells = ["/".join(f"{found[f'{args.part}/{k}']:.2f}" for k in keys) for keys in COLUMNS.values()]
        print(f"| {group} | " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
