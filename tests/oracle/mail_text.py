#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Compares the mail reader with Python's email package on generated nasty mails.

usage: tests/oracle/mail_text.py [VINDPLAATS [COUNT [SEED [FOLDER]]]]; FOLDER: keep what differs

Every mail is invented from a seed. For each text part the decoded lines must be the same, quote
marks aside; so must the decoded From, To and Subject and the names of attachments. A tool for who
works on scanner/format/mail*.c; no part of `make check`, since Python is no dependency.
"""
import base64, collections, email, email.header, email.policy, json, os, random, re, subprocess, sys, tempfile

WORDS = ("Jan de Vries Mohamed El Testaoui Gouda Utrecht overleg morgen café Müller Şahin naïef "
         "Łukasz over de zaak van mevrouw Proef coördinatie België's 1234 AB € „citaat” x=y "
         "From hier > daar -- einde =?niets?= a;b").split(" ")
CHARSETS = ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15", "us-ascii", "iso-8859-9", "UTF-8"]


def encodable(text, charset):
    return "".join(c for c in text if c.encode(charset, "ignore"))


def words(r, n):
    return " ".join(r.choice(WORDS) for _ in range(n))


def quoted_printable(r, data, eol):
    out, line = [], ""
    for i, b in enumerate(data):
        last = i + 1 == len(data) or data[i + 1:i + 2] == b"\n"
        if b == 10:
            out.append(line + r.choice(["", "", " ", "\t  "]))
            line = ""
            continue
        plain = 33 <= b <= 126 and b != 61 or b in (32, 9) and not last
        line += chr(b) if plain and r.random() < .95 else (r.choice(["=%02X", "=%02x"]) % b)
        if len(line) > r.randint(20, 72):
            out.append(line + "=")  # Python knows no soft break with a blank behind it
            line = ""
    out.append(line)
    return eol.join(out)


def base64_lines(r, data, eol):
    text, width = base64.b64encode(data).decode(), r.choice([4, 19, 60, 76, 76, 900])
    return eol.join(text[i:i + width] for i in range(0, len(text), width))


def encoded_word(r, text, eol):
    """Encoded words, cut anywhere, also inside characters where the next word can go on."""
    charset = r.choice(["utf-8", "iso-8859-1", "UTF-8", "windows-1252"])
    data = encodable(text, charset).encode(charset)
    out, at = [], 0
    while at < len(data):
        piece = data[at:at + r.randint(3, 30)]
        at += len(piece)
        if r.random() < .5:
            body = "".join(chr(b) if chr(b).isalnum() and b < 128 else "_" if b == 32 else "=%02X" % b
                           for b in piece)
            out.append("=?%s?%s?%s?=" % (charset, r.choice("Qq"), body))
        else:
            out.append("=?%s?%s?%s?=" % (charset, r.choice("Bb"), base64.b64encode(piece).decode()))
    return r.choice([" ", eol + " ", eol + "\t"]).join(out)


def header_value(r, eol):
    kind = r.random()
    if kind < .4:
        return encoded_word(r, words(r, r.randint(1, 6)), eol)
    text = encodable(words(r, r.randint(1, 5)), "ascii").replace("=?niets?=", "niets")
    if kind < .6:
        return text + " " + encoded_word(r, words(r, 2), eol) + " eind"
    if kind < .8:
        return text + eol + " " + "vervolg " + text
    return text


def address(r, eol):
    name = encoded_word(r, words(r, 2), eol) if r.random() < .5 else '"Proef, P."'
    return "%s <%s@voorbeeld.nl>" % (name, r.choice(["jan", "piet", "k.proef"]))


def file_name(r, eol):
    """A name parameter, and what it stands for."""
    name = r.choice(["nota.txt", "één brief.txt", "verslag van overleg; definitief.txt",
                     "Łódź.txt", "lang " * 12 + "x.txt"])
    ascii_name = name.isascii()
    kind = r.randint(0, 3)
    if kind == 0 and ascii_name:
        return 'filename="%s"' % name
    if kind <= 1:
        return "filename*=utf-8''" + "".join("%%%02X" % b for b in name.encode())
    data = "".join(chr(b) if chr(b).isalnum() and b < 128 else "%%%02X" % b for b in name.encode())
    pieces = []
    while data:  # a piece must not begin inside %XX
        n = min(len(data), 30)
        while "%" in data[max(0, n - 2):n] and n < len(data):
            n += 1
        pieces.append(data[:n])
        data = data[n:]
    return (";" + eol + "\t").join("filename*%d*=%s%s" % (i, "utf-8''" if not i else "", p)
                                   for i, p in enumerate(pieces))


def leaf(r, eol, attachment):
    charset = r.choice(CHARSETS)
    lines = []
    for _ in range(r.randint(0, 8)):
        lines.append(r.choice(["", "", "", "> ", ">> ", " "]) + words(r, r.randint(0, 12)))
    text = encodable("\n".join(lines), "ascii" if charset == "us-ascii" else charset)
    data = text.encode("ascii" if charset == "us-ascii" else charset)
    way = r.choice(["quoted-printable", "base64", "8bit", "Quoted-Printable", "BASE64", None])
    head = [r.choice(["Content-Type", "content-type"]) +
            ": text/plain; " + r.choice(["", "x=y; "]) + r.choice(['charset="%s"', "charset=%s"]) % charset]
    if way:
        head.append("Content-Transfer-Encoding: " + way)
    if attachment:
        head.append("Content-Disposition: attachment;" + eol + " " + file_name(r, eol))
    r.shuffle(head)
    lower = (way or "").lower()
    if lower == "base64":
        body = base64_lines(r, data.replace(b"\n", b"\r\n") if r.random() < .3 else data, eol).encode()
    elif lower == "quoted-printable":
        body = quoted_printable(r, data, eol).encode()
    else:
        body = data.replace(b"\n", eol.encode())
    return eol.join(head).encode(), body


def entity(r, eol, depth, attachment=False):
    """Header lines and body, as bytes."""
    kind = r.random()
    if depth > 3 or kind < .45:
        return leaf(r, eol, attachment)
    if kind < .6:
        return b"Content-Type: message/rfc822", message(r, eol, depth + 1)
    boundary = "".join(r.choice("abcXYZ019'()+_,-./:=?") for _ in range(r.randint(1, 40)))
    parts = [entity(r, eol, depth + 1, r.random() < .3) for _ in range(r.randint(1, 4))]
    out, e = [], eol.encode()
    if r.random() < .3:
        out.append(b"preamble of a mail")
    for head, body in parts:
        out += [b"--" + boundary.encode() + r.choice([b"", b"", b" ", b"\t "])]
        out += [head, b"", body] if head else [b"", body]
    if r.random() < .9:
        out.append(b"--" + boundary.encode() + b"--" + r.choice([b"", b" "]))
        if r.random() < .3:
            out.append(b"epilogue of a mail")
    kind = r.choice(["mixed", "alternative", "related", "signed", "weird"])
    return (b"Content-Type: multipart/%s;%s boundary=\"%s\"" %
            (kind.encode(), e + b"\t" if r.random() < .4 else b"", boundary.encode()), e.join(out) + e)


def message(r, eol, depth=0):
    head, body = entity(r, eol, depth)
    lines = [b"Received: from x by y; Thu, 1 Jan 2015 10:00:00 +0100"] if r.random() < .5 else []
    lines += [b"From: " + address(r, eol).encode(), b"To: " + address(r, eol).encode(),
              b"Subject: " + header_value(r, eol).encode(), b"MIME-Version: 1.0", head]
    return eol.encode().join(lines) + eol.encode() * 2 + body


def norm(text):
    return " ".join(text.split())


def norm_lines(text):
    lines = (norm(re.sub(r"^( {0,2}> ?|\| )+", "", l.strip("\r"))) for l in re.split(r"\r\n|\r|\n", text))
    return collections.Counter(l for l in lines if l)


def decode_header(value):
    """As RFC 2047 says, with words of one charset joined before they are decoded."""
    out, last = [], None
    for data, charset in email.header.decode_header(value.replace("\r", "").replace("\n", "")):
        if isinstance(data, str):
            data, charset = data.encode("utf-8", "surrogateescape"), None
        if charset and last and last[1] == charset.lower():
            last[0] += data
            continue
        last = [data, charset and charset.lower()]
        out.append(last)
    return norm("".join(d.decode(c or "utf-8", "replace") for d, c in out))


def expected(msg, path, texts, heads, names):
    """Walks a parsed message the way parts are numbered."""
    here = heads.setdefault(path, {})
    for key in ("From", "To", "Subject"):
        if msg.get(key) is not None:
            here[key] = decode_header(msg[key])

    def walk(part, section):
        step = (path + "!" if path else "") + section
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            for i, child in enumerate(part.get_payload(), 1):
                walk(child, (section + "." if section else "") + str(i))
        elif part.get_content_type() == "message/rfc822" and part.is_multipart():
            expected(part.get_payload(0), step, texts, heads, names)
        else:
            data = part.get_payload(decode=True) or b""
            charset = part.get_content_charset("utf-8")
            name = part.get_filename()
            if name:
                names.setdefault(path, collections.Counter())[norm(email.utils.collapse_rfc2231_value(name))] += 1
            texts[step] = norm_lines(data.decode("utf-8" if charset == "us-ascii" else charset, "replace"))

    walk(msg, "1" if not msg.is_multipart() or msg.get_content_maintype() != "multipart" else "")


def strip_names(part):
    return "!".join(re.sub(r"^([0-9.]+):.*", r"\1", s) for s in part.split("!"))


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/vindplaats")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    keep = sys.argv[4] if len(sys.argv) > 4 else None
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        mails = {}
        for i in range(count):
            r = random.Random(seed * 1000003 + i)
            mails["%05d.eml" % i] = message(r, r.choice(["\n", "\r\n"]))
        for name, data in mails.items():
            with open(os.path.join(folder, name), "wb") as f:
                f.write(data)
        done = subprocess.run([program, "text"] + sorted(mails), cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
        ours = collections.defaultdict(dict)
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            row = json.loads(line)
            if row["record"] == "text":
                ours[row["path"]].setdefault(strip_names(row["part"]), []).append(row)
        for name, data in sorted(mails.items()):
            texts, heads, names = {}, {}, {}
            expected(email.message_from_bytes(data, policy=email.policy.compat32), "", texts, heads, names)
            why = compare(ours[name], texts, heads, names)
            if why:
                bad += 1
                print("%s (seed %d): %s" % (name, seed, why))
                if keep:
                    with open(os.path.join(keep, name), "wb") as f:
                        f.write(data)
    print("%d of %d mails differ" % (bad, count))
    return bad > 0


def compare(parts, texts, heads, names):
    for step, lines in texts.items():
        got = collections.Counter()
        for row in parts.get(step, []):
            if row["carrier"] in ("body", "quoted"):
                got += norm_lines(row["text"])
        if got != lines:
            return "text of %s: ours %r, theirs %r" % (step, dict(got - lines), dict(lines - got))
    for step, fields in heads.items():
        text = "\n".join(row["text"] for row in parts.get(step, []) if row["carrier"] == "header")
        for key, value in fields.items():
            got = [norm(l[len(key) + 2:]) for l in text.split("\n") if l.startswith(key + ": ")]
            if value and value not in got:
                return "%s of %r: ours %r, theirs %r" % (key, step, got, value)
    for step, wanted in names.items():
        got = collections.Counter(norm(l) for row in parts.get(step, []) if row["carrier"] == "attachment-name"
                                  for l in row["text"].splitlines())
        if got != wanted:
            return "names in %r: ours %r, theirs %r" % (step, dict(got), dict(wanted))
    return None


if __name__ == "__main__":
    sys.exit(main())
