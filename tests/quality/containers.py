# SPDX-License-Identifier: EUPL-1.2
"""tests/quality/containers.py - written documents as the files they would be.

A file of documents holds many; each begins with a line `=== FORM` and lines `@ NUMBER ROLE` for the
persons whose role is known. For `mail` the text begins with its header lines and an empty line. The
way it is encoded (charset, transfer encoding, HTML part) follows from its place in the set.
"""
import base64
import html
import io
import quopri
import re
import zipfile
from email.header import Header

import marks

FORMS = ("mail", "memo", "report", "overview", "csv", "chat", "html", "docx", "note", "letter", "policy")
ROLES = ("subject", "author", "recipient", "official", "unknown")


def documents(path):
    """(line number, form, plain, marks, roles) of each document in a file."""
    at, form, body, roles = 0, None, [], []
    rows = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(rows + ["=== end"], 1):
        try:
            if line.startswith("=== "):
                if form:
                    plain, gold = marks.parse("\n".join(body).strip("\n") + "\n")
                    check_roles(roles, gold)
                    yield at, form, plain, gold, roles
                at, form, body, roles = number, line[4:].strip(), [], []
                if form not in FORMS and line != "=== end":
                    raise ValueError(f"unknown form {form}")
            elif line.startswith("@ ") and not body:
                person, role = line[2:].split()
                roles.append((person, role))
            elif form:
                body.append(line)
        except ValueError as e:
            raise SystemExit(f"{path}:{at}: {e}")


def check_roles(roles, gold):
    known = {m.person for m in gold if m.kind == "person"}
    for person, role in roles:
        if role not in ROLES or person not in known:
            raise ValueError(f"role {role} of person {person}")


def build(form, plain, number):
    """(file name, bytes) of one document."""
    if form == "mail":
        return "bericht.eml", mail(plain, number)
    if form == "csv":
        return "lijst.csv", (plain.encode("utf-8-sig") if number % 3 == 0 else plain.encode())
    if form == "html":
        return "pagina.html", page(plain).encode()
    if form == "docx":
        return "stuk.docx", docx(plain)
    if form == "chat":
        return "chat.txt", plain.replace("\n", "\r\n").encode() if number % 2 else plain.encode()
    return "stuk.txt", plain.encode()


def mail(plain, number):
    head, _, body = plain.partition("\n\n")
    names = {"Van": "From", "Aan": "To", "Cc": "Cc", "CC": "Cc", "Onderwerp": "Subject", "Datum": "Date"}
    rows = []
    for line in head.split("\n"):
        name, colon, value = line.partition(": ")
        if not colon or name not in names:
            raise SystemExit(f"not a header of a mail: {line}")
        words = (re.sub(r"[\w'’-]*[^\x00-\x7f][\w'’-]*", lambda m: Header(m.group(), "utf-8").encode(), value))
        rows.append(f"{names[name]}: {words}")
    rows += [f"Message-ID: <{number}.bericht@voorbeeld.nl>", "MIME-Version: 1.0"]
    charset = "utf-8"
    if number % 4 == 1:
        try:
            body.encode("windows-1252")
            charset = "windows-1252"
        except UnicodeEncodeError:
            pass
    data = body.encode(charset)
    if number % 5 == 3:
        return alternative(rows, body, data, charset)
    if number % 3 == 0:
        rows += [f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: quoted-printable"]
        data = quopri.encodestring(data)
    elif number % 3 == 1:
        rows += [f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: base64"]
        data = base64.encodebytes(data)
    else:
        rows += [f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: 8bit"]
    return ("\r\n".join(rows) + "\r\n\r\n").encode() + data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def alternative(rows, body, data, charset):
    """Only the HTML form, so that everything said is found once."""
    rows += [f"Content-Type: text/html; charset={charset}", "Content-Transfer-Encoding: base64"]
    marked = "<html><body>" + "".join(f"<div>{html.escape(l, False) or '<br>'}</div>\n" for l in body.split("\n"))
    return ("\r\n".join(rows) + "\r\n\r\n").encode() + base64.encodebytes(
        (marked + "</body></html>").encode(charset)).replace(b"\n", b"\r\n")


def page(plain):
    title, _, rest = plain.partition("\n")
    out = [f"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Pagina</title>"
           f"<style>p{{margin:0}}</style></head><body><h1>{html.escape(title, False)}</h1>"]
    for block in re.split(r"\n\n+", rest.strip("\n")):
        rows = block.split("\n")
        if all("|" in r for r in rows):
            cells = ["".join(f"<td>{html.escape(c.strip(), False)}</td>" for c in r.split("|")) for r in rows]
            out.append("<table>" + "".join(f"<tr>{c}</tr>" for c in cells) + "</table>")
        elif all(r.startswith("- ") for r in rows):
            out.append("<ul>" + "".join(f"<li>{html.escape(r[2:], False)}</li>" for r in rows) + "</ul>")
        else:
            out.append("<p>" + "<br>".join(html.escape(r, False) for r in rows) + "</p>")
    return "\n".join(out) + "</body></html>\n"


def docx(plain):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t xml:space=\"preserve\">{html.escape(l, False)}</w:t></w:r></w:p>"
                         for l in plain.rstrip("\n").split("\n"))
    package = "http://schemas.openxmlformats.org/package/2006/"
    parts = {
        "[Content_Types].xml":
            f"<Types xmlns=\"{package}content-types\"><Default Extension=\"rels\" ContentType="
            "\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\""
            " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
            "</Types>",
        "_rels/.rels":
            f"<Relationships xmlns=\"{package}relationships\"><Relationship Id=\"r1\" Type=\"http://schemas."
            "openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
            "</Relationships>",
        "word/document.xml": f"<w:document xmlns:w=\"{w}\"><w:body>{paragraphs}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2018, 3, 12, 9, 30, 0)),
                       '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return out.getvalue()
