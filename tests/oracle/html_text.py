#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The text of an HTML page by an independent reading, to compare with `vindplaats text`.

    html_text.py FILE...              words a reader sees, one page per line
    html_text.py --compare VINDPLAATS FILE...   differences in body words; exit 1 if any

Written on html.parser, which tokenizes by other code and other rules of thumb; only the words are
compared, not how they are laid out. What is hidden or quoted in mail goes to lanes of its own in
vindplaats, so the lanes are joined before comparing.
"""
import html.parser
import json
import re
import subprocess
import sys

INLINE = set("a abbr b bdi bdo big cite code em font i ins del kbd mark q s samp small span strike "
             "strong sub sup tt u var wbr o:p".split())


class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self.skip += 1
        if tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag in ("script", "style") and self.skip:
            self.skip -= 1
        if tag not in INLINE:
            self.text.append(" ")

    def handle_data(self, data):
        if not self.skip:
            self.text.append(data)


def decoded(data):
    for mark, name in ((b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    said = re.search(rb"<meta[^>]*charset=[\s\"']*([\w.:-]+)", data[:4096], re.I)
    name = said.group(1).decode().lower() if said else "cp1252"
    try:
        return data.decode({"iso-8859-1": "cp1252", "utf-8": "cp1252"}.get(name, name), "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def words(data):
    parser = Words()
    parser.feed(decoded(data))
    parser.close()
    return "".join(parser.text).split()


def ours(program, path):
    out = subprocess.run([program, "text", path], stdout=subprocess.PIPE, check=False).stdout
    found = []
    for line in out.splitlines():
        record = json.loads(line)
        found += record["text"].split()
    return found


def main():
    if sys.argv[1:2] != ["--compare"]:
        for path in sys.argv[1:]:
            with open(path, "rb") as file:
                print(" ".join(words(file.read())))
        return 0
    bad = 0
    for path in sys.argv[3:]:
        with open(path, "rb") as file:
            expected = words(file.read())
        found = ours(sys.argv[2], path)
        missing = [w for w in set(expected) if w not in set(found)]
        if missing:
            bad = 1
            print(f"{path}: {len(missing)} of {len(set(expected))} words missing: "
                  + " ".join(sorted(missing)[:10]))
    return bad


if __name__ == "__main__":
    sys.exit(main())
