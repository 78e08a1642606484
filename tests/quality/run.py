#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/run.py - precision, recall and ties on the written quality set.

usage: run.py [--program F] [--patterns DIR] [--part dev|held|all] [--set NAME] [--errors]
              [--floors F] [--record F] [--json F] [--check] [--quiet]

Reads fixtures/quality, scans it once, prints the figures of each part. --errors tells each mistake,
of the part dev only: held is never shown, so that nobody tunes on it. --floors F compares with
recorded floors and fails when a figure is below one; --record F writes floors a little under what is
measured; --json F writes all figures. --check only reads the marks and says how much there is.
"""
import argparse
import json
import math
import pathlib
import sys
import tempfile
from collections import Counter

import figures
import share

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOW_IS_GOOD = ("false-ties", "policy-hits-per-10-pages", "person/parity/gap")


def low_is_good(name):
    return name.endswith(LOW_IS_GOOD)


def measure(cases, kind):
    counters = {"indicators": [figures.Indicators()], "identifiers": [figures.Identifiers()],
                "names": [figures.Spans()], "documents": [figures.Indicators(), figures.Counts()]}[kind]
    for case in cases:
        for counter in counters:
            counter.add(case)
    out = {}
    for counter in counters:
        out.update({f"{kind}/{k}": v for k, v in counter.figures().items()})
    return out, counters


def show(part, all_figures):
    """One row per group, its precision, recall and F side by side; single figures below."""
    groups, single = {}, []
    for name, (value, n) in all_figures.items():
        group, _, what = name.rpartition("/")
        if what in ("precision", "recall", "f"):
            groups.setdefault(group, {})[what] = (value, n)
        else:
            single.append((name, value, n))
    def cell(g, what):
        value = g.get(what, (None, 0))[0]
        return "    -" if value is None else f"{value:.3f}"
    print(f"{part:44}  precision  recall      F   gold  found")
    for group, g in sorted(groups.items()):
        print(f"{group:44}      {cell(g, 'precision')}   {cell(g, 'recall')}  {cell(g, 'f')} "
              f"{g.get('recall', (0, 0))[1]:6} {g.get('precision', (0, 0))[1]:6}")
    for name, value, n in sorted(single):
        print(f"{name:44}      {'    -' if value is None else f'{value:.3f}'}   of {n}")


def tell(errors):
    for case, what, kind, who, words in errors:
        where = f"{case.source.parent.parent.name}/{case.source.name}:{case.number}"
        passage = case.plain if case.by_offset() else ""
        print(f"{where}: {what} {kind} {' / '.join(who)} {words} {passage!r}")


def record(measured):
    """Floors under the figures that rest on enough cases, with room for three cases or three per cent."""
    floors = {}
    for name, (value, n) in sorted(measured.items()):
        if value is None or n < 30 and not low_is_good(name):
            continue
        room = max(0.03, 3 / n) if n else 0
        if name.endswith("hits-per-10-pages"):
            floors[name] = math.ceil(value + 1)
        elif low_is_good(name):
            floors[name] = math.ceil((value + room) * 100) / 100
        elif value > room:
            floors[name] = math.floor((value - room) * 100) / 100
    return floors


def below(measured, floors, sets):
    """What fell below its floor, and what is no longer measured; of the parts and sets that were run."""
    bad = []
    parts = {name.split("/")[0] for name in measured}
    for name, floor in floors.items():
        part, kind = name.split("/")[:2]
        if part not in parts or kind not in sets and set(sets) != set(share.SETS):
            continue
        value = measured.get(name, (None, 0))[0]
        if value is None or (value > floor if low_is_good(name) else value < floor):
            bad.append((name, value, floor))
    return bad


def report_size(cases_by_set):
    for (kind, part), cases in cases_by_set.items():
        marks = Counter()
        for case in cases:
            for m in case.marks:
                tied = ("tied " if m.people else "untied ") if m.kind == "indicator" else ""
                marks[tied + (m.category or m.kind)] += 1
        quiet = sum(not any(m.people for m in c.marks) for c in cases)
        print(f"{kind} {part}: {len(cases)} cases, {quiet} without a tie; " +
              ", ".join(f"{k} {n}" for k, n in sorted(marks.items())))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "vindplaats"))
    parser.add_argument("--patterns", default=str(ROOT / "patterns"))
    parser.add_argument("--part", choices=("dev", "held", "all"), default="all")
    parser.add_argument("--set", choices=share.SETS, action="append")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--floors")
    parser.add_argument("--record")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()

    parts = ("dev", "held") if args.part == "all" else (args.part,)
    cases = {(kind, part): share.load(ROOT / "fixtures" / "quality", kind, part)
             for part in parts for kind in args.set or share.SETS}
    if args.check:
        report_size(cases)
        return 0
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "share"
        folder.mkdir()
        files = share.write([c for some in cases.values() for c in some], folder)
        share.scan(pathlib.Path(args.program).resolve(), pathlib.Path(args.patterns).resolve(), folder, files,
                   pathlib.Path(work) / "case")
    measured = {}
    for part in parts:
        mine, policy = {}, []
        for kind in args.set or share.SETS:
            out, counters = measure(cases[(kind, part)], kind)
            mine.update(out)
            policy += [c for c in counters if isinstance(c, figures.Indicators)]
            if args.errors and part == "dev":
                tell(e for c in counters for e in c.errors)
        if policy:
            mine["policy-hits-per-10-pages"] = figures.policy(policy)
        if not args.quiet:
            show(part, mine)
        measured.update({f"{part}/{k}": v for k, v in mine.items()})
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps({k: v[0] for k, v in measured.items()}, indent=1) + "\n")
    if args.record:
        pathlib.Path(args.record).write_text(json.dumps(record(measured), indent=1) + "\n")
    if not args.floors:
        return 0
    floors = json.loads(pathlib.Path(args.floors).read_text(encoding="utf-8"))
    bad = below(measured, floors, args.set or share.SETS)
    for name, value, floor in bad:
        print(f"beyond its floor: {name} {'not measured' if value is None else f'{value:.3f}'}, floor {floor}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
