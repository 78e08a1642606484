# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/share.py - the marked texts as files to scan, and the hits of that scan per file.

Each passage and each document becomes a file of its own, under a name that says nothing, so that no
case helps another one. All cases of all sets are scanned in one run.
"""
import json
import pathlib
import subprocess

import containers
import marks

SETS = ("indicators", "identifiers", "names", "documents")


class Case:
    """One passage or document: what stands in it (marks) and what was found (hits)."""

    def __init__(self, source, number, carrier, plain, gold, roles=()):
        self.source, self.number, self.carrier = source, number, carrier
        self.plain, self.marks, self.roles, self.hits = plain, gold, dict(roles), []

    def of(self, kind):
        return [m for m in self.marks if m.kind == kind]

    def by_offset(self):
        """Whether offsets of marks are offsets of hits: a passage is scanned as it stands."""
        return True


class Document(Case):
    def by_offset(self):
        """A container moves the text, so words are compared."""
        return False


def load(root, kind, part):
    cases = []
    for path in sorted((root / kind / part).glob("*.txt")):
        if kind == "documents":
            for number, form, plain, gold, roles in containers.documents(path):
                cases.append(Document(path, number, form, plain, gold, roles))
        else:
            cases += [Case(path, *row) for row in marks.passages(path)]
    return cases


def write(cases, folder):
    """Files for all cases; {relative path: case}."""
    files = {}
    for i, case in enumerate(cases):
        name, data = "tekst.txt", case.plain.encode()
        if not case.by_offset():
            name, data = containers.build(case.carrier, case.plain, i)
        path = pathlib.Path(f"{i // 500:03}") / f"{i:05}-{name}"
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
        files[str(path)] = case
    return files


def scan(program, patterns, folder, files, case_dir):
    """Scans all files and hands each hit to its case."""
    command = [str(program), "scan", "-q", "--progress=none", "--patterns", str(patterns), "--case", str(case_dir),
               "--min-score", "0", "--allow-incomplete", "--hits", "-", "."]
    run = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE)
    for line in run.stdout:
        hit = json.loads(line)
        files[hit["path"].removeprefix("./")].hits.append(hit)
    if run.wait() != 0:
        raise SystemExit(f"the scan ended with {run.returncode}")
